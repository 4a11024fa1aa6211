"""Flags: where the assessors of one cell saw something different. Arithmetic only.

They always rest on the first locked ratings, whatever the wash-up changes afterwards (scoring.md 9).
"""

from __future__ import annotations

from collections.abc import Sequence

APART = 2
"""Levels of a five-level scale from which on two ratings of a cell are a disagreement (method 2.6)."""


def are_apart(levels: Sequence[int | None], lo: int, hi: int) -> bool:
    """The ratings of a cell lie 2 levels apart or more, on a scale of 1 to 5; other scales in proportion."""
    shown = [level for level in levels if level is not None]
    return bool(shown) and 4 * (max(shown) - min(shown)) >= APART * (hi - lo)


def are_at_odds(levels: Sequence[int | None]) -> bool:
    """One assessor saw an opportunity and rated, another saw none (None)."""
    return any(level is None for level in levels) and any(level is not None for level in levels)
