"""The notes on the live screen: what was read, what is on its way, and what could not be saved, in one stream."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from textual.content import Content

from assess.conduct.grammar import Line, parse
from assess.conduct.observe import FREE, Noted
from assess.conduct.work import CueView, NoteView, Work
from assess.words import Message, T, Words
from screens.conduct.rows import Row
from screens.conduct.say import note_head, note_text, seats_of

SAVED: Final = "✓ "
PENDING: Final = "… "
FAILED: Final = "! "
SAME: Final = 0.05
"""Seconds within which two times are the same note's: a time goes through text."""


@dataclass(eq=False)
class Typed:
    """A note line that was entered here; not saved before its commit."""

    text: str
    phase: str
    seconds: float
    note: Noted | None = None
    failed: bool = False

    def line(self, found: Work) -> Line:
        """What was typed, taken apart."""
        return self.note.line if self.note is not None else parse(self.text, seats=[one.number for one in found.seats])


class Outbox:
    """What was entered here and is not in the work that was read yet; kept as a text until it is committed."""

    def __init__(self) -> None:
        self.typed: list[Typed] = []

    @property
    def failed(self) -> Typed | None:
        """The first that could not be saved."""
        return next((one for one in self.typed if one.failed), None)

    def unsaved(self, *also: Typed | None) -> str:
        """Everything without a commit, and what of it is back in the line, as a text; empty, when there is nothing."""
        rows = [one for one in (*also, *self.typed) if one is not None and one.note is None]
        return json.dumps([[one.text, one.phase, one.seconds] for one in rows]) if rows else ""

    def take_up(self, kept: str, found: Work) -> None:
        """What an earlier screen, or an earlier run of the program, could not save, unless it was saved after all."""
        if not kept:
            return
        known = {(one.text, one.phase, one.seconds) for one in self.typed}
        for text, phase, seconds in json.loads(kept):
            typed = Typed(text, phase, seconds, failed=True)
            if (text, phase, seconds) not in known and not is_saved(typed, found):
                self.typed.append(typed)

    def forget_saved(self, found: Work) -> None:
        """What was read shows a note itself from now on."""
        known = {note.id for sheet in found.sheets for note in sheet.notes}
        self.typed = [one for one in self.typed if one.note is None or one.note.id not in known]


def is_saved(typed: Typed, found: Work) -> bool:
    """Whether a note line is among the notes: its commit may have come just before a crash."""
    text = typed.line(found).text
    return any(
        note.phase == typed.phase and abs(note.seconds - typed.seconds) < SAME and note.text.startswith(text)
        for sheet in found.sheets
        for note in sheet.notes
    )


def stream(words: Words, found: Work, typed: Iterable[Typed], ticks: Mapping[str, float | None]) -> list[Row]:
    """Notes and cues in the order of the clock. `ticks` are cues on their way: their time, None when taken back."""
    order = {phase.code: place for place, phase in enumerate(found.phases)}

    def when(phase: str, seconds: float) -> tuple[int, float]:
        return order.get(phase, 0), seconds

    rows = [
        *((when(view.phase, view.seconds), row) for view, row in _kept(words, found)),
        *((when(one.phase, one.seconds), _typed_row(words, found, one, ticks)) for one in typed),
        *((when(phase, seconds), row) for phase, seconds, row in _cues(words, found, ticks)),
    ]
    shown: list[Row] = []
    for phase, group in groupby(sorted(rows, key=lambda pair: pair[0]), key=lambda pair: pair[0][0]):
        if shown:  # the clock begins anew with a phase
            name = words(found.phases[phase].name) if phase < len(found.phases) else ""
            shown.append(Row(Content(""), Content.styled(f"── {name}", "dim")))
        shown += [row for _, row in group]
    return shown


def _kept(words: Words, found: Work) -> Iterator[tuple[NoteView, Row]]:
    seats = seats_of(found.sheets)
    codes = {one.id: one.code for sheet in found.sheets for one in sheet.competencies}
    kept = (note for sheet in found.sheets for note in sheet.notes)
    for view in sorted(kept, key=lambda one: (one.at, one.number)):
        said = [f"#{codes[one]}" for one in view.shows if one in codes]
        if view.free:
            said.insert(0, words(T("free question")))
        yield (
            view,
            Row(
                note_head(view.seconds, view.valence, SAVED, seats.get(view.sheet, "")),
                note_text(words, view.text, quote=view.quote, star=view.star, gone=view.discarded),
                Content.styled(" ".join(said), "dim"),
            ),
        )


def _is_free(found: Work, one: Typed, ticks: Mapping[str, float | None]) -> bool:
    """Whether it will count as typed at a free question: after these began."""
    kinds = {phase.code: phase.kind for phase in found.phases}
    began = next((ticks.get(cue.code, cue.given) for cue in found.cues if cue.by == FREE), None)
    return began is not None and kinds.get(one.phase) == "questions" and one.seconds >= began


def _typed_row(words: Words, found: Work, one: Typed, ticks: Mapping[str, float | None]) -> Row:
    line = one.line(found)
    mark = FAILED if one.failed else PENDING if one.note is None else SAVED
    said = [words(T("free question"))] if _is_free(found, one, ticks) else []
    said += [f"#{line.tag}"] if line.tag else []
    tail = words(T("not saved yet")) if one.failed else " ".join(said)
    return Row(
        note_head(one.seconds, line.valence, mark, str(line.seat or "") if found.seats else ""),
        note_text(words, line.text, quote=line.quote, star=line.star, gone=False),
        Content.styled(tail, "bold" if one.failed else "dim"),
    )


def _cues(words: Words, found: Work, ticks: Mapping[str, float | None]) -> Iterator[tuple[str, float, Row]]:
    live = found.live.code
    asking = next((phase.code for phase in found.phases if phase.kind == "questions"), live)
    for cue in found.cues:
        given = ticks.get(cue.code, cue.given)
        if given is None:
            continue
        head = note_head(given, None, PENDING if cue.code in ticks else "  ", " " if found.seats else "")
        yield (
            asking if cue.by in ("question", FREE) else live,
            given,
            Row(head, Content.styled(words(cue_given(cue)), "dim")),
        )


def cue_given(cue: CueView) -> Message:
    """`cue given: Three years`; a question before its turn says which one it came before."""
    if cue.by == FREE:
        if cue.before:
            return T("free questions begin, before {others}", others=", ".join(cue.before))
        return T("free questions begin")
    if cue.by != "question":
        return T("cue given: {cue}", cue=cue.short if cue.short.en else cue.code)
    if cue.before:
        return T("question {cue} asked, before {others}", cue=cue.code, others=", ".join(cue.before))
    return T("question {cue} asked", cue=cue.code)
