"""Editing the matrix of a role: each change makes another role; the one before stays, so that a step can be taken back.

Pure: no session, no file. What a change breaks is found by `checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assess.plan.conformity.given import ExerciseFacts
from assess.plan.conformity.measure import link, matrix, worst
from assess.plan.conformity.numbers import few_enough
from assess.plan.conformity.role import files, role_facts
from assess.plan.conformity.shape import Check, as_check
from assess.rubric.checks import check
from assess.rubric.diff import Version
from assess.rubric.findings import Findings
from assess.rubric.library import Library
from assess.rubric.model import Both, Criterion, MatrixCell, RoleFile
from assess.rubric.reach import QUESTION
from assess.words import Fault, Refused, T, Text, normal


class Cue(NamedTuple):
    """A prompt or question of an exercise that brings a competency about."""

    code: str
    by: str
    """role_player, moderator, situation, or question."""
    minute: int | None
    text: Text
    only_if: Text | None


def cues(version: Version, exercise: str, competency: str) -> tuple[Cue, ...]:
    """What an exercise offers to bring a competency about, in its order."""
    file = version.library.exercise(exercise)
    prompts = (
        Cue(one.id, one.by, one.minute, one.text.text, one.only_if.text if one.only_if else None)
        for one in file.prompts
        if competency in one.elicits
    )
    questions = (
        Cue(one.id, QUESTION, None, one.text.text, None) for one in file.questions if competency in one.elicits
    )
    return (*prompts, *questions)


def with_weight(role: RoleFile, competency: str, weight: float) -> RoleFile:
    """Another weight in percent. Raises: Refused, when it is none."""
    if not 0 <= weight <= 100:
        raise Refused(T("A weight lies between 0 and 100 percent."), where=competency)
    return _with(role, competency, weight=float(weight))


def with_target(role: RoleFile, competency: str, level: float | None) -> RoleFile:
    """Another level that is enough; None for the scale's top. Raises: Refused, when it is not on the scale."""
    return _with(role, competency, target=_level(role, competency, level))


def with_floor(role: RoleFile, competency: str, level: float | None) -> RoleFile:
    """Another floor; None for none. Raises: Refused, when it is not on the scale."""
    return _with(role, competency, floor=_level(role, competency, level))


def with_cell(
    version: Version, exercise: str, competency: str, chosen: Iterable[str], weight: float, why: Text
) -> RoleFile:
    """A competency in an exercise: its cues in the exercise's order, its share, and why the exercise shows it.

    Raises: Refused, for a cue that does not bring the competency about, a share that is none, or a missing reason.
    """
    role = version.role
    _criterion(role, competency)
    _row(role, exercise)
    offered = [one.code for one in cues(version, exercise, competency)]
    wanted = set(chosen)
    unknown = sorted(wanted.difference(offered))
    if unknown:
        raise Refused(
            T(
                "{cues} of {exercise} does not bring {code} about.",
                cues=", ".join(unknown),
                exercise=exercise,
                code=competency,
            ),
            do=T("It offers: {names}", names=", ".join(offered) or "–"),
        )
    if not 0 < weight <= 100:
        raise Refused(T("A share is above 0 and at most 100."), where=competency)
    de, en = normal(why.de), normal(why.en)
    if not de or not en:
        raise Refused(
            T("Why this exercise shows {code} is missing in German or English.", code=competency),
            do=T("One sentence in each language: assessors read it in the brief."),
        )
    before = role.matrix[exercise].get(competency)
    said = {
        "cues": tuple(code for code in offered if code in wanted),
        "weight": float(weight),
        "why": Both(de=de, en=en),
    }
    cell = before.model_copy(update=said) if before else MatrixCell.model_validate(said)
    cells = {**role.matrix[exercise], competency: cell}
    return role.model_copy(update={"matrix": {**role.matrix, exercise: cells}})


def without_cell(role: RoleFile, exercise: str, competency: str) -> RoleFile:
    """Do not rate a competency in an exercise any more. Raises: Refused, for the last one of the exercise."""
    cells = dict(_row(role, exercise))
    if competency not in cells:
        return role
    if len(cells) == 1:
        raise Refused(
            T("An exercise shows at least one competency."),
            where=exercise,
            do=T("Whether the center runs it at all is set with the exercises."),
        )
    del cells[competency]
    return role.model_copy(update={"matrix": {**role.matrix, exercise: cells}})


def checks(version: Version, exercises: Sequence[ExerciseFacts]) -> tuple[Check, ...]:
    """What is wrong with a matrix, errors first: over the exercises that the center runs."""
    facts = role_facts(version, lint=False)
    known = tuple(one for one in exercises if one.code in version.role.matrix)
    found = worst([*matrix((facts,), known), link(facts), few_enough((facts,))])
    return tuple(as_check(one) for one in found)


def faults(version: Version) -> tuple[Fault, ...]:
    """What else the rubric's own checks find: levels off the scale, cues and cells that don't fit."""
    parts = files(version)
    found = Findings(parts[-1])
    check(Library((), parts), found)
    return tuple(dict.fromkeys(fault for _, fault in found.placed))


def _with(role: RoleFile, competency: str, **what: float | None) -> RoleFile:
    changed = _criterion(role, competency).model_copy(update=what)
    return role.model_copy(update={"competencies": {**role.competencies, competency: changed}})


def _criterion(role: RoleFile, competency: str) -> Criterion:
    if competency not in role.competencies:
        raise Refused(
            T("{code} is not among the competencies of the role.", code=competency),
            do=T("There are: {names}", names=", ".join(role.competencies)),
        )
    return role.competencies[competency]


def _row(role: RoleFile, exercise: str) -> dict[str, MatrixCell]:
    if exercise not in role.matrix:
        raise Refused(
            T("There is no exercise {code}.", code=exercise),
            do=T("There are: {names}", names=", ".join(role.matrix)),
        )
    return role.matrix[exercise]


def _level(role: RoleFile, competency: str, level: float | None) -> float | None:
    if level is not None and level not in role.scale:
        raise Refused(T("The scale goes from {lo} to {hi}.", lo=role.scale.lo, hi=role.scale.hi), where=competency)
    return None if level is None else float(level)
