"""What an edit of one file means: wording, or something that scores depend on."""

from __future__ import annotations

from typing import Literal

from assess.rubric.diff import Version, diff
from assess.rubric.hashes import document
from assess.rubric.library import Library
from assess.rubric.load import Loaded
from assess.rubric.model import CompetencyFile, ExerciseFile, RoleFile
from assess.words import Refused

Effect = Literal["same", "wording", "scoring"]


def effect(old: Loaded, new: Loaded, library: Library) -> Effect | None:
    """Whether scores depend on what changed from one text of a file to another; None when that can't be told.

    A role is compared by its structure (see `hashes`); of a competency the structure of a role holds code, name and
    scale, of an exercise code, name and type.
    """
    before, after = old.model, new.model
    if document(before) == document(after):
        return "same"
    if isinstance(before, RoleFile) and isinstance(after, RoleFile):
        try:
            return diff(Version(before, library.beside(old)), Version(after, library.beside(new))).verdict
        except Refused:  # it names a competency or an exercise that is not there, or is faulty
            return None
    if isinstance(before, CompetencyFile) and isinstance(after, CompetencyFile):
        keeps = (before.code, before.name, before.scale) == (after.code, after.name, after.scale)
        return "wording" if keeps else "scoring"
    if isinstance(before, ExerciseFile) and isinstance(after, ExerciseFile):
        keeps = (before.code, before.name, before.type) == (after.code, after.name, after.type)
        return "wording" if keeps else "scoring"
    return None
