"""Evaluative words in notes: found in every inflected form, in both languages, and never in a quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.conduct.evaluative import evaluative
from assess.words import LANGUAGES


def words(text: str) -> list[str]:
    return [span.word for span in evaluative(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wirkt souverän, fällt ins Wort", ["wirkt", "souverän"]),
        ("ein souveränes Auftreten", ["souveränes"]),
        ("Arrogante Antwort", ["Arrogante"]),
        ("war der freundlichste von allen", ["freundlichste"]),
        ("sehr nervös [/] [b", ["sehr", "nervös"]),
        ("she was rather bossy and seemed nervous", ["bossy", "nervous"]),
        ("answers rudely", ["rudely"]),
        ("fragt zweimal nach und schreibt auf", []),
        ("asks twice and writes it down", []),
        ("Gutschein für alle", []),
        ("a goodbye at the door", []),
        ("sagt „Das war gut“ und geht", []),
        ('says "that was good" and leaves', []),
    ],
)
def test_words_that_judge(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_a_note_that_is_a_quote_is_the_candidates_word() -> None:
    assert evaluative("Das war gut von dir", quote=True) == ()
    assert [span.word for span in evaluative("Das war gut von dir")] == ["gut"]


@given(st.text())
def test_spans_lie_in_the_text_and_apart(text: str) -> None:
    end = 0
    for span in evaluative(text):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.word
        end = span.end


def test_both_languages_have_their_words() -> None:
    from assess.conduct.evaluative import OF_PEOPLE

    assert set(OF_PEOPLE) == set(LANGUAGES)
    for listed in OF_PEOPLE.values():
        assert len(set(listed)) == len(listed)
