"""What a person means who names a role: a file of their own, or a code of the library."""

from __future__ import annotations

from pathlib import Path

from assess.rubric.diff import Version
from assess.rubric.judge import around
from assess.rubric.library import Library, load_library
from assess.rubric.load import Loaded, load_file
from assess.rubric.model import RoleFile
from assess.words import Refused, T


def find_role(said: str) -> Version:
    """The role of a file (read beside its neighbours, then the shipped library), or of the library by its code.

    Raises: Refused, when the code is unknown, or the file is faulty or no role; Unusable, when it can't be opened.
    """
    path = Path(said)
    if path.suffix != ".yaml" and not path.is_file():
        library = load_library()
        return Version(library.role(said), library)
    read = load_file(path)
    if isinstance(read, list):
        raise Refused(read[0].message, where=read[0].where, do=read[0].mend)
    if not isinstance(read.model, RoleFile):
        raise Refused(T("This file is no role."), where=said, do=T("Name a file that begins with kind: role."))
    return Version(read.model, Library(around(path), [read]))


def find_text(said: str) -> str:
    """The text of the same file, comments included. Raises: as `find_role`."""
    role, library = find_role(said)
    path = Path(said)
    if path.suffix != ".yaml" and not path.is_file():
        path = next(folder / "roles" / f"{role.code}.yaml" for folder in library.folders)
    return path.read_bytes().decode("utf-8-sig")


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
