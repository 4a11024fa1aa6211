"""Versions on the screen: who froze which, what changed, a file put in, a center moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from textual.widgets import Input

from assess.plan.versions import held_versions
from assess.rubric.library import shipped
from assess.store.open import open_store
from tests.screens.visit import HOSTILE, SIZES, Visit, visiting

ROLE = "community-manager"


def edited(folder: Path, old: str = "Talks to angry", new: str = "Speaks to angry", name: str = "mine") -> Path:
    """The library's role with one text changed."""
    said = (shipped() / "roles" / f"{ROLE}.yaml").read_text("utf-8")
    assert old in said
    path = folder / f"{name}.yaml"
    path.write_text(said.replace(old, new, 1), "utf-8")
    return path


async def versions(visit: Visit) -> None:
    """To the versions, from home."""
    await visit.press("v")
    assert visit.step == "Versions"


async def put(visit: Visit, path: Path) -> None:
    """Put a file in."""
    await visit.press("p")
    visit.app.screen.query_one("#file", Input).value = str(path)
    await visit.press("enter")


def numbers(path: Path) -> list[tuple[int, list[str]]]:
    """The versions in the file, with the centers that use each."""
    with open_store(path, create=False) as store:
        return [(one.number, [use.name for use in one.uses]) for one in store.read(held_versions, ROLE)]


@pytest.fixture
def thawed(planned: Path) -> Path:
    """The demo before its freeze: nobody has begun."""
    from assess.store import guards

    with open_store(planned, create=False) as store, store.writer.begin() as connection:
        guards.remove(connection)
        connection.execute(text("UPDATE center SET frozen_at = NULL, frozen_hash = NULL"))
        guards.install(connection)
    return planned


@pytest.mark.parametrize("size", [*SIZES, (160, 48)])
async def test_a_file_becomes_a_version_and_what_changed_stands_side_by_side(
    planned: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with visiting(planned, person="M", size=size) as visit:
        await versions(visit)
        assert "the first" in visit.text
        assert "frozen by" in visit.text
        assert "nothing to compare" in visit.text
        await put(visit, edited(tmp_path))
        assert "as version 2; against the one before: wording." in visit.next
        assert visit.line_with("Talks to angry").index("Talks") < visit.line_with("Talks to angry").index("Speaks")
        assert "Wording: 1 change, and no score depends on it." in visit.text
        assert "role › tasks › T1 › text › English" in visit.text
        await put(visit, edited(tmp_path))
        assert "Nothing new: this is version 2" in visit.next
    assert numbers(planned) == [(1, ["Demo: community management for Werkbank"]), (2, [])]


async def test_any_two_versions_can_be_compared(planned: Path, tmp_path: Path) -> None:
    async with visiting(planned, person="M", language="de", size=(100, 30)) as visit:
        await versions(visit)
        await put(visit, edited(tmp_path))
        await put(visit, edited(tmp_path, "Spricht mit", "Redet mit", "other"))
        assert "Redet mit" in visit.text
        assert "Speaks to" in visit.text, "version 3 against version 2"
        await visit.press("up", "up", "space", "down", "down")
        assert "Redet mit" in visit.text
        assert "Speaks to" not in visit.text, "version 3 against version 1"
        visit.app.speak("en")
        await visit.settle()
        assert "Version 1" in visit.text


async def test_a_frozen_center_is_not_moved(planned: Path, tmp_path: Path) -> None:
    async with visiting(planned, person="M") as visit:
        await versions(visit)
        await put(visit, edited(tmp_path))
        await visit.press("u")
        assert "each has frozen its version" in visit.next
        await visit.press("n")
        assert "each has frozen its version" in visit.next
    assert numbers(planned)[1] == (2, [])


@pytest.mark.parametrize("key", ["u", "n"])
async def test_an_open_center_is_moved_at_the_second_press(thawed: Path, tmp_path: Path, key: str) -> None:
    async with visiting(thawed, person="M") as visit:
        await versions(visit)
        await put(visit, edited(tmp_path))
        await visit.press(key)
        assert "the same key again moves Demo" in visit.next
        await visit.press("escape")
        assert visit.step == "Versions"
        assert numbers(thawed)[1] == (2, [])
        await visit.press(key, key)
        assert "the center uses it from now on" in visit.next
        assert "planned for Demo" in visit.text
    assert [len(uses) for _, uses in numbers(thawed)] == [0, 1]


async def test_what_can_not_be_put_in_is_said(planned: Path, tmp_path: Path) -> None:
    async with visiting(planned, person="M") as visit:
        await versions(visit)
        await put(visit, tmp_path / "nowhere.yaml")
        assert "There is no such file." in visit.next
        await put(visit, Path(HOSTILE))
        assert visit.next.startswith("ok [/]") or "There is no" in visit.next
        await put(visit, edited(tmp_path, "weight: 25", "weight: 24"))
        assert "mine.yaml:" in visit.next
        await visit.press("p", "escape")
        assert visit.step == "Versions"
        await visit.press("escape")
        assert visit.step == "Home"
    async with visiting(planned, person="B") as visit:
        await versions(visit)
        await put(visit, edited(tmp_path))
        assert "not among your tasks" in visit.next
    assert [number for number, _ in numbers(planned)] == [1]
