"""A CASE 1.1 package: the fields that it requires, and the way back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from assess.exchange.case import files, package
from assess.rubric.diff import Version, diff
from assess.rubric.find import find_role
from assess.rubric.library import Library, load_library
from assess.rubric.load import Loaded, load_bytes
from assess.rubric.model import RoleFile
from assess.words import Refused

REQUIRED = {
    "CFDocument": {"identifier", "uri", "lastChangeDateTime", "title", "creator"},
    "CFItems": {"identifier", "uri", "lastChangeDateTime", "fullStatement"},
    "CFAssociations": {
        *("identifier", "uri", "lastChangeDateTime", "associationType", "originNodeURI", "destinationNodeURI")
    },
    "CFRubrics": {"identifier", "uri", "lastChangeDateTime"},
    "CFRubricCriteria": {"identifier", "uri", "lastChangeDateTime"},
    "CFRubricCriterionLevels": {"identifier", "uri", "lastChangeDateTime"},
}


@pytest.fixture
def case() -> dict[str, Any]:
    """The community manager as a package that went through JSON."""
    return dict(json.loads(json.dumps(package(find_role("community-manager")))))


def back(said: dict[str, Any]) -> Version:
    """The role of a package, read with the competencies of the package and the library's exercises."""
    role, *competencies = files(json.dumps(said).encode(), "case.json")
    given = [load_bytes(one.text.encode(), str(one.path)) for one in competencies]
    assert isinstance(role.model, RoleFile)
    return Version(role.model, Library(load_library().folders, [one for one in given if isinstance(one, Loaded)]))


def parts(said: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in ("CFDocument", "CFItems", "CFAssociations", "CFRubrics"):
        for one in said[name] if isinstance(said[name], list) else [said[name]]:
            yield name, one
    for rubric in said["CFRubrics"]:
        for row in rubric["CFRubricCriteria"]:
            yield "CFRubricCriteria", row
            for level in row["CFRubricCriterionLevels"]:
                yield "CFRubricCriterionLevels", level


@pytest.mark.parametrize("code", load_library().codes("role"))
def test_the_way_there_and_back_loses_nothing(code: str) -> None:
    there = find_role(code)
    assert diff(there, back(json.loads(json.dumps(package(there))))).verdict == "same"


def test_every_part_has_what_case_requires(case: dict[str, Any]) -> None:
    seen = set()
    for name, part in parts(case):
        assert REQUIRED[name] <= set(part)
        assert part["uri"] == f"urn:uuid:{UUID(part['identifier'])}"
        seen.add(part["identifier"])
    assert len(seen) == len(list(parts(case)))
    assert {name for name, _ in parts(case)} == set(REQUIRED)
    items = {item["identifier"] for item in case["CFItems"]}
    for name, part in parts(case):
        if name == "CFAssociations":
            assert part["originNodeURI"]["identifier"] in items
            assert part["destinationNodeURI"]["identifier"] == case["CFDocument"]["identifier"]
        if name == "CFRubricCriteria":
            assert part["CFItemURI"]["identifier"] in items
    first = case["CFRubrics"][0]
    assert sum(row["weight"] for row in first["CFRubricCriteria"]) == 100
    assert case["CFDocument"]["extensions"]["assess"]["scale"] == [1, 5]
    assert len(case["CFRubrics"]) > 1, "exercises with anchors of their own have a rubric"


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
