"""Two assessors of one candidate, in two programs on one file: blind until both have locked, then revealed."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path

from assess.cli.root import run
from tests.e2e.conftest import Sitter
from tests.e2e.hour import Hour
from tests.e2e.play import ROLE_PLAY, expect_kept, play

ALICE, BOB = "smiles at the door", "sits down before being asked"
"""What each of the two alone has written."""
HER_LEVEL, HIS_LEVEL = 4, 2


def command(path: Path, person: str, *words: str) -> tuple[int, str]:
    """A command in a person's name, without a terminal: its exit code, and all that it printed."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as wrong:
        code = run(["--db", str(path), "--lang", "en", "--as", person, *words])
    return code, out.getvalue() + wrong.getvalue()


def ratings(path: Path, person: str, folder: Path) -> set[tuple[str, str]]:
    """Assessor and score of the ratings of K1's role play that a person may export."""
    file = folder / f"{person}.csv"
    code, said = command(path, person, "ratings", "export", str(file))
    assert code in (0, 1), said
    if not file.exists():
        return set()
    with file.open(encoding="utf-8-sig", newline="") as rows:
        found = {
            (row["assessor"], row["score"])
            for row in csv.DictReader(rows)
            if row["candidate"] == "K1" and row["exercise"] == ROLE_PLAY.exercise
        }
    file.unlink()
    return found


def told(path: Path, person: str) -> str:
    """What the commands about results say to a person: no, and nothing else."""
    answers = [command(path, person, *words) for words in (["rank", "--json"], ["explain", "K1"])]
    assert [code for code, _ in answers] == [1, 1], answers
    return "\n".join(said for _, said in [*answers, command(path, person, "doctor")])


def home_and_washup(hour: Hour) -> str:
    """Home and the wash-up, as one text."""
    hour.wait("home")
    seen = hour.terminal.settle()
    hour.terminal.press("f5")
    hour.terminal.wait(lambda text: not hour.sees("home") and "K1" in text)
    seen += hour.terminal.settle()
    hour.home()
    return seen


def test_blind_until_both_have_locked(demo: Callable[..., Path], sit: Sitter, tmp_path: Path) -> None:
    path = demo("planned")
    hers = replace(ROLE_PLAY, person="A")
    her, him = sit(path, "A"), sit(path, "B", columns=100, rows=30)
    her_notes = play(her, path, hers, "en", typed=[f"+ {ALICE} {number}" for number in range(9)], levels=[HER_LEVEL])
    his_notes = play(
        him, path, ROLE_PLAY, "en", "rate", typed=[f"- {BOB} {number}" for number in range(9)], levels=[HIS_LEVEL]
    )
    expect_kept(path, hers, her_notes)

    assert ratings(path, "A", tmp_path) == {("A", str(HER_LEVEL))}
    assert ratings(path, "B", tmp_path) <= {("B", str(HIS_LEVEL))}
    assert ratings(path, "M", tmp_path) == set()
    for person in ("A", "B", "M", "L"):
        assert ALICE not in told(path, person)
        assert BOB not in told(path, person)
    moderator = home_and_washup(sit(path, "M"))
    assert ALICE not in moderator
    assert BOB not in moderator
    assert BOB not in home_and_washup(her)
    him.rated()
    assert ALICE not in him.terminal.settle()
    him.lock()
    him.home()
    expect_kept(path, ROLE_PLAY, his_notes)

    both = {("A", str(HER_LEVEL)), ("B", str(HIS_LEVEL))}
    for person in ("A", "B"):
        assert ratings(path, person, tmp_path) == both
    for hour in (her, him):
        assert not re.search("Traceback", hour.text)
        assert hour.quit() == 0
        assert hour.terminal.faults == []
