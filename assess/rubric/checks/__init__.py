"""What is wrong between the keys of a file and between files: sums, references, complete anchors, linkage.

The ids are those of method 1.2 where it has one; `findings.CHECKS` says each in words.
"""

from __future__ import annotations

from assess.rubric.center import CenterFile, PerformanceFile
from assess.rubric.checks.calibration import calibration
from assess.rubric.checks.center import center
from assess.rubric.checks.exercise import exercise
from assess.rubric.checks.performance import performance
from assess.rubric.checks.role import role
from assess.rubric.checks.shared import anchors_of, scale_of
from assess.rubric.findings import Findings
from assess.rubric.library import Library
from assess.rubric.model import CalibrationFile, CompetencyFile, ExerciseFile, RoleFile


def check(library: Library, found: Findings) -> None:
    """Note what is wrong in a file, seen together with the library that it refers to."""
    match found.file.model:
        case CompetencyFile() as model:
            scale_of(model.scale, found)
            anchors_of(("anchors",), model.anchors, model.scale, found)
        case ExerciseFile() as model:
            exercise(model, library, found)
        case RoleFile() as model:
            role(model, library, found)
        case CalibrationFile() as model:
            calibration(model, library, found)
        case CenterFile() as model:
            center(model, library, found)
        case PerformanceFile() as model:
            performance(model, library, found)
