"""A note after the fact: when it was, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

from assess.conduct import machine
from assess.conduct.classify import assign, discard
from assess.conduct.clock import read
from assess.conduct.observe import Noted, note
from assess.conduct.timing import WATCHED, begin
from assess.conduct.work import NoteView, PhaseView
from assess.words import T, Trouble, clock
from screens.conduct.excuse import Excusing
from screens.conduct.say import seats_of

AT: Final = re.compile(r"\s*(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\s+(.*)")
"""A late note may say when it was: `12:30 + asks back`; beyond an hour `1:02:30 + asks back`."""


class Late(NamedTuple):
    """A late note, taken apart."""

    seconds: float | None
    """None where it does not say."""
    typed: str
    """The rest, as on the note line."""


def late(text: str) -> Late:
    """The time in front, and the rest."""
    found = AT.fullmatch(text)
    if found is None:
        return Late(None, text)
    return Late(int(found[1] or 0) * 3600.0 + int(found[2]) * 60.0 + int(found[3]), found[4])


def anew(note: NoteView, seat: str) -> str:
    """A note as a line to be typed over: its time, seat and marks stay."""
    marks = f"{seat}{'!' if note.star else ''}{note.valence or ''}"
    return " ".join(part for part in (clock(note.seconds), marks, note.text) if part)


class LateNotes(Excusing):
    """A step in which notes can be written after the fact, and the exercise be taken up again."""

    _late_open = False

    @property
    def marked(self) -> NoteView | None:
        """The marked note."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Esc: a late note that is half typed waits for the next N."""
        if self._late_open:
            self.keep_draft(self.line.value)
            self._late_open = False
        super().action_back()

    def action_late(self, text: str = "") -> None:
        """A late note, in the line."""
        if not self.asking:
            self._late_open = True
            self.ask(T("A late note; 12:30 in front says when it was"), self._late, text or self.draft())

    def action_anew(self, text: str = "") -> None:
        """The marked note once more, to be said as behaviour."""
        view = self.marked
        if view is not None and not view.discarded and not self.asking:
            seat = seats_of(self.hour.work.sheets).get(view.sheet, "")
            self.ask(
                T("What did the person do or say? This wording stays as a trace"),
                partial(self._say_anew, view),
                text or anew(view, seat),
            )

    def _say_anew(self, view: NoteView, text: str) -> None:
        if late(text).typed.strip() and text != anew(view, seats_of(self.hour.work.sheets).get(view.sheet, "")):
            self._note(text, view)
        else:
            self.tell()

    def _late(self, text: str) -> None:
        self._late_open = False
        self.keep_draft("")
        if text.strip():
            self._note(text)

    def _note(self, text: str, instead: NoteView | None = None) -> None:
        """Write a note after the fact; the one that it stands for is discarded then."""
        started = self._last_phase()
        phase = instead.phase if instead is not None else started.code if started is not None else None
        if phase is None:
            return
        seconds, typed = late(text)
        if seconds is None:
            seconds = (
                read(self.hour.work.ticks, phase, machine.moment()).elapsed if instead is None else instead.seconds
            )

        def refused(trouble: Trouble) -> None:
            if self.here:
                if instead is None:
                    self.action_late(text)
                else:
                    self.action_anew(text)
                self.show(trouble)

        def noted(made: Noted) -> None:
            if instead is not None:
                for competency in instead.shows:
                    self.put(self.desk.write(assign, made.id, competency))
                self.put(self.desk.write(discard, instead.id), then=lambda _: self.reload() if self.here else None)
            elif self.here:
                self.reload()

        self.put(self.desk.write(note, self.hour.slot, typed, phase, seconds), then=noted, failed=refused)

    def _watched(self) -> Iterator[PhaseView]:
        return (phase for phase in self.hour.work.phases if phase.kind in WATCHED)

    def _last_phase(self) -> PhaseView | None:
        started = {tick.phase for tick in self.hour.work.ticks}
        return next((phase for phase in reversed(list(self._watched())) if phase.code in started), None)

    def action_watch(self) -> None:
        """The exercise goes on: the question round, if it was not begun, else the clock where it stopped."""
        watched = list(self._watched())
        last = self._last_phase()
        if last is None or self._on_its_way:
            return
        place = watched.index(last) + 1
        phase = watched[place] if place < len(watched) else last
        self.put(
            self.desk.write(begin, self.hour.slot, phase.code, machine.moment()),
            then=lambda _: self.go() if self.here else None,
        )
