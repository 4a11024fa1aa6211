"""The end of the data's life. Written by protect."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlmodel import Field, SQLModel

from assess.store.tables.base import key, link, one_of, utc
from assess.words import Id


class Hold(SQLModel, table=True):
    """A candidate's data must be kept: a claim is pending."""

    __tablename__ = "hold"
    id: Id = key()
    candidate: Id = link("candidate.id")
    reason: str
    by: Id = link("person.id")
    at: datetime = utc()
    lifted_at: datetime | None = utc(nullable=True)


class Erasure(SQLModel, table=True):
    """A candidate was erased. The row alone lets the guards delete, and bars the candidate's rows from coming back.

    It has no foreign key: the candidate is gone.
    """

    __tablename__ = "erasure"
    __table_args__ = (CheckConstraint(one_of("reason", "retention", "request", "withdrawn", "mistake"), name="reason"),)
    candidate: Id = Field(primary_key=True, sa_type=String(32))
    reason: str
    at: datetime = utc()


class AccessRequest(SQLModel, table=True):
    """A candidate asked what is stored (Art. 15 DSGVO)."""

    __tablename__ = "access_request"
    id: Id = key()
    candidate: Id = link("candidate.id")
    received: date
    due: date
    answered_at: datetime | None = utc(nullable=True)
    statement: str = ""
    """The candidate's counter-statement, attached to the record."""
