"""Elements 6 and 7: who watches whom, and how they were trained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from assess.plan.conformity.given import Facts, Trained
from assess.plan.conformity.shape import Covered, Verdict
from assess.words import Message, N, Sayable, T

RELATIONS: Final[dict[str, Message]] = {
    "known": T("knows the person"),
    "manager": T("is or was their manager"),
    "related": T("is related"),
    "friend": T("is a friend"),
    "colleague": T("worked with them"),
}
WATCHED: Final = 2
"""Candidates that one assessor watches at once: three are warned of, four are an error (method 1.2)."""
HEAVY: Final = 4


def staff(facts: Facts, coverage: Sequence[Covered], assessors: dict[str, tuple[str, ...]]) -> Iterator[Verdict]:
    """The checks of assessors and training."""
    yield _two_assessors(facts, assessors)
    yield _two_each(facts, coverage)
    yield _conflicts(facts)
    yield _watching(facts)
    yield _trained(facts)
    yield _calibrated(facts)


def no_day(id_: str) -> Verdict:
    """Nothing can be said before there is a timetable."""
    return Verdict(id_, "open", T("There is no timetable yet."))


def _two_assessors(facts: Facts, assessors: dict[str, tuple[str, ...]]) -> Verdict:
    if not facts.planned:
        return no_day("AS-01")
    few = tuple(
        N("{code}: {n} assessor", "{code}: {n} assessors", n=len(who), code=code)
        for code, who in assessors.items()
        if len(who) < 2
    )
    if few:
        return Verdict(
            "AS-01",
            "error",
            N(
                "{n} candidate is seen by fewer than two assessors.",
                "{n} candidates are seen by fewer than two assessors.",
                n=len(few),
            ),
            few,
            T("Assign a second assessor in the timetable."),
        )
    said = T("Every candidate is seen by at least two assessors.")
    evidence = tuple(T("{code}: {who}", code=code, who=", ".join(who)) for code, who in assessors.items())
    return Verdict("AS-01", "met", said, evidence)


def _two_each(facts: Facts, coverage: Sequence[Covered]) -> Verdict:
    if not facts.planned:
        return no_day("AS-02")
    few = tuple(
        N(
            "{candidate} {competency}: {n} exercise, assessors {who}",
            "{candidate} {competency}: {n} exercises, assessors {who}",
            n=len(one.exercises),
            candidate=one.candidate,
            competency=one.competency,
            who=", ".join(one.assessors) or "–",
        )
        for one in coverage
        if not one.enough
    )
    if few:
        return Verdict(
            "AS-02",
            "error",
            N(
                "{n} competency of a candidate is not seen twice: in two exercises and by two assessors.",
                "{n} competencies of candidates are not seen twice: in two exercises and by two assessors.",
                n=len(few),
            ),
            few,
            T("Assign other assessors, or run another exercise that shows it."),
        )
    return Verdict("AS-02", "met", T("Every competency of every candidate is seen in two exercises, by two assessors."))


def _conflicts(facts: Facts) -> Verdict:
    bars = {(one.assessor, one.candidate): one.relation for one in facts.barred if one.relation != "none"}
    met = sorted(
        {(one.candidate, one.exercise, one.assessor) for one in facts.planned if (one.assessor, one.candidate) in bars}
    )
    evidence = tuple(
        T(
            "{candidate}, {exercise}: {who} {relation}",
            candidate=candidate,
            exercise=facts.exercise(exercise),
            who=who,
            relation=RELATIONS.get(bars[who, candidate], T("has declared a relation")),
        )
        for candidate, exercise, who in met
    )
    if evidence:
        return Verdict(
            "AS-03",
            "error",
            N(
                "{n} assignment in spite of a declared relation.",
                "{n} assignments in spite of a declared relation.",
                n=len(evidence),
            ),
            evidence,
            T("Assign somebody else."),
        )
    if not facts.planned:
        return no_day("AS-03")
    declared = N(
        "{n} relation is declared, none is assigned.", "{n} relations are declared, none is assigned.", n=len(bars)
    )
    return Verdict("AS-03", "met", declared)


def _watching(facts: Facts) -> Verdict:
    if not facts.planned:
        return no_day("AS-04")
    at_once = Counter((one.slot, one.exercise, one.assessor) for one in facts.planned)
    many = {key: count for key, count in at_once.items() if count > WATCHED}
    if many:
        evidence = tuple(
            N(
                "{who} in {exercise}: {n} candidate at once",
                "{who} in {exercise}: {n} candidates at once",
                n=count,
                who=who,
                exercise=facts.exercise(exercise),
            )
            for (_, exercise, who), count in sorted(many.items())
        )
        return Verdict(
            "AS-04",
            "error" if max(many.values()) >= HEAVY else "warning",
            T("An assessor watches more than {most} candidates at once.", most=WATCHED),
            evidence,
            T("Split the group, or ask for another assessor."),
        )
    return Verdict("AS-04", "met", T("Nobody watches more than {most} candidates at once.", most=WATCHED))


def _valid(facts: Facts, one: Trained) -> bool:
    on_the_day = one.expires is None or one.expires >= facts.day
    return one.kind == "course" and one.day <= facts.day and on_the_day


def _trained(facts: Facts) -> Verdict:
    if not facts.assessors:
        return Verdict("TR-01", "open", T("The center has no assessor yet."))
    evidence: list[Sayable] = []
    for one in facts.assessors:
        if any(_valid(facts, each) for each in one.trained):
            continue
        past = [each.expires for each in one.trained if each.kind == "course" and each.expires is not None]
        evidence.append(
            T("{who}: the training is valid until {day} only", who=one.initials, day=max(past))
            if past
            else T("{who}: no training is recorded", who=one.initials)
        )
    if evidence:
        return Verdict(
            "TR-01",
            "warning",
            N(
                "{n} assessor has no training that is valid on the day.",
                "{n} assessors have no training that is valid on the day.",
                n=len(evidence),
            ),
            tuple(evidence),
            T("Train them before the day, best with a common frame of reference, and record it."),
        )
    framed = sum(
        any(_valid(facts, each) and each.frame_of_reference for each in one.trained) for one in facts.assessors
    )
    return Verdict(
        "TR-01",
        "met",
        T("Every assessor has a training that is valid on the day."),
        (N("{n} of them in a common frame of reference", "{n} of them in a common frame of reference", n=framed),),
    )


def _calibrated(facts: Facts) -> Verdict:
    if not facts.assessors:
        return Verdict("TR-02", "open", T("The center has no assessor yet."))
    done = {one.initials: [each.day for each in one.trained if each.kind == "calibration"] for one in facts.assessors}
    if facts.today < facts.day:
        return Verdict(
            "TR-02",
            "open",
            T("Calibration is for the morning of the day itself."),
            tuple(T("{who}: last on {day}", who=who, day=max(days)) for who, days in done.items() if days),
        )
    missing = tuple(
        T("{who}: last on {day}", who=who, day=max(days)) if days else T("{who}: never", who=who)
        for who, days in done.items()
        if facts.day not in days
    )
    if missing:
        return Verdict(
            "TR-02",
            "warning",
            N(
                "{n} assessor did no calibration on the day.",
                "{n} assessors did no calibration on the day.",
                n=len(missing),
            ),
            missing,
            T("Rate a calibration together before the first exercise: it takes ten minutes."),
        )
    return Verdict("TR-02", "met", T("Every assessor was calibrated on the day."))
