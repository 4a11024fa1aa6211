"""The center itself: its settings, what may change when, its copy, its papers, its freeze."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from assess.people.sign_in import add_person
from assess.plan.amend import changes
from assess.plan.candidates import presences, set_presence
from assess.plan.center import Settings, checked, copy, create, put_paper, set_center, settings_of
from assess.plan.design import design_hash, freeze
from assess.plan.invariants import INVARIANTS
from assess.plan.rooms import rooms
from assess.plan.vacancies import set_up, setups, vacancies
from assess.store.doctor import examine
from assess.store.tables import Assignment, Center, Paper, Sheet, Slot, new_id
from assess.store.transaction import Reading, Store, Writing
from assess.words import Id, Refused, Words
from tests.plan.kit import DAY, WHY, Kit, as_moderator, begin, exercise, set_in

CHANGES: list[dict[str, Any]] = [
    {"name": "Summer"},
    {"w_role": 0.6, "w_gap": 0.2},
    {"mode": "consensus"},
    {"retention_months": 12},
    {"day_start": 480, "day_end": 1020},
    {"lunch_minutes": 0},
    {"stretch": 0, "pause": 0},
    {"style": "pairs"},
    {"day": date(2027, 1, 4)},
    {"zone": "America/New_York"},
]
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": " \t"}, "A center needs a name."),
    ({"name": "x" * 201}, "at most 200 characters"),
    ({"zone": "Europe/Berln"}, "time zone is unknown"),
    ({"zone": "../../etc/passwd"}, "time zone is unknown"),
    ({"w_role": 1.2, "w_gap": -0.2, "w_values": 0}, "can't be below 0"),
    ({"w_role": 0.9}, "sum to 1.4, not to 1"),
    ({"w_role": float("nan")}, "weight"),
    ({"retention_months": 0}, "between 1 and 120"),
    ({"day_start": 600, "day_end": 600}, "ends after it begins"),
    ({"day_end": 1441}, "before midnight"),
    ({"lunch_minutes": 241}, "between 0 and 240"),
    ({"lunch_to": 700}, "shorter than lunch itself"),
    ({"lunch_to": 1500}, "lies within the day"),
    ({"stretch": -1}, "between 0 and a day"),
    ({"pause": 121}, "between 0 and 120"),
    ({"style": "chaos"}, "Known are: rotation, pairs"),
    ({"rule": "corrected"}, "Known are: plain"),
    ({"mode": "loud"}, "Known are: mechanical"),
]


def settings(tx: Reading, center: Id) -> Settings:
    return settings_of(tx.session.get_one(Center, center))


def test_a_new_center_is_as_it_was_said(store: Store) -> None:
    wanted = Settings(name=" Spring  ", day=DAY, style="pairs", day_start=480, w_role=1, w_gap=0, w_values=0)
    center = store.write(create, wanted)
    assert store.read(settings, center) == wanted._replace(name="Spring")


@pytest.mark.parametrize("what", CHANGES, ids=lambda what: "-".join(what))
def test_a_setting_changes_freely_before_the_freeze_and_with_a_reason_after_it(
    store: Store, what: dict[str, Any]
) -> None:
    kit = store.write(begin)
    mine = as_moderator(store, kit)
    before = store.read(settings, kit.center)
    assert set_in(mine, kit.center, **what) == before._replace(**what)
    set_in(mine, kit.center, **before._asdict())
    assert store.read(changes, kit.center) == ()
    mine.write(freeze, kit.center)
    with pytest.raises(Refused, match="needs a reason of at least 10"):
        set_in(mine, kit.center, "why not", **what)
    assert store.read(settings, kit.center) == before
    set_in(mine, kit.center, WHY, **what)
    assert store.read(settings, kit.center) == before._replace(**what)
    told = store.read(changes, kit.center)
    assert [(one.number, one.what, one.reason, one.by) for one in told] == [(1, "center", WHY, kit.moderator)]
    assert all(str(value) in told[0].new for value in what.values())
    assert [one.name for one in store.read(examine, INVARIANTS) if not one.holds] == []


@pytest.mark.parametrize(("what", "said"), WRONG, ids=[said[:24] for _, said in WRONG])
def test_what_can_not_be_is_said(sqlite_store: Store, what: dict[str, Any], said: str) -> None:
    kit = sqlite_store.write(begin)
    before = sqlite_store.read(settings, kit.center)
    with pytest.raises(Refused) as no:
        set_in(sqlite_store, kit.center, **what)
    assert said in no.value.say(Words("en"))
    assert "{" not in no.value.say(Words("de"))
    with pytest.raises(Refused):
        sqlite_store.write(create, before._replace(**what))
    assert sqlite_store.read(settings, kit.center) == before


def test_nothing_changed_is_no_amendment(store: Store) -> None:
    kit = store.write(begin)
    as_moderator(store, kit).write(freeze, kit.center)
    set_in(as_moderator(store, kit), kit.center, name="Spring", w_role=0.5)
    assert store.read(changes, kit.center) == ()


def test_an_amendment_needs_somebody(store: Store) -> None:
    kit = store.write(begin)
    store.write(freeze, kit.center)
    with pytest.raises(Refused, match="somebody who makes it"):
        set_in(store, kit.center, WHY, mode="consensus")


def test_an_assessor_does_not_plan(store: Store) -> None:
    kit = store.write(begin)
    mine = store.acting(kit.people["A"])
    for use_case in (
        lambda tx: set_center(tx, kit.center, name="Mine"),
        lambda tx: create(tx, Settings("Mine", DAY)),
        lambda tx: copy(tx, kit.center, "Mine", DAY),
        lambda tx: put_paper(tx, kit.center, "policy", DAY),
        lambda tx: freeze(tx, kit.center),
    ):
        with pytest.raises(Refused, match="not among your tasks"):
            mine.write(use_case)


def with_times(tx: Writing, kit: Kit, *moments: datetime) -> Id:
    set_presence(tx, kit.center, [(moments[0], moments[1])], person=kit.people["A"])
    talk = exercise(tx, kit, "cm-removed-post")
    slot = Slot(id=new_id(), center=kit.center, exercise=talk, room="Hall", starts_at=moments[0], ends_at=moments[1])
    tx.session.add(slot)
    tx.session.flush()
    return slot.id


@pytest.mark.parametrize(
    ("day", "zone", "starts"),
    [
        (date(2026, 11, 25), "Europe/Berlin", datetime(2026, 11, 25, 8, 30, tzinfo=UTC)),
        (date(2027, 3, 28), "Europe/Berlin", datetime(2027, 3, 28, 7, 30, tzinfo=UTC)),  # the clocks went forward
        (date(2026, 10, 25), "Europe/Berlin", datetime(2026, 10, 25, 8, 30, tzinfo=UTC)),  # and back
        (DAY, "Asia/Kathmandu", datetime(2026, 11, 23, 3, 45, tzinfo=UTC)),
    ],
)
def test_another_day_takes_the_times_along_by_the_clock(store: Store, day: date, zone: str, starts: datetime) -> None:
    kit = store.write(begin)
    half_past_nine = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    slot = store.write(with_times, kit, half_past_nine, half_past_nine.replace(hour=9))
    set_in(store, kit.center, day=day, zone=zone)
    assert store.read(lambda tx: tx.session.get_one(Slot, slot).starts_at) == starts
    assert store.read(presences, kit.center)[kit.people["A"]][0][0] == starts
    set_in(store, kit.center, day=DAY, zone="Europe/Berlin")
    assert store.read(lambda tx: tx.session.get_one(Slot, slot).starts_at) == half_past_nine


def test_a_day_that_has_begun_stays_where_it_is(store: Store) -> None:
    kit = store.write(begin)
    talk = store.read(exercise, kit, "cm-removed-post")

    def observed(tx: Writing) -> None:
        person, candidate = kit.people["A"], kit.candidates[0]
        tx.session.add(Sheet(id=new_id(), center=kit.center, assessor=person, candidate=candidate, exercise=talk))

    store.write(observed)
    with pytest.raises(Refused, match="day has begun"):
        set_in(store, kit.center, day=date(2027, 1, 4))
    set_in(store, kit.center, day_end=1100)


def test_a_copy_has_everything_but_people(store: Store) -> None:
    kit = store.write(begin, settings={"style": "pairs", "retention_months": 9})
    talk = store.read(exercise, kit, "cm-removed-post")
    store.write(set_up, kit.center, talk, raters=3, rooms=[kit.rooms[1]], players=[kit.people["R"]])
    store.write(put_paper, kit.center, "policy", DAY)
    store.write(with_times, kit, datetime(2026, 11, 23, 8, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC))
    mine = as_moderator(store, kit)
    mine.write(freeze, kit.center)
    made = mine.write(copy, kit.center, "Summer", date(2027, 6, 7))
    assert store.read(settings, made) == store.read(settings, kit.center)._replace(name="Summer", day=date(2027, 6, 7))
    assert [(one.role, one.places) for one in store.read(vacancies, made)] == [("community-manager", 1)]
    assert [(one.name, one.accessible) for one in store.read(rooms, made)] == [("Hall", True), ("Room 1", False)]
    mended = next(one for one in store.read(setups, made) if one.code == "cm-removed-post")
    assert (mended.raters, mended.players) == (3, ())
    assert mended.rooms == (store.read(rooms, made)[1].id,)
    assert store.read(presences, made) == {}

    def left(tx: Reading) -> tuple[int, ...]:
        counted = select(Assignment), select(Slot).where(col(Slot.center) == made)
        papers = select(Paper).where(col(Paper.center) == made)
        return tuple(len(tx.session.execute(one).all()) for one in (*counted, papers))

    assert store.read(left) == (0, 0, 0)
    assert store.read(lambda tx: tx.session.get_one(Center, made).frozen_at) is None
    set_in(mine, made, mode="mechanical")  # who copies may plan the copy
    assert [one.name for one in store.read(examine, INVARIANTS) if not one.holds] == []


def test_papers_are_noted_changed_and_taken_back(store: Store) -> None:
    kit = store.write(begin)

    def papers(tx: Reading) -> list[tuple[str, date, str]]:
        return [(one.kind, one.day, one.note) for one in tx.session.execute(select(Paper)).scalars()]

    store.write(put_paper, kit.center, "works_council", DAY, " Folder 3 ")
    store.write(put_paper, kit.center, "works_council", date(2026, 11, 24), "Folder 4")
    assert store.read(papers) == [("works_council", date(2026, 11, 24), "Folder 4")]
    store.write(put_paper, kit.center, "works_council", None)
    store.write(put_paper, kit.center, "policy", None)
    assert store.read(papers) == []
    with pytest.raises(Refused, match="Known are: policy"):
        store.write(put_paper, kit.center, "horoscope", DAY)


def test_there_is_something_to_freeze_once_there_is_a_role(store: Store) -> None:
    center = store.write(create, Settings("Empty", DAY))
    with pytest.raises(Refused, match="hires for no role yet"):
        store.write(freeze, center)


def test_the_hash_follows_what_the_freeze_covers_and_nothing_else(store: Store) -> None:
    kit = store.write(begin)
    first = store.read(design_hash, kit.center)
    set_in(store, kit.center, name="Another", style="pairs", retention_months=3)
    assert store.read(design_hash, kit.center) == first
    set_in(store, kit.center, mode="mechanical")
    assert store.read(design_hash, kit.center) != first


def test_whoever_makes_a_center_may_plan_it(store: Store) -> None:
    kit = store.write(begin)
    lead = store.write(add_person, "Lu", "L", ("lead", "assessor"), kit.center)
    made = store.acting(lead).write(create, Settings("Second", DAY))
    set_in(store.acting(lead), made, name="Second one")
    with pytest.raises(Refused, match="not among your tasks"):
        set_in(as_moderator(store, kit), made, name="Mine")


@given(
    st.fixed_dictionaries(
        {
            "day_start": st.integers(-10, 1500),
            "day_end": st.integers(-10, 1500),
            "lunch_from": st.integers(-10, 1500),
            "lunch_to": st.integers(-10, 1500),
            "lunch_minutes": st.integers(-10, 300),
            "stretch": st.integers(-10, 1500),
            "pause": st.integers(-10, 150),
        }
    )
)
def test_hours_that_are_taken_make_a_day(hours: dict[str, Any]) -> None:
    try:
        said = checked(Settings("Any", DAY)._replace(**hours))
    except Refused:
        return
    assert 0 <= said.day_start < said.day_end <= 1440
    assert not said.lunch_minutes or 0 <= said.lunch_from <= said.lunch_to - said.lunch_minutes <= 1440
    assert said.stretch >= 0
    assert said.pause >= 0
