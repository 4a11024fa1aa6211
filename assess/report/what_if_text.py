"""A what-if ranking as text: the three parts, the whole, the band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assess.fit.score import Part
from assess.fit.whatif_rank import Placed
from assess.report.columns import cells, column
from assess.words import T, Words

HEADS: Final = (T("Band"), T("Team fit"), T("± 95 %"), T("Role"), T("Gap"), T("Values"), T("Coverage"))
WIDTH: Final = 9


def what_if_lines(words: Words, found: Mapping[str, Sequence[Placed]]) -> list[str]:
    """Every role with its candidates, best first; a dash where something does not exist."""
    lines: list[str] = []
    for role, placed in found.items():
        longest = min(30, max([cells(one.name) for one in placed], default=4))
        lines += [role, column("", longest) + "".join(column(words(head), WIDTH, right=True) for head in HEADS)]
        for one in placed:
            fit = one.fit
            width = None if fit.se is None else 1.96 * fit.se
            values = (
                "–" if one.band is None else str(one.band),
                _number(words, fit.team),
                _number(words, width),
                _part(words, fit.role),
                _part(words, fit.gap),
                _part(words, fit.values),
                f"{words.number(100 * fit.coverage, 0)} %",
            )
            lines.append(column(one.name, longest) + "".join(column(value, WIDTH, right=True) for value in values))
        lines.append("")
    return lines[:-1]


def _part(words: Words, part: Part | None) -> str:
    return _number(words, part.value if part else None)


def _number(words: Words, value: float | None) -> str:
    return "–" if value is None else words.number(value)
