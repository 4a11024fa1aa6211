"""The matrix of a center: competency x exercise of its roles, with weights, targets and floors.

A rubric's version never changes: what is edited becomes the next version, which the center then uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from assess.people.rights import Right, allow
from assess.plan.catalogue import put_rubric, versions
from assess.plan.conformity.given import ExerciseFacts
from assess.plan.matrix_draft import faults
from assess.plan.vacancies import Opening, put_vacancy, setups, vacancies
from assess.plan.versions import read_version
from assess.rubric.diff import Version
from assess.rubric.expand import expand
from assess.rubric.model import RoleFile
from assess.store.tables import Center
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, Text


@dataclass(frozen=True)
class Matrix:
    """The matrix of one role of a center."""

    center: str
    """The center's name."""
    opening: Opening
    version: Version
    """The role and its library, as the center uses them."""
    exercises: tuple[ExerciseFacts, ...]
    """Of all roles of the center, and how it runs them."""
    frozen: bool

    @property
    def role(self) -> RoleFile:
        """What is edited."""
        return self.version.role

    def title(self, competency: str) -> Text:
        """The name of a competency."""
        return self.version.library.competency(competency).name.text


class Kept(NamedTuple):
    """What became of an edited matrix."""

    role: str
    number: int
    """The version that the center uses now."""
    new: bool
    """False: this very content was a version already."""


def matrices(tx: Reading, center: Id) -> tuple[Matrix, ...]:
    """The matrix of every role of a center, in the order of their codes."""
    place = tx.session.get_one(Center, center)
    exercises = tuple(
        ExerciseFacts(one.code, one.name, one.kind, one.used, one.raters, one.watch_limit, one.group_size, 0)
        for one in setups(tx, center)
    )
    return tuple(
        Matrix(place.name, one, read_version(tx, one.role, one.number), exercises, place.frozen_at is not None)
        for one in vacancies(tx, center)
    )


def keep_matrix(tx: Writing, center: Id, draft: RoleFile, reason: str = "") -> Kept:
    """Make an edited matrix the next version of its role's rubric, and have the center use it.

    After the freeze that is an amendment with its reason; once somebody has begun to observe, nothing changes.

    Raises: Refused, for a matrix with an error, for a role that is not hired for, after the freeze without a reason,
    after the day has begun.
    """
    allow(tx, Right.PLAN, center)
    before = next((one for one in matrices(tx, center) if one.role.code == draft.code), None)
    if before is None:
        raise Refused(T("This role is not in this center."), where=draft.code)
    edited = Version(draft, before.version.library)
    wrong = [fault for fault in faults(edited) if fault.severity == "error"]
    if wrong:
        raise Refused(wrong[0].message, where=before.opening.name, do=wrong[0].mend)
    held = {one.id for one in versions(tx, draft.code)}
    put = put_rubric(tx, expand(draft, before.version.library))
    if put.id != before.opening.rubric:
        put_vacancy(tx, center, put.id, before.opening.places, reason)
    return Kept(draft.code, put.version, put.id not in held)
