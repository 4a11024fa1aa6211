"""A cell of the matrix: the cues that bring a competency about in an exercise, its share, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from assess.plan.matrix_draft import Cue
from assess.rubric.reach import QUESTION
from assess.words import Message, Sayable, T, Text, Trouble, parse_number
from screens.base import Dialog
from screens.command import Command
from screens.conduct.rows import Row, Rows

BY: Final[dict[str, Message]] = {
    "role_player": T("role player"),
    "moderator": T("moderator"),
    "situation": T("situation"),
    QUESTION: T("fixed question"),
}


class CellSaid(NamedTuple):
    """What was chosen and typed."""

    cues: tuple[str, ...]
    weight: float
    why: Text


class Asked(NamedTuple):
    """The cell that is asked about."""

    title: Sayable
    cues: tuple[Cue, ...]
    chosen: tuple[str, ...]
    weight: float
    why: Text


class CellEdit(Dialog[CellSaid]):
    """Which cues show it? With its share and the reason below; what that breaks is said at once."""

    AUTO_FOCUS = "#cues"
    CSS_PATH = "matrix.tcss"
    COMMANDS_HERE = (
        Command("cell.take", "enter", T("Take over"), T("Put this into the matrix."), "take"),
        Command("cell.toggle", "space", T("Choose"), T("Choose the marked cue, or no longer."), "choose"),
        Command("cell.down", "down", T("Down"), T("The cue below."), "move(1)", shown=False),
        Command("cell.up", "up", T("Up"), T("The cue above."), "move(-1)", shown=False),
    )

    def __init__(self, asked: Asked, judge: Callable[[CellSaid], Sequence[Sayable]]) -> None:
        super().__init__()
        self._asked = asked
        self._judge = judge
        """What is wrong with an answer, in words. Raises: Trouble, when it can't be taken."""
        self._chosen = set(asked.chosen)
        self._at = 0

    def compose(self) -> ComposeResult:
        """The cues, and three lines to type in."""
        words, asked = self.words, self._asked
        share = words.number(asked.weight, 0 if float(asked.weight).is_integer() else 2)
        with Vertical(classes="box cell"):
            yield Static(Content.styled(words(asked.title), "bold"))
            with VerticalScroll(id="cues", can_focus=True):
                yield Rows(id="choice", marks=True)
            yield Static(words(T("Share, relative to the competency's other exercises")), classes="muted", markup=False)
            yield Input(share, id="share", compact=True)
            yield Static(words(T("Why this exercise shows it, in German")), classes="muted", markup=False)
            yield Input(asked.why.de, id="de", compact=True)
            yield Static(words(T("The same in English")), classes="muted", markup=False)
            yield Input(asked.why.en, id="en", compact=True)
            yield Static(id="judged", markup=False)
            yield Static(
                words(T("Space chooses, Tab goes on to share and reason, Enter takes it over, Esc goes back.")),
                classes="muted",
                markup=False,
            )

    def on_mount(self) -> None:
        """The cues as they are."""
        self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a line to type in, Space is a space."""
        if action in ("choose", "move") and isinstance(self.focused, Input):
            return False
        return super().check_action(action, parameters)

    @property
    def said(self) -> CellSaid:
        """What stands there now; a share that is no number is -1."""
        share = parse_number(self.query_one("#share", Input).value)
        why = Text(self.query_one("#de", Input).value, self.query_one("#en", Input).value)
        chosen = tuple(cue.code for cue in self._asked.cues if cue.code in self._chosen)
        return CellSaid(chosen, -1.0 if share is None else share, why)

    def _tell(self) -> None:
        words = self.words
        rows = []
        for cue in self._asked.cues:
            when = f" {cue.minute}′" if cue.minute is not None else ""
            mark = "[x]" if cue.code in self._chosen else "[ ]"
            text = Content(" ".join(words(cue.text).split()))
            if cue.only_if is not None:
                condition = " ".join(words(cue.only_if).split())
                text = Content.assemble(Content.styled(f"({condition})", "italic"), " ", text)
            head = Content.assemble((f"{mark} ", "bold $accent"), (f"{cue.code:<3}", "bold"), Content(" "))
            by = Content.styled(f"{words(BY.get(cue.by, cue.by))}{when}: ", "dim")
            rows.append(Row(head, Content.assemble(by, text), key=cue.code))
        if not rows:
            none = T(
                "No prompt and no question of this exercise brings it about: the rubric would have to get one first."
            )
            rows.append(Row(Content(""), Content.styled(words(none), "dim")))
        self.query_one("#choice", Rows).put(rows, self._at if self._asked.cues else None)
        self._tell_judged()

    def _tell_judged(self) -> None:
        shown = self.query_one("#judged", Static)
        try:
            wrong = self._judge(self.said)
        except Trouble as no:
            shown.update(Content.styled(f"✗ {no.say(self.words)}", "$error"))
            return
        lines = [Content(self.words(one)) for one in wrong[:3]]
        shown.update(
            Content("\n").join(lines) if lines else Content.styled(f"✓ {self.words(T('nothing is wrong'))}", "dim")
        )

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Judge at once."""
        event.stop()
        if self.query("#judged") and self.query("#en"):
            self._tell_judged()

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Enter in a line."""
        event.stop()
        self.action_take()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click chooses a cue, or no longer."""
        if event.place < len(self._asked.cues):
            self._at = event.place
            self.action_choose()

    def action_move(self, by: int) -> None:
        """Another cue."""
        self._at = max(0, min(len(self._asked.cues) - 1, self._at + by))
        self._tell()

    def action_choose(self) -> None:
        """Choose the marked cue, or no longer."""
        if self._asked.cues:
            self._chosen ^= {self._asked.cues[self._at].code}
            self._tell()

    def action_take(self) -> None:
        """Take it over; what can't be taken is said."""
        try:
            self._judge(self.said)
        except Trouble:
            self._tell_judged()
        else:
            self.dismiss(self.said)
