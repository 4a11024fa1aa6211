"""What the screens' tests share: the demo center in a file of the test's own, and a clock that a test turns."""

from __future__ import annotations

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when textual is imported

import shutil
from datetime import date
from pathlib import Path

import pytest

from assess.conduct import machine
from assess.home.demo import build
from assess.store.open import open_store
from tests.screens.visit import Hands


@pytest.fixture(scope="session")
def planned_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo center before its day."""
    path = tmp_path_factory.mktemp("planned") / "planned.assess"
    with open_store(path, create=True) as store:
        build(store, "planned", language="en", day=date(2026, 11, 23))
    return path


@pytest.fixture
def planned(planned_template: Path, tmp_path: Path) -> Path:
    """The demo center before its day, in a file of the test's own."""
    return Path(shutil.copy(planned_template, tmp_path / "demo.assess"))


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the program remembers between runs stays in the test's folder."""
    monkeypatch.setenv("ASSESS_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("ASSESS_THEME", raising=False)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The clock of the exercise stands still until the test turns it."""
    found = Hands()
    monkeypatch.setattr(machine, "moment", found)
    return found
