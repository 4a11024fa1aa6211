"""A glance at a store: everything home shows, in three small queries without the database libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from assess.conduct.tasks import TASKS_SQL, Task, fold
from assess.words import Id, sort_key

NOBODY: Final = "-"
"""Said instead of a person: nobody acts until somebody is chosen."""
Run = Callable[[str, Mapping[str, Any]], Iterable[tuple[Any, ...]]]

CENTERS_SQL: Final = """
SELECT c.id, c.name, c.day, c.zone, c.demo, c.frozen_at,
  (SELECT count(*) FROM candidate k WHERE k.center = c.id AND k.withdrawn_at IS NULL),
  (SELECT count(*) FROM assignment a JOIN slot s ON s.id = a.slot JOIN candidate k ON k.id = a.candidate
    LEFT JOIN sheet h ON h.assessor = a.person AND h.candidate = a.candidate AND h.exercise = s.exercise
      AND h.state = 'locked'
    LEFT JOIN excuse x ON x.assessor = a.person AND x.candidate = a.candidate AND x.exercise = s.exercise
    WHERE s.center = c.id AND a.function = 'assessor' AND k.withdrawn_at IS NULL
      AND (h.id IS NOT NULL OR x.id IS NULL)),
  (SELECT count(*) FROM assignment a JOIN slot s ON s.id = a.slot JOIN candidate k ON k.id = a.candidate
    JOIN sheet h ON h.assessor = a.person AND h.candidate = a.candidate AND h.exercise = s.exercise
    WHERE s.center = c.id AND a.function = 'assessor' AND k.withdrawn_at IS NULL AND h.state = 'locked'),
  (SELECT w.opened_at FROM wash_up w WHERE w.center = c.id),
  (SELECT w.closed_at FROM wash_up w WHERE w.center = c.id)
FROM center c ORDER BY c.day DESC, c.created_at DESC
"""

PEOPLE_SQL: Final = """
SELECT p.id, p.name, p.initials, d.function FROM person p LEFT JOIN duty d ON d.person = p.id
WHERE p.active ORDER BY p.initials, p.name
"""


class CenterGlance(NamedTuple):
    """A center, as home shows it."""

    id: Id
    name: str
    day: date
    zone: str
    demo: bool
    frozen: bool
    candidates: int
    planned: int
    """Sheets that the timetable asks for, without those whose assessor is excused."""
    locked: int
    opened: bool
    """The wash-up is open."""
    closed: bool


class PersonGlance(NamedTuple):
    """Somebody who can act."""

    id: Id
    name: str
    initials: str
    functions: tuple[str, ...]


class Glance(NamedTuple):
    """What home shows."""

    centers: tuple[CenterGlance, ...]
    people: tuple[PersonGlance, ...]
    person: PersonGlance | None
    tasks: tuple[Task, ...]


def glance(run: Run, person: str | None) -> Glance:
    """Read what home shows, for the person with this id, initials or name (the first assessor, when it fits nobody)."""
    centers = tuple(
        CenterGlance(
            row[0],
            row[1],
            row[2] if isinstance(row[2], date) else date.fromisoformat(row[2]),
            row[3],
            bool(row[4]),
            row[5] is not None,
            row[6],
            row[7],
            row[8],
            row[9] is not None,
            row[10] is not None,
        )
        for row in run(CENTERS_SQL, {})
    )
    found: dict[Id, PersonGlance] = {}
    for id_, name, initials, function in run(PEOPLE_SQL, {}):
        before = found.get(id_)
        functions = (*(before.functions if before else ()), *((function,) if function else ()))
        found[id_] = PersonGlance(id_, name, initials, functions)
    people = tuple(sorted(found.values(), key=lambda one: (sort_key(one.initials), sort_key(one.name))))
    acting = _acting(people, person)
    tasks = fold(run(TASKS_SQL, {"person": acting.id})) if acting else ()
    return Glance(centers, people, acting, tasks)


def glance_file(path: Path, person: str | None) -> Glance:
    """The glance at a file, through the standard library's sqlite3.

    Raises: Unusable, when the file is none of ours, newer than the program, or can't be read.
    """
    import sqlite3

    from assess.store import file

    revision = file.revision_of(path)
    file.refuse_newer(str(path), revision)
    if revision < int(file.HEAD):
        from assess.store.open import open_store

        open_store(path, create=False).close()  # an older file is backed up and brought up to date first
    try:
        connection = file.connect(path, "glance")
        try:
            return glance(lambda sql, values: connection.execute(sql, dict(values)), person)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise file.said(error, path) from error


def _acting(people: tuple[PersonGlance, ...], said: str | None) -> PersonGlance | None:
    if said == NOBODY:
        return None
    wanted = (said or "").casefold()
    for person in people:
        if wanted and wanted in (person.id, person.initials.casefold(), person.name.casefold()):
            return person
    return next((person for person in people if "assessor" in person.functions), people[0] if people else None)
