"""A CASE package of another program as a draft: what it says, and sentences about what it does not.

CASE has one language and knows no tasks, exercises, cues, facets or rules for "no opportunity". What is missing is
marked TODO in the files, which the lint finds again line by line (BC-11).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from assess.exchange.case_form import CFItem, CFPackage, CFRubricCriterion, CFRubricCriterionLevel, Json
from assess.rubric.model import LEVELS
from assess.words import Message, N, Refused, T

TODO: Final = "TODO"
EXERCISE: Final = "TODO-exercise"
"""Stands in the matrix until there is an exercise."""
MOST_CRITERIA: Final = 50
CODE: Final = re.compile(r"[A-Z][A-Z0-9]{1,7}")
ROLE_CODE: Final = 40
NAME: Final = 60
"""Characters of a name, where a criterion has none and its statement begins one."""


class Draft(NamedTuple):
    """The files as documents, the role first, and what they lack."""

    files: tuple[Json, ...]
    missing: tuple[Message, ...]


class Row(NamedTuple):
    """A criterion with its item, if it names one, and its levels, lowest first."""

    criterion: CFRubricCriterion
    item: CFItem | None
    levels: tuple[CFRubricCriterionLevel, ...]


def draft(found: CFPackage, name: str) -> Draft:
    """The role and the competencies of a package that is not ours.

    Raises: Refused, when it has no rubric, too many criteria, or a criterion with one level or more than ten.
    """
    rows = list(_rows(found))
    if not rows:
        raise Refused(
            T("This package has no rubric with levels: there is nothing in it to rate by."),
            where=name,
            do=T("Choose a package with CFRubrics, or start a role with “assess rubrics new”."),
        )
    if len(rows) > MOST_CRITERIA:
        raise Refused(
            T("The rubric has {n} criteria; a role is rated on at most {most}.", n=len(rows), most=MOST_CRITERIA),
            where=name,
        )
    for row in rows:
        if not 2 <= len(row.levels) <= LEVELS:
            raise Refused(
                T("“{name}” has {n} levels; a scale has two to ten.", name=_name(row), n=len(row.levels)), where=name
            )
    german = (found.CFDocument.language or "en").lower().startswith("de")
    scales = [_scale(row.levels) for row in rows]
    scale = Counter(scales).most_common(1)[0][0]
    codes = _codes(rows)
    competencies = tuple(
        _competency(row, code, its, german=german) for row, code, its in zip(rows, codes, scales, strict=True)
    )
    weights = _weights(rows)
    role = _role(found, codes, weights, scale, german=german)
    return Draft((role, *competencies), tuple(_missing(found, rows, codes, scales, scale)))


def _rows(found: CFPackage) -> Iterator[Row]:
    items = {item.identifier: item for item in found.CFItems}
    seen: set[str] = set()
    for rubric in found.CFRubrics:
        criteria = sorted(rubric.CFRubricCriteria, key=lambda one: one.position or 0)
        for criterion in criteria:
            item = items.get(criterion.CFItemURI.identifier) if criterion.CFItemURI else None
            same = item.identifier if item else criterion.identifier
            if criterion.CFRubricCriterionLevels and same not in seen:
                seen.add(same)
                yield Row(criterion, item, _ordered(criterion.CFRubricCriterionLevels))


def _ordered(levels: Sequence[CFRubricCriterionLevel]) -> tuple[CFRubricCriterionLevel, ...]:
    """Lowest first: by score where every level has one, else by position."""
    if _scores(levels) is not None:
        return tuple(sorted(levels, key=lambda one: one.score or 0.0))
    return tuple(sorted(levels, key=lambda one: one.position or 0))


def _scores(levels: Sequence[CFRubricCriterionLevel]) -> list[float] | None:
    """The scores, when every level has one of its own."""
    scores = [one.score for one in levels if one.score is not None]
    return scores if len(set(scores)) == len(levels) else None


def _scale(levels: Sequence[CFRubricCriterionLevel]) -> tuple[int, int]:
    """The scores, where they are whole numbers in a row; else the levels counted from one."""
    scores = _scores(levels)
    if scores and scores[0] >= 0 and scores == [scores[0] + step for step in range(len(scores))]:
        lowest = scores[0]
        if lowest == int(lowest):
            return int(lowest), int(lowest) + len(levels) - 1
    return 1, len(levels)


def _codes(rows: Sequence[Row]) -> list[str]:
    """A code a criterion: its own where it has the form, else made of its name; no two alike."""
    found: list[str] = []
    for place, row in enumerate(rows, 1):
        coded = _capitals(row.item.humanCodingScheme or "") if row.item else ""
        named = _capitals(_name(row))[:3]
        fitting = (code for code in (coded, named) if CODE.fullmatch(code) and code not in found)
        found.append(next(fitting, f"C{place:02d}"))
    return found


def _capitals(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).upper()
    return "".join(char for char in plain if char.isascii() and char.isalnum())[:8]


def _name(row: Row) -> str:
    said = [row.item.abbreviatedStatement if row.item else None, row.criterion.category]
    for one in said:
        if _clean(one):
            return _clean(one)
    statement = _clean(row.item.fullStatement if row.item else row.criterion.description)
    return statement if len(statement) <= NAME else f"{statement[: NAME - 1].rstrip()}…"


def _clean(text: str | None) -> str:
    """A text as a rubric file can have it: one line, no control characters."""
    words = " ".join((text or "").split())
    kept = (char for char in words if unicodedata.category(char) not in ("Cc", "Cs", "Cn", "Co"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def _both(text: str, *, german: bool) -> Json:
    """A text in its own language, and a place for the other."""
    said = text or TODO
    waits = f"{TODO}: {said}" if text else TODO
    return {"de": said, "en": waits} if german else {"de": waits, "en": said}


def _nothing() -> Json:
    """A text that is still to be written, in both languages."""
    return {"de": TODO, "en": TODO}


def _competency(row: Row, code: str, scale: tuple[int, int], *, german: bool) -> Json:
    definition = _clean(row.item.fullStatement if row.item else row.criterion.description)
    levels = zip(range(scale[0], scale[1] + 1), row.levels, strict=True)
    return {
        "kind": "competency",
        "code": code,
        "name": _both(_name(row), german=german),
        "definition": _both(definition, german=german),
        "distinct": _nothing(),
        "scale": list(scale),
        "facets": [_nothing()],
        "positive": [_nothing()],
        "negative": [_nothing()],
        "not_observed": _nothing(),
        "anchors": {number: _both(_anchor(level), german=german) for number, level in levels},
    }


def _anchor(level: CFRubricCriterionLevel) -> str:
    return _clean(level.description) or _clean(level.feedback) or _clean(level.quality)


def _given(rows: Sequence[Row]) -> list[float] | None:
    """The weights of the package, when every criterion has one that can be a share."""
    found = [row.criterion.weight for row in rows]
    known = [weight for weight in found if weight is not None and 0 <= weight < float("inf")]
    return known if len(known) == len(rows) and 0 < sum(known) < float("inf") else None


def _weights(rows: Sequence[Row]) -> list[float]:
    """In percent, to a hundredth, with the sum of 100; equal where the package does not give them all."""
    known = _given(rows) or [1.0] * len(rows)
    whole = sum(known)
    found = [round(100 * weight / whole, 2) for weight in known]
    largest = found.index(max(found))
    found[largest] = round(found[largest] + 100 - sum(found), 2)
    return found


def _role(
    found: CFPackage, codes: Sequence[str], weights: Sequence[float], scale: tuple[int, int], *, german: bool
) -> Json:
    about = found.CFDocument
    title = _clean(about.title)
    return {
        "kind": "role",
        "code": _role_code(title),
        "name": _both(title, german=german),
        "purpose": _both(_clean(about.description), german=german),
        "scale": list(scale),
        "analysis": {
            "method": _nothing(),
            "date": _day(about.lastChangeDateTime),
            "author": _clean(about.creator) or TODO,
        },
        "tasks": [{"id": "T1", "text": _nothing()}],
        "competencies": {
            code: {"weight": weight, "links": ["T1"]} for code, weight in zip(codes, weights, strict=True)
        },
        "matrix": {EXERCISE: {code: {"cues": [], "why": _nothing()} for code in codes}},
    }


def _role_code(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))[:ROLE_CODE].strip("-")
    return slug if slug[:1].isalpha() else f"role-{slug}".rstrip("-")


def _day(moment: str) -> str:
    """The day of a date and time; the epoch's first where it can't be read."""
    try:
        return datetime.fromisoformat(moment).date().isoformat()
    except ValueError:
        return "1970-01-01"


def _missing(
    found: CFPackage,
    rows: Sequence[Row],
    codes: Sequence[str],
    scales: Sequence[tuple[int, int]],
    scale: tuple[int, int],
) -> Iterator[Message]:
    """What the draft lacks, in the order in which it is best mended."""
    language = found.CFDocument.language or "en"
    if language.lower().startswith("de"):
        yield T("The package is in German only: the English texts are marked TODO.")
    elif language.lower().startswith("en"):
        yield T("The package is in English only: the German texts are marked TODO.")
    else:
        yield T(
            "The package's language is {language}: its texts stand as English, to be translated.", language=language
        )
    yield T("It has no tasks and no critical incidents: write those that need each competency, and link them.")
    yield T(
        "It has no exercises and no cues: design them, and put them into the matrix in place of {code}.", code=EXERCISE
    )
    yield T("Delimitation, indicators, facets and the rule for “no opportunity” are marked TODO in each competency.")
    empty = [
        f"{code} {number}"
        for code, row, its in zip(codes, rows, scales, strict=True)
        for number, level in zip(range(its[0], its[1] + 1), row.levels, strict=True)
        if not _anchor(level)
    ]
    if empty:
        yield T("These levels have no text: {levels}.", levels=", ".join(empty))
    given = _given(rows)
    if given is None:
        yield T("Not every criterion has a weight: all got the same.")
    elif abs(sum(given) - 100) > 0.01:
        yield T("The weights were brought to a sum of 100.")
    if scale[1] - scale[0] != 4:
        number = scale[1] - scale[0] + 1
        yield T("The scale has {n} levels, {lo} to {hi}; a center has one scale.", n=number, lo=scale[0], hi=scale[1])
    odd = [code for code, its in zip(codes, scales, strict=True) if its != scale]
    if odd:
        yield N(
            "{codes} is on another scale than the role: bring it to {lo} to {hi}.",
            "{codes} are on another scale than the role: bring them to {lo} to {hi}.",
            n=len(odd),
            codes=", ".join(odd),
            lo=scale[0],
            hi=scale[1],
        )
    if any(its == (1, len(row.levels)) and _scores(row.levels) is None for row, its in zip(rows, scales, strict=True)):
        yield T("Levels without a score were numbered in their order, lowest first: check that.")
    elif any(_renumbered(row, its) for row, its in zip(rows, scales, strict=True)):
        yield T("Scores that are not whole numbers in a row were numbered from 1.")


def _renumbered(row: Row, scale: tuple[int, int]) -> bool:
    scores = _scores(row.levels)
    return scores is not None and scores != [float(number) for number in range(scale[0], scale[1] + 1)]
