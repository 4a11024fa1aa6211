"""The matrix on the screen: numbers and cells changed where they stand, judged while one types, saved, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from textual.widgets import Input

from assess.cli.front import find_center
from assess.people.sign_in import find
from assess.plan.amend import changes
from assess.plan.design import freeze
from assess.plan.matrix import Matrix as Given
from assess.plan.matrix import matrices
from assess.store import guards
from assess.store.open import open_store
from screens.plan.matrix import Matrix
from screens.plan.matrix_cell import CellEdit
from tests.screens.visit import HOSTILE, Visit, visiting

SIZES = [(80, 24), (100, 30), (160, 48)]
PLAY, SPEECH = "cm-removed-post", "cm-statement"


@pytest.fixture
def thawed(planned: Path) -> Path:
    """The demo before its freeze."""
    with open_store(planned, create=False) as store, store.writer.begin() as connection:
        guards.remove(connection)
        connection.execute(text("UPDATE center SET frozen_at = NULL, frozen_hash = NULL"))
        guards.install(connection)
    return planned


def given(path: Path) -> Given:
    """The matrix as the file has it."""
    with open_store(path, create=False) as store:
        (found,) = store.read(matrices, store.read(find_center, None))
        return found


async def matrix(visit: Visit, path: Path) -> Matrix:
    """To the matrix."""
    with open_store(path, create=False) as store:
        screen = Matrix(store.read(find_center, None))
    visit.app.push_screen(screen)
    await visit.settle()
    return screen


async def write(visit: Visit, said: str) -> None:
    """Type over the number that is marked; not entered yet."""
    await visit.press("enter")
    line = visit.app.screen.query_one("#line", Input)
    for _ in range(len(line.value)):
        await visit.pilot.press("backspace")
    await visit.type(said)
    await visit.settle()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("size", SIZES)
async def test_everything_stands_there(thawed: Path, size: tuple[int, int], language: str) -> None:
    async with visiting(thawed, person="M", size=size, language=language) as visit:
        screen = await matrix(visit, thawed)
        role = given(thawed).role
        for code in role.competencies:
            line = next(line for line in visit.lines if line.strip().startswith(code))
            assert f"{role.competencies[code].weight:g} %" in line
        assert "✓ 100 %" in visit.text
        assert "P1 P2 P5" in visit.text
        assert ("2,5" if language == "de" else "2.5") in visit.text
        assert ("4 rated" if language == "en" else "4 bewertet") in visit.text
        await visit.press("right", "right", "right")
        assert screen.marked == ("EMP", PLAY)
        assert visit.app.words(given(thawed).version.library.exercise(PLAY).name.text) in visit.text
        assert "● P1" in visit.text


async def test_sum_and_checks_follow_while_one_types_and_saving_makes_the_next_version(thawed: Path) -> None:
    async with visiting(thawed, person="M") as visit:
        screen = await matrix(visit, thawed)
        await write(visit, "2")
        assert "✗ 77 %" in visit.text
        assert "WT-01" in visit.text
        await visit.type("0")
        await visit.settle()
        assert "✗ 95 %" in visit.text
        await visit.press("enter")
        assert "not saved" in visit.lines[0]
        assert "mend it, then save: The weights sum to 95" in visit.next
        await visit.press("s")
        assert "sum to 95" in visit.next
        assert given(thawed).opening.number == 1
        await visit.press("down")
        await write(visit, "25")
        await visit.press("enter")
        assert "✓ 100 %" in visit.text
        assert "every check is met" in visit.text
        await visit.press("s")
        assert "the center uses version 2 of Community manager, a new one" in visit.next
        assert "version 2" in visit.lines[0]
        assert given(thawed).role.competencies["EMP"].weight == 20.0
        await visit.press("u", "u")
        assert screen.now is not None
        assert screen.now.competencies["EMP"].weight == 25.0
        assert "not saved" in visit.lines[0]
        await visit.press("s")
        assert "version 1 of Community manager again" in visit.next
    assert given(thawed).opening.number == 1


async def test_numbers_are_read_as_people_write_them(thawed: Path) -> None:
    async with visiting(thawed, person="M", language="de") as visit:
        screen = await matrix(visit, thawed)
        await visit.press("right", "right")
        await write(visit, "2,5")
        await visit.press("enter", "down")
        await write(visit, "1,5")
        await visit.press("enter", "left")
        await write(visit, "")
        await visit.press("enter")
        now = screen.now
        assert now is not None
        assert (now.competencies["EMP"].floor, now.competencies["KOM"].floor) == (2.5, 1.5)
        assert now.competencies["KOM"].target is None
        for typed, said in (("vier", "keine Zahl"), ("9", "1 bis 5")):
            await write(visit, typed)
            await visit.press("enter")
            assert said in visit.next
        assert screen.now == now
        await write(visit, HOSTILE)
        await visit.press("enter")
        assert screen.now == now
        await write(visit, "3")
        await visit.press("escape")
        assert visit.step == "Matrix"
        assert screen.now == now, "Esc leaves the number as it was"


async def test_a_cell_is_chosen_from_what_the_exercise_offers(thawed: Path) -> None:
    async with visiting(thawed, person="M") as visit:
        screen = await matrix(visit, thawed)
        await visit.press("right", "right", "right", "enter")
        assert isinstance(visit.app.screen, CellEdit)
        assert "EMP Empathy in The removed post" in visit.text
        assert "[x] P1" in visit.text
        await visit.press("space", "down", "space", "down", "space")
        assert "LK-03" in visit.text, "judged before it is taken"
        assert "SI-01" in visit.text
        await visit.press("space", "tab", "backspace", "2")
        await visit.press("enter")
        assert screen.now is not None
        cell = screen.now.matrix[PLAY]["EMP"]
        assert (cell.cues, cell.weight) == (("P5",), 2.0)
        assert "P5 ×2" in visit.text
        await visit.press("s")
        assert given(thawed).role.matrix[PLAY]["EMP"] == cell


async def test_a_cell_is_put_in_with_its_reason_and_taken_out(thawed: Path) -> None:
    async with visiting(thawed, person="M", size=(100, 30)) as visit:
        screen = await matrix(visit, thawed)
        await visit.press("right", "right", "right", "right", "right", "delete")
        assert screen.marked == ("EMP", SPEECH)
        assert "LK-01" in visit.text
        await visit.press("enter", "enter")
        assert isinstance(visit.app.screen, CellEdit), "not without a reason"
        assert "missing in German or English" in visit.text
        await visit.press("tab", "tab")
        await visit.type(HOSTILE)
        await visit.press("tab")
        await visit.type("Because it shows here [/].")
        await visit.press("enter")
        assert visit.step == "Matrix"
        assert screen.now is not None
        assert screen.now.matrix[SPEECH]["EMP"].why.en == "Because it shows here [/]."
        assert "Because it shows here [/]." in visit.text
        await visit.press("u", "u")
        assert screen.steps is not None
        assert not screen.steps.changed
        await visit.press("u")
        assert "no step to take back" in visit.next
        await visit.press("r", "r", "r")
        assert "no step to do again" in visit.next


async def test_what_is_not_saved_is_there_again(thawed: Path) -> None:
    async with visiting(thawed, person="M") as visit:
        await matrix(visit, thawed)
        await write(visit, "20")
        await visit.press("enter", "escape")
        assert visit.step != "Matrix"
        visit.app.drafts.close()
    async with visiting(thawed, person="M") as visit:
        screen = await matrix(visit, thawed)
        assert "is here again" in visit.next
        assert screen.now is not None
        assert screen.now.competencies["EMP"].weight == 20.0
        await visit.press("u")
        assert "version 1" in visit.lines[0]
    assert given(thawed).opening.number == 1


async def test_after_the_freeze_saving_asks_why(thawed: Path) -> None:
    with open_store(thawed, create=False) as store:
        acting = store.acting(store.read(find, "M").id)
        acting.write(freeze, store.read(find_center, None))
    async with visiting(thawed, person="M") as visit:
        await matrix(visit, thawed)
        await write(visit, "20")
        await visit.press("enter", "down")
        await write(visit, "25")
        await visit.press("enter", "s")
        assert "The design is frozen. Why does this change?" in visit.text
        await visit.press("escape")
        assert given(thawed).opening.number == 1
        await visit.press("s")
        await visit.type("Too short")
        await visit.press("enter")
        assert "needs a reason" in visit.next
        await visit.press("s")
        await visit.type("The team decided so on Monday.")
        await visit.press("enter")
        assert "version 2" in visit.next
    with open_store(thawed, create=False) as store:
        assert [one.reason for one in store.read(changes, store.read(find_center, None))] == [
            "The team decided so on Monday."
        ]


async def test_who_may_not_plan_can_look_and_not_save(thawed: Path) -> None:
    async with visiting(thawed, person="B") as visit:
        await matrix(visit, thawed)
        assert "P1 P2 P5" in visit.text
        await visit.press("right", "right", "right", "down", "down", "down", "down", "delete", "n", "s")
        assert "role alone" in visit.next or "not among your tasks" in visit.next or "one exercise only" in visit.next
    assert given(thawed).opening.number == 1
