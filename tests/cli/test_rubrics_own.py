"""A rubric of one's own: started from the library, compared with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from tests.cli.conftest import Answer

Assess = Callable[..., Answer]
ROLE = "community-manager"


@pytest.fixture
def own(assess: Assess) -> Callable[..., Path]:
    """A role of one's own like the community manager, after pairs of texts were replaced in it."""

    def write(*pairs: tuple[str, str]) -> Path:
        assert assess("rubrics", "new", "host", "--like", ROLE).code == 0
        path = Path("host.yaml")
        text = path.read_text("utf-8").replace("code: host", f"code: {ROLE}", 1)
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_new_role_is_written_and_without_fault(assess: Assess) -> None:
    made = assess("rubrics", "new", "host", "--like", ROLE)
    assert made.code == 0
    assert "host.yaml" in made.out
    assert "code: host" in Path("host.yaml").read_text("utf-8")
    assert assess("rubrics", "check", "host.yaml").code == 0


@pytest.mark.parametrize("like", ["EMP", "respect", "cm-removed-post"])
def test_other_files_start_from_the_library_too(assess: Assess, like: str) -> None:
    code = "ASK" if like == "EMP" else "kindness"
    assert assess("rubrics", "new", code, "--like", like, "--out", "own/mine.yaml").code == 0
    assert f"code: {code}" in Path("own/mine.yaml").read_text("utf-8")


def test_an_existing_file_is_never_overwritten(assess: Assess) -> None:
    Path("host.yaml").write_text("mine", "utf-8")
    answer = assess("rubrics", "new", "host", "--like", ROLE)
    assert (answer.code, answer.out) == (3, "")
    assert Path("host.yaml").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["host", "--like", "astronaut"], 1),
        (["../host", "--like", ROLE], 1),
        (["host"], 2),
        ([], 2),
    ],
)
def test_what_can_not_be_started_writes_nothing(assess: Assess, folder: Path, line: list[str], code: int) -> None:
    answer = assess("rubrics", "new", *line)
    assert answer.code == code
    assert answer.err.strip()
    assert not list(folder.glob("*.yaml"))


def test_the_same_is_said_to_be_the_same(assess: Assess, own: Callable[..., Path]) -> None:
    answer = assess("rubrics", "diff", ROLE, str(own()), "--json")
    assert json.loads(answer.out) == {"verdict": "same", "changes": []}
    assert assess("rubrics", "diff", ROLE, ROLE).out.startswith("The same")


def test_an_edit_of_a_weight_is_scoring(assess: Assess, own: Callable[..., Path]) -> None:
    path = own(("EMP: {weight: 25", "EMP: {weight: 30"))
    told = json.loads(assess("rubrics", "diff", ROLE, str(path), "--json").out)
    assert told["verdict"] == "scoring"
    assert told["changes"] == [
        {"path": "role > competencies > EMP > weight", "old": 25.0, "new": 30.0, "scoring": True}
    ]
    shown = assess("rubrics", "diff", ROLE, str(path)).out.splitlines()
    assert shown[0].startswith("Scoring")
    assert shown[1:] == ["! role > competencies > EMP > weight", "    - 25.0", "    + 30.0"]


def test_an_edit_of_a_text_is_wording(assess: Assess, own: Callable[..., Path]) -> None:
    path = own(("proof-read by the team", "read again by the team"))
    shown = assess("rubrics", "diff", ROLE, str(path), "--lang", "en").out
    assert shown.startswith("Wording: 1 change")
    assert "read again by the team" in shown


def test_a_difference_needs_two_roles(assess: Assess) -> None:
    Path("broken.yaml").write_text("kind: role\ncode: [", "utf-8")
    assert assess("rubrics", "new", "ASK", "--like", "EMP").code == 0
    for other, code, said in (
        ("broken.yaml", 1, "broken.yaml:"),
        ("ASK.yaml", 1, "no role"),
        ("no.yaml", 3, "no.yaml"),
    ):
        answer = assess("rubrics", "diff", ROLE, other)
        assert (answer.code, answer.out) == (code, "")
        assert said in answer.err
    assert assess("rubrics", "diff", ROLE, "comunity-manager").code == 1


def test_a_role_goes_out_as_case_and_comes_back(assess: Assess, folder: Path) -> None:
    assert assess("rubrics", "export", ROLE, "--format", "case", "--out", "cm.json").code == 0
    assert json.loads(Path("cm.json").read_text("utf-8"))["CFDocument"]["title"] == "Community manager"
    assert json.loads(assess("rubrics", "export", ROLE, "--format", "case").out)["CFItems"]
    back = assess("rubrics", "import", "cm.json", "--out", "own")
    assert back.code == 0
    made = sorted(Path("own").rglob("*.yaml"))
    assert len(made) == 7
    assert assess("rubrics", "check", *map(str, made)).code == 0
    assert json.loads(assess("rubrics", "diff", ROLE, f"own/roles/{ROLE}.yaml", "--json").out)["verdict"] == "same"
    again = assess("rubrics", "import", "cm.json", "--out", "own")
    assert (again.code, again.out) == (3, "")


def test_a_role_goes_out_as_its_own_file(assess: Assess, own: Callable[..., Path]) -> None:
    path = own(("purpose:", "purpose:  # mine"))
    assert assess("rubrics", "export", str(path)).out == path.read_text("utf-8")
    assert assess("rubrics", "export", ROLE, "--out", "cm.yaml").code == 0
    assert assess("rubrics", "diff", ROLE, "cm.yaml").out.startswith("The same")


def test_another_programs_package_becomes_a_draft_that_says_what_it_lacks(assess: Assess, folder: Path) -> None:
    stamp = {"identifier": str(uuid4()), "uri": "https://example.org/x", "lastChangeDateTime": "2025-01-01T00:00:00Z"}
    levels = [{**stamp, "description": f"Does it {number} times.", "score": number} for number in range(1, 5)]
    rows = [{**stamp, "category": "Listening", "weight": 1, "CFRubricCriterionLevels": levels}]
    package = {
        "CFDocument": {**stamp, "title": "Event host", "creator": "A school", "language": "en"},
        "CFRubrics": [{**stamp, "CFRubricCriteria": rows}],
    }
    Path("foreign.json").write_text(json.dumps(package), "utf-8")
    came = assess("rubrics", "import", "foreign.json", "--out", "own", "--lang", "en")
    assert came.code == 0
    for said in ("roles/event-host.yaml", "competencies/LIS.yaml", "draft", "English only", "4 levels, 1 to 4"):
        assert said in came.out
    checked = assess("rubrics", "check", "own/competencies/LIS.yaml")
    assert (checked.code, "not finished" in checked.out) == (1, True)


def test_what_is_no_package_can_not_be_imported(assess: Assess, folder: Path) -> None:
    Path("x.json").write_text("{}", "utf-8")
    for file, code in (("x.json", 1), ("no.json", 3), (".", 3)):
        answer = assess("rubrics", "import", file, "--out", "own")
        assert (answer.code, answer.out) == (code, "")
        assert not Path("own").exists()
