"""Texts side by side: wrapped into columns, row by row, nothing cut."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from textual.content import Content

GAP: Final = 3
NOTHING: Final = Content("")


def side_by_side(cells: Sequence[Content], width: int) -> list[Content]:
    """Some texts beside each other, as the lines of one row.

    Args:
        cells: a text for each column; all columns are equally wide.
        width: of the whole row, in cells.
    """
    room = column_width(len(cells), width)
    wrapped = [cell.wrap(room) or [NOTHING] for cell in cells]
    lines = []
    for row in zip_longest(*wrapped, fillvalue=NOTHING):
        padded = [part + Content(" " * max(0, room + GAP - part.cell_length)) for part in row[:-1]]
        lines.append(Content.assemble(*padded, row[-1]))
    return lines


def column_width(count: int, width: int) -> int:
    """Cells of each of some columns."""
    return max(8, (width - GAP * (count - 1)) // max(1, count))


def bands(levels: Sequence[int], most: int, *, overlap: bool) -> list[tuple[int, ...]]:
    """Levels in bands that stand beside each other.

    Args:
        levels: all of them, in their order.
        most: how many fit beside each other.
        overlap: whether each band begins with the last one's end, so that all neighbours meet.
    """
    if len(levels) <= most:
        return [tuple(levels)]
    step = most - 1 if overlap and most > 1 else most
    last = len(levels) - 1 if overlap and most > 1 else len(levels)
    return [tuple(levels[start : start + most]) for start in range(0, last, step)]
