"""Samples of the hours; one whole hour is in `test_day`, all twelve are played by `python -m tests.bench hours`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Sitter
from tests.e2e.hour import Language
from tests.e2e.play import DISCUSSION, PRESENTATION, Part, Step, expect_kept, play


@pytest.mark.parametrize(
    ("part", "language", "size", "until"),
    [
        (DISCUSSION, "de", (100, 30), "classify"),
        (PRESENTATION, "en", (80, 24), "live"),
    ],
    ids=["discussion", "presentation"],
)
def test_an_hour_up_to_a_step(
    demo: Callable[..., Path], sit: Sitter, part: Part, language: Language, size: tuple[int, int], until: Step
) -> None:
    path = demo("planned", language)
    columns, rows = size
    hour = sit(path, part.person, language, columns=columns, rows=rows)
    notes = play(hour, path, part, language, until)
    hour.home()
    assert hour.quit() == 0
    assert hour.terminal.left_on == []
    assert hour.terminal.faults == []
    expect_kept(path, part, notes, until)
