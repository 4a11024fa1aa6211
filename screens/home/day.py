"""The day: every exercise with how far it is, and what went otherwise than planned. No values."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from assess.conduct.deviate import Seen, deviations
from assess.conduct.today import Course, OpenTask, course, today
from assess.home.today_text import course_in_words, deviation_in_words, open_in_words
from assess.words import Id, Message, Refused, T, Text, Trouble
from screens.base import Room
from screens.command import Command
from screens.home.screen import KINDS


class Line(NamedTuple):
    """An exercise of the day, whoever looks at it."""

    slot: Id
    exercise: Text
    kind: str
    room: str
    starts_at: datetime
    ends_at: datetime
    codes: tuple[str, ...]
    said: tuple[Message, ...]
    done: bool
    own: bool


class Day(Room[None]):
    """The moderator's day, or an assessor's own."""

    CSS_PATH = "day.tcss"
    HELP_TEXT = T(
        "The whole day in the order of the clock. Who leads the day sees every exercise, how many of its sheets are"
        " locked and for whom it waits, never a value; an assessor sees the own ones, and Enter opens them.\n\n"
        "Below stands what went otherwise than planned. F8 adds something to the marked exercise: a candidate who is"
        " late or did not come, an exercise that was broken off, an assessor who is missing. For a missing assessor the"
        " day does not wait; a candidate who did not come is left out of every mean; behaviour that did not show is"
        " neither, it is rated by its anchor."
    )
    COMMANDS_HERE = (
        Command(
            "day.open",
            "enter",
            T("Open"),
            T("Open the marked exercise: your own, or the speaking turns of a discussion."),
            "open",
        ),
        Command(
            "day.deviation",
            "f8",
            T("Deviation"),
            T("Something went otherwise in the marked exercise: record it, with minutes and reason."),
            "deviation",
        ),
        Command("day.reload", "f6", T("Reload"), T("Read the file again."), "reload"),
    )

    def __init__(self, center: Id) -> None:
        super().__init__()
        self._center = center
        self._lines: tuple[Line, ...] = ()
        self._seen: tuple[Seen, ...] = ()
        self._zone = ZoneInfo("UTC")
        self._leads = False
        self._read = False
        self._said: Message | None = None
        """What was recorded last."""

    def compose_body(self) -> ComposeResult:
        """The exercises, and below or beside them the deviations."""
        with Container(id="day"):
            yield OptionList(id="slots", markup=False)
            with VerticalScroll(id="otherwise", can_focus=False):
                yield Static(id="deviations", markup=False)

    def on_mount(self) -> None:
        """Read the day."""
        self.tell()
        self.action_reload()

    def on_screen_resume(self) -> None:
        """Back from an exercise: how far it is now."""
        if self._read:
            self._reload()

    def action_reload(self) -> None:
        """Read the file again."""
        self._said = None
        self._reload()

    def _recorded(self, said: Message) -> None:
        self._said = said
        self._reload()

    @work(exclusive=True, group="read")
    async def _reload(self) -> None:
        try:
            own = {one.task.slot: one for one in await self.desk.read(today)}
            self._seen = await self.desk.read(deviations, self._center)
            try:
                whole = await self.desk.read(course, self._center)
                self._leads = True
            except Refused:
                whole, self._leads = (), False
        except Trouble as trouble:
            self.show(trouble)
            return
        zones = [one.task.zone for one in own.values()]
        glance = next((c for c in self._centers() if c[0] == self._center), None)
        self._zone = ZoneInfo(glance[1] if glance else zones[0] if zones else "UTC")
        self._lines = tuple(_of_course(one, own.get(one.slot)) for one in whole) or tuple(
            _of_task(one) for one in own.values() if one.task.center == self._center
        )
        self._read = True
        if self.is_attached:
            self.tell()

    def _centers(self) -> list[tuple[Id, str, str]]:
        from screens.home.screen import Home

        home = next((screen for screen in self.app.screen_stack if isinstance(screen, Home)), None)
        return [(one.id, one.zone, one.name) for one in home.centers] if home else []

    def tell(self) -> None:
        """Every text."""
        if not self.query("#slots"):
            return
        words, person = self.words, self.assess.person
        name = next((name for id_, _, name in self._centers() if id_ == self._center), "")
        self.head(f"{words(T('The day'))} · {name}", f"{person.initials} · {person.name}" if person else "")
        slots = self.query_one("#slots", OptionList)
        marked = slots.highlighted
        slots.clear_options()
        width = (slots.size.width or self.size.width) - 3
        slots.add_options(self._line_of(one, width) for one in self._lines)
        if self._lines:
            first = next((place for place, one in enumerate(self._lines) if not one.done), 0)
            slots.highlighted = first if marked is None else min(marked, len(self._lines) - 1)
        slots.focus()
        self.call_after_refresh(slots.scroll_to_highlight)
        self.query_one("#deviations", Static).update(self._deviations())
        self._tell_next()

    def _line_of(self, one: Line, width: int) -> Content:
        words = self.words
        mark = "✓" if one.done else "·"
        times = f"{words.time(one.starts_at, self._zone)}–{words.time(one.ends_at, self._zone)}"
        name = f"{words(KINDS[one.kind])} · {words(one.exercise)}" if width >= 110 else words(one.exercise)
        left = Content.assemble(
            f"{mark} {times}  ",
            Content(name),
            " · ",
            Content.styled(", ".join(one.codes), "bold"),
            Content.styled(f"  {one.room}", "dim"),
        )
        said = Content.styled(", ".join(words(message) for message in one.said), "dim" if one.done else "")
        if left.cell_length + said.cell_length + 2 > width and said.cell_length:
            head = left.truncate(width, ellipsis=True)
            return Content.assemble(head, "\n", " " * 15, said.truncate(max(1, width - 15), ellipsis=True))
        return Content.assemble(left, " " * max(1, width - left.cell_length - said.cell_length), said)

    def _deviations(self) -> Content:
        words = self.words
        title = Content.styled(words(T("Otherwise than planned")), "bold $accent")
        if not self._seen:
            return Content.assemble(title, "\n", Content.styled(words(T("Nothing so far.")), "dim"))
        lines = [title]
        for one in self._seen:
            time = words.time(one.starts_at, self._zone)
            lines.append(
                Content.assemble(
                    Content.styled(f"{time}  ", "dim"),
                    Content.styled(", ".join(one.codes), "bold"),
                    f" · {words(one.exercise)}: ",
                    Content(deviation_in_words(words, one)),
                )
            )
        return Content("\n").join(lines)

    def _tell_next(self) -> None:
        if not self._read:
            self.next_step(T("The day is being read …"))
            return
        left = [one for one in self._lines if not one.done]
        if self._said is not None:
            self.next_step(self._said)
        elif not self._lines:
            self.next_step(T("Next: there is no exercise in the timetable yet; Esc back"))
        elif not left:
            self.next_step(T("Next: every sheet is locked; Esc back, then the wash-up"))
        elif self._leads:
            self.next_step(T("Next: F8 records what goes otherwise than planned; Esc back"))
        else:
            self.next_step(T("Next: Enter opens the marked exercise; F8 records what goes otherwise"))

    @property
    def marked(self) -> Line | None:
        """The exercise that is marked."""
        place = self.query_one("#slots", OptionList).highlighted
        return self._lines[place] if place is not None and place < len(self._lines) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a line."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the marked exercise."""
        one = self.marked
        if one is None:
            return
        if one.own:
            from screens.conduct.flow import open_slot

            open_slot(self.assess, one.slot)
        elif one.kind == "group_discussion":
            from screens.conduct.flow import open_turns

            open_turns(self.assess, one.slot)  # who watches nobody here can keep the speaking turns
        else:
            self.show(T("You watch nobody in this exercise; F8 records what went otherwise in it."))

    def action_deviation(self) -> None:
        """Record what went otherwise in the marked exercise."""
        from screens.home.deviation import record

        if self.marked is not None:
            record(self.assess, self.marked.slot, self._recorded)


def _of_course(one: Course, own: OpenTask | None) -> Line:
    said = course_in_words(one) + (open_in_words(own) if own is not None and own.task.state != "locked" else ())
    return Line(
        one.slot,
        one.exercise,
        one.kind,
        one.room,
        one.starts_at,
        one.ends_at,
        one.codes or one.withdrew,
        said,
        one.locked >= one.planned,
        own is not None,
    )


def _of_task(one: OpenTask) -> Line:
    task = one.task
    return Line(
        task.slot,
        task.exercise,
        task.kind,
        task.room,
        task.starts_at,
        task.ends_at,
        task.codes,
        open_in_words(one) or ((T("locked"),) if task.state == "locked" else (T("planned"),)),
        task.state == "locked",
        True,
    )
