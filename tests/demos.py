"""The demo center for tests: made once a stage and language, copied for each test (a pytest plugin)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assess.home.demo import Stage, make_demo
from assess.words import Language

DAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Stage, Language], Path]:
    """The demo of a stage and language, made once; not to be written on."""
    folder = tmp_path_factory.mktemp("demos")

    def made(stage: Stage, language: Language) -> Path:
        return make_demo(folder / f"{stage}-{language}", stage, language=language, day=DAY)

    return made


@pytest.fixture
def demo(shelf: Callable[[Stage, Language], Path], tmp_path: Path) -> Callable[..., Path]:
    """A copy of the demo, in the test's own folder."""

    def copy(stage: Stage, language: Language = "en") -> Path:
        return Path(shutil.copy(shelf(stage, language), tmp_path / "demo.assess"))

    return copy
