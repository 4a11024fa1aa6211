"""The evidence: for every competency, exercise by exercise, what was seen and which anchors it was rated by."""

from __future__ import annotations

from typing import Any, Final

from assess.report.content import Quote, RoleCard, Seen, Shown
from assess.report.said.marks import NONE, given, level, percent, score
from assess.words import T, Text, Words, clock

SIGNS: Final = {"+": "+", "-": "\N{MINUS SIGN}", "0": "0"}


def evidence(role: RoleCard, words: Words) -> dict[str, Any]:
    """A section a competency."""
    shown = [*role.competencies, *role.values]
    uncited = any(not note.cited for one in shown for cell in one.cells for note in cell.quotes)
    return {
        "title": words(T("Evidence by competency")),
        "note": words(
            T(
                "Under each exercise: what the given levels stand for, in small type; then the notes with time,"
                " assessor, and whether they speak for (+) or against ({minus}) the competency.",
                minus=SIGNS["-"],
            )
        ),
        "uncited": words(T("Notes in grey belong to the competency, but the rating does not cite them."))
        if uncited
        else "",
        "sections": [_section(one, words) for one in shown],
    }


def _section(shown: Shown, words: Words) -> dict[str, Any]:
    told: set[tuple[int, Text]] = set()
    return {
        "code": shown.code,
        "name": words(shown.name),
        "line": _line(shown, words),
        "cells": [_cell(cell, told, words) for cell in shown.cells],
    }


def _line(shown: Shown, words: Words) -> str:
    step = shown.step
    if step is None or step.score is None or step.se is None:
        return words(T("not rated")) if step else words(T("not part of the fit"))
    return words(
        T(
            "score {score} ± {se}, target {target}, weight {weight}",
            score=score(step.score, words),
            se=score(step.se, words),
            target=level(step.target, words),
            weight=percent(step.weight / 100 if shown.kind == "competency" else step.share, words),
        )
    )


def _cell(cell: Seen, told: set[tuple[int, Text]], words: Words) -> dict[str, Any]:
    """A competency in an exercise; a level's text is not told twice in one section."""
    fresh = [anchor for anchor in cell.anchors if (anchor.level, anchor.text) not in told]
    told.update((anchor.level, anchor.text) for anchor in fresh)
    return {
        "exercise": words(cell.name),
        "ratings": given(cell),
        "mean": score(cell.mean, words) if cell.mean is not None else "",
        "empty": "" if cell.ratings or cell.without else words(T("Not rated.")),
        "anchors": [{"level": str(anchor.level), "text": words(anchor.text)} for anchor in fresh],
        "reasons": [
            words(T("{assessor} on the level: {reason}", assessor=one.assessor, reason=one.reason))
            for one in cell.ratings
            if one.reason
        ],
        "absent": [
            words(T("{assessor}: there was an opportunity, and the behaviour did not come.", assessor=one.assessor))
            for one in cell.ratings
            if one.kind == "absent"
        ],
        "notes": _notes(cell.quotes, words),
        "none": words(T("No note stands behind these ratings.")) if cell.ratings and not cell.quotes else "",
    }


def _notes(quotes: tuple[Quote, ...], words: Words) -> list[dict[str, Any]]:
    """The notes; a phase's name stands before the first note of it."""
    found: list[dict[str, Any]] = []
    phase: Text | None = None
    for note in quotes:
        if note.phase != phase:
            phase = note.phase
            found.append({"phase": words(phase) if phase else NONE})
        found.append(
            {
                "time": clock(note.seconds),
                "who": note.assessor,
                "sign": SIGNS.get(note.valence or "", ""),
                "text": note.text,
                "quote": note.quote,
                "cited": note.cited,
            }
        )
    return found
