"""What a person means who names a role or an exercise: a file of their own, or a code of the library."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from assess.rubric.diff import Version
from assess.rubric.form import suggest
from assess.rubric.judge import around
from assess.rubric.library import Library, load_library
from assess.rubric.load import Loaded, load_file
from assess.rubric.model import ExerciseFile, RoleFile
from assess.words import Refused, T


class Found(NamedTuple):
    """A role or an exercise, and the library that it is read with."""

    model: RoleFile | ExerciseFile
    library: Library
    path: Path
    """Where its file lies."""


def find_one(said: str) -> Found:
    """The role or the exercise of a file (read beside its neighbours, then the shipped library), or of the library.

    Raises: Refused, when the code is unknown, or the file is faulty or neither; Unusable, when it can't be opened.
    """
    path = Path(said)
    if path.suffix != ".yaml" and not path.is_file():
        return _of_library(said)
    read = load_file(path)
    if isinstance(read, list):
        raise Refused(read[0].message, where=read[0].where, do=read[0].mend)
    if not isinstance(read.model, RoleFile | ExerciseFile):
        raise Refused(
            T("This file is no role and no exercise."),
            where=said,
            do=T("Name a file that begins with kind: role or kind: exercise."),
        )
    return Found(read.model, Library(around(path), [read]), path)


def _of_library(code: str) -> Found:
    library = load_library()
    for kind in ("role", "exercise"):
        found = library.look(kind, code)
        if isinstance(found, list):
            raise Refused(found[0].message, where=found[0].where, do=found[0].mend)
        if found is not None and isinstance(found.model, RoleFile | ExerciseFile):
            return Found(found.model, library, Path(found.source.file))
    known = (*library.codes("role"), *library.codes("exercise"))
    raise Refused(
        T("There is no role and no exercise {code}.", code=code),
        do=suggest(code, known) or T("There are: {names}", names=", ".join(known)),
    )


def find_role(said: str) -> Version:
    """The role of a file, or of the library by its code. Raises: as `find_one`; Refused, when it is no role."""
    found = find_one(said)
    if not isinstance(found.model, RoleFile):
        raise Refused(T("This is no role."), where=said, do=T("Name a role, or a file that begins with kind: role."))
    return Version(found.model, found.library)


def find_text(said: str) -> str:
    """The text of a role's or an exercise's file, comments included. Raises: as `find_one`."""
    return find_one(said).path.read_bytes().decode("utf-8-sig")


def find_like(code: str) -> Loaded:
    """A role, a competency, a value or an exercise of the shipped library, as a file to start from.

    Raises: Refused, when there is none of that code.
    """
    library = load_library()
    for kind in ("role", "competency", "exercise"):
        found = library.look(kind, code)
        if isinstance(found, Loaded):
            return found
    message, mend = library.unknown("role", code)
    raise Refused(message, do=mend or T("There are: {names}", names=", ".join(library.codes("role"))))
