"""An explanation as text: every step in words and numbers that add up as shown. The screen shows the same ones."""

from __future__ import annotations

from math import fsum, sqrt
from typing import Final, NamedTuple

from assess.fit.bands import Z, reach
from assess.fit.explain import CellStep, CompetencyStep, Explanation, PartStep, RatingStep, rounded_parts
from assess.fit.ranking import Ranked
from assess.integrate.names import LATE, UNRATED, UNRATED_SAID
from assess.integrate.scores import score_variance
from assess.integrate.table import Without
from assess.report.columns import one_line, wrap
from assess.report.grid_text import TOTAL, grid_of, lay_out, points_of, signs_said
from assess.report.rank_text import candidate_said, level, rule_said
from assess.words import N, Sayable, T, Words

WIDTH: Final = 80
FIXED: Final = "\N{NO-BREAK SPACE}"


class Block(NamedTuple):
    """The steps of one competency, or of the team fit; `key` is the grid row's."""

    key: str
    title: str
    sentences: tuple[str, ...]


def explain_lines(words: Words, explanation: Explanation, width: int = WIDTH) -> list[str]:
    """Every step as plain text: the grid, the competencies, the parts, the error, the band."""
    grid = grid_of(words, explanation)
    laid = lay_out(words, grid, width)
    lines = [*wrap(title(words, explanation), width), *wrap(words(rule_said(explanation.terms)), width)]
    lines += ["", laid.head]
    lines += ["".join(piece.text for piece in row).rstrip() for row in laid.rows]
    for sentence in signs_said(words, grid):
        lines += wrap(sentence, width)
    for block in blocks(words, explanation):
        lines += ["", *wrap(block.title, width)]
        for sentence in block.sentences:
            lines += wrap(sentence, width, "  ", "    ")
    return lines


def title(words: Words, explanation: Explanation) -> str:
    """The candidate and the result in a line."""
    place = explanation.place
    parts = [one_line(explanation.code)]
    if place.team_fit is None:
        parts.append(words(T("no place")))
    else:
        parts.append(words(T("team fit {fit}", fit=place.team_fit)))
        if place.band is not None:
            parts.append(words(T("band {band}", band=place.band)))
    return " · ".join([*parts, words(explanation.role_name)])


def blocks(words: Words, explanation: Explanation) -> tuple[Block, ...]:
    """The steps, competency by competency, values after them, the team fit last."""
    points = points_of(explanation)
    steps = (*explanation.competencies, *explanation.values)
    return (
        *(
            Block(step.competency, f"{step.code} · {words(step.name)}", _competency(words, explanation, step, points))
            for step in steps
        ),
        Block(TOTAL, words(T("Team fit")), _team(words, explanation)),
    )


def _competency(
    words: Words, explanation: Explanation, step: CompetencyStep, points: dict[str, float]
) -> tuple[str, ...]:
    said: list[Sayable] = [_cell(words, cell) for cell in step.cells]
    if step.score is None or step.attainment is None:
        said.append(T("Not scored: left out, never counted as 0; the other competencies carry its weight."))
        return tuple(words(one) for one in said)
    said.append(_score(words, step))
    if not step.sufficient:
        said.append(T("! Evidence insufficient: two exercises and two assessors are needed."))
    score, target, lo = words.number(step.score, 2), level(words, step.target), explanation.lo
    reached = words.percent(step.attainment, 2)
    if step.attainment >= 1:
        said.append(
            T("Reached: {score} is not below the target {target}, so {reached}.", **_of(score, target, reached))
        )
    elif step.attainment <= 0:
        said.append(T("Reached: {score} is the scale's lowest level, so {reached}.", **_of(score, target, reached)))
    else:
        said.append(
            T(
                "Reached: ({score} − {lo}) / ({target} − {lo}) = {reached} of the way to the target {target}.",
                lo=lo,
                **_of(score, target, reached),
            )
        )
    if step.code in points:
        said.append(
            T(
                "Points: {share} × {reached} = {points}",
                share=_share(words, step, explanation),
                reached=words.number(100 * step.attainment, 2),
                points=words.number(points[step.code], 2),
            )
        )
    said.append(_error(words, explanation, step))
    return tuple(words(one) for one in said)


def _of(score: str, target: str, reached: str) -> dict[str, str]:
    return {"score": score, "target": target, "reached": reached}


def _share(words: Words, step: CompetencyStep, explanation: Explanation) -> str:
    """The weight that counts; where something is not scored, with the weight it was scaled up from."""
    share = words.percent(step.share, 0 if abs(100 * step.share - round(100 * step.share)) < 1e-9 else 2)
    steps = explanation.competencies if step in explanation.competencies else explanation.values
    whole = fsum(one.weight for one in steps)
    scored = fsum(one.weight for one in steps if one.score is not None)
    if whole - scored < 1e-9 or whole == 0:
        return share
    return words(
        T(
            "{share} (weight {weight} of the {scored} that are scored)",
            share=share,
            weight=f"{step.weight:g}",
            scored=f"{scored:g}",
        )
    )


def _cell(words: Words, cell: CellStep) -> Sayable:
    name = words(cell.exercise)
    if not cell.ratings and not cell.without:
        return T("{exercise}: no rating", exercise=name)
    ratings = ", ".join(
        (*(_rating(words, one) for one in cell.ratings), *(_without(words, one) for one in cell.without))
    )
    shown = [one.level for one in cell.ratings if one.level is not None]
    if not shown:
        return T("{exercise}: {ratings}; left out", exercise=name, ratings=ratings)
    if len(shown) == 1:
        return T("{exercise}: {ratings}; mean {mean}", exercise=name, ratings=ratings, mean=words.number(shown[0], 2))
    return T(
        "{exercise}: {ratings}; mean ({sum}) / {n} = {mean}",
        exercise=name,
        ratings=ratings,
        sum=" + ".join(str(one) for one in shown),
        n=len(shown),
        mean=words.number(sum(shown) / len(shown), 2),
    )


def _rating(words: Words, rating: RatingStep) -> str:
    who = one_line(rating.assessor)
    late = LATE if rating.late else ""
    if rating.level is None:
        said = f"{who} {words(T('no opportunity'))}{late}"
    elif rating.kind == "absent":
        said = f"{who} {rating.level}{late} {words(T('(behaviour absent)'))}"
    else:
        said = f"{who} {rating.level}{late}"
    if rating.level != rating.first_level:
        first = words(T("no opportunity")) if rating.first_level is None else str(rating.first_level)
        said += " " + words(T("(locked as {first})", first=first))
    return said


def _without(words: Words, one: Without) -> str:
    return f"{one_line(one.initials)} {UNRATED[one.why]} ({words(UNRATED_SAID[one.why])})"


def _score(words: Words, step: CompetencyStep) -> Sayable:
    """The weighted mean of the cells that were observed."""
    seen = [cell for cell in step.cells if cell.mean is not None]
    value = words.number(step.score or 0.0, 2)
    if len(seen) == 1:
        return T("Score: {value}, from {exercise} alone", value=value, exercise=seen[0].exercise)
    means = [_exact(words, cell) for cell in seen]
    weights = [cell.weight for cell in seen]
    if len(set(weights)) == 1:
        return T("Score: ({sum}) / {n} = {value}", sum=" + ".join(means), n=len(seen), value=value)
    terms = " + ".join(f"{weight:g} × {mean}" for weight, mean in zip(weights, means, strict=True))
    return T("Score: ({sum}) / {n} = {value}", sum=terms, n=f"{fsum(weights):g}", value=value)


def _exact(words: Words, cell: CellStep) -> str:
    """A cell's mean as it can be put into a sum: two decimals, or a fraction where these are not exact."""
    shown = [one.level for one in cell.ratings if one.level is not None]
    if 100 * sum(shown) % len(shown):
        return f"{sum(shown)}/{len(shown)}"
    return words.number(sum(shown) / len(shown), 2)


def _error(words: Words, explanation: Explanation, step: CompetencyStep) -> Sayable:
    se = words.number(step.se or 0.0, 2)
    least = score_variance(None, 0, explanation.lo, explanation.hi)
    pooled = explanation.pooled_variance
    if pooled is None or step.ratings == 0 or pooled / step.ratings <= least:
        return T("Standard error: {se}, the least that is assumed for any score", se=se)
    return N(
        "Standard error: √({pooled} / {n}) = {se}, from {n} rating and the variance within all cells",
        "Standard error: √({pooled} / {n}) = {se}, from {n} ratings and the variance within all cells",
        n=step.ratings,
        pooled=words.number(pooled, 2),
        se=se,
    )


PARTS: Final = {"role": T("Role fit"), "gap": T("Gaps"), "values": T("Values")}


def _team(words: Words, explanation: Explanation) -> tuple[str, ...]:
    place = explanation.place
    said: list[Sayable] = [_part(words, explanation, part) for part in explanation.parts]
    covered = fsum(step.weight for step in explanation.competencies if step.score is not None)
    whole = fsum(step.weight for step in explanation.competencies)
    said.insert(
        1,
        T(
            "Coverage: {scored} of {whole} points of weight are scored, {coverage}.",
            scored=f"{covered:g}",
            whole=f"{whole:g}",
            coverage=words.percent(place.coverage),
        ),
    )
    if place.team_fit is None:
        return tuple(words(one) for one in (*said, *candidate_said(words, place)))
    said.append(_sum(words, explanation))
    if place.se is not None:
        said += _spread(words, explanation, place.team_fit, place.se)
        said.append(_band(words, explanation))
    said += candidate_said(words, place)
    return tuple(words(one) for one in said if words(one))


def _part(words: Words, explanation: Explanation, part: PartStep) -> Sayable:
    name = words(PARTS[part.part])
    if part.value is None:
        return T("{part}: {reason}", part=name, reason=_absent(explanation, part.part))
    pieces = rounded_parts([piece.points for piece in part.pieces], 2)
    terms = " + ".join(
        f"{words.number(points, 2)}{FIXED}{piece.code}" for piece, points in zip(part.pieces, pieces, strict=True)
    )
    return T("{part}: {terms} = {value}", part=name, terms=terms, value=words.number(part.value, 2))


def _absent(explanation: Explanation, part: str) -> Sayable:
    if part == "role":
        return T("nothing is scored.")
    if part == "gap":
        return T("left out, no team with needs is entered.")
    if not explanation.terms.charter:
        return T("left out, no charter is written.")
    return T("left out, no value of the charter was rated.")


def _sum(words: Words, explanation: Explanation) -> Sayable:
    there = [part for part in explanation.parts if part.value is not None and part.weight > 0]
    value = words.number(explanation.place.team_fit or 0.0, 2)
    if len(there) == 1:
        return T("Team fit: {part} alone = {value}", part=words(PARTS[there[0].part]), value=value)
    shares = rounded_parts([100 * part.weight for part in there], 2)
    digits = 0 if all(share == int(share) for share in shares) else 2
    products = " + ".join(
        f"{words.percent(share / 100, digits)}{FIXED}×{FIXED}{words.number(part.value or 0.0, 2)}"
        for share, part in zip(shares, there, strict=True)
    )
    added = rounded_parts([part.contribution for part in there], 2)
    return T(
        "Team fit: {products} = {sum} = {value}",
        products=products,
        sum=" + ".join(words.number(one, 2) for one in added),
        value=value,
    )


def _spread(words: Words, explanation: Explanation, fit: float, se: float) -> list[Sayable]:
    """The standard error, step by step, and the interval it makes."""
    moved = [
        step for step in (*explanation.competencies, *explanation.values) if step.slope != 0 and step.se is not None
    ]
    squares = rounded_parts([(step.slope * (step.se or 0.0)) ** 2 for step in moved], 1)
    terms = ", ".join(
        f"{step.code} ({words.number(step.slope, 2)} × {words.number(step.se or 0.0, 2)})²"
        f" = {words.number(square, 1)}".replace(" ", FIXED)
        for step, square in zip(moved, squares, strict=True)
    )
    total = fsum((step.slope * (step.se or 0.0)) ** 2 for step in moved)
    low, high = max(0.0, fit - Z * se), min(100.0, fit + Z * se)
    return [
        T("Error, as (points of team fit a level × error of the score)²: {terms}", terms=terms),
        T("Standard error: √{total} = {se}", total=words.number(total, 1), se=words.number(sqrt(total), 2)),
        T(
            "95 of 100 would lie from {low} to {high} ({fit} ± {z} × {se}), at least: ratings share assessors and"
            " exercises, which hides some error.",
            low=low,
            high=high,
            fit=fit,
            z=words.number(Z, 2),
            se=words.number(se, 2),
        ),
    ]


def _band(words: Words, explanation: Explanation) -> Sayable:
    """Why this band, and not the one before."""
    place, opener, before = explanation.place, explanation.opener, explanation.before
    if opener is None or place.band is None:
        return ""
    if opener.candidate != place.candidate:
        return T(
            "Band {band}: {apart} below {top}, who opens it; less than {reach} = {z} × √({se}² + {other}²), so neither"
            " is clearly ahead.",
            band=place.band,
            **_apart(words, opener, place),
        )
    if before is None:
        return T("Band {band}: opened by {code}, the highest team fit.", band=place.band, code=one_line(place.code))
    return T(
        "Band {band}: opened by {code}, {apart} below {top}; not less than {reach} = {z} × √({se}² + {other}²), so"
        " {top} is clearly ahead.",
        band=place.band,
        code=one_line(place.code),
        **_apart(words, before, place),
    )


def _apart(words: Words, top: Ranked, place: Ranked) -> dict[str, str]:
    first, mine = top.se or 0.0, place.se or 0.0
    return {
        "top": one_line(top.code),
        "apart": words.number((top.team_fit or 0.0) - (place.team_fit or 0.0), 1),
        "reach": words.number(reach(first, mine), 1),
        "z": words.number(Z, 2),
        "se": words.number(first, 2),
        "other": words.number(mine, 2),
    }
