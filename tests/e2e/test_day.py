"""The main job in a real terminal: an assessor's role play, the wash-up, the new order, the scorecards."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.e2e.terminal import Terminal, assess

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

WORDS = {
    "en": {
        "open": "Next: open The removed post with K6",
        "know": "Do you know this person",
        "clock": "starts the clock",
        "live": "LIVE",
        "stop": "F8 stop",
        "classify": "CLASSIFY",
        "open notes": r"notes? (is|are) open",
        "none open": "nothing is open",
        "rate": "which anchor fits|cite a note",
        "all rated": "all rated",
        "review": "L locks",
        "again": "L again",
        "locked": "locked, thank you",
    },
    "de": {
        "open": "Weiter: .*Der gelöschte Beitrag",
        "know": "Kennen Sie diese Person",
        "clock": "startet die Uhr",
        "live": "LIVE|BEOBACHTEN",
        "stop": "F8",
        "classify": "ZUORDNEN",
        "open notes": r"offen",
        "none open": "nichts .*offen|Alles zugeordnet|keine .*offen",
        "rate": "Anker|Notiz",
        "all rated": "[Aa]lle[s]? bewertet",
        "review": "L sperrt|sperrt",
        "again": "noch einmal|erneut|nochmals",
        "locked": "gesperrt",
    },
}


def conduct(terminal: Terminal, language: str = "en") -> None:
    """The open role play, from home to the lock."""
    words = WORDS[language]
    terminal.wait(words["open"])
    terminal.press("enter")
    terminal.wait(words["know"])
    terminal.press("1")
    terminal.wait(words["clock"])
    terminal.press("enter")
    terminal.wait(rf"({words['live']}).*\n")
    terminal.settle()
    for number, (note, _) in enumerate(NOTES, start=1):
        terminal.type(note)
        terminal.press("enter")
        start = re.escape(note.lstrip('+-0" ')[:20])
        terminal.wait(rf"✓ \d\d:\d\d.*{start}")
        if number == 2:
            terminal.press("f2")
            terminal.wait(r"✓ 00:\d\d")
    terminal.press("f8")
    terminal.wait(words["stop"])
    terminal.settle(0.1)
    terminal.press("f8")
    terminal.wait(words["classify"])
    terminal.settle()
    for place, (_, digit) in enumerate(NOTES):
        left = len(NOTES) - place
        terminal.press(digit)
        terminal.settle(0.2)
        if left > 1:
            terminal.press("enter")
            terminal.settle(0.15)
    terminal.wait(words["none open"])
    terminal.press("enter")
    terminal.wait(words["rate"])
    for code, level in zip(CODES, LEVELS, strict=True):
        terminal.wait(rf"{code} ·")
        terminal.press(level)
        terminal.wait(rf"{code} {level}")
        terminal.settle(0.15)
        if code != CODES[-1]:
            terminal.press("tab")
            terminal.settle(0.15)
    terminal.wait(words["all rated"])
    terminal.press("enter")
    terminal.wait(words["review"])
    terminal.press("l")
    terminal.wait(words["again"])
    terminal.press("l")
    terminal.wait(words["locked"])
    terminal.press("esc")


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
def test_from_the_last_open_sheet_to_the_scorecard(
    demo: Callable[..., Path], tmp_path: Path, size: tuple[int, int]
) -> None:
    path = demo("running")
    columns, rows = size
    terminal = Terminal(
        assess("open", "--db", str(path), "--as", "B", "--lang", "en"), columns=columns, rows=rows, cwd=tmp_path
    )
    try:
        conduct(terminal)
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
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    finally:
        terminal.kill()

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


def test_the_hour_in_german(demo: Callable[..., Path], tmp_path: Path) -> None:
    path = demo("running", "de")
    terminal = Terminal(
        assess("open", "--db", str(path), "--as", "B", "--lang", "de"), columns=80, rows=24, cwd=tmp_path
    )
    try:
        conduct(terminal, "de")
        terminal.wait("32 von 32 Bögen gesperrt")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    finally:
        terminal.kill()
    expect_typed(path)
