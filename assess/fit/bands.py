"""Bands: an order that says how sure it is (method 4.2). Arithmetic only."""

from __future__ import annotations

from collections.abc import Sequence
from math import erf, sqrt

Z = 1.96
"""Standard errors to each side within which 95 of 100 would lie."""


def reach(first: float, second: float) -> float:
    """How far two fits must lie apart to be told apart: `1.96 sqrt(SE1^2 + SE2^2)`."""
    return Z * sqrt(first * first + second * second)


def ahead(fit: float, error: float, other: float, others_error: float) -> float:
    """The probability that the first is truly ahead of the other, for independent normal errors; 0.5 for equals."""
    spread = sqrt(error * error + others_error * others_error)
    if spread == 0:
        return 0.5 if fit == other else float(fit > other)
    return 0.5 * (1 + erf((fit - other) / spread / sqrt(2)))


def bands(fits: Sequence[float], errors: Sequence[float | None]) -> list[int | None]:
    """The band of each candidate, from 1, for fits in falling order.

    A band opens at its top candidate t; c joins while `F[t] - F[c] < 1.96 sqrt(SE[t]^2 + SE[c]^2)`, and always when
    the two fits are equal. Without errors there are no bands.
    """
    if any(error is None for error in errors):
        return [None] * len(fits)
    found: list[int | None] = []
    top, number = 0, 0
    for place, value in enumerate(fits):
        apart = fits[top] - value
        if place == 0 or (apart > 0 and not apart < reach(errors[top] or 0.0, errors[place] or 0.0)):
            top, number = place, number + 1
        found.append(number)
    return found
