"""Home: what is next, for whom. The first frame composes the least; everything else follows the first refresh."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assess.words import Id, Message, T, Trouble
from screens.command import Command, written_keys
from screens.home.acting import Acting, memory_key
from screens.home.commands import HOME_COMMANDS

if TYPE_CHECKING:
    from textual.widgets import OptionList

    from assess.home.glance import Glance

KINDS = {
    "role_play": T("Role play"),
    "group_discussion": T("Group discussion"),
    "presentation": T("Presentation"),
}


class Home(Acting):
    """The list of what the acting person can do, the next step marked."""

    HELP_TEXT = T(
        "Home shows your day: each exercise with its time, its candidates and what is still open. ▸ marks the next one,"
        " and the line at the bottom says it in words; Enter opens it. The moderator finds the whole day, the wash-up"
        " and the ranking here, the hiring lead the ranking.\n\n"
        "Several people share this laptop? F2 and your initials: from then on you act, and what you write is yours."
        " Something went otherwise than planned: somebody is late, did not come, or an exercise was broken off?"
        " F8 records it, with minutes and reason, and the day goes on.\n\n"
        "Everything works by mouse as well: click a line to open it, a key in the last line to press it. Every command"
        " can also be found by its name: Ctrl+P. Nothing needs to be saved: it is, as soon as the line says so."
    )
    COMMANDS_HERE = HOME_COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._opens: dict[str, tuple[Message, ...]] = {}
        """What is still open in words, by slot; read after the list is on the screen."""

    def commands(self) -> tuple[Command, ...]:
        """Home's own, and help: one comes back to home, leaving is Ctrl+Q."""
        return tuple(one._replace(shown=False) if one.id == "app.back" else one for one in super().commands())

    def compose(self) -> ComposeResult:
        """The least that is a first frame."""
        yield Static("Assess", id="place", markup=False)

    def on_mount(self) -> None:
        """Everything else comes after the first frame."""
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        from textual.widgets import OptionList

        await self.mount(
            Static(id="event", markup=False),
            OptionList(id="doors", markup=False),
            Static(id="next", markup=False),
            _keybar(),
        )
        if self.assess.rubric is None:
            self.look()
        else:
            from screens.plan.rubrics import Rubrics

            self.assess.push_screen(Rubrics(self.assess.rubric or None), self._look_again)

    def on_screen_resume(self) -> None:
        """Back at home: what was done elsewhere shows."""
        if self._glance is not None:
            self.look()

    @work(exclusive=True, group="look")
    async def look(self) -> None:
        """Read what home shows."""
        from assess.home.memory import recall

        app = self.assess
        if app.address is None:
            from assess.home.find import only_center

            app.address = only_center()
        if app.address is None:
            from screens.home.welcome import Welcome

            app.push_screen(Welcome(), self._welcomed)
            return
        said = app.person.id if app.person else app.person_said or recall().get(memory_key(app.address))
        try:
            self._glance = await self._read(said)
        except Trouble as trouble:
            app.fail(trouble)
            return
        if not app.may_act(self._glance.person):
            self._ask_pin(self._glance.person)
            return
        app.act_as(self._glance.person)
        from assess.home.steps import steps

        self._steps = steps(self._glance, datetime.now(UTC))
        self._opens = {} if self._whose != app.desk.person else self._opens
        self._whose = app.desk.person
        self.tell(fresh=True)
        app.read_keys()
        if any(door.task is not None for door in self._steps.doors):
            self._read_opens()

    _whose: Id | None = None

    @work(exclusive=True, group="opens")
    async def _read_opens(self) -> None:
        """What is still open, in words: it needs the database, which the list does not wait for."""
        try:
            from assess.conduct.today import today
            from assess.home.today_text import open_in_words

            person = self.desk.person
            found = await self.desk.read(today)
        except Trouble:
            return  # the list says how far each exercise is; opening one says what is wrong
        if person == self.desk.person and self.is_attached and self._glance is not None:
            self._opens = {one.task.slot: open_in_words(one) for one in found}
            stopped = frozenset(one.task.slot for one in found if one.stopped)
            if stopped:
                from assess.home.steps import steps

                self._steps = steps(self._glance, datetime.now(UTC), stopped)
            self.tell(fresh=bool(stopped))

    async def _read(self, said: str | None) -> Glance:
        if self.assess.is_server:
            from assess.home.look import look

            return await self.desk.read(look, said)
        from assess.home.glance import glance_file

        address = Path(self.assess.address or "")
        return await self.desk.call(lambda: glance_file(address, said))

    def _look_again(self, _: object) -> None:
        self.look()

    def _welcomed(self, address: str | None) -> None:
        if address is None:
            self.assess.exit()
            return
        self.assess.address = address
        self.look()

    def tell(self, *, fresh: bool = False) -> None:
        """Write the list anew; the mark stays, or goes to the next step when the data is fresh."""
        if self._glance is None or self._steps is None or not self.query("#doors"):
            return
        words = self.words
        person = self._glance.person
        center = self._glance.centers[0] if self._glance.centers else None
        self.head(
            f"Assess · {center.name}" if center else "Assess",
            f"{person.initials} · {person.name}" if person else words(T("nobody is acting")),
        )
        doors = self._doors()
        marked = doors.highlighted
        doors.clear_options()
        from screens.home.doors import door_line, event_line

        self.query_one("#event", Static).update(Content(event_line(words, center) if center else ""))
        doors.add_options(
            [
                door_line(
                    words,
                    door,
                    self._width(),
                    self._opens.get(door.id, ()),
                    is_next=place == self._steps.next,
                    named=len(self.centers) > 1,
                )
                for place, door in enumerate(self._steps.doors)
            ]
        )
        wanted = self._steps.next if fresh or marked is None else marked
        if self._steps.doors:
            doors.highlighted = min(wanted or 0, len(self._steps.doors) - 1)
        doors.focus()
        trouble = self._trouble
        self.next_step(self._said or T("Next: {step}", step=self._steps.say))
        if trouble and not fresh:  # what is read a moment later does not wipe out what was said
            self.show(trouble)

    def _width(self) -> int:
        return max(40, self.size.width - 4)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a line."""
        event.stop()
        self._enter(event.option_index)

    def action_open(self) -> None:
        """Open what is marked."""
        marked = self._doors().highlighted if self.query("#doors") else None
        if marked is not None:
            self._enter(marked)

    def action_language(self) -> None:
        """Switch the language."""
        self.assess.speak("en" if self.words.language == "de" else "de")

    def action_reload(self) -> None:
        """Read the file again."""
        self._said = None
        self.look()

    @work(exclusive=True, group="chore")
    async def action_chore(self, what: str) -> None:
        """A backup, the doctor, the ratings as a table; the answer stands in the next-step line."""
        from screens.home import chores

        center = self._glance.centers[0].id if self._glance and self._glance.centers else None
        try:
            if what == "backup":
                said = await chores.back_up(self.desk)
            elif what == "doctor":
                said = await chores.see_doctor(self.desk)
            elif center is not None:
                said = await chores.export_ratings(self.desk, center)
            else:
                said = T("there is no center in this file yet")
        except Trouble as trouble:
            self.show(trouble)
        else:
            self.next_step(said)

    def action_back(self) -> None:
        """Home is where one comes back to; leaving is Ctrl+Q."""
        self.next_step(T("This is home; {key} quits. Everything is saved already.", key=self._quit_key()))

    def _quit_key(self) -> str:
        quit_ = next(one for one in self.commands() if one.id == "app.quit")
        return written_keys(self.words, quit_, self.keymap)


def _keybar() -> Widget:
    from screens.widgets.keybar import KeyBar

    return KeyBar()
