"""Rating one's own sheet: what is saved, and every sentence that refuses."""

from __future__ import annotations

from typing import Any

import pytest

from assess.conduct import rate as rating
from assess.conduct.blind import own_ratings
from assess.store.tables import Cue, Evidence, Observation, Sheet
from assess.store.transaction import Store, Writing
from assess.words import Id, Refused, Words
from tests.day import Day, Plan, make_day

MINE = ("A", "K1", "talk")
SAY = Words("en")


@pytest.fixture
def day(store: Store) -> Day:
    """A's open sheet of K1 has one note for EMP and one for KOM; B's is locked; KON is not rated in the talk."""
    marks = {"EMP": {"A": 3, "B": 3}, "KOM": {"A": 3, "B": 3}}
    return store.write(make_day, {"K1": {"talk": marks, "speech": {"KON": {"A": 3}}}}, unlocked=[MINE])


@pytest.fixture
def mine(store: Store, day: Day) -> Id:
    """A's open sheet, without ratings."""
    sheet = day.sheet(*MINE)
    for code in ("EMP", "KOM"):
        store.acting(day.people["A"]).write(rating.unrate, sheet, day.competencies[code])
    return sheet


def one_more_note(tx: Writing, day: Day, code: str, *, cited: bool = True, discarded: bool = False) -> Id:
    note = Observation(
        sheet=day.sheet(*MINE),
        number=9,
        phase="live",
        seconds=9,
        at=tx.at,
        text="more",
        discarded_at=tx.at if discarded else None,
    )
    tx.session.add(note)
    tx.session.flush()
    tx.session.add(
        Evidence(observation=note.id, competency=day.competencies[code], sheet=day.sheet(*MINE), cited=cited)
    )
    return note.id


def held(store: Store, day: Day) -> dict[str, tuple[int | None, str, str]]:
    """Competency -> level, kind, reason."""
    codes = {competency: code for code, competency in day.competencies.items()}
    rows = store.acting(day.people["A"]).read(own_ratings, day.sheet(*MINE))
    return {codes[row.competency]: (row.level, row.kind, row.reason) for row in rows}


def journal(store: Store) -> list[str]:
    sql = "SELECT detail FROM content WHERE what = 'rated'"
    return store.read(lambda tx: list(tx.session.connection().exec_driver_sql(sql).scalars()))


def refused(store: Store, day: Day, *said: Any, by: str = "A", sheet: Id | None = None) -> str:
    """The sentence; nothing is saved."""
    before, told = held(store, day), journal(store)
    code, *rest = said
    with pytest.raises(Refused) as caught:
        store.acting(day.people[by]).write(
            rating.rate, sheet or day.sheet(*MINE), day.competencies.get(code, Id(code)), *rest
        )
    assert (held(store, day), journal(store)) == (before, told)
    return caught.value.say(SAY)


def test_a_rating_is_saved_and_journaled_and_can_be_changed(store: Store, day: Day, mine: Id) -> None:
    acting = store.acting(day.people["A"])
    done = acting.write(rating.rate, mine, day.competencies["EMP"], 2)
    assert done == rating.Rated(mine, day.competencies["EMP"], 2, "shown", "")
    assert held(store, day) == {"EMP": (2, "shown", "")}
    acting.write(rating.rate, mine, day.competencies["EMP"], 4, "  clearer now ", "absent")
    assert held(store, day) == {"EMP": (4, "absent", "clearer now")}
    assert [f'"level":{level}' in detail for level, detail in zip((2, 4), journal(store), strict=True)] == [True, True]


def test_a_rating_counts_at_once_within_its_transaction(store: Store, day: Day, mine: Id) -> None:
    """Rated 3, then 5 with two notes: taking one citation back is refused, although 3 was read before."""

    def steps(tx: Writing) -> None:
        note = one_more_note(tx, day, "EMP")
        rating.rate(tx, mine, day.competencies["EMP"], 3)
        assert not rating.cite(tx, note, day.competencies["EMP"])
        assert rating.cite(tx, note, day.competencies["EMP"])
        rating.rate(tx, mine, day.competencies["EMP"], 5)
        rating.cite(tx, note, day.competencies["EMP"])

    with pytest.raises(Refused) as caught:
        store.acting(day.people["A"]).write(steps)
    assert "A 5 cites two notes" in caught.value.say(SAY)


def test_only_the_owner_rates_and_only_before_the_lock(store: Store, day: Day, mine: Id) -> None:
    assert "another assessor's sheet" in refused(store, day, "EMP", 3, by="B")
    assert "not among your tasks" in refused(store, day, "EMP", 3, by="M")
    assert "does not exist" in refused(store, day, "EMP", 3, sheet=Id("0" * 32))
    assert "locked" in refused(store, day, "EMP", 3, by="B", sheet=day.sheet("B", "K1", "talk"))


def test_rating_waits_for_classifying(store: Store, day: Day, mine: Id) -> None:
    def back(tx: Writing) -> None:
        tx.session.get_one(Sheet, mine).state = "classifying"

    store.write(back)
    assert "Rating comes after classifying." in refused(store, day, "EMP", 3)


def test_what_is_not_rated_here_is_refused(store: Store, day: Day, mine: Id) -> None:
    assert "not rated in this exercise" in refused(store, day, "KON", 3)
    assert "not rated in this exercise" in refused(store, day, "nothing", 3)


@pytest.mark.parametrize("level", [None, 0, 6, -1])
def test_the_scale_holds(store: Store, day: Day, mine: Id, level: int | None) -> None:
    assert "The scale goes from 1 to 5." in refused(store, day, "EMP", level)


def test_another_scale_holds(store: Store) -> None:
    plan = Plan(scale=(0, 9))
    day = store.write(make_day, {"K1": {"talk": {"EMP": {"A": 3}, "KOM": {"A": 3}}}}, plan, unlocked=[MINE])
    assert "The scale goes from 0 to 9." in refused(store, day, "EMP", 10)
    store.acting(day.people["A"]).write(rating.rate, day.sheet(*MINE), day.competencies["EMP"], 8)
    assert "A 9 cites two notes" in refused(store, day, "EMP", 9)


@pytest.mark.parametrize(("cited", "discarded"), [(False, False), (True, True)])
def test_only_standing_cited_notes_count(store: Store, day: Day, mine: Id, cited: bool, discarded: bool) -> None:
    store.write(one_more_note, day, "EMP", cited=cited, discarded=discarded)
    assert "A 1 cites two notes" in refused(store, day, "EMP", 1)
    store.write(one_more_note, day, "EMP")
    store.acting(day.people["A"]).write(rating.rate, mine, day.competencies["EMP"], 1)
    assert held(store, day) == {"EMP": (1, "shown", "")}


def test_a_rating_without_a_note_is_refused(store: Store, day: Day, mine: Id) -> None:
    def without(tx: Writing) -> None:
        tx.session.connection().exec_driver_sql(f"UPDATE evidence SET cited = false WHERE sheet = '{mine}'")

    store.write(without)
    assert "cites at least one note" in refused(store, day, "EMP", 3, "x" * 60)


def test_an_extreme_rating_cites_two_notes_or_gives_a_reason(store: Store, day: Day, mine: Id) -> None:
    assert "One more note, or 1 more character of reason (R)." in refused(store, day, "EMP", 5, "x" * 39)
    store.acting(day.people["A"]).write(rating.rate, mine, day.competencies["EMP"], 5, "x" * 40)
    assert held(store, day) == {"EMP": (5, "shown", "x" * 40)}


def test_no_opportunity_goes_with_neither_level_nor_notes_nor_a_given_cue(store: Store, day: Day, mine: Id) -> None:
    assert "there is no level" in refused(store, day, "EMP", 3, "", "no_opportunity")
    assert "Notes show this competency" in refused(store, day, "EMP", None, "", "no_opportunity")

    def without_evidence(tx: Writing) -> None:
        tx.session.connection().exec_driver_sql(f"UPDATE evidence SET cited = false WHERE sheet = '{mine}'")
        tx.session.add(Cue(sheet=mine, code="F3", seconds=1, at=tx.at))  # that no cell of EMP lists

    store.write(without_evidence)
    acting = store.acting(day.people["A"])
    done = acting.write(rating.rate, mine, day.competencies["EMP"], None, "", "no_opportunity")
    assert done.level is None
    assert held(store, day) == {"EMP": (None, "no_opportunity", "")}


@pytest.mark.parametrize(("cues", "given", "named"), [("F2,F3", "F3", "F3"), ("F22", "F2", None), ("", "F2", None)])
def test_a_given_cue_was_an_opportunity(store: Store, cues: str, given: str, named: str | None) -> None:
    def made(tx: Writing) -> Day:
        found = make_day(tx, {"K1": {"talk": {"EMP": {"A": 3}}}}, unlocked=[MINE], frozen=False)
        tx.session.flush()
        connection = tx.session.connection()
        connection.exec_driver_sql(f"UPDATE cell SET cues = '{cues}'")
        connection.exec_driver_sql("UPDATE evidence SET cited = false")
        tx.session.add(Cue(sheet=found.sheet(*MINE), code=given, seconds=1, at=tx.at))
        return found

    day = store.write(made)
    if named is None:
        acting = store.acting(day.people["A"])
        acting.write(rating.rate, day.sheet(*MINE), day.competencies["EMP"], None, "", "no_opportunity")
        assert held(store, day) == {"EMP": (None, "no_opportunity", "")}
    else:
        assert f"Cue {named} was given" in refused(store, day, "EMP", None, "", "no_opportunity")
