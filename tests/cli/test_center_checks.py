"""`assess center check` and `assess center matrix`: the same answers as on the screens."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from assess.plan.conformity.shape import RULES
from assess.store import guards
from assess.store.open import open_store
from tests.cli.conftest import Answer

Assess = Callable[..., Answer]


def change(path: Path, *statements: str) -> None:
    """Change the file past its guards."""
    with open_store(path, create=False) as store, store.writer.begin() as connection:
        guards.remove(connection)
        for statement in statements:
            connection.execute(text(statement))
        guards.install(connection)


@pytest.fixture
def open_plan(finished: Path) -> Path:
    """The demo before its day and its freeze: sheets and what is on them are not needed here."""
    change(
        finished,
        "UPDATE center SET frozen_at = NULL, frozen_hash = NULL",
        *(f"DELETE FROM {table}" for table in ("evidence", "rating", "cue", "observation", "amendment", "deviation")),
        *(f"DELETE FROM {table}" for table in ("wash_up_turn", "resolution", "wash_up", "sheet")),
    )
    return finished


def test_errors_come_first_and_end_with_one(assess: Assess, finished: Path) -> None:
    change(finished, "DELETE FROM assignment WHERE candidate = (SELECT id FROM candidate WHERE code = 'K3')")
    told = assess("center", "check", "--as", "M")
    assert (told.code, told.err) == (1, "")
    marks = [line[0] for line in told.out.splitlines() if line[:2] in ("✗ ", "! ")]
    assert marks == sorted(marks, key="✗!".index)
    assert "✗ AS-01  1 candidate is seen by fewer than two assessors." in told.out
    assert "- K3: 0 assessors" in told.out
    assert "→ Assign a second assessor in the timetable." in told.out
    assert "It is no" in told.out
    german = assess("center", "check", "--as", "M", "--lang", "de")
    assert "kein Zertifikat" in german.out
    assert max(map(len, told.out.splitlines())) <= 90


def test_json_has_every_check_and_the_numbers(assess: Assess, open_plan: Path) -> None:
    answer = assess("center", "check", "--as", "M", "--json")
    told = json.loads(answer.out)
    assert [one["id"] for one in told["checks"]] == list(RULES)
    assert answer.code == (1 if told["errors"] else 0) == 0
    assert {one["state"] for one in told["checks"]} <= {"met", "warning", "open"}
    assert len(told["coverage"]) == 6 * 6
    assert told["groups"][0]["assessors_needed"] == 6
    assert told["linking"]["parts"] == [["A", "B", "C", "D"]]
    assert all(one["mend"] for one in told["checks"] if one["state"] == "warning")


@pytest.mark.usefixtures("finished")
def test_an_assessor_is_refused(assess: Assess) -> None:
    told = assess("center", "check", "--as", "B")
    assert (told.code, told.out) == (1, "")
    assert "not among your tasks" in told.err


@pytest.mark.usefixtures("open_plan")
def test_the_matrix_is_shown_and_changed(assess: Assess) -> None:
    shown = assess("center", "matrix", "--as", "M")
    assert shown.code == 0
    assert "P1 P2 P5" in shown.out
    assert "(not run)" in shown.out
    done = assess(
        *("center", "matrix", "--as", "M", "--weight", "EMP=20", "--weight", "KOM=25", "--floor", "KOM=2,5"),
        *("--target", "TEA=none", "--cell", "EMP:cm-statement=Q1@2"),
    )
    assert (done.code, done.err) == (0, "")
    assert "version 2 of community-manager from now on" in done.out
    assert "Q1 ×2" in done.out
    (told,) = json.loads(assess("center", "matrix", "community-manager", "--json").out)
    numbers = {one["code"]: (one["weight"], one["target"], one["floor"]) for one in told["competencies"]}
    assert numbers["EMP"][0] == 20.0
    assert numbers["KOM"] == (25.0, 4.0, 2.5)
    assert numbers["TEA"][1] == 5.0
    assert told["version"] == 2
    assert {one["state"] for one in told["checks"]} == {"met"}


@pytest.mark.usefixtures("open_plan")
@pytest.mark.parametrize(
    ("said", "code", "why"),
    [
        (["--weight", "EMP=20"], 1, "sum to 95"),
        (["--weight", "EMP"], 2, "no change of the matrix"),
        (["--weight", "EMP=none"], 2, "no change of the matrix"),
        (["--weight", "XXX=20"], 1, "not among the competencies"),
        (["--cell", "EMP:cm-statement=none"], 1, "one exercise only"),
        (["--cell", "EMP:nowhere=P1", "--why-de", "a", "--why-en", "b"], 1, "no exercise nowhere"),
        (["--cell", "EMP=P1"], 2, "no change of the matrix"),
        (["strategist"], 2, "does not hire"),
    ],
)
def test_what_can_not_be_is_said(assess: Assess, said: list[str], code: int, why: str) -> None:
    told = assess("center", "matrix", "--as", "M", *said)
    assert (told.code, told.out) == (code, "")
    assert why in told.err


@pytest.mark.usefixtures("finished")
def test_a_frozen_center_says_no(assess: Assess) -> None:
    told = assess("center", "matrix", "--as", "M", "--weight", "EMP=20", "--weight", "KOM=25")
    assert told.code == 1
    assert "has begun" in told.err or "needs a reason" in told.err
