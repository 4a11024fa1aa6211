"""Why: every step from single ratings to a candidate's place, and the notes they rest on."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.conduct.evidence import Quoted, evidence
from assess.fit.explain import CompetencyStep, Explanation, explain
from assess.report.columns import one_line, wrap
from assess.report.explain_text import blocks, explain_lines, title
from assess.report.grid_text import TOTAL, grid_of, signs_said
from assess.report.rank_text import rule_said
from assess.words import Id, T, Trouble
from screens.base import Room
from screens.command import Command
from screens.widgets.evidence import Source, notes_content
from screens.widgets.grid import GridView
from screens.widgets.virtual import Virtual

LONGEST = 110
"""Cells of a line of text beyond which nobody reads well."""


class Explain(Room[None]):
    """The grid first; below it the steps of the marked competency, beside them its evidence."""

    CSS_PATH = "fit.tcss"
    HELP_TEXT = T(
        "Every number of a candidate's place, to be recomputed by hand: the ratings in the grid, the steps of the"
        " marked competency below it, and the notes that its ratings rest on. The last line of the grid leads to the"
        " team fit, its error and the band. G shows all steps as one text. Scores are a summary of evidence: exercises"
        " differ, and a competency alone says little."
    )
    COMMANDS_HERE = (
        Command("explain.steps", "g", T("Grid/steps"), T("The grid, or all steps as one text."), "grid_or_steps"),
        Command("explain.next", "right", T("Next role"), T("The same candidate for the next role."), "role(1)"),
        Command(
            "explain.before", "left", T("Role before"), T("The same candidate for the role before."), "role(-1)", False
        ),
        Command("explain.down", "pagedown,space", T("Read on"), T("The text below, a page on."), "page(1)"),
        Command("explain.up", "pageup", T("Back up"), T("The text below, a page back."), "page(-1)", False),
    )

    def __init__(self, center: Id, code: str, role: str | None = None) -> None:
        super().__init__()
        self.center, self.code, self.role = center, code, role
        self._explanations: tuple[Explanation, ...] = ()
        self._quoted: tuple[Quoted, ...] = ()
        self._trouble_said: Trouble | None = None

    def compose_body(self) -> ComposeResult:
        """The grid, the steps, the evidence; or all steps as one text."""
        yield Static(id="terms", classes="muted", markup=False)
        yield GridView(id="grid")
        with VerticalScroll(id="below", can_focus=False):
            yield Static(id="steps", markup=False)
            yield Static(id="evidence", markup=False)
        with VerticalScroll(id="all"):
            yield Static(id="whole", markup=False)

    def on_mount(self) -> None:
        """Read, then say."""
        self.tell()
        self.read()

    @work(exclusive=True, group="read")
    async def read(self) -> None:
        """The explanation, and the notes."""
        try:
            self._explanations = await self.desk.read(explain, self.center, self.code)
            self._quoted = await self.desk.read(evidence, self._explanations[0].place.candidate)
        except Trouble as trouble:
            self._trouble_said = trouble
        self.tell()
        self.refresh_bindings()

    @property
    def explanation(self) -> Explanation | None:
        """The role that is shown."""
        found = (one for one in self._explanations if self.role in (None, one.role))
        return next(found, self._explanations[0] if self._explanations else None)

    @property
    def step(self) -> CompetencyStep | None:
        """The marked competency; None on the line that sums up."""
        one, key = self.explanation, self.query_one("#grid", GridView).key
        steps = (*one.competencies, *one.values) if one else ()
        return next((step for step in steps if step.competency == key), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is possible is offered."""
        if action == "role":
            return len(self._explanations) > 1
        return bool(self._explanations) or action not in ("grid_or_steps", "page")

    def tell(self) -> None:
        """Every text, in the language of now."""
        if not self.query("#grid"):
            return
        words, one, person = self.words, self.explanation, self.assess.person
        acting = one_line(f"{person.initials} · {person.name}") if person else ""
        if one is None:
            self.head(f"{words(T('Why?'))} · {one_line(self.code)}", acting)
            if self._trouble_said is not None:
                self.show(self._trouble_said)
            else:
                self.next_step(T("The steps are being read …"))
            return
        self.head(f"{words(T('Why?'))} · {one_line(title(words, one))}", acting)
        grid = grid_of(words, one)
        terms = " · ".join([words(rule_said(one.terms)), *signs_said(words, grid)])
        self.query_one("#terms", Static).update(Content(terms))
        self.query_one("#grid", GridView).show(words, grid)
        width = min(LONGEST, max(40, self.size.width - 5))
        self.query_one("#whole", Static).update(Content("\n".join(explain_lines(words, one, width))))
        self._tell_marked()
        self._focus()

    def _focus(self) -> None:
        wanted = "#all" if self.has_class("-steps") else "#grid"
        self.query_one(wanted).focus()

    def _tell_marked(self) -> None:
        """The steps of the marked line, and its notes."""
        one, words = self.explanation, self.words
        if one is None:
            return
        step = self.step
        key = step.competency if step else TOTAL
        block = next(found for found in blocks(words, one) if found.key == key)
        width = self._columns()
        lines = [Content.styled(one_line(block.title), "bold")]
        for sentence in block.sentences:
            look = "$warning" if sentence.startswith("!") else ""
            lines += [Content.styled(line, look) for line in wrap(sentence, width, "", "  ")]
        self.query_one("#steps", Static).update(Content("\n").join(lines))
        notes = Content("")
        if step is not None:
            sources = [
                Source(rating.sheet, cell.exercise, rating.assessor, rating.level)
                for cell in step.cells
                for rating in cell.ratings
            ]
            imported = one.place.imported
            notes = notes_content(words, sources, self._quoted, step.competency, width, imported=imported)
        self.query_one("#evidence", Static).update(notes)
        if step is None:
            self.next_step(T("Next: back to the ranking (Esc), or all steps as one text (G)"))
        else:
            self.next_step(T("Next: the team fit and its band are on the last line (End)"))

    def _columns(self) -> int:
        """The cells that a line of the steps may have."""
        whole = max(40, self.size.width - 6)
        return whole // 2 - 3 if self.size.width >= 100 else whole

    @on(Virtual.Marked, "#grid")
    def marked(self, event: Virtual.Marked) -> None:
        """Another competency, from its beginning."""
        event.stop()
        self._tell_marked()
        self.query_one("#below").scroll_to(y=0, animate=False)

    def action_grid_or_steps(self) -> None:
        """The grid, or all steps as one text."""
        self.toggle_class("-steps")
        self._focus()

    def action_page(self, by: int) -> None:
        """The text, a page on or back."""
        text = self.query_one("#all" if self.has_class("-steps") else "#below", VerticalScroll)
        text.scroll_relative(y=by * max(1, text.size.height - 1), animate=False)

    def action_role(self, by: int) -> None:
        """The same candidate for another role."""
        one = self.explanation
        if one is not None:
            place = (self._explanations.index(one) + by) % len(self._explanations)
            self.role = self._explanations[place].role
            self.tell()
