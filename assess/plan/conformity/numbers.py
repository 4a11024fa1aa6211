"""The numbers of method 1.3: sizes that the field has found to work, and how the assessors are linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from assess.plan.conformity.given import Facts, RoleFacts
from assess.plan.conformity.measure import no_role
from assess.plan.conformity.shape import Group, Verdict
from assess.plan.conformity.staff import no_day
from assess.plan.timetable.linking import Linked
from assess.words import Message, N, T

MOST_COMPETENCIES: Final = 8
"""Of a role: five or six are best."""
LEVELS: Final = 5


def numbers(
    facts: Facts, assessors: dict[str, tuple[str, ...]], groups: Sequence[Group], linked: Linked
) -> Iterator[Verdict]:
    """The checks of sizes and links."""
    yield few_enough(facts.roles)
    yield _raters(facts)
    yield _half(facts, assessors)
    yield _ratio(facts)
    yield _groups(groups)
    yield _connected(facts, linked)
    yield _scale(facts)


def few_enough(roles: tuple[RoleFacts, ...]) -> Verdict:
    """NU-01: competencies of a role that weigh anything."""
    if not roles:
        return no_role("NU-01")
    counts = {role.name: sum(one.weight > 0 for one in role.measured) for role in roles}
    evidence = tuple(
        N("{role}: {n} competency", "{role}: {n} competencies", n=count, role=role) for role, count in counts.items()
    )
    if max(counts.values()) > MOST_COMPETENCIES:
        said = T("More than {most} competencies of a role can't be told apart.", most=MOST_COMPETENCIES)
        return Verdict("NU-01", "warning", said, evidence, T("Join or drop some: five or six are best."))
    return Verdict("NU-01", "met", T("No role has more than {most} competencies.", most=MOST_COMPETENCIES), evidence)


def _raters(facts: Facts) -> Verdict:
    if not facts.planned:
        return no_day("NU-02")
    watched = Counter((one.exercise, one.slot, one.candidate) for one in facts.planned)
    for slot, (exercise, candidates) in facts.seated.items():
        for candidate in candidates:
            watched.setdefault((exercise, slot, candidate), 0)
    few = tuple(
        N(
            "{candidate}, {exercise}: {n} assessor",
            "{candidate}, {exercise}: {n} assessors",
            n=count,
            candidate=candidate,
            exercise=facts.exercise(exercise),
        )
        for (exercise, _, candidate), count in sorted(watched.items())
        if count < 2
    )
    if few:
        return Verdict(
            "NU-02",
            "warning",
            N(
                "{n} performance is watched by fewer than two assessors.",
                "{n} performances are watched by fewer than two assessors.",
                n=len(few),
            ),
            few,
            T("Assign a second assessor; two see more than one."),
        )
    return Verdict("NU-02", "met", T("Every performance is watched by two assessors or more."))


def _half(facts: Facts, assessors: dict[str, tuple[str, ...]]) -> Verdict:
    if not facts.planned:
        return no_day("NU-03")
    pool = len(facts.assessors)
    few = tuple(
        N("{code}: {n} of {pool} assessors", "{code}: {n} of {pool} assessors", n=len(who), code=code, pool=pool)
        for code, who in assessors.items()
        if 2 * len(who) < pool
    )
    if few:
        return Verdict(
            "NU-03",
            "warning",
            T("Not every candidate is seen by half of the assessors."),
            few,
            T("Let assessors rotate more."),
        )
    return Verdict("NU-03", "met", T("Every candidate is seen by at least half of the assessors."))


def _ratio(facts: Facts) -> Verdict:
    people, candidates = len(facts.assessors), len(facts.candidates)
    if not candidates:
        return Verdict("NU-04", "open", T("The center has no candidate yet."))
    count = T("{people} assessors for {candidates} candidates", people=people, candidates=candidates)
    if 2 * people < candidates:
        said = T("There are fewer assessors than one for two candidates.")
        return Verdict("NU-04", "warning", said, (count,), T("Ask more assessors, or make two days of it."))
    return Verdict("NU-04", "met", T("There is an assessor for two candidates at least."), (count,))


def _groups(groups: Sequence[Group]) -> Verdict:
    if not groups:
        return Verdict("NU-05", "met", T("The center runs no group discussion."))
    if not any(one.candidates for one in groups):
        return Verdict("NU-05", "open", T("The center has no candidate yet."))
    evidence = tuple(arithmetic(one) for one in groups)
    if any(one.places < one.candidates for one in groups):
        return Verdict(
            "NU-05",
            "error",
            T("A group has candidates that nobody can watch."),
            evidence,
            T("Make smaller groups, or ask more assessors."),
        )
    if any(one.assessors < one.need for one in groups):
        return Verdict(
            "NU-05",
            "warning",
            T("Not every candidate of a group gets all their assessors; AS-02 says whether others make up."),
            evidence,
            T("Make smaller groups, or ask more assessors."),
        )
    return Verdict("NU-05", "met", T("Every group has all the assessors it needs."), evidence)


def arithmetic(one: Group) -> Message:
    """`6 candidates x 2 assessors / 2 at once = 6 assessors; 4 are there: 6 first and 2 second places`."""
    return T(
        "{exercise}: {n} candidates × {r} assessors each ÷ {limit} at once = {need} assessors; {there} are there, so"
        " {first} candidates get a first and {second} a second assessor.",
        exercise=one.name,
        n=one.candidates,
        r=one.raters,
        limit=one.limit,
        need=one.need,
        there=one.assessors,
        first=min(one.candidates, one.places),
        second=one.second if one.raters > 1 else 0,
    )


def _connected(facts: Facts, linked: Linked) -> Verdict:
    if not facts.planned:
        return no_day("NU-06")
    if not linked.connected:
        return Verdict(
            "NU-06",
            "warning",
            N(
                "The assessors fall into {n} part that never watches together: whether one is stricter can't be told.",
                "The assessors fall into {n} parts that never watch together: whether one is stricter can't be told.",
                n=len(linked.parts),
            ),
            tuple(", ".join(part) for part in linked.parts),
            T("Let one assessor of each part watch with one of another."),
        )
    pairs = N("{n} pair watches together", "{n} pairs watch together", n=sum(n > 0 for n in linked.pairs.values()))
    worst = (uncertainty(linked),) if linked.worst is not None else ()
    return Verdict("NU-06", "met", T("All assessors are linked by what they watch together."), (pairs, *worst))


def uncertainty(linked: Linked) -> Message:
    """The worst standard error of a difference of two severities, in words."""
    return T(
        "How much stricter one assessor is than another is known to ± {se:.2f} residual standard deviations at worst"
        " (one rating a performance; more competencies make it smaller).",
        se=linked.worst or 0.0,
    )


def _scale(facts: Facts) -> Verdict:
    levels = facts.hi - facts.lo + 1
    count = N("{n} level, {lo} to {hi}", "{n} levels, {lo} to {hi}", n=levels, lo=facts.lo, hi=facts.hi)
    if levels != LEVELS:
        said = T("The scale has {n} levels; five can all be anchored and told apart.", n=levels)
        return Verdict("NU-07", "warning", said, (count,), T("Prefer five levels in the next rubric."))
    return Verdict("NU-07", "met", T("The scale has five levels."), (count,))
