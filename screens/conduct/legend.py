"""The competencies with their numbers: always readable while notes are classified."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.style import Style

from assess.conduct.work import CompetencyView
from assess.words import Id, Words
from screens.conduct.rows import Row
from screens.conduct.say import flow

DIGITS: Final = 9
"""Competencies that one digit reaches; the next nine have a 0 in front, and so on."""


def number(place: int) -> str:
    """What is pressed for the competency at a place, from 1: `3`; `01` for the tenth (0, then 1)."""
    zeros, digit = divmod(place - 1, DIGITS)
    return f"{'0' * zeros}{digit + 1}"


def place_of(zeros: int, digit: int) -> int:
    """The place that a digit means after so many zeros."""
    return zeros * DIGITS + digit


def reach(many: int, zeros: int) -> int:
    """How many competencies the digits reach after so many zeros."""
    return max(0, min(DIGITS, many - zeros * DIGITS))


def legend(
    words: Words, competencies: Sequence[CompetencyView], shows: Sequence[Id], zeros: int, width: int
) -> Content:
    """`1 EMP Empathy   2 KON Conflict`, those that the marked note shows inverted; a click says it too."""
    parts = []
    for place, one in enumerate(competencies, 1):
        near = (place - 1) // DIGITS == zeros
        parts.append(
            Content.assemble(
                Content.styled(f"{number(place)} ", "bold $accent" if near else "dim"),
                Content.styled(one.code, "bold reverse" if one.id in shows else "bold"),
                "✓" if one.id in shows else " ",
                Content(words(one.name)),
            ).stylize(Style.from_meta({"@click": f"screen.show_at({place})"}))
        )
    return flow(parts, width, gap=2)


def definitions(words: Words, competencies: Sequence[CompetencyView]) -> list[Row]:
    """What each competency is, and what it is not."""
    return [
        Row(
            Content.styled(f"{number(place)} ", "bold $accent"),
            Content.assemble(
                Content.styled(f"{one.code} {words(one.name)}\n", "bold"),
                Content(words(one.definition).strip() + "\n"),
                Content.styled(words(one.distinct).strip() + "\n", "dim"),
            ),
        )
        for place, one in enumerate(competencies, 1)
    ]
