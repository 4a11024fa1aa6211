"""A bar with its interval, in one line of text: solid as far as it is sure, a line over what is not, a dot between."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from assess.fit.bands import Z

EIGHTHS = " ▏▎▍▌▋▊▉█"


class Bar(NamedTuple):
    """The parts of a bar from left to right; together they fill its width."""

    solid: str
    before: str
    """Of the interval, before the dot."""
    dot: str
    after: str
    rest: str

    def __str__(self) -> str:
        return "".join(self)


def blocks(share: float, width: int) -> str:
    """A share of 0 to 1 of the width, to an eighth of a cell; not filled up."""
    eighths = round(min(1.0, max(0.0, share)) * width * 8)
    full, part = divmod(eighths, 8)
    return "█" * full + (EIGHTHS[part] if part else "")


def interval_bar(fit: float | None, error: float | None, width: int) -> Bar:
    """A fit of 0 to 100 with 1.96 standard errors to each side; without an error a plain bar, without a fit nothing."""
    if fit is None:
        return Bar("", "", "", "", " " * width)
    if error is None:
        solid = blocks(fit / 100, width)
        return Bar(solid, "", "", "", " " * (width - len(solid)))
    low, high = max(0.0, fit - Z * error), min(100.0, fit + Z * error)
    dot = min(width - 1, int(fit / 100 * width))
    end = max(dot, min(width - 1, ceil(high / 100 * width) - 1))
    solid = blocks(low / 100, width)[:dot]
    after = "━" * (end - dot - 1) + "┤" if end > dot else ""
    return Bar(solid, "━" * (dot - len(solid)), "●", after, " " * (width - end - 1))


def axis(width: int) -> str:
    """What stands above the bars: 0, 50 and 100 where they are."""
    if width < 12:
        return f"{'0':<{width - 3}}100"
    middle = max(2, width // 2 - 1)
    return f"{'0':<{middle}}{'50':<{max(2, width - middle - 3)}}{'100':>3}"[:width]
