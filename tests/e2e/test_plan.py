"""Planning in a real terminal: from an empty folder to role, rooms, people and candidates, by keys alone."""

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


def step(terminal: Terminal, key: str, title: str, shown: str) -> None:
    """Open a step from the overview, until it shows what it has read."""
    terminal.wait(r"^ Plan · Spring")
    terminal.press(key)
    terminal.wait(rf"^ {title}(?s:.*){shown}")


def to_plan(terminal: Terminal, shown: str) -> None:
    """Out of a step, out of its fields first, until the overview shows what was just set."""
    for _ in range(2):
        if not terminal.text.startswith(" Plan"):
            terminal.press("esc")
            terminal.read_for(0.2)
    terminal.wait(rf"^ Plan · Spring(?s:.*){shown}")


def fill(terminal: Terminal, *said: str) -> None:
    """Type into one field after the other."""
    for text in said:
        terminal.type(text)
        terminal.press("enter")


def new(terminal: Terminal, *said: str) -> None:
    """Begin an entry of a list and type into its fields; the last is left, which saves it."""
    terminal.press("f2")
    terminal.wait(r"Esc back to the list")
    fill(terminal, *said)


def look(terminal: Terminal, label: str) -> list[tuple[str, bool]]:
    """The colours of a field, which change as one goes into it."""
    row = next(at for at, line in enumerate(terminal.text.split("\n")) if f"│ {label} " in line)
    cells = terminal.screen.buffer[row]
    return [(cells[column].bg, cells[column].reverse) for column in range(terminal.columns)]


def into_fields(terminal: Terminal, label: str) -> None:
    """From the list into the first field of what is marked."""
    terminal.wait(rf"│ {label} ")
    before = look(terminal, label)
    terminal.press("enter")
    terminal.wait(lambda _: look(terminal, label) != before)


def out_of_fields(terminal: Terminal, shown: str) -> None:
    """Back in the list, which shows what was added."""
    terminal.wait(rf"(?m)^ {shown}.*│")
    terminal.press("esc")
    terminal.wait(lambda text: "Esc back to the list" not in text)


def begin(terminal: Terminal) -> None:
    """From the empty folder to the plan of a new center."""
    terminal.wait("A new center of your own")
    terminal.press("f4")
    terminal.wait("Your initials")
    fill(terminal, "Spring", "1.3.2027", "", "Mara Muster", "MM")
    terminal.wait("go on planning Spring")
    terminal.press("enter")
    terminal.wait(r"Next: Roles \(2\)")


def test_from_an_empty_folder_to_a_center_with_people_and_candidates(terminal: Terminal, tmp_path: Path) -> None:
    begin(terminal)

    step(terminal, "2", "Roles", "Community manager")
    into_fields(terminal, "Places")
    fill(terminal, "1")
    terminal.wait("1 place")
    to_plan(terminal, r"Next: Rooms \(3\)")

    step(terminal, "3", "Rooms", "Next: name the first room")
    for name in ("Blue", "Green"):
        new(terminal, name)
        out_of_fields(terminal, name)
    to_plan(terminal, "2 rooms")

    step(terminal, "4", "People", "Next: Add assessors")
    for name, initials in (("Bo Beck", "B"), ("Cy Cole", "C"), ("Di Dorn", "D")):
        new(terminal, name, initials)
        out_of_fields(terminal, f"{initials}  {name}")
    new(terminal, "Pia Paul", "P")
    terminal.press("right", "right", "space", "right", "space")  # no assessor, a role player
    terminal.press("enter")
    out_of_fields(terminal, "P  Pia Paul  .*role")
    to_plan(terminal, "3 assessors")

    step(terminal, "6", "Candidates", "Next: Add the candidates")
    for n, name in enumerate(("Ada Adler", "Ben Berg", "Cem Can"), 1):
        new(terminal, name)
        out_of_fields(terminal, f"K{n}   {name}")
    to_plan(terminal, "3 candidates")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert terminal.faults == []
    with closing(sqlite3.connect(tmp_path / "spring.assess")) as raw:
        role = raw.execute("SELECT count FROM vacancy").fetchone()
        rooms = [name for (name,) in raw.execute("SELECT name FROM room ORDER BY name")]
        people = [name for (name,) in raw.execute("SELECT initials FROM person ORDER BY initials")]
        codes = [code for (code,) in raw.execute("SELECT code FROM candidate ORDER BY code")]
    assert role == (1,)
    assert rooms == ["Blue", "Green"]
    assert people == ["B", "C", "D", "MM", "P"]
    assert codes == ["K1", "K2", "K3"]
