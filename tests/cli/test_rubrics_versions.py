"""Versions without a screen: listed, put in, compared, used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assess.plan.versions import put_role
from assess.rubric.diff import Version
from assess.rubric.library import load_library, shipped
from assess.store.open import open_store
from tests.cli.conftest import Answer
from tests.plan.test_versions import library_with, made

Assess = Callable[..., Answer]
ROLE = "community-manager"


@pytest.fixture
def edited(folder: Path) -> Path:
    """The library's role with one word of a task changed."""
    text = (shipped() / "roles" / f"{ROLE}.yaml").read_text("utf-8")
    assert "Talks to angry" in text
    path = folder / "mine.yaml"
    path.write_text(text.replace("Talks to angry", "Speaks to angry", 1), "utf-8")
    return path


@pytest.mark.usefixtures("finished")
def test_a_changed_file_becomes_the_next_version_and_the_frozen_center_keeps_its_own(
    assess: Assess, edited: Path
) -> None:
    assert "as version 2; against the one before: wording." in assess("rubrics", "put", str(edited)).out
    assert "Nothing new: this is version 2" in assess("rubrics", "put", str(edited)).out
    told = json.loads(assess("rubrics", "versions", ROLE, "--json").out)
    assert [(one["version"], one["against"], one["frozen"], len(one["centers"])) for one in told] == [
        (1, "first", True, 1),
        (2, "wording", False, 0),
    ]
    assert told[0]["structure_hash"] == told[1]["structure_hash"]
    shown = assess("rubrics", "versions").out
    assert "frozen by Demo" in shown
    assert max(map(len, shown.splitlines())) <= 80
    refused = assess("rubrics", "use", f"{ROLE}@2")
    assert (refused.code, refused.out) == (1, "")
    assert "keeps its versions" in refused.err


@pytest.mark.usefixtures("finished")
def test_versions_are_compared_with_each_other_and_with_files(assess: Assess, edited: Path) -> None:
    assess("rubrics", "put", str(edited))
    told = json.loads(assess("rubrics", "diff", f"{ROLE}@1", f"{ROLE}@2", "--json").out)
    assert told["verdict"] == "wording"
    assert [(one["path"], one["scoring"]) for one in told["changes"]] == [("role > tasks > T1 > text > en", False)]
    shown = assess("rubrics", "diff", f"{ROLE}@1", str(edited)).out
    assert "- Talks to angry" in shown
    assert "+ Speaks to angry" in shown
    assert assess("rubrics", "diff", f"{ROLE}@2", str(edited)).out.startswith("The same")
    assert assess("rubrics", "diff", f"{ROLE}@1", ROLE).out.startswith("The same")
    assert assess("rubrics", "show", f"{ROLE}@2").out.startswith("Community manager (community-manager)")


@pytest.mark.usefixtures("finished")
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("versions", "nobody"), 1, "There are: community-manager"),
        (("diff", f"{ROLE}@9", f"{ROLE}@1"), 1, "The newest is 1."),
        (("show", "nobody@1"), 1, "no role nobody"),
        (("use", ROLE), 2, "strategist@2"),
        (("put", "nowhere.yaml"), 3, "no such file"),
        (("put", "mixed-five-guidelines"), 1, "no role"),
    ],
)
def test_what_is_not_there_is_said(assess: Assess, line: tuple[str, ...], code: int, said: str) -> None:
    answer = assess("rubrics", *line)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.usefixtures("finished")
def test_a_file_with_an_error_is_not_put_in(assess: Assess, edited: Path) -> None:
    edited.write_text(edited.read_text("utf-8").replace("weight: 25", "weight: 24", 1), "utf-8")
    answer = assess("rubrics", "put", str(edited))
    assert answer.code == 1
    assert "mine.yaml:" in answer.err
    assert len(json.loads(assess("rubrics", "versions", "--json").out)) == 1


def test_a_center_that_is_not_frozen_is_moved(assess: Assess, folder: Path, sqlite_path: Path) -> None:
    library = load_library()
    newer = library_with("cm-removed-post", "Another reason.")
    with open_store(sqlite_path, create=False) as store:
        store.write(made, Version(library.role(ROLE), library))
        store.write(put_role, Version(newer.role(ROLE), newer))
    address = ("--db", str(sqlite_path))
    answer = assess("rubrics", "use", f"{ROLE}@2", *address)
    assert answer.out.strip() == "community-manager: version 2 in place of 1."
    assert "uses them already" in assess("rubrics", "use", f"{ROLE}@2", *address).out
    told = json.loads(assess("rubrics", "versions", "--json", *address).out)
    assert [[use["name"] for use in one["centers"]] for one in told] == [[], ["Trial"]]
