"""How many assessors an exercise needs at once (method 1.3). Arithmetic only."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple


class Load(NamedTuple):
    """What watching one performance takes, of a group or of one candidate."""

    candidates: int
    """In the largest group; 1 where everybody is alone."""
    groups: int
    raters: int
    """Assessors of each candidate."""
    limit: int
    """The most candidates that an assessor watches at once."""
    there: int
    """Assessors that there are."""

    @property
    def wanted(self) -> int:
        """Pairs of assessor and candidate that each performance asks for."""
        return self.candidates * self.raters

    @property
    def needed(self) -> int:
        """Assessors at once: `⌈n r / L⌉`, and never fewer than the raters of one candidate."""
        return max(self.raters, ceil(self.wanted / self.limit))

    @property
    def watched(self) -> int:
        """Pairs that those who are there can watch: 4 assessors and L = 2 make 8 of the 12 of 6 candidates."""
        return min(self.wanted, self.there * self.limit, self.candidates * self.there)

    @property
    def enough(self) -> bool:
        """Whether there are assessors enough."""
        return self.there >= self.needed


def load(kind: str, candidates: int, group_size: int, raters: int, limit: int, there: int) -> Load:
    """The load of an exercise for so many candidates; groups are as equal as they can be."""
    if kind != "group_discussion" or candidates == 0:
        return Load(1, candidates, raters, limit, there)
    groups = ceil(candidates / group_size)
    return Load(ceil(candidates / groups), groups, raters, limit, there)
