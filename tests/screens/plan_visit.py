"""A moderator at the plan of a center: an empty center in a file of the test's own, and what one does there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select
from sqlmodel import col
from textual.widgets import OptionList, Static

from assess.home.begin import begin
from assess.people.sign_in import find
from assess.plan.center import Settings
from assess.plan.parts import Step
from assess.store.open import open_store
from assess.store.tables import Center
from assess.store.transaction import Reading
from assess.words import Id
from screens.app import AssessApp
from screens.plan.center import PLACES, CenterPlan
from screens.widgets.form import Form
from screens.widgets.keybar import KeyBar
from tests.screens.visit import Visit

R = TypeVar("R")
ALL_SIZES = [(80, 24), (100, 30), (160, 48)]
SEEN = [((80, 24), "en"), ((80, 24), "de"), ((100, 30), "de"), ((160, 48), "en")]
SPRING = Settings("Spring", date(2027, 3, 1))


def make_empty(path: Path) -> Path:
    """A file with an empty center and its moderator."""
    with open_store(path, create=True) as store:
        store.write(begin, SPRING, name="Mara Muster", initials="MM")
    return path


def ask(path: Path, use_case: Callable[..., R], *args: Any, initials: str = "MM", **kwargs: Any) -> R:
    """What a reading use case answers about the file's center."""
    with open_store(path, create=False) as store:
        mine = store.acting(store.read(find, initials).id)
        return mine.read(use_case, center_of(path), *args, **kwargs)


def tell(path: Path, use_case: Callable[..., R], *args: Any, initials: str = "MM", **kwargs: Any) -> R:
    """Write to the file's center."""
    with open_store(path, create=False) as store:
        mine = store.acting(store.read(find, initials).id)
        return mine.write(use_case, center_of(path), *args, **kwargs)


def center_of(path: Path) -> Id:
    """The newest center of a file."""

    def newest(tx: Reading) -> Id:
        return tx.session.execute(select(col(Center.id)).order_by(col(Center.created_at).desc())).scalars().all()[0]

    with open_store(path, create=False) as store:
        return store.read(newest)


class PlanVisit(Visit):
    """What one does at the plan."""

    async def to(self, name: Step) -> None:
        """Open a step by its key, from the overview."""
        assert isinstance(self.app.screen, CenterPlan), self.app.screen
        await self.press(PLACES[name].key)

    async def write(self, text: str) -> None:
        """Type over the field that has the focus, and leave it with Enter."""
        await self.over(text)
        await self.press("enter")

    async def over(self, text: str) -> None:
        """Type over the field that has the focus."""
        focused = self.app.screen.focused
        assert focused is not None
        while getattr(focused, "value", ""):
            await self.pilot.press("ctrl+u", "ctrl+k")
        await self.type(text)
        await self.settle()

    async def into(self, field: str) -> None:
        """Go into a field by its name."""
        self.app.screen.query_one("#form", Form).enter(field)
        await self.settle()

    @property
    def line_marked(self) -> str:
        """The line of the list that is marked."""
        listed = self.app.screen.query_one("#list", OptionList)
        assert listed.highlighted is not None
        return str(listed.get_option_at_index(listed.highlighted).prompt)

    @property
    def about(self) -> str:
        """What is said below the form."""
        return str(self.app.screen.query_one("#about", Static).content)

    @property
    def bar(self) -> str:
        """The key bar."""
        return str(self.app.screen.query_one(KeyBar).render())


@asynccontextmanager
async def planning(
    path: Path, size: tuple[int, int] = (100, 30), language: str = "en", person: str = "MM"
) -> AsyncIterator[PlanVisit]:
    """The app at a center's plan."""
    center = center_of(path)
    app = AssessApp(path, language=language, person=person)
    try:
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            visit = PlanVisit(app, pilot)
            await pilot.pause()
            await visit.settle()
            app.push_screen(CenterPlan(center))
            await visit.settle()
            yield visit
    finally:
        app.drafts.close()
        app.desk.close()
