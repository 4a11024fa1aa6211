"""Scores that carry their uncertainty: severity taken out by a crossed random-effects model. Arithmetic only.

`y = mu[exercise, competency] + candidate + candidate x competency + candidate x exercise + all three + assessor +
session + residual`; a session is one assessor watching one candidate in one exercise. Leaving the exercise terms out
would make the intervals far too narrow. The score stands for another panel of assessors in the same exercises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import erf, sqrt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from assess.integrate.reml import Design, Fit, covariance, fit
from assess.words import Message, T

if TYPE_CHECKING:
    from numpy.typing import NDArray

TERMS: Final = (
    "candidate",
    "candidate_competency",
    "candidate_exercise",
    "candidate_exercise_competency",
    "assessor",
    "session",
    "residual",
)
SHARES: Final = (0.22, 0.03, 0.34, 0.12, 0.05, 0.10, 0.14)
"""Of the variance after cell means: the middle of the prior, informed by Putka and Hoffman (2013)."""
MOST_RATINGS: Final = 2000
FEWEST_CANDIDATES: Final = 4
FEWEST_ASSESSORS: Final = 3
FEWEST_SESSIONS: Final = 3
FEWEST_PARTNERS: Final = 2
DRAWS: Final = 64


class Given(NamedTuple):
    """A first locked rating."""

    candidate: str
    exercise: str
    competency: str
    assessor: str
    score: float


class Estimate(NamedTuple):
    """A value with its standard error."""

    value: float
    se: float


class Waterfall(NamedTuple):
    """From the raw mean to the score; adds up exactly."""

    raw: float
    severity: float
    """Minus the mean severity of the candidate's assessors."""
    exercises: float
    """Minus how much easier the candidate's mix of cells was."""
    caution: float
    """Towards what is expected, because a few ratings say little."""

    @property
    def score(self) -> float:
        """Their sum."""
        return self.raw + self.severity + self.exercises + self.caution


@dataclass(frozen=True)
class Corrected:
    """The model's answer."""

    sd: Mapping[str, float]
    """Standard deviation per term."""
    criterion: float
    overall: Mapping[str, Estimate]
    competencies: Mapping[tuple[str, str], Estimate]
    """Per candidate and competency."""
    above: Mapping[tuple[str, str], float]
    """How likely the first candidate is above the second."""
    ranks: Mapping[str, tuple[int, int]]
    """From 5 % to 95 % of the draws; 1 is the highest."""
    severity: Mapping[str, Estimate | None]
    """Against the mean of all assessors, positive when milder; None where it is not estimable."""
    waterfall: Mapping[str, Waterfall]
    shares: Mapping[str, tuple[float, ...]]
    """Per candidate: the weight of each given rating in the score, in their order; they sum to 1."""


def conditions(given: Sequence[Given]) -> tuple[Message, ...]:
    """Why the model must not be used for these ratings; empty when it may."""
    found = []
    candidates = {one.candidate for one in given}
    assessors = sorted({one.assessor for one in given})
    if len(given) > MOST_RATINGS:
        found.append(T("There are more than {n} ratings.", n=MOST_RATINGS))
    if len(candidates) < FEWEST_CANDIDATES:
        found.append(T("There are fewer than {n} candidates.", n=FEWEST_CANDIDATES))
    if len(assessors) < FEWEST_ASSESSORS:
        found.append(T("There are fewer than {n} assessors.", n=FEWEST_ASSESSORS))
    if len(_parts(given)) > 1:
        found.append(T("The assessors are not linked by candidates whom they saw together."))
    if assessors and not _estimable(given):
        found.append(T("No assessor has enough sessions and partners."))
    return tuple(found)


class Components(NamedTuple):
    """The model's variances and severities alone."""

    variance: Mapping[str, float]
    severity: Mapping[str, Estimate | None]
    criterion: float


def components(
    given: Sequence[Given], *, prior: bool = True, go_on: Callable[[], bool] = lambda: True
) -> Components | None:
    """Fit the model without estimating candidates; None when cancelled, or nothing varies.

    Without the priors every assessor has an effect, so that it can be held against other programs.
    """
    model = _Model(given, everybody=not prior)
    fitted = fit(model.design, SHARES, prior=prior, go_on=go_on)
    if fitted is None:
        return None
    variance = dict(zip(TERMS, (float(one) ** 2 for one in fitted.sd), strict=True))
    return Components(variance, model.severities(model.solve(fitted.sd), fitted.sd), fitted.criterion)


def correct(
    given: Sequence[Given],
    weights: Mapping[str, float],
    *,
    prior: bool = True,
    draws: int = DRAWS,
    seed: int = 1,
    go_on: Callable[[], bool] = lambda: True,
) -> Corrected | None:
    """Fit the model and estimate every candidate; None when cancelled, or nothing varies.

    Args:
        given: ratings, at most one of an assessor for a candidate, exercise and competency.
        weights: of the competencies in the overall score, summing to 1.
        prior: with the priors on the components; without them it is plain REML, as other programs fit it.
        draws: of the components, for probabilities and rank intervals.
        seed: of the draws.
        go_on: asked between steps.
    """
    import numpy as np

    model = _Model(given)
    fitted = fit(model.design, SHARES, prior=prior, go_on=go_on)
    if fitted is None:
        return None
    overall = model.targets(dict(weights))
    names = sorted({one.competency for one in given})
    each = {name: model.targets({name: 1.0}) for name in names}
    exact = model.solve(fitted.sd)
    mean, _, shares = exact.of(overall)
    competencies = {}
    for name in names:
        value, error, _ = exact.of(each[name])
        for number, candidate in enumerate(model.candidates):
            competencies[candidate, name] = Estimate(float(value[number]), float(np.sqrt(error[number, number])))
    above, ranks, total = _drawn(model, fitted, overall, draws, seed, go_on)
    if total is None:
        return None
    severities = model.severities(exact, fitted.sd)
    return Corrected(
        dict(zip(TERMS, (float(one) for one in fitted.sd), strict=True)),
        fitted.criterion,
        {
            name: Estimate(float(mean[number]), float(np.sqrt(total[number])))
            for number, name in enumerate(model.candidates)
        },
        competencies,
        above,
        ranks,
        severities,
        model.waterfalls(exact, overall, mean, dict(weights)),
        {name: tuple(float(one) for one in shares[number]) for number, name in enumerate(model.candidates)},
    )


class _Targets(NamedTuple):
    """One value a candidate: what it is in the model's terms."""

    fixed: NDArray[Any]
    """Candidates x fixed effects."""
    share: Callable[[NDArray[Any]], tuple[NDArray[Any], float]]
    """From variances: covariance with the observations (candidates x n), and the variance of each."""


class _Solved:
    """The model at given standard deviations."""

    def __init__(self, design: Design, sd: NDArray[Any]) -> None:
        import numpy as np

        self.sd = sd
        self.inverse = np.linalg.inv(covariance(design, sd))
        self.weighed = self.inverse @ design.fixed
        self.inner = np.linalg.inv(design.fixed.T @ self.weighed)
        self.y = design.y
        self.effects = self.inner @ (self.weighed.T @ design.y)

    def of(self, targets: _Targets) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Mean, covariance, and the weight of each observation, for one value a candidate."""
        import numpy as np

        towards, own = targets.share(self.sd**2)
        through = towards @ self.inverse
        rest = targets.fixed - towards @ self.weighed
        weights = through + rest @ self.inner @ self.weighed.T
        spread = own * np.eye(len(towards)) - through @ towards.T + rest @ self.inner @ rest.T
        return weights @ self.y, spread, weights


def _at(design: Design, targets: _Targets, sd: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Mean and covariance of the targets at some standard deviations, by one solution instead of an inverse."""
    import numpy as np

    towards, own = targets.share(sd**2)
    p, n = design.fixed.shape[1], len(towards)
    solved = np.linalg.solve(covariance(design, sd), np.column_stack((design.fixed, towards.T, design.y)))
    weighed, through, left = solved[:, :p], solved[:, p : p + n], solved[:, -1]
    inner = np.linalg.inv(design.fixed.T @ weighed)
    rest = targets.fixed - towards @ weighed
    mean = towards @ left + rest @ (inner @ (design.fixed.T @ left))
    return mean, own * np.eye(n) - towards @ through + rest @ inner @ rest.T


class _Model:
    """The ratings as matrices."""

    def __init__(self, given: Sequence[Given], *, everybody: bool = False) -> None:
        import numpy as np

        self.given = list(given)
        self.candidates = sorted({one.candidate for one in given})
        self.assessors = sorted({one.assessor for one in given})
        self.cells = sorted({(one.exercise, one.competency) for one in given})
        self.measured = {
            competency: [exercise for exercise, other in self.cells if other == competency]
            for competency in sorted({one.competency for one in given})
        }
        place = {cell: number for number, cell in enumerate(self.cells)}
        fixed = np.zeros((len(given), len(self.cells)))
        for row, one in enumerate(given):
            fixed[row, place[one.exercise, one.competency]] = 1
        self.estimable = frozenset(self.assessors) if everybody else _estimable(given)
        keys: tuple[Callable[[Given], object], ...] = (
            lambda one: one.candidate,
            lambda one: (one.candidate, one.competency),
            lambda one: (one.candidate, one.exercise),
            lambda one: (one.candidate, one.exercise, one.competency),
            lambda one: one.assessor,
            lambda one: (one.assessor, one.candidate, one.exercise),
        )
        same = [self._same(key) for key in keys]
        known = np.array([one.assessor in self.estimable for one in given])
        same[4] = same[4] * known[:, None] * known[None, :]
        self.design = Design(np.array([one.score for one in given], dtype=float), fixed, same)

    def _same(self, key: Callable[[Given], object]) -> NDArray[Any]:
        import numpy as np

        numbers: dict[object, int] = {}
        group = np.array([numbers.setdefault(key(one), len(numbers)) for one in self.given])
        found: NDArray[Any] = (group[:, None] == group[None, :]).astype(float)
        return found

    def solve(self, sd: NDArray[Any]) -> _Solved:
        """The model at these standard deviations."""
        return _Solved(self.design, sd)

    def targets(self, weights: Mapping[str, float]) -> _Targets:
        """The weighted mean over competencies of the mean over the exercises that measure them, per candidate."""
        import numpy as np

        used = {name: weight for name, weight in weights.items() if name in self.measured}
        whole = sum(used.values())
        used = {name: weight / whole for name, weight in used.items()} if whole else {}
        cell = {(e, c): w / len(self.measured[c]) for c, w in used.items() for e in self.measured[c]}
        exercise: dict[str, float] = {}
        for (name, _), weight in cell.items():
            exercise[name] = exercise.get(name, 0.0) + weight
        row = np.array([cell.get(one, 0.0) for one in self.cells])
        fixed = np.tile(row, (len(self.candidates), 1))
        mine = np.array([[one.candidate == name for one in self.given] for name in self.candidates], dtype=float)
        by_competency = np.array([used.get(one.competency, 0.0) for one in self.given])
        by_exercise = np.array([exercise.get(one.exercise, 0.0) for one in self.given])
        by_cell = np.array([cell.get((one.exercise, one.competency), 0.0) for one in self.given])
        squares = (
            1.0,
            sum(weight**2 for weight in used.values()),
            sum(weight**2 for weight in exercise.values()),
            sum(weight**2 for weight in cell.values()),
        )

        def share(variance: NDArray[Any]) -> tuple[NDArray[Any], float]:
            towards = variance[0] + variance[1] * by_competency + variance[2] * by_exercise + variance[3] * by_cell
            own = sum(float(one) * square for one, square in zip(variance[:4], squares, strict=True))
            return mine * towards[None, :], own

        return _Targets(fixed, share)

    def severities(self, solved: _Solved, sd: NDArray[Any]) -> dict[str, Estimate | None]:
        """Each assessor's effect against the mean of those that can be estimated."""
        import numpy as np

        names = [name for name in self.assessors if name in self.estimable]
        found: dict[str, Estimate | None] = dict.fromkeys(self.assessors)
        if not names:
            return found
        variance = float(sd[4] ** 2)
        towards = variance * np.array([[one.assessor == name for one in self.given] for name in names], dtype=float)
        through = towards @ solved.inverse
        rest = -towards @ solved.weighed
        weights = through + rest @ solved.inner @ solved.weighed.T
        spread = variance * np.eye(len(names)) - through @ towards.T + rest @ solved.inner @ rest.T
        centre = np.eye(len(names)) - 1 / len(names)
        value, error = centre @ (weights @ solved.y), centre @ spread @ centre.T
        for number, name in enumerate(names):
            found[name] = Estimate(float(value[number]), float(np.sqrt(max(0.0, error[number, number]))))
        return found

    def waterfalls(
        self, solved: _Solved, targets: _Targets, score: NDArray[Any], weights: Mapping[str, float]
    ) -> dict[str, Waterfall]:
        """Raw weighted mean, what severity and the mix of cells took from it, and caution as the remainder."""
        import numpy as np

        severity = self.severities(solved, solved.sd)
        found = {}
        for number, name in enumerate(self.candidates):
            parts: dict[str, dict[str, list[int]]] = {}
            for row, one in enumerate(self.given):
                if one.candidate == name:
                    parts.setdefault(one.competency, {}).setdefault(one.exercise, []).append(row)
            share = np.zeros(len(self.given))
            whole = sum(weights.get(competency, 0.0) for competency in parts)
            for competency, cells in parts.items():
                for rows in cells.values():
                    for row in rows:
                        share[row] = weights.get(competency, 0.0) / whole / len(cells) / len(rows) if whole else 0.0
            raw = float(share @ self.design.y)
            mild = {key: one.value if one else 0.0 for key, one in severity.items()}
            hard = -float(share @ np.array([mild[one.assessor] for one in self.given]))
            mix = float(targets.fixed[number] @ solved.effects) - float(share @ (self.design.fixed @ solved.effects))
            found[name] = Waterfall(raw, hard, mix, float(score[number]) - raw - hard - mix)
        return found


def _drawn(
    model: _Model, fitted: Fit, targets: _Targets, draws: int, seed: int, go_on: Callable[[], bool]
) -> tuple[dict[tuple[str, str], float], dict[str, tuple[int, int]], NDArray[Any] | None]:
    """Probabilities, rank intervals and variances over draws of the components (Laplace)."""
    import numpy as np

    chance = np.random.default_rng(seed)
    n = len(model.candidates)
    root = np.linalg.cholesky(np.linalg.inv(fitted.curvature + 1e-9 * np.eye(len(fitted.sd))))
    above, means, within = np.zeros((n, n)), np.empty((draws, n)), np.zeros(n)
    ranks = []
    for number in range(draws):
        if not go_on():
            return {}, {}, None
        logs = np.log(fitted.sd) + np.clip(root @ chance.standard_normal(len(fitted.sd)), -3, 3)
        mean, spread = _at(model.design, targets, np.exp(logs))
        means[number] = mean
        within += np.diag(spread)
        apart = np.sqrt(np.maximum(1e-18, np.diag(spread)[:, None] + np.diag(spread)[None, :] - 2 * spread))
        above += np.vectorize(_normal)((mean[:, None] - mean[None, :]) / apart)
        drawn = chance.multivariate_normal(mean, spread, size=16, method="eigh")
        ranks.append((-drawn).argsort(axis=1).argsort(axis=1) + 1)
    every = np.concatenate(ranks)
    low, high = np.quantile(every, [0.05, 0.95], axis=0, method="nearest")
    names = model.candidates
    chances = {
        (names[one], names[other]): float(above[one, other] / draws)
        for one in range(n)
        for other in range(n)
        if one != other
    }
    intervals = {name: (int(low[number]), int(high[number])) for number, name in enumerate(names)}
    return chances, intervals, within / draws + means.var(axis=0)


def _normal(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))


def _parts(given: Sequence[Given]) -> list[set[str]]:
    """Assessors who are linked by candidates."""
    found: list[set[str]] = []
    watched: dict[str, set[str]] = {}
    for one in given:
        watched.setdefault(one.candidate, set()).add(one.assessor)
    for together in watched.values():
        linked = [part for part in found if part & together]
        found = [part for part in found if not part & together]
        found.append(together.union(*linked))
    return found


def _estimable(given: Sequence[Given]) -> frozenset[str]:
    """Assessors with enough sessions and partners for a severity of their own."""
    sessions: dict[str, set[tuple[str, str]]] = {}
    beside: dict[tuple[str, str], set[str]] = {}
    for one in given:
        sessions.setdefault(one.assessor, set()).add((one.candidate, one.exercise))
        beside.setdefault((one.candidate, one.exercise), set()).add(one.assessor)
    return frozenset(
        name
        for name, mine in sessions.items()
        if len(mine) >= FEWEST_SESSIONS
        and len({other for session in mine for other in beside[session]} - {name}) >= FEWEST_PARTNERS
    )


def flips(corrected: Corrected, raw: Mapping[str, float]) -> bool:
    """Whether the order of the candidates is another one than by the plain means."""
    both = [name for name in raw if name in corrected.overall]
    by_raw = sorted(both, key=lambda name: -raw[name])
    by_score = sorted(both, key=lambda name: -corrected.overall[name].value)
    return by_raw != by_score
