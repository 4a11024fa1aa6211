"""Versions of a rubric: listed, read back, compared, put in, and a center moved from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from assess.people.sign_in import add_person
from assess.plan.catalogue import put_rubric
from assess.plan.design import design_hash, freeze, make
from assess.plan.versions import Moved, held_versions, put_role, read_version, use_versions
from assess.rubric.center import CenterFile
from assess.rubric.diff import Version, diff
from assess.rubric.expand import expand
from assess.rubric.library import Library, load_library, shipped
from assess.rubric.load import Loaded
from assess.rubric.ready import ready
from assess.store.tables import Candidate, Exercise, Sheet, Slot
from assess.store.transaction import Store, Writing
from assess.words import Id, Refused, Unusable
from tests.plan.test_catalogue import CENTER
from tests.store.conftest import Tool

ROLE = "community-manager"
PLAY = "cm-removed-post"


def library_with(exercise: str, realism: str) -> Library:
    """The shipped library, with another reason for an exercise."""
    library = load_library()
    there = library.look("exercise", exercise)
    assert isinstance(there, Loaded)
    said = library.exercise(exercise)
    other = said.model_copy(update={"realism": said.realism.model_copy(update={"en": realism})})
    return Library((shipped(),), [Loaded(there.source, other)])


@pytest.fixture(scope="module")
def first() -> Version:
    library = load_library()
    return Version(library.role(ROLE), library)


@pytest.fixture(scope="module")
def wording() -> Version:
    library = library_with(PLAY, "Another reason.")
    return Version(library.role(ROLE), library)


@pytest.fixture(scope="module")
def scoring(first: Version) -> Version:
    weights = {"EMP": 20.0, "TEA": 15.0}
    criteria = {
        code: one.model_copy(update={"weight": weights.get(code, one.weight)})
        for code, one in first.role.competencies.items()
    }
    return Version(first.role.model_copy(update={"competencies": criteria}), first.library)


@dataclass(frozen=True)
class Place:
    center: Id
    moderator: Id


def made(tx: Writing, role: Version) -> Place:
    rubric = put_rubric(tx, expand(role.role, role.library))
    center = make(tx, CenterFile.model_validate(CENTER), {ROLE: rubric.id}, day=date(2026, 11, 23))
    return Place(center, add_person(tx, "Mo", "MO", ("moderator",), center))


def test_versions_are_listed_with_what_changed_and_who_uses_them(
    store: Store, first: Version, wording: Version
) -> None:
    place = store.write(made, first)
    store.write(freeze, place.center)
    put = store.write(put_role, wording)
    assert (put.number, put.new, put.against) == (2, True, "wording")
    one, two = store.read(held_versions, ROLE)
    assert (one.said, one.against, one.frozen) == ("community-manager@1", "first", True)
    assert [(use.center, use.name) for use in one.uses] == [(place.center, "Trial")]
    assert (two.said, two.against, two.frozen, two.uses) == ("community-manager@2", "wording", False, ())
    assert one.structure_hash == two.structure_hash
    assert one.content_hash != two.content_hash
    assert store.read(held_versions) == (one, two)


def test_a_version_reads_back_as_it_was_put_in(store: Store, first: Version, scoring: Version) -> None:
    store.write(put_role, first)
    put = store.write(put_role, scoring)
    assert put.against == "scoring"
    for number, was in ((1, first), (2, scoring)):
        read = store.read(read_version, ROLE, number)
        assert expand(read.role, read.library) == expand(was.role, was.library)
    found = diff(store.read(read_version, ROLE, 1), store.read(read_version, ROLE, 2))
    assert found.verdict == "scoring"
    assert [change.path for change in found.changes] == [
        "role > competencies > EMP > weight",
        "role > competencies > TEA > weight",
    ]
    assert (found.changes[0].old, found.changes[0].new) == (25.0, 20.0)


def test_the_same_content_is_no_new_version(store: Store, first: Version, wording: Version) -> None:
    store.write(put_role, first)
    store.write(put_role, wording)
    again = store.write(put_role, first)
    assert (again.number, again.new) == (1, False)
    assert len(store.read(held_versions, ROLE)) == 2


def test_a_role_keeps_its_name(store: Store, first: Version) -> None:
    store.write(put_role, first)
    name = first.role.name.model_copy(update={"en": "Host"})
    other = first.role.model_copy(update={"name": name})
    with pytest.raises(Refused, match="keeps its name"):
        store.write(put_role, Version(other, first.library))
    assert len(store.read(held_versions, ROLE)) == 1


def test_a_center_that_is_not_frozen_is_moved_with_its_timetable(
    store: Store, first: Version, wording: Version
) -> None:
    place = store.write(made, first)
    store.write(put_role, wording)
    moved = store.acting(place.moderator).write(use_versions, place.center, {ROLE: 2})
    assert moved == (Moved(ROLE, 1, 2),)
    one, two = store.read(held_versions, ROLE)
    assert (one.uses, [use.center for use in two.uses]) == ((), [place.center])
    texts = store.read(
        lambda tx: (
            tx.session.execute(select(col(Exercise.realism_en)).join(Slot, col(Slot.exercise) == col(Exercise.id)))
            .scalars()
            .all()
        )
    )
    assert texts == ["Another reason."]
    assert store.acting(place.moderator).write(use_versions, place.center, {ROLE: 2}) == ()


def test_a_frozen_center_keeps_its_version_whoever_asks(store: Store, first: Version, wording: Version) -> None:
    place = store.write(made, first)
    frozen = store.write(freeze, place.center)
    store.write(put_role, wording)
    with pytest.raises(Refused, match="keeps its versions"):
        store.acting(place.moderator).write(use_versions, place.center, {ROLE: 2})
    one, two = store.read(held_versions, ROLE)
    tool = Tool(store)
    for sql in (
        f"UPDATE vacancy SET rubric = '{two.id}'",
        f"UPDATE rubric SET document = '' WHERE id = '{one.id}'",
        f"UPDATE rubric SET version = 3 WHERE id = '{one.id}'",
        f"DELETE FROM rubric WHERE id = '{one.id}'",
        f"DELETE FROM criterion WHERE rubric = '{one.id}'",
        f"UPDATE cell SET rubric = '{two.id}' WHERE rubric = '{one.id}'",
        "UPDATE anchor SET text_en = 'softer' WHERE cell IN (SELECT id FROM cell WHERE rubric = '" + one.id + "')",
        "UPDATE competency SET definition_en = 'else' WHERE code = 'KOM'",
        f"UPDATE exercise SET candidate_brief_en = 'else' WHERE code = '{PLAY}'",
        "UPDATE prompt SET minute = 1",
        "DELETE FROM vacancy",
    ):
        assert tool.refused_by(sql), sql
    assert store.read(design_hash, place.center) == frozen
    assert not tool.refused_by(f"UPDATE rubric SET version = 9 WHERE id = '{two.id}'"), "nobody uses it"
    tool.close()


def test_a_day_that_has_begun_keeps_its_version(store: Store, first: Version, wording: Version) -> None:
    place = store.write(made, first)
    store.write(put_role, wording)

    def begin(tx: Writing) -> None:
        slot, exercise = tx.session.execute(select(col(Slot.id), col(Slot.exercise))).one()
        candidate = tx.session.execute(select(col(Candidate.id))).scalar_one()
        tx.session.add(
            Sheet(center=place.center, slot=slot, assessor=place.moderator, candidate=candidate, exercise=exercise)
        )

    store.write(begin)
    with pytest.raises(Refused, match="has begun"):
        store.acting(place.moderator).write(use_versions, place.center, {ROLE: 2})


def test_what_can_not_be_moved_is_said(store: Store, first: Version, wording: Version) -> None:
    place = store.write(made, first)
    store.write(put_role, wording)
    for wanted, said in (({ROLE: 7}, "no version 7"), ({"strategist": 1}, "does not hire")):
        with pytest.raises(Refused, match=said):
            store.acting(place.moderator).write(use_versions, place.center, wanted)
    with pytest.raises(Refused, match="no role nobody"):
        store.read(held_versions, "nobody")
    with pytest.raises(Refused, match="no role nobody"):
        store.read(read_version, "nobody", 1)
    assert store.read(held_versions, ROLE)[0].uses


def test_roles_that_share_a_changed_exercise_move_together(store: Store) -> None:
    shared = "mixed-five-guidelines"
    library = load_library()
    roles = [code for code in library.codes("role") if shared in library.role(code).matrix]
    two = roles[:2]
    assert len(two) == 2
    newer = library_with(shared, "Another reason.")
    file = CenterFile.model_validate(
        {
            **CENTER,
            "roles": [{"role": code} for code in two],
            "candidates": [{"code": "K1", "name": "Kim", "roles": two}],
            "timetable": [],
        }
    )

    def begin(tx: Writing) -> Id:
        rubrics = {code: put_rubric(tx, expand(library.role(code), library)).id for code in two}
        return make(tx, file, rubrics, day=date(2026, 11, 23))

    center = store.write(begin)
    for code in two:
        assert store.write(put_role, Version(newer.role(code), newer)).number == 2
    with pytest.raises(Refused, match="share this exercise"):
        store.write(use_versions, center, {two[0]: 2})
    assert [one.number for one in store.read(held_versions) if one.uses] == [1, 1], "nothing was moved"
    assert len(store.write(use_versions, center, dict.fromkeys(two, 2))) == 2


def test_a_stranger_may_not_put_or_move(store: Store, first: Version) -> None:
    place = store.write(made, first)
    assessor = store.write(add_person, "As", "AS", ("assessor",), place.center)
    for call in (
        lambda: store.acting(assessor).write(put_role, first),
        lambda: store.acting(assessor).write(use_versions, place.center, {ROLE: 1}),
    ):
        with pytest.raises(Refused, match="not among your tasks"):
            call()


def test_a_version_changed_past_the_program_is_said(store: Store, first: Version) -> None:
    store.write(put_role, first)
    tool = Tool(store)
    tool("UPDATE exercise SET document = '{}'")
    tool.close()
    with pytest.raises(Unusable, match="changed past the program"):
        store.read(read_version, ROLE, 1)


def test_a_file_is_ready_only_without_an_error(tmp_path: Path) -> None:
    text = (shipped() / "roles" / f"{ROLE}.yaml").read_text("utf-8")
    whole = tmp_path / f"{ROLE}.yaml"
    whole.write_text(text, "utf-8")
    assert ready(str(whole)).role.code == ROLE
    whole.write_text(text.replace("weight: 25", "weight: 24", 1), "utf-8")
    with pytest.raises(Refused, match="only error") as no:
        ready(str(whole))
    assert f"{ROLE}.yaml:" in str(no.value)
