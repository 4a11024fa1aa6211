"""An assessor's hour, killed at random moments: what the screen called saved is in the file, and the hour goes on."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.terminal import Terminal, assess

NOTES = 8
SHEET = """
SELECT h.id, h.state FROM sheet h JOIN candidate k ON k.id = h.candidate JOIN person p ON p.id = h.assessor
JOIN exercise e ON e.id = h.exercise WHERE k.code = 'K6' AND p.initials = 'B' AND e.code = 'cm-removed-post'
"""


@dataclass
class Tally:
    """What a series of kills found."""

    rounds: int = 0
    saved: int = 0
    """Notes, ratings and locks that a screen called saved."""
    locked: int = 0
    """Hours that came to their lock."""
    steps: list[str] = field(default_factory=list)
    """Where the program was killed, round by round."""
    faults: list[str] = field(default_factory=list)


def kill_often(source: Path, folder: Path, *, rounds: int, seed: int) -> Tally:
    """Kill the program in an assessor's role play, reopen it, go on; a fresh center once the sheet is locked."""
    chance = random.Random(seed)
    tally = Tally()
    path = Path(shutil.copy(source, folder / "demo.assess"))
    for _ in range(rounds):
        terminal = Terminal(assess("open", "--db", str(path), "--as", "B", "--lang", "en"), cwd=folder)
        shown = _Shown()
        try:
            terminal.wait("Next: ")
            end = time.monotonic() + chance.uniform(0.2, 7.0)
            _work(terminal, shown, end)
            terminal.read(0)
            shown.look(terminal.text)
        finally:
            terminal.kill()
        tally.rounds += 1
        tally.steps.append(shown.step)
        tally.saved += len(shown.notes) + len(shown.ratings) + shown.locked
        tally.faults += [f"round {tally.rounds}: {fault}" for fault in compare(path, shown)]
        if shown.locked:
            tally.locked += 1
            for ending in ("", "-wal", "-shm"):
                Path(f"{path}{ending}").unlink(missing_ok=True)
            shutil.copy(source, path)
    return tally


class _Shown:
    """What the screen has called saved so far."""

    def __init__(self) -> None:
        self.notes: set[str] = set()
        self.ratings: dict[str, int] = {}
        self.clock = 0
        self.locked = False
        self.step = "home"

    def look(self, text: str) -> None:
        """Take in a screen."""
        step = re.search(r"BRIEF|LIVE|CLASSIFY|RATE|LOCK", text)
        self.step = step[0].lower() if step else self.step
        if self.step == "live":
            self.notes.update(re.findall(r"✓ \d\d:\d\d .*?(note-\d+ of the hour)", text))
            now = re.search(r"(\d\d):(\d\d) of 20:00", text)
            self.clock = max(self.clock, int(now[1]) * 60 + int(now[2])) if now else self.clock
        if self.step == "rate" and "✓ saved" in text:
            self.ratings |= {code: int(level) for code, level in re.findall(r"\b(EMP|KON|KRI|TEA) ([1-5])\b", text)}
        self.locked = self.locked or "locked, thank you" in text


def _work(terminal: Terminal, shown: _Shown, end: float) -> None:
    """Do what the screen asks for, until the moment has come."""
    while time.monotonic() < end and terminal.read(0.02):
        text = terminal.text
        shown.look(text)
        if "Do you know this person" in text:
            terminal.press("1")
        elif "starts the clock" in text or "Next: open" in text or "Next: go on" in text:
            terminal.press("enter")
        elif shown.step == "live" and "LIVE" in text:
            typed = len(re.findall(r"note-\d+ of the hour", text))
            if typed < NOTES:
                terminal.type(f"+ note-{typed + 1} of the hour")
                terminal.press("enter")
            else:
                terminal.press("f8", "f8")
        elif "CLASSIFY" in text:
            still = re.search(r"\((\d) open\)", text)
            terminal.press(str(1 + int(still[1]) % 4) if still else "enter")
        elif "RATE" in text:
            terminal.press(*(("enter",) if "all rated" in text else ("3", "tab")))
        elif "L locks" in text or "L again" in text:
            terminal.press("l")
        elif shown.locked:
            return
        _breathe(terminal, shown, min(end, time.monotonic() + 0.2))


def _breathe(terminal: Terminal, shown: _Shown, end: float) -> None:
    while time.monotonic() < end and terminal.read(0.03):
        shown.look(terminal.text)


def compare(path: Path, shown: _Shown) -> list[str]:
    """What the file lacks of what the screen called saved, and whether it is whole."""
    with closing(sqlite3.connect(path)) as raw:
        faults = [] if raw.execute("PRAGMA integrity_check").fetchone() == ("ok",) else ["the file is damaged"]
        if raw.execute("PRAGMA foreign_key_check").fetchall():
            faults.append("rows point nowhere")
        found = raw.execute(SHEET).fetchone()
        if found is None:
            return [*faults, "the sheet is missing"] if shown.notes or shown.ratings or shown.locked else faults
        sheet, state = found
        texts = [row[0] for row in raw.execute("SELECT text FROM observation WHERE sheet = ?", (sheet,))]
        if len(set(texts)) != len(texts):
            faults.append(f"a note is doubled: {texts}")
        faults += [f"lost: {note}" for note in shown.notes if note not in texts]
        ratings = dict(
            raw.execute(
                "SELECT c.code, r.level FROM rating r JOIN competency c ON c.id = r.competency WHERE r.sheet = ?",
                (sheet,),
            )
        )
        faults += [f"lost: {code} {level}" for code, level in shown.ratings.items() if ratings.get(code) != level]
        if shown.locked and state != "locked":
            faults.append("the lock is lost")
    return faults
