"""Agreement: published cases, and independent programs for the same numbers."""

from collections import Counter
from typing import Any, Literal

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special, stats

from assess.integrate.agreement import Rated, agreement, fleiss, icc, kappa, rwg
from assess.integrate.distributions import beta_below, f_below, f_quantile

SHROUT = ["9 2 5 8", "6 1 3 2", "8 4 6 8", "7 1 2 6", "10 5 6 9", "6 2 4 7"]
KRIPPENDORFF = [
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
]


def blocks(cells: st.SearchStrategy[Any], raters: int, least: int) -> st.SearchStrategy[list[list[Any]]]:
    """Targets by raters."""
    return st.integers(2, raters).flatmap(
        lambda k: st.lists(st.lists(cells, min_size=k, max_size=k), min_size=least, max_size=12)
    )


def table(rows: list[str]) -> list[Rated]:
    """Targets in rows, raters in columns."""
    return [
        Rated(f"T{target}", f"R{rater}", float(score))
        for target, row in enumerate(rows)
        for rater, score in enumerate(row.split())
        if score != "*"
    ]


def turned(rows: list[str]) -> list[str]:
    return [" ".join(column) for column in zip(*(row.split() for row in rows), strict=True)]


def test_shrout_and_fleiss_1979() -> None:
    found = agreement(table(SHROUT))
    values = [one.value for one in (found.icc.icc1, found.icc.icc2, found.icc.icc3)]
    means = [one.value for one in (found.icc.icc1k, found.icc.icc2k, found.icc.icc3k)]
    assert [round(value or 9, 2) for value in values] == [0.17, 0.29, 0.71]
    assert [round(value or 9, 2) for value in means] == [0.44, 0.62, 0.91]
    assert (found.targets, found.raters, found.ratings, found.complete) == (6, 4, 24, True)


def test_confidence_intervals_are_those_of_r_psych() -> None:
    """As printed in the manual of R's psych for this table."""
    found = agreement(table(SHROUT)).icc
    six = (found.icc1, found.icc2, found.icc3, found.icc1k, found.icc2k, found.icc3k)
    bounds = [(one.low, one.high) for one in six]
    expected = [(-0.133, 0.723), (0.019, 0.761), (0.342, 0.946), (-0.884, 0.912), (0.071, 0.927), (0.676, 0.986)]
    for (low, high), (first, second) in zip(bounds, expected, strict=True):
        assert low == pytest.approx(first, abs=0.0006)
        assert high == pytest.approx(second, abs=0.0006)


def test_krippendorff_2011() -> None:
    found = agreement(table(turned(KRIPPENDORFF)))
    assert [round(value or 9, 3) for value in found.alpha] == [0.743, 0.815, 0.849, 0.797]
    assert found.icc.icc1.value is None
    assert not found.complete
    assert found.kappa.unweighted is None
    assert found.fleiss is None
    assert len(found.warnings) == 3


@given(blocks(st.one_of(st.none(), st.integers(0, 6)), 4, 1))
def test_alpha_is_that_of_another_program(rows: list[list[int | None]]) -> None:
    rated = [
        Rated(f"T{target}", f"R{rater}", float(score))
        for target, row in enumerate(rows)
        for rater, score in enumerate(row)
        if score is not None
    ]
    found = agreement(rated)
    data = np.array([[np.nan if score is None else score for score in row] for row in rows], dtype=float).T
    paired = (~np.isnan(data)).sum(axis=0) > 1
    kept = data[:, paired]
    if kept.size == 0 or len(np.unique(kept[~np.isnan(kept)])) < 2:
        assert found.alpha == (None, None, None, None)
        return
    metrics: tuple[Literal["nominal", "ordinal", "interval", "ratio"], ...] = (
        "nominal",
        "ordinal",
        "interval",
        "ratio",
    )
    for metric, value in zip(metrics, found.alpha, strict=True):
        expected = krippendorff.alpha(reliability_data=kept, level_of_measurement=metric)
        assert value == pytest.approx(expected, abs=1e-9)


@given(blocks(st.integers(1, 7), 5, 2))
def test_icc_is_the_analysis_of_variance(rows: list[list[int]]) -> None:
    """By sums of squares, written out once more."""
    data = np.array(rows, dtype=float)
    n, k = data.shape
    assume(len(np.unique(data)) > 1)
    found = icc(data)
    grand = data.mean()
    ssb = sum(k * (row.mean() - grand) ** 2 for row in data)
    ssj = sum(n * (column.mean() - grand) ** 2 for column in data.T)
    sst = sum((x - grand) ** 2 for x in data.flat)
    msb, msw = ssb / (n - 1), (sst - ssb) / (n * (k - 1))
    mse = (sst - ssb - ssj) / ((n - 1) * (k - 1))
    assert found is not None
    assert found.icc1.value == pytest.approx((msb - msw) / (msb + (k - 1) * msw), abs=1e-9)
    if msb + (k - 1) * mse > 1e-9:
        assert found.icc3.value == pytest.approx((msb - mse) / (msb + (k - 1) * mse), abs=1e-9)
    for one in (found.icc1, found.icc3):
        if one.low is not None and one.value is not None and one.high is not None:
            assert one.low <= one.value + 1e-9
            assert one.value <= one.high + 1e-9


def test_msp_patients_winnipeg() -> None:
    """Landis and Koch 1977, two neurologists: kappa .208, linear .380, quadratic .525 (R's vcd)."""
    counts = [[38, 5, 0, 1], [33, 11, 3, 0], [10, 14, 5, 6], [3, 7, 3, 10]]
    pairs = [(float(i), float(j)) for i, row in enumerate(counts) for j, n in enumerate(row) for _ in range(n)]
    found = kappa(pairs)
    assert found.unweighted == pytest.approx(0.207943, abs=1e-6)
    assert found.linear == pytest.approx(0.379731, abs=1e-6)
    assert found.quadratic == pytest.approx(0.524577, abs=1e-6)


def test_fleiss_1971() -> None:
    """The example of Fleiss' article, ten subjects by fourteen raters: .210."""
    counts = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    rows = [Counter({float(level): n for level, n in enumerate(row) if n}) for row in counts]
    assert fleiss(rows) == pytest.approx(0.209931, abs=1e-6)


def test_rwg_against_chance_on_five_points() -> None:
    assert rwg([4, 4], 1, 5) == 1
    assert rwg([3, 4], 1, 5) == pytest.approx(1 - 0.5 / 2)
    assert rwg([1, 5], 1, 5) == 0
    assert rwg([3], 1, 5) is None


@settings(max_examples=150)
@given(st.floats(0.001, 0.999), st.floats(0.5, 400), st.floats(0.5, 400))
def test_f_is_that_of_scipy(p: float, above: float, below: float) -> None:
    value = f_quantile(p, above, below)
    assert value == pytest.approx(float(stats.f.ppf(p, above, below)), rel=1e-8)
    assert f_below(value, above, below) == pytest.approx(p, abs=1e-10)


@given(st.floats(0, 1), st.floats(0.3, 300), st.floats(0.3, 300))
def test_incomplete_beta_is_that_of_scipy(x: float, a: float, b: float) -> None:
    assert beta_below(x, 1 - x, a, b) == pytest.approx(float(special.betainc(a, b, x)), abs=1e-10)


def test_no_variation_gives_no_number_and_says_so() -> None:
    found = agreement(table(["3 3", "3 3", "3 3"]))
    assert found.alpha == (None, None, None, None)
    assert found.icc.icc1.value is None
    assert found.kappa == (None, None, None)
    assert found.fleiss is None
    assert len(found.warnings) == 4


def test_an_empty_table_gives_no_number() -> None:
    found = agreement([])
    assert (found.targets, found.raters, found.ratings, found.complete) == (0, 0, 0, False)
    assert found.alpha.nominal is None


def test_a_score_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="two scores"):
        agreement([Rated("T", "R", 1), Rated("T", "R", 2)])


def test_few_targets_hide_the_interval_and_negative_scores_the_ratio() -> None:
    found = agreement(table(["-1 0", "2 2", "3 4"]))
    assert found.icc.icc1.value is not None
    assert found.icc.icc1.low is None
    assert found.alpha.ratio is None
    assert found.alpha.interval is not None
