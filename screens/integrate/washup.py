"""The wash-up: who is missing; then what the assessors of a candidate saw differently; then closing the center."""

from __future__ import annotations

from datetime import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.conduct.evidence import Quoted, evidence
from assess.integrate.names import APART, AT_ODDS, EXERCISE_KINDS
from assess.integrate.progress import Progress, Turn, progress
from assess.integrate.table import Row, Square, Table, table
from assess.integrate.washup import close, open_wash_up
from assess.report.bar import blocks
from assess.report.columns import one_line
from assess.report.grid_text import grid_of_table, signs_said
from assess.words import Id, N, Sayable, T, Trouble
from screens.command import Command
from screens.integrate.missing import MissingSheets
from screens.integrate.waiting import WAITING, Waiting
from screens.widgets.evidence import Source, notes_content
from screens.widgets.grid import GridView
from screens.widgets.virtual import Virtual

DIFFERENCES = 48
"""Cells that the differences get at the most, beside the notes (washup.tcss)."""
LONGEST = 100
"""Cells of a line beyond which nobody reads well."""


class WashUp(Waiting):
    """From the last missing sheet to the closed center."""

    CSS_PATH = "washup.tcss"
    HELP_TEXT = T(
        "The wash-up opens when every sheet is locked; until then this screen says who is missing, and shows no value"
        " to anybody. If a sheet can't be waited for, the moderator marks it and excuses its assessor (X), or reveals"
        " what is locked (V); both need a reason and are journaled. Then the moderator opens the wash-up: candidates"
        " come in a random order, the grid shows every locked rating. Talk only about ◆ (two levels apart or more) and"
        " ◇ (one saw an opportunity, the other none); the most junior assessor speaks first, and reads out evidence,"
        " not the number. Closing it makes the ratings final and opens the ranking."
    )
    COMMANDS_HERE = (
        Command("washup.open", "o", T("Open"), T("Open the wash-up, once every sheet is locked (moderator)."), "open"),
        Command("washup.next", "right", T("Next candidate"), T("The next one of the random order."), "turn(1)"),
        Command(
            "washup.before", "left", T("Candidate before"), T("The one before in the random order."), "turn(-1)", False
        ),
        Command("washup.difference", "tab", T("Next ◆"), T("The next competency to talk about."), "difference"),
        Command("washup.down", "pagedown,space", T("Read on"), T("The notes below, a page on."), "page(1)", False),
        Command("washup.up", "pageup", T("Back up"), T("The notes below, a page back."), "page(-1)", False),
        Command(
            "washup.close", "c", T("Close"), T("Close the wash-up: ratings become final. Asks once."), "close_wash_up"
        ),
        Command("washup.ranking", "r", T("Ranking"), T("The candidates in bands."), "ranking"),
        *WAITING,
        Command("washup.reload", "f6", T("Reload"), T("Read the file again."), "reload", False),
    )

    def __init__(self, center: Id) -> None:
        super().__init__()
        self.center = center
        self._progress: Progress | None = None
        self._place = 0
        self._table: Table | None = None
        self._quoted: tuple[Quoted, ...] = ()
        self._asked = False
        """C was pressed once."""
        self._shown: Id | None = None
        """Whose table the grid shows."""

    def compose_body(self) -> ComposeResult:
        """How far the sheets are, or the grid and the notes of one candidate."""
        yield Static(id="how-far", markup=False)
        yield MissingSheets(id="missing")
        yield GridView(id="grid")
        with VerticalScroll(id="below", can_focus=False):
            yield Static(id="differences", markup=False)
            yield Static(id="evidence", markup=False)

    def on_mount(self) -> None:
        """Read, then say."""
        self.tell()
        self.read()

    def on_screen_resume(self) -> None:
        """Back here: what was done elsewhere shows."""
        self.read()

    @work(exclusive=True, group="read")
    async def read(self) -> None:
        """How far it is, and the table of the candidate whose turn it is."""
        try:
            self._progress = await self.desk.read(progress, self.center)
            await self._read_turn()
        except Trouble as trouble:
            self.show(trouble)
            return
        self.tell()
        self.refresh_bindings()

    async def _read_turn(self) -> None:
        turn = self.turn
        if turn is not None:
            self._table = await self.desk.read(table, self.center, turn.candidate)
            self._quoted = await self.desk.read(evidence, turn.candidate)

    @work(exclusive=True, group="read")
    async def read_turn(self) -> None:
        """The table of another candidate."""
        try:
            await self._read_turn()
        except Trouble as trouble:
            self.show(trouble)
            return
        self.tell()

    @property
    def turn(self) -> Turn | None:
        """Whose turn it is; None before the wash-up is opened."""
        turns = self._progress.turns if self._progress else ()
        return turns[self._place % len(turns)] if turns else None

    @property
    def row(self) -> Row | None:
        """The marked competency."""
        key = self.query_one("#grid", GridView).key
        return next((row for row in self._table.rows if row.competency == key), None) if self._table else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is possible is offered."""
        state = self._progress.state if self._progress else None
        if action in ("excuse", "force"):
            return self.may_wait(action)
        if action == "open":
            return state is not None and not state.opened
        if action in ("turn", "page", "difference"):
            return self.turn is not None
        if action == "close_wash_up":
            return state is not None and state.opened and not state.closed
        if action == "ranking":
            return state is not None and state.closed
        return True

    def tell(self) -> None:
        """Every text, in the language of now."""
        if not self.query("#grid"):
            return
        words, now, turn, person = self.words, self._progress, self.turn, self.assess.person
        acting = one_line(f"{person.initials} · {person.name}") if person else ""
        opened = turn is not None and self._table is not None
        self.set_class(opened, "-opened")
        listed = (*now.missing, *now.excused) if now is not None else ()
        self.set_class(bool(listed) and not opened, "-missing")
        if now is None:
            self.head(T("Wash-up"), acting)
            self.next_step(T("The sheets are being read …"))
            return
        if opened and turn is not None:
            place = T("{place} of {n}", place=self._place % len(now.turns) + 1, n=len(now.turns))
            self.head(f"{words(T('Wash-up'))} · {one_line(turn.code)} · {words(place)}", acting)
        else:
            self.head(f"{words(T('Wash-up'))} · {one_line(now.name)}", acting)
        self.query_one("#how-far", Static).update(self._how_far(now))
        if opened:
            self._tell_table()
        elif listed:
            self.query_one("#missing", MissingSheets).show(words, now.zone, listed)
            self.query_one("#missing").focus()
        self._tell_next()

    def _how_far(self, now: Progress) -> Content:
        """How many sheets are locked, as a number and a bar; then only the state of the wash-up."""
        words, state = self.words, now.state
        locked = words(T("{locked} of {planned} sheets are locked", locked=state.locked, planned=state.planned))
        if self.turn is not None:
            grid = grid_of_table(self._table) if self._table else None
            signs = signs_said(words, grid) if grid else []
            how = (
                words(T("Closed: ratings are final"))
                if state.closed
                else words(T("Open: read out evidence, not numbers"))
            )
            return Content.styled(" · ".join([how, *signs]), "$secondary")
        wide = 40
        share = state.locked / state.planned if state.planned else 1.0
        solid = blocks(share, wide)
        lines = [
            Content.styled(locked, "bold"),
            Content.assemble((solid, "$primary"), ("·" * (wide - len(solid)), "dim")),
        ]
        if not now.missing:
            lines += [Content(""), Content(words(T("Nobody is missing. Candidates will come in a random order.")))]
        return Content("\n").join(lines)

    def _tell_table(self) -> None:
        if self._table is not None:
            grid = self.query_one("#grid", GridView)
            fresh = self._shown != self._table.candidate
            self._shown = self._table.candidate
            grid.show(self.words, grid_of_table(self._table), _next_open(self._table, -1) or 0 if fresh else None)
            grid.focus()
            if fresh:
                self.query_one("#below").scroll_to(y=0, animate=False)
            self._tell_row()

    def _tell_row(self) -> None:
        """The differences of the marked competency, and the notes of each of its ratings."""
        row, words, found = self.row, self.words, self._table
        if row is None or found is None:
            return
        columns = {column.exercise: column for column in found.columns}
        lines = [Content.styled(one_line(f"{row.code} · {words(row.name)}"), "bold")]
        for square in row.squares:
            kind = words(EXERCISE_KINDS[columns[square.exercise].kind])
            lines += [Content.styled(one_line(words(said)), "$warning") for said in _differences(kind, square)]
        if len(lines) == 1:
            lines.append(Content.styled(words(T("Nothing to talk about here.")), "dim"))
        self.query_one("#differences", Static).update(Content("\n").join(lines))
        sources = [
            Source(mark.sheet, columns[square.exercise].name, mark.initials, mark.level)
            for square in row.squares
            for mark in sorted(square.marks, key=lambda mark: (mark.seniority, mark.initials))
        ]
        width = self.size.width - (5 if self.size.width < 100 else 8 + DIFFERENCES)
        self.query_one("#evidence", Static).update(
            notes_content(words, sources, self._quoted, row.competency, min(LONGEST, max(30, width)))
        )

    def _tell_next(self) -> None:
        now = self._progress
        if now is None:
            return
        self.next_step(self._next_said(now))

    def _next_said(self, now: Progress) -> Sayable:
        moderator = "moderator" in (self.assess.person.functions if self.assess.person else ())
        if self._asked:
            return T("Close the wash-up? Ratings become final, the ranking opens. C again closes, Esc does not.")
        if now.state.closed:
            return T("Next: the ranking (R)")
        if now.missing:
            first = now.missing[0]
            return N(
                "Next: {initials} locks {code}; then the wash-up can be opened",
                "Next: {n} sheets are to be locked, first {code} by {initials}",
                n=len(now.missing),
                initials=one_line(first.initials),
                code=one_line(first.code),
            )
        if not now.state.opened:
            return T("Next: open the wash-up (O)") if moderator else T("Next: the moderator opens the wash-up")
        if self._table is None or self.turn is None:
            return T("Next: the moderator closes the wash-up")
        open_ = self._table.open
        code = one_line(self.turn.code)
        last = self._place % len(now.turns) == len(now.turns) - 1
        if open_:
            said: Sayable = N(
                "Next: talk about {n} cell of {code}", "Next: talk about {n} cells of {code}", n=open_, code=code
            )
        else:
            said = T("Next: nothing to talk about with {code}", code=code)
        after = T("then close (C)") if last and moderator else T("then the next one (→)")
        return T("{said}, {after}", said=said, after=after)

    @on(Virtual.Marked, "#grid")
    def marked(self, event: Virtual.Marked) -> None:
        """Another competency, from its beginning."""
        event.stop()
        self._tell_row()
        self.query_one("#below").scroll_to(y=0, animate=False)

    def action_turn(self, by: int) -> None:
        """Another candidate, in the random order."""
        turns = self._progress.turns if self._progress else ()
        if turns:
            self._place = (self._place + by) % len(turns)
            self._asked = False
            self.read_turn()

    def action_difference(self) -> None:
        """The next competency in which the assessors saw something different."""
        grid = self.query_one("#grid", GridView)
        place = _next_open(self._table, grid.marked or 0) if self._table else None
        if place is not None:
            grid.mark(place)

    def action_page(self, by: int) -> None:
        """The notes, a page on or back."""
        below = self.query_one("#below", VerticalScroll)
        below.scroll_relative(y=by * max(1, below.size.height - 1), animate=False)

    @work
    async def action_open(self) -> None:
        """Open the wash-up."""
        self.saving()
        try:
            await self.desk.write(open_wash_up, self.center)
        except Trouble as trouble:
            self.not_saved()
            self.show(trouble)
            return
        self._place = 0
        self._done()

    @work
    async def action_close_wash_up(self) -> None:
        """Ask once, then close."""
        if not self._asked:
            self._asked = True
            self._tell_next()
            return
        self._asked = False
        self.saving()
        try:
            await self.desk.write(close, self.center)
        except Trouble as trouble:
            self.not_saved()
            self.show(trouble)
            return
        self._done()

    def _done(self) -> None:
        """It is committed."""
        if self.is_mounted:
            self.saved(datetime.now().astimezone())
            self.read()

    def action_ranking(self) -> None:
        """The candidates in bands."""
        from screens.fit.ranking import Ranking

        self.assess.push_screen(Ranking(self.center))

    def action_reload(self) -> None:
        """Read the file again."""
        self.read()

    def action_back(self) -> None:
        """Take back the question, or leave."""
        if self._asked:
            self._asked = False
            self._tell_next()
        else:
            self.dismiss()


def _next_open(found: Table, after: int) -> int | None:
    """The place of the next row with something to talk about, from the top again after the last; None without one."""
    open_ = [
        place for place, row in enumerate(found.rows) if any(square.apart or square.at_odds for square in row.squares)
    ]
    return next((place for place in open_ if place > after), open_[0] if open_ else None)


def _differences(kind: str, square: Square) -> list[Sayable]:
    """What is to be talked about in a cell, and who speaks first."""
    ranks = sorted({mark.seniority for mark in square.marks})
    juniors = [mark for mark in square.marks if ranks and mark.seniority == ranks[0]]
    first = one_line(juniors[0].initials) if len(juniors) == 1 else ""
    said: list[Sayable] = []
    if square.apart:
        levels = [mark.first_level for mark in square.marks if mark.first_level is not None]
        said.append(
            T("{sign} {exercise}: from {low} to {high}.", sign=APART, exercise=kind, low=min(levels), high=max(levels))
        )
    if square.at_odds:
        said.append(T("{sign} {exercise}: one saw an opportunity, the other none.", sign=AT_ODDS, exercise=kind))
    if said and first:
        said[-1] = T("{said} {initials} speaks first.", said=said[-1], initials=first)
    return said
