"""A CASE 1.1 package: the fields that it requires, and the way back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from unicodedata import normalize
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.exchange.case import files, package
from assess.rubric.diff import Version, diff
from assess.rubric.find import find_role
from assess.rubric.library import Library, load_library
from assess.rubric.load import Loaded, load_bytes
from assess.rubric.model import AnchorText, Both, CompetencyFile, RoleFile
from assess.words import Refused
from tests.exchange.case_required import CLASSES, faults

ROLES = load_library().codes("role")


@pytest.fixture
def case() -> dict[str, Any]:
    """The community manager as a package that went through JSON."""
    return dict(json.loads(json.dumps(package(find_role("community-manager")))))


def back(said: dict[str, Any], *others: Loaded) -> Version:
    """The role of a package, read with the competencies of the package and the given files, else the library's."""
    role, *competencies = files(json.dumps(said).encode(), "case.json")
    read = [load_bytes(one.text.encode(), str(one.path)) for one in competencies]
    assert isinstance(role.model, RoleFile)
    return Version(
        role.model, Library(load_library().folders, [*others, *(one for one in read if isinstance(one, Loaded))])
    )


def through_json(said: dict[str, Any]) -> dict[str, Any]:
    """What arrives of a package."""
    return dict(json.loads(json.dumps(said)))


def parts(said: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part with its class."""
    yield "CFDocument", said["CFDocument"]
    for key, name in (("CFItems", "CFItem"), ("CFAssociations", "CFAssociation"), ("CFRubrics", "CFRubric")):
        for one in said[key]:
            yield name, one
    for rubric in said["CFRubrics"]:
        for row in rubric["CFRubricCriteria"]:
            yield "CFRubricCriterion", row
            for level in row["CFRubricCriterionLevels"]:
                yield "CFRubricCriterionLevel", level


@pytest.mark.parametrize("code", ROLES)
def test_the_way_there_and_back_loses_nothing(code: str) -> None:
    there = find_role(code)
    sent = through_json(package(there))
    assert diff(there, back(sent)).verdict == "same"
    assert through_json(package(back(sent))) == sent


@pytest.mark.parametrize("code", ROLES)
def test_every_part_has_what_case_requires_in_the_form_it_asks_for(code: str) -> None:
    sent = through_json(package(find_role(code)))
    assert list(faults(sent)) == []
    found = list(parts(sent))
    assert {name for name, _ in found} == set(CLASSES) - {"CFPackage", "LinkURI", "LinkGenURI"}
    assert len({part["identifier"] for _, part in found}) == len(found)


def test_what_belongs_together_is_linked(case: dict[str, Any]) -> None:
    items = {item["identifier"] for item in case["CFItems"]}
    for name, part in parts(case):
        assert part["uri"] == f"urn:uuid:{UUID(part['identifier'])}"
        if name == "CFAssociation":
            assert part["originNodeURI"]["identifier"] in items
            assert part["destinationNodeURI"]["identifier"] == case["CFDocument"]["identifier"]
        if name == "CFRubricCriterion":
            assert part["CFItemURI"]["identifier"] in items
    for rubric in case["CFRubrics"]:
        for row in rubric["CFRubricCriteria"]:
            assert row["rubricId"] == rubric["identifier"]
            assert {level["rubricCriterionId"] for level in row["CFRubricCriterionLevels"]} == {row["identifier"]}
    first = case["CFRubrics"][0]
    assert sum(row["weight"] for row in first["CFRubricCriteria"]) == 100
    assert case["CFDocument"]["extensions"]["assess"]["scale"] == [1, 5]
    assert len(case["CFRubrics"]) > 1, "exercises with anchors of their own have a rubric"


REQUIRED = [(kind, name) for kind, fields in CLASSES.items() for name, field in fields.items() if field.required]
SPOILT = {
    "uuid": "f55cbc46-bd0c-5a4c-941f-a823e584156",
    "uri": "no uri",
    "date-time": "2026-13-01T00:00:00+00:00",
    "language": "english (uk)",
    "normalized": "two\nlines",
    "string": 5,
    "number": "5",
    "int32": 1.5,
    "object": [],
    "object[]": {"assess": {}},
    "1.1": "1.0",
    "association": "isBelow",
}
FORMED = [(kind, name, field.form) for kind, fields in CLASSES.items() for name, field in fields.items()]


def first_of(kind: str, case: dict[str, Any]) -> dict[str, Any]:
    """The first part of a class."""
    if kind == "CFPackage":
        return case
    if kind == "LinkURI":
        link: dict[str, Any] = first_of("CFRubricCriterion", case)["CFItemURI"]
        return link
    if kind == "LinkGenURI":
        node: dict[str, Any] = first_of("CFAssociation", case)["originNodeURI"]
        return node
    return next(part for name, part in parts(case) if name == kind)


@pytest.mark.parametrize(("kind", "name"), REQUIRED)
def test_a_missing_field_is_found(case: dict[str, Any], kind: str, name: str) -> None:
    del first_of(kind, case)[name]
    assert [fault for fault in faults(case) if fault.endswith(f".{name}: missing")]


@pytest.mark.parametrize(("kind", "name", "form"), [one for one in FORMED if one[2] in SPOILT])
def test_a_field_of_the_wrong_form_is_found(case: dict[str, Any], kind: str, name: str, form: str) -> None:
    first_of(kind, case)[name] = SPOILT[form]
    assert [fault for fault in faults(case) if fault.endswith(f".{name}: no {form}") or f".{name}:" in fault]


@pytest.mark.parametrize("kind", CLASSES)
def test_a_field_that_case_does_not_know_is_found(case: dict[str, Any], kind: str) -> None:
    first_of(kind, case)["comment"] = "x"
    assert [fault for fault in faults(case) if fault.endswith(".comment: unknown")]


def test_the_same_role_gives_the_same_package(case: dict[str, Any]) -> None:
    assert json.loads(json.dumps(package(find_role("community-manager")))) == case


def test_what_another_program_edited_comes_through(case: dict[str, Any]) -> None:
    case["CFRubrics"][0]["CFRubricCriteria"][0]["weight"] = 30
    case["CFRubrics"][0]["CFRubricCriteria"][1]["CFRubricCriterionLevels"][2]["description"] = "Says it twice."
    case["CFRubrics"][1]["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]["description"] = "Says nothing."
    case["CFItems"][2]["abbreviatedStatement"] = "Renamed"
    changes = diff(find_role("community-manager"), back(case)).changes
    found = {change.path: change.new for change in changes if change.new is not None}
    assert found["role > competencies > EMP > weight"] == 30
    assert found["competency > KON > name > en"] == "Renamed"
    assert sorted(str(new) for new in found.values()) == ["30.0", "Renamed", "Says it twice.", "Says nothing."]


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{", b"[]", b"{}", b"null", b'"\\ud800"', b"\xff\xfe\x00", b"[" * 100_000),
        b'{"CFDocument": {"identifier": "x"}}',
        b'{"CFDocument": {"identifier": "x", "uri": "y", "lastChangeDateTime": "z", "title": "t", "creator": "c"}}',
    ],
    ids=range(10),
)
def test_what_is_no_package_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match=r"case\.json"):
        files(data, "case.json")


@pytest.mark.parametrize(
    "role", [{}, [], "x", {"kind": "role", "code": "../../x"}, {"kind": "competency", "code": "EMP"}]
)
def test_spoilt_extensions_are_refused(case: dict[str, Any], role: object) -> None:
    case["CFDocument"]["extensions"]["assess"]["role"] = role
    with pytest.raises(Refused, match=r"case\.json"):
        files(json.dumps(case).encode(), "case.json")


def test_texts_that_no_rubric_can_have_are_refused(case: dict[str, Any]) -> None:
    case["CFDocument"]["title"] = " "
    with pytest.raises(Refused, match=r"case\.json"):
        files(json.dumps(case).encode(), "case.json")


def test_strange_rubrics_are_let_pass(case: dict[str, Any]) -> None:
    case["CFRubrics"][1]["extensions"]["assess"]["exercise"] = ["no"]
    case["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]["score"] = 1e400
    del case["CFRubrics"][0]["CFRubricCriteria"][1]["CFItemURI"]
    assert back(case).role.code == "community-manager"


ANYTHING = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")) | st.just("\n"), min_size=1, max_size=40)
HOSTILE = st.sampled_from(
    ["[/] [b [link='x ]]", "שלום abc", "e\u0301", "x" * 500, "- a: b # c", "a\n\nb", "|", "'\"", "~"]
)
TYPED = (ANYTHING | HOSTILE).map(lambda text: normalize("NFC", text).strip()).filter(bool)
"""What a rubric file can say: files are NFC, and their texts have no outer space."""
BOTH = st.builds(lambda de, en: Both(de=de, en=en), TYPED, TYPED)


@cache
def small() -> tuple[RoleFile, Loaded, Loaded]:
    """A role of one competency in one exercise, with their files."""
    library = load_library()
    competency, exercise = library.look("competency", "EMP"), library.look("exercise", "cm-removed-post")
    assert isinstance(competency, Loaded)
    assert isinstance(exercise, Loaded)
    role = library.role("community-manager")
    criteria = {"EMP": role.competencies["EMP"].model_copy(update={"weight": 100.0})}
    matrix = {"cm-removed-post": {"EMP": role.matrix["cm-removed-post"]["EMP"]}}
    return role.model_copy(update={"competencies": criteria, "matrix": matrix}), competency, exercise


@given(BOTH, BOTH, BOTH, BOTH, TYPED)
@settings(max_examples=20, deadline=None)
def test_any_text_goes_there_and_back(name: Both, purpose: Both, definition: Both, anchor: Both, author: str) -> None:
    role, file, exercise = small()
    assert isinstance(file.model, CompetencyFile)
    anchors = file.model.anchors | {5: AnchorText(de=(anchor.de, anchor.en), en=(anchor.en, anchor.de))}
    competency = file.model.model_copy(update={"name": name, "definition": definition, "anchors": anchors})
    analysis = role.analysis.model_copy(update={"author": author})
    changed = role.model_copy(update={"name": purpose, "purpose": name, "analysis": analysis})
    there = Version(changed, Library((), [replace(file, model=competency), exercise]))
    sent = through_json(package(there))
    assert list(faults(sent)) == []
    came = back(sent, exercise)
    assert diff(there, came).changes == ()
    assert through_json(package(came)) == sent
