"""`python -m tests.bench [NAME ...]`: the budgets, each beside its anchor in the same run, as ratios."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("frames", "keys", "typing", "durable", "rank", "help", "scorecards", "library", "hours", "rotation", "crash")
MODULES = {"typing": "typed_notes", "rotation": "turns"}
"""Where the module has another name: one that Python itself has, or a folder of its data."""


def main(names: list[str]) -> int:
    """Run the benches; 1 when one is over its budget."""
    over = 0
    for name in names or NAMES:
        if name not in NAMES:
            sys.stderr.write(f"There is no bench {name}; there are: {', '.join(NAMES)}\n")
            return 2
        for row in import_module(f"tests.bench.{MODULES.get(name, name)}").run():
            print(row, flush=True)
            over += row.endswith("OVER")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
