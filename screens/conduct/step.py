"""A step of an exercise: what brief, live, classify, rate and review share."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assess.conduct.work import work as read_work
from assess.words import Message, Sayable, T, Trouble
from screens.base import PRIVACY, SHARED, Room
from screens.command import Command, written_keys
from screens.conduct.flow import STEPS, TITLES, Hour, StepName, screen_of
from screens.conduct.line import NoteLine
from screens.conduct.thin import Thin
from screens.home.screen import KINDS

R = TypeVar("R")

DEVIATION = Command(
    "conduct.deviation",
    "ctrl+o",
    T("Deviation"),
    T("Something goes otherwise than planned: record it, with minutes and reason. The clock goes on meanwhile."),
    "deviation",
    shown=False,
)


class Step(Room[None]):
    """A step: the hour's line on top, a line to type in when something is asked, and a cover for privacy."""

    CSS_PATH = "conduct.tcss"
    STEP: ClassVar[StepName]
    WHILE_ASKING: ClassVar[frozenset[str]] = frozenset({"privacy", "help", "back"})
    """What can be done while the line is open for an answer."""
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (PRIVACY, DEVIATION)

    def __init__(self, hour: Hour) -> None:
        super().__init__()
        self.hour = hour
        self._then: Callable[[str], None] | None = None
        self._on_its_way = 0
        """Writes that are not committed yet."""
        self._handed = 0
        """Writes so far."""
        self._read_later = False
        self._to_say: Trouble | None = None
        """What was refused, until it stands below what was read since."""
        self._after: Callable[[], object] | None = None
        self._heading: Step | None = None
        self.set_class(hour.private, "-private")

    def commands(self) -> tuple[Command, ...]:
        """The step's own, privacy, help and back."""
        own = self.COMMANDS_HERE
        named = {one.id for one in own}
        return (*own, *(one for one in (PRIVACY, DEVIATION) if one.id not in named), *SHARED)

    def compose_body(self) -> ComposeResult:
        """The hour's line, the step's own part, the line to type in, the cover."""
        with Horizontal(id="hour"):
            yield Static(id="steps", markup=False)
            yield Static(id="clock", markup=False)
        yield Thin(id="top")
        yield from self.compose_work()
        yield from self.compose_line()
        yield Static(written_keys(self.words, PRIVACY, self.keymap), id="cover", markup=False)

    def compose_work(self) -> Iterable[Widget]:
        """The step's own part."""
        return ()

    def compose_line(self) -> ComposeResult:
        """The line for a reason or a late note; hidden until something is asked."""
        with Vertical(id="asking"):
            yield Static(id="asked", markup=False)
            yield NoteLine(self.entered, id="line")

    @property
    def line(self) -> NoteLine:
        """The line to type in."""
        return self.query_one("#line", NoteLine)

    def tell(self) -> None:
        """Place, person, steps and clock."""
        found = self.hour.work
        words = self.words
        some_open = bool(self.hour.open_sheets)
        codes = ", ".join(
            f"{sheet.code} ✓" if some_open and sheet.state == "locked" else sheet.code for sheet in found.sheets
        )
        place = f"{words(KINDS[found.kind])} · {words(found.exercise)}"
        self.head(f"{place} · {codes}" if codes else place, self.who())
        self.tell_hour()

    def who(self) -> Message:
        """Who is acting, and as what."""
        return T("{initials} (assessor)", initials=self.hour.work.initials)

    def tell_hour(self) -> None:
        """The second line: the steps, with this one marked, and the clock."""
        right = self.clock_text()
        room = self.size.width - 5 - max(18, right.cell_length)
        self.query_one("#steps", Static).update(self._steps(room), layout=False)
        self.query_one("#clock", Static).update(right)

    def clock_text(self) -> Content:
        """What stands at the right of the second line."""
        return Content("")

    def room_right(self) -> int:
        """Cells beside the steps, when these are written with room."""
        names = [self.words(TITLES[step]) for step in STEPS if step != "conflict"]
        return self.size.width - 4 - sum(len(name) for name in names) - 5 * (len(names) - 1)

    def _steps(self, room: int) -> Content:
        names = [self.words(TITLES[step]) for step in STEPS if step != "conflict"]
        here = STEPS.index(self.STEP) - 1
        bare = sum(len(name) for name in names)
        dashes = next((n for n in (3, 2, 1) if bare + (len(names) - 1) * (n + 2) <= room), 1)
        parts: list[Content] = []
        for place, name in enumerate(names):
            if place:
                parts.append(Content.styled(f" {'─' * dashes} ", "dim"))
            if place == here:
                parts.append(Content.styled(name.upper(), "bold $accent"))
            else:
                parts.append(Content.styled(name, "$foreground" if place < here else "dim"))
        return Content.assemble(*parts)

    # writing

    def put(
        self,
        waiting: Future[R],
        then: Callable[[R], object] | None = None,
        failed: Callable[[Trouble], None] | None = None,
    ) -> None:
        """Follow a write that was handed to the desk: `then` after its commit, `failed` when it was refused.

        It is followed to its end even when this screen is left meanwhile.
        """
        self._on_its_way += 1
        self._handed += 1
        self.saving()
        self.app.run_worker(self._follow(waiting, then, failed))

    async def _follow(
        self, waiting: Future[R], then: Callable[[R], object] | None, failed: Callable[[Trouble], None] | None
    ) -> None:
        try:
            answer = await waiting
        except Trouble as trouble:
            self._on_its_way -= 1
            self._after = None
            self.not_saved()
            (failed or self.refused)(trouble)
            self._catch_up()
            return
        self._on_its_way -= 1
        if then is not None:
            then(answer)
        if self.here and not self._on_its_way:
            self._saved_now()
            if self._after is not None:
                after, self._after = self._after, None
                after()
        self._catch_up()

    def when_written(self, then: Callable[[], object]) -> None:
        """Do it when everything that is on its way is written; not at all when something of it is refused."""
        if self._on_its_way:
            self._after = then
        else:
            then()

    @property
    def here(self) -> bool:
        """Whether the screen is still there: one may leave it while something is read or written."""
        return self.is_attached and self in self.app.screen_stack and bool(self.children)

    def _saved_now(self) -> None:
        """Say that everything is saved; what went wrong before stays to be read."""
        trouble = self._trouble
        self.saved(datetime.now(UTC))
        if trouble:
            self.show(trouble)

    def not_saved(self) -> None:
        """Take "saving" away."""
        self._saved = ""

    def refused(self, trouble: Trouble) -> None:
        """A write was refused: read what holds, and say why."""
        if self.here:
            self.reload(trouble)

    def reload(self, trouble: Trouble | None = None) -> None:
        """Read the work again and write the screen anew, then say what was refused.

        The sentence is kept before anything is read: a newer read replaces this one, and must not lose it.
        """
        self._to_say = trouble or self._to_say
        self._reload()

    @work(exclusive=True, group="read")
    async def _reload(self) -> None:
        """What is read while something is written may be older than what the screen shows already: it is read later."""
        handed, before = self._handed, self._on_its_way
        found = None
        if not before:
            try:
                found = await self.desk.read(read_work, self.hour.slot)
            except Trouble as unread:
                self._to_say = unread
        if not self.here:
            return
        said = self._to_say
        if before or handed != self._handed:
            self._read_later = True
            self._catch_up()
        else:
            self._to_say = None
            if found is not None:
                self.hour.work = found
                self.tell()
        if said is not None:
            self.show(said)

    def _catch_up(self) -> None:
        """Nothing is on its way any more: read what had to wait."""
        if self._read_later and not self._on_its_way and self.here:
            self._read_later = False
            self.call_later(self.reload)

    # going on

    @work(exclusive=True, group="read")
    async def go(self, step: StepName | None = None, said: Sayable | None = None) -> None:
        """Read the work again and open a step: the named one, else the one where the assessor is."""
        try:
            self.hour.work = await self.desk.read(read_work, self.hour.slot)
        except Trouble as trouble:
            self.show(trouble)
            return
        if not self.here:
            return
        following = screen_of(self.hour, step)
        if type(following) is type(self):
            self.tell()
            if said is not None:
                self.show(said)
        elif self.is_current:
            self.app.switch_screen(following)
        else:
            self._heading = following

    def on_screen_resume(self) -> None:
        """Back from help: go where the work went meanwhile."""
        if self._heading is not None:
            following, self._heading = self._heading, None
            self.call_after_refresh(self.app.switch_screen, following)

    # asking

    @property
    def asking(self) -> bool:
        """Whether the line is open for an answer."""
        return self._then is not None

    def ask(self, question: Message, then: Callable[[str], None], value: str = "") -> None:
        """Open the line for an answer; Enter gives it, Esc closes it."""
        self._then = then
        self.query_one("#asking").add_class("-open")
        self.query_one("#asked", Static).update(Content(self.words(question)))
        self.line.put(value)
        self.line.focus()
        self.next_step(T("Next: type it and press Enter; Esc back"))
        self.refresh_bindings()

    def close_line(self) -> None:
        """The line is not needed any more."""
        self._then = None
        self.query_one("#asking").remove_class("-open")
        self.line.value = ""
        self.set_focus(None)
        self.refresh_bindings()

    def entered(self, text: str) -> None:
        """What was asked for is given."""
        then = self._then
        if then is not None:
            self.close_line()
            then(text)

    def action_back(self) -> None:
        """Esc: out of the line, or home. What was typed is saved already."""
        if self.asking:
            self.close_line()
            self.tell()
        else:
            self.dismiss()

    # what is half typed

    def draft(self, of: str = "note") -> str:
        """What was half typed in this exercise: the note, or the reason of a rating."""
        return self.assess.drafts.get((self.desk.person or "", f"{self.hour.slot} {of}"), "")

    def keep_draft(self, text: str, of: str = "note") -> None:
        """Keep what is half typed, beyond this screen; nothing, when the text is empty."""
        key = (self.desk.person or "", f"{self.hour.slot} {of}")
        if text:
            self.assess.drafts[key] = text
        else:
            self.assess.drafts.pop(key)

    # what goes otherwise than planned

    def action_deviation(self) -> None:
        """Record it; where nothing is left to rate then, go where the work is."""
        from screens.home.deviation import record

        record(self.assess, self.hour.slot, lambda said: self.go(said=said))

    # privacy

    @property
    def private(self) -> bool:
        """Whether the cover is up."""
        return self.has_class("-private")

    def action_privacy(self) -> None:
        """Cover everything, or take the cover away."""
        self.hour.private = not self.private
        self.set_class(self.hour.private, "-private")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Under the cover nothing but F9 does anything; while a line is open, no single key is a command."""
        if self.private and action != "privacy":
            return False
        if self.asking and action not in self.WHILE_ASKING:
            return False
        return super().check_action(action, parameters)
