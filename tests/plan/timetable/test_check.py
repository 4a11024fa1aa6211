"""The checker for people, held against the tests' own, on plans that hold and on plans that somebody spoilt."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assess.plan.timetable.check import broken as said_broken
from assess.plan.timetable.check import broken_by, new_faults
from assess.plan.timetable.clock import hhmm, minute_of
from assess.plan.timetable.problem import Placed, Problem, Span, Taker, Watcher
from assess.plan.timetable.search import timetable
from assess.words import Usage
from tests.plan.timetable.days import days, real
from tests.plan.timetable.rules import broken

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.builds(lambda problem, seed: (problem, timetable(problem, seed=seed, passes=3)), days(), st.integers(0, 3))


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[Problem, tuple[Placed, ...]]:
    """A plan with up to three changes by hand, each with names that are of this day."""
    problem, plan = draw(DAYS)
    placed = list(plan.placed) if plan else []
    names = [one.initials for one in problem.watchers]
    for _ in range(draw(st.integers(0, 3))):
        if not placed:
            break
        at = draw(st.integers(0, len(placed) - 1))
        one = placed[at]
        change = draw(st.sampled_from(["time", "longer", "room", "fewer", "other", "gone", "twice", "player"]))
        if change == "time":
            by = draw(st.integers(-12, 12)) * 5
            one = one._replace(start=one.start + by, end=one.end + by)
        elif change == "longer":
            one = one._replace(end=one.end + 5)
        elif change == "room":
            one = one._replace(room=draw(st.sampled_from([other.room for other in placed])))
        elif change == "fewer":
            one = one._replace(watch=one.watch[1:])
        elif change == "other":
            who = draw(st.sampled_from(names))
            one = one._replace(watch=((who, one.takers[:1]), *(pair for pair in one.watch[1:] if pair[0] != who)))
        elif change == "player":
            one = one._replace(player=draw(st.sampled_from([None, "P", "Q"])))
        elif change == "twice":
            placed.append(one._replace(start=one.start + 90, end=one.end + 90))
        placed[at] = one
        if change == "gone":
            del placed[at]
    return problem, tuple(placed)


@SLOW
@given(spoilt())
def test_both_checkers_find_fault_with_the_same_plans(given: tuple[Problem, tuple[Placed, ...]]) -> None:
    problem, placed = given
    here, there = said_broken(problem, placed), broken(problem, placed)
    assert bool(here) == bool(there), ([str(one.said) for one in here], there)


PLAN = timetable(real(6, 6), passes=8)
assert PLAN is not None
HELD = PLAN.placed


def place(task: str, taker: str) -> int:
    return next(at for at, one in enumerate(HELD) if one.task == task and taker in one.takers)


def changed(task: str, taker: str, **what: object) -> tuple[Placed, ...]:
    at = place(task, taker)
    return (*HELD[:at], HELD[at]._replace(**what), *HELD[at + 1 :])  # type: ignore[arg-type]  # named by the test


def said(problem: Problem, placed: tuple[Placed, ...]) -> list[str]:
    return [f"{one.rule} {one.said}" for one in said_broken(problem, placed)]


def test_each_rule_says_who_what_and_when() -> None:
    problem = real(6, 6)
    assert said(problem, HELD) == []
    talk = HELD[place("role-play", "K1")]
    first, second = (who for who, _ in talk.watch)
    other = HELD[place("role-play", "K2")]
    times = {"start": other.start, "end": other.end}
    assert any(
        one.startswith(f"H1 R is needed twice at {hhmm(other.start)}: role-play")
        for one in said(problem, changed("role-play", "K1", **times))
    )
    assert "H2 K1 does not do role-play" in said(problem, tuple(one for one in HELD if one != talk))
    assert f"H3 role-play at {hhmm(talk.start)} lasts 25 minutes instead of 20" in said(
        problem, changed("role-play", "K1", end=talk.end + 5)
    )
    barred = replace(problem, barred=frozenset({(first, "K1")}))
    assert said(barred, HELD)[0] == f"H5 {first} has a conflict of interest with K1"
    alone = changed("role-play", "K1", watch=((first, ("K1",)),))
    assert f"H6 K1 is watched by {first} in role-play; 2 assessors are needed" in said(problem, alone)
    assert f"H8 role-play at {hhmm(talk.start)} has no role player" in said(
        problem, changed("role-play", "K1", player=None)
    )
    assert "H1 room 2 is not a room of role-play" in said(problem, changed("role-play", "K1", room="room 2"))
    stairs = replace(problem, takers=(Taker("K1", problem.takers[0].tasks, rooms=frozenset({"hall", "room 2"})),
                                      *problem.takers[1:]))  # fmt: skip
    assert said(stairs, HELD) == ["H10 K1 can't use room 1"]
    absent = replace(problem, watchers=tuple(
        Watcher(one.initials, (Span(0, talk.start),) if one.initials == first else ()) for one in problem.watchers
    ))  # fmt: skip
    assert f"H11 {first} is not there for role-play at {hhmm(talk.start)}" in said(absent, HELD)
    leads = replace(problem, watchers=tuple(
        replace(one, lead=one.initials in (first, second)) for one in problem.watchers
    ))  # fmt: skip
    assert "H12 K1 is watched in role-play by future line managers alone" in said(leads, HELD)
    hurried = replace(problem, hours=replace(problem.hours, stretch=30))
    assert any(one.startswith("H9 A has no break of 10 minutes between ") for one in said(hurried, HELD))
    hungry = replace(problem, hours=replace(problem.hours, lunch=Span(690, 719)))
    assert any("H9" in one and "for lunch between 11:30 and 11:59" in one for one in said(hungry, HELD))


def test_who_still_rates_is_not_free_yet() -> None:
    problem = real(6, 6)
    talk = HELD[place("role-play", "K1")]
    who = talk.watch[0][0]
    speech = HELD[place("presentation", "K2")]
    after = speech._replace(start=talk.end + 5, end=talk.end + 25, watch=((who, ("K2",)), speech.watch[1]))
    found = said(problem, (talk, after))
    assert f"H4 {who} still rates role-play when presentation begins at {hhmm(talk.end + 5)}" in found


def test_only_what_a_change_breaks_is_new() -> None:
    problem = real(6, 6)
    before = said_broken(problem, HELD[1:])
    after = said_broken(problem, (HELD[1]._replace(end=HELD[1].end + 5), *HELD[2:]))
    assert all(one.rule == "H3" for one in new_faults(before, after)[:1])
    assert new_faults(before, before) == ()
    assert list(broken_by(problem, HELD[0])) == []


@pytest.mark.parametrize(
    ("said", "minute"), [("9:05", 545), ("09.05", 545), ("9", 540), ("930", 570), ("11:30", 690), ("14 Uhr", 840)]
)
def test_times_are_read_as_people_type_them(said: str, minute: int) -> None:
    assert minute_of(said) == minute


@pytest.mark.parametrize("said", ["", "noon", "25:00", "9:75", "11:3", "-1"])
def test_what_is_no_time_is_refused(said: str) -> None:
    with pytest.raises(Usage):
        minute_of(said)
