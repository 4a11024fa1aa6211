"""The two hashes of a rubric, over canonical JSON: blind to layout, comments, and the order of keys that have none.

The content hash covers everything that the rubric uses. The structure hash covers what scores depend on: names,
order, weights, targets, floors, scale and cells (DESIGN, the data; scoring 9). An edit that changes only the
first is wording.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from assess.rubric.library import Library
from assess.rubric.model import RoleFile

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None


def canonical(value: object) -> str:
    """JSON with sorted keys, without spaces, in Unicode."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(value: object) -> str:
    """The SHA-256 of a value's canonical JSON, in hex."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def document(file: BaseModel) -> dict[str, Any]:
    """What a file says, as JSON values; what is left at its default is left out."""
    said: dict[str, Any] = file.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return said


def role_document(role: RoleFile) -> dict[str, Any]:
    """The same for a role, with its competencies and exercises as lists, because their order has a meaning."""
    said = document(role)
    said["competencies"] = [{"code": code, **criterion} for code, criterion in said["competencies"].items()]
    said["matrix"] = [
        {"exercise": exercise, "cells": [{"competency": code, **cell} for code, cell in cells.items()]}
        for exercise, cells in said["matrix"].items()
    ]
    return said


def file_hash(file: BaseModel) -> str:
    """The content hash of a competency, an exercise or a calibration."""
    return digest(document(file))


def content_hash(role: RoleFile, library: Library) -> str:
    """The hash over the role and all competencies and exercises that it uses.

    Raises: Refused, when one of them is unknown or faulty.
    """
    return digest(
        {
            "role": role_document(role),
            "competencies": {code: file_hash(library.competency(code)) for code in role.competencies},
            "exercises": {code: file_hash(library.exercise(code)) for code in role.matrix},
        }
    )


def structure(role: RoleFile, library: Library) -> dict[str, Any]:
    """What scores depend on, as JSON values. Raises: Refused, as `content_hash`."""
    return {
        "role": {"code": role.code, "name": document(role.name)},
        "scale": list(role.scale),
        "competencies": [
            {
                "code": code,
                "name": document(library.competency(code).name),
                "weight": criterion.weight,
                "target": criterion.target if criterion.target is not None else float(role.scale.hi),
                "floor": criterion.floor,
            }
            for code, criterion in role.competencies.items()
        ],
        "cells": [
            {"exercise": exercise, "competency": code, "weight": cell.weight}
            for exercise, cells in role.matrix.items()
            for code, cell in cells.items()
        ],
        "exercises": [
            {"code": code, "type": library.exercise(code).type, "name": document(library.exercise(code).name)}
            for code in role.matrix
        ],
    }


def structure_hash(role: RoleFile, library: Library) -> str:
    """The hash over what scores depend on. Raises: Refused, as `content_hash`."""
    return digest(structure(role, library))
