"""The crossed model: closed forms where there are some, another optimiser where not, and sums that add up."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize

from assess.integrate.reml import Design, covariance, fit
from assess.integrate.severity import TERMS, Corrected, Given, conditions, correct, flips

WEIGHTS = {"EMP": 0.4, "KOM": 0.35, "TEA": 0.25}
SHOWN = {"R": ("EMP", "TEA"), "G": ("KOM", "TEA"), "P": ("EMP", "KOM")}


def ratings(candidates: int = 8, assessors: str = "ABCDE", *, mild: float = 0.6, seed: int = 3) -> list[Given]:
    """A rotation of pairs; A rates higher than the others."""
    chance = np.random.default_rng(seed)
    level = chance.normal(3, 0.5, candidates)
    found = []
    for turn, (number, exercise) in enumerate(product(range(candidates), SHOWN)):
        pair = [assessors[(turn + step) % len(assessors)] for step in (0, 1 + turn % 2)]
        here = level[number] + chance.normal(0, 0.4)
        for assessor, competency in product(pair, SHOWN[exercise]):
            score = here + (mild if assessor == "A" else 0) + chance.normal(0, 0.4)
            found.append(Given(f"K{number + 1}", exercise, competency, assessor, float(np.clip(round(score), 1, 5))))
    return found


@cache
def model() -> tuple[list[Given], Corrected]:
    given = ratings()
    found = correct(given, WEIGHTS)
    assert found is not None
    return given, found


def shared(groups: NDArray[np.int64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = (groups[:, None] == groups[None, :]).astype(float)
    return found


def test_a_balanced_design_has_the_analysis_of_variances_components() -> None:
    """Crossed, one rating a cell: REML is the expected mean squares, where these are positive."""
    chance = np.random.default_rng(5)
    n, k = 12, 4
    table = chance.normal(0, 0.8, n)[:, None] + chance.normal(0, 0.5, k)[None, :] + chance.normal(0, 0.6, (n, k))
    rows, columns = (part.ravel() for part in np.indices((n, k)))
    found = fit(
        Design(table.ravel(), np.ones((n * k, 1)), [shared(rows), shared(columns)]), (0.4, 0.2, 0.4), prior=False
    )
    assert found is not None
    assert found.converged
    grand = table.mean()
    between = k * ((table.mean(axis=1) - grand) ** 2).sum() / (n - 1)
    judges = n * ((table.mean(axis=0) - grand) ** 2).sum() / (k - 1)
    left = table - table.mean(axis=1)[:, None] - table.mean(axis=0)[None, :] + grand
    error = (left**2).sum() / ((n - 1) * (k - 1))
    expected = [(between - error) / k, (judges - error) / n, error]
    assert found.sd**2 == pytest.approx(expected, rel=1e-4)


def test_an_unbalanced_design_has_the_likelihood_that_another_optimiser_finds() -> None:
    given = ratings(6)
    who = np.array([int(one.candidate[1:]) for one in given])
    by = np.array([ord(one.assessor) for one in given])
    design = Design(np.array([one.score for one in given]), np.ones((len(given), 1)), [shared(who), shared(by)])
    found = fit(design, (0.4, 0.2, 0.4), prior=False)
    assert found is not None

    def criterion(logs: NDArray[np.float64]) -> float:
        inverse = np.linalg.inv(covariance(design, np.exp(logs)))
        x, y = design.fixed, design.y
        effect = np.linalg.solve(x.T @ inverse @ x, x.T @ inverse @ y)
        rest = y - x @ effect
        sizes = -np.linalg.slogdet(inverse)[1] + np.linalg.slogdet(x.T @ inverse @ x)[1]
        return float(sizes + rest @ inverse @ rest + (len(y) - 1) * np.log(2 * np.pi))

    other = optimize.minimize(
        criterion, np.log([0.5, 0.3, 0.5]), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-10}
    )
    assert found.criterion == pytest.approx(float(other.fun), abs=1e-5)
    assert found.sd == pytest.approx(np.exp(other.x), abs=2e-3)


def test_every_waterfall_adds_up_and_every_score_is_a_sum_of_ratings() -> None:
    given, found = model()
    for name, estimate in found.overall.items():
        fall = found.waterfall[name]
        assert fall.score == pytest.approx(estimate.value, abs=1e-12)
        shares = found.shares[name]
        assert sum(shares) == pytest.approx(1, abs=1e-9)
        assert sum(share * one.score for share, one in zip(shares, given, strict=True)) == pytest.approx(estimate.value)
        cells = {
            (competency, exercise): [one.score for one in given if one[:3] == (name, exercise, competency)]
            for exercise, shown in SHOWN.items()
            for competency in shown
        }
        raw = sum(
            weight * np.mean([np.mean(scores) for (other, _), scores in cells.items() if other == competency])
            for competency, weight in WEIGHTS.items()
        )
        assert fall.raw == pytest.approx(raw)


def test_probabilities_and_ranks_agree_with_each_other() -> None:
    _, found = model()
    names = sorted(found.overall)
    for one, other in product(names, names):
        if one != other:
            assert found.above[one, other] + found.above[other, one] == pytest.approx(1)
            ahead = found.overall[one].value > found.overall[other].value
            assert (found.above[one, other] > 0.5) == ahead
    assert all(1 <= low <= high <= len(names) for low, high in found.ranks.values())


def test_the_mild_assessor_is_found_and_taken_out() -> None:
    given, found = model()
    severities = {name: one.value for name, one in found.severity.items() if one is not None}
    assert max(severities, key=lambda name: severities[name]) == "A"
    assert sum(severities.values()) == pytest.approx(0, abs=1e-9)
    with_a = [name for name in found.overall if any(one.assessor == "A" and one.candidate == name for one in given)]
    assert all(found.waterfall[name].severity < 0.2 for name in with_a)
    assert set(found.sd) == set(TERMS)


def test_plain_reml_needs_no_prior() -> None:
    given, with_prior = model()
    found = correct(given, WEIGHTS, prior=False, draws=4)
    assert found is not None
    assert found.criterion <= with_prior.criterion + 1e-6


def test_the_same_seed_gives_the_same_answer_and_cancelling_gives_none() -> None:
    given, found = model()
    again = correct(given, WEIGHTS)
    assert again is not None
    assert again.above == found.above
    assert correct(given, WEIGHTS, go_on=lambda: False) is None


def test_when_it_must_not_be_used_the_condition_is_named() -> None:
    assert conditions(ratings()) == ()
    few = [one for one in ratings() if one.candidate in ("K1", "K2", "K3")]
    assert "There are fewer than 4 candidates." in [str(one) for one in conditions(few)]
    apart = [one._replace(assessor=f"{one.assessor}{int(one.candidate[1:]) % 2}") for one in ratings()]
    assert "The assessors are not linked by candidates whom they saw together." in [
        str(one) for one in conditions(apart)
    ]
    many = [one._replace(candidate=f"{one.candidate}-{number}") for number in range(25) for one in ratings()]
    assert "There are more than 2000 ratings." in [str(one) for one in conditions(many)]


def test_an_assessor_with_too_few_sessions_has_no_severity_of_their_own() -> None:
    given = [*ratings(), Given("K1", "R", "EMP", "Z", 5.0)]
    found = correct(given, WEIGHTS, draws=2)
    assert found is not None
    assert found.severity["Z"] is None
    assert found.severity["A"] is not None


def test_an_order_that_turns_is_said() -> None:
    _, found = model()
    raw = {name: fall.raw for name, fall in found.waterfall.items()}
    by_score = {name: one.value for name, one in found.overall.items()}
    assert flips(found, {name: -value for name, value in raw.items()})
    assert not flips(found, by_score)
