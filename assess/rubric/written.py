"""Values as YAML: a text in the style that its place and its length ask for, checked by reading it back."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assess.rubric import tree
from assess.rubric.tree import Spoilt

Value = str | int | float | Sequence["Value"] | Mapping[str | int, "Value"]
WIDTH: Final = 112
"""Characters of a line of a wrapped text, its indentation included."""
UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
BREAKS: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """A typed text as a rubric file can hold it: NFC, no tabs or control characters, no space around its lines."""
    said = unicodedata.normalize("NFC", UNWRITABLE.sub("", BREAKS.sub("\n", text)).replace("\t", " "))
    return "\n".join(line.rstrip() for line in said.split("\n")).strip()


def number(value: float) -> str:
    """A number as people write it in a file: `25`, `2.5`."""
    shown = f"{value:.4f}".rstrip("0").rstrip(".")
    return shown or "0"


def scalar(text: str, column: int, *, flow: bool, style: str = "") -> str:
    """A text as the value behind a key or a hyphen at a column.

    Args:
        text: as `clean` leaves it.
        column: of the key or the hyphen; lines of a block stand two further right.
        flow: within brackets, where everything stands in one line.
        style: how it was written before (`>` and `|` are kept; quotes only where needed).
    """
    for written in _ways(text, column, flow, style):
        if _reads_as(written, text, column, flow):
            return written
    return json.dumps(text, ensure_ascii=False)


def _ways(text: str, column: int, flow: bool, style: str) -> Iterator[str]:
    """Every way to write it, the one that is liked best first."""
    pad = " " * (column + 2)
    room = max(40, WIDTH - column - 2)
    if not flow and text:
        if style == "|" or (style != ">" and "\n" in text):
            yield "|-" + "".join(f"\n{pad}{line}" if line else "\n" for line in text.split("\n"))
        if style == ">" or "\n" in text or len(text) > 2 * room:
            parts = [
                f"\n{pad}".join(textwrap.wrap(part, room, break_long_words=False, break_on_hyphens=False))
                for part in text.split("\n")
            ]
            yield ">-\n" + "\n\n".join(f"{pad}{part}" if part else "" for part in parts)
    if "\n" not in text:
        yield text
    yield json.dumps(text, ensure_ascii=False)


def _reads_as(written: str, text: str, column: int, flow: bool) -> bool:
    """Whether a parser reads it as that text, at its place and without changing what follows."""
    pad = " " * column
    above = "p:\n" if column else ""
    around = f"p: {{k: {written}, z: 1}}" if flow else f"{above}{pad}k: {written}\n{pad}z: 1\n"
    expected: object = {"k": text, "z": 1}
    try:
        return tree.plain(tree.compose(around)) == ({"p": expected} if flow or column else expected)
    except Spoilt:
        return False


def block(value: Value, column: int) -> str:
    """Any value as what stands behind `key:` or `-` at a column, over as many lines as it needs.

    Lists of codes stand in one line, everything else under each other.
    """
    if isinstance(value, str):
        return " " + scalar(value, column, flow=False)
    if isinstance(value, int | float):
        return " " + number(value)
    if not value or (not isinstance(value, Mapping) and all(_is_code(item) for item in value)):
        return " " + flow_of(value)
    pad = " " * (column + 2)
    if isinstance(value, Mapping):
        return "".join(f"\n{pad}{key}:{block(below, column + 2)}" for key, below in value.items())
    return "".join(f"\n{pad}-{entry(item, column + 2)}" for item in value)


def entry(value: Value, column: int) -> str:
    """What stands behind a hyphen at a column; a mapping begins in the same line."""
    if isinstance(value, Mapping) and value:
        return block(value, column).replace("\n" + " " * (column + 2), " ", 1)
    return block(value, column)


def _is_code(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,59}", value) is not None


def flow_of(value: Value) -> str:
    """Any value in brackets, in one line."""
    if isinstance(value, str):
        return scalar(value, 0, flow=True)
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow_of(below)}" for key, below in value.items()) + "}"
    return "[" + ", ".join(flow_of(item) for item in value) + "]"
