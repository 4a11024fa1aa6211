"""Versions of a role's rubric: which there are, who uses them, what changed, and moving a center to a newer one.

A version never changes. A center that is frozen keeps its version for good; one that is not yet frozen can be moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Literal, NamedTuple

from sqlalchemy import func, select
from sqlmodel import col

from assess.people.rights import Right, allow, allow_somewhere
from assess.plan.catalogue import put_rubric
from assess.plan.follow import follow, has_begun
from assess.rubric.diff import Version as Measure
from assess.rubric.expand import expand
from assess.rubric.recall import recall
from assess.store.tables import Cell, Center, Competency, Criterion, Exercise, Role, Rubric, Vacancy
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, Text

Against = Literal["first", "wording", "scoring"]
"""What changed against the version before: nothing was before, only words did, or what scores depend on."""


class Use(NamedTuple):
    """A center that hires with a version."""

    center: Id
    name: str
    frozen_at: datetime | None


class Held(NamedTuple):
    """One version of a role's rubric in the database."""

    id: Id
    role: str
    name: Text
    number: int
    created_at: datetime
    lo: int
    hi: int
    content_hash: str
    structure_hash: str
    against: Against
    uses: tuple[Use, ...]

    @property
    def said(self) -> str:
        """`strategist@2`: how a person names it."""
        return f"{self.role}@{self.number}"

    @property
    def frozen(self) -> bool:
        """Whether a frozen center holds it: then nothing of it can ever change."""
        return any(use.frozen_at is not None for use in self.uses)


class Put(NamedTuple):
    """What became of a role that was put into the database."""

    role: str
    number: int
    new: bool
    """False: this very content was there already."""
    against: Against


class Moved(NamedTuple):
    """A center's role, moved from one version to another."""

    role: str
    old: int
    new: int


def held_versions(tx: Reading, role: str | None = None) -> tuple[Held, ...]:
    """Every version of every role (or of one), by role, then the oldest first.

    Raises: Refused, when there is no such role in the database.
    """
    query = select(Rubric, Role).join(Role, col(Role.id) == col(Rubric.role))
    if role is not None:
        query = query.where(col(Role.code) == role)
    rows = tx.session.execute(query.order_by(col(Role.code), col(Rubric.version))).all()
    if role is not None and not rows:
        raise _no_role(tx, role)
    uses: dict[Id, list[Use]] = {}
    used = (
        select(col(Vacancy.rubric), col(Center.id), col(Center.name), col(Center.frozen_at))
        .join(Center, col(Center.id) == col(Vacancy.center))
        .order_by(col(Center.day), col(Center.created_at))
    )
    for rubric, center, called, frozen_at in tx.session.execute(used):
        uses.setdefault(rubric, []).append(Use(center, called, frozen_at))
    found = [_held(rubric, of, tuple(uses.get(rubric.id, ()))) for rubric, of in rows]
    changed: dict[Id, Against] = {
        after.id: "wording" if before.structure_hash == after.structure_hash else "scoring"
        for before, after in pairwise(found)
        if before.role == after.role
    }
    return tuple(one._replace(against=changed.get(one.id, "first")) for one in found)


def _held(rubric: Rubric, role: Role, uses: tuple[Use, ...]) -> Held:
    return Held(
        id=rubric.id,
        role=role.code,
        name=Text(role.name_de, role.name_en),
        number=rubric.version,
        created_at=rubric.created_at,
        lo=rubric.lo,
        hi=rubric.hi,
        content_hash=rubric.content_hash,
        structure_hash=rubric.structure_hash,
        against="first",
        uses=uses,
    )


def read_version(tx: Reading, role: str, number: int) -> Measure:
    """A version as a role with its library: to be shown, exported, or compared (`assess.rubric.diff.diff`).

    Raises: Refused, when there is no such role or version; Unusable, when its documents were tampered with.
    """
    rubric = _rubric(tx, role, number)
    competencies = tx.session.execute(
        select(col(Competency.document))
        .join(Criterion, col(Criterion.competency) == col(Competency.id))
        .where(col(Criterion.rubric) == rubric.id)
    ).scalars()
    exercises = tx.session.execute(
        select(col(Exercise.document)).where(
            col(Exercise.id).in_(select(col(Cell.exercise)).where(col(Cell.rubric) == rubric.id))
        )
    ).scalars()
    return recall(f"{role}@{number}", rubric.document, competencies, exercises)


def put_role(tx: Writing, role: Measure) -> Put:
    """Put a role into the database: its next version, or the one that has this very content already.

    No center uses it by that: see `use_versions`.

    Raises: Refused, when it does not fit together (`assess.rubric.ready` says so before), or has another name than
    the role's versions so far.
    """
    allow_somewhere(tx, Right.PLAN)
    content = expand(role.role, role.library)
    before = {one.content_hash for one in _held_of(tx, content.code)}
    put_rubric(tx, content)
    found = next(one for one in _held_of(tx, content.code) if one.content_hash == content.content_hash)
    return Put(content.code, found.number, content.content_hash not in before, found.against)


def use_versions(tx: Writing, center: Id, wanted: Mapping[str, int]) -> tuple[Moved, ...]:
    """Move a center that is not frozen yet to other versions of its roles' rubrics; its timetable goes along.

    Args:
        tx: the transaction.
        center: the center.
        wanted: the number of the version, by the role's code. Roles that share an exercise move together where its
            text differs: one group discussion can't have two briefs.

    Raises: Refused, when the center is frozen, somebody has begun to observe, a role or version is unknown, the scale
    is another one, or the timetable has an exercise that the versions have not, or have in two texts.
    """
    allow(tx, Right.PLAN, center)
    place = tx.session.get_one(Center, center)
    if place.frozen_at is not None:
        raise Refused(
            T("The design is frozen: this center keeps its versions."),
            where=place.name,
            do=T("Use the new version in the next center."),
        )
    if has_begun(tx, center):
        raise Refused(T("The day has begun: this center keeps its versions."), where=place.name)
    rows = tx.session.execute(
        select(Vacancy, Rubric, col(Role.code))
        .join(Rubric, col(Rubric.id) == col(Vacancy.rubric))
        .join(Role, col(Role.id) == col(Rubric.role))
        .where(col(Vacancy.center) == center)
    ).all()
    vacancies = {code: (vacancy, rubric) for vacancy, rubric, code in rows}
    moved = []
    for role, number in wanted.items():
        if role not in vacancies:
            raise Refused(
                T("This center does not hire for {role}.", role=role),
                where=place.name,
                do=T("It hires for: {names}", names=", ".join(sorted(vacancies))),
            )
        vacancy, old = vacancies[role]
        new = _rubric(tx, role, number)
        if (new.lo, new.hi) != (place.lo, place.hi):
            raise Refused(
                T("This version has the scale {lo} to {hi}, the center another.", lo=new.lo, hi=new.hi),
                where=f"{role}@{number}",
                do=T("Use it in a new center."),
            )
        if new.id != old.id:
            vacancy.rubric = new.id
            tx.session.add(vacancy)
            moved.append(Moved(role, old.version, new.version))
    tx.session.flush()
    follow(tx, center)
    for one in moved:
        tx.journal("rubric version chosen", center=center, role=one.role, old=one.old, new=one.new)
    return tuple(moved)


def _held_of(tx: Reading, role: str) -> tuple[Held, ...]:
    known = tx.session.execute(select(col(Role.id)).where(col(Role.code) == role)).first()
    return held_versions(tx, role) if known else ()


def _rubric(tx: Reading, role: str, number: int) -> Rubric:
    rubric = (
        tx.session.execute(
            select(Rubric)
            .join(Role, col(Role.id) == col(Rubric.role))
            .where(col(Role.code) == role, col(Rubric.version) == number)
        )
        .scalars()
        .first()
    )
    if rubric is not None:
        return rubric
    last = tx.session.execute(
        select(func.max(col(Rubric.version))).join(Role, col(Role.id) == col(Rubric.role)).where(col(Role.code) == role)
    ).scalar()
    if last is None:
        raise _no_role(tx, role)
    raise Refused(
        T("There is no version {number} of {role}.", number=number, role=role),
        do=T("The newest is {last}.", last=last),
    )


def _no_role(tx: Reading, role: str) -> Refused:
    known = tx.session.execute(select(col(Role.code)).order_by(col(Role.code))).scalars().all()
    return Refused(
        T("There is no role {role} in this file.", role=role),
        do=T("There are: {names}", names=", ".join(known)) if known else T("Put one in: assess rubrics put FILE"),
    )
