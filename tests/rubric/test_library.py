"""The library: found by code, complete, and without a finding that is not explained in the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import assess
from assess.rubric.judge import judge, judge_file
from assess.rubric.library import FOLDERS, Library, load_library, shipped
from assess.rubric.load import Loaded, load_file
from assess.words import Refused, Unusable, Words

LIBRARY = load_library()
FILES = LIBRARY.files()


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_shipped_file_has_no_finding(path: Path) -> None:
    read = load_file(path, path.relative_to(shipped()).as_posix())
    faults = judge_file(read, LIBRARY) if isinstance(read, Loaded) else read

    assert [fault.say(Words("en")) for fault in faults] == []


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_shipped_file_is_named_by_its_code_and_lies_in_its_folder(path: Path) -> None:
    read = load_file(path)

    assert isinstance(read, Loaded)
    assert read.code == path.stem
    assert path.parent.name in {name for kind, names in FOLDERS.items() if kind == read.kind for name in names}


def test_the_library_has_the_roles_and_competencies_of_the_method() -> None:
    """See method 6.1 and 6.2."""
    named = "EMP KOM KON TEA MOD KRI KRE SPR FAC FBK ANA ZAH INT TEC PRO STR UEB"

    assert " ".join(code for code in LIBRARY.codes("competency") if code.isupper()) == " ".join(sorted(named.split()))
    assert LIBRARY.codes("role") == (
        "community-manager",
        "content-creator",
        "data-analyst",
        "strategist",
        "tech-expert",
    )


def test_codes_are_looked_up_without_reading_other_files(tmp_path: Path) -> None:
    folder = tmp_path / "competencies"
    folder.mkdir()
    (folder / "BAD.yaml").write_text("[", "utf-8")
    shutil.copy(Path(__file__).parent / "good" / "ASK.yaml", folder)
    library = load_library(tmp_path)

    assert library.codes("competency") == ("ASK", "BAD")
    assert library.competency("ASK").name.en == "Asking"
    with pytest.raises(Refused, match=r"BAD.yaml:1: A bracket"):
        library.competency("BAD")


def test_an_unknown_code_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused, match=r"There is no role community-manger. Did you mean community-manager\?"):
        LIBRARY.role("community-manger")


@pytest.mark.parametrize("code", ["../roles/community-manager", "", "/etc/passwd", "EMP.yaml", "a\x00b", "*"])
def test_a_code_never_leaves_its_folder(code: str) -> None:
    with pytest.raises(Refused):
        LIBRARY.competency(code)


def test_a_file_under_another_name_is_not_found_by_it(tmp_path: Path, good: Path) -> None:
    (tmp_path / "competencies").mkdir()
    shutil.copy(good / "ASK.yaml", tmp_path / "competencies" / "WRONG.yaml")

    assert load_library(tmp_path).look("competency", "WRONG") is None


def test_a_wheel_brings_the_library_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shipped().name == "rubrics"
    (tmp_path / "assess" / "rubrics").mkdir(parents=True)
    monkeypatch.setattr(assess, "__file__", str(tmp_path / "assess" / "__init__.py"))

    assert shipped() == tmp_path / "assess" / "rubrics"


def test_a_folder_that_is_missing_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no such folder"):
        load_library(tmp_path / "absent")


def test_what_is_given_comes_before_what_lies_in_folders(good: Path) -> None:
    read = load_file(good / "ASK.yaml")
    assert isinstance(read, Loaded)
    library = Library((shipped(),), [read])

    assert library.competency("ASK") is read.model
    assert "ASK" in library.codes("competency")
    assert "EMP" in library.codes("competency")


@pytest.mark.parametrize("layout", ["flat", "folders"])
def test_a_role_finds_what_lies_beside_it_then_the_shipped_library(tmp_path: Path, good: Path, layout: str) -> None:
    places = {"ASK": "competencies", "host": "roles", "talk": "exercises", "speech": "exercises"}
    for name, folder in places.items():
        target = tmp_path if layout == "flat" else tmp_path / folder
        target.mkdir(exist_ok=True)
        shutil.copy(good / f"{name}.yaml", target)
    role = (tmp_path if layout == "flat" else tmp_path / "roles") / "host.yaml"
    text = role.read_text("utf-8").replace("LIS:", "KOM:")  # KOM comes from the shipped library
    role.write_text(text, "utf-8")

    faults = judge([role])

    assert {fault.id for fault in faults} == {"LK-07", "SI-01"}  # the exercises elicit LIS, all else is found


def test_a_role_in_the_current_folder_finds_its_neighbours(
    tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(good, tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")

    assert judge([Path("host.yaml")]) == []


def test_the_fault_of_a_neighbour_is_reported_as_its_own(tmp_path: Path, good: Path) -> None:
    shutil.copytree(good, tmp_path / "mine")
    broken = tmp_path / "mine" / "LIS.yaml"
    broken.write_text("kind: [", "utf-8")

    faults = judge([tmp_path / "mine" / "host.yaml"])

    assert [(fault.id, fault.where) for fault in faults] == [("FI-06", f"{broken}:1")]


def test_the_demo_has_no_finding() -> None:
    demo = shipped() / "demo"
    files = [demo / "center.yaml", *sorted((demo / "performances").glob("*.yaml"))]

    assert len(files) == 7
    assert [fault.say(Words("en")) for fault in judge(files)] == []
