"""The matrix of a center: edited step by step, judged at once, kept as the next version that the center uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from assess.plan.amend import changes
from assess.plan.center import copy
from assess.plan.conformity.given import ExerciseFacts
from assess.plan.design import freeze
from assess.plan.matrix import Matrix, keep_matrix, matrices
from assess.plan.matrix_draft import (
    checks,
    cues,
    faults,
    with_cell,
    with_floor,
    with_target,
    with_weight,
    without_cell,
)
from assess.plan.vacancies import vacancies
from assess.plan.versions import held_versions, read_version
from assess.rubric.diff import Version, diff
from assess.rubric.library import load_library
from assess.rubric.model import RoleFile
from assess.store.tables import Criterion, Sheet, Vacancy
from assess.store.transaction import Store, Writing
from assess.words import Refused, Text
from tests.plan.kit import DAY, ROLE, WHY, Kit, as_moderator, begin, exercise

PLAY, TALK, SPEECH = "cm-removed-post", "cm-guidelines", "cm-statement"
BECAUSE = Text("Weil es sich hier zeigt.", "Because it shows here.")


@pytest.fixture(scope="module")
def version() -> Version:
    library = load_library()
    return Version(library.role(ROLE), library)


@pytest.fixture(scope="module")
def run(version: Version) -> tuple[ExerciseFacts, ...]:
    """All exercises of the role but the second discussion."""
    files = {code: version.library.exercise(code) for code in version.role.matrix}
    return tuple(
        ExerciseFacts(code, file.name.text, file.type, code in (PLAY, TALK, SPEECH), 2, 2, 6, 0)
        for code, file in files.items()
    )


def first(store: Store, kit: Kit) -> Matrix:
    """The only role's matrix."""
    (found,) = store.read(matrices, kit.center)
    return found


def shifted(role: RoleFile) -> RoleFile:
    """Five percent from empathy to communication."""
    return with_weight(with_weight(role, "EMP", 20.0), "KOM", 25.0)


def test_a_change_becomes_the_version_that_this_center_uses_alone(store: Store) -> None:
    kit = store.write(begin)
    acting = as_moderator(store, kit)
    other = replace(kit, center=acting.write(copy, kit.center, "Autumn", DAY))
    matrix = first(store, kit)
    assert matrix.opening.number == 1
    kept = acting.write(keep_matrix, kit.center, shifted(matrix.role))
    assert (kept.role, kept.number, kept.new) == (ROLE, 2, True)
    after = first(store, kit)
    assert (after.opening.number, after.opening.places, after.opening.id) == (2, 1, kit.vacancy)
    assert {code: one.weight for code, one in after.role.competencies.items()} == {
        **{code: one.weight for code, one in matrix.role.competencies.items()},
        "EMP": 20.0,
        "KOM": 25.0,
    }
    assert first(store, other).opening.number == 1, "another center keeps its own"
    found = diff(store.read(read_version, ROLE, 1), store.read(read_version, ROLE, 2))
    assert {one.path for one in found.changes} == {
        "role > competencies > EMP > weight",
        "role > competencies > KOM > weight",
    }
    assert [[use.name for use in one.uses] for one in store.read(held_versions, ROLE)] == [["Autumn"], ["Spring"]]


def test_undoing_finds_the_version_before(store: Store) -> None:
    kit = store.write(begin)
    acting, matrix = as_moderator(store, kit), first(store, kit)
    acting.write(keep_matrix, kit.center, shifted(matrix.role))
    back = acting.write(keep_matrix, kit.center, matrix.role)
    assert (back.number, back.new) == (1, False)
    assert first(store, kit).opening.number == 1
    assert len(store.read(held_versions, ROLE)) == 2
    same = acting.write(keep_matrix, kit.center, matrix.role)
    assert (same.number, same.new) == (1, False)


def test_a_cell_is_changed_put_in_and_taken_out(version: Version, run: tuple[ExerciseFacts, ...]) -> None:
    role = version.role
    changed = with_cell(version, PLAY, "EMP", ["P5", "P1"], 2.0, BECAUSE)
    cell = changed.matrix[PLAY]["EMP"]
    assert (cell.cues, cell.weight, cell.why.text) == (("P1", "P5"), 2.0, BECAUSE), "in the exercise's order"
    assert cell.anchors == role.matrix[PLAY]["EMP"].anchors, "its own anchors stay"
    assert role.matrix[PLAY]["EMP"].cues == ("P1", "P2", "P5"), "what was there stays, so that a step goes back"
    gone = without_cell(role, SPEECH, "EMP")
    assert "EMP" not in gone.matrix[SPEECH]
    made = {one.id: one for one in checks(Version(gone, version.library), run)}
    assert made["LK-01"].state == "error"
    assert [one.id for one in checks(version, run) if one.state in ("error", "warning")] == []
    again = with_cell(Version(gone, version.library), SPEECH, "EMP", ["Q1", "Q4"], 1.0, BECAUSE)
    assert set(again.matrix[SPEECH]) == set(role.matrix[SPEECH])
    assert without_cell(gone, SPEECH, "EMP") == gone


def test_only_exercises_that_are_run_count(version: Version, run: tuple[ExerciseFacts, ...]) -> None:
    alone = tuple(one._replace(used=one.code == PLAY) for one in run)
    made = {one.id: one.state for one in checks(version, alone)}
    assert (made["MC-01"], made["LK-01"]) == ("warning", "error")


@pytest.mark.parametrize(
    ("weights", "state"), [({"EMP": 20.0}, "error"), ({"EMP": 20.0, "KOM": 25.0}, "met"), ({"EMP": 24.5}, "error")]
)
def test_weights_are_judged_while_one_types(
    version: Version, run: tuple[ExerciseFacts, ...], weights: dict[str, float], state: str
) -> None:
    role = version.role
    for code, weight in weights.items():
        role = with_weight(role, code, weight)
    edited = Version(role, version.library)
    assert next(one for one in checks(edited, run) if one.id == "WT-01").state == state
    assert [fault.id for fault in faults(edited)] == (["WT-01"] if state == "error" else [])


def test_cues_are_those_that_bring_it_about(version: Version) -> None:
    offered = cues(version, PLAY, "EMP")
    file = version.library.exercise(PLAY)
    assert [one.code for one in offered] == [code for code, elicits in file.elicits.items() if "EMP" in elicits]
    assert offered[0].by == "role_player"
    assert offered[0].minute is not None
    assert cues(version, PLAY, "MOD") == ()


REFUSED: list[tuple[Callable[[Version], RoleFile], str]] = [
    (lambda v: with_cell(v, PLAY, "EMP", ["P9"], 1.0, BECAUSE), "does not bring EMP about"),
    (lambda v: with_cell(v, PLAY, "EMP", ["P1"], 0.0, BECAUSE), "above 0"),
    (lambda v: with_cell(v, PLAY, "EMP", ["P1"], 1.0, Text("Nur so.", " ")), "missing in German or English"),
    (lambda v: with_cell(v, "nowhere", "EMP", [], 1.0, BECAUSE), "no exercise nowhere"),
    (lambda v: with_cell(v, PLAY, "XXX", [], 1.0, BECAUSE), "not among the competencies"),
    (lambda v: with_weight(v.role, "EMP", -1.0), "between 0 and 100"),
    (lambda v: with_weight(v.role, "EMP", 101.0), "between 0 and 100"),
    (lambda v: with_target(v.role, "EMP", 6.0), "from 1 to 5"),
    (lambda v: with_floor(v.role, "EMP", 0.0), "from 1 to 5"),
    (lambda v: with_floor(v.role, "XXX", 2.0), "not among the competencies"),
]


@pytest.mark.parametrize("place", range(len(REFUSED)))
def test_what_can_not_be_is_refused_in_words(version: Version, place: int) -> None:
    change, said = REFUSED[place]
    with pytest.raises(Refused, match=said):
        change(version)


def test_an_exercise_keeps_its_last_cell(version: Version) -> None:
    role = version.role
    *others, last = role.matrix[TALK]
    for code in others:
        role = without_cell(role, TALK, code)
    with pytest.raises(Refused, match="at least one competency"):
        without_cell(role, TALK, last)


def test_a_matrix_with_an_error_is_not_kept(store: Store) -> None:
    kit = store.write(begin)
    acting, matrix = as_moderator(store, kit), first(store, kit)
    for draft, said in (
        (with_weight(matrix.role, "EMP", 20.0), "sum to 95"),
        (with_floor(matrix.role, "KOM", 5.0), "floor is above the target"),
        (without_cell(matrix.role, PLAY, "EMP"), "one exercise only"),
    ):
        with pytest.raises(Refused, match=said):
            acting.write(keep_matrix, kit.center, draft)
    library = load_library()
    with pytest.raises(Refused, match="not in this center"):
        acting.write(keep_matrix, kit.center, library.role("strategist"))
    with pytest.raises(Refused, match="not among your tasks"):
        store.acting(kit.people["A"]).write(keep_matrix, kit.center, shifted(matrix.role))
    assert len(store.read(held_versions, ROLE)) == 1


def test_after_the_freeze_it_is_an_amendment_and_nothing_changes_once_somebody_has_begun(store: Store) -> None:
    kit = store.write(begin)
    acting, matrix = as_moderator(store, kit), first(store, kit)
    acting.write(freeze, kit.center)
    with pytest.raises(Refused, match="needs a reason"):
        acting.write(keep_matrix, kit.center, shifted(matrix.role))
    assert len(store.read(held_versions, ROLE)) == 1, "nothing is left of it"
    kept = acting.write(keep_matrix, kit.center, shifted(matrix.role), WHY)
    assert (kept.number, [one.reason for one in acting.read(changes, kit.center)]) == (2, [WHY])

    def observe(tx: Writing) -> None:
        tx.session.add(
            Sheet(
                center=kit.center,
                assessor=kit.people["A"],
                candidate=kit.candidates[0],
                exercise=exercise(tx, kit, PLAY),
                state="observing",
            )
        )

    store.write(observe)
    with pytest.raises(Refused, match="day has begun"):
        acting.write(keep_matrix, kit.center, matrix.role, WHY)
    assert first(store, kit).opening.number == 2


def test_what_is_read_back_is_what_was_edited(store: Store) -> None:
    kit = store.write(begin)
    matrix = first(store, kit)
    edited = with_cell(
        Version(with_floor(with_target(shifted(matrix.role), "MOD", None), "TEA", 1.5), matrix.version.library),
        SPEECH,
        "KOM",
        ["P1"],
        0.5,
        BECAUSE,
    )
    as_moderator(store, kit).write(keep_matrix, kit.center, edited)
    after = first(store, kit)
    assert after.role == edited
    assert after.title("KOM") == matrix.title("KOM")
    stored = store.read(
        lambda tx: tx.session.execute(
            select(col(Criterion.target), col(Criterion.floor))
            .join(Vacancy, col(Vacancy.rubric) == col(Criterion.rubric))
            .where(col(Vacancy.center) == kit.center)
            .order_by(col(Criterion.position))
        ).all()
    )
    targets = {code: (one.target, one.floor) for code, one in edited.competencies.items()}
    assert [tuple(row) for row in stored] == [(5.0 if target is None else target, f) for target, f in targets.values()]
    assert store.read(vacancies, kit.center)[0].number == 2


@given(st.lists(st.tuples(st.sampled_from(("EMP", "KOM", "KON", "MOD")), st.integers(0, 200)), max_size=6))
def test_the_sum_is_right_exactly_when_the_weights_are(version: Version, steps: list[tuple[str, int]]) -> None:
    role = version.role
    for code, half in steps:
        role = with_weight(role, code, half / 2)
    whole = sum(one.weight for one in role.competencies.values())
    wrong = {fault.id for fault in faults(Version(role, version.library))}
    assert ("WT-01" in wrong) == (whole != 100.0)
