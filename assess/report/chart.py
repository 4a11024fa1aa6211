"""Pictures as geometry: where the marks of a bar stand, as shares of its length. Arithmetic only.

Documents draw them as vectors, so that they are sharp on paper; nothing here knows a unit or a colour.
"""

from __future__ import annotations

from typing import NamedTuple

from assess.fit.bands import Z


class Bar(NamedTuple):
    """A bar with its interval and its target; every place is a share of the length, 0 to 1."""

    at: float | None
    """The value; None where nothing was rated."""
    low: float | None
    """The interval's ends, cut at the ends of the scale; None without a standard error."""
    high: float | None
    target: float | None
    floor: float | None


def bar(
    value: float | None,
    lo: float,
    hi: float,
    *,
    se: float | None = None,
    target: float | None = None,
    floor: float | None = None,
) -> Bar:
    """The bar of a value on the scale `lo` to `hi`, with the interval of 1.96 standard errors to each side."""
    low = high = None
    if value is not None and se is not None:
        low, high = share(value - Z * se, lo, hi), share(value + Z * se, lo, hi)
    return Bar(
        None if value is None else share(value, lo, hi),
        low,
        high,
        None if target is None else share(target, lo, hi),
        None if floor is None else share(floor, lo, hi),
    )


def share(value: float, lo: float, hi: float) -> float:
    """How far along the scale a value stands; values beyond its ends stand at the ends."""
    return min(1.0, max(0.0, (value - lo) / (hi - lo)))


def ticks(lo: int, hi: int) -> tuple[tuple[int, float], ...]:
    """The levels of a scale, each with its place."""
    return tuple((level, share(level, lo, hi)) for level in range(lo, hi + 1))
