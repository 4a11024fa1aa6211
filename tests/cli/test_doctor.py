"""The doctor without a screen: a time that can't be read is a finding, no fault of the program."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Answer

Assess = Callable[..., Answer]


def spoil(path: Path, statement: str) -> None:
    """One statement past the program and its guards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.execute(statement)


def test_a_time_that_can_not_be_read_is_a_finding_with_table_row_and_what_to_do(assess: Assess, finished: Path) -> None:
    spoil(finished, "UPDATE sheet SET locked_at = 'yesterday' WHERE rowid = 1")
    answer = assess("doctor", "--json")
    assert (answer.code, answer.err) == (1, "")
    found = {one["name"]: one for one in json.loads(answer.out)}
    (fault,) = found["times-readable"]["faults"]
    assert fault.startswith("sheet.locked_at ")
    assert "assess restore" in found["times-readable"]["mend"]
    shown = assess("doctor")
    assert shown.code == 1
    assert fault in shown.out
    assert "→ Somebody changed it past the program." in shown.out
