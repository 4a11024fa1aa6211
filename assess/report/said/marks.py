"""How ratings, levels and points are written, everywhere in a document."""

from __future__ import annotations

from typing import Any, Final

from assess.integrate.names import ABSENT, LATE, UNRATED
from assess.report.chart import Bar
from assess.report.content import Given, Seen
from assess.words import Words

NONE: Final = "\N{EN DASH}"
"""What stands for nothing: not rated, no opportunity, left out."""
TO: Final = "\N{RIGHTWARDS ARROW}"


def given(cell: Seen) -> list[list[str]]:
    """Each rating as assessor and level: an amended one as `3→4`, a late one as `4^`, no opportunity as a dash.

    Who watched and did not rate follows, with the sign that says why.
    """
    rated = [[one.assessor, _held(one)] for one in cell.ratings]
    return rated + [[one.initials, UNRATED[one.why]] for one in cell.without]


def _held(one: Given) -> str:
    held = _whole(one.level) + (ABSENT if one.kind == "absent" else "") + (LATE if one.late else "")
    return f"{_whole(one.first)}{TO}{held}" if one.amended else held


def _whole(level: int | None) -> str:
    return NONE if level is None else str(level)


def level(value: float, words: Words) -> str:
    """A level that somebody set: `4`, `2.5`."""
    return words.number(value, 0 if value == int(value) else 1)


def score(value: float | None, words: Words) -> str:
    """A computed level, with two digits."""
    return NONE if value is None else words.number(value, 2)


def points(value: float | None, words: Words) -> str:
    """Points of 0 to 100, with one digit."""
    return NONE if value is None else words.number(value)


def short(text: str, most: int) -> str:
    """A name that fits into a header: it stands in full elsewhere in the document."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def percent(share: float, words: Words) -> str:
    """A share of 0 to 1 in percent, with a digit where it is no whole number."""
    return words.percent(share, 0 if abs(share * 100 - round(share * 100)) < 1e-9 else 1)


def places(bar: Bar) -> dict[str, Any]:
    """A bar's places as JSON values."""
    return {name: None if place is None else round(place, 4) for name, place in bar._asdict().items()}
