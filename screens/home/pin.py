"""The PIN: asked before somebody acts who has one, and set by the one who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from assess.home.memory import memory_file
from assess.home.pin import is_pin, set_pin
from assess.words import Id, Message, Refused, T
from screens.base import Dialog
from screens.command import Command

if TYPE_CHECKING:
    from assess.home.glance import PersonGlance


class PinPrompt(Dialog[bool]):
    """The PIN of a person; True when it is right."""

    AUTO_FOCUS = "Input"
    COMMANDS_HERE = (Command("pin.enter", "enter", T("Enter"), T("Go on with this PIN."), "enter"),)

    def __init__(self, person: PersonGlance) -> None:
        super().__init__()
        self._person = person

    def compose(self) -> ComposeResult:
        """One line to type in."""
        who = f"{self._person.initials} {self._person.name}"
        with Vertical(classes="box"):
            yield Static(Content(self.words(T("The PIN of {who}:", who=who))))
            yield Input(password=True, id="pin")
            yield Static(id="said", classes="muted", markup=False)
            yield Static(Content(self.words(T("Enter goes on; Esc leaves it as it is."))), classes="muted")

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Right, or once more."""
        event.stop()
        if is_pin(Id(self._person.id), event.value):
            self.dismiss(True)
            return
        event.input.value = ""
        said = T(
            "That is not the PIN. Forgotten? Whoever may open this file can take it out: {file}",
            file=str(memory_file()),
        )
        self.query_one("#said", Static).update(Content(self.words(said)))

    def action_enter(self) -> None:
        """Enter, where the line did not take it."""

    def action_back(self) -> None:
        """Esc: somebody else, then."""
        self.dismiss(False)


class NewPin(Dialog[Message]):
    """A new PIN, typed once; an empty one takes it away. Answers with what was done."""

    AUTO_FOCUS = "Input"
    COMMANDS_HERE = (Command("pin.set", "enter", T("Set"), T("Ask for this PIN from now on."), "set"),)

    def __init__(self, person: PersonGlance) -> None:
        super().__init__()
        self._person = person

    def compose(self) -> ComposeResult:
        """What it does, and a line to type in."""
        who = f"{self._person.initials} {self._person.name}"
        with Vertical(classes="box"):
            yield Static(
                Content(
                    self.words(
                        T(
                            "A PIN for {who} on this laptop, at least four characters: it is asked before somebody acts"
                            " in this name. It keeps colleagues apart; it does not encrypt the file. Empty: no PIN.",
                            who=who,
                        )
                    )
                )
            )
            yield Input(id="pin")
            yield Static(id="said", classes="muted", markup=False)
            yield Static(Content(self.words(T("Enter sets it; Esc leaves it as it is."))), classes="muted")

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Set it, or say why not."""
        event.stop()
        try:
            set_pin(Id(self._person.id), event.value)
        except Refused as no:
            self.query_one("#said", Static).update(Content(no.say(self.words)))
            return
        self.dismiss(T("The PIN is set; F2 asks for it from now on.") if event.value else T("No PIN any more."))

    def action_set(self) -> None:
        """Enter, where the line did not take it."""
