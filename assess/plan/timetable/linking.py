"""How well the assessors are linked by what they saw together: could their severities be told apart at all?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple


class Linked(NamedTuple):
    """The links among assessors."""

    parts: tuple[tuple[str, ...], ...]
    """Assessors who are linked with each other, directly or through others; one part is what one hopes for."""
    pairs: dict[tuple[str, str], int]
    """How often two assessors watched the same performance; every pair, also those that never did."""
    worst: float | None
    """The largest standard error of a difference of two severities, in residual standard deviations of one rating;
    None when they are not linked, or are fewer than two."""

    @property
    def connected(self) -> bool:
        """Whether every assessor is linked with every other."""
        return len(self.parts) <= 1


def linked(assessors: Sequence[str], watched: Iterable[Sequence[str]]) -> Linked:
    """The links of a plan. `watched` has the assessors of each performance of one candidate.

    With one rating per assessor and performance and the performance's own level eliminated, the information about the
    severities is `L = sum over performances of (I - J / k)` over its k assessors (a Laplacian); the variance of a
    difference of two is `(e_a - e_b)' L+ (e_a - e_b)` times that of a rating (Searle, Linear Models, 1971, ch. 7).
    """
    seen = [tuple(dict.fromkeys(one)) for one in watched]
    pairs = dict.fromkeys(combinations(assessors, 2), 0)
    for one in seen:
        for pair in combinations(one, 2):
            pairs[pair if pair in pairs else (pair[1], pair[0])] += 1
    parts = _parts(assessors, pairs)
    worst = _worst(assessors, seen) if len(parts) == 1 and len(assessors) > 1 else None
    return Linked(parts, pairs, worst)


def _parts(assessors: Sequence[str], pairs: dict[tuple[str, str], int]) -> tuple[tuple[str, ...], ...]:
    part = {one: one for one in assessors}

    def root(one: str) -> str:
        while part[one] != one:
            one = part[one]
        return one

    for (one, other), times in pairs.items():
        if times:
            part[root(one)] = root(other)
    found: dict[str, list[str]] = {}
    for one in assessors:
        found.setdefault(root(one), []).append(one)
    return tuple(tuple(members) for members in found.values())


def _worst(assessors: Sequence[str], seen: Sequence[Sequence[str]]) -> float:
    import numpy as np

    place = {one: number for number, one in enumerate(assessors)}
    information = np.zeros((len(assessors), len(assessors)))
    for one in seen:
        at = [place[member] for member in one]
        information[np.ix_(at, at)] += np.eye(len(at)) - 1 / len(at)
    inverse = np.linalg.pinv(information, hermitian=True)
    spread = np.diag(inverse)
    return float(np.sqrt((spread[:, None] + spread[None, :] - 2 * inverse).max()))
