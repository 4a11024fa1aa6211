"""Many candidates: the best line-ups, proven, by column generation.

The linear relaxation over a few candidates gives prices for places and needs; whoever would gain at these prices comes
in, until nobody does: then its value bounds every line-up. A mixed-integer solution over those who came in gives a
line-up; who would lose more than the gap between the two can be in no better one (reduced-cost fixing) and stays out.
HiGHS solves both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from assess.fit.lineup.problem import Found, Table, worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEEDS: Final = 12
"""Candidates who come in first: so many per role, and per need."""
SMALL: Final = 1e-7


class Proven(NamedTuple):
    """The best line-ups, and the bound that proves the first."""

    found: tuple[Found, ...]
    bound: float | None
    considered: int
    """Candidates who could not be ruled out."""


class _Relaxed(NamedTuple):
    value: float
    roles: NDArray[Any]
    """Prices of a place, per role."""
    needs: NDArray[Any]
    """Prices of counting for a need."""


def proven(given: Table, top: int) -> Proven:
    """The best line-ups, best first; none when there is none."""
    import numpy as np

    inside = _seeds(given)
    prices = np.zeros(0)
    while True:
        relaxed = _relax(given, inside)
        if relaxed is None:
            if len(inside) == len(given.profit):
                return Proven((), None, len(inside))
            inside = np.arange(len(given.profit))  # too few to fill every place: all of them may be
            continue
        prices = _prices(given, relaxed)
        new = np.setdiff1d(np.flatnonzero(prices > SMALL), inside)
        if not len(new):
            break
        new = new[np.argsort(-prices[new])][: max(50, len(inside))]
        inside = np.union1d(inside, new)
    while True:
        found = _best(given, inside, top)
        if not found:
            if len(inside) == len(given.profit):
                return Proven((), None, len(inside))
            inside = np.arange(len(given.profit))
            continue
        gap = relaxed.value - found[-1].total if len(found) == top else np.inf
        able = np.flatnonzero(prices >= -gap - SMALL)
        if np.isin(able, inside).all():
            return Proven(tuple(found), max(found[0].total, min(relaxed.value, found[0].total)), len(inside))
        inside = np.union1d(inside, able)


def whole(given: Table) -> Found | None:
    """The full model handed to HiGHS at once: what the bench compares with."""
    import numpy as np

    found = _best(given, np.arange(len(given.profit)), 1)
    return found[0] if found else None


def _seeds(given: Table) -> NDArray[Any]:
    import numpy as np

    finite = np.where(np.isfinite(given.profit), given.profit, -1e9)
    able = np.isfinite(given.profit).any(axis=1)
    both = finite.max(axis=1) + given.cover.sum(axis=1)
    rows = [np.argsort(-finite[:, role])[: SEEDS * (1 + given.places.count(role))] for role in range(finite.shape[1])]
    rows += [np.argsort(-(given.cover[:, need] + 0.1 * both))[:SEEDS] for need in range(given.cover.shape[1])]
    rows.append(np.argsort(-both)[: 2 * SEEDS])
    rows.append(np.array([row for _, row in given.fixed], dtype=int))
    inside = np.unique(np.concatenate(rows))
    kept = inside[able[inside]]
    return np.asarray(kept, dtype=int)


def _prices(given: Table, relaxed: _Relaxed) -> NDArray[Any]:
    """What each candidate would gain in their best place; below 0 they would lose."""
    import numpy as np

    gains = np.maximum(0.0, given.cover - relaxed.needs[None, :]).sum(axis=1)
    places = np.where(np.isfinite(given.profit), given.profit, -np.inf) - relaxed.roles[None, :]
    found: NDArray[Any] = places.max(axis=1) + gains
    return found


class _Built(NamedTuple):
    solver: Any
    taken: list[tuple[int, int]]
    """Candidate and role of the first columns."""


def _build(given: Table, inside: NDArray[Any], *, whole: bool) -> _Built:
    """The model over some candidates; columns: x per candidate and role, y per candidate and need, y of the team."""
    import highspy
    import numpy as np

    taken = [
        (int(row), role)
        for row in inside
        for role in range(given.profit.shape[1])
        if np.isfinite(given.profit[row, role])
    ]
    counts = [(int(row), need) for row in inside for need in range(given.cover.shape[1]) if given.cover[row, need] > 0]
    team = [
        (row, need)
        for row in range(len(given.team))
        for need in range(given.team.shape[1])
        if given.team[row, need] > 0
    ]
    cost = (
        [-given.profit[pair] for pair in taken]
        + [-given.cover[pair] for pair in counts]
        + [-given.team[pair] for pair in team]
    )
    first, of_team = len(taken), len(taken) + len(counts)
    mine: dict[int, list[int]] = {}
    for column, (row, _) in enumerate(taken):
        mine.setdefault(row, []).append(column)
    rows: list[tuple[list[int], list[float], float, float]] = []
    for role in range(given.profit.shape[1]):
        here = [column for column, pair in enumerate(taken) if pair[1] == role]
        places = float(given.places.count(role))
        rows.append((here, [1.0] * len(here), places, places))
    for need, people in enumerate(given.people):
        here = [first + column for column, pair in enumerate(counts) if pair[1] == need]
        here += [of_team + column for column, pair in enumerate(team) if pair[1] == need]
        rows.append((here, [1.0] * len(here), -np.inf, float(people)))
    rows += [(columns, [1.0] * len(columns), -np.inf, 1.0) for columns in mine.values() if len(columns) > 1]
    for column, (row, _) in enumerate(counts):
        places_of = mine.get(row, [])
        rows.append(([first + column, *places_of], [1.0] + [-1.0] * len(places_of), -np.inf, 0.0))
    for one, other in given.conflicts:
        if one in mine and other in mine:
            both = mine[one] + mine[other]
            rows.append((both, [1.0] * len(both), -np.inf, 1.0))
    place = {pair: column for column, pair in enumerate(taken)}
    lower = np.zeros(len(cost))
    for role, row in given.fixed:
        fixed = place.get((row, role))
        if fixed is None:
            rows.append(([], [], 1.0, 1.0))  # nobody can be there who is not able to: no line-up
        else:
            lower[fixed] = 1.0
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(cost), len(rows)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.array(cost), lower, np.ones(len(cost))
    lp.row_lower_, lp.row_upper_ = np.array([row[2] for row in rows]), np.array([row[3] for row in rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in rows)])
    lp.a_matrix_.index_ = np.array([column for row in rows for column in row[0]])
    lp.a_matrix_.value_ = np.array([value for row in rows for value in row[1]])
    if whole:
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger] * len(taken) + [kinds.kContinuous] * (len(cost) - len(taken))
    solver: Any = vars(highspy)["Highs"]()  # its class has no annotations
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", SMALL)
    solver.passModel(lp)
    return _Built(solver, taken)


def _solved(solver: Any) -> bool:
    import highspy

    solver.run()
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def _relax(given: Table, inside: NDArray[Any]) -> _Relaxed | None:
    import numpy as np

    built = _build(given, inside, whole=False)
    if not _solved(built.solver):
        return None
    duals = np.array(built.solver.getSolution().row_dual)
    roles = given.profit.shape[1]
    return _Relaxed(-built.solver.getObjectiveValue(), -duals[:roles], -duals[roles : roles + len(given.people)])


def _best(given: Table, inside: NDArray[Any], top: int) -> list[Found]:
    """The best line-ups of some candidates, each found one forbidden before the next is looked for."""
    built = _build(given, inside, whole=True)
    found: list[Found] = []
    while len(found) < top and _solved(built.solver):
        values = built.solver.getSolution().col_value
        chosen = [column for column in range(len(built.taken)) if values[column] > 0.5]
        members = tuple(
            tuple(sorted(built.taken[column][0] for column in chosen if built.taken[column][1] == role))
            for role in range(given.profit.shape[1])
        )
        found.append(Found(worth(given, members), members))
        _forbid(built.solver, chosen)
    return sorted(found, key=lambda one: (-one.total, one.members))


def _forbid(solver: Any, chosen: Sequence[int]) -> None:
    import numpy as np

    columns = np.array(chosen, dtype=np.int32)
    solver.addRow(-np.inf, len(chosen) - 1.0, len(chosen), columns, np.ones(len(chosen)))
