"""Whole hours, played: a role play, a group discussion, a presentation, and what the file holds of them afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final, Literal

from tests.e2e.hour import Hour, Language, bare

Step = Literal["live", "classify", "rate", "lock"]

TYPED: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        "+ greets by name, asks what happened – naïve café",
        '"You put three years into this", waits',
        "- quotes rule 4 [/] [b before the other has finished",
        "0 writes the two open points on the board",
        "! + offers a fixed time for the answer: 16:30",
        "hands over to Kim with state, deadline and question",
    ),
    "de": (
        "+ grüßt mit Namen, fragt was passiert ist – äöüß",
        "„Du hast drei Jahre investiert“, wartet",
        "- zitiert Regel 4 [/] [b bevor die andere Person fertig ist",
        "0 schreibt die zwei offenen Punkte an die Tafel",
        "! + nennt eine feste Zeit für die Antwort: 16:30",
        "übergibt an Kim mit Stand, Frist und offener Frage",
    ),
}
LEVELS: Final = (3, 4, 2)


@dataclass(frozen=True)
class Part:
    """One exercise of the planned demo: who observes it, as home shows it, and what belongs to it."""

    name: str
    person: str
    exercise: str
    shown: dict[Language, str]
    """The line at home, in both languages."""
    candidates: tuple[str, ...]
    cues: int = 0
    """Cues that are ticked while the candidate performs."""
    prepares: bool = False
    second: bool = False
    """A second part follows: the question round, the closing round."""
    questions: int = 0
    """Fixed questions that are asked there."""


ROLE_PLAY: Final = Part(
    "role play", "B", "cm-removed-post", {"en": "The removed post · K1", "de": "Der gelöschte Beitrag · K1"}, ("K1",), 2
)
DISCUSSION: Final = Part(
    "discussion",
    "A",
    "cm-guidelines",
    {"en": "Five guidelines · K1", "de": "Fünf Leitlinien · K1"},
    ("K1", "K4"),
    second=True,
)
PRESENTATION: Final = Part(
    "presentation",
    "C",
    "cm-statement",
    {"en": "After the weekend · K4", "de": "Nach dem Wochenende · K4"},
    ("K4",),
    prepares=True,
    second=True,
    questions=2,
)
PARTS: Final = (ROLE_PLAY, DISCUSSION, PRESENTATION)


@dataclass(frozen=True)
class Note:
    """A note as it was typed: for whom, and for which competency."""

    candidate: str
    text: str
    digit: int


def play(
    hour: Hour,
    path: Path,
    part: Part,
    language: Language,
    until: Step = "lock",
    *,
    typed: Sequence[str] = (),
    levels: Sequence[int] = LEVELS,
) -> list[Note]:
    """From home to the lock, or to an earlier step, with other notes and levels if wanted; what was typed."""
    many, seats = _shape(path, part)
    texts = cycle(typed or TYPED[language])
    notes = [Note(code, next(texts), digit) for digit in range(1, many + 1) for code in part.candidates]
    hour.open(part.shown[language])
    hour.know_nobody()
    if part.prepares:
        hour.prepare()
    hour.begin()
    for number, note in enumerate(notes):
        if number == len(notes) - 1 and part.second:
            hour.next_part()
            for question in range(1, part.questions + 1):
                hour.cue(question)
        hour.note(f"{seats.get(note.candidate, '')}{note.text}")
        if number < part.cues:
            hour.cue(number + 1)
    if until == "live":
        return notes
    hour.stop()
    for note in notes:
        hour.assign(note.digit)
    if until == "classify":
        return notes
    hour.classified()
    for _, level in zip(notes, cycle(levels), strict=False):
        hour.rate(level)
    if until == "rate":
        return notes
    hour.rated()
    hour.lock()
    hour.home()
    return notes


def _shape(path: Path, part: Part) -> tuple[int, dict[str, str]]:
    """How many competencies the exercise has for the role, and the seats of its candidates in a group."""
    with closing(sqlite3.connect(path)) as raw:
        (many,) = raw.execute(
            "SELECT count(*) FROM cell x JOIN exercise e ON e.id = x.exercise WHERE e.code = ?", (part.exercise,)
        ).fetchone()
        seats = raw.execute(
            "SELECT k.code, s.number FROM seat s JOIN candidate k ON k.id = s.candidate JOIN slot t ON t.id = s.slot"
            " JOIN exercise e ON e.id = t.exercise WHERE e.code = ? AND e.kind = 'group_discussion'",
            (part.exercise,),
        ).fetchall()
    return int(many), {code: str(number) for code, number in seats}


def expect_kept(path: Path, part: Part, notes: list[Note], until: Step = "lock") -> None:
    """The file holds what was typed, word for word, once, and each step that was done."""
    with closing(sqlite3.connect(path)) as raw:
        for code in part.candidates:
            mine = [note for note in notes if note.candidate == code]
            sheet, state = raw.execute(
                "SELECT h.id, h.state FROM sheet h JOIN candidate k ON k.id = h.candidate JOIN person p"
                " ON p.id = h.assessor JOIN exercise e ON e.id = h.exercise"
                " WHERE k.code = ? AND p.initials = ? AND e.code = ?",
                (code, part.person, part.exercise),
            ).fetchone()
            texts = [
                row[0] for row in raw.execute("SELECT text FROM observation WHERE sheet = ? ORDER BY number", (sheet,))
            ]
            assert [bare(text) for text in texts] == [bare(note.text) for note in mine]
            if until == "lock":
                levels = [row[0] for row in raw.execute("SELECT level FROM rating WHERE sheet = ?", (sheet,))]
                assert state == "locked"
                assert len(levels) == len(mine)
                assert set(levels) <= set(LEVELS)
            if part.cues or part.questions:
                (cues,) = raw.execute("SELECT count(*) FROM cue WHERE sheet = ?", (sheet,)).fetchone()
                assert cues == part.cues + part.questions
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
