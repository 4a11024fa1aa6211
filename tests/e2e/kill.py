"""An assessor's hour, killed at random moments: what the screen called saved is in the file, and the hour goes on.

The player does what the screen asks for, whatever step it is at; so it goes on after each kill where it finds itself.
"""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.e2e.hour import Hour
from tests.e2e.terminal import Terminal, assess

LEVEL: Final = 3
SETTLED: Final = 0.5
"""Seconds after which what is half typed must have reached the disk."""
DRAWN: Final = 3
"""Seconds by which a clock may be drawn late on a loaded machine."""
SEATS: Final = 6
"""At the table of the demo's group discussion."""
NOTE = re.compile(r"note-(\d+) of the hour")


@dataclass(frozen=True)
class Scene:
    """Whose hour it is, and in which exercise: the one that home says is next."""

    person: str
    exercise: str
    candidates: tuple[str, ...]
    notes: int
    seats: tuple[int, ...] = ()
    """In a group: the own candidates' seats; each note begins with one."""

    def note(self, number: int) -> str:
        """What is typed for a note."""
        seat = str(self.seats[(number - 1) % len(self.seats)]) if self.seats else ""
        return f"{seat}+ note-{number} of the hour"

    def digit(self, number: int, many: int) -> int:
        """The competency that a note shows: each candidate's notes go through all of them."""
        return 1 + (number - 1) // max(1, len(self.seats)) % many


ROLE_PLAY: Final = Scene("B", "cm-removed-post", ("K6",), 6)
"""In the running demo."""
DISCUSSION: Final = Scene("A", "cm-guidelines", ("K1", "K4"), 8, (1, 2))
"""In the planned demo: it is the first of A's day."""


@dataclass
class Tally:
    """What a series of kills found."""

    rounds: int = 0
    saved: int = 0
    """Notes, cues, assignments, ratings and locks that a screen called saved."""
    clocks: int = 0
    """Clocks that were running when the program was killed, and were looked at again."""
    halves: int = 0
    """Half typed lines that came back."""
    locked: int = 0
    """Hours that came to their lock."""
    steps: list[str] = field(default_factory=list)
    """Where the program was killed, round by round."""
    faults: list[str] = field(default_factory=list)


def kill_often(
    source: Path, folder: Path, *, rounds: int, seed: int, scene: Scene = ROLE_PLAY, longest: float = 7.0
) -> Tally:
    """Kill the program in an assessor's hour, reopen it, go on; a fresh center once everything is locked."""
    chance = random.Random(seed)
    tally = Tally()
    path = Path(shutil.copy(source, folder / "demo.assess"))
    before: Shown | None = None
    for _ in range(rounds):
        terminal = Terminal(
            assess("open", "--db", str(path), "--as", scene.person, "--lang", "en"), columns=100, rows=30, cwd=folder
        )
        hour, shown = Hour(terminal), Shown(scene)
        try:
            hour.wait("home")
            _come_back(hour, shown, before, tally)
            _work(hour, shown, time.monotonic() + chance.uniform(0.2, longest))
            terminal.read(0)
            shown.look(hour)
        finally:
            terminal.kill()
        shown.killed = time.monotonic()
        tally.faults += terminal.faults
        tally.rounds += 1
        tally.steps.append(shown.step)
        tally.saved += shown.saved
        tally.faults += [f"round {tally.rounds}, {shown.step}: {fault}" for fault in compare(path, shown)]
        before = shown
        if shown.locked:
            tally.locked += 1
            before = None
            for old in folder.glob("demo.assess*"):
                old.unlink()
            shutil.copy(source, path)
    return tally


def kill_turns(source: Path, folder: Path, *, rounds: int, seed: int, longest: float = 7.0) -> Tally:
    """Kill the program while the moderator keeps the speaking turns: seat after seat, round after round."""
    chance = random.Random(seed)
    tally = Tally()
    path = Path(shutil.copy(source, folder / "demo.assess"))
    clock: tuple[int, float] | None = None
    pressed = 0
    for _ in range(rounds):
        terminal = Terminal(assess("open", "--db", str(path), "--as", "M", "--lang", "en"), cwd=folder)
        hour, saved = Hour(terminal), 0
        try:
            hour.keep_turns()
            hour.see_clock()
            if clock is not None:
                tally.clocks += 1
                tally.faults += _off(hour, clock, tally.rounds + 1)
            end = time.monotonic() + chance.uniform(0.2, longest)
            while time.monotonic() < end and terminal.read(0.02):
                pressed += 1
                terminal.press(str(1 + pressed % SEATS))
                while terminal.read(0.03) and time.monotonic() < end and not hour.sees("saving"):
                    continue
                while terminal.read(0.03) and time.monotonic() < end and hour.sees("saving"):
                    continue
                saved += hour.sees("saved") and not hour.sees("saving") and time.monotonic() < end
            if hour.seconds is not None:
                clock = (hour.seconds, time.monotonic())
        finally:
            terminal.kill()
        tally.rounds += 1
        tally.saved += saved
        tally.steps.append("turns")
        tally.faults += terminal.faults
        with closing(sqlite3.connect(path)) as raw:
            (rows,) = raw.execute("SELECT count(*) FROM speaking_turn").fetchone()
            (open_,) = raw.execute("SELECT count(*) FROM speaking_turn WHERE ends IS NULL").fetchone()
        if rows < tally.saved:
            tally.faults.append(f"round {tally.rounds}: {tally.saved} turns were called saved, there are {rows}")
        if open_ > 1:
            tally.faults.append(f"round {tally.rounds}: {open_} speak at once")
    return tally


class Shown:
    """What the screen has called saved so far, and what it showed last."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.notes: set[str] = set()
        self.cues = self.assigned = self.rated = 0
        self.all = 0
        """Ratings to be made."""
        self.locked = False
        self.step = "home"
        self.clock: tuple[int, float] | None = None
        """What the clock showed, and since when."""
        self.line = ("", 0.0)
        """What stood in the note line, and since when."""
        self.killed = 0.0

    @property
    def saved(self) -> int:
        """How many things were called saved."""
        return len(self.notes) + self.cues + self.assigned + self.rated + self.locked

    def look(self, hour: Hour) -> None:
        """Take in a screen."""
        now, text = time.monotonic(), hour.text
        for step in ("brief", "live", "classify", "rate", "review"):
            if re.search(r" BRIEF " if step == "brief" else hour.says[step], text):
                self.step = step
        saved = hour.sees("saved")
        if self.step == "live":
            self.notes.update(
                f"note-{number} of the hour" for number in re.findall(rf"✓ \d\d:\d\d .*?{NOTE.pattern}", text)
            )
            if saved:
                self.cues = max(self.cues, len(re.findall(r"F\d ✓ \d\d:\d\d", text)))
            if hour.seconds is not None and (self.clock is None or hour.seconds != self.clock[0]):
                self.clock = (hour.seconds, now)
            line = hour.line or ""
            if line != self.line[0]:
                self.line = (line, now)
        elif self.step != "home":
            self.clock, self.line = None, ("", now)
        if self.step == "classify" and saved and hour.sees("next note"):
            self.assigned = max(self.assigned, self.scene.notes - hour.number("next note"))
        if self.step == "rate" and saved and hour.sees("to go") and self.all:
            self.rated = max(self.rated, self.all - hour.number("to go"))
        self.locked = self.locked or hour.sees("locked")


def _come_back(hour: Hour, shown: Shown, before: Shown | None, tally: Tally) -> None:
    """Reopen the exercise where it was, and see that the clock went on and the line is as it was."""
    if before is None or before.step != "live":
        return
    hour.open()
    shown.look(hour)
    if shown.step != "live" or before.clock is None:
        return
    hour.see_clock()
    hour.terminal.wait(lambda _: hour.line is not None)
    tally.clocks += 1
    tally.faults += _off(hour, before.clock, tally.rounds + 1)
    half, since = before.line
    if half and before.killed - since > SETTLED:
        tally.halves += 1
        if not (hour.line or "").startswith(half):
            tally.faults.append(f"round {tally.rounds + 1}: the line {half!r} came back as {hour.line!r}")


def _off(hour: Hour, clock: tuple[int, float], number: int) -> list[str]:
    """Whether the clock did not go on as it should since it was last seen."""
    seen, since = clock
    expected = seen + time.monotonic() - since
    if hour.seconds is not None and expected - DRAWN <= hour.seconds <= expected + DRAWN:
        return []
    return [f"round {number}: the clock shows {hour.seconds}, not {expected:.0f}"]


def _work(hour: Hour, shown: Shown, end: float) -> None:
    """Do what the screen asks for, until the moment has come."""
    terminal, scene = hour.terminal, shown.scene
    while time.monotonic() < end and terminal.read(0.02):
        shown.look(hour)
        if hour.sees("know"):
            terminal.press("1")
        elif hour.sees("live"):
            _watch(hour, shown, end)
        elif hour.sees("classify"):
            if hour.sees("shows"):
                many = re.search(r"1-(\d)", hour.flat)
                number = scene.notes - hour.number("shows") + 1
                terminal.press(str(scene.digit(number, int(many[1]) if many else 1)))
            elif hour.sees("next note") or hour.sees("none open"):
                terminal.press("enter")
        elif hour.sees("rate"):
            if of := re.search(r"\d+ of (\d+)", hour.flat):
                shown.all = int(of[1])
            if hour.sees("fits"):
                terminal.press(str(LEVEL))
            elif hour.sees("to go"):
                terminal.press("tab")
            elif hour.sees("all rated"):
                terminal.press("enter")
        elif hour.sees("look") or hour.sees("again"):
            terminal.press("l")
        elif hour.sees("brief"):
            terminal.press("enter")
        elif hour.sees("home"):
            terminal.press("enter")
            while hour.sees("home") and time.monotonic() < end and terminal.read(0.03):
                continue  # a second Enter would begin the opening anew
        if shown.locked:
            return
        _breathe(hour, shown, min(end, time.monotonic() + 0.2))


def _watch(hour: Hour, shown: Shown, end: float) -> None:
    """A note, in two halves with a pause; a cue after every second note; at the end the clock is stopped."""
    terminal, scene = hour.terminal, shown.scene
    line = hour.line or ""
    entered = set(NOTE.findall(hour.text)) - set(NOTE.findall(line))
    if len(entered) >= scene.notes and not line:
        terminal.press("f8")
        hour.wait("clock")
        terminal.press("f8" if hour.sees("stop") else "f4")
        return
    number = len(entered) + 1
    whole = scene.note(number)
    if not line and number > 1 and number % 2 and shown.cues < number // 2:
        terminal.press(f"f{1 + number // 2}")
        _breathe(hour, shown, min(end, time.monotonic() + 0.3))
    if not line:
        line = whole.removesuffix(" the hour")
        terminal.type(line)
        _breathe(hour, shown, min(end, time.monotonic() + 1.5))
        if time.monotonic() > end:
            return
    if whole.startswith(line):
        terminal.type(whole[len(line) :])
    terminal.press("enter")


def _breathe(hour: Hour, shown: Shown, end: float) -> None:
    while time.monotonic() < end and hour.terminal.read(0.03):
        shown.look(hour)


def compare(path: Path, shown: Shown) -> list[str]:
    """What the file lacks of what the screen called saved, and whether it is whole."""
    with closing(sqlite3.connect(path)) as raw:
        faults = [] if raw.execute("PRAGMA integrity_check").fetchone() == ("ok",) else ["the file is damaged"]
        if raw.execute("PRAGMA foreign_key_check").fetchall():
            faults.append("rows point nowhere")
        sheets = raw.execute(
            "SELECT h.id, h.state FROM sheet h JOIN person p ON p.id = h.assessor JOIN exercise e ON e.id = h.exercise"
            " JOIN candidate k ON k.id = h.candidate WHERE p.initials = ? AND e.code = ?"
            f" AND k.code IN ({', '.join('?' * len(shown.scene.candidates))})",
            (shown.scene.person, shown.scene.exercise, *shown.scene.candidates),
        ).fetchall()
        ids = [sheet for sheet, _ in sheets]

        def rows(statement: str) -> list[tuple[str | int, ...]]:
            marks = ", ".join("?" * len(ids))
            return raw.execute(statement.replace("MINE", f"sheet IN ({marks})"), ids).fetchall()

        texts = [text for (text,) in rows("SELECT text FROM observation WHERE MINE")]
        if len(set(texts)) != len(texts):
            faults.append(f"a note is doubled: {texts}")
        faults += [f"lost: {note}" for note in shown.notes if note not in texts]
        levels = [level for (level,) in rows("SELECT level FROM rating WHERE MINE")]
        if len(levels) < shown.rated or any(level != LEVEL for level in levels):
            faults.append(f"lost: {shown.rated} ratings were called saved, there are {levels}")
        assigned = rows("SELECT count(DISTINCT observation) FROM evidence WHERE MINE")[0][0]
        if int(assigned) < shown.assigned:
            faults.append(f"lost: {shown.assigned} assignments were called saved, there are {assigned}")
        cues = len(rows("SELECT DISTINCT code FROM cue WHERE MINE"))
        if cues < shown.cues:
            faults.append(f"lost: {shown.cues} cues were called saved, there are {cues}")
        if shown.locked and {state for _, state in sheets} != {"locked"}:
            faults.append("the lock is lost")
    return faults
