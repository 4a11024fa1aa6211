"""A thin line across the screen."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class Thin(Widget):
    """Separates without a box; may carry a few quiet words at its right end."""

    DEFAULT_CSS = """
    Thin { height: 1; color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name for it)
        super().__init__(id=id)
        self._said = ""

    def say(self, said: str) -> None:
        """Words at the right end; the empty string for none."""
        if said != self._said:
            self._said = said
            self.refresh()

    def render(self) -> Content:
        """The line."""
        width = self.size.width
        said = Content(f" {self._said} ").truncate(max(0, width - 4), ellipsis=True) if self._said else Content("")
        rest = width - said.cell_length - (1 if self._said else 0)
        rule = Content.styled("─" * max(0, rest), "dim")
        return Content.assemble(rule, said, Content.styled("─", "dim")) if self._said else rule
