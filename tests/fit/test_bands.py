"""Bands: anchored on their first candidate, by the rule of method 4.2."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from assess.fit.bands import ahead, bands, reach


def test_two_candidates_a_point_apart_share_a_band() -> None:
    """Method 7, example (h): 1.4 points apart with errors of 5.4 each."""
    assert bands([61.4, 60.0], [5.4, 5.4]) == [1, 1]


def test_a_band_is_anchored_on_its_first() -> None:
    """78 and 70 are apart by less than 13.9, 70 and 63 too; 78 and 63 are not: 63 opens the next band."""
    assert reach(5, 5) == pytest.approx(13.859, abs=1e-3)
    assert bands([78, 70, 63, 52], [5, 5, 5, 5]) == [1, 1, 2, 2]


def test_each_pair_is_compared_with_its_own_errors() -> None:
    assert bands([80, 60], [1, 12]) == [1, 1]
    assert bands([80, 60], [1, 5]) == [1, 2]
    exactly = reach(3, 4)
    assert exactly == 1.96 * 5
    assert bands([exactly, 0], [3, 4]) == [1, 2], "not less than the reach: clearly ahead"
    assert bands([exactly, 1e-9], [3, 4]) == [1, 1]


def test_without_errors_there_are_no_bands() -> None:
    assert bands([80, 60], [5, None]) == [None, None]
    assert bands([], []) == []
    assert bands([50], [5]) == [1]


def test_equal_fits_share_a_band_even_without_any_error() -> None:
    assert bands([50, 50, 49], [0, 0, 0]) == [1, 1, 2]


fits = st.lists(st.floats(0, 100), min_size=1, max_size=12)


@given(fits, st.data())
def test_the_rule_holds_for_everybody(values: list[float], data: st.DataObject) -> None:
    order = sorted(values, reverse=True)
    errors = [data.draw(st.floats(0.1, 20)) for _ in order]
    found = bands(order, list(errors))
    assert found[0] == 1
    for place, number in enumerate(found):
        assert number is not None
        top = found.index(number)
        apart = order[top] - order[place]
        if place > top:
            assert apart == 0 or apart < 1.96 * sqrt(errors[top] ** 2 + errors[place] ** 2)
        elif top > 0:
            before = found.index(number - 1)
            apart = order[before] - order[top]
            assert apart >= 1.96 * sqrt(errors[before] ** 2 + errors[top] ** 2)


@given(st.floats(0, 100), st.floats(0.1, 20), st.floats(0, 100), st.floats(0.1, 20))
def test_who_is_ahead_against_scipy(one: float, error: float, other: float, others: float) -> None:
    sure = ahead(one, error, other, others)
    assert sure == pytest.approx(norm.cdf((one - other) / sqrt(error**2 + others**2)), abs=1e-12)
    assert sure + ahead(other, others, one, error) == pytest.approx(1)


def test_without_errors_the_higher_is_ahead() -> None:
    assert ahead(2, 0, 1, 0) == 1.0
    assert ahead(1, 0, 2, 0) == 0.0
    assert ahead(1, 0, 1, 0) == 0.5
