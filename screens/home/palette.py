"""The palette: every command by its name, with its key, in the screen's order and in the language of now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets.option_list import Option

from assess.words import T
from screens.base import PRIVACY

if TYPE_CHECKING:
    from screens.app import AssessApp


class Commands(Provider):
    """What can be done now: the screen's commands in their order, then the app's."""

    async def discover(self) -> Hits:
        """Everything, before something is typed."""
        for name, about, run, _ in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(Content(name), run, text=name, help=about)

    async def search(self, query: str) -> Hits:
        """What fits the letters typed, in its name or in the sentence about it."""
        matcher = self.matcher(query)
        for name, about, run, _ in self.app.get_system_commands(self.screen):
            fits = matcher.match(name)
            if fits > 0:
                yield Hit(fits, matcher.highlight(name), run, text=name, help=about)
            elif query.casefold() in about.casefold():
                yield Hit(0.1, Content(name), run, text=name, help=about)


class Palette(CommandPalette):
    """Textual's palette, in the user's words; F9 hides it as it hides what is below."""

    BINDINGS: ClassVar[list[BindingType]] = [PRIVACY.binding()]

    def __init__(self, app: AssessApp) -> None:
        words = app.words
        super().__init__(
            [Commands], placeholder=words(T("What would you like to do? Type a word …")), id="--command-palette"
        )
        self._none = words(T("Nothing is called so."))

    def action_privacy(self) -> None:
        """Cover it."""
        from screens.cover import Cover

        self.app.push_screen(Cover())

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """As Textual does it, but in the user's words."""
        self._stop_no_matches_countdown()

        def say() -> None:
            if search_value:
                self.query_one(CommandList).add_option(Option(Content(self._none), id=self._NO_MATCHES, disabled=True))
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, say)
