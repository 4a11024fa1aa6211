"""What is still open on one's sheets before the lock: in words, with where it is mended."""

from __future__ import annotations

from typing import NamedTuple

from assess.conduct.work import Work
from assess.words import Message, N, T
from screens.conduct.places import Place, competency_at, open_sheets, sheet_at, unrated


class Open(NamedTuple):
    """Something open."""

    said: Message
    place: Place | None
    """Where it is rated; None: it is a matter of the notes."""


def open_things(work: Work) -> list[Open]:
    """Competencies without a rating, in their order; then notes that show nothing (these don't hold up the lock)."""
    sheets = open_sheets(work)
    found = []
    for place in unrated(work):
        name = competency_at(work, place).name
        if len(sheets) > 1:
            said = T("{code} · {name} has no rating", code=sheet_at(work, place).code, name=name)
        else:
            said = T("{name} has no rating", name=name)
        found.append(Open(said, place))
    unassigned = sum(len(sheet.unassigned) for sheet in sheets)
    if unassigned:
        said = N("{n} note shows no competency yet", "{n} notes show no competency yet", n=unassigned)
        found.append(Open(said, None))
    return found
