"""A role from its documents, as the database keeps them: the way back from `hashes.whole`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from assess.rubric import tree
from assess.rubric.diff import Version
from assess.rubric.kinds import RubricFile
from assess.rubric.library import Library
from assess.rubric.load import Loaded
from assess.rubric.model import CompetencyFile, ExerciseFile, RoleFile
from assess.rubric.source import Source
from assess.words import T, Unusable


def recall(name: str, role: str, competencies: Iterable[str], exercises: Iterable[str]) -> Version:
    """The role that documents describe, with a library of exactly these competencies and exercises.

    Args:
        name: how messages call it: `strategist@2`.
        role: the role's canonical JSON, as `expand` made it.
        competencies: the same of each of its competencies.
        exercises: the same of each of its exercises.

    Raises: Unusable, when one of them is not what this program writes.
    """
    try:
        model = RoleFile.model_validate_json(json.dumps(_as_file(json.loads(role))))
        parts: list[RubricFile] = [CompetencyFile.model_validate_json(one) for one in competencies]
        parts += [ExerciseFile.model_validate_json(one) for one in exercises]
    except (ValidationError, ValueError, KeyError, TypeError) as error:
        raise Unusable(
            T("This version can't be read: its document was changed past the program."),
            where=name,
            do=T("“assess doctor” checks it; put back a backup."),
        ) from error
    root = tree.compose("{}")
    assert root is not None
    return Version(model, Library((), (Loaded(Source(name, "", root), part) for part in parts)))


def _as_file(said: dict[str, Any]) -> dict[str, Any]:
    """Competencies and cells by their codes, as a file has them; a document has lists, which keep their order."""
    competencies = {one["code"]: _without(one, "code") for one in said["competencies"]}
    matrix = {
        row["exercise"]: {cell["competency"]: _without(cell, "competency") for cell in row["cells"]}
        for row in said["matrix"]
    }
    return said | {"competencies": competencies, "matrix": matrix}


def _without(said: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name != key}
