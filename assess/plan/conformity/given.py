"""What the checks rest on: facts about a center, without a session.

`facts` reads them from the plan; conduct, above it, counts what stands on the sheets (`Record`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from assess.words import Fault, Text

FULL = 100.0
"""Percent that the weights of a role sum to."""


class Measured(NamedTuple):
    """A competency of a role."""

    code: str
    name: Text
    weight: float
    """In percent."""
    target: float
    floor: float | None
    links: int
    """Tasks and incidents of the role that it links to, and that exist."""


class Shown(NamedTuple):
    """A competency in an exercise."""

    exercise: str
    competency: str
    cues: int
    """Prompts and questions that are to elicit it."""
    spoken: int
    """Those of them that somebody says, or the situation brings: prompts, not questions."""


@dataclass(frozen=True)
class RoleFacts:
    """A role, by the version of its rubric that the center uses."""

    code: str
    name: Text
    number: int
    lo: int
    hi: int
    measured: tuple[Measured, ...]
    shown: tuple[Shown, ...]
    """Of every exercise that the rubric offers, in its order."""
    source: str = ""
    """Who made the job analysis."""
    source_day: date | None = None
    lint: tuple[Fault, ...] = ()
    """What the lint finds in its anchors and definitions."""

    def seen_in(self, competency: str, run: frozenset[str]) -> tuple[str, ...]:
        """The exercises among those that are run which show a competency."""
        return tuple(dict.fromkeys(c.exercise for c in self.shown if c.competency == competency and c.exercise in run))


class ExerciseFacts(NamedTuple):
    """An exercise that the roles offer."""

    code: str
    name: Text
    kind: str
    used: bool
    raters: int
    watch_limit: int
    group_size: int
    prompts: int


class CandidateFacts(NamedTuple):
    """A candidate who takes part."""

    code: str
    roles: tuple[str, ...]
    adjusted: bool


class Trained(NamedTuple):
    """A course or a calibration that an assessor has behind them."""

    kind: str
    day: date
    frame_of_reference: bool
    expires: date | None


class AssessorFacts(NamedTuple):
    """An assessor of the center."""

    initials: str
    trained: tuple[Trained, ...]


class Watch(NamedTuple):
    """An assessor watches a candidate in an exercise: as planned, or as their locked sheet says."""

    slot: str
    exercise: str
    candidate: str
    assessor: str


class Barred(NamedTuple):
    """A relation that an assessor has declared to a candidate."""

    assessor: str
    candidate: str
    relation: str


class Consensus(NamedTuple):
    """A value that the panel agreed on in the wash-up. The value itself is not told here."""

    candidate: str
    exercise: Text
    competency: str
    reason: bool
    cited: int
    """Notes that the locked sheets of this cell cite for the competency."""


class Place(NamedTuple):
    """Something on a sheet: whose, about whom, where. Never how it was rated."""

    candidate: str
    exercise: Text
    assessor: str
    competency: str = ""
    minutes: int = 0


class Ran(NamedTuple):
    """How long a phase ran for one slot, by the clocks of those who were there."""

    exercise: Text
    phase: Text
    candidates: tuple[str, ...]
    planned: float
    """Seconds, adjustments included."""
    actual: float
    """Seconds: the median of the clocks."""

    @property
    def share(self) -> float:
        """Actual against planned."""
        return self.actual / self.planned if self.planned else 1.0


@dataclass(frozen=True)
class Record:
    """What stands on the locked sheets, counted without a level."""

    sheets: int = 0
    ratings: int = 0
    imported: int = 0
    """Ratings that came from a file: they need no evidence, and say so wherever they are used."""
    uncited: tuple[Place, ...] = ()
    bare_ends: int = 0
    """Ratings at an end of the scale with too little to rest on."""
    bare_ends_seen: tuple[Place, ...] = ()
    """Those of them that the asking person may know of."""
    early: tuple[Place, ...] = ()
    late: tuple[Place, ...] = ()
    ran: tuple[Ran, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Everything that is known of a center."""

    name: str
    day: date
    today: date
    """There, in the center's time zone."""
    lo: int
    hi: int
    rule: str
    mode: str
    roles: tuple[RoleFacts, ...] = ()
    exercises: tuple[ExerciseFacts, ...] = ()
    candidates: tuple[CandidateFacts, ...] = ()
    assessors: tuple[AssessorFacts, ...] = ()
    planned: tuple[Watch, ...] = ()
    observed: tuple[Watch, ...] = ()
    seated: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """Per slot: its exercise, and the candidates in it."""
    barred: tuple[Barred, ...] = ()
    papers: dict[str, tuple[date, str]] = field(default_factory=dict)
    """Per kind: since when, and where it lies."""
    frozen_at: datetime | None = None
    frozen_hash: str | None = None
    design_hash: str = ""
    """As it is now."""
    first_lock: datetime | None = None
    reweighed: tuple[tuple[datetime, str], ...] = ()
    """Amendments of weights, rules or rubrics: when, and why."""
    consensus: tuple[Consensus, ...] = ()
    washed_up: bool = False
    """Whether the wash-up has closed."""
    begun: bool = False
    """Whether somebody has begun to observe."""
    record: Record | None = None
    """None: not asked for."""

    @property
    def run(self) -> frozenset[str]:
        """The exercises that the center runs."""
        return frozenset(one.code for one in self.exercises if one.used)

    def exercise(self, code: str) -> Text:
        """The name of an exercise."""
        return next((one.name for one in self.exercises if one.code == code), Text(code, code))

    def competencies_of(self, candidate: CandidateFacts) -> dict[str, Text]:
        """What a candidate is assessed in: the competencies of their roles, by code."""
        mine = (role for role in self.roles if role.code in candidate.roles)
        return {one.code: one.name for role in mine for one in role.measured}

    def shows(self, candidate: CandidateFacts, exercise: str) -> frozenset[str]:
        """The competencies that a candidate is rated in, in an exercise."""
        mine = (role for role in self.roles if role.code in candidate.roles)
        return frozenset(one.competency for role in mine for one in role.shown if one.exercise == exercise)
