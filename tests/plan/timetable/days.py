"""Days to plan: the equal-slot instance of the field's literature, a real day, and days that hypothesis makes."""

from __future__ import annotations

from hypothesis import strategies as st

from assess.plan.timetable.problem import Hours, Problem, Span, Taker, Task, Watcher
from assess.plan.timetable.turns import Style

CONFLICTS = frozenset({("A", "K1"), ("B", "K3"), ("C", "K5")})


def equal(candidates: int, exercises: int, assessors: int, style: Style = "rotation") -> Problem:
    """Individual exercises, one room each, two assessors a session, unit slots, three conflicts, no breaks."""
    tasks = tuple(Task(f"E{number}", 1, (f"room {number}",)) for number in range(1, exercises + 1))
    return Problem(
        tasks,
        tuple(Taker(f"K{number}", tuple(task.code for task in tasks)) for number in range(1, candidates + 1)),
        tuple(Watcher(name) for name in "ABCDEFGH"[:assessors]),
        barred=CONFLICTS,
        hours=Hours(0, candidates * exercises, None, 0, 0, 0),
        style=style,
    )


def real(candidates: int = 6, assessors: int = 4, style: Style = "rotation") -> Problem:
    """The default day: a group discussion, a role play and a presentation, with lunch and breaks."""
    tasks = (
        Task("discussion", 40, ("hall",), prepare=10, rate=30, size=6, competencies=("MOD", "TEA", "KOM")),
        Task(
            "role-play", 20, ("room 1",), prepare=15, rate=15, change=5,
            players=("R",), needs_player=True, competencies=("EMP", "KON", "TEA"),
        ),
        Task("presentation", 20, ("room 2",), prepare=30, rate=15, change=5, competencies=("KOM", "MOD")),
    )  # fmt: skip
    return Problem(
        tasks,
        tuple(Taker(f"K{number}", tuple(task.code for task in tasks)) for number in range(1, candidates + 1)),
        tuple(Watcher(name) for name in "ABCDEFGH"[:assessors]),
        (Watcher("R"),),
        hours=Hours(9 * 60 + 20, 18 * 60),
        style=style,
    )


@st.composite
def days(draw: st.DrawFn, *, candidates: int = 6, exercises: int = 3, assessors: int = 5) -> Problem:
    """Any day: groups, adjustments, absences, line managers, conflicts, tight or wide hours."""
    tasks = tuple(draw(_task(number)) for number in range(draw(st.integers(1, exercises))))
    codes = tuple(task.code for task in tasks)
    takers = tuple(
        Taker(
            f"K{number}",
            draw(st.sampled_from([codes, codes[:1]])),
            extra=draw(st.sampled_from([0, 0, 10])),
            free=draw(_free()),
        )
        for number in range(draw(st.integers(1, candidates)))
    )
    watchers = tuple(
        Watcher("ABCDEFGH"[number], draw(_free()), lead=draw(st.booleans()) and number > 1)
        for number in range(draw(st.integers(1, assessors)))
    )
    everybody = [(watcher.initials, taker.code) for watcher in watchers for taker in takers]
    return Problem(
        tasks,
        takers,
        watchers,
        (Watcher("P", draw(_free())), Watcher("Q")),
        barred=frozenset(draw(st.lists(st.sampled_from(everybody), max_size=3))),
        hours=Hours(
            540,
            540 + draw(st.sampled_from([120, 240, 480])),
            draw(st.sampled_from([None, Span(660, 780)])),
            30,
            draw(st.sampled_from([0, 60, 120])),
            10,
        ),
        style=draw(st.sampled_from(["pairs", "rotation"])),
    )


@st.composite
def _task(draw: st.DrawFn, number: int) -> Task:
    size = draw(st.sampled_from([1, 1, 2, 4]))
    needs = size == 1 and draw(st.booleans())
    return Task(
        f"E{number}",
        draw(st.sampled_from([10, 20, 30])),
        tuple(f"room {number}{letter}" for letter in draw(st.sampled_from(["a", "ab"]))),
        prepare=draw(st.sampled_from([0, 10, 20])),
        rate=draw(st.sampled_from([0, 10, 20])),
        change=draw(st.sampled_from([0, 10])),
        size=size,
        players=draw(st.sampled_from([("P",), ("P", "Q")])) if needs else (),
        needs_player=needs,
        competencies=draw(st.sampled_from([(), ("X",), ("X", "Y")])),
    )


@st.composite
def _free(draw: st.DrawFn) -> tuple[Span, ...]:
    if draw(st.integers(0, 3)):
        return ()
    start = 540 + 10 * draw(st.integers(0, 8))
    return (Span(start, start + 10 * draw(st.integers(3, 30))),)
