"""Editing a rubric on the screen: typing with the lint's word, undo over fields, saving, drafts, files that change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assess.rubric.keep import draft_of, keep_draft, read_own
from assess.rubric.library import shipped
from assess.rubric.load import Loaded, load_file
from assess.rubric.model import CompetencyFile, RoleFile
from tests.screens.rubric_visit import ALL_SIZES, RubricVisit, at_rubrics
from tests.screens.visit import HOSTILE

SHIPPED = (shipped() / "competencies/EMP.yaml").read_text("utf-8")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def emp(here: Path) -> Path:
    """A competency of one's own."""
    return Path(shutil.copy(shipped() / "competencies/EMP.yaml", here))


@pytest.fixture
def role(here: Path) -> Path:
    """A role of one's own."""
    return Path(shutil.copy(shipped() / "roles/community-manager.yaml", here))


async def change(visit: RubricVisit) -> None:
    """From reading to the editor."""
    await visit.press("c")
    assert visit.step == "RubricEdit"


def competency(path: Path) -> CompetencyFile:
    found = load_file(path)
    assert isinstance(found, Loaded)
    assert isinstance(found.model, CompetencyFile)
    return found.model


def role_of(path: Path) -> RoleFile:
    found = load_file(path)
    assert isinstance(found, Loaded)
    assert isinstance(found.model, RoleFile)
    return found.model


@pytest.mark.parametrize("size", ALL_SIZES)
@pytest.mark.parametrize("language", ["en", "de"])
async def test_what_is_typed_is_judged_while_one_types_and_says_how_to_mend_it(
    emp: Path, size: tuple[int, int], language: str
) -> None:
    async with at_rubrics(emp.name, size=size, language=language) as visit:
        await change(visit)
        await visit.go_to("anchors", 4, language, 0)
        assert "BC-02" not in visit.pane
        await visit.write("Fragt gute Fragen." if language == "de" else "Asks good questions.")
        assert "BC-02" in visit.pane
        assert ("Schreiben Sie, was man sieht" if language == "de" else "Write what one sees or hears") in visit.pane
        assert "1" in visit.lines[0]
        await visit.write("Fragt zweimal nach." if language == "de" else "Asks back twice.")
        assert "BC-02" not in visit.pane
        await visit.press("f3")
        assert ("Englisch" if language == "de" else "German") in visit.field
        assert ("Fragt zweimal nach." if language == "de" else "Asks back twice.") in visit.text, (
            "the other one is shown"
        )


async def test_saving_keeps_comments_and_order_and_says_that_it_was_wording(emp: Path) -> None:
    emp.write_text("# ours since May\n" + SHIPPED.replace("facets:\n", "# lint-free zone\nfacets:\n"), "utf-8")
    before = emp.read_text("utf-8")
    async with at_rubrics(emp.name) as visit:
        await change(visit)
        await visit.go_to("definition", "en")
        await visit.write("Hears what others say: and asks. #1")
        assert "not saved" in visit.lines[0]
        assert emp.read_text("utf-8") == before
        await visit.press("ctrl+s")
        assert "Saved: wording only, no score depends on it." in visit.next
        assert "not saved" not in visit.lines[0]
    old = before.split("\n")
    new = emp.read_text("utf-8").split("\n")
    assert [line for line in new if line not in old] == ["    Hears what others say: and asks. #1"]
    assert competency(emp).definition.en == "Hears what others say: and asks. #1"
    assert not draft_of(emp).exists()


async def test_weights_targets_floors_and_cues_are_edited_and_that_is_scoring(role: Path) -> None:
    async with at_rubrics(role.name) as visit:
        await change(visit)
        assert "Weight of EMP" in visit.field
        await visit.write("24,5")
        assert "WT-01" in visit.text
        await visit.write("abc")
        assert "abc is no number." in visit.text
        await visit.write("24,5")
        await visit.press("tab")
        await visit.write("3")
        await visit.press("tab")
        await visit.write(" ")
        await visit.go_to("competencies", "KOM", "weight")
        await visit.write("20.5")
        assert "WT-01" not in visit.text
        await visit.go_to("matrix", "cm-removed-post", "EMP", "cues")
        assert "P1 " in visit.pane, "what may be named is shown"
        await visit.write("P1, P9")
        assert "LK-06" in visit.text
        await visit.press("ctrl+s")
        assert "Saved as a draft: ✗ 1 error" in visit.next
        await visit.write("P1 P2")
        await visit.press("ctrl+s")
        assert "scores depend" in visit.next or "wording only" in visit.next
    model = role_of(role)
    assert (model.competencies["EMP"].weight, model.competencies["EMP"].target, model.competencies["EMP"].floor) == (
        24.5,
        3,
        None,
    )
    assert model.matrix["cm-removed-post"]["EMP"].cues == ("P1", "P2")
    assert "  EMP: {weight: 24.5, target: 3, links: [T1, T5, I1, I5]}" in role.read_text("utf-8")


async def test_a_weight_that_changes_is_scoring(role: Path) -> None:
    async with at_rubrics(role.name) as visit:
        await change(visit)
        await visit.write("20")
        await visit.go_to("competencies", "KOM", "weight")
        await visit.write("25")
        await visit.press("ctrl+s")
        assert visit.next == "Saved: scores depend on this change."


async def test_undo_goes_back_over_fields_and_redo_forward(emp: Path) -> None:
    async with at_rubrics(emp.name) as visit:
        await change(visit)
        await visit.go_to("name", "en")
        await visit.write("First")
        await visit.press("tab")
        await visit.write("Second")
        await visit.press("f7")
        assert "Definition" in visit.field
        assert "Second" not in visit.text
        await visit.press("f7")
        assert "Name" in visit.field
        assert visit.typed == "Empathy"
        assert "not saved" not in visit.lines[0]
        await visit.press("f6")
        assert visit.typed == "First"
        await visit.press("escape", "ctrl+r")
        assert visit.typed == "Second"
        await visit.press("u", "u")
        assert visit.typed == "Empathy"
        await visit.press("escape")
        assert visit.step == "Anchors", "nothing is left to be asked about"
    assert emp.read_text("utf-8") == SHIPPED


async def test_f8_goes_from_finding_to_finding(emp: Path) -> None:
    emp.write_text(
        SHIPPED.replace("Interrupts the other side at", "Is a good listener at").replace(
            "Unterbricht höchstens einmal", "Unterbricht gut", 1
        ),
        "utf-8",
    )
    async with at_rubrics(emp.name) as visit:
        await change(visit)
        await visit.go_to("name")
        seen = []
        for number in (1, 2, 1):
            await visit.press("f8")
            assert f"Finding {number} of 2" in visit.next
            assert "BC-02" in visit.pane
            seen.append(visit.field)
        assert seen[0] == seen[2] != seen[1]


async def test_entries_are_added_and_removed(emp: Path) -> None:
    async with at_rubrics(emp.name) as visit:
        await change(visit)
        await visit.go_to("positive", 1, "en")
        await visit.press("plus")
        assert visit.typed == ""
        assert "this is empty" in visit.text
        await visit.write("Nods twice.")
        await visit.press("f3")
        await visit.write("Nickt zweimal.")
        await visit.press("escape")
        await visit.go_to("positive", 0, "en")
        await visit.press("delete", "ctrl+s")
    before = competency(Path(shipped() / "competencies/EMP.yaml")).positive
    after = competency(emp).positive
    assert [one.en for one in after] == [before[1].en, "Nods twice.", *(one.en for one in before[2:])]


async def test_an_exercise_gets_anchors_of_its_own(role: Path) -> None:
    async with at_rubrics(role.name) as visit:
        await change(visit)
        exercise = next(
            code for code, cells in role_of(role).matrix.items() for cell in cells.values() if cell.anchors is None
        )
        code = next(code for code, cell in role_of(role).matrix[exercise].items() if cell.anchors is None)
        await visit.go_to("matrix", exercise, code, "why")
        await visit.press("o")
        assert "to be made this exercise's own" in visit.next
        await visit.press("ctrl+s")
        anchors = role_of(role).matrix[exercise][code].anchors
        assert anchors is not None
        assert len(anchors) == 5
        await visit.press("u", "ctrl+s")
    assert role.read_text("utf-8") == (shipped() / "roles/community-manager.yaml").read_text("utf-8")


async def test_leaving_with_changes_asks_in_the_line(emp: Path) -> None:
    async with at_rubrics(emp.name) as visit:
        await change(visit)
        await visit.go_to("name", "en")
        await visit.write("Other")
        await visit.press("escape", "escape")
        assert "changes that are not saved" in visit.next
        assert "S Save and leave" in visit.lines[-1]
        await visit.press("escape")
        assert visit.step == "RubricEdit"
        await visit.press("escape", "s")
        assert visit.step == "Anchors"
        assert competency(emp).name.en == "Other"
        await visit.press("c")
        await visit.go_to("name", "en")
        await visit.write("Third")
        await visit.press("escape", "escape", "x")
        assert visit.step == "Anchors"
    assert competency(emp).name.en == "Other"
    assert not draft_of(emp).exists()


async def test_what_was_not_saved_survives_and_is_offered(emp: Path) -> None:
    async with at_rubrics(emp.name) as visit:
        await change(visit)
        await visit.go_to("name", "en")
        await visit.write(HOSTILE)
        assert draft_of(emp).exists(), "and now the power fails"
    assert emp.read_text("utf-8") == SHIPPED
    async with at_rubrics(emp.name) as visit:
        await change(visit)
        assert "never saved" in visit.next
        await visit.press("enter")
        assert not visit.editor.typing
        await visit.press("r")
        await visit.go_to("name")
        assert "weiter [b [link='x ]]" in visit.typed
        await visit.press("u")
        assert visit.typed == "Empathy"
        await visit.press("ctrl+r", "ctrl+s")
    assert "[link='x ]]" in competency(emp).name.en
    assert not draft_of(emp).exists()


async def test_a_draft_can_be_forgotten(emp: Path) -> None:
    keep_draft(read_own(emp), SHIPPED.replace("Empathy", "Draft"))
    async with at_rubrics(emp.name) as visit:
        await change(visit)
        await visit.press("x")
        await visit.go_to("name")
        assert visit.typed == "Empathy"
    assert not draft_of(emp).exists()


async def test_a_file_that_changed_meanwhile_is_not_overwritten(emp: Path, here: Path) -> None:
    async with at_rubrics(emp.name) as visit:
        await change(visit)
        await visit.go_to("name", "en")
        await visit.write("Mine")
        theirs = SHIPPED.replace("en: Empathy", "en: Theirs")
        emp.write_text(theirs, "utf-8")
        await visit.press("ctrl+s")
        assert "changed by someone else meanwhile" in visit.next
        assert emp.read_text("utf-8") == theirs
        await visit.press("f5", *["backspace"] * 20)
        await visit.enter("MINE")
        await visit.settle()
        assert "Saved" in visit.next
        assert "MINE.yaml" in visit.lines[0]
    assert emp.read_text("utf-8") == theirs
    assert "en: Mine" in (here / "MINE.yaml").read_text("utf-8")


async def test_a_file_of_the_library_is_never_written(here: Path) -> None:
    path = shipped() / "competencies/EMP.yaml"
    async with at_rubrics("EMP") as visit:
        from screens.plan.edit import RubricEdit

        visit.app.push_screen(RubricEdit(path))
        await visit.settle()
        await visit.go_to("name", "en")
        await visit.write("x")
        await visit.press("ctrl+s")
        assert "belongs to the library" in visit.next
    assert path.read_text("utf-8") == SHIPPED
    assert not draft_of(path).exists()


@pytest.mark.parametrize("size", ALL_SIZES)
async def test_any_text_can_be_typed_pasted_and_saved(emp: Path, size: tuple[int, int]) -> None:
    async with at_rubrics(emp.name, size=size) as visit:
        await change(visit)
        await visit.go_to("definition", "en")
        await visit.press("enter")
        await visit.paste(f"{HOSTILE} {'wort ' * 1000}: # - 'x' \"y\"")
        await visit.settle()
        await visit.press("ctrl+s")
        assert "Saved" in visit.next
    assert "[link='x ]]" in competency(emp).definition.en
    assert len(competency(emp).definition.en) > 5000


async def test_the_language_of_the_program_changes_in_the_middle(emp: Path) -> None:
    async with at_rubrics(emp.name, language="de") as visit:
        await change(visit)
        await visit.go_to("name", "de")
        await visit.write("Neu")
        visit.app.speak("en")
        await visit.settle()
        assert visit.typed == "Neu"
        assert "not saved" in visit.lines[0]
