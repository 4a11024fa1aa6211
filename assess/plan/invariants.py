"""What always holds about the catalogue and the freeze: hashes are right, and rows say what was hashed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import func, select
from sqlmodel import col

from assess.plan.design import design_hash
from assess.rubric.hashes import digest
from assess.store.doctor import Invariant
from assess.store.tables import (
    Amended,
    Anchor,
    Cell,
    Center,
    Competency,
    Criterion,
    Exercise,
    Phase,
    Prompt,
    Question,
    Role,
    Rubric,
    Vacancy,
)
from assess.store.transaction import Reading
from assess.words import Id, T

Said = Mapping[str, Any]
"""A document's JSON values."""
COMPETENCY_TEXTS: Final = ("name", "definition", "distinct", "not_observed")
EXERCISE_TEXTS: Final = ("name", "realism", "candidate_brief", "assessor_guide", "role_player")


def wrong_weights(tx: Reading) -> list[str]:
    """Rubrics whose weights do not sum to 100 percent."""
    rows = tx.session.execute(
        select(col(Criterion.rubric), func.sum(col(Criterion.weight))).group_by(col(Criterion.rubric))
    )
    return sorted(rubric for rubric, whole in rows if abs(whole - 100) > 1e-6)


def wrong_competencies(tx: Reading) -> list[str]:
    """Competencies whose texts or anchors are not those that were hashed."""
    anchors = _anchors(tx, col(Anchor.competency))
    return [
        f"{row.code} {row.id}"
        for row in tx.session.execute(select(Competency).order_by(col(Competency.code))).scalars()
        if not _is_competency(row, json.loads(row.document), anchors.get(row.id, {}))
    ]


def _is_competency(row: Competency, said: Said, anchors: Mapping[int, tuple[str, str]]) -> bool:
    return (
        digest(said) == row.content_hash
        and (said.get("code"), said.get("kind")) == (row.code, row.kind)
        and _same(row, said, COMPETENCY_TEXTS)
        and anchors == _said_anchors(said)
    )


def wrong_exercises(tx: Reading) -> list[str]:
    """Exercises whose texts, phases, prompts or questions are not those that were hashed."""
    parts: dict[Id, dict[str, list[Any]]] = {}
    tables: tuple[tuple[str, Any], ...] = (("phases", Phase), ("prompts", Prompt), ("questions", Question))
    for name, table in tables:
        for row in tx.session.execute(select(table).order_by(col(table.position))).scalars():
            parts.setdefault(row.exercise, {}).setdefault(name, []).append(row)
    return [
        f"{row.code} {row.id}"
        for row in tx.session.execute(select(Exercise).order_by(col(Exercise.code))).scalars()
        if not _is_exercise(row, json.loads(row.document), parts.get(row.id, {}))
    ]


def _is_exercise(row: Exercise, said: Said, parts: Mapping[str, list[Any]]) -> bool:
    return (
        digest(said) == row.content_hash
        and (said.get("code"), said.get("type")) == (row.code, row.kind)
        and _same(row, said, EXERCISE_TEXTS)
        and _all_same(
            parts.get("phases", []),
            said.get("phases", []),
            ("name",),
            lambda one, told: (
                (one.code, one.kind, one.minutes) == (told["code"], told["kind"], told["minutes"])
                and one.warn == ",".join(map(str, told.get("warn", [])))
            ),
        )
        and _all_same(
            parts.get("prompts", []),
            said.get("prompts", []),
            ("short", "text", "only_if"),
            lambda one, told: (
                (one.code, one.by, one.minute) == (told["id"], told["by"], told["minute"])
                and one.elicits == ",".join(told["elicits"])
            ),
        )
        and _all_same(
            parts.get("questions", []),
            said.get("questions", []),
            ("text",),
            lambda one, told: (one.code, one.elicits) == (told["id"], ",".join(told["elicits"])),
        )
    )


def wrong_rubrics(tx: Reading) -> list[str]:
    """Rubrics whose hashes are not those of their document, or whose rows say something else than it does."""
    anchors = _anchors(tx, col(Anchor.cell))
    found = []
    for rubric, role in tx.session.execute(select(Rubric, Role).join(Role, col(Role.id) == col(Rubric.role))):
        criteria = [
            (criterion, competency)
            for criterion, competency in tx.session.execute(
                select(Criterion, Competency)
                .join(Competency, col(Competency.id) == col(Criterion.competency))
                .where(col(Criterion.rubric) == rubric.id)
                .order_by(col(Criterion.position))
            )
        ]
        cells = [
            (cell, exercise, code)
            for cell, exercise, code in tx.session.execute(
                select(Cell, Exercise, col(Competency.code))
                .join(Exercise, col(Exercise.id) == col(Cell.exercise))
                .join(Competency, col(Competency.id) == col(Cell.competency))
                .where(col(Cell.rubric) == rubric.id)
                .order_by(col(Cell.position))
            )
        ]
        if not _is_rubric(rubric, role, criteria, cells, anchors):
            found.append(f"{role.code} {rubric.version} {rubric.id}")
    return found


def _is_rubric(
    rubric: Rubric,
    role: Role,
    criteria: list[tuple[Criterion, Competency]],
    cells: list[tuple[Cell, Exercise, str]],
    anchors: Mapping[Id, Mapping[int, tuple[str, str]]],
) -> bool:
    said = json.loads(rubric.document)
    hashes = {
        "competency": {competency.code: competency.content_hash for _, competency in criteria},
        "exercise": {exercise.code: exercise.content_hash for _, exercise, _ in cells},
    }
    return (
        digest({"role": said, **hashes}) == rubric.content_hash
        and digest(_structure(rubric, role, criteria, cells, said)) == rubric.structure_hash
        and all(_is_cell(cell, exercise, code, said, anchors.get(cell.id, {})) for cell, exercise, code in cells)
    )


def _structure(
    rubric: Rubric,
    role: Role,
    criteria: list[tuple[Criterion, Competency]],
    cells: list[tuple[Cell, Exercise, str]],
    said: Said,
) -> dict[str, Any]:
    """What scores depend on, from the rows; the order of the exercises alone is the document's."""
    matrix = [
        {
            "exercise": one["exercise"],
            "cells": [
                {"competency": code, "weight": cell.weight}
                for cell, exercise, code in cells
                if exercise.code == one["exercise"]
            ],
        }
        for one in said.get("matrix", [])
    ]
    return {
        "role": {
            "code": role.code,
            "name": {"de": role.name_de, "en": role.name_en},
            "scale": [rubric.lo, rubric.hi],
            "competencies": [
                {"code": row.code, "weight": one.weight, "target": one.target, "floor": one.floor}
                for one, row in criteria
            ],
            "matrix": matrix,
        },
        "competency": {row.code: {"name": {"de": row.name_de, "en": row.name_en}} for _, row in criteria},
        "exercise": {
            row.code: {"type": row.kind, "name": {"de": row.name_de, "en": row.name_en}} for _, row, _ in cells
        },
    }


def _is_cell(cell: Cell, exercise: Exercise, code: str, said: Said, anchors: Mapping[int, tuple[str, str]]) -> bool:
    told = next(
        one
        for row in said["matrix"]
        if row["exercise"] == exercise.code
        for one in row["cells"]
        if one["competency"] == code
    )
    return (
        cell.cues == ",".join(told["cues"])
        and (cell.why_de, cell.why_en) == _both(told["why"])
        and anchors == _said_anchors(told)
    )


def unlike_frozen(tx: Reading) -> list[str]:
    """Frozen centers whose design is not what was frozen, nor amended since as often as they say."""
    frozen = tx.session.execute(select(Center).where(col(Center.frozen_at).is_not(None))).scalars().all()
    amended = dict(tx.session.execute(select(col(Amended.center), func.count()).group_by(col(Amended.center))).all())
    return [
        center.id
        for center in frozen
        if center.amended != amended.get(center.id, 0)
        or (not center.amended and center.frozen_hash != design_hash(tx, center.id))
    ]


def other_scales(tx: Reading) -> list[str]:
    """Centers with a rubric on another scale than theirs."""
    rows = tx.session.execute(
        select(col(Center.id))
        .join(Vacancy, col(Vacancy.center) == col(Center.id))
        .join(Rubric, col(Rubric.id) == col(Vacancy.rubric))
        .where((col(Rubric.lo) != col(Center.lo)) | (col(Rubric.hi) != col(Center.hi)))
        .distinct()
    )
    return sorted(rows.scalars())


def _anchors(tx: Reading, owner: Any) -> dict[Id, dict[int, tuple[str, str]]]:
    """Anchors by their owner (a competency or a cell) and level."""
    found: dict[Id, dict[int, tuple[str, str]]] = {}
    rows = tx.session.execute(
        select(owner, col(Anchor.level), col(Anchor.text_de), col(Anchor.text_en)).where(owner.is_not(None))
    )
    for whose, level, de, en in rows:
        found.setdefault(whose, {})[level] = (de, en)
    return found


def _said_anchors(said: Said) -> dict[int, tuple[str, str]]:
    return {int(level): _both(both) for level, both in said.get("anchors", {}).items()}


def _both(said: Said) -> tuple[str, str]:
    """German and English; a list of sentences is one text in the rows."""
    de, en = (said[language] for language in ("de", "en"))
    return (de if isinstance(de, str) else " ".join(de)), (en if isinstance(en, str) else " ".join(en))


def _same(row: object, said: Said, keys: Iterable[str]) -> bool:
    """A row's texts are those of the document; what may be missing is missing in both."""
    return all(
        (getattr(row, f"{key}_de"), getattr(row, f"{key}_en")) == (_both(said[key]) if said.get(key) else (None, None))
        for key in keys
    )


def _all_same(rows: list[Any], said: list[Any], texts: tuple[str, ...], alike: Any) -> bool:
    return len(rows) == len(said) and all(
        _same(row, told, texts) and alike(row, told) for row, told in zip(rows, said, strict=True)
    )


INVARIANTS: Final = (
    Invariant("weights", "plan", T("The weights of every rubric sum to 100."), wrong_weights),
    Invariant("competencies", "plan", T("Every competency is as it was hashed."), wrong_competencies),
    Invariant("exercises", "plan", T("Every exercise is as it was hashed."), wrong_exercises),
    Invariant("rubrics", "plan", T("Every rubric is as it was hashed."), wrong_rubrics),
    Invariant("design", "plan", T("Every frozen design is as it was frozen, or amended."), unlike_frozen),
    Invariant("one-scale", "plan", T("Every center has one scale, that of its rubrics."), other_scales),
)
