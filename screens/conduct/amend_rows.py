"""What amending shows: the ratings as they stand, the anchors, the notes, and the change in one line."""

from __future__ import annotations

from textual.content import Content

from assess.conduct.rate import Kind
from assess.conduct.record import NoteLine, Stand
from assess.report.columns import one_line
from assess.report.sheets_text import level_said
from assess.words import Sayable, Words, clock
from screens.conduct.rows import Row


def rating_row(words: Words, one: Stand) -> Row:
    """`EMP  Empathy   3 → 4`: what was locked and what holds."""
    level = level_said(words, one.first_level, one.first_kind)
    for change in one.changes:
        level = f"{level} → {level_said(words, change.level, change.kind)}"
    return Row(
        Content.styled(f"{one_line(one.code):<5}", "bold"),
        Content(one_line(words(one.name))),
        Content.styled(level, "bold $accent" if one.changes else "bold"),
    )


def anchor_row(words: Words, level: int, text: Sayable) -> Row:
    """A level with its anchor in full."""
    return Row(Content.styled(f"{level:>2}  ", "bold"), Content(words(text)))


def note_row(words: Words, note: NoteLine) -> Row:
    """`3  02:10 +  asks what happened  #EMP`."""
    text = words.quote(one_line(note.text)) if note.quote else one_line(note.text)
    return Row(
        Content.assemble(
            Content.styled(f"{note.number:>2}  ", "bold"),
            Content.styled(f"{clock(note.seconds)} {note.valence or ' '} ", "dim"),
        ),
        Content.assemble(text, Content.styled(f"  #{' #'.join(note.shows)}" if note.shows else "", "dim")),
    )


def change_said(words: Words, one: Stand, now: tuple[int | None, Kind], note: NoteLine | None) -> str:
    """`Empathy: 4 → 3`, and below it the note that shows it."""
    said = f"{words(one.name)}: {level_said(words, one.level, one.kind)} → {level_said(words, *now)}"
    return said if note is None else f"{said}\n{clock(note.seconds)}  {words.quote(one_line(note.text))}"
