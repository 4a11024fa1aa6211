"""The wash-up. Written by integrate."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from assess.store.tables.base import key, link, one_of, utc
from assess.words import Id


class WashUp(SQLModel, table=True):
    """The panel's meeting about a center. Closed: the ranking opens."""

    __tablename__ = "wash_up"
    id: Id = key()
    center: Id = Field(foreign_key="center.id", unique=True, sa_type=String(32))
    seed: int
    """Of the random order of candidates."""
    mode: str
    opened_at: datetime = utc()
    opened_by: Id = link("person.id")
    closed_at: datetime | None = utc(nullable=True)
    closed_by: Id | None = link("person.id", nullable=True)


class WashUpTurn(SQLModel, table=True):
    """One candidate's turn in the wash-up."""

    __tablename__ = "wash_up_turn"
    __table_args__ = (UniqueConstraint("wash_up", "candidate"), UniqueConstraint("wash_up", "position"))
    id: Id = key()
    wash_up: Id = link("wash_up.id")
    candidate: Id = link("candidate.id")
    position: int
    opened_at: datetime | None = utc(nullable=True)
    closed_at: datetime | None = utc(nullable=True)


class Resolution(SQLModel, table=True):
    """What the panel did with a disagreement: both stand, amended, or a consensus with its reason."""

    __tablename__ = "resolution"
    __table_args__ = (
        UniqueConstraint("wash_up", "candidate", "exercise", "competency"),
        CheckConstraint(one_of("outcome", "stands", "amended", "consensus"), name="outcome"),
    )
    id: Id = key()
    wash_up: Id = link("wash_up.id")
    candidate: Id = link("candidate.id")
    exercise: Id = link("exercise.id")
    competency: Id = link("competency.id")
    outcome: str
    level: float | None = None
    reason: str = ""
    by: Id = link("person.id")
    at: datetime = utc()


class Remark(SQLModel, table=True):
    """A strength or a development point for the feedback, or a private remark to the panel."""

    __tablename__ = "remark"
    __table_args__ = (CheckConstraint(one_of("kind", "strength", "development", "private"), name="kind"),)
    id: Id = key()
    wash_up: Id = link("wash_up.id")
    candidate: Id = link("candidate.id")
    competency: Id | None = link("competency.id", nullable=True)
    kind: str
    text: str
    by: Id = link("person.id")
    at: datetime = utc()


class RemarkEvidence(SQLModel, table=True):
    """The notes a remark rests on."""

    __tablename__ = "remark_evidence"
    remark: Id = link("remark.id", primary=True)
    observation: Id = link("observation.id", primary=True)
