"""A YAML text as a tree of nodes that know their lines.

Built from the parser's events one at a time and without recursion, so that a file of a thousand nested brackets
is refused at the first bracket too many: the parser never gets to see the rest. What rubric files do not need
and people stumble over (anchors, aliases, merge keys, tags, several documents) is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from assess.words import Message, T

DEPTH: Final = 100
"""The most levels of nesting."""
VALUES: Final = 50_000
"""The most values in a file: a long one has 2,000, and each costs the parser 20 microseconds."""
UNSPEAKABLE: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and halves of characters, which only an escape can bring into a text."""


class Spoilt(Exception):  # noqa: N818  (what it says about the text)
    """The text is no tree: the check that says so, the line, what is wrong and how to mend it."""

    def __init__(self, check: str, line: int, message: Message, mend: Message | None = None) -> None:
        super().__init__(message)
        self.check, self.line, self.message, self.mend = check, line, message, mend


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value; `plain` when it was written without quotes and not as a block."""

    line: int
    text: str
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A sequence."""

    line: int
    items: list[Node] = field(default_factory=list)


class Entry(NamedTuple):
    """A key's line and what stands under it."""

    line: int
    node: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with what stands under them, in the order of the file."""

    line: int
    entries: dict[str | int, Entry] = field(default_factory=dict)


Node = Scalar | Listing | Mapping


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet, and the key that waits for its value."""

    node: Listing | Mapping
    key: Scalar | None = None


def compose(text: str) -> Node | None:
    """The tree of a text; None when there is nothing in it.

    Raises: Spoilt, at the first thing that is not a tree.
    """
    top: Node | None = None
    stack: list[_Open] = []
    documents = values = 0
    for event in _events(text):
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Spoilt(
                    "FI-09",
                    _line(event),
                    T("A second document begins here."),
                    T("Keep one document a file: remove the line with ---."),
                )
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            stack.pop()
        elif isinstance(event, NodeEvent):
            _plain_yaml(event)
            values += 1
            if values > VALUES:
                raise Spoilt(
                    "FI-02", _line(event), T("The file has more than {most} values.", most=VALUES), T("Split it.")
                )
            node = _node(event)
            if stack:
                _place(stack[-1], node)
            else:
                top = node
            if not isinstance(node, Scalar):
                if len(stack) >= DEPTH:
                    raise Spoilt(
                        "FI-03",
                        node.line,
                        T("The nesting is more than {most} levels deep.", most=DEPTH),
                        T("Rubric files need fewer than ten levels: look for brackets that never close."),
                    )
                stack.append(_Open(node))
    return top


def _events(text: str) -> Iterator[Event]:
    foreign = text.find("\x85")
    if foreign >= 0:  # a line end to YAML and to nobody else
        line = text.count("\n", 0, foreign) + 1
        raise Spoilt("FI-01", line, T("The character U+{code} is no text.", code="0085"), T("Remove it."))
    parser = YAML(typ="safe", pure=True)
    try:
        yield from parser.parse(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Spoilt(
            "FI-01",
            line,
            T("The character U+{code} is not allowed in YAML.", code=f"{ord(text[error.position]):04X}"),
            T("Remove it."),
        ) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise Spoilt("FI-06", mark.line + 1 if mark else 1, *_explain(said)) from error
    except YAMLError as error:
        raise Spoilt("FI-06", 1, *_explain(str(error))) from error
    except ValueError as error:  # what ruamel says to "\U00FFFFFF", which is beyond Unicode
        beyond = re.search(r"\\U(?!000|0010)[0-9A-Fa-f]{8}", text)
        line = text.count("\n", 0, beyond.start()) + 1 if beyond else 1
        raise Spoilt("FI-01", line, T("This is no character of Unicode."), T("Remove it.")) from error


EXPLAINED: Final = (
    (
        "mapping values are not allowed",
        T("A colon stands where no key can be."),
        T("Put a text that contains a colon in quotes."),
    ),
    (
        "could not find expected ':'",
        T("A key without a colon."),
        T("Write key, colon, space; or mend the indentation."),
    ),
    ("cannot start any token", T("A character that cannot begin a text."), T("Put the text in quotes.")),
    ("found unexpected end of stream", T("A quotation mark is never closed."), T("Close the quotes.")),
    (
        "expected <block end>",
        T("The indentation does not match the lines above."),
        T("Indent by two spaces; put a text that begins with a special character in quotes."),
    ),
    (
        "expected ',' or",
        T("A bracket is not closed, or a comma is missing."),
        T("Close it; put a text that contains a comma in quotes."),
    ),
    ("found '<stream end>'", T("A bracket is never closed."), T("Close it.")),
    ("unknown escape character", T("A backslash in double quotes begins no escape."), T("Write two backslashes.")),
    ("expected escape sequence", T("A backslash in double quotes begins no escape."), T("Write two backslashes.")),
)


def _explain(said: str) -> tuple[Message, Message | None]:
    for part, message, mend in EXPLAINED:
        if part in said:
            return message, mend
    return T("This is no valid YAML: {said}.", said=" ".join(said.split())), None


def _plain_yaml(event: NodeEvent) -> None:
    mend = T("Write the text out where it is needed.")
    if isinstance(event, AliasEvent):
        raise Spoilt("FI-08", _line(event), T("Aliases (*name) are not allowed in rubric files."), mend)
    if event.anchor is not None:
        raise Spoilt("FI-08", _line(event), T("YAML anchors (&name) are not allowed in rubric files."), mend)
    tag: Any = getattr(event, "ctag", None)
    if tag is not None:
        raise Spoilt("FI-08", _line(event), T("Tags (!name) are not allowed in rubric files."), T("Remove the tag."))


def _node(event: NodeEvent) -> Node:
    line = _line(event)
    if isinstance(event, MappingStartEvent):
        return Mapping(line)
    if isinstance(event, SequenceStartEvent):
        return Listing(line)
    assert isinstance(event, ScalarEvent)
    wrong = UNSPEAKABLE.search(event.value) if event.style == '"' else None
    if wrong:
        code = f"{ord(wrong[0]):04X}"
        raise Spoilt("FI-01", line, T("The character U+{code} is no text.", code=code), T("Remove it."))
    return Scalar(line, event.value, plain=not event.style)


def _place(into: _Open, node: Node) -> None:
    if isinstance(into.node, Listing):
        into.node.items.append(node)
        return
    if into.key is None:
        if not isinstance(node, Scalar):
            raise Spoilt("FI-06", node.line, T("A key must be a single word."), T("Put the text in quotes."))
        if node.plain and node.text == "<<":
            raise Spoilt(
                "FI-08",
                node.line,
                T("Merge keys (<<) are not allowed in rubric files."),
                T("Write the text out where it is needed."),
            )
        into.key = node
        return
    key, into.key = into.key, None
    name = whole(key) if key.plain else None
    said = key.text if name is None else name
    first = into.node.entries.get(said)
    if first is not None:
        raise Spoilt(
            "FI-07",
            key.line,
            T("The key {key} stands here twice; first in line {first}.", key=key.text, first=first.line),
            T("Remove one of the two."),
        )
    into.node.entries[said] = Entry(key.line, node)


def _line(event: Event) -> int:
    mark: Any = event.start_mark
    return int(mark.line) + 1


def whole(scalar: Scalar) -> int | None:
    """The whole number that a scalar is; None when it is none (or has too many digits to be meant)."""
    return int(scalar.text) if re.fullmatch(r"[-+]?[0-9]{1,15}", scalar.text) else None


def _value(scalar: Scalar) -> str | int | float | bool | None:
    """The value by YAML 1.2's core schema, without octal and hexadecimal numbers, infinity and NaN."""
    text = scalar.text
    if not scalar.plain:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text[0] in "tT"
    number = whole(scalar)
    if number is not None:
        return number
    if re.fullmatch(r"[-+]?([0-9]{1,15}\.[0-9]{0,20}|\.[0-9]{1,20})", text):
        return float(text)
    return text


def plain(node: Node | None) -> object:
    """The tree as dicts, lists and values. Recursive, for at most DEPTH levels."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return _value(node)
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key: plain(entry.node) for key, entry in node.entries.items()}


Path = tuple[str | int, ...]
"""The way to a node: keys of mappings and positions in sequences."""


def line_of(root: Node | None, path: Path) -> int:
    """The line of the key or item at the end of a path, or of the nearest one above it that exists."""
    line, node = 1, root
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            line, node = node.entries[step]
        elif isinstance(node, Listing) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
            line = node.line
        else:
            break
    return line
