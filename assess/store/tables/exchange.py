"""Between laptops. Written by exchange."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import SQLModel

from assess.store.tables.base import key, link, one_of, utc
from assess.words import Id


class Snapshot(SQLModel, table=True):
    """A numbered state of a center's plan; the higher number wins."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("center", "number"),)
    id: Id = key()
    center: Id = link("center.id")
    number: int
    content_hash: str
    by: Id = link("person.id")
    at: datetime = utc()


class Bundle(SQLModel, table=True):
    """A bundle written or merged here."""

    __tablename__ = "bundle"
    __table_args__ = (CheckConstraint(one_of("direction", "out", "in"), name="direction"),)
    id: Id = key()
    direction: str
    content_hash: str
    head: str
    by: Id = link("person.id")
    at: datetime = utc()


class KeptAside(SQLModel, table=True):
    """A row of a bundle that has the id of a row here and another hash: refused, kept for people to look at."""

    __tablename__ = "kept_aside"
    id: Id = key()
    bundle: Id = link("bundle.id")
    kind: str
    row: str
    document: str


class Recipient(SQLModel, table=True):
    """A laptop that bundles are encrypted for: its public key."""

    __tablename__ = "recipient"
    id: Id = key()
    name: str
    public_key: str
    added_at: datetime = utc()
