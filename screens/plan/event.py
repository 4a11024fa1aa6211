"""The event: when, how long, and by which rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from assess.plan.center import Settings, set_center
from assess.words import Id, Message, Sayable, T, parse_number
from screens.base import Command
from screens.plan.planning import PlanRoom
from screens.widgets import fields
from screens.widgets.form import Form

if TYPE_CHECKING:
    from assess.store.transaction import Writing

WEIGHTS: Final = ("w_role", "w_gap", "w_values")
STYLES: Final[tuple[tuple[str, Message], ...]] = (
    ("rotation", T("everybody sees everybody")),
    ("pairs", T("constant pairs")),
)
MODES: Final[tuple[tuple[str, Message], ...]] = (
    ("discussion", T("assessors may amend, with evidence")),
    ("mechanical", T("ratings stay as they are")),
    ("consensus", T("agreed values, with a reason")),
)
RULES: Final[tuple[tuple[str, Message], ...]] = (("plain", T("plain weighted mean")),)

FIELDS: Final = (
    fields.line("name", T("Name"), needed=T("A center needs a name.")).under(T("The event")),
    fields.day("day", T("Day")),
    fields.line("zone", T("Time zone"), T("for example Europe/Berlin"), needed=T("A center needs a time zone.")),
    fields.clock("day_start", T("From")).together("hours").under(T("Hours")),
    fields.clock("day_end", T("To")).together("hours"),
    fields.whole("lunch_minutes", T("Lunch"), 0, 240, T("minutes; 0 for none")).together("lunch"),
    fields.clock("lunch_from", T("Lunch between")).together("lunch"),
    fields.clock("lunch_to", T("and")).together("lunch"),
    fields.whole("stretch", T("Longest without a break"), 0, 600, T("minutes; 0 for no rule")),
    fields.whole("pause", T("Shortest break"), 0, 120, T("minutes")),
    fields.choice("style", T("Assessors rotate"), STYLES),
    fields.choice("mode", T("In the wash-up"), MODES).under(T("Rules")),
    fields.choice("rule", T("Ranking by"), RULES),
    fields.percent("w_role", T("Weight: fit with the role")).together("weights"),
    fields.percent("w_gap", T("Weight: what the team lacks")).together("weights"),
    fields.percent("w_values", T("Weight: shared values")).together("weights"),
    fields.whole("retention_months", T("Keep the data for"), 1, 120, T("months after the rejection was received")),
)


class Event(PlanRoom):
    """Name, day, hours, rules of a center, each saved as one leaves its field."""

    STEP = "event"
    CALLED = T("Event")
    HELP_TEXT = T(
        "When and where the center takes place, and the rules that are fixed before the first exercise. Each field is"
        " saved as you leave it: Enter or Tab goes on, the arrows go up and down, arrows left and right choose.\n\n"
        "The hours, lunch and breaks are what the timetable keeps to. Let assessors rotate, and everybody sees"
        " everybody, which makes ratings comparable between candidates; constant pairs see all candidates in one"
        " exercise, which is calmer to plan.\n\n"
        "The three weights say how the ranking is put together: fit with the role, what the team lacks, shared values."
        " They sum to 100, and can't change after the first lock without every output saying so. The months say how"
        " long the data stays after a rejection was received."
    )
    COMMANDS_HERE = (Command("event.reload", "f6", T("Reload"), T("Read the file again."), "reload"),)

    def compose_work(self) -> ComposeResult:
        """The form, and the sum of the weights below it."""
        yield Form(FIELDS, self._write, holds=_holds, typed=self._sum, id="form")
        yield Static(id="sum", classes="text", markup=False)

    def fill(self) -> None:
        """The fields; the first one is where one begins."""
        form = self.query_one("#form", Form)
        if self.plan is not None:
            form.put(self.plan.settings._asdict(), over=not form.unsaved)
        if self.focused is None:
            form.enter()

    async def _write(self, _: str, values: dict[str, Any]) -> None:
        await self.change(_set, self.center, values)

    def tell(self) -> None:
        """Every text."""
        super().tell()
        form = self.query("#form")
        if form:
            form.first(Form).tell()
            self._sum()

    def _sum(self) -> None:
        texts = self.query_one("#form", Form).texts()
        shares = [parse_number(texts[name]) for name in WEIGHTS]
        if None in shares:
            said = ""
        else:
            numbers = [share for share in shares if share is not None]
            total = float(sum(numbers))
            whole = self.words.number(total, 0 if total.is_integer() else 1)
            parts = " + ".join(self.words.number(one, 0 if one.is_integer() else 1) for one in numbers)
            mark = "✓" if abs(total - 100) < 1e-6 else "!"
            said = f"{mark} {self.words(T('Weights: {parts} = {sum} of 100', parts=parts, sum=whole))}"
        self.query_one("#sum", Static).update(Content(said))

    def action_reload(self) -> None:
        """Read the file again."""
        self.reload()


def _set(tx: Writing, center: Id, values: Mapping[str, Any], reason: str = "") -> Settings:
    return set_center(tx, center, reason, **values)


def _holds(group: str, values: Mapping[str, Any]) -> Sayable | None:
    """The weights are saved when they sum to 100: while one changes them one by one they can't."""
    if group == "weights" and abs(sum(values.values()) - 1) > 1e-6:
        percent = round(sum(values.values()) * 100, 4)
        return T("The three weights sum to {sum}, not to 100: not saved yet.", sum=percent)
    return None
