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
