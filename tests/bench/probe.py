"""A program in a pseudo-terminal, measured from outside: what came when; replayed into an emulator afterwards."""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pyte

from tests.e2e.terminal import ESCAPE, UNKNOWN_TO_PYTE, Terminal

ANCHORS = Path(__file__).with_name("anchors")


class Probe(Terminal):
    """Records chunks with their times; the emulator costs nothing while it is measured."""

    def __init__(
        self, argv: list[str], *, columns: int = 100, rows: int = 30, cwd: Path, keep: dict[str, str] | None = None
    ) -> None:
        self.chunks: list[tuple[float, bytes]] = []
        self.started = time.perf_counter()
        super().__init__(argv, columns=columns, rows=rows, cwd=cwd, environment=keep)
        self.stream = self  # type: ignore[assignment]  # takes the place of the emulator: see feed()

    def feed(self, data: bytes) -> None:
        """Keep a chunk with its time."""
        self.chunks.append((time.perf_counter() - self.started, data))

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


class Replay:
    """An emulator fed with what was recorded."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self._seen = ""

    def feed(self, data: bytes) -> bool:
        """Take a chunk; whether the screen changed."""
        data, self._rest = self._rest + data, b""
        last = data.rfind(b"\x1b")
        if last >= 0 and not ESCAPE.match(data, last):
            self._rest, data = data[last:], data[:last]
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
    """Seconds from the start until the screen showed a text (`\\S`: anything)."""
    replay = Replay(probe.columns, probe.rows)
    for moment, data in probe.chunks:
        replay.feed(data)
        if re.search(wanted, replay.text):
            return moment
    return None


def answers(probe: Probe, marks: Sequence[float]) -> list[float]:
    """For each key pressed at a moment: seconds until the screen changed; keys that changed nothing are left out."""
    replay = Replay(probe.columns, probe.rows)
    changes = [moment for moment, data in probe.chunks if replay.feed(data)]
    found = []
    for place, mark in enumerate(marks):
        before = marks[place + 1] if place + 1 < len(marks) else float("inf")
        first = next((moment for moment in changes if mark <= moment < before), None)
        if first is not None:
            found.append(first - mark)
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
    verdict = "ok" if ratio <= budget else "OVER"
    return f"{name:<34}{measured:>10.2f} {unit:<3}{anchor:>10.2f} {unit:<3}{ratio:>8.2f} x  budget {budget:.2f} x  {verdict}"
