"""The editor's file: read, judged while one types, kept as a draft, saved only where nobody else has changed it."""

from __future__ import annotations

import threading
from asyncio import sleep
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from textual import work
from textual.widgets import OptionList

from assess.rubric.edit import Editing
from assess.rubric.effect import Effect, effect
from assess.rubric.fields import home
from assess.rubric.judge import around
from assess.rubric.keep import Kept, drop_draft, find_draft, keep_draft, new_own, read_own, save
from assess.rubric.library import Library
from assess.rubric.live import Judged, judge_text
from assess.rubric.load import Loaded
from assess.rubric.tree import Path as Keys
from assess.words import Message, T, Trouble
from screens.plan.fieldlist import FieldList
from screens.plan.opened import remember_file, shown, state
from screens.plan.room import named

PAUSE: Final = 0.15
"""Seconds without a key before the lint reads what was typed."""


@dataclass(frozen=True)
class Begun:
    """A file as it is opened for editing."""

    kept: Kept
    library: Library
    judged: Judged
    draft: str | None


def _begin(path: Path) -> Begun:
    kept = read_own(path)
    library = Library(around(path))
    return Begun(kept, library, judge_text(kept.text, shown(path), library), find_draft(path, kept.text))


class Saving(FieldList):
    """A file that is read, judged while it changes, kept as a draft, and written."""

    def __init__(self, path: Path, keys: Keys = ()) -> None:
        super().__init__()
        self._path, self._keys = path, keys
        self._before: Loaded | None = None
        """What the file says as it lies on the disk."""
        self._draft: str | None = None
        """What was not saved last time, until it is decided about."""
        self._leaving = False
        """Whether it is asked what becomes of the changes."""
        self._drafts = threading.Lock()
        self._generation = 0
        self._on_disk = ""
        """What lies in the file, as far as drafts are concerned."""

    @work(exclusive=True, group="file")
    async def begin(self, said: Message | None = None) -> None:
        """Read the file; offer what was not saved last time."""
        path = self._path
        try:
            begun = await self.desk.call(lambda: _begin(path))
        except Trouble as no:
            self.show(no)
            return
        self._kept, self._library, self._on_disk = begun.kept, begun.library, begun.kept.text
        self._editing, self._before = Editing(begun.kept.text), begun.judged.loaded
        self._draft = begun.draft
        self._judge(begun.judged)
        self._refill()
        if self._keys:
            self._at, self._keys = home(self._fields, self._keys), ()
        self._tell_all()
        if self._draft is None and said is not None:
            self.show(said)

    def _changed(self) -> None:
        """The text is another now: show it in its row, and have it judged."""
        self._generation += 1
        self._tell_head()
        if self._field is not None:
            self.query_one("#fields", OptionList).replace_option_prompt_at_index(
                self._lines.index(self._at), self._row(self._field)
            )
        self.lint()

    @work(exclusive=True, group="lint")
    async def lint(self) -> None:
        """Judge the text once nobody types, in a thread; keep it as a draft."""
        await sleep(PAUSE)
        generation, text, kept = self._generation, self._editing.text, self._kept
        if kept is None:
            return

        def judged() -> Judged:
            with self._drafts, suppress(Trouble):  # a folder that can't be written: saving will say so
                if generation == self._generation and text != self._on_disk:
                    keep_draft(kept, text)
                elif generation == self._generation:
                    drop_draft(kept.path)
            return judge_text(text, shown(kept.path), self._library)

        found = await self.desk.call(judged)
        if generation == self._generation:
            self._judge(found)
            self._tell_rows()
            self._tell_head()
            self._tell_said()

    @work(group="save")
    async def write(self, *, leave: bool, outside: bool = False) -> None:
        """Write the file; say what the change means. A file that is another one meanwhile stays as it is."""
        kept = self._kept
        if kept is None or self._draft is not None:
            return
        self._editing.pause()
        text = self._editing.text
        self.saving()
        try:
            written = await self.desk.call(lambda: self._written(kept, text))
            judged = await self.desk.call(lambda: judge_text(text, shown(kept.path), self._library))
        except Trouble as no:
            self.not_saved()
            self.show(no)
            self.lint()
            return
        before, self._kept = self._before, written
        self._before = judged.loaded
        self._editing.saved(text)
        self._judge(judged)
        self._leaving = False
        if leave:
            self.dismiss()
            return
        self._tell_head()
        self._tell_rows()
        self.saved(datetime.now(UTC))
        self.next_step(_saved(judged, before, self._library))
        self.refresh_bindings()
        if outside:
            self.outside(written.path, lambda: self.begin(T("Read again from the file.")))

    def _written(self, kept: Kept, text: str) -> Kept:
        """Save, in a thread: a lint that is under way keeps no draft of what is in the file."""
        with self._drafts:
            written = save(kept, text) if text != kept.text else kept
            self._generation += 1
            self._on_disk = text
            drop_draft(kept.path)
            return written

    def _save_as(self, said: str) -> None:
        try:
            kept = new_own(named(said), self._editing.text)
        except Trouble as no:
            self.show(no)
            return
        if self._kept is not None:
            drop_draft(self._kept.path)
            kept, self._on_disk = replace(kept, text="", bom=self._kept.bom), ""
        self._kept, self._path = kept, kept.path
        remember_file(kept.path)
        self.write(leave=False)


SAVED: Final[dict[Effect | None, Message]] = {
    "same": T("Saved. Nothing that counts differs."),
    "wording": T("Saved: wording only, no score depends on it."),
    "scoring": T("Saved: scores depend on this change."),
    None: T("Saved."),
}


def _saved(judged: Judged, before: Loaded | None, library: Library) -> Message:
    """What was saved, and what it means."""
    if judged.errors:
        return T("Saved as a draft: {state}. A center can use it once no error is left (F8).", state=state(judged))
    return SAVED[effect(before, judged.loaded, library) if before and judged.loaded else None]
