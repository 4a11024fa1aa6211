"""Evaluative words in notes: found in every inflected form, in both languages, and never in a quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.conduct.evaluative import evaluative
from assess.home.demo import load_demo
from assess.words import LANGUAGES
from tests.conduct.typed_notes import BEHAVIOUR, JUDGEMENT


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
        ("she was rather bossy and seemed nervous", ["rather", "bossy", "nervous"]),
        ("answers rudely", ["rudely"]),
        ("fragt zweimal nach und schreibt auf", []),
        ("asks twice and writes it down", []),
        ("Gutschein für alle", []),
        ("a goodbye at the door", []),
        ("sagt „Das war gut“ und geht", []),
        ('says "that was good" and leaves', []),
        ('sagt „Das war gut" und wirkt nervös', ["wirkt", "nervös"]),
        ("„das wird gut", []),
        ("antwortet, wirkt dabei nervös", ["wirkt", "nervös"]),
        ("fragt, was besser wäre, klingt genervt", ["genervt"]),
        ("says that the plan is weak, sounds bored", ["bored"]),
        ("spricht sehr leise", []),
        ("die schwächste Antwort, stärkere Gesten", ["schwächste", "stärkere"]),
        ("strukturiertes Vorgehen; strukturiert die Liste neu", ["strukturiertes"]),
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_did_raises_no_question(language: str) -> None:
    notes = [note.strip() for note in BEHAVIOUR[language]]
    assert len(notes) == 60
    assert [(note, words(note)) for note in notes if words(note)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_made_of_it_is_marked(language: str) -> None:
    notes = [note.strip() for note in JUDGEMENT[language]]
    assert len(notes) == 60
    assert [note for note in notes if not words(note)] == []


def test_the_demo_center_is_typed_without_judgement() -> None:
    notes = [
        text
        for file in load_demo().performances
        for performed in file.exercises.values()
        for note in performed.notes.values()
        for text in (note.text.de, note.text.en)
    ]
    assert len(notes) > 100
    assert [(note, words(note)) for note in notes if words(note)] == []


def test_a_quote_with_something_beside_it_is_looked_at() -> None:
    assert [span.word for span in evaluative('"Das war gut", wirkt arrogant', quote=True)] == ["wirkt", "arrogant"]
