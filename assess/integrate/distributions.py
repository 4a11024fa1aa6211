"""The F distribution, for confidence intervals: what scipy would give, without its 300 ms."""

from __future__ import annotations

from math import exp, lgamma, log, log1p
from typing import Final

TINY: Final = 1e-300
STEPS: Final = 400


def f_quantile(p: float, above: float, below: float) -> float:
    """The value that an F variable with `above` and `below` degrees of freedom stays under with probability `p`.

    `F = d2 x / (d1 (1 - x))` for `x` the quantile of the beta distribution with d1/2 and d2/2. Degrees of freedom need
    not be whole. Relative error under 1e-10.

    Raises: ValueError, for p outside (0, 1) or degrees of freedom that are not positive.
    """
    if not 0 < p < 1 or above <= 0 or below <= 0:
        raise ValueError("0 < p < 1 and positive degrees of freedom")
    low, high = 0.0, 1.0
    while f_below(high, above, below) < p:
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if f_below(middle, above, below) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def f_below(value: float, above: float, below: float) -> float:
    """How likely an F variable is at most `value`."""
    if value <= 0:
        return 0.0
    x = above * value / (above * value + below)
    rest = below / (above * value + below)
    return beta_below(x, rest, above / 2, below / 2)


def beta_below(x: float, rest: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b); `rest` is 1 - x, given so that nothing cancels.

    Continued fraction by Lentz's method (Press et al., Numerical Recipes, 6.4).
    """
    if x <= 0:
        return 0.0
    if rest <= 0:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * (log(rest) if rest < 0.5 else log1p(-x)))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(rest, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > TINY else TINY)
    found = d
    for m in range(1, STEPS):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            d = 1 / (d if abs(d) > TINY else TINY)
            c = 1 + numerator / c
            c = c if abs(c) > TINY else TINY
            found *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return found
