"""The table of an exercise's cues against the competencies, in characters."""

from __future__ import annotations

from typing import Final

from assess.report.columns import cells, column
from assess.rubric.reach import QUESTION, Reach
from assess.words import Message, T, Words

BY: Final[dict[str, Message]] = {
    "role_player": T("Role player"),
    "moderator": T("Moderator"),
    "situation": T("In the material"),
    QUESTION: T("Fixed question"),
}
"""Who gives a cue."""
YES, NO = "●", "·"


def reach_lines(table: Reach, words: Words) -> list[str]:
    """A line a cue: code, planned minute, short name or question, and a dot under what it elicits."""
    head = [words(T("Cue")), words(T("Minute")), ""]
    rows = [
        [
            cue.code,
            "" if cue.minute is None else str(cue.minute),
            words(cue.short) if cue.short else words(BY[QUESTION]),
            *(YES if code in cue.elicits else NO for code in table.competencies),
        ]
        for cue in table.cues
    ]
    first = [max(cells(row[at]) for row in (head, *rows)) for at in range(3)]
    wide = [max(3, len(code)) for code in table.competencies]

    def line(row: list[str]) -> str:
        left = f"{column(row[0], first[0])}  {column(row[1], first[1], right=True)}  {column(row[2], first[2])}"
        marks = "  ".join(f"{cell:^{width}}" for cell, width in zip(row[3:], wide, strict=True))
        return f"{left}  {marks}".rstrip()

    return [line([*head, *table.competencies]), *map(line, rows)]
