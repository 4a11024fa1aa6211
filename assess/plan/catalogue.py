"""The catalogue: rubrics in the database, with all their versions.

A version is never changed: writing a rubric whose content is already there finds it, any other content makes the next
version. Competencies and exercises with the same content are shared between versions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import func, insert, select
from sqlmodel import SQLModel, col

from assess.people.rights import Right, allow_somewhere
from assess.rubric.expand import AnchorContent, CompetencyContent, ExerciseContent, RubricContent
from assess.store.tables import (
    Anchor,
    Cell,
    Competency,
    Criterion,
    Exercise,
    Phase,
    Prompt,
    Question,
    Role,
    Rubric,
    new_id,
)
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, Text


class Version(NamedTuple):
    """A version of a role's rubric in the database."""

    id: Id
    role: str
    version: int
    content_hash: str
    structure_hash: str


def versions(tx: Reading, role: str | None = None) -> tuple[Version, ...]:
    """Every version of every role's rubric (or of one role's), in order."""
    query = select(
        col(Rubric.id), col(Role.code), col(Rubric.version), col(Rubric.content_hash), col(Rubric.structure_hash)
    ).join(Role, col(Role.id) == col(Rubric.role))
    if role is not None:
        query = query.where(col(Role.code) == role)
    return tuple(Version._make(row) for row in tx.session.execute(query.order_by(col(Role.code), col(Rubric.version))))


def put_rubric(tx: Writing, content: RubricContent) -> Version:
    """Write a rubric into the catalogue: the version with this content, or a new one.

    Raises: Refused, when the role is known by another name: what every version shares can't differ between them.
    """
    allow_somewhere(tx, Right.PLAN)
    role = tx.session.execute(select(Role).where(col(Role.code) == content.code)).scalars().first()
    if role is None:
        role = Role(code=content.code, name_de=content.name.de, name_en=content.name.en)
        tx.session.add(role)
        tx.session.flush()
    elif (role.name_de, role.name_en) != content.name:
        raise Refused(
            T(
                "A role keeps its name over all its versions: {old}, not {new}.",
                old=Text(role.name_de, role.name_en),
                new=content.name,
            ),
            where=content.code,
            do=T("Give the file the old name, or, for another role, another code."),
        )
    same = (
        tx.session.execute(
            select(Rubric).where(col(Rubric.role) == role.id, col(Rubric.content_hash) == content.content_hash)
        )
        .scalars()
        .first()
    )
    if same is not None:
        return Version(same.id, role.code, same.version, same.content_hash, same.structure_hash)
    last = tx.session.execute(select(func.max(col(Rubric.version))).where(col(Rubric.role) == role.id)).scalar()
    rubric = Rubric(
        role=role.id,
        version=(last or 0) + 1,
        lo=content.lo,
        hi=content.hi,
        content_hash=content.content_hash,
        structure_hash=content.structure_hash,
        document=content.document,
        created_at=tx.at,
    )
    tx.session.add(rubric)
    tx.session.flush()
    competencies = {criterion.competency.code: _competency(tx, criterion.competency) for criterion in content.criteria}
    exercises = {exercise.code: _exercise(tx, exercise) for exercise in content.exercises}
    _put(
        tx,
        Criterion,
        (
            {
                "rubric": rubric.id,
                "competency": competencies[criterion.competency.code],
                "position": criterion.position,
                "weight": criterion.weight,
                "target": criterion.target,
                "floor": criterion.floor,
            }
            for criterion in content.criteria
        ),
    )
    cells = [(new_id(), cell) for cell in content.cells]
    _put(
        tx,
        Cell,
        (
            {
                "id": cell_id,
                "rubric": rubric.id,
                "exercise": exercises[cell.exercise],
                "competency": competencies[cell.competency],
                "position": cell.position,
                "weight": cell.weight,
                "cues": ",".join(cell.cues),
                "why_de": cell.why.de,
                "why_en": cell.why.en,
            }
            for cell_id, cell in cells
        ),
    )
    for cell_id, cell in cells:
        _anchors(tx, cell.own_anchors, cell=cell_id)
    tx.journal("rubric added", role=content.code, version=rubric.version, content=content.content_hash)
    return Version(rubric.id, role.code, rubric.version, rubric.content_hash, rubric.structure_hash)


def _put(tx: Writing, table: type[SQLModel], rows: Iterable[dict[str, object]]) -> None:
    filled = [{"id": new_id(), **row} for row in rows]
    if filled:
        tx.session.execute(insert(table), filled)


def _anchors(tx: Writing, anchors: Iterable[AnchorContent], **owner: Id) -> None:
    _put(
        tx,
        Anchor,
        (
            {"competency": None, "cell": None, **owner}
            | {"level": anchor.level, "text_de": anchor.text.de, "text_en": anchor.text.en}
            for anchor in anchors
        ),
    )


def _competency(tx: Writing, content: CompetencyContent) -> Id:
    same = (
        tx.session.execute(
            select(col(Competency.id)).where(
                col(Competency.code) == content.code, col(Competency.content_hash) == content.content_hash
            )
        )
        .scalars()
        .first()
    )
    if same is not None:
        return same
    row = Competency(
        code=content.code,
        kind=content.kind,
        name_de=content.name.de,
        name_en=content.name.en,
        definition_de=content.definition.de,
        definition_en=content.definition.en,
        distinct_de=content.distinct.de,
        distinct_en=content.distinct.en,
        not_observed_de=content.not_observed.de,
        not_observed_en=content.not_observed.en,
        document=content.document,
        content_hash=content.content_hash,
    )
    tx.session.add(row)
    tx.session.flush()
    _anchors(tx, content.anchors, competency=row.id)
    return row.id


def _exercise(tx: Writing, content: ExerciseContent) -> Id:
    same = (
        tx.session.execute(
            select(col(Exercise.id)).where(
                col(Exercise.code) == content.code, col(Exercise.content_hash) == content.content_hash
            )
        )
        .scalars()
        .first()
    )
    if same is not None:
        return same
    row = Exercise(
        code=content.code,
        kind=content.kind,
        name_de=content.name.de,
        name_en=content.name.en,
        realism_de=content.realism.de,
        realism_en=content.realism.en,
        candidate_brief_de=content.candidate_brief.de,
        candidate_brief_en=content.candidate_brief.en,
        assessor_guide_de=content.assessor_guide.de,
        assessor_guide_en=content.assessor_guide.en,
        role_player_de=content.role_player.de if content.role_player else None,
        role_player_en=content.role_player.en if content.role_player else None,
        document=content.document,
        content_hash=content.content_hash,
    )
    tx.session.add(row)
    tx.session.flush()
    _put(
        tx,
        Phase,
        (
            {
                "exercise": row.id,
                "position": phase.position,
                "code": phase.code,
                "kind": phase.kind,
                "minutes": phase.minutes,
                "warn": ",".join(str(minutes) for minutes in phase.warn),
                "name_de": phase.name.de,
                "name_en": phase.name.en,
            }
            for phase in content.phases
        ),
    )
    _put(
        tx,
        Prompt,
        (
            {
                "exercise": row.id,
                "position": prompt.position,
                "code": prompt.code,
                "by": prompt.by,
                "minute": prompt.minute,
                "short_de": prompt.short.de,
                "short_en": prompt.short.en,
                "text_de": prompt.text.de,
                "text_en": prompt.text.en,
                "only_if_de": prompt.only_if.de if prompt.only_if else None,
                "only_if_en": prompt.only_if.en if prompt.only_if else None,
                "elicits": ",".join(prompt.elicits),
            }
            for prompt in content.prompts
        ),
    )
    _put(
        tx,
        Question,
        (
            {
                "exercise": row.id,
                "position": question.position,
                "code": question.code,
                "text_de": question.text.de,
                "text_en": question.text.en,
                "elicits": ",".join(question.elicits),
            }
            for question in content.questions
        ),
    )
    return row.id
