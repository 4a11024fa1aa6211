"""Chores from home: a backup, the doctor, the ratings as a table, by key."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screens.visit import visiting


async def test_backup_doctor_and_ratings_by_key(
    demo: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = demo("finished")
    monkeypatch.chdir(tmp_path)
    async with visiting(path, "L", (80, 24)) as visit:
        await visit.press("d")
        assert "Everything holds" in visit.text
        await visit.press("b")
        assert "The backup:" in visit.text
        await visit.press("e")
        assert "ratings-final.csv" in visit.text
        await visit.press("e")
        assert "ratings-final-2.csv" in visit.text
    assert len(list((tmp_path / "demo.backups").glob("*.assess"))) == 1
    rows = list(csv.DictReader((tmp_path / "ratings-final.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) > 100
