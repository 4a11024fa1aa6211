"""Columns of plain text: as wide as a terminal shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from assess.report.columns import BIDI, cells, column, one_line, shorten, wrap

HOSTILE = "[/] [b [link='x ]] \N{RIGHT-TO-LEFT OVERRIDE}abc u\N{COMBINING DIAERESIS}ber\x1b[31m\n\tzwei 漢字"


def test_hostile_texts_become_one_line() -> None:
    said = one_line(HOSTILE)
    assert said == "[/] [b [link='x ]] abc über[31m  zwei 漢字"
    assert cells("漢字") == 4
    assert cells("ü") == cells("u\N{COMBINING DIAERESIS}") == 1


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("K1", 5, "K1   "),
        ("Kommunikation", 8, "Kommuni…"),
        ("漢字漢字", 5, "漢字…"),
        ("漢字漢字", 6, "漢字… "),
        ("", 3, "   "),
        ("K1", 0, ""),
    ],
)
def test_columns(text: str, width: int, shown: str) -> None:
    assert column(text, width) == shown


def test_numbers_stand_right() -> None:
    assert column("78", 5, right=True) == "   78"


texts = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=60)


@given(texts, st.integers(0, 30), st.booleans())
def test_a_column_is_exactly_as_wide_as_told(text: str, width: int, right: bool) -> None:
    shown = column(text, width, right=right)
    assert cells(shown) == width
    assert "\n" not in shown
    assert not BIDI.intersection(shown)


@given(st.text(st.sampled_from("aäß漢字 e\N{COMBINING DIAERESIS}–━█"), max_size=40))
def test_widths_are_those_of_the_terminal_library(text: str) -> None:
    assert cells(text) == cell_len(text)


@given(texts, st.integers(4, 40))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, width: int) -> None:
    lines = wrap(text, width, "", "  ")
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(one_line(text).split())


def test_wrapping_between_words_with_an_indent() -> None:
    assert wrap("one two three four", 9, "  ", "    ") == ["  one two", "    three", "    four"]
    assert wrap("", 9) == [""]
    assert wrap("92\N{NO-BREAK SPACE}% of it", 6) == ["92\N{NO-BREAK SPACE}%", "of it"]
    assert shorten("abc", 0) == ""
