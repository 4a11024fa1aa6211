"""Calling the command line inside the test's process, in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from assess.cli.root import run
from assess.home.demo import Stage, make_demo


class Answer(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, without the user's settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("ASSESS_DB", "ASSESS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ASSESS_STATE", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture
def assess(folder: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """`assess(...)`: its exit code, output and errors."""

    def call(*arguments: str) -> Answer:
        capfd.readouterr()
        code = run(arguments)
        out, err = capfd.readouterr()
        return Answer(code, out, err)

    return call


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo in the stages that the tests need, made once."""
    folder = tmp_path_factory.mktemp("cli-demos")
    for stage in ("running", "finished"):
        make_demo(folder / stage, cast("Stage", stage), language="en", day=date(2026, 11, 23))
    return folder


@pytest.fixture
def finished(demos: Path, folder: Path) -> Path:
    """The finished demo, as the only center of the folder."""
    return Path(shutil.copy(demos / "finished" / "demo.assess", folder / "demo.assess"))


@pytest.fixture
def running(demos: Path, folder: Path) -> Path:
    """The running demo, as the only center of the folder."""
    return Path(shutil.copy(demos / "running" / "demo.assess", folder / "demo.assess"))
