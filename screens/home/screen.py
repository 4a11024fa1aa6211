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
from screens.base import Room
from screens.command import Command, written_keys

if TYPE_CHECKING:
    from textual.widgets import OptionList

    from assess.home.glance import CenterGlance, Glance, PersonGlance
    from assess.home.steps import Steps

KINDS = {
    "role_play": T("Role play"),
    "group_discussion": T("Group discussion"),
    "presentation": T("Presentation"),
}


class Home(Room[None]):
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
    COMMANDS_HERE = (
        Command("home.open", "enter", T("Open"), T("Open what is marked."), "open"),
        Command("home.person", "f2", T("Person"), T("Switch who is acting: two keys."), "person"),
        Command("home.language", "f3", T("Deutsch"), T("Switch the language."), "language"),
        Command(
            "home.ranking",
            "f4,r",
            T("Ranking"),
            T("The candidates in bands, once the wash-up is closed."),
            "ranking",
            wide=True,
        ),
        Command(
            "home.washup",
            "f5,w",
            T("Wash-up"),
            T("How far the sheets are; the moderator closes the center."),
            "washup",
            wide=True,
        ),
        Command(
            "home.day",
            "t",
            T("The day"),
            T("Every exercise of the day, how far it is, and what went otherwise than planned."),
            "day",
            wide=True,
        ),
        Command(
            "home.turns",
            "s",
            T("Turns"),
            T("Keep the speaking turns of the group discussion that is on, or comes next."),
            "turns",
            shown=False,
        ),
        Command("home.reload", "f6", T("Reload"), T("Read the file again."), "reload", shown=False),
        Command(
            "home.drill", "f7", T("Practise"), T("The calibration drill: rate a transcript before the day."), "drill"
        ),
        Command(
            "home.rubrics",
            "u",
            T("Rubrics"),
            T("What is measured: the library's roles, anchors and exercises, and files of your own."),
            "rubrics",
            wide=True,
        ),
        Command(
            "home.versions",
            "v",
            T("Versions"),
            T("The versions of rubrics in this file: what changed, and who has frozen which."),
            "versions",
            shown=False,
        ),
        Command(
            "home.deviation",
            "f8",
            T("Deviation"),
            T("Somebody is late, did not come, or an exercise was broken off: record it, with minutes and reason."),
            "deviation",
        ),
        Command(
            "home.pin",
            "p",
            T("PIN"),
            T("Ask for a PIN on this laptop before somebody acts in your name; an empty one ends that."),
            "pin",
            shown=False,
        ),
        Command(
            "home.backup", "b", T("Backup"), T("Copy the live file safely, beside it."), "chore('backup')", shown=False
        ),
        Command(
            "home.doctor", "d", T("Doctor"), T("Check every invariant of the file."), "chore('doctor')", shown=False
        ),
        Command(
            "home.ratings",
            "e",
            T("Export ratings"),
            T("Write the ratings that you may see as a table (CSV)."),
            "chore('ratings')",
            shown=False,
        ),
        Command("app.quit", "ctrl+q", T("Quit"), T("Close Assess; everything is saved already."), "app.quit"),
    )

    def __init__(self) -> None:
        super().__init__()
        self._glance: Glance | None = None
        self._steps: Steps | None = None
        self._opens: dict[str, tuple[Message, ...]] = {}
        """What is still open in words, by slot; read after the list is on the screen."""

    def commands(self) -> tuple[Command, ...]:
        """Home's own, and help: one comes back to home, leaving is Ctrl+Q."""
        return tuple(one._replace(shown=False) if one.id == "app.back" else one for one in super().commands())

    @property
    def centers(self) -> tuple[CenterGlance, ...]:
        """The centers of the file, as they were last read."""
        return self._glance.centers if self._glance is not None else ()

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
        said = app.person.id if app.person else app.person_said or recall().get(_memory_key(app.address))
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
    _said: Message | None = None
    """What was done last, said once the list was read anew."""

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

    def _ask_pin(self, person: PersonGlance | None) -> None:
        """Somebody acted here last whose name has a PIN."""
        if person is None:
            return
        from assess.home.glance import NOBODY
        from screens.home.pin import PinPrompt

        def asked(right: bool | None) -> None:
            if right:
                self.assess.unlocked = {person.id}
            else:
                self.assess.person_said = NOBODY
            self.look()

        self.assess.push_screen(PinPrompt(person), asked)

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

    def _doors(self) -> OptionList:
        from textual.widgets import OptionList

        return self.query_one("#doors", OptionList)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a line."""
        event.stop()
        self._enter(event.option_index)

    def action_open(self) -> None:
        """Open what is marked."""
        marked = self._doors().highlighted if self.query("#doors") else None
        if marked is not None:
            self._enter(marked)

    def _enter(self, place: int) -> None:
        door = self._steps.doors[place] if self._steps else None
        if door is None:
            return
        self._said = None
        if door.target == "slot":
            from screens.conduct.flow import open_slot

            open_slot(self.assess, door.id)
        elif door.target == "day":
            self._day(door.id)
        elif door.target == "wash-up":
            self._washup(door.id)
        else:
            self._ranking(door.id)

    def action_ranking(self) -> None:
        """The ranking of the newest center."""
        if self._glance and self._glance.centers:
            self._ranking(self._glance.centers[0].id)

    def action_washup(self) -> None:
        """The wash-up of the newest center."""
        if self._glance and self._glance.centers:
            self._washup(self._glance.centers[0].id)

    def _ranking(self, center: str) -> None:
        from screens.fit.ranking import Ranking

        self.assess.push_screen(Ranking(Id(center)))

    def _washup(self, center: str) -> None:
        from screens.integrate.washup import WashUp

        self.assess.push_screen(WashUp(Id(center)))

    def action_day(self) -> None:
        """The whole day of the newest center."""
        if self._glance and self._glance.centers:
            self._day(self._glance.centers[0].id)

    def _day(self, center: str) -> None:
        from screens.home.day import Day

        self.assess.push_screen(Day(Id(center)))

    def action_deviation(self) -> None:
        """Record what went otherwise than planned in the marked exercise; without one, in one of the day's."""
        marked = self._doors().highlighted if self._steps and self._steps.doors else None
        door = self._steps.doors[marked] if self._steps and marked is not None else None
        if door is not None and door.task is not None:
            from screens.home.deviation import record

            record(self.assess, Id(door.id), self._recorded)
        elif self._glance and self._glance.centers:
            self._day(self._glance.centers[0].id)

    def _recorded(self, said: Message) -> None:
        self._said = said
        self.look()

    def action_pin(self) -> None:
        """Set the acting person's PIN on this laptop."""
        from screens.home.pin import NewPin

        person = self.assess.person
        if person is None:
            self.show(T("Choose who is acting first (F2)."))
            return

        def done(said: Message | None) -> None:
            if said is not None:
                self.assess.unlocked = {person.id}
                self.next_step(said)

        self.assess.push_screen(NewPin(person), done)

    def action_turns(self) -> None:
        """Keep the speaking turns of a group discussion."""
        from screens.conduct.flow import open_turns_of

        if self._glance and self._glance.centers:
            open_turns_of(self.assess, self._glance.centers[0].id)

    def action_rubrics(self) -> None:
        """The library and one's own files."""
        from screens.plan.rubrics import Rubrics

        self.assess.push_screen(Rubrics())

    def action_versions(self) -> None:
        """The versions of rubrics in this file."""
        from screens.plan.versions import Versions

        self.assess.push_screen(Versions())

    def action_drill(self) -> None:
        """The calibration drill."""
        from screens.home.drill import Practice

        self.assess.push_screen(Practice())

    def action_person(self) -> None:
        """Switch who is acting."""
        if self._glance is None:
            return
        from screens.home.person import PersonPicker

        self.assess.push_screen(PersonPicker(self._glance.people, self.assess.person), self._chosen)

    def _chosen(self, chosen: PersonGlance | None) -> None:
        """Somebody was chosen: asked for the PIN, where there is one."""
        if chosen is None:
            return
        if self.assess.may_act(chosen):
            self._act(chosen)
            return
        from screens.home.pin import PinPrompt

        self.assess.push_screen(PinPrompt(chosen), lambda right: self._act(chosen) if right else None)

    def _act(self, person: PersonGlance) -> None:
        from assess.home.memory import remember

        self._said = None
        self.assess.unlocked = {person.id}
        self.assess.act_as(person)
        if self.assess.address is not None:
            remember(_memory_key(self.assess.address), person.initials)
        self.look()

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


def _memory_key(address: str) -> str:
    return f"person {address}"
