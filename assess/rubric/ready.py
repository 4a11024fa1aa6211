"""A role's file that is ready to be used: itself and everything that it refers to judged, and no error found."""

from __future__ import annotations

from pathlib import Path

from assess.rubric.diff import Version
from assess.rubric.find import find_role
from assess.rubric.judge import errors, judge
from assess.rubric.load import Kind
from assess.words import Refused, T


def ready(said: str) -> Version:
    """The role of a file, or of the library by its code; warnings don't stop it.

    Raises: Refused, when a file has an error, naming the first; Unusable, when one can't be opened.
    """
    found = find_role(said)
    role, library = found
    parts: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("competency", tuple(role.competencies)),
        ("exercise", tuple(role.matrix)),
    )
    looked = (library.look(kind, code) for kind, codes in parts for code in codes)
    files = [Path(one.source.file) for one in looked if one is not None and not isinstance(one, list)]
    own = Path(said) if Path(said).is_file() else library.folders[-1] / "roles" / f"{role.code}.yaml"
    faults = errors(judge([own, *files]))
    if faults:
        first = faults[0]
        raise Refused(
            T("{fault} That is the only error.", fault=first.message)
            if len(faults) == 1
            else T("{fault} That is the first of {n} errors.", n=len(faults), fault=first.message),
            where=first.where,
            do=first.mend or T("“assess rubrics check” lists them all."),
        )
    return found
