"""The ranking: candidates in bands, role by role, from the ratings of a closed center."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select
from sqlmodel import col

from assess.conduct.blind import cell_sums
from assess.conduct.sight import late_candidates
from assess.fit.bands import bands
from assess.fit.score import Demand, Fit, Floor, Rule, fit
from assess.fit.team import TeamPicture, team_of
from assess.integrate.grid import cell_weights
from assess.integrate.scores import Score, pooled_variance, scores
from assess.store.tables import Candidacy, Candidate, Center, Competency, Criterion, Role, Rubric, Sheet, Vacancy
from assess.store.transaction import Reading
from assess.words import Id, Refused, T, Text, normal, sort_key


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's place."""

    candidate: Id
    code: str
    role_fit: float | None
    gap_fit: float | None
    values_fit: float | None
    team_fit: float | None
    se: float | None
    band: int | None
    coverage: float
    floors: tuple[Floor, ...]
    insufficient: tuple[str, ...]
    """Competencies without two exercises and two assessors: they mark the rank."""
    imported: bool
    """Rests on imported ratings, without observations."""
    scores: Mapping[str, float]
    """By competency code, on the center's scale; only what was scored."""
    late: bool = False
    """Rests on ratings, too, that were locked when others' could be known."""


@dataclass(frozen=True)
class Terms:
    """What was agreed before the first exercise: the rule that the order rests on, and since when it is frozen."""

    center: str
    zone: str
    lo: int
    hi: int
    rule: str
    weights: tuple[float, float, float]
    """Of role, gap and values, as frozen."""
    frozen_at: datetime | None
    team: bool
    """A team with levels and needs is entered: the gap part exists."""
    charter: bool
    """A charter is written: the values part exists for those whose values were rated."""


@dataclass(frozen=True)
class RoleRanking:
    """The ranking of one role."""

    vacancy: Id
    role: str
    name: Text
    rule: str
    candidates: tuple[Ranked, ...]
    terms: Terms
    demands: Mapping[str, Demand]
    """What the role asks of each competency, by code, in the rubric's order."""
    names: Mapping[str, Text]
    withdrew: tuple[str, ...] = ()
    """Codes of those who were considered and no longer take part: they are in no place."""


@dataclass(frozen=True)
class RoleBasis:
    """What the ranking of a role rests on."""

    vacancy: Id
    rubric: Id
    role: str
    name: Text
    demands: Mapping[str, Demand]
    codes: Mapping[Id, str]
    """Competency id -> code, in the rubric's order."""
    names: Mapping[str, Text]
    kinds: Mapping[str, str]
    weights: Mapping[tuple[Id, Id], float]


def role_bases(tx: Reading, center: Id) -> tuple[RoleBasis, ...]:
    """The roles that a center hires for, sorted by code."""
    rows = tx.session.execute(
        select(col(Vacancy.id), Rubric, Role)
        .join(Rubric, col(Rubric.id) == col(Vacancy.rubric))
        .join(Role, col(Role.id) == col(Rubric.role))
        .where(col(Vacancy.center) == center)
        .order_by(col(Role.code))
    ).all()
    found = []
    for vacancy, rubric, role in rows:
        criteria = tx.session.execute(
            select(Criterion, Competency)
            .join(Competency, col(Competency.id) == col(Criterion.competency))
            .where(col(Criterion.rubric) == rubric.id)
            .order_by(col(Criterion.position))
        ).all()
        found.append(
            RoleBasis(
                vacancy,
                rubric.id,
                role.code,
                Text(role.name_de, role.name_en),
                {
                    competency.code: Demand(criterion.weight, criterion.target, criterion.floor)
                    for criterion, competency in criteria
                    if competency.kind == "competency"
                },
                {competency.id: competency.code for _, competency in criteria},
                {competency.code: Text(competency.name_de, competency.name_en) for _, competency in criteria},
                {competency.code: competency.kind for _, competency in criteria},
                cell_weights(tx, rubric.id),
            )
        )
    return tuple(found)


def rule_of(center: Center) -> Rule:
    """The center's frozen weights and scale."""
    return Rule(center.w_role, center.w_gap, center.w_values, center.lo, center.hi)


def terms_of(center: Center, team: TeamPicture) -> Terms:
    """What the center froze, and which parts of the fit can exist."""
    return Terms(
        center.name,
        center.zone,
        center.lo,
        center.hi,
        center.rule,
        (center.w_role, center.w_gap, center.w_values),
        center.frozen_at,
        bool(team.members and team.needs),
        bool(team.charter),
    )


def levels(found: Mapping[Id, Score], basis: RoleBasis, kind: str) -> dict[str, Score]:
    """A candidate's scores by code: competencies, or values."""
    return {
        code: score
        for competency, code in basis.codes.items()
        if basis.kinds[code] == kind and (score := found.get(competency))
    }


def ranking(tx: Reading, center: Id, role: str | None = None) -> tuple[RoleRanking, ...]:
    """The ranking of one role (by its code or name), or of all.

    Raises: Refused, before the wash-up has closed, or for a role that the center does not hire for.
    """
    sums = cell_sums(tx, center)
    place = tx.session.get_one(Center, center)
    rule = rule_of(place)
    bases = _wanted(role_bases(tx, center), role)
    pooled = pooled_variance(sums)
    team = team_of(tx, center)
    members = list(team.members.values())
    terms = terms_of(place, team)
    late = late_candidates(tx, center)
    rankings = []
    for basis in bases:
        found = scores(sums, basis.weights, pooled, rule.lo, rule.hi)
        fits: list[_Fitted] = []
        for candidate, code, imported in tx.rows(_CANDIDATES, vacancy=basis.vacancy):
            mine = found.get(candidate, {})
            scored = levels(mine, basis, "competency")
            one = fit(
                rule,
                scored,
                basis.demands,
                team=members,
                needs=team.needs,
                values=levels(mine, basis, "value") if team.charter else None,
                charter=team.charter,
            )
            fits.append(_Fitted(candidate, code, imported, one, mine, scored))
        rankings.append(
            RoleRanking(
                basis.vacancy,
                basis.role,
                basis.name,
                place.rule,
                _ordered(fits, basis, late),
                terms,
                basis.demands,
                basis.names,
                tuple(sorted((code for (code,) in tx.rows(_WITHDREW, vacancy=basis.vacancy)), key=sort_key)),
            )
        )
    return tuple(rankings)


_WITHDREW = (
    select(col(Candidate.code))
    .join(Candidacy, col(Candidacy.candidate) == col(Candidate.id))
    .where(col(Candidacy.vacancy) == bindparam("vacancy"), col(Candidate.withdrawn_at).is_not(None))
)


_CANDIDATES = (
    select(
        col(Candidate.id),
        col(Candidate.code),
        exists().where(col(Sheet.candidate) == col(Candidate.id), col(Sheet.origin) == "imported"),
    )
    .join(Candidacy, col(Candidacy.candidate) == col(Candidate.id))
    .where(col(Candidacy.vacancy) == bindparam("vacancy"), col(Candidate.withdrawn_at).is_(None))
)


class _Fitted(NamedTuple):
    candidate: Id
    code: str
    imported: bool
    fit: Fit
    scores: Mapping[Id, Score]
    levels: Mapping[str, Score]


def _wanted(bases: tuple[RoleBasis, ...], said: str | None) -> tuple[RoleBasis, ...]:
    if said is None:
        return bases
    wanted = normal(said).casefold()
    found = tuple(
        one for one in bases if wanted in (one.role.casefold(), one.name.de.casefold(), one.name.en.casefold())
    )
    if not found:
        roles = ", ".join(one.role for one in bases)
        raise Refused(
            T("This center does not hire for such a role."), where=said, do=T("Its roles are: {roles}", roles=roles)
        )
    return found


def _ordered(fits: list[_Fitted], basis: RoleBasis, late: frozenset[Id]) -> tuple[Ranked, ...]:
    fits.sort(key=lambda row: (row.fit.team is None, -(row.fit.team or 0.0), sort_key(row.code)))
    ranked = [row.fit for row in fits if row.fit.team is not None]
    numbers = bands([one.team or 0.0 for one in ranked], [one.se for one in ranked])
    numbers += [None] * (len(fits) - len(ranked))
    demanded = [(competency, code) for competency, code in basis.codes.items() if code in basis.demands]
    return tuple(
        Ranked(
            candidate,
            code,
            one.role.value if one.role else None,
            one.gap.value if one.gap else None,
            one.values.value if one.values else None,
            one.team,
            one.se,
            number,
            one.coverage,
            one.floors,
            tuple([code for key, code in demanded if not (key in mine and mine[key].sufficient)]),
            imported,
            {name: level.value for name, level in scored.items()},
            candidate in late,
        )
        for (candidate, code, imported, one, mine, scored), number in zip(fits, numbers, strict=True)
    )
