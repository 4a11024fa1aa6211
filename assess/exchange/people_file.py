"""A list of people as a file: CSV in the usual encodings, XLSX, XLS and ODS; told by what is in it, not by its name.

Reads cells alone, as text. Whatever is wrong with a file ends in one sentence that says what to do about it.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from assess.exchange.people_headings import FIRST_ROWS, Heading, find_heading
from assess.words import Message, N, T, Unusable, normal

BIGGEST: Final = 50 * 1024 * 1024
"""Bytes of a file that is read."""
DELIMITERS: Final = ";,\t"
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
SAVE_AS: Final = T("Open it in the spreadsheet and save it as XLSX or as CSV.")
LONGEST: Final = 131_072
"""Characters of a cell; the csv module's own limit."""


class Line(NamedTuple):
    """A row of a list."""

    number: int
    """In the file, from 1, as a spreadsheet or an editor counts."""
    cells: tuple[str, ...]


class People(NamedTuple):
    """A list of people, as it stands in its file."""

    heading: Heading
    lines: tuple[Line, ...]
    notes: tuple[Message, ...]
    """What a reader of the preview should know: other sheets, columns without a heading, headings that repeat."""


def read_people(path: Path) -> People:
    """The rows of a file with their heading; rows without any text are left out.

    Raises: Unusable, when the file can't be read, is no list, or has no heading that names people.
    """
    where = path.name
    data = _bytes(path)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unusable(T("The file is empty."), where=where)
    notes: list[Message] = []
    lines = _workbook(data, where, notes) if data.startswith((ZIP, OLE)) else _text(data, where)
    if not lines:
        raise Unusable(T("The file is empty."), where=where)
    top = [line.cells for line in lines[:FIRST_ROWS]]
    heading = find_heading(top)
    if heading is None:
        raise Unusable(
            T("None of the first {n} rows names columns of people.", n=FIRST_ROWS),
            where=where,
            do=T("A row with “Name” or with “Vorname” and “Nachname” (first name, last name) is needed above them."),
        )
    people = tuple(lines[heading.line + 1 :])
    notes += _remarks(heading, people)
    return People(heading, people, tuple(notes))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Unusable(T("This is a folder."), where=str(path), do=T("Name the file in it."))
        if not path.exists():
            raise Unusable(T("There is no such file."), where=str(path))
        if not path.is_file():
            raise Unusable(T("This is no file that can be read."), where=str(path))
        if path.stat().st_size > BIGGEST:
            raise Unusable(
                T("The file has more than {n} MB.", n=BIGGEST // 1024 // 1024),
                where=path.name,
                do=T("Take out pictures and sheets that are not the list."),
            )
        return path.read_bytes()
    except OSError as error:
        raise Unusable(
            T("The file can't be read: {reason}.", reason=error.strerror or str(error)), where=str(path)
        ) from error
    except ValueError as error:  # a NUL in the path
        raise Unusable(T("There is no such file."), where=os.fspath(path).replace("\0", "")) from error


# text


def _text(data: bytes, where: str) -> list[Line]:
    text = _decoded(data, where)
    start = text[:2000].lstrip().casefold()
    if start.startswith(("<html", "<!doctype html", "<table", "<?xml", "<meta")):
        raise Unusable(T("This is a web page under the name of a table."), where=where, do=SAVE_AS)
    delimiter = _delimiter(text)
    lines: list[Line] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        while True:
            number = reader.line_num + 1
            row = next(reader, None)
            if row is None:
                return lines
            if number == 1 and row and row[0].casefold().startswith("sep=") and len("".join(row)) <= 5:
                continue  # Excel's own line
            cells = tuple([_cell(cell) for cell in row])
            if any(cells):
                lines.append(Line(number, cells))
    except csv.Error as error:
        raise Unusable(
            T(
                "Row {number} can't be read: a quote mark is opened and not closed, or a cell is too long.",
                number=number,
            ),
            where=where,
            do=SAVE_AS,
        ) from error


def _decoded(data: bytes, where: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            text = "\0"
    elif b"\0" in data:
        text = "\0"
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")  # five bytes of it mean nothing
    if "\0" in text:
        raise Unusable(T("This is no text and no table: there are NUL bytes in it."), where=where, do=SAVE_AS)
    return text


def _delimiter(text: str) -> str:
    """The delimiter under which the first rows have the best heading, else the most columns."""
    head = "".join(text[:60_000].splitlines(keepends=True)[: FIRST_ROWS * 2])

    def fitness(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))
        except csv.Error:
            return 0, 0
        found = find_heading(rows[:FIRST_ROWS])
        return len(found.used) if found else 0, max((len(row) for row in rows), default=0)

    return max(DELIMITERS, key=fitness)


# workbooks


def _workbook(data: bytes, where: str, notes: list[Message]) -> list[Line]:
    """The cells of the first sheet that has a heading, else of the first with anything in it."""
    import python_calamine as calamine

    if data.startswith(OLE) and ENCRYPTED in data:
        raise _locked(where)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = {name: _sheet(book.get_sheet_by_name(name)) for name in book.sheet_names}
    except calamine.PasswordError as error:
        raise _locked(where) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unusable(T("This is no table that can be read, or it is damaged."), where=where, do=SAVE_AS) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine is Rust: so it ends on some damaged files
            raise
        raise Unusable(T("This is no table that can be read, or it is damaged."), where=where, do=SAVE_AS) from error
    filled = {name: lines for name, lines in sheets.items() if lines}
    headed = [name for name, lines in filled.items() if find_heading([line.cells for line in lines[:FIRST_ROWS]])]
    chosen = next(iter(headed or filled), None)
    if chosen is None:
        return []
    others = [name for name in filled if name != chosen]
    if others:
        notes.append(T("Only the sheet “{name}” is read; not: {others}.", name=chosen, others=", ".join(others)))
    return filled[chosen]


def _locked(where: str) -> Unusable:
    return Unusable(
        T("The file is protected by a password."),
        where=where,
        do=T("Save a copy without the password and choose that."),
    )


def _sheet(sheet: object) -> list[Line]:
    start = getattr(sheet, "start", None)
    first = start[0] if start else 0
    rows: Iterable[Sequence[object]] = sheet.to_python(skip_empty_area=True)  # type: ignore[attr-defined]  # no stubs
    lines = []
    for number, row in enumerate(rows, first + 1):
        cells = tuple([_cell(cell if isinstance(cell, str) else _said(cell)) for cell in row])
        if any(cells):
            lines.append(Line(number, cells))
    return lines


def _said(value: object) -> str:
    """A cell's value as a person would have typed it: `1001`, not `1001.0`."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


# cells


def _cell(text: str) -> str:
    """A cell's text: NFC, one line, without outer space; `="0123"` is how spreadsheets keep a leading zero."""
    if not (text.isascii() and text.isprintable()):
        text = normal(" ".join(text.split()))
    said = text.strip()
    if said.startswith('="') and said.endswith('"') and len(said) > 2:
        said = said[2:-1]
    return said


def _remarks(heading: Heading, lines: Sequence[Line]) -> list[Message]:
    """Columns without a heading that have something in them; headings that stand more than once."""
    named = {column.place for column in heading.columns if column.heading}
    widest = max((len(line.cells) for line in lines), default=0)
    nameless = [
        place
        for place in range(min(widest, 200))
        if place not in named and any(place < len(line.cells) and line.cells[place] for line in lines)
    ]
    notes = []
    if nameless:
        names = ", ".join(letters(place) for place in nameless[:8])
        notes.append(
            N(
                "Column {names} has no heading: it is left out.",
                "Columns {names} have no heading: they are left out.",
                n=len(nameless),
                names=names,
            )
        )
    for places in heading.used.values():
        if len(places) > 1:
            said = heading.columns[places[0]].heading
            notes.append(
                T("“{heading}” stands {n} times: the filled one of a row is taken.", heading=said, n=len(places))
            )
    return notes


def letters(place: int) -> str:
    """A column as spreadsheets call it: `A`, `Z`, `AA`."""
    said = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        said = chr(ord("A") + rest) + said
    return said
