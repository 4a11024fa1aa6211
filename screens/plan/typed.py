"""How a field's value is typed, and what was typed means."""

from __future__ import annotations

import re
from typing import Any

from assess.rubric.fields import Field
from assess.rubric.written import Value, number
from assess.words import Refused, T, Words, parse_number


def as_typed(words: Words, field: Field, value: Any) -> str:
    """A field's value as it stands in the line to type in."""
    if value is None:
        return ""
    if field.form == "codes":
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    if field.form == "number" and isinstance(value, int | float):
        shown = number(value)
        return shown.replace(".", ",") if words.language == "de" else shown
    return str(value)


def meant(field: Field, typed: str) -> Value | None:
    """The value that was typed; None for nothing.

    Raises: Refused, when a number was asked for and none was typed.
    """
    if field.form == "codes":
        return [part for part in re.split(r"[,;\s]+", typed) if part]
    if field.form != "number":
        return typed
    if not typed.strip():
        return None
    found = parse_number(typed)
    if found is None:
        raise Refused(T("{typed} is no number.", typed=typed.strip()[:20]), do=T("Write e.g. 4 or 2,5."))
    return int(found) if found == int(found) else found
