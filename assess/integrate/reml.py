"""Variance components by restricted maximum likelihood, with or without a prior on them. Arithmetic only.

`y = X b + sum_k u_k + e`, every `u_k` a group effect of its own variance, `e` the residual. Average-information steps
(Gilmour, Thompson and Cullis, Biometrics 51, 1995) on the logarithms of the standard deviations, one inverse of the
n x n covariance a step.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

STEPS: Final = 60
PRIOR_SD: Final = 0.6
"""Standard deviation of the prior on the logarithm of a standard deviation."""
FLOOR: Final = 1e-4
"""A component below this share of the whole standard deviation counts as none."""


class Fit(NamedTuple):
    """A fitted model."""

    sd: NDArray[Any]
    """Standard deviations: of each group effect in order, then of the residual."""
    criterion: float
    """`-2 log L` of the restricted likelihood, without the prior: what lme4 prints as REML criterion."""
    curvature: NDArray[Any]
    """Of the objective at its minimum, by the logarithms of the standard deviations."""
    steps: int
    converged: bool


class Design(NamedTuple):
    """Observations, what is fixed, and who shares which effect."""

    y: NDArray[Any]
    fixed: NDArray[Any]
    """n x p, of full rank."""
    same: Sequence[NDArray[Any]]
    """Per effect an n x n matrix: 1 where two observations share it."""


def spread_of(design: Design) -> float:
    """The variance that is left when only the fixed part is taken out."""
    import numpy as np

    left = design.y - design.fixed @ np.linalg.lstsq(design.fixed, design.y, rcond=None)[0]
    freedom = max(1, len(design.y) - design.fixed.shape[1])
    return float(left @ left / freedom)


def fit(
    design: Design, shares: Sequence[float], *, prior: bool, go_on: Callable[[], bool] = lambda: True
) -> Fit | None:
    """Fit the components; None when it was cancelled, or nothing varies.

    Args:
        design: the data.
        shares: of the whole variance, per effect and for the residual: where the search starts, and the prior's middle.
        prior: with the log-normal prior (maximum a posteriori), or without.
        go_on: asked before every step.
    """
    import numpy as np

    whole = spread_of(design)
    if whole <= 0:
        return None
    middle = 0.5 * np.log(np.asarray(shares) * whole)
    least = log(FLOOR) + 0.5 * log(whole)
    at = middle.copy()
    value, slope, curve, criterion = _look(design, at, middle, prior=prior)
    for step in range(1, STEPS + 1):
        if not go_on():
            return None
        free = (at > least + 1e-9) | (slope < 0)
        move = np.zeros_like(at)
        move[free] = -np.linalg.solve(_positive(curve[np.ix_(free, free)]), slope[free])
        move = np.clip(move, -1.5, 1.5)
        size = 1.0
        while True:
            there = np.maximum(at + size * move, least)
            found = _look(design, there, middle, prior=prior)
            if found[0] <= value + 1e-10 or size < 1e-4:
                break
            size /= 2
        gained = value - found[0]
        at = there
        value, slope, curve, criterion = found
        if abs(gained) < 1e-9 and float(np.abs(slope[free]).max(initial=0)) < 1e-4:
            return Fit(np.exp(at), criterion, curve, step, True)
    return Fit(np.exp(at), criterion, curve, STEPS, False)


def _positive(matrix: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    found: NDArray[Any] = matrix + 1e-8 * max(1.0, float(np.trace(matrix))) * np.eye(len(matrix))
    return found


def covariance(design: Design, sd: NDArray[Any]) -> NDArray[Any]:
    """The n x n covariance of the observations."""
    import numpy as np

    found: NDArray[Any] = np.eye(len(design.y)) * sd[-1] ** 2
    for one, same in zip(sd[:-1], design.same, strict=True):
        found += one**2 * same
    return found


def _look(
    design: Design, at: NDArray[Any], middle: NDArray[Any], *, prior: bool
) -> tuple[float, NDArray[Any], NDArray[Any], float]:
    """The objective, its gradient and its average information at logarithms of standard deviations."""
    import numpy as np

    y, x = design.y, design.fixed
    inverse = np.linalg.inv(covariance(design, np.exp(at)))
    inverse = (inverse + inverse.T) / 2
    weighed = inverse @ x
    inner = x.T @ weighed
    projection = inverse - weighed @ np.linalg.solve(inner, weighed.T)
    left = projection @ y
    sign, size = np.linalg.slogdet(inverse)
    del sign
    criterion = -size + float(np.linalg.slogdet(inner)[1]) + float(y @ left) + (len(y) - x.shape[1]) * log(2 * np.pi)
    parts, slope = [], np.empty(len(at))
    for number, variance in enumerate(np.exp(2 * at)):
        if number < len(design.same):
            same = design.same[number]
            part, trace = same @ left, float((projection * same).sum())
        else:
            part, trace = left, float(np.trace(projection))
        parts.append(2 * variance * part)
        slope[number] = 0.5 * 2 * variance * (trace - float(left @ part))
    stacked = np.array(parts)
    curve = 0.5 * stacked @ projection @ stacked.T
    value = 0.5 * criterion
    if prior:
        away = at - middle
        value += 0.5 * float(away @ away) / PRIOR_SD**2
        slope = slope + away / PRIOR_SD**2
        curve = curve + np.eye(len(at)) / PRIOR_SD**2
    return value, slope, curve, criterion
