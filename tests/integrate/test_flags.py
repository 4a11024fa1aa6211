"""What is to be talked about: ratings far apart, and one who saw an opportunity where another saw none."""

from __future__ import annotations

import pytest

from assess.integrate.flags import are_apart, are_at_odds


@pytest.mark.parametrize(
    ("levels", "scale", "apart"),
    [
        ((4, 2), (1, 5), True),
        ((4, 3), (1, 5), False),
        ((1, 3, 2), (1, 5), True),
        ((1, 5), (1, 10), False),  # two of five levels are four and a half of ten
        ((1, 6), (1, 10), True),
        ((0, 1), (0, 1), True),
        ((1, 2), (1, 4), False),
        ((1, 3), (1, 4), True),
        ((4,), (1, 5), False),
        ((), (1, 5), False),
        ((None, 5), (1, 5), False),
        ((None, 1, 5), (1, 5), True),
    ],
)
def test_apart(levels: tuple[int | None, ...], scale: tuple[int, int], apart: bool) -> None:
    assert are_apart(levels, *scale) is apart


@pytest.mark.parametrize(
    ("levels", "odds"),
    [((None, 4), True), ((None, None), False), ((4, 2), False), ((), False), ((None, 1, 5), True)],
)
def test_at_odds(levels: tuple[int | None, ...], odds: bool) -> None:
    assert are_at_odds(levels) is odds
