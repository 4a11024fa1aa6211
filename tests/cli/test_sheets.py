"""`assess sheets`: how far they are, one's own, amendments, the reveal; nothing leaks, whoever asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Assess = Callable[..., Answer]
PAIR = ("K6", "cm-removed-post")
WHY = "B had to leave for an urgent call"


def test_the_list_says_how_many_and_who_without_values(assess: Assess, running: Path) -> None:
    (one,) = json.loads(assess("sheets", "list", "--open", "--json", "--as", "M").out)
    assert (one["candidate"], one["exercise"], one["locked"], one["planned"], one["revealed"]) == (*PAIR, 1, 2, False)
    assert [(each["assessor"], each["state"]) for each in one["assessors"]] == [("A", "locked"), ("B", "planned")]
    assert "1 of 2 locked" in assess("sheets", "list").out
    assert "noch offen" in assess("sheets", "list", "--lang", "de").out


@pytest.mark.parametrize("who", ["M", "B", "C", None])
def test_nobody_reads_an_unrevealed_sheet(assess: Assess, running: Path, who: str | None) -> None:
    acting = ("--as", who) if who else ()
    assert assess("sheets", "show", *PAIR, *acting).code == 1
    rows = json.loads(assess("ratings", "export", "--json", *acting).out)
    assert [row for row in rows if (row["candidate"], row["exercise"]) == PAIR] == []
    for command in (["rank", "--json"], ["explain", "K6", "--json"], ["report", "scorecard", "--out", "cards"]):
        answer = assess(*command, *acting)
        assert (answer.code, answer.out) == (1, "")


def test_an_amendment_with_its_note_and_reason(assess: Assess, running: Path) -> None:
    said = ("sheets", "amend", *PAIR, "EMP", "3", "--note", "1", "--as", "A", "--reason")
    assert assess(*said, "short").code == 1
    assert assess(*said, "seen on the second look").code == 0
    shown = json.loads(assess("sheets", "show", *PAIR, "--as", "A", "--json").out)
    stand = next(one for one in shown["stands"] if one["code"] == "EMP")
    assert (shown["state"], stand["first_level"], stand["level"]) == ("amended", 2, 3)
    assert "amended to 3, on note 1" in assess("sheets", "show", *PAIR, "--as", "A").out
    assert assess("sheets", "amend", *PAIR, "EMP", "x", "--note", "1", "--reason", "y", "--as", "A").code == 2
    assert assess("doctor").code == 0


def test_reveal_and_excuse_are_the_moderators(assess: Assess, running: Path) -> None:
    assert assess("sheets", "reveal", *PAIR, "--reason", WHY, "--as", "A").code == 1
    assert assess("sheets", "reveal", *PAIR, "--reason", WHY, "--as", "M").code == 0
    rows = json.loads(assess("ratings", "export", "--json", "--as", "L").out)
    assert {row["assessor"] for row in rows if (row["candidate"], row["exercise"]) == PAIR} == {"A"}
    rows = json.loads(assess("ratings", "export", "--json", "--as", "B").out)
    assert [row for row in rows if (row["candidate"], row["exercise"]) == PAIR] == [], "who still rates stays blind"
    assert assess("sheets", "excuse", *PAIR, "--reason", "ill").code == 2
    assert assess("sheets", "excuse", *PAIR, "--assessor", "B", "--reason", "ill", "--as", "M").code == 0
    assert "No sheet is open any more." in assess("sheets", "list").out
    assert assess("journal", "verify").code == 0
