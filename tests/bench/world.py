"""Stores of a known size for the benches, made through the use cases where that is quick enough, else in bulk."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from assess.conduct import classify, conflict, observe, sheets, timing
from assess.conduct.clock import Moment
from assess.conduct.today import today
from assess.home.demo import make_demo
from assess.people.sign_in import find
from assess.store.open import open_store
from assess.store.tables import new_id
from assess.store.transaction import Store
from assess.words import Id

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def rating_sheet(folder: Path) -> tuple[Store, Id, list[Id]]:
    """A store in an assessor's name, with one sheet in the rating step: the store, the sheet, its competencies."""
    store = open_store(make_demo(folder, "planned", language="en", day=date(2026, 11, 23)), create=False)
    store = store.acting(store.read(find, "A").id)
    slot = next(one.task for one in store.read(today) if one.task.kind == "role_play").slot
    (sheet,) = store.write(sheets.enter, slot)
    (candidate,) = store.read(sheets.watched, slot)
    store.write(conflict.declare, slot, candidate, "none")
    store.write(observe.read_brief, slot)
    store.write(timing.begin, slot, "live", Moment(NOON))
    notes = [store.write(observe.note, slot, f"+ note {number}", "live", 10.0 * number) for number in range(8)]
    store.write(timing.stop, slot, "live", Moment(NOON))
    competencies = store.read(lambda tx: classify.rated_competencies(tx, sheets.own_sheets(tx, slot)[0]))
    for place, note in enumerate(notes):
        store.write(classify.assign, note.id, competencies[place % len(competencies)])
    store.write(classify.classified, sheet)
    return store, sheet, list(competencies)


def many_candidates(folder: Path, candidates: int) -> tuple[Store, Id]:
    """A closed center with 48 ratings a candidate (three exercises, four competencies, four assessors), in bulk."""
    path = make_demo(folder, "finished", language="en", day=date(2026, 11, 23))
    store = open_store(path, create=False)
    raw = store.writer.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        (center,) = cursor.execute("SELECT id FROM center").fetchone()
        (vacancy,) = cursor.execute("SELECT id FROM vacancy").fetchone()
        people = [row[0] for row in cursor.execute("SELECT id FROM person WHERE initials IN ('A', 'B', 'C', 'D')")]
        cells = cursor.execute("SELECT DISTINCT exercise, competency FROM cell ORDER BY 1, 2").fetchall()
        seen = {row[0] for row in cursor.execute("SELECT DISTINCT exercise FROM sheet")}
        exercises = sorted({exercise for exercise, _ in cells} & seen)
        ids = [new_id() for _ in range(candidates)]
        cursor.executemany(
            "INSERT INTO candidate (id, center, code, name, extra_minutes) VALUES (?, ?, ?, ?, 0)",
            [(one, center, f"K{number + 100}", f"Candidate {number}") for number, one in enumerate(ids)],
        )
        cursor.executemany("INSERT INTO candidacy VALUES (?, ?)", [(one, vacancy) for one in ids])
        made = [(new_id(), one, exercise, who) for one in ids for exercise in exercises for who in people]
        cursor.executemany(
            "INSERT INTO sheet (id, center, assessor, candidate, exercise, state, origin) VALUES (?, ?, ?, ?, ?,"
            " 'rating', 'imported')",
            [(sheet, center, who, one, exercise) for sheet, one, exercise, who in made],
        )
        cursor.executemany(
            "INSERT INTO rating (sheet, competency, level, kind, reason, at) VALUES (?, ?, ?, 'shown', '', ?)",
            [
                (sheet, competency, 1 + hash((one, competency, who)) % 5, "2026-11-23T12:00:00.000Z")
                for sheet, one, exercise, who in made
                for of, competency in cells
                if of == exercise
            ],
        )
        cursor.execute(
            "UPDATE sheet SET state = 'locked', locked_at = '2026-11-23T12:00:00.000Z' WHERE origin = 'imported'"
        )
        cursor.execute("COMMIT")
    finally:
        raw.close()
    return store, Id(center)
