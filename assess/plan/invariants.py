"""What always holds about the catalogue and the freeze: hashes are right, and rows say what was hashed."""

from __future__ import annotations

import json
from typing import Any, Final

from sqlalchemy import func, select
from sqlmodel import col

from assess.plan.design import design_hash
from assess.rubric.hashes import digest
from assess.store.doctor import Invariant
from assess.store.tables import Anchor, Cell, Center, Competency, Criterion, Exercise, Rubric
from assess.store.transaction import Reading
from assess.words import Id, T

COMPETENCY_TEXTS: Final = ("name", "definition", "distinct", "not_observed")
EXERCISE_TEXTS: Final = ("name", "realism", "candidate_brief", "assessor_guide")


def wrong_weights(tx: Reading) -> list[str]:
    """Rubrics whose weights do not sum to 100 percent."""
    rows = tx.session.execute(
        select(col(Criterion.rubric), func.sum(col(Criterion.weight))).group_by(col(Criterion.rubric))
    )
    return [rubric for rubric, whole in rows if abs(whole - 100) > 1e-6]


def wrong_competencies(tx: Reading) -> list[str]:
    """Competencies whose texts or anchors are not those that were hashed."""
    anchors: dict[Id, dict[str, tuple[str, str]]] = {}
    for anchor in tx.session.execute(select(Anchor).where(col(Anchor.competency).is_not(None))).scalars():
        if anchor.competency is not None:
            anchors.setdefault(anchor.competency, {})[str(anchor.level)] = (anchor.text_de, anchor.text_en)
    found = []
    for row in tx.session.execute(select(Competency)).scalars():
        said = json.loads(row.document)
        wanted = {level: (_whole(both["de"]), _whole(both["en"])) for level, both in said.get("anchors", {}).items()}
        if digest(said) != row.content_hash or not _same(row, said, COMPETENCY_TEXTS) or anchors.get(row.id) != wanted:
            found.append(f"{row.code} {row.id}")
    return found


def wrong_exercises(tx: Reading) -> list[str]:
    """Exercises whose texts are not those that were hashed."""
    return [
        f"{row.code} {row.id}"
        for row in tx.session.execute(select(Exercise)).scalars()
        if digest(said := json.loads(row.document)) != row.content_hash or not _same(row, said, EXERCISE_TEXTS)
    ]


def wrong_rubrics(tx: Reading) -> list[str]:
    """Rubrics whose hash is not that of their document with its competencies and exercises."""
    found = []
    for rubric in tx.session.execute(select(Rubric)).scalars():
        competencies = tx.session.execute(
            select(col(Competency.code), col(Competency.content_hash), Criterion)
            .join(Criterion, col(Criterion.competency) == col(Competency.id))
            .where(col(Criterion.rubric) == rubric.id)
        ).all()
        exercises = tx.session.execute(
            select(col(Exercise.code), col(Exercise.content_hash))
            .join(Cell, col(Cell.exercise) == col(Exercise.id))
            .where(col(Cell.rubric) == rubric.id)
            .distinct()
        )
        said = json.loads(rubric.document)
        parts = {
            "competency": {code: hash_ for code, hash_, _ in competencies},
            "exercise": {row.code: row.content_hash for row in exercises},
        }
        weights = {one["code"]: one["weight"] for one in said["competencies"]}
        held = {code: criterion.weight for code, _, criterion in competencies}
        if digest({"role": said, **parts}) != rubric.content_hash or weights != held:
            found.append(str(rubric.id))
    return found


def unlike_frozen(tx: Reading) -> list[str]:
    """Frozen centers whose design is not what was frozen, and not amended."""
    frozen = tx.session.execute(select(Center).where(col(Center.frozen_at).is_not(None))).scalars()
    return [
        str(center.id) for center in frozen if not center.amended and center.frozen_hash != design_hash(tx, center.id)
    ]


def _whole(sentences: str | list[str]) -> str:
    return sentences if isinstance(sentences, str) else " ".join(sentences)


def _same(row: object, said: dict[str, Any], keys: tuple[str, ...]) -> bool:
    return all(getattr(row, f"{key}_{language}") == said[key][language] for key in keys for language in ("de", "en"))


INVARIANTS: Final = (
    Invariant("weights", "plan", T("The weights of every rubric sum to 100."), wrong_weights),
    Invariant("competencies", "plan", T("Every competency is as it was hashed."), wrong_competencies),
    Invariant("exercises", "plan", T("Every exercise is as it was hashed."), wrong_exercises),
    Invariant("rubrics", "plan", T("Every rubric is as it was hashed."), wrong_rubrics),
    Invariant("design", "plan", T("Every frozen design is as it was frozen, or amended."), unlike_frozen),
)
