"""Killing the program at 25 random moments loses nothing that it called saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.e2e.kill import kill_often
from tests.e2e.terminal import Terminal, assess

SEED = 20261122


def test_nothing_called_saved_is_lost(shelf: Callable[[str, str], Path], tmp_path: Path) -> None:
    tally = kill_often(shelf("running", "en"), tmp_path, rounds=25, seed=SEED)

    assert tally.faults == []
    assert tally.rounds == 25
    assert tally.saved > 50
    assert len(set(tally.steps)) >= 4, tally.steps
    assert tally.locked >= 2


def test_reopening_lands_where_the_assessor_was_with_the_clock_right(demo: Callable[..., Path], tmp_path: Path) -> None:
    path = demo("running")
    command = assess("open", "--db", str(path), "--as", "B", "--lang", "en")
    first = Terminal(command, cwd=tmp_path)
    try:
        first.wait("Next: open The removed post")
        first.press("enter")
        first.wait("Do you know this person")
        first.press("1")
        first.wait("starts the clock")
        first.press("enter")
        first.wait(r"00:0[2-9] of 20:00")
        first.type("+ greets by name")
        first.press("enter")
        first.wait(r"✓ 00:\d\d \+ greets")
        before = seconds(first.text)
    finally:
        first.kill()
    second = Terminal(command, cwd=tmp_path)
    try:
        second.wait("Next: go on with The removed post")
        second.press("enter")
        second.wait(r"✓ 00:\d\d \+ greets by name")
        assert "LIVE" in second.text
        assert before < seconds(second.wait(r"\d\d:\d\d of 20:00")) < before + 60
    finally:
        second.kill()


def seconds(text: str) -> int:
    """The exercise's clock."""
    shown = re.search(r"(\d\d):(\d\d) of 20:00", text)
    assert shown
    return int(shown[1]) * 60 + int(shown[2])
