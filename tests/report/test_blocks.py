"""Texts of the content in their shape: headings, points, tables, leads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.report.blocks import Heading, Paragraph, Point, Table, blocks, is_heading
from assess.rubric.library import load_library
from assess.words import Text


def test_capitals_are_a_heading_and_lines_stay_lines() -> None:
    assert blocks("DIE ZAHLEN (in M5)\nEins.\nZwei.\n\nDrei.") == (
        Heading("DIE ZAHLEN (in M5)"),
        Paragraph(("Eins.", "Zwei.")),
        Paragraph(("Drei.",)),
    )
    assert not is_heading("SIE SPRECHEN FÜR das Team.")
    assert not is_heading("A")


def test_points_count_up_from_one() -> None:
    assert blocks("1. one\n2. two\n(a) first") == (Point("1.", "one"), Point("2.", "two"), Point("(a)", "first"))
    assert blocks("1. September: neu.\n1. September: alt.") == (
        Paragraph(("1. September: neu.", "1. September: alt.")),
    )


def test_rows_with_words_on_top_have_a_head() -> None:
    (table,) = blocks("Week | Shown | Clicks\nWeek 1 | 1,039 | 262\nTotal | 1,039")
    assert table == Table(
        ("Week", "Shown", "Clicks"), (("Week 1", "1,039", "262"), ("Total", "1,039", "")), (False, True, True)
    )
    (pairs,) = blocks("Mean | 800\nRange | −40 to +136")
    assert pairs == Table((), (("Mean", "800"), ("Range", "−40 to +136")), (False, False))


def test_pairs_under_a_line_have_no_head() -> None:
    _, pairs = blocks("YOUR SHEET\nHow it is worked out | the sum of all\nTime | daily")
    assert isinstance(pairs, Table)
    assert (pairs.head, len(pairs.rows)) == ((), 2)


def test_rows_of_the_same_table_after_a_gap_stay_with_it() -> None:
    (table,) = blocks("Month | Before | Now\nMay | 1 | 2\n\nMembers | 3 | 4")
    assert isinstance(table, Table)
    assert (len(table.rows), table.groups) == (2, (1,))


def test_dots_are_a_place_to_write_in() -> None:
    (table,) = blocks("1 | ...\n2 | ...")
    assert isinstance(table, Table)
    assert table.rows == (("1", None), ("2", None))


def test_leads_are_words_before_a_colon_where_they_are_asked_for() -> None:
    text = "TEA (all; P2): counts.\nRoom: a table.\nYou say to them that it is so: no."
    assert blocks(text, leads=True) == (
        Paragraph(("counts.",), "TEA (all; P2)"),
        Paragraph(("a table.", "You say to them that it is so: no."), "Room"),
    )
    assert blocks(text) == (Paragraph(tuple(text.split("\n"))),)


@given(st.text(st.sampled_from("aA1.|(): \n"), max_size=60), st.booleans())
def test_no_letter_is_lost(text: str, leads: bool) -> None:
    shown = "".join(_letters(text, leads=leads))
    assert sorted(shown.replace(" ", "")) == sorted(text.replace(" | ", " ").replace(" ", "").replace("\n", "")) or any(
        " | " in line for line in text.split("\n")
    )


def _letters(text: str, *, leads: bool) -> Iterator[str]:
    for one in blocks(text, leads=leads):
        match one:
            case Heading():
                yield one.text
            case Point():
                yield one.mark + one.text
            case Paragraph():
                yield one.lead + (":" if one.lead else "") + "".join(one.lines)
            case Table():
                yield "".join(one.head) + "".join(cell or "" for row in one.rows for cell in row)


def texts() -> Iterator[tuple[str, Text]]:
    library = load_library()
    for code in library.codes("exercise"):
        file = library.exercise(code)
        yield f"{code}-brief", file.candidate_brief.text
        yield f"{code}-guide", file.assessor_guide.text
        for material in file.materials:
            yield f"{code}-{material.id}", material.text.text


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in texts()])
def test_both_languages_of_the_library_have_the_same_shape(text: Text) -> None:
    def shape(said: str) -> list[object]:
        return [
            (bool(one.head), len(one.rows), one.numeric, one.groups) if isinstance(one, Table) else type(one).__name__
            for one in blocks(said)
        ]

    assert shape(text.de) == shape(text.en)
