"""Planning in a real terminal: a center is made in an empty folder, with its first role and rooms."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal, assess


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The app in a folder without any center."""
    opened = Terminal(assess("--lang", "en"), columns=100, rows=30, cwd=tmp_path)
    yield opened
    opened.kill()


def fill(terminal: Terminal, *said: str) -> None:
    """Type into one field after the other."""
    for text in said:
        terminal.type(text)
        terminal.press("enter")


def listed(terminal: Terminal, *names: tuple[str, ...]) -> None:
    """Add entries to a list, each saved before the next."""
    for fields in names:
        terminal.settle(0.4)
        terminal.press("f2")
        terminal.wait("Esc back to the list")
        terminal.settle(0.5)
        fill(terminal, *fields)
        terminal.wait(rf"(?m)^ .*{fields[0]} .*│")
        terminal.press("esc")
        terminal.wait("Next: ")


def to_plan(terminal: Terminal, shown: str) -> None:
    """Back to the overview, until it shows what was just set."""
    terminal.press("esc")
    terminal.settle(0.5)
    if not terminal.text.lstrip().startswith("Plan"):
        terminal.press("esc")
    terminal.wait(shown)
    terminal.settle(0.5)


def test_from_an_empty_folder_to_a_center_with_a_role_and_rooms(terminal: Terminal, tmp_path: Path) -> None:
    terminal.wait("A new center of your own")
    terminal.press("f4")
    terminal.wait("Your initials")
    fill(terminal, "Spring", "1.3.2027", "", "Mara Muster", "MM")
    terminal.wait("go on planning Spring")
    terminal.press("enter")
    terminal.wait(r"Next: Roles \(2\)")

    terminal.press("2")
    terminal.wait("Community manager")
    terminal.press("enter")
    terminal.settle()
    fill(terminal, "1")
    terminal.wait("1 place")
    to_plan(terminal, r"Next: Rooms \(3\)")

    terminal.press("3")
    terminal.wait("name the first room")
    listed(terminal, ("Blue",), ("Green",), ("Red",))
    to_plan(terminal, "3 rooms")

    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert terminal.faults == []
    with closing(sqlite3.connect(tmp_path / "spring.assess")) as raw:
        role = raw.execute("SELECT count FROM vacancy").fetchone()
        rooms = [name for (name,) in raw.execute("SELECT name FROM room ORDER BY name")]
        people = [name for (name,) in raw.execute("SELECT initials FROM person ORDER BY initials")]
    assert role == (1,)
    assert rooms == ["Blue", "Green", "Red"]
    assert people == ["MM"]
