"""The rotation's terms: what is given, and what a plan of equal slots is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from assess.plan.timetable.linking import Linked

Style = Literal["pairs", "rotation"]
"""Constant pairs: an exercise keeps its assessors. Rotation: a candidate meets as many assessors as possible. They
exclude each other (method S1 and S2)."""


class Weights(NamedTuple):
    """What the soft wishes are worth against each other."""

    repeat: float = 8.0
    """An assessor who watches a candidate once more, per pair of times."""
    pair: float = 1.0
    """Two assessors who watch together more or less often than others, squared."""
    load: float = 2.0
    """An assessor who watches more or less often than others, squared."""
    outside: float = 100.0
    """With constant pairs: an assessor who is not of the exercise's pair."""


@dataclass(frozen=True)
class Turns:
    """What is given: unit slots, one room an exercise."""

    exercises: dict[str, tuple[str, ...]]
    """Per candidate, in the order in which they came: the exercises to do."""
    assessors: tuple[str, ...]
    barred: frozenset[tuple[str, str]] = frozenset()
    """Assessor and candidate who must not meet."""
    raters: int = 2
    style: Style = "rotation"
    weights: Weights = field(default_factory=Weights)
    rooms: dict[str, int] = field(default_factory=dict)
    """How many rooms an exercise has; one unless said otherwise."""


class Turn(NamedTuple):
    """A performance in its slot."""

    slot: int
    candidate: str
    exercise: str
    assessors: tuple[str, ...]


class Rotation(NamedTuple):
    """A plan that holds every hard constraint."""

    turns: tuple[Turn, ...]
    slots: int
    bound: int
    """No plan has fewer slots."""
    cost: float
    """Of the soft wishes, by their weights; lower is better."""
    met: dict[str, int]
    """Per candidate, how many assessors they met."""
    load: dict[str, int]
    """Per assessor, how many performances they watch."""
    links: Linked

    @property
    def shortest(self) -> bool:
        """Whether no plan can have fewer slots."""
        return self.slots == self.bound
