"""Scores: plain weighted means that anyone can recompute by hand. Arithmetic only.

`S[c, k] = sum_e u[k, e] x[c, k, e] / sum_e u[k, e]` over the cells that were observed, where `x` is the mean of the
assessors' ratings in a cell (method 4.2). Missing is missing: what was not observed is in no sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from assess.conduct.blind import CellSum
from assess.words import Id

FLOOR = 0.25
"""Least variance of a score, in squared levels of a five-level scale (method 4.2)."""


class Score(NamedTuple):
    """A candidate's score in one competency."""

    value: float
    """On the center's scale."""
    variance: float
    ratings: int
    exercises: int
    sufficient: bool
    """Two exercises and two assessors at least; else the evidence is called insufficient."""


def pooled_variance(sums: Sequence[CellSum]) -> float | None:
    """The variance of ratings within their cells, pooled over all cells; None where no cell has two ratings."""
    squares = [(number * square - total * total) / number for _, _, _, number, total, square, _ in sums if number > 1]
    freedom = sum([number - 1 for _, _, _, number, _, _, _ in sums])
    return fsum(squares) / freedom if freedom else None


@lru_cache(maxsize=256)  # a ranking asks for the same few numbers of ratings thousands of times
def score_variance(pooled: float | None, ratings: int, lo: float, hi: float) -> float:
    """`max(0.25 ((hi - lo) / 4)^2, s_p^2 / n)`: a lower bound, since ratings share assessors and exercises."""
    least = FLOOR * ((hi - lo) / 4) ** 2
    return least if pooled is None or ratings == 0 else max(least, pooled / ratings)


def scores(
    sums: Iterable[CellSum], weights: Mapping[tuple[Id, Id], float], pooled: float | None, lo: float, hi: float
) -> dict[Id, dict[Id, Score]]:
    """The competency scores of every candidate.

    Args:
        sums: the cells, in any order.
        weights: u by (exercise, competency), above 0: the cells of one rubric; other cells are left out.
        pooled: the pooled within-cell variance.
        lo: the scale's least level.
        hi: the scale's greatest level.

    Returns:
        candidate -> competency -> score; only what was observed.
    """
    found = {candidate: _scores(mine, weights, pooled, lo, hi) for candidate, mine in by_candidate(sums).items()}
    return {candidate: mine for candidate, mine in found.items() if mine}


def by_candidate(sums: Iterable[CellSum]) -> dict[Id, list[CellSum]]:
    """The cells of each candidate."""
    cells: dict[Id, list[CellSum]] = {}
    for one in sums:
        cells.setdefault(one[0], []).append(one)
    return cells


def _scores(
    cells: list[CellSum], weights: Mapping[tuple[Id, Id], float], pooled: float | None, lo: float, hi: float
) -> dict[Id, Score]:
    """One candidate's scores."""
    gathered: dict[Id, tuple[list[float], list[float], list[int], list[Id]]] = {}
    for _, exercise, competency, number, total, _, assessor in cells:
        weight = weights.get((exercise, competency))
        if weight is None:
            continue
        if competency not in gathered:
            gathered[competency] = ([], [], [], [])
        shares, shared, numbers, assessors = gathered[competency]
        shares.append(weight)
        shared.append(weight * total / number)
        numbers.append(number)
        assessors.append(assessor)
    found = {}
    for competency, (shares, shared, numbers, assessors) in gathered.items():
        exercises, ratings = len(numbers), sum(numbers)
        found[competency] = Score(
            fsum(shared) / fsum(shares),  # fsum is exact: the order of the rows can't tell two equal candidates apart
            score_variance(pooled, ratings, lo, hi),
            ratings,
            exercises,
            exercises > 1 and (ratings > exercises or len(set(assessors)) > 1),
        )
    return found
