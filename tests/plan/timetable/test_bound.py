"""The bound of a real day: never later than a plan that holds, and near it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assess.plan.timetable.bound import earliest_end, rested
from assess.plan.timetable.exact import prove
from assess.plan.timetable.problem import Hours, Problem, Span, Task
from assess.plan.timetable.search import timetable, timetables
from tests.plan.timetable.days import days, real

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WINDOW = Span(11 * 60 + 30, 14 * 60)


@SLOW
@given(days(assessors=6), st.sampled_from([540, 600, 690, 720, 750]), st.sampled_from([None, Span(690, 840)]))
def test_no_plan_ends_before_its_bound_whenever_the_day_begins(
    problem: Problem, start: int, lunch: Span | None
) -> None:
    late = replace(problem, not_before=start, hours=replace(problem.hours, lunch=lunch, end=1200))
    for plan in timetables(late, passes=10):
        assert earliest_end(late) <= plan.ends


@settings(SLOW, max_examples=15)
@given(days(candidates=3, exercises=2, assessors=4))
def test_no_proof_ends_before_the_bound(problem: Problem) -> None:
    proof = prove(problem, seconds=3)
    if proof.answer == "optimal" and proof.bound is not None:
        assert earliest_end(problem) <= proof.bound


@pytest.mark.parametrize(
    ("start", "work", "end"),
    [
        (540, 60, 600),  # over before lunch
        (540, 480, 540 + 480 + 2 * 10 + 30),  # three breaks, one of them lunch
        (12 * 60, 120, 14 * 60),  # came after lunch time enough: no lunch is needed
        (11 * 60 + 50, 120, 14 * 60),  # waits ten minutes, has had lunch then
        (11 * 60, 120, 13 * 60),  # can still have lunch afterwards
        (11 * 60, 175, 11 * 60 + 175 + 30),  # can't: lunch is the break, too
    ],
)
def test_lunch_and_breaks_lengthen_work_only_where_they_must(start: int, work: int, end: int) -> None:
    assert rested(work, Hours(540, 1080, WINDOW, 30, 120, 10), start) == end


def test_exercises_that_share_a_room_wait_for_each_other() -> None:
    problem = real(4, 8)
    shared = replace(
        problem, tasks=tuple(replace(task, rooms=("room 1",)) if task.size == 1 else task for task in problem.tasks)
    )
    assert earliest_end(shared) >= earliest_end(problem) + 60
    plan = timetable(shared, passes=20)
    assert plan is not None
    assert earliest_end(shared) <= plan.ends


def test_pairs_leave_an_odd_assessor_idle() -> None:
    """Five assessors, two at a time: two performances at once, whatever the minutes divided by five say."""
    task = Task("R", 20, ("1", "2", "3"), rate=10)
    problem = replace(real(8, 5), tasks=(task,), hours=Hours(540, 1080, None, 0, 0, 0))
    problem = replace(problem, takers=tuple(replace(one, tasks=("R",)) for one in problem.takers))
    assert earliest_end(problem) == 540 + 4 * 30
    plan = timetable(problem, passes=5)
    assert plan is not None
    assert plan.shortest


@pytest.mark.parametrize(("candidates", "assessors", "gap"), [(6, 4, 20), (8, 6, 90), (12, 8, 90)])
def test_the_bound_of_a_real_day_is_near_its_plan(candidates: int, assessors: int, gap: int) -> None:
    plan = timetable(real(candidates, assessors), passes=60)
    assert plan is not None
    assert 0 <= plan.ends - plan.bound <= gap
