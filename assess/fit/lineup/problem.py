"""What is given, and what a line-up is worth.

`total = mean over the places of (w_role RF + w_values SF) + w_gap 100 Cov`, with the weights renormalised over the
parts that exist (scoring.md 9); `Cov` of team and line-up together. Whose values were not rated is weighed by the role
alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any, NamedTuple

from assess.fit.score import Demand as Demand
from assess.fit.score import Level, Need, Rule, attainment, coverage, role_fit, values_fit

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Vacant:
    """A role with its places."""

    name: str
    demands: Mapping[str, Demand]
    places: int = 1
    must: Mapping[str, float] | None = None
    """Least scores that bind: who is below is not eligible."""


@dataclass(frozen=True)
class Person:
    """A candidate."""

    name: str
    scores: Mapping[str, float]
    roles: tuple[str, ...]
    values: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Lineup:
    """A question: which line-up is best."""

    rule: Rule
    roles: tuple[Vacant, ...]
    people: tuple[Person, ...]
    team: tuple[Mapping[str, float], ...] = ()
    needs: Mapping[str, Need] | None = None
    charter: Mapping[str, Need] | None = None
    conflicts: frozenset[frozenset[str]] = frozenset()
    """Pairs who must not be in it together."""
    fixed: Mapping[str, tuple[str, ...]] | None = None
    """Per role, who takes a place in any case."""


class Ineligible(NamedTuple):
    """A candidate who can't take a place of a role they are considered for."""

    name: str
    role: str
    lacks: tuple[str, ...]
    """Weighted competencies without a score."""
    below: tuple[str, ...]
    """Competencies below what binds."""


class Table(NamedTuple):
    """The question as arrays."""

    places: tuple[int, ...]
    """The role of each place, by its number."""
    profit: NDArray[Any]
    """Candidates x roles: what taking one place adds to the total; -inf where not eligible."""
    cover: NDArray[Any]
    """Candidates x needs: what counting for one place of the need adds to the total."""
    team: NDArray[Any]
    """Members x needs: the same."""
    people: NDArray[Any]
    """Per need, how many count."""
    conflicts: tuple[tuple[int, int], ...]
    fixed: tuple[tuple[int, int], ...]
    """Role and candidate."""


class Found(NamedTuple):
    """A line-up."""

    total: float
    members: tuple[tuple[int, ...], ...]
    """Per role, the candidates, in their order."""


def table(question: Lineup) -> tuple[Table, tuple[Ineligible, ...]]:
    """The question as arrays, and who is not eligible."""
    import numpy as np

    rule, needs, charter = question.rule, dict(question.needs or {}), dict(question.charter or {})
    moral = [_values(one, charter, rule.lo) for one in question.people]
    weights = (rule.role, rule.gap if needs else 0.0, rule.values if any(one is not None for one in moral) else 0.0)
    whole = fsum(weights) or 1.0
    personal, gap = (weights[0] + weights[2]) / whole, weights[1] / whole
    places = tuple(number for number, role in enumerate(question.roles) for _ in range(role.places))
    profit = np.full((len(question.people), len(question.roles)), -np.inf)
    ineligible = []
    for number, role in enumerate(question.roles):
        for row, one in enumerate(question.people):
            if role.name not in one.roles:
                continue
            lacks = tuple(code for code, demand in role.demands.items() if demand.weight > 0 and code not in one.scores)
            below = tuple(code for code, least in (role.must or {}).items() if one.scores.get(code, -np.inf) < least)
            if lacks or below:
                ineligible.append(Ineligible(one.name, role.name, lacks, below))
                continue
            part, _ = role_fit({code: Level(score) for code, score in one.scores.items()}, role.demands, rule.lo)
            role_value = part.value if part else 0.0
            own, other = weights[0], weights[2] if moral[row] is not None else 0.0
            share = own + other
            worth = (own * role_value + other * (moral[row] or 0.0)) / share if share else 0.0
            profit[row, number] = personal * worth / len(places)
    spread = fsum(need.weight for need in needs.values()) or 1.0
    each = [100 * gap * need.weight / spread / need.people for need in needs.values()]

    def reach(scores: Mapping[str, float]) -> list[float]:
        return [
            amount * attainment(scores[code], need.level, rule.lo) if code in scores else 0.0
            for amount, (code, need) in zip(each, needs.items(), strict=True)
        ]

    index = {one.name: row for row, one in enumerate(question.people)}
    roles = {role.name: number for number, role in enumerate(question.roles)}
    size = (len(needs),)
    return (
        Table(
            places,
            profit,
            np.array([reach(one.scores) for one in question.people]).reshape(len(question.people), *size),
            np.array([reach(one) for one in question.team]).reshape(len(question.team), *size),
            np.array([need.people for need in needs.values()], dtype=int),
            tuple(sorted((min(pair), max(pair)) for pair in _pairs(question.conflicts, index))),
            tuple((roles[role], index[name]) for role, names in (question.fixed or {}).items() for name in names),
        ),
        tuple(ineligible),
    )


def _pairs(conflicts: frozenset[frozenset[str]], index: Mapping[str, int]) -> list[tuple[int, int]]:
    found = []
    for pair in conflicts:
        rows = sorted(index[name] for name in pair if name in index)
        if len(rows) == 2:
            found.append((rows[0], rows[1]))
    return found


def _values(one: Person, charter: Mapping[str, Need], lo: float) -> float | None:
    part = values_fit({code: Level(score) for code, score in (one.values or {}).items()}, charter, lo)
    return part.value if part else None


def worth(given: Table, members: Sequence[Sequence[int]]) -> float:
    """The total of a line-up, summed anew."""
    total = fsum(float(given.profit[row, role]) for role, rows in enumerate(members) for row in rows)
    rows = [row for role in members for row in role]
    for need, people in enumerate(given.people):
        reached = sorted([*given.cover[rows, need], *given.team[:, need]], reverse=True)
        total += fsum(float(one) for one in reached[:people])
    return total


def covered(question: Lineup, members: Sequence[Sequence[int]]) -> dict[str, float]:
    """How far each need is covered by team and line-up together, 0 to 1."""
    chosen = [question.people[row].scores for rows in members for row in rows]
    return coverage([*question.team, *chosen], dict(question.needs or {}), question.rule.lo)
