"""What the assessor's screens read, and the clock's hands that they lay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assess.conduct import conflict, observe, sheets, timing
from assess.conduct.clock import Moment
from assess.conduct.work import work
from assess.store.tables import Assignment, Exercise, Phase, new_id
from assess.store.transaction import Store, Writing
from tests.factories import Made, make_center

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def watched(tx: Writing, *, kind: str = "role_play", candidates: int = 1, watches: int = 1) -> Made:
    """A center whose first assessor watches the first candidates, in an exercise with a preparation."""
    made = make_center(tx, candidates=candidates)
    tx.session.get_one(Exercise, made.exercise).kind = kind
    tx.session.add(
        Phase(
            id=new_id(),
            exercise=made.exercise,
            position=0,
            code="prepare",
            kind="prepare",
            minutes=15,
            name_de="Vorbereitung",
            name_en="Preparation",
        )
    )
    for candidate in made.candidates[:watches]:
        tx.session.add(
            Assignment(id=new_id(), slot=made.slot, person=made.assessors[0], candidate=candidate, function="assessor")
        )
    tx.session.flush()
    return made


@pytest.fixture
def mine(store: Store) -> tuple[Store, Made]:
    """The first assessor's store, the exercise entered and its brief read."""
    made = store.write(watched)
    own = store.acting(made.assessors[0])
    own.write(sheets.enter, made.slot)
    own.write(conflict.declare, made.slot, made.candidates[0], "none")
    own.write(observe.read_brief, made.slot)
    return own, made


def at(seconds: float) -> Moment:
    return Moment(START + timedelta(seconds=seconds), "run", seconds)


def test_the_end_of_the_preparation_classifies_nothing(mine: tuple[Store, Made]) -> None:
    store, made = mine
    store.write(timing.begin, made.slot, "prepare", at(0))
    store.write(timing.begin, made.slot, "live", at(600))
    store.write(timing.stop, made.slot, "prepare", at(610))
    found = store.read(work, made.slot)
    assert found.state == "observing", "watching goes on"
    store.write(timing.stop, made.slot, "live", at(1800))
    assert store.read(work, made.slot).state == "classifying"


def test_a_sheet_says_when_its_exercise_ended_and_when_notes_were_typed(mine: tuple[Store, Made]) -> None:
    store, made = mine
    store.write(timing.begin, made.slot, "live", at(0))
    store.write(observe.note, made.slot, "asks back", "live", 10.0)
    before = store.read(work, made.slot).sheets[0]
    assert before.ended_at is None
    assert before.notes[0].at is not None
    store.write(timing.stop, made.slot, "live", at(1200))
    after = store.read(work, made.slot).sheets[0]
    assert after.ended_at is not None
    assert after.ended_at >= after.notes[0].at


def test_a_group_shows_all_seats_and_marks_ones_own(store: Store) -> None:
    made = store.write(watched, kind="group_discussion", candidates=4, watches=2)
    own = store.acting(made.assessors[0])
    own.write(sheets.enter, made.slot)
    seats = own.read(work, made.slot).seats
    assert [(seat.number, seat.code, seat.own) for seat in seats] == [
        (1, "K1", True),
        (2, "K2", True),
        (3, "K3", False),
        (4, "K4", False),
    ]


def test_other_exercises_have_no_seats(mine: tuple[Store, Made]) -> None:
    store, made = mine
    assert store.read(work, made.slot).seats == ()
