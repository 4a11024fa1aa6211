"""The plan: a center before its day. Written by plan (team to charter_value: fit; person: people)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from assess.store.tables.base import key, link, one_of, utc
from assess.words import Id

FUNCTIONS = ("admin", "moderator", "assessor", "role_player", "lead", "officer")


def minutes(standard: int) -> Any:
    """A column of minutes; rows from before it get the standard."""
    return Field(default=standard, sa_column_kwargs={"server_default": str(standard)})


class Center(SQLModel, table=True):
    """One assessment center: a day, its rules, its freeze."""

    __tablename__ = "center"
    __table_args__ = (
        CheckConstraint("hi > lo AND hi - lo <= 9 AND lo >= 0", name="scale"),
        CheckConstraint(
            "w_role >= 0 AND w_gap >= 0 AND w_values >= 0 AND abs(w_role + w_gap + w_values - 1) < 0.000001",
            name="weights",
        ),
        CheckConstraint(one_of("rule", "plain", "corrected"), name="rule"),
        CheckConstraint(one_of("mode", "mechanical", "discussion", "consensus"), name="mode"),
        CheckConstraint("retention_months > 0", name="retention"),
    )
    id: Id = key()
    name: str
    day: date
    zone: str = "Europe/Berlin"
    lo: int = 1
    hi: int = 5
    w_role: float = 0.5
    w_gap: float = 0.3
    w_values: float = 0.2
    rule: str = "plain"
    mode: str = "discussion"
    retention_months: int = 6
    demo: bool = False
    created_at: datetime = utc()
    frozen_at: datetime | None = utc(nullable=True)
    frozen_hash: str | None = None
    """Over rubrics, weights and rules, at the freeze."""
    amended: int = 0
    """How many amendments since the freeze; each is a row of plan_amendment."""
    day_start: int = minutes(9 * 60)
    """When the day begins, in minutes since midnight there."""
    day_end: int = minutes(18 * 60)
    lunch_from: int = minutes(11 * 60 + 30)
    lunch_to: int = minutes(14 * 60)
    lunch_minutes: int = minutes(30)
    """How long lunch is; 0 for none."""
    stretch: int = minutes(120)
    """The longest time without a break, in minutes; 0 for no rule."""
    pause: int = minutes(10)
    style: str = Field(default="rotation", sa_column_kwargs={"server_default": "rotation"})
    """How assessors are spread: constant `pairs`, or `rotation`."""


class Vacancy(SQLModel, table=True):
    """A role that a center hires for, with the version of its rubric and the number of places."""

    __tablename__ = "vacancy"
    __table_args__ = (UniqueConstraint("center", "rubric"), CheckConstraint("count >= 1", name="count"))
    id: Id = key()
    center: Id = link("center.id")
    rubric: Id = link("rubric.id")
    count: int = 1


class Person(SQLModel, table=True):
    """Somebody who works with the program. Never a candidate."""

    __tablename__ = "person"
    id: Id = key()
    name: str
    initials: str
    """What others see beside a rating: `A`."""
    language: str | None = None
    seniority: int = 0
    """For the wash-up's order: lower speaks first."""
    active: bool = True


class Duty(SQLModel, table=True):
    """A person's function, in one center or (center empty) everywhere."""

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("center", "person", "function"),
        CheckConstraint(one_of("function", *FUNCTIONS), name="function"),
    )
    id: Id = key()
    center: Id | None = link("center.id", nullable=True)
    person: Id = link("person.id")
    function: str


class Candidate(SQLModel, table=True):
    """Somebody who is assessed. Assessors see the code alone."""

    __tablename__ = "candidate"
    __table_args__ = (UniqueConstraint("center", "code"),)
    id: Id = key()
    center: Id = link("center.id")
    code: str
    name: str
    email: str | None = None
    external_id: str | None = None
    language: str | None = None
    extra_minutes: int = 0
    """A reasonable adjustment of the time, without a reason."""
    adjustment: str | None = None
    """Any other adjustment (room, material), without a health reason."""
    withdrawn_at: datetime | None = utc(nullable=True)
    without_steps: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Needs a room that is accessible: an adjustment, without a reason."""


class Candidacy(SQLModel, table=True):
    """A candidate is considered for a vacancy; several are possible."""

    __tablename__ = "candidacy"
    candidate: Id = link("candidate.id", primary=True)
    vacancy: Id = link("vacancy.id", primary=True)


class Conflict(SQLModel, table=True):
    """An assessor's relation to a candidate, declared before or at an exercise."""

    __tablename__ = "conflict"
    __table_args__ = (
        CheckConstraint(
            one_of("relation", "none", "known", "manager", "related", "friend", "colleague"), name="relation"
        ),
    )
    id: Id = key()
    center: Id = link("center.id")
    person: Id = link("person.id")
    candidate: Id = link("candidate.id")
    relation: str
    declared_at: datetime = utc()


class Slot(SQLModel, table=True):
    """A performance in the timetable: an exercise, in a room, from a time on."""

    __tablename__ = "slot"
    id: Id = key()
    center: Id = link("center.id")
    exercise: Id = link("exercise.id")
    room: str
    starts_at: datetime = utc()
    ends_at: datetime = utc()


class Seat(SQLModel, table=True):
    """A candidate's place in a slot; in a group discussion with the seat's number and brief."""

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("slot", "candidate"),
        UniqueConstraint("slot", "number"),
        CheckConstraint("number >= 1", name="number"),
    )
    id: Id = key()
    slot: Id = link("slot.id")
    candidate: Id = link("candidate.id")
    number: int
    brief: str | None = None


class Assignment(SQLModel, table=True):
    """A person's task in a slot; an assessor's names the candidate to watch."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("slot", "person", "candidate", "function"),
        CheckConstraint(one_of("function", "assessor", "role_player", "moderator", "timekeeper"), name="function"),
        CheckConstraint("function <> 'assessor' OR candidate IS NOT NULL", name="candidate"),
    )
    id: Id = key()
    slot: Id = link("slot.id")
    person: Id = link("person.id")
    candidate: Id | None = link("candidate.id", nullable=True)
    function: str


class Room(SQLModel, table=True):
    """A room of the day."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("center", "name"),)
    id: Id = key()
    center: Id = link("center.id")
    name: str
    accessible: bool = False
    """Without steps: for an adjustment of a candidate's room."""


class ExerciseSetup(SQLModel, table=True):
    """How a center runs an exercise."""

    __tablename__ = "exercise_setup"
    __table_args__ = (
        CheckConstraint("raters >= 1 AND watch_limit >= 1 AND group_size >= 1", name="sizes"),
        CheckConstraint("change_minutes >= 0", name="change"),
    )
    center: Id = link("center.id", primary=True)
    exercise: Id = link("exercise.id", primary=True)
    used: bool = True
    """Whether the center runs it at all: a role's rubric may offer more exercises than a day has room for."""
    raters: int = 2
    """Assessors of each candidate."""
    watch_limit: int = 2
    """The most candidates that an assessor watches at once in a group."""
    group_size: int = 6
    """The most candidates of a group."""
    change_minutes: int = 5
    """Minutes that the room needs after it."""


class ExerciseRoom(SQLModel, table=True):
    """A room in which an exercise can take place."""

    __tablename__ = "exercise_room"
    center: Id = link("center.id", primary=True)
    exercise: Id = link("exercise.id", primary=True)
    room: Id = link("room.id", primary=True)


class ExercisePlayer(SQLModel, table=True):
    """Somebody who can play the other part in a role play."""

    __tablename__ = "exercise_player"
    center: Id = link("center.id", primary=True)
    exercise: Id = link("exercise.id", primary=True)
    person: Id = link("person.id", primary=True)


class Presence(SQLModel, table=True):
    """When somebody can be there; without a row, all day."""

    __tablename__ = "presence"
    __table_args__ = (
        CheckConstraint("(person IS NULL) <> (candidate IS NULL)", name="whose"),
        CheckConstraint("ends_at > starts_at", name="times"),
    )
    id: Id = key()
    center: Id = link("center.id")
    person: Id | None = link("person.id", nullable=True)
    candidate: Id | None = link("candidate.id", nullable=True)
    starts_at: datetime = utc()
    ends_at: datetime = utc()


PAPERS = ("policy", "mandate", "works_council", "information", "adjustments", "feedback", "evaluation")


class Paper(SQLModel, table=True):
    """A document or an act that the standards ask for: that it is there, since when, and where it lies."""

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("center", "kind"), CheckConstraint(one_of("kind", *PAPERS), name="kind"))
    id: Id = key()
    center: Id = link("center.id")
    kind: str
    day: date
    note: str = ""


class CandidateAttribute(SQLModel, table=True):
    """What an import was explicitly asked to keep of a candidate. No rating, score or rank ever reads it."""

    __tablename__ = "candidate_attribute"
    candidate: Id = link("candidate.id", primary=True)
    name: str = Field(primary_key=True)
    value: str


class Training(SQLModel, table=True):
    """An assessor's training or calibration."""

    __tablename__ = "training"
    __table_args__ = (CheckConstraint(one_of("kind", "course", "calibration"), name="kind"),)
    id: Id = key()
    person: Id = link("person.id")
    kind: str
    day: date
    hours: float = 0
    frame_of_reference: bool = False
    expires: date | None = None
    deviation: float | None = None
    """Of a calibration: levels away from the gold rating."""


class Amended(SQLModel, table=True):
    """A change of the plan after the freeze: what, from, to, why."""

    __tablename__ = "plan_amendment"
    __table_args__ = (UniqueConstraint("center", "number"),)
    id: Id = key()
    center: Id = link("center.id")
    number: int
    what: str
    old: str
    new: str
    reason: str
    by: Id = link("person.id")
    at: datetime = utc()


class Team(SQLModel, table=True):
    """The team that hires."""

    __tablename__ = "team"
    id: Id = key()
    center: Id = link("center.id")
    name: str


class Member(SQLModel, table=True):
    """Somebody who is in the team."""

    __tablename__ = "member"
    id: Id = key()
    team: Id = link("team.id")
    name: str


class MemberLevel(SQLModel, table=True):
    """A member's level in a competency, entered or from an earlier center."""

    __tablename__ = "member_level"
    member: Id = link("member.id", primary=True)
    competency: str = Field(primary_key=True)
    level: float


class Need(SQLModel, table=True):
    """What the team needs: `count` people who reach `level` in a competency."""

    __tablename__ = "need"
    __table_args__ = (UniqueConstraint("team", "competency"), CheckConstraint("count >= 1 AND weight > 0", name="size"))
    id: Id = key()
    team: Id = link("team.id")
    competency: str
    level: float
    count: int = 1
    weight: float = 1.0


class CharterValue(SQLModel, table=True):
    """A value the team has written down, and the level it expects."""

    __tablename__ = "charter_value"
    __table_args__ = (UniqueConstraint("team", "value"), CheckConstraint("weight > 0", name="weight"))
    id: Id = key()
    team: Id = link("team.id")
    value: str
    level: float
    weight: float = 1.0
