"""Killing the program at random moments loses nothing that it called saved; the clock goes on, the line comes back."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.e2e.conftest import Sitter
from tests.e2e.hour import assess
from tests.e2e.kill import kill_often

SEED = 20261122


def test_nothing_called_saved_is_lost(shelf: Callable[[str, str], Path], tmp_path: Path) -> None:
    """Ten kills; `python -m tests.bench crash` makes a hundred, in a group discussion too."""
    tally = kill_often(shelf("running", "en"), tmp_path, rounds=10, seed=SEED, longest=5)

    assert tally.faults == []
    assert tally.rounds == 10
    assert tally.saved > 15
    assert len(set(tally.steps)) >= 3, tally.steps
    done = subprocess.run(
        assess("--db", str(tmp_path / "demo.assess"), "--lang", "en", "doctor"), check=False, capture_output=True
    )
    assert done.returncode == 0, done.stdout


def test_reopening_lands_where_the_assessor_was(demo: Callable[..., Path], sit: Sitter) -> None:
    """The clock has gone on meanwhile, and the half typed line is there."""
    path = demo("running")
    first = sit(path)
    first.open()
    first.know_nobody()
    first.begin()
    first.note("+ greets by name")
    first.terminal.type("- quotes rule")
    first.terminal.wait("quotes rule")
    first.terminal.wait(lambda _: (first.seconds or 0) >= 2)
    before = first.seconds
    assert before is not None
    first.terminal.kill()
    second = sit(path)
    second.open()
    second.terminal.wait(r"✓ 00:\d\d \+ greets by name")
    second.terminal.wait(lambda _: second.line == "- quotes rule")
    assert second.seconds is not None
    assert before < second.seconds < before + 60
    second.terminal.type(" 4")
    second.terminal.press("enter")
    second.terminal.wait(r"✓ 00:\d\d - quotes rule 4")
    assert not re.search(r"\.typed-", " ".join(file.name for file in path.parent.iterdir() if file.suffix == ".part"))
