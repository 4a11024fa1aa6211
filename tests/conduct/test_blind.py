"""Blindness: nobody sees another's rating before the reveal, by any way in; after it, those who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from assess.conduct import blind
from assess.conduct.evidence import evidence
from assess.conduct.reveal import excuse_assessor, force_reveal
from assess.fit.explain import explain
from assess.fit.ranking import ranking
from assess.integrate.grid import grid
from assess.integrate.progress import progress
from assess.integrate.table import table
from assess.integrate.washup import open_wash_up
from assess.store.tables import Duty, Reveal, Sheet, new_id
from assess.store.transaction import Reading, Store, Writing
from assess.words import Id, Refused
from tests.day import Day, Ratings, amend, close, make_day

RATINGS: Ratings = {
    "K1": {"talk": {"EMP": {"A": 5, "B": 2}}, "group": {"EMP": {"A": 3, "C": 3}}},
    "K2": {"talk": {"EMP": {"A": 1, "B": 1}}},
}
LATE = ("B", "K1", "talk")


@pytest.fixture
def day(store: Store) -> Day:
    """Everybody has locked but B on K1's talk."""
    return store.write(make_day, RATINGS, unlocked=[LATE])


def seen(store: Store, day: Day, who: str | None) -> set[tuple[str, str, str]]:
    """Whose ratings of whom in what somebody sees: by every way that a rating has out."""
    people = {id_: initials for initials, id_ in day.people.items()}
    codes = {id_: code for code, id_ in day.candidates.items()}
    exercises = {id_: code for code, id_ in day.exercises.items()}
    acting = store.acting(day.people[who] if who else None)

    def named(assessor: Id, candidate: Id, exercise: Id) -> tuple[str, str, str]:
        return people[assessor], codes[candidate], exercises[exercise]

    ratings = {named(one.assessor, one.candidate, one.exercise) for one in acting.read(blind.ratings, day.center)}
    cells = {named(one.assessor, one.candidate, one.exercise) for one in acting.read(grid, day.center)}
    single, noted, tabled = set(), set(), set()
    for code, candidate in day.candidates.items():
        single |= {
            named(one.assessor, one.candidate, one.exercise)
            for one in acting.read(blind.ratings, day.center, candidate)
        }
        noted |= {named(one.assessor, candidate, one.exercise) for one in acting.read(evidence, candidate)}
        for row in acting.read(table, day.center, candidate).rows:
            for square in row.squares:
                tabled |= {(mark.initials, code, exercises[square.exercise]) for mark in square.marks}
    assert single == ratings, "one candidate at a time shows the same"
    assert noted == ratings, "notes follow the same rule"
    assert cells == tabled, "the wash-up's table shows the grid"
    assert cells <= ratings, "the grid holds locked ratings alone"
    sheets = acting.read(visible)
    assert {named(one.assessor, one.candidate, one.exercise) for one in sheets} == ratings
    return ratings


def visible(tx: Reading) -> tuple[Sheet, ...]:
    from sqlalchemy import select

    everything = tx.session.execute(select(Sheet)).scalars().all()
    found = blind.visible(tx, everything)
    assert [sheet for sheet in everything if blind.may_see(tx, sheet)] == list(found)
    tx.session.expunge_all()
    return found


GROUP = {("A", "K1", "group"), ("C", "K1", "group")}
OTHERS = {("A", "K2", "talk"), ("B", "K2", "talk")}
TALK = {("A", "K1", "talk"), LATE}


@pytest.mark.parametrize("who", ["M", "L", "D"])
def test_neither_moderator_nor_lead_sees_a_value_before_the_reveal(store: Store, day: Day, who: str) -> None:
    assert seen(store, day, who) == GROUP | OTHERS


def test_an_assessor_sees_own_sheets_always_and_the_partner_after_both_have_locked(store: Store, day: Day) -> None:
    assert seen(store, day, "A") == GROUP | OTHERS | {("A", "K1", "talk")}
    assert seen(store, day, "C") == GROUP | OTHERS


def test_who_is_rating_sees_nothing_but_what_is_being_rated(store: Store, day: Day) -> None:
    assert seen(store, day, "B") == {LATE}, "neither others nor one's own earlier ratings"


@pytest.mark.parametrize("who", ["R", None])
def test_role_players_and_nobody_see_nothing(store: Store, day: Day, who: str | None) -> None:
    assert seen(store, day, who) == set()


def test_what_the_moderator_sees_holds_no_values(store: Store, day: Day) -> None:
    found = store.acting(day.people["M"]).read(progress, day.center)
    assert (found.state.locked, found.state.planned) == (5, 6)
    (left,) = found.missing
    assert (left.initials, left.code, left.state) == ("B", "K1", "rating")
    assert found.turns == ()


def lock_late(tx: Writing, day: Day) -> None:
    sheet = tx.session.get_one(Sheet, day.sheet(*LATE))
    sheet.state, sheet.locked_at = "locked", tx.at
    tx.session.add(sheet)
    tx.session.flush()


@pytest.mark.parametrize(("who", "sees"), [("M", True), ("L", True), ("A", True), ("C", True), ("R", False)])
def test_after_the_reveal_those_who_may_see_everything(store: Store, day: Day, who: str, sees: bool) -> None:
    store.write(lock_late, day)
    assert seen(store, day, who) == (TALK | GROUP | OTHERS if sees else set())


def test_nobody_acting_sees_a_closed_center_alone(store: Store, day: Day) -> None:
    store.write(lock_late, day)
    assert seen(store, day, None) == set()
    close(store, day)
    assert seen(store, day, None) == TALK | GROUP | OTHERS


def test_a_forced_reveal_shows_what_is_locked(store: Store, day: Day) -> None:
    def force(tx: Writing) -> None:
        tx.session.add(
            Reveal(
                id=new_id(),
                candidate=day.candidates["K1"],
                exercise=day.exercises["talk"],
                reason="B fell ill",
                by=day.people["M"],
                at=tx.at,
            )
        )
        tx.session.flush()

    store.write(force)
    assert seen(store, day, "L") == GROUP | OTHERS | {("A", "K1", "talk")}


READS: dict[str, Callable[[Store, Day], object]] = {
    "ranking": lambda store, day: store.read(ranking, day.center),
    "explain": lambda store, day: store.read(explain, day.center, "K1"),
    "sums": lambda store, day: store.read(blind.cell_sums, day.center),
}


def test_results_are_refused_until_the_wash_up_has_closed(store: Store, day: Day) -> None:
    everybody = [store.acting(day.people[who]) for who in "MLDA"] + [store.acting(None)]

    def refused() -> None:
        for acting in everybody:
            for read in READS.values():
                with pytest.raises(Refused, match="Results open when the wash-up has closed"):
                    read(acting, day)

    refused()
    store.write(lock_late, day)
    refused()
    store.acting(day.people["M"]).write(open_wash_up, day.center)
    refused()
    close(store, day)
    for acting in everybody:
        for read in READS.values():
            assert read(acting, day)
    for read in READS.values():
        with pytest.raises(Refused, match="not among your tasks"):
            read(store.acting(day.people["R"]), day)


def test_amendments_hold_and_the_first_level_stays(store: Store, day: Day) -> None:
    store.write(lock_late, day)
    store.write(amend, day, LATE, "EMP", 3)
    store.write(amend, day, LATE, "EMP", None, 2)
    ratings = store.acting(day.people["L"]).read(blind.ratings, day.center)
    (found,) = [one for one in ratings if one.sheet == day.sheet(*LATE)]
    assert (found.level, found.kind) == (None, "no_opportunity")
    assert (found.first_level, found.first_kind) == (2, "shown")
    assert found.reason == "after the talk"
    assert len(ratings) == 6, "one row a rating, however often it was amended"


def test_the_sums_are_those_of_the_grid_with_and_without_amendments(store: Store, day: Day) -> None:
    store.write(lock_late, day)
    close(store, day)
    for number, changed in enumerate((4, None, 5), start=1):
        by_cell: dict[tuple[Id, Id, Id], list[int]] = {}
        for cell in store.read(grid, day.center):
            if cell.level is not None:
                by_cell.setdefault((cell.candidate, cell.exercise, cell.competency), []).append(cell.level)
        assert {one[:3]: one[3:6] for one in store.read(blind.cell_sums, day.center)} == {
            place: (len(levels), sum(levels), sum(level * level for level in levels))
            for place, levels in by_cell.items()
        }
        store.write(amend, day, LATE, "EMP", changed, number)


@pytest.mark.parametrize("state", ["observing", "classifying", "rating"])
def test_going_back_a_step_opens_no_eyes(store: Store, day: Day, state: str) -> None:
    """Back to classifying, a look round, and rating again: what is open stays all that is seen."""

    def at(tx: Writing) -> None:
        tx.session.get_one(Sheet, day.sheet(*LATE)).state = state

    store.write(at)
    assert seen(store, day, "B") == {LATE}
    with pytest.raises(Refused, match="While you are at work on a sheet, your other sheets stay hidden"):
        store.acting(day.people["B"]).read(blind.own_ratings, day.sheet("B", "K2", "talk"))


def test_neither_an_excuse_nor_a_forced_reveal_opens_an_open_sheets_eyes(store: Store, day: Day) -> None:
    """B is excused, and moderates besides: B's own sheet of K1 is open, so A's of K1 stays hidden."""
    duty = Duty(id=new_id(), center=day.center, person=day.people["B"], function="moderator")
    store.write(lambda tx: tx.session.add(duty))
    mine, talk = store.acting(day.people["B"]), (day.candidates["K1"], day.exercises["talk"])
    mine.write(force_reveal, *talk, "I can't wait for myself any longer")
    assert seen(store, day, "B") == {LATE}
    mine.write(excuse_assessor, day.people["B"], *talk, "ill")
    assert ("A", "K1", "talk") not in seen(store, day, "B")
    assert ("A", "K1", "talk") in seen(store, day, "L")


def test_grounds_hold_no_level(store: Store, day: Day) -> None:
    found = store.acting(day.people["M"]).read(blind.grounds, day.center)
    assert len(found) == 5, "those of locked sheets"
    assert {type(value) for one in found for value in one} == {str, bool, int, datetime}
    assert {one.notes for one in found} == {1}
    assert sorted(one.is_end for one in found) == [False, False, True, True, True]
