"""A rubric file as it lies on the disk: read, refused where it can't be one, and turned into a tree with lines."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from assess.rubric import tree
from assess.rubric.tree import Node, Spoilt
from assess.words import Fault, Message, T, Unusable

MOST_BYTES: Final = 1_000_000
EXCEPTION: Final = re.compile(r"^[ \t]*#[ \t]*lint:[ \t]*([A-Z]{2}-[0-9]{2})?[ \t]*(.*?)[ \t]*$", re.MULTILINE)


class Exempt(NamedTuple):
    """A comment that silences a finding: the check, why, the comment's line, and the line it speaks of."""

    check: str
    reason: str
    line: int
    about: int


@dataclass(frozen=True)
class Source:
    """A file's text and its tree."""

    file: str
    text: str
    root: Node = field(repr=False)

    @cached_property
    def exempt(self) -> tuple[Exempt, ...]:
        """The comments `# lint: BC-02 reason`; each speaks of the next line that is no comment."""
        if "lint:" not in self.text:
            return ()
        lines = self.text.splitlines()
        found = []
        for number, line in enumerate(lines, 1):
            comment = EXCEPTION.match(line)
            if comment:
                about = number + 1
                while about <= len(lines) and lines[about - 1].lstrip().startswith("#"):
                    about += 1
                found.append(Exempt(comment[1] or "", comment[2], number, about))
        return tuple(found)

    def line(self, *path: str | int) -> int:
        """The line of a key (or of the nearest one above it)."""
        return tree.line_of(self.root, path)

    def where(self, *path: str | int) -> str:
        """`file:line` of a key."""
        return f"{self.file}:{self.line(*path)}"


def read(path: Path, shown: str | None = None) -> Source | Fault:
    """The file, or what makes it no rubric file at all.

    Args:
        path: the file.
        shown: how messages call it; the path as it was given, unless said otherwise.

    Raises: Unusable, when it is missing or can't be opened.
    """
    name = shown or str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise Unusable(T("There is no such file."), where=name, do=T("Check the path.")) from error
    except (OSError, ValueError) as error:
        raise Unusable(
            T("The file can't be opened."), where=name, do=T("Check that it is a file and that you may read it.")
        ) from error
    return parse(data, name)


def parse(data: bytes, name: str) -> Source | Fault:
    """The same, from a file's bytes."""
    try:
        text = _text(data)
        root = tree.compose(text)
    except Spoilt as spoilt:
        return Fault(spoilt.check, f"{name}:{spoilt.line}", spoilt.message, spoilt.mend)
    if root is None:
        return Fault("FI-04", f"{name}:1", T("The file is empty."), T("Begin with a kind, e.g. kind: role."))
    return Source(name, text, root)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Spoilt("FI-02", 1, T("The file is over 1 MB."), T("A rubric file has a few dozen kB: check what it is."))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Spoilt("FI-01", 1, T("The file is UTF-16."), SAVE_AS)
    data = data.removeprefix(codecs.BOM_UTF8)  # legal in YAML, and what Windows editors write
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Spoilt(
            "FI-01", line, T("The file is not UTF-8 (byte {byte}).", byte=f"0x{data[error.start]:02X}"), SAVE_AS
        ) from error
    tab = text.find("\t")
    if tab >= 0:
        raise Spoilt("FI-05", text.count("\n", 0, tab) + 1, T("A tab stands here."), T("Indent with spaces."))
    return unicodedata.normalize("NFC", text)


SAVE_AS: Final[Message] = T("Save it as UTF-8.")
