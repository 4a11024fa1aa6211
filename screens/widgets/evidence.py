"""Evidence as text: the notes that show a competency, gathered by the rating that rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content

from assess.conduct.evidence import Quoted
from assess.report.columns import one_line
from assess.words import Id, Sayable, T, Words, clock


class Source(NamedTuple):
    """A rating: on which sheet, in which exercise, by whom."""

    sheet: Id
    exercise: Sayable
    initials: str
    level: int | None


def notes_content(
    words: Words, sources: Iterable[Source], quoted: Sequence[Quoted], competency: Id, *, imported: bool = False
) -> Content:
    """The notes that show a competency, rating by rating; a rating without a note says so."""
    parts: list[Content] = []
    for source in sources:
        level = words(T("no opportunity")) if source.level is None else str(source.level)
        head = f"{words(source.exercise)} · {source.initials} {level}"
        parts.append(Content.styled(one_line(head), "bold"))
        mine = [note for note in quoted if note.sheet == source.sheet and note.competency == competency]
        if not mine:
            nothing = T("imported, without observations") if imported else T("no note shows it")
            parts.append(Content.styled(f"  {words(nothing)}", "dim"))
        parts += [_note(words, note) for note in mine]
        parts.append(Content(""))
    return Content("\n").join(parts[:-1])


def _note(words: Words, note: Quoted) -> Content:
    said = one_line(note.text)
    text = Content.styled(words.quote(said), "italic") if note.quote else Content(said)
    line = Content.assemble(
        Content.styled(f"  {clock(note.seconds)} ", "dim"), Content.styled(f"{note.valence or ' '} ", "bold"), text
    )
    if not note.cited:
        line = Content.assemble(line, Content.styled(f" ({words(T('not cited'))})", "dim"))
    return line
