"""Centers and performances: weights, and names that are listed."""

from __future__ import annotations

from collections.abc import Iterable

from assess.rubric.center import CenterFile, PerformanceFile
from assess.rubric.checks.shared import exists, twice
from assess.rubric.findings import Findings
from assess.rubric.form import suggest
from assess.rubric.library import Library
from assess.rubric.tree import Path
from assess.words import T


def center(model: CenterFile, library: Library, found: Findings) -> None:
    """Note what is wrong in a center's description."""
    whole = model.weights.role + model.weights.gap + model.weights.values
    if abs(whole - 1) > 1e-6:
        found.add(
            "CE-01", ("weights",), T("The weights sum to {whole:.3f}, not to 1.", whole=whole), T("Mend the weights.")
        )
    roles = [vacant.role for vacant in model.roles]
    people = [person.initials for person in model.people]
    codes = [candidate.code for candidate in model.candidates]
    twice(found, people=people, candidates=codes)
    for place, role in enumerate(roles):
        exists("role", role, ("roles", place, "role"), library, found)
    for place, candidate in enumerate(model.candidates):
        _listed(candidate.roles, roles, ("candidates", place, "roles"), found)
    for place, slot in enumerate(model.timetable):
        here = ("timetable", place)
        exists("exercise", slot.exercise, (*here, "exercise"), library, found)
        if slot.start >= slot.end:
            found.add("CE-03", (*here, "end"), T("The slot ends before it begins."), T("Mend the times."))
        _listed(slot.seats, codes, (*here, "seats"), found)
        _listed(slot.assessors, people, (*here, "assessors"), found)
        for initials, watched in slot.assessors.items():
            _listed(watched, list(slot.seats), (*here, "assessors", initials), found)
        if slot.role_player is not None:
            _listed([slot.role_player], people, (*here, "role_player"), found)


def performance(model: PerformanceFile, library: Library, found: Findings) -> None:
    """Note what is wrong in a performance of the demo."""
    for exercise, performed in model.exercises.items():
        here = ("exercises", exercise)
        file = exists("exercise", exercise, here, library, found)
        elicits = getattr(file.model, "elicits", {}) if file else {}
        if file:
            _listed(performed.cues, list(elicits), (*here, "cues"), found)
        for initials, sheet in performed.sheets.items():
            notes = [str(number) for number in performed.notes]
            _listed([str(number) for number in sheet.notes], notes, (*here, "sheets", initials, "notes"), found)


def _listed(said: Iterable[str], known: list[str], path: Path, found: Findings) -> None:
    for name in said:
        if name not in known:
            found.add(
                "CE-02",
                path,
                T("{name} is not listed in this file or exercise.", name=name),
                suggest(name, known) or T("Add it, or mend the name."),
            )
