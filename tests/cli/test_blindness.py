"""Non-interference: whatever a command says before the reveal is the same, whatever stands on the hidden sheet.

Stronger than searching outputs for a value: counts, orders, lengths, exit codes and sentences may not differ either.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assess.store.open import open_store
from tests.cli.conftest import Answer
from tests.day import Day, Ratings, make_day

Assess = Callable[..., Answer]
RATINGS: Ratings = {
    "K1": {"talk": {"EMP": {"A": 2, "B": 3}, "KOM": {"A": 3, "B": 3}}, "group": {"EMP": {"A": 3, "C": 3}}},
    "K2": {"talk": {"EMP": {"A": 3, "B": 3}}, "group": {"EMP": {"A": 3, "C": 3}}},
}
HIDDEN = ("A", "K1", "talk")
OPEN = ("B", "K1", "talk")
COMMANDS = (
    ("sheets", "list"),
    ("sheets", "list", "--json"),
    ("sheets", "show", "K1", "talk"),
    ("sheets", "amend", "K1", "talk", "EMP", "4", "--note", "1", "--reason", "seen on the second look, really"),
    ("sheets", "excuse", "K1", "talk", "--assessor", "A", "--reason", "ill"),
    ("ratings", "export"),
    ("ratings", "export", "--json"),
    ("rank", "--json"),
    ("explain", "K1"),
    ("lineup",),
    ("agreement",),
    ("agreement", "--json"),
    ("today",),
    ("today", "--json"),
    ("deviations",),
    ("speaking", "group"),
    ("timetable", "show"),
    ("timetable", "check"),
    ("center", "show"),
    ("candidates",),
    ("report", "scorecard", "--out", "cards"),
    ("doctor",),
    ("doctor", "--json"),
    ("journal", "verify"),
)
CHANGES = {
    "another level": "UPDATE rating SET level = 4 WHERE sheet = :sheet AND level = 2",
    "behaviour absent": "UPDATE rating SET kind = 'absent' WHERE sheet = :sheet",
    "a reason": "UPDATE rating SET reason = 'because of what was said at the end of it all' WHERE sheet = :sheet",
    "other notes": "UPDATE observation SET text = text || ' SECRET', valence = '-', star = 1 WHERE sheet = :sheet",
}


@pytest.fixture
def day(folder: Path) -> Day:
    """B is at work on K1's talk, on which A has locked; guards are down, since a locked sheet is changed below."""
    path = folder / "day.assess"
    with open_store(path, create=True) as store:
        made = store.write(make_day, RATINGS, unlocked=[OPEN])
    with closing(sqlite3.connect(path)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.commit()
    return made


def heard(assess: Assess, who: str | None) -> dict[tuple[str, ...], Answer]:
    acting = ("--as", who) if who else ()
    return {command: assess(*command, *acting) for command in COMMANDS}


def change(folder: Path, day: Day, statement: str) -> int:
    with closing(sqlite3.connect(folder / "day.assess")) as raw:
        changed = raw.execute(statement, {"sheet": day.sheet(*HIDDEN)}).rowcount
        raw.commit()
    return changed


@pytest.mark.parametrize("who", ["B", "C", "M", "L", "D", None])
def test_what_is_hidden_changes_no_word(assess: Assess, folder: Path, day: Day, who: str | None) -> None:
    before = heard(assess, who)
    said = [answer for answer in before.values() if answer.code == 0]
    assert len(said) >= 5, "the commands do answer"
    assert [command for command, answer in before.items() if answer.code > 2] == []
    for statement in CHANGES.values():
        assert change(folder, day, statement) > 0
    after = heard(assess, who)
    assert [command for command in COMMANDS if after[command] != before[command]] == []


def test_the_owner_does_hear_it(assess: Assess, folder: Path, day: Day) -> None:
    """The test above can fail: what A may see of it does change."""
    before = heard(assess, "A")
    for statement in CHANGES.values():
        change(folder, day, statement)
    after = heard(assess, "A")
    assert {("sheets", "show", "K1", "talk"), ("ratings", "export")} <= {
        command for command in COMMANDS if after[command] != before[command]
    }
