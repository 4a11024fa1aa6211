"""Planning for as long as somebody likes: progress, the best so far at any time, and what each style would cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

from assess.plan.timetable.clash import Clash, clashes, proven_clash
from assess.plan.timetable.cost import Cost, cost_of, ends_at
from assess.plan.timetable.linking import linked
from assess.plan.timetable.problem import Placed, Problem
from assess.plan.timetable.search import Timetable, timetables
from assess.plan.timetable.turns import Style

ALWAYS: Final = 10**9
QUIET: Final = 0.4
"""Share of the time after which a plan that can't end earlier, and got no better, is good enough."""
OTHER: Final = 0.25
"""Share of the time that goes to the other style, for its price."""


class Price(NamedTuple):
    """What a timetable means for those who are in it, and for what can be said of its results."""

    style: Style
    ends: int
    """Minutes since midnight."""
    met: int
    """Different assessors that the candidate with the fewest meets."""
    worst: float | None
    """The largest standard error of a difference of two assessors' severities, in standard deviations of one rating;
    None when the assessors are not linked."""
    load: tuple[int, int]
    """Candidates that the assessor with the fewest and the one with the most watch."""
    cost: Cost


class Progress(NamedTuple):
    """How far a search is."""

    share: float
    """Of its time."""
    plans: int
    """Orders that were tried."""
    best: Timetable | None


class Planned(NamedTuple):
    """What a search found."""

    best: Timetable | None
    price: Price | None
    other: Price | None
    """Of the other style; None when no plan was found for it."""
    clash: tuple[Clash, ...] = ()
    """Why there is none."""


def other_style(style: Style) -> Style:
    """The one that is not chosen."""
    return "pairs" if style == "rotation" else "rotation"


def price_of(problem: Problem, placed: tuple[Placed, ...]) -> Price:
    """The price of a timetable, whatever made it."""
    met: dict[str, set[str]] = {taker.code: set() for taker in problem.takers}
    load = {watcher.initials: 0 for watcher in problem.watchers}
    together = []
    for one in placed:
        for code in one.takers:
            who = one.watched(code)
            met.setdefault(code, set()).update(who)
            together.append(tuple(name for name in who if name in load))
            for name in who:
                load[name] = load.get(name, 0) + 1
    links = linked(tuple(load), [pair for pair in together if pair])
    return Price(
        problem.style,
        ends_at(problem, placed),
        min((len(who) for code, who in met.items()), default=0),
        links.worst,
        (min(load.values(), default=0), max(load.values(), default=0)),
        cost_of(problem, placed),
    )


def plan(
    problem: Problem,
    seconds: float,
    clock: Callable[[], float],
    *,
    tell: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
    compare: bool = True,
    seed: int = 1,
) -> Planned:
    """The best timetable of so many seconds, the price of the other style beside it, or why there is none.

    `stop` is asked all the time: the best so far is what is returned then.
    """
    counted = clashes(problem)
    if counted:  # what can be counted needs no search
        return Planned(None, None, None, counted)
    best = _search(problem, seconds * (1 - OTHER if compare else 1), clock, tell, stop, seed)
    if best is None:
        end = clock() + seconds
        proof = None if stop() else proven_clash(problem, seconds, lambda: not stop() and clock() < end)
        return Planned(None, None, None, (proof,) if proof is not None else ())
    other = None
    if compare and not stop():
        turned = replace(problem, style=other_style(problem.style))
        rival = _search(turned, seconds * OTHER, clock, lambda _: None, stop, seed)
        other = price_of(turned, rival.placed) if rival is not None else None
    return Planned(best, price_of(problem, best.placed), other)


def _search(
    problem: Problem,
    seconds: float,
    clock: Callable[[], float],
    tell: Callable[[Progress], None],
    stop: Callable[[], bool],
    seed: int,
) -> Timetable | None:
    start = last = clock()
    best: Timetable | None = None
    plans = 0

    def go_on() -> bool:
        nonlocal plans
        now = clock()
        plans += 1
        tell(Progress(min(1.0, (now - start) / seconds) if seconds else 1.0, plans, best))
        good = best is not None and best.shortest and now - last > QUIET * seconds
        return not stop() and now - start < seconds and not good

    for found in timetables(problem, seed=seed, passes=ALWAYS, go_on=go_on):
        best, last = found, clock()
    return best
