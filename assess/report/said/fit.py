"""The fit: the figure, what it can and can't say, and its three parts."""

from __future__ import annotations

from typing import Any, Final

from assess.fit.bands import Z
from assess.fit.explain import PartStep
from assess.fit.ranking import Ranked
from assess.report.chart import bar
from assess.report.content import RoleCard
from assess.report.said.marks import percent, places, points
from assess.words import Message, T, Words

PARTS: Final = {"role": T("Role fit"), "gap": T("Gap fit"), "values": T("Values fit")}


def fit(role: RoleCard, words: Words) -> dict[str, Any]:
    """The block at the top of the first page."""
    place = role.place
    return {
        "label": words(T("Team fit")),
        "value": points(place.team_fit, words),
        "of": words(T("of 100")),
        "bar": places(bar(place.team_fit, 0, 100, se=place.se)),
        "said": [words(one) for one in meaning(place, words)],
        "parts": [
            {
                "name": words(PARTS[part.part]),
                "value": points(part.value, words),
                "note": words(_note(part, role, words)),
                "bar": places(bar(part.value, 0, 100)),
            }
            for part in role.parts
        ],
    }


def meaning(place: Ranked, words: Words) -> list[Message]:
    """What the figure says, and how sure it is."""
    aid = T("The order was an aid; people decide.")
    if place.team_fit is None:
        return [T("No competency was rated, so there is no fit and no place in the order."), aid]
    found = []
    if place.se is not None:
        found.append(
            T(
                "Standard error {se:.1f}: as far as ratings can tell, the figure lies between {low:.0f} and {high:.0f}"
                " ({sure}). In truth it is less sure than that, since ratings share assessors and exercises.",
                se=place.se,
                sure=words.percent(0.95),
                low=max(0.0, place.team_fit - Z * place.se),
                high=min(100.0, place.team_fit + Z * place.se),
            )
        )
    if place.band is not None:
        found.append(T("Band {band}: these figures can't tell the candidates of one band apart.", band=place.band))
    return [*found, aid]


def _note(part: PartStep, role: RoleCard, words: Words) -> Message:
    if part.value is not None:
        return T("weight {share}", share=percent(part.weight, words))
    if part.part == "gap" and not role.team:
        return T("left out: no team is entered")
    if part.part == "values":
        return T("left out: no value was rated") if role.charter else T("left out: no charter is written")
    return T("left out: nothing was rated")
