"""The doctor finds nothing in a healthy center, and each planted defect by its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assess.report.doctor import examine_all
from assess.store.open import open_store

DEFECTS = {
    "ratings-in-range": "UPDATE rating SET level = 9 WHERE rowid = (SELECT min(rowid) FROM rating WHERE level > 1)",
    "ratings-in-cells": (
        "UPDATE cell SET competency = (SELECT id FROM competency WHERE code = 'MOD')"
        " WHERE competency = (SELECT id FROM competency WHERE code = 'EMP')"
        " AND exercise = (SELECT id FROM exercise WHERE code = 'cm-removed-post')"
    ),
    "ratings-with-evidence": "UPDATE evidence SET cited = 0",
    "sheet-ids": (
        "UPDATE sheet SET exercise = (SELECT id FROM exercise WHERE code = 'mixed-five-guidelines') WHERE rowid = 1"
    ),
    "sheets-unaltered": "UPDATE observation SET text = text || '.' WHERE number = 1",
    "weights": "UPDATE criterion SET weight = weight + 1",
    "competencies": "UPDATE anchor SET text_de = 'anders' WHERE competency IS NOT NULL AND level = 3",
    "exercises": "UPDATE exercise SET candidate_brief_en = 'other'",
    "rubrics": "UPDATE rubric SET document = replace(document, '25', '24')",
    "design": "UPDATE center SET w_role = 0.6, w_gap = 0.2",
    "guards": "SELECT 1",
}


def broken(path: Path) -> set[str]:
    """The names of the invariants that do not hold."""
    with open_store(path, create=False) as store:
        return {finding.name for finding in store.read(examine_all) if not finding.holds}


def test_a_healthy_center_has_no_finding(demo: Callable[..., Path]) -> None:
    assert broken(demo("finished")) == set()


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_found(demo: Callable[..., Path], name: str) -> None:
    path = demo("finished")
    with closing(sqlite3.connect(path)) as raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.execute(DEFECTS[name])
        raw.commit()

    found = broken(path)

    assert {one for one in found if "guard" in one}, found
    if name != "guards":
        assert name in found
