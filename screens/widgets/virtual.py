"""Lines drawn one by one, and only those in sight: as fast with 10,000 as with ten. One of them is marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

KEPT = 400
"""Lines that are kept as they were drawn: some screens full."""

Pieces = Iterable[tuple[str, str]]
"""Texts with the name of their look: plain, strong, dim, accent, warn, solid, line."""


class Virtual(ScrollView, can_focus=True):
    """A head that stays, and lines below it. A child says how many lines there are, and draws one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual--head",
        "virtual--marked",
        "virtual--strong",
        "virtual--dim",
        "virtual--accent",
        "virtual--warn",
        "virtual--solid",
        "virtual--line",
    }
    DEFAULT_CSS = """
    Virtual {
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        padding: 0 1;
    }
    Virtual > .virtual--head { color: $secondary; }
    Virtual > .virtual--marked { background: $block-cursor-background; color: $block-cursor-foreground; }
    Virtual > .virtual--strong { text-style: bold; }
    Virtual > .virtual--dim { color: $secondary; }
    Virtual > .virtual--accent { color: $accent; text-style: bold; }
    Virtual > .virtual--warn { color: $warning; text-style: bold; }
    Virtual > .virtual--solid { color: $primary; }
    Virtual > .virtual--line { color: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", tooltip="Mark the line above.", id="lines.up", show=False),
        Binding("down,j", "move(1)", "Down", tooltip="Mark the line below.", id="lines.down", show=False),
        Binding("pageup", "page(-1)", "Page up", tooltip="A page up.", id="lines.page_up", show=False),
        Binding("pagedown", "page(1)", "Page down", tooltip="A page down.", id="lines.page_down", show=False),
        Binding("home", "edge(-1)", "First", tooltip="Mark the first line.", id="lines.first", show=False),
        Binding("end", "edge(1)", "Last", tooltip="Mark the last line.", id="lines.last", show=False),
    ]

    class Marked(Message):
        """Another line is marked."""

        def __init__(self, widget: Virtual, place: int) -> None:
            super().__init__()
            self.widget, self.place = widget, place

        @property
        def control(self) -> Virtual:
            """The lines."""
            return self.widget

    class Chosen(Message):
        """The marked line was clicked once more."""

        def __init__(self, widget: Virtual, place: int) -> None:
            super().__init__()
            self.widget, self.place = widget, place

        @property
        def control(self) -> Virtual:
            """The lines."""
            return self.widget

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id)
        self.marked: int | None = None
        """The place of the marked one among those that can be marked."""
        self._drawn: LRUCache[tuple[int, bool, int], Strip] = LRUCache(KEPT)
        """Lines as they were drawn, by number, mark and width: scrolling by one draws one."""

    # what a child says

    def places(self) -> int:
        """How many lines can be marked."""
        return 0

    def line_of(self, place: int) -> int:
        """On which line one of them is."""
        return place

    def place_at(self, line: int) -> int | None:
        """Which of them is on a line, if any."""
        return line if 0 <= line < self.places() else None

    def lines(self) -> int:
        """How many lines there are."""
        return self.places()

    def head(self) -> str | None:
        """The head, if there is one."""
        return None

    def draw(self, line: int, marked: bool) -> Pieces:
        """A line."""
        return ()

    def lay(self, width: int) -> None:
        """Make room for another width."""

    # what all of them do

    @property
    def room(self) -> int:
        """The cells of a line."""
        return max(20, self.scrollable_content_region.width)

    def renew(self, mark: int | None = None) -> None:
        """Other lines; the mark stays where it was, or goes where it is told."""
        wanted = self.marked if mark is None else mark
        self.marked = min(wanted or 0, self.places() - 1) if self.places() else None
        self._drawn.clear()
        self.lay(self.room)
        self.virtual_size = Size(0, self.lines() + self._top)
        self.refresh()
        self._show()

    @property
    def _top(self) -> int:
        return 0 if self.head() is None else 1

    def on_resize(self) -> None:
        """Another width: the lines are laid out anew."""
        self._drawn.clear()
        self.lay(self.room)
        self.virtual_size = Size(0, self.lines() + self._top)
        self.refresh()

    def notify_style_update(self) -> None:
        """Other colours: the lines are drawn anew."""
        super().notify_style_update()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        """One line in sight."""
        width, head = self.scrollable_content_region.width, self.head()
        if y == 0 and head is not None:
            style = self.rich_style + self.get_component_rich_style("virtual--head", partial=True)
            return Strip([Segment(head, style)]).adjust_cell_length(width, self.rich_style)
        line = y - self._top + self.scroll_offset.y
        if line >= self.lines():
            return Strip.blank(width, self.rich_style)
        marked = self.marked is not None and self.place_at(line) == self.marked
        kept = self._drawn.get((line, marked, width))
        if kept is not None:
            return kept
        base = self.rich_style
        if marked:
            base += self.get_component_rich_style("virtual--marked", partial=True)
        segments = [Segment(text, base + self._look(name)) for text, name in self.draw(line, marked) if text]
        strip = Strip(segments).adjust_cell_length(width, base)
        self._drawn.set((line, marked, width), strip)
        return strip

    def _look(self, name: str) -> Style:
        if name == "plain":
            return Style.null()
        return self.get_component_rich_style(f"virtual--{name}", partial=True)

    def mark(self, place: int) -> None:
        """Mark another one; two lines are drawn anew."""
        if not self.places():
            return
        wanted, before = max(0, min(self.places() - 1, place)), self.marked
        if wanted == before:
            return
        self.marked = wanted
        for one in (before, wanted):
            if one is not None:
                self._refresh_line(self.line_of(one))
        self._show()
        self.post_message(self.Marked(self, wanted))

    def _refresh_line(self, line: int) -> None:
        self.refresh(Region(0, line - self.scroll_offset.y + self._top, self.size.width, 1))

    def _show(self) -> None:
        """Scroll as little as it takes to have the marked line in sight."""
        height = self.scrollable_content_region.height - self._top
        if self.marked is None or height <= 0:
            return
        line, top = self.line_of(self.marked), self.scroll_offset.y
        if line < top:
            self.scroll_to(y=0 if self.marked == 0 else line, animate=False, immediate=True)
        elif line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, immediate=True)

    def action_move(self, by: int) -> None:
        """Up and down."""
        self.mark((self.marked or 0) + by)

    def action_page(self, by: int) -> None:
        """A page up and down."""
        self.mark((self.marked or 0) + by * max(1, self.scrollable_content_region.height - self._top - 1))

    def action_edge(self, to: int) -> None:
        """The first and the last."""
        self.mark(0 if to < 0 else self.places() - 1)

    def on_click(self, event: events.Click) -> None:
        """A click marks; a click on what is marked chooses it."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < self._top:
            return
        place = self.place_at(offset.y - self._top + self.scroll_offset.y)
        if place is None:
            return
        event.stop()
        if place == self.marked:
            self.post_message(self.Chosen(self, place))
        else:
            self.mark(place)
