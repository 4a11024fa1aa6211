"""The note line's grammar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.conduct.grammar import Line, parse
from assess.words import normal


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("greets by name", Line("greets by name", None, False, False, None, None)),
        ("+ greets", Line("greets", "+", False, False, None, None)),
        ("-quotes rule 4", Line("quotes rule 4", "-", False, False, None, None)),
        ("0 looks at the clock", Line("looks at the clock", "0", False, False, None, None)),
        ("007 agent", Line("007 agent", None, False, False, None, None)),
        ('"Three years', Line("Three years", None, True, False, None, None)),
        ('+ "Three years" – waits', Line('"Three years" – waits', "+", True, False, None, None)),
        ("! - interrupts #kon", Line("interrupts", "-", False, True, "KON", None)),
        ("asks back #EMP", Line("asks back", None, False, False, "EMP", None)),
        ("issue #12 again", Line("issue #12 again", None, False, False, None, None)),
        ("[/] [b [link='x ]]", Line("[/] [b [link='x ]]", None, False, False, None, None)),
        ("", Line("", None, False, False, None, None)),
    ],
)
def test_a_line_is_taken_apart(typed: str, line: Line) -> None:
    assert parse(typed) == line


@pytest.mark.parametrize(
    ("typed", "seat", "valence", "text"),
    [
        ("3+ sums up", 3, "+", "sums up"),
        ("3 sums up", 3, None, "sums up"),
        ("30 says nothing", 3, "0", "says nothing"),
        ("12- cuts in", 12, "-", "cuts in"),
        ("4", 4, None, ""),
        ("+ sums up", None, "+", "sums up"),
        ("9 nobody sits there", 9, None, "nobody sits there"),
    ],
)
def test_a_seat_stands_in_front_in_groups(typed: str, seat: int | None, valence: str | None, text: str) -> None:
    line = parse(typed, seats={1, 2, 3, 4, 12})
    assert (line.seat, line.valence, line.text) == (seat, valence, text)


def test_outside_groups_a_number_is_text() -> None:
    assert parse("3 points in order").text == "3 points in order"


@given(st.text())
def test_no_text_is_lost_or_refused(typed: str) -> None:
    line = parse(typed)
    kept = line.text.replace(" ", "")
    assert all(char in normal(typed) for char in kept)
    assert len(line.text) <= len(normal(typed))
