"""The journal: who did what, in hash chains. Written by store alone.

Entries hold no personal data; what an entry commits to lies in `content`, with its salt, and can be erased
without breaking the chain.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, String
from sqlmodel import Field, SQLModel

from assess.store.tables.base import key, link, utc
from assess.words import Id


class Chain(SQLModel, table=True):
    """One run of the program."""

    __tablename__ = "chain"
    id: Id = key()
    started_at: datetime = utc()
    heads: str
    """The heads of the chains known at the start, as canonical JSON; the first entry commits to it."""


class Entry(SQLModel, table=True):
    """One link of a chain."""

    __tablename__ = "entry"
    chain: Id = link("chain.id", primary=True)
    seq: int = Field(primary_key=True)
    prev: str
    at: datetime = utc()
    commitment: str
    """HMAC-SHA256 of the content under its salt."""
    hash: str
    """SHA-256 over chain, seq, prev, at and commitment."""


class Content(SQLModel, table=True):
    """What an entry tells of. Goes when the candidate it names is erased."""

    __tablename__ = "content"
    __table_args__ = (ForeignKeyConstraint(["chain", "seq"], ["entry.chain", "entry.seq"]),)
    chain: Id = Field(primary_key=True, sa_type=String(32))
    seq: int = Field(primary_key=True)
    salt: str
    who: str
    what: str = Field(index=True)
    candidate: str | None = Field(default=None, max_length=32, index=True)
    detail: str
    """Canonical JSON."""
