"""Writing scorecards from the screen: into which folder, how far it is, and stopping it."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from assess.report.columns import one_line
from assess.words import Id, Language, Message, N, T
from screens.base import Dialog
from screens.command import Command
from screens.desk import Desk

if TYPE_CHECKING:
    from assess.report.scorecards import Written

FOLDER = "scorecards"
"""Beside where the program was started, unless another one is typed."""


class Folder(Dialog[str]):
    """Which folder; Enter takes the one that stands there."""

    AUTO_FOCUS = "Input"
    COMMANDS_HERE = (Command("folder.take", "enter", T("Write"), T("Write into this folder."), "take"),)

    def compose(self) -> ComposeResult:
        """A question and a line."""
        words = self.words
        with Vertical(classes="box"):
            yield Static(words(T("Into which folder? One PDF a candidate; it is made when it is not there.")) + "\n")
            yield Input(f"./{FOLDER}", id="folder", select_on_focus=True, compact=True)
            yield Static("\n" + words(T("Enter writes, Esc goes back.")), classes="muted", markup=False)

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        """This one."""
        event.stop()
        self.dismiss(event.value.strip() or FOLDER)

    def action_take(self) -> None:
        """Enter, wherever the focus is."""
        self.dismiss(self.query_one("#folder", Input).value.strip() or FOLDER)


class Export:
    """One run: written in a thread of the desk, its progress read by the screen."""

    def __init__(self, desk: Desk, center: Id, folder: Path, language: Language, *, overwrite: bool = False) -> None:
        self.folder = folder
        self._desk, self._center, self._language, self._overwrite = desk, center, language, overwrite
        self._person = desk.person
        self._stop = Event()
        self._done, self._whole = 0, 0

    def cancel(self) -> None:
        """Stop after the scorecard that is being written."""
        self._stop.set()

    def said(self) -> Message:
        """How far it is."""
        if self._whole == 0:
            return T("The scorecards are being written … Esc stops.")
        return T("{done} of {whole} scorecards are written … Esc stops.", done=self._done, whole=self._whole)

    async def run(self) -> Message:
        """Write; what was written where.

        Raises: Trouble, as the report or the store says.
        """
        written = await self._desk.call(self._write)
        folder, number = one_line(str(self.folder)), len(written.files)
        if written.cancelled:
            return N(
                "Stopped. {n} scorecard is in {folder}.",
                "Stopped. {n} scorecards are in {folder}.",
                n=number,
                folder=folder,
            )
        return N(
            "{n} scorecard is in {folder}: {names}",
            "{n} scorecards are in {folder}: {names}",
            n=number,
            folder=folder,
            names=_names(written.files),
        )

    @property
    def is_taken(self) -> bool:
        """Whether documents stand in the folder already."""
        return self.folder.is_dir() and any(self.folder.glob("*.pdf"))

    def _write(self) -> Written:
        from assess.report.scorecards import write_scorecards  # the ranking opens without the printer's libraries

        return write_scorecards(
            self._desk.store().acting(self._person),
            self._center,
            self.folder,
            language=self._language,
            progress=self._progress,
            cancelled=self._stop.is_set,
            overwrite=self._overwrite,
        )

    def _progress(self, done: int, whole: int) -> None:
        self._done, self._whole = done, whole


def _names(files: tuple[Path, ...]) -> str:
    names = [one_line(file.name) for file in files]
    return ", ".join(names) if len(names) <= 3 else f"{names[0]}, {names[1]} … {names[-1]}"
