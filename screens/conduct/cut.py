"""Where a note is split in two: between which words, moved word by word."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from textual import events
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

BREAK: Final = re.compile(r"(?:[,.;:!?]|\s[–—-])\s+")
"""Where a second thought is likely to begin."""


def starts(text: str) -> list[int]:
    """Where each word but the first begins."""
    return [found.start() for found in re.finditer(r"\S+", text)][1:]


class Cut(Static):
    """The note with a bar between its two parts. Arrows move it by a word, a click sets it, Enter splits."""

    auto_links = False

    def __init__(self, done: Callable[[str, str], None], *, id: str | None = None) -> None:  # noqa: A002  (Textual's)
        super().__init__(id=id, markup=False)
        self._done = done
        self._text = ""
        self._starts: list[int] = []
        self._at = 0

    def open(self, text: str) -> None:
        """Show a note of two words or more, the bar where its second thought seems to begin."""
        self._text, self._starts = text, starts(text)
        likely = [found.end() for found in BREAK.finditer(text) if found.end() in self._starts]
        middle = min(self._starts, key=lambda start: abs(start - len(text) / 2))
        self._at = self._starts.index(likely[0] if likely else middle)
        self._draw()

    def parts(self) -> tuple[str, str]:
        """The two notes as they are cut now."""
        at = self._starts[self._at]
        return self._text[:at].rstrip(), self._text[at:]

    def press(self, key: str) -> bool:
        """Arrows, Home and End move the bar; Enter splits. Whether the key means something here."""
        last = len(self._starts) - 1
        to = {"left": self._at - 1, "right": self._at + 1, "home": 0, "end": last}.get(key)
        if key == "enter":
            self._done(*self.parts())
        elif to is not None:
            self._at = min(last, max(0, to))
            self._draw()
        return key == "enter" or to is not None

    def on_click(self, event: events.Click) -> None:
        """The second note begins at the word under the pointer."""
        word = event.style.meta.get("word")
        if isinstance(word, int) and word > 0:
            self._at = word - 1
            self._draw()

    def _draw(self) -> None:
        parts: list[Content] = []
        for number, found in enumerate(re.finditer(r"\S+\s*", self._text)):
            if number == self._at + 1:
                parts.append(Content.styled("┃ ", "bold $accent"))
            style = "bold" if number > self._at else ""
            parts.append(Content.styled(found[0], style).stylize(Style.from_meta({"word": number})))
        self.update(Content.assemble(*parts))
