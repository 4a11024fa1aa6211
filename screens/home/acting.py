"""Who acts at home: choosing a person, and the PIN where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assess.words import Message, T
from screens.home.leading import Leading

if TYPE_CHECKING:
    from assess.home.glance import PersonGlance


class Acting(Leading):
    """A screen on which the acting person changes."""

    def _ask_pin(self, person: PersonGlance | None) -> None:
        """Somebody acted here last whose name has a PIN."""
        if person is None:
            return
        from assess.home.glance import NOBODY
        from screens.home.pin import PinPrompt

        def asked(right: bool | None) -> None:
            if right:
                self.assess.unlocked = {person.id}
            else:
                self.assess.person_said = NOBODY
            self.look()

        self.assess.push_screen(PinPrompt(person), asked)

    def action_pin(self) -> None:
        """Set the acting person's PIN on this laptop."""
        from screens.home.pin import NewPin

        person = self.assess.person
        if person is None:
            self.show(T("Choose who is acting first (F2)."))
            return

        def done(said: Message | None) -> None:
            if said is not None:
                self.assess.unlocked = {person.id}
                self.next_step(said)

        self.assess.push_screen(NewPin(person), done)

    def action_person(self) -> None:
        """Switch who is acting."""
        if self._glance is None:
            return
        from screens.home.person import PersonPicker

        self.assess.push_screen(PersonPicker(self._glance.people, self.assess.person), self._chosen)

    def _chosen(self, chosen: PersonGlance | None) -> None:
        """Somebody was chosen: asked for the PIN, where there is one."""
        if chosen is None:
            return
        if self.assess.may_act(chosen):
            self._act(chosen)
            return
        from screens.home.pin import PinPrompt

        self.assess.push_screen(PinPrompt(chosen), lambda right: self._act(chosen) if right else None)

    def _act(self, person: PersonGlance) -> None:
        from assess.home.memory import remember

        self._said = None
        self.assess.unlocked = {person.id}
        self.assess.act_as(person)
        if self.assess.address is not None:
            remember(memory_key(self.assess.address), person.initials)
        self.look()


def memory_key(address: str) -> str:
    """Under which the last acting person of a file is remembered."""
    return f"person {address}"
