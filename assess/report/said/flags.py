"""What should be talked about before anybody leans on the figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from zoneinfo import ZoneInfo

from assess.fit.score import Floor
from assess.integrate.flags import are_apart, are_at_odds
from assess.integrate.names import LATE, UNRATED_SAID
from assess.report.content import RoleCard, Scorecard, Seen, Shown
from assess.report.said.marks import NONE, level
from assess.words import Message, N, T, Text, Words

MET: Final = 0.8
"""From this probability on, a floor counts as reached (scoring 4)."""
UNMET: Final = 0.2
"""Below this probability it counts as missed; between the two it is open."""


def flags(card: Scorecard, role: RoleCard, words: Words) -> dict[str, Any]:
    """The list on the first page; empty where nothing stands out."""
    return {
        "title": words(T("To be talked about")),
        "items": [words(one) for one in _found(card, role, words)],
        "none": words(T("Nothing stands out: every competency has its evidence, and no assessors are far apart.")),
    }


def _found(card: Scorecard, role: RoleCard, words: Words) -> Iterator[Message]:
    names = {shown.code: shown.name for shown in role.competencies}
    place = role.place
    if card.imported:
        yield T("Imported, without observations: ratings were entered from outside, and no note stands behind them.")
    if place.insufficient:
        yield T(
            "Evidence insufficient, fewer than two exercises or two assessors: {names}.",
            names=words.listing([names.get(code, code) for code in place.insufficient]),
        )
    if place.coverage < 1:
        yield T("Only {share} of the role's weight was rated.", share=words.percent(place.coverage))
    for floor in place.floors:
        if floor.probability < MET:
            yield _floor(floor, names.get(floor.competency, Text(floor.competency, floor.competency)), words)
    for shown in (*role.competencies, *role.values):
        yield from _apart(card, shown)
    amended = sum(one.amended for shown in (*role.competencies, *role.values) for one in _ratings(shown))
    if amended:
        yield N(
            "{n} rating was amended after its lock; the first one stands beside it.",
            "{n} ratings were amended after their lock; the first ones stand beside them.",
            n=amended,
        )
    late = sorted({one.assessor for shown in (*role.competencies, *role.values) for one in _ratings(shown) if one.late})
    if late:
        yield T("Locked late, when others' ratings could be known ({sign}): {names}.", sign=LATE, names=", ".join(late))
    for outcome in card.outcomes:
        yield T(
            "{exercise}: {outcome} ({names}).",
            exercise=outcome.exercise,
            outcome=UNRATED_SAID[outcome.outcome],
            names=", ".join(outcome.assessors),
        )
    for change in card.changes:
        yield T(
            "The design was changed after the freeze, on {moment}: {reason}",
            moment=words.moment(change.at, ZoneInfo(card.zone)),
            reason=change.reason,
        )


def _floor(floor: Floor, name: Text, words: Words) -> Message:
    said = {"name": name, "floor": level(floor.floor, words), "share": words.percent(floor.probability)}
    if floor.probability < UNMET:
        return T("{name} is below its floor of {floor} (probability of reaching it: {share}).", **said)
    return T("{name} may be below its floor of {floor} (probability of reaching it: {share}).", **said)


def _apart(card: Scorecard, shown: Shown) -> Iterator[Message]:
    """Cells whose first ratings lie far apart, or where only one assessor saw an opportunity."""
    for cell in shown.cells:
        first = [one.first for one in cell.ratings]
        said = {"name": shown.name, "exercise": cell.name, "ratings": _first(cell)}
        if are_apart(first, card.lo, card.hi):
            yield T("{name} in “{exercise}”: the assessors were far apart at first ({ratings}).", **said)
        elif are_at_odds(first):
            yield T("{name} in “{exercise}”: not every assessor saw an opportunity ({ratings}).", **said)


def _first(cell: Seen) -> str:
    return ", ".join(f"{one.assessor} {NONE if one.first is None else one.first}" for one in cell.ratings)


def _ratings(shown: Shown) -> Iterator[Any]:
    for cell in shown.cells:
        yield from cell.ratings
