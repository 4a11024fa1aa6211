"""The app: opens on home; words, desk and acting person live here, nothing else."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from assess.words import Id, Language, N, Sayable, T, Trouble, Words, language_of
from screens.desk import Desk
from screens.drafts import Drafts, beside
from screens.home.screen import Home
from screens.leave import leave_on_signals

if TYPE_CHECKING:
    from assess.home.glance import PersonGlance
    from assess.home.keymap import Keymap
    from assess.store.transaction import Store
    from screens.command import Command

DARK = Theme(
    name="assess-dark",
    primary="#7aa2c9",
    secondary="#8a9199",
    accent="#e0b35a",
    foreground="#d8dadd",
    background="#16181b",
    surface="#1c1f23",
    panel="#23272c",
    success="#8fb573",
    warning="#e0b35a",
    error="#e07a6f",
    dark=True,
    variables={"block-cursor-background": "#2e3f52", "block-cursor-foreground": "#ffffff"},
)
LIGHT = Theme(
    name="assess-light",
    primary="#2b5d8a",
    secondary="#5b6570",
    accent="#8a5a00",
    foreground="#1c1f23",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e8e5de",
    success="#3d6b21",
    warning="#8a5a00",
    error="#a8322a",
    dark=False,
    variables={"block-cursor-background": "#cfe0ef", "block-cursor-foreground": "#0f1a24"},
)


class AssessApp(App[None]):
    """Assess in the terminal."""

    TITLE = "Assess"
    CSS_PATH = ["app.tcss", "home/screen.tcss"]  # noqa: RUF012  (Textual declares it so; home is the default screen)
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  (Textual declares it so)
        (0, "-narrow"),
        (100, "-wide"),
        (160, "-full"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+p", "command_palette", "Palette", tooltip="Every command, by name.", id="app.palette", show=False)
    ]

    def __init__(
        self,
        address: str | Path | None = None,
        *,
        language: str | None = None,
        person: str | None = None,
        rubric: str | None = None,
    ) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        # set before the first stylesheet is read: a change of theme would style the first frame twice
        wanted = os.environ.get("ASSESS_THEME", "")
        self.set_reactive(App.theme, wanted if wanted in self.available_themes else DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.address = str(address) if address is not None else None
        self.person_said = person
        self.rubric = rubric
        """A rubric to begin with, by its file or code; empty for the list of them, None for home."""
        self.person: PersonGlance | None = None
        self.words = Words(language or language_of())
        self.desk = Desk(self._open_store)
        self.drafts = Drafts(lambda: beside(self.address))
        """What is half typed, by acting person and place: neither leaving a screen nor a crash loses it."""
        self.keymap: dict[str, str] = {}
        """The user's own keys, by command; read after the first frame."""
        self.unlocked: set[str] = set()
        """Whose PIN was given since they act."""
        self.trouble: Trouble | None = None
        """What made the app end, said once the terminal is free again."""

    def on_load(self) -> None:
        """Before the first frame: a closed terminal is a way to leave."""
        if not self.is_headless:
            leave_on_signals(self)

    def get_default_screen(self) -> Screen[Any]:
        """Home is what the first frame shows."""
        return Home()

    @property
    def is_server(self) -> bool:
        """Whether the database is no file."""
        return self.address is not None and "://" in self.address

    def act_as(self, person: PersonGlance | None) -> None:
        """From now on this person acts."""
        self.person = person
        self.desk.person = Id(person.id) if person else None

    def may_act(self, person: PersonGlance | None) -> bool:
        """Whether this person may act without being asked for a PIN."""
        from assess.home.pin import has_pin

        return person is None or person.id in self.unlocked or not has_pin(Id(person.id))

    @work(exclusive=True, group="keys")
    async def read_keys(self) -> None:
        """The user's own keys, once, after home's list: judging them needs every screen."""
        from assess.home.keymap import keymap_file

        file = keymap_file()
        if self._keys_read or not file.exists():
            return
        self._keys_read = True
        try:
            found = await self.desk.call(lambda: _own_keys(file))
        except Trouble as trouble:
            self._say_on_screen(trouble)
            return
        self.keymap = found.keys
        self.set_keymap(found.keys)
        for screen in self.screen_stack:
            screen.refresh_bindings()
        if found.faults:
            self._say_on_screen(
                N(
                    "{n} line of your own keys does not hold; “assess keys check” says which and why.",
                    "{n} lines of your own keys do not hold; “assess keys check” says which and why.",
                    n=len(found.faults),
                )
            )

    _keys_read = False

    def _say_on_screen(self, said: Sayable | Trouble) -> None:
        from screens.base import Room

        if isinstance(self.screen, Room):
            self.screen.show(said)

    def speak(self, language: Language) -> None:
        """Switch the language; every screen that is open writes its texts again."""
        from assess.home.memory import remember
        from screens.base import Room

        self.words = Words(language)
        remember("language", language)
        for screen in self.screen_stack:
            if isinstance(screen, Room):
                screen.tell()
                screen.refresh_bindings()
            screen.refresh(layout=True)

    def fail(self, trouble: Trouble) -> None:
        """End with a sentence: the file can't be used."""
        self.trouble = trouble
        self.exit(return_code=trouble.exit_code)

    def show_help(self, text: Sayable, commands: tuple[Command, ...]) -> None:
        """F1: what a screen is for, and all its keys."""
        from screens.home.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(text, commands))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: the screen's own commands first, then those of the app, in the language of now."""
        from screens.base import Spoken
        from screens.command import written_keys

        words = self.words
        if isinstance(screen, Spoken):
            for command in screen.commands():
                name = command.action.partition("(")[0]
                if screen.check_action(name, ()):
                    own = command._replace(key_shown=None) if command.named else command
                    keys = written_keys(words, own, self.keymap)
                    yield SystemCommand(
                        f"{words(command.named or command.title)} · {keys}",
                        words(command.help),
                        _runner(screen, command.action),
                    )
        other: Language = "en" if words.language == "de" else "de"
        yield SystemCommand(
            words(T("Language: German") if other == "de" else T("Language: English")),
            words(T("Every text of the program in the other language, at once.")),
            lambda: self.speak(other),
        )
        yield SystemCommand(
            words(T("Light or dark")), words(T("Switch between the light and the dark look.")), self.action_look
        )
        yield SystemCommand(words(T("Quit")), words(T("Close Assess; everything is saved already.")), self.action_quit)

    def action_command_palette(self) -> None:
        """Ctrl+P: every command by its name."""
        from screens.home.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(self))

    def action_look(self) -> None:
        """Light or dark."""
        self.theme = "assess-light" if self.theme == "assess-dark" else "assess-dark"

    async def action_quit(self) -> None:
        """Quit, once everything that was handed to the desk is written."""
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """A fault of the program ends it with a sentence, not with a traceback; tests see it as it is."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        from assess.home.fault import written_down

        self.fail(written_down(error))

    def _open_store(self) -> Store:
        from assess.store.open import open_store, settle

        if self.address is None:
            raise AssertionError("no address yet")
        store = open_store(self.address, create=False)
        if not self.is_headless:  # tests have many apps in one process
            settle()
        return store


def _own_keys(file: Path) -> Keymap:
    from assess.home.keymap import read_keymap
    from screens.keys import known_commands

    return read_keymap(file, known_commands())


def _runner(screen: Screen[Any], action: str) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        await screen.run_action(action)

    return run


def run(
    address: str | None, *, language: str | None = None, person: str | None = None, rubric: str | None = None
) -> int:
    """Run the app; its exit code."""
    import sys

    app = AssessApp(address, language=language, person=person, rubric=rubric)
    try:
        app.run()
    finally:
        app.drafts.close()
        app.desk.close()
    if app.trouble is not None:
        sys.stderr.write(app.trouble.say(app.words) + "\n")
    return app.return_code or 0
