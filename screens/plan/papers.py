"""The papers: documents and acts that the standards ask for, since when, and where they lie."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from textual.app import ComposeResult

from assess.plan.center import put_paper
from assess.plan.papers import papers
from assess.words import Message, Sayable, T
from screens.base import Command
from screens.plan.planning import PlanRoom
from screens.widgets import fields
from screens.widgets.fields import Field
from screens.widgets.form import Form


class Kind(NamedTuple):
    """A kind of paper."""

    kind: str
    label: Message
    check: str


KINDS: Final = (
    Kind("policy", T("Policy of the assessment center"), "PO-01"),
    Kind("mandate", T("Order, mandate"), "PO-02"),
    Kind("works_council", T("Works council involved"), "PO-02"),
    Kind("information", T("Candidates were informed"), "IN-01"),
    Kind("adjustments", T("Adjustments were offered"), "IN-02"),
    Kind("feedback", T("Feedback is offered"), "FB-01"),
    Kind("evaluation", T("Evaluation is planned"), "EV-01"),
)


def _fields() -> tuple[Field, ...]:
    found = []
    for one in KINDS:
        heading = T("{paper} [{check}]", paper=one.label, check=one.check)
        since = fields.day(one.kind, T("Since"), needed=False, hint=T("empty: not there yet"))
        found.append(since.together(one.kind).under(heading))
        found.append(fields.line(f"{one.kind}_note", T("Where it lies"), T("file, folder, link")).together(one.kind))
    return tuple(found)


class Papers(PlanRoom):
    """A date and a place for each."""

    STEP = "papers"
    CALLED = T("Papers")
    HELP_TEXT = T(
        "The documents and acts that standards of assessment centers ask for: a policy, a mandate, the works council,"
        " what candidates were told, adjustments, feedback, evaluation. Say since when each is there and where it"
        " lies; the program keeps no copies. The codes in brackets are the checks that ask for them.\n\n"
        "This supports your documentation. It certifies nothing."
    )
    COMMANDS_HERE = (Command("papers.reload", "f6", T("Reload"), T("Read the file again."), "reload"),)

    def __init__(self, center: Any) -> None:
        super().__init__(center)
        self._noted: dict[str, tuple[date, str]] = {}

    def compose_work(self) -> ComposeResult:
        """The form."""
        yield Form(_fields(), self._write, id="form")

    async def read_step(self) -> None:
        """What is noted."""
        self._noted = await self.desk.read(papers, self.center)

    def fill(self) -> None:
        """The fields."""
        form = self.query_one("#form", Form)
        values: dict[str, Any] = {}
        for one in KINDS:
            values[one.kind], values[f"{one.kind}_note"] = self._noted.get(one.kind, (None, ""))
        form.put(values, over=not form.unsaved)
        if self.focused is None:
            form.enter()

    async def _write(self, kind: str, values: dict[str, Any]) -> None:
        await self.desk.write(put_paper, self.center, kind, values[kind], values[f"{kind}_note"])

    def say_next(self) -> Sayable:
        """Which is not noted yet."""
        missing = next((one for one in KINDS if one.kind not in self._noted), None)
        if missing is None:
            return T("back to the plan (Esc)")
        return T("{paper}: since when? Enter goes on, Esc back", paper=missing.label)

    def tell(self) -> None:
        """Every text."""
        super().tell()
        for form in self.query(Form):
            form.tell()
