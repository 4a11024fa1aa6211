"""The wash-up: opens when the last sheet is locked; closing it opens the ranking."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.conduct import blind
from assess.people.rights import Right, allow
from assess.store.tables import Candidate, Center, WashUp, WashUpTurn
from assess.store.transaction import Reading, Writing
from assess.words import Id, N, Refused, T


class State(NamedTuple):
    """How far a center's sheets and wash-up are."""

    center: Id
    locked: int
    planned: int
    opened: bool
    closed: bool


def state(tx: Reading, center: Id) -> State:
    """“3 of 4 locked”, and whether the wash-up is open or closed. No values."""
    locked, planned = blind.progress(tx, center)
    found = tx.session.execute(select(WashUp).where(col(WashUp.center) == center)).scalars().first()
    return State(center, locked, planned, found is not None, found is not None and found.closed_at is not None)


def open_wash_up(tx: Writing, center: Id) -> Id:
    """Open the wash-up: candidates in a random order, whose seed is journaled.

    Raises: Refused, while sheets are not locked.
    """
    allow(tx, Right.MODERATE, center)
    now = state(tx, center)
    left = now.planned - now.locked
    if left > 0:
        raise Refused(
            N("{n} sheet is not locked yet.", "{n} sheets are not locked yet.", n=left),
            do=T("The wash-up opens when every assessor has locked."),
        )
    found = tx.session.execute(select(WashUp).where(col(WashUp.center) == center)).scalars().first()
    if found is not None:
        return found.id
    seed = secrets.randbelow(2**31)
    wash_up = WashUp(
        center=center,
        seed=seed,
        mode=tx.session.get_one(Center, center).mode,
        opened_at=tx.at,
        opened_by=tx.by or Id(""),
    )
    tx.session.add(wash_up)
    tx.session.flush()
    candidates = list(
        tx.session.execute(
            select(col(Candidate.id))
            .where(col(Candidate.center) == center, col(Candidate.withdrawn_at).is_(None))
            .order_by(col(Candidate.id))
        ).scalars()
    )
    for position, candidate in enumerate(shuffled(candidates, seed), start=1):
        tx.session.add(WashUpTurn(wash_up=wash_up.id, candidate=candidate, position=position))
    tx.session.flush()
    tx.journal("wash-up opened", center=center, seed=seed)
    return wash_up.id


def close(tx: Writing, center: Id) -> None:
    """Close the wash-up: the ratings are final, the ranking opens.

    Raises: Refused, while sheets are not locked.
    """
    allow(tx, Right.MODERATE, center)
    wash_up = tx.session.get_one(WashUp, open_wash_up(tx, center))
    if wash_up.closed_at is not None:
        raise Refused(T("The wash-up is closed already."))
    for turn in tx.session.execute(select(WashUpTurn).where(col(WashUpTurn.wash_up) == wash_up.id)).scalars():
        turn.opened_at = turn.opened_at or tx.at
        turn.closed_at = turn.closed_at or tx.at
        tx.session.add(turn)
    tx.session.flush()
    wash_up.closed_at, wash_up.closed_by = tx.at, tx.by
    tx.session.add(wash_up)
    tx.session.flush()
    tx.journal("wash-up closed", center=center)


def shuffled(items: list[Id], seed: int) -> list[Id]:
    """The items in an order that the seed alone decides (Fisher and Yates, with a linear congruential generator).

    Written out, so that the order can be proved from the journal with any program and any version of it.
    """
    order, value = list(items), seed
    for last in range(len(order) - 1, 0, -1):
        value = (value * 6364136223846793005 + 1442695040888963407) % 2**64
        chosen = (value >> 33) % (last + 1)
        order[last], order[chosen] = order[chosen], order[last]
    return order
