"""What was seen of a competency: its notes, in thirds of the time."""

from __future__ import annotations

from typing import Final, NamedTuple

from textual.content import Content

from assess.conduct.work import NoteView, Work
from assess.words import Message, N, T, Words
from screens.conduct.places import Place, cited_at, competency_at, notes_at, open_sheets, sheet_at, third
from screens.conduct.rows import Row
from screens.conduct.say import note_head, note_text

THIRDS: Final[tuple[Message, ...]] = (T("first"), T("middle"), T("last"))


class Seen(NamedTuple):
    """The rows, and which note stands in which: None for a heading."""

    rows: list[Row]
    notes: list[int | None]


def title(words: Words, work: Work, here: Place) -> Content:
    """`Empathy · what you saw of K2: 3 notes, 2 cited`."""
    name = words(competency_at(work, here).name)
    notes = len(notes_at(work, here))
    seen = T("What you saw of {code}", code=sheet_at(work, here).code)
    if len(open_sheets(work)) == 1:
        seen = T("What you saw")
    count = words(N("{n} note, {cited} cited", "{n} notes, {cited} cited", n=notes, cited=cited_at(work, here)))
    return Content.assemble(
        Content.styled(name, "bold"), Content.styled(f" · {words(seen)}" + (f" · {count}" if notes else ""), "dim")
    )


def seen(words: Words, work: Work, here: Place, *, above: bool) -> Seen:
    """The notes with the name of their third in front, or, in a narrow column, above; an empty third says so there."""
    notes = notes_at(work, here)
    parts: list[list[int]] = [[], [], []]
    for number, one in enumerate(notes):
        parts[third(work, one)].append(number)
    if not notes:
        return Seen([Row(Content(""), Content.styled(words(T("No note shows it.")), "dim"))], [None])
    found = Seen([], [])
    wide = max(len(words(name)) for name in THIRDS)
    for name, numbers in zip(THIRDS, parts, strict=True):
        if above:
            empty = "" if numbers else f"  {words(T('no note'))}"
            found.rows.append(Row(Content(""), Content.styled(words(name) + empty, "dim")))
            found.notes.append(None)
        for place, number in enumerate(numbers):
            front = "" if above else f"{'' if place else words(name):<{wide}} "
            found.rows.append(_row(words, notes[number], here, front))
            found.notes.append(number)
    return found


def _row(words: Words, note: NoteView, here: Place, front: str) -> Row:
    cited = here.competency in note.cited
    head = Content.assemble(
        Content.styled("● " if cited else "○ ", "$accent" if cited else "dim"),
        Content.styled(front, "dim"),
        note_head(note.seconds, note.valence),
    )
    text = note_text(words, note.text, quote=note.quote, star=note.star, gone=False)
    return Row(head, text if cited else text.stylize("dim"), key=note.id)
