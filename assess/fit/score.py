"""Team fit: three parts and their uncertainty (scoring.md 4 and 9). Arithmetic only.

`TF = w_role RF + w_gap CG + w_values SF`, each part 0 to 100; a part that does not exist is left out, never 0, and the
weights of the others are renormalised. The standard error follows by the delta method: the slope below a target also
holds at and above it, so that nobody is called certain for having reached it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import erf, fsum, sqrt
from typing import Literal, NamedTuple, Protocol


class Scored(Protocol):
    """A score with its variance: a `Level`, or what integrate.scores found."""

    @property
    def value(self) -> float:
        """On the center's scale."""

    @property
    def variance(self) -> float | None:
        """None: unknown."""


class Level(NamedTuple):
    """A score as it is said."""

    value: float
    variance: float | None = None


class Demand(NamedTuple):
    """What a role asks of a competency."""

    weight: float
    target: float
    floor: float | None = None


class Need(NamedTuple):
    """What a team needs: so many `people` who reach `level`."""

    weight: float
    level: float
    people: int = 1


class Rule(NamedTuple):
    """The weights of the three parts, and the scale."""

    role: float
    gap: float
    values: float
    lo: float
    hi: float


class Part(NamedTuple):
    """A part of the fit: its value and its slope for every competency or value it rests on."""

    value: float
    slopes: Mapping[str, float]
    """d value / d score."""
    contributions: Mapping[str, float]
    """What each adds; they sum to the value."""


class Floor(NamedTuple):
    """A least level to be talked about, and the probability that it is reached."""

    competency: str
    floor: float
    probability: float


class Fit(NamedTuple):
    """A candidate's fit for a role."""

    role: Part | None
    gap: Part | None
    values: Part | None
    team: float | None
    se: float | None
    coverage: float
    """The share of the role's weight that is scored."""
    shares: tuple[float, float, float]
    """The weights of the three parts after renormalising."""
    floors: tuple[Floor, ...]


def attainment(score: float, level: float, lo: float) -> float:
    """`clip((s - lo) / (L - lo), 0, 1)`: how far a score reaches a level.

    Raises: ValueError, for a level at or below the scale's least.
    """
    if level <= lo:
        raise ValueError("the level must be above the scale's least level")
    reached = (score - lo) / (level - lo)
    return 0.0 if reached < 0 else 1.0 if reached > 1 else reached


def role_fit(scores: Mapping[str, Scored], demands: Mapping[str, Demand], lo: float) -> tuple[Part | None, float]:
    """RF and the coverage: over the scored competencies, with renormalised weights."""
    scored = [
        (code, demand, scores[code].value) for code, demand in demands.items() if code in scores and demand.weight > 0
    ]
    if not scored:
        return None, 0.0
    weight = fsum([demand.weight for _, demand, _ in scored])
    contributions, slopes = {}, {}
    for code, demand, value in scored:
        share = 100 * demand.weight / weight
        contributions[code] = share * attainment(value, demand.target, lo)
        slopes[code] = share / (demand.target - lo)
    whole = fsum([demand.weight for demand in demands.values()])
    return Part(fsum(contributions.values()), slopes, contributions), weight / whole


def coverage(people: Sequence[Mapping[str, float]], needs: Mapping[str, Need], lo: float) -> dict[str, float]:
    """How far each need is covered, 0 to 1: the mean attainment of the `people` best; a missing score is nothing."""
    covered = {}
    for code, need in needs.items():
        reached = sorted(
            (attainment(person[code], need.level, lo) for person in people if code in person), reverse=True
        )
        covered[code] = fsum(reached[: need.people]) / need.people
    return covered


def gap_fit(
    scores: Mapping[str, Scored], team: Sequence[Mapping[str, float]], needs: Mapping[str, Need], lo: float
) -> Part | None:
    """CG: the share of the team's open needs that the candidate closes; None without a rated team or needs."""
    if not team or not needs:
        return None
    whole = fsum(need.weight for need in needs.values())
    before = coverage(team, needs, lo)
    candidate = {code: level.value for code, level in scores.items()}
    after = coverage([*team, candidate], needs, lo)
    missing = 1 - fsum(need.weight / whole * before[code] for code, need in needs.items())
    if missing <= 1e-12:
        return Part(100.0, {}, {code: 100 * need.weight / whole for code, need in needs.items()})
    contributions = {
        code: 100 * need.weight / whole * (after[code] - before[code]) / missing for code, need in needs.items()
    }
    slopes = {}
    for code, need in needs.items():
        if code not in scores:
            continue
        better = sum(
            attainment(person[code], need.level, lo) > attainment(candidate[code], need.level, lo)
            for person in team
            if code in person
        )
        if better < need.people:
            slopes[code] = 100 * need.weight / whole / need.people / (need.level - lo) / missing
    return Part(fsum(contributions.values()), slopes, contributions)


def values_fit(values: Mapping[str, Scored], charter: Mapping[str, Need], lo: float) -> Part | None:
    """SF: how far the candidate's behaviour reaches the written levels; None without a charter or rated values."""
    rated = {code: value for code, value in charter.items() if code in values}
    if not rated:
        return None
    whole = fsum(value.weight for value in rated.values())
    contributions = {
        code: 100 * value.weight / whole * attainment(values[code].value, value.level, lo)
        for code, value in rated.items()
    }
    slopes = {code: 100 * value.weight / whole / (value.level - lo) for code, value in rated.items()}
    return Part(fsum(contributions.values()), slopes, contributions)


def fit(
    rule: Rule,
    scores: Mapping[str, Scored],
    demands: Mapping[str, Demand],
    *,
    team: Sequence[Mapping[str, float]] = (),
    needs: Mapping[str, Need] | None = None,
    values: Mapping[str, Scored] | None = None,
    charter: Mapping[str, Need] | None = None,
) -> Fit:
    """The fit of one candidate for one role; without a role fit there is no team fit."""
    role, covered = role_fit(scores, demands, rule.lo)
    gap = gap_fit(scores, team, needs or {}, rule.lo)
    moral = values_fit(values or {}, charter or {}, rule.lo)
    parts = (role, gap, moral)
    raw = (rule.role if role else 0.0, rule.gap if gap else 0.0, rule.values if moral else 0.0)
    whole = fsum(raw)
    shares = (raw[0] / whole, raw[1] / whole, raw[2] / whole) if whole else (0.0, 0.0, 0.0)
    team_fit = None
    if role is not None and whole:
        team_fit = fsum([share * part.value for share, part in zip(shares, parts, strict=True) if part])
    se = standard_error(shares, parts, scores, values or {}) if team_fit is not None else None
    return Fit(role, gap, moral, team_fit, se, covered, shares, floors(scores, demands))


def standard_error(
    shares: Sequence[float],
    parts: Sequence[Part | None],
    scores: Mapping[str, Scored],
    values: Mapping[str, Scored],
) -> float | None:
    """SE(TF) by the delta method; None when a variance that matters is unknown."""
    squares = []
    for (kind, code), slope in total_slopes(shares, parts).items():
        variance = (scores if kind == "score" else values)[code].variance
        if variance is None:
            return None
        squares.append(slope * slope * variance)
    return sqrt(fsum(squares))


Kind = Literal["score", "value"]


def total_slopes(shares: Sequence[float], parts: Sequence[Part | None]) -> dict[tuple[Kind, str], float]:
    """The slope of TF in every score that moves it: a competency acts through the role's part and the gap's at once."""
    kinds: tuple[Kind, Kind, Kind] = ("score", "score", "value")
    slopes: dict[tuple[Kind, str], float] = {}
    for kind, share, part in zip(kinds, shares, parts, strict=True):
        for code, slope in part.slopes.items() if part else ():
            if share * slope != 0:
                key = (kind, code)
                slopes[key] = slopes.get(key, 0.0) + share * slope
    return slopes


def floors(scores: Mapping[str, Scored], demands: Mapping[str, Demand]) -> tuple[Floor, ...]:
    """P(score >= floor) for every floor, from the normal distribution of the score; a flag, never an exclusion."""
    found = []
    for code, demand in demands.items():
        if demand.floor is None or code not in scores:
            continue
        level = scores[code]
        distance = level.value - demand.floor
        sure = float(distance >= 0)
        probability = 0.5 * (1 + erf(distance / sqrt(2 * level.variance))) if level.variance else sure
        found.append(Floor(code, demand.floor, probability))
    return tuple(found)
