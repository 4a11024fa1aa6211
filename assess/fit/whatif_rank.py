"""The ranking of a what-if file, by the same arithmetic as a center's."""

from __future__ import annotations

from typing import NamedTuple

from assess.fit.bands import bands
from assess.fit.score import Fit, Level, fit
from assess.fit.whatif import WhatIf, levels
from assess.words import Refused, T, sort_key


class Placed(NamedTuple):
    """A candidate in the order of a role."""

    name: str
    fit: Fit
    band: int | None


def rank(one: WhatIf, role: str | None = None) -> dict[str, tuple[Placed, ...]]:
    """Per role its candidates, best first; who has no fit comes last, by name, without a band.

    Raises: Refused, for a role that is not in the file.
    """
    wanted = [each for each in one.roles if role is None or each.name == role]
    if not wanted:
        raise Refused(T("There is no such role."), where=role or "")
    team = tuple(member.scores for member in one.team)
    found = {}
    for each in wanted:
        demands = one.demands(each)
        fits = []
        for candidate in one.candidates:
            if candidate.roles is not None and each.name not in candidate.roles:
                continue
            moral = {code: Level(value, _square(candidate.se.get(code))) for code, value in candidate.values.items()}
            scored = levels(dict(candidate.scores), dict(candidate.se))
            answer = fit(one.rule, scored, demands, team=team, needs=one.needed, values=moral, charter=one.values)
            fits.append((candidate.name, answer))
        ahead = [pair for pair in fits if pair[1].team is not None]
        ahead.sort(key=lambda pair: (-(pair[1].team or 0.0), sort_key(pair[0])))
        last = sorted((pair for pair in fits if pair[1].team is None), key=lambda pair: sort_key(pair[0]))
        numbers = bands([answer.team or 0.0 for _, answer in ahead], [answer.se for _, answer in ahead])
        found[each.name] = (
            *(Placed(name, answer, band) for (name, answer), band in zip(ahead, numbers, strict=True)),
            *(Placed(name, answer, None) for name, answer in last),
        )
    return found


def _square(se: float | None) -> float | None:
    return None if se is None else se * se
