"""Columns of plain text: as wide as a terminal shows them, not as many characters as they have."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of a line; in a column they would carry the neighbours along."""
BREAKS = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def one_line(text: str) -> str:
    """A text for one line: without control characters, line breaks, and marks of direction."""
    if text.isascii() and text.isprintable():
        return text
    kept = (" " if char in BREAKS else char for char in unicodedata.normalize("NFC", text) if char not in BIDI)
    return "".join(char for char in kept if unicodedata.category(char) != "Cc")


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_cells_of(char) for char in text)


def _cells_of(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def shorten(text: str, width: int) -> str:
    """A text in at most `width` cells, with `…` where it was cut."""
    if cells(text) <= width:
        return text
    room, kept = width - 1, ""
    for char in text:
        room -= _cells_of(char)
        if room < 0:
            break
        kept += char
    return f"{kept}…" if width > 0 else ""


def column(text: str, width: int, *, right: bool = False) -> str:
    """A text in exactly `width` cells."""
    shown = shorten(one_line(text), width)
    gap = " " * (width - cells(shown))
    return gap + shown if right else shown + gap


def wrap(text: str, width: int, indent: str = "", hang: str | None = None) -> list[str]:
    """A text in lines of at most `width` cells, broken between words; a word that is longer is broken anywhere.

    The first line begins with `indent`, the others with `hang` (or `indent`).
    """
    later = indent if hang is None else hang
    lines, line, empty = [], indent, True
    for word in _words(one_line(text), max(1, width - max(cells(indent), cells(later)))):
        if not empty and cells(line) + 1 + cells(word) > width:
            lines.append(line)
            line, empty = later, True
        line += word if empty else f" {word}"
        empty = False
    return [*lines, line.rstrip()]


def _words(text: str, longest: int) -> Iterator[str]:
    for word in text.split(" "):
        rest = word
        while cells(rest) > longest:
            part = ""
            for char in rest:
                if cells(part) + _cells_of(char) > longest:
                    break
                part += char
            part = part or rest[0]
            yield part
            rest = rest[len(part) :]
        if rest:
            yield rest
