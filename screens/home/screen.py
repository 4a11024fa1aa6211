"""Home: what is next, for whom. The first frame composes the least; everything else follows the first refresh."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assess.words import Id, T, Trouble
from screens.base import Room
from screens.command import Command

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from textual.widgets import OptionList

    from assess.home.glance import CenterGlance, Glance
    from assess.home.steps import Door, Steps
    from assess.words import Words

KINDS = {
    "role_play": T("Role play"),
    "group_discussion": T("Group discussion"),
    "presentation": T("Presentation"),
}


class Home(Room[None]):
    """The list of what the acting person can do, the next step marked."""

    HELP_TEXT = T(
        "Home shows what comes next for the person who is acting: an assessor's exercises of the day, the moderator's"
        " wash-up, the hiring lead's ranking. The next step is marked and said in words at the bottom."
    )
    COMMANDS_HERE = (
        Command("home.open", "enter", T("Open"), T("Open what is marked."), "open"),
        Command("home.person", "f2", T("Person"), T("Switch who is acting: two keys."), "person"),
        Command("home.language", "f3", T("Deutsch/English"), T("Switch the language."), "language"),
        Command(
            "home.ranking", "f4,r", T("Ranking"), T("The candidates in bands, once the wash-up is closed."), "ranking"
        ),
        Command(
            "home.washup", "f5,w", T("Wash-up"), T("How far the sheets are; the moderator closes the center."), "washup"
        ),
        Command("home.reload", "f6", T("Reload"), T("Read the file again."), "reload", shown=False),
        Command(
            "home.drill", "f7", T("Practise"), T("The calibration drill: rate a transcript before the day."), "drill"
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
        self.look()

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
        app.act_as(self._glance.person)
        from assess.home.steps import steps

        self._steps = steps(self._glance)
        self.tell(fresh=True)

    async def _read(self, said: str | None) -> Glance:
        if self.assess.is_server:
            from assess.home.look import look

            return await self.desk.read(look, said)
        from assess.home.glance import glance_file

        address = Path(self.assess.address or "")
        return await self.desk.call(lambda: glance_file(address, said))

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
        self.query_one("#event", Static).update(Content(_event(words, center) if center else ""))
        doors = self._doors()
        marked = doors.highlighted
        doors.clear_options()
        doors.add_options([_door(words, door, self._width()) for door in self._steps.doors])
        wanted = self._steps.next if fresh or marked is None else marked
        if self._steps.doors:
            doors.highlighted = min(wanted or 0, len(self._steps.doors) - 1)
        doors.focus()
        self.next_step(T("Next: {step}", step=self._steps.say))

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
        if door.target == "slot":
            from screens.conduct.flow import open_slot

            open_slot(self.assess, door.id)
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

    def action_drill(self) -> None:
        """The calibration drill."""
        from screens.home.drill import Practice

        self.assess.push_screen(Practice())

    @work
    async def action_person(self) -> None:
        """Switch who is acting."""
        if self._glance is None:
            return
        from assess.home.memory import remember
        from screens.home.person import PersonPicker

        chosen = await self.assess.push_screen_wait(PersonPicker(self._glance.people, self.assess.person))
        if chosen is not None and self.assess.address is not None:
            self.assess.act_as(chosen)
            remember(_memory_key(self.assess.address), chosen.initials)
            self.look()

    def action_language(self) -> None:
        """Switch the language."""
        self.assess.speak("en" if self.words.language == "de" else "de")

    def action_reload(self) -> None:
        """Read the file again."""
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
        self.show(T("This is home. Ctrl+Q quits."))


def _keybar() -> Widget:
    from screens.widgets.keybar import KeyBar

    return KeyBar()


def _memory_key(address: str) -> str:
    return f"person {address}"


def _event(words: Words, center: CenterGlance) -> str:
    sheets = words(T("{locked} of {planned} sheets locked", locked=center.locked, planned=center.planned))
    state = T("closed") if center.closed else T("wash-up open") if center.opened else T("running")
    if not center.closed and center.locked == 0:
        state = T("planned")
    return f"{words.date(center.day)} · {sheets} · {words(state)}"


def _door(words: Words, door: Door, width: int) -> Content:
    mark = "·" if door.open else "✓"
    if door.task is not None:
        task = door.task
        left = (
            f"{mark} {words.time(task.starts_at, _zone(task.zone))}  {words(KINDS[task.kind])} · {words(task.exercise)}"
        )
        left = f"{left} · {', '.join(task.codes)}"
        right = words(STATES[task.state])
    else:
        center = door.center
        name = center.name if center else ""
        left = f"{mark} {words(TARGETS[door.target])} · {name}"
        right = words(T("open")) if door.open else words(T("not open yet") if door.target == "ranking" else T("closed"))
    head = Content(left).truncate(width - len(right) - 2, ellipsis=True)
    return Content.assemble(head, " " * max(1, width - head.cell_length - len(right)), Content.styled(right, "dim"))


def _zone(name: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


STATES = {
    "planned": T("planned"),
    "briefed": T("briefed"),
    "observing": T("running"),
    "classifying": T("classify"),
    "rating": T("rate"),
    "locked": T("locked"),
}
TARGETS = {"wash-up": T("Wash-up"), "ranking": T("Ranking")}
