"""The facts of a role, from a version of its rubric."""

from __future__ import annotations

from assess.plan.conformity.given import Measured, RoleFacts, Shown
from assess.rubric.diff import Version
from assess.rubric.judge import judge_file
from assess.rubric.library import Library, shipped
from assess.rubric.load import Kind, Loaded
from assess.rubric.source import Source
from assess.rubric.tree import compose
from assess.words import Fault


def role_facts(version: Version, number: int = 0, *, lint: bool = True) -> RoleFacts:
    """The facts of a role, read with its library; its lint takes a few hundredths of a second."""
    role, library = version
    known = {one.id for one in (*role.tasks, *role.incidents)}
    exercises = {code: library.exercise(code) for code in role.matrix}
    prompts = {code: {one.id for one in file.prompts} for code, file in exercises.items()}
    return RoleFacts(
        code=role.code,
        name=role.name.text,
        number=number,
        lo=role.scale.lo,
        hi=role.scale.hi,
        measured=tuple(
            Measured(
                code,
                library.competency(code).name.text,
                one.weight,
                float(role.scale.hi) if one.target is None else one.target,
                one.floor,
                len(known.intersection(one.links)),
            )
            for code, one in role.competencies.items()
        ),
        shown=tuple(
            Shown(
                exercise,
                code,
                len(cell.cues),
                sum(cue in prompts[exercise] and code in exercises[exercise].elicits.get(cue, ()) for cue in cell.cues),
            )
            for exercise, cells in role.matrix.items()
            for code, cell in cells.items()
        ),
        source=role.analysis.author,
        source_day=role.analysis.date,
        lint=_lint(version) if lint else (),
    )


def files(version: Version) -> list[Loaded]:
    """A version's competencies and exercises, and the role itself at the end, as files without lines."""
    role, library = version
    root = compose("{}")
    assert root is not None
    parts: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("competency", tuple(role.competencies)),
        ("exercise", tuple(role.matrix)),
    )
    looked = (library.look(kind, code) for kind, codes in parts for code in codes)
    return [*(one for one in looked if isinstance(one, Loaded)), Loaded(Source(role.code, "", root), role)]


def _lint(version: Version) -> tuple[Fault, ...]:
    """What the lint finds in the wording of a version, its neighbours in the library known."""
    parts = files(version)
    beside = Library((shipped(),), parts)
    found = ((one.code, fault) for one in parts for fault in judge_file(one, beside) if fault.id.startswith("BC-"))
    return tuple(dict.fromkeys(fault._replace(where=code) for code, fault in found))
