"""The two hashes of a rubric, over canonical JSON: blind to layout, comments, and the order of keys that have none.

The content hash covers everything that the rubric uses. The structure hash covers what scores depend on: names,
order, weights, targets, floors, scale and cells (DESIGN, the data; scoring 9). An edit that changes only the
first is wording.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import BaseModel

from assess.rubric.library import Library
from assess.rubric.model import RoleFile


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


def whole(role: RoleFile, library: Library) -> dict[str, Any]:
    """Everything that a role's rubric says, as JSON values.

    Raises: Refused, when a competency or an exercise is unknown or its file is faulty.
    """
    return {
        "role": role_document(role),
        "competency": {code: document(library.competency(code)) for code in role.competencies},
        "exercise": {code: document(library.exercise(code)) for code in role.matrix},
    }


def structure(role: RoleFile, library: Library) -> dict[str, Any]:
    """The part of it that scores depend on, in the same shape, with targets that are left to the scale filled in.

    Raises: Refused, as `whole`.
    """
    return {
        "role": {
            "code": role.code,
            "name": document(role.name),
            "scale": list(role.scale),
            "competencies": [
                {
                    "code": code,
                    "weight": criterion.weight,
                    "target": criterion.target if criterion.target is not None else float(role.scale.hi),
                    "floor": criterion.floor,
                }
                for code, criterion in role.competencies.items()
            ],
            "matrix": [
                {
                    "exercise": exercise,
                    "cells": [{"competency": code, "weight": float(cell.weight)} for code, cell in cells.items()],
                }
                for exercise, cells in role.matrix.items()
            ],
        },
        "competency": {code: {"name": document(library.competency(code).name)} for code in role.competencies},
        "exercise": {
            code: {"type": library.exercise(code).type, "name": document(library.exercise(code).name)}
            for code in role.matrix
        },
    }


def content_hash(role: RoleFile, library: Library) -> str:
    """The hash over everything that a role's rubric says. Raises: Refused, as `whole`."""
    said = whole(role, library)
    parts = {kind: {code: digest(file) for code, file in said[kind].items()} for kind in ("competency", "exercise")}
    return digest({"role": said["role"], **parts})


def structure_hash(role: RoleFile, library: Library) -> str:
    """The hash over what scores depend on. Raises: Refused, as `whole`."""
    return digest(structure(role, library))
