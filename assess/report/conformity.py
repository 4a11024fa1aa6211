"""The conformity of a center: all checks with what stands on the sheets, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from assess.conduct.recorded import recorded
from assess.plan.conformity import examine
from assess.plan.conformity.numbers import arithmetic, uncertainty
from assess.plan.conformity.shape import ELEMENTS, Check, Conformity, State
from assess.report.columns import wrap
from assess.store.transaction import Reading
from assess.words import Id, Message, N, T, Words

MARKS: Final[dict[State, str]] = {"error": "✗", "warning": "!", "open": "·", "met": "✓"}
STATES: Final[dict[State, Message]] = {
    "error": T("error"),
    "warning": T("warning"),
    "open": T("open"),
    "met": T("met"),
}
MOST: Final = 12
"""Pieces of evidence of a check that are printed; the app and --json have all."""
WIDTH: Final = 80


def conformity(tx: Reading, center: Id) -> Conformity:
    """What all checks find in a center, those of the sheets included.

    Raises: Refused, for who neither plans nor follows the center.
    """
    return examine(tx, center, recorded(tx, center))


def summary(found: Conformity) -> Message:
    """How many checks are in which state."""
    return T(
        "{errors}, {warnings}, {open} open, {met} met",
        errors=N("{n} error", "{n} errors", n=len(found.of("error"))),
        warnings=N("{n} warning", "{n} warnings", n=len(found.of("warning"))),
        open=len(found.of("open")),
        met=len(found.of("met")),
    )


def in_words(words: Words, found: Conformity) -> Iterator[str]:
    """The report as plain text: errors and warnings first, then every element, then the numbers."""
    yield f"{found.center}: {words(summary(found))}"
    broken = found.of("error", "warning")
    if broken:
        yield ""
        for state in ("error", "warning"):
            for check in broken:
                if check.state == state:
                    yield from _whole(words, check)
    for element, title in ELEMENTS.items():
        yield ""
        yield words(title)
        for check in found.checks:
            if check.element == element:
                yield f"  {MARKS[check.state]} {check.id}  {words(check.title)} · {words(STATES[check.state])}"
                if check.state in ("met", "open"):
                    yield from wrap(words(check.said), WIDTH, "            ")
    yield from _numbers(words, found)
    yield ""
    yield from wrap(words(found.supports), WIDTH)


def _whole(words: Words, check: Check) -> Iterator[str]:
    mark = MARKS[check.state]
    yield from wrap(words(check.said), WIDTH, f"{mark} {check.id}  ", "         ")
    for said in check.evidence[:MOST]:
        yield from wrap(words(said), WIDTH, "         - ", "           ")
    more = len(check.evidence) - MOST
    if more > 0:
        yield f"         - {words(N('… and {n} more', '… and {n} more', n=more))}"
    if check.mend is not None:
        yield from wrap(words(check.mend), WIDTH, "         → ", "           ")


def _numbers(words: Words, found: Conformity) -> Iterator[str]:
    yield ""
    yield words(T("Coverage: exercises/assessors planned, in brackets as locked"))
    codes = list(dict.fromkeys(one.competency for one in found.coverage))
    by = {(one.candidate, one.competency): one for one in found.coverage}
    if found.coverage:
        yield "  " + " " * 6 + "".join(f"{code[:10]:<11}" for code in codes)
    for candidate, who in found.assessors.items():
        row = ""
        for code in codes:
            one = by.get((candidate, code))
            shown = ""
            if one is not None:
                mark = " " if one.enough or not one.exercises else "!"
                shown = f"{len(one.exercises)}/{len(one.assessors)}{mark}"
                if one.seen_exercises:
                    shown += f"({len(one.seen_exercises)}/{len(one.seen_assessors)})"
            row += f"{shown:<11}"
        yield f"  {candidate:<6}{row.rstrip()}"
        yield from wrap(
            words(
                N(
                    "{n} of {pool} assessors: {who}",
                    "{n} of {pool} assessors: {who}",
                    n=len(who),
                    pool=len(found.pool),
                    who=", ".join(who) or "–",
                )
            ),
            WIDTH,
            "          ",
        )
    for group in found.groups:
        yield from wrap(words(arithmetic(group)), WIDTH, "  ")
    if found.linked.worst is not None:
        yield from wrap(words(uncertainty(found.linked)), WIDTH, "  ")


def as_document(words: Words, found: Conformity) -> dict[str, Any]:
    """The same for programs."""
    return {
        "center": found.center,
        "supports": words(found.supports),
        "errors": len(found.of("error")),
        "warnings": len(found.of("warning")),
        "open": len(found.of("open")),
        "met": len(found.of("met")),
        "checks": [
            {
                "id": one.id,
                "element": one.element,
                "severity": one.severity,
                "state": one.state,
                "title": words(one.title),
                "said": words(one.said),
                "evidence": [words(said) for said in one.evidence],
                "mend": words(one.mend) if one.mend is not None else None,
                "screen": one.screen or None,
            }
            for one in found.checks
        ],
        "coverage": [
            {
                "candidate": one.candidate,
                "competency": one.competency,
                "offered": list(one.offered),
                "exercises": list(one.exercises),
                "assessors": list(one.assessors),
                "locked_exercises": list(one.seen_exercises),
                "locked_assessors": list(one.seen_assessors),
                "enough": one.enough,
            }
            for one in found.coverage
        ],
        "candidates": {code: list(who) for code, who in found.assessors.items()},
        "assessors": list(found.pool),
        "groups": [
            {
                "exercise": one.exercise,
                "candidates": one.candidates,
                "raters": one.raters,
                "limit": one.limit,
                "assessors_needed": one.need,
                "assessors": one.assessors,
                "places": one.places,
            }
            for one in found.groups
        ],
        "linking": {
            "parts": [list(part) for part in found.linked.parts],
            "pairs": [{"pair": list(pair), "times": times} for pair, times in found.linked.pairs.items()],
            "worst_severity_se": found.linked.worst,
        },
    }
