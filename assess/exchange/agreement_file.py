"""Ratings from any long table: years of a spreadsheet, as CSV, one row a score."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from assess.integrate.agreement import Rated
from assess.integrate.severity import Given
from assess.words import Refused, T, Unusable, normal, parse_number

SIMPLE: Final = ("target", "rater", "score")
FULL: Final = ("candidate", "exercise", "competency", "assessor", "score")
DELIMITERS: Final = ",;\t"
BIGGEST: Final = 200 * 1024 * 1024
"""Bytes of a file that is read."""


class Ratings(NamedTuple):
    """What a file holds."""

    rated: tuple[Rated, ...]
    """A target of the five-column table is candidate, exercise and competency."""
    given: tuple[Given, ...]
    """The same with all five columns; empty for a simple table."""
    empty: int
    """Rows without a score: left out."""


class _Reader(Protocol):
    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


def read_ratings(path: Path) -> Ratings:
    """Read `target,rater,score` or `candidate,exercise,competency,assessor,score`; other columns are left alone.

    Columns stand in any order, under these headings (upper or lower case); `;` and tabs and `3,5` are understood.

    Raises: Unusable, when the file can't be read; Refused, when it has other headings, a score that is no number, or a
        pair twice, naming the line.
    """
    text = _text(path)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        heading = [normal(cell).casefold() for cell in next(rows, [])]
        for wanted in (FULL, SIMPLE):
            if set(wanted) <= set(heading):
                return _rows(path, rows, [heading.index(name) for name in wanted])
    except csv.Error as error:
        raise Refused(
            T("This row can't be read: a quote mark is opened and not closed, or a cell is too long."),
            where=f"{path.name}:{rows.line_num}",
        ) from error
    raise Refused(
        T("The first row does not name the columns of ratings."),
        where=f"{path.name}:1",
        do=T("Name them {simple}, or {full}.", simple=",".join(SIMPLE), full=",".join(FULL)),
    )


def _rows(path: Path, rows: _Reader, places: list[int]) -> Ratings:
    seen: dict[tuple[str, ...], int] = {}
    found: list[tuple[tuple[str, ...], float]] = []
    empty, last, known = 0, max(places), _known()
    for row in rows:
        if not any(row):
            continue
        if len(row) <= last:
            raise Refused(T("A row has too few cells."), where=f"{path.name}:{rows.line_num}")
        *names, score = [row[place].strip() for place in places]
        if not score:
            empty += 1
            continue
        value = known(score)
        if value is None:
            raise Refused(
                T("A score is no number: {text}", text=score[:40]),
                where=f"{path.name}:{rows.line_num}",
                do=T("Leave a missing score empty."),
            )
        key = tuple(names)
        if key in seen:
            raise Refused(
                T("A rater scores the same target twice."),
                where=f"{path.name}:{rows.line_num}",
                do=T("The first time is row {number}; keep one of them.", number=seen[key]),
            )
        seen[key] = rows.line_num
        found.append((key, value))
    if len(places) == len(SIMPLE):
        return Ratings(tuple(Rated(key[0], key[1], value) for key, value in found), (), empty)
    given = tuple(Given(key[0], key[1], key[2], key[3], value) for key, value in found)
    return Ratings(as_rated(given), given, empty)


def as_rated(given: Iterable[Given]) -> tuple[Rated, ...]:
    """Ratings of a center as a simple table: a target is a candidate's competency in an exercise."""
    return tuple(Rated("\n".join(one[:3]), one.assessor, one.score) for one in given)


def _known() -> Callable[[str], float | None]:
    """Numbers by their text: a table of a hundred thousand ratings has few different ones."""
    read: dict[str, float | None] = {}

    def number(text: str) -> float | None:
        if text not in read:
            read[text] = _number(text)
        return read[text]

    return number


def _number(text: str) -> float | None:
    plain = parse_number(text)
    if plain is not None:
        return plain
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def _delimiter(text: str) -> str:
    head = text[: text.find("\n")] if "\n" in text else text
    return max(DELIMITERS, key=head.count)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > BIGGEST:
            raise Unusable(T("The file has more than {n} MB.", n=BIGGEST // 1024 // 1024), where=str(path))
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Unusable(T("There is no such file."), where=str(path)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unusable(T("The file can't be read: {reason}.", reason=reason), where=str(path)) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Refused(
            T("This is no text and no table: there are NUL bytes in it."),
            where=path.name,
            do=T("Open it in the spreadsheet and save it as CSV."),
        )
    return text
