"""Bands: an order that says how sure it is (method 4.2). Arithmetic only."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

Z = 1.96


def bands(fits: Sequence[float], errors: Sequence[float | None]) -> list[int | None]:
    """The band of each candidate, from 1, for fits in falling order.

    A band opens at its top candidate t; c joins while `F[t] - F[c] < 1.96 sqrt(SE[t]^2 + SE[c]^2)`. Without errors
    there are no bands.
    """
    if any(error is None for error in errors):
        return [None] * len(fits)
    found: list[int | None] = []
    top, number = 0, 0
    for place, value in enumerate(fits):
        mine, first = errors[place] or 0.0, errors[top] or 0.0
        if place == 0 or not fits[top] - value < Z * sqrt(first * first + mine * mine):
            top, number = place, number + 1
        found.append(number)
    return found
