"""Trouble in the middle of a note: a clear sentence, nothing lost, and a terminal that is as it was."""

from __future__ import annotations

import re
import resource
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.conftest import Sitter
from tests.e2e.hour import Hour, clock_runs

Demo = Callable[..., Path]


def notes(path: Path) -> list[str]:
    """The texts of the notes on the open sheet of the running demo."""
    with closing(sqlite3.connect(path)) as raw:
        return [
            text
            for (text,) in raw.execute(
                "SELECT o.text FROM observation o JOIN sheet h ON h.id = o.sheet JOIN candidate k ON k.id = h.candidate"
                " JOIN person p ON p.id = h.assessor JOIN exercise e ON e.id = h.exercise"
                " WHERE k.code = 'K6' AND p.initials = 'B' AND e.code = 'cm-removed-post' ORDER BY o.number"
            )
        ]


def watching(hour: Hour) -> Hour:
    """From home to the running clock of the role play that is next."""
    hour.open()
    hour.know_nobody()
    hour.begin()
    return hour


def expect_well(hour: Hour, code: int = 0) -> None:
    """It ended as it should: by Ctrl+Q, with a terminal as before, and no fault of its own."""
    assert hour.quit() == code
    assert hour.terminal.left_on == []
    assert hour.terminal.faults == []
    assert "Traceback" not in hour.text


def test_a_full_disk(demo: Demo, sit: Sitter) -> None:
    """The system refuses to let any file grow, as a full disk does; no mount is needed for it."""
    path = demo("running")
    hour = watching(sit(path))
    hour.note("+ greets by name")
    resource.prlimit(hour.terminal.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    hour.terminal.type("- quotes rule 4")
    hour.terminal.press("enter")
    hour.terminal.wait(lambda _: "not saved" in hour.flat and "free space" in hour.flat)
    assert re.search(r"\d\d:\d\d +- quotes rule 4", hour.text), "what was typed is back in the line"
    assert clock_runs(hour)
    resource.prlimit(hour.terminal.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    hour.terminal.press("enter")
    hour.terminal.wait(r"✓ \d\d:\d\d - quotes rule 4")
    expect_well(hour)
    assert notes(path) == ["greets by name", "quotes rule 4"]


def test_a_file_that_is_read_only(demo: Demo, sit: Sitter, tmp_path: Path) -> None:
    """Everything can be read; a step that would write says why it can't, and goes once it can."""
    path = demo("running")
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        hour = sit(path, humble=True)
        hour.wait("home")
        hour.terminal.press("enter")
        hour.terminal.wait(lambda _: "can't be written" in hour.flat)
    finally:
        tmp_path.chmod(0o755)
        path.chmod(0o644)
    expect_well(hour)


def test_a_database_that_another_program_has_locked(demo: Demo, sit: Sitter) -> None:
    """After ten seconds of waiting the note is back in the line, and Enter saves it when the other one is done."""
    path = demo("running")
    hour = watching(sit(path))
    hour.note("+ greets by name")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        hour.terminal.type("- quotes rule 4")
        hour.terminal.press("enter")
        hour.terminal.wait(r"… \d\d:\d\d - quotes rule 4")
        assert clock_runs(hour)
        hour.terminal.wait(lambda _: "Another program has been writing" in hour.flat, seconds=30)
        assert re.search(r"\d\d:\d\d +- quotes rule 4", hour.text)
        hour.terminal.press("enter")
        hour.terminal.wait(r"… \d\d:\d\d - quotes rule 4")
        other.execute("ROLLBACK")
    hour.terminal.wait(r"✓ \d\d:\d\d - quotes rule 4")
    expect_well(hour)
    assert notes(path) == ["greets by name", "quotes rule 4"]


def test_a_file_that_is_deleted_under_the_program(demo: Demo, sit: Sitter, tmp_path: Path) -> None:
    """Put back where it was, it takes what is still in the line."""
    path = demo("running")
    hour = watching(sit(path))
    hour.note("+ greets by name")
    aside = path.rename(tmp_path / "aside")
    hour.terminal.type("- quotes rule 4")
    hour.terminal.press("enter")
    hour.terminal.wait(lambda _: "moved, deleted or replaced" in hour.flat)
    assert re.search(r"\d\d:\d\d +- quotes rule 4", hour.text)
    aside.rename(path)
    hour.terminal.press("enter")
    hour.terminal.wait(r"✓ \d\d:\d\d - quotes rule 4")
    expect_well(hour)
    assert notes(path) == ["greets by name", "quotes rule 4"]


@pytest.mark.parametrize("closed", [True, False], ids=["SIGHUP", "SIGTERM"])
def test_a_terminal_that_is_closed(demo: Demo, sit: Sitter, closed: bool) -> None:
    """What was entered is saved, what was half typed is there again."""
    path = demo("running")
    hour = watching(sit(path))
    hour.terminal.type("+ greets by name")
    hour.terminal.press("enter")
    hour.terminal.type("asks what hap")
    hour.terminal.wait("asks what hap")
    if closed:
        assert hour.terminal.hang_up() == 0
    else:
        hour.terminal.kill(signal.SIGTERM)
        assert hour.terminal.status == 0
        assert hour.terminal.left_on == []
    assert hour.terminal.faults == []
    assert notes(path) == ["greets by name"]
    hour = sit(path)
    hour.open()
    hour.terminal.wait(r"✓ \d\d:\d\d \+ greets by name")
    hour.terminal.wait(r"\d\d:\d\d +asks what hap")
    hour.terminal.type("pened")
    hour.terminal.press("enter")
    hour.terminal.wait(r"✓ \d\d:\d\d   asks what happened")
    expect_well(hour)
    assert [file.name for file in path.parent.glob("*.typed-*")] == []


def test_a_window_that_is_pulled_small_and_large_again(demo: Demo, sit: Sitter) -> None:
    path = demo("running")
    hour = watching(sit(path))
    hour.note("+ greets by name")
    hour.terminal.type("asks what ")
    for columns, rows in ((40, 10), (20, 5), (160, 48), (40, 10), (80, 24)):
        hour.terminal.resize(columns, rows)
        hour.terminal.settle()
    hour.terminal.type("happened")
    hour.terminal.wait("asks what happened")
    hour.terminal.press("enter")
    hour.terminal.wait(r"✓ \d\d:\d\d   asks what happened")
    hour.terminal.wait(r"✓ \d\d:\d\d \+ greets by name")
    expect_well(hour)
    assert notes(path) == ["greets by name", "asks what happened"]


def test_what_is_typed_in_a_tiny_window_is_seen(demo: Demo, sit: Sitter) -> None:
    hour = watching(sit(demo("running"), columns=40, rows=10))
    hour.terminal.type("asks what happened")
    hour.terminal.wait("asks what happened")
    hour.terminal.press("enter")
    hour.terminal.wait(r"✓ \d\d:\d\d")
    expect_well(hour)


@pytest.mark.parametrize(
    "environment",
    [
        {"NO_COLOR": "1"},
        {"TERM": "dumb", "COLORTERM": ""},
        {"TERM": "linux", "COLORTERM": "", "LANG": "C", "LC_ALL": "C"},
        {"TERM": "xterm-16color", "COLORTERM": ""},
    ],
    ids=lambda environment: environment.get("TERM", "NO_COLOR"),
)
def test_a_poor_terminal_can_be_worked_with(demo: Demo, sit: Sitter, environment: dict[str, str]) -> None:
    path = demo("running")
    hour = watching(sit(path, environment=environment))
    hour.note("+ grüßt mit Namen")
    expect_well(hour)
    assert notes(path) == ["grüßt mit Namen"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"SQLite format 3\x00" + b"\xff" * 8000, "damaged"),
        (b"Liebe", "not an Assess database"),
        (None, "no such file"),
    ],
    ids=["damaged", "a text", "missing"],
)
def test_a_file_that_is_no_center(sit: Sitter, tmp_path: Path, content: bytes | None, said: str) -> None:
    """The app ends with a sentence in the terminal that it leaves behind, and the exit code of the contract."""
    path = tmp_path / "broken.assess"
    if content is not None:
        path.write_bytes(content)
    hour = sit(path)
    assert hour.terminal.end() == 3
    assert said in hour.flat.replace("- ", "-")
    assert hour.terminal.left_on == []
    assert hour.terminal.faults == []


def test_an_impatient_enter_opens_the_exercise_once(demo: Demo, sit: Sitter) -> None:
    """Every Enter used to begin the opening anew."""
    hour = sit(demo("running"))
    hour.wait("home")
    for _ in range(30):
        hour.terminal.press("enter")
        hour.terminal.read(0.03)
    hour.wait("know")
    hour.know_nobody()
    hour.begin()
    expect_well(hour)
