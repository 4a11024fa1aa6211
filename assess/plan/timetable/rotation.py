"""The rotation: who watches whom, when all performances are equally long and alone in their room.

First the slots, by `colouring`: as few as the bound says, none with more performances than assessors suffice for. Then
the assessors, slot by slot: a matching that respects conflicts of interest, made better by exchanging two of them in a
slot for as long as that helps.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Final

from assess.plan.timetable.colouring import Edge, colour, fewest
from assess.plan.timetable.turns import Rotation, Turns
from assess.plan.timetable.watching import Watch

RESTARTS: Final = 50
WIDER: Final = 6
"""How many slots more than the bound are tried before giving up."""


def bound_of(turns: Turns) -> int:
    """The lower bound on the slots: the busiest candidate, the fullest room, and all assessors at work in every slot.

    With constant pairs, also the busiest pair: exercises go to as many pairs as there are, in the best way.
    """
    edges, _ = _edges(turns, None)
    return max(fewest(edges, len(turns.assessors) // turns.raters), _busiest_panel(turns))


def rotate(turns: Turns, *, seed: int = 1, restarts: int = RESTARTS) -> Rotation | None:
    """The best of some restarts; None when no slot plan could be staffed (`clash` may say why)."""
    best = None
    for best in plans(turns, seed=seed, restarts=restarts):  # noqa: B007  the last is the best
        pass
    return best


def plans(
    turns: Turns, *, seed: int = 1, restarts: int = RESTARTS, go_on: Callable[[], bool] = lambda: True
) -> Iterator[Rotation]:
    """Plans, each better than the one before; fewer slots first, then the soft wishes. The same for the same seed."""
    chance = random.Random(seed)
    bound = bound_of(turns)
    best: Rotation | None = None
    for more in range(WIDER):
        for _ in range(restarts):
            if not go_on():
                return
            found = _attempt(turns, bound + more, bound, chance)
            if found is not None and (best is None or found.cost < best.cost):
                best = found
                yield found
        if best is not None:
            return


def _attempt(turns: Turns, slots: int, bound: int, chance: random.Random) -> Rotation | None:
    panels = _panels(turns, chance) if turns.style == "pairs" else None
    edges, performances = _edges(turns, panels)
    order = list(range(len(edges)))
    chance.shuffle(order)
    slots = max(slots, fewest(edges, len(turns.assessors) // turns.raters))
    colours = colour([edges[number] for number in order], slots)
    by_slot: list[list[tuple[str, str]]] = [[] for _ in range(slots)]
    for number, slot in zip(order, colours, strict=True):
        by_slot[slot].append(performances[number])
    watch = Watch(turns, panels)
    for performing in by_slot:
        if not watch.staff(performing, chance):
            return None
    watch.improve(chance)
    return watch.rotation(slots, bound)


def _edges(turns: Turns, panels: dict[str, int] | None) -> tuple[list[Edge], list[tuple[str, str]]]:
    """Each performance as an edge between its candidate and its room (with constant pairs: its panel)."""
    edges, performances = [], []
    nodes: dict[tuple[str, int], int] = {}
    done: dict[str, int] = {}
    for left, (candidate, exercises) in enumerate(turns.exercises.items()):
        for exercise in exercises:
            number = done[exercise] = done.get(exercise, -1) + 1
            if panels is None:
                right = nodes.setdefault((exercise, number % turns.rooms.get(exercise, 1)), len(nodes))
            else:
                right = panels[exercise]
            edges.append(Edge(left, right))
            performances.append((candidate, exercise))
    return edges, performances


def _counts(turns: Turns) -> dict[str, int]:
    counts: dict[str, int] = {}
    for exercises in turns.exercises.values():
        for exercise in exercises:
            counts[exercise] = counts.get(exercise, 0) + 1
    return counts


def _busiest_panel(turns: Turns) -> int:
    """With constant pairs: the least that the busiest pair has to watch; 0 for a rotation.

    The average and the largest are bounds, and with more exercises than pairs two of the smallest must share one.
    """
    if turns.style != "pairs":
        return 0
    counts = sorted(_counts(turns).values(), reverse=True)
    panels = max(len(turns.assessors) // turns.raters, 1)
    shared = counts[panels - 1] + counts[panels] if len(counts) > panels else 0
    return max([shared, -(-sum(counts) // panels), *counts], default=0)


def _panels(turns: Turns, chance: random.Random) -> dict[str, int]:
    """Which pair takes which exercise: the largest first, to the pair with the least to do."""
    panels = max(len(turns.assessors) // turns.raters, 1)
    load = [0] * panels
    counts = _counts(turns)
    found = {}
    for exercise in sorted(counts, key=lambda one: (-counts[one], chance.random())):
        panel = load.index(min(load))
        found[exercise] = panel
        load[panel] += counts[exercise]
    return found
