"""The catalogue: versions of rubrics, and the freeze that makes them final."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from assess.plan.catalogue import put_rubric, versions
from assess.plan.design import design_hash, freeze, make
from assess.rubric.center import CenterFile
from assess.rubric.expand import RubricContent, expand
from assess.rubric.library import load_library
from assess.store.tables import Anchor, Cell, Competency, Exercise
from assess.store.transaction import Reading, Store, Writing
from assess.words import Id, Refused

CENTER = {
    "kind": "center",
    "code": "trial",
    "name": {"de": "Probe", "en": "Trial"},
    "roles": [{"role": "community-manager"}],
    "people": [{"initials": "A", "name": "Ada", "functions": ["assessor", "moderator"]}],
    "candidates": [{"code": "K1", "name": "Kim", "roles": ["community-manager"]}],
    "timetable": [
        {
            "exercise": "cm-removed-post",
            "room": {"de": "Raum", "en": "Room"},
            "start": "10:00",
            "end": "10:20",
            "seats": ["K1"],
            "assessors": {"A": ["K1"]},
        }
    ],
}


@pytest.fixture(scope="module")
def content() -> RubricContent:
    library = load_library()
    return expand(library.role("community-manager"), library)


def count(tx: Reading) -> tuple[int, ...]:
    return tuple(len(tx.session.execute(select(col(table.id))).all()) for table in (Competency, Exercise, Cell, Anchor))


def test_the_same_content_is_the_same_version(store: Store, content: RubricContent) -> None:
    first = store.write(put_rubric, content)
    held = store.read(count)
    assert store.write(put_rubric, content) == first
    assert store.read(count) == held
    assert first.version == 1
    assert held[0] == len(content.criteria)
    assert held[1] == len(content.exercises)
    assert held[2] == len(content.cells)
    assert held[3] == sum(len(one.competency.anchors) for one in content.criteria) + sum(
        len(cell.own_anchors) for cell in content.cells
    )


def test_other_content_is_the_next_version_and_shares_what_is_the_same(store: Store, content: RubricContent) -> None:
    store.write(put_rubric, content)
    before = store.read(count)
    store.write(put_rubric, replace(content, content_hash="other", document="{}"))
    after = store.read(count)
    assert after[:2] == before[:2], "competencies and exercises are shared"
    assert [one.version for one in store.read(versions, "community-manager")] == [1, 2]


def made(tx: Writing, content: RubricContent) -> Id:
    rubric = put_rubric(tx, content)
    return make(tx, CenterFile.model_validate(CENTER), {"community-manager": rubric.id}, day=date(2026, 11, 23))


def test_a_frozen_design_and_its_rubric_can_not_change(store: Store, content: RubricContent) -> None:
    center = store.write(made, content)
    frozen = store.write(freeze, center)
    assert frozen == store.read(design_hash, center)
    with pytest.raises(Refused, match="frozen already"):
        store.write(freeze, center)
    for statement in (
        "UPDATE criterion SET weight = weight + 1",
        "UPDATE anchor SET text_de = 'anders'",
        "UPDATE exercise SET name_en = 'other'",
        "UPDATE center SET w_role = 0.6, w_gap = 0.2",
        "DELETE FROM cell",
    ):
        with pytest.raises(Refused):
            store.write(lambda tx, statement=statement: tx.session.execute(text(statement)) and None)  # type: ignore[misc]
    assert store.read(design_hash, center) == frozen


def test_a_description_that_names_what_it_does_not_list_is_refused_whole(store: Store, content: RubricContent) -> None:
    broken = CenterFile.model_validate(
        {**CENTER, "candidates": [{"code": "K9", "name": "Kim", "roles": ["community-manager"]}]}
    )
    rubric = store.write(put_rubric, content)
    with pytest.raises(Refused, match="K1"):
        store.write(make, broken, {"community-manager": rubric.id}, day=date(2026, 11, 23))
    assert store.read(lambda tx: tx.session.execute(text("SELECT count(*) FROM center")).scalar()) == 0
