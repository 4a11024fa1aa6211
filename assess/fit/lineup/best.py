"""The best line-ups: all of them tried where they are few, proven by the model where they are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assess.fit.lineup.every import MOST, every, number_of
from assess.fit.lineup.model import proven
from assess.fit.lineup.problem import Found, Ineligible, Lineup, Table, table, worth

BACKUPS = 3
"""Stand-ins that are named per role, at most."""
FEW = 30


class Best(NamedTuple):
    """The answer."""

    found: tuple[Found, ...]
    """Best first; empty where there is no line-up."""
    bound: float | None
    """No line-up is worth more."""
    ineligible: tuple[Ineligible, ...]
    table: Table


def best(question: Lineup, top: int = 3) -> Best:
    """The best line-ups and the bound that proves the first one.

    Raises: ValueError, when fewer than one is asked for, or there is no place.
    """
    import numpy as np

    given, ineligible = table(question)
    if top < 1 or not given.places:
        raise ValueError("at least one line-up of at least one place")
    able = int(np.isfinite(given.profit).any(axis=1).sum())
    if able <= FEW and number_of(able, len(given.places)) <= MOST:
        found = tuple(every(given, top))
        return Best(found, found[0].total if found else None, ineligible, given)
    answer = proven(given, top)
    return Best(answer.found, answer.bound, ineligible, given)


def backups(given: Table, members: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Per role, who from outside could take one of its places if somebody is away: the best for the whole first."""
    import numpy as np

    inside = {row for rows in members for row in rows}
    found = []
    for role, rows in enumerate(members):
        able = [int(row) for row in np.flatnonzero(np.isfinite(given.profit[:, role])) if int(row) not in inside]
        able = sorted(able, key=lambda row: -given.profit[row, role] - given.cover[row].sum())[: 20 * BACKUPS]
        totals: dict[int, float] = {}
        for away in rows:
            kept = inside - {away}
            for row in able:
                if _against(given, row) & kept:
                    continue
                changed = [list(mine) for mine in members]
                changed[role] = [row if each == away else each for each in rows]
                totals[row] = max(totals.get(row, -np.inf), worth(given, changed))
        found.append(tuple(sorted(totals, key=lambda row: (-totals[row], row))[:BACKUPS]))
    return tuple(found)


def _against(given: Table, row: int) -> set[int]:
    """With whom a candidate must not be together."""
    return {other for pair in given.conflicts if row in pair for other in pair} - {row}
