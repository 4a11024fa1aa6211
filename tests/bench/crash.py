"""A hundred SIGKILLs: what the screen called saved is there, the clock goes on, and the half typed line comes back.

Over a role play and a group discussion, from the conflict question to the lock, and while speaking turns are kept.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from tests.bench.frames import make_demo_in
from tests.bench.probe import limit
from tests.e2e.kill import DISCUSSION, ROLE_PLAY, Tally, kill_often, kill_turns

ROUNDS: Final = {"role play": 50, "discussion": 35, "turns": 15}


def run() -> Iterator[str]:
    """Another seed every time; the seed is printed, so that a fault can be had again."""
    seed = random.randrange(1_000_000)
    print(f"seed {seed}", flush=True)
    running, planned = make_demo_in(Path(mkdtemp()), "running"), make_demo_in(Path(mkdtemp()), "planned")
    faults = 0
    for name, rounds in ROUNDS.items():
        folder = Path(mkdtemp())
        if name == "turns":
            tally = kill_turns(planned, folder, rounds=rounds, seed=seed)
        elif name == "discussion":
            tally = kill_often(planned, folder, rounds=rounds, seed=seed, scene=DISCUSSION)
        else:
            tally = kill_often(running, folder, rounds=rounds, seed=seed, scene=ROLE_PLAY)
        faults += len(tally.faults)
        yield from (f"{name}: {fault}" for fault in tally.faults)
        yield f"{name}: {told(tally)}"
    yield limit(f"faults after {sum(ROUNDS.values())} kills", faults, 0, "")


def told(tally: Tally) -> str:
    """What a series went through."""
    steps = ", ".join(f"{step} {number}" for step, number in Counter(tally.steps).most_common())
    return (
        f"{tally.rounds} kills ({steps}); {tally.saved} things had been called saved, {tally.clocks} running clocks and"
        f" {tally.halves} half typed lines were looked at again, {tally.locked} hours came to their lock"
    )
