"""Who is acting: two keys, F2 and the initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from assess.people.names import FUNCTION_NAMES
from assess.words import T
from screens.base import Dialog
from screens.command import Command

if TYPE_CHECKING:
    from assess.home.glance import PersonGlance


class PersonPicker(Dialog["PersonGlance"]):
    """The people of the file. Typing the initials chooses; where they fit several, the list shows these alone."""

    COMMANDS_HERE = (
        Command("person.choose", "enter", T("Choose"), T("This person acts from now on."), "choose"),
        Command("person.wider", "backspace", T("Wider"), T("One letter less: the list grows again."), "wider"),
    )

    def __init__(self, people: tuple[PersonGlance, ...], acting: PersonGlance | None) -> None:
        super().__init__()
        self._people, self._acting = people, acting
        self._typed = ""
        self._fits = people

    def compose(self) -> ComposeResult:
        """A question and a list."""
        with Vertical(classes="box"):
            yield Static(id="who", markup=False)
            yield OptionList(id="people", markup=False)
            yield Static(Content(self.words(T("Enter chooses what is marked; Esc back"))), classes="muted")

    def on_mount(self) -> None:
        """Mark who acts now."""
        self._show()
        people = self.query_one("#people", OptionList)
        if self._acting in self._fits:
            people.highlighted = self._fits.index(self._acting)
        people.focus()

    def _show(self) -> None:
        words = self.words
        question = (
            T("Which {typed}? Type on, or choose with the arrow keys.", typed=self._typed.upper())
            if self._typed
            else T("Who is acting? Type the initials, or choose.")
        )
        self.query_one("#who", Static).update(Content(words(question)))
        people = self.query_one("#people", OptionList)
        wide = max((Content(one.initials).cell_length for one in self._fits), default=1)
        people.clear_options()
        people.add_options(
            Content.assemble(
                Content.styled(f" {one.initials}{' ' * (wide - Content(one.initials).cell_length)}  ", "bold"),
                Content(one.name),
                Content.styled(f"  {', '.join(words(FUNCTION_NAMES[held]) for held in one.functions)}", "dim"),
            )
            for one in self._fits
        )
        if self._fits:
            people.highlighted = 0

    def on_key(self, event: events.Key) -> None:
        """A letter of the initials: chooses when it leaves one person, else narrows the list."""
        letter = (event.character or "").casefold()
        if not letter.strip() or not event.is_printable:
            return
        event.stop()
        wanted = self._typed + letter
        fits = tuple(one for one in self._people if one.initials.casefold().startswith(wanted))
        if not fits:  # perhaps a name: nobody knows all initials by heart
            fits = tuple(one for one in self._people if wanted in one.name.casefold())
        if len(fits) == 1:
            self.dismiss(fits[0])
        elif fits:
            self._typed, self._fits = wanted, fits
            self._show()

    def action_wider(self) -> None:
        """One letter less."""
        self._typed = self._typed[:-1]
        fits = tuple(one for one in self._people if one.initials.casefold().startswith(self._typed))
        self._fits = fits or tuple(one for one in self._people if self._typed in one.name.casefold())
        self._show()

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.dismiss(self._fits[event.option_index])

    def action_choose(self) -> None:
        """Enter."""
        marked = self.query_one("#people", OptionList).highlighted
        if marked is not None:
            self.dismiss(self._fits[marked])
