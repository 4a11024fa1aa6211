"""Exercises shown with their cues, and rubrics and exercises on paper; a check that goes on past a missing file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer
from tests.report.cards import read

Assess = Callable[..., Answer]
EXERCISE = "da-sponsor-report"


def test_an_exercise_shows_which_cue_reaches_which_competency(assess: Assess) -> None:
    shown = assess("rubrics", "show", EXERCISE, "--lang", "en")
    assert shown.code == 0
    head, first = next(
        pair
        for pair in zip(shown.out.splitlines(), shown.out.splitlines()[1:], strict=False)
        if pair[0].startswith("Cue")
    )
    assert head.split()[2:] == ["INT", "KOM", "TEA", "ZAH"]
    assert first.split() == ["P1", "1", "Compliment", "●", "●", "·", "·"]
    assert "Data analyst (data-analyst)" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80


def test_the_same_as_json(assess: Assess) -> None:
    told = json.loads(assess("rubrics", "show", EXERCISE, "--json").out)
    assert told["competencies"] == ["INT", "KOM", "TEA", "ZAH"]
    assert told["cues"][0]["elicits"] == ["INT", "KOM"]
    assert set(told["roles"]) == {"data-analyst"}
    assert told["roles"]["data-analyst"]["ZAH"]["cues"] == ["P3", "P4"]


def test_what_is_neither_role_nor_exercise_is_refused_with_a_proposal(assess: Assess) -> None:
    answer = assess("rubrics", "show", "da-sponsor-raport", "--lang", "en")
    assert (answer.code, answer.out) == (1, "")
    assert EXERCISE in answer.err


def test_a_role_and_an_exercise_go_out_on_paper(assess: Assess, folder: Path) -> None:
    assert assess("rubrics", "export", "data-analyst", "--format", "pdf", "--lang", "de").code == 0
    made = assess("rubrics", "export", EXERCISE, "--format", "pdf", "--out", "paper", "--lang", "en")
    assert made.code == 0
    names = {path.name for path in folder.rglob("*.pdf")}
    assert names == {
        "Bewertungsraster Datenanalyst-in.pdf",
        *(f"{part} Plus 40 per cent.pdf" for part in ("Guide", "Script", "Brief", "Handouts")),
    }
    assert all(name in made.out for name in names if "Plus" in name)
    again = assess("rubrics", "export", EXERCISE, "--format", "pdf", "--out", "paper", "--lang", "en")
    assert (again.code, again.out) == (3, "")


def test_one_document_goes_into_the_file_that_is_named(assess: Assess) -> None:
    line = ("rubrics", "export", EXERCISE, "--format", "pdf", "--part", "brief", "--out", "b.pdf", "--lang", "en")
    assert assess(*line).code == 0
    text = read(Path("b.pdf").read_bytes()).text
    assert "For the candidate" in text
    assert "Just this once" not in text


def test_a_guide_prints_the_anchors_of_ones_own_role(assess: Assess) -> None:
    assert assess("rubrics", "new", "host", "--like", "community-manager").code == 0
    text = Path("host.yaml").read_text("utf-8")
    Path("host.yaml").write_text(text.replace("en: Community manager", "en: Evening host", 1), "utf-8")
    line = ("rubrics", "export", "cm-statement", "--format", "pdf", "--part", "guide", "--role", "host.yaml")
    assert assess(*line, "--out", "g.pdf", "--lang", "en").code == 0
    assert "Evening host, rubric" in read(Path("g.pdf").read_bytes()).text


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["data-analyst", "--format", "pdf", "--part", "guide"], 2),
        (["data-analyst", "--part", "guide"], 2),
        (["da-three-kpis", "--format", "pdf", "--part", "script"], 1),
        (["da-three-kpis", "--format", "pdf", "--role", "tech-expert"], 2),
        (["da-three-kpis", "--format", "pdf", "--out", "one.pdf"], 2),
        (["da-three-kpis", "--format", "case"], 1),
        (["nobody", "--format", "pdf"], 1),
        (["no.yaml", "--format", "pdf"], 3),
    ],
)
def test_what_can_not_be_exported_writes_nothing(assess: Assess, folder: Path, line: list[str], code: int) -> None:
    answer = assess("rubrics", "export", *line)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.strip()
    assert [path.name for path in folder.iterdir() if path.name != "state"] == []


def test_an_exercise_goes_out_as_its_own_file(assess: Assess) -> None:
    assert assess("rubrics", "export", EXERCISE, "--out", "mine.yaml").code == 0
    assert assess("rubrics", "check", "mine.yaml").code in (0, 1)
    assert assess("rubrics", "export", "mine.yaml").out == Path("mine.yaml").read_text("utf-8")


def test_a_missing_file_does_not_stop_the_check_of_the_others(assess: Assess) -> None:
    assert assess("rubrics", "new", "host", "--like", "community-manager").code == 0
    Path("bad.yaml").write_text("kind: role\ncode: [", "utf-8")
    answer = assess("rubrics", "check", "no.yaml", "bad.yaml", "host.yaml", "neither.yaml", ".")
    assert answer.code == 3
    assert "bad.yaml:" in answer.out
    assert "No fault" not in answer.out
    assert [line.split(":")[0] for line in answer.err.splitlines()] == ["no.yaml", "neither.yaml", "."]
    told = assess("rubrics", "check", "no.yaml", "bad.yaml", "--json")
    assert (told.code, [one["where"].split(":")[0] for one in json.loads(told.out)]) == (3, ["bad.yaml"])
    assert assess("rubrics", "check", "bad.yaml").code == 1
