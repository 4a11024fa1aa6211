"""The bar with its interval: solid as far as it is sure, a line over what is not, a dot at the fit."""

from __future__ import annotations

from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from assess.report.bar import axis, blocks, interval_bar
from assess.report.columns import cells


def test_eighths() -> None:
    assert blocks(0.5, 8) == "████"
    assert blocks(0.5625, 8) == "████▌"
    assert blocks(0.125 / 8, 8) == "▏"
    assert blocks(0, 8) == ""
    assert blocks(1.2, 4) == "████"
    assert blocks(-1, 4) == ""


def test_bars() -> None:
    assert str(interval_bar(50, 5, 20)) == "████████━━●┤        "
    assert str(interval_bar(50, None, 20)) == "██████████          "
    assert str(interval_bar(None, None, 20)) == " " * 20
    assert str(interval_bar(100, 5, 10)) == "█████████●", "nothing lies beyond a hundred"
    assert str(interval_bar(0, 5, 10)) == "●         "
    assert str(interval_bar(0, 15, 10)) == "●━┤       "


@given(st.floats(0, 100), st.floats(0, 60), st.integers(8, 80))
def test_the_dot_lies_within_the_interval(fit: float, error: float, width: int) -> None:
    bar = interval_bar(fit, error, width)
    text = str(bar)
    assert cells(text) == width
    assert text.index("●") == min(width - 1, int(fit / 100 * width))
    assert len(bar.solid) <= max(0, fit - 1.96 * error) / 100 * width + 1
    if bar.after:
        assert text.index("┤") == min(width - 1, ceil(min(100, fit + 1.96 * error) / 100 * width) - 1)


@given(st.integers(8, 80))
def test_the_axis_has_the_width_of_the_bars(width: int) -> None:
    said = axis(width)
    assert len(said) == width
    assert said.startswith("0")
    assert said.endswith("100")
