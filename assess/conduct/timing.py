"""Time in an exercise: starting, pausing, setting and stopping the clock, with the deviations that follow."""

from __future__ import annotations

from typing import cast

from sqlalchemy import func, select
from sqlmodel import col

from assess.conduct import conflict
from assess.conduct.clock import Dial, Hand, Moment, Tick, read
from assess.conduct.sheets import find_slot, move, own_sheets
from assess.people.rights import Right, allow
from assess.store.tables import Candidate, ClockEvent, Deviation, Phase
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, normal

WATCHED = ("live", "questions")
"""The kinds of phases in which one watches."""
TOLERANCE = 30.0
"""Seconds that an exercise may run over or short before it is a deviation."""


def ticks(tx: Reading, slot: Id) -> tuple[Tick, ...]:
    """The hands that the acting person laid on the clock of a slot, in order."""
    rows = tx.session.execute(
        select(ClockEvent)
        .where(col(ClockEvent.slot) == slot, col(ClockEvent.person) == tx.by)
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


def planned_seconds(tx: Reading, slot: Id, found: Phase) -> float:
    """The planned length, with the candidate's adjustment where one person is assessed alone."""
    extra = 0
    if found.kind in ("prepare", "live", "questions"):
        sheets = own_sheets(tx, slot)
        if len(sheets) == 1:
            candidate = tx.session.get(Candidate, sheets[0].candidate)
            extra = candidate.extra_minutes if candidate else 0
    return (found.minutes + extra) * 60.0


def begin(tx: Writing, slot: Id, code: str, now: Moment) -> Dial:
    """Start a phase's clock (or let it go on); the live phase turns briefed sheets into observed ones.

    Raises: Refused, when a conflict question is open, or the brief was not read.
    """
    place = find_slot(tx, slot)
    allow(tx, Right.OBSERVE, place.center)
    conflict.require_none(tx, slot)
    found = phase(tx, slot, code)
    sheets = own_sheets(tx, slot)
    if not sheets:
        raise Refused(T("Open the exercise first."))
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
    allow(tx, Right.OBSERVE, place.center)
    reason = _reason(reason)
    dial = read(ticks(tx, slot), code, now)
    if not dial.running:
        raise Refused(T("The clock is not running."))
    _deviate(tx, slot, "pause", 0.0, reason)
    return _lay(tx, slot, code, "pause", now)


def set_clock(tx: Writing, slot: Id, code: str, seconds: float, now: Moment, reason: str) -> Dial:
    """Put another elapsed time on the clock; a deviation with its reason."""
    place = find_slot(tx, slot)
    allow(tx, Right.OBSERVE, place.center)
    reason = _reason(reason)
    if not 0 <= seconds <= 24 * 3600:
        raise Refused(T("A clock can be set from 0 minutes to 24 hours."))
    dial = read(ticks(tx, slot), code, now)
    _deviate(tx, slot, "clock_set", seconds - dial.elapsed, reason)
    return _lay(tx, slot, code, "set", now, seconds)


def stop(tx: Writing, slot: Id, code: str, now: Moment) -> Dial:
    """End a phase; after one in which one watches, the sheets are classified. Time far over or short is a deviation."""
    place = find_slot(tx, slot)
    allow(tx, Right.OBSERVE, place.center)
    found = phase(tx, slot, code)
    dial = read(ticks(tx, slot), code, now)
    if not dial.started:
        raise Refused(T("The clock was never started."))
    if not dial.stopped:
        off = dial.elapsed - planned_seconds(tx, slot, found)
        if abs(off) > TOLERANCE:
            _deviate(tx, slot, "extra_time" if off > 0 else "short_time", off, "")
        dial = _lay(tx, slot, code, "stop", now)
    for sheet in own_sheets(tx, slot):
        if sheet.state == "observing" and found.kind in WATCHED:
            sheet.ended_at = tx.at
            move(tx, sheet, "classifying")
    return dial


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
            sheet=sheets[0].id if len(sheets) == 1 else None,
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
