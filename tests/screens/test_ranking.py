"""The ranking screen: bands, what is not sure, roles, the way to why, and the calm before the wash-up has closed."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest

from assess.store.transaction import Store
from assess.words import Id, T, Unusable
from screens.fit.explain import Explain
from screens.fit.ranking import REST, Ranking
from screens.integrate.washup import WashUp
from screens.widgets.bands import Bands
from tests.day import Day, Plan, Ratings, close, make_day, make_team
from tests.fit.test_ranking import K1, lower
from tests.screens.visit import HOSTILE, Visit, visiting

SIX: Ratings = {
    "K1": K1,
    "K2": K1,
    "K3": lower(1),
    "K4": lower(2),
    "K5": {"talk": {"EMP": {"A": 4, "B": 4}}},
    "K6": {"talk": {"EMP": {"A": None}, "KON": {"A": None}}},
}


@asynccontextmanager
async def ranked(
    store: Store, day: Day, size: tuple[int, int] = (80, 24), person: str = "L", language: str = "en"
) -> AsyncIterator[Visit]:
    """The ranking of a day, as the hiring lead opens it."""
    assert store.path is not None
    async with visiting(store.path, person, size, language) as visit:
        visit.app.push_screen(Ranking(day.center))
        await visit.settle()
        yield visit


def made(store: Store, ratings: Ratings = SIX, plan: Plan | None = None) -> Day:
    day = store.write(make_day, ratings, plan)
    close(store, day)
    return day


def row(visit: Visit, code: str) -> str:
    """The line of a candidate among the bands."""
    right = visit.app.screen.query_one(Bands).region.right
    found = [line[:right].rstrip() for line in visit.lines if line[2:20].split()[1:2] == [code]]
    assert len(found) == 1, (code, visit.lines)
    return found[0]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])
async def test_bands_bars_and_what_is_not_sure(sqlite_store: Store, size: tuple[int, int]) -> None:
    async with ranked(sqlite_store, made(sqlite_store), size) as visit:
        assert visit.lines[0].startswith(" Ranking · community-manager · 6 candidates")
        assert visit.lines[0].endswith("L · Person L")
        assert "Plain weighted mean, frozen 23 Nov 2026. Team fit is role fit alone" in visit.text
        for title in ("Band", "Code", "Team fit", "Role", "Gaps", "Values", "Coverage", "0", "50", "100"):
            assert title in " ".join(visit.lines[:6]), title
        assert row(visit, "K5").split()[:3] == ["▸", "1", "K5"], "the best is marked first"
        assert row(visit, "K1").split()[:3] == ["1", "K1", "83"]
        assert "●" in row(visit, "K1")
        assert "█" in row(visit, "K1")
        assert row(visit, "K5").split()[-2:] == ["50%", "!"]
        assert row(visit, "K6").split() == ["–", "K6", "–", "–", "–", "–", "0%", "!"]
        right = visit.app.screen.query_one(Bands).region.right
        said = " ".join(" ".join(line[:right] for line in visit.lines).split())
        assert "K5 before K1: 80 of 100. Neither is clearly ahead. None of these 3 is clearly behind K5." in said
        rules = [place for place, line in enumerate(visit.lines) if "─" * 20 in line]
        assert len(rules) == 3, "between bands, and before those without one"
        assert "━ 95 of 100 would lie here" in visit.text
        assert "K5 ! EMP, KOM, KON: evidence insufficient" in visit.text
        assert visit.next == "Next: open the evidence of K5 (Enter)"
        assert "Enter Why?  X Scorecards  Esc Back" in visit.lines[-1]
        assert "Next role" not in visit.lines[-1]


async def test_more_room_shows_the_profile_and_then_the_evidence(sqlite_store: Store) -> None:
    day = made(sqlite_store)
    async with ranked(sqlite_store, day) as visit:
        assert "score / target" not in visit.text
    async with ranked(sqlite_store, day, (100, 30)) as visit:
        await visit.press("down")
        assert visit.next.endswith("K1 (Enter)")
        assert "K1 · band 1" in visit.text
        assert visit.line_with("KOM ").split()[-4:] == ["KOM", "3.2/4", "██████", "30%"]
        assert "A saw K1" not in visit.text
    async with ranked(sqlite_store, day, (160, 48)) as visit:
        await visit.press("down")
        assert "Conflict competence" in visit.text
        await visit.pilot.pause(2 * REST)
        await visit.settle()
        assert "Notes that were cited" in visit.text
        assert "A saw K1 show EMP in talk" in visit.text


async def test_keys_and_mouse_mark_and_open(sqlite_store: Store) -> None:
    async with ranked(sqlite_store, made(sqlite_store)) as visit:
        bands = visit.app.screen.query_one(Bands)
        await visit.press("down", "down", "down")
        assert visit.next.endswith("K3 (Enter)")
        await visit.press("end")
        assert visit.next.endswith("K6 (Enter)")
        await visit.press("home", "up", "pagedown")
        assert visit.next.endswith("K6 (Enter)")
        line = next(y for y, text in enumerate(visit.lines) if " K2 " in text) - bands.region.y
        assert await visit.pilot.click(Bands, offset=(10, line))
        await visit.settle()
        assert visit.next.endswith("K2 (Enter)")
        rule = next(y for y, text in enumerate(visit.lines) if "─" * 20 in text) - bands.region.y
        assert await visit.pilot.click(Bands, offset=(10, rule))
        assert visit.next.endswith("K2 (Enter)"), "a rule is nobody"
        assert await visit.pilot.click(Bands, offset=(10, line))
        await visit.settle()
        assert isinstance(visit.app.screen, Explain)
        await visit.press("escape")
        assert visit.next.endswith("K2 (Enter)"), "back where one was"
        await visit.press("enter")
        assert isinstance(visit.app.screen, Explain)
        assert visit.app.screen.code == "K2"


async def test_roles_are_one_key_away(sqlite_store: Store) -> None:
    plan = Plan(roles=("analyst", "community-manager"))
    async with ranked(sqlite_store, made(sqlite_store, plan=plan)) as visit:
        assert "‹ analyst (1 of 2) ›" in visit.lines[0]
        assert "→ Next role" in visit.lines[-1]
        await visit.press("right")
        assert "‹ community-manager (2 of 2) ›" in visit.lines[0]
        await visit.press("enter")
        assert "community-manager" in visit.lines[0]
        await visit.press("escape", "right")
        assert "analyst (1 of 2)" in visit.lines[0]
        await visit.press("left")
        assert "community-manager (2 of 2)" in visit.lines[0]


async def test_parts_and_imported_ratings_are_said(sqlite_store: Store) -> None:
    ratings: Ratings = {"K1": {**K1, "talk": {**K1["talk"], "care": {"A": 3, "B": 3}}}, "K2": K1, "K3": lower(1)}
    imported = [
        (who, "K3", exercise) for exercise, comps in K1.items() for who in {w for m in comps.values() for w in m}
    ]
    day = sqlite_store.write(make_day, ratings, Plan(values=("care",)), imported=imported)
    sqlite_store.write(make_team, day, {"Ada": {"EMP": 2.0}}, {"EMP": (1.0, 4.0, 1)}, {"care": (1.0, 4.0)})
    close(sqlite_store, day)
    async with ranked(sqlite_store, day) as visit:
        assert "Team fit: role 50%, gaps 30%, values 20%." in visit.text
        assert row(visit, "K1").split()[-5:] == ["83", "88", "67", "100%"] or row(visit, "K1").split()[-2] == "67"
        assert row(visit, "K2").split()[-2] == "–"
        assert row(visit, "K3").endswith("°")
        assert "– left out, never counted as 0" in visit.text
        assert "° imported, without observations" in visit.text


@pytest.mark.parametrize("person", ["M", "L", "A", "R"])
async def test_before_the_wash_up_has_closed_it_says_what_comes_first(sqlite_store: Store, person: str) -> None:
    day = sqlite_store.write(make_day, SIX, missing=[("B", "K3", "talk")])
    async with ranked(sqlite_store, day, person=person) as visit:
        if person == "R":
            assert "not among your tasks" in visit.text
        else:
            assert "Results open when the wash-up has closed." in visit.text
            assert "26 of 27 sheets are locked." in visit.text
        assert visit.app.screen.query_one("#next").has_class("-trouble") is False, "calm"
        assert "K1" not in visit.text
        assert "Why?" not in visit.lines[-1]
        await visit.press("enter", "x", "right")
        assert visit.step == "Ranking"
        await visit.press("w")
        assert isinstance(visit.app.screen, WashUp)


async def test_it_opens_when_the_wash_up_has_closed_meanwhile(sqlite_store: Store) -> None:
    day = sqlite_store.write(make_day, SIX)
    async with ranked(sqlite_store, day) as visit:
        assert "Results open" in visit.text
        close(sqlite_store, day)
        await visit.press("f6")
        assert row(visit, "K1")


async def test_the_language_changes_at_once(sqlite_store: Store) -> None:
    async with ranked(sqlite_store, made(sqlite_store)) as visit:
        assert "frozen 23 Nov 2026" in visit.text
        await visit.press("down")
        visit.app.speak("de")
        await visit.settle()
        assert "23.11.2026" in visit.text
        assert "100\N{NO-BREAK SPACE}%" in "\n".join(visit.lines)
        assert row(visit, "K1").split()[0] == "▸"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 48)])
async def test_hostile_texts_are_shown_as_they_are(sqlite_store: Store, size: tuple[int, int]) -> None:
    code = f"{HOSTILE} K9"
    day = made(sqlite_store, {code: K1, "K2": lower(1)}, Plan(texts=HOSTILE + "y" * 5000))
    async with ranked(sqlite_store, day, size) as visit:
        assert visit.step == "Ranking"
        assert "ok [/] weit…" in visit.text
        assert not any("\N{RIGHT-TO-LEFT OVERRIDE}" in line for line in visit.lines[1:-2])
        for key in ("f1", "escape", "down", "enter", "escape"):
            await visit.press(key)
        assert visit.step == "Ranking"


async def test_without_colour_everything_is_still_said(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with ranked(sqlite_store, made(sqlite_store)) as visit:
        await visit.press("down")
        assert row(visit, "K1").startswith(" ▸")
        assert "┤" in row(visit, "K1")


async def test_only_lines_in_sight_are_drawn(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes ten thousand as fast as ten: nothing is drawn, or kept, for those out of sight."""
    many: Ratings = {f"K{number}": {"talk": {"EMP": {"A": 1 + number % 5}}} for number in range(1, 301)}
    day = made(sqlite_store, many, Plan(weights={"EMP": 100.0}))
    drawn: list[int] = []
    draw = Bands.draw

    def counting(self: Bands, line: int, marked: bool) -> object:
        drawn.append(line)
        return draw(self, line, marked)

    monkeypatch.setattr(Bands, "draw", counting)
    async with ranked(sqlite_store, day) as visit:
        assert "300 candidates" in visit.lines[0]
        height = visit.app.screen.query_one(Bands).size.height
        drawn.clear()
        await visit.press("down")
        assert len(set(drawn)) <= 2, "a step of the mark draws two lines"
        drawn.clear()
        await visit.press("end")
        assert len(set(drawn)) <= height
        assert "▸" in visit.lines[-7] + visit.lines[-8] + visit.lines[-6]


class Printer:
    """Stands in for the report: writes what it is told, one by one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, go: Event | None = None) -> None:
        self.calls: list[tuple[Id, Path, str]] = []
        self.go = go
        monkeypatch.setitem(
            sys.modules, "assess.report.scorecards", cast("ModuleType", SimpleNamespace(write_scorecards=self))
        )

    def __call__(
        self,
        store: Store,
        center: Id,
        out: Path,
        *,
        language: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        overwrite: bool,
    ) -> SimpleNamespace:
        self.calls.append((center, out, language))
        out.mkdir(parents=True, exist_ok=True)
        files: list[Path] = []
        for number in range(1, 7):
            file = out / f"K{number}.pdf"
            if cancelled():
                return SimpleNamespace(files=tuple(files), cancelled=True)
            if file.exists() and not overwrite:
                raise Unusable(T("This file is there already."), where=str(file), do=T("Choose another."))
            file.write_bytes(b"%PDF")
            files.append(file)
            progress(number, 6)
            if self.go is not None and number == 2:
                assert self.go.wait(20)
        return SimpleNamespace(files=tuple(files), cancelled=False)


async def test_scorecards_are_written_where_one_says(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    printer = Printer(monkeypatch)
    day = made(sqlite_store)
    async with ranked(sqlite_store, day) as visit:
        await visit.press("x")
        assert "./scorecards" in visit.text
        await visit.press("escape")
        assert printer.calls == []
        await visit.press("x", "enter")
        assert visit.next == "6 scorecards are in scorecards: K1.pdf, K2.pdf … K6.pdf"
        assert printer.calls == [(day.center, Path("scorecards"), "en")]
        await visit.press("down")
        assert visit.next.startswith("Next: open the evidence")
        await visit.press("x")
        await visit.type(str(tmp_path / "drei"))
        await visit.press("enter")
        assert "6 scorecards are in" in visit.next
        assert len(list((tmp_path / "drei").iterdir())) == 6
        await visit.press("x", "enter")
        assert visit.next.endswith("This file is there already. X and the same folder replace it.")
        assert visit.app.screen.query_one("#next").has_class("-trouble")
        await visit.press("down")
        assert not visit.app.screen.query_one("#next").has_class("-trouble")
        await visit.press("x", "enter")
        assert "6 scorecards are in scorecards" in visit.next
        await visit.press("x", "enter")
        assert "This file is there already." in visit.next, "replacing is asked for each time"


async def test_escape_stops_the_writing(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    go = Event()
    Printer(monkeypatch, go)
    async with ranked(sqlite_store, made(sqlite_store)) as visit:
        visit.post("x")
        await visit.pilot.pause(0.2)
        visit.post("enter")
        for _ in range(50):
            await visit.pilot.pause(0.1)
            if "2 of 6" in visit.next:
                break
        assert visit.next == "2 of 6 scorecards are written … Esc stops."
        visit.post("escape")
        await visit.pilot.pause(0.1)
        assert visit.step == "Ranking", "the first Esc stops the writing, not the screen"
        go.set()
        await visit.settle()
        assert visit.next == "Stopped. 2 scorecards are in scorecards."
        assert len(list((tmp_path / "scorecards").iterdir())) == 2
        await visit.press("escape")
        assert visit.step == "Home"


async def test_real_scorecards(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    async with ranked(sqlite_store, made(sqlite_store, {"K1": K1, "K2": lower(1)})) as visit:
        await visit.press("x", "enter")
        assert visit.next.startswith("2 scorecards are in scorecards: ")
    files = sorted((tmp_path / "scorecards").iterdir())
    assert [file.suffix for file in files] == [".pdf", ".pdf"]
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)
