"""Choosing from a few: all of them stand there, what is chosen is filled. By arrows and space, or by mouse."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from assess.words import Words
from screens.widgets.fields import Options

GAP = 2


class Picks(Widget, can_focus=True):
    """Options in a row, wrapped between them: `● one ○ other`, or `■ any □ number`."""

    DEFAULT_CSS = """
    Picks { height: auto; width: 1fr; padding: 0 1; }
    """
    auto_links = False
    value = reactive("", layout=True)
    """What is chosen: the option's value, or several with line breaks between."""

    def __init__(
        self, options: Options, picked: Callable[[], None], leave: Callable[[int], None], *, several: bool
    ) -> None:
        super().__init__()
        self._options, self._several = options, several
        self._picked, self._leave = picked, leave
        self._words = Words("en")
        self._at = 0

    def offer(self, options: Options) -> None:
        """Other options."""
        self._options = options
        self._at = min(self._at, max(0, len(options) - 1))
        self.refresh(layout=True)

    def speak(self, words: Words) -> None:
        """In this language."""
        if words is not self._words:
            self._words = words
            self.refresh(layout=True)

    def watch_value(self) -> None:
        """The mark stands at what is chosen, where it is one."""
        if not self._several:
            self._at = next((at for at, (value, _) in enumerate(self._options) if value == self.value), 0)

    @property
    def _chosen(self) -> list[str]:
        return self.value.split("\n") if self.value else []

    def _pick(self, place: int) -> None:
        if not self._options:
            return
        self._at = place % len(self._options)
        value = self._options[self._at][0]
        if self._several:
            now = set(self._chosen) ^ {value}
            self.value = "\n".join(one for one, _ in self._options if one in now)
        elif self.value != value:
            self.value = value
        self.refresh()
        self._picked()

    def on_key(self, event: events.Key) -> None:
        """Left and right, space; up, down and Enter go to the fields beside it."""
        if event.key in ("left", "right") and self._options:
            event.stop()
            place = (self._at + (1 if event.key == "right" else -1)) % len(self._options)
            if self._several:
                self._at = place
                self.refresh()
            else:
                self._pick(place)
        elif event.key == "space":
            event.stop()
            self._pick(self._at if self._several else self._at + 1)
        elif event.key in ("up", "down", "enter"):
            event.stop()
            self._leave(-1 if event.key == "up" else 1)

    def action_pick(self, place: int) -> None:
        """A click on an option."""
        self.focus()
        self._pick(place)

    def on_focus(self) -> None:
        """The mark shows."""
        self.refresh()

    def on_blur(self) -> None:
        """The mark goes."""
        self.refresh()

    def _lines(self, width: int) -> list[list[tuple[int, str]]]:
        """The options by line: place and text."""
        full, empty = ("■", "□") if self._several else ("●", "○")
        chosen = set(self._chosen)
        lines: list[list[tuple[int, str]]] = [[]]
        used = 0
        for place, (value, said) in enumerate(self._options):
            text = f"{full if value in chosen else empty} {self._words(said)}"
            text = Content(text).truncate(max(4, width), ellipsis=True).plain
            length = Content(text).cell_length
            if lines[-1] and used + GAP + length > width:
                lines.append([])
                used = 0
            used += length + (GAP if lines[-1] else 0)
            lines[-1].append((place, text))
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the options need."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The options; the marked one underlined while the field has the focus."""
        chosen = set(self._chosen)
        parts: list[Content] = []
        for number, line in enumerate(self._lines(self.size.width)):
            if number:
                parts.append(Content("\n"))
            for first, (place, text) in enumerate(line):
                if first:
                    parts.append(Content(" " * GAP))
                style = "bold" if self._options[place][0] in chosen else ""
                if self.has_focus and place == self._at:
                    style = f"{style} reverse".strip()
                said = Content.styled(text, style) if style else Content(text)
                parts.append(said.stylize(Style.from_meta({"@click": f"pick({place})"})))
        if not self._options:
            parts.append(Content.styled("–", "dim"))
        return Content.assemble(*parts)
