"""The ranking: candidates in bands, role by role, from the ratings of a closed center."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.blind import cell_sums
from assess.fit.bands import bands
from assess.fit.score import Demand, Fit, Floor, Level, Rule, fit
from assess.fit.team import team_of
from assess.integrate.grid import cell_weights
from assess.integrate.scores import Score, pooled_variance, scores
from assess.store.tables import Candidacy, Candidate, Center, Competency, Criterion, Role, Rubric, Sheet, Vacancy
from assess.store.transaction import Reading
from assess.words import Id, Text, sort_key


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


@dataclass(frozen=True)
class RoleRanking:
    """The ranking of one role."""

    vacancy: Id
    role: str
    name: Text
    rule: str
    candidates: tuple[Ranked, ...]


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


def levels(found: Mapping[Id, Score], basis: RoleBasis, kind: str) -> dict[str, Level]:
    """A candidate's scores by code: competencies, or values."""
    return {
        code: Level(found[competency].value, found[competency].variance)
        for competency, code in basis.codes.items()
        if competency in found and basis.kinds[code] == kind
    }


def ranking(tx: Reading, center: Id, role: str | None = None) -> tuple[RoleRanking, ...]:
    """The ranking of one role, or of all.

    Raises: Refused, before the wash-up has closed.
    """
    sums = cell_sums(tx, center)
    place = tx.session.get_one(Center, center)
    rule = rule_of(place)
    pooled = pooled_variance(sums)
    team = team_of(tx, center)
    members = list(team.members.values())
    imported = set(
        tx.session.execute(
            select(col(Sheet.candidate)).where(col(Sheet.center) == center, col(Sheet.origin) == "imported").distinct()
        ).scalars()
    )
    rankings = []
    for basis in role_bases(tx, center):
        if role is not None and basis.role != role:
            continue
        found = scores(sums, basis.weights, pooled, rule.lo, rule.hi)
        candidates = tx.session.execute(
            select(col(Candidate.id), col(Candidate.code))
            .join(Candidacy, col(Candidacy.candidate) == col(Candidate.id))
            .where(col(Candidacy.vacancy) == basis.vacancy, col(Candidate.withdrawn_at).is_(None))
        )
        fits: list[tuple[Id, str, Fit, Mapping[Id, Score]]] = []
        for candidate, code in candidates:
            mine = found.get(candidate, {})
            one = fit(
                rule,
                levels(mine, basis, "competency"),
                basis.demands,
                team=members,
                needs=team.needs,
                values=levels(mine, basis, "value"),
                charter=team.charter,
            )
            fits.append((candidate, code, one, mine))
        rankings.append(RoleRanking(basis.vacancy, basis.role, basis.name, place.rule, _ordered(fits, basis, imported)))
    return tuple(rankings)


def _ordered(
    fits: list[tuple[Id, str, Fit, Mapping[Id, Score]]], basis: RoleBasis, imported: set[Id]
) -> tuple[Ranked, ...]:
    fits.sort(key=lambda row: (row[2].team is None, -(row[2].team or 0.0), sort_key(row[1])))
    ranked = [row[2] for row in fits if row[2].team is not None]
    numbers = bands([one.team or 0.0 for one in ranked], [one.se for one in ranked])
    numbers += [None] * (len(fits) - len(ranked))
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
            tuple(
                basis.codes[competency]
                for competency in basis.codes
                if basis.codes[competency] in basis.demands and not (competency in mine and mine[competency].sufficient)
            ),
            candidate in imported,
        )
        for (candidate, code, one, mine), number in zip(fits, numbers, strict=True)
    )
