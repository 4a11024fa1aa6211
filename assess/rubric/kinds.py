"""Every kind of file that `rubrics/` holds, and the class that reads it."""

from __future__ import annotations

from typing import Final

from assess.rubric.center import CenterFile, PerformanceFile
from assess.rubric.model import CalibrationFile, CompetencyFile, ExerciseFile, RoleFile

RubricFile = CompetencyFile | RoleFile | ExerciseFile | CalibrationFile | CenterFile | PerformanceFile
KINDS: Final[dict[str, type[RubricFile]]] = {
    "competency": CompetencyFile,
    "value": CompetencyFile,
    "role": RoleFile,
    "exercise": ExerciseFile,
    "calibration": CalibrationFile,
    "center": CenterFile,
    "performance": PerformanceFile,
}
