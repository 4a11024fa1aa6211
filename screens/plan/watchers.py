"""Who watches a performance: assessors put in and taken out, each with what stands against it."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from assess.plan.timetable.byhand import Plan, busy, toggled
from assess.plan.timetable.clock import hhmm
from assess.plan.timetable.problem import Placed, Problem, Span
from assess.report.columns import one_line
from assess.words import Message, T
from screens.base import Command, Dialog


class WatcherChoice(Dialog[Placed]):
    """Every assessor for every candidate of a performance."""

    COMMANDS_HERE = (
        Command("watchers.turn", "space", T("In or out"), T("Put the marked assessor in, or take them out."), "turn"),
    )

    def __init__(
        self, problem: Problem, plan: Plan, one: Placed, title: str, named: Callable[[Message], Message]
    ) -> None:
        super().__init__()
        self._problem, self._plan, self._was, self._one, self._title = problem, plan, one, one, title
        self._named = named
        self._pairs = [(who.initials, code) for code in one.takers for who in problem.watchers]

    def compose(self) -> ComposeResult:
        """The list, and how it works."""
        with Vertical(classes="box"):
            yield Static(Content(one_line(self._title)))
            yield OptionList(markup=False)
            hint = T("Enter puts in or takes out; Esc goes back. Nothing is saved before S.")
            yield Static(Content(self.words(hint)), classes="muted")

    def on_mount(self) -> None:
        """Every pair."""
        self._fill()

    def _fill(self) -> None:
        shown = self.query_one(OptionList)
        at = shown.highlighted or 0
        shown.clear_options()
        shown.add_options([self._line(who, code) for who, code in self._pairs])
        shown.highlighted = at

    def _line(self, who: str, code: str) -> Content:
        there = code in dict(self._one.watch).get(who, ())
        mark = "✓" if there else " "
        name = f"{who} · {code}" if len(self._one.takers) > 1 else who
        against = self._against(who, code)
        said = self.words(self._named(against)) if against else ""
        return Content.assemble(
            Content.styled(f"{mark} {one_line(name)}", "bold" if there else ""), "  ", Content.styled(said, "dim")
        )

    def _against(self, who: str, code: str) -> Message | None:
        if (who, code) in self._problem.barred:
            return T("conflict of interest with {candidate}", candidate=code)
        rate = self._problem.task(self._one.task).rate
        span = Span(self._one.start, self._one.end + rate)
        other = busy(self._problem, self._plan, who, span, self._was)
        if other is not None:
            return T("{exercise} at {time}", exercise=other.task, time=hhmm(other.start))
        free = next((each.free for each in self._problem.watchers if each.initials == who), ())
        if free and not any(each.start <= span.start and span.end <= each.end for each in free):
            return T("not there")
        return None

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """In, or out."""
        event.stop()
        who, code = self._pairs[event.option_index]
        self._one = toggled(self._one, who, code)
        self._fill()

    def action_turn(self) -> None:
        """In, or out."""
        self.query_one(OptionList).action_select()

    def action_back(self) -> None:
        """Back, with what was chosen: it can be undone there."""
        self.dismiss(self._one)
