"""A role play written down: 60 notes of 30 characters at 8 characters a second, while the clock runs.

Every third note is also typed in a bare Input, at the same pace and in the same minutes, so that the ratio holds on a
noisy machine. What the file holds afterwards is compared with what was typed, letter by letter.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, NamedTuple

from tests.bench.frames import make_demo_in
from tests.bench.probe import ANCHORS, Probe, Replay, limit, line, median, percentile, python
from tests.e2e.hour import Hour
from tests.e2e.terminal import KEYS

NOTES: Final = 60
LENGTH: Final = 30
PACE: Final = 1 / 8
"""Seconds from one key to the next."""
LATEST: Final = 100.0
"""Milliseconds."""
WORDS: Final = "asks what happened and waits, then names one feeling and its cause "


NOTE_LINE: Final = r"^ \d+:\d\d (.*)$"
INPUT_LINE: Final = r"[\s\S]+"


class Press(NamedTuple):
    """A letter: when it was pressed, and what the line must show from then on."""

    at: float
    shown: str


def notes(many: int = NOTES) -> list[str]:
    """Notes that differ, of 30 characters each."""
    endless = WORDS * 4
    return [
        f"note {number:02} {endless[number : number + LENGTH - 10]}".strip().ljust(LENGTH, "x")
        for number in range(many)
    ]


def run() -> list[str]:
    """Two programs in two terminals, a note here, a note there."""
    print("load before: {:.2f} {:.2f} {:.2f}".format(*os.getloadavg()), flush=True)
    folder = Path(mkdtemp())
    demo = make_demo_in(folder, "running")
    live, bare = _live(folder, demo), _bare(folder)
    typed = notes()
    ours: list[Press] = []
    theirs: list[Press] = []
    for number, note in enumerate(typed):
        ours += write(live, note, KEYS["enter"])
        if number % 3 == 0:
            theirs += write(bare, note, "\x15")
    live.pump(2)
    for probe in (live, bare):
        probe.kill()
    print("load after: {:.2f} {:.2f} {:.2f}".format(*os.getloadavg()), flush=True)
    mine, anchor = echoes(live, ours, NOTE_LINE), echoes(bare, theirs, INPUT_LINE)
    unseen = len(ours) - len(mine)
    return [
        limit("letters dropped, doubled or changed", wrong(kept(demo), typed), 0, ""),
        limit("letters never seen on the screen", unseen, 0, ""),
        line(f"a letter to the screen, p50 of {len(mine)}", median(mine), median(anchor), 1.5),
        line("a letter to the screen, p95", percentile(mine, 0.95), percentile(anchor, 0.95), 1.5),
        limit("the latest letter", max(mine, default=float("nan")), LATEST),
        f"{'the latest letter in the bare Input':<44}{max(anchor, default=float('nan')):>10.2f} ms",
    ]


def write(probe: Probe, note: str, end: str, pace: float = PACE) -> list[Press]:
    """Type a note and a key that ends it, at an even pace; letters that leave something to be seen are answered."""
    pressed = []
    for place, letter in enumerate(note, start=1):
        at = probe.now()
        os.write(probe.master, letter.encode())
        if letter != " ":
            pressed.append(Press(at, note[:place]))
        probe.pump(max(0.0, at + pace - probe.now()))
    os.write(probe.master, end.encode())
    probe.pump(pace)
    return pressed


def echoes(probe: Probe, pressed: Sequence[Press], where: str) -> list[float]:
    """Milliseconds from each letter to the first screen that shows it; letters that were never seen are left out.

    Args:
        probe: What was recorded.
        pressed: The letters.
        where: What the line being typed looks like; the last one that does is meant.
    """
    replay = Replay(probe.columns, probe.rows)
    waiting, found = list(reversed(pressed)), []
    for moment, data in probe.chunks:
        replay.feed(data)
        lines = re.findall(where, replay.text, re.MULTILINE)
        while lines and waiting and waiting[-1].at <= moment and waiting[-1].shown in lines[-1]:
            found.append((moment - waiting.pop().at) * 1000)
    return found


def kept(path: Path) -> list[str]:
    """The notes of the open role play of the running demo, in the order in which they were typed."""
    with closing(sqlite3.connect(path)) as raw:
        return [
            text
            for (text,) in raw.execute(
                "SELECT o.text FROM observation o JOIN sheet h ON h.id = o.sheet JOIN candidate k ON k.id = h.candidate"
                " JOIN person p ON p.id = h.assessor JOIN exercise e ON e.id = h.exercise"
                " WHERE k.code = 'K6' AND p.initials = 'B' AND e.code = 'cm-removed-post' ORDER BY o.number"
            )
        ]


def wrong(found: Sequence[str], typed: Sequence[str]) -> int:
    """How many letters differ, a missing or doubled note with all of its letters."""
    pairs = zip(found, typed, strict=False)
    differing = sum(
        sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other)) for one, other in pairs
    )
    return differing + LENGTH * abs(len(found) - len(typed))


def _live(folder: Path, demo: Path) -> Probe:
    """B's role play in the running demo, its clock running."""
    probe = Probe(
        python("-m", "assess", "open", "--db", str(demo), "--as", "B", "--lang", "en"), cwd=folder, looking=True
    )
    hour = Hour(probe)
    hour.open()
    hour.know_nobody()
    hour.begin()
    return _ready(probe)


def _bare(folder: Path) -> Probe:
    probe = Probe(python(str(ANCHORS / "input.py")), cwd=folder, looking=True)
    probe.wait("HELLO-READY", 120)
    return _ready(probe)


def _ready(probe: Probe) -> Probe:
    probe.settle(0.5, 3)
    time.sleep(0.5)
    probe.looking = False
    return probe
