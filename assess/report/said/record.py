"""The record: which instrument, which rules and which state of the journal the document rests on."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from assess.report.content import RoleCard, Scorecard
from assess.words import Sayable, T, Words

MODES: Final = {
    "mechanical": T("mechanical: the first ratings hold"),
    "discussion": T("discussion: assessors may amend their own ratings and cite a note"),
    "consensus": T("consensus: the panel may agree on a level and gives its reason"),
}
RULES: Final = {"plain": T("plain weighted means"), "corrected": T("means corrected for severity")}


def record(card: Scorecard, role: RoleCard, words: Words) -> dict[str, Any]:
    """Lines of a name and a value; hashes in full, as they can be compared with the program's."""
    zone = ZoneInfo(card.zone)
    role_weight, gap, values = (words.percent(weight) for weight in card.weights)
    lines: list[tuple[Sayable, Sayable, bool]] = [
        (T("Center"), card.center, False),
        (T("Rubric"), T("{role}, version {version}", role=role.stamp.name, version=role.stamp.version), False),
        (T("Rule"), RULES.get(card.rule, card.rule), False),
        (T("Weights"), T("role {role}, gap {gap}, values {values}", role=role_weight, gap=gap, values=values), False),
        (T("Wash-up"), MODES.get(card.mode, card.mode), False),
    ]
    if card.frozen_at:
        lines.append((T("Design frozen"), words.moment(card.frozen_at, zone), False))
    if card.closed_at:
        lines.append((T("Ratings closed"), words.moment(card.closed_at, zone), False))
    lines += [
        (T("Content hash"), role.stamp.content_hash, True),
        (T("Structure hash"), role.stamp.structure_hash, True),
    ]
    if card.frozen_hash:
        lines.append((T("Design hash"), card.frozen_hash, True))
    lines += [(T("Journal head"), head, True) for head in card.heads]
    return {
        "title": words(T("Record")),
        "note": words(
            T("Kept elsewhere, this page proves later what was there: the journal's head covers everything before it.")
        ),
        "lines": [[words(name), words(value), code] for name, value, code in lines],
    }
