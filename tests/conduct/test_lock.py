"""Locking: a rating keeps its ground to the end, whatever happened to its notes since."""

from __future__ import annotations

import pytest

from assess.conduct import classify, lock
from assess.conduct import rate as rating
from assess.store.tables import Assignment, Candidacy, Cell, Cue, Evidence, Seat, Sheet, Vacancy
from assess.store.transaction import Store, Writing
from assess.words import Id, Refused
from tests.day import Day, Plan, make_day

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


GROUP = {"K1": {"group": {"EMP": {"A": 3}}}, "K2": {"group": {"EMP": {"A": 4}}}}
BOTH = [("A", "K1", "group"), ("A", "K2", "group")]


@pytest.fixture
def group(store: Store) -> Day:
    """A watches K1 and K2 in one discussion, and has rated both."""
    made = store.write(make_day, GROUP, unlocked=BOTH, frozen=False)

    def together(tx: Writing) -> None:
        one, other = (made.slots[code, "group"] for code in GROUP)
        tx.session.query(Assignment).filter_by(slot=other).update({"slot": one})
        tx.session.query(Seat).filter_by(slot=other).update({"slot": one, "number": 2})
        tx.session.query(Sheet).filter_by(slot=other).update({"slot": one})

    store.write(together)
    return made


def states(store: Store, day: Day) -> list[str]:
    return store.read(lambda tx: [tx.session.get_one(Sheet, day.sheet(*key)).state for key in BOTH])


def test_a_discussions_sheets_lock_together(store: Store, group: Day) -> None:
    acting, slot = store.acting(group.people["A"]), group.slots["K1", "group"]
    assert acting.write(lock.lock_all, slot) == tuple(group.sheet(*key) for key in BOTH)
    assert states(store, group) == ["locked", "locked"]
    with pytest.raises(Refused, match=r"You have no open sheet of this exercise\."):
        acting.write(lock.lock_all, slot)


def test_none_locks_while_one_can_not(store: Store, group: Day) -> None:
    acting, slot = store.acting(group.people["A"]), group.slots["K1", "group"]
    acting.write(rating.unrate, group.sheet(*BOTH[1]), group.competencies["EMP"])
    with pytest.raises(Refused, match=r"^K2: 1 competency has no rating yet\."):
        acting.write(lock.lock_all, slot)
    assert states(store, group) == ["rating", "rating"]
    acting.write(lock.excuse, group.sheet(*BOTH[1]), "no_show", "never came")
    assert acting.write(lock.lock_all, slot) == (group.sheet(*BOTH[0]),), "who did not come is locked already"


def test_the_refusal_names_candidate_and_competency(store: Store, group: Day) -> None:
    acting, slot = store.acting(group.people["A"]), group.slots["K1", "group"]

    def without_notes(tx: Writing) -> None:
        tx.session.query(Evidence).filter_by(sheet=group.sheet(*BOTH[0])).delete()

    store.write(without_notes)
    with pytest.raises(Refused, match=r"^K1, Empathy: A rating cites at least one note\."):
        acting.write(lock.lock_all, slot)
    assert states(store, group) == ["rating", "rating"]


def test_nobody_locks_anothers(store: Store, group: Day) -> None:
    with pytest.raises(Refused, match="not among your tasks"):
        store.acting(group.people["M"]).write(lock.lock_all, group.slots["K1", "group"])
    assert states(store, group) == ["rating", "rating"]


def test_a_cue_of_another_roles_rubric_gives_no_opportunity(store: Store) -> None:
    """The cells of all rubrics name cues; only those of the candidate's own roles are opportunities for them."""
    marks = {"K1": {"talk": {"KOM": {"A": None}}}}
    day = store.write(make_day, marks, Plan(roles=("one", "two")), unlocked=[MINE], frozen=False)

    def only_the_first_role(tx: Writing) -> None:
        tx.session.query(Candidacy).filter_by(vacancy=day.vacancies[1]).delete()
        rubric = tx.session.get_one(Vacancy, day.vacancies[1]).rubric
        tx.session.query(Cell).filter_by(rubric=rubric).update({"cues": "P1"})
        tx.session.query(Evidence).delete()
        tx.session.add(Cue(sheet=day.sheet(*MINE), code="P1", seconds=60, at=tx.at))

    store.write(only_the_first_role)
    store.acting(day.people["A"]).write(
        rating.rate, day.sheet(*MINE), day.competencies["KOM"], None, "", "no_opportunity"
    )
    store.acting(day.people["A"]).write(lock.lock, day.sheet(*MINE))
