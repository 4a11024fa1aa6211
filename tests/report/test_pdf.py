"""PDFs: the same bytes for the same content, fonts inside, no text lost, none taken for markup, any Unicode."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assess.report.content import Scorecard, Shown
from assess.report.pdf import Press, clean, missing, named
from assess.report.said import said
from assess.words import Text, Words, normal
from tests.report import cards
from tests.report.cards import SMALL, card, plain, quote, read, seen, shown

EN = Words("en")
A4 = (595.3, 841.9)
HOSTILE = (
    r'#panic("x") $x^2$ *bold* _it_ [a] `r` \ "q" <l> @ref // /* */ = - + / #{1+1} #import "y.typ" \u{41} ~ -- ---'
)


@pytest.fixture(scope="module")
def press() -> Press:
    return Press("scorecard.typ")


def small(text: str = "asks what happened") -> Scorecard:
    return card(shown("EMP", seen("talk", cards.given("A", 4), quotes=(quote(text),))))


def test_the_same_content_gives_the_same_bytes(press: Press) -> None:
    first = press.print(said(small(), EN))
    press.print(said(small("something else"), EN))
    assert press.print(said(small(), EN)) == first
    assert Press("scorecard.typ").print(said(small(), EN)) == first
    assert press.print(said(small("asks what happened."), EN)) != first


def test_the_only_date_inside_is_the_centers_day(press: Press) -> None:
    reader = read(press.print(said(small(), EN))).reader
    assert reader.metadata is not None
    assert str(reader.metadata.creation_date_raw) == str(reader.metadata.modification_date_raw) == "D:20261123000000Z"


def test_it_is_an_archive_file_with_its_fonts_its_language_and_headings_to_jump_to(press: Press) -> None:
    for words in (EN, Words("de")):
        document = press.print(said(card(*SMALL.values()), words))
        found = read(document)
        assert b"<pdfaid:part>2</pdfaid:part>" in document
        assert b"<pdfaid:conformance>U</pdfaid:conformance>" in document
        assert found.reader.trailer["/Root"]["/Lang"] == words.language  # type: ignore[index]  # a dictionary
        assert len(found.fonts()) >= 3
        assert all(found.fonts().values()), found.fonts()
        names = [words(one.name) for one in SMALL.values()]
        assert [title for title in found.outline() if title in names] == names
        assert len(found.outline()) == 5 + len(names)


def test_what_looks_like_markup_is_printed_as_it_was_typed(press: Press) -> None:
    both = Text(HOSTILE, HOSTILE)
    cell = seen("talk", cards.given("A", 4, HOSTILE), quotes=(quote(HOSTILE),), name=both)
    text = read(press.print(said(card(shown("EMP", cell, name=both), center=HOSTILE), EN))).text
    assert text.count(plain(HOSTILE)) >= 4


@pytest.mark.parametrize(
    "typed",
    [
        "Größe, Maß, Übermut – „so“, ‚so‘ … 3½ × 5 ≠ 7, 20 °C, 5 €",
        "Ελληνικά, Кириллица, ľščťžýáíé, Łódź, İstanbul, Ħ, ſ",
        "✓ ✗ ◆ ☕ → ← ≤ √ ∞",
        "ﬁne office affluent ﬂ",
    ],
)
def test_text_comes_back_out(press: Press, typed: str) -> None:
    text = read(press.print(said(small(typed), EN))).text
    for word in typed.replace("ﬁ", "fi").replace("ﬂ", "fl").split():
        assert word in text.replace("ﬁ", "fi").replace("ﬂ", "fl"), word


@pytest.mark.parametrize("word", ["שלום", "مرحبا"])
def test_right_to_left_words_keep_their_letters(press: Press, word: str) -> None:
    text = read(press.print(said(small(f"sagt {word} zweimal"), EN))).text
    assert word in text or word[::-1] in text
    assert "sagt" in text
    assert "zweimal" in text


def test_what_no_font_of_typst_has_is_drawn_with_another_or_named(press: Press) -> None:
    text = read(press.print(said(small("gut 👍 sehr 漢 gut \U0001f9ff"), EN))).text
    assert "👍" in text or "[thumbs up sign]" in text
    assert "漢" in text or "[U+6F22]" in text
    assert text.count("gut") == 2


def test_missing_characters_are_read_from_what_typst_says() -> None:
    told = (
        'error: PDF/A-2u error: the text `"日"` could not be displayed with font `"Libertinus Serif"`\n\n'
        'error: PDF/A-2u error: the text `"\\u{ffff}"` could not be displayed with font `"X"`\n\n'
        'error: PDF/A-2u error: the text contains the disallowed codepoint `"\\u{feff}"`'
    )
    assert missing(told) == {"日", "\uffff", "\ufeff"}
    assert missing("error: file not found") == frozenset()
    assert named({"a": ["x日👋\u0301"]}, frozenset("日👋\u0301")) == {"a": ["x[U+65E5][waving hand sign][U+0301]"]}


def test_what_paper_can_not_show_is_left_out() -> None:
    assert clean({"a": ["b\x00c\x07d\ne", 5, None, True]}) == {"a": ["b c d\ne", 5, None, True]}
    assert clean("\u202eabc\u202c \ud800 \ue000 \ufdd0 \uffff \ufeff") == "abc \ufffd \ufffd \ufffd \ufffd "
    assert clean("x" * 24) == "x" * 24
    broken = str(clean("x" * 100))
    assert broken.replace("\N{ZERO WIDTH SPACE}", "") == "x" * 100
    assert max(map(len, broken.split("\N{ZERO WIDTH SPACE}"))) <= 24


def inside(document: bytes) -> None:
    """Every piece of text begins on its page, within its margins, and no page is empty."""
    found = read(document)
    assert all(pages for pages in found.pages)
    for page, x, y in found.places():
        assert 50 <= x <= A4[0] - 40, (page, x, y)
        assert 30 <= y <= A4[1] - 30, (page, x, y)


def test_three_hundred_notes_and_very_long_names_stay_on_the_page(press: Press) -> None:
    long = Text("Donaudampfschifffahrtsgesellschaft" * 4, "An exercise with a very long name " * 5)
    notes = tuple(
        quote(f"note {number} " + "talks and talks " * (number % 12), seconds=7.0 * number) for number in range(300)
    )
    cell = seen("talk", cards.given("A", 4), quotes=notes, name=long)
    wide = replace(card(shown("EMP", cell, name=long)), center="C" * 300, code="K" * 90, assessors=("AB",) * 30)
    document = press.print(said(wide, EN))
    inside(document)
    found = read(document)
    assert len(found.pages) > 5
    for number in range(300):
        assert f"note {number} " in found.text
    for number, page in enumerate(found.pages, 1):
        assert f"Page {number} of {len(found.pages)}" in page


@pytest.mark.parametrize("number", [1, 3, 4, 5, 7])
def test_many_exercises_and_assessors_stay_on_the_page(press: Press, number: int) -> None:
    cells = [
        seen(f"e{place}", *(cards.given(f"A{who}", 1 + (who + place) % 5) for who in range(5)))
        for place in range(number)
    ]
    document = press.print(said(card(shown("EMP", *cells, weight=60.0), shown("KON", cells[0], weight=40.0)), EN))
    inside(document)
    text = read(document).text
    for place in range(number):
        assert f"Exercise e{place}" in text


TYPED = st.text(max_size=60)
LATIN = st.text(string.ascii_letters + "äöüÄÖÜß€éñ", min_size=1, max_size=20)


@st.composite
def any_card(draw: st.DrawFn) -> Scorecard:
    """Any scorecard whose texts were typed by somebody who can type anything."""
    names = [Text(draw(TYPED), draw(TYPED)) for _ in range(draw(st.integers(0, 5)))]
    level = st.none() | st.integers(0, 9)

    def one(place: int) -> Shown:
        cells = []
        for number, name in enumerate(names):
            ratings = [
                cards.given(draw(TYPED), draw(level), draw(TYPED), draw(level)) for _ in range(draw(st.integers(0, 3)))
            ]
            notes = [
                quote(
                    draw(TYPED),
                    phase=draw(st.none() | st.just(Text(draw(TYPED), "x"))),
                    seconds=draw(st.floats(0, 1e6)),
                    valence=draw(st.sampled_from([None, "+", "-", "0"])),
                    quote=draw(st.booleans()),
                    cited=draw(st.booleans()),
                )
                for _ in range(draw(st.integers(0, 3)))
            ]
            cells.append(seen(str(number), *ratings, quotes=tuple(notes), name=name))
        return shown(f"C{place}", *cells, name=Text(draw(TYPED), draw(TYPED)))

    return card(
        *(one(place) for place in range(draw(st.integers(0, 3)))),
        roles=draw(st.integers(1, 2)),
        center=draw(TYPED),
        code=draw(TYPED),
        assessors=tuple(draw(st.lists(TYPED, max_size=4))),
        lo=0,
        hi=9,
        frozen_at=None,
        frozen_hash=None,
        place={"insufficient": tuple(draw(st.lists(TYPED, max_size=2))), "imported": draw(st.booleans())},
    )


@given(any_card(), st.sampled_from(["de", "en"]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_content_prints(press: Press, content: Scorecard, language: str) -> None:
    words = Words(language)
    found = read(press.print(said(content, words)))
    assert len(found.pages) >= len(content.roles)


@given(st.lists(LATIN, min_size=1, max_size=5))
@settings(max_examples=15, deadline=None)
def test_typed_words_are_in_the_document(press: Press, typed: list[str]) -> None:
    text = read(press.print(said(small(" ".join(typed)), EN))).text.replace(" ", "")
    assert normal("".join(typed)) in text
