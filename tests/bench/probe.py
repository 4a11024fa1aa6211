"""A program in a pseudo-terminal, measured from outside: what came when; replayed into an emulator afterwards."""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyte

from tests.e2e.terminal import ESCAPE, UNKNOWN_TO_PYTE, Terminal

ANCHORS = Path(__file__).with_name("anchors")
COMPILED: Final = {"PYTHONDONTWRITEBYTECODE": ""}
"""Python keeps its bytecode, as it does for an installed program: the first round compiles, and is not counted."""


class Probe(Terminal):
    """Records what was written, with its time. The emulator costs time, so it only runs while somebody looks."""

    def __init__(
        self, argv: list[str], *, columns: int = 100, rows: int = 30, cwd: Path, looking: bool = False
    ) -> None:
        self.chunks: list[tuple[float, bytes]] = []
        self.looking = looking
        """Whether `text` and `wait` may be used."""
        self.started = time.perf_counter()
        super().__init__(argv, columns=columns, rows=rows, cwd=cwd, environment=COMPILED)

    def take(self, data: bytes) -> None:
        """Keep a chunk with its time."""
        self.chunks.append((self.now(), data))
        if self.looking:
            super().take(data)

    def now(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    @property
    def raw(self) -> str:
        """Everything written so far, without escapes."""
        return ESCAPE.sub(b" ", b"".join(data for _, data in self.chunks)).decode("utf-8", "replace")

    def pump(self, seconds: float, until: str | None = None) -> bool:
        """Read for some time, or until a text was written."""
        end = time.perf_counter() + seconds
        while (now := time.perf_counter()) < end:
            if not self.read(min(0.02, end - now)):
                return False
            if until is not None and re.search(until, self.raw):
                return True
        return until is None

    def key(self, key: str, quiet: float = 0.04) -> float:
        """Press a key, and read its answer until nothing comes any more; the moment of the press."""
        pressed = self.now()
        self.press(key)
        end, seen = pressed + 1.0, len(self.chunks)
        while self.now() < end and len(self.chunks) == seen:
            self.read(0.01)
        while self.now() < end and self.now() - self.chunks[-1][0] < quiet:
            self.read(0.005)
        return pressed


class Replay:
    """An emulator fed with what was recorded."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self._seen = ""

    def feed(self, data: bytes) -> bool:
        """Take a chunk; whether the screen changed."""
        self.screen.dirty.clear()
        self.stream.feed(UNKNOWN_TO_PYTE.sub(b"", data))
        if not self.screen.dirty:
            return False
        now = repr([list(self.screen.buffer[row].values()) for row in range(self.screen.lines)])
        changed = now != self._seen
        self._seen = now
        return changed

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(self.screen.display)


def first_shown(probe: Probe, wanted: str) -> float | None:
    """Seconds from the start until the screen showed a text (a regular expression)."""
    replay = Replay(probe.columns, probe.rows)
    for moment, data in probe.chunks:
        replay.feed(data)
        if re.search(wanted, replay.text):
            return moment
    return None


def answers(probe: Probe, marks: Sequence[float]) -> list[float]:
    """For each key pressed at a moment: milliseconds until the screen changed; keys without an answer are left out."""
    replay = Replay(probe.columns, probe.rows)
    changes = [moment for moment, data in probe.chunks if replay.feed(data)]
    found = []
    for mark, after in zip(marks, [*marks[1:], float("inf")], strict=True):
        first = next((moment for moment in changes if mark <= moment < after), None)
        if first is not None:
            found.append((first - mark) * 1000)
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values) if values else float("nan")


def python(*arguments: str) -> list[str]:
    """A Python command line."""
    return [sys.executable, *arguments]


def line(name: str, measured: float, anchor: float, budget: float, unit: str = "ms") -> str:
    """A row of the report: figure, anchor, ratio, budget, verdict."""
    ratio = measured / anchor if anchor else float("nan")
    shown = f"{anchor:>10.2f} {unit:<3}{ratio:>8.2f} x  budget {budget:.2f} x"
    return f"{name:<44}{measured:>10.2f} {unit:<3}{shown}  {'ok' if ratio <= budget else 'OVER'}"


def limit(name: str, measured: float, most: float, unit: str = "ms") -> str:
    """A row of the report whose budget is no ratio: figure, budget, verdict."""
    shown = f"budget {most:.2f} {unit}"
    return f"{name:<44}{measured:>10.2f} {unit:<27}{shown}  {'ok' if measured <= most else 'OVER'}"
