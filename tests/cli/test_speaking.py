"""`assess speaking`: hidden before the lock, marked as not for rating after it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Assess = Callable[..., Answer]
TURNS = ((4, 0.0, 30.0), (5, 30.0, 40.0), (0, 40.0, 45.0))


def keep(path: Path) -> None:
    """Turns that the moderator kept."""
    with closing(sqlite3.connect(path)) as raw, raw:
        (slot,) = raw.execute(
            "SELECT s.id FROM slot s JOIN exercise e ON e.id = s.exercise WHERE e.kind = 'group_discussion'"
        ).fetchone()
        (person,) = raw.execute("SELECT id FROM person WHERE initials = 'M'").fetchone()
        raw.executemany(
            "INSERT INTO speaking_turn (id, slot, seat, starts, ends, by) VALUES (?, ?, ?, ?, ?, ?)",
            [(f"t{at}", slot, seat, starts, ends, person) for at, (seat, starts, ends) in enumerate(TURNS)],
        )


def test_the_share_after_the_lock(assess: Assess, finished: Path) -> None:
    keep(finished)
    told = assess("speaking")
    assert told.code == 0
    assert "not for rating" in told.out
    assert "K2" in told.out
    assert "75%" in told.out
    data = json.loads(assess("speaking", "cm-guidelines", "--json").out)
    assert data["for_rating"] is False
    assert [(one["candidate"], one["seconds"]) for one in data["shares"]][3:5] == [("K2", 30.0), ("K5", 10.0)]
    assert data["several_seconds"] == 5.0
    assert "nicht zur Bewertung" in assess("speaking", "--lang", "de", "--as", "B").out
    assert assess("speaking", data["slot"]).code == 0


@pytest.mark.parametrize("who", ["A", "M", "L", None])
def test_nobody_sees_it_before_the_lock(
    assess: Assess, folder: Path, demo: Callable[..., Path], who: str | None
) -> None:
    keep(demo("planned"))
    answer = assess("speaking", *(("--as", who) if who else ()))
    assert (answer.code, answer.out) == (1, "")
    assert "after the lock" in answer.err


def test_nobody_kept_the_turns_or_no_such_discussion(assess: Assess, finished: Path) -> None:
    nothing = assess("speaking")
    assert nothing.code == 1
    assert "Nobody kept the speaking turns" in nothing.err
    unknown = assess("speaking", "role play of nobody")
    assert unknown.code == 2
    assert "cm-guidelines" in unknown.err
