"""Style and wishes of a plan: what each is worth, what it costs in the plan that is shown, and why."""

from __future__ import annotations

from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from assess.plan.timetable.cost import Cost
from assess.plan.timetable.planning import Price, other_style
from assess.plan.timetable.problem import Wishes
from assess.plan.timetable.turns import Style
from assess.report.timetable_text import STYLE_HELP, STYLES, WISHES, price_said
from assess.words import T, parse_number
from screens.base import Command, Dialog


class Wanted(NamedTuple):
    """How the next plan is to be."""

    style: Style
    wishes: Wishes


class WishesDialog(Dialog[Wanted]):
    """The style first, then each wish with its weight and its cost."""

    COMMANDS_HERE = (
        Command("wishes.change", "space", T("Change"), T("The other style, or another weight."), "change"),
    )

    def __init__(self, wanted: Wanted, cost: Cost | None, prices: tuple[Price, ...]) -> None:
        super().__init__()
        self._wanted, self._cost, self._prices = wanted, cost, prices
        self._field: str | None = None

    def compose(self) -> ComposeResult:
        """The style with its price, the wishes, a line for a weight."""
        with Vertical(classes="box"):
            heads = f"  {self.words(T('weight')):>6} {self.words(T('costs')):>7}"
            yield Static(Content.styled(heads, "dim"))
            yield OptionList(markup=False)
            yield Static(id="about", classes="muted", markup=False)
            yield Input(id="weight", compact=True)
            hint = T("Enter changes what is marked; Esc goes back, and P plans by it.")
            yield Static(Content(self.words(hint)), classes="muted")

    def on_mount(self) -> None:
        """What is wanted now."""
        self._fill()

    def _fill(self) -> None:
        shown, words = self.query_one(OptionList), self.words
        at = shown.highlighted or 0
        rows = [Content(words(T("Style: {style}", style=STYLES[self._wanted.style])))]
        for field, said in WISHES.items():
            weight = words.number(getattr(self._wanted.wishes, field), 1)
            paid = words.number(getattr(self._cost, field), 1) if self._cost else "–"
            rows.append(Content.assemble(f"{weight:>6} ", Content.styled(f"{paid:>7} ", "dim"), words(said)))
        shown.clear_options()
        shown.add_options(rows)
        shown.highlighted = at

    @on(OptionList.OptionHighlighted)
    def marked(self, event: OptionList.OptionHighlighted) -> None:
        """What it means."""
        event.stop()
        words = self.words
        if event.option_index == 0:
            lines = [words(STYLE_HELP[self._wanted.style])]
            lines += [" · ".join(words(part) for part in price_said(words, price)[:2]) for price in self._prices]
        else:
            lines = [words(T("Weight and cost in the plan shown. The length of the day always comes first."))]
        self.query_one("#about", Static).update(Content("\n".join(lines)))

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """The other style, or a weight to type."""
        event.stop()
        if event.option_index == 0:
            self._wanted = self._wanted._replace(style=other_style(self._wanted.style))
            self._fill()
            return
        self._field = list(WISHES)[event.option_index - 1]
        line = self.query_one("#weight", Input)
        line.value = self.words.number(getattr(self._wanted.wishes, self._field), 1)
        line.cursor_position = len(line.value)
        line.add_class("-open")
        line.focus()

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        """A weight."""
        event.stop()
        number = parse_number(event.value)
        if number is None or number < 0 or self._field is None:
            self.query_one("#about", Static).update(Content(self.words(T("A weight is a number, 0 or more."))))
            return
        self._wanted = self._wanted._replace(wishes=self._wanted.wishes._replace(**{self._field: number}))
        event.input.remove_class("-open")
        self.query_one(OptionList).focus()
        self._fill()

    def action_change(self) -> None:
        """The other style, or a weight to type."""
        self.query_one(OptionList).action_select()

    def action_back(self) -> None:
        """Back, with what is wanted."""
        self.dismiss(self._wanted)
