"""What a scorecard says, in no language and no layout yet: frozen objects, read once a center is closed.

Codes stand for names: a scorecard is handed round in the house, and who K3 is stays in the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assess.conduct.work import AnchorView
from assess.fit.explain import CompetencyStep, PartStep
from assess.fit.ranking import Ranked
from assess.integrate.table import Without
from assess.words import Text


@dataclass(frozen=True)
class Given:
    """A rating as it holds, with its reason."""

    assessor: str
    """Initials."""
    level: int | None
    """None: no opportunity."""
    kind: str
    """shown, absent or no_opportunity."""
    first: int | None
    """As it was locked, before any amendment."""
    amended: bool
    reason: str
    late: bool = False
    """Locked when others' ratings of it could be known."""


@dataclass(frozen=True)
class Quote:
    """A note as evidence."""

    phase: Text | None
    """The phase in which it was taken, where that is not the first live phase."""
    seconds: float
    """On the clock of its phase."""
    assessor: str
    """Initials."""
    text: str
    valence: str | None
    """`+`, `-`, `0`, or none."""
    quote: bool
    """The candidate's own words."""
    cited: bool
    """Whether the rating rests on it."""


@dataclass(frozen=True)
class Seen:
    """A competency in an exercise: what was rated, by which anchors, on which evidence."""

    exercise: str
    """Code."""
    name: Text
    ratings: tuple[Given, ...]
    mean: float | None
    weight: float
    """The exercise's share in the competency's score."""
    anchors: tuple[AnchorView, ...]
    """Of the highest and the lowest level that was given."""
    quotes: tuple[Quote, ...]
    """In the order of the clock."""
    without: tuple[Without, ...] = ()
    """Assessors who watched and did not rate, and why."""


@dataclass(frozen=True)
class Shown:
    """A competency or a value of the role, with everything that was rated of it."""

    code: str
    name: Text
    kind: str
    """competency or value."""
    step: CompetencyStep | None
    """The arithmetic; None for a value that the team's charter does not name."""
    cells: tuple[Seen, ...]
    """In the order of the exercises."""


@dataclass(frozen=True)
class Stamp:
    """Which version of which measuring instrument was used."""

    role: str
    name: Text
    version: int
    content_hash: str
    structure_hash: str


@dataclass(frozen=True)
class RoleCard:
    """A candidate beside one role."""

    stamp: Stamp
    exercises: tuple[tuple[str, Text], ...]
    """Code and name, in the order of the day."""
    competencies: tuple[Shown, ...]
    """In the rubric's order."""
    values: tuple[Shown, ...]
    """Work values that were rated."""
    parts: tuple[PartStep, ...]
    """Role, gap and values."""
    place: Ranked
    pooled_variance: float | None
    """Of ratings within their cells, over the whole center."""
    team: bool
    """A team with levels and needs is entered: the gap part exists."""
    charter: bool
    """A charter of values is written."""


@dataclass(frozen=True)
class Outcome:
    """An exercise that was closed without ratings."""

    exercise: Text
    outcome: str
    """no_show, aborted or excused."""
    assessors: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A change of the design after the freeze."""

    what: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Scorecard:
    """Everything on a candidate's scorecard."""

    center: str
    day: date
    zone: str
    code: str
    lo: int
    hi: int
    rule: str
    """plain or corrected."""
    mode: str
    """How the panel worked: mechanical, discussion or consensus."""
    weights: tuple[float, float, float]
    """Of role, gap and values, as frozen."""
    assessors: tuple[str, ...]
    """Initials of those who rated the candidate."""
    imported: bool
    outcomes: tuple[Outcome, ...]
    changes: tuple[Change, ...]
    frozen_at: datetime | None
    frozen_hash: str | None
    closed_at: datetime | None
    heads: tuple[str, ...]
    """The journal's heads when the scorecard was made."""
    roles: tuple[RoleCard, ...]
