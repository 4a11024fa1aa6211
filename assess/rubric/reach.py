"""Which prompt and which question reaches which competency, and who rates by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from assess.rubric.expand import ExerciseContent
from assess.rubric.library import Library
from assess.rubric.load import Loaded
from assess.rubric.model import RoleFile
from assess.words import Text

QUESTION: Final = "question"


class Cue(NamedTuple):
    """A prompt or a fixed question."""

    code: str
    by: str
    """role_player, moderator, situation, or question."""
    minute: int | None
    """The planned minute of the live phase; questions have none, they come in their order."""
    short: Text | None
    text: Text
    only_if: Text | None
    elicits: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """The table of an exercise: its cues in their order against the competencies that they elicit."""

    competencies: tuple[str, ...]
    """In the order in which they are first elicited."""
    cues: tuple[Cue, ...]


def reach(exercise: ExerciseContent) -> Reach:
    """The table of an exercise."""
    cues = (
        *(Cue(one.code, one.by, one.minute, one.short, one.text, one.only_if, one.elicits) for one in exercise.prompts),
        *(Cue(one.code, QUESTION, None, None, one.text, None, one.elicits) for one in exercise.questions),
    )
    return Reach(tuple(dict.fromkeys(code for cue in cues for code in cue.elicits)), cues)


def roles_with(exercise: str, library: Library) -> tuple[RoleFile, ...]:
    """The roles of a library that use an exercise, in the order of their codes; faulty files are passed over."""
    read = (library.look("role", code) for code in library.codes("role"))
    roles = (file.model for file in read if isinstance(file, Loaded))
    return tuple(role for role in roles if isinstance(role, RoleFile) and exercise in role.matrix)
