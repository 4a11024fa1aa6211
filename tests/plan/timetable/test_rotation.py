"""The rotation on the published instance: the bound is reached, and the links are those that were measured for it."""

import pytest

from assess.plan.timetable.linking import linked
from assess.plan.timetable.rotation import bound_of, rotate
from assess.plan.timetable.turns import Rotation, Turns
from tests.plan.timetable.days import CONFLICTS


def turns(candidates: int, exercises: int, assessors: int) -> Turns:
    codes = tuple(f"E{number}" for number in range(exercises))
    return Turns({f"K{number + 1}": codes for number in range(candidates)}, tuple("ABCDEFGH"[:assessors]), CONFLICTS)


def held(given: Turns, found: Rotation) -> None:
    """Everybody does everything once, nobody is in two places, no conflict meets."""
    assert sorted((turn.candidate, turn.exercise) for turn in found.turns) == sorted(
        (candidate, exercise) for candidate, exercises in given.exercises.items() for exercise in exercises
    )
    for slot in range(found.slots):
        here = [turn for turn in found.turns if turn.slot == slot]
        people = [name for turn in here for name in turn.assessors]
        assert len(people) == len(set(people))
        assert len({turn.candidate for turn in here}) == len(here) == len({turn.exercise for turn in here})
    for turn in found.turns:
        assert len(set(turn.assessors)) == 2
        assert not any((name, turn.candidate) in given.barred for name in turn.assessors)


@pytest.mark.parametrize(
    ("size", "slots", "met", "worst"),
    [((6, 3, 4), 9, 3, 0.577), ((12, 4, 6), 16, 5, 0.459), ((24, 4, 8), 24, 6, 0.40)],
)
def test_the_published_instance_reaches_its_bound(
    size: tuple[int, int, int], slots: int, met: int, worst: float
) -> None:
    given = turns(*size)
    found = rotate(given, restarts=10)
    assert found is not None
    held(given, found)
    assert found.slots == found.bound == bound_of(given) == slots
    assert found.shortest
    assert min(found.met.values()) >= met
    assert max(found.load.values()) - min(found.load.values()) <= 1
    assert found.links.connected
    assert found.links.worst is not None
    assert found.links.worst <= worst + 0.001


def test_constant_pairs_keep_an_exercise_with_its_pair_and_cost_slots() -> None:
    free = Turns(turns(12, 4, 6).exercises, tuple("ABCDEF"), frozenset(), style="pairs")
    found = rotate(free, restarts=5)
    assert found is not None
    assert {
        exercise: len({turn.assessors for turn in found.turns if turn.exercise == exercise})
        for exercise in ("E0", "E1", "E2", "E3")
    } == {"E0": 1, "E1": 1, "E2": 1, "E3": 1}
    assert found.slots == found.bound == 24


def test_a_plan_is_the_same_for_the_same_seed() -> None:
    assert rotate(turns(12, 4, 6), seed=7, restarts=2) == rotate(turns(12, 4, 6), seed=7, restarts=2)


def test_nobody_can_be_staffed_when_conflicts_leave_one_assessor() -> None:
    assert rotate(Turns({"K1": ("E0",)}, ("A", "B"), frozenset({("A", "K1")})), restarts=2) is None


def test_links_of_a_complete_design_are_those_of_the_formula() -> None:
    """All pairs of n equally often, m times: L = m/2 (n I - J), a difference has the variance 4 / (m n)."""
    pairs = [("A", "B"), ("A", "C"), ("B", "C")] * 4
    found = linked(("A", "B", "C"), pairs)
    assert found.worst == pytest.approx((4 / (4 * 3)) ** 0.5)
    assert found.pairs == {("A", "B"): 4, ("A", "C"): 4, ("B", "C"): 4}


def test_two_parts_that_never_meet_are_named() -> None:
    found = linked(("A", "B", "C", "D", "E"), [("A", "B"), ("C", "D")])
    assert found.parts == (("A", "B"), ("C", "D"), ("E",))
    assert found.worst is None
    assert not found.connected
