"""Scorecards: milliseconds a file, for 1,000 candidates read, printed and written, and for printing alone.

Printing is measured on the demo's candidates, each with other notes every time, so that nothing is printed twice.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from assess.home.demo import make_demo
from assess.report.content import RoleCard, Scorecard, Shown
from assess.report.gather import common, scorecard, whom
from assess.report.scorecards import Presses, write_scorecards
from assess.store.open import open_store
from assess.store.tables import Center
from assess.store.transaction import Reading
from assess.words import Id, Words
from tests.bench.world import many_candidates

BUDGET = 6.0
"""Milliseconds a file."""
FILES = 1000


def run() -> list[str]:
    """The whole way for many, then printing alone."""
    return [_written(), _printed()]


def _written() -> str:
    """A closed center of 1,000 candidates, 48 ratings each, into a folder."""
    folder = Path(mkdtemp())
    store, center = many_candidates(folder, FILES)
    start = time.perf_counter()
    written = write_scorecards(store, center, folder / "out", language="en")
    each = (time.perf_counter() - start) / len(written.files) * 1000
    store.close()
    rmtree(folder)
    return _line(f"{len(written.files)} scorecards read, printed and written, ms a file", each)


def _printed() -> str:
    """The demo's scorecards, with some fifty notes each, printed again and again with other notes."""
    folder = Path(mkdtemp())
    with open_store(make_demo(folder, "finished", language="en", day=date(2026, 11, 23)), create=False) as store:
        cards = store.read(_cards)
    rmtree(folder)
    varied = (_varied(cards[number % len(cards)], number) for number in range(FILES))
    with Presses("scorecard.typ") as presses:
        start = time.perf_counter()
        number = sum(1 for _ in presses.print(varied, Words("en")))
        each = (time.perf_counter() - start) / number * 1000
    return _line(f"{number} scorecards with fifty notes printed, ms a file", each)


def _cards(tx: Reading) -> list[Scorecard]:
    center: Id = tx.session.query(Center).one().id
    shared = common(tx, center)
    return [scorecard(tx, shared, one) for one in whom(tx, shared)]


def _varied(card: Scorecard, number: int) -> Scorecard:
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
    return f"{what:<62} {each:6.1f} {BUDGET:6.1f}  {'ok' if each <= BUDGET else 'OVER'}"
