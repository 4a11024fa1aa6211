"""The form of a center's files: the center itself, from its hours to its timetable, and the demo's performances.

Data only; the room `plan` makes a center real, the demo conducts the performances.
"""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt
from pydantic import StringConstraints as Constraints

from assess.rubric.model import Both, Code, CompetencyCode, Line, Part

HourMinute = Annotated[str, Constraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of the day."""
DayEnd = Annotated[str, Constraints(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]
"""The same, with midnight as the end of a day."""
Function = Literal["admin", "moderator", "assessor", "role_player", "lead", "officer"]
Relation = Literal["known", "manager", "related", "friend", "colleague"]
Kind = Literal["policy", "mandate", "works_council", "information", "adjustments", "feedback", "evaluation"]
Positive = Annotated[float, Field(gt=0, le=100)]


def _in_both(said: object) -> object:
    return {"de": said, "en": said} if isinstance(said, str) else said


Named = Annotated[Both, BeforeValidator(_in_both, json_schema_input_type=Line | Both)]
"""A name: in both languages, or one for both."""


class Weights(Part):
    """The weights of the three parts of the team fit; they sum to 1."""

    role: Annotated[float, Field(ge=0, le=1)] = 0.5
    gap: Annotated[float, Field(ge=0, le=1)] = 0.3
    values: Annotated[float, Field(ge=0, le=1)] = 0.2


class Lunch(Part):
    """When everybody eats: so many minutes, somewhere between two times; 0 minutes for no lunch."""

    start: HourMinute = Field("11:30", alias="from")
    end: DayEnd = Field("14:00", alias="to")
    minutes: Annotated[StrictInt, Field(ge=0, le=240)] = 30


class Hours(Part):
    """The hours of the day, and the rules of everybody's breaks."""

    start: HourMinute = "09:00"
    end: DayEnd = "18:00"
    lunch: Lunch = Lunch()
    stretch: Annotated[StrictInt, Field(ge=0, le=1440)] = 120
    """The longest time without a break, in minutes; 0 for no rule."""
    pause: Annotated[StrictInt, Field(ge=0, le=120)] = Field(10, alias="break")
    """The shortest break, in minutes."""


class Span(Part):
    """A time of the day at which somebody can be there."""

    start: HourMinute = Field(alias="from")
    end: DayEnd = Field(alias="to")


class RoomEntry(Part):
    """A room of the day."""

    name: Named
    accessible: StrictBool = False
    """Without steps."""


class ExerciseEntry(Part):
    """How the center runs an exercise of its roles; what is not said has its standard."""

    code: Code
    used: StrictBool = True
    """False for an exercise that a role offers and this day has no room for."""
    rooms: tuple[Line, ...] = ()
    """Where it can take place, by the rooms' names."""
    raters: Annotated[StrictInt, Field(ge=1, le=20)] = 2
    """Assessors of each candidate."""
    limit: Annotated[StrictInt, Field(ge=1, le=50)] = 2
    """The most candidates that an assessor watches at once in a group."""
    size: Annotated[StrictInt, Field(ge=1, le=50)] = 6
    """The most candidates of a group."""
    change: Annotated[StrictInt, Field(ge=0, le=240)] = 5
    """Minutes that the room needs after it."""
    players: tuple[Line, ...] = ()
    """Who can play the other part, by initials; every role player unless told otherwise."""


class Vacant(Part):
    """A role to fill, and how many places of it."""

    role: Code
    count: Annotated[int, Field(ge=1, le=1000)] = 1
    rubric: Annotated[str, Constraints(pattern=r"^[0-9a-f]{8,64}$")] | None = None
    """The hash of its rubric's content, or how that begins: another one is refused. An export says it."""


class TrainingEntry(Part):
    """A training that somebody has had."""

    kind: Literal["course", "calibration"] = "course"
    day: date
    hours: Annotated[float, Field(ge=0, le=1000)] = 0
    frame_of_reference: StrictBool = False
    expires: date | None = None


class PersonEntry(Part):
    """Somebody who works on the day."""

    initials: Annotated[str, Constraints(strip_whitespace=True, min_length=1, max_length=8)]
    name: Line
    functions: Annotated[tuple[Function, ...], Field(min_length=1)]
    seniority: Annotated[StrictInt, Field(ge=0, le=1000)] = 0
    """For the wash-up's order: lower speaks first."""
    available: tuple[Span, ...] = ()
    """When they can be there; all day unless told otherwise."""
    training: tuple[TrainingEntry, ...] = ()
    relations: dict[Line, Relation] = Field(default_factory=dict)
    """How they know a candidate, by the candidate's code."""


class CandidateEntry(Part):
    """Somebody who is assessed, and for which roles."""

    code: Annotated[str, Constraints(strip_whitespace=True, min_length=1, max_length=12)]
    name: Annotated[str, Constraints(strip_whitespace=True, min_length=1, max_length=200)]
    roles: Annotated[tuple[Code, ...], Field(min_length=1)]
    email: Line | None = None
    external_id: Line | None = None
    """Their number in another program, by which an import knows them again."""
    language: Line | None = None
    extra_minutes: Annotated[int, Field(ge=0, le=120)] = 0
    """More time for every exercise: an adjustment, without a reason."""
    adjustment: Line | None = None
    """Another adjustment (material, a person who helps), without a health reason."""
    without_steps: StrictBool = False
    """Needs a room that is accessible."""
    available: tuple[Span, ...] = ()
    """When they can be there; all day unless told otherwise."""


class MemberEntry(Part):
    """Somebody of the team that hires, with the levels that are known."""

    name: Line
    levels: dict[CompetencyCode, float] = Field(default_factory=dict)


class NeedEntry(Part):
    """What the team needs: so many people who reach a level."""

    competency: CompetencyCode
    level: float
    count: Annotated[StrictInt, Field(ge=1, le=100)] = 1
    weight: Positive = 1.0


class CharterEntry(Part):
    """A value that the team has written down, and the level that it expects."""

    value: CompetencyCode
    level: float
    weight: Positive = 1.0


class TeamEntry(Part):
    """The team that hires."""

    name: Line
    members: tuple[MemberEntry, ...] = ()
    needs: tuple[NeedEntry, ...] = ()
    charter: tuple[CharterEntry, ...] = ()


class PaperEntry(Part):
    """A document or an act that the standards ask for."""

    kind: Kind
    day: date
    """Since when it is there."""
    note: str = ""


class SlotEntry(Part):
    """A performance: exercise, room, times of the day, seats in order, and who watches whom."""

    exercise: Code
    room: Named
    start: HourMinute
    end: DayEnd
    seats: Annotated[tuple[Line, ...], Field(min_length=1)]
    briefs: dict[Line, Line] = Field(default_factory=dict)
    """In a group: which brief a candidate has, by the candidate's code."""
    assessors: dict[Line, tuple[Line, ...]] = Field(default_factory=dict)
    """Whom each assessor watches, by initials and codes."""
    role_player: Line | None = None
    moderator: Line | None = None
    timekeeper: Line | None = None


class CenterFile(Part):
    """A center, ready to be made."""

    kind: Literal["center"]
    code: Code
    name: Named
    day: date | None = None
    """Today, when not given."""
    zone: Line = "Europe/Berlin"
    hours: Hours = Hours()
    style: Literal["rotation", "pairs"] = "rotation"
    """How assessors are spread: constant pairs an exercise, or full rotation."""
    weights: Weights = Weights()
    rule: Literal["plain"] = "plain"
    """How candidates are ranked: by the plain weighted mean."""
    mode: Literal["mechanical", "discussion", "consensus"] = "discussion"
    retention_months: Annotated[int, Field(ge=1, le=120)] = 6
    roles: tuple[Vacant, ...] = ()
    rooms: tuple[RoomEntry, ...] = ()
    exercises: tuple[ExerciseEntry, ...] = ()
    people: tuple[PersonEntry, ...] = ()
    candidates: tuple[CandidateEntry, ...] = ()
    team: TeamEntry | None = None
    papers: tuple[PaperEntry, ...] = ()
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


def minutes_of(said: str) -> int:
    """A time of the day as minutes since midnight; `24:00` is 1440."""
    hours, _, minutes = said.partition(":")
    return int(hours) * 60 + int(minutes)


def said_minutes(minutes: int) -> str:
    """The way back: `09:30`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
