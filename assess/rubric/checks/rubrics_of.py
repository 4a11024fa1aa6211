"""What the roles of a center measure together: their exercises, competencies and values, on one scale."""

from __future__ import annotations

from typing import NamedTuple

from assess.rubric.center import CenterFile
from assess.rubric.expand import expand
from assess.rubric.findings import Findings
from assess.rubric.library import Library, is_value
from assess.rubric.load import Loaded
from assess.rubric.model import RoleFile, Scale
from assess.words import Refused, T


class RubricsOf(NamedTuple):
    """The codes of what all roles of a center have; each in alphabetical order."""

    exercises: tuple[str, ...]
    competencies: tuple[str, ...]
    values: tuple[str, ...]
    scale: Scale


def rubrics_of(model: CenterFile, library: Library, found: Findings) -> RubricsOf | None:
    """What the roles have; None, where there is no role, or one can't be read, which is said elsewhere.

    Notes roles on different scales, and a rubric that is not the one that the file asks for by its hash.
    """
    roles: list[tuple[int, RoleFile]] = []
    for place, vacant in enumerate(model.roles):
        there = library.look("role", vacant.role)
        if not isinstance(there, Loaded) or not isinstance(there.model, RoleFile):
            return None
        roles.append((place, there.model))
        _hash(vacant.rubric, there.model, place, library, found)
    if not roles:
        return None
    scale = roles[0][1].scale
    for place, role in roles[1:]:
        if role.scale != scale:
            found.add(
                "CE-08",
                ("roles", place, "role"),
                T(
                    "{role} is rated from {lo} to {hi}, and {other} from {least} to {most}.",
                    role=role.code,
                    lo=role.scale.lo,
                    hi=role.scale.hi,
                    other=roles[0][1].code,
                    least=scale.lo,
                    most=scale.hi,
                ),
                T("A center has one scale: hire for the two in centers of their own."),
            )
    codes = {code for _, role in roles for code in role.competencies}
    values = {code for code in codes if is_value(code)}
    exercises = {code for _, role in roles for code in role.matrix}
    return RubricsOf(tuple(sorted(exercises)), tuple(sorted(codes - values)), tuple(sorted(values)), scale)


def _hash(said: str | None, role: RoleFile, place: int, library: Library, found: Findings) -> None:
    if said is None:
        return
    try:
        content = expand(role, library)
    except Refused:
        return  # a competency or an exercise that can't be read: the check of the role says so
    if not content.content_hash.startswith(said):
        found.add(
            "CE-09",
            ("roles", place, "rubric"),
            T("The rubric of {role} is another one than this file was written for.", role=role.code),
            T("Put the right rubric beside this file, or remove the line to take the one that is there."),
        )
