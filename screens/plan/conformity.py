"""Checks: is the design sound, and what is to be done where it is not? With the coverage of every candidate."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from assess.plan.conformity.numbers import arithmetic, uncertainty
from assess.plan.conformity.shape import ELEMENTS, SUPPORTS, Check, Conformity, Covered, State
from assess.report.conformity import MARKS, STATES, conformity, summary
from assess.words import Id, Message, N, Sayable, T, Trouble
from screens.base import Room
from screens.command import Command
from screens.conduct.rows import Row, Rows
from screens.conduct.thin import Thin

COLOURS: Final[dict[State, str]] = {"error": "$error", "warning": "$warning", "open": "dim", "met": "$success"}
FILTERS: Final[tuple[tuple[State, ...], ...]] = (
    ("error", "warning", "open", "met"),
    ("error",),
    ("warning",),
    ("open",),
)
FILTERED: Final[tuple[Message, ...]] = (T("all checks"), T("errors only"), T("warnings only"), T("open ones only"))
MENDED: Final[dict[str, tuple[str, Message]]] = {
    "rubrics": ("rubrics:Rubrics", T("Rubrics")),
    "matrix": ("matrix:Matrix", T("Matrix")),
    "exercises": ("exercises:Exercises", T("Exercises")),
    "people": ("people:People", T("People")),
    "timetable": ("timetable:TimetableScreen", T("Timetable")),
    "freeze": ("freeze:Freeze", T("Freeze")),
    "papers": ("papers:Papers", T("Papers")),
}
"""The screen below `screens.plan` that mends a check, and what it is called."""
NEEDS_NO_CENTER: Final = {"rubrics"}
CODES: Final = 6
"""Cells of a candidate's code before it."""


class ConformityScreen(Room[None]):
    """The checks above, the evidence of the marked one below or beside it; the coverage behind C."""

    CSS_PATH = "conformity.tcss"
    HELP_TEXT = T(
        "Every check of a center's design by its number: ✗ is an error that has to be mended, ! a warning to think"
        " about, · can't be said yet, ✓ is met. Enter shows the whole evidence of the marked check; G goes to the"
        " screen that mends it, and back here the checks are made anew. C shows the coverage: for each candidate and"
        " competency in how many exercises it is seen, and by how many different assessors; two and two are needed."
        "\n\nThe checks support the documentation of the center. They are no certificate."
    )
    COMMANDS_HERE = (
        Command("checks.open", "enter", T("Evidence"), T("The whole evidence of the marked check."), "evidence"),
        Command(
            "checks.go", "g", T("Go and mend"), T("Open the screen that mends the marked check."), "go", short=T("Mend")
        ),
        Command("checks.filter", "f", T("Filter"), T("Only errors, only warnings, only open ones, or all."), "filter"),
        Command("checks.cover", "c", T("Coverage"), T("Who is seen how often, by whom; again: the checks."), "cover"),
        Command("checks.down", "down,j", T("Down"), T("The line below."), "move(1, 0)", shown=False),
        Command("checks.up", "up,k", T("Up"), T("The line above."), "move(-1, 0)", shown=False),
        Command(
            "checks.right", "right", T("Right"), T("The next competency of the coverage."), "move(0, 1)", shown=False
        ),
        Command("checks.left", "left", T("Left"), T("The competency before."), "move(0, -1)", shown=False),
        Command("checks.first", "home", T("First"), T("The first line."), "move(-999, 0)", shown=False),
        Command("checks.last", "end", T("Last"), T("The last line."), "move(999, 0)", shown=False),
        Command("checks.read_on", "pagedown,space", T("Read on"), T("Scroll the evidence."), "scroll(1)", shown=False),
        Command("checks.read_back", "pageup", T("Back up"), T("Scroll the evidence."), "scroll(-1)", shown=False),
        Command("checks.reload", "f6", T("Check again"), T("Make every check again."), "reload", shown=False),
    )

    def __init__(self, center: Id) -> None:
        super().__init__()
        self.center = center
        self.found: Conformity | None = None
        self._marked = ""
        """The id of the marked check."""
        self._filter = 0
        self._covering = False
        self._at = (0, 0)
        """The marked candidate and competency of the coverage."""

    def compose_body(self) -> ComposeResult:
        """How many, the list, the evidence, the coverage."""
        yield Static(id="summary", markup=False)
        with Container(id="both"):
            with VerticalScroll(id="list", can_focus=False):
                yield Rows(id="rows", marks=True)
            with VerticalScroll(id="cover", can_focus=False):
                yield Static(id="codes", markup=False)
                yield Rows(id="grid")
                yield Static(id="sizes", markup=False)
            with Vertical(id="why"):
                yield Thin(id="between")
                with VerticalScroll(id="evidence", can_focus=False):
                    yield Rows(id="text")

    def on_mount(self) -> None:
        """Say, then check."""
        self.tell()
        self.next_step(T("The checks are being made …"))
        self.reload()

    def on_screen_resume(self) -> None:
        """Back from a screen that mends: check again."""
        if self.found is not None:
            self.reload()

    @work(exclusive=True, group="read")
    async def reload(self) -> None:
        """Make every check again; the mark stays at its check."""
        try:
            self.found = await self.desk.read(conformity, self.center)
        except Trouble as trouble:
            self.show(trouble)
            return
        if self.is_attached:
            self._trouble = ""
            self.tell()

    # what is shown

    @property
    def listed(self) -> tuple[Check, ...]:
        """The checks that the filter lets through: errors first, then warnings, open ones, those that are met."""
        if self.found is None:
            return ()
        return tuple(check for state in FILTERS[self._filter] for check in self.found.of(state))

    @property
    def check(self) -> Check | None:
        """The marked one."""
        listed = self.listed
        return next((one for one in listed if one.id == self._marked), listed[0] if listed else None)

    @property
    def covered(self) -> Covered | None:
        """The marked place of the coverage."""
        codes, candidates = self._axes()
        if self.found is None or not codes or not candidates:
            return None
        row, column = self._at
        place = (candidates[row], codes[column])
        return next((one for one in self.found.coverage if (one.candidate, one.competency) == place), None)

    def _axes(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The competencies and the candidates of the coverage; the mark is brought within them."""
        if self.found is None:
            return (), ()
        codes = tuple(dict.fromkeys(one.competency for one in self.found.coverage))
        candidates = tuple(self.found.assessors)
        row, column = self._at
        self._at = (max(0, min(row, len(candidates) - 1)), max(0, min(column, len(codes) - 1)))
        return codes, candidates

    def tell(self) -> None:
        """Every text."""
        person, words = self.assess.person, self.words
        name = f" · {self.found.center}" if self.found else ""
        self.head(f"{words(T('Checks'))}{name}", f"{person.initials} · {person.name}" if person else "")
        self.set_class(self._covering, "-cover")
        if self.found is None or not self.query("#rows"):
            return
        shown = Content(words(summary(self.found)))
        if self._filter and not self._covering:
            shown = Content.assemble(shown, Content.styled(f" · {words(FILTERED[self._filter])}", "$accent"))
        self.query_one("#summary", Static).update(shown)
        self._tell_list()
        self._tell_grid()
        self._tell_why()
        self._tell_next()

    def _tell_list(self) -> None:
        words, rows = self.words, []
        listed = self.listed
        for one in listed:
            head = Content.assemble(
                Content.styled(f"{MARKS[one.state]} ", COLOURS[one.state]), Content.styled(f"{one.id}  ", "bold")
            )
            tail = Content.styled(words(STATES[one.state]), COLOURS[one.state])
            rows.append(Row(head, Content(words(one.title)), tail, key=one.id))
        check = self.check
        if not rows:
            rows.append(Row(Content(""), Content.styled(words(T("None of these: F shows others.")), "dim")))
        self.query_one("#rows", Rows).put(rows, listed.index(check) if check is not None else None)

    def _tell_grid(self) -> None:
        found, words = self.found, self.words
        codes, candidates = self._axes()
        if found is None:
            return
        by = {(one.candidate, one.competency): one for one in found.coverage}
        column = 1 + max((len(_numbers(one)) for one in found.coverage), default=4)
        column = max(column, *(1 + min(len(code), 8) for code in codes)) if codes else column
        width = max(CODES + column, self.query_one("#cover").size.width - 3)
        fits = max(1, (width - CODES) // column)
        first = max(0, min(self._at[1] - fits + 1, len(codes) - fits)) if self._at[1] >= fits else 0
        shown = codes[first : first + fits]
        here = self._at[1] - first
        heads = (
            Content.styled(
                f"{code[: column - 1]:<{column}}", "bold $accent" if self._covering and place == here else "dim"
            )
            for place, code in enumerate(shown)
        )
        self.query_one("#codes", Static).update(Content.assemble(" " * CODES, *heads))
        rows = []
        for row, candidate in enumerate(candidates):
            cells = [Content.styled(f"{candidate:<{CODES}}", "bold")]
            for place, code in enumerate(shown):
                cell = Content(_numbers(by.get((candidate, code)))).truncate(column, pad=True)
                one = by.get((candidate, code))
                if one is not None and one.exercises:
                    cell = cell.stylize("" if one.enough else "$error")
                if self._covering and (row, place) == (self._at[0], here):
                    cell = cell.stylize("$block-cursor-foreground on $block-cursor-background")
                cells.append(cell)
            rows.append(Row(Content(""), Content.assemble(*cells), key=candidate))
        if not rows:
            rows.append(Row(Content(""), Content.styled(words(T("The center has no candidate yet.")), "dim")))
        self.query_one("#grid", Rows).put(rows, self._at[0] if candidates else None)
        lines = [Content(words(arithmetic(group))) for group in found.groups if group.candidates]
        if found.linked.worst is not None:
            lines.append(Content(words(uncertainty(found.linked))))
        self.query_one("#sizes", Static).update(Content("\n\n").join([Content(""), *lines]) if lines else "")

    def _tell_why(self) -> None:
        words, between = self.words, self.query_one("#between", Thin)
        lines: list[Row] = []
        if self._covering:
            covered = self.covered
            between.say(Content(f"{covered.candidate} · {words(covered.name)}" if covered else ""))
            lines = self._coverage_lines(covered) if covered else []
        elif (check := self.check) is not None:
            between.say(Content(f"{check.id} · {words(ELEMENTS[check.element])}"))
            lines = [_line(MARKS[check.state], words(check.said), COLOURS[check.state])]
            lines += [_line("–", words(said)) for said in check.evidence]
            if check.mend is not None:
                lines.append(_line("→", words(check.mend)))
            lines += [_line("", ""), Row(Content(""), Content.styled(words(SUPPORTS), "dim"))]
        else:
            between.say(Content(""))
        self.query_one("#text", Rows).put(lines)

    def _coverage_lines(self, one: Covered) -> list[Row]:
        words, found = self.words, self.found
        assert found is not None
        none = words(T("none"))
        if not one.exercises:
            verdict, style = T("Not planned yet"), "dim"
        elif one.enough:
            verdict, style = T("✓ enough: two exercises and two assessors"), "$success"
        else:
            verdict, style = T("! not enough: two exercises and two assessors are needed"), "$error"
        who = found.assessors.get(one.candidate, ())

        def said(exercises: tuple[str, ...], assessors: tuple[str, ...]) -> str:
            if not exercises:
                return none
            names = ", ".join(words(found.exercises.get(code, code)) for code in exercises)
            return f"{names} · {', '.join(assessors) or none}"

        return [
            Row(Content(""), Content.styled(words(verdict), style)),
            Row(
                Content(""),
                Content(words(T("Shown in: {what}", what=said(one.offered, ()).removesuffix(f" · {none}")))),
            ),
            Row(Content(""), Content(words(T("Planned: {what}", what=said(one.exercises, one.assessors))))),
            Row(Content(""), Content(words(T("Locked: {what}", what=said(one.seen_exercises, one.seen_assessors))))),
            Row(
                Content(""),
                Content(
                    words(
                        N(
                            "{code} is seen by {n} of {pool} assessors: {who}",
                            "{code} is seen by {n} of {pool} assessors: {who}",
                            n=len(who),
                            code=one.candidate,
                            pool=len(found.pool),
                            who=", ".join(who) or none,
                        )
                    )
                ),
            ),
        ]

    def _tell_next(self) -> None:
        if self._trouble:
            return
        self.next_step(T("Next: {step}", step=self._say_next()))

    def _say_next(self) -> Sayable:
        check, found = self.check, self.found
        if self._covering:
            return T("exercises/assessors planned; arrows show who, C goes back to the checks")
        if found is None or check is None:
            return T("F shows other checks")
        broken = check.state in ("error", "warning")
        if broken and check.screen in MENDED:
            return T("G opens {screen} and mends it", screen=MENDED[check.screen][1])
        if broken:
            return T("Enter shows the evidence; it stays in the report")
        if found.sound and not found.of("warning"):
            return T("nothing is wrong; back to the plan (Esc)")
        return T("↑ ↓ another check")

    # what can be done

    def action_move(self, down: int, right: int) -> None:
        """Another check, or another place of the coverage."""
        if self._covering:
            codes, candidates = self._axes()
            if codes and candidates:
                self._at = (self._at[0] + down, self._at[1] + right)
                self._axes()
        elif down and (listed := self.listed):
            check = self.check
            place = listed.index(check) if check is not None else 0
            self._marked = listed[max(0, min(len(listed) - 1, place + down))].id
        self._trouble = ""
        self.query_one("#evidence", VerticalScroll).scroll_home(animate=False)
        self.tell()

    def action_filter(self) -> None:
        """The next filter."""
        self._filter = (self._filter + 1) % len(FILTERS)
        self._covering = False
        self._trouble = ""
        self.tell()

    def action_cover(self) -> None:
        """The coverage, or the checks again."""
        self._covering = not self._covering
        self._trouble = ""
        self.set_class(False, "-reading")
        self.tell()
        self.call_after_refresh(self.tell)  # the grid's width is known once it is shown

    def action_evidence(self) -> None:
        """The evidence alone, or the list again."""
        if self.check is not None and not self._covering:
            self.toggle_class("-reading")

    def action_go(self) -> None:
        """The screen that mends it."""
        check = self.check
        if check is None or self._covering or check.screen not in MENDED:
            self.show(T("No screen mends this: it stays as it was written down."))
            return
        module, _, name = MENDED[check.screen][0].partition(":")
        screen: type[Screen[Any]] = getattr(import_module(f"screens.plan.{module}"), name)
        self.app.push_screen(screen() if check.screen in NEEDS_NO_CENTER else screen(self.center))

    def action_scroll(self, by: int) -> None:
        """Scroll the evidence."""
        scroll = self.query_one("#evidence", VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 1), animate=False, immediate=True)

    def action_reload(self) -> None:
        """Make every check again."""
        self.reload()

    def action_back(self) -> None:
        """Out of the evidence or the coverage, then out of the screen."""
        if self.has_class("-reading"):
            self.remove_class("-reading")
        elif self._covering:
            self.action_cover()
        else:
            super().action_back()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click marks a line."""
        if event.rows.id == "rows":
            listed = self.listed
            if event.place < len(listed):
                self._marked = listed[event.place].id
                self.action_move(0, 0)
        else:
            self._covering = True
            self._at = (event.place, self._at[1])
            self.action_move(0, 0)

    def on_resize(self) -> None:
        """The coverage has as many columns as fit."""
        super().on_resize()
        self.call_after_refresh(self.tell)


def _numbers(one: Covered | None) -> str:
    """Exercises and assessors planned: `2/3 ✓`; an empty place where the candidate is not rated in it."""
    if one is None:
        return ""
    if not one.exercises:
        return f"0/{len(one.offered)} ·" if one.offered else "– !"
    return f"{len(one.exercises)}/{len(one.assessors)} {'✓' if one.enough else '!'}"


def _line(mark: str, said: str, style: str = "") -> Row:
    return Row(Content.styled(f"{mark} " if mark else "", style), Content.styled(said, style))
