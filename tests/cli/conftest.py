"""Calling the command line inside the test's process, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from assess.cli.root import run


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


@pytest.fixture
def finished(folder: Path, demo: Callable[..., Path]) -> Path:
    """The finished demo, as the only center of the folder."""
    return demo("finished")


@pytest.fixture
def running(folder: Path, demo: Callable[..., Path]) -> Path:
    """The running demo, as the only center of the folder."""
    return demo("running")
