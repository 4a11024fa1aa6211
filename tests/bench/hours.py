"""All hours: role play, group discussion and presentation, at two sizes, in both languages, from home to the lock.

Each in a terminal of its own, typing what an assessor types; afterwards the file is read back.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from assess.home.demo import make_demo
from tests.bench.probe import limit
from tests.e2e.hour import Hour, Language
from tests.e2e.play import PARTS, Part, expect_kept, play
from tests.e2e.terminal import Terminal, assess

SIZES: Final = ((80, 24), (100, 30))
LANGUAGES: Final[tuple[Language, ...]] = ("en", "de")


def run() -> Iterator[str]:
    """Twelve hours; a row each, then how many failed."""
    failed = 0
    for part, (columns, rows), language in product(PARTS, SIZES, LANGUAGES):
        name = f"{part.name}, {columns}x{rows}, {language}"
        start = time.perf_counter()
        try:
            _play(part, columns, rows, language)
        except AssertionError:
            failed += 1
            print(f"{name}: {traceback.format_exc()}", flush=True)
        yield f"{name:<44}{time.perf_counter() - start:>10.1f} s"
    yield limit("hours that did not come to their lock", failed, 0, "")


def _play(part: Part, columns: int, rows: int, language: Language) -> None:
    folder = Path(mkdtemp())
    path = make_demo(folder, "planned", language=language, day=date(2026, 11, 23))
    command = assess("open", "--db", str(path), "--as", part.person, "--lang", language)
    hour = Hour(Terminal(command, columns=columns, rows=rows, cwd=folder), language)
    try:
        notes = play(hour, path, part, language)
        assert hour.quit() == 0
        assert hour.terminal.left_on == []
        assert hour.terminal.faults == []
        expect_kept(path, part, notes)
    finally:
        hour.terminal.kill()
