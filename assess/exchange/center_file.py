"""A center from one describing file: judged, and made in one transaction through the use cases of every room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from assess.conduct.conflict import relate
from assess.exchange.center_export import Design
from assess.fit.team import put_charter, put_member, put_need, put_team, team_view
from assess.people.rights import Right, allow, allow_somewhere
from assess.people.sign_in import colleagues
from assess.plan.candidates import candidates
from assess.plan.catalogue import put_rubric
from assess.plan.center import copy
from assess.plan.design import make
from assess.rubric.center import CenterFile, TeamEntry
from assess.rubric.expand import RubricContent, expand
from assess.rubric.judge import around, judge_all, judge_file
from assess.rubric.library import Library
from assess.rubric.load import Loaded, load_file
from assess.store.transaction import Writing
from assess.words import Fault, Id, Language, Refused, T, normal


class Described(NamedTuple):
    """A center's file and the rubrics of its roles, ready to be made."""

    file: CenterFile
    rubrics: Mapping[str, RubricContent]
    """By the role's code."""


class Judgement(NamedTuple):
    """What a center's file says, as far as it can be made, and what is wrong with it and its rubrics."""

    described: Described | None
    """None, where there is an error."""
    faults: tuple[Fault, ...]


def read_center(path: Path, given: Sequence[Path] = ()) -> Judgement:
    """A center's file, judged together with the rubrics that it uses.

    Args:
        path: the file.
        given: rubric files of its roles, competencies and exercises; what is not among them is looked for beside the
            file, then in the shipped library.

    Raises: Unusable, when a file is missing or can't be opened.
    """
    read = load_file(path)
    if isinstance(read, list):
        return Judgement(None, tuple(read))
    files = []
    for one in given:
        file = load_file(one)
        if isinstance(file, list):
            return Judgement(None, tuple(file))
        files.append(file)
    if not isinstance(read.model, CenterFile):
        message = T("This file describes no center.")
        fault = Fault("FO-05", read.where("kind"), message, T("Begin with kind: center."))
        return Judgement(None, (fault,))
    library = Library(around(path), files)
    faults = judge_file(read, library)
    faults += judge_all(_own_files(read.model, library, given)).faults
    return judged(read.model, library, faults)


def judged(file: CenterFile, library: Library, faults: Iterable[Fault]) -> Judgement:
    """The same for a description that was read, with what was found in it."""
    found = tuple(dict.fromkeys(faults))
    if any(fault.severity == "error" for fault in found):
        return Judgement(None, found)
    rubrics = {one.role: expand(library.role(one.role), library) for one in file.roles}
    return Judgement(Described(file, rubrics), found)


def _own_files(file: CenterFile, library: Library, given: Sequence[Path]) -> list[Path]:
    """The rubric files that are not the library's: they have not been judged by anybody yet."""
    shelf = library.folders[-1]
    found = list(given)
    for one in file.roles:
        there = library.look("role", one.role)
        if isinstance(there, Loaded):
            path = Path(there.source.file)
            if shelf not in path.parents and path not in found:
                found.append(path)
    return found


def described(design: Design) -> Described:
    """A center that was read from a database, with the very rubrics that it uses there."""
    rubrics = {one.role.code: expand(one.role, one.library) for one in design.rubrics}
    return Described(design.file, rubrics)


def make_center(tx: Writing, described: Described, *, day: date, language: Language, by: str | None = None) -> Id:
    """Make the center that is described, with everything in it.

    Args:
        tx: the transaction.
        described: the center and its rubrics.
        day: its day, where the description says none.
        language: of names that are given in two.
        by: who makes it, by initials or name: one of its own people, where nobody acts yet.

    Raises: Refused, when something of it does not fit, naming it: then nothing of it is made.
    """
    allow_somewhere(tx, Right.PLAN)
    if by is not None:
        _planner(described.file, by)
    file, rubrics = described
    versions = {code: put_rubric(tx, content).id for code, content in rubrics.items()}
    center = make(tx, file, versions, day=day, language=language)
    people = {one.initials: one.id for one in colleagues(tx)}
    codes = {one.code: one.id for one in candidates(tx, center)}
    for person in file.people:
        for code, relation in person.relations.items():
            relate(tx, center, people[person.initials], codes[code], relation)
    if file.team is not None:
        _team(tx, center, file.team)
    maker = tx if by is None else tx.acting(people[_planner(file, by)], tx.at)
    maker.journal("center made from its description", center=center, code=file.code)
    return center


def copy_center(tx: Writing, center: Id, name: str, day: date) -> Id:
    """A center like an earlier one, without its people; what the team needs and its charter come along.

    Raises: Refused, as `plan.center.copy`.
    """
    allow(tx, Right.PLAN, center)
    made = copy(tx, center, name, day)
    team = team_view(tx, center)
    if team.name:
        put_team(tx, made, team.name)
    for code, need in team.needs.items():
        put_need(tx, made, code, need.level, count=need.people, weight=need.weight)
    for code, value in team.charter.items():
        put_charter(tx, made, code, value.level, weight=value.weight)
    return made


def _planner(file: CenterFile, by: str) -> str:
    """The initials of somebody in the file who may plan."""
    said = normal(by).casefold()
    for one in file.people:
        if said in (one.initials.casefold(), one.name.casefold()) and set(one.functions) & set(Right.PLAN.value):
            return one.initials
    raise Refused(
        T("Nobody of this file who may plan is called so."),
        where=by,
        do=T("Name a moderator, hiring lead or administrator among its people."),
    )


def _team(tx: Writing, center: Id, team: TeamEntry) -> None:
    put_team(tx, center, team.name)
    for member in team.members:
        put_member(tx, center, member.name, member.levels)
    for need in team.needs:
        put_need(tx, center, need.competency, need.level, count=need.count, weight=need.weight)
    for value in team.charter:
        put_charter(tx, center, value.value, value.level, weight=value.weight)
