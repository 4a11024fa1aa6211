"""Elements 8 to 10: what was written down, how scores come about, and whether all had the same conditions."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Final

from assess.plan.conformity.given import Facts, Place, Ran, Record
from assess.plan.conformity.shape import Verdict
from assess.words import Message, N, T, clock

OFF: Final = 0.10
"""The share by which a phase may be longer or shorter than the same phase of others (ST-01)."""
SOON: Final = 30
"""Minutes after the end of an exercise in which it is to be rated (RS-04)."""


def kept(facts: Facts) -> Iterator[Verdict]:
    """The checks of recording, integration and standardisation."""
    record = facts.record
    if record is None or not (record.ratings or record.imported):
        for id_ in ("RS-01", "RS-02", "RS-03", "RS-04"):
            yield Verdict(id_, "open", T("No rating is locked yet."))
    elif not record.ratings:
        for id_ in ("RS-01", "RS-02", "RS-03", "RS-04"):
            yield Verdict(id_, "open", T("All ratings are imported, without observations."))
    else:
        yield from _recording(record)
    yield _frozen_first(facts)
    yield _consensus(facts)
    yield _same_time(record)


def _recording(record: Record) -> Iterator[Verdict]:
    all_of_them = N("{n} rating is locked.", "{n} ratings are locked.", n=record.ratings)
    imported: tuple[Message, ...] = ()
    if record.imported:
        imported = (
            N(
                "{n} rating besides is imported, without observations.",
                "{n} ratings besides are imported, without observations.",
                n=record.imported,
            ),
        )
    yield _places(
        "RS-01",
        record.uncited,
        N("{n} rating cites no note.", "{n} ratings cite no note.", n=len(record.uncited)),
        T("It can't be mended after the lock: say so where the rating is used."),
        T("Every rating cites at least one note."),
        (all_of_them, *imported),
    )
    if record.bare_ends:
        hidden = record.bare_ends - len(record.bare_ends_seen)
        later = N("{n} more opens with the reveal", "{n} more open with the reveal", n=hidden)
        yield Verdict(
            "RS-02",
            "error",
            N(
                "{n} rating at an end of the scale rests on too little.",
                "{n} ratings at an end of the scale rest on too little.",
                n=record.bare_ends,
            ),
            (*(_said(one) for one in record.bare_ends_seen), *((later,) if hidden else ())),
            T("It takes two notes, or one and a reason; an amendment can add it."),
        )
    else:
        yield Verdict("RS-02", "met", T("Ratings at the ends of the scale rest on two notes, or one and a reason."))
    yield _places(
        "RS-03",
        record.early,
        N(
            "{n} sheet was rated before the exercise ended.",
            "{n} sheets were rated before the exercise ended.",
            n=len(record.early),
        ),
        T("Watching and rating are two times: talk about it in the wash-up."),
        T("Nothing was rated before its exercise ended."),
    )
    yield _places(
        "RS-04",
        record.late,
        N(
            "{n} sheet was rated later than {minutes} minutes after the end.",
            "{n} sheets were rated later than {minutes} minutes after the end.",
            n=len(record.late),
            minutes=SOON,
        ),
        T("Plan the time for rating right after each exercise."),
        T("Everything was rated within {minutes} minutes.", minutes=SOON),
        state="warning",
    )


def _places(
    id_: str,
    where: tuple[Place, ...],
    wrong: Message,
    mend: Message,
    right: Message,
    evidence: tuple[Message, ...] = (),
    *,
    state: str = "error",
) -> Verdict:
    if where:
        return Verdict(id_, "warning" if state == "warning" else "error", wrong, tuple(map(_said, where)), mend)
    return Verdict(id_, "met", right, evidence)


def _said(one: Place) -> Message:
    whose = T("{candidate}, {exercise}: {who}", candidate=one.candidate, exercise=one.exercise, who=one.assessor)
    if one.competency:
        return T("{sheet}, {competency}", sheet=whose, competency=one.competency)
    if one.minutes:
        return N("{sheet}, {n} minute after the end", "{sheet}, {n} minutes after the end", n=one.minutes, sheet=whose)
    return whose


def _frozen_first(facts: Facts) -> Verdict:
    if facts.first_lock is None:
        if facts.frozen_at is None:
            return Verdict("DI-01", "open", T("The design is not frozen yet."))
        return Verdict("DI-01", "met", T("Frozen on {at}; no sheet is locked yet.", at=facts.frozen_at))
    if facts.frozen_at is None or facts.frozen_at > facts.first_lock:
        return Verdict(
            "DI-01",
            "error",
            T("The first sheet was locked on {at}, before the design was frozen.", at=facts.first_lock),
            (),
            T("Freeze the next center before its first exercise; say here that weights were open."),
        )
    later = tuple(
        T("Changed on {at}: {reason}", at=at, reason=reason) for at, reason in facts.reweighed if at > facts.first_lock
    )
    if facts.frozen_hash != facts.design_hash and not facts.reweighed:
        return Verdict(
            "DI-01",
            "error",
            T("The design is not what was frozen, and no amendment says why."),
            (),
            T("“assess doctor” checks the file; put back a backup."),
        )
    if later:
        return Verdict(
            "DI-01",
            "warning",
            T("Rules or weights were amended after the first lock; every output says so."),
            later,
            T("Show the ranking by the frozen weights beside it."),
        )
    return Verdict("DI-01", "met", T("Weights and rules were frozen before the first lock."))


def _consensus(facts: Facts) -> Verdict:
    if not facts.washed_up and not facts.consensus:
        return Verdict("DI-02", "open", T("The wash-up is not closed yet."))
    bare = tuple(
        T(
            "{candidate}, {exercise}: {competency}",
            candidate=one.candidate,
            exercise=one.exercise,
            competency=one.competency,
        )
        for one in facts.consensus
        if not one.cited or not one.reason
    )
    if bare:
        return Verdict(
            "DI-02",
            "error",
            N("{n} agreed value rests on no note.", "{n} agreed values rest on no note.", n=len(bare)),
            bare,
            T("Amend the ratings with a cited note instead."),
        )
    count = N("{n} value was agreed on.", "{n} values were agreed on.", n=len(facts.consensus))
    return Verdict("DI-02", "met", T("No agreed value is without a note and a reason."), (count,))


def _same_time(record: Record | None) -> Verdict:
    if record is None or not record.ran:
        return Verdict("ST-01", "open", T("No exercise has run yet."))
    by_phase: dict[tuple[object, object], list[Ran]] = {}
    for one in record.ran:
        by_phase.setdefault((one.exercise, one.phase), []).append(one)
    off = []
    for runs in by_phase.values():
        usual = median(one.share for one in runs) if len(runs) > 1 else 1.0
        off += [one for one in runs if usual and abs(one.share / usual - 1) > OFF]
    if off:
        return Verdict(
            "ST-01",
            "warning",
            N(
                "{n} phase was more than 10 percent shorter or longer than for others.",
                "{n} phases were more than 10 percent shorter or longer than for others.",
                n=len(off),
            ),
            tuple(
                T(
                    "{candidates}, {exercise}, {phase}: {actual} of {planned}",
                    candidates=", ".join(one.candidates),
                    exercise=one.exercise,
                    phase=one.phase,
                    actual=clock(one.actual),
                    planned=clock(one.planned),
                )
                for one in off
            ),
            T("Log why; the report shows it beside the ratings."),
        )
    return Verdict("ST-01", "met", T("Every phase took the same time for everybody, within 10 percent."))
