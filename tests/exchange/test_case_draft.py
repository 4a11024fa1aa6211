"""A CASE package of another program: a draft of the role, and sentences about what it lacks."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from assess.exchange.case import Imported, imported
from assess.rubric.judge import judge_file
from assess.rubric.library import load_library
from assess.rubric.load import Loaded, load_bytes
from assess.rubric.model import CompetencyFile, RoleFile
from assess.words import Refused
from tests.exchange.case_required import faults

STAMP = "2025-03-01T09:30:00Z"
FIVE = ("Does nothing.", "Names one.", "Names two.", "Names three.", "Names four and asks.")


def part(**fields: Any) -> dict[str, Any]:
    """What every part of a package has."""
    identifier = str(uuid4())
    return {
        "identifier": identifier,
        "uri": f"https://example.org/ims/case/v1p1/{identifier}",
        "lastChangeDateTime": STAMP,
        **fields,
    }


def criterion(
    code: str, name: str, texts: tuple[str, ...], scores: tuple[float | None, ...], weight: float | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """An item, and the criterion that rates it."""
    item = part(fullStatement=f"{name}: what it means.", humanCodingScheme=code, abbreviatedStatement=name)
    levels = [
        part(description=text, position=place) | ({} if score is None else {"score": score})
        for place, (text, score) in enumerate(zip(texts, scores, strict=True), 1)
    ]
    link = {"title": name, "identifier": item["identifier"], "uri": item["uri"]}
    row = part(category=name, CFItemURI=link, CFRubricCriterionLevels=levels)
    return item, row | ({} if weight is None else {"weight": weight})


def foreign(*rows: tuple[dict[str, Any], dict[str, Any]], **about: Any) -> dict[str, Any]:
    """A package as another program writes it."""
    return {
        "CFDocument": part(title="Event host", creator="Example University", language="en", **about)
        | {"description": "Runs evenings."},
        "CFItems": [item for item, _ in rows],
        "CFAssociations": [],
        "CFRubrics": [part(title="Hosting", CFRubricCriteria=[row for _, row in rows])],
    }


def five(code: str = "LIS", name: str = "Listening", weight: float | None = 40.0) -> tuple[Any, Any]:
    """A criterion of five levels."""
    return criterion(code, name, FIVE, (1, 2, 3, 4, 5), weight)


def read(package: dict[str, Any]) -> Imported:
    """The draft of a package."""
    return imported(json.dumps(package).encode(), "other.json")


def role_of(found: Imported) -> RoleFile:
    """The role of a draft."""
    role = found.files[0].model
    assert isinstance(role, RoleFile)
    return role


def competencies_of(found: Imported) -> list[CompetencyFile]:
    """Its competencies."""
    return [one.model for one in found.files[1:] if isinstance(one.model, CompetencyFile)]


def said(found: Imported) -> str:
    """What it lacks, in English."""
    return " ".join(map(str, found.missing))


def test_a_package_of_five_levels_becomes_a_draft() -> None:
    package = foreign(five(), five("ASK", "Asking", 60.0))
    assert list(faults(package)) == []
    found = read(package)
    role, (listening, asking) = role_of(found), competencies_of(found)
    assert [str(one.path) for one in found.files] == [
        "roles/event-host.yaml",
        "competencies/LIS.yaml",
        "competencies/ASK.yaml",
    ]
    assert (role.name.en, role.analysis.author, role.analysis.date.isoformat()) == (
        "Event host",
        "Example University",
        "2025-03-01",
    )
    assert {code: one.weight for code, one in role.competencies.items()} == {"LIS": 40, "ASK": 60}
    assert (listening.name.en, asking.definition.en) == ("Listening", "Asking: what it means.")
    assert [listening.anchors[level].text.en for level in range(1, 6)] == list(FIVE)
    assert listening.anchors[5].text.de == "TODO: Names four and asks."
    for sentence in ("English only", "no tasks", "no exercises and no cues", "Delimitation"):
        assert sentence in said(found)
    assert "scale" not in said(found)


def test_every_sentence_says_something_else_and_the_lint_finds_what_waits() -> None:
    found = read(foreign(five()))
    assert len(set(map(str, found.missing))) == len(found.missing)

    read_again = [load_bytes(one.text.encode(), str(one.path)) for one in found.files]
    files = [one for one in read_again if isinstance(one, Loaded)]
    assert len(files) == 2
    ids = {fault.id for file in files for fault in judge_file(file, load_library())}
    assert {"BC-11", "LK-05"} <= ids
    assert not {one for one in ids if one.startswith(("FI", "FO"))}


def test_four_levels_make_a_scale_of_four() -> None:
    found = read(foreign(criterion("LIS", "Listening", FIVE[:4], (0, 1, 2, 3), 1.0)))
    assert role_of(found).scale == (0, 3)
    assert list(competencies_of(found)[0].anchors) == [0, 1, 2, 3]
    assert "4 levels, 0 to 3" in said(found)
    assert "brought to a sum of 100" in said(found)


def test_points_and_levels_without_points_are_numbered_from_one() -> None:
    points = read(foreign(criterion("LIS", "Listening", FIVE, (20, 15, 10, 5, 0), 1.0)))
    only = competencies_of(points)[0]
    assert only.scale == (1, 5)
    assert only.anchors[5].text.en == "Does nothing.", "20 points are the most"
    assert "numbered from 1" in said(points)
    none = read(foreign(criterion("LIS", "Listening", FIVE, (None,) * 5, None)))
    assert competencies_of(none)[0].anchors[1].text.en == "Does nothing."
    assert "in their order, lowest first" in said(none)
    assert "all got the same" in said(none)


def test_criteria_of_different_scales_are_named() -> None:
    odd = criterion("ASK", "Asking", FIVE[:4], (1, 2, 3, 4), 20.0)
    found = read(foreign(five(), odd, five("SAY", "Saying", 40.0)))
    assert role_of(found).scale == (1, 5)
    assert "ASK is on another scale" in said(found)


def test_a_german_package_waits_for_english() -> None:
    found = read(foreign(five()) | {"CFDocument": part(title="Gastgeber", creator="Haus", language="de-AT")})
    role = role_of(found)
    assert (role.name.de, role.name.en, role.purpose.de) == ("Gastgeber", "TODO: Gastgeber", "TODO")
    assert "German only" in said(found)
    japanese = read(foreign(five()) | {"CFDocument": part(title="司会", creator="大学", language="ja")})
    assert role_of(japanese).name.en == "司会"
    assert role_of(japanese).code == "role"
    assert "language is ja" in said(japanese)


def test_codes_are_made_where_the_package_has_none_that_fit() -> None:
    rows = [five(code, name) for code, name in (("CS-A-1", "Coding"), ("CS-A-1", "Coding"), ("é", "é"), ("x", "Äpfel"))]
    assert list(role_of(read(foreign(*rows))).competencies) == ["CSA1", "COD", "C03", "APF"]


def test_empty_levels_are_named() -> None:
    found = read(foreign(criterion("LIS", "Listening", ("", *FIVE[1:]), (1, 2, 3, 4, 5), 1.0)))
    assert "no text: LIS 1." in said(found)
    assert competencies_of(found)[0].anchors[1].text.en == "TODO"


def test_null_is_left_out_and_a_wrapped_package_is_read() -> None:
    package = foreign(five())
    package["CFDocument"] |= {"extensions": None, "subject": None, "statusEndDate": None}
    package["CFRubrics"][0]["CFRubricCriteria"][0] |= {"weight": None, "position": None}
    package["CFAssociations"] = None
    assert role_of(read({"CFPackage": package})).code == "event-host"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((), "nothing in it to rate by"),
        ((criterion("LIS", "Listening", FIVE[:1], (1,), 1.0),), "1 levels"),
        ((criterion("LIS", "Listening", FIVE * 3, tuple(range(15)), 1.0),), "15 levels"),
        (tuple(five(f"L{number}", f"Listening {number}") for number in range(51)), "51 criteria"),
    ],
    ids=["no-rubric", "one-level", "too-many-levels", "too-many-criteria"],
)
def test_what_can_not_be_rated_by_is_refused(rows: tuple[Any, ...], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read(foreign(*rows))


@pytest.mark.parametrize(
    "text", ["[/] [b [link='x ]]", "שלום", "e\u0301", "a\n- b: #c\n", "x" * 5_000, "\u0007beep", "  ", "'\"", "~", "5"]
)
def test_any_text_becomes_one_that_a_rubric_can_have(text: str) -> None:
    found = read(foreign(criterion(text, text, (text, *FIVE[1:]), (1, 2, 3, 4, 5), 1.0), description=text))
    assert len(found.files) == 2


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "-5", "1e-320"])
def test_strange_numbers_do_no_harm(number: str) -> None:
    text = json.dumps(foreign(five(weight=4711.0), five("ASK", "Asking", 4711.0))).replace("4711.0", number)
    found = imported(text.replace('"score": 3', f'"score": {number}').encode(), "other.json")
    assert sum(one.weight for one in role_of(found).competencies.values()) == pytest.approx(100)
