"""Planning again: people change before times, groups go on with those who are left, the past stands as it was."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assess.plan.timetable.check import broken, broken_by
from assess.plan.timetable.happened import Happened, after, cut, who_and_when
from assess.plan.timetable.problem import Hours, Placed, Problem, Span, Taker, Task, Watcher
from assess.plan.timetable.replan import Replanned, replan
from assess.plan.timetable.search import timetable
from assess.words import Refused, Usage
from tests.plan.timetable.days import days, real

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PLAN = timetable(real(6, 6), passes=15)
assert PLAN is not None


def again(happened: Happened, before: tuple[Placed, ...] = PLAN.placed, problem: Problem | None = None) -> Replanned:
    found = replan(after(problem or real(6, 6), happened), before)
    assert found is not None
    return found


def test_an_absent_assessor_is_replaced_at_the_same_time_in_the_same_room() -> None:
    """A and B watch all in a row, C and D none: whoever is free comes in, and nobody else changes."""
    problem = Problem(
        (Task("R", 20, ("1", "2"), rate=10),),
        tuple(Taker(f"K{n}", ("R",)) for n in range(4)),
        tuple(Watcher(name) for name in "ABCD"),
        barred=frozenset({("C", "K3")}),
        hours=Hours(540, 720, None, 0, 0, 0),
    )
    before = tuple(
        Placed("R", (f"K{n}",), "2", 540 + 30 * n, 560 + 30 * n, (("A", (f"K{n}",)), ("B", (f"K{n}",))))
        for n in range(4)
    )
    found = again(Happened(now=560, absent=(("A", 600),)), before, problem)
    assert [old for old, _ in found.changed] == list(before[2:])
    for old, new in found.changed:
        assert (old.start, old.room, old.takers) == (new.start, new.room, new.takers)
        assert "B" in dict(new.watch)
    assert "D" in dict(found.changed[1][1].watch), "C must not see K3"
    assert found.dropped == found.added == ()


def test_a_group_goes_on_without_the_one_who_gave_up() -> None:
    assert PLAN is not None
    group = next(one for one in PLAN.placed if one.task == "discussion")
    found = again(Happened(now=0, withdrawn=("K3",)))
    now = next(one for one in found.now.placed if one.task == "discussion")
    assert (now.start, now.room) == (group.start, group.room)
    assert now.takers == tuple(code for code in group.takers if code != "K3")
    assert all("K3" not in codes for _, codes in now.watch)
    assert {code for one in found.dropped for code in one.takers} == {"K3"}
    assert len(found.changed) == 1


def test_a_whole_group_can_move() -> None:
    """A candidate comes an hour after the discussion: everything that stood in its way moves with it."""
    assert PLAN is not None
    group = next(one for one in PLAN.placed if one.task == "discussion")
    found = again(Happened(now=0, late=(("K2", group.end + 60),)))
    now = next(one for one in found.now.placed if one.task == "discussion")
    assert now.start >= group.end + 60
    assert now.takers == group.takers
    problem = after(real(6, 6), Happened(now=0, late=(("K2", group.end + 60),)))
    assert broken(problem, found.now.placed) == ()


def test_who_is_new_is_added_and_nothing_else_changes() -> None:
    assert PLAN is not None
    left = tuple(
        one for one in PLAN.placed if one.takers != ("K6",)
    )  # as if K6 had been entered after the timetable was made
    found = again(Happened(now=0), left)
    assert {one.task for one in found.added} == {"role-play", "presentation"}
    assert found.changed == ()


def test_lunch_that_was_missed_already_does_not_end_the_day() -> None:
    """The past can't be mended: what lies ahead is planned all the same."""
    assert PLAN is not None
    hungry = replace(real(6, 6), hours=Hours(9 * 60 + 20, 18 * 60, Span(570, 600), 30))
    assert any(one.rule == "H9" for one in broken(hungry, PLAN.placed))
    found = replan(after(hungry, Happened(now=12 * 60, absent=(("F", 12 * 60),))), PLAN.placed)
    assert found is not None


def test_a_plan_is_found_when_three_and_more_have_to_move() -> None:
    """One room, six in a row; the first comes last: all that stood after them can only stay if they wait."""
    task = Task("R", 20, ("1",), rate=10, raters=1, competencies=())
    problem = Problem(
        (task,),
        tuple(Taker(f"K{n}", ("R",)) for n in range(6)),
        (Watcher("A"),),
        hours=Hours(540, 540 + 6 * 30, None, 0, 0, 0),
    )
    before = tuple(Placed("R", (f"K{n}",), "1", 540 + 30 * n, 560 + 30 * n, (("A", (f"K{n}",)),)) for n in range(6))
    late = after(problem, Happened(now=0, late=(("K0", 600),)))
    found = replan(late, before)
    assert found is not None
    assert broken(late, found.now.placed) == ()
    assert len(found.changed) == 2  # K0 takes the place of one who comes first instead


@SLOW
@given(days(), st.data())
def test_every_new_plan_holds_and_the_past_stands(problem: Problem, data: st.DataObject) -> None:
    plan = timetable(problem, passes=3)
    if plan is None or not plan.placed:
        return
    now = data.draw(st.sampled_from([540, 600, 660]))
    name = data.draw(st.sampled_from([one.initials for one in problem.watchers]))
    gone = data.draw(st.sampled_from([one.code for one in problem.takers]))
    happened = data.draw(
        st.sampled_from([Happened(now, absent=((name, now),)), Happened(now, withdrawn=(gone,)),
                         Happened(now, late=((gone, now + 30),))])
    )  # fmt: skip
    today = after(problem, happened)
    ticks = iter(range(40))
    found = replan(today, plan.placed, go_on=lambda: next(ticks, None) is not None)
    if found is None:
        return
    past = {one for one in plan.placed if one.start < now}
    assert past <= set(found.now.placed)
    for one in found.now.placed:
        if one not in past:
            assert one.start >= now
            assert list(broken_by(today, one)) == []
    kept, changed = set(found.kept), {new for _, new in found.changed}
    assert kept | changed | set(found.added) == set(found.now.placed)
    assert kept <= set(plan.placed)


def test_a_name_that_is_not_of_the_day_is_refused() -> None:
    with pytest.raises(Refused, match="Nobody of this day"):
        after(real(), Happened(absent=(("Z", 600),)))


def test_times_are_cut_where_somebody_leaves_or_comes() -> None:
    problem = real()
    assert cut(problem, (), problem.hours.start, 720) == (Span(problem.hours.start, 720),)
    assert cut(problem, (Span(560, 600), Span(660, 800)), 580, 1080) == (Span(580, 600), Span(660, 800))
    assert cut(problem, (Span(560, 600),), 700, 1080) == (Span(0, 0),), "never there is not all day"


@pytest.mark.parametrize(
    ("said", "name", "minute"),
    [("B", "B", None), ("B@12:00", "B", 720), (" K4 13:30 ", "K4", 810), ("K4 ab 13 Uhr", "K4", 780)],
)
def test_who_and_when_are_read_as_people_type_them(said: str, name: str, minute: int | None) -> None:
    assert who_and_when(said) == (name, minute)


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(Usage):
        who_and_when("B@noon")
