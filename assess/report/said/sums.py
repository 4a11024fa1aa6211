"""The arithmetic in words and figures: anybody can go through it with a pocket calculator."""

from __future__ import annotations

from math import sqrt
from typing import Any

from assess.fit.explain import CompetencyStep, PartStep, rounded_parts
from assess.integrate.scores import score_variance
from assess.report.content import RoleCard, Scorecard, Seen, Shown
from assess.report.said.fit import PARTS
from assess.report.said.marks import NONE, level, percent, points, score
from assess.words import Message, T, Words

TIMES = "\N{MULTIPLICATION SIGN}"


def sums(card: Scorecard, role: RoleCard, words: Words) -> dict[str, Any]:
    """Sentences, a table a part, and the sum of the parts."""
    parts = {part.part: part for part in role.parts}
    tables = [_table("role", role.competencies, parts["role"], words)]
    if parts["values"].value is not None:
        tables.append(_table("values", role.values, parts["values"], words))
    return {
        "title": words(T("How the figures come about")),
        "rules": [words(one) for one in _rules(card, role)],
        "head": [
            words(one)
            for one in (
                T("Competency"),
                T("Cells"),
                T("Score"),
                T("± error"),
                T("Target"),
                T("Attained"),
                T("Weight"),
                T("Points"),
                T("Per level"),
            )
        ],
        "tables": tables,
        "after": [
            words(one) for one in (*_gap(parts["gap"], words), *_together(role, words), _error(card, role, words))
        ],
    }


def _rules(card: Scorecard, role: RoleCard) -> list[Message]:
    weighted = any(cell.weight != 1 for shown in role.competencies for cell in shown.cells)
    found = [
        T("Cell: the mean of its assessors' ratings. No opportunity is left out, it is no low level."),
        T("Score: the mean of the cells, each with its weight (behind the {times}).", times=TIMES)
        if weighted
        else T("Score: the mean of the cells."),
        T("Attained: how far the score reaches its target: (score − {lo}) / (target − {lo}), from 0 to 1.", lo=card.lo),
        T("Points: 100 {times} weight {times} attained. Their sum is the fit.", times=TIMES),
        T("Per level: by how many points the team fit changes with one level of the score."),
    ]
    if role.place.coverage < 1:
        found.append(T("What was not rated gets no points; the weights of the others share its place."))
    return found


def _table(name: str, shown: tuple[Shown, ...], part: PartStep, words: Words) -> dict[str, Any]:
    """A row a competency; the points are rounded so that they add up to what stands below them."""
    steps = [(one, one.step) for one in shown if one.step]
    rated = [step.code for _, step in steps if step.contribution is not None and step.score is not None]
    rounded = rounded_parts([step.contribution or 0.0 for _, step in steps if step.code in rated], 1)
    shares = dict(zip(rated, rounded, strict=True))
    return {
        "rows": [_row(one, step, shares.get(step.code), words) for one, step in steps],
        "total": [words(PARTS[name]), points(part.value, words)],
    }


def _row(shown: Shown, step: CompetencyStep, share: float | None, words: Words) -> list[str]:
    return [
        words(shown.name),
        "  ".join(_cell(cell, words) for cell in shown.cells),
        score(step.score, words),
        score(step.se, words),
        level(step.target, words),
        score(step.attainment, words),
        percent(step.share, words) if step.score is not None else NONE,
        points(share, words),
        points(step.slope, words) if step.score is not None else NONE,
    ]


def _cell(cell: Seen, words: Words) -> str:
    mean = score(cell.mean, words)
    return mean if cell.weight == 1 else f"{mean} {TIMES} {words.number(cell.weight, 1)}"


def _gap(part: PartStep, words: Words) -> list[Message]:
    if part.value is None or not part.pieces:
        return []
    rounded = rounded_parts([piece.points for piece in part.pieces], 1)
    pieces = [
        T("{name} {points:.1f}", name=piece.name, points=share)
        for piece, share in zip(part.pieces, rounded, strict=True)
    ]
    return [
        T(
            "Gap fit: the share of the team's open needs that the candidate closes: {pieces}, together {value:.1f}.",
            pieces=words.listing(pieces),
            value=part.value,
        )
    ]


def _together(role: RoleCard, words: Words) -> list[Message]:
    """The team fit from its parts, and what is left out."""
    there = [part for part in role.parts if part.value is not None]
    if not there or role.place.team_fit is None:
        return [T("Nothing was rated: there is no role fit and no team fit.")]
    rounded = rounded_parts([part.contribution for part in there], 1)
    terms = [
        T(
            "{name} {share} {times} {value:.1f} = {points:.1f}",
            name=PARTS[part.part],
            share=percent(part.weight, words),
            times=TIMES,
            value=part.value,
            points=points_,
        )
        for part, points_ in zip(there, rounded, strict=True)
    ]
    found = [T("Team fit: {terms}; together {value:.1f}.", terms=words.listing(terms), value=role.place.team_fit)]
    if len(there) < len(role.parts):
        found.append(
            T(
                "Left out, as there is nothing to rest it on: {names}. The weights of the others share its place.",
                names=words.listing([PARTS[part.part] for part in role.parts if part.value is None]),
            )
        )
    return found


def _error(card: Scorecard, role: RoleCard, words: Words) -> Message:
    least = sqrt(score_variance(None, 0, card.lo, card.hi))
    if role.place.se is None:
        return T("Without a rating there is no standard error.")
    if role.pooled_variance is None:
        return T(
            "Error of a score: {least} levels, the least that is assumed. Error of the team fit: the root of the sum"
            " of (per level {times} error)², {se:.1f}.",
            least=score(least, words),
            times=TIMES,
            se=role.place.se,
        )
    return T(
        "Error of a score: the root of {variance} (how much ratings of one cell differ, squared) divided by the number"
        " of its ratings, and {least} levels at least. Error of the team fit: the root of the sum of (per level"
        " {times} error)², {se:.1f}.",
        variance=score(role.pooled_variance, words),
        least=score(least, words),
        times=TIMES,
        se=role.place.se,
    )
