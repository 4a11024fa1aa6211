"""Speaking shares of a group discussion: context after the lock, not for rating."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.conduct.turns import SpeakingShare
from assess.conduct.turns import speaking as read_speaking
from assess.words import N, T, Trouble, clock
from screens.command import Command
from screens.conduct.flow import Hour
from screens.conduct.rows import Row, Rows
from screens.conduct.step import Step

BAR = 24
"""Cells of a bar that stands for everything."""
EIGHTHS = "▏▎▍▌▋▊▉█"


class Speaking(Step):
    """A bar for each candidate, in the order of the seats."""

    STEP = "review"
    HELP_TEXT = T(
        "Who spoke how long in this discussion. It is shown after the lock because it says who will be taken for a"
        " leader, whatever they say: it is not for rating and part of no score."
    )
    COMMANDS_HERE = (
        Command("speaking.down", "down,pagedown", T("Down"), T("Scroll down."), "scroll(1)", shown=False),
        Command("speaking.up", "up,pageup", T("Up"), T("Scroll up."), "scroll(-1)", shown=False),
    )

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self._found: SpeakingShare | None = None

    def compose_work(self) -> ComposeResult:
        """The shares, and what they are not."""
        with VerticalScroll(classes="body", can_focus=False):
            yield Rows(id="shares")
            yield Static(id="marked", markup=False)

    def on_mount(self) -> None:
        """Read them."""
        self.look()

    @work(exclusive=True, group="shares")
    async def look(self) -> None:
        """Read the shares; the rule that hides them before the lock is the store's."""
        try:
            self._found = await self.desk.read(read_speaking, self.hour.slot)
        except Trouble as trouble:
            self.show(trouble)
            return
        if self.here:
            self.tell()

    def tell(self) -> None:
        """The bars."""
        super().tell()
        words = self.words
        self.query_one("#steps", Static).update(
            Content.styled(words(T("Speaking share")).upper(), "bold $accent"), layout=False
        )
        found = self._found
        if found is None:
            return
        rows = []
        for code, own, share in zip(found.codes, found.own, found.spoken.shares, strict=True):
            name = f"[{share.seat} {code}]" if own else f" {share.seat} {code} "
            rows.append(
                Row(
                    Content.styled(f"{name:<11}", "bold" if own else ""),
                    Content.assemble(Content.styled(bar(share.share), "$primary"), f" {words.percent(share.share):>5}"),
                    Content.styled(
                        f"{clock(share.seconds)}  {words(N('{n} turn', '{n} turns', n=share.turns))}", "dim"
                    ),
                )
            )
        self.query_one("#shares", Rows).put(rows)
        facts = [
            words(T("Not for rating. Part of no score.")),
            words(
                T(
                    "Several at once {several}, silence {silence}, of {length}. Kept by {initials}.",
                    several=clock(found.spoken.several),
                    silence=clock(found.spoken.silence),
                    length=clock(found.spoken.length),
                    initials=found.keeper,
                )
            ),
        ]
        self.query_one("#marked", Static).update(
            Content.assemble(Content.styled(facts[0], "bold"), "\n", Content.styled(facts[1], "dim"))
        )
        self.next_step(T("Next: Esc back"))

    def action_scroll(self, by: int) -> None:
        """Scroll."""
        self.query_one(".body", VerticalScroll).scroll_relative(y=by * 4, animate=False)


def bar(share: float) -> str:
    """A bar of eighth blocks, padded to its whole width."""
    eighths = round(min(1.0, max(0.0, share)) * BAR * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (EIGHTHS[rest - 1] if rest else "")).ljust(BAR)
