"""Whom somebody knows among the candidates: noted while planning, asked again before each exercise."""

from __future__ import annotations

from typing import Any, Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from assess.conduct.conflict import relate, relations
from assess.plan.candidates import Applicant, candidates
from assess.words import Id, Message, Sayable, T
from screens.base import Command
from screens.plan.planning import PlanRoom
from screens.widgets import fields
from screens.widgets.form import Form

KNOWN: Final[tuple[tuple[str, Message], ...]] = (
    ("none", T("no")),
    ("known", T("knows")),
    ("colleague", T("worked together")),
    ("manager", T("manager")),
    ("friend", T("friends")),
    ("related", T("related")),
)


class Relations(PlanRoom):
    """A row a candidate."""

    STEP = "people"
    CALLED = T("Knows")
    HELP_TEXT = T(
        "Whom this person knows among the candidates. Everything but “no” keeps the two apart: the timetable never"
        " lets an assessor watch somebody they know. Arrows left and right choose, up and down go on.\n\n"
        "It is a note for planning. Before each exercise the assessors are asked themselves, and their answer counts."
    )
    COMMANDS_HERE = (Command("relations.reload", "f6", T("Reload"), T("Read the file again."), "reload"),)

    def __init__(self, center: Id, person: Id, called: str) -> None:
        super().__init__(center)
        self._person, self._called = person, called
        self._there: tuple[Applicant, ...] = ()
        self._known: dict[tuple[Id, Id], str] = {}

    def compose_work(self) -> ComposeResult:
        """Whose it is; the rows come once the candidates are read."""
        yield Static(self._called, id="whose", classes="text", markup=False)
        yield VerticalScroll(id="rows", can_focus=False)

    async def read_step(self) -> None:
        """Candidates and relations."""
        found = await self.desk.read(candidates, self.center)
        self._there = tuple(one for one in found if one.withdrawn_at is None)
        self._known = await self.desk.read(relations, self.center)

    def fill(self) -> None:
        """A row each, once."""
        if not self.query(Form) and self._there:
            self.call_later(self._rows)

    async def _rows(self) -> None:
        if self.query(Form):
            return
        form = Form(
            [fields.choice(one.id, T("{code} {name}", code=one.code, name=one.name), KNOWN) for one in self._there],
            self._write,
            id="form",
        )
        await self.query_one("#rows").mount(form)
        form.put({one.id: self._known.get((self._person, one.id), "none") for one in self._there})
        form.enter()

    async def _write(self, candidate: str, values: dict[str, Any]) -> None:
        await self.desk.write(relate, self.center, self._person, Id(candidate), values[candidate])

    def say_next(self) -> Sayable:
        """Choose, or back."""
        if not self._there:
            return T("there are no candidates yet; back (Esc)")
        return T("choose with the arrows; back to the people (Esc)")

    def tell(self) -> None:
        """Every text."""
        super().tell()
        for form in self.query(Form):
            form.tell()
