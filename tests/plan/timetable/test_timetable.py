"""Real days: every plan holds every hard constraint, is as short as any can be, and what has none says why."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assess.plan.timetable.bound import earliest_end
from assess.plan.timetable.clash import clashes, proven_clash
from assess.plan.timetable.cost import cost_of, ends_at
from assess.plan.timetable.exact import prove
from assess.plan.timetable.problem import Hours, Problem, Span, Taker, Task, Watcher
from assess.plan.timetable.replan import replan
from assess.plan.timetable.search import timetable, timetables
from assess.plan.timetable.turns import Style
from tests.plan.timetable.brute import shortest
from tests.plan.timetable.days import days, equal, real
from tests.plan.timetable.rules import broken

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(days())
def test_every_plan_holds_every_hard_constraint_and_its_bound(problem: Problem) -> None:
    for plan in timetables(problem, passes=25):
        assert broken(problem, plan.placed) == []
        assert plan.bound <= plan.ends == ends_at(problem, plan.placed)
        assert plan.cost == cost_of(problem, plan.placed)
        assert clashes(problem) == ()


@settings(SLOW, max_examples=25)
@given(days(candidates=2, exercises=2, assessors=3), st.integers(0, 3))
def test_small_days_are_as_short_as_the_proof_says(problem: Problem, seed: int) -> None:
    plan = timetable(problem, seed=seed, passes=150)
    proof = prove(problem, seconds=5)
    if proof.answer == "infeasible":
        assert plan is None
    elif proof.answer == "optimal":
        assert broken(problem, proof.placed) == []
        assert proof.bound is not None
        assert earliest_end(problem) <= proof.bound
        assert plan is None or plan.ends >= proof.bound
        assert clashes(problem) == ()


TINY = st.builds(
    lambda takers, live, rate, prepare, end, stretch, free, lead, barred: Problem(
        (
            Task("R", live, ("1",), prepare=prepare, rate=rate, players=("P",), needs_player=True),
            Task("T", 20, ("2",), rate=rate, change=10),
        ),
        tuple(Taker(f"K{number}", ("R", "T")) for number in range(takers)),
        (Watcher("A"), Watcher("B", free), Watcher("C", lead=lead)),
        (Watcher("P"),),
        barred=frozenset({("C", "K0")} if barred else set()),
        hours=Hours(540, end, Span(600, 690), 30, stretch, 10),
    ),
    takers=st.integers(1, 2),
    live=st.sampled_from([10, 20]),
    rate=st.sampled_from([0, 10]),
    prepare=st.sampled_from([0, 20]),
    end=st.sampled_from([600, 640]),
    stretch=st.sampled_from([0, 60]),
    free=st.sampled_from([(), (Span(540, 600),)]),
    lead=st.booleans(),
    barred=st.booleans(),
)


@settings(SLOW, max_examples=10)
@given(TINY)
def test_tiny_days_are_as_short_as_trying_every_plan_finds(problem: Problem) -> None:
    best = shortest(problem)
    plan = timetable(problem, passes=300)
    assert (plan.ends if plan else None) == best
    proof = prove(problem, seconds=20)
    assert proof.answer == ("infeasible" if best is None else "optimal")
    assert proof.bound == best


@pytest.mark.parametrize(("size", "slots"), [((6, 3, 4), 9), ((12, 4, 6), 16), ((24, 4, 8), 24)])
def test_equal_slots_reach_the_bound(size: tuple[int, int, int], slots: int) -> None:
    problem = equal(*size)
    plan = timetable(problem, passes=8)
    assert plan is not None
    assert broken(problem, plan.placed) == []
    assert plan.ends == plan.bound == slots


@pytest.mark.parametrize("style", ["pairs", "rotation"])
def test_the_default_day_is_planned_with_lunch_breaks_and_four_assessors(style: Style) -> None:
    problem = real(style=style)
    plan = timetable(problem, passes=60)
    assert plan is not None
    assert broken(problem, plan.placed) == []
    assert plan.ends - plan.bound <= 30
    if style == "pairs":
        assert plan.cost.outside == 0


def test_who_can_see_nobody_is_named_with_the_facts() -> None:
    problem = replace(
        real(2, 3),
        barred=frozenset({("B", "K1")}),
        watchers=(Watcher("A"), Watcher("B"), Watcher("D", (Span(540, 570),))),
    )
    said = [(str(one.what), [str(fact) for fact in one.facts]) for one in clashes(problem)]
    assert tuple(what for what, _ in said if "K1" in what)[:1] == ("K1 can't be seen by 2 people in role-play.",)
    facts = next(facts for what, facts in said if "K1" in what)
    assert facts == ["B has a conflict of interest with K1", "D is not available for long enough"]
    assert timetable(problem, passes=5) is None


def test_a_proof_names_the_facts_none_of_which_can_be_left_out() -> None:
    problem = Problem(
        (Task("R", 20, ("1",), rate=10),),
        (Taker("K1", ("R",)), Taker("K2", ("R",))),
        (Watcher("A"), Watcher("B", (Span(540, 590),)), Watcher("C", (Span(540, 600),))),
        barred=frozenset({("C", "K1"), ("C", "K2")}),
        hours=Hours(540, 640, None, 0, 0, 0),
    )
    assert clashes(problem) == ()
    assert timetable(problem, passes=50) is None
    clash = proven_clash(problem, seconds=5)
    assert clash is not None
    facts = [str(fact) for fact in clash.facts]
    assert facts == [
        "C has a conflict of interest with K1",
        "C has a conflict of interest with K2",
        "B is not there all day",
    ]


def test_an_absent_assessor_changes_only_what_was_theirs_if_that_is_possible() -> None:
    problem = real(6, 6)
    before = timetable(problem, passes=30)
    assert before is not None
    noon = 12 * 60
    gone = replace(problem, not_before=noon, watchers=tuple(one for one in problem.watchers if one.initials != "F"))
    found = replan(gone, before.placed)
    assert found is not None
    past = [one for one in before.placed if one.start < noon]
    assert set(past) <= set(found.now.placed)
    touched = [one for one in before.placed if one.start >= noon and any(name == "F" for name, _ in one.watch)]
    assert len(found.changed) == len(touched)
    assert broken(replace(problem, not_before=0), found.now.placed) == []
    assert not any(name == "F" for one in found.now.placed if one.start >= noon for name, _ in one.watch)


def test_a_candidate_who_withdraws_leaves_a_plan_that_still_works() -> None:
    problem = real(6, 4)
    before = timetable(problem, passes=30)
    assert before is not None
    left = replace(problem, not_before=12 * 60, takers=tuple(one for one in problem.takers if one.code != "K3"))
    found = replan(left, before.placed)
    assert found is not None
    assert all("K3" in one.takers for one in found.dropped)
    assert found.changed == ()


def test_a_late_candidate_moves_alone() -> None:
    problem = real(6, 4)
    before = timetable(problem, passes=30)
    assert before is not None
    late = Span(13 * 60, 18 * 60)
    now = replace(
        problem,
        not_before=11 * 60,
        takers=tuple(replace(one, free=(late,)) if one.code == "K4" else one for one in problem.takers),
    )
    found = replan(now, before.placed)
    assert found is not None
    missed = [one for one in before.placed if "K4" in one.takers and 11 * 60 <= one.start < late.start + 30]
    assert len(found.changed) >= len([one for one in missed if one.start < late.start])
    assert all("K4" in after.takers for _, after in found.changed) or len(found.changed) <= len(missed) + 2
