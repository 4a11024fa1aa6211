"""A new center: its name and day, and what it begins with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from assess.home.begin import Begun, begin, begin_described, begin_file, described_in
from assess.plan.center import Settings
from assess.words import Id, T, Trouble
from screens.base import Command, Room
from screens.widgets import fields
from screens.widgets.fields import Field, Options
from screens.widgets.form import Form

EMPTY: Final = "empty"
FILE: Final = "file"
WAYS: Final[Options] = ((EMPTY, T("empty")), (FILE, T("from a file")))
HOW: Final = fields.choice("how", T("Begin"), WAYS)
WHAT: Final[tuple[Field, ...]] = (
    fields.line("name", T("Name"), T("for example Community manager, spring"), needed=T("A center needs a name.")),
    fields.day("day", T("Day")),
    fields.line("zone", T("Time zone"), T("for example Europe/Berlin"), needed=T("A center needs a time zone.")),
    fields.line("file", T("File"), T("for example center.yaml"), needed=T("Name the file.")),
)
WHO: Final[tuple[Field, ...]] = (
    fields.line("person", T("Your name"), T("you are its moderator"), needed=T("A person needs a name.")),
    fields.line("initials", T("Your initials"), needed=T("A person needs initials."), width=10),
)


class NewCenter(Room[Begun]):
    """A short form; F2 (or Enter in its last field) makes the center. Answers with what was made."""

    CSS_PATH = "new.tcss"
    HELP_TEXT = T(
        "A new center needs a name and a day; everything else is set step by step afterwards, and can be changed until"
        " the freeze. Begin empty, like an earlier center of this file (its rules, rooms, roles, exercises and team"
        " needs, without its people and candidates), or from a file that describes a center.\n\n"
        "Where nobody is in the file yet, you are the first: the moderator, who plans and leads the day. A new file is"
        " made in the current folder, called after the center."
    )
    COMMANDS_HERE = (Command("new.make", "f2", T("Make it"), T("Make the center, and plan it."), "make"),)

    def __init__(self, earlier: tuple[tuple[Id, str], ...] = (), *, first: bool) -> None:
        """A new center.

        Args:
            earlier: Centers of the open file, that this one can be like.
            first: Whether there is no file yet.
        """
        super().__init__()
        self._earlier, self._first = earlier, first
        self._busy = False

    def compose_body(self) -> ComposeResult:
        """The form."""
        yield Static(id="intro", markup=False)
        yield Form((HOW, *WHAT, *WHO), typed=self._suit, done=self.action_make, id="form")

    def on_mount(self) -> None:
        """Begin with the name."""
        form = self.query_one("#form", Form)
        like = tuple((f"{id_}", T("like {name}", name=name)) for id_, name in self._earlier)
        form.choose_from("how", (WAYS[0], *like, WAYS[1]))
        form.put(dict.fromkeys(form.rows, "") | {"how": EMPTY, "day": None, "zone": "Europe/Berlin"})
        self._suit()
        super().on_mount()
        form.enter("name")

    def _suit(self) -> None:
        form = self.query_one("#form", Form)
        described = form.rows["how"].text == FILE
        for name in ("name", "day", "zone"):
            form.show_field(name, shown=not described and (name != "zone" or form.rows["how"].text == EMPTY))
        form.show_field("file", shown=described)
        for field in WHO:
            form.show_field(field.name, shown=self._first and not described)

    def tell(self) -> None:
        """Every text."""
        self.head(T("New center"))
        if self.query("#intro"):
            said = T("A name and a day are enough to begin. Arrows left and right choose how.")
            self.query_one("#intro", Static).update(Content(self.words(said)))
            self.query_one("#form", Form).tell()
        if not self._trouble:
            self.next_step(T("Next: type it, Enter goes on; F2 makes the center"))

    def action_make(self) -> None:
        """Make it, when everything that is asked for is there."""
        form = self.query_one("#form", Form)
        values = form.read()
        if values is None:
            self.show(T("Something is missing, see below the field."))
        elif not self._busy:
            self._busy = True
            self.run_worker(self._make(values), group="make", exclusive=True)

    async def _make(self, values: dict[str, Any]) -> None:
        self.saving()
        try:
            begun = await self._begun(values)
        except Trouble as trouble:
            self.not_saved()
            self.show(trouble)
            return
        finally:
            self._busy = False
        self.dismiss(begun)

    async def _begun(self, values: dict[str, Any]) -> Begun:
        language = self.words.language
        if values["how"] == FILE:
            source = Path(values["file"]).expanduser()
            today = datetime.now(UTC).astimezone().date()
            if self._first:
                return await self.desk.call(lambda: begin_described(Path.cwd(), source, today, language))
            from assess.exchange.center_file import make_center

            described = await self.desk.call(lambda: described_in(source))
            made = await self.desk.write(make_center, described, day=today, language=language)
            return Begun(None, made, None)
        settings = Settings(values["name"], values["day"], values.get("zone") or "Europe/Berlin")
        if self._first:
            name, initials = values["person"], values["initials"]
            return await self.desk.call(lambda: begin_file(Path.cwd(), settings, name, initials))
        like = None if values["how"] == EMPTY else Id(values["how"])
        return Begun(None, await self.desk.write(begin, settings, like=like), None)
