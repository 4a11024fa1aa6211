"""The pile of notes that is classified: its order, and how a note looks in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from assess.conduct.evaluative import QUESTION, evaluative
from assess.conduct.work import NoteView, PhaseView
from assess.words import Id, N, T, Words
from screens.conduct.rows import Row
from screens.conduct.say import note_head, note_text


def is_open(note: NoteView) -> bool:
    """Whether it shows nothing yet and is not discarded."""
    return not note.shows and not note.discarded


def in_order(notes: Mapping[Id, NoteView], before: Sequence[Id], phases: Sequence[PhaseView]) -> list[Id]:
    """Open notes first, discarded ones last, each part in order of time.

    A note keeps its place while it is worked on; a new one comes behind the last that is open. The parts of a note come
    where it stood, and the whole goes to the end.
    """
    numbers = {phase.code: place for place, phase in enumerate(phases)}
    kept = [one for one in before if one in notes]
    for whole in kept.copy():
        fresh = [one for one in notes.values() if one.split_from == whole and one.id not in before]
        if fresh:
            place = kept.index(whole)
            kept[place : place + 1] = [one.id for one in sorted(fresh, key=lambda one: one.number)]
            kept.append(whole)
    new = sorted(
        (one for one in notes.values() if one.id not in kept),
        key=lambda one: (not is_open(one), one.discarded, numbers.get(one.phase, 0), one.seconds, one.number),
    )
    at = max((place + 1 for place, one in enumerate(kept) if is_open(notes[one])), default=0 if new else len(kept))
    if not kept:
        at = 0
    return [*kept[:at], *(one.id for one in new), *kept[at:]]


def was_split(note: NoteView, notes: Mapping[Id, NoteView]) -> bool:
    """Whether its parts count in its stead."""
    return note.discarded and any(one.split_from == note.id and not one.discarded for one in notes.values())


def row(words: Words, note: NoteView, codes: Mapping[Id, str], seat: str, *, parted: bool) -> Row:
    """`✓ 04:20 + text ... EMP`: words that judge are underlined, and a `?` stands before what the note shows."""
    text = note_text(words, note.text, quote=note.quote, star=note.star, gone=note.discarded)
    asks = ""
    if not note.discarded:
        shift = max(0, text.plain.find(note.text)) if note.star or note.quote else 0
        for span in evaluative(note.text, quote=note.quote):
            text = text.stylize("underline $warning", span.start + shift, span.end + shift)
            asks = "? "
    if note.discarded:
        tail = Content.styled(words(T("split") if parted else T("discarded")), "dim")
    elif note.shows:
        tail = Content.styled(" ".join(code for one, code in codes.items() if one in note.shows), "bold")
    else:
        tail = Content.styled(words(T("open")), "$accent")
    mark = "  " if is_open(note) else "✓ " if note.shows else "x "
    return Row(
        note_head(note.seconds, note.valence, mark, seat), text, Content.assemble((asks, "$warning"), tail), note.id
    )


def question(words: Words, note: NoteView | None) -> Content:
    """`? “wirkt”, “souverän” judge. What did the person do or say?`; empty when nothing in the note judges."""
    spans = evaluative(note.text, quote=note.quote) if note is not None and not note.discarded else ()
    if not spans:
        return Content("")
    judged = ", ".join(words.quote(word) for word in dict.fromkeys(span.word for span in spans))
    return Content.assemble(
        f"? {judged} ",
        Content(words(N("judges.", "judge.", n=len(spans)))),
        " ",
        Content.styled(words(QUESTION), "bold"),
        f" {words(T('W says it anew.'))}",
    )
