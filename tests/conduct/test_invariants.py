"""What always holds about sheets: found by its name when it is broken, with raw SQL and the guards taken away."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assess.conduct.invariants import INVARIANTS
from assess.store.doctor import examine
from assess.store.open import open_store
from assess.store.transaction import Store
from tests.day import make_day

LOCKED = "(SELECT id FROM sheet WHERE state = 'locked' ORDER BY id LIMIT 1)"
NONE = "(SELECT sheet FROM rating WHERE level IS NULL ORDER BY sheet LIMIT 1)"
WHICH = f"(SELECT competency FROM rating WHERE level IS NULL AND sheet = {NONE})"
MIDDLE = "(SELECT min(rowid) FROM rating WHERE level = 3)"
NOTES = "SELECT observation FROM evidence e JOIN rating r ON r.sheet = e.sheet AND r.competency = e.competency"

DEFECTS = [
    ("ratings-in-range", f"UPDATE rating SET level = 6 WHERE rowid = {MIDDLE}"),
    ("ratings-in-range", f"UPDATE rating SET level = 0 WHERE rowid = {MIDDLE}"),
    (
        "ratings-in-range",
        "INSERT INTO amendment (id, sheet, competency, number, old, level, kind, reason, observation, at)"
        " SELECT 'a', e.sheet, e.competency, 1, 3, 9, 'shown', 'why', e.observation, '2026-11-23T12:00:00.000Z'"
        " FROM evidence e LIMIT 1",
    ),
    (
        "ratings-in-cells",
        "UPDATE rating SET competency = (SELECT id FROM competency WHERE code = 'MOD') WHERE rowid ="
        " (SELECT min(r.rowid) FROM rating r JOIN sheet s ON s.id = r.sheet JOIN exercise e ON e.id = s.exercise"
        " WHERE e.code = 'cm-removed-post')",
    ),
    ("ratings-in-cells", "DELETE FROM candidacy WHERE candidate = (SELECT id FROM candidate WHERE code = 'K1')"),
    ("ratings-with-evidence", f"DELETE FROM evidence WHERE sheet = {LOCKED}"),
    ("ratings-with-evidence", f"UPDATE evidence SET cited = 0 WHERE sheet = {LOCKED}"),
    ("ratings-with-evidence", f"UPDATE observation SET discarded_at = at WHERE sheet = {LOCKED}"),
    (
        "ratings-with-evidence",
        "UPDATE rating SET level = 5, reason = 'too short' WHERE (SELECT count(*) FROM evidence e WHERE"
        " e.sheet = rating.sheet AND e.competency = rating.competency) = 1 AND level IS NOT NULL",
    ),
    (
        "no-opportunity",
        f"INSERT INTO evidence (observation, competency, sheet, cited) SELECT id, {WHICH}, sheet, 1 FROM observation"
        f" WHERE sheet = {NONE} LIMIT 1",
    ),
    (
        "no-opportunity",
        "INSERT INTO cue (id, sheet, code, seconds, at) SELECT 'c' || x.id, s.id,"
        " CASE instr(x.cues, ',') WHEN 0 THEN x.cues ELSE substr(x.cues, 1, instr(x.cues, ',') - 1) END, 1, s.locked_at"
        f" FROM cell x JOIN sheet s ON s.exercise = x.exercise WHERE s.id = {NONE} AND x.competency = {WHICH}",
    ),
    ("sheet-ids", "UPDATE sheet SET id = 'f' || substr(id, 2) WHERE id NOT LIKE 'f%'"),
    ("sheets-unaltered", f"UPDATE rating SET reason = reason || '.' WHERE sheet = {LOCKED}"),
    ("sheets-unaltered", f"UPDATE rating SET level = 2 WHERE rowid = {MIDDLE}"),
    ("sheets-unaltered", f"UPDATE observation SET seconds = seconds + 1 WHERE sheet = {LOCKED}"),
    ("sheets-unaltered", f"DELETE FROM cue WHERE sheet = {LOCKED}"),
    ("sheets-unaltered", f"UPDATE sheet SET outcome = 'excused' WHERE id = {LOCKED}"),
    ("sheets-unaltered", f"UPDATE sheet SET content_hash = NULL WHERE id = {LOCKED}"),
]

TWICE = """
CREATE TABLE copy AS SELECT * FROM sheet;
DROP TABLE sheet;
CREATE TABLE sheet AS SELECT * FROM copy;
INSERT INTO sheet SELECT 'x' || substr(id, 2), center, slot, assessor, candidate, exercise, state, origin, outcome,
 briefed_at, ended_at, locked_at, content_hash, head FROM copy LIMIT 1;
"""


def broken(path: Path, sql: str) -> set[str]:
    """The names of the invariants that no longer hold after a script of raw SQL, without guards."""
    with closing(sqlite3.connect(path)) as raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.executescript(f"PRAGMA ignore_check_constraints = ON; {sql}")
        raw.commit()
    with open_store(path, create=False) as store:
        return {finding.name for finding in store.read(examine, INVARIANTS) if not finding.holds}


def test_the_finished_demo_breaks_none(demo: Callable[..., Path]) -> None:
    assert broken(demo("finished"), "") == set()


def test_the_running_demo_breaks_none(demo: Callable[..., Path]) -> None:
    assert broken(demo("running"), "") == set()


@pytest.mark.parametrize(("name", "sql"), DEFECTS, ids=[f"{name}-{number}" for number, (name, _) in enumerate(DEFECTS)])
def test_each_defect_is_found(demo: Callable[..., Path], name: str, sql: str) -> None:
    assert name in broken(demo("finished"), sql)


def test_two_sheets_of_one_are_found(demo: Callable[..., Path]) -> None:
    assert {"one-sheet", "sheet-ids"} <= broken(demo("finished"), TWICE)


def test_faults_name_rows_and_tell_no_values(demo: Callable[..., Path]) -> None:
    path = demo("finished")
    broken(path, f"UPDATE rating SET level = 6 WHERE rowid = {MIDDLE}")
    with open_store(path, create=False) as store:
        (finding, *_) = (one for one in store.read(examine, INVARIANTS) if not one.holds)
    (fault,) = finding.faults
    sheet, competency = fault.split()
    assert (len(sheet), len(competency)) == (32, 32)


def test_both_databases_answer(store: Store) -> None:
    """What is made straight into the tables has wrong hashes and nothing else."""
    store.write(make_day, {"K1": {"talk": {"EMP": {"A": 4, "B": None}}, "group": {"EMP": {"C": 2, "D": 5}}}})
    found = {one.name: one.faults for one in store.read(examine, INVARIANTS) if not one.holds}
    assert set(found) <= {"sheets-unaltered", "ratings-with-evidence", "no-opportunity"}
    assert all(len(fault.split()[0]) == 32 for faults in found.values() for fault in faults)
