"""Evidence as text: the notes that show a competency, gathered by the rating that rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content

from assess.conduct.evidence import Quoted
from assess.report.columns import cells, one_line, wrap
from assess.words import Id, Sayable, T, Words, clock


class Source(NamedTuple):
    """A rating: on which sheet, in which exercise, by whom."""

    sheet: Id
    exercise: Sayable
    initials: str
    level: int | None


def notes_content(
    words: Words,
    sources: Iterable[Source],
    quoted: Sequence[Quoted],
    competency: Id,
    width: int,
    *,
    imported: bool = False,
) -> Content:
    """The notes that show a competency, rating by rating, in lines of at most `width`; what rests on none says so."""
    parts: list[Content] = []
    for source in sources:
        level = words(T("no opportunity")) if source.level is None else str(source.level)
        head = f"{words(source.exercise)} · {source.initials} {level}"
        parts.append(Content.styled(one_line(head), "bold"))
        mine = [note for note in quoted if note.sheet == source.sheet and note.competency == competency]
        if not mine:
            nothing = T("imported, without observations") if imported else T("no note shows it")
            parts.append(Content.styled(f"  {words(nothing)}", "dim"))
        parts += [_note(words, note, width) for note in mine]
        parts.append(Content(""))
    return Content("\n").join(parts[:-1])


def _note(words: Words, note: Quoted, width: int) -> Content:
    """A note that wraps under itself: when, how it counts, and what was seen or said."""
    time, mark = f"  {clock(note.seconds)} ", f"{note.valence or ' '} "
    hang = " " * (cells(time) + cells(mark))
    said = words.quote(note.text) if note.quote else note.text
    first, *others = [Content.styled(line, "italic" if note.quote else "") for line in wrap(said, width - cells(hang))]
    lines = [Content.assemble(Content.styled(time, "dim"), Content.styled(mark, "bold"), first)]
    lines += [Content.assemble(hang, line) for line in others]
    if not note.cited:
        lines.append(Content.styled(f"{hang}({words(T('not cited'))})", "dim"))
    return Content("\n").join(lines)
