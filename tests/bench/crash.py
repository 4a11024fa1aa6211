"""A hundred SIGKILLs in an assessor's hour: what the screen called saved is there, and the hour goes on."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from tempfile import mkdtemp

from tests.bench.frames import make_demo_in
from tests.bench.probe import limit
from tests.e2e.kill import kill_often

ROUNDS = 100


def run() -> list[str]:
    """Another seed every time; the seed is printed, so that a fault can be had again."""
    seed = random.randrange(1_000_000)
    print(f"seed {seed}", flush=True)
    source, folder = make_demo_in(Path(mkdtemp()), "running"), Path(mkdtemp())
    tally = kill_often(source, folder, rounds=ROUNDS, seed=seed)
    steps = ", ".join(f"{step} {number}" for step, number in Counter(tally.steps).most_common())
    print(f"{tally.rounds} kills ({steps}); {tally.saved} things had been called saved")
    return [*tally.faults, limit(f"faults after {tally.rounds} kills", len(tally.faults), 0, "")]
