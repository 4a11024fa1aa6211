"""The library's cues against the competencies: nothing is rated without an occasion, no occasion is for nothing."""

from __future__ import annotations

import pytest

from assess.rubric.expand import exercise_content
from assess.rubric.library import Library, load_library
from assess.rubric.reach import QUESTION, Reach, reach, roles_with

EXERCISES = load_library().codes("exercise")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def table(library: Library, code: str) -> Reach:
    return reach(exercise_content(library.exercise(code)))


@pytest.mark.parametrize("code", EXERCISES)
def test_every_competency_of_every_cell_is_reached_by_a_cue_that_it_names(library: Library, code: str) -> None:
    elicits = {cue.code: cue.elicits for cue in table(library, code).cues}
    roles = roles_with(code, library)
    assert roles
    for role in roles:
        for competency, cell in role.matrix[code].items():
            assert cell.cues, (role.code, competency)
            assert [cue for cue in cell.cues if competency in elicits[cue]] == list(cell.cues), (role.code, competency)


@pytest.mark.parametrize("code", EXERCISES)
def test_every_cue_reaches_a_competency_that_some_role_rates_there(library: Library, code: str) -> None:
    rated = {competency for role in roles_with(code, library) for competency in role.matrix[code]}
    for cue in table(library, code).cues:
        assert set(cue.elicits) & rated, cue.code


def test_the_table_has_prompts_then_questions_in_their_order(library: Library) -> None:
    found = table(library, "mixed-five-guidelines")
    assert [cue.code for cue in found.cues] == ["P1", "P2", "P3", "P4", "P5", "P6", "Q1", "Q2"]
    assert [cue.minute for cue in found.cues][-3:] == [30, None, None]
    assert {cue.by for cue in found.cues} == {"situation", "moderator", QUESTION}
    assert len(found.competencies) == len(set(found.competencies)) == 10


def test_the_mixed_discussion_is_for_all_roles_and_the_others_for_one(library: Library) -> None:
    assert len(roles_with("mixed-five-guidelines", library)) == 5
    assert [role.code for role in roles_with("da-three-kpis", library)] == ["data-analyst"]
    assert roles_with("nothing", library) == ()
