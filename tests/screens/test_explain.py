"""The screen of why: the grid, the steps of the marked competency, its notes, and all steps as one text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from assess.store.transaction import Store
from screens.fit.explain import Explain
from screens.widgets.grid import GridView
from tests.day import Day, Plan, Ratings, amend, close, make_day
from tests.fit.test_ranking import K1, lower
from tests.screens.visit import HOSTILE, Visit, visiting

RATINGS: Ratings = {
    "K1": {**K1, "talk": {"EMP": {"A": 4, "B": 2}, "KON": {"A": 3, "B": None}}},
    "K2": lower(1),
    "K3": {"talk": {"EMP": {"A": 4}}},
}


@asynccontextmanager
async def asked(
    store: Store, day: Day, code: str = "K1", size: tuple[int, int] = (80, 24), language: str = "en"
) -> AsyncIterator[Visit]:
    assert store.path is not None
    async with visiting(store.path, "L", size, language) as visit:
        visit.app.push_screen(Explain(day.center, code))
        await visit.settle()
        yield visit


def made(store: Store, plan: Plan | None = None) -> Day:
    day = store.write(make_day, RATINGS, plan, imported=[("A", "K3", "talk")])
    store.write(amend, day, ("C", "K1", "speech"), "KOM", 3)
    close(store, day)
    return day


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])
async def test_the_grid_first(sqlite_store: Store, size: tuple[int, int]) -> None:
    async with asked(sqlite_store, made(sqlite_store), size=size) as visit:
        assert visit.lines[0].startswith(" Why? · K1 · team fit 81.7 · band 1 · community-manager")
        grid = {line[3:6]: line for line in visit.lines if line[3:6] in ("EMP", "KOM", "KON", "=  ")}
        assert grid["EMP"].split() == [
            "▸",
            "EMP",
            "Empathy",
            "A",
            "4",
            "B",
            "2",
            "◆",
            "C",
            "4",
            "D",
            "4",
            "3.50",
            "41.67",
        ]
        assert "C 3(2)" in grid["KOM"]
        assert "B –" in grid["KON"]
        assert "◇" in grid["KON"]
        points = [float(grid[code].split()[-1]) for code in ("EMP", "KOM", "KON")]
        assert f"{sum(points):.2f}" == grid["=  "].split()[-1]
        assert "◆ two of five levels apart, or more · ◇ one saw" in visit.text
        assert "(3) as locked, before the amendment" in visit.text
        for head in ("Role play", "Discussion", "Presentation", "Score", "Points"):
            assert head in visit.text


async def test_the_steps_and_the_notes_of_the_marked_competency(sqlite_store: Store) -> None:
    async with asked(sqlite_store, made(sqlite_store), size=(100, 40)) as visit:
        assert "EMP · Empathy" in visit.text
        assert "mean (4 + 2) / 2 = 3.00" in visit.text
        assert "The talk · B 2" in visit.text
        assert "B saw K1 show EMP in talk" in visit.text
        assert "show KON" not in visit.text
        assert visit.next == "Next: the team fit and its band are on the last line (End)"
        await visit.press("down")
        assert "KOM · Communication" in visit.text
        assert "C 3 (locked as 2)" in visit.text
        assert "“C saw K1 show KOM in speech”" in visit.text, "a quote looks like one"
        await visit.press("end")
        assert "Standard error: √" in visit.text
        assert "below K3, who opens it" in visit.text
        assert "saw K1" not in visit.text
        assert visit.app.screen.query_one(GridView).key == "total"


async def test_narrow_screens_read_on_by_pages(sqlite_store: Store) -> None:
    async with asked(sqlite_store, made(sqlite_store)) as visit:
        assert "D saw K1 show EMP in speech" not in visit.text
        for _ in range(3):
            await visit.press("pagedown")
        assert "D saw K1 show EMP in speech" in visit.text
        await visit.press("down")
        assert "KOM · Communication" in visit.text, "another competency begins at its beginning"


async def test_all_steps_as_one_text(sqlite_store: Store) -> None:
    async with asked(sqlite_store, made(sqlite_store)) as visit:
        await visit.press("g")
        assert "Plain weighted mean, frozen 23 Nov 2026" in visit.text
        seen = visit.text
        for _ in range(8):
            await visit.press("space")
            seen += visit.text
        for said in (
            "EMP · Empathy",
            "KOM · Communication",
            "KON · Conflict competence",
            "Standard error: √",
            "Band 1",
        ):
            assert said in seen
        await visit.press("g")
        assert "▸ EMP" in visit.text
        await visit.press("escape")
        assert visit.step == "Home"


async def test_imported_ratings_have_no_notes(sqlite_store: Store) -> None:
    async with asked(sqlite_store, made(sqlite_store), "K3", (100, 30)) as visit:
        assert "imported, without observations" in visit.text
        assert "! Evidence insufficient" in visit.text
        assert visit.line_with(" KOM ").split()[-2:] == ["–", "–"]


async def test_roles_and_language(sqlite_store: Store) -> None:
    async with asked(sqlite_store, made(sqlite_store, Plan(roles=("analyst", "community-manager")))) as visit:
        assert "analyst" in visit.lines[0]
        await visit.press("right")
        assert "community-manager" in visit.lines[0]
        await visit.press("down")
        visit.app.speak("de")
        await visit.settle()
        assert "▸ KOM Kommunikati" in visit.text
        assert "= 3,50" in visit.text


async def test_before_the_end_and_for_nobody_there_is_a_sentence(sqlite_store: Store) -> None:
    day = sqlite_store.write(make_day, RATINGS)
    async with asked(sqlite_store, day) as visit:
        assert "Results open when the wash-up has closed." in visit.next
        assert "K1 show" not in visit.text
        await visit.press("g", "down", "pagedown")
        assert visit.step == "Explain"
    close(sqlite_store, day)
    async with asked(sqlite_store, day, HOSTILE) as visit:
        assert "There is no candidate of this code." in visit.next


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 48)])
async def test_hostile_texts(sqlite_store: Store, size: tuple[int, int]) -> None:
    code = f"{HOSTILE} K9"
    day = sqlite_store.write(make_day, {code: K1}, Plan(texts=HOSTILE + "y" * 5000))
    close(sqlite_store, day)
    async with asked(sqlite_store, day, code, size) as visit:
        assert visit.lines[0].startswith(" Why? · ok [/] weiter [b [l")
        for key in ("down", "g", "space", "g", "end", "f1", "escape"):
            await visit.press(key)
        assert visit.step == "Explain"
        assert not any("\N{RIGHT-TO-LEFT OVERRIDE}" in line for line in visit.lines)
