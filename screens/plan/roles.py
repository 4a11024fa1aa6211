"""The roles that a center hires for: places, and which version of the rubric."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from assess.plan.hire import hire
from assess.plan.vacancies import Opening, drop_vacancy, put_vacancy, vacancies
from assess.plan.versions import Held, held_versions
from assess.rubric.expand import RubricContent, expand
from assess.rubric.find import find_role
from assess.rubric.library import load_library
from assess.rubric.shelf import Book, of_library, own_files
from assess.words import Id, N, Refused, Sayable, T, Text, Trouble
from screens.base import Command
from screens.plan.listing import EDIT, REMOVE, Entry, ListRoom
from screens.widgets import fields
from screens.widgets.fields import Field, Options
from screens.widgets.form import Form

if TYPE_CHECKING:
    from assess.store.transaction import Reading

LIBRARY: Final = "library"
FIELDS: Final[tuple[Field, ...]] = (
    fields.whole("places", T("Places"), 0, 99, T("0: not hired for")).together("role"),
    fields.choice("version", T("Rubric"), ()).together("role"),
)


class Choice(NamedTuple):
    """A role that can be hired for."""

    code: str
    name: Sayable
    book: Book | None
    """Its file: of the library, or of one's own; None, where only the database knows it."""
    held: tuple[Held, ...]
    """Its versions in the database, the oldest first."""
    opening: Opening | None
    """Where it is hired for."""


class Roles(ListRoom):
    """Every role of the library, of one's own files and of the database; how many places."""

    STEP = "roles"
    CALLED = T("Roles")
    SURE = T("Press it again: this center no longer hires for this role; its candidates stay without it.")
    HELP_TEXT = T(
        "Which roles are hired for. Type the number of places at a role: its rubric as it stands in the library (or in"
        " your own file of this folder) is put into this center with a version number, and never changes again; a newer"
        " one is a new version. Once there are several versions, choose one.\n\n"
        "The role brings its competencies, anchors and exercises. F5 shows it. All roles of one center are rated on the"
        " same scale."
    )
    COMMANDS_HERE = (
        EDIT,
        REMOVE,
        Command("roles.look", "f5", T("Look"), T("The role: weights, targets, exercises, anchors."), "look"),
    )
    FIELDS = FIELDS

    def __init__(self, center: Id) -> None:
        super().__init__(center)
        self._choices: dict[Id, Choice] = {}
        self._books: tuple[Book, ...] | None = None

    async def read_step(self) -> None:
        """The library's shelf, one's own files, the versions in the database, and what is hired for."""
        if self._books is None:
            self._books = await self.desk.call(_books)
        held, openings = await self.desk.read(_held, self.center)
        books = {book.code: book for book in self._books}
        codes = dict.fromkeys([*(one.role for one in openings), *books, *(one.role for one in held)])
        self._choices = {}
        for code in codes:
            mine = tuple(one for one in held if one.role == code)
            book = books.get(code)
            name: Sayable = mine[-1].name if mine else (book.name if book else None) or Text(code, code)
            opening = next((one for one in openings if one.role == code), None)
            self._choices[Id(code)] = Choice(code, name, book, mine, opening)
        self.entries = [_entry(one) for one in self._choices.values()]

    def suit(self, entry: Entry | None) -> None:
        """The versions to choose from."""
        choice = self._choices.get(entry.id) if entry else None
        if choice is not None:
            self.query_one("#form", Form).choose_from("version", _versions(choice))

    async def write(self, _: str, marked: Id | None, values: dict[str, Any]) -> Id:
        """Hire, change the number of places or the version, or stop hiring."""
        assert marked is not None
        choice = self._choices[marked]
        if values["places"] == 0:
            if choice.opening is not None:
                await self.change(drop_vacancy, self.center, choice.opening.id)
            return marked
        if values["version"] == LIBRARY:
            content = await self.desk.call(lambda: _content(choice))
            await self.change(hire, self.center, content, values["places"])
        else:
            await self.change(put_vacancy, self.center, Id(values["version"]), values["places"])
        return marked

    async def drop(self, marked: Id) -> None:
        """Stop hiring for it."""
        opening = self._choices[marked].opening
        if opening is None:
            raise Refused(T("This role is not hired for."))
        await self.change(drop_vacancy, self.center, opening.id)

    def action_look(self) -> None:
        """The role on its own screen."""
        choice = self._choices.get(self.marked) if self.marked else None
        if choice is None or choice.book is None:
            self.show(T("The file of this role is not here; Versions (V on home) shows what is in the database."))
            return
        self.run_worker(self._look(choice.book.path), group="look", exclusive=True)

    async def _look(self, path: Path) -> None:
        from screens.plan.opened import open_file
        from screens.plan.role import RoleView

        try:
            opened = await self.desk.call(lambda: open_file(path))
        except Trouble as trouble:
            self.show(trouble)
            return
        self.app.push_screen(RoleView(opened))

    def say_next(self) -> Sayable:
        """The first role, then whatever is missing."""
        if self.part and self.part.gaps:
            return T("mark a role, press Enter, and type how many places it has")
        return T("another role, or back to the plan (Esc)")


def _books() -> tuple[Book, ...]:
    own = [book for book in own_files(Path.cwd()) if book.sort == "role"]
    shipped = [book for book in of_library(load_library()) if book.sort == "role"]
    codes = {book.code for book in own}
    return (*own, *(book for book in shipped if book.code not in codes))


def _held(tx: Reading, center: Id) -> tuple[tuple[Held, ...], tuple[Opening, ...]]:
    return held_versions(tx), vacancies(tx, center)


def _content(choice: Choice) -> RubricContent:
    assert choice.book is not None
    role = find_role(str(choice.book.path))
    return expand(role.role, role.library)


def _versions(choice: Choice) -> Options:
    held = tuple((str(one.id), T("version {n}", n=one.number)) for one in choice.held)
    if choice.book is None:
        return held
    own = T("as in your file") if choice.book.own else T("as in the library")
    return (*held, (LIBRARY, own))


def _entry(one: Choice) -> Entry:
    opening = one.opening
    version = str(opening.rubric) if opening else LIBRARY if one.book else str(one.held[-1].id) if one.held else ""
    values = {"places": opening.places if opening else 0, "version": version}
    if opening is None:
        right: tuple[Sayable, ...] = (T("your own file"),) if one.book and one.book.own else ()
    else:
        right = (
            N("{n} place", "{n} places", n=opening.places),
            T("version {n}", n=opening.number),
            N("{n} candidate", "{n} candidates", n=opening.candidates),
        )
    return Entry(Id(one.code), T("{mark} {role}", mark="✓" if opening else "·", role=one.name), right, values)
