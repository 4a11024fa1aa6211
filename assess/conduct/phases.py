"""The life of a sheet: which state follows which, and what may be done in each. Arithmetic only."""

from __future__ import annotations

from typing import Final, Literal, get_args

State = Literal["planned", "briefed", "observing", "classifying", "rating", "locked"]
ORDER: Final[tuple[State, ...]] = get_args(State)

NEXT: Final[dict[State, frozenset[State]]] = {
    "planned": frozenset({"briefed", "locked"}),
    "briefed": frozenset({"observing", "locked"}),
    "observing": frozenset({"classifying", "locked"}),
    "classifying": frozenset({"observing", "rating", "locked"}),
    "rating": frozenset({"classifying", "locked"}),
    "locked": frozenset(),
}
"""From where to where a sheet may go. Straight to `locked` only without ratings: no-show, aborted, excused."""

Life = Literal[State, "revealed", "amended"]
"""A sheet's state with what follows the lock. That is derived from other rows, never written on the sheet."""

NOTES_IN: Final[frozenset[State]] = frozenset({"observing", "classifying"})
"""Notes are typed while watching, or right after it (quiet mode)."""

EVIDENCE_IN: Final[frozenset[State]] = frozenset({"classifying", "rating"})
RATINGS_IN: Final[frozenset[State]] = frozenset({"rating"})
"""Observation and rating are two times: nothing is rated while one watches."""


def may(state: State, to: State) -> bool:
    """Whether a sheet may go from one state to the other."""
    return to in NEXT[state]


def life(state: State, *, revealed: bool, amended: bool) -> Life:
    """How far a sheet is, what follows its lock included: one that was amended before the reveal is revealed then."""
    if state != "locked":
        return state
    if amended:
        return "amended"
    return "revealed" if revealed else "locked"


def first(states: list[State]) -> State:
    """The state of several sheets worked through together: the one that is furthest behind."""
    return min(states, key=ORDER.index)
