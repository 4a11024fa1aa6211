"""The main job in a real terminal: an assessor's role play, the wash-up, the new order, the scorecards."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pypdf import PdfReader

from tests.e2e.conftest import Sitter
from tests.e2e.hour import Hour, assess

LONG = (
    "Fasst zusammen: " + " ".join(f"Schritt {number} mit Übergabe an die Technik" for number in range(1, 14)) + " Ende"
)
NOTES = [
    ("+ grüßt mit Namen, fragt was passiert ist – äöüß", "1"),
    ("- zitiert Regel 4 [/] [b bevor die andere Person fertig ist", "2"),
    ('"Du hast drei Jahre investiert", wartet', "1"),
    (LONG, "3"),
    ("+ schlägt zwei Schritte mit Uhrzeit vor", "2"),
    ("übergibt an Kim mit Stand, Frist und offener Frage", "4"),
    ("fragt Kim, was sie dafür braucht", "4"),
    ("0 sagt bei der Drohung mit der Presse nichts", "3"),
]
"""What is typed, and the competency that it shows: EMP 1, KON 2, KRI 3, TEA 4."""
CODES = ["EMP", "KON", "KRI", "TEA"]
LEVELS = ["4", "3", "3", "4"]


def conduct(hour: Hour) -> None:
    """The open role play, from home to the lock and home again."""
    hour.open()
    hour.know_nobody()
    hour.begin()
    for number, (note, _) in enumerate(NOTES, start=1):
        hour.note(note)
        if number == 2:
            hour.cue(1)
        if number == 4:
            hour.pause("phone rings")
    hour.stop()
    for _, digit in NOTES:
        hour.assign(int(digit))
    hour.classified()
    for level in LEVELS:
        hour.rate(int(level))
    hour.rated()
    hour.lock()
    hour.home()


def test_from_the_last_open_sheet_to_the_scorecard(demo: Callable[..., Path], sit: Sitter, tmp_path: Path) -> None:
    """At 80x24; all sizes and languages: `python -m tests.bench hours`."""
    path = demo("running")
    hour = sit(path)
    conduct(hour)
    terminal = hour.terminal
    terminal.wait(r"32 of 32 sheets locked")
    # the moderator closes the center
    terminal.press("f2")
    terminal.wait("Who is acting")
    terminal.press("m")
    terminal.wait(r"M · Mirjam")
    terminal.wait("Next: open the wash-up")
    terminal.press("f5")
    terminal.wait(r"open the wash-up \(O\)")
    terminal.press("o")
    terminal.wait("C Close")
    terminal.press("c")
    terminal.settle()
    terminal.press("c")
    terminal.wait(r"[Cc]losed")
    terminal.press("esc")
    # the lead sees the new order
    terminal.wait(r"M · Mirjam")
    terminal.press("f2")
    terminal.wait("Who is acting")
    terminal.press("l")
    terminal.wait(r"L · Ludger")
    terminal.wait("Next: open the ranking")
    terminal.press("enter")
    terminal.wait(r"K2 .*\d")
    shown = terminal.settle()
    order = re.findall(r"\b(K[1-6])  +\d+", shown)
    terminal.press("esc")
    terminal.wait(r"L · Ludger")
    assert hour.quit() == 0
    assert terminal.left_on == []
    assert terminal.faults == []

    expect_typed(path)
    expect_printed(path, tmp_path, order)


def expect_typed(path: Path) -> None:
    """The database holds what was typed."""
    with closing(sqlite3.connect(path)) as raw:
        sheet, state = raw.execute(
            "SELECT h.id, h.state FROM sheet h JOIN candidate k ON k.id = h.candidate"
            " JOIN person p ON p.id = h.assessor"
            " JOIN exercise e ON e.id = h.exercise"
            " WHERE k.code = 'K6' AND p.initials = 'B' AND e.code = 'cm-removed-post'"
        ).fetchone()
        assert state == "locked"
        texts = [
            row[0] for row in raw.execute("SELECT text FROM observation WHERE sheet = ? ORDER BY number", (sheet,))
        ]
        assert texts == [re.sub(r"^[+\-0] ", "", note) for note, _ in NOTES]
        ratings = dict(
            raw.execute(
                "SELECT c.code, r.level FROM rating r JOIN competency c ON c.id = r.competency WHERE r.sheet = ?",
                (sheet,),
            )
        )
        assert ratings == dict(zip(CODES, map(int, LEVELS), strict=True))
        assert raw.execute("SELECT code FROM cue WHERE sheet = ?", (sheet,)).fetchall() == [("P1",)]
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def expect_printed(path: Path, folder: Path, order: list[str]) -> None:
    """The commands agree with the screen, and the scorecard quotes what was typed."""
    command = assess("--db", str(path), "--lang", "en")
    rank = subprocess.run([*command, "rank"], capture_output=True, text=True, check=True).stdout
    printed = re.findall(r"\b(K[1-6])  +\d+", rank)
    assert len(order) >= 4
    assert printed[: len(order)] == order
    assert subprocess.run([*command, "doctor"], check=False, capture_output=True).returncode == 0
    subprocess.run([*command, "report", "scorecard", "K6", "--out", str(folder / "out")], check=True)
    (pdf,) = (folder / "out").glob("*.pdf")
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    squeezed = re.sub(r"\s+", "", text)
    for note, _ in NOTES:
        wanted = re.sub(r"\s+", "", re.sub(r"^[+\-0] ", "", note).strip('"'))
        assert wanted[:40] in squeezed, wanted


def test_the_hour_in_german(demo: Callable[..., Path], sit: Sitter) -> None:
    path = demo("running", "de")
    hour = sit(path, language="de", columns=100, rows=30)
    conduct(hour)
    hour.terminal.wait("32 von 32 Bögen gesperrt")
    assert hour.quit() == 0
    assert hour.terminal.faults == []
    expect_typed(path)
