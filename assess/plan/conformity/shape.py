"""What a check is, and all checks by their ids (method 1.2 and 1.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from assess.plan.timetable.linking import Linked
from assess.words import Message, Sayable, T, Text

State = Literal["met", "warning", "error", "open"]
"""open: it can't be said yet."""
Severity = Literal["warning", "error"]

SUPPORTS: Final = T(
    "This supports the documentation of an assessment center according to the usual guidelines and standards. It is no"
    " certificate, and says nothing about whether a norm is met."
)

ELEMENTS: Final[dict[str, Message]] = {
    "analysis": T("Job analysis"),
    "behaviour": T("Described behaviour"),
    "components": T("Several exercises"),
    "linkage": T("Competencies in exercises"),
    "simulation": T("Simulations"),
    "assessors": T("Assessors"),
    "training": T("Training"),
    "recording": T("Notes and ratings"),
    "integration": T("Scores from ratings"),
    "standard": T("The same for everybody"),
    "numbers": T("Sizes and links"),
    "papers": T("Documents"),
}
"""The essential elements, in the order of the guidelines; sizes and documents after them."""


class Rule(NamedTuple):
    """A check: which element it belongs to, how heavy a breach is at most, what it asks, and where it is mended."""

    element: str
    severity: Severity
    title: Message
    screen: str
    """The module in `screens.plan` that mends it; empty where none does."""


RULES: Final[dict[str, Rule]] = {
    "CA-01": Rule("analysis", "error", T("Every competency comes from a task or an incident"), "rubrics"),
    "BC-01": Rule("behaviour", "error", T("An anchor for every level, in both languages"), "rubrics"),
    "BC-02": Rule("behaviour", "warning", T("No judging words in place of behaviour"), "rubrics"),
    "BC-03": Rule("behaviour", "error", T("No protected traits"), "rubrics"),
    "BC-04": Rule("behaviour", "error", T("Anchors that read alike: facets, acts, length, counts"), "rubrics"),
    "MC-01": Rule("components", "error", T("Several simulations for each role"), "exercises"),
    "MC-02": Rule("components", "warning", T("Exercises of different types"), "exercises"),
    "LK-01": Rule("linkage", "error", T("Every competency in two exercises of different types"), "matrix"),
    "LK-02": Rule("linkage", "error", T("At most four competencies an exercise"), "matrix"),
    "LK-03": Rule("linkage", "warning", T("A cue for every competency in every exercise"), "matrix"),
    "WT-01": Rule("linkage", "error", T("Weights that sum to 100"), "matrix"),
    "SI-01": Rule("simulation", "warning", T("Role plays with a prompt for every competency"), "matrix"),
    "AS-01": Rule("assessors", "error", T("Two assessors for every candidate"), "timetable"),
    "AS-02": Rule("assessors", "error", T("Every competency by two assessors, in two exercises"), "timetable"),
    "AS-03": Rule("assessors", "error", T("Nobody watches a candidate they know"), "timetable"),
    "AS-04": Rule("assessors", "error", T("At most two candidates an assessor at once"), "timetable"),
    "TR-01": Rule("training", "warning", T("Every assessor with a training that is valid"), "people"),
    "TR-02": Rule("training", "warning", T("Everybody calibrated on the day"), "people"),
    "RS-01": Rule("recording", "error", T("Every rating rests on a note"), ""),
    "RS-02": Rule("recording", "error", T("The ends of the scale rest on more"), ""),
    "RS-03": Rule("recording", "error", T("Nothing rated before the exercise ended"), ""),
    "RS-04": Rule("recording", "warning", T("Rated within 30 minutes"), ""),
    "DI-01": Rule("integration", "error", T("Weights fixed before the first lock"), "freeze"),
    "DI-02": Rule("integration", "error", T("Agreed values rest on notes"), ""),
    "ST-01": Rule("standard", "warning", T("The same time for everybody, within 10 percent"), ""),
    "NU-01": Rule("numbers", "warning", T("At most eight competencies a role"), "matrix"),
    "NU-02": Rule("numbers", "warning", T("Two assessors for each performance"), "timetable"),
    "NU-03": Rule("numbers", "warning", T("Every candidate seen by half of the assessors"), "timetable"),
    "NU-04": Rule("numbers", "warning", T("One assessor for two candidates"), "people"),
    "NU-05": Rule("numbers", "error", T("Enough assessors for each group"), "exercises"),
    "NU-06": Rule("numbers", "warning", T("Assessors linked by what they watch together"), "timetable"),
    "NU-07": Rule("numbers", "warning", T("A scale of five levels"), "rubrics"),
    "PO-01": Rule("papers", "warning", T("A policy document"), "papers"),
    "PO-02": Rule("papers", "warning", T("The mandate, and the works council involved"), "papers"),
    "IN-01": Rule("papers", "error", T("Candidates informed before the first exercise"), "papers"),
    "IN-02": Rule("papers", "warning", T("Candidates asked for adjustments"), "papers"),
    "FB-01": Rule("papers", "warning", T("Feedback offered"), "papers"),
    "EV-01": Rule("papers", "warning", T("The center evaluated"), "papers"),
}
"""Every check by its id, in the order in which they are told."""


class Verdict(NamedTuple):
    """What a check found."""

    id: str
    state: State
    said: Message
    evidence: tuple[Sayable, ...] = ()
    """Which rows, named in words."""
    mend: Message | None = None


@dataclass(frozen=True)
class Check:
    """A check and what it found."""

    id: str
    element: str
    severity: Severity
    """Of a breach, at most."""
    state: State
    title: Message
    said: Message
    evidence: tuple[Sayable, ...]
    mend: Message | None
    """How it is mended; None where there is nothing to mend."""
    screen: str


class Covered(NamedTuple):
    """How a candidate's competency is covered."""

    candidate: str
    competency: str
    name: Text
    offered: tuple[str, ...]
    """Exercises that the center runs and that show it."""
    exercises: tuple[str, ...]
    """Those of them that are planned with an assessor."""
    assessors: tuple[str, ...]
    """Who is planned to watch it."""
    seen_exercises: tuple[str, ...]
    """Those with a locked sheet."""
    seen_assessors: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Planned in two exercises and by two assessors (AS-02)."""
        return len(self.exercises) >= 2 and len(self.assessors) >= 2


class Group(NamedTuple):
    """The arithmetic of a group discussion (method 1.3): n candidates, r raters of each, at most L watched by one."""

    exercise: str
    name: Text
    candidates: int
    raters: int
    limit: int
    assessors: int
    """Who is there."""

    @property
    def need(self) -> int:
        """Assessors that everybody rated r times takes: n r / L, rounded up."""
        return -(-self.candidates * self.raters // self.limit)

    @property
    def places(self) -> int:
        """Candidates that those who are there can watch, each counted as often as watched."""
        return self.assessors * self.limit

    @property
    def second(self) -> int:
        """How many of the candidates get a second assessor."""
        return max(0, min(self.candidates, self.places - self.candidates))


@dataclass(frozen=True)
class Conformity:
    """What the checks of a center found, and the numbers behind them."""

    center: str
    checks: tuple[Check, ...]
    coverage: tuple[Covered, ...]
    assessors: dict[str, tuple[str, ...]]
    """Per candidate: the distinct assessors who are planned to watch them."""
    pool: tuple[str, ...]
    """All assessors of the center."""
    groups: tuple[Group, ...]
    linked: Linked
    exercises: dict[str, Text]
    """Their names, by code."""
    supports: Message = SUPPORTS

    def of(self, *states: State) -> tuple[Check, ...]:
        """The checks in one of these states."""
        return tuple(check for check in self.checks if check.state in states)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong; warnings and open questions may be left."""
        return not self.of("error")


def as_check(found: Verdict) -> Check:
    """A verdict with what its rule says."""
    rule = RULES[found.id]
    mend = None if found.state in ("met", "open") else found.mend
    return Check(
        found.id,
        rule.element,
        rule.severity,
        found.state,
        rule.title,
        found.said,
        found.evidence,
        mend,
        rule.screen,
    )


def in_order(found: Iterable[Verdict]) -> tuple[Check, ...]:
    """Verdicts as checks, in the order of the rules."""
    place = {id_: number for number, id_ in enumerate(RULES)}
    return tuple(as_check(one) for one in sorted(found, key=lambda one: place[one.id]))
