"""Candidates from a file: choose it, see what will happen to each row, then bring them in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from assess.exchange.candidates import Preview, Row, State, import_candidates, preview
from assess.exchange.people_file import People, read_people
from assess.exchange.people_headings import KEPT_NAMES
from assess.exchange.people_said import MARKS, counts_said, done_said, notes_said, row_said
from assess.plan.vacancies import vacancies
from assess.store.backup import backup
from assess.words import Id, Message, Sayable, T, Trouble, Words
from screens.base import Command
from screens.plan.planning import PlanRoom
from screens.widgets.form import LaterError
from screens.widgets.virtual import Pieces, Virtual

ENDINGS: Final = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
LOOKS: Final[dict[State, str]] = {
    "new": "strong",
    "changed": "strong",
    "same": "dim",
    "duplicate": "dim",
    "refused": "warn",
}
FILTERS: Final[tuple[tuple[Message, frozenset[State]], ...]] = (
    (T("all rows"), frozenset(LOOKS)),
    (T("new and changed"), frozenset({"new", "changed"})),
    (T("refused"), frozenset({"refused"})),
)


class Importing(PlanRoom):
    """The file, its rows with what happens to each, and what stays out."""

    STEP = "candidates"
    CALLED = T("Candidates from a file")
    HELP_TEXT = T(
        "F2 asks for the file, F3 shows folders to choose it from: CSV (any usual encoding; semicolon, comma or tab),"
        " XLSX, XLS or ODS. The heading may stand in any of the first ten rows. Needed is “Name”, or “Vorname” and"
        " “Nachname”; e-mail, external id, language, roles and additional minutes are taken over where there are such"
        " columns.\n\n"
        "Nothing is written before F5. Somebody is known by the external id, then by the e-mail: bringing in the same"
        " file again changes nothing. An empty cell never empties what is there. Gender, birthday, photo, salary,"
        " nationality and the like are left out; F7 keeps one of them, and no assessor, rating or rank ever sees it."
    )
    COMMANDS_HERE = (
        Command("importing.path", "f2,n", T("File"), T("Type the file's path."), "path"),
        Command("importing.browse", "f3", T("Folders"), T("Choose the file in its folder."), "browse"),
        Command("importing.filter", "f4", T("Filter"), T("All rows, new and changed, or refused."), "filter"),
        Command("importing.take", "f5,enter", T("Bring in"), T("Add and change candidates as it says here."), "take"),
        Command("importing.role", "f6", T("Role"), T("One role for all, whatever the file says."), "role", wide=True),
        Command("importing.keep", "f7", T("Keep"), T("Keep something that is left out otherwise."), "keep", wide=True),
    )

    def __init__(self, center: Id, file: Path | None = None) -> None:
        super().__init__(center)
        self._file = file
        self._people: People | None = None
        self._found: Preview | None = None
        self._role: str | None = None
        self._keep: tuple[str, ...] = ()
        self._filter = 0
        self._done: Message | None = None
        self._busy = False

    def compose_work(self) -> ComposeResult:
        """File and counts, the rows, what stays out."""
        with Vertical(id="importing"):
            yield Static(id="file", markup=False)
            yield RowLines(id="rows")
            yield Static(id="whole", markup=False)
            yield Static(id="notes", markup=False)

    async def read_step(self) -> None:
        """The file, if one was chosen; else it is asked for."""
        if self._file is not None and self._people is None:
            await self._read_file(self._file)
        elif self._people is not None and self._done is None:
            await self._look()

    def fill(self) -> None:
        """The rows; without a file the question for one."""
        self._show_rows()
        if self._file is None and not self.asking:
            self.action_path()
        elif not self.asking:
            self.lines.focus()

    @property
    def lines(self) -> RowLines:
        """The rows."""
        return self.query_one("#rows", RowLines)

    # reading

    @work(exclusive=True, group="file")
    async def choose(self, file: Path) -> None:
        """Read a file and say what would happen."""
        self._file, self._people, self._found, self._done = file, None, None, None
        self.next_step(T("Next: wait, the file is being read"))
        try:
            await self._read_file(file)
        except Trouble as trouble:
            self._show_rows()
            self.tell()
            self.show(trouble)
            return
        self._trouble = ""
        self._show_rows()
        self.tell()
        self.lines.focus()

    async def _read_file(self, file: Path) -> None:
        self._people = await self.desk.call(lambda: read_people(file))
        await self._look()

    async def _look(self) -> None:
        if self._people is not None:
            self._found = await self.desk.read(preview, self.center, self._people, role=self._role, keep=self._keep)

    @work(exclusive=True, group="file")
    async def look_again(self) -> None:
        """The same file, otherwise."""
        try:
            await self._look()
        except Trouble as trouble:
            self._role = None
            self.show(trouble)
            return
        self._done, self._trouble = None, ""
        self._show_rows()
        self.tell()

    # showing

    def _show_rows(self) -> None:
        shown = FILTERS[self._filter][1]
        rows = [row for row in self._found.rows if row.state in shown] if self._found else []
        self.lines.put(rows, self.words)
        self._show_whole()

    @on(Virtual.Marked)
    def _moved(self) -> None:
        self._show_whole()

    def _show_whole(self) -> None:
        """The marked row in full, where its line has no room for it."""
        whole = self.query_one("#whole", Static)
        row = self.lines.row
        cut = row is not None and self.lines.cut(row)
        whole.display = cut
        if row is not None and cut:
            said = Content.assemble(f"{row.line} {row.name}: ", Content(row_said(self.words, row)))
            whole.update(said.stylize("$warning") if row.state == "refused" else said)

    def tell(self) -> None:
        """File, counts, what stays out, the next step."""
        super().tell()
        if not self.query("#notes"):
            return
        words, found = self.words, self._found
        file = self.query_one("#file", Static)
        if self._file is None:
            file.update(Content.styled(words(T("No file yet.")), "dim"))
        else:
            counts = counts_said(words, found) if found else ""
            which = f" ({words(FILTERS[self._filter][0])})" if found and self._filter else ""
            file.update(Content.assemble(Content.styled(self._file.name, "bold"), f"  {counts}{which}"))
        notes = notes_said(words, found) if found else []
        self.query_one("#notes", Static).update(Content("\n").join(Content(note) for note in notes))
        self.query_one("#notes").display = bool(notes)
        self.lines.speak(words)
        self._show_whole()

    def say_next(self) -> Sayable:
        """Choose, bring in, or back."""
        if self._done is not None:
            return T("back to the candidates (Esc)")
        if self._found is None:
            return T("choose a file: type its path (F2), or look for it (F3)")
        if not self._found.writes:
            return T("nothing new to bring in; another file (F2), or back (Esc)")
        return T("bring in {n} (F5); nothing is written before", n=self._found.writes)

    # choosing

    def action_path(self) -> None:
        """Type it."""
        self.ask(T("Which file? Its path; ~ is your own folder."), self._typed, str(self._file or ""))

    def _typed(self, said: str) -> None:
        text = said.strip().strip("\"'")
        if text:
            self.choose(Path(text).expanduser() if text.startswith("~") else Path(text))

    def action_browse(self) -> None:
        """Look for it."""
        from screens.plan.picker import Picker

        start = self._file.parent if self._file is not None else Path.cwd()
        self.app.push_screen(Picker(self.words, start if start.is_dir() else Path.cwd(), ENDINGS), self._picked)

    def _picked(self, file: Path | None) -> None:
        if file is not None:
            if self.asking:
                self.close_line()
            self.choose(file)

    def action_role(self) -> None:
        """One role for all."""
        self.run_worker(self._ask_role(), group="ask", exclusive=True)

    async def _ask_role(self) -> None:
        roles = ", ".join(one.role for one in await self.desk.read(vacancies, self.center))
        self.ask(T("Which role for all? One of {roles}; empty: as the file says.", roles=roles), self._for_role)

    def _for_role(self, said: str) -> None:
        self._role = said or None
        self.look_again()

    def action_keep(self) -> None:
        """Something that is left out otherwise."""
        there = {one.field for one in self._people.heading.protected} if self._people else set()
        names = ", ".join(sorted(there)) or ", ".join(KEPT_NAMES)
        self.ask(
            T("What should be kept? Of {names}, with commas; empty: nothing. No assessor sees it.", names=names),
            self._kept,
        )

    def _kept(self, said: str) -> None:
        wanted = tuple(part for one in said.split(",") if (part := one.strip().casefold()))
        unknown = [one for one in wanted if one not in KEPT_NAMES]
        if unknown:
            self.show(T("This can't be kept: {names}.", names=", ".join(unknown)))
            return
        self._keep = wanted
        self.look_again()

    def action_filter(self) -> None:
        """Other rows."""
        self._filter = (self._filter + 1) % len(FILTERS)
        self._show_rows()
        self.tell()

    # bringing in

    def action_take(self) -> None:
        """Write, once."""
        if self._found is None:
            self.action_path()
        elif self._done is None and self._found.writes and not self._busy:
            self._busy = True
            self.run_worker(self._take(self._people), group="write")

    async def _take(self, people: People | None) -> None:
        try:
            if people is not None:
                await self._write(people)
        finally:
            self._busy = False

    async def _write(self, people: People) -> None:
        self.saving()
        try:
            await self.desk.call(self._copied)
            self._found = await self.change(import_candidates, self.center, people, role=self._role, keep=self._keep)
        except LaterError:
            self.not_saved()
            self.later(self.action_take, self.tell)
            return
        except Trouble as trouble:
            self.not_saved()
            self.show(trouble)
            return
        self.saved(datetime.now(UTC))
        self._done = done_said(self._found)
        self._show_rows()
        self.tell()
        self.next_step(T("{done} Next: {step}", done=self._done, step=self.say_next()))

    def leave(self) -> None:
        """Out of the screen; not in the middle of bringing in."""
        if self._busy:
            self.show(T("It is being written; a moment."))
            return
        super().leave()

    def _copied(self) -> None:
        """A copy of the database as it was; a server has its own backups."""
        store = self.desk.store()
        if store.path is not None:
            backup(store)


class RowLines(Virtual):
    """A line a row: number, mark, name, what happens."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id)
        self._rows: list[Row] = []
        self._words = Words("en")

    def put(self, rows: list[Row], words: Words) -> None:
        """Other rows."""
        self._rows, self._words = rows, words
        self.renew(0)

    def speak(self, words: Words) -> None:
        """In this language."""
        if words is not self._words:
            self._words = words
            self.renew()

    def places(self) -> int:
        """All of them."""
        return len(self._rows)

    @property
    def row(self) -> Row | None:
        """What is marked."""
        return self._rows[self.marked] if self.marked is not None and self.marked < len(self._rows) else None

    def cut(self, row: Row) -> bool:
        """Whether its line shows less than all of it."""
        _, name, said = self._widths
        return Content(row.name).cell_length > name or Content(row_said(self._words, row)).cell_length > said

    @property
    def _widths(self) -> tuple[int, int, int]:
        """Cells of the number, the name, and what happens."""
        digits = len(str(self._rows[-1].line)) if self._rows else 1
        name = max(10, min(30, self.room // 3))
        return digits, name, max(8, self.room - digits - name - 6)

    def draw(self, line: int, marked: bool) -> Pieces:
        """`12 + Anna Groß   new: K7`."""
        row = self._rows[line]
        digits, width, rest = self._widths
        name = Content(" ".join(row.name.split()) or "–").truncate(width, ellipsis=True)
        gap = " " * (width - name.cell_length + 2)
        said = Content(row_said(self._words, row)).truncate(rest, ellipsis=True)
        quiet = row.state in ("same", "duplicate")
        yield f"{row.line:>{digits}} ", "plain" if marked else "dim"
        yield f"{MARKS[row.state]} ", "plain" if marked else LOOKS[row.state]
        yield f"{name.plain}{gap}", "dim" if quiet and not marked else "plain"
        yield said.plain, "plain" if marked or row.state in ("new", "changed") else LOOKS[row.state]
