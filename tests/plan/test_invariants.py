"""What always holds about the catalogue and the freeze: every row that was hashed is watched."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assess.home.demo import build
from assess.plan.invariants import INVARIANTS
from assess.store.doctor import examine
from assess.store.open import open_store
from assess.store.transaction import Store

TALK = "(SELECT id FROM exercise WHERE code = 'cm-removed-post')"
EMP = "(SELECT id FROM competency WHERE code = 'EMP')"
OWN = "(SELECT min(rowid) FROM anchor WHERE cell IS NOT NULL)"

DEFECTS = [
    ("weights", "UPDATE criterion SET weight = weight + 1 WHERE position = 0"),
    ("weights", "DELETE FROM criterion WHERE position = 0"),
    ("competencies", "UPDATE competency SET name_de = 'Mitgefühl' WHERE code = 'EMP'"),
    ("competencies", "UPDATE competency SET not_observed_en = not_observed_en || ' Or so.' WHERE code = 'EMP'"),
    ("competencies", "UPDATE competency SET kind = 'value' WHERE code = 'EMP'"),
    ("competencies", "UPDATE competency SET document = replace(document, 'EMP', 'EMO') WHERE code = 'EMP'"),
    ("competencies", "UPDATE competency SET content_hash = 'x' || content_hash WHERE code = 'EMP'"),
    ("competencies", f"DELETE FROM anchor WHERE competency = {EMP} AND level = 5"),
    ("competencies", f"UPDATE anchor SET text_en = 'Smiles.' WHERE competency = {EMP} AND level = 4"),
    ("exercises", "UPDATE exercise SET role_player_de = NULL WHERE code = 'cm-removed-post'"),
    ("exercises", "UPDATE exercise SET kind = 'presentation' WHERE code = 'cm-removed-post'"),
    ("exercises", "UPDATE exercise SET assessor_guide_en = 'Watch.' WHERE code = 'cm-removed-post'"),
    ("exercises", f"UPDATE phase SET minutes = minutes + 5 WHERE exercise = {TALK} AND kind = 'live'"),
    ("exercises", f"UPDATE phase SET warn = '1' WHERE exercise = {TALK} AND kind = 'live'"),
    ("exercises", f"DELETE FROM prompt WHERE exercise = {TALK} AND code = 'P1'"),
    ("exercises", f"UPDATE prompt SET minute = 19 WHERE exercise = {TALK} AND code = 'P1'"),
    ("exercises", f"UPDATE prompt SET text_en = 'Never mind.' WHERE exercise = {TALK} AND code = 'P1'"),
    ("exercises", f"UPDATE prompt SET elicits = 'TEA' WHERE exercise = {TALK} AND code = 'P1'"),
    ("exercises", "UPDATE question SET text_de = 'Noch etwas?' WHERE code = 'Q1'"),
    ("rubrics", "UPDATE criterion SET weight = weight + 1 WHERE position = 0"),
    ("rubrics", "UPDATE criterion SET target = 5 WHERE position = 0"),
    ("rubrics", "UPDATE criterion SET floor = NULL WHERE position = 0"),
    ("rubrics", "UPDATE criterion SET position = 9 WHERE position = 0"),
    ("rubrics", "UPDATE rubric SET hi = 7"),
    ("rubrics", "UPDATE rubric SET structure_hash = 'x' || structure_hash"),
    ("rubrics", "UPDATE rubric SET document = replace(document, 'Community', 'Kommunity')"),
    ("rubrics", "UPDATE role SET name_en = 'Community lead'"),
    ("rubrics", f"UPDATE cell SET weight = 3 WHERE exercise = {TALK}"),
    ("rubrics", f"UPDATE cell SET cues = 'P7' WHERE exercise = {TALK}"),
    ("rubrics", f"UPDATE cell SET why_en = 'Because.' WHERE exercise = {TALK}"),
    ("rubrics", f"DELETE FROM cell WHERE exercise = {TALK}"),
    ("rubrics", f"UPDATE anchor SET text_de = 'Lächelt.' WHERE rowid = {OWN}"),
    ("rubrics", f"DELETE FROM anchor WHERE rowid = {OWN}"),
    ("design", "UPDATE center SET w_role = 0.6, w_gap = 0.2"),
    ("design", "UPDATE center SET mode = 'consensus'"),
    ("design", "UPDATE center SET rule = 'corrected'"),
    ("design", "UPDATE center SET frozen_hash = NULL"),
    ("design", "UPDATE center SET amended = 1, w_role = 0.6, w_gap = 0.2"),
    ("design", "UPDATE vacancy SET count = 2"),
    ("one-scale", "UPDATE center SET hi = 7"),
]


def broken(path: Path, sql: str) -> set[str]:
    """The names of the invariants that no longer hold after raw SQL, without guards."""
    with closing(sqlite3.connect(path)) as raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        changed = raw.execute(sql).rowcount
        raw.commit()
    assert changed > 0, "the defect was planted"
    with open_store(path, create=False) as store:
        return {finding.name for finding in store.read(examine, INVARIANTS) if not finding.holds}


@pytest.mark.parametrize(("name", "sql"), DEFECTS, ids=[f"{name}-{number}" for number, (name, _) in enumerate(DEFECTS)])
def test_each_defect_is_found(demo: Callable[..., Path], name: str, sql: str) -> None:
    assert name in broken(demo("planned"), sql)


def test_what_nobody_hashed_may_change(demo: Callable[..., Path]) -> None:
    assert broken(demo("planned"), "UPDATE center SET name = 'Another name'") == set()


def test_postgres_keeps_what_was_hashed(postgres_store: Store) -> None:
    build(postgres_store, "planned", language="en", day=date(2026, 11, 23))
    assert [one for one in postgres_store.read(examine, INVARIANTS) if not one.holds] == []
