"""The day: sheets and what is on them. Written by conduct; each row by its owner; facts once the sheet is locked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from assess.store.tables.base import key, link, one_of, utc
from assess.words import Id

STATES = ("planned", "briefed", "observing", "classifying", "rating", "locked")


class Sheet(SQLModel, table=True):
    """What one assessor saw and made of one candidate in one exercise. Its id is derived from these three."""

    __tablename__ = "sheet"
    __table_args__ = (
        UniqueConstraint("assessor", "candidate", "exercise"),
        CheckConstraint(one_of("state", *STATES), name="state"),
        CheckConstraint("(state = 'locked') = (locked_at IS NOT NULL)", name="locked"),
        CheckConstraint(one_of("origin", "observed", "imported"), name="origin"),
        CheckConstraint("outcome IS NULL OR " + one_of("outcome", "no_show", "aborted", "excused"), name="outcome"),
    )
    id: Id = key()
    center: Id = link("center.id")
    slot: Id | None = link("slot.id", nullable=True)
    assessor: Id = link("person.id")
    candidate: Id = link("candidate.id")
    exercise: Id = link("exercise.id")
    state: str = "planned"
    origin: str = "observed"
    outcome: str | None = None
    """Why there is nothing to rate: the candidate did not come, the exercise was aborted, the assessor is excused."""
    briefed_at: datetime | None = utc(nullable=True)
    ended_at: datetime | None = utc(nullable=True)
    """When the live phase ended; classifying and rating begin."""
    locked_at: datetime | None = utc(nullable=True)
    content_hash: str | None = None
    """Over notes, evidence and ratings, at the lock."""
    head: str | None = None
    """The journal's head at the lock."""


class ClockEvent(SQLModel, table=True):
    """A hand on the clock of one person in one slot; the elapsed time is folded from these rows."""

    __tablename__ = "clock_event"
    __table_args__ = (
        UniqueConstraint("slot", "person", "number"),
        CheckConstraint(one_of("event", "start", "pause", "resume", "set", "stop"), name="event"),
    )
    id: Id = key()
    slot: Id = link("slot.id")
    person: Id = link("person.id")
    number: int
    phase: str
    event: str
    seconds: float = 0
    """The elapsed seconds that a `set` puts on the clock."""
    at: datetime = utc()
    boot: str = ""
    """Which run of the machine the uptime belongs to; empty where it is unknown."""
    uptime: float = 0
    """Seconds since the machine started, sleep included: not moved by a change of the system's time."""


class Observation(SQLModel, table=True):
    """A note: what the person did or said, when."""

    __tablename__ = "observation"
    __table_args__ = (
        CheckConstraint("valence IS NULL OR " + one_of("valence", "+", "-", "0"), name="valence"),
        CheckConstraint("seconds >= 0", name="seconds"),
    )
    id: Id = key()
    sheet: Id = link("sheet.id")
    number: int
    """The order in which they were typed."""
    phase: str
    seconds: float
    """Elapsed on the clock of that phase."""
    at: datetime = utc()
    text: str
    valence: str | None = None
    quote: bool = False
    star: bool = False
    free_question: bool = False
    split_from: Id | None = link("observation.id", nullable=True)
    discarded_at: datetime | None = utc(nullable=True)
    """Taken back or discarded; it stays as a trace and counts nowhere."""


class Evidence(SQLModel, table=True):
    """A note shows a competency; `cited` when the rating rests on it."""

    __tablename__ = "evidence"
    observation: Id = link("observation.id", primary=True)
    competency: Id = link("competency.id", primary=True)
    sheet: Id = link("sheet.id")
    cited: bool = True


class Rating(SQLModel, table=True):
    """One competency on one sheet: a level, or no opportunity to show it. Read through conduct.blind alone."""

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint(one_of("kind", "shown", "absent", "no_opportunity"), name="kind"),
        CheckConstraint("(kind = 'no_opportunity') = (level IS NULL)", name="level"),
        CheckConstraint("level IS NULL OR (level >= 0 AND level <= 100)", name="range"),
        Index("ix_rating_grid", "sheet", "competency", "level"),
    )
    sheet: Id = link("sheet.id", primary=True)
    competency: Id = link("competency.id", primary=True)
    level: int | None = None
    kind: str = "shown"
    reason: str = ""
    at: datetime = utc()


class Cue(SQLModel, table=True):
    """A prompt given or a question asked, as this assessor's sheet has it."""

    __tablename__ = "cue"
    id: Id = key()
    sheet: Id = link("sheet.id")
    code: str
    seconds: float
    at: datetime = utc()


class Deviation(SQLModel, table=True):
    """What went otherwise than planned, with its reason."""

    __tablename__ = "deviation"
    __table_args__ = (
        CheckConstraint(
            one_of(
                "kind",
                "extra_time",
                "short_time",
                "pause",
                "clock_set",
                "late",
                "missing",
                "aborted",
                "no_show",
                "forced",
                "other",
            ),
            name="kind",
        ),
    )
    id: Id = key()
    slot: Id = link("slot.id")
    sheet: Id | None = link("sheet.id", nullable=True)
    kind: str
    seconds: float = 0
    reason: str = ""
    by: Id = link("person.id")
    at: datetime = utc()


class SpeakingTurn(SQLModel, table=True):
    """From when to when a seat spoke; context after the lock, never a score."""

    __tablename__ = "speaking_turn"
    id: Id = key()
    slot: Id = link("slot.id")
    seat: int
    starts: float
    ends: float | None = None
    by: Id = link("person.id")


class Amendment(SQLModel, table=True):
    """A change of a locked rating: a new row that cites a note; the first rating stays."""

    __tablename__ = "amendment"
    __table_args__ = (
        CheckConstraint(one_of("kind", "shown", "absent", "no_opportunity"), name="kind"),
        Index("uq_amendment_sheet_competency_number", "sheet", "competency", "number", unique=True),
    )
    id: Id = key()
    sheet: Id = link("sheet.id")
    competency: Id = link("competency.id")
    number: int
    """1 for a rating's first amendment; the highest holds."""
    old: int | None = None
    """What held before it; None for no opportunity."""
    level: int | None = None
    kind: str = "shown"
    reason: str
    observation: Id = link("observation.id")
    at: datetime = utc()


class Reveal(SQLModel, table=True):
    """A reveal forced by the moderator before every assessor has locked, with the reason."""

    __tablename__ = "reveal"
    __table_args__ = (UniqueConstraint("candidate", "exercise"),)
    id: Id = key()
    candidate: Id = link("candidate.id")
    exercise: Id = link("exercise.id")
    reason: str
    by: Id = link("person.id")
    at: datetime = utc()


class Excuse(SQLModel, table=True):
    """The moderator no longer waits for an assessor's sheet, with the reason. The sheet itself stays its owner's."""

    __tablename__ = "excuse"
    __table_args__ = (UniqueConstraint("assessor", "candidate", "exercise"),)
    id: Id = key()
    assessor: Id = link("person.id")
    candidate: Id = link("candidate.id")
    exercise: Id = link("exercise.id")
    reason: str
    by: Id = link("person.id")
    at: datetime = utc()
