"""The team that hires: members' levels, needs, and the charter of values. Set while planning, read by fit."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Final, NamedTuple

from sqlalchemy import delete, select
from sqlmodel import col

from assess.fit.score import Need
from assess.people.rights import Right, allow
from assess.plan.amend import change
from assess.rubric.library import is_value, load_library
from assess.store.tables import Center, CharterValue, Competency, Criterion, Member, MemberLevel, Team, Vacancy
from assess.store.tables import Need as NeedRow
from assess.store.transaction import Reading, Writing
from assess.words import Id, Message, Refused, T, normal, sort_key

MOST_PEOPLE: Final = 100
"""The most people that a need asks for."""
MOST_WEIGHT: Final = 100.0
"""The greatest weight of a need or a value; weights are compared with each other only."""


class TeamPicture(NamedTuple):
    """A center's team; empty where none is entered."""

    members: Mapping[Id, Mapping[str, float]]
    """Member -> competency -> level; only those with a level count as rated."""
    needs: Mapping[str, Need]
    charter: Mapping[str, Need]


class Mate(NamedTuple):
    """Somebody who is in the team."""

    id: Id
    name: str
    levels: Mapping[str, float]
    """By the competency's code."""


class TeamView(NamedTuple):
    """A center's team as those who plan see it."""

    name: str
    """Empty where no team is entered."""
    members: tuple[Mate, ...]
    needs: Mapping[str, Need]
    charter: Mapping[str, Need]


def team_of(tx: Reading, center: Id) -> TeamPicture:
    """The team of a center."""
    found = _team(tx, center)
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


def team_view(tx: Reading, center: Id) -> TeamView:
    """The team with its members' names, in the order of the names; needs and charter by their codes."""
    found = _team(tx, center)
    if found is None:
        return TeamView("", (), {}, {})
    picture = team_of(tx, center)
    rows = tx.session.execute(select(Member).where(col(Member.team) == found.id)).scalars()
    members = (Mate(row.id, row.name, dict(sorted(picture.members.get(row.id, {}).items()))) for row in rows)
    return TeamView(
        found.name,
        tuple(sorted(members, key=lambda one: (sort_key(one.name), one.id))),
        dict(sorted(picture.needs.items())),
        dict(sorted(picture.charter.items())),
    )


def measured(tx: Reading, center: Id) -> dict[str, str]:
    """What the roles of a center measure: code -> `competency` or `value`. Needs and charter speak of nothing else."""
    rows = tx.session.execute(
        select(col(Competency.code), col(Competency.kind))
        .join(Criterion, col(Criterion.competency) == col(Competency.id))
        .join(Vacancy, col(Vacancy.rubric) == col(Criterion.rubric))
        .where(col(Vacancy.center) == center)
        .order_by(col(Competency.code))
    )
    return dict(rows.all())


def values_known(tx: Reading, center: Id) -> tuple[str, ...]:
    """The values that a charter can name: those that the roles measure, then those of the shipped library."""
    own = [code for code, kind in measured(tx, center).items() if kind == "value"]
    shelf = [code for code in load_library().codes("competency") if is_value(code)]
    return tuple(dict.fromkeys((*own, *shelf)))


def put_team(tx: Writing, center: Id, name: str, reason: str = "") -> Id:
    """Name the team of a center; it has one.

    Raises: Refused, for no name, after the freeze without a reason.
    """
    allow(tx, Right.PLAN, center)
    said = normal(name)
    if not said:
        raise Refused(T("A team needs a name."))
    row = _team(tx, center) or Team(center=center, name="")
    change(tx, center, "team", row.name, said, reason)
    row.name = said
    tx.session.add(row)
    tx.session.flush()
    tx.journal("team set", center=center, team=row.id, name=said)
    return row.id


def put_member(
    tx: Writing, center: Id, name: str, levels: Mapping[str, float], *, member: Id | None = None, reason: str = ""
) -> Id:
    """Add somebody of the team, or change one: name, and the level in each competency that is known.

    Raises: Refused, for no name, a level off the scale, a code that nothing here measures, after the freeze without a
    reason.
    """
    allow(tx, Right.PLAN, center)
    said = normal(name)
    if not said:
        raise Refused(T("A member of the team needs a name."))
    team = _needed(tx, center)
    _measured(tx, center, levels)
    place = tx.session.get_one(Center, center)
    for code, level in levels.items():
        if not (isfinite(level) and place.lo <= level <= place.hi):
            raise _off_scale(T("A level lies between {lo} and {hi}.", lo=place.lo, hi=place.hi), code, level)
    row = Member(team=team.id, name=said) if member is None else _member(tx, team, member)
    old = {} if member is None else dict(team_of(tx, center).members.get(row.id, {}))
    # an amendment can't be erased, so it holds no name
    change(tx, center, "member", _levels(old), _levels(levels) if levels or old else "+", reason)
    row.name = said
    tx.session.add(row)
    tx.session.flush()
    tx.session.execute(delete(MemberLevel).where(col(MemberLevel.member) == row.id))
    for code, level in levels.items():
        tx.session.add(MemberLevel(member=row.id, competency=code, level=float(level)))
    tx.session.flush()
    tx.journal("member set", center=center, member=row.id, name=said, levels=_levels(levels))
    return row.id


def drop_member(tx: Writing, center: Id, member: Id, reason: str = "") -> None:
    """Somebody is not in the team. Raises: Refused, when they are in another one, after the freeze without a reason."""
    allow(tx, Right.PLAN, center)
    row = _member(tx, _needed(tx, center), member)
    change(tx, center, "member", _levels(team_of(tx, center).members.get(row.id, {})) or "+", "", reason)
    tx.session.execute(delete(MemberLevel).where(col(MemberLevel.member) == row.id))
    tx.session.delete(row)
    tx.session.flush()
    tx.journal("member dropped", center=center, member=member)


def put_need(
    tx: Writing,
    center: Id,
    competency: str,
    level: float | None,
    *,
    count: int = 1,
    weight: float = 1.0,
    reason: str = "",
) -> None:
    """Say what the team needs: so many people who reach a level in a competency; no level takes the need back.

    Raises: Refused, for a level at the bottom of the scale or off it, a competency that nothing here measures, after
    the freeze without a reason.
    """
    allow(tx, Right.PLAN, center)
    team = _needed(tx, center)
    if not 1 <= count <= MOST_PEOPLE:
        raise Refused(T("A need asks for between 1 and {n} people.", n=MOST_PEOPLE), where=f"{competency}: {count}")
    own = (col(NeedRow.team) == team.id, col(NeedRow.competency) == competency)
    row = tx.session.execute(select(NeedRow).where(*own)).scalars().first()
    old = _said(competency, row.level, row.weight, row.count) if row else ""
    if level is None:
        change(tx, center, "need", old, "", reason)
        if row is not None:
            tx.session.delete(row)
    else:
        _checked(tx, center, competency, "competency", level, weight)
        change(tx, center, "need", old, _said(competency, level, weight, count), reason)
        row = row or NeedRow(team=team.id, competency=competency, level=level)
        row.level, row.count, row.weight = float(level), count, float(weight)
        tx.session.add(row)
    tx.session.flush()
    tx.journal("need set", center=center, competency=competency, level=level, count=count, weight=weight)


def put_charter(
    tx: Writing, center: Id, value: str, level: float | None, *, weight: float = 1.0, reason: str = ""
) -> None:
    """Say which level of a value the team has written down; no level takes it out of the charter.

    A value that no role measures may be written down; the fit leaves it out until somebody is rated in it.

    Raises: Refused, as `put_need`, and for a value that there is not.
    """
    allow(tx, Right.PLAN, center)
    team = _needed(tx, center)
    own = (col(CharterValue.team) == team.id, col(CharterValue.value) == value)
    row = tx.session.execute(select(CharterValue).where(*own)).scalars().first()
    old = _said(value, row.level, row.weight) if row else ""
    if level is None:
        change(tx, center, "charter", old, "", reason)
        if row is not None:
            tx.session.delete(row)
    else:
        _checked(tx, center, value, "value", level, weight)
        change(tx, center, "charter", old, _said(value, level, weight), reason)
        row = row or CharterValue(team=team.id, value=value, level=level)
        row.level, row.weight = float(level), float(weight)
        tx.session.add(row)
    tx.session.flush()
    tx.journal("charter set", center=center, value=value, level=level, weight=weight)


def _team(tx: Reading, center: Id) -> Team | None:
    return tx.session.execute(select(Team).where(col(Team.center) == center).order_by(col(Team.id))).scalars().first()


def _needed(tx: Reading, center: Id) -> Team:
    found = _team(tx, center)
    if found is None:
        raise Refused(T("This center has no team yet."), do=T("Give the team a name first."))
    return found


def _member(tx: Reading, team: Team, member: Id) -> Member:
    row = tx.session.get(Member, member)
    if row is None or row.team != team.id:
        raise Refused(T("Nobody of this team is meant by that."), where=member)
    return row


def _measured(tx: Reading, center: Id, codes: Mapping[str, float]) -> None:
    known = measured(tx, center)
    for code in codes:
        if code not in known:
            raise _unmeasured(code, known)


def _checked(tx: Reading, center: Id, code: str, kind: str, level: float, weight: float) -> None:
    known = (
        list(values_known(tx, center))
        if kind == "value"
        else [one for one, sort in measured(tx, center).items() if sort == kind]
    )
    if code not in known:
        raise _unmeasured(code, known)
    place = tx.session.get_one(Center, center)
    if not (isfinite(level) and place.lo < level <= place.hi):
        raise _off_scale(
            T("The level that is asked for lies above {lo}, up to {hi}.", lo=place.lo, hi=place.hi), code, level
        )
    if not 0 < weight <= MOST_WEIGHT:
        raise Refused(T("A weight lies above 0, up to {n}.", n=f"{MOST_WEIGHT:g}"), where=f"{code}: {weight:g}")


def _unmeasured(code: str, known: Mapping[str, str] | list[str]) -> Refused:
    return Refused(
        T("No role of this center measures this.") if not is_value(code) else T("This value is unknown."),
        where=code,
        do=T("Known are: {names}", names=", ".join(known)) if known else T("Choose a role first."),
    )


def _off_scale(what: Message, code: str, level: float) -> Refused:
    return Refused(what, where=f"{code}: {level:g}")


def _levels(levels: Mapping[str, float]) -> str:
    return ", ".join(f"{code} {level:g}" for code, level in sorted(levels.items()))


def _said(code: str, level: float, weight: float, count: int = 1) -> str:
    return f"{code} {level:g} x{count}, {weight:g}"
