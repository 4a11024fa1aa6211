"""Home: the day of whoever acts, in words; people, help, palette and keys; everything by key and by mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import OptionList

from assess.cli.front import find_center
from assess.people.sign_in import add_person, find
from assess.store.open import open_store
from assess.store.transaction import Store
from screens.home.person import PersonPicker
from screens.widgets.keybar import KeyBar
from tests.day import Day, Plan, make_day
from tests.screens.visit import HOSTILE, Visit, visiting

Demo = Callable[..., Path]
SEEN = [((60, 20), "en"), ((80, 24), "en"), ((80, 24), "de"), ((100, 30), "de"), ((160, 48), "en")]


def bar(visit: Visit) -> str:
    return str(visit.app.screen.query_one(KeyBar).render())


async def go(visit: Visit, *keys: str) -> None:
    """Press keys, each once what the one before began is done."""
    for key in keys:
        await visit.press(key)


def add_people(path: Path, *people: tuple[str, str]) -> None:
    """More assessors: initials and names."""
    with open_store(path, create=False) as store:
        moderator = store.acting(store.read(find, "M").id)
        center = store.read(find_center, None)
        for initials, name in people:
            moderator.write(add_person, name, initials, ("assessor",), center)


@pytest.mark.parametrize(("size", "language"), SEEN)
async def test_home_lists_the_day_and_says_what_comes_next(demo: Demo, size: tuple[int, int], language: str) -> None:
    async with visiting(demo("running"), "B", size, language) as visit:
        slots = [line.strip() for line in visit.lines if line.strip()[:1] in set("✓▸·") and "–" in line]
        assert len(slots) == 7
        assert [line[0] for line in slots] == ["✓"] * 6 + ["▸"]
        assert slots[0].startswith("✓ 09:30–10:05")
        assert "K6" in slots[-1]
        wanted = {
            "en": "Next: open The removed post with K6 (Enter)",
            "de": "Weiter: „Der gelöschte Beitrag“ mit K6 öffnen (Enter)",
        }
        assert visit.next == wanted[language]
        assert bar(visit).startswith({"en": "F1 Help", "de": "F1 Hilfe"}[language])
        if size[0] >= 80:
            assert ("Strg+Q Ende" if language == "de" else "Ctrl+Q Quit") in visit.lines[-1]
            assert "F7" in visit.lines[-1]


async def test_what_is_open_is_said_in_words(planned: Path) -> None:
    async with visiting(planned, "B") as visit:
        await visit.live("The removed post", "K3")
        await visit.enter("+ greets by name")
        await visit.enter("- quotes the rule")
        await visit.settle()
        await visit.press("escape")
        assert "2 notes so far" in visit.line_with("12:00–12:20")
        assert visit.line_with("12:00–12:20").startswith(" ▸"), "what was begun comes first"
        await go(visit, "enter", "f8", "f8")
        await visit.press("escape")
        assert "2 notes unassigned, 4 ratings open" in visit.text
    async with visiting(planned, "B", (80, 24), "de") as visit:
        assert "2 Notizen nicht zugeordnet, 4 Bewertungen offen" in visit.text


async def test_a_declared_conflict_is_no_next_step_but_a_request(demo: Demo) -> None:
    async with visiting(demo("running"), "B") as visit:
        await go(visit, "enter", "5")
        assert "No other assessor is free at that time." in visit.text
        await visit.press("escape")
        assert "conflict of interest with K6" in visit.text
        assert visit.next == "Next: ask the moderator for another assessor: K6"


async def test_a_conflict_names_who_is_free(demo: Demo) -> None:
    path = demo("running")
    add_people(path, ("Z", "Zora Neale"))
    async with visiting(path, "B") as visit:
        await go(visit, "enter", "3")
        assert "Free at that time and without a declared conflict: Z Zora Neale." in visit.text


async def test_the_moderator_follows_the_day(demo: Demo) -> None:
    async with visiting(demo("running"), "M") as visit:
        assert visit.next == "Next: follow the day: 1 sheet still open (Enter)"
        await visit.press("enter")
        assert visit.step == "Day"
        assert "1 of 2 locked, waits for B" in visit.line_with("14:40–15:00  The removed post")
        assert "Hall 8 of 8 locked" in visit.text


async def test_a_deviation_is_recorded_from_home(demo: Demo) -> None:
    async with visiting(demo("running"), "B") as visit:
        await go(visit, "f8", "1")
        assert "How many minutes late?" in visit.text
        await visit.enter("soon")
        assert "as a number" in visit.text
        await go(visit, "backspace", "backspace", "backspace", "backspace")
        await visit.enter("7,5")
        await visit.settle()
        await visit.press("escape")
        assert "How many minutes late?" in visit.text, "Esc goes one question back"
        await visit.enter("7,5")
        await visit.settle()
        await visit.press("2")
        await visit.enter("  ")
        await visit.settle()
        assert "A deviation needs its reason." in visit.text
        await visit.enter("missed the train")
        await visit.settle()
        assert visit.next == "Recorded."
        await visit.press("t")
        assert "K6 · The removed post: Candidate late, 7.5 min: missed the train (B)" in visit.text
        assert "Shorter time, −7.5 min" in visit.text


async def test_a_no_show_closes_the_own_sheet_from_the_brief(demo: Demo) -> None:
    async with visiting(demo("running"), "B") as visit:
        await go(visit, "enter", "1")
        assert visit.step == "Brief"
        await go(visit, "ctrl+o", "2")
        await visit.enter("did not answer the phone either")
        await visit.settle()
        assert visit.step == "Review"
        await visit.press("escape")
        assert "did not come" in visit.line_with("14:40–15:00")


async def test_an_absent_assessor_is_not_waited_for(demo: Demo) -> None:
    async with visiting(demo("running"), "M") as visit:
        await go(visit, "enter", "f8", "4", "2")
        await visit.enter("ill since noon")
        await visit.settle()
        assert visit.next == "Recorded. Nobody waits any more for this assessor's sheet of K6."
        assert "1 of 1 locked, without B" in visit.line_with("14:40–15:00  The removed post")


# people


async def test_switching_takes_two_keys(demo: Demo) -> None:
    async with visiting(demo("running"), "B") as visit:
        await go(visit, "f2", "m")
        assert "M · Mirjam Scholten" in visit.lines[0]


async def test_three_with_the_same_first_letter(demo: Demo) -> None:
    path = demo("running")
    add_people(path, ("BH", "Beate Hof"), ("BA", "Boris Ahn"))
    async with visiting(path, "A") as visit:
        await go(visit, "f2", "b")
        assert isinstance(visit.app.screen, PersonPicker)
        assert "Which B?" in visit.text
        assert visit.app.screen.query_one(OptionList).option_count == 3
        await visit.press("h")
        assert "BH · Beate Hof" in visit.lines[0]
        await go(visit, "f2", "b", "down", "enter")
        assert "BA · Boris Ahn" in visit.lines[0]
        await go(visit, "f2", "b", "backspace", "c")
        assert "C · Carolin Achenbach" in visit.lines[0]


async def test_twelve_people_and_a_name(demo: Demo) -> None:
    path = demo("running")
    add_people(path, *((f"{letter}{letter}", f"{letter} Person") for letter in "EFGHI"))
    async with visiting(path, "A", (60, 20)) as visit:
        await visit.press("f2")
        assert visit.app.screen.query_one(OptionList).option_count == 12
        await visit.press("g")
        assert "GG · G Person" in visit.lines[0]
        await go(visit, "f2", "k")
        assert "Dominik Pawlak" in visit.lines[0], "no initials begin with K: names hold one"


async def test_a_pin_is_asked_before_somebody_acts(demo: Demo) -> None:
    path = demo("running")
    async with visiting(path, "B") as visit:
        await visit.press("p")
        await visit.enter("12")
        await visit.settle()
        assert "at least 4 characters" in visit.text
        await go(visit, "backspace", "backspace")
        await visit.enter("2749")
        await visit.settle()
        await go(visit, "f2", "a")
        assert "A · Ayla Demir" in visit.lines[0]
        await go(visit, "f2", "b")
        await visit.enter("1111")
        await visit.settle()
        assert "That is not the PIN." in visit.text
        await visit.press("escape")
        assert "A · Ayla Demir" in visit.lines[0], "Esc leaves it as it is"
        await go(visit, "f2", "b")
        await visit.enter("2749")
        await visit.settle()
        assert "B · Bernd Hoffmeister" in visit.lines[0]
    async with visiting(path, "B") as visit:
        assert "The PIN of B Bernd Hoffmeister:" in visit.text
        await visit.press("escape")
        assert "nobody is acting" in visit.lines[0]
        assert visit.next == "Next: choose who is acting (F2)"


# help, palette, keys, mouse


@pytest.mark.parametrize("language", ["en", "de"])
async def test_help_says_what_the_screen_is_for_and_every_key(demo: Demo, language: str) -> None:
    async with visiting(demo("running"), "B", (100, 48), language) as visit:
        await visit.press("f1")
        shown = visit.text
        assert {"en": "Home shows your day", "de": "Hier steht Ihr Tag"}[language] in shown
        assert {"en": "F4 / R Ranking:", "de": "F4 / R Rangfolge:"}[language] in shown
        await visit.press("end", "end")
        await visit.settle()
        shown = visit.text
        assert {"en": "Ctrl+P Palette:", "de": "Strg+P Palette:"}[language] in shown
        assert "keys.toml" in shown.replace(" ", "") or "assess keys" in shown
        await visit.press("escape")
        assert visit.step == "Home"


async def test_the_palette_finds_a_command_by_what_it_is_about_and_does_it(demo: Demo) -> None:
    async with visiting(demo("running"), "B", (80, 24), "de") as visit:
        await visit.press("ctrl+p")
        await visit.type("abweich")
        await visit.settle()
        assert "Abweichung · F8" in visit.text
        await visit.press("enter")
        assert "Was ist geschehen?" in visit.text


async def test_ones_own_keys_hold_from_the_start(demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "keys.toml"
    own.write_text('"home.drill" = "ctrl+o"\n"home.person" = "f12"\n', encoding="utf-8")
    monkeypatch.setenv("ASSESS_KEYS", str(own))
    async with visiting(demo("running"), "B", (80, 24), "de") as visit:
        assert "1 Zeile Ihrer eigenen Tasten gilt nicht" in visit.text
        assert "Strg+O Üben" in bar(visit)
        assert "F2 Person" in bar(visit)
        await visit.press("f1")
        await visit.press("end")
        assert "Strg+O" in visit.text
        await go(visit, "escape", "f7")
        assert visit.step == "Home", "the old key is free"
        await visit.press("ctrl+o")
        assert visit.step == "Practice"


async def test_everything_goes_by_mouse(demo: Demo) -> None:
    async with visiting(demo("running"), "B") as visit:
        at = visit.lines[-1].index("F2 Person")
        assert await visit.pilot.click(KeyBar, offset=(at + 4, 0))
        await visit.settle()
        assert visit.step == "PersonPicker"
        await visit.pilot.click("#people", offset=(6, 2))
        await visit.settle()
        assert visit.step == "Home"
        assert "C · Carolin Achenbach" in visit.lines[0]
        await go(visit, "f2", "b")
        row = next(place for place, line in enumerate(visit.lines) if line.startswith(" ▸"))
        await visit.pilot.click(offset=(20, row))
        await visit.settle()
        assert visit.step == "ConflictQuestion"
        at = visit.lines[-1].index("1-6")
        await visit.pilot.click(KeyBar, offset=(at + 1, 0))
        await visit.settle()
        assert visit.step == "ConflictQuestion", "a place for several keys answers nothing by itself"
        assert "press one of these keys" in visit.text


# trouble


@pytest.fixture
def hostile(sqlite_store: Store) -> Day:
    """A day in which every typed text is hostile, even the people's names."""
    ratings = {"K1": {"talk": {"EMP": {"A": 4, "B": 3}}}}
    return sqlite_store.write(make_day, ratings, Plan(texts=HOSTILE), missing=[("A", "K1", "talk")], frozen=False)


@pytest.mark.parametrize(("size", "language"), [((60, 20), "de"), ((100, 30), "en")])
async def test_hostile_texts_are_texts(sqlite_path: Path, hostile: Day, size: tuple[int, int], language: str) -> None:
    async with visiting(sqlite_path, "A", size, language) as visit:
        for keys in (("f1",), ("ctrl+p",), ("f2",), ("f8",), ("t",), ("p",)):
            await go(visit, *keys)
            assert visit.step != "Home", keys
            await visit.press("escape")
            assert visit.step == "Home", keys
        await go(visit, "f8", "5")
        await visit.paste(HOSTILE)
        await visit.press("enter")
        await visit.press("t")
        assert "ok [/] weiter [b [link='x" in visit.text.replace("\N{RIGHT-TO-LEFT OVERRIDE}", "")


async def test_without_colour_the_next_step_still_stands_out(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with visiting(demo("running"), "B") as visit:
        assert visit.line_with("▸").startswith(" ▸ 14:40–15:00")
        await visit.press("t")
        assert visit.line_with("Otherwise than planned")


async def test_a_long_name_does_not_push_the_state_off_the_line(demo: Demo) -> None:
    path = demo("running")
    add_people(path, ("LL", "L" * 5000))
    async with visiting(path, "LL", (80, 24)) as visit:
        assert len(visit.lines[0]) <= 80
        await visit.press("f2")
        assert visit.step == "PersonPicker"
        await visit.press("escape")
