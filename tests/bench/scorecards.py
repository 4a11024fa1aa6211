"""Scorecards: milliseconds a file, for 1,000 candidates read, printed and written, and for printing alone.

Printing is measured on the demo's candidates, each with other notes every time, so that nothing is printed twice. Its
anchor is the same words set by typst without any layout: what a page of this much text costs on this machine today.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from assess.home.demo import make_demo
from assess.report.content import RoleCard, Scorecard, Shown
from assess.report.gather import common, scorecard, whom
from assess.report.pdf import Press
from assess.report.said import said
from assess.report.scorecards import Presses, write_scorecards
from assess.store.open import open_store
from assess.store.tables import Center
from assess.store.transaction import Reading
from assess.words import Words
from tests.bench.probe import line, median
from tests.bench.world import many_candidates

BUDGET = 6.0
"""Milliseconds a file."""
FILES = 1000
TURNS = 60
PLAIN = b"""
#set document(title: "plain", date: datetime(year: 2026, month: 11, day: 23))
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 9pt)
#for words in json("data.json") { par(words) }
"""


def run() -> list[str]:
    """The whole way for many; printing with all presses; one press beside its anchor."""
    cards = _cards()
    return [_written(), _printed(cards), _beside_plain_text(cards)]


def _written() -> str:
    """A closed center of 1,000 candidates, 48 ratings each, into a folder."""
    folder = Path(mkdtemp())
    store, center = many_candidates(folder, FILES)
    start = time.perf_counter()
    written = write_scorecards(store, center, folder / "out", language="en")
    each = (time.perf_counter() - start) / len(written.files) * 1000
    store.close()
    rmtree(folder)
    return _line(f"{len(written.files)} scorecards read, printed, written", each)


def _printed(cards: list[Scorecard]) -> str:
    """The demo's scorecards, some fifty notes each, printed again and again with other notes."""
    varied = (_varied(cards[number % len(cards)], number) for number in range(FILES))
    with Presses("scorecard.typ") as presses:
        start = time.perf_counter()
        number = sum(1 for _ in presses.print(varied, Words("en")))
        each = (time.perf_counter() - start) / number * 1000
    return _line(f"{number} scorecards of 50 notes printed", each)


def _beside_plain_text(cards: list[Scorecard]) -> str:
    """One press, turn by turn with typst setting the same words plain; the first turns warm up."""
    from typst import Compiler

    press, plain = Press("scorecard.typ"), Compiler(ignore_system_fonts=True)
    ours, theirs = [], []
    for number in range(TURNS):
        data = said(_varied(cards[number % len(cards)], FILES + number), Words("en"))
        words = json.dumps(list(_words(data["roles"])), ensure_ascii=False).encode()
        files: Any = {"main.typ": PLAIN, "data.json": words}
        start = time.perf_counter()
        press.print(data)
        middle = time.perf_counter()
        plain.compile(files, format="pdf", timestamp=0, pdf_standards="a-2u")
        ours.append((middle - start) * 1000)
        theirs.append((time.perf_counter() - middle) * 1000)
    return line("a scorecard, one press", median(ours[12:]), median(theirs[12:]), 2.5)


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _words(one)


def _cards() -> list[Scorecard]:
    """The scorecards of the demo."""
    folder = Path(mkdtemp())

    def read(tx: Reading) -> list[Scorecard]:
        shared = common(tx, tx.session.query(Center).one().id)
        return [scorecard(tx, shared, one) for one in whom(tx, shared)]

    with open_store(make_demo(folder, "finished", language="en", day=date(2026, 11, 23)), create=False) as store:
        cards = store.read(read)
    rmtree(folder)
    return cards


def _varied(card: Scorecard, number: int) -> Scorecard:
    """The same scorecard with a number in every note."""

    def shown(one: Shown) -> Shown:
        cells = (
            replace(cell, quotes=tuple(replace(note, text=f"{note.text} {number}") for note in cell.quotes))
            for cell in one.cells
        )
        return replace(one, cells=tuple(cells))

    def role(one: RoleCard) -> RoleCard:
        return replace(one, competencies=tuple(shown(each) for each in one.competencies))

    return replace(card, code=f"K{number}", roles=tuple(role(one) for one in card.roles))


def _line(what: str, each: float) -> str:
    return f"{what:<44}{each:>8.1f} ms a file   budget {BUDGET:.0f} ms  {'ok' if each <= BUDGET else 'OVER'}"
