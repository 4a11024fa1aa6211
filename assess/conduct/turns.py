"""Speaking turns: one person presses the seat of whoever begins to speak. Rows are saved at once.

Who keeps them: whoever is assigned to the slot as timekeeper or moderator, the center's moderator, or an assessor; one
person at a time, and taking over is said. While it runs nobody sees a sum. Afterwards the share is shown to those
whose own sheets of the slot are locked; it is part of no score (method 2.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.conduct import blind
from assess.conduct.clock import Moment, Tick, read
from assess.conduct.discussion import SEVERAL, Spoken, Turn, spoken
from assess.conduct.sheets import find_slot, own_sheets, sheet_id, wash_up_opened, watched
from assess.conduct.sight import ITS_EXCUSE, rating_slots
from assess.conduct.timing import WATCHED, is_group, phases_of, right_to_time, talked, ticks
from assess.people.rights import Right, allow
from assess.store.tables import (
    Assignment,
    Candidate,
    Excuse,
    Exercise,
    Person,
    Seat,
    Sheet,
    Slot,
    SpeakingTurn,
)
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, Text, Usage


class Speaker(NamedTuple):
    """Who speaks now, by the record: a seat, SEVERAL, or None for silence; since when on the keeper's clock."""

    seat: int | None
    since: float


@dataclass(frozen=True)
class Record:
    """The record of turns as its keeper sees it: no sums."""

    keeper: str | None
    """Initials of whoever keeps it; None before the first turn."""
    own: bool
    """Whether that is the acting person (or nobody yet)."""
    speaker: Speaker
    last: tuple[Turn, ...]
    """The latest turns, the newest first."""
    clock: tuple[Tick, ...]
    """The hands on the clock that the turns are timed with: that of whoever kept them first."""
    own_clock: bool
    """Whether that is the acting person's (or nobody's yet)."""
    watches: tuple[str, ...]
    """Codes of the candidates whom the acting person watches here: notes and turns at once are too much."""


@dataclass(frozen=True)
class Discussion:
    """A group discussion in the timetable."""

    slot: Id
    code: str
    exercise: Text
    starts_at: datetime


@dataclass(frozen=True)
class SpeakingShare:
    """Speaking shares of a discussion: context, never rated."""

    slot: Id
    exercise: Text
    starts_at: datetime
    keeper: str
    codes: tuple[str, ...]
    """The candidates in the order of the seats, as `spoken.shares` has them."""
    own: tuple[bool, ...]
    """Whether the acting person watched them."""
    spoken: Spoken


LATEST = 5
"""Turns that the keeper sees."""


def record(tx: Reading, slot: Id) -> Record:
    """The record of turns as its keeper sees it."""
    found = _turns(tx, slot)
    last = found[-1] if found else None
    keeper = tx.session.get(Person, last.by) if last else None
    codes = tx.session.execute(
        select(col(Candidate.code)).where(col(Candidate.id).in_(watched(tx, slot))).order_by(col(Candidate.code))
    ).scalars()
    return Record(
        keeper=keeper.initials if keeper else None,
        own=last is None or last.by == tx.by,
        speaker=_speaker(found),
        last=tuple(Turn(row.seat, row.starts, row.ends) for row in reversed(found[-LATEST:])),
        clock=ticks(tx, slot, _timed_by(tx, found)),
        own_clock=_timed_by(tx, found) == tx.by,
        watches=tuple(codes),
    )


def speaks(tx: Writing, slot: Id, seat: int | None, now: Moment, *, over: bool = False) -> Speaker:
    """Somebody begins to speak: a seat, SEVERAL at once, or nobody (None). The same seat again: has ended.

    `over` takes the record over from whoever kept it so far.

    Raises: Refused, when the clock stands, nobody sits there, it is no group discussion, or another keeps the record.
    """
    place = find_slot(tx, slot)
    allow(tx, right_to_time(tx, place), place.center)
    _require_group(tx, place)
    if seat not in (None, SEVERAL) and seat not in _seats(tx, slot):
        raise Refused(T("Nobody sits on seat {seat}.", seat=seat))
    found = _turns(tx, slot)
    last = found[-1] if found else None
    if last is not None and last.by != tx.by:
        if not over:
            keeper = tx.session.get_one(Person, last.by)
            raise Refused(
                T("{initials} keeps the turns of this discussion.", initials=keeper.initials),
                do=T("Take over (F6) only if you have agreed on it."),
            )
        tx.journal("turns taken over", slot=slot, before=last.by)
    timed_by = _timed_by(tx, found)
    if not _runs(tx, slot, now, timed_by):
        raise Refused(T("The clock is not running: no turn was recorded."), do=T("Start it (F8)."))
    at = max([talked(tx, slot, now, timed_by), *(row.ends or row.starts for row in found)])  # in the order of keys
    before = _speaker(found)
    if last is not None and last.ends is None:
        last.ends = at
        tx.session.add(last)
    if seat is None or seat == before.seat:
        tx.session.flush()
        tx.journal("turn ended", slot=slot, seconds=round(at, 1))
        return Speaker(None, at)
    tx.session.add(SpeakingTurn(slot=slot, seat=seat, starts=at, by=tx.by or Id("")))
    tx.session.flush()
    tx.journal("turn", slot=slot, seat=seat, seconds=round(at, 1))
    return Speaker(seat, at)


def undo_turn(tx: Writing, slot: Id) -> Speaker:
    """Take back the last key: a turn that runs goes, and the one before runs on; one that was ended runs on.

    Raises: Refused, when there is none, or another keeps the record.
    """
    place = find_slot(tx, slot)
    allow(tx, right_to_time(tx, place), place.center)
    found = _turns(tx, slot)
    if not found or found[-1].by != tx.by:
        raise Refused(T("There is no turn to take back."))
    last = found.pop()
    if last.ends is not None:
        last.ends = None
        tx.session.add(last)
        found.append(last)
    else:
        before = found[-1] if found else None
        if before is not None and before.by == tx.by and before.ends is not None and before.ends >= last.starts:
            before.ends = None
            tx.session.add(before)
        tx.session.delete(last)
    tx.session.flush()
    tx.journal("turn taken back", slot=slot, seat=last.seat, seconds=round(last.starts, 1))
    return _speaker(found)


def discussions(tx: Reading, center: Id) -> tuple[Discussion, ...]:
    """The group discussions of a center, in order of time."""
    rows = tx.session.execute(
        select(Slot, Exercise)
        .join(Exercise, col(Exercise.id) == col(Slot.exercise))
        .where(col(Slot.center) == center, col(Exercise.kind) == "group_discussion")
        .order_by(col(Slot.starts_at), col(Slot.id))
    )
    return tuple(
        Discussion(slot.id, exercise.code, Text(exercise.name_de, exercise.name_en), slot.starts_at)
        for slot, exercise in rows
    )


def find_discussion(tx: Reading, center: Id, said: str | None) -> Id:
    """The slot of a discussion: by its id, or by the exercise's code or name; the only one, when nothing is said.

    Raises: Refused, when there is none; Usage, when it fits none or several.
    """
    found = discussions(tx, center)
    if not found:
        raise Refused(T("This center has no group discussion."))
    wanted = (said or "").casefold()
    fits = [one for one in found if said == one.slot] or [
        one for one in found if any(wanted in text.casefold() for text in (one.code, *one.exercise))
    ]
    if len(fits) != 1:
        raise Usage(
            T("No group discussion, or more than one, is called so."),
            where=said or "",
            do=T("There are: {names}", names="; ".join(f"{one.code} ({one.slot})" for one in found)),
        )
    return fits[0].slot


def speaking(tx: Reading, slot: Id) -> SpeakingShare:
    """The speaking shares of a discussion, not for rating.

    Raises: Refused, before the acting person's own sheets of the slot are locked (before all are, for somebody who
    has none there), and when no turns were recorded.
    """
    place = find_slot(tx, slot)
    _require_group(tx, place)
    _require_locked(tx, place)
    found = _turns(tx, slot)
    if not found:
        raise Refused(T("Nobody kept the speaking turns of this discussion."))
    keeper, seats = found[-1].by, _seats(tx, slot)
    own = set(watched(tx, slot))
    exercise = tx.session.get_one(Exercise, place.exercise)
    last_key = max(row.ends or row.starts for row in found)
    now, timed_by = Moment(tx.at), _timed_by(tx, found)
    forgotten = _runs(tx, slot, now, timed_by)  # nobody stopped the clock: the last key is the end
    end = last_key if forgotten else max(last_key, talked(tx, slot, now, timed_by))
    people = {
        row.id: row.code
        for row in tx.session.execute(
            select(col(Candidate.id), col(Candidate.code)).where(col(Candidate.id).in_(seats.values()))
        )
    }
    return SpeakingShare(
        slot=slot,
        exercise=Text(exercise.name_de, exercise.name_en),
        starts_at=place.starts_at,
        keeper=tx.session.get_one(Person, keeper).initials,
        codes=tuple(people.get(candidate, "") for candidate in seats.values()),
        own=tuple(candidate in own for candidate in seats.values()),
        spoken=spoken((Turn(row.seat, row.starts, row.ends) for row in found), tuple(seats), end),
    )


def _require_group(tx: Reading, place: Slot) -> None:
    if not is_group(tx, place):
        raise Refused(T("Speaking turns are kept in group discussions."))


def _require_locked(tx: Reading, place: Slot) -> None:
    """The share comes after the lock, so that it can colour no rating (method 2.4)."""
    allow(tx, Right.KNOW_RESULTS, place.center)
    wait = Refused(
        T("The speaking share is shown after the lock: it must not colour a rating."), do=T("Lock your sheets first.")
    )
    if tx.by is None and not blind.is_closed(tx, place.center):
        raise wait
    mine = own_sheets(tx, place.id)
    wanted = watched(tx, place.id)
    if not wash_up_opened(tx, place.center) and rating_slots(tx, place.center) - {place.id}:
        raise Refused(
            T("While you are at work on a sheet, nothing of other exercises is shown: it must not colour a rating."),
            do=T("Lock that sheet first."),
        )
    if wanted:
        if len(mine) < len(wanted) or any(sheet.state != "locked" for sheet in mine):
            raise wait
        return
    rows = tx.session.execute(
        select(col(Assignment.person), col(Assignment.candidate))
        .join(Candidate, col(Candidate.id) == col(Assignment.candidate))
        .join(Slot, col(Slot.id) == col(Assignment.slot))
        .join(Excuse, ITS_EXCUSE, isouter=True)
        .where(
            col(Assignment.slot) == place.id,
            col(Assignment.function) == "assessor",
            col(Candidate.withdrawn_at).is_(None),
            col(Excuse.id).is_(None),
        )
    ).all()
    asked = {sheet_id(place.center, row.person, row.candidate, place.exercise) for row in rows}
    locked = tx.session.execute(
        select(col(Sheet.id)).where(col(Sheet.id).in_(asked), col(Sheet.state) == "locked")
    ).scalars()
    if asked - set(locked):
        raise Refused(
            T("The speaking share is shown after the lock: it must not colour a rating."),
            do=T("It opens when every sheet of this discussion is locked."),
        )


def _timed_by(tx: Reading, found: list[SpeakingTurn]) -> Id | None:
    """Whose clock times the turns: that of whoever kept them first, so that a change of keeper is no jump in time."""
    return found[0].by if found else tx.by


def _runs(tx: Reading, slot: Id, now: Moment, person: Id | None) -> bool:
    laid = ticks(tx, slot, person)
    return any(read(laid, row.code, now).running for row in phases_of(tx, slot) if row.kind in WATCHED)


def _seats(tx: Reading, slot: Id) -> dict[int, Id]:
    rows = tx.session.execute(
        select(col(Seat.number), col(Seat.candidate)).where(col(Seat.slot) == slot).order_by(col(Seat.number))
    )
    return {row.number: Id(row.candidate) for row in rows}


def _turns(tx: Reading, slot: Id) -> list[SpeakingTurn]:
    """The turns in the order of the keys."""
    return list(
        tx.session.execute(
            select(SpeakingTurn)
            .where(col(SpeakingTurn.slot) == slot)
            .order_by(col(SpeakingTurn.starts), col(SpeakingTurn.ends).is_(None), col(SpeakingTurn.ends))
        ).scalars()
    )


def _speaker(found: list[SpeakingTurn]) -> Speaker:
    last = found[-1] if found else None
    if last is None:
        return Speaker(None, 0.0)
    return Speaker(last.seat, last.starts) if last.ends is None else Speaker(None, last.ends)
