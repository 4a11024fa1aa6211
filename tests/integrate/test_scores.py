"""Scores: means that anyone can recompute by hand; what was not observed is in no sum."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from statistics import variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.conduct.blind import CellSum
from assess.integrate.scores import pooled_variance, score_variance, scores
from assess.words import Id

Told = Sequence[tuple[str, str, str, str, int]]
"""Candidate, exercise, competency, assessor, level."""


def sums(told: Told) -> list[CellSum]:
    cells: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    for candidate, exercise, competency, assessor, level in told:
        cells.setdefault((candidate, exercise, competency), []).append((assessor, level))
    return [
        (
            Id(candidate),
            Id(exercise),
            Id(competency),
            len(rated),
            sum(level for _, level in rated),
            sum(level * level for _, level in rated),
            Id(min(who for who, _ in rated)),
        )
        for (candidate, exercise, competency), rated in cells.items()
    ]


def cell(exercise: str, competency: str) -> tuple[Id, Id]:
    return Id(exercise), Id(competency)


EQUAL = {cell("talk", "EMP"): 1.0, cell("speech", "EMP"): 1.0}
K1, EMP = Id("K1"), Id("EMP")
BOTH: Told = [
    ("K1", "talk", "EMP", "A", 4),
    ("K1", "talk", "EMP", "B", 3),
    ("K1", "speech", "EMP", "C", 4),
    ("K1", "speech", "EMP", "D", 4),
]


def test_a_score_by_hand() -> None:
    found = scores(sums(BOTH), EQUAL, None, 1, 5)[K1][EMP]
    assert found.value == 3.75
    assert (found.ratings, found.exercises, found.sufficient) == (4, 2, True)
    assert found.variance == 0.25


def test_cells_count_by_their_weight_and_not_by_their_ratings() -> None:
    told = [*BOTH, ("K1", "talk", "EMP", "E", 1)]
    assert scores(sums(told), EQUAL, None, 1, 5)[K1][EMP].value == pytest.approx((8 / 3 + 4) / 2)
    weights = {cell("talk", "EMP"): 2.0, cell("speech", "EMP"): 1.0}
    assert scores(sums(BOTH), weights, None, 1, 5)[K1][EMP].value == pytest.approx((2 * 3.5 + 4) / 3)


def test_an_exercise_that_was_not_observed_is_in_no_sum() -> None:
    found = scores(sums(BOTH[:2]), EQUAL, None, 1, 5)[K1][EMP]
    assert found.value == 3.5
    assert not found.sufficient, "one exercise"
    assert scores([], EQUAL, None, 1, 5) == {}


def test_one_assessor_alone_is_not_enough() -> None:
    told = [("K1", "talk", "EMP", "A", 4), ("K1", "speech", "EMP", "A", 4)]
    assert not scores(sums(told), EQUAL, None, 1, 5)[K1][EMP].sufficient
    told.append(("K1", "speech", "EMP", "B", 4))
    assert scores(sums(told), EQUAL, None, 1, 5)[K1][EMP].sufficient


def test_cells_of_another_rubric_are_left_out() -> None:
    told = [*BOTH, ("K1", "group", "EMP", "A", 1), ("K1", "talk", "KOM", "A", 1)]
    found = scores(sums(told), EQUAL, None, 1, 5)[K1]
    assert found[EMP].value == 3.75
    assert list(found) == [EMP]


def test_the_error_has_a_floor_that_goes_with_the_scale() -> None:
    assert score_variance(0.4, 4, 1, 5) == 0.25
    assert score_variance(2.0, 4, 1, 5) == 0.5
    assert score_variance(None, 4, 1, 5) == 0.25
    assert score_variance(0.0, 9, 1, 10) == pytest.approx(0.25 * (9 / 4) ** 2)
    assert score_variance(0.0, 9, 0, 2) == pytest.approx(0.25 * 0.25)


told_lists = st.lists(
    st.tuples(
        st.sampled_from(["K1", "K2"]),
        st.sampled_from(["talk", "speech"]),
        st.just("EMP"),
        st.sampled_from("ABCD"),
        st.integers(1, 5),
    ),
    max_size=20,
    unique_by=lambda one: one[:4],
)


@given(told_lists)
def test_the_pooled_variance_against_its_definition(told: list[tuple[str, str, str, str, int]]) -> None:
    cells: dict[tuple[str, ...], list[int]] = {}
    for *place, level in told:
        cells.setdefault(tuple(map(str, place[:3])), []).append(int(level))
    several = [rated for rated in cells.values() if len(rated) > 1]
    found = pooled_variance(sums(told))
    if not several:
        assert found is None
        return
    freedom = sum(len(rated) - 1 for rated in several)
    expected = sum(variance(map(Fraction, rated)) * (len(rated) - 1) for rated in several) / freedom
    assert found == pytest.approx(float(expected), abs=1e-12)


@given(told_lists, st.permutations("ABCD"), st.randoms(use_true_random=False))
def test_neither_order_nor_names_matter(
    told: list[tuple[str, str, str, str, int]], people: list[str], random: Random
) -> None:
    who = dict(zip("ABCD", people, strict=True))
    turned = [(candidate, exercise, comp, who[person], level) for candidate, exercise, comp, person, level in told]
    random.shuffle(turned)
    before, after = sums(told), sums(turned)
    pooled = pooled_variance(before)
    assert pooled_variance(after) == pooled
    assert scores(after, EQUAL, pooled, 1, 5) == scores(before, EQUAL, pooled, 1, 5)


@given(told_lists)
def test_a_score_stays_on_the_scale(told: list[tuple[str, str, str, str, int]]) -> None:
    for competencies in scores(sums(told), EQUAL, None, 1, 5).values():
        for one in competencies.values():
            assert 1 <= one.value <= 5
