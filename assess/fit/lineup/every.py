"""Few candidates: every line-up there is, so that the best ones are exact."""

from __future__ import annotations

from itertools import combinations, permutations
from math import comb
from typing import TYPE_CHECKING, Any, Final

from assess.fit.lineup.problem import Found, Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST: Final = 40_000_000
"""Line-ups that are tried, at most."""
BLOCK: Final = 20_000


def number_of(candidates: int, places: int) -> int:
    """How many assignments there are, identical places told apart."""
    found = comb(candidates, places)
    for factor in range(2, places + 1):
        found *= factor
    return found


def every(given: Table, top: int) -> list[Found]:
    """The best line-ups, best first; fewer when there are fewer. Identical places make no second line-up."""
    import numpy as np

    able = np.flatnonzero(np.isfinite(given.profit).any(axis=1))
    places = len(given.places)
    if len(able) < places:
        return []
    orders = _orders(given.places)
    together = np.array(list(combinations(range(len(able)), places)), dtype=np.int16)
    chosen = able[together]
    allowed = np.ones(len(chosen), dtype=bool)
    for one, other in given.conflicts:
        allowed &= ~((chosen == one).any(axis=1) & (chosen == other).any(axis=1))
    for _, row in given.fixed:
        allowed &= (chosen == row).any(axis=1)
    chosen = chosen[allowed]
    best: list[tuple[float, tuple[tuple[int, ...], ...]]] = []
    least = -np.inf
    for start in range(0, len(chosen), BLOCK):
        block = chosen[start : start + BLOCK]
        totals = _totals(given, block, orders) + _cover(given, block)[:, None]
        keep = np.flatnonzero(totals.ravel() > least)
        if len(keep) > 4 * top:
            keep = keep[np.argpartition(-totals.ravel()[keep], 4 * top - 1)[: 4 * top]]
        for flat in keep:
            row, order = divmod(int(flat), len(orders))
            best.append((float(totals[row, order]), _members(given, block[row][list(orders[order])])))
        best = sorted(best, key=lambda found: (-found[0], found[1]))[:top]
        if len(best) == top:
            least = best[-1][0] - 1e-9
    return [Found(total, members) for total, members in best]


def _orders(places: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The ways to spread people over the places, those that only exchange two identical places once."""
    twins = [one for one in range(len(places) - 1) if places[one] == places[one + 1]]
    return [order for order in permutations(range(len(places))) if all(order[one] < order[one + 1] for one in twins)]


def _totals(given: Table, block: NDArray[Any], orders: list[tuple[int, ...]]) -> NDArray[Any]:
    import numpy as np

    totals = np.zeros((len(block), len(orders)))
    profit = [given.profit[block[:, seat]][:, list(given.places)] for seat in range(block.shape[1])]
    for number, order in enumerate(orders):
        for place, seat in enumerate(order):
            totals[:, number] += profit[seat][:, place]
    for role, row in given.fixed:
        for number, order in enumerate(orders):
            seats = [seat for place, seat in enumerate(order) if given.places[place] == role]
            there = (block[:, seats] == row).any(axis=1)
            totals[~there, number] = -np.inf
    return totals


def _cover(given: Table, block: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    found = np.zeros(len(block))
    for need, people in enumerate(given.people):
        reached = given.cover[block, need]
        if len(given.team):
            reached = np.concatenate((reached, np.tile(given.team[:, need], (len(block), 1))), axis=1)
        reached = -np.sort(-reached, axis=1)
        found += reached[:, :people].sum(axis=1)
    return found


def _members(given: Table, seated: NDArray[Any]) -> tuple[tuple[int, ...], ...]:
    roles: list[list[int]] = [[] for _ in range(given.profit.shape[1])]
    for place, row in zip(given.places, seated, strict=True):
        roles[place].append(int(row))
    return tuple(tuple(sorted(rows)) for rows in roles)
