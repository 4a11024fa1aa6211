"""Slots: nobody twice in one, none fuller than another, as few as the bound says."""

from hypothesis import given
from hypothesis import strategies as st

from assess.plan.timetable.colouring import Edge, colour, fewest

EDGES = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 4)), min_size=1).map(
    lambda found: [Edge(*e) for e in found]
)


@given(EDGES, st.integers(1, 6), st.integers(0, 3))
def test_each_slot_has_everybody_once_and_all_are_equally_full(edges: list[Edge], largest: int, more: int) -> None:
    slots = fewest(edges, largest) + more
    found = colour(edges, slots)
    assert len({(edge.left, slot) for edge, slot in zip(edges, found, strict=True)}) == len(edges)
    assert len({(edge.right, slot) for edge, slot in zip(edges, found, strict=True)}) == len(edges)
    sizes = [found.count(slot) for slot in range(slots)]
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= largest


def test_twelve_candidates_and_four_exercises_with_three_pairs_need_sixteen_slots() -> None:
    edges = [Edge(candidate, exercise) for candidate in range(12) for exercise in range(4)]
    assert fewest(edges, 3) == 16
    assert [colour(edges, 16).count(slot) for slot in range(16)] == [3] * 16
