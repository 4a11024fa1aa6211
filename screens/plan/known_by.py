"""Whom a candidate knows among the assessors: noted while planning, asked again before each exercise."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from assess.conduct.conflict import relate, relations
from assess.people.staff import Staff, staff
from assess.words import Id, Sayable, T
from screens.base import Command
from screens.plan.planning import PlanRoom
from screens.plan.relations import KNOWN
from screens.widgets import fields
from screens.widgets.form import Form


class KnownBy(PlanRoom):
    """A row an assessor."""

    STEP = "candidates"
    CALLED = T("Knows")
    HELP_TEXT = T(
        "Which assessors this candidate knows. Everything but “no” keeps the two apart: the timetable never lets an"
        " assessor watch somebody they know. Arrows left and right choose, up and down go on.\n\n"
        "It is a note for planning. Before each exercise the assessors are asked themselves, and their answer counts."
    )
    COMMANDS_HERE = (Command("known_by.reload", "f6", T("Reload"), T("Read the file again."), "reload"),)

    def __init__(self, center: Id, candidate: Id, called: str) -> None:
        super().__init__(center)
        self._candidate, self._called = candidate, called
        self._there: tuple[Staff, ...] = ()
        self._known: dict[tuple[Id, Id], str] = {}

    def compose_work(self) -> ComposeResult:
        """Whose it is; the rows come once the assessors are read."""
        yield Static(self._called, id="whose", classes="text", markup=False)
        yield VerticalScroll(id="rows", can_focus=False)

    async def read_step(self) -> None:
        """Assessors and relations."""
        found = await self.desk.read(staff, self.center)
        self._there = tuple(one for one in found if one.here and "assessor" in (*one.functions, *one.everywhere))
        self._known = await self.desk.read(relations, self.center)

    def fill(self) -> None:
        """A row each, once."""
        if not self.query(Form) and self._there:
            self.call_later(self._rows)

    async def _rows(self) -> None:
        if self.query(Form):
            return
        form = Form(
            [fields.choice(one.id, T("{code} {name}", code=one.initials, name=one.name), KNOWN) for one in self._there],
            self._write,
            id="form",
        )
        await self.query_one("#rows").mount(form)
        form.put({one.id: self._known.get((one.id, self._candidate), "none") for one in self._there})
        form.enter()

    async def _write(self, person: str, values: dict[str, Any]) -> None:
        await self.desk.write(relate, self.center, Id(person), self._candidate, values[person])

    def say_next(self) -> Sayable:
        """Choose, or back."""
        if not self._there:
            return T("there are no assessors yet; back (Esc)")
        return T("choose with the arrows; back to the candidates (Esc)")

    def tell(self) -> None:
        """Every text."""
        super().tell()
        for form in self.query(Form):
            form.tell()
