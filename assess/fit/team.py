"""The team that hires: members' levels, needs, and the charter of values, as fit needs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.fit.score import Need
from assess.store.tables import CharterValue, Member, MemberLevel, Team
from assess.store.tables import Need as NeedRow
from assess.store.transaction import Reading
from assess.words import Id


class TeamPicture(NamedTuple):
    """A center's team; empty where none is entered."""

    members: Mapping[Id, Mapping[str, float]]
    """Member -> competency -> level; only those with a level count as rated."""
    needs: Mapping[str, Need]
    charter: Mapping[str, Need]


def team_of(tx: Reading, center: Id) -> TeamPicture:
    """The team of a center."""
    found = tx.session.execute(select(Team).where(col(Team.center) == center)).scalars().first()
    if found is None:
        return TeamPicture({}, {}, {})
    levels: dict[Id, dict[str, float]] = {}
    rows = tx.session.execute(
        select(col(Member.id), col(MemberLevel.competency), col(MemberLevel.level))
        .join(MemberLevel, col(MemberLevel.member) == col(Member.id))
        .where(col(Member.team) == found.id)
    )
    for member, competency, level in rows:
        levels.setdefault(member, {})[competency] = level
    needs = tx.session.execute(select(NeedRow).where(col(NeedRow.team) == found.id)).scalars()
    charter = tx.session.execute(select(CharterValue).where(col(CharterValue.team) == found.id)).scalars()
    return TeamPicture(
        levels,
        {row.competency: Need(row.weight, row.level, row.count) for row in needs},
        {row.value: Need(row.weight, row.level) for row in charter},
    )
