"""Minutes since midnight, as people write and type them."""

from __future__ import annotations

import re

from assess.words import T, Usage


def hhmm(minute: int) -> str:
    """`09:05`; past midnight the hours go on (`24:10`)."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute_of(said: str) -> int:
    """The minute of a time as it is typed: `9:05`, `09.05`, `905`, `9`, `9 Uhr`.

    Raises: Usage, when it is none.
    """
    found = re.fullmatch(r"\s*(\d{1,2})(?:[:.h ]?([0-5]\d))?\s*(?:h|uhr)?\s*", said, re.IGNORECASE)
    if found is None or int(found[1]) > 24:
        raise Usage(T("This is no time of day."), where=said, do=T("Give one like 11:30."))
    return int(found[1]) * 60 + int(found[2] or 0)
