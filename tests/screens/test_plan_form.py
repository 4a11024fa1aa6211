"""The form: fields saved as they are left, what is wrong said below, arrows, mouse, languages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input

import screens
from assess.words import LANGUAGES, Refused, T, Words
from screens.app import AssessApp
from screens.base import Room
from screens.widgets import fields
from screens.widgets.form import Form, LaterError
from screens.widgets.picks import Picks
from tests.screens.visit import HOSTILE, Visit

FIELDS = (
    fields.line("name", T("Name"), needed=T("A room needs a name.")),
    fields.whole("n", T("Places"), 1, 9, T("minutes")),
    fields.clock("start", T("From")).together("hours"),
    fields.clock("end", T("To")).together("hours"),
    fields.choice("style", T("Kind"), (("a", "alpha"), ("b", "beta"))),
    fields.several("rooms", T("Rooms"), (("1", HOSTILE), ("2", "two"), ("3", "three"))),
    fields.yes("used", T("In this center"), T("is run")),
)
START = {"name": "Blue", "n": 2, "start": 540, "end": 600, "style": "a", "rooms": ("2",), "used": False}


class Desk(Room[None]):
    """A room with a form and nothing else."""

    HELP_TEXT = "x"

    def __init__(self) -> None:
        super().__init__()
        self.written: list[tuple[str, dict[str, Any]]] = []
        self.asked: list[tuple[Callable[[], object], Callable[[], object]]] = []
        self.refuse: Refused | LaterError | None = None

    def compose_body(self) -> ComposeResult:
        yield Form(FIELDS, self.write, id="form")

    def on_mount(self) -> None:
        super().on_mount()
        self.form.put(START)
        self.form.enter()

    @property
    def form(self) -> Form:
        return self.query_one("#form", Form)

    def later(self, again: Callable[[], object], instead: Callable[[], object]) -> None:
        self.asked.append((again, instead))

    async def write(self, group: str, values: dict[str, Any]) -> None:
        if self.refuse is not None:
            raise self.refuse
        self.written.append((group, values))


class Bare(AssessApp):
    """The app, with the form where home would be."""

    CSS_PATH = [Path(screens.__path__[0]) / "app.tcss"]  # noqa: RUF012  (Textual declares it so)

    def get_default_screen(self) -> Screen[Any]:
        return Desk()


@asynccontextmanager
async def at_form(size: tuple[int, int] = (80, 24), language: str = "en") -> AsyncIterator[tuple[Visit, Desk]]:
    app = Bare(language=language)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        visit = Visit(app, pilot)
        await pilot.pause()
        await visit.settle()
        assert isinstance(app.screen, Desk)
        yield visit, app.screen
    app.desk.close()


async def over(visit: Visit, text: str) -> None:
    focused = visit.app.screen.focused
    assert isinstance(focused, Input)
    focused.clear()
    await visit.type(text)
    await visit.settle()


async def test_a_field_is_saved_when_it_is_left_and_not_before() -> None:
    async with at_form() as (visit, desk):
        await over(visit, "Green")
        assert desk.written == []
        assert "Name •" in visit.text
        await visit.press("enter")
        assert desk.written == [("name", {"name": "Green"})]
        assert "•" not in visit.text
        assert "saved" in visit.text


async def test_what_was_not_changed_is_not_written() -> None:
    async with at_form() as (visit, desk):
        for _ in FIELDS:
            await visit.press("enter")
        assert desk.written == []


async def test_what_does_not_hold_stays_with_the_reason_below_it() -> None:
    async with at_form() as (visit, desk):
        await visit.press("down")
        await over(visit, "12,5")
        await visit.press("tab")
        assert "! Type a whole number from 1 to 9." in visit.text
        assert "12,5" in visit.text
        await visit.press("shift+tab")
        await over(visit, "3")
        await visit.press("up")
        assert "!" not in visit.text
        assert desk.written == [("n", {"n": 3})]


async def test_a_group_is_written_together_once_all_of_it_holds() -> None:
    async with at_form() as (visit, desk):
        desk.form.enter("start")
        await visit.settle()
        await over(visit, "9.30")
        await visit.press("enter")
        assert desk.written[-1] == ("hours", {"start": 570, "end": 600})
        await over(visit, "25:00")
        await visit.press("up")
        await over(visit, "8")
        await visit.press("enter")
        assert len(desk.written) == 1
        await over(visit, "1015")
        await visit.press("enter")
        assert desk.written[-1] == ("hours", {"start": 480, "end": 615})


async def test_a_refusal_stands_below_the_field_it_is_about() -> None:
    async with at_form() as (visit, desk):
        desk.refuse = Refused(T("The day ends after it begins, before midnight."), where="end: 600")
        desk.form.enter("start")
        await visit.settle()
        await over(visit, "11:00")
        await visit.press("enter")
        below = visit.lines[next(at for at, line in enumerate(visit.lines) if line.lstrip().startswith("To ")) + 1]
        assert "! The day ends after it begins" in below
        desk.refuse = None
        await visit.press("up")
        await over(visit, "09:15")
        await visit.press("enter")
        assert desk.written[-1] == ("hours", {"start": 555, "end": 600})
        assert "The day ends" not in visit.text


async def test_what_needs_an_answer_is_saved_with_it_or_comes_back() -> None:
    async with at_form() as (visit, desk):
        desk.refuse = LaterError()
        await over(visit, "Red")
        await visit.press("enter")
        again, instead = desk.asked[-1]
        instead()
        assert desk.form.rows["name"].text == "Blue"
        assert not desk.form.unsaved
        desk.form.enter("name")
        await visit.settle()
        await over(visit, "Red")
        await visit.press("enter")
        desk.refuse = None
        again, instead = desk.asked[-1]
        again()
        await visit.settle()
        assert desk.written == [("name", {"name": "Red"})]


async def test_choices_by_keys_and_by_mouse() -> None:
    async with at_form() as (visit, desk):
        desk.form.enter("style")
        await visit.settle()
        await visit.press("right")
        assert desk.written[-1] == ("style", {"style": "b"})
        await visit.press("down")
        await visit.press("right", "right", "space")
        assert desk.written[1] == ("rooms", {"rooms": ("2", "3")})
        await visit.press("enter", "space")
        assert desk.written[2] == ("used", {"used": True})
        picks = desk.form.rows["style"].editor
        assert isinstance(picks, Picks)
        assert await visit.pilot.click(picks, offset=(3, 0))
        await visit.settle()
        assert desk.written[-1] == ("style", {"style": "a"})


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 48)])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_fits_and_follows_the_language(size: tuple[int, int], language: str) -> None:
    async with at_form(size, language) as (visit, desk):
        desk.form.choose_from("rooms", tuple((str(n), HOSTILE * 9) for n in range(4)))
        await over(visit, "")
        await visit.paste(HOSTILE + "x" * 5000)
        await visit.press("enter")
        assert desk.written[-1][1]["name"].startswith("ok [/] weiter")
        assert ("Stellen" if language == "de" else "Places") in visit.text
        visit.app.speak("en" if language == "de" else "de")
        desk.form.tell()
        await visit.settle()
        assert ("Places" if language == "de" else "Stellen") in visit.text


@pytest.mark.parametrize(
    ("typed", "minutes"), [("9:30", 570), ("09.30", 570), ("0930", 570), ("9", 540), ("24:00", 1440), (" 7h15 ", 435)]
)
def test_times_as_people_type_them(typed: str, minutes: int) -> None:
    assert fields.read_clock(typed) == minutes
    assert fields.read_clock(fields.clock_text(minutes)) == minutes


@pytest.mark.parametrize("typed", ["", "25:00", "9:60", "abc", "24:01", "123"])
def test_what_is_no_time(typed: str) -> None:
    with pytest.raises(Refused, match=r"09:30"):
        fields.read_clock(typed)


@pytest.mark.parametrize("typed", ["1.3.2027", "01.03.2027", "2027-03-01", "1 Mar 2027", "1 march 2027"])
def test_dates_as_people_type_them(typed: str) -> None:
    assert fields.read_day(typed) == date(2027, 3, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_reads_what_it_writes(language: str) -> None:
    field = fields.day("day", T("Day"))
    for month in range(1, 13):
        assert field.read(field.write(date(2027, month, 28), Words(language))) == date(2027, month, 28)


@pytest.mark.parametrize("typed", ["", "31.2.2027", "1.3.27", "3/1/2027", "0 Foo 2027"])
def test_what_is_no_date(typed: str) -> None:
    with pytest.raises(Refused):
        fields.read_day(typed)


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("", ()),
        ("9-12", ((540, 720),)),
        ("13:00–17:00, 09:00 bis 12:30", ((540, 750), (780, 1020))),
        ("9.30 to 10", ((570, 600),)),
    ],
)
def test_times_from_and_to(typed: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert fields.read_spans(typed) == spans
    assert fields.read_spans(fields.spans_text(spans)) == spans


@pytest.mark.parametrize("typed", ["9", "12-9", "9-9", "9-10-11", "x-y"])
def test_what_is_no_time_from_and_to(typed: str) -> None:
    with pytest.raises(Refused):
        fields.read_spans(typed)


def test_numbers_take_a_comma() -> None:
    field = fields.number("n", T("Level"), 0, 10)
    assert field.read("3,5") == field.read("3.5") == 3.5
    assert field.write(3.5, Words("de")) == "3,5"
    share = fields.percent("w", T("Weight"))
    assert share.read("33,5 %") == 0.335
    assert share.write(0.335, Words("de")) == "33,5"
    assert share.write(0.3, Words("en")) == "30"
