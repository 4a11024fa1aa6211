"""Locking: a rating keeps its ground to the end, whatever happened to its notes since."""

from __future__ import annotations

import pytest

from assess.conduct import classify, lock
from assess.conduct import rate as rating
from assess.store.tables import Cell, Cue, Evidence, Sheet
from assess.store.transaction import Store, Writing
from assess.words import Id, Refused
from tests.day import Day, make_day

MINE = ("A", "K1", "talk")


@pytest.fixture
def day(store: Store) -> Day:
    """A's sheet of K1 is rated and open: EMP with a note, KOM without an opportunity and without a note."""
    marks: dict[str, dict[str, int | None]] = {"EMP": {"A": 3, "B": 3}, "KOM": {"A": None, "B": 3}}
    made = store.write(make_day, {"K1": {"talk": marks}}, unlocked=[MINE], frozen=False)

    def without_notes(tx: Writing) -> None:
        for one in tx.session.query(Evidence).filter_by(sheet=made.sheet(*MINE), competency=made.competencies["KOM"]):
            tx.session.delete(one)

    store.write(without_notes)
    return made


def note_of(tx: Writing, day: Day, code: str) -> Id:
    """The note that shows a competency on A's sheet."""
    shown = tx.session.query(Evidence).filter_by(sheet=day.sheet(*MINE), competency=day.competencies[code])
    return shown.one().observation


def test_a_rated_sheet_locks(store: Store, day: Day) -> None:
    acting = store.acting(day.people["A"])
    sealed = acting.write(lock.lock, day.sheet(*MINE))
    state = store.read(lambda tx: tx.session.get_one(Sheet, day.sheet(*MINE)))
    assert (state.state, state.content_hash) == ("locked", sealed)


def test_a_rating_whose_note_was_discarded_since_is_refused(store: Store, day: Day) -> None:
    acting = store.acting(day.people["A"])
    note = store.write(note_of, day, "EMP")
    acting.write(classify.discard, note)
    with pytest.raises(Refused, match=r"Empathy: A rating cites at least one note\."):
        acting.write(lock.lock, day.sheet(*MINE))
    acting.write(classify.assign, note, day.competencies["EMP"])
    acting.write(lock.lock, day.sheet(*MINE))


def test_a_rating_whose_note_was_reassigned_since_is_refused(store: Store, day: Day) -> None:
    acting = store.acting(day.people["A"])
    note = store.write(note_of, day, "EMP")
    acting.write(classify.assign, note, day.competencies["EMP"])  # said again, it no longer shows it
    with pytest.raises(Refused, match=r"Empathy: A rating cites at least one note\."):
        acting.write(lock.lock, day.sheet(*MINE))


def test_no_opportunity_is_refused_once_its_cue_was_given(store: Store, day: Day) -> None:
    def cue(tx: Writing) -> None:
        cell = tx.session.query(Cell).filter_by(exercise=day.exercises["talk"], competency=day.competencies["KOM"])
        cell.one().cues = "P1"
        tx.session.add(Cue(sheet=day.sheet(*MINE), code="P1", seconds=60, at=tx.at))

    store.write(cue)
    with pytest.raises(Refused, match=r"Communication: Cue P1 was given .*, so there was an opportunity\."):
        store.acting(day.people["A"]).write(lock.lock, day.sheet(*MINE))


def test_an_extreme_rating_with_one_note_and_a_reason_stands(store: Store, day: Day) -> None:
    acting = store.acting(day.people["A"])
    acting.write(rating.rate, day.sheet(*MINE), day.competencies["EMP"], 5, "x" * rating.ENOUGH_REASON)
    acting.write(lock.lock, day.sheet(*MINE))
