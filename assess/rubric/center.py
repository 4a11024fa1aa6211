"""The form of a center's files: the center itself (event, people, candidates, timetable) and the demo's performances.

Data only; the room `plan` makes a center real, the demo conducts the performances.
"""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field, StrictInt
from pydantic import StringConstraints as Constraints

from assess.rubric.model import Both, Code, CompetencyCode, Line, Part

HourMinute = Annotated[str, Constraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Function = Literal["admin", "moderator", "assessor", "role_player", "lead", "officer"]


class Weights(Part):
    """The weights of the three parts of the team fit; they sum to 1."""

    role: Annotated[float, Field(ge=0, le=1)] = 0.5
    gap: Annotated[float, Field(ge=0, le=1)] = 0.3
    values: Annotated[float, Field(ge=0, le=1)] = 0.2


class Vacant(Part):
    """A role to fill, and how many places of it."""

    role: Code
    count: Annotated[int, Field(ge=1)] = 1


class PersonEntry(Part):
    """Somebody who works on the day."""

    initials: Line
    name: Line
    functions: Annotated[tuple[Function, ...], Field(min_length=1)]
    seniority: int = 0


class CandidateEntry(Part):
    """Somebody who is assessed, and for which roles."""

    code: Line
    name: Line
    roles: Annotated[tuple[Code, ...], Field(min_length=1)]
    extra_minutes: Annotated[int, Field(ge=0, le=120)] = 0


class SlotEntry(Part):
    """A performance: exercise, room, times of the day, seats in order, and who watches whom."""

    exercise: Code
    room: Both
    start: HourMinute
    end: HourMinute
    seats: Annotated[tuple[Line, ...], Field(min_length=1)]
    assessors: dict[Line, tuple[Line, ...]]
    role_player: Line | None = None


class CenterFile(Part):
    """A center, ready to be made."""

    kind: Literal["center"]
    code: Code
    name: Both
    day: date | None = None
    """Today, when not given."""
    zone: Line = "Europe/Berlin"
    weights: Weights = Weights()
    rule: Literal["plain"] = "plain"
    """How candidates are ranked: by the plain weighted mean."""
    mode: Literal["mechanical", "discussion", "consensus"] = "discussion"
    retention_months: Annotated[int, Field(ge=1, le=120)] = 6
    roles: Annotated[tuple[Vacant, ...], Field(min_length=1)]
    people: Annotated[tuple[PersonEntry, ...], Field(min_length=1)]
    candidates: Annotated[tuple[CandidateEntry, ...], Field(min_length=1)]
    timetable: tuple[SlotEntry, ...] = ()


MinuteSecond = Annotated[str, Constraints(pattern=r"^\d{2}:[0-5]\d$")]
"""Minutes and seconds on the clock of the exercise."""


class NoteEntry(Part):
    """A note as an assessor typed it."""

    at: MinuteSecond
    mark: Literal["+", "-", "0"] | None = None
    quote: bool = False
    text: Both
    shows: Annotated[tuple[CompetencyCode, ...], Field(max_length=2)]


class SheetEntry(Part):
    """What one assessor noted and rated."""

    notes: tuple[StrictInt, ...]
    ratings: dict[CompetencyCode, StrictInt | Literal["no_opportunity"]]
    reasons: dict[CompetencyCode, Both] = Field(default_factory=dict)


class Performed(Part):
    """A candidate in an exercise: cues given, notes by number, sheets by the assessor's initials."""

    cues: dict[Code, MinuteSecond] = Field(default_factory=dict)
    notes: dict[StrictInt, NoteEntry]
    sheets: dict[Line, SheetEntry]


class PerformanceFile(Part):
    """A candidate's day."""

    kind: Literal["performance"]
    candidate: Line
    exercises: dict[Code, Performed]

    @property
    def code(self) -> str:
        """The candidate's code."""
        return self.candidate


def clock_time(said: str) -> time:
    """A time of the day as it stands in the file."""
    return time.fromisoformat(said)
