"""The five roles of the library with all their files, loaded and linted together: 2 s, in a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Final

from tests.bench.probe import COMPILED, limit, python

RUNS: Final = 5
BUDGET: Final = 2.0
"""Seconds of a processor, imports included; the fastest run counts, because nothing but other programs slows it."""
WORK: Final = """
import json, time
from assess.rubric.judge import judge
from assess.rubric.library import load_library
files = load_library().files()
faults = judge(files)
print(json.dumps({"files": len(files), "faults": len(faults), "seconds": time.process_time()}))
"""


def run() -> list[str]:
    """Each run is a fresh process: nothing was read before."""
    found = [told() for _ in range(RUNS)]
    least = min(one["seconds"] for one in found)
    what = f"library: {found[0]['files']:.0f} files, {found[0]['faults']:.0f} findings"
    return [limit(what, least, BUDGET, "s")]


def told() -> dict[str, float]:
    """What one process measured."""
    done = subprocess.run(python("-c", WORK), check=True, capture_output=True, env=os.environ | COMPILED)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer
