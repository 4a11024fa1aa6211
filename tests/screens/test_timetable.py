"""The timetable on the screen: the grid, planning with the best so far, moving by keyboard, planning again."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col

from assess.cli.front import find_center
from assess.people.sign_in import find
from assess.plan.amend import changes
from assess.plan.candidates import candidates
from assess.plan.schedule import Schedule, schedule, take_planned
from assess.plan.timetable.clock import hhmm
from assess.plan.timetable.search import timetable
from assess.store.open import open_store
from assess.store.tables import Person, Room
from assess.store.transaction import Writing
from screens.plan.replan import Replanning
from screens.plan.timetable import TimetableScreen
from tests.screens.visit import HOSTILE, Visit, visiting

SIZES = [(80, 24), (100, 30), (160, 48)]
WHY = "the room was double-booked"


def read(path: Path) -> Schedule:
    """The timetable, read from the file by another run of the program."""
    with open_store(path, create=False) as store:
        return store.read(schedule, store.read(find_center, None))


@pytest.fixture
def sound(planned: Path) -> Path:
    """The demo before its day, with a timetable that holds every rule."""
    with open_store(planned, create=False) as store:
        found = store.read(schedule, store.read(find_center, None))
        plan = timetable(found.day.problem, passes=8)
        assert plan is not None
        acting = store.acting(store.read(find, "M").id)
        acting.write(take_planned, found.center, plan.placed, None, WHY)
    return planned


@asynccontextmanager
async def at(
    path: Path,
    screen: type[TimetableScreen | Replanning] = TimetableScreen,
    size: tuple[int, int] = (80, 24),
    language: str = "en",
) -> AsyncIterator[Visit]:
    """The moderator at the timetable."""
    center = read(path).center
    async with visiting(path, "M", size, language) as visit:
        visit.app.push_screen(screen(center))
        await visit.settle()
        yield visit


def table(visit: Visit) -> TimetableScreen:
    screen = visit.app.screen
    assert isinstance(screen, TimetableScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "de"])
async def test_the_day_reads_at_a_glance(sound: Path, size: tuple[int, int], language: str) -> None:
    async with at(sound, size=size, language=language) as visit:
        assert visit.lines[0].startswith(" Timetable · Demo" if language == "en" else " Zeitplan · Demo")
        assert [line.split()[0] for line in visit.lines[3:8]] == ["A", "B", "C", "D", "R"]
        for hour in ("09", "10", "11", "12", "13", "14"):
            assert hour in visit.lines[1]
        assert ("✓ Every rule is kept." if language == "en" else "✓ Alle Regeln sind eingehalten.") in visit.text
        assert ("Five guidelines" if language == "en" else "Fünf Leitlinien") in visit.text
        assert all(len(line) <= size[0] for line in visit.lines)
        assert ("K6" in visit.text) is True
        if size[1] >= 40:
            assert "Room 1" in visit.text, "all views stand below each other"
        else:
            await visit.press("v")
            assert any(line.startswith(" Room 1") for line in visit.lines)
            await visit.press("v")
            assert any(line.startswith(" K6") for line in visit.lines)


async def test_moving_says_at_once_what_it_breaks_and_nothing_is_saved_before_s(sound: Path) -> None:
    before = read(sound)
    async with at(sound) as visit:
        await visit.press("down")
        one = table(visit).marked
        assert one is not None
        assert f"{hhmm(one.start)}–{hhmm(one.end)}" in visit.text
        await visit.press("right", "right", "right", "right", "right")
        moved = table(visit).marked
        assert moved is not None
        assert moved.start == one.start + 25
        assert re.search(r"! H\d+ \w+ .*(twice|still rates|no break|not ready)", visit.text)
        assert visit.next == "Next: save it (S), or take changes back (U)"
        assert read(sound) == before
        await visit.press("u", "u", "u", "u", "u")
        assert "✓ Every rule is kept." in visit.text
        assert table(visit).plan == before.of_today
        assert "Undo" not in visit.lines[-1]


async def test_esc_asks_once_before_unsaved_changes_are_left(sound: Path) -> None:
    before = read(sound)
    async with at(sound) as visit:
        await visit.press("left", "escape")
        assert visit.step == "TimetableScreen"
        assert visit.next == "This is not saved: S saves it, Esc again leaves without it."
        await visit.press("escape")
        assert visit.step == "Home"
    assert read(sound) == before


async def test_saving_after_the_freeze_asks_for_a_reason(sound: Path) -> None:
    async with at(sound) as visit:
        await visit.press("pageup")
        plan = table(visit).plan
        await visit.press("s")
        assert "The design is frozen. Why does this change?" in visit.text
        await visit.enter("no")
        await visit.settle()
        assert "at least 10 characters" in visit.next
        await visit.press("s")
        await visit.enter("the hall is free earlier")
        await visit.settle()
        assert "✓ saved" in visit.text
    assert read(sound).placed == plan
    with open_store(sound, create=False) as store:
        center = store.read(find_center, None)
        assert store.read(changes, center)[-1].reason == "the hall is free earlier"


async def test_assessors_rooms_and_players_change_by_key(sound: Path) -> None:
    with open_store(sound, create=False) as store:

        def more(tx: Writing) -> None:
            center = find_center(tx, None)
            tx.session.add(Room(center=center, name="Attic"))

        store.write(more)
    async with at(sound) as visit:
        await visit.press("down")
        one = table(visit).marked
        assert one is not None
        await visit.press("r")
        assert visit.next == "This exercise has no other room."
        await visit.press("a")
        assert visit.step == "WatcherChoice"
        who = {name for name, _ in one.watch}
        first = "ABCD"[0]
        await visit.press("enter", "escape")
        new = table(visit).marked
        assert new is not None
        assert {name for name, _ in new.watch} == who ^ {first}
        assert "! H6" in visit.text or "! H1" in visit.text or "! H4" in visit.text


async def test_a_plan_can_be_taken_at_any_time_or_stopped(planned: Path) -> None:
    async with at(planned) as visit:
        before = table(visit).plan
        visit.post("p")
        for _ in range(200):
            await asyncio.sleep(0.02)
            search = table(visit)._search
            if search is not None and search.found:
                break
        await visit.pilot.pause()
        assert search is not None
        assert "Enter takes it, Esc stops." in visit.app.words(search.said(visit.app.words))
        visit.post("enter")
        await visit.settle()
        assert table(visit).plan != before
        assert "✓ Every rule is kept." in visit.text
        assert "The day ends at" in visit.text
        taken = table(visit).plan
        visit.post("p")
        await visit.pilot.pause()
        visit.post("escape")
        await visit.settle()
        assert visit.step == "TimetableScreen"
        assert table(visit).plan == taken


async def test_why_there_is_no_plan_is_said_in_facts(planned: Path) -> None:
    with open_store(planned, create=False) as store:

        def shorter(tx: Writing) -> None:
            tx.session.execute(update(Person).where(col(Person.initials).in_(("B", "C", "D"))).values(active=False))

        store.write(shorter)
    async with at(planned) as visit:
        await visit.press("p")
        assert visit.next == "There is no timetable that holds every rule; see why below the grid."
        assert "No timetable holds every rule:" in visit.text
        assert "can't be seen by 2 people in" in visit.text


async def test_style_and_wishes_are_changed_and_explained(sound: Path) -> None:
    async with at(sound) as visit:
        await visit.press("w")
        assert visit.step == "WishesDialog"
        assert "Style: full rotation" in visit.text
        assert "every candidate meets at least" in visit.text
        await visit.press("enter")
        assert "Style: constant pairs" in visit.text
        assert "An exercise keeps its" in visit.text
        await visit.press("down")
        await visit.press("enter")
        await visit.press(*["backspace"] * 5)
        await visit.enter("3,5")
        await visit.settle()
        assert "3.5" in visit.text
        await visit.press("escape")
        screen = table(visit)
        assert screen._wanted is not None
        assert (screen._wanted.style, screen._wanted.wishes.repeat) == ("pairs", 3.5)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "de"])
async def test_what_happened_is_planned_again_and_taken(sound: Path, size: tuple[int, int], language: str) -> None:
    async with at(sound, Replanning, size, language) as visit:
        await visit.press("t")
        for _ in range(5):
            visit.post("backspace")
        await visit.enter("11:30")
        await visit.settle()
        await visit.press("a")
        await visit.enter("Z")
        await visit.settle()
        assert visit.next.startswith("Z:")
        await visit.press("w")
        await visit.enter("K3")
        await visit.settle()
        assert ("K3 takes part no more" if language == "en" else "K3 nimmt nicht mehr teil") in visit.text
        await visit.press("p")
        assert ("no longer take place" if language == "en" else "entfallen") in visit.text
        assert all(len(line) <= size[0] for line in visit.lines)
        await visit.press("s")
        await visit.enter("K3 has to leave early")
        await visit.settle()
        assert "✓ " in visit.text
    with open_store(sound, create=False) as store:
        center = store.read(find_center, None)
        assert [one.code for one in store.read(candidates, center) if one.withdrawn_at] == ["K3"]
    assert not any("K3" in one.takers for one in read(sound).placed if one.start >= 11 * 60 + 30)


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_stay_in_their_line(sound: Path, size: tuple[int, int]) -> None:
    with open_store(sound, create=False) as store:

        def rename(tx: Writing) -> None:
            tx.session.execute(update(Person).where(col(Person.initials) == "A").values(initials=HOSTILE))

        store.write(rename)
    async with at(sound, size=size) as visit:
        assert "ok [/]" in visit.text
        await visit.press("down", "v", "v", "v", "right", "a")
        assert visit.step == "WatcherChoice"
        await visit.press("escape", "w")
        assert visit.step == "WishesDialog"
        await visit.press("escape", "f1")
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in visit.text
    async with at(sound, Replanning, size) as visit:
        await visit.press("a")
        await visit.enter(HOSTILE)
        await visit.settle()
        assert "This is no time of day" in visit.next
