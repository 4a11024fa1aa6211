"""A center described in a file: event, people, candidates, timetable. Data only; `design.make` makes it real."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assess.rubric.model import Both, Code, Line

HourMinute = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Function = Literal["admin", "moderator", "assessor", "role_player", "lead", "officer"]


class Part(BaseModel):
    """Unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
    functions: Annotated[list[Function], Field(min_length=1)]
    seniority: int = 0


class CandidateEntry(Part):
    """Somebody who is assessed, and for which roles."""

    code: Line
    name: Line
    roles: Annotated[list[Code], Field(min_length=1)]
    extra_minutes: Annotated[int, Field(ge=0, le=120)] = 0


class SlotEntry(Part):
    """A performance: exercise, room, times of the day, seats in order, and who watches whom."""

    exercise: Code
    room: Both
    start: HourMinute
    end: HourMinute
    seats: Annotated[list[Line], Field(min_length=1)]
    assessors: dict[Line, list[Line]]
    role_player: Line | None = None


class CenterFile(Part):
    """A center, ready to be made."""

    kind: Literal["center"]
    name: Both
    day: date | None = None
    """Today, when not given."""
    zone: Line = "Europe/Berlin"
    weights: Weights = Weights()
    rule: Literal["plain", "corrected"] = "plain"
    mode: Literal["mechanical", "discussion", "consensus"] = "discussion"
    retention_months: Annotated[int, Field(ge=1, le=120)] = 6
    roles: Annotated[list[Vacant], Field(min_length=1)]
    people: Annotated[list[PersonEntry], Field(min_length=1)]
    candidates: Annotated[list[CandidateEntry], Field(min_length=1)]
    timetable: list[SlotEntry] = []


def clock_time(said: str) -> time:
    """A time of the day as it stands in the file."""
    return time.fromisoformat(said)
