"""JSON schemas of the file formats, made from the classes that read them."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final, Literal

from pydantic import Field, TypeAdapter

from assess.rubric.center import CenterFile, PerformanceFile
from assess.rubric.kinds import RubricFile
from assess.rubric.model import CalibrationFile, CompetencyFile, ExerciseFile, RoleFile

Kind = Literal["rubric", "role", "competency", "exercise", "calibration", "center", "performance"]
SCHEMAS: Final[dict[Kind, Any]] = {
    "rubric": Annotated[RubricFile, Field(discriminator="kind")],
    "role": RoleFile,
    "competency": CompetencyFile,
    "exercise": ExerciseFile,
    "calibration": CalibrationFile,
    "center": CenterFile,
    "performance": PerformanceFile,
}


def schema(kind: Kind) -> dict[str, Any]:
    """The JSON schema of a kind of file; `rubric` is any of them."""
    made = TypeAdapter(SCHEMAS[kind]).json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_text(kind: Kind) -> str:
    """The same as it is shipped in `rubrics/schema/`."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"
