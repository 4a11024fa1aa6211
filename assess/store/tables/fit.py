"""The decision: a human's. Written by fit."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

from assess.store.tables.base import key, link, one_of, utc
from assess.words import Id


class Decision(SQLModel, table=True):
    """What people decided about one candidate for one vacancy; the latest holds."""

    __tablename__ = "decision"
    __table_args__ = (CheckConstraint(one_of("outcome", "hired", "rejected", "waiting", "no_result"), name="outcome"),)
    id: Id = key()
    center: Id = link("center.id")
    candidate: Id = link("candidate.id")
    vacancy: Id = link("vacancy.id")
    outcome: str
    deciders: str
    deviation: str = ""
    """Why it departs from the order, where it does."""
    head: str = ""
    by: Id = link("person.id")
    at: datetime = utc()


class DecisionReason(SQLModel, table=True):
    """The reason for a decision, competency by competency."""

    __tablename__ = "decision_reason"
    id: Id = key()
    decision: Id = link("decision.id")
    competency: Id | None = link("competency.id", nullable=True)
    text: str


class Viewed(SQLModel, table=True):
    """Whose evidence a lead has opened: the condition of a decision."""

    __tablename__ = "viewed"
    id: Id = key()
    candidate: Id = link("candidate.id")
    by: Id = link("person.id")
    at: datetime = utc()


class Notice(SQLModel, table=True):
    """A rejection sent or received: the start of the clock of the data's life."""

    __tablename__ = "notice"
    __table_args__ = (CheckConstraint(one_of("kind", "sent", "received"), name="kind"),)
    id: Id = key()
    decision: Id = link("decision.id")
    kind: str
    day: date
    by: Id = link("person.id")
    at: datetime = utc()
