"""The calibration drill: a short performance to rate, and how far one's own rating is from the gold rating."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from assess.rubric.judge import around, errors, judge_file
from assess.rubric.library import Library, shipped
from assess.rubric.load import Loaded, load_file
from assess.rubric.model import CalibrationFile
from assess.words import Refused, T, Text


@dataclass(frozen=True)
class Line:
    """A line of the transcript."""

    id: str
    at: str
    """Minutes and seconds since the beginning: `04:12`."""
    who: Literal["candidate", "role_player", "other"]
    text: Text


@dataclass(frozen=True)
class Drill:
    """A calibration as one sees it before rating: without the gold rating."""

    code: str
    name: Text
    intro: Text
    role: Text
    exercise: Text
    competency: str
    competency_name: Text
    definition: Text
    distinct: Text
    lines: tuple[Line, ...]
    anchors: tuple[tuple[int, Text], ...]
    """The anchors that hold in this cell, highest level first."""


@dataclass(frozen=True)
class Verdict:
    """How far a rating is from the gold rating, and on which evidence."""

    level: int
    gold: int
    hit: tuple[str, ...]
    """Lines that both ratings rest on, in the transcript's order, as the other two."""
    missed: tuple[str, ...]
    """Lines that only the gold rating rests on."""
    added: tuple[str, ...]
    """Lines that only one's own rating rests on."""
    own_reason: Text
    """Why one's own level holds, or does not."""
    gold_reason: Text | None
    """Why the gold rating holds; None where the file gives no reason."""
    others: tuple[tuple[int, Text], ...] = ()
    """Why the other levels don't hold, highest first."""

    @property
    def off(self) -> int:
        """Levels away from the gold rating: above it when positive, below it when negative."""
        return self.level - self.gold

    @property
    def evidence(self) -> tuple[str, ...]:
        """The lines that the gold rating rests on: what was hit, then what was missed."""
        return self.hit + self.missed


def drill(code: str, library: Library) -> Drill:
    """A calibration of a library, ready to be rated.

    Raises: Refused, when the calibration or what it refers to is unknown or faulty, or its cell does not exist.
    """
    file = library.calibration(code)
    role, exercise = library.role(file.role), library.exercise(file.exercise)
    competency = library.competency(file.competency)
    cell = role.matrix.get(file.exercise, {}).get(file.competency)
    if cell is None:
        raise Refused(
            T(
                "{role} is not rated on {competency} in {exercise}.",
                role=file.role,
                competency=file.competency,
                exercise=file.exercise,
            ),
            do=T("Choose a cell of its matrix."),
        )
    anchors = cell.anchors or competency.anchors
    return Drill(
        code=file.code,
        name=file.name.text,
        intro=file.intro.text,
        role=role.name.text,
        exercise=exercise.name.text,
        competency=competency.code,
        competency_name=competency.name.text,
        definition=competency.definition.text,
        distinct=competency.distinct.text,
        lines=tuple(Line(line.id, line.at, line.who, line.text.text) for line in file.transcript),
        anchors=tuple((level, anchors[level].text) for level in sorted(anchors, reverse=True)),
    )


def judge(calibration: CalibrationFile, level: int, evidence: Iterable[str]) -> Verdict:
    """How far a rating of a calibration's transcript is off.

    Args:
        calibration: the performance with its gold rating.
        level: one's own rating.
        evidence: the lines that it rests on, in any order.

    Raises: Refused, when the level is not on the scale, a line is not in the transcript, or no line is cited.
    """
    levels = sorted(calibration.reasons)
    if level not in levels:
        raise Refused(
            T("The level {level} is not on the scale from {lo} to {hi}.", level=level, lo=levels[0], hi=levels[-1]),
            do=T("Choose a level of the scale."),
        )
    lines = [line.id for line in calibration.transcript]
    cited = set(evidence)
    for line in sorted(cited - set(lines)):
        raise Refused(
            T("The transcript has no line {line}.", line=line),
            do=T("Its lines are {first} to {last}.", first=lines[0], last=lines[-1]),
        )
    if not cited:
        raise Refused(T("A rating rests on at least one line."), do=T("Cite the lines that show the behaviour."))
    gold = set(calibration.evidence)
    reason, reason_of_gold = calibration.reasons[level], calibration.reasons.get(calibration.gold)
    return Verdict(
        level=level,
        gold=calibration.gold,
        hit=tuple(line for line in lines if line in cited & gold),
        missed=tuple(line for line in lines if line in gold - cited),
        added=tuple(line for line in lines if line in cited - gold),
        own_reason=reason.text,
        gold_reason=reason_of_gold.text if reason_of_gold else None,
        others=tuple(
            (other, calibration.reasons[other].text)
            for other in reversed(levels)
            if other not in (level, calibration.gold)
        ),
    )


class Shelf(NamedTuple):
    """The calibrations that can be practised, and what keeps others of the folder away."""

    library: Library
    refused: tuple[Refused, ...]


def shelf(folder: Path) -> Shelf:
    """The library's calibrations behind those of a folder (its own `*.yaml` and those in `calibration/`).

    A file is one's own calibration when it says so (`kind: calibration`); one with an error is left out and named.
    """
    given, refused = [], []
    for path in sorted([*folder.glob("*.yaml"), *(folder / "calibration").glob("*.yaml")]):
        if not _says_calibration(path):
            continue
        try:
            own = own_calibration(path)
        except Refused as no:
            refused.append(no)
        else:
            given.append(own)
    return Shelf(Library((folder, shipped()), given), tuple(refused))


def own_calibration(path: Path) -> Loaded:
    """A calibration file of one's own, without an error.

    Raises: Refused, when it is none or faulty, naming the first fault; Unusable, when it can't be opened.
    """
    read = load_file(path)
    if isinstance(read, list):
        raise Refused(read[0].message, where=read[0].where, do=read[0].mend)
    if not isinstance(read.model, CalibrationFile):
        raise Refused(
            T("This file is no calibration."), where=str(path), do=T("Name a file that begins with kind: calibration.")
        )
    wrong = errors(judge_file(read, Library(around(path), [read])))
    if wrong:
        raise Refused(wrong[0].message, where=wrong[0].where, do=wrong[0].mend)
    return read


def _says_calibration(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return re.search(rb"^kind: *[\"']?calibration\b", file.read(4096), re.MULTILINE) is not None
    except OSError:
        return False
