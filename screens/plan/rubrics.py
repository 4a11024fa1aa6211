"""Rubrics: the library's and one's own, each with what the lint says of it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assess.rubric.keep import is_shipped
from assess.rubric.library import load_library
from assess.rubric.load import Loaded, load_file
from assess.rubric.model import CompetencyFile, ExerciseFile, RoleFile
from assess.rubric.shelf import Book, Sort, look, of_library, own_files, unsaved
from assess.words import Message, Refused, T, Trouble
from screens.command import Command
from screens.conduct.thin import Thin
from screens.plan.opened import FINE, Opened, files_before, lint_state, open_file, remember_file, shown
from screens.plan.room import RubricRoom

GROUPS: Final[dict[Sort, Message]] = {
    "role": T("Roles of the library"),
    "competency": T("Competencies"),
    "value": T("Work values"),
    "exercise": T("Exercises"),
}
SORTS: Final[dict[Sort, Message]] = {
    "role": T("Role"),
    "competency": T("Competency"),
    "value": T("Value"),
    "exercise": T("Exercise"),
}
VERSIONS: Final = "screens.plan.versions"
CODE_WIDTH: Final = 22


class Rubrics(RubricRoom):
    """The list; a preview beside it where there is room."""

    HELP_TEXT = T(
        "Rubrics are what a center measures with: roles with their weights, competencies with anchors, exercises with"
        " cues. Those of the library stay as they are; to change one, make a copy of your own. ✓ means that the check"
        " finds nothing; ✗ are errors, ! are warnings."
    )
    COMMANDS_HERE = (
        Command("rubrics.open", "enter", T("Open"), T("Read the marked rubric."), "open"),
        Command("rubrics.new", "n", T("New"), T("Start a file of your own from the marked one."), "new"),
        Command(
            "rubrics.change", "c,f4", T("Change"), T("Change it here; of the library, a copy of your own."), "change"
        ),
        Command("rubrics.file", "o", T("File"), T("Open a file by its name."), "file"),
        Command(
            "rubrics.editor", "e", T("Editor"), T("Open the file in your own editor (VISUAL or EDITOR)."), "editor"
        ),
        Command("rubrics.versions", "v", T("Versions"), T("The versions of rubrics in the open database."), "versions"),
        Command("rubrics.reload", "f6", T("Reload"), T("Read the files again."), "reload", shown=False),
    )

    def __init__(self, said: str | None = None) -> None:
        """Open with a file or a role's code, as it was said on the command line."""
        super().__init__()
        self._said = said
        self._books: list[Book] = []
        self._places: list[int | None] = []
        """For each line of the list the place of its book; None for headings."""
        self._states: dict[Path, Message] = {}
        self._preview: Opened | None = None
        self._told: Path | None = None
        """Of which file the next step speaks."""

    def compose_body(self) -> ComposeResult:
        """The list, and the preview of what is marked."""
        with Horizontal(id="shelf"):
            yield OptionList(id="books", markup=False)
            with VerticalScroll(id="preview", can_focus=False):
                yield Static(id="about", markup=False)
        yield Thin(id="below")
        yield from self.compose_line()

    def on_mount(self) -> None:
        """Read what there is."""
        self.tell()
        self.read()

    def on_screen_resume(self) -> None:
        """Back from a rubric: files may have come or changed."""
        if self.is_mounted and self._books:
            self.read()

    @work(exclusive=True, group="shelf")
    async def read(self, marked: Path | None = None) -> None:
        """Read the heads, show them, then judge file by file."""
        marked = marked or (book.path if (book := self._marked()) else None)
        library = load_library()

        def shelves() -> list[Book]:
            here = Path.cwd()
            return [*own_files(here, files_before()), *of_library(library)]

        self._books = await self.desk.call(shelves)
        self._tell_list(marked)
        self.preview()
        if (book := self._marked()) is not None and book.path != self._told:
            self._tell_next()
        if self._said is not None:
            said, self._said = self._said, None
            self._open_said(said)
        for place, book in enumerate(self._books):
            if not book.own and book.path in self._states:
                continue
            found = await self.desk.call(partial(lint_state, book.path))
            if found != self._states.get(book.path):
                self._states[book.path] = found
                self._tell_row(place)

    # what is shown

    def tell(self) -> None:
        """The list, in the language of now."""
        self.head(T("Rubrics"), T("the library, and your own files"))
        self._tell_list(book.path if (book := self._marked()) else None)
        self._tell_preview()
        self._tell_next()

    def _tell_next(self) -> None:
        book = self._marked()
        self._told = book.path if book else None
        if book is None:
            self.next_step(T("Next: mark a rubric and press Enter"))
        elif book.own:
            self.next_step(T("Next: Enter reads {code}, C changes it", code=book.code))
        else:
            self.next_step(T("Next: Enter reads {code}, N starts one of your own from it", code=book.code))

    def _tell_list(self, marked: Path | None) -> None:
        shelf = self.query_one("#books", OptionList)
        rows: list[Option] = []
        self._places = []
        above: object = None
        for place, book in enumerate(self._books):
            group = T("Your own files") if book.own else GROUPS[book.sort]
            if group != above:
                if rows:
                    self._places.append(None)
                    rows.append(Option("", disabled=True))
                self._places.append(None)
                rows.append(Option(Content.styled(self.words(group), "bold $primary"), disabled=True))
                above = group
            self._places.append(place)
            rows.append(Option(self._row(book)))
        shelf.set_options(rows)
        wanted = next((place for place, book in enumerate(self._books) if book.path == marked), 0)
        if rows:
            shelf.highlighted = self._places.index(wanted)
        if not self.asking:
            shelf.focus()

    def _tell_row(self, place: int) -> None:
        line = self._places.index(place)
        self.query_one("#books", OptionList).replace_option_prompt_at_index(line, self._row(self._books[place]))

    def _row(self, book: Book) -> Content:
        words = self.words
        width = max(30, self.query_one("#books").size.width - 4)
        said = self._states.get(book.path)
        right = Content(words(said).partition(" ")[0] if said == FINE else words(said) if said else "…")
        right = right.stylize("$error" if right.plain[:1] == "✗" else "$warning" if right.plain[:1] == "!" else "dim")
        right = right.truncate(width // 2, ellipsis=True)
        name = words(book.name) if book.name else book.path.name
        code = Content(book.code).truncate(CODE_WIDTH, ellipsis=True, pad=True)
        left = Content.assemble("  ", code.stylize("bold"), " ", name)
        if book.own:
            left = Content.assemble(left, Content.styled(f"  {words(SORTS[book.sort])}", "dim"))
        left = left.truncate(max(10, width - right.cell_length - 1), ellipsis=True, pad=True)
        return Content.assemble(left, " ", right)

    @work(exclusive=True, group="preview")
    async def preview(self) -> None:
        """Read what is marked."""
        book = self._marked()
        self._preview = None
        if book is not None:
            where = shown(book.path) if book.own else self.words(T("library"))
            self.query_one("#below", Thin).say(Content(where))
            with suppress(Trouble):  # its row says what is wrong
                self._preview = await self.desk.call(partial(open_file, book.path))
        self._tell_preview()

    def _tell_preview(self) -> None:
        about = _about(self, self._preview) if self._preview else Content("")
        self.query_one("#about", Static).update(about)

    def _marked(self) -> Book | None:
        if not self.query("#books"):
            return None
        line = self.query_one("#books", OptionList).highlighted
        place = self._places[line] if line is not None and line < len(self._places) else None
        return self._books[place] if place is not None else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another line is marked."""
        event.stop()
        book = self._marked()
        if book is None or book.path != self._told:  # the same one again, after a reload: what was said stays
            self.preview()
            if not self.asking:
                self._tell_next()

    # what can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Versions where a database is open."""
        if action == "versions" and (self.assess.address is None or find_spec(VERSIONS) is None):
            return False
        return super().check_action(action, parameters)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a line."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Read what is marked."""
        book = self._marked()
        if book is not None:
            self.enter(book.path)

    @work(exclusive=True, group="open")
    async def enter(self, path: Path) -> None:
        """Open a file on the screen that fits it; one whose form is broken on the one where it is mended."""
        try:
            opened = await self.desk.call(lambda: open_file(path))
        except Trouble as no:
            self.show(no)
            return
        if not is_shipped(path):
            remember_file(path)
        self.assess.push_screen(_screen_of(opened))

    def action_new(self) -> None:
        """A file of one's own, like the marked one."""
        book = self._marked()
        if book is not None and (like := self._loaded(book.path)) is not None:
            self.ask_copy(like, self._change)

    def action_change(self) -> None:
        """Change it here."""
        book = self._marked()
        if book is None:
            return
        if not book.own and (like := self._loaded(book.path)) is not None:
            self.with_own(like, book.path, self._change)
        elif book.own:
            self._change(book.path)

    def _change(self, path: Path) -> None:
        from screens.plan.edit import RubricEdit

        remember_file(path)
        self.assess.push_screen(RubricEdit(path))

    def action_file(self) -> None:
        """A file by its name."""
        begun = unsaved(Path.cwd())
        self.ask(T("The name of the file:"), self._open_said, shown(begun[0]) if begun else "")

    def _open_said(self, said: str) -> None:
        """A file, or a role (or anything else) of the library by its code."""
        path = Path(said).expanduser()
        if not path.is_file() and path.suffix not in (".yaml", ".yml"):
            book = next((one for one in self._books if one.code == said), None)
            if book is not None:
                self.enter(book.path)
                return
        if not path.is_file() or look(path) is None:
            no_file = T("There is no such file.") if not path.is_file() else T("This file is no rubric.")
            self.show(Refused(no_file, where=said, do=T("Name a role, competency, value or exercise in YAML.")))
            return
        self.enter(path)

    def action_editor(self) -> None:
        """The marked file in the person's own editor; of the library, a copy."""
        book = self._marked()
        if book is None:
            return
        if book.own:
            self._outside(book.path)
        elif (like := self._loaded(book.path)) is not None:
            self.with_own(like, book.path, self._outside)

    def _outside(self, path: Path) -> None:
        remember_file(path)
        self.outside(path, lambda: self.after_editor(path))

    @work(exclusive=True, group="open")
    async def after_editor(self, path: Path) -> None:
        """Say what the check finds in what was written outside."""
        self.read(path)
        try:
            opened = await self.desk.call(lambda: open_file(path))
        except Trouble as no:
            self.show(Refused(no.what, where=no.where, do=T("E opens the editor again.")))
            return
        if opened.judged.findings:
            first = opened.judged.findings[0].fault
            self.show(Refused(first.message, where=first.where, do=T("E opens the editor again.")))
        else:
            self.next_step(T("{file}: the check finds nothing. Next: Enter reads it", file=shown(path)))

    def action_versions(self) -> None:
        """The versions in the database."""
        from importlib import import_module

        screen: Screen[None] = import_module(VERSIONS).Versions()
        self.assess.push_screen(screen)

    def action_reload(self) -> None:
        """Read the files again."""
        self._states.clear()
        self.read()

    def _loaded(self, path: Path) -> Loaded | None:
        found = load_file(path)
        if isinstance(found, Loaded):
            return found
        self.show(Refused(found[0].message, where=found[0].where, do=found[0].mend))
        return None


def _screen_of(opened: Opened) -> Screen[None]:
    """The screen that a file is read on."""
    from screens.plan.anchors import Anchors, Shown
    from screens.plan.edit import RubricEdit
    from screens.plan.reading import Reading
    from screens.plan.role import RoleView

    model = opened.judged.loaded.model if opened.judged.loaded else None
    if isinstance(model, RoleFile):
        return RoleView(opened)
    if isinstance(model, CompetencyFile):
        return Anchors(Shown(opened, model.code))
    if isinstance(model, ExerciseFile):
        return Reading(opened)
    return RubricEdit(opened.path)


def _about(room: Rubrics, opened: Opened) -> Content:
    """A few lines on a rubric: what it is about, its weights, and the first findings."""
    words = room.words
    model = opened.judged.loaded.model if opened.judged.loaded else None
    parts: list[Content] = []
    if isinstance(model, RoleFile):
        parts += [Content(words(model.purpose.text)), Content("")]
        for code, criterion in model.competencies.items():
            bar = "█" * round(criterion.weight / 4)
            parts.append(Content.assemble((f"{code:<6}", "bold"), f"{criterion.weight:>4g} % ", (bar, "$primary")))
    elif isinstance(model, CompetencyFile):
        parts += [Content(words(model.definition.text)), Content("")]
        parts.append(Content.styled(words(model.distinct.text), "dim"))
    elif isinstance(model, ExerciseFile):
        parts += [Content(words(model.realism.text)), Content("")]
        elicited = dict.fromkeys(code for codes in model.elicits.values() for code in codes)
        parts.append(Content.styled(" ".join(elicited), "bold"))
    for finding in opened.judged.findings[:6]:
        mark = ("✗ ", "$error") if finding.is_error else ("! ", "$warning")
        parts += [Content(""), Content.assemble(mark, finding.fault.say(words))]
    return Content("\n").join(parts)
