"""The arithmetic of speaking turns, and of silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.conduct.clock import Moment, Tick, gone_by, spent
from assess.conduct.discussion import SEVERAL, Turn, spoken, unnoted
from tests.conduct.test_clock import moment

LENGTHS = st.lists(st.tuples(st.integers(0, 12), st.floats(0, 300), st.booleans()), max_size=30)


def test_shares_are_of_the_time_in_which_one_person_spoke() -> None:
    turns = [Turn(1, 0, 60), Turn(SEVERAL, 60, 80), Turn(2, 100, 120), Turn(1, 120)]
    found = spoken(turns, (1, 2, 3), 140.0)
    assert [(one.seat, one.seconds, one.turns) for one in found.shares] == [(1, 80.0, 2), (2, 20.0, 1), (3, 0.0, 0)]
    assert [one.share for one in found.shares] == [0.8, 0.2, 0.0]
    assert (found.several, found.silence, found.length) == (20.0, 20.0, 140.0)


def test_nobody_spoke() -> None:
    found = spoken([], (1, 2), 60.0)
    assert [one.share for one in found.shares] == [0.0, 0.0]
    assert found.silence == 60.0


@given(LENGTHS)
def test_times_add_up_to_the_length(lengths: list[tuple[int, float, bool]]) -> None:
    turns, at = [], 0.0
    for seat, seconds, silence in lengths:
        if not silence:
            turns.append(Turn(seat, at, at + seconds))
        at += seconds
    found = spoken(turns, tuple(range(1, 13)), at)
    alone = sum(one.seconds for one in found.shares)
    assert alone + found.several + found.silence == pytest.approx(at)
    assert sum(one.share for one in found.shares) == pytest.approx(1.0 if alone else 0.0)


def test_who_was_not_noted_for_ten_minutes() -> None:
    assert unnoted({"K1": 0.0, "K2": 1.0}, 600.0) == ("K1",)
    assert unnoted({"K1": 0.0, "K2": 0.0}, 599.0) == ()


def test_planned_against_actual_has_the_phases_that_were_started() -> None:
    ticks = [
        Tick("live", "start", moment(0)),
        Tick("live", "stop", moment(610)),
        Tick("questions", "start", moment(620)),
    ]
    found = spent(ticks, [("prepare", 1800.0), ("live", 600.0), ("questions", 600.0)], moment(680))
    assert [(one.phase, one.seconds, one.off, one.running) for one in found] == [
        ("live", 610.0, 10.0, False),
        ("questions", 60.0, -540.0, True),
    ]


def test_turns_are_timed_over_all_phases_and_not_moved_by_a_set_clock() -> None:
    ticks = [
        Tick("live", "start", moment(0)),
        Tick("live", "set", moment(100), 900),
        Tick("live", "pause", moment(200)),
        Tick("live", "resume", moment(300)),
        Tick("live", "stop", moment(400)),
        Tick("questions", "start", moment(450)),
    ]
    assert gone_by(ticks, ("live", "questions"), moment(500)) == 350.0
    assert gone_by(ticks, ("live",), Moment(moment(500).at)) == 300.0
