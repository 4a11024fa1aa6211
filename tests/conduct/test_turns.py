"""Speaking turns: one keeper, saved at once, hidden until the lock."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from assess.conduct import conflict, observe, sheets, timing
from assess.conduct.clock import Moment
from assess.conduct.discussion import SEVERAL, Turn
from assess.conduct.turns import discussions, find_discussion, record, speaking, speaks, undo_turn
from assess.store.tables import SpeakingTurn
from assess.store.transaction import Reading, Store, Writing
from assess.words import Refused, Usage
from tests.conduct.test_work import at, watched
from tests.factories import Made, lock


def group(tx: Writing, candidates: int = 4) -> Made:
    """A group discussion in which the first assessor watches the first two."""
    return watched(tx, kind="group_discussion", candidates=candidates, watches=2)


@pytest.fixture
def made(store: Store) -> Made:
    """A discussion that the moderator times."""
    found = store.write(group)
    store.acting(found.moderator).write(timing.begin, found.slot, "live", at(0))
    return found


def turns(store: Store, made: Made) -> list[tuple[int, float, float | None]]:
    def read(tx: Reading) -> list[tuple[int, float, float | None]]:
        rows = tx.session.execute(
            select(SpeakingTurn).where(col(SpeakingTurn.slot) == made.slot).order_by(col(SpeakingTurn.starts))
        ).scalars()
        return [(row.seat, row.starts, row.ends) for row in rows]

    return store.read(read)


def test_a_key_ends_the_turn_before(store: Store, made: Made) -> None:
    keeper = store.acting(made.moderator)
    for seconds, seat in ((5, 1), (20, 3), (30, SEVERAL), (35, 3), (40, 3), (50, 2), (60, None)):
        keeper.write(speaks, made.slot, seat, at(seconds))
    assert turns(store, made) == [(1, 5, 20), (3, 20, 30), (0, 30, 35), (3, 35, 40), (2, 50, 60)]


def test_undo_takes_the_last_key_back(store: Store, made: Made) -> None:
    keeper = store.acting(made.moderator)
    with pytest.raises(Refused, match="no turn to take back"):
        keeper.write(undo_turn, made.slot)
    for seconds, seat in ((5, 1), (20, 3)):
        keeper.write(speaks, made.slot, seat, at(seconds))
    assert keeper.write(undo_turn, made.slot).seat == 1, "the one before speaks on"
    assert turns(store, made) == [(1, 5, None)]
    keeper.write(speaks, made.slot, None, at(30))
    assert keeper.write(undo_turn, made.slot).seat == 1
    keeper.write(speaks, made.slot, None, at(40))
    keeper.write(speaks, made.slot, 2, at(50))
    assert keeper.write(undo_turn, made.slot).seat is None, "silence before it stays silence"
    assert turns(store, made) == [(1, 5, 40)]


def test_a_paused_clock_refuses_and_a_set_one_moves_nothing(store: Store, made: Made) -> None:
    keeper = store.acting(made.moderator)
    keeper.write(speaks, made.slot, 1, at(10))
    keeper.write(timing.set_clock, made.slot, "live", 1200.0, at(20), "started late")
    keeper.write(speaks, made.slot, 2, at(30))
    keeper.write(timing.pause, made.slot, "live", at(40), "fire alarm")
    with pytest.raises(Refused, match="clock is not running"):
        keeper.write(speaks, made.slot, 1, at(45))
    assert turns(store, made) == [(1, 10, 30), (2, 30, None)]


def test_one_person_keeps_the_record_and_taking_over_is_said(store: Store, made: Made) -> None:
    store.acting(made.moderator).write(speaks, made.slot, 1, at(10))
    other = store.acting(made.assessors[1])
    with pytest.raises(Refused, match="MO keeps the turns"):
        other.write(speaks, made.slot, 2, at(15))
    assert other.read(record, made.slot).own is False
    other.write(speaks, made.slot, 2, at(20), over=True)
    assert turns(store, made) == [(1, 10, 20), (2, 20, None)], "timed by the same clock"
    with pytest.raises(Refused, match="BS keeps the turns"):
        store.acting(made.moderator).write(speaks, made.slot, 3, at(25))


def test_only_who_works_here_keeps_time_and_only_on_seats_that_are_taken(store: Store, made: Made) -> None:
    with pytest.raises(Refused, match="not among your tasks"):
        store.acting(made.lead).write(speaks, made.slot, 1, at(10))
    with pytest.raises(Refused, match="Nobody sits on seat 7"):
        store.acting(made.moderator).write(speaks, made.slot, 7, at(10))


def test_more_than_nine_seats(store: Store) -> None:
    found = store.write(group, 12)
    keeper = store.acting(found.moderator)
    keeper.write(timing.begin, found.slot, "live", at(0))
    assert keeper.write(speaks, found.slot, 12, at(10)).seat == 12


def test_a_role_play_has_no_turns(store: Store) -> None:
    found = store.write(watched)
    with pytest.raises(Refused, match="group discussions"):
        store.acting(found.moderator).write(speaks, found.slot, 1, at(0))
    with pytest.raises(Refused, match="Open the exercise first"):
        store.acting(found.moderator).write(timing.begin, found.slot, "live", at(0))


def observed(store: Store, made: Made) -> Store:
    own = store.acting(made.assessors[0])
    own.write(sheets.enter, made.slot)
    for candidate in made.candidates[:2]:
        own.write(conflict.declare, made.slot, candidate, "none")
    own.write(observe.read_brief, made.slot)
    return own


def test_the_end_of_the_clock_ends_the_last_turn(store: Store, made: Made) -> None:
    keeper = store.acting(made.moderator)
    keeper.write(speaks, made.slot, 1, at(10))
    keeper.write(timing.stop, made.slot, "live", at(100))
    assert turns(store, made) == [(1, 10, 100)]


def test_shares_are_hidden_until_the_own_sheets_are_locked(store: Store, made: Made) -> None:
    own, keeper = observed(store, made), store.acting(made.moderator)
    for seconds, seat in ((0, 1), (30, 2), (40, None)):
        keeper.write(speaks, made.slot, seat, at(seconds))
    keeper.write(timing.stop, made.slot, "live", at(100))
    for person in (own, keeper, store.acting(made.lead), store):
        with pytest.raises(Refused, match="after the lock"):
            person.read(speaking, made.slot)
    assert not hasattr(keeper.read(record, made.slot), "spoken")
    first, second = own.read(lambda tx: [sheet.id for sheet in sheets.own_sheets(tx, made.slot)])
    store.write(lock, first)
    with pytest.raises(Refused, match="Lock your sheets first"):
        own.read(speaking, made.slot)
    store.write(lock, second)
    for person in (own, keeper):
        found = person.read(speaking, made.slot)
        assert [(one.seconds, one.share) for one in found.spoken.shares] == [(30, 0.75), (10, 0.25), (0, 0), (0, 0)]
        assert (found.spoken.silence, found.spoken.length) == (60.0, 100.0)
        assert found.codes == ("K1", "K2", "K3", "K4")
        assert found.keeper == "MO"
    assert own.read(speaking, made.slot).own == (True, True, False, False)
    with pytest.raises(Refused, match="after the lock"):
        store.read(speaking, made.slot)  # nobody acting: only a closed center


def test_the_keeper_sees_who_speaks_and_no_sum(store: Store, made: Made) -> None:
    keeper = store.acting(made.moderator)
    assert keeper.read(record, made.slot).own
    keeper.write(speaks, made.slot, 1, at(10))
    found = keeper.read(record, made.slot)
    assert (found.speaker.seat, found.speaker.since, found.keeper) == (1, 10.0, "MO")
    assert found.last == (Turn(1, 10.0, None),)
    assert store.acting(made.assessors[0]).read(record, made.slot).watches == ("K1", "K2")


def test_a_discussion_is_found_by_code_name_or_slot(store: Store, made: Made) -> None:
    keeper = store.acting(made.moderator)
    only = keeper.read(discussions, made.center)[0]
    for said in (None, made.slot, only.code.upper(), only.exercise.en[:3]):
        assert keeper.read(find_discussion, made.center, said) == made.slot
    with pytest.raises(Usage):
        keeper.read(find_discussion, made.center, "nothing of that name")


def test_planned_against_actual_of_ones_own_clock_and_of_anothers(store: Store, made: Made) -> None:
    own = observed(store, made)
    own.write(timing.begin, made.slot, "live", at(0))
    own.write(timing.stop, made.slot, "live", at(1290))
    (mine,) = own.read(timing.minutes, made.slot)
    assert (mine.planned, mine.seconds, mine.off) == (1200.0, 1290.0, 90.0)
    (theirs,) = store.acting(made.moderator).read(timing.minutes, made.slot, made.assessors[0])
    assert theirs == mine
    with pytest.raises(Refused):
        own.read(timing.minutes, made.slot, made.moderator)
    (running,) = store.acting(made.moderator).read(timing.minutes, made.slot, now=Moment(at(60).at, "run", 60))
    assert running.running
    assert running.seconds == 60.0
