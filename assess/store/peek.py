"""A first look into a file, for the first frame: standard library only, read-only, while others write."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from assess.store import file
from assess.store.share import refuse_network_share
from assess.words import Id

CENTERS = (
    "SELECT c.id, c.name, c.day, c.demo, c.frozen_at IS NOT NULL,"
    " CASE WHEN w.id IS NULL THEN 'none' WHEN w.closed_at IS NULL THEN 'open' ELSE 'closed' END,"
    " (SELECT count(*) FROM candidate k WHERE k.center = c.id AND k.withdrawn_at IS NULL)"
    " FROM center c LEFT JOIN wash_up w ON w.center = c.id ORDER BY c.day DESC, c.name, c.id"
)
SHEETS = "SELECT center, state, count(*) FROM sheet GROUP BY center, state"
PEOPLE = "SELECT id, name, initials FROM person WHERE active ORDER BY name, id"
DUTIES = "SELECT DISTINCT person, function FROM duty ORDER BY person, function"


@dataclass(frozen=True)
class PeekedCenter:
    """A center, in the numbers that a list of centers shows."""

    id: Id
    name: str
    day: date
    demo: bool
    frozen: bool
    wash_up: Literal["none", "open", "closed"]
    candidates: int
    """Without those who withdrew."""
    sheets: dict[str, int] = field(default_factory=dict)
    """How many sheets are in which state."""

    @property
    def closed(self) -> bool:
        """Whether its ranking is open, because its wash-up is closed."""
        return self.wash_up == "closed"


@dataclass(frozen=True)
class PeekedPerson:
    """Somebody who can act."""

    id: Id
    name: str
    initials: str
    functions: tuple[str, ...]
    """In any center, or everywhere."""


@dataclass(frozen=True)
class Peek:
    """What can be seen without opening the store. A file that is not `same` shows no rows: their shape is unknown."""

    path: Path
    revision: int
    age: Literal["older", "same", "newer"]
    """Of the file, beside this program."""
    centers: tuple[PeekedCenter, ...] = ()
    people: tuple[PeekedPerson, ...] = ()


def peek(path: str | Path) -> Peek:
    """Look into a file.

    Raises: Unusable, when it is not there, not ours, damaged, or on a network share.
    """
    path = Path(path).absolute()
    refuse_network_share(path)
    revision = file.revision_of(path)
    if revision != int(file.HEAD):
        return Peek(path, revision, "older" if revision < int(file.HEAD) else "newer")
    try:
        with closing(file.connect(path, "glance")) as connection:
            connection.execute("BEGIN")  # all of it from one moment
            return Peek(path, revision, "same", _centers(connection), _people(connection))
    except sqlite3.Error as error:
        raise file.said(error, path) from error


def _centers(connection: sqlite3.Connection) -> tuple[PeekedCenter, ...]:
    sheets: dict[str, dict[str, int]] = defaultdict(dict)
    for center, state, count in connection.execute(SHEETS):
        sheets[center][state] = count
    return tuple(
        PeekedCenter(key, name, date.fromisoformat(day), bool(demo), bool(frozen), wash_up, candidates, sheets[key])
        for key, name, day, demo, frozen, wash_up, candidates in connection.execute(CENTERS)
    )


def _people(connection: sqlite3.Connection) -> tuple[PeekedPerson, ...]:
    functions: dict[str, list[str]] = defaultdict(list)
    for person, function in connection.execute(DUTIES):
        functions[person].append(function)
    return tuple(
        PeekedPerson(key, name, initials, tuple(functions[key])) for key, name, initials in connection.execute(PEOPLE)
    )
