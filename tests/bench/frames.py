"""First frame and home's list, beside the smallest Textual program."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

from tests.bench.probe import ANCHORS, Probe, first_shown, line, median, python

RUNS = 9


def run() -> list[str]:
    """Round-robin over the commands, so that the ratio holds on a noisy machine; the first round warms up."""
    folder = Path(mkdtemp())
    demo = make_demo_in(folder)
    hello: list[float] = []
    frame: list[float] = []
    listed: list[float] = []
    for number in range(RUNS + 1):
        anchor = measure(python(str(ANCHORS / "hello.py")), "HELLO-READY", folder)
        opened = python("-m", "assess", "open", "--db", str(demo), "--lang", "en", "--as", "A")
        probe = Probe(opened, cwd=folder)
        probe.pump(6, r"Next: ")
        probe.pump(0.2)
        probe.kill()
        if number:
            hello.append(anchor * 1000)
            frame.append((first_shown(probe, r"\S") or float("nan")) * 1000)
            listed.append((first_shown(probe, r"Next: ") or float("nan")) * 1000)
    return [
        line("first frame", median(frame), median(hello), 1.15),
        line("home's list", median(listed), median(hello), 2.0),
    ]


def measure(argv: list[str], wanted: str, folder: Path) -> float:
    """Seconds until a command shows a text."""
    probe = Probe(argv, cwd=folder)
    probe.pump(6, wanted)
    probe.pump(0.1)
    probe.kill()
    return first_shown(probe, wanted) or float("nan")


def make_demo_in(folder: Path, stage: str = "finished") -> Path:
    """The demo center."""
    from datetime import date
    from typing import cast

    from assess.home.demo import Stage, make_demo

    return make_demo(folder, cast("Stage", stage), language="en", day=date(2026, 11, 23))
