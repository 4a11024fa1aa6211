"""The wash-up screen: who is missing, opening, the grid in random order, closing after one question."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from assess.integrate.washup import State, open_wash_up, state
from assess.store.transaction import Store
from screens.integrate.washup import WashUp
from screens.widgets.grid import GridView
from tests.day import Day, Plan, Ratings, close, make_day
from tests.screens.visit import HOSTILE, Visit, visiting

RATINGS: Ratings = {
    code: {
        "talk": {"EMP": {"A": 4, "B": 2}, "KON": {"A": 3, "B": 3}},
        "group": {"KOM": {"A": 4, "C": 4}, "KON": {"A": 3, "C": 3}},
        "speech": {"EMP": {"C": 3, "D": 3}, "KOM": {"C": None, "D": 4}},
    }
    for code in ("K1", "K2", "K3")
}
LATE = ("B", "K3", "talk")


@asynccontextmanager
async def moderating(
    store: Store, day: Day, size: tuple[int, int] = (80, 24), person: str = "M", language: str = "en"
) -> AsyncIterator[Visit]:
    assert store.path is not None
    async with visiting(store.path, person, size, language) as visit:
        visit.app.push_screen(WashUp(day.center))
        await visit.settle()
        yield visit


def now(store: Store, day: Day) -> State:
    return store.read(state, day.center)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])
async def test_who_is_missing_and_no_value(sqlite_store: Store, size: tuple[int, int]) -> None:
    day = sqlite_store.write(make_day, RATINGS, missing=[LATE], unlocked=[("D", "K1", "speech")])
    async with moderating(sqlite_store, day, size) as visit:
        assert "16 of 18 sheets are locked" in visit.text
        first, second = (line.split() for line in visit.lines if "Person B" in line or "Person D" in line)
        wide = size[0] >= 100
        assert first[1:3] == ["11:00", "Presentation" if wide else "The"], "the name tells more than the kind"
        assert (first[0], first[-5:]) == ("▸", ["K1", "D", "Person", "D", "rating"])
        assert second[:3] == ["13:40", *(["Role", "play"] if wide else ["The", "talk"])]
        assert (second[0], second[-5:]) == ("13:40", ["K3", "B", "Person", "B", "planned"])
        assert visit.next == "Next: 2 sheets are to be locked, first K1 by D"
        for said in ("EMP", "Empathy", "A 4", "saw"):
            assert said not in visit.text
        assert "Close" not in visit.lines[-1]
        await visit.press("o")
        assert "2 sheets are not locked yet. The wash-up opens when every assessor has locked." in visit.next
        assert "saving" not in visit.text
        assert not now(sqlite_store, day).opened
        await visit.press("c", "r", "right", "tab")
        assert visit.step == "WashUp"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])
async def test_from_the_last_lock_to_the_ranking(sqlite_store: Store, size: tuple[int, int]) -> None:
    day = sqlite_store.write(make_day, RATINGS)
    async with moderating(sqlite_store, day, size) as visit:
        assert "18 of 18 sheets are locked" in visit.text
        assert visit.next == "Next: open the wash-up (O)"
        assert "Empathy" not in visit.text, "no value before it is opened"
        await visit.press("o")
        assert now(sqlite_store, day).opened
        assert "✓ saved" in visit.text
        turns = []
        for place in range(1, 4):
            assert f"{place} of 3" in visit.lines[0]
            turns.append(visit.lines[0].split(" · ")[1])
            assert visit.app.screen.query_one(GridView).key == day.competencies["EMP"], "the first to talk about"
            await visit.press("right")
        assert sorted(turns) == ["K1", "K2", "K3"]
        assert "1 of 3" in visit.lines[0]
        await visit.press("left")
        assert visit.next == f"Next: talk about 2 cells of {turns[2]}, then close (C)"
        await visit.press("c")
        assert visit.next.startswith("Close the wash-up? Ratings become final")
        assert not now(sqlite_store, day).closed
        await visit.press("escape")
        assert visit.next.startswith("Next: talk about")
        await visit.press("c")
        await visit.press("c")
        assert now(sqlite_store, day).closed
        assert visit.next == "Next: the ranking (R)"
        assert "Closed: ratings are final" in visit.text
        assert "Close" not in visit.lines[-1]
        await visit.press("r")
        assert visit.step == "Ranking"
        assert "3 candidates" in visit.lines[0]


async def test_the_grid_and_what_is_to_be_talked_about(sqlite_store: Store) -> None:
    day = sqlite_store.write(make_day, RATINGS)
    sqlite_store.acting(day.people["M"]).write(open_wash_up, day.center)
    async with moderating(sqlite_store, day, (80, 40)) as visit:
        assert visit.line_with(" EMP Empathy").split()[1:] == [
            "EMP",
            "Empathy",
            "A",
            "4",
            "B",
            "2",
            "◆",
            "C",
            "3",
            "D",
            "3",
        ]
        assert visit.line_with(" KOM Comm").split() == [
            "KOM",
            "Communication",
            "A",
            "4",
            "C",
            "4",
            "C",
            "–",
            "D",
            "4",
            "◇",
        ]
        assert "◆ Role play: from 2 to 4. A speaks first." in visit.text, "the most junior"
        assert "B saw" in visit.text
        await visit.press("tab")
        assert "◇ Presentation: one saw an opportunity, the other none. C speaks first." in visit.text
        await visit.press("down")
        assert "Nothing to talk about here." in visit.text
        await visit.press("tab")
        assert "▸ EMP" in visit.text, "after the last the first again"


@pytest.mark.parametrize("person", ["A", "L"])
async def test_others_look_and_are_refused(sqlite_store: Store, person: str) -> None:
    day = sqlite_store.write(make_day, RATINGS)
    async with moderating(sqlite_store, day, person=person) as visit:
        assert visit.next == "Next: the moderator opens the wash-up"
        await visit.press("o")
        assert "it is for the moderator" in visit.next
        sqlite_store.acting(day.people["M"]).write(open_wash_up, day.center)
        await visit.press("f6")
        assert "A 4  B 2" in "\n".join(visit.lines)
        await visit.press("c")
        await visit.press("c")
        assert "it is for the moderator" in visit.next
        assert not now(sqlite_store, day).closed


async def test_a_role_player_sees_no_value(sqlite_store: Store) -> None:
    day = sqlite_store.write(make_day, RATINGS)
    sqlite_store.acting(day.people["M"]).write(open_wash_up, day.center)
    async with moderating(sqlite_store, day, person="R") as visit:
        assert "EMP Empathy" in visit.text
        assert "A 4" not in visit.text
        assert "saw" not in visit.text


async def test_another_language(sqlite_store: Store) -> None:
    day = sqlite_store.write(make_day, RATINGS)
    sqlite_store.acting(day.people["M"]).write(open_wash_up, day.center)
    async with moderating(sqlite_store, day) as visit:
        await visit.press("down")
        visit.app.speak("de")
        await visit.settle()
        assert "▸ KOM Kommunikati" in visit.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 48)])
async def test_hostile_texts(sqlite_store: Store, size: tuple[int, int]) -> None:
    code = f"{HOSTILE} K9"
    ratings: Ratings = {code: RATINGS["K1"]}
    day = sqlite_store.write(make_day, ratings, Plan(texts=HOSTILE + "y" * 5000), missing=[("B", code, "talk")])
    async with moderating(sqlite_store, day, size) as visit:
        assert "5 of 6 sheets are locked" in visit.text
        assert "ok [/]" in visit.text
    other = sqlite_store.write(make_day, ratings, Plan(texts=HOSTILE + "z" * 5000, roles=("another",)))
    close(sqlite_store, other)
    async with moderating(sqlite_store, other, size) as visit:
        assert visit.lines[0].startswith(" Wash-up · ok [/] weiter [b")
        for key in ("down", "pagedown", "tab", "right", "f1", "escape"):
            await visit.press(key)
        assert visit.step == "WashUp"
        assert not any("\N{RIGHT-TO-LEFT OVERRIDE}" in line for line in visit.lines)
