"""Messages, numbers, dates and sorting in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.words import N, Refused, T, Text, Usage, Words, clock, language_of, normal, parse_number, sort_key

DE, EN = Words("de"), Words("en")


def test_numbers_have_the_mark_of_the_language() -> None:
    assert (DE.number(3.54), EN.number(3.54)) == ("3,5", "3.5")
    assert DE.number(-0.04) == "0,0", "no negative zero"
    assert DE.number(-1.25, 2) == "\N{MINUS SIGN}1,25"
    assert (DE.percent(0.923), EN.percent(0.923)) == ("92\N{NO-BREAK SPACE}%", "92%")


@pytest.mark.parametrize(
    ("typed", "value"), [("3,5", 3.5), ("3.5", 3.5), (" 4 ", 4), ("-1", -1), ("\N{MINUS SIGN}2", -2)]
)
def test_numbers_are_taken_as_people_type_them(typed: str, value: float) -> None:
    assert parse_number(typed) == value


@pytest.mark.parametrize("typed", ["", "3,5,1", "abc", "1e9", "nan", "--1"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert parse_number(typed) is None


@given(st.floats(-1e6, 1e6, allow_nan=False))
def test_a_written_number_is_read_again(value: float) -> None:
    for words in (DE, EN):
        assert parse_number(words.number(value, 3)) == pytest.approx(value, abs=0.0005)


def test_dates_and_times() -> None:
    day = date(2026, 11, 5)
    assert (DE.date(day), EN.date(day)) == ("05.11.2026", "5 Nov 2026")
    assert EN.moment(datetime(2026, 11, 5, 16, 5, tzinfo=UTC), UTC) == "5 Nov 2026 16:05"
    assert [clock(seconds) for seconds in (0, 401, 3725, -3)] == ["00:00", "06:41", "1:02:05", "00:00"]


def test_sorting_puts_umlauts_with_their_letters_and_counts_codes() -> None:
    assert DE.in_order(["Zoe", "Ärger", "K10", "Anna", "K2", "ähnlich"]) == [
        "ähnlich",
        "Anna",
        "Ärger",
        "K2",
        "K10",
        "Zoe",
    ]


@given(st.lists(st.text(), max_size=8))
def test_any_texts_can_be_sorted(texts: list[str]) -> None:
    assert sorted(sorted(texts, key=sort_key)) == sorted(texts)


def test_messages_are_filled_in_the_language() -> None:
    message = T("{first} and {last}", first=Text("Ä", "A"), last=2.5)
    assert EN(message) == "A and 2.5"
    assert DE(message) == "Ä und 2,5"
    assert EN.listing(["a", "b", "c"]) == "a, b and c"


def test_plurals() -> None:
    made = [N("{n} sheet is not locked yet.", "{n} sheets are not locked yet.", n=n) for n in (1, 2)]
    assert [EN(one) for one in made] == ["1 sheet is not locked yet.", "2 sheets are not locked yet."]
    assert DE(made[0]) != DE(made[1])


def test_quotes_are_not_doubled() -> None:
    assert (DE.quote("so"), EN.quote("so")) == ("„so“", "“so”")
    assert DE.quote('"so", sagt sie') == '"so", sagt sie'


def test_trouble_says_where_what_and_what_to_do() -> None:
    trouble = Refused(T("The note is empty."), where="K3", do=T("Answer it first."))
    assert trouble.say(EN) == "K3: The note is empty. Answer it first."
    assert (trouble.exit_code, Usage(T("The note is empty.")).exit_code) == (1, 2)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, "en"),
        ({"ASSESS_LANG": "de"}, "de"),
    ],
)
def test_the_language_of_the_machine(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


@given(st.text())
def test_stored_text_is_composed_and_has_no_controls(text: str) -> None:
    stored = normal(text)
    assert normal(stored) == stored
    assert not any(char < " " or char == "\x7f" for char in stored)
