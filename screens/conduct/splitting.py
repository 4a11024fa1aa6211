"""Splitting a note in two while classifying."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from assess.conduct.classify import split
from assess.conduct.work import NoteView
from assess.words import Id, T, Trouble
from screens.conduct.cut import Cut, starts
from screens.conduct.excuse import Excusing


class Splitting(Excusing):
    """A step whose marked note can be split at a word."""

    _cutting: NoteView | None = None
    """The note that is being split."""
    in_two = False
    """Whether a split is on its way: what is pressed meanwhile is meant for its first part."""

    @property
    def marked(self) -> NoteView | None:
        """The marked note."""
        raise NotImplementedError

    def parted(self, parts: tuple[Id, Id]) -> None:
        """A note was split."""
        raise NotImplementedError

    def compose_cut(self) -> ComposeResult:
        """The note with its bar; hidden until something is split."""
        with Vertical(id="cutting"):
            yield Static(id="cut-asked", markup=False)
            yield Cut(self._split, id="cut")

    def on_key(self, event: events.Key) -> None:
        """The bar moves from the first key on: no focus has to come to it."""
        if self._cutting is not None and self.query_one(Cut).press(event.key):
            event.stop()
            event.prevent_default()

    def action_back(self) -> None:
        """Esc: the note stays whole."""
        if self._cutting is not None:
            self._close_cut()
            self.tell()
        else:
            super().action_back()

    @property
    def asking(self) -> bool:
        """Whether something is being typed, or a note being split."""
        return super().asking or self._cutting is not None

    def action_split(self) -> None:
        """The note with a bar in it; Enter splits it there."""
        view = self.marked
        if view is None or view.discarded or self.asking:
            return
        if not starts(view.text):
            self.show(T("A note of one word can't be split."))
            return
        self._cutting = view
        self.query_one("#cutting").add_class("-open")
        self.query_one("#cut-asked", Static).update(self.words(T("Where does the second note begin?")))
        self.query_one(Cut).open(view.text)
        self.next_step(T("Next: ← → to the word, Enter splits; Esc back"))
        self.refresh_bindings()

    def _close_cut(self) -> None:
        self._cutting = None
        self.query_one("#cutting").remove_class("-open")
        self.refresh_bindings()

    def _split(self, first: str, second: str) -> None:
        view = self._cutting
        self._close_cut()
        if view is not None:
            self.in_two = True
            self.put(self.desk.write(split, view.id, first, second), then=self.parted, failed=self._not_split)

    def _not_split(self, trouble: Trouble) -> None:
        self.in_two = False
        self.refused(trouble)
