"""Deviations: recorded by who was there, told apart in what follows, never a dead end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlmodel import col

from assess.conduct.blind import revealed
from assess.conduct.deviate import BY_HAND, deviate, deviations, find_place, place_of
from assess.conduct.reveal import excuse_assessor
from assess.conduct.sheets import enter
from assess.conduct.stand_in import stand_ins
from assess.conduct.today import course, next_open, today
from assess.home.today_text import deviation_in_words, open_in_words
from assess.store.erasure import erase
from assess.store.journal import verify
from assess.store.tables import Assignment, Conflict, Content, Deviation, Sheet, new_id
from assess.store.transaction import Reading, Store, Writing
from assess.words import Id, Refused, Words
from tests.day import Day, make_day

MARKS: dict[str, dict[str, int | None]] = {"EMP": {"A": 4, "B": 3}}
NOBODY_YET = [("A", "K1", "talk"), ("B", "K1", "talk")]


@pytest.fixture
def day(store: Store) -> Day:
    """A and B watch K1's talk, which has not begun; K1's speech is over, and C is free."""
    return store.write(make_day, {"K1": {"talk": MARKS, "speech": {"EMP": {"C": 3}}}}, missing=NOBODY_YET, frozen=False)


def slot(day: Day) -> Id:
    return day.slots["K1", "talk"]


def outcome(store: Store, day: Day, assessor: str) -> str | None:
    def of(tx: Reading) -> str | None:
        found = tx.session.get(Sheet, day.sheet(assessor, "K1", "talk"))
        return found.outcome if found is not None else None

    return store.read(of)


def test_a_late_candidate_is_recorded_with_minutes_and_reason(store: Store, day: Day) -> None:
    mine = store.acting(day.people["A"])
    mine.write(deviate, slot(day), "late", " the train ", candidate=day.candidates["K1"], minutes=8, shorter=True)
    seen = mine.read(deviations, day.center)
    assert [(one.kind, one.minutes, one.reason, one.by) for one in seen] == [
        ("late", 8, "the train", ("A",)),
        ("short_time", -8, "the train", ("A",)),
    ]
    assert deviation_in_words(Words("en"), seen[0]) == "Candidate late, 8 min: the train (A)"
    told = store.read(lambda tx: tx.session.execute(select(col(Content.detail))).scalars().all())
    assert [one for one in told if '"late"' in one]
    assert all(one.state == "whole" for one in store.read(lambda tx: verify(tx.session)))


@pytest.mark.parametrize(
    ("kind", "reason", "minutes", "said"),
    [
        ("late", "train", 0, "How many minutes"),
        ("late", "train", 241, "0 to 240"),
        ("late", "x", 8, "needs its reason"),
        ("missing behaviour", "quiet", 0, "no such deviation"),
    ],
)
def test_what_is_no_deviation_is_refused(
    store: Store, day: Day, kind: str, reason: str, minutes: float, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        store.acting(day.people["A"]).write(deviate, slot(day), kind, reason, minutes=minutes)
    assert store.acting(day.people["M"]).read(deviations, day.center) == ()


@pytest.mark.parametrize("kind", ["no_show", "aborted"])
def test_an_assessor_closes_the_own_sheet_alone(store: Store, day: Day, kind: str) -> None:
    done = store.acting(day.people["A"]).write(deviate, slot(day), kind, "never came in")
    assert done.locked == 1
    assert (outcome(store, day, "A"), outcome(store, day, "B")) == (kind, None)


def test_a_missing_assessor_does_not_hold_up_the_reveal(store: Store, day: Day) -> None:
    store.acting(day.people["A"]).write(deviate, slot(day), "no_show", "never came in")
    pair = (day.candidates["K1"], day.exercises["talk"])
    assert pair not in store.read(revealed, day.center)
    moderator = store.acting(day.people["M"])
    done = moderator.write(deviate, slot(day), "missing", "ill since noon", person=day.people["B"])
    assert done.excused == ("K1",)
    assert pair in store.read(revealed, day.center)
    assert outcome(store, day, "B") is None, "the sheet stays its owner's"
    one = next(one for one in moderator.read(course, day.center) if one.slot == slot(day))
    assert (one.planned, one.locked, one.waiting, one.excused) == (1, 1, (), ("B",))
    assert one.outcomes == ("no_show",)
    with pytest.raises(Refused, match="Nobody waits"):
        moderator.write(deviate, slot(day), "missing", "still ill", person=day.people["B"])


def test_no_show_missing_and_absent_behaviour_are_three_things(store: Store, day: Day) -> None:
    """A did not rate because K1 did not come, B because of a fever; C saw that the behaviour did not come."""
    store.acting(day.people["A"]).write(deviate, slot(day), "no_show", "never came in")
    store.acting(day.people["B"]).write(deviate, slot(day), "missing", "a fever")
    assert (outcome(store, day, "A"), outcome(store, day, "B")) == ("no_show", "excused")
    kinds = {one.kind for one in store.acting(day.people["M"]).read(deviations, day.center)}
    assert kinds == {"no_show", "missing"}


@pytest.mark.parametrize("kind", [*BY_HAND])
def test_who_was_not_there_records_nothing(store: Store, day: Day, kind: str) -> None:
    for person in ("C", "L", "R"):
        with pytest.raises(Refused):
            store.acting(day.people[person]).write(deviate, slot(day), kind, "I heard of it", minutes=8)


def test_only_the_moderator_calls_another_missing(store: Store, day: Day) -> None:
    with pytest.raises(Refused, match="not among your tasks"):
        store.acting(day.people["A"]).write(deviate, slot(day), "missing", "where is B", person=day.people["B"])


def test_an_assessor_reads_of_the_own_exercises_alone(store: Store, day: Day) -> None:
    store.acting(day.people["A"]).write(deviate, slot(day), "other", "a fire drill")
    assert [one.reason for one in store.acting(day.people["B"]).read(deviations, day.center)] == ["a fire drill"]
    assert store.acting(day.people["C"]).read(deviations, day.center) == ()
    assert len(store.acting(day.people["L"]).read(deviations, day.center)) == 1


def test_today_says_what_is_open_and_what_comes_next(store: Store, day: Day) -> None:
    mine = store.acting(day.people["A"])
    (one,) = mine.read(today)
    assert one.task.codes == ("K1",)
    assert (one.unasked, one.stopped, open_in_words(one)) == (1, (), ())
    found = mine.read(today)
    assert next_open(found) == found[0]
    (over,) = store.acting(day.people["C"]).read(today)
    assert over.task.state == "locked"
    assert next_open((over,)) is None


def test_a_declared_conflict_names_who_could_take_over(store: Store, day: Day) -> None:
    def declare(tx: Writing, person: str, relation: str) -> None:
        tx.session.add(
            Conflict(
                center=day.center,
                person=day.people[person],
                candidate=day.candidates["K1"],
                relation=relation,
                declared_at=tx.at,
            )
        )

    store.write(declare, "A", "friend")
    (one,) = store.acting(day.people["A"]).read(today)
    assert one.stopped == ("K1",)
    assert [free.initials for free in one.stand_ins] == ["C"], "B watches at that time"
    assert next_open((one,)) is None
    assert [str(said) for said in open_in_words(one)] == ["conflict of interest with K1", "could take over: C"]
    store.write(declare, "C", "manager")
    assert store.acting(day.people["A"]).read(stand_ins, slot(day)) == ()


def test_who_has_a_task_at_that_time_is_not_free(store: Store, day: Day) -> None:
    def busy(tx: Writing) -> None:
        tx.session.add(Assignment(id=new_id(), slot=slot(day), person=day.people["C"], function="timekeeper"))

    assert [one.initials for one in store.acting(day.people["A"]).read(stand_ins, slot(day))] == ["C"]
    store.write(busy)
    assert store.acting(day.people["A"]).read(stand_ins, slot(day)) == ()


def test_the_course_of_the_day_is_for_those_who_lead_it(store: Store, day: Day) -> None:
    for person in ("M", "L"):
        assert [one.locked for one in store.acting(day.people[person]).read(course, day.center)] == [0, 1], person
    with pytest.raises(Refused):
        store.acting(day.people["A"]).read(course, day.center)


def test_a_place_is_found_as_people_type_it(store: Store, day: Day) -> None:
    found = store.read(find_place, day.center, "TALK", "k1")
    assert found == (slot(day), day.candidates["K1"])
    with pytest.raises(Refused, match="There are: speech, talk"):
        store.read(find_place, day.center, "dance", "K1")
    with pytest.raises(Refused, match="No candidate"):
        store.read(find_place, day.center, "talk", "K9")
    place = store.acting(day.people["A"]).read(place_of, slot(day))
    assert ([code for _, code in place.candidates], place.leads) == (["K1"], False)
    assert store.acting(day.people["M"]).read(place_of, slot(day)).leads


REASON = "K1 cried, and B left the room with her"


def reasons(tx: Reading) -> list[str]:
    return list(tx.session.execute(select(col(Deviation.reason))).scalars())


def of_a_missing_assessor(store: Store, day: Day) -> None:
    store.acting(day.people["M"]).write(deviate, slot(day), "missing", REASON, person=day.people["B"])


def of_an_excuse(store: Store, day: Day) -> None:
    talk = (day.candidates["K1"], day.exercises["talk"])
    store.acting(day.people["M"]).write(excuse_assessor, day.people["B"], *talk, REASON)


def of_the_moderator(store: Store, day: Day) -> None:
    store.acting(day.people["M"]).write(deviate, slot(day), "other", REASON, candidate=day.candidates["K1"])


def of_the_only_one_who_sits_there(store: Store, day: Day) -> None:
    store.acting(day.people["M"]).write(deviate, slot(day), "other", REASON)


@pytest.mark.parametrize(
    "told", [of_a_missing_assessor, of_an_excuse, of_the_moderator, of_the_only_one_who_sits_there]
)
def test_a_reason_goes_with_the_candidate_it_tells_of(
    store: Store, day: Day, told: Callable[[Store, Day], None]
) -> None:
    """Although nobody has opened a sheet of K1's talk: an erasure reaches what is tied to a sheet."""
    told(store, day)
    assert any(REASON in one for one in store.read(reasons))
    states = {outcome(store, day, who) for who in "AB"}
    assert states == {None}, "a sheet that was made for it says nothing"
    store.write(erase, day.candidates["K1"], "request")
    assert store.read(reasons) == []
    assert not store.read(
        lambda tx: [one for one in tx.session.execute(select(col(Content.detail))).scalars() if REASON in one]
    )


def test_a_sheet_that_was_made_for_an_excuse_is_still_its_owners(store: Store, day: Day) -> None:
    of_an_excuse(store, day)
    entered = store.acting(day.people["B"]).write(enter, slot(day))
    assert entered == (day.sheet("B", "K1", "talk"),)
    assert store.read(lambda tx: tx.session.get_one(Sheet, entered[0]).state) == "planned"
