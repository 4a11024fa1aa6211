"""The table of the wash-up and the grid below it."""

from __future__ import annotations

from assess.integrate.grid import grid, held_exercises
from assess.integrate.table import table
from assess.store.transaction import Store
from tests.day import Day, Plan, Ratings, amend, make_day

RATINGS: Ratings = {
    "K1": {
        "talk": {"EMP": {"A": 4, "B": 2}, "KON": {"A": 3, "B": 3}},
        "group": {"KON": {"A": 3, "D": 5}, "KOM": {"A": 4, "D": 4}},
        "speech": {"EMP": {"C": 3, "D": 3}, "KOM": {"C": None, "D": 4}},
    },
    "K2": {"talk": {"EMP": {"A": 1, "B": 1}}},
}


def made(store: Store) -> Day:
    return store.write(make_day, RATINGS, Plan(shares={("talk", "EMP"): 2.0}))


def test_the_table_of_a_candidate(store: Store) -> None:
    day = made(store)
    found = store.acting(day.people["M"]).read(table, day.center, day.candidates["K1"])
    assert [column.code for column in found.columns] == ["talk", "group", "speech"]
    assert [row.code for row in found.rows] == ["EMP", "KOM", "KON"], "in the order of the rubric"
    empathy, communication, conflict = found.rows
    talk, group, speech = empathy.squares
    assert [(mark.initials, mark.level, mark.first_level) for mark in talk.marks] == [("A", 4, 4), ("B", 2, 2)]
    assert (talk.apart, talk.at_odds, talk.rated) == (True, False, True)
    assert (group.marks, group.rated, group.apart) == ((), False, False)
    assert (speech.apart, speech.at_odds) == (False, False)
    assert (communication.squares[2].apart, communication.squares[2].at_odds) == (False, True)
    assert (conflict.squares[1].apart, conflict.squares[1].at_odds) == (True, False)
    assert found.open == 3


def test_flags_stay_with_the_first_ratings(store: Store) -> None:
    """Agreement and flags always use the first locked ratings (scoring.md 9)."""
    day = made(store)
    store.write(amend, day, ("B", "K1", "talk"), "EMP", 4)
    found = store.acting(day.people["M"]).read(table, day.center, day.candidates["K1"])
    talk = found.rows[0].squares[0]
    assert [(mark.level, mark.first_level) for mark in talk.marks] == [(4, 4), (4, 2)]
    assert talk.apart


def test_the_grid_in_one_pass(store: Store) -> None:
    day = made(store)
    acting = store.acting(day.people["L"])
    found = acting.read(grid, day.center)
    assert len(found) == 14
    assert [cell for cell in found if cell.candidate == day.candidates["K2"]] == list(
        acting.read(grid, day.center, day.candidates["K2"])
    )
    weights = {(cell.exercise, cell.competency): cell.weight for cell in found}
    assert weights[day.exercises["talk"], day.competencies["EMP"]] == 2.0
    assert weights[day.exercises["talk"], day.competencies["KON"]] == 1.0
    (none,) = [cell for cell in found if cell.level is None]
    assert (none.kind, none.first_level, none.assessor) == ("no_opportunity", None, day.people["C"])


def test_the_exercises_that_took_place(store: Store) -> None:
    day = made(store)
    other = store.write(make_day, {"K9": {"talk-two": {"EMP": {"A": 1}}}}, Plan(roles=("another",)))
    assert store.read(held_exercises, day.center) == set(day.exercises.values())
    assert store.read(held_exercises, other.center) == set(other.exercises.values())
