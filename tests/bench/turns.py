"""Rotation: the published instances (rotation/*.json) against their budgets, and a real day with its bound in minutes.

Two assessors a session, three conflicts of interest, one room an exercise, unit slots, no breaks. Each line has the
time, the slots beside their lower bound, the assessors that the candidate with the fewest meets, and the worst standard
error of a difference of two severities. Over its budget is also a plan that needs more slots than the bound.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

from assess.plan.timetable.clock import hhmm
from assess.plan.timetable.planning import ALWAYS, price_of
from assess.plan.timetable.problem import Hours, Problem, Taker, Task, Watcher
from assess.plan.timetable.rotation import rotate
from assess.plan.timetable.search import timetables
from assess.plan.timetable.turns import Turns

FOLDER = Path(__file__).parent / "rotation"
REAL = ((6, 4), (12, 8), (24, 8))
"""Candidates and assessors of a day with a discussion, a role play and a presentation, lunch and breaks."""
SECONDS = 10.0


def run() -> list[str]:
    """Each instance, then real days."""
    files = sorted(FOLDER.glob("*.json"), key=lambda path: int(path.stem.partition("x")[0]))
    return [*(_instance(path) for path in files), *(_real(*size) for size in REAL)]


def _instance(path: Path) -> str:
    given = json.loads(path.read_text(encoding="utf-8"))
    turns = Turns(
        {code: tuple(given["exercises"]) for code in given["candidates"]},
        tuple(given["assessors"]),
        frozenset((who, code) for who, code in given["barred"]),
        raters=given["raters"],
    )
    start = time.perf_counter()
    found = rotate(turns)
    took = time.perf_counter() - start
    if found is None:
        return f"rotation {path.stem:<8} no plan OVER"
    good = took <= given["budget_seconds"] and found.slots == found.bound == given["slots"]
    worst = found.links.worst or float("nan")
    return (
        f"rotation {path.stem:<8} {took:6.2f} s of {given['budget_seconds']:>2} s  slots {found.slots} (bound"
        f" {found.bound})  assessors met {min(found.met.values())}  worst SE {worst:.3f}  {'ok' if good else 'OVER'}"
    )


def _real(candidates: int, assessors: int) -> str:
    """A real day: the best of so many seconds, its bound and the gap in minutes; it has no budget."""
    problem = real(candidates, assessors)
    start = time.perf_counter()
    best = None
    for found in timetables(problem, passes=ALWAYS, go_on=lambda: time.perf_counter() - start < SECONDS):
        best = found
    name = f"real day {candidates} candidates, {assessors} assessors"
    if best is None:
        return f"{name}: no plan in {SECONDS:.0f} s OVER"
    price = price_of(problem, best.placed)
    worst = price.worst if price.worst is not None else float("nan")
    return (
        f"{name}: ends {hhmm(best.ends)}, bound {hhmm(best.bound)}, gap {best.ends - best.bound} min after"
        f" {SECONDS:.0f} s  assessors met {price.met}  worst SE {worst:.3f}"
    )


def real(candidates: int, assessors: int) -> Problem:
    """A discussion of up to six, a role play with two players and rooms, a presentation."""
    large = candidates > 12
    tasks = (
        Task("discussion", 40, ("hall", "studio"), 10, 30, 5, 6, competencies=("MOD", "TEA", "KOM")),
        Task("role-play", 20, ("room 1", "room 3") if large else ("room 1",), 15, 15, 5, players=("R", "S"),
             needs_player=True, competencies=("EMP", "KON", "TEA")),
        Task("presentation", 20, ("room 2", "room 4") if large else ("room 2",), 30, 15, 5,
             competencies=("KOM", "MOD")),
    )  # fmt: skip
    return Problem(
        tasks,
        tuple(Taker(f"K{number}", tuple(task.code for task in tasks)) for number in range(1, candidates + 1)),
        tuple(Watcher(name) for name in "ABCDEFGH"[:assessors]),
        (Watcher("R"), Watcher("S")),
        barred=frozenset({("A", "K1"), ("B", "K3"), ("C", "K5")}),
        hours=Hours(8 * 60, 22 * 60 if large else 19 * 60),
    )
