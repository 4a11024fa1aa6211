"""More of everything than the demo has: competencies, and other scales. Straight into the file, past its guards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

EXERCISE = "cm-removed-post"


def crowd(path: Path, competencies: int, exercise: str = EXERCISE) -> None:
    """Give an exercise so many competencies: the rest are copies of its first one, named X09, X10 by their place."""
    with closing(_unguarded(path)) as db, db:
        cells = db.execute(
            "SELECT c.* FROM cell c JOIN exercise e ON e.id = c.exercise WHERE e.code = ? ORDER BY c.position",
            [exercise],
        ).fetchall()
        for place in range(len(cells) + 1, competencies + 1):
            code = f"X{place:02}"
            competency = dict(db.execute("SELECT * FROM competency WHERE id = ?", [cells[0]["competency"]]).fetchone())
            named = {"name_de": f"Name {code}", "name_en": f"Name {code}"}
            _insert(db, "competency", competency | named | {"id": _id(place), "code": code, "content_hash": code})
            _insert(
                db,
                "cell",
                dict(cells[0]) | {"id": _id(100 + place), "competency": _id(place), "position": 100 + place},
            )
            for anchor in db.execute("SELECT * FROM anchor WHERE competency = ?", [cells[0]["competency"]]).fetchall():
                one = _id(1000 * place + anchor["level"])
                _insert(db, "anchor", dict(anchor) | {"id": one, "competency": _id(place)})


def scale(path: Path, lo: int, hi: int) -> None:
    """Another scale: levels beyond the anchors that there are have none."""
    with closing(_unguarded(path)) as db, db:
        db.execute("UPDATE center SET lo = ?, hi = ?", [lo, hi])


def _unguarded(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    return db


def _insert(db: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    places = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values()))


def _id(number: int) -> str:
    return f"{number:032x}"
