"""The names of what the grid shows, for everybody who shows it."""

from __future__ import annotations

from typing import Final

from assess.words import Message, T

EXERCISE_KINDS: Final[dict[str, Message]] = {
    "role_play": T("Role play"),
    "group_discussion": T("Discussion"),
    "presentation": T("Presentation"),
}
ORDER: Final = tuple(EXERCISE_KINDS)
"""In which exercises stand beside each other."""
APART: Final = "◆"
AT_ODDS: Final = "◇"
SIGNS: Final[dict[str, Message]] = {
    APART: T("two of five levels apart, or more"),
    AT_ODDS: T("one saw an opportunity, the other none"),
}
LATE: Final = "^"
"""Behind a level that was locked when others' ratings of it could be known."""
LATE_SAID: Final = T("^ locked late, perhaps not blind")
ABSENT: Final = "a"
"""Behind a level that rates absent behaviour by its anchor."""
ABSENT_SAID: Final = T("a behaviour absent")
UNRATED: Final[dict[str, str]] = {"no_show": "○", "aborted": "×", "excused": "~"}
"""In the place of a level: why an assessor has none."""
UNRATED_SAID: Final[dict[str, Message]] = {
    "no_show": T("the candidate did not come"),
    "aborted": T("exercise aborted"),
    "excused": T("assessor excused"),
}
