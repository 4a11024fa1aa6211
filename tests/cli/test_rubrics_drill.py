"""The calibration drill without a screen: listed, shown, asked, judged."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assess.rubric.library import shipped
from tests.cli.conftest import Answer

Assess = Callable[..., Answer]
CODE = "removed-post-empathy"


class Keyboard(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(assess: Assess, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """`typed(lines, ...)`: a command at a terminal, answered line by line."""

    def call(lines: list[str], *arguments: str) -> Answer:
        monkeypatch.setattr(sys, "stdin", Keyboard("".join(f"{line}\n" for line in lines)))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        return assess(*arguments)

    return call


def test_without_a_terminal_the_calibrations_are_listed(assess: Assess) -> None:
    told = json.loads(assess("rubrics", "drill", "--json").out)
    assert CODE in [one["code"] for one in told]
    assert len(told) == 3
    shown = assess("rubrics", "drill").out
    assert all(one["code"] in shown and one["name"]["en"] in shown for one in told)


def test_the_transcript_is_shown_without_the_gold_rating(assess: Assess) -> None:
    told = json.loads(assess("rubrics", "drill", CODE, "--json").out)
    assert set(told) == {"code", "competency", "transcript", "anchors"}
    assert set(told["anchors"]) == {"1", "2", "3", "4", "5"}
    shown = assess("rubrics", "drill", CODE).out
    assert "L18 12:15  Candidate: " in shown
    assert "gold" not in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_a_rating_is_judged_from_the_options(assess: Assess) -> None:
    line = ("rubrics", "drill", CODE, "--level", "2", "--evidence", "l7, 9 L3")
    told = json.loads(assess(*line, "--json").out)
    assert (told["off"], told["gold"]) == (-2, 4)
    assert (told["hit"], told["missed"], told["added"]) == (["L7", "L9"], ["L14", "L16"], ["L3"])
    shown = assess(*line).out
    assert "2 levels below the gold rating: you gave 2, it is 4." in shown
    assert "Missed: L14, L16." in shown
    assert "Added: L3." in shown
    assert told["own_reason"]["en"].split()[0] in shown


def test_the_gold_rating_is_praised_once(assess: Assess) -> None:
    shown = assess("rubrics", "drill", CODE, "--level", "4", "--evidence", "L7,L9,L14,L16").out
    assert shown.startswith("Exactly the gold rating: 4.")
    assert "Your rating" not in shown


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ([CODE, "--level", "6", "--evidence", "L7"], 1),
        ([CODE, "--level", "4", "--evidence", "L70"], 1),
        ([CODE, "--level", "4", "--evidence", " "], 1),
        ([CODE, "--level", "4"], 2),
        ([CODE, "--evidence", "L4"], 2),
        ([CODE, "--level", "x", "--evidence", "L4"], 2),
        (["--level", "4", "--evidence", "L7"], 2),
        (["nope"], 1),
    ],
)
def test_what_is_no_rating_is_said(assess: Assess, line: list[str], code: int) -> None:
    answer = assess("rubrics", "drill", *line)
    assert (answer.code, answer.out) == (code, "")
    assert len(answer.err.splitlines()) == 1


def test_at_a_terminal_it_asks_until_it_has_a_rating(typed: Callable[..., Answer]) -> None:
    answer = typed(["0", "2", "six", "6", "5", "L99", "5", "L7 L9"], "rubrics", "drill")
    assert answer.code == 0
    assert "A number from 1 to 3, please." in answer.out
    assert answer.out.count("A number from 1 to 5, please.") == 2
    assert "The transcript has no line L99." in answer.out
    assert "1 level above the gold rating: you gave 5, it is 4." in answer.out


def test_giving_up_at_the_terminal_is_no_fault(typed: Callable[..., Answer]) -> None:
    answer = typed(["4"], "rubrics", "drill", CODE)
    assert answer.code == 1
    assert "gold" not in answer.out
    assert answer.err.strip() == ""


def own_file(folder: Path, code: str = "mine", **edits: str) -> Path:
    """A calibration of one's own, in the current folder."""
    text = (shipped() / "calibration" / f"{CODE}.yaml").read_text("utf-8").replace(f"code: {CODE}", f"code: {code}")
    for old, new in edits.items():
        assert f"{old}: " in text
        text = text.replace(f"\n{old}: ", f"\n{old}: {new} # ", 1)
    path = folder / f"{code}.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_of_ones_own_can_be_practised(assess: Assess, folder: Path) -> None:
    path = own_file(folder)
    assert "L18 12:15  Candidate: " in assess("rubrics", "drill", str(path)).out
    told = json.loads(assess("rubrics", "drill", path.name, "--level", "3", "--evidence", "L7", "--json").out)
    assert (told["off"], told["kept"]) == (-1, False)
    assert set(told["other_reasons"]) == {"1", "2", "5"}
    assert json.loads(assess("rubrics", "drill", "--json").out)[0]["code"] == "mine"


def test_a_faulty_file_of_ones_own_is_named_and_the_others_are_offered(assess: Assess, folder: Path) -> None:
    path = own_file(folder, "broken", gold="9")
    answer = assess("rubrics", "drill", "--json")
    assert len(json.loads(answer.out)) == 3
    assert "broken.yaml:" in answer.err
    assert assess("rubrics", "drill", str(path)).code == 1
    other = folder / "role.yaml"
    other.write_text((shipped() / "roles" / "strategist.yaml").read_text("utf-8"), "utf-8")
    assert "no calibration" in assess("rubrics", "drill", str(other)).err
    assert assess("rubrics", "drill", "nowhere.yaml").code == 3


@pytest.mark.usefixtures("running")
def test_drills_are_kept_for_whoever_acts(assess: Assess) -> None:
    assert assess("rubrics", "drill", "--history").code == 2
    assert "No drill is kept yet." in assess("rubrics", "drill", "--history", "--as", "A").out
    line = ("rubrics", "drill", CODE, "--level", "2", "--evidence", "L7,L9")
    assert "Kept" not in assess(*line).out
    assert "Kept among your drills" in assess(*line, "--as", "A").out
    assert json.loads(assess(*line, "--as", "B", "--json").out)["kept"] is True
    shown = assess("rubrics", "drill", "--history", "--as", "A").out
    assert shown.strip().endswith("The removed post: empathy: 2 levels below, 2 of 4 lines")
    told = json.loads(assess("rubrics", "drill", "--history", "--json", "--as", "A").out)
    assert [(one["calibration"], one["off"], one["hit_rate"]) for one in told] == [(CODE, -2, 0.5)]
