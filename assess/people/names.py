"""The names of functions, for everybody who shows them."""

from __future__ import annotations

from typing import Final

from assess.words import Message, T

FUNCTION_NAMES: Final[dict[str, Message]] = {
    "admin": T("administrator"),
    "moderator": T("moderator"),
    "assessor": T("assessor"),
    "role_player": T("role player"),
    "lead": T("hiring lead"),
    "officer": T("data protection officer"),
}
