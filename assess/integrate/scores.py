"""Scores: plain weighted means that anyone can recompute by hand. Arithmetic only.

`S[c, k] = sum_e u[k, e] x[c, k, e] / sum_e u[k, e]` over the cells that were observed, where `x` is the mean of the
assessors' ratings in a cell (method 4.2). Missing is missing: what was not observed is in no sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum
from typing import NamedTuple, Protocol

from assess.words import Id

FLOOR = 0.25
"""Least variance of a score, in squared levels of a five-level scale (method 4.2)."""


class Sums(Protocol):
    """A candidate's ratings in one cell, summed."""

    @property
    def candidate(self) -> Id: ...  # noqa: D102
    @property
    def exercise(self) -> Id: ...  # noqa: D102
    @property
    def competency(self) -> Id: ...  # noqa: D102
    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def total(self) -> float: ...  # noqa: D102
    @property
    def squares(self) -> float: ...  # noqa: D102
    @property
    def one_assessor(self) -> Id: ...  # noqa: D102
    @property
    def other_assessor(self) -> Id: ...  # noqa: D102


class Score(NamedTuple):
    """A candidate's score in one competency."""

    value: float
    """On the center's scale."""
    variance: float
    ratings: int
    exercises: int
    sufficient: bool
    """Two exercises and two assessors at least; else the evidence is called insufficient."""


def pooled_variance(sums: Iterable[Sums]) -> float | None:
    """The variance of ratings within their cells, pooled over all cells; None where no cell has two ratings."""
    squares, freedom = [], 0
    for one in sums:
        if one.number > 1:
            squares.append(max(0.0, one.squares - one.total * one.total / one.number))
            freedom += one.number - 1
    return fsum(squares) / freedom if freedom else None


def score_variance(pooled: float | None, ratings: int, lo: float, hi: float) -> float:
    """`max(0.25 ((hi - lo) / 4)^2, s_p^2 / n)`: a lower bound, since ratings share assessors and exercises."""
    least = FLOOR * ((hi - lo) / 4) ** 2
    return least if pooled is None or ratings == 0 else max(least, pooled / ratings)


def scores(
    sums: Iterable[Sums], weights: Mapping[tuple[Id, Id], float], pooled: float | None, lo: float, hi: float
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
    gathered: dict[Id, dict[Id, list[Sums]]] = {}
    for one in sums:
        if (one.exercise, one.competency) in weights:
            gathered.setdefault(one.candidate, {}).setdefault(one.competency, []).append(one)
    return {
        candidate: {competency: _score(cells, weights, pooled, lo, hi) for competency, cells in mine.items()}
        for candidate, mine in gathered.items()
    }


def _score(
    cells: list[Sums], weights: Mapping[tuple[Id, Id], float], pooled: float | None, lo: float, hi: float
) -> Score:
    """A candidate's score in the competency of these cells."""
    shares = [weights[one.exercise, one.competency] for one in cells]
    means = [share * one.total / one.number for share, one in zip(shares, cells, strict=True)]
    ratings = sum([one.number for one in cells])
    somebody = cells[0].one_assessor
    return Score(
        fsum(means) / fsum(shares),  # fsum is exact: the order of the rows can't tell two equal candidates apart
        score_variance(pooled, ratings, lo, hi),
        ratings,
        len(cells),
        len(cells) > 1 and any(one.one_assessor != somebody or one.other_assessor != somebody for one in cells),
    )
