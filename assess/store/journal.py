"""The journal: one hash chain per run of the program, written in the commit it tells of.

An entry holds no personal data. `commitment = HMAC-SHA256(salt, content)`; salt and content lie in a table of
their own and can be erased, after which the chain still verifies.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock
from typing import Literal, NamedTuple

from sqlalchemy import String, func, insert, select, type_coerce
from sqlalchemy.orm import Session
from sqlmodel import col

from assess.store.tables import Chain, Content, Entry, Erasure, new_id, utc_text
from assess.words import Id

Detail = str | int | float | bool | None | list[str]
EMPTY = "0" * 64
INSERT_ENTRY, INSERT_CONTENT = insert(Entry), insert(Content)
ERASED = "erased"
"""The entry whose content lists the entries whose contents went with a candidate: `whom`, `entries`."""


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
            INSERT_ENTRY,
            {"chain": self.chain, "seq": self.seq, "prev": self.prev, "at": at, "commitment": committed, "hash": entry},
        )
        connection.execute(
            INSERT_CONTENT,
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
        covered.update(_heads_in(known).values())
    return {chain: head for chain, head in now.items() if head not in covered}


def _heads_in(known: str) -> dict[str, str]:
    """The heads a chain knew at its start; none where somebody spoilt the text, which its first entry then shows."""
    try:
        told = json.loads(known)
    except ValueError:
        return {}
    return {str(chain): str(head) for chain, head in told.items()} if isinstance(told, dict) else {}


class Verdict(NamedTuple):
    """What a chain's verification found."""

    chain: Id
    state: Literal["whole", "erased", "broken"]
    entries: int
    erased: tuple[int, ...]
    """The entries whose contents went with an erasure."""
    broken_at: int | None
    """The first entry that is changed or missing."""
    head: str


class Link(NamedTuple):
    """An entry with its content, as stored; the last five are None where the content is gone."""

    chain: str
    seq: int
    prev: str
    at: str
    commitment: str
    hash: str
    salt: str | None
    who: str | None
    what: str | None
    candidate: str | None
    detail: str | None

    @property
    def told(self) -> bool:
        """Whether the content is what the entry committed to."""
        try:
            content = content_text(self.who or "", self.what or "", self.candidate, self.detail or "")
            return commitment(self.salt or "", content) == self.commitment
        except (TypeError, ValueError):  # a salt that is not hex, a text that is not text
            return False


def verify(session: Session) -> list[Verdict]:
    """Check every chain: each link's hash, each content against its commitment, each head that another chain knew.

    A missing content is `erased` only if the journal itself lists it in an `erased` entry; else the chain is broken.
    A chain that lost its end, or all of it, is broken at the first entry that is gone.
    """
    listed = erased_entries(session)
    started = session.execute(select(col(Chain.id), col(Chain.heads)).order_by(col(Chain.started_at), col(Chain.id)))
    known = {Id(chain): heads for chain, heads in started}
    links: dict[Id, list[Link]] = {chain: [] for chain in known}
    for link in _links(session):
        links.setdefault(Id(link.chain), []).append(link)
    found = {chain: _verdict(chain, known.get(chain), links[chain], listed) for chain in links}
    for heads_known in known.values():
        for other, head in _heads_in(heads_known).items():
            cut = Id(other)
            if not any(link.hash == head for link in links.get(cut, ())):
                was = found.get(cut, Verdict(cut, "broken", 0, (), 1, ""))
                if was.state != "broken" or cut not in found:
                    found[cut] = was._replace(state="broken", broken_at=was.entries + 1)
    return list(found.values())


def erased_entries(session: Session) -> set[tuple[str, int]]:
    """The entries whose contents went with an erasure, as the journal lists them."""
    erased = set(session.execute(select(col(Erasure.candidate))).scalars())
    listed: set[tuple[str, int]] = set()
    for detail in session.execute(select(col(Content.detail)).where(col(Content.what) == ERASED)).scalars():
        try:
            told = json.loads(detail)
            if told["whom"] in erased:
                pairs = (entry.split(":") for entry in told["entries"])
                listed.update((chain, int(seq)) for chain, seq in pairs)
        except (ValueError, TypeError, KeyError, AttributeError):
            continue  # a spoilt content: its own entry shows it
    return listed


def _links(session: Session) -> Iterator[Link]:
    """Every entry, chain by chain, in order; times as they are stored and hashed."""
    rows = session.execute(
        select(
            col(Entry.chain),
            col(Entry.seq),
            col(Entry.prev),
            type_coerce(col(Entry.at), String),
            col(Entry.commitment),
            col(Entry.hash),
            *(col(column) for column in (Content.salt, Content.who, Content.what, Content.candidate, Content.detail)),
        )
        .join(Content, (col(Content.chain) == col(Entry.chain)) & (col(Content.seq) == col(Entry.seq)), isouter=True)
        .order_by(col(Entry.chain), col(Entry.seq))
    )
    return (Link(*row) for row in rows)


def _verdict(chain: Id, heads_known: str | None, links: list[Link], listed: set[tuple[str, int]]) -> Verdict:
    """What a chain's own links say; `heads_known` is None where the chain's row is missing."""
    if heads_known is None:
        return Verdict(chain, "broken", len(links), (), 1, links[-1].hash)
    prev, erased = sha256(heads_known), []
    for number, link in enumerate(links, 1):
        whole = (link.seq, link.prev) == (number, prev)
        whole = whole and link.hash == link_hash(chain, number, prev, link.at, link.commitment)
        if link.salt is None:
            whole = whole and (chain, number) in listed
            erased.append(number)
        else:
            whole = whole and link.told
        if not whole:
            return Verdict(chain, "broken", len(links), tuple(erased), number, links[-1].hash)
        prev = link.hash
    return Verdict(chain, "erased" if erased else "whole", len(links), tuple(erased), None, prev)
