"""Calibrations: a cell of the role, evidence in the transcript, and a reason for every level."""

from __future__ import annotations

from assess.rubric.checks.shared import exists, twice
from assess.rubric.findings import Findings
from assess.rubric.form import suggest
from assess.rubric.library import Library
from assess.rubric.model import CalibrationFile, RoleFile, Scale
from assess.words import T


def calibration(model: CalibrationFile, library: Library, found: Findings) -> None:
    """Note what is wrong in a calibration."""
    role = exists("role", model.role, ("role",), library, found)
    exercise = exists("exercise", model.exercise, ("exercise",), library, found)
    competency = exists("competency", model.competency, ("competency",), library, found)
    lines = [line.id for line in model.transcript]
    twice(found, transcript=lines)
    for place, line in enumerate(model.evidence):
        if line not in lines:
            message = T("The transcript has no line {line}.", line=line)
            found.add("CL-02", ("evidence", place), message, suggest(line, lines))
    if role and isinstance(role.model, RoleFile):
        if exercise and competency and model.competency not in role.model.matrix.get(model.exercise, {}):
            found.add(
                "CL-01",
                ("competency",),
                T(
                    "{role} is not rated on {competency} in {exercise}.",
                    role=model.role,
                    competency=model.competency,
                    exercise=model.exercise,
                ),
                T("Choose a cell of its matrix."),
            )
        _reasons(model, role.model.scale, found)


def _reasons(model: CalibrationFile, scale: Scale, found: Findings) -> None:
    for path, level in (*((("reasons", level), level) for level in model.reasons), (("gold",), model.gold)):
        if level not in scale:
            found.add(
                "SC-02",
                path,
                T("The level {level} is not on the scale from {lo} to {hi}.", level=level, lo=scale.lo, hi=scale.hi),
                T("Choose a level of the scale."),
            )
    for level in scale.levels:
        if level not in model.reasons:
            found.add(
                "CL-03",
                ("reasons",),
                T("The reason for or against the level {level} is missing.", level=level),
                T("Write it, quoting the lines."),
            )
