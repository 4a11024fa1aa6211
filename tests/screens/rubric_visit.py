"""A person at the rubrics: the app without a center, begun at a file or a role."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from screens.app import AssessApp
from screens.plan.edit import RubricEdit
from screens.plan.text import FieldText
from tests.screens.visit import Visit

ALL_SIZES = [(80, 24), (100, 30), (160, 48)]


class RubricVisit(Visit):
    """What one does in the editor."""

    @property
    def editor(self) -> RubricEdit:
        """The editor's screen."""
        screen = self.app.screen
        assert isinstance(screen, RubricEdit), self.step
        return screen

    @property
    def field(self) -> str:
        """The line above the text: which field it is."""
        return next(line for line in self.lines if " · " in line and line.rstrip().endswith("─"))

    @property
    def pane(self) -> str:
        """What stands at the marked field: its text, findings, hints."""
        region = self.editor.query_one("#pane").region
        rows = [line.ljust(region.right)[region.x : region.right] for line in self.lines[region.y : region.bottom]]
        return " ".join(" ".join(rows).replace("│", " ").split())

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.editor.query_one("#text", FieldText).text

    async def go_to(self, *keys: str | int) -> None:
        """Mark the field of a path."""
        from assess.rubric.fields import home

        self.editor.go(home(self.editor._fields, keys))
        await self.settle()

    async def write(self, text: str) -> None:
        """Type over the marked field, and wait for the lint."""
        if not self.editor.typing:
            await self.press("enter")
        self.editor.query_one("#text", FieldText).select_all()
        await self.type(text)
        await self.settle()

    async def read_all(self) -> str:
        """Everything that can be read by scrolling."""
        seen = self.text
        before = ""
        while before != self.text:
            before = self.text
            await self.press("pagedown")
            seen += " " + self.text
        return seen


@asynccontextmanager
async def at_rubrics(
    rubric: str | Path = "", size: tuple[int, int] = (80, 24), language: str = "en", address: Path | None = None
) -> AsyncIterator[RubricVisit]:
    """The app, as `assess rubrics edit [FILE|ROLE]` opens it."""
    app = AssessApp(address, language=language, rubric=str(rubric))
    try:
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            visit = RubricVisit(app, pilot)
            await pilot.pause()
            await visit.settle()
            yield visit
    finally:
        app.drafts.close()
        app.desk.close()
