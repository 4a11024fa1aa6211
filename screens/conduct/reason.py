"""The reason of a rating: a few lines that wrap while they are typed, with how much is still needed above them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from assess.conduct.rate import ENOUGH_REASON
from assess.conduct.work import Work
from assess.words import Message, N, T, Words, normal
from screens.conduct.places import Place, cited_at, competency_at

LONGEST: Final = 5000
"""Characters of a reason."""


class Lines(TextArea):
    """The text, wrapped at words. Enter ends it: a reason is one paragraph."""

    def __init__(self, entered: Callable[[str], None]) -> None:
        super().__init__(id="reason-text", compact=True, highlight_cursor_line=False, tab_behavior="focus")
        self._entered = entered

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self._entered(self.text)
            return
        if event.is_printable and len(self.text) >= LONGEST and not self.selected_text:
            event.prevent_default()
            event.stop()

    async def _on_paste(self, event: events.Paste) -> None:
        """A pasted text of several lines becomes one paragraph."""
        event.prevent_default()
        event.stop()
        room = LONGEST - len(self.text) + len(self.selected_text)
        self.insert(" ".join(event.text.split())[: max(0, room)])


class ReasonBox(Vertical):
    """Question, count and lines; hidden until somebody gives a reason."""

    def __init__(self, entered: Callable[[str], None], typed: Callable[[str], None]) -> None:
        super().__init__(id="reasoning")
        self._entered, self._typed = entered, typed
        self._count: Callable[[str], tuple[str, str]] = lambda _: ("", "")

    def compose(self) -> ComposeResult:
        """What is asked, then the lines."""
        yield Static(id="reason-asked", markup=False)
        yield Lines(self._entered)

    @property
    def lines(self) -> Lines:
        """Where one types."""
        return self.query_one(Lines)

    def open(self, text: str, count: Callable[[str], tuple[str, str]]) -> None:
        """Show it, the cursor behind the text; `count` says question and state of what is typed."""
        self._count = count
        self.add_class("-open")
        with self.prevent(TextArea.Changed):
            self.lines.text = text
        self.lines.move_cursor(self.lines.document.end)
        self.lines.focus()
        self.say()

    def close(self) -> None:
        """Not needed any more."""
        self.remove_class("-open")
        with self.prevent(TextArea.Changed):
            self.lines.text = ""

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Every letter counts, and none is lost."""
        event.stop()
        if self.has_class("-open"):
            self.say()
            self._typed(self.lines.text)

    def say(self) -> None:
        """Question and count, of now."""
        asked, state = self._count(self.lines.text)
        self.query_one("#reason-asked", Static).update(
            Content.assemble(Content.styled(asked, "bold"), "  ", Content.styled(state, "dim"))
        )


def counted(words: Words, work: Work, here: Place, level: int | None, text: str) -> tuple[str, str]:
    """What is asked, and what is still needed for the level that waits for a reason (or stands already)."""
    name = words(competency_at(work, here).name)
    asked = (
        T("{name}: why this level?", name=name) if level is None else T("{name}: why {level}?", name=name, level=level)
    )
    typed = len(normal(text))
    missing = ENOUGH_REASON - typed
    state: Message = N("{n} character", "{n} characters", n=typed)
    if level in (work.lo, work.hi) and cited_at(work, here) < 2:
        state = (
            N("{n} more character, or one more note", "{n} more characters, or one more note", n=missing)
            if missing > 0
            else T("✓ enough for {level}", level=level)
        )
    return words(asked), words(state)
