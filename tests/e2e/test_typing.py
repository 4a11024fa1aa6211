"""Fast fingers while the clock runs: every letter is kept once. How fast they show: `python -m tests.bench typing`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.bench.typed_notes import kept, notes, wrong
from tests.e2e.conftest import Sitter

PACE = 0.03
"""Seconds from one key to the next: four times as fast as anybody writes notes."""


def test_no_letter_is_dropped_or_doubled(demo: Callable[..., Path], sit: Sitter) -> None:
    path = demo("running")
    hour = sit(path)
    hour.open()
    hour.know_nobody()
    hour.begin()
    typed = notes(5)
    for note in typed:
        for letter in note:
            hour.terminal.press(letter)
            hour.terminal.read(PACE)
        hour.terminal.press("enter")
    assert hour.quit() == 0, "leaving writes what is on its way"
    found = kept(path)
    assert found == typed
    assert wrong(found, typed) == 0
    assert wrong(typed[:4], typed) == 30
    assert wrong([f"{typed[0]}x", *typed[1:]], typed) == 1
