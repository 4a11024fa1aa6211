"""The journal: one hash chain per run of the program, written in the commit it tells of.

An entry holds no personal data. `commitment = HMAC-SHA256(salt, content)`; salt and content lie in a table of
their own and can be erased, after which the chain still verifies.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock
from typing import Literal, NamedTuple

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from assess.store.tables import Chain, Content, Entry, Erasure, new_id, utc_text
from assess.words import Id

Detail = str | int | float | bool | None | list[str]
EMPTY = "0" * 64


def canonical(value: object) -> str:
    """JSON that is the same text for the same value: sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """The hash of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def commitment(salt: str, content: str) -> str:
    """What an entry says of its content."""
    return hmac.new(bytes.fromhex(salt), content.encode(), hashlib.sha256).hexdigest()


def link_hash(chain: str, seq: int, prev: str, at: str, committed: str) -> str:
    """The hash of an entry."""
    return sha256("|".join((chain, str(seq), prev, at, committed)))


def content_text(who: str, what: str, candidate: str | None, detail: str) -> str:
    """The content as it is committed to."""
    return canonical([who, what, candidate or "", detail])


@dataclass
class Writer:
    """The place in a chain where a transaction writes on. Empty `chain`: a new one starts with the first entry."""

    chain: Id | None = None
    seq: int = 0
    prev: str = EMPTY

    def write(
        self,
        session: Session,
        at: datetime,
        who: str,
        what: str,
        candidate: Id | None,
        detail: Mapping[str, Detail],
    ) -> None:
        """Add an entry and its content."""
        if not self.chain:
            self._start(session, at)
        self.seq += 1
        said = canonical(dict(detail))
        salt = secrets.token_hex(16)
        committed = commitment(salt, content_text(who, what, candidate, said))
        entry = link_hash(self.chain or "", self.seq, self.prev, utc_text(at), committed)
        connection = session.connection()
        connection.execute(
            insert(Entry),
            {"chain": self.chain, "seq": self.seq, "prev": self.prev, "at": at, "commitment": committed, "hash": entry},
        )
        connection.execute(
            insert(Content),
            {
                "chain": self.chain,
                "seq": self.seq,
                "salt": salt,
                "who": who,
                "what": what,
                "candidate": candidate,
                "detail": said,
            },
        )
        self.prev = entry

    def _start(self, session: Session, at: datetime) -> None:
        known = canonical(open_heads(session))
        self.chain, self.seq, self.prev = new_id(), 0, sha256(known)
        session.connection().execute(insert(Chain), {"id": self.chain, "started_at": at, "heads": known})


@dataclass
class Pen:
    """The writer of this run, handed to one transaction at a time; a failed or uncertain commit starts a new chain."""

    lock: RLock = field(default_factory=RLock)
    """Held by the transaction that has the pen."""
    _writer: Writer = field(default_factory=Writer)

    def take(self) -> Writer:
        """A copy for a transaction to move on."""
        return Writer(self._writer.chain, self._writer.seq, self._writer.prev)

    def drop(self) -> None:
        """Forget the chain until `keep` says that the commit went through."""
        self._writer = Writer()

    def keep(self, writer: Writer) -> None:
        """The commit went through: the next transaction writes on from here."""
        self._writer = writer


def heads(session: Session) -> dict[str, str]:
    """The last entry's hash of every chain."""
    last = select(col(Entry.chain), func.max(col(Entry.seq)).label("seq")).group_by(col(Entry.chain)).subquery()
    rows = session.execute(
        select(col(Entry.chain), col(Entry.hash)).join(
            last, (col(Entry.chain) == last.c.chain) & (col(Entry.seq) == last.c.seq)
        )
    )
    return {chain: head for chain, head in rows}  # noqa: C416  (a dict of rows loses its types)


def open_heads(session: Session) -> dict[str, str]:
    """The heads that no other chain commits to yet."""
    now = heads(session)
    covered: set[str] = set()
    for known in session.execute(select(col(Chain.heads))).scalars():
        covered.update(json.loads(known).values())
    return {chain: head for chain, head in now.items() if head not in covered}


class Verdict(NamedTuple):
    """What a chain's verification found."""

    chain: Id
    state: Literal["whole", "erased", "broken"]
    entries: int
    erased: tuple[int, ...]
    broken_at: int | None
    head: str


def verify(session: Session) -> list[Verdict]:
    """Check every chain: each link's hash, each content against its commitment, each erased content against an erasure.

    A missing content is `erased` only if the journal itself lists it in an `erased` entry; else the chain is broken.
    """
    listed = erased_entries(session)
    chains = session.execute(select(Chain).order_by(col(Chain.started_at), col(Chain.id))).scalars().all()
    known = {chain.id: _verify_chain(session, chain, listed) for chain in chains}
    for chain in chains:
        for other, head in json.loads(chain.heads).items():
            if other not in known or not _has_entry(session, other, head):
                own = known[chain.id]
                known[chain.id] = own._replace(state="broken", broken_at=own.broken_at or 0)
    return list(known.values())


def erased_entries(session: Session) -> set[tuple[str, int]]:
    """The entries whose contents went with an erasure, as the journal lists them."""
    erased = set(session.execute(select(col(Erasure.candidate))).scalars())
    listed: set[tuple[str, int]] = set()
    for detail in session.execute(select(col(Content.detail)).where(col(Content.what) == "erased")).scalars():
        told = json.loads(detail)
        if told.get("candidate") in erased:
            for entry in told.get("entries", []):
                chain, _, seq = str(entry).partition(":")
                listed.add((chain, int(seq)))
    return listed


def _has_entry(session: Session, chain: str, head: str) -> bool:
    return (
        session.execute(select(col(Entry.seq)).where(col(Entry.chain) == chain, col(Entry.hash) == head)).first()
        is not None
    )


def _verify_chain(session: Session, chain: Chain, listed: set[tuple[str, int]]) -> Verdict:
    rows = session.execute(
        select(Entry, Content)
        .join(Content, (col(Content.chain) == col(Entry.chain)) & (col(Content.seq) == col(Entry.seq)), isouter=True)
        .where(col(Entry.chain) == chain.id)
        .order_by(col(Entry.seq))
    )
    prev, count = sha256(chain.heads), 0
    erased: list[int] = []
    for entry, content in rows:
        count += 1
        broken = (
            entry.seq != count
            or entry.prev != prev
            or entry.hash != link_hash(chain.id, entry.seq, prev, utc_text(entry.at), entry.commitment)
        )
        if content is None:
            if (chain.id, entry.seq) not in listed:
                broken = True
            erased.append(entry.seq)
        else:
            told = content_text(content.who, content.what, content.candidate, content.detail)
            broken = broken or commitment(content.salt, told) != entry.commitment
        if broken:
            return Verdict(chain.id, "broken", count, tuple(erased), entry.seq, entry.hash)
        prev = entry.hash
    return Verdict(chain.id, "erased" if erased else "whole", count, tuple(erased), None, prev)
