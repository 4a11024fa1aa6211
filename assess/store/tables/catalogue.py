"""The catalogue: what is measured. Written by plan; unchangeable once a frozen center uses it.

Rows are shared between versions by content: a competency or an exercise whose content is the same is one row,
found by its content hash. A rubric is one version of a role's measuring instrument.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from assess.store.tables.base import key, link, one_of, utc
from assess.words import Id


class Role(SQLModel, table=True):
    """A role of the team, over all versions of its rubric."""

    __tablename__ = "role"
    id: Id = key()
    code: str = Field(unique=True)
    name_de: str
    name_en: str


class Rubric(SQLModel, table=True):
    """One version of a role's rubric: scale, competencies with weights, exercises with cells."""

    __tablename__ = "rubric"
    __table_args__ = (
        UniqueConstraint("role", "version"),
        UniqueConstraint("role", "content_hash"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("hi > lo AND hi - lo <= 9 AND lo >= 0", name="scale"),
    )
    id: Id = key()
    role: Id = link("role.id")
    version: int
    lo: int
    hi: int
    content_hash: str
    """Over everything."""
    structure_hash: str
    """Over names, order, weights, targets, floors and scale: what scores depend on."""
    document: str
    """The role's file as canonical JSON, the form in which it is exported and compared."""
    created_at: datetime = utc()


class Competency(SQLModel, table=True):
    """A competency (or a value), with its definition; shared by every rubric that uses the same text."""

    __tablename__ = "competency"
    __table_args__ = (
        UniqueConstraint("code", "content_hash"),
        CheckConstraint(one_of("kind", "competency", "value"), name="kind"),
    )
    id: Id = key()
    code: str = Field(index=True)
    kind: str
    name_de: str
    name_en: str
    definition_de: str
    definition_en: str
    distinct_de: str
    distinct_en: str
    not_observed_de: str
    not_observed_en: str
    document: str
    """The file as canonical JSON: what the content hash is taken of; with facets and indicators."""
    content_hash: str


class Criterion(SQLModel, table=True):
    """A competency within a rubric: weight in percent, the level that is enough, the floor to be talked about."""

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("rubric", "competency"),
        CheckConstraint("weight >= 0 AND weight <= 100", name="weight"),
    )
    id: Id = key()
    rubric: Id = link("rubric.id")
    competency: Id = link("competency.id")
    position: int
    weight: float
    target: float
    floor: float | None = None


class Exercise(SQLModel, table=True):
    """An exercise with its briefs; shared by every rubric that uses the same text."""

    __tablename__ = "exercise"
    __table_args__ = (
        UniqueConstraint("code", "content_hash"),
        CheckConstraint(one_of("kind", "role_play", "group_discussion", "presentation"), name="kind"),
    )
    id: Id = key()
    code: str = Field(index=True)
    kind: str
    name_de: str
    name_en: str
    realism_de: str
    realism_en: str
    candidate_brief_de: str
    candidate_brief_en: str
    assessor_guide_de: str
    assessor_guide_en: str
    role_player_de: str | None = None
    role_player_en: str | None = None
    document: str
    """The file as canonical JSON: what the content hash is taken of; with the materials."""
    content_hash: str


class Phase(SQLModel, table=True):
    """A planned phase of an exercise."""

    __tablename__ = "phase"
    __table_args__ = (
        UniqueConstraint("exercise", "position"),
        CheckConstraint(one_of("kind", "prepare", "live", "questions", "classify", "rate", "buffer"), name="kind"),
        CheckConstraint("minutes > 0", name="minutes"),
    )
    id: Id = key()
    exercise: Id = link("exercise.id")
    position: int
    code: str
    kind: str
    minutes: int
    warn: str = ""
    """Minutes before the end at which the clock warns: `5,2`."""
    name_de: str
    name_en: str


class Prompt(SQLModel, table=True):
    """A timed cue: said by the role player or the moderator, or built into the situation."""

    __tablename__ = "prompt"
    __table_args__ = (
        UniqueConstraint("exercise", "code"),
        CheckConstraint(one_of("by", "role_player", "moderator", "situation"), name="by"),
    )
    id: Id = key()
    exercise: Id = link("exercise.id")
    position: int
    code: str
    by: str
    minute: int
    short_de: str
    short_en: str
    text_de: str
    text_en: str
    only_if_de: str | None = None
    only_if_en: str | None = None
    elicits: str
    """Competency codes, comma separated."""


class Question(SQLModel, table=True):
    """A fixed question in fixed order."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("exercise", "code"),)
    id: Id = key()
    exercise: Id = link("exercise.id")
    position: int
    code: str
    text_de: str
    text_en: str
    elicits: str


class Cell(SQLModel, table=True):
    """A competency x exercise cell of a rubric: what is rated where, and which cue elicits it."""

    __tablename__ = "cell"
    __table_args__ = (UniqueConstraint("rubric", "exercise", "competency"),)
    id: Id = key()
    rubric: Id = link("rubric.id")
    exercise: Id = link("exercise.id")
    competency: Id = link("competency.id")
    position: int
    weight: float = 1.0
    """u[k, e] of method 4.2: the exercise's share in the competency's score."""
    cues: str
    """Codes of prompts and questions, comma separated."""
    why_de: str
    why_en: str


class Anchor(SQLModel, table=True):
    """The behaviour that stands for a level: a competency's own, or a cell's."""

    __tablename__ = "anchor"
    __table_args__ = (
        UniqueConstraint("competency", "level"),
        UniqueConstraint("cell", "level"),
        CheckConstraint("(competency IS NULL) <> (cell IS NULL)", name="owner"),
    )
    id: Id = key()
    competency: Id | None = link("competency.id", nullable=True)
    cell: Id | None = link("cell.id", nullable=True)
    level: int
    text_de: str
    text_en: str
