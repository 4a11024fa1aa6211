"""The timetable in the store: read, planned, planned again, with amendments once the design is frozen."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from assess.cli.front import find_center
from assess.home.demo import build
from assess.people.sign_in import find
from assess.plan.amend import changes
from assess.plan.candidates import candidates, presences
from assess.plan.day import Day
from assess.plan.schedule import Schedule, refuse_without_reason, schedule, take_planned, take_replanned
from assess.plan.timetable.happened import Happened, after
from assess.plan.timetable.problem import Problem
from assess.plan.timetable.replan import replan
from assess.plan.timetable.search import timetable
from assess.store.tables import Sheet
from assess.store.transaction import Store, Writing
from assess.words import Refused

WHY = "the room was double-booked"


@pytest.fixture
def planned(store: Store) -> Store:
    """The demo before its day, in the moderator's name."""
    build(store, "planned", language="en", day=date(2026, 11, 23))
    return store.acting(store.read(find, "M").id)


def seen(store: Store) -> Schedule:
    return store.read(schedule, store.read(find_center, None))


def test_a_plan_is_kept_and_read_back(planned: Store) -> None:
    before = seen(planned)
    assert before.frozen
    assert {one.task for one in before.placed} == {"cm-guidelines", "cm-removed-post", "cm-statement"}
    plan = timetable(before.day.problem, passes=20)
    assert plan is not None
    with pytest.raises(Refused, match="needs a reason"):
        planned.write(take_planned, before.center, plan.placed)
    with pytest.raises(Refused, match="needs a reason"):
        refuse_without_reason(before, "because")
    assert planned.write(take_planned, before.center, plan.placed, "pairs", WHY) > 0
    now = seen(planned)
    assert now.placed == plan.placed
    assert now.day.problem.style == "pairs"
    assert now.faults == ()
    assert {one.what for one in planned.read(changes, now.center)} == {"center", "timetable"}
    assert planned.write(take_planned, before.center, plan.placed, None, WHY) == 0, "the same once more changes nothing"


def test_what_happened_and_its_timetable_are_one_step(planned: Store) -> None:
    before = seen(planned)
    happened = Happened(now=11 * 60 + 30, absent=(("D", 13 * 60),), late=(("K4", 14 * 60),), withdrawn=("K3",))
    found = replan(after(before.day.problem, happened), before.placed)
    assert found is not None
    planned.write(take_replanned, before.center, happened, found.now.placed, WHY)
    now = seen(planned)
    assert now.placed == found.now.placed
    assert [one.code for one in planned.read(candidates, now.center) if one.withdrawn_at] == ["K3"]
    zone = ZoneInfo("Europe/Berlin")
    there = planned.read(presences, now.center)
    times = {tuple((a.astimezone(zone).hour, b.astimezone(zone).hour) for a, b in spans) for spans in there.values()}
    assert times == {((9, 13),), ((14, 18),)}
    assert all("K3" not in one.takers for one in now.of_today)
    past = [one for one in now.placed if one.start < 11 * 60 + 30]
    assert any("K3" in one.takers for one in past), "what was before stays"


def test_somebody_who_is_never_there_is_not_there_all_day(planned: Store) -> None:
    before = seen(planned)
    happened = Happened(now=0, absent=(("R", 0),))
    planned.write(take_replanned, before.center, happened, before.placed, WHY)
    player = next(one for one in seen(planned).day.problem.players if one.initials == "R")
    assert all(span.end <= before.day.problem.hours.start for span in player.free)
    assert player.free


def test_what_has_begun_is_never_changed(planned: Store) -> None:
    before = seen(planned)

    def open_sheet(tx: Writing) -> None:
        from assess.plan.day import by_slot

        slots = {one: slot for slot, one in by_slot(tx, before.center, before.day).items()}
        one = next(one for one in before.placed if one.task == "cm-removed-post")
        person, candidate = before.day.people["A"], before.day.candidates[one.takers[0]]
        exercise = before.day.exercises[one.task]
        center = before.center
        tx.session.add(
            Sheet(center=center, assessor=person, candidate=candidate, exercise=exercise, slot=slots[one],
                  state="observing")
        )  # fmt: skip

    planned.write(open_sheet)
    now = seen(planned)
    (begun,) = now.begun
    others = tuple(one for one in now.placed if one != begun)
    with pytest.raises(Refused, match="has begun"):
        planned.write(take_planned, now.center, others, None, WHY)
    kept = planned.write(take_planned, now.center, (begun, *others[1:]), None, WHY)
    assert kept == 1


def test_assessors_may_look_and_may_not_plan(planned: Store) -> None:
    assessor = planned.acting(planned.read(find, "A").id)
    before = seen(assessor)
    with pytest.raises(Refused, match="not among your tasks"):
        assessor.write(take_planned, before.center, before.placed[1:], None, WHY)


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2026, 3, 29), date(2026, 11, 23)])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kathmandu"])
def test_minutes_are_those_of_the_clock_on_the_wall(day: date, zone: str) -> None:
    """Also on the days on which clocks are changed at night."""
    shell = Day(Problem((), (), ()), ZoneInfo(zone), day, {}, {}, {})
    for minute in (0, 5 * 60, 9 * 60, 12 * 60 + 35, 23 * 60 + 59):
        moment = shell.moment(minute)
        assert shell.minute(moment) == minute
        local = moment.astimezone(ZoneInfo(zone))
        assert (local.date(), local.hour * 60 + local.minute) == (day, minute)
    assert isinstance(shell.moment(600), datetime)


def test_names_stand_for_codes_in_what_is_said(planned: Store) -> None:
    found = seen(planned)
    said = [str(found.named(one.said)) for one in found.faults]
    assert not any("cm-" in one for one in said)


def test_rooms_are_those_of_the_timetable_until_somebody_names_them(planned: Store) -> None:
    rooms = {task.code: task.rooms for task in seen(planned).day.problem.tasks}
    assert rooms == {"cm-guidelines": ("Hall",), "cm-removed-post": ("Room 1",), "cm-statement": ("Room 2",)}
