"""A rating, durable: the use case beside a raw SQLite commit (WAL, synchronous FULL) in the same folder."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from tempfile import mkdtemp

from assess.conduct.rate import rate
from tests.bench.probe import line, median
from tests.bench.world import rating_sheet

ROUNDS = 300


def run() -> list[str]:
    """Turn by turn."""
    folder = Path(mkdtemp())
    store, sheet, competencies = rating_sheet(folder)
    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("CREATE TABLE r (id INTEGER PRIMARY KEY, level INTEGER)")
    raw.execute("INSERT INTO r VALUES (1, 3)")
    ours, theirs = [], []
    for number in range(ROUNDS + 20):
        level = 2 + number % 3
        start = time.perf_counter()
        store.write(rate, sheet, competencies[number % len(competencies)], level)
        middle = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE r SET level = ? WHERE id = 1", (level,))
        raw.execute("COMMIT")
        end = time.perf_counter()
        if number >= 20:
            ours.append((middle - start) * 1000)
            theirs.append((end - middle) * 1000)
    store.close()
    return [line("a rating durable", median(ours), median(theirs), 3.0)]
