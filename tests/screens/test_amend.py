"""Amending a locked sheet, and what the moderator does about missing ones: as people press it."""

from __future__ import annotations

import pytest

from assess.conduct.record import record
from assess.conduct.reveal import performances
from assess.store.transaction import Store
from screens.conduct.amend import Amend
from screens.integrate.washup import WashUp
from tests.day import Day, Plan, Ratings, make_day
from tests.screens.visit import HOSTILE, visiting

RATINGS: Ratings = {"K1": {"talk": {"EMP": {"A": 4, "B": 2}, "KOM": {"A": 3, "B": 3}}}}
MINE, LATE = ("A", "K1", "talk"), ("B", "K1", "talk")


def made(store: Store, texts: str = "") -> Day:
    return store.write(make_day, RATINGS, Plan(texts=texts), unlocked=[LATE])


@pytest.mark.parametrize(("size", "language"), [((80, 24), "en"), ((100, 30), "de"), ((160, 48), "en")])
async def test_four_questions_and_the_rating_is_amended(
    sqlite_store: Store, size: tuple[int, int], language: str
) -> None:
    day = made(sqlite_store)
    assert sqlite_store.path is not None
    async with visiting(sqlite_store.path, "A", size, language) as visit:
        visit.app.push_screen(Amend([day.sheet(*MINE)]))
        await visit.settle()
        assert "K1" in visit.lines[0]
        await visit.press("enter")
        await visit.press("3")
        await visit.press("enter")
        await visit.enter("too short")
        await visit.settle()
        assert "20" in visit.next, "refused, and what was typed stays"
        await visit.enter(" but now it is a sentence")
        await visit.settle()
        assert "4 → 3" in visit.text
        await visit.press("escape")
        assert visit.step == "Home"
    stands = sqlite_store.acting(day.people["A"]).read(record, day.sheet(*MINE)).stands
    (change,) = (one for stand in stands for one in stand.changes)
    assert (change.old, change.level, change.reason) == (4, 3, "too short but now it is a sentence")


async def test_escape_goes_one_question_back(sqlite_store: Store) -> None:
    day = made(sqlite_store, HOSTILE)
    assert sqlite_store.path is not None
    async with visiting(sqlite_store.path, "A", (80, 24)) as visit:
        visit.app.push_screen(Amend([day.sheet(*MINE)]))
        await visit.settle()
        await visit.press("enter", "a", "n", "enter")
        await visit.type("half a reason")
        await visit.press("escape", "escape", "escape")
        assert "Which rating changes?" in visit.text
        await visit.press("escape")
        assert visit.step == "Home"


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_the_moderator_reveals_and_excuses_with_a_reason(sqlite_store: Store, size: tuple[int, int]) -> None:
    day = made(sqlite_store, HOSTILE)
    assert sqlite_store.path is not None
    async with visiting(sqlite_store.path, "M", size) as visit:
        visit.app.push_screen(WashUp(day.center))
        await visit.settle()
        assert "1/2" in visit.text
        await visit.press("v")
        await visit.enter("too short")
        assert visit.step == "Reason", "not yet a reason"
        await visit.enter(" to wait: B has left")
        await visit.settle()
        assert "1/2 !" in visit.text
        await visit.press("v")
        assert visit.step == "WashUp", "revealed already: not offered"
        await visit.press("x")
        await visit.enter("fell ill")
        await visit.settle()
        assert "1 of 1 sheets are locked" in visit.text
    (found,) = sqlite_store.acting(day.people["M"]).read(performances, day.center)
    assert found.forced is not None
    assert found.forced.reason == "too short to wait: B has left"
    assert [one.excused for one in found.watching] == [None, "fell ill"]


async def test_nobody_else_is_offered_either(sqlite_store: Store) -> None:
    day = made(sqlite_store)
    assert sqlite_store.path is not None
    async with visiting(sqlite_store.path, "L", (80, 24)) as visit:
        visit.app.push_screen(WashUp(day.center))
        await visit.settle()
        await visit.press("v", "x")
        assert visit.step == "WashUp"
        assert "Excuse" not in visit.lines[-1]
