"""Where the values of a YAML text stand, character by character: what an edit replaces, and nothing else.

Rubric files are edited by putting new text in the place of old, so that comments, order, quotes and line breaks
everywhere else stay as their author wrote them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from assess.rubric.tree import Path, Scalar, whole

Kind = Literal["scalar", "mapping", "listing"]
COLON: Final = re.compile(r"\s*:")


@dataclass(slots=True)
class Span:
    """A value's place in the text."""

    kind: Kind
    start: int
    """The first character of the value."""
    end: int
    """Behind its last character, without trailing space and comments."""
    column: int
    """Of the key or the hyphen before it, in characters; what belongs to the value is indented more."""
    flow: bool
    """Whether it stands between brackets, where a line break means nothing."""
    own_flow: bool = False
    """Whether it is itself written in brackets."""
    style: str = ""
    """Of a scalar: nothing (plain), `'`, `\"`, `|` or `>`."""
    key: int = -1
    """The first character of its key or hyphen (in brackets: of the item)."""
    colon: int = -1
    """Behind the key's colon; -1 for items of lists."""
    below: list[str | int] = field(default_factory=list)
    """The keys or positions under it, in the order of the text."""


@dataclass(slots=True)
class _Open:
    path: Path
    span: Span
    column: int
    """Of its keys or hyphens."""
    key: _Key | None = None
    """The key that waits for its value."""


class _Key(NamedTuple):
    name: str | int
    start: int
    end: int
    column: int


def spans(text: str) -> dict[Path, Span]:
    """Every value of a text by its path. The text must be one that `source.parse` takes."""
    found: dict[Path, Span] = {}
    stack: list[_Open] = []
    last = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            closed = stack.pop()
            mark: Any = event.end_mark
            last = mark.index if closed.span.own_flow else last
            closed.span.end = last
        elif isinstance(event, NodeEvent):
            start, end, column = _marks(event)
            if stack and stack[-1].span.kind == "mapping" and stack[-1].key is None:
                assert isinstance(event, ScalarEvent)
                stack[-1].key = _Key(_name(event), start, end, column)
                last = end
                continue
            path, span = _span(text, stack, event, start, end)
            found[path] = span
            if span.kind == "scalar":
                last = span.end
            else:
                stack.append(_Open(path, span, column))
    return found


def _span(text: str, stack: list[_Open], event: NodeEvent, start: int, end: int) -> tuple[Path, Span]:
    """The span of a value that begins now, hung below what is open."""
    kind: Kind = (
        "mapping"
        if isinstance(event, MappingStartEvent)
        else "listing"
        if isinstance(event, SequenceStartEvent)
        else "scalar"
    )
    own_flow = bool(isinstance(event, MappingStartEvent | SequenceStartEvent) and event.flow_style)
    style = (event.style or "") if isinstance(event, ScalarEvent) else ""
    if style in ("|", ">"):
        end = _block_end(text, start, end)
    path: Path = ()
    span = Span(kind, start, end, -1, flow=False, own_flow=own_flow, style=style, key=start)
    if stack:
        above = stack[-1]
        span.flow = above.span.own_flow or above.span.flow
        if above.span.kind == "mapping":
            assert above.key is not None
            name, span.key, behind, span.column = above.key
            above.key = None
            colon = COLON.match(text, behind)
            span.colon = colon.end() if colon else -1
            if kind == "scalar" and start == end and colon:
                span.start = span.end = span.colon
        else:
            name = len(above.span.below)
            span.column = above.column
            if not above.span.own_flow:
                span.key = text.rindex("-", 0, start + 1 if text[start : start + 1] == "-" else start)
        above.span.below.append(name)
        path = (*above.path, name)
    return path, span


def _marks(event: NodeEvent) -> tuple[int, int, int]:
    start, end = event.start_mark, event.end_mark
    marks: tuple[Any, Any] = (start, end)
    return marks[0].index, marks[1].index, marks[0].column


def _name(event: ScalarEvent) -> str | int:
    number = whole(Scalar(0, event.value)) if not event.style else None
    said: str = event.value
    return said if number is None else number


def _block_end(text: str, start: int, end: int) -> int:
    """The end of a block's last line of text: the parser counts blank lines and comments behind it as well."""
    head, *lines = text[start:end].splitlines(keepends=True)
    keep = length = len(head)
    indent = None
    for line in lines:
        length += len(line)
        bare = line.strip()
        if bare:
            here = len(line) - len(line.lstrip(" "))
            indent = here if indent is None else indent
            if here < indent and bare.startswith("#"):
                break
            keep = length
    return start + len(text[start : start + keep].rstrip(" \r\n"))
