"""What the rubric screens share: a line that asks, a copy of one's own, the editor outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assess.rubric.keep import free_path, is_shipped, new_own, save
from assess.rubric.load import Loaded
from assess.rubric.new import start
from assess.words import Message, T, Trouble
from screens.base import Room
from screens.conduct.line import NoteLine
from screens.plan.opened import shown
from screens.plan.outside import edit_outside


class RubricRoom(Room[None]):
    """A screen with a line that opens when something is asked."""

    CSS_PATH = "rubrics.tcss"
    WHILE_ASKING: ClassVar[frozenset[str]] = frozenset({"help", "back"})
    _then: Callable[[str], None] | None = None
    _after: Widget | None = None

    def compose_line(self) -> ComposeResult:
        """The line to type in; hidden until something is asked."""
        with Vertical(id="asking"):
            yield Static(id="asked", markup=False)
            yield NoteLine(self._entered, id="line")

    @property
    def asking(self) -> bool:
        """Whether the line is open for an answer."""
        return self._then is not None

    def ask(self, question: Message, then: Callable[[str], None], value: str = "") -> None:
        """Open the line for an answer; Enter gives it, Esc closes it."""
        self._then, self._after = then, self.focused or self._after
        self.query_one("#asking").add_class("-open")
        self.query_one("#asked", Static).update(Content(self.words(question)))
        line = self.query_one("#line", NoteLine)
        line.put(value)
        line.focus()
        self.next_step(T("Next: type it and press Enter; Esc back"))
        self.refresh_bindings()

    def close_line(self) -> None:
        """The line is not needed any more; the focus goes back."""
        self._then = None
        self.query_one("#asking").remove_class("-open")
        self.query_one("#line", NoteLine).value = ""
        self.set_focus(self._after)
        self.refresh_bindings()

    def _entered(self, text: str) -> None:
        then = self._then
        if then is not None:
            self.close_line()
            self.tell()
            then(text.strip())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the line is open, nothing else is a command."""
        if self.asking and action not in self.WHILE_ASKING:
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Esc: out of the line, or out of the screen."""
        if self.asking:
            self.close_line()
            self.tell()
        else:
            self.dismiss()

    # a copy of one's own

    def with_own(self, like: Loaded, path: Path, then: Callable[[Path], None], beside: Path | None = None) -> None:
        """Go on with a file of one's own: this one, or a copy of it under a name that is asked for.

        Args:
            like: the file.
            path: where it lies.
            then: what to do with one's own file.
            beside: the folder that a copy is proposed in; the current one unless told otherwise.
        """
        if is_shipped(path):
            self.ask_copy(like, then, beside, T("This belongs to the library. The name of your own copy:"))
        else:
            then(path)

    def ask_copy(
        self, like: Loaded, then: Callable[[Path], None], beside: Path | None = None, question: Message | None = None
    ) -> None:
        """Ask for the name of a new file, make it like another, and go on with it."""
        proposed = shown(free_path(beside or Path.cwd(), like.code))
        self.ask(
            question or T("A new file like {code}. Its name:", code=like.code),
            lambda said: self._copied(like, said, then),
            proposed,
        )

    def _copied(self, like: Loaded, said: str, then: Callable[[Path], None]) -> None:
        try:
            path = named(said)
            text = start(like, path.stem)
            save(new_own(path, text), text)
        except Trouble as no:
            self.show(no)
        else:
            then(path)

    # the editor outside

    def outside(self, path: Path, then: Callable[[], object]) -> None:
        """Open the person's own editor on a file, then go on; the screen comes back as it was."""
        try:
            edit_outside(self.app, path)
        except Trouble as no:
            self.show(no)
        else:
            then()


def named(said: str) -> Path:
    """The file that a person named; `.yaml` may be left out.

    Raises: Refused, when the name is no name.
    """
    from assess.words import Refused

    path = Path(said).expanduser()
    if not said or not path.name or path.is_dir():
        raise Refused(T("A file needs a name."), do=T("For example EMP.yaml."))
    return path if path.suffix in (".yaml", ".yml") else path.with_name(path.name + ".yaml")
