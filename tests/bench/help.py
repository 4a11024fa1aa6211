"""`assess --help`, beside importing click."""

from __future__ import annotations

import os
import subprocess
import time

from tests.bench.probe import COMPILED, line, median, python

RUNS = 15


def run() -> list[str]:
    """Turn by turn, whole processes."""
    ours, theirs = [], []
    for number in range(RUNS + 2):
        first = timed(python("-m", "assess", "--help"))
        second = timed(python("-c", "import click"))
        if number >= 2:
            ours.append(first)
            theirs.append(second)
    return [line("assess --help", median(ours), median(theirs), 1.5)]


def timed(argv: list[str]) -> float:
    """Milliseconds of a whole process."""
    start = time.perf_counter()
    subprocess.run(argv, check=True, capture_output=True, env=os.environ | COMPILED)
    return (time.perf_counter() - start) * 1000
