"""Taking notes: a line is a note when it is entered, saved when it is committed, and kept until then."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widgets import Input, Static

from assess.conduct import machine
from assess.conduct.clock import Dial
from assess.conduct.observe import Noted, note, take_back
from assess.words import T, Trouble, clock
from screens.conduct.flow import Hour
from screens.conduct.notes import Outbox, Typed
from screens.conduct.timed import Timed


class Noting(Timed):
    """A step with a note line that loses nothing: not to a slow disk, a failing one, another screen or a crash."""

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self._outbox = Outbox()
        self._redo: Typed | None = None
        """The note that came back into the line: it keeps its time."""
        self._kept = ""
        """What is kept of the notes that have no commit yet."""

    def tell_notes(self) -> None:
        """The notes were changed."""

    def line_changed(self) -> None:
        """Something was typed."""

    def pick_up(self) -> None:
        """Put back what was half typed, and what could not be saved."""
        draft = self.draft()
        self.line.put(draft)
        self.take_up()
        again = next((one for one in self._outbox.typed if one.failed and one.text.strip() == draft.strip()), None)
        if again is not None:  # it was in the line when the screen was left
            self._outbox.typed.remove(again)
            self._redo = again
        self._back_into_line()

    def take_up(self) -> None:
        """What has no commit yet, of a screen that was left or of a run that ended."""
        kept = self.draft("unsaved")
        if kept != self._kept:
            self._outbox.take_up(kept, self.hour.work)
            self._kept = kept
            self._keep()  # what was saved after all is forgotten

    def tell_time(self, dial: Dial) -> None:
        """The time that a note gets when Enter is pressed now."""
        seconds = self._redo.seconds if self._redo is not None else dial.elapsed
        text = "" if self.asking else clock(seconds)
        shown = self.query_one("#asked", Static)
        if not self.asking and str(shown.content) != text:
            shown.update(Content.styled(text, "bold $accent"), layout=len(str(shown.content)) != len(text))

    def entered(self, text: str) -> None:
        """Enter: a note with the time of this moment, or the reason that was asked for."""
        now = machine.moment()
        self._trouble = ""
        if self.asking:
            super().entered(text)
            return
        if not text.strip():
            return
        dial = self.dial(now)
        redo, self._redo = self._redo, None
        typed = redo or Typed(text, self.phase.code, dial.elapsed)
        typed.text, typed.failed = text, False
        self._outbox.typed.append(typed)
        self._keep()
        self.line.value = ""
        self.put(
            self.desk.write(note, self.hour.slot, text, typed.phase, typed.seconds),
            then=lambda noted: self._noted(typed, noted),
            failed=lambda trouble: self._not_noted(typed, trouble),
        )
        self.tell_notes()
        self._back_into_line()

    def _noted(self, typed: Typed, noted: Noted) -> None:
        typed.note = noted
        self._keep()
        if self.here:
            self.tell_notes()

    def _not_noted(self, typed: Typed, trouble: Trouble) -> None:
        """The text goes back into the line; if one is typing there already, as soon as that is entered."""
        typed.failed = True
        self._keep()
        if self.here:
            self._back_into_line()
            self.tell_notes()
            self.show(trouble)

    def _keep(self) -> None:
        """Keep what has no commit yet: neither leaving nor a crash loses it."""
        self._kept = self._outbox.unsaved(self._redo)
        self.keep_draft(self._kept, "unsaved")

    def _back_into_line(self) -> None:
        failed = self._outbox.failed
        if failed is not None and not self.line.value and not self.asking:
            self._redo = failed
            self._outbox.typed.remove(failed)
            failed.failed = False
            self.line.put(f"{failed.text} ")
            if self.hour.work.seats and failed.line(self.hour.work).seat is None:
                self.line.cursor_position = 0  # the seat is what is missing, in front
            self.tell_time(self.dial())

    @on(Input.Changed, "#line")
    def typing(self, event: Input.Changed) -> None:
        """Typing closes the clock's menu; an emptied line forgets the note that came back."""
        value = self.line.value  # the message may be older than the line
        self.line_changed()
        if not self.asking:
            self.keep_draft(value)
            if not value and self._redo is not None:
                self._redo = None
                self._keep()

    def action_undo(self) -> None:
        """Take the last note back."""
        if self.asking:
            return

        def taken(text: str | None) -> None:
            if not self.here:
                return
            if text is None:
                self.show(T("There is no note to take back."))
            else:
                self.reload()

        self.put(self.desk.write(take_back, self.hour.slot), then=taken)
