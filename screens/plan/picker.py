"""Choosing a file in its folder: textual-fspicker, in the user's language and the house's look."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from textual_fspicker import FileOpen, Filters

from assess.words import T, Words


class Picker(FileOpen):
    """Folders, and in them the files that can be lists."""

    CSS = """
    Picker Dialog { width: 90%; height: 90%; border: solid $surface-lighten-2; background: $background; }
    Picker Dialog OptionList, Picker Dialog OptionList:focus { background: $background; }
    Picker InputBar { height: 1; padding: 0 1; margin-top: 1; }
    Picker InputBar Input { border: none; height: 1; padding: 0 1; background: $surface; width: 1fr; }
    Picker InputBar Button { border: none; height: 1; min-width: 8; margin-left: 2; padding: 0 1; }
    Picker InputBar FileFilter { display: none; }
    """

    def __init__(self, words: Words, folder: Path, endings: Collection[str]) -> None:
        super().__init__(
            folder,
            words(T("Which file?")),
            open_button=words(T("Choose")),
            cancel_button=words(T("Back")),
            filters=Filters(("", lambda path: path.suffix.casefold() in endings)),
        )
        self.ERROR_A_FILE_MUST_EXIST = words(T("There is no such file."))
        self.ERROR_A_FILE_MUST_BE_CHOSEN = words(T("No file is chosen yet."))
        self.ERROR_PERMISSION_ERROR = words(T("This folder can't be read."))
