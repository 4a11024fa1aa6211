"""Roles: weights, links, the matrix, and how competencies and exercises are spread (method 1.2 and 1.3)."""

from __future__ import annotations

from typing import Final

from assess.rubric.checks.shared import anchors_of, exists, scale_of, twice
from assess.rubric.findings import Findings
from assess.rubric.form import suggest
from assess.rubric.library import Library
from assess.rubric.model import CompetencyFile, ExerciseFile, MatrixCell, RoleFile
from assess.rubric.tree import Path
from assess.words import T

MOST_COMPETENCIES: Final = 4
"""In an exercise; more than that is warned of."""
TOO_MANY_COMPETENCIES: Final = 6
"""In an exercise; more than that is an error."""


def role(model: RoleFile, library: Library, found: Findings) -> None:
    """Note what is wrong in a role."""
    scale_of(model.scale, found)
    twice(found, tasks=[task.id for task in model.tasks], incidents=[incident.id for incident in model.incidents])
    _weights(model, found)
    _criteria(model, library, found)
    exercises: dict[str, ExerciseFile] = {}
    for code in model.matrix:
        there = exists("exercise", code, ("matrix", code), library, found)
        if there and isinstance(there.model, ExerciseFile):
            exercises[code] = there.model
    _load(model, exercises, found)
    for exercise, cells in model.matrix.items():
        for code, cell in cells.items():
            path: Path = ("matrix", exercise, code)
            if cell.anchors is not None:
                anchors_of((*path, "anchors"), cell.anchors, model.scale, found)
            if code not in model.competencies:
                found.add(
                    "LK-09",
                    path,
                    T("{code} is not among the competencies of the role.", code=code),
                    suggest(code, model.competencies) or T("Add it there with a weight, or remove the cell."),
                )
            elif library.look("competency", code) is not None:  # else it is said where it has its weight
                _cell(path, cell, code, exercises.get(exercise), found)


def _weights(model: RoleFile, found: Findings) -> None:
    total = sum(criterion.weight for criterion in model.competencies.values())
    if abs(total - 100) > 1e-6:
        found.add(
            "WT-01",
            ("competencies",),
            T("The weights sum to {total}, not to 100.", total=f"{total:g}"),
            T("Distribute 100 percent."),
        )


def _criteria(model: RoleFile, library: Library, found: Findings) -> None:
    known = [task.id for task in (*model.tasks, *model.incidents)]
    for code, criterion in model.competencies.items():
        path: Path = ("competencies", code)
        there = exists("competency", code, path, library, found)
        if there and isinstance(there.model, CompetencyFile) and there.model.scale != model.scale:
            found.add(
                "SC-04",
                path,
                T(
                    "{code} is anchored from {lo} to {hi}, the role is rated from {role_lo} to {role_hi}.",
                    code=code,
                    lo=there.model.scale.lo,
                    hi=there.model.scale.hi,
                    role_lo=model.scale.lo,
                    role_hi=model.scale.hi,
                ),
                T("Give both the same scale."),
            )
        for key, level in (("target", criterion.target), ("floor", criterion.floor)):
            if level is not None and level not in model.scale:
                found.add(
                    "SC-03",
                    (*path, key),
                    T(
                        "{level} is not on the scale from {lo} to {hi}.",
                        level=f"{level:g}",
                        lo=model.scale.lo,
                        hi=model.scale.hi,
                    ),
                    T("Choose a level of the scale."),
                )
        if criterion.target == model.scale.lo:
            found.add(
                "SC-03",
                (*path, "target"),
                T("The target is the scale's lowest level, which everybody reaches."),
                T("Choose a level above {lo}.", lo=model.scale.lo),
            )
        target = model.scale.hi if criterion.target is None else criterion.target
        if criterion.floor is not None and criterion.floor > target:
            found.add(
                "SC-03",
                (*path, "floor"),
                T("The floor is above the target."),
                T("The floor is where harm begins, the target is what is enough."),
            )
        for place, link in enumerate(criterion.links):
            if link not in known:
                found.add(
                    "CA-02",
                    (*path, "links", place),
                    T("{code} links to {link}, which is no task or incident of the role.", code=code, link=link),
                    suggest(link, known),
                )


def _load(model: RoleFile, exercises: dict[str, ExerciseFile], found: Findings) -> None:
    """How competencies and exercises are spread (method 1.2 and 1.3)."""
    if len(model.matrix) == 1:
        found.add(
            "MC-01", ("matrix",), T("One exercise alone shows little."), T("Use at least two, better three."), "warning"
        )
    elif len(exercises) == len(model.matrix) and len({exercise.type for exercise in exercises.values()}) == 1:
        found.add("MC-02", ("matrix",), T("All exercises are of the same type."), T("Mix the types."), "warning")
    for code in model.competencies:
        rated = [exercise for exercise, cells in model.matrix.items() if code in cells]
        types = {exercises[exercise].type for exercise in rated if exercise in exercises}
        mend = T("Add a cell in an exercise of another type.")
        if not rated:
            found.add("LK-08", ("competencies", code), T("No exercise shows {code}.", code=code), mend)
        elif len(rated) == 1:
            found.add("LK-01", ("competencies", code), T("{code} is seen in one exercise only.", code=code), mend)
        elif len(types) == 1 and all(exercise in exercises for exercise in rated):
            message = T("{code} is seen in exercises of one type only.", code=code)
            found.add("LK-01", ("competencies", code), message, mend)
    for exercise, cells in model.matrix.items():
        if len(cells) > MOST_COMPETENCIES:
            message = T(
                "{n} competencies are rated in {exercise}; nobody can watch for more than {most}.",
                n=len(cells),
                exercise=exercise,
                most=MOST_COMPETENCIES,
            )
            too_many = len(cells) > TOO_MANY_COMPETENCIES
            mend = T("Move some to another exercise.")
            found.add("LK-02", ("matrix", exercise), message, mend, "error" if too_many else "warning")


def _cell(path: Path, cell: MatrixCell, code: str, exercise: ExerciseFile | None, found: Findings) -> None:
    if not cell.cues:
        found.add(
            "LK-03",
            (*path, "cues"),
            T("No cue elicits {code} here.", code=code),
            T("Name the prompts or questions that bring it about."),
            "warning",
        )
    if exercise is None:
        return
    elicits = exercise.elicits
    for place, cue in enumerate(cell.cues):
        if cue not in elicits:
            message = T("The exercise {exercise} has no prompt or question {cue}.", exercise=exercise.code, cue=cue)
            found.add("LK-06", (*path, "cues", place), message, suggest(cue, elicits))
        elif code not in elicits[cue]:
            found.add(
                "LK-07",
                (*path, "cues", place),
                T("{cue} of {exercise} does not elicit {code}.", cue=cue, exercise=exercise.code, code=code),
                T("Add {code} to its elicits, or choose another cue.", code=code),
            )
    spoken = {prompt.id for prompt in exercise.prompts if code in prompt.elicits}
    if exercise.type == "role_play" and cell.cues and not spoken.intersection(cell.cues):
        found.add(
            "SI-01",
            (*path, "cues"),
            T("No prompt of the role player or moderator elicits {code}.", code=code),
            T("Write one, so that every candidate gets the same opportunity."),
            "warning",
        )
