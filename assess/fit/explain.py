"""Explain: every step of the arithmetic, from single ratings to the rank, adding up exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor, fsum

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.blind import CellSum, cell_sums, require_results
from assess.conduct.unrated import Unrated, unrated
from assess.fit.ranking import Ranked, RoleBasis, RoleRanking, Terms, levels, ranking, role_bases, rule_of
from assess.fit.score import Kind, Need, Part, attainment, fit, total_slopes
from assess.fit.team import TeamPicture, team_of
from assess.integrate.grid import Cell, grid, held_exercises
from assess.integrate.names import ORDER
from assess.integrate.scores import Score, by_candidate, pooled_variance, scores
from assess.integrate.table import Without, without_ratings
from assess.store.tables import Candidate, Center, Exercise, Person
from assess.store.transaction import Reading
from assess.words import Id, Refused, T, Text, normal, sort_key


@dataclass(frozen=True)
class RatingStep:
    """A single rating."""

    assessor: str
    """Initials."""
    level: int | None
    kind: str
    first_level: int | None
    """As it was locked, before amendments."""
    sheet: Id
    reason: str = ""
    late: bool = False
    """Locked when others' ratings of it could be known."""


@dataclass(frozen=True)
class CellStep:
    """The ratings of one exercise."""

    exercise: Text
    exercise_code: str
    ratings: tuple[RatingStep, ...]
    mean: float | None
    weight: float
    exercise_id: Id
    exercise_kind: str
    without: tuple[Without, ...] = ()
    """Assessors who watched and did not rate, and why."""


@dataclass(frozen=True)
class CompetencyStep:
    """A competency (or a value of the charter): from its cells to its share of its part."""

    code: str
    name: Text
    cells: tuple[CellStep, ...]
    score: float | None
    se: float | None
    ratings: int
    sufficient: bool
    target: float
    """The level that is enough."""
    attainment: float | None
    weight: float
    """In percent of the role, as frozen; of a value, as the charter weighs it."""
    share: float
    """Of the scored weight, 0 to 1."""
    contribution: float | None
    """Points of its part."""
    competency: Id
    slope: float
    """Points of the team fit for a level of the score: through role and gap, or through values."""


@dataclass(frozen=True)
class Piece:
    """What a competency adds to a part."""

    code: str
    name: Text
    points: float


@dataclass(frozen=True)
class PartStep:
    """A part of the team fit: role, gap or values."""

    part: str
    value: float | None
    weight: float
    """After renormalising over the parts that exist, 0 to 1."""
    contribution: float
    pieces: tuple[Piece, ...]
    """They add up to the value."""


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
    values: tuple[CompetencyStep, ...]
    """The values of the team's charter; empty without one."""
    terms: Terms
    opener: Ranked | None
    """Who opens the candidate's band; None without bands."""
    before: Ranked | None
    """Who opens the band before it, if there is one."""


def find_candidate(tx: Reading, center: Id, said: str) -> Candidate:
    """The candidate of a code.

    Raises: Refused, naming the codes there are.
    """
    rows = tx.session.execute(select(Candidate).where(col(Candidate.center) == center)).scalars().all()
    wanted = normal(said).casefold()
    for row in rows:
        if wanted in (normal(row.code).casefold(), row.id):
            return row
    codes = sorted((row.code for row in rows), key=sort_key)
    shown = ", ".join(codes[:12]) + (" …" if len(codes) > 12 else "")
    raise Refused(T("There is no candidate of this code."), where=said, do=T("The codes are: {codes}", codes=shown))


@dataclass(frozen=True)
class Ground:
    """What all explanations of a center rest on, read once."""

    center: Center
    rankings: tuple[RoleRanking, ...]
    bases: Mapping[str, RoleBasis]
    """By role code."""
    sums: Mapping[Id, Sequence[CellSum]]
    """By candidate."""
    pooled: float | None
    team: TeamPicture
    exercises: Mapping[Id, Exercise]
    initials: Mapping[Id, str]
    held: frozenset[Id]
    """The exercises that took place; a rubric may have more of them."""
    roles: Mapping[Id, tuple[str, ...]]
    """Candidate -> the roles in whose ranking they are."""
    unrated: Mapping[Id, tuple[Unrated, ...]]
    """Candidate -> who watched them and did not rate."""


def ground(tx: Reading, center: Id) -> Ground:
    """What all explanations of a center rest on.

    Raises: Refused, before the wash-up has closed.
    """
    sums = cell_sums(tx, center)
    rankings = ranking(tx, center)
    roles: dict[Id, list[str]] = {}
    for role in rankings:
        for ranked in role.candidates:
            roles.setdefault(ranked.candidate, []).append(role.role)
    return Ground(
        tx.session.get_one(Center, center),
        rankings,
        {basis.role: basis for basis in role_bases(tx, center)},
        by_candidate(sums),
        pooled_variance(sums),
        team_of(tx, center),
        {one.id: one for one in tx.session.execute(select(Exercise)).scalars()},
        dict(tx.session.execute(select(col(Person.id), col(Person.initials))).all()),
        held_exercises(tx, center),
        {candidate: tuple(mine) for candidate, mine in roles.items()},
        {candidate: tuple(each) for candidate, each in groupby(unrated(tx, center), key=lambda one: one.candidate)},
    )


def explain(tx: Reading, center: Id, candidate: str) -> tuple[Explanation, ...]:
    """Every step for a candidate, one explanation a role.

    Raises: Refused, before the wash-up has closed, for an unknown code, or for somebody who is not ranked.
    """
    require_results(tx, center)
    row = find_candidate(tx, center, candidate)
    return explain_on(tx, ground(tx, center), row.id, row.code)


def explain_on(tx: Reading, shared: Ground, candidate: Id, code: str) -> tuple[Explanation, ...]:
    """Every step for a candidate, on ground that was read once for many.

    Raises: Refused, for somebody who is not ranked.
    """
    if candidate not in shared.roles:
        raise not_ranked(tx, candidate, code)
    ratings = grid(tx, shared.center.id, candidate)
    wanted = shared.roles[candidate]
    return tuple(_explanation(shared, one, candidate, code, ratings) for one in shared.rankings if one.role in wanted)


def not_ranked(tx: Reading, candidate: Id, code: str) -> Refused:
    """Why somebody is in no ranking."""
    if tx.session.get_one(Candidate, candidate).withdrawn_at is not None:
        return Refused(T("This candidate withdrew, and is in no ranking."), where=code)
    return Refused(T("This candidate is in no ranking: considered for no role of this center."), where=code)


def _cells(
    shared: Ground,
    ratings: Sequence[Cell],
    without: Mapping[Id, tuple[Without, ...]],
    weights: Mapping[tuple[Id, Id], float],
    competency: Id,
) -> tuple[CellStep, ...]:
    """The cells of a competency in a rubric, in the order of their exercises' kinds and codes."""
    found = (
        _cell(
            shared,
            shared.exercises[exercise],
            weight,
            [one for one in ratings if one.exercise == exercise and one.competency == competency],
            without.get(exercise, ()),
        )
        for (exercise, wanted), weight in weights.items()
        if wanted == competency and exercise in shared.held
    )
    return tuple(sorted(found, key=lambda cell: (ORDER.index(cell.exercise_kind), cell.exercise_code)))


def _cell(
    shared: Ground, exercise: Exercise, weight: float, ratings: Sequence[Cell], without: tuple[Without, ...]
) -> CellStep:
    steps = sorted(
        (
            RatingStep(
                shared.initials.get(one.assessor, "?"),
                one.level,
                one.kind,
                one.first_level,
                one.sheet,
                one.reason,
                one.late,
            )
            for one in ratings
        ),
        key=lambda step: (sort_key(step.assessor), step.sheet),
    )
    shown = [step.level for step in steps if step.level is not None]
    return CellStep(
        Text(exercise.name_de, exercise.name_en),
        exercise.code,
        tuple(steps),
        sum(shown) / len(shown) if shown else None,
        weight,
        exercise.id,
        exercise.kind,
        without,
    )


def _explanation(shared: Ground, ranked: RoleRanking, candidate: Id, code: str, ratings: Sequence[Cell]) -> Explanation:
    basis, team, center = shared.bases[ranked.role], shared.team, shared.center
    rule = rule_of(center)
    own = scores(shared.sums.get(candidate, ()), basis.weights, shared.pooled, rule.lo, rule.hi).get(candidate, {})
    fitted = fit(
        rule,
        levels(own, basis, "competency"),
        basis.demands,
        team=list(team.members.values()),
        needs=team.needs,
        values=levels(own, basis, "value"),
        charter=team.charter,
    )
    parts = (fitted.role, fitted.gap, fitted.values)
    slopes = total_slopes(fitted.shares, parts)
    without = without_ratings(shared.unrated.get(candidate, ()), shared.initials)

    def steps(kind: Kind, wanted: Mapping[str, tuple[float, float]], part: Part | None) -> tuple[CompetencyStep, ...]:
        """The steps of the codes that are wanted, each with its target and weight."""
        ids = {code: competency for competency, code in basis.codes.items()}
        known = {code: pair for code, pair in wanted.items() if code in ids}
        scored = fsum(weight for code, (_, weight) in known.items() if ids[code] in own)
        return tuple(
            _step(
                ids[code],
                code,
                basis.names[code],
                _cells(shared, ratings, without, basis.weights, ids[code]),
                own.get(ids[code]),
                (target, weight, scored),
                rule.lo,
                part,
                slopes.get((kind, code), 0.0),
            )
            for code, (target, weight) in known.items()
        )

    place = next(one for one in ranked.candidates if one.candidate == candidate)
    return Explanation(
        code,
        basis.role,
        basis.name,
        center.rule,
        center.lo,
        center.hi,
        shared.pooled,
        steps("score", {code: (one.target, one.weight) for code, one in basis.demands.items()}, fitted.role),
        tuple(
            PartStep(
                name,
                part.value if part else None,
                share,
                share * part.value if part else 0.0,
                _pieces(part, basis, team.needs if name == "gap" else {}),
            )
            for name, part, share in zip(("role", "gap", "values"), parts, fitted.shares, strict=True)
        ),
        place,
        steps("value", {code: (one.level, one.weight) for code, one in team.charter.items()}, fitted.values),
        ranked.terms,
        _opener(ranked, place.band),
        _opener(ranked, place.band - 1 if place.band else None),
    )


def _step(
    competency: Id,
    code: str,
    name: Text,
    cells: tuple[CellStep, ...],
    score: Score | None,
    demand: tuple[float, float, float],
    lo: float,
    part: Part | None,
    slope: float,
) -> CompetencyStep:
    target, weight, scored = demand
    return CompetencyStep(
        code=code,
        name=name,
        cells=cells,
        score=score.value if score else None,
        se=score.variance**0.5 if score else None,
        ratings=score.ratings if score else 0,
        sufficient=score.sufficient if score else False,
        target=target,
        attainment=attainment(score.value, target, lo) if score else None,
        weight=weight,
        share=weight / scored if score and scored else 0.0,
        contribution=part.contributions.get(code) if part else None,
        competency=competency,
        slope=slope,
    )


def _pieces(part: Part | None, basis: RoleBasis, needs: Mapping[str, Need]) -> tuple[Piece, ...]:
    """What each competency adds; of a gap, in the order of the needs."""
    found = part.contributions if part else {}
    order = [code for code in (needs or found) if code in found]
    return tuple(Piece(code, basis.names.get(code, Text(code, code)), found[code]) for code in order)


def _opener(ranked: RoleRanking, band: int | None) -> Ranked | None:
    """The first candidate of a band."""
    return next((one for one in ranked.candidates if band is not None and one.band == band), None)


def rounded_parts(values: Sequence[float], digits: int) -> list[float]:
    """The values rounded so that what is shown adds up to the shown sum (largest remainders get the last digit).

    The shown sum is the one that every other screen writes for the exact sum: rounded as `format` rounds.
    """
    scale = 10**digits
    whole = round(float(f"{fsum(values):.{digits}f}") * scale)
    down = [floor(value * scale) for value in values]
    order = sorted(range(len(values)), key=lambda place: down[place] - values[place] * scale)
    for place in order[: whole - sum(down)]:
        down[place] += 1
    return [value / scale for value in down]
