"""Do raters agree: intraclass correlations, Krippendorff's alpha, kappas, Fleiss, rwg. Arithmetic only.

What can't be computed is None, and a warning says why: never a number from too little data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, inf
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from assess.integrate.distributions import f_quantile
from assess.words import Message, T

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONFIDENCE: Final = 0.95
FEWEST_TARGETS: Final = 5
"""Below so many targets an interval says nothing: it is hidden."""
LEAST_FREEDOM: Final = 0.2
"""Below so many degrees of freedom an F quantile is a number without a meaning."""
MOST_VALUES: Final = 16_000
"""Alpha for ratios compares every value with every other: above so many it is left out."""


class Rated(NamedTuple):
    """A score that a rater gave a target."""

    target: str
    rater: str
    score: float


class Interval(NamedTuple):
    """A coefficient with its confidence interval of 95 %."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Icc:
    """Six intraclass correlations (Shrout and Fleiss 1979): one rating, and the mean of all k.

    1: each target its own raters. 2: raters are a sample, and their severity counts as error. 3: these raters only.
    """

    icc1: Interval
    icc2: Interval
    icc3: Interval
    icc1k: Interval
    icc2k: Interval
    icc3k: Interval


class Alpha(NamedTuple):
    """Krippendorff's alpha by the metric of the differences."""

    nominal: float | None
    ordinal: float | None
    interval: float | None
    ratio: float | None


class Kappa(NamedTuple):
    """Cohen's kappa of two raters: without weights, and with weights by the distance of the categories."""

    unweighted: float | None
    linear: float | None
    quadratic: float | None


@dataclass(frozen=True)
class Agreement:
    """Everything that a table of ratings says about agreement."""

    targets: int
    raters: int
    ratings: int
    complete: bool
    """Every rater rated every target once."""
    icc: Icc
    alpha: Alpha
    kappa: Kappa
    fleiss: float | None
    warnings: tuple[Message, ...]


def agreement(ratings: Sequence[Rated]) -> Agreement:
    """All coefficients of a table of ratings: one row a score, gaps allowed, no pair of target and rater twice.

    Raises: ValueError, when a target has two scores of one rater.
    """
    targets = {one: number for number, one in enumerate(dict.fromkeys(rated.target for rated in ratings))}
    raters = {one: number for number, one in enumerate(dict.fromkeys(rated.rater for rated in ratings))}
    if len({(one.target, one.rater) for one in ratings}) != len(ratings):
        raise ValueError("a target has two scores of one rater")
    complete = bool(ratings) and len(ratings) == len(targets) * len(raters)
    warnings: list[Message] = []
    units = [targets[one.target] for one in ratings]
    values = [one.score for one in ratings]
    return Agreement(
        len(targets),
        len(raters),
        len(ratings),
        complete,
        _icc_of(ratings, targets, raters, complete, warnings),
        _alpha_of(units, values, len(targets), warnings),
        _kappa_of(ratings, raters, complete, warnings),
        _fleiss_of(units, values, len(targets), warnings),
        tuple(warnings),
    )


# intraclass correlations


def _icc_of(
    ratings: Sequence[Rated],
    targets: Mapping[str, int],
    raters: Mapping[str, int],
    complete: bool,
    warnings: list[Message],
) -> Icc:
    import numpy as np

    nothing = Icc(*(Interval(None) for _ in range(6)))
    if not complete:
        warnings.append(T("ICC needs complete blocks: every rater rates every target once."))
        return nothing
    if len(targets) < 2 or len(raters) < 2:
        warnings.append(T("ICC needs at least two targets and two raters."))
        return nothing
    table = np.empty((len(targets), len(raters)))
    for one in ratings:
        table[targets[one.target], raters[one.rater]] = one.score
    found = icc(table)
    if found is None:
        warnings.append(T("ICC needs variation: all targets have the same mean and all ratings agree."))
        return nothing
    if len(targets) < FEWEST_TARGETS:
        warnings.append(T("No confidence intervals: fewer than {n} targets.", n=FEWEST_TARGETS))
        return Icc(*(Interval(one.value) for one in _six(found)))
    if found.icc3.low is None:
        warnings.append(T("No confidence intervals: the raters' ratings leave no error to estimate them from."))
    return found


def _six(found: Icc) -> tuple[Interval, ...]:
    return (found.icc1, found.icc2, found.icc3, found.icc1k, found.icc2k, found.icc3k)


def icc(table: NDArray[Any]) -> Icc | None:
    """Six intraclass correlations of a complete block; None without any variation.

    Args:
        table: targets by raters, at least two of each.

    Values by Shrout and Fleiss (1979), intervals by McGraw and Wong (1996), as in R's `psych::ICC` for these formulas.
    """
    import numpy as np

    scores = np.asarray(table, dtype=float)
    n, k = scores.shape
    grand = scores.mean()
    between = k * float(((scores.mean(axis=1) - grand) ** 2).sum())
    judges = n * float(((scores.mean(axis=0) - grand) ** 2).sum())
    whole = float(((scores - grand) ** 2).sum())
    scale = whole or 1.0
    msb, msw = between / (n - 1), max(0.0, whole - between) / (n * (k - 1))
    rest = max(0.0, whole - between - judges)
    rest = 0.0 if rest < 1e-12 * scale else rest
    msj, mse = judges / (k - 1), rest / ((n - 1) * (k - 1))
    if whole == 0 or msb + (k - 1) * msw == 0:
        return None

    def share(top: float, bottom: float) -> float | None:
        return top / bottom if abs(bottom) > 1e-15 * scale else None

    one = share(msb - msw, msb + (k - 1) * msw)
    two = share(msb - mse, msb + (k - 1) * mse + k * (msj - mse) / n)
    three = share(msb - mse, msb + (k - 1) * mse)
    one_k = share(msb - msw, msb)
    two_k = share(msb - mse, msb + (msj - mse) / n)
    three_k = share(msb - mse, msb)
    bounds = _bounds(n, k, msb, msw, msj, mse, two)
    values = (one, two, three, one_k, two_k, three_k)
    return Icc(*(Interval(value, *bound) for value, bound in zip(values, bounds, strict=True)))


_Bound = tuple[float | None, float | None]


def _bounds(
    n: int, k: int, msb: float, msw: float, msj: float, mse: float, two: float | None
) -> tuple[_Bound, _Bound, _Bound, _Bound, _Bound, _Bound]:
    nothing: _Bound = (None, None)
    if mse <= 0 or msw <= 0 or two is None:
        return (nothing,) * 6
    p = 1 - (1 - CONFIDENCE) / 2
    f1, f3 = msb / msw, msb / mse
    low1, high1 = f1 / f_quantile(p, n - 1, n * (k - 1)), f1 * f_quantile(p, n * (k - 1), n - 1)
    low3, high3 = f3 / f_quantile(p, n - 1, (n - 1) * (k - 1)), f3 * f_quantile(p, (n - 1) * (k - 1), n - 1)
    second, second_mean = _second(n, k, msb, msj, mse, two)
    return (
        ((low1 - 1) / (low1 + k - 1), (high1 - 1) / (high1 + k - 1)),
        second,
        ((low3 - 1) / (low3 + k - 1), (high3 - 1) / (high3 + k - 1)),
        (_less(low1), _less(high1)),
        second_mean,
        (_less(low3), _less(high3)),
    )


def _second(n: int, k: int, msb: float, msj: float, mse: float, value: float) -> tuple[_Bound, _Bound]:
    """The intervals of the second form, with Satterthwaite's degrees of freedom; none where these come near 0."""
    p, fj = 1 - (1 - CONFIDENCE) / 2, msj / mse
    part = n * (1 + (k - 1) * value) - k * value
    below = (n - 1) * (k * value * fj) ** 2 + part**2
    freedom = ((k - 1) * (n - 1) * (k * value * fj + part) ** 2) / below if below > 0 else 0.0
    if freedom < LEAST_FREEDOM:
        return (None, None), (None, None)
    upper, lower = f_quantile(p, n - 1, freedom), f_quantile(p, freedom, n - 1)
    error = k * msj + (k * n - k - n) * mse
    low = n * (msb - upper * mse) / (upper * error + n * msb)
    high = n * (lower * msb - mse) / (error + n * lower * msb)
    means = [one * k / (1 + one * (k - 1)) if abs(1 + one * (k - 1)) > 1e-12 else None for one in (low, high)]
    return (low, high), (means[0], means[1])


def _less(f: float) -> float | None:
    return 1 - 1 / f if f > 0 else None


# Krippendorff's alpha


def _alpha_of(units: Sequence[int], values: Sequence[float], targets: int, warnings: list[Message]) -> Alpha:
    import numpy as np

    unit = np.asarray(units, dtype=np.int64)
    value = np.asarray(values, dtype=float)
    counts = np.bincount(unit, minlength=targets) if len(unit) else np.zeros(0, dtype=np.int64)
    paired = counts[unit] > 1 if len(unit) else np.zeros(0, dtype=bool)
    if not paired.any():
        warnings.append(T("Alpha needs a target with at least two ratings."))
        return Alpha(None, None, None, None)
    unit, value = unit[paired], value[paired]
    levels, at = np.unique(value, return_inverse=True)
    if len(levels) == 1:
        warnings.append(T("Alpha needs variation: all ratings that can be compared are equal."))
        return Alpha(None, None, None, None)
    totals = np.bincount(at).astype(float)
    ranks = np.cumsum(totals) - totals / 2
    ratio = None
    if levels[0] < 0:
        warnings.append(T("Alpha for ratios needs scores that are not negative."))
    elif len(levels) > MOST_VALUES:
        warnings.append(T("Alpha for ratios is left out: more than {n} different scores.", n=MOST_VALUES))
    else:
        ratio = _ratio(unit, value, levels, totals)
    return Alpha(_nominal(unit, at, totals), _squares(unit, ranks[at]), _squares(unit, value), ratio)


def _squares(unit: NDArray[Any], value: NDArray[Any]) -> float | None:
    """Alpha for squared differences: of the values, or (ordinal) of the middles of their cumulated frequencies.

    `D_o = sum_u 2 / (m_u - 1) (m_u sum x^2 - (sum x)^2) / n` and `D_e` the same over all values (Krippendorff 2011).
    """
    import numpy as np

    x = np.asarray(value, dtype=float)
    x = x - x.mean()
    at = np.asarray(unit, dtype=np.int64)
    m = np.bincount(at).astype(float)
    sums, squares = np.bincount(at, x), np.bincount(at, x * x)
    there = m > 1
    within = float((2 * (m[there] * squares[there] - sums[there] ** 2) / (m[there] - 1)).sum())
    n = len(x)
    among = 2 * (n * float((x * x).sum()) - float(x.sum()) ** 2) / (n - 1)
    return 1 - within / among if among > 0 else None


def _nominal(unit: NDArray[Any], at: NDArray[Any], totals: NDArray[Any]) -> float | None:
    import numpy as np

    units = np.asarray(unit, dtype=np.int64)
    levels = np.asarray(at, dtype=np.int64)
    total = np.asarray(totals, dtype=float)
    m = np.bincount(units).astype(float)
    _, same = np.unique(units * len(total) + levels, return_counts=True)
    pairs_at = np.unique(units * len(total) + levels) // len(total)
    equal = np.bincount(pairs_at, same * (same - 1.0), minlength=len(m))
    there = m > 1
    within = float(((m[there] * (m[there] - 1) - equal[there]) / (m[there] - 1)).sum())
    n = float(total.sum())
    among = (n * n - float((total * total).sum())) / (n - 1)
    return 1 - within / among if among > 0 else None


def _ratio(unit: NDArray[Any], value: NDArray[Any], levels: NDArray[Any], totals: NDArray[Any]) -> float | None:
    """Alpha for `((a - b) / (a + b))^2`, 0 for two zeros: every value against every other, a block at a time."""
    import numpy as np

    units, x = np.asarray(unit, dtype=np.int64), np.asarray(value, dtype=float)
    v, n_v = np.asarray(levels, dtype=float), np.asarray(totals, dtype=float)

    def apart(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
        total = a + b
        return np.square(np.divide(a - b, total, out=np.zeros_like(total), where=total > 0))

    order = np.argsort(units, kind="stable")
    units, x = units[order], x[order]
    sizes = np.bincount(units)
    within, start = 0.0, 0
    starts = np.concatenate(([0], np.cumsum(sizes)))[:-1]
    for size in np.unique(sizes[sizes > 1]):
        rows = x[starts[sizes == size][:, None] + np.arange(size)[None, :]]
        for one in range(size):
            for other in range(one + 1, size):
                within += 2 * float(apart(rows[:, one], rows[:, other]).sum()) / (size - 1)
    among, block = 0.0, max(1, 2_000_000 // len(v))
    for start in range(0, len(v), block):
        end = start + block
        here, later = n_v[start:end], n_v[end:]
        among += float(here @ apart(v[start:end, None], v[None, start:end]) @ here)
        among += 2 * float(here @ apart(v[start:end, None], v[None, end:]) @ later)
    among /= len(x) - 1
    return 1 - within / among if among > 0 else None


# kappas


def _kappa_of(ratings: Sequence[Rated], raters: Mapping[str, int], complete: bool, warnings: list[Message]) -> Kappa:
    nothing = Kappa(None, None, None)
    if len(raters) != 2:
        warnings.append(T("Kappa is for two raters; here are {n}.", n=len(raters)))
        return nothing
    if not complete:
        warnings.append(T("Kappa needs both raters' scores for every target."))
        return nothing
    pairs: dict[str, list[float]] = {}
    for one in sorted(ratings, key=lambda rated: raters[rated.rater]):
        pairs.setdefault(one.target, []).append(one.score)
    found = kappa([(pair[0], pair[1]) for pair in pairs.values()])
    if found.unweighted is None:
        warnings.append(T("Kappa needs variation: both raters use one and the same category."))
    return found


def kappa(pairs: Sequence[tuple[float, float]]) -> Kappa:
    """Cohen's kappa (1960) and weighted kappa (1968); categories are the scores that occur, in order.

    Weights are the distance of the categories' places, and its square.
    """
    levels = {level: place for place, level in enumerate(sorted({score for pair in pairs for score in pair}))}
    counts = Counter((levels[one], levels[other]) for one, other in pairs)
    first, second = Counter(levels[one] for one, _ in pairs), Counter(levels[other] for _, other in pairs)
    n = len(pairs)
    found: list[float | None] = []
    for power in (0, 1, 2):
        seen = fsum(count * _apart(one, other, power) for (one, other), count in counts.items()) / n if n else 0.0
        expected = (
            fsum(first[one] * second[other] * _apart(one, other, power) for one in first for other in second) / n / n
            if n
            else 0.0
        )
        found.append(1 - seen / expected if expected > 0 else None)
    return Kappa(*found)


def _apart(one: int, other: int, power: int) -> float:
    return float(abs(one - other) ** power) if one != other else 0.0


def _fleiss_of(units: Sequence[int], values: Sequence[float], targets: int, warnings: list[Message]) -> float | None:
    rows: list[Counter[float]] = [Counter() for _ in range(targets)]
    for unit, value in zip(units, values, strict=True):
        rows[unit][value] += 1
    sizes = {row.total() for row in rows}
    if len(sizes) != 1 or sizes == {1}:
        warnings.append(T("Fleiss' kappa needs the same number of ratings, two at least, for every target."))
        return None
    found = fleiss(rows)
    if found is None:
        warnings.append(T("Fleiss' kappa needs variation: there is one category only."))
    return found


def fleiss(rows: Iterable[Mapping[float, int]]) -> float | None:
    """Fleiss' kappa (1971) of targets with equally many ratings: how many of them in each category."""
    table = [dict(row) for row in rows]
    n, k = len(table), sum(table[0].values()) if table else 0
    if n == 0 or k < 2:
        return None
    totals: Counter[float] = Counter()
    for row in table:
        totals.update(row)
    agreed = fsum((fsum(count * count for count in row.values()) - k) / (k * (k - 1)) for row in table) / n
    chance = fsum((total / (n * k)) ** 2 for total in totals.values())
    return (agreed - chance) / (1 - chance) if chance < 1 else None


def rwg(scores: Sequence[float], lo: float, hi: float) -> float | None:
    """Agreement within one cell (James, Demaree and Wolf 1984): `1 - s^2 / ((A^2 - 1) / 12)`, not below 0.

    `A` is the number of levels; the null is that raters choose among them by chance. None for fewer than two scores.
    """
    if len(scores) < 2:
        return None
    mean = fsum(scores) / len(scores)
    variance = fsum((score - mean) ** 2 for score in scores) / (len(scores) - 1)
    levels = hi - lo + 1
    null = (levels * levels - 1) / 12
    return max(0.0, 1 - variance / null) if null > 0 and variance < inf else None
