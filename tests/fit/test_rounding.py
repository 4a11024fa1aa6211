"""What is shown adds up as it is shown."""

from __future__ import annotations

from fractions import Fraction
from math import fsum

from hypothesis import example, given
from hypothesis import strategies as st

from assess.fit.explain import rounded_parts


@given(st.lists(st.floats(0, 100), max_size=20), st.integers(0, 3))
@example([0.15], 1)
@example([0.05] * 3, 1)
@example([33.35, 33.35, 33.3], 1)
@example([1.005, 2.675, 0.125], 2)
@example([4.35] * 7, 2)
def test_the_parts_add_up_to_the_shown_sum(values: list[float], digits: int) -> None:
    parts = rounded_parts(values, digits)
    unit = Fraction(1, 10**digits)
    assert sum((Fraction(f"{part:.{digits}f}") for part in parts), Fraction(0)) == Fraction(
        f"{fsum(values):.{digits}f}"
    )
    for part, value in zip(parts, values, strict=True):
        assert abs(Fraction(f"{part:.{digits}f}") - Fraction(value)) <= unit + Fraction(1, 10**9)
