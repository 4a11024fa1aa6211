"""Leaves: pages that are handed out one by one, as the data of `leaves.typ`.

A leaf is a list of parts. Each function here makes one, in the words of a language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from assess.report.blocks import Heading, Paragraph, Point, Table, blocks
from assess.report.said.marks import short
from assess.rubric.expand import AnchorContent
from assess.words import Message, Sayable, T, Text, Words

Json = dict[str, Any]

LANGUAGE_NAMES: Final[dict[str, Message]] = {"de": T("German"), "en": T("English")}
FREE: Final = 0
"""A column that takes the room that is left."""
FITTING: Final = -1
"""A column as wide as its text."""


def leaves(title: str, found: Sequence[Json], words: Words) -> Json:
    """A document of leaves."""
    return {
        "language": words.language,
        "title": title,
        "page": words(T("Page {n} of {m}", n="{n}", m="{m}")),
        "leaves": list(found),
    }


def leaf(name: Sayable, audience: Message, stamp: Message, parts: Iterable[Json], words: Words) -> Json:
    """A leaf; its header says whose it is, who may read it, and which version it shows."""
    return {
        "name": short(words(name), 60),
        "audience": words(audience),
        "stamp": f"{words(stamp)}  ·  {words(LANGUAGE_NAMES[words.language])}",
        "parts": list(parts),
    }


def stamp(content_hash: str, version: int | None) -> Message:
    """Which version of the text it is: its number in the database, and the beginning of its content hash."""
    if version is None:
        return T("Version {hash}", hash=content_hash[:8])
    return T("Version {version} ({hash})", version=version, hash=content_hash[:8])


def title(over: Sayable, name: Sayable, facts: Iterable[Sayable], words: Words) -> Json:
    """The head of a leaf's first page."""
    return {"kind": "title", "over": words(over), "name": words(name), "facts": [words(fact) for fact in facts if fact]}


def section(text: Sayable, words: Words, *, note: Sayable = "", level: int = 2) -> Json:
    """A heading, with a line about what follows."""
    return {"kind": "section", "text": words(text), "note": words(note), "level": level}


def text(said: Text, words: Words, *, leads: bool = False, large: bool = False) -> Json:
    """A text of the content in its shape."""
    return {"kind": "text", "large": large, "blocks": [_block(one) for one in blocks(words(said), leads=leads)]}


def _block(one: Heading | Paragraph | Point | Table) -> Json:
    match one:
        case Heading():
            return {"kind": "heading", "text": one.text}
        case Point():
            return {"kind": "point", "mark": one.mark, "text": one.text}
        case Paragraph():
            return {"kind": "paragraph", "lead": one.lead, "lines": list(one.lines)}
        case Table():
            return {
                "kind": "table",
                "head": list(one.head),
                "rows": [list(row) for row in one.rows],
                "numeric": list(one.numeric),
                "groups": list(one.groups),
            }


def small(said: Sayable, words: Words) -> Json:
    """A line in small grey type."""
    return {"kind": "small", "text": words(said)}


def items(pairs: Iterable[tuple[str, Sayable]], words: Words) -> Json:
    """Points, each with a mark."""
    return {"kind": "list", "items": [[mark, words(said)] for mark, said in pairs]}


def labelled(pairs: Iterable[tuple[Sayable, Sayable]], words: Words) -> Json:
    """Texts, each with what it is at its left."""
    return {"kind": "labelled", "items": [[words(name), words(said)] for name, said in pairs]}


def table(
    head: Sequence[Sayable],
    rows: Iterable[Sequence[Sayable]],
    words: Words,
    *,
    widths: Sequence[int],
    align: Sequence[str] = (),
) -> Json:
    """A table; widths in millimetres, FREE or FITTING."""
    return {
        "kind": "table",
        "head": [words(one) for one in head],
        "rows": [[words(cell) for cell in row] for row in rows],
        "widths": list(widths),
        "align": list(align or ["left"] * len(head)),
    }


def anchors(found: Sequence[AnchorContent], facets: Sequence[Text], words: Words) -> Json:
    """Anchors, highest level first, a column a facet where each sentence stands for one."""
    german = words.language == "de"
    rows = [
        {"level": str(anchor.level), "sentences": list(anchor.sentences_de if german else anchor.sentences_en)}
        for anchor in found
    ]
    return {"kind": "anchors", "facets": [words(facet) for facet in facets], "rows": rows}


def lined(head: Sequence[Sayable], widths: Sequence[int], lines: int, words: Words) -> Json:
    """Lines to write on."""
    return {"kind": "lined", "head": [words(one) for one in head], "widths": list(widths), "lines": lines}


BREAK: Final[Json] = {"kind": "page"}
"""The next part begins on a page of its own."""
