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
    """The people of the file; the first letter of the initials chooses."""

    COMMANDS_HERE = (Command("person.choose", "enter", T("Choose"), T("This person acts from now on."), "choose"),)

    def __init__(self, people: tuple[PersonGlance, ...], acting: PersonGlance | None) -> None:
        super().__init__()
        self._people, self._acting = people, acting

    def compose(self) -> ComposeResult:
        """A question and a list."""
        words = self.words
        with Vertical(classes="box"):
            yield Static(words(T("Who is acting? Type the initials, or choose.")), markup=False)
            yield OptionList(
                *(
                    Content.assemble(
                        (f" {person.initials:<4}", "bold"),
                        Content(person.name),
                        "  ",
                        Content.styled(
                            ", ".join(words(FUNCTION_NAMES[function]) for function in person.functions), "dim"
                        ),
                    )
                    for person in self._people
                ),
                id="people",
                markup=False,
            )

    def on_mount(self) -> None:
        """Mark who acts now."""
        people = self.query_one("#people", OptionList)
        if self._acting in self._people:
            people.highlighted = self._people.index(self._acting)
        people.focus()

    def on_key(self, event: events.Key) -> None:
        """A letter chooses the person whose initials begin with it, when exactly one does."""
        letter = (event.character or "").casefold()
        fits = [person for person in self._people if letter and person.initials.casefold().startswith(letter)]
        if len(fits) == 1:
            event.stop()
            self.dismiss(fits[0])

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        self.dismiss(self._people[event.option_index])

    def action_choose(self) -> None:
        """Enter."""
        marked = self.query_one("#people", OptionList).highlighted
        if marked is not None:
            self.dismiss(self._people[marked])
