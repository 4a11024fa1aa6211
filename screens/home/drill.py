"""The calibration drill: rate a short performance, and see how far off that was and on which evidence."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.people.training import Drilled, keep_drill, own_drills
from assess.report.drill_text import SPEAKERS, distance, kept, on_evidence, reasons
from assess.rubric.drill import Drill, Verdict, drill, judge, shelf
from assess.rubric.library import Library
from assess.words import N, Refused, T, Trouble
from screens.base import Room
from screens.command import Command
from screens.conduct.rows import Row, Rows
from screens.conduct.thin import Thin

if TYPE_CHECKING:
    from assess.words import Words

LAST: Final = 5
"""Of one's own drills, shown below the verdict."""
FIRST: Final = 2
"""Rows above the transcript: what it is about, and a space."""


class Practice(Room[None]):
    """A transcript, the anchors that hold for it, then the verdict."""

    CSS_PATH = "drill.tcss"
    HELP_TEXT = T(
        "Practise before the day: read the transcript, mark with Space the lines that show the competency, then rate"
        " with a digit by the anchors. The verdict says how far you are from the gold rating, which lines it rests on,"
        " and why. Backspace starts anew.\n\n"
        "When the sentences of the anchors (their facets) fall on different levels: take for each facet the highest"
        " level that is met in full; a harmful act of level 1 or 2 sets its facet to that level. The rating is the"
        " highest level that more than half of the facets reach.\n\n"
        "With a center open, your drills are kept for you alone. A calibration of your own, in the folder where Assess"
        " was started, comes first."
    )
    COMMANDS_HERE = (
        *(
            Command(
                f"drill.{digit}",
                str(digit),
                T("Rate"),
                T("This anchor fits; 10 is key 0."),
                f"rate({digit})",
                shown=digit == 1,
                named=T("Rate {level}", level=digit or 10),
            )
            for digit in (*range(1, 10), 0)
        ),
        Command("drill.cite", "space", T("Mark"), T("The rating rests on this line, or not."), "cite"),
        Command("drill.next", "tab,right", T("Next drill"), T("The next transcript."), "turn(1)"),
        Command("drill.before", "shift+tab,left", T("Drill before"), T("The transcript before."), "turn(-1)", False),
        Command("drill.again", "backspace,delete", T("Anew"), T("Take the rating back and start anew."), "again"),
        Command("drill.down", "down,j", T("Down"), T("The line below."), "move(1)", shown=False),
        Command("drill.up", "up,k", T("Up"), T("The line above."), "move(-1)", shown=False),
        Command("drill.read_on", "pagedown", T("Read on"), T("Scroll anchors or verdict."), "scroll(1)", shown=False),
        Command("drill.read_back", "pageup", T("Back up"), T("Scroll anchors or verdict."), "scroll(-1)", shown=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._library: Library | None = None
        self._codes: tuple[str, ...] = ()
        self._place = 0
        self._drill: Drill | None = None
        self._at = 0
        self._cited: set[str] = set()
        self._verdict: Verdict | None = None
        self._drilled: tuple[Drilled, ...] = ()
        self._refused: tuple[Refused, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The transcript, beside or above the anchors."""
        with Vertical(id="drill"):
            with VerticalScroll(id="transcript", can_focus=False):
                yield Rows(id="lines", marks=True)
            with Vertical(id="fits"):
                yield Thin(id="between")
                with VerticalScroll(id="lower", can_focus=False):
                    yield Rows(id="levels")
                    yield Static(id="verdict", markup=False)

    def on_mount(self) -> None:
        """Read the first transcript, then say."""
        self.run_worker(self.read(), exclusive=True, group="read")

    async def read(self) -> None:
        """Another transcript."""
        first = self._library is None
        try:
            self._drill = await self.desk.call(self._fetched)
            if first and self._signed_in:
                self._drilled = await self.desk.read(own_drills)
        except Trouble as trouble:
            self.show(trouble)
            if self._drill is None:
                return
        self._anew()
        if first and self._refused:
            self.show(self._refused[0])

    @property
    def _signed_in(self) -> bool:
        """Whether a center is open and somebody acts: then drills are kept."""
        return self.assess.address is not None and self.assess.person is not None

    def _fetched(self) -> Drill:
        if self._library is None:
            self._library, self._refused = shelf(Path.cwd())
        self._codes = self._library.codes("calibration")
        return drill(self._codes[self._place % len(self._codes)], self._library)

    def _anew(self) -> None:
        self._at, self._cited, self._verdict = 0, set(), None
        self.query_one("#lower", VerticalScroll).scroll_home(animate=False)
        self.tell()
        self.query_one("#transcript", VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    # what is shown

    def tell(self) -> None:
        """Transcript, anchors or verdict, the next step."""
        found, words = self._drill, self.words
        if found is None:
            self.head(T("Calibration drill"))
            return
        self.head(
            T("Calibration drill: {name}", name=found.name),
            T("{place} of {all}", place=self._place % len(self._codes) + 1, all=len(self._codes)),
        )
        self._tell_lines()
        levels, verdict = self.query_one("#levels", Rows), self.query_one("#verdict", Static)
        levels.display, verdict.display = self._verdict is None, self._verdict is not None
        levels.put(
            [
                Row(Content.styled(f"{level:>2}  ", "bold"), Content(words(text).strip()))
                for level, text in found.anchors
            ]
        )
        between = self.query_one("#between", Thin)
        between.say(Content(f"{found.competency} {words(found.competency_name)}"))
        if self._verdict is not None:
            verdict.update(_verdict(words, self._verdict, self._drilled[:LAST]))
            self.next_step(T("Next: Tab, the next transcript; Backspace starts this one anew"))
        elif self._cited:
            keys = f"{found.anchors[-1][0]}-{found.anchors[0][0]}"
            self.next_step(
                N(
                    "Next: which anchor fits? {keys} ({n} line marked)",
                    "Next: which anchor fits? {keys} ({n} lines marked)",
                    n=len(self._cited),
                    keys=keys,
                )
            )
        else:
            self.next_step(T("Next: mark the lines that show {competency} (Space)", competency=found.competency_name))

    def _tell_lines(self) -> None:
        if self._drill is None:
            return
        words = self.words
        rows = [
            Row(Content(""), Content.styled(words(self._drill.intro).strip(), "dim")),
            Row(Content(""), Content("")),
        ]
        for line in self._drill.lines:
            head = Content.assemble(
                self._mark(line.id), Content.styled(f"{line.id:<4}", "dim"), Content.styled(f"{line.at} ", "dim")
            )
            who = Content.styled(f"{words(SPEAKERS[line.who])}: ", "bold" if line.who == "candidate" else "dim")
            rows.append(Row(head, Content.assemble(who, Content(words(line.text).strip())), key=line.id))
        self.query_one("#lines", Rows).put(rows, self._at + FIRST)

    def _mark(self, line: str) -> Content:
        """● marked, ○ not; once rated ✓ rightly marked, ! missed, + added."""
        if self._verdict is not None:
            if line in self._verdict.hit:
                return Content.styled("✓ ", "bold $success")
            if line in self._verdict.missed:
                return Content.styled("! ", "bold $error")
            if line in self._verdict.added:
                return Content.styled("+ ", "bold $warning")
            return Content("  ")
        return Content.styled("● ", "$accent") if line in self._cited else Content.styled("○ ", "dim")

    # what can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits of the scale alone, before the verdict; anew after it, or when lines are marked."""
        if action in ("rate", "cite") and (self._drill is None or self._verdict is not None):
            return False
        if action == "rate" and parameters and self._drill is not None:
            return self._level(int(str(parameters[0]))) in dict(self._drill.anchors)
        if action == "again":
            return bool(self._cited) or self._verdict is not None
        return super().check_action(action, parameters)

    def commands(self) -> tuple[Command, ...]:
        """The digits as the scale has them."""
        if self._drill is None:
            return super().commands()
        shown = f"{self._drill.anchors[-1][0]}-{self._drill.anchors[0][0]}"
        return tuple(one._replace(key_shown=shown) if one.id == "drill.1" else one for one in super().commands())

    def _level(self, digit: int) -> int:
        return 10 if digit == 0 and self._drill is not None and 10 in dict(self._drill.anchors) else digit

    def action_rate(self, digit: int) -> None:
        """Rate, and hear the verdict."""
        if self._drill is None or self._library is None or self._verdict is not None:
            return
        try:
            self._verdict = judge(self._library.calibration(self._drill.code), self._level(digit), self._cited)
        except Trouble as no:
            self.show(no)
            return
        self.query_one("#lower", VerticalScroll).scroll_home(animate=False)
        self.tell()
        self.refresh_bindings()
        if self._signed_in:
            self.keep(self._drill, self._verdict)

    @work(group="write")
    async def keep(self, drilled: Drill, verdict: Verdict) -> None:
        """Keep the drill for the acting person, and show it among the others."""
        self.saving()
        try:
            await self.desk.write(keep_drill, drilled.code, drilled.name, verdict)
            self._drilled = await self.desk.read(own_drills)
        except Trouble as no:
            self.not_saved()
            self.show(no)
            return
        self.saved(datetime.now(UTC))
        if self._verdict is verdict:
            self.tell()

    def action_cite(self) -> None:
        """The rating rests on the marked line, or no longer does."""
        if self._drill is None or self._verdict is not None:
            return
        self._cited ^= {self._drill.lines[self._at].id}
        self.tell()
        self.refresh_bindings()

    def action_move(self, by: int) -> None:
        """The line above or below."""
        if self._drill is not None:
            self._at = min(len(self._drill.lines) - 1, max(0, self._at + by))
            self._tell_lines()

    def action_turn(self, by: int) -> None:
        """Another transcript."""
        if self._codes:
            self._place = (self._place + by) % len(self._codes)
            self._drill = None  # until the next one is there: a key now is not meant for the old one
            self.run_worker(self.read(), exclusive=True, group="read")

    def action_again(self) -> None:
        """As if nothing had been marked."""
        self._anew()

    def action_scroll(self, by: int) -> None:
        """Scroll the anchors, or the verdict."""
        scroll = self.query_one("#lower", VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 2), animate=False, immediate=True)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a line marks where one is; one on an anchor rates."""
        if self._drill is None:
            return
        if event.rows.id == "levels":
            self.action_rate(self._drill.anchors[event.place][0])
        elif event.place >= FIRST:
            self._at = event.place - FIRST
            self._tell_lines()


def _verdict(words: Words, found: Verdict, drilled: tuple[Drilled, ...]) -> Content:
    """How far off, on which evidence, and why, anchor by anchor; then one's own drills so far."""
    parts = [Content.styled(words(distance(found)), "bold $accent")]
    parts += [Content(words(said)) for said in on_evidence(found)]
    for reason in reasons(found):
        parts += [Content(""), Content.styled(words(reason.head), "bold"), Content(words(reason.text).strip())]
    if drilled:
        parts += [Content(""), Content.styled(words(T("Your last drills")), "bold")]
        parts += [Content.styled(kept(words, one), "dim") for one in drilled]
    return Content("\n").join(parts)
