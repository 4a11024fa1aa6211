"""The exercise's clock: pauses, settings, restarts, a wrong system clock, a sleeping laptop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.conduct.clock import Moment, Tick, read, warning

START = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


def moment(uptime: float, *, boot: str = "one", wall: float | None = None) -> Moment:
    """A moment `uptime` seconds after the start; `wall` where the system clock says otherwise."""
    return Moment(START + timedelta(seconds=uptime if wall is None else wall), boot, 1000 + uptime)


def test_it_counts_and_goes_on_over_time() -> None:
    ticks = [Tick("live", "start", moment(0))]
    assert read(ticks, "live", moment(401)).elapsed == 401
    assert read(ticks, "live", moment(4000)).elapsed == 4000
    assert read(ticks, "live", moment(401)).running


def test_a_pause_does_not_count() -> None:
    ticks = [Tick("live", "start", moment(0)), Tick("live", "pause", moment(60)), Tick("live", "resume", moment(200))]
    assert read(ticks[:2], "live", moment(150)).elapsed == 60
    assert not read(ticks[:2], "live", moment(150)).running
    assert read(ticks, "live", moment(260)).elapsed == 120


def test_it_can_be_set_while_running_and_while_paused() -> None:
    running = [Tick("live", "start", moment(0)), Tick("live", "set", moment(100), 300)]
    assert read(running, "live", moment(110)).elapsed == 310
    paused = [Tick("live", "start", moment(0)), Tick("live", "pause", moment(50)), Tick("live", "set", moment(60), 10)]
    assert read(paused, "live", moment(500)).elapsed == 10


def test_a_wrong_system_clock_does_not_move_it() -> None:
    ticks = [Tick("live", "start", moment(0))]
    assert read(ticks, "live", moment(90, wall=-7200)).elapsed == 90
    assert read(ticks, "live", moment(90, wall=86400)).elapsed == 90


def test_after_a_restart_of_the_machine_the_wall_clock_counts() -> None:
    ticks = [Tick("live", "start", moment(0))]
    assert read(ticks, "live", Moment(START + timedelta(seconds=300), "two", 5)).elapsed == 300
    assert read(ticks, "live", Moment(START - timedelta(seconds=300), "two", 5)).elapsed == 0, "never negative"


def test_phases_have_clocks_of_their_own() -> None:
    ticks = [
        Tick("prepare", "start", moment(0)),
        Tick("prepare", "stop", moment(900)),
        Tick("live", "start", moment(1000)),
    ]
    assert read(ticks, "prepare", moment(5000)).elapsed == 900
    assert read(ticks, "prepare", moment(5000)).stopped
    assert read(ticks, "live", moment(1060)).elapsed == 60
    assert not read(ticks, "questions", moment(5000)).started


@given(st.lists(st.tuples(st.sampled_from(["start", "pause", "resume", "stop"]), st.floats(0, 500)), max_size=12))
def test_it_never_runs_backwards(hands: list[tuple[str, float]]) -> None:
    ticks: list[Tick] = []
    now, shown = 0.0, 0.0
    for hand, wait in hands:
        now += wait
        ticks.append(Tick("live", hand, moment(now)))  # type: ignore[arg-type]  # one of the four
        later = read(ticks, "live", moment(now)).elapsed
        assert later >= shown - 1e-9
        shown = later
    assert shown <= now + 1e-9


@pytest.mark.parametrize(
    ("elapsed", "shows"),
    [(0, None), (899, None), (900, 5), (901.9, 5), (902, None), (1080, 2), (1200, 0), (1203, None), (5000, None)],
)
def test_it_warns_for_two_seconds(elapsed: float, shows: int | None) -> None:
    assert warning(elapsed, 1200, (5, 2)) == shows
