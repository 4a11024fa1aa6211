"""Performances of the demo: cues, notes and competencies that are listed."""

from __future__ import annotations

from assess.rubric.center import PerformanceFile
from assess.rubric.checks.shared import exists, listed
from assess.rubric.findings import Findings
from assess.rubric.library import Library


def performance(model: PerformanceFile, library: Library, found: Findings) -> None:
    """Note what is wrong in a performance of the demo."""
    for exercise, performed in model.exercises.items():
        here = ("exercises", exercise)
        file = exists("exercise", exercise, here, library, found)
        elicits = getattr(file.model, "elicits", {}) if file else {}
        if file:
            listed(performed.cues, list(elicits), (*here, "cues"), found)
        for initials, sheet in performed.sheets.items():
            notes = [str(number) for number in performed.notes]
            listed([str(number) for number in sheet.notes], notes, (*here, "sheets", initials, "notes"), found)
