"""What all tables share: key columns, UTC times, the table registry."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, MetaData, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from assess.words import Id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING
metadata: MetaData = SQLModel.metadata

FORMAT = "%Y-%m-%dT%H:%M:%S.%f"


class UnreadableTimeError(ValueError):
    """A stored time that is none: somebody changed it past the program."""


class Utc(TypeDecorator[datetime]):
    """An aware UTC time, stored as text (`2026-11-22T16:00:21.123Z`), so that it sorts and hashes alike everywhere."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To text; a naive time is a defect of the program."""
        return None if value is None else utc_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From text. Raises: UnreadableTimeError."""
        return None if value is None else utc_time(value)


def utc_text(moment: datetime) -> str:
    """An aware time as stored: UTC, milliseconds, `Z`."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(UTC).strftime(FORMAT)[:-3] + "Z"


def utc_time(text: str) -> datetime:
    """A stored time as an aware datetime. Raises: UnreadableTimeError, when it is none, or has no zone."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise UnreadableTimeError(text) from error
    if moment.tzinfo is None:
        raise UnreadableTimeError(text)
    return moment


def new_id() -> Id:
    """A fresh key."""
    return Id(uuid.uuid4().hex)


def derived_id(*parts: str) -> Id:
    """A key that two laptops derive alike from the same facts (UUID 5 over the parts)."""
    return Id(uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(parts)).hex)


def key() -> Any:
    """The column of a primary key."""
    return Field(default_factory=new_id, primary_key=True, sa_type=String(32))


def link(target: str, *, index: bool = True, nullable: bool = False, primary: bool = False) -> Any:
    """A column that points at another table's key."""
    if nullable:
        return Field(default=None, foreign_key=target, sa_type=String(32), index=index, nullable=True)
    return Field(foreign_key=target, sa_type=String(32), index=index and not primary, primary_key=primary)


def utc(*, nullable: bool = False) -> Any:
    """A column of a UTC time."""
    if nullable:
        return Field(default=None, sa_type=Utc, nullable=True)
    return Field(sa_type=Utc)


def one_of(column: str, *values: str) -> str:
    """The text of a CHECK constraint: the column has one of these values."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
