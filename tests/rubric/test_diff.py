"""A difference says whether an edit was wording or scoring, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.rubric.diff import Version, diff
from assess.rubric.hashes import content_hash, structure_hash
from assess.rubric.library import Library
from assess.rubric.load import Loaded, load_bytes, load_file
from assess.rubric.model import RoleFile

GOOD = Path(__file__).parent / "good"


def version(name: str = "host", *pairs: tuple[str, str]) -> Version:
    """The small library after pairs of texts were replaced in one of its files."""
    text = (GOOD / f"{name}.yaml").read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    changed = load_bytes(text.encode(), f"{name}.yaml")
    role = changed if name == "host" else load_file(GOOD / "host.yaml")
    assert isinstance(changed, Loaded)
    assert isinstance(role, Loaded)
    assert isinstance(role.model, RoleFile)
    return Version(role.model, Library((GOOD,), [changed]))


@pytest.mark.parametrize(
    ("name", "pair", "verdict", "paths"),
    [
        ("host", ("weight: 60", "weight: 61"), "scoring", ["role > competencies > ASK > weight"]),
        ("host", ("target: 4", "target: 3"), "scoring", ["role > competencies > ASK > target"]),
        ("host", (", floor: 2", ""), "scoring", ["role > competencies > ASK > floor"]),
        ("host", ("Kim speaks.", "Kim talks."), "wording", ["role > matrix > talk > cells > LIS > why > en"]),
        ("host", ("Holds conversations.", "Talks."), "wording", ["role > tasks > T1 > text > en"]),
        ("ASK", ("en: Asking", "en: Questioning"), "scoring", ["competency > ASK > name > en"]),
        (
            "ASK",
            ("Asks one open question.", "Asks a question."),
            "wording",
            ["competency > ASK > anchors > 3 > en > 1"],
        ),
        ("talk", ("minute: 9", "minute: 8"), "wording", ["exercise > talk > prompts > P2 > minute"]),
        ("talk", ("type: role_play", "type: presentation"), "scoring", ["exercise > talk > type"]),
        ("host", ("code: host", "code: host  # a comment"), "same", []),
    ],
)
def test_an_edit_is_told_by_its_path(name: str, pair: tuple[str, str], verdict: str, paths: list[str]) -> None:
    difference = diff(version(), version(name, pair))

    assert difference.verdict == verdict
    assert [change.path for change in difference.changes] == paths


def test_the_verdict_is_that_of_the_hashes() -> None:
    for pair in (("weight: 60", "weight: 61"), ("Kim speaks.", "Kim talks."), ("code: host", "code:  host")):
        before, after = version(), version("host", pair)
        verdict = diff(before, after).verdict

        assert (structure_hash(*before) != structure_hash(*after)) is (verdict == "scoring")
        assert (content_hash(*before) == content_hash(*after)) is (verdict == "same")


def test_values_stand_on_both_sides() -> None:
    (change,) = diff(version(), version("host", ("target: 4", "target: 3"))).changes

    assert (change.old, change.new, change.scoring) == (4.0, 3.0, True)


def test_another_order_is_one_change_of_scoring() -> None:
    ask, lis = "  ASK: {weight: 60, target: 4, floor: 2, links: [T1, I1]}\n", "  LIS: {weight: 40, links: [T2]}\n"
    difference = diff(version(), version("host", (ask + lis, lis + ask)))

    assert [(change.path, change.old, change.new) for change in difference.changes] == [
        ("role > competencies > order", "ASK, LIS", "LIS, ASK")
    ]
    assert difference.verdict == "scoring"


def test_scoring_stands_before_wording() -> None:
    difference = diff(version(), version("host", ("Kim speaks.", "Kim talks."), ("weight: 60", "weight: 61")))

    assert [change.scoring for change in difference.changes] == [True, False]


def test_an_added_cell_is_scoring() -> None:
    cell = "    LIS:\n      cues: [P1]\n      why: {de: Kim spricht., en: Kim speaks.}\n"
    difference = diff(version("host", (cell, "")), version())

    assert difference.verdict == "scoring"
    assert difference.changes[0].path == "role > matrix > talk > cells > order"
    assert (difference.changes[0].old, difference.changes[0].new) == ("ASK", "ASK, LIS")
