"""The seal: whatever is a fact breaks it; sheets that were sealed before keep theirs."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from assess.conduct.invariants import altered
from assess.conduct.lock import lock
from assess.conduct.seal import content_hash
from assess.store.tables import Cue, Sheet
from assess.store.transaction import Reading, Store, Writing
from tests.day import Day, make_day

MINE = ("A", "K1", "talk")


@pytest.fixture
def day(sqlite_store: Store) -> Day:
    """A's sheet, sealed, with a cue."""
    day = sqlite_store.write(make_day, {"K1": {"talk": {"EMP": {"A": 3}}}}, unlocked=[MINE])
    sqlite_store.write(lambda tx: tx.session.add(Cue(sheet=day.sheet(*MINE), code="P1", seconds=60, at=tx.at)))
    sqlite_store.acting(day.people["A"]).write(lock, day.sheet(*MINE))
    return day


def past_the_guards(tx: Writing, statement: str) -> None:
    """What somebody does who can write the raw file."""
    connection = tx.session.connection()
    for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "change",
    [
        *(
            f"UPDATE observation SET {each}"
            for each in (
                *("text = 'says nothing'", "number = 9", "phase = 'questions'", "seconds = 61", "valence = '-'"),
                *("quote = NOT quote", "star = NOT star", "free_question = NOT free_question", "split_from = id"),
                *("at = '2026-11-23T09:00:00.000Z'", "discarded_at = '2026-11-23T09:00:00.000Z'"),
            )
        ),
        "UPDATE evidence SET cited = NOT cited",
        "DELETE FROM evidence",
        "UPDATE cue SET seconds = 61",
        "UPDATE cue SET at = '2026-11-23T09:00:00.000Z'",
        "UPDATE rating SET level = 4",
        "UPDATE rating SET kind = 'absent'",
        "UPDATE rating SET reason = 'because'",
        "UPDATE rating SET at = '2026-11-23T07:00:00.000Z'",
        "UPDATE sheet SET origin = 'imported'",
        "UPDATE sheet SET outcome = 'excused'",
        "UPDATE sheet SET ended_at = '2026-11-23T09:00:00.000Z'",
        "UPDATE sheet SET locked_at = '2026-11-23T09:00:00.000Z'",
    ],
)
def test_every_fact_breaks_it(sqlite_store: Store, day: Day, change: str) -> None:
    assert sqlite_store.read(altered) == []
    sqlite_store.write(past_the_guards, change)
    assert sqlite_store.read(altered) == [day.sheet(*MINE)]


def first_seal(tx: Reading, day: Day) -> str:
    """As it was computed before times and free questions were facts."""
    sheet = tx.session.get_one(Sheet, day.sheet(*MINE))
    assert sheet.locked_at is not None
    return content_hash(tx, sheet, sheet.locked_at, 1)


def test_a_sheet_that_was_sealed_before_still_verifies(sqlite_store: Store, day: Day) -> None:
    old = sqlite_store.read(first_seal, day)
    sqlite_store.write(past_the_guards, f"UPDATE sheet SET content_hash = '{old}'")
    assert sqlite_store.read(altered) == []
    sqlite_store.write(past_the_guards, "UPDATE observation SET text = 'says nothing'")
    assert sqlite_store.read(altered) == [day.sheet(*MINE)]


def test_a_locked_sheet_without_a_seal_is_altered(sqlite_store: Store, day: Day) -> None:
    sqlite_store.write(past_the_guards, "UPDATE sheet SET content_hash = NULL")
    assert sqlite_store.read(altered) == [day.sheet(*MINE)]
