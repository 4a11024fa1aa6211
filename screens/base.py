"""The base of all screens: four fixed lines, commands, language, save state, and the way back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.css.query import NoMatches
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from assess.words import Sayable, T, Trouble, Words
from screens.command import Command, written_keys
from screens.in_force import InForce
from screens.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from screens.app import AssessApp
    from screens.desk import Desk

Result = TypeVar("Result")

SHARED: tuple[Command, ...] = (
    Command("app.help", "f1", T("Help"), T("What this screen is for, and every key of it."), "help", priority=True),
    Command("app.back", "escape", T("Back"), T("Back to where you came from; nothing is lost."), "back"),
)
PRIVACY = Command(
    "conduct.privacy",
    "f9",
    T("Hide"),
    T("Blank the screen at once; F9 brings it back."),
    "privacy",
    priority=True,
    wide=True,
)
"""What every screen beside a candidate has, and every dialog above it."""


def plain(text: str) -> Content:
    """User text, never markup."""
    return Content(text)


def rewrite(shown: Static, content: Content) -> None:
    """Write a text anew. Only another height has the whole screen laid out again: that is most of a key's time."""
    width, before = shown.content_size.width, shown.visual
    if not width or not isinstance(before, Content):
        shown.update(content)
    elif not content.is_same(before):
        shown.update(content, layout=content.get_height({}, width) != before.get_height({}, width))


def shared_by(screen: type[Spoken]) -> tuple[Command, ...]:
    """The commands that every screen of this kind has: a dialog has no help of its own, and can be hidden."""
    return (SHARED[1], PRIVACY) if issubclass(screen, Dialog) else SHARED


class Spoken:
    """What screens and dialogs share: the app's words, its desk, its commands."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    TYPED_INTO: ClassVar[bool] = False
    """Whether a line to type in always has the focus: no printable key is a command there."""

    @property
    def assess(self) -> AssessApp:
        """The app, as ours."""
        return cast("AssessApp", self.app)  # type: ignore[attr-defined]  # mixed into Screen

    @property
    def words(self) -> Words:
        """The language of now."""
        return self.assess.words

    @property
    def desk(self) -> Desk:
        """The way to the store."""
        return self.assess.desk

    @property
    def keymap(self) -> dict[str, str]:
        """The user's own keys, by command."""
        return self.assess.keymap

    @property
    def sentences(self) -> Words:
        """The same words, with the user's own keys where a sentence names a key."""
        return InForce(self.words, self.commands(), self.keymap) if self.keymap else self.words

    def commands(self) -> tuple[Command, ...]:
        """Every command that this screen has, with those shared by all."""
        return (*self.COMMANDS_HERE, *SHARED)

    def key_of(self, command: str) -> str:
        """The key of a command as it is in force, as people read it on their keyboard."""
        wanted = next(one for one in self.commands() if one.id == command)
        return written_keys(self.words, wanted._replace(key_shown=None), self.keymap)

    async def action_run(self, command: str) -> None:
        """Do what a command does: a click on the key bar. Where several share a place in it, say which there are."""
        wanted = next(one for one in self.commands() if one.id == command)
        if wanted.named is not None and isinstance(self, Room):
            keys = written_keys(self.words, wanted, self.keymap)
            self.show(T("{keys}: press one of these keys, or click what you mean. {help}", keys=keys, help=wanted.help))
            return
        await cast("Screen[object]", self).run_action(wanted.action)

    def action_privacy(self) -> None:
        """F9: cover the whole screen; what is open on it stays as it is below."""
        from screens.cover import Cover

        self.assess.push_screen(Cover())


def _bindings(commands: tuple[Command, ...]) -> list[BindingType]:
    found: list[BindingType] = []
    for command in commands:
        binding: Binding = command.binding()
        found.append(binding)
    return found


class Room(Spoken, Screen[Result]):
    """A full screen of a room: place on top, next step and save state below, keys last.

    A child sets `COMMANDS_HERE`, composes its body in `compose_body`, and writes every text in `tell`, which runs at
    mounting, on return and when the language changes.
    """

    AUTO_FOCUS = ""
    HELP_TEXT: ClassVar[Sayable] = ""
    """What the screen is for, for F1."""

    def __init_subclass__(cls, **kwargs: bool) -> None:
        own = cls.__dict__.get("COMMANDS_HERE")
        if own is not None:
            cls.BINDINGS = _bindings((*own, *SHARED))
        super().__init_subclass__(**kwargs)

    def compose(self) -> ComposeResult:
        """The four fixed lines around the body."""
        yield Static(id="place", markup=False)
        yield from self.compose_body()
        yield Static(id="next", markup=False)
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """The screen's own part."""
        yield from ()

    def on_mount(self) -> None:
        """Write the texts once."""
        self.tell()

    def on_screen_resume(self) -> None:
        """Write the texts again: the language or the data may have changed meanwhile."""
        if self.is_mounted:
            self.tell()

    def tell(self) -> None:
        """Write every text of the screen in the language of now."""

    def head(self, left: Sayable, right: Sayable = "") -> None:
        """The top line: the place, and who is acting."""
        self._line("#place", self.words(left), self.words(right))

    def next_step(self, said: Sayable) -> None:
        """The next step in words; clears what went wrong before."""
        self._next = self.sentences(said)
        self._trouble = ""
        self._write_next()

    def saved(self, at: datetime) -> None:
        """Say that it is saved; only ever called after the commit."""
        self._trouble = ""
        time = f"{at.astimezone():%H:%M:%S}"
        self._saved, self._saved_short = f"✓ {self.words(T('saved'))} {time}", f"✓ {time}"
        self._write_next()

    def saving(self) -> None:
        """Say that a write is on its way."""
        self._saved, self._saved_short = f"… {self.words(T('saving'))}", "…"
        self._write_next()

    def not_saved(self) -> None:
        """A write was refused: nothing is on its way any more."""
        self._saved = ""

    def show(self, said: Sayable | Trouble) -> None:
        """Say why something can't be done, or what happened, in place of the next step; no dialog."""
        self._trouble = said.say(self.sentences) if isinstance(said, Trouble) else self.sentences(said)
        self._write_next()

    def action_help(self) -> None:
        """F1."""
        self.assess.show_help(
            self.sentences(self.HELP_TEXT), tuple(one for one in self.commands() if one.shown or one.named is None)
        )

    def action_back(self) -> None:
        """Leave; what was typed is saved already."""
        self.dismiss()

    _next: str = ""
    _trouble: str = ""
    _saved: str = ""
    _saved_short: str = ""
    """The same where the sentence beside it needs the room."""

    def _write_next(self) -> None:
        said = self._trouble or self._next
        mark = "! " if self._trouble else ""
        self._line("#next", mark + said, "" if self._trouble else self._saved)
        try:
            self.query_one("#next").set_class(bool(self._trouble), "-trouble")
        except NoMatches:
            return

    def _line(self, where: str, left: str, right: str) -> None:
        """A line with a left and a right part; the left one is cut when both don't fit, and wraps if it may."""
        try:
            line = self.query_one(where, Static)
        except NoMatches:
            return
        width = max(20, (self.size.width or self.app.size.width) - 2)
        head = Content(left)
        if where == "#next" and right and head.cell_length + 2 + Content(right).cell_length > width:
            right = self._saved_short  # one line less: what is to be done next does not jump
        right = Content(right).truncate(width // 2, ellipsis=True).plain
        room = width - (Content(right).cell_length + 2 if right else 0)
        if where == "#next" and head.cell_length > room:
            rewrite(line, Content.assemble(head, "  ", Content(right)) if right else head)
            return
        head = head.truncate(room, ellipsis=True)
        gap = " " * max(0, width - head.cell_length - Content(right).cell_length)
        rewrite(line, Content.assemble(head, gap, Content(right)))

    def on_resize(self) -> None:
        """Lines are laid out anew for the new width."""
        if self.is_mounted:
            self.tell()
            self._write_next()


class Dialog(Spoken, ModalScreen[Result]):
    """A small question in a box; Esc answers None."""

    AUTO_FOCUS = "*"

    def __init_subclass__(cls, **kwargs: bool) -> None:
        own = cls.__dict__.get("COMMANDS_HERE")
        if own is not None:
            cls.BINDINGS = _bindings(tuple({one.id: one for one in (*own, SHARED[1], PRIVACY)}.values()))
        super().__init_subclass__(**kwargs)

    def commands(self) -> tuple[Command, ...]:
        """Every command of the dialog."""
        return tuple({one.id: one for one in (*self.COMMANDS_HERE, SHARED[1], PRIVACY)}.values())

    def action_back(self) -> None:
        """No answer."""
        self.dismiss(None)


__all__ = ["PRIVACY", "Command", "Dialog", "Room", "Spoken", "on", "plain", "rewrite", "shared_by"]
