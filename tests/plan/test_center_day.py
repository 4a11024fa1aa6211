"""The day of a center: from its rows to a problem for the planner, and a timetable back into rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from assess.conduct.conflict import relate
from assess.plan.amend import changes
from assess.plan.candidates import put_candidate, set_presence, withdraw
from assess.plan.catalogue import put_rubric
from assess.plan.day import NO_ROOM, Day, by_slot, day, placed
from assess.plan.design import freeze
from assess.plan.keeping import keep
from assess.plan.rooms import put_room
from assess.plan.timetable.problem import Placed, Problem, Span
from assess.plan.vacancies import put_vacancy, set_up, setups
from assess.store.doctor import examine
from assess.store.invariants import INVARIANTS
from assess.store.tables import Assignment, Center, Seat, Sheet, Slot
from assess.store.transaction import Reading, Store, Writing
from assess.words import Id, Refused
from tests.plan.kit import OTHER, WHY, Kit, as_moderator, begin, exercise, rubric_of, set_in

PLAY, GROUP, TALK = "cm-removed-post", "cm-guidelines", "cm-statement"
BOTH = (("A", ("K1",)), ("B", ("K1",)))
PLAN = (
    Placed(GROUP, ("K2", "K1"), "Hall", 570, 605, (("A", ("K2", "K1")), ("B", ("K2", "K1"))), None),
    Placed(PLAY, ("K1",), "Room 1", 640, 660, BOTH, "R"),
    Placed(PLAY, ("K2",), "Room 1", 680, 700, (("A", ("K2",)), ("B", ("K2",))), "R"),
    Placed(TALK, ("K1",), "Hall", 760, 780, BOTH, None),
)


def read(store: Store, kit: Kit) -> tuple[Placed, ...]:
    return store.read(lambda tx: placed(tx, kit.center, day(tx, kit.center)))


def ids(tx: Reading, center: Id) -> dict[Placed, Id]:
    return {one: slot for slot, one in by_slot(tx, center, day(tx, center)).items()}


def begun(tx: Writing, slot: Id, person: Id, state: str = "briefed") -> None:
    row = tx.session.get_one(Slot, slot)
    seat = tx.session.execute(select(Seat).where(col(Seat.slot) == slot).order_by(col(Seat.number))).scalars().first()
    assert seat is not None
    tx.session.add(
        Sheet(
            center=row.center, slot=slot, assessor=person, candidate=seat.candidate, exercise=row.exercise, state=state
        )
    )


def test_a_plan_that_is_kept_reads_back_as_it_was(store: Store) -> None:
    kit = store.write(begin)
    assert store.write(keep, kit.center, PLAN) == 4
    assert read(store, kit) == PLAN
    assert store.write(keep, kit.center, reversed(PLAN)) == 0
    assert [one.name for one in store.read(examine, INVARIANTS) if not one.holds] == []


def test_only_what_changes_is_written(store: Store) -> None:
    kit = store.write(begin)
    store.write(keep, kit.center, PLAN)
    before = store.read(ids, kit.center)
    later = PLAN[2]._replace(start=700, end=720, room="Hall", watch=(("A", ("K2",)),), player=None)
    assert store.write(keep, kit.center, (*PLAN[:2], later, PLAN[3])) == 1
    after = store.read(ids, kit.center)
    assert after == {**{one: before[one] for one in (*PLAN[:2], PLAN[3])}, later: before[PLAN[2]]}, "it only moved"


def test_a_seat_keeps_its_brief_and_a_slot_its_moderator(store: Store) -> None:
    kit = store.write(begin)
    store.write(keep, kit.center, PLAN[:1])
    slot = store.read(ids, kit.center)[PLAN[0]]

    def briefed(tx: Writing) -> None:
        seat = tx.session.execute(select(Seat).where(col(Seat.slot) == slot, col(Seat.number) == 1)).scalars().one()
        seat.brief = "B2"
        tx.session.add(Assignment(slot=slot, person=kit.moderator, candidate=None, function="moderator"))

    store.write(briefed)
    turned = PLAN[0]._replace(takers=("K1", "K2"), start=600, end=635)
    store.write(keep, kit.center, [turned])

    def held(tx: Reading) -> tuple[list[tuple[int, str | None]], set[str]]:
        seats = tx.session.execute(select(Seat).where(col(Seat.slot) == slot).order_by(col(Seat.number))).scalars()
        tasks = tx.session.execute(select(col(Assignment.function)).where(col(Assignment.slot) == slot)).scalars()
        return [(seat.number, seat.brief) for seat in seats], set(tasks)

    assert store.read(held) == ([(1, None), (2, "B2")], {"assessor", "moderator"})


def test_what_has_begun_stays(store: Store) -> None:
    kit = store.write(begin)
    store.write(keep, kit.center, PLAN)
    store.write(begun, store.read(ids, kit.center)[PLAN[1]], kit.people["A"])
    moved = PLAN[1]._replace(start=645, end=665)
    for plan in ((PLAN[0], moved, *PLAN[2:]), (PLAN[0], *PLAN[2:])):
        with pytest.raises(Refused, match="has begun: it stays"):
            store.write(keep, kit.center, plan)
    assert read(store, kit) == PLAN
    store.write(keep, kit.center, PLAN[:2])
    assert read(store, kit) == PLAN[:2]


def test_a_sheet_that_only_waits_follows_its_performance(store: Store) -> None:
    kit = store.write(begin)
    store.write(keep, kit.center, PLAN)
    slot = store.read(ids, kit.center)[PLAN[0]]
    store.write(begun, slot, kit.people["A"], "planned")
    alone = (PLAN[0]._replace(takers=("K2",), watch=(("A", ("K2",)),)),)
    store.write(keep, kit.center, alone)
    now = store.read(ids, kit.center)[alone[0]]
    assert now != slot
    assert store.read(lambda tx: tx.session.execute(select(col(Sheet.slot))).scalars().all()) == [now]


def test_who_withdraws_leaves_a_timetable_that_can_be_planned_again(store: Store) -> None:
    kit = store.write(begin)
    store.write(keep, kit.center, PLAN)
    store.write(withdraw, kit.candidates[0])
    assert read(store, kit) == PLAN, "nothing vanishes by itself"
    assert [one.code for one in store.read(day, kit.center).problem.takers] == ["K2"]
    left = (PLAN[0]._replace(takers=("K2",), watch=(("A", ("K2",)), ("B", ("K2",)))), PLAN[2])
    assert store.write(keep, kit.center, left) == 3
    assert read(store, kit) == left


def test_an_exercise_that_is_no_longer_run_can_be_taken_out(store: Store) -> None:
    kit = store.write(begin)
    store.write(keep, kit.center, PLAN)
    store.write(set_up, kit.center, store.read(exercise, kit, TALK), used=False)
    assert {task.code for task in store.read(day, kit.center).problem.tasks} == {PLAY, GROUP}
    assert read(store, kit) == PLAN
    store.write(keep, kit.center, PLAN[:3])
    assert read(store, kit) == PLAN[:3]


def test_after_the_freeze_a_timetable_needs_a_reason(store: Store) -> None:
    kit = store.write(begin)
    store.write(keep, kit.center, PLAN)
    mine = as_moderator(store, kit)
    mine.write(freeze, kit.center)
    mine.write(keep, kit.center, PLAN)
    with pytest.raises(Refused, match="needs a reason"):
        mine.write(keep, kit.center, PLAN[:3])
    mine.write(keep, kit.center, PLAN[:3], WHY)
    mine.write(keep, kit.center, (), WHY)
    assert [(one.what, one.old, one.new) for one in mine.read(changes, kit.center)] == [
        ("timetable", "4", "3 (-1 +0)"),
        ("timetable", "3", "0 (-3 +0)"),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"task": "st-closed-chat"}, "st-closed-chat: st-closed-chat"),
        ({"takers": ("K9",)}, "K9"),
        ({"watch": (("Z", ("K1",)),)}, "Z"),
        ({"watch": (("A", ("K2",)),)}, "K2"),
        ({"player": "Z"}, "Z"),
        ({"end": 640}, "ends after it begins"),
    ],
)
def test_what_is_not_in_the_center_is_said(sqlite_store: Store, change: dict[str, Any], said: str) -> None:
    kit = sqlite_store.write(begin)
    with pytest.raises(Refused, match=said):
        sqlite_store.write(keep, kit.center, [PLAN[1]._replace(**change)])
    assert read(sqlite_store, kit) == ()


# the problem


def problem(store: Store, kit: Kit) -> Problem:
    return store.read(day, kit.center).problem


def test_the_problem_has_the_rules_of_the_center(store: Store) -> None:
    kit = store.write(begin, settings={"style": "pairs", "day_start": 480, "lunch_minutes": 0, "stretch": 90})
    store.write(set_up, kit.center, store.read(exercise, kit, GROUP), raters=3, watch_limit=4, group_size=5)
    store.write(set_up, kit.center, store.read(exercise, kit, PLAY), rooms=kit.rooms[1:], change_minutes=10)
    store.write(relate, kit.center, kit.people["A"], kit.candidates[1], "friend")
    found = problem(store, kit)
    assert (found.style, found.hours.start, found.hours.lunch, found.hours.stretch) == ("pairs", 480, None, 90)
    group, play = found.task(GROUP), found.task(PLAY)
    assert (group.raters, group.limit, group.size) == (3, 4, 5)
    assert (play.rooms, play.change, play.size, play.players, play.needs_player) == (("Room 1",), 10, 1, ("R",), True)
    assert found.barred == frozenset({("A", "K2")})
    assert [one.initials for one in found.watchers] == ["A", "B"]
    store.write(relate, kit.center, kit.people["A"], kit.candidates[1], "none")
    assert problem(store, kit).barred == frozenset()


def test_a_candidate_of_two_roles_does_a_shared_exercise_once(store: Store) -> None:
    kit = store.write(begin)
    other = store.write(lambda tx: put_vacancy(tx, kit.center, put_rubric(tx, rubric_of(OTHER)).id))
    shared = store.read(exercise, kit, "mixed-five-guidelines")
    store.write(set_up, kit.center, shared, used=True)
    store.write(put_candidate, kit.center, "Both", [kit.vacancy, other], candidate=kit.candidates[0])
    found = problem(store, kit)
    both = found.takers[0].tasks
    assert len(both) == len(set(both)) == 7
    assert set(both) == {one.code for one in store.read(setups, kit.center) if one.used}
    assert len(found.tasks) == len({task.code for task in found.tasks})
    assert "st-closed-chat" not in found.takers[1].tasks


def test_who_needs_a_room_without_steps_gets_no_other(store: Store) -> None:
    kit = store.write(begin)
    store.write(put_candidate, kit.center, "Kim", [kit.vacancy], candidate=kit.candidates[0], without_steps=True)
    assert problem(store, kit).takers[0].rooms == frozenset({"Hall"})
    store.write(put_room, kit.center, "Hall", room=kit.rooms[0], accessible=False)
    assert problem(store, kit).takers[0].rooms == NO_ROOM, "no accessible room is not every room"
    assert problem(store, kit).takers[1].rooms == frozenset()


def test_who_is_there_on_another_day_only_is_not_there(store: Store) -> None:
    kit = store.write(begin)
    eight = datetime(2026, 11, 24, 8, tzinfo=UTC)
    store.write(set_presence, kit.center, [(eight, eight.replace(hour=12))], person=kit.people["A"])
    assert problem(store, kit).watchers[0].free == (Span(0, 0),)
    store.write(set_presence, kit.center, [], person=kit.people["A"])
    assert problem(store, kit).watchers[0].free == ()
    evening = datetime(2026, 11, 22, 20, tzinfo=UTC)
    store.write(set_presence, kit.center, [(evening, eight)], person=kit.people["A"])
    assert problem(store, kit).watchers[0].free == (Span(0, 1440),)


DAYS = [date(2027, 3, 28), date(2026, 10, 25), date(2026, 11, 23), date(2027, 4, 4), date(2024, 2, 29)]
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("when", DAYS, ids=str)
def test_every_minute_of_a_working_day_is_the_same_both_ways(sqlite_store: Store, when: date, zone: str) -> None:
    kit = sqlite_store.write(begin, 0)
    set_in(sqlite_store, kit.center, day=when, zone=zone)
    found: Day = sqlite_store.read(day, kit.center)
    assert [found.minute(found.moment(minute)) for minute in range(6 * 60, 24 * 60)] == [*range(6 * 60, 24 * 60)]
    assert found.moment(10 * 60).astimezone(found.zone).strftime("%H:%M") == "10:00"


@st.composite
def plans(draw: st.DrawFn) -> tuple[Placed, ...]:
    """Any performances of the two candidates, each exercise once; whether they clash is not asked here."""
    found = []
    for task, takers in ((GROUP, ("K1", "K2")), (GROUP, ("K1",)), (PLAY, ("K1",)), (PLAY, ("K2",)), (TALK, ("K2",))):
        if not draw(st.booleans()):
            continue
        start = draw(st.integers(0, 120)) * 5 + 480
        who = draw(st.sampled_from([("A",), ("B",), ("A", "B")]))
        seats = tuple(draw(st.permutations(takers)))
        room = draw(st.sampled_from(["Hall", "Room 1", "[b]"]))
        player = draw(st.sampled_from([None, "R"]))
        found.append(Placed(task, seats, room, start, start + 20, tuple((one, seats) for one in who), player))
    return tuple(sorted(found, key=lambda one: (one.start, one.task, one.takers)))


@how(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(plans(), min_size=1, max_size=3))
def test_one_timetable_after_the_other_reads_back(sqlite_store: Store, after: list[tuple[Placed, ...]]) -> None:
    def first(tx: Reading) -> Id | None:
        return tx.session.execute(select(col(Center.id))).scalars().first()

    center = sqlite_store.read(first) or sqlite_store.write(begin).center
    for plan in after:
        sqlite_store.write(keep, center, plan)
        assert sqlite_store.read(lambda tx: placed(tx, center, day(tx, center))) == plan
        left = sqlite_store.read(lambda tx: len(tx.session.execute(select(Slot)).all()))
        assert left == len(plan)
