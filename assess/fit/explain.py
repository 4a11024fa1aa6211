"""Explain: every step of the arithmetic, from single ratings to the rank, adding up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.blind import cell_sums, require_results
from assess.fit.ranking import Ranked, levels, ranking, role_bases, rule_of
from assess.fit.score import attainment, fit
from assess.fit.team import team_of
from assess.integrate.grid import Cell, grid
from assess.integrate.scores import pooled_variance, scores
from assess.store.tables import Candidate, Center, Exercise, Person
from assess.store.transaction import Reading
from assess.words import Id, Refused, T, Text


@dataclass(frozen=True)
class RatingStep:
    """A single rating."""

    assessor: str
    """Initials."""
    level: int | None
    kind: str
    first_level: int | None
    """As it was locked, before amendments."""


@dataclass(frozen=True)
class CellStep:
    """The ratings of one exercise."""

    exercise: Text
    exercise_code: str
    ratings: tuple[RatingStep, ...]
    mean: float | None
    weight: float


@dataclass(frozen=True)
class CompetencyStep:
    """A competency: from its cells to its share of the role fit."""

    code: str
    name: Text
    cells: tuple[CellStep, ...]
    score: float | None
    se: float | None
    ratings: int
    sufficient: bool
    target: float
    attainment: float | None
    weight: float
    """In percent of the role, as frozen."""
    share: float
    """Of the scored weight, 0 to 1."""
    contribution: float | None
    """Points of the role fit."""


@dataclass(frozen=True)
class PartStep:
    """A part of the team fit: role, gap or values."""

    part: str
    value: float | None
    weight: float
    """After renormalising over the parts that exist, 0 to 1."""
    contribution: float


@dataclass(frozen=True)
class Explanation:
    """How a candidate's place for one role came about."""

    code: str
    role: str
    role_name: Text
    rule: str
    lo: int
    hi: int
    pooled_variance: float | None
    competencies: tuple[CompetencyStep, ...]
    parts: tuple[PartStep, ...]
    place: Ranked


def find_candidate(tx: Reading, center: Id, said: str) -> Candidate:
    """The candidate of a code.

    Raises: Refused, naming the codes there are.
    """
    rows = tx.session.execute(select(Candidate).where(col(Candidate.center) == center)).scalars().all()
    for row in rows:
        if said.casefold() in (row.code.casefold(), row.id):
            return row
    codes = ", ".join(sorted(row.code for row in rows)[:12])
    raise Refused(T("There is no candidate of this code."), where=said, do=T("The codes are: {codes}", codes=codes))


def explain(tx: Reading, center: Id, candidate: str) -> tuple[Explanation, ...]:
    """Every step for a candidate, one explanation a role.

    Raises: Refused, before the wash-up has closed, or for an unknown code.
    """
    require_results(tx, center)
    row = find_candidate(tx, center, candidate)
    place = tx.session.get_one(Center, center)
    rule = rule_of(place)
    sums = cell_sums(tx, center)
    pooled = pooled_variance(sums)
    ratings = [cell for cell in grid(tx, center) if cell.candidate == row.id]
    exercises = {one.id: one for one in tx.session.execute(select(Exercise)).scalars()}
    initials = {one.id: one.initials for one in tx.session.execute(select(Person)).scalars()}
    team = team_of(tx, center)
    places = {(one.role, ranked.candidate): ranked for one in ranking(tx, center) for ranked in one.candidates}
    found = []
    for basis in role_bases(tx, center):
        if (basis.role, row.id) not in places:
            continue
        mine = scores(sums, basis.weights, pooled, rule.lo, rule.hi).get(row.id, {})
        fitted = fit(
            rule,
            levels(mine, basis, "competency"),
            basis.demands,
            team=list(team.members.values()),
            needs=team.needs,
            values=levels(mine, basis, "value"),
            charter=team.charter,
        )
        by_code = {code: competency for competency, code in basis.codes.items()}
        scored = sum(demand.weight for code, demand in basis.demands.items() if by_code[code] in mine)
        steps = []
        for code, demand in basis.demands.items():
            competency = by_code[code]
            score = mine.get(competency)
            cells = [
                _cell(exercises[exercise], weight, ratings, competency, initials)
                for (exercise, wanted), weight in basis.weights.items()
                if wanted == competency
            ]
            steps.append(
                CompetencyStep(
                    code=code,
                    name=basis.names[code],
                    cells=tuple(sorted(cells, key=lambda cell: cell.exercise_code)),
                    score=score.value if score else None,
                    se=score.variance**0.5 if score else None,
                    ratings=score.ratings if score else 0,
                    sufficient=score.sufficient if score else False,
                    target=demand.target,
                    attainment=attainment(score.value, demand.target, rule.lo) if score else None,
                    weight=demand.weight,
                    share=demand.weight / scored if score and scored else 0.0,
                    contribution=fitted.role.contributions.get(code) if fitted.role else None,
                )
            )
        parts = tuple(
            PartStep(name, part.value if part else None, share, share * part.value if part else 0.0)
            for name, part, share in zip(
                ("role", "gap", "values"), (fitted.role, fitted.gap, fitted.values), fitted.shares, strict=True
            )
        )
        found.append(
            Explanation(
                row.code,
                basis.role,
                basis.name,
                place.rule,
                place.lo,
                place.hi,
                pooled,
                tuple(steps),
                parts,
                places[basis.role, row.id],
            )
        )
    return tuple(found)


def _cell(
    exercise: Exercise, weight: float, ratings: Sequence[Cell], competency: Id, initials: dict[Id, str]
) -> CellStep:
    mine = [one for one in ratings if one.exercise == exercise.id and one.competency == competency]
    shown = [one.level for one in mine if one.level is not None]
    return CellStep(
        Text(exercise.name_de, exercise.name_en),
        exercise.code,
        tuple(
            RatingStep(initials.get(one.assessor, "?"), one.level, one.kind, one.first_level)
            for one in sorted(mine, key=lambda one: initials.get(one.assessor, "?"))
        ),
        sum(shown) / len(shown) if shown else None,
        weight,
    )


def rounded_parts(values: Sequence[float], digits: int) -> list[float]:
    """The values rounded so that what is shown adds up to the shown sum (largest remainders get the last digit)."""
    scale = 10**digits
    whole = round(sum(values) * scale)
    down = [floor(value * scale) for value in values]
    order = sorted(range(len(values)), key=lambda place: down[place] - values[place] * scale)
    for place in order[: whole - sum(down)]:
        down[place] += 1
    return [value / scale for value in down]
