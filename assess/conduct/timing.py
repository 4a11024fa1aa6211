"""Time in an exercise: starting, pausing, setting and stopping the clock, with the deviations that follow.

A clock belongs to a person in a slot: every assessor has one, and so has who keeps time in a group discussion.
"""

from __future__ import annotations

from typing import cast

from sqlalchemy import func, select
from sqlmodel import col

from assess.conduct import conflict
from assess.conduct.clock import Dial, Hand, Moment, Spent, Tick, gone_by, read, spent
from assess.conduct.sheets import find_slot, move, nobody_left, own_sheets, sheet_about, watched
from assess.people.rights import Right, allow, functions
from assess.store.tables import Assignment, Candidate, ClockEvent, Deviation, Exercise, Phase, Seat, Slot, SpeakingTurn
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, normal

WATCHED = ("live", "questions")
"""The kinds of phases in which one watches."""
TOLERANCE = 30.0
"""Seconds that an exercise may run over or short before it is a deviation."""


def ticks(tx: Reading, slot: Id, person: Id | None = None) -> tuple[Tick, ...]:
    """The hands that a person (the acting one unless told otherwise) laid on the clock of a slot, in order."""
    rows = tx.session.execute(
        select(ClockEvent)
        .where(col(ClockEvent.slot) == slot, col(ClockEvent.person) == (person or tx.by))
        .order_by(col(ClockEvent.number))
    ).scalars()
    return tuple(
        Tick(row.phase, cast("Hand", row.event), Moment(row.at, row.boot, row.uptime), row.seconds) for row in rows
    )


def phase(tx: Reading, slot: Id, code: str) -> Phase:
    """A phase of the slot's exercise.

    Raises: Refused, when the exercise has none of that code.
    """
    place = find_slot(tx, slot)
    found = (
        tx.session.execute(select(Phase).where(col(Phase.exercise) == place.exercise, col(Phase.code) == code))
        .scalars()
        .first()
    )
    if found is None:
        raise Refused(T("This exercise has no phase “{phase}”.", phase=code))
    return found


def phases_of(tx: Reading, slot: Id) -> tuple[Phase, ...]:
    """The phases of the slot's exercise, in their order."""
    place = find_slot(tx, slot)
    rows = tx.session.execute(
        select(Phase).where(col(Phase.exercise) == place.exercise).order_by(col(Phase.position))
    ).scalars()
    return tuple(rows)


def talked(tx: Reading, slot: Id, now: Moment, person: Id | None = None) -> float:
    """Seconds on a person's clock over all phases in which one watches: what speaking turns are timed with."""
    codes = [row.code for row in phases_of(tx, slot) if row.kind in WATCHED]
    return gone_by(ticks(tx, slot, person), codes, now)


def minutes(tx: Reading, slot: Id, person: Id | None = None, now: Moment | None = None) -> tuple[Spent, ...]:
    """Planned against actual time of each phase whose clock a person started, in the order of the phases.

    One's own unless told otherwise; another's clock tells no value, so it may be read by whoever plans or moderates.

    Raises: Refused, when another's is asked for without that right.
    """
    place = find_slot(tx, slot)
    if person not in (None, tx.by):
        allow(tx, Right.PLAN, place.center)
    planned = [(row.code, planned_seconds(tx, slot, row)) for row in phases_of(tx, slot)]
    return spent(ticks(tx, slot, person), planned, now or Moment(tx.at))


def right_to_time(tx: Reading, place: Slot) -> Right:
    """The right by which the acting person lays hands on a slot's clock: they watch there, or they keep time."""
    if watched(tx, place.id):
        return Right.OBSERVE
    assigned = tx.session.execute(
        select(col(Assignment.id))
        .where(
            col(Assignment.slot) == place.id,
            col(Assignment.person) == tx.by,
            col(Assignment.function).in_(("timekeeper", "moderator")),
        )
        .limit(1)
    ).first()
    if assigned is not None:
        return Right.RUN
    return Right.MODERATE if "moderator" in functions(tx, place.center) else Right.OBSERVE


def planned_seconds(tx: Reading, slot: Id, found: Phase) -> float:
    """The planned length, with the candidate's adjustment where one person is assessed alone."""
    extra = extra_minutes(tx, slot) if found.kind in ("prepare", "live", "questions") else 0
    return (found.minutes + extra) * 60.0


def extra_minutes(tx: Reading, slot: Id) -> int:
    """The minutes that the candidate gets more, where one person is assessed alone; 0 in a group."""
    rows = (
        tx.session.execute(
            select(col(Candidate.extra_minutes))
            .join(Seat, col(Seat.candidate) == col(Candidate.id))
            .where(col(Seat.slot) == slot)
        )
        .scalars()
        .all()
    )
    return rows[0] if len(rows) == 1 else 0


def begin(tx: Writing, slot: Id, code: str, now: Moment) -> Dial:
    """Start a phase's clock (or let it go on); the live phase turns briefed sheets into observed ones.

    Who watches nobody has a clock in a group discussion alone: to time the speaking turns.

    Raises: Refused, when a conflict question is open, or the brief was not read.
    """
    place = find_slot(tx, slot)
    allow(tx, right_to_time(tx, place), place.center)
    conflict.require_none(tx, slot)
    found = phase(tx, slot, code)
    sheets = own_sheets(tx, slot)
    if not sheets and (watched(tx, slot) or not is_group(tx, place)):
        raise nobody_left(tx, slot) or Refused(T("Open the exercise first."))
    if found.kind in WATCHED:
        for sheet in sheets:
            if sheet.state != "locked":
                move(tx, sheet, "observing")
    dial = read(ticks(tx, slot), code, now)
    if dial.running:
        return dial
    return _lay(tx, slot, code, "resume" if dial.started else "start", now)


def pause(tx: Writing, slot: Id, code: str, now: Moment, reason: str) -> Dial:
    """Stop the clock for a while; a deviation with its reason."""
    place = find_slot(tx, slot)
    allow(tx, right_to_time(tx, place), place.center)
    reason = _reason(reason)
    dial = read(ticks(tx, slot), code, now)
    if not dial.running:
        raise Refused(T("The clock is not running."))
    _deviate(tx, slot, "pause", 0.0, reason)
    return _lay(tx, slot, code, "pause", now)


def set_clock(tx: Writing, slot: Id, code: str, seconds: float, now: Moment, reason: str) -> Dial:
    """Put another elapsed time on the clock; a deviation with its reason."""
    place = find_slot(tx, slot)
    allow(tx, right_to_time(tx, place), place.center)
    reason = _reason(reason)
    if not 0 <= seconds <= 24 * 3600:
        raise Refused(T("A clock can be set from 0 minutes to 24 hours."))
    dial = read(ticks(tx, slot), code, now)
    _deviate(tx, slot, "clock_set", seconds - dial.elapsed, reason)
    return _lay(tx, slot, code, "set", now, seconds)


def stop(tx: Writing, slot: Id, code: str, now: Moment) -> Dial:
    """End a phase; after one in which one watches, the sheets are classified. Time far over or short is a deviation.

    Who speaks at the end of such a phase, by one's own record of speaking turns, has ended.
    """
    place = find_slot(tx, slot)
    allow(tx, right_to_time(tx, place), place.center)
    found = phase(tx, slot, code)
    sheets = own_sheets(tx, slot)
    dial = read(ticks(tx, slot), code, now)
    if not dial.started:
        raise Refused(T("The clock was never started."))
    if not dial.stopped:
        off = dial.elapsed - planned_seconds(tx, slot, found)
        if sheets and abs(off) > TOLERANCE:
            _deviate(tx, slot, "extra_time" if off > 0 else "short_time", off, "")
        dial = _lay(tx, slot, code, "stop", now)
        if found.kind in WATCHED:
            _end_turn(tx, slot, now)
    for sheet in sheets:
        if sheet.state == "observing" and found.kind in WATCHED:
            sheet.ended_at = tx.at
            move(tx, sheet, "classifying")
    return dial


def is_group(tx: Reading, place: Slot) -> bool:
    """Whether the slot's exercise is a group discussion."""
    exercise = tx.session.get(Exercise, place.exercise)
    return exercise is not None and exercise.kind == "group_discussion"


def _end_turn(tx: Writing, slot: Id, now: Moment) -> None:
    """Whoever speaks has ended, when the clock stops that times the turns, or that of their keeper."""
    rows = list(
        tx.session.execute(
            select(SpeakingTurn).where(col(SpeakingTurn.slot) == slot).order_by(col(SpeakingTurn.starts))
        ).scalars()
    )
    for row in rows:
        if row.ends is None and tx.by in (row.by, rows[0].by):
            row.ends = max(row.starts, talked(tx, slot, now, rows[0].by))
            tx.session.add(row)


def _lay(tx: Writing, slot: Id, code: str, hand: Hand, now: Moment, seconds: float = 0.0) -> Dial:
    last = (
        tx.session.execute(
            select(func.max(col(ClockEvent.number))).where(
                col(ClockEvent.slot) == slot, col(ClockEvent.person) == tx.by
            )
        )
        .scalars()
        .first()
    )
    tx.session.add(
        ClockEvent(
            slot=slot,
            person=tx.by or Id(""),
            number=(last or 0) + 1,
            phase=code,
            event=hand,
            seconds=seconds,
            at=now.at,
            boot=now.boot,
            uptime=now.uptime,
        )
    )
    tx.session.flush()
    tx.journal("clock", slot=slot, phase=code, hand=hand, seconds=round(seconds, 1))
    return read(ticks(tx, slot), code, now)


def _deviate(tx: Writing, slot: Id, kind: str, seconds: float, reason: str) -> None:
    sheets = own_sheets(tx, slot)
    tx.session.add(
        Deviation(
            slot=slot,
            sheet=sheets[0].id if len(sheets) == 1 else sheet_about(tx, find_slot(tx, slot), None),
            kind=kind,
            seconds=seconds,
            reason=reason,
            by=tx.by or Id(""),
            at=tx.at,
        )
    )
    tx.journal("deviation", slot=slot, kind=kind, seconds=round(seconds, 1))


def _reason(said: str) -> str:
    reason = normal(said)
    if len(reason) < 3:
        raise Refused(T("A deviation needs its reason."), do=T("Say in a few words what happened."))
    return reason
