"""Bars as geometry: every mark on its place, none beyond the ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assess.report.chart import bar, share, ticks


def test_a_bar_by_hand() -> None:
    found = bar(3.0, 1, 5, se=0.5, target=4.0, floor=2.0)
    assert found.at == 0.5
    assert found.target == 0.75
    assert found.floor == 0.25
    assert found.low is not None
    assert found.high is not None
    assert round(found.low, 9) == round((3 - 1.96 * 0.5 - 1) / 4, 9)
    assert round(found.high, 9) == round((3 + 1.96 * 0.5 - 1) / 4, 9)


def test_what_is_not_there_has_no_mark() -> None:
    assert bar(None, 1, 5, se=0.5) == (None, None, None, None, None)
    assert bar(2.0, 1, 5).low is None
    assert bar(None, 0, 9, target=9.0).target == 1.0


def test_ticks_stand_at_the_levels() -> None:
    assert ticks(1, 5) == ((1, 0.0), (2, 0.25), (3, 0.5), (4, 0.75), (5, 1.0))
    assert [level for level, _ in ticks(0, 9)] == list(range(10))


@given(st.floats(-1e6, 1e6), st.integers(0, 5), st.integers(1, 9), st.floats(0, 1e3))
def test_nothing_stands_beyond_the_ends(value: float, lo: int, wide: int, se: float) -> None:
    found = bar(value, lo, lo + wide, se=se, target=value + 1, floor=value - 1)
    assert all(place is not None and 0 <= place <= 1 for place in found)
    assert found.low is not None
    assert found.high is not None
    assert found.at is not None
    assert found.low <= found.at <= found.high


@given(st.integers(0, 5), st.integers(1, 9), st.floats(0, 1))
def test_a_share_is_where_it_came_from(lo: int, wide: int, where: float) -> None:
    assert abs(share(lo + where * wide, lo, lo + wide) - where) < 1e-9
