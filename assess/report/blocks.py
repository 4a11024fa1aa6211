"""The shape of a text of the content: headings, paragraphs, numbered points and tables, as its author typed it.

Briefs, guides, scripts and materials are plain text, so that a screen can show them as they are. Paper shows their
shape: a line in capitals is a heading, lines with ` | ` are a table, `1.` and `(a)` number a point, `...` in a table
is a place to write in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

BAR: Final = " | "
BLANK: Final = "..."
"""A cell to be written in."""
POINT: Final = re.compile(r"((\d{1,2})\.|\([a-z]\))\s+(.+)")
NUMBER: Final = re.compile(r"[+\N{MINUS SIGN}-]?\d[\d.,:/]*(\s?(%|€|Euro|euros|[a-z]{1,2}))?(\s\([^()]*\))?")
LEAD: Final = re.compile(r"([^\W\d_][^:.!?,„“\"”]{1,48}(?:\([^()]*\)[^:.!?,„“\"”]{0,12})?):\s+(?=\S)")
MOST_WORDS: Final = 8
"""Of a line in capitals that is a heading."""
MOST_LEADING: Final = 5
"""Words before a colon that say what follows; more are a sentence."""


@dataclass(frozen=True)
class Heading:
    """A line in capitals."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together; each begins anew, as the author broke them."""

    lines: tuple[str, ...]
    lead: str = ""
    """What the first line is about, where it says so before a colon."""


@dataclass(frozen=True)
class Point:
    """A numbered point: `1.` or `(a)`, and its text."""

    mark: str
    text: str


@dataclass(frozen=True)
class Table:
    """Rows of equally many cells; a cell of None is to be written in."""

    head: tuple[str, ...]
    """Empty, where the first row is a row like the others."""
    rows: tuple[tuple[str | None, ...], ...]
    numeric: tuple[bool, ...]
    """The columns whose cells are numbers."""
    groups: tuple[int, ...] = ()
    """The rows that begin a group of their own."""

    @property
    def columns(self) -> int:
        """How many there are."""
        return len(self.numeric)


Block = Heading | Paragraph | Point | Table


def blocks(text: str, *, leads: bool = False) -> tuple[Block, ...]:
    """The parts of a text in their order.

    Args:
        text: with line breaks as typed.
        leads: whether a paragraph's words before its first colon say what it is about (not in letters and sheets).
    """
    found: list[Block] = []
    apart = True  # whether an empty line, or nothing, stands above
    lines = text.split("\n")
    numbered = _numbered(lines)
    for kind, run in _runs(lines):
        if kind == "table":
            _put_table(found, run, apart=apart)
        elif kind == "text":
            found.extend(_texts(run, numbered, leads=leads))
        apart = kind == "gap"
    return tuple(found)


def _numbered(lines: Sequence[str]) -> frozenset[str]:
    """The lines that count up from one; `1. September` alone does not."""
    counted: list[tuple[int, str]] = []
    for line in lines:
        point = POINT.fullmatch(line.strip())
        if point and point[2]:
            counted.append((int(point[2]), line.strip()))
    found, last = set[str](), 0
    for at, (number, line) in enumerate(counted):
        begins = number == 1 and at + 1 < len(counted) and counted[at + 1][0] == 2
        if begins or (last and number == last + 1):
            found.add(line)
            last = number
    return frozenset(found)


def _runs(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Neighbouring lines of a kind: `table`, `text`, or the `gap` between them."""
    kind, run = "gap", list[str]()
    for line in lines:
        now = "gap" if not line.strip() else "table" if BAR in line else "text"
        if now != kind and run:
            yield kind, run
            run = []
        kind = now
        run.append(line.strip())
    if run:
        yield kind, run


def is_heading(line: str) -> bool:
    """Whether a line is in capitals; what stands in brackets does not count."""
    bare = re.sub(r"\([^()]*\)", "", line)
    return bare.isupper() and len(bare.split()) <= MOST_WORDS and sum(map(str.isalpha, bare)) > 2


def _texts(lines: Sequence[str], numbered: frozenset[str], *, leads: bool) -> Iterator[Block]:
    waiting: list[str] = []
    lead = ""

    def paragraph() -> Iterator[Block]:
        nonlocal lead
        if waiting:
            yield Paragraph(tuple(waiting), lead)
            waiting.clear()
        lead = ""

    for line in lines:
        point = POINT.fullmatch(line)
        if point and (not point[2] or line in numbered):
            yield from paragraph()
            yield Point(point[1], point[3])
        elif is_heading(line):
            yield from paragraph()
            yield Heading(line)
        else:
            said = _lead(line) if leads else ""
            if said:
                yield from paragraph()
                lead, line = said, line[len(said) + 1 :].lstrip()
            waiting.append(line)
    yield from paragraph()


def _lead(line: str) -> str:
    """What a line is about, before its first colon; empty, where that is a sentence or nothing."""
    lead = LEAD.match(line)
    if lead is None or len(re.sub(r"\([^()]*\)", "", lead[1]).split()) > MOST_LEADING:
        return ""
    return lead[1]


def _put_table(found: list[Block], lines: Sequence[str], *, apart: bool) -> None:
    rows = [tuple(cell.strip() for cell in line.split(BAR)) for line in lines]
    columns = max(map(len, rows))
    head = rows.pop(0) if len(rows) > 1 and _is_head(rows[0], apart=apart) else ()
    cells = tuple(
        tuple(None if cell == BLANK else cell for cell in (*row, *("" for _ in range(columns - len(row)))))
        for row in rows
    )
    above = found[-1] if found else None
    if not head and apart and isinstance(above, Table) and above.head and above.columns == columns:
        both = (*above.rows, *cells)  # more rows of the table above, set apart from the others
        found[-1] = Table(above.head, both, _numeric(both, columns), (*above.groups, len(above.rows)))
        return
    found.append(
        Table((*head, *("" for _ in range(columns - len(head)))) if head else (), cells, _numeric(cells, columns))
    )


def _is_head(row: Sequence[str], *, apart: bool) -> bool:
    """Whether a first row names the columns: words only, and not a pair of a name and what it is."""
    if len(row) == 2 and not apart:
        return False
    return not NUMBER.match(row[0]) and all(cell != BLANK and not NUMBER.match(cell) for cell in row[1:])


def _numeric(rows: Sequence[Sequence[str | None]], columns: int) -> tuple[bool, ...]:
    return tuple(
        all(NUMBER.fullmatch(cell) for row in rows if (cell := row[at])) and any(row[at] for row in rows)
        for at in range(columns)
    )
