"""Ranking 1,000 candidates with 48,000 ratings, beside reading those rows with sqlite3 alone."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from tempfile import mkdtemp

from assess.fit.ranking import ranking
from assess.store.open import settle
from tests.bench.probe import line, median
from tests.bench.world import many_candidates

ROWS = """
SELECT s.candidate, s.exercise, r.competency, s.assessor, r.level
FROM sheet s JOIN rating r ON r.sheet = s.id WHERE s.center = ? AND s.state = 'locked'
"""


def run() -> list[str]:
    """Turn by turn, imports done, settled as the app is."""
    store, center = many_candidates(Path(mkdtemp()), 1000)
    raw = sqlite3.connect(str(store.path))
    ours, theirs, rows = [], [], 0
    settle()
    for _ in range(25):
        start = time.perf_counter()
        found = store.read(ranking, center)
        middle = time.perf_counter()
        rows = len(raw.execute(ROWS, (center,)).fetchall())
        end = time.perf_counter()
        ours.append((middle - start) * 1000)
        theirs.append((end - middle) * 1000)
    store.close()
    number = sum(len(one.candidates) for one in found)
    return [line(f"rank {number} candidates, {rows} ratings", median(ours), median(theirs), 2.0)]
