"""What the printed pages of a rubric and of an exercise are made of. Pure: no store, no files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assess.rubric.diff import Version
from assess.rubric.expand import ExerciseContent, RubricContent, exercise_content, expand
from assess.rubric.model import ExerciseFile, Task
from assess.words import Text


@dataclass(frozen=True)
class Named:
    """A task or a critical incident."""

    id: str
    text: Text


@dataclass(frozen=True)
class RubricPaper:
    """A role's measuring instrument, with where it comes from."""

    content: RubricContent
    method: Text
    """How the job was analysed."""
    day: date
    author: str
    tasks: tuple[Named, ...]
    incidents: tuple[Named, ...]
    responsibilities: tuple[Text, ...]
    assistance: tuple[Text, ...]
    """What the role uses software assistance for."""
    version: int | None = None
    """Its number in the database; None for a file."""


@dataclass(frozen=True)
class ExercisePaper:
    """An exercise with the roles whose anchors its guide prints."""

    content: ExerciseContent
    roles: tuple[RubricContent, ...]
    version: int | None = None
    within: tuple[tuple[str, Text], ...] = ()
    """Of an exercise in parts: a prompt's code, and the part that it belongs to."""


def rubric_paper(role: Version, version: int | None = None) -> RubricPaper:
    """The rubric of a role.

    Raises: Refused, when a competency or an exercise is unknown, its file is faulty, or it is on another scale.
    """
    file = role.role

    def named(found: Sequence[Task]) -> tuple[Named, ...]:
        return tuple(Named(one.id, one.text.text) for one in found)

    return RubricPaper(
        content=expand(file, role.library),
        method=file.analysis.method.text,
        day=file.analysis.date,
        author=file.analysis.author,
        tasks=named(file.tasks),
        incidents=named(file.incidents),
        responsibilities=tuple(one.text for one in file.responsibilities),
        assistance=tuple(one.text for one in file.assistance),
        version=version,
    )


def exercise_paper(exercise: ExerciseFile, roles: Sequence[Version], version: int | None = None) -> ExercisePaper:
    """An exercise as those roles rate it; roles that don't use it are left out.

    Raises: Refused, as `rubric_paper`.
    """
    return ExercisePaper(
        content=exercise_content(exercise),
        roles=tuple(expand(one.role, one.library) for one in roles if exercise.code in one.role.matrix),
        version=version,
        within=tuple((one.id, one.part.text) for one in exercise.prompts if one.part is not None),
    )
