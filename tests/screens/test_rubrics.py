"""Rubrics on the screen: the list, a role, anchors side by side, a copy of one's own, the editor outside."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assess.rubric.library import load_library, shipped
from screens.app import AssessApp
from tests.screens.rubric_visit import ALL_SIZES, at_rubrics
from tests.screens.visit import HOSTILE, visiting

LIBRARY = load_library()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, empty."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def own(here: Path, name: str = "competencies/EMP", **changed: str) -> Path:
    """A file of the library as one's own, with other words in it."""
    path = here / Path(name).with_suffix(".yaml").name
    shutil.copy(shipped() / f"{name}.yaml", path)
    text = path.read_text("utf-8")
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("size", ALL_SIZES)
@pytest.mark.parametrize("language", ["en", "de"])
async def test_the_list_shows_the_library_and_own_files_with_what_the_check_says(
    here: Path, size: tuple[int, int], language: str
) -> None:
    own(here, Names="Good")
    async with at_rubrics(size=size, language=language) as visit:
        assert "✓" in visit.line_with("community-manager")
        mine = next(line for line in visit.lines if "EMP" in line)
        assert "✓" not in mine
        await visit.press("end")
        assert "te-relaunch" in visit.text
        if size[0] >= 100:
            relaunch = LIBRARY.exercise("te-relaunch").realism
            assert " ".join((relaunch.de if language == "de" else relaunch.en).split()[:3]) in visit.text


async def test_home_and_the_palette_lead_to_it_and_escape_back(planned: Path) -> None:
    async with visiting(planned) as visit:
        await visit.press("u")
        assert visit.step == "Rubrics"
        await visit.press("escape")
        assert visit.step == "Home"
        commands = visit.app.get_system_commands(visit.app.screen)
        await next(one for one in commands if one.title.startswith("Rubrics")).callback()
        await visit.settle()
        assert visit.step == "Rubrics"


async def test_without_a_center_it_is_there_as_well(here: Path) -> None:
    app = AssessApp(None, language="en")
    async with app.run_test(notifications=True) as pilot:
        from tests.screens.visit import Visit

        visit = Visit(app, pilot)
        await visit.settle()
        assert visit.step == "Welcome"
        await visit.press("f2")
        assert visit.step == "Rubrics"
        await visit.press("escape")
        assert visit.step == "Welcome"
    app.drafts.close()
    app.desk.close()


@pytest.mark.parametrize(
    ("said", "step"),
    [("strategist", "RoleView"), ("EMP", "Anchors"), ("respect", "Anchors"), ("te-relaunch", "Reading")],
)
async def test_a_code_of_the_library_opens_the_screen_it_is_read_on(said: str, step: str) -> None:
    async with at_rubrics(said) as visit:
        assert visit.step == step
        await visit.press("escape")
        assert visit.step == "Rubrics"


@pytest.mark.parametrize("said", ["nowhere.yaml", "no-role", HOSTILE])
async def test_what_is_not_there_is_said_on_the_list(said: str) -> None:
    async with at_rubrics(said) as visit:
        assert visit.step == "Rubrics"
        assert "There is no such file." in visit.next


@pytest.mark.parametrize("size", ALL_SIZES)
async def test_a_role_shows_weights_targets_floors_and_every_cell_with_its_cues(size: tuple[int, int]) -> None:
    role = LIBRARY.role("community-manager")
    async with at_rubrics("community-manager", size=size) as visit:
        for code, criterion in role.competencies.items():
            line = visit.line_with(f"{code} ")
            assert f"{criterion.weight:g} %" in line
            assert "…" not in line or size[0] < 160
        assert "P1 P2 P5 ◆" in visit.line_with("EMP ")
        assert "2.5" in visit.line_with("EMP ")
        await visit.press("right")
        cell = role.matrix["cm-removed-post"]["EMP"]
        assert cell.why.en.split()[0] in visit.text
        assert all(f"{cue}  " in " \n".join(visit.lines) for cue in cell.cues)
        await visit.press("enter")
        assert visit.step == "Anchors"
        await visit.press("escape", "left", "down", "enter")
        assert "KOM" in visit.lines[0]


@pytest.mark.parametrize("size", ALL_SIZES)
@pytest.mark.parametrize("code", ["EMP", "learning"])
async def test_every_word_of_the_anchors_can_be_read(size: tuple[int, int], code: str) -> None:
    model = LIBRARY.competency(code)
    async with at_rubrics(code, size=size) as visit:
        seen = await visit.read_all()
        texts = [anchor.text.en for anchor in model.anchors.values()]
        texts += [model.definition.en, model.distinct.en, model.not_observed.en]
        texts += [one.en for one in (*model.positive, *model.negative)]
        assert [word for text in texts for word in text.split() if word not in seen] == []


async def test_neighbouring_levels_stand_side_by_side_where_there_is_room() -> None:
    def heads(lines: list[str]) -> list[list[str]]:
        return [line.split() for line in lines if line.split() and set(line.split()) <= set("12345")]

    async with at_rubrics("EMP") as visit:
        assert heads(visit.lines)[0] == ["5"]
    async with at_rubrics("EMP", size=(100, 60)) as visit:
        assert heads(visit.lines) == [["5", "4", "3"], ["3", "2", "1"]]
    async with at_rubrics("EMP", size=(160, 48)) as visit:
        assert heads(visit.lines) == [["5", "4", "3", "2", "1"]]


@pytest.mark.parametrize("size", ALL_SIZES)
async def test_german_and_english_stand_beside_each_other_on_a_key(size: tuple[int, int]) -> None:
    model = LIBRARY.competency("EMP")
    async with at_rubrics("EMP", size=size, language="de") as visit:
        assert "Interrupts" not in visit.text
        await visit.press("b")
        seen = await visit.read_all()
        for anchor in model.anchors.values():
            assert [word for text in anchor.text for word in text.split() if word not in seen] == []
        await visit.press("b")
        assert "Interrupts" not in visit.text


@pytest.mark.parametrize("size", ALL_SIZES)
async def test_generic_anchors_stand_beside_the_exercises_own_on_a_key(size: tuple[int, int]) -> None:
    own_anchor = LIBRARY.role("community-manager").matrix["cm-removed-post"]["EMP"].anchors
    assert own_anchor is not None
    async with at_rubrics("community-manager", size=size) as visit:
        await visit.press("right", "enter")
        seen = await visit.read_all()
        assert [word for word in own_anchor[5].text.en.split() if word not in seen] == []
        await visit.press("g")
        line = next(line for line in visit.lines if line.strip().startswith("5 "))
        assert "The removed post" in line
        assert "generic" in line
        seen = await visit.read_all()
        generic = LIBRARY.competency("EMP").anchors[5].text.en
        assert [word for word in f"{own_anchor[5].text.en} {generic}".split() if word not in seen] == []
        await visit.press("tab")
        assert "Conflict" in visit.lines[0]


async def test_an_exercise_can_be_read_whole() -> None:
    model = LIBRARY.exercise("cm-removed-post")
    async with at_rubrics("cm-removed-post", size=(160, 48)) as visit:
        await visit.press("b")
        seen = await visit.read_all()
        for text in (model.candidate_brief, model.assessor_guide, *(prompt.text for prompt in model.prompts)):
            assert [word for word in (*text.de.split(), *text.en.split()) if word not in seen] == []


async def test_a_rubric_of_the_library_is_changed_in_a_copy_under_a_name_of_ones_own(here: Path) -> None:
    async with at_rubrics("EMP") as visit:
        await visit.press("c")
        assert "The name of your own copy:" in visit.text
        assert "EMP.yaml" in visit.text
        await visit.press("enter")
        assert visit.step == "RubricEdit"
        assert (here / "EMP.yaml").read_text("utf-8") == (shipped() / "competencies/EMP.yaml").read_text("utf-8")
        await visit.press("escape")
        assert visit.step == "Anchors"
        await visit.press("c")
        assert visit.step == "RubricEdit", "from now on it is one's own that is shown"


async def test_a_name_that_is_taken_or_no_code_is_refused(here: Path) -> None:
    (here / "NEW.yaml").write_text("mine", "utf-8")
    async with at_rubrics("EMP") as visit:
        for name, why in (
            ("NEW", "There is a file of this name already"),
            ("no good", "can't be the code"),
            ("", "needs a name"),
        ):
            await visit.press("c", *["backspace"] * 40)
            await visit.enter(name)
            await visit.settle()
            assert why in visit.next
            assert visit.step == "Anchors"
    assert (here / "NEW.yaml").read_text("utf-8") == "mine"
    assert [path.name for path in here.iterdir()] == ["NEW.yaml"]


async def test_a_file_that_is_broken_says_where_and_others_still_open(here: Path) -> None:
    (here / "bad.yaml").write_text(f"kind: role\ncode: bad\nname: {{de: 'x, en: y}}\n# {HOSTILE}\n", "utf-8")
    own(here, "roles/strategist")
    (here / "strategist.yaml").write_text(
        (here / "strategist.yaml").read_text("utf-8").replace("weight: ", "wieght: ", 1), "utf-8"
    )
    async with at_rubrics() as visit:
        assert "✗" in visit.line_with("  bad ")
        await visit.press("home", "enter")
        assert "A quotation mark is never closed" in visit.next or "Close" in visit.next
        await visit.press("down", "enter")
        assert visit.step == "RubricEdit"


async def test_versions_are_offered_where_a_database_is_open(planned: Path) -> None:
    async with visiting(planned, person="L") as visit:
        await visit.press("u", "v")
        assert visit.step == "Versions"
    async with at_rubrics() as visit:
        await visit.press("v")
        assert visit.step == "Rubrics"


# the editor outside


@contextmanager
def lent() -> Iterator[None]:
    """A terminal that can be lent: the test has none."""
    yield


@pytest.fixture
def editor(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that replaces a word, as its script says."""
    script = here.parent / "an editor.py"
    script.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\np.write_text(p.read_text().replace('Names', 'Says'))\n"
    )
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(AssessApp, "suspend", lambda app: lent())
    return script


async def test_the_editor_outside_changes_the_file_and_the_check_reads_it_again(here: Path, editor: Path) -> None:
    own(here)
    async with at_rubrics() as visit:
        await visit.press("e")
        assert "Says" in (here / "EMP.yaml").read_text("utf-8")
        assert "the check finds nothing" in visit.next
        editor.write_text("import sys\nopen(sys.argv[1], 'a').write('broken: [\\n')\n")
        await visit.press("e")
        assert "EMP.yaml:" in visit.next
        assert "E opens the editor again." in visit.next
        editor.write_text("raise SystemExit(7)")
        await visit.press("e")
        assert "ended with code 7" in visit.next


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "No editor is set."),
        ("no-such-editor", "can't be started"),
        ("'open", "can't be understood"),
        ("true", "can't be lent"),
    ],
)
async def test_an_editor_that_is_none_is_said(here: Path, monkeypatch: pytest.MonkeyPatch, said: str, why: str) -> None:
    own(here)
    monkeypatch.setenv("EDITOR", said)
    monkeypatch.setenv("VISUAL", "")
    if said != "true":
        monkeypatch.setattr(AssessApp, "suspend", lambda app: lent())
    async with at_rubrics() as visit:
        await visit.press("e")
        assert why in visit.next
