"""A demo center a test may write on: made once, copied for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from assess.home.demo import Stage, make_demo
from assess.words import Language

DAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The demo of a stage and language, made once."""
    folder = tmp_path_factory.mktemp("demos")

    def made(stage: str, language: str) -> Path:
        return make_demo(
            folder / f"{stage}-{language}", cast("Stage", stage), language=cast("Language", language), day=DAY
        )

    return made


@pytest.fixture
def demo(shelf: Callable[[str, str], Path], tmp_path: Path) -> Callable[..., Path]:
    """A copy of the demo, in the test's own folder."""

    def copy(stage: str, language: str = "en") -> Path:
        target = tmp_path / "demo.assess"
        shutil.copy(shelf(stage, language), target)
        return target

    return copy
