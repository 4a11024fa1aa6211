"""Who sees what of whom: coverage per candidate and competency, groups, links among assessors. Arithmetic only."""

from __future__ import annotations

from collections.abc import Iterable

from assess.plan.conformity.given import Facts, Watch
from assess.plan.conformity.shape import Covered, Group
from assess.plan.timetable.linking import Linked, linked


def coverage(facts: Facts) -> tuple[Covered, ...]:
    """Per candidate and competency: exercises and distinct assessors, as planned and as locked."""
    planned, observed = _by_candidate(facts.planned), _by_candidate(facts.observed)
    found = []
    for candidate in facts.candidates:
        shows = {code: facts.shows(candidate, code) for code in sorted(facts.run)}
        for code, name in facts.competencies_of(candidate).items():
            here = [one for one in planned.get(candidate.code, ()) if code in shows.get(one.exercise, ())]
            seen = [one for one in observed.get(candidate.code, ()) if code in shows.get(one.exercise, ())]
            found.append(
                Covered(
                    candidate.code,
                    code,
                    name,
                    tuple(exercise for exercise, competencies in shows.items() if code in competencies),
                    _distinct(one.exercise for one in here),
                    _distinct(one.assessor for one in here),
                    _distinct(one.exercise for one in seen),
                    _distinct(one.assessor for one in seen),
                )
            )
    return tuple(found)


def assessors_of(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Per candidate who takes part: the distinct assessors who are planned to watch them."""
    planned = _by_candidate(facts.planned)
    return {one.code: _distinct(watch.assessor for watch in planned.get(one.code, ())) for one in facts.candidates}


def groups(facts: Facts) -> tuple[Group, ...]:
    """The arithmetic of every group discussion: of the largest planned group, else of the largest there can be."""
    found = []
    for one in facts.exercises:
        if not one.used or one.kind != "group_discussion":
            continue
        takers = sum(bool(facts.shows(candidate, one.code)) for candidate in facts.candidates)
        seated = [len(codes) for exercise, codes in facts.seated.values() if exercise == one.code]
        n = max(seated, default=min(takers, one.group_size))
        found.append(Group(one.code, one.name, n, one.raters, one.watch_limit, len(facts.assessors)))
    return tuple(found)


def links(facts: Facts) -> Linked:
    """How the assessors are linked by the performances that they are planned to watch together."""
    together: dict[tuple[str, str], list[str]] = {}
    for one in facts.planned:
        together.setdefault((one.slot, one.candidate), []).append(one.assessor)
    pool = _distinct([*(one.initials for one in facts.assessors), *(one.assessor for one in facts.planned)])
    return linked(pool, together.values())


def _by_candidate(watched: Iterable[Watch]) -> dict[str, list[Watch]]:
    found: dict[str, list[Watch]] = {}
    for one in watched:
        found.setdefault(one.candidate, []).append(one)
    return found


def _distinct(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(items)))
