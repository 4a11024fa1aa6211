"""A thin line across the screen."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class Thin(Widget):
    """Separates without a box; may carry a few quiet words at its right end. Class `-bare`: the words alone."""

    DEFAULT_CSS = """
    Thin { height: 1; color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id)
        self._said = Content("")

    def say(self, said: Content) -> None:
        """Words at the right end; empty for none."""
        if not said.is_same(self._said):
            self._said = said
            self.refresh()

    def render(self) -> Content:
        """The line."""
        width = self.size.width
        stroke = " " if self.has_class("-bare") else "─"
        if not self._said.plain:
            return Content.styled(stroke * width, "dim")
        said = self._said.truncate(max(0, width - 4), ellipsis=True)
        rest = stroke * max(0, width - said.cell_length - 3)
        return Content.assemble(Content.styled(rest, "dim"), " ", said, " ", Content.styled(stroke, "dim"))
