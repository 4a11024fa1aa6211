"""A group discussion in numbers: who spoke how long, and whom one has not noted for long. Arithmetic only.

Speaking time says who will be taken for a leader, whatever they say (MacLaren et al. 2020): it is context after the
lock and part of no score (method 2.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

SEVERAL: Final = 0
"""The seat of a turn in which several speak at once."""
SILENT: Final = 600.0
"""Seconds without a note about a candidate, after which a quiet hint says so."""


class Turn(NamedTuple):
    """From when to when a seat spoke, in seconds of the keeper's clock; `ends` None: still speaking."""

    seat: int
    starts: float
    ends: float | None = None


class Share(NamedTuple):
    """A seat's part of the time in which one person spoke."""

    seat: int
    seconds: float
    turns: int
    share: float
    """0 to 1; the shares of all seats add up to 1 when anybody spoke."""


class Spoken(NamedTuple):
    """The turns of a discussion, added up. Times in seconds."""

    shares: tuple[Share, ...]
    several: float
    silence: float
    length: float


def spoken(turns: Iterable[Turn], seats: Sequence[int], until: float) -> Spoken:
    """Add up the turns of the seats; one that is still open lasts until `until`, which is the discussion's end."""
    seconds, counts = dict.fromkeys((SEVERAL, *seats), 0.0), dict.fromkeys((SEVERAL, *seats), 0)
    for turn in turns:
        if turn.seat in seconds:
            seconds[turn.seat] += max(0.0, (until if turn.ends is None else turn.ends) - turn.starts)
            counts[turn.seat] += 1
    alone = sum(seconds[seat] for seat in seats)
    return Spoken(
        tuple(Share(seat, seconds[seat], counts[seat], seconds[seat] / alone if alone else 0.0) for seat in seats),
        seconds[SEVERAL],
        max(0.0, until - alone - seconds[SEVERAL]),
        until,
    )


def unnoted(last: Mapping[str, float], elapsed: float) -> tuple[str, ...]:
    """The candidates (by code, with the time of the last note about each; 0 for none) silent for ten minutes."""
    return tuple(code for code, seconds in last.items() if elapsed - seconds >= SILENT)
