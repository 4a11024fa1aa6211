"""From a key to the screen: typing a note beside typing in a bare Input, and the ranking at 10 and 100,000 rows."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import mkdtemp

from tests.bench.frames import make_demo_in
from tests.bench.probe import ANCHORS, Probe, answers, limit, line, median, percentile, python

LETTERS = "asks what happened and waits "
BLOCKS = 8
"""Turns; each program gets all the letters in each."""
MOVES = 120
FEW, MANY = 10, 100_000


def run() -> list[str]:
    """Typing, then the ranking's mark."""
    folder = Path(mkdtemp())
    return [*_typing(folder), *_ranking(folder)]


def _typing(folder: Path) -> list[str]:
    """Turn by turn; a note is saved after its letters, the Input emptied, and neither is counted."""
    live, bare = _live(folder), _started(python(str(ANCHORS / "input.py")), "HELLO-READY", folder)
    marks: dict[Probe, list[float]] = {live: [], bare: []}
    for _ in range(BLOCKS):
        for probe, done in ((live, "enter"), (bare, "\x15")):
            marks[probe] += _pressed(probe, LETTERS)
            probe.key(done, quiet=0.3)
    ours, theirs = answers(live, marks[live]), answers(bare, marks[bare])
    for probe in (live, bare):
        probe.kill()
    return [
        line(f"a letter of a note, p50 of {len(ours)}", median(ours), median(theirs), 1.5),
        limit("a letter of a note, p95", percentile(ours, 0.95), 20.0),
    ]


def _ranking(folder: Path) -> list[str]:
    """The mark goes down and up in sight, in many rows as in few; then down and down, where the rows scroll."""
    app = str(Path(__file__).with_name("long_ranking.py"))
    few, many, bare = (
        _started(python(app, str(FEW)), "Next: open the evidence", folder),
        _started(python(app, str(MANY)), "Next: open the evidence", folder),
        _started(python(str(ANCHORS / "input.py")), "HELLO-READY", folder),
    )
    turn = {few: ["down"] * 4 + ["up"] * 4, many: ["down"] * 4 + ["up"] * 4, bare: list(LETTERS[:8])}
    marks: dict[Probe, list[float]] = {probe: [] for probe in turn}
    for _ in range(MOVES // 8):
        for probe, keys in turn.items():
            marks[probe] += _pressed(probe, keys)
    for _ in range(FEW * 2):
        many.key("down")
    scrolled = _pressed(many, ["down"] * MOVES)
    moved = {probe: answers(probe, marks[probe]) for probe in turn}
    rolled = answers(many, scrolled)
    for probe in turn:
        probe.kill()
    return [
        line(f"the mark in a ranking of {MANY}, p50", median(moved[many]), median(moved[bare]), 1.5),
        line(f"the same beside a ranking of {FEW}", median(moved[many]), median(moved[few]), 1.2),
        limit(f"the mark in a ranking of {MANY}, p95", percentile(moved[many], 0.95), 20.0),
        limit("the same where the rows scroll, p95", percentile(rolled, 0.95), 20.0),
    ]


def _pressed(probe: Probe, keys: str | list[str]) -> list[float]:
    marks = []
    for key in keys:
        marks.append(probe.key(key))
        probe.pump(random.uniform(0, 0.02))  # so that no key falls into step with the program's own timers
    return marks


def _started(argv: list[str], wanted: str, folder: Path) -> Probe:
    probe = Probe(argv, cwd=folder, looking=True)
    probe.wait(wanted, 120)
    probe.settle()
    probe.looking = False
    return probe


def _live(folder: Path) -> Probe:
    """B's role play in the running demo, its note line waiting."""
    demo = make_demo_in(folder, "running")
    probe = Probe(
        python("-m", "assess", "open", "--db", str(demo), "--as", "B", "--lang", "en"), cwd=folder, looking=True
    )
    for wanted, key in (("Next: open", "enter"), ("Do you know this person", "1"), ("starts the clock", "enter")):
        probe.wait(wanted)
        probe.press(key)
    probe.wait("LIVE")
    probe.settle(0.5, 3)
    probe.looking = False
    return probe
