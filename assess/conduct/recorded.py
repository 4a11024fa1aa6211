"""What stands on the locked sheets, counted for the conformity checks: evidence and times, never a level."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from statistics import median
from typing import Final, cast

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.blind import grounds, visible
from assess.conduct.clock import Hand, Moment, Tick, spent
from assess.conduct.rate import ENOUGH_REASON
from assess.conduct.timing import WATCHED
from assess.people.rights import Right, allow
from assess.plan.conformity.given import Place, Ran, Record
from assess.plan.conformity.kept import SOON
from assess.store.tables import (
    Candidate,
    ClockEvent,
    Exercise,
    Person,
    Phase,
    Seat,
    Sheet,
    Slot,
)
from assess.store.transaction import Reading
from assess.words import Id, Text

LOCKED: Final = "locked"


def recorded(tx: Reading, center: Id) -> Record:
    """What stands on a center's locked sheets.

    Which ratings lie at an end of the scale is told of those sheets alone that the asking person may see; of the
    others only how many there are.

    Raises: Refused, for who does not follow the center.
    """
    allow(tx, Right.FOLLOW, center)
    sheets = {
        row.id: row
        for row in tx.session.execute(
            select(Sheet)
            .join(Candidate, col(Candidate.id) == col(Sheet.candidate))
            .where(col(Sheet.center) == center, col(Sheet.state) == LOCKED, col(Candidate.withdrawn_at).is_(None))
        ).scalars()
    }
    places = _places(tx, center)
    uncited, ends, rated, imported = [], [], 0, 0
    times: dict[Id, list[datetime]] = defaultdict(list)
    for one in grounds(tx, center):
        if one.sheet not in sheets:
            continue
        if sheets[one.sheet].origin == "imported":
            imported += 1
            continue
        rated += 1
        times[one.sheet].append(one.at)
        if one.given and not one.notes:
            uncited.append(places[one.sheet]._replace(competency=one.competency))
        elif one.is_end and one.notes < 2 and len(one.reason) < ENOUGH_REASON:
            ends.append((one.sheet, places[one.sheet]._replace(competency=one.competency)))
    seen = {one.id for one in visible(tx, [sheets[sheet] for sheet, _ in ends])} if ends else set()
    early, late = [], []
    for sheet, moments in times.items():
        ended = sheets[sheet].ended_at
        if ended is None:
            continue
        if min(moments) < ended:
            early.append(places[sheet])
        after = max(moments) - ended
        if after > timedelta(minutes=SOON):
            late.append(places[sheet]._replace(minutes=int(after.total_seconds() // 60)))
    return Record(
        sheets=len(sheets),
        ratings=rated,
        imported=imported,
        uncited=tuple(sorted(uncited)),
        bare_ends=len(ends),
        bare_ends_seen=tuple(sorted(place for sheet, place in ends if sheet in seen)),
        early=tuple(sorted(early)),
        late=tuple(sorted(late)),
        ran=_ran(tx, center),
    )


def _places(tx: Reading, center: Id) -> dict[Id, Place]:
    rows = tx.session.execute(
        select(col(Sheet.id), col(Candidate.code), col(Exercise.name_de), col(Exercise.name_en), col(Person.initials))
        .join(Candidate, col(Candidate.id) == col(Sheet.candidate))
        .join(Exercise, col(Exercise.id) == col(Sheet.exercise))
        .join(Person, col(Person.id) == col(Sheet.assessor))
        .where(col(Sheet.center) == center)
    )
    return {sheet: Place(candidate, Text(de, en), who) for sheet, candidate, de, en, who in rows}


def _ran(tx: Reading, center: Id) -> tuple[Ran, ...]:
    """Every watched phase that has ended in a slot, by the median of the clocks of those who were there."""
    hands: dict[Id, dict[Id, list[Tick]]] = defaultdict(lambda: defaultdict(list))
    for row in tx.session.execute(
        select(ClockEvent)
        .join(Slot, col(Slot.id) == col(ClockEvent.slot))
        .where(col(Slot.center) == center)
        .order_by(col(ClockEvent.number))
    ).scalars():
        moment = Moment(row.at, row.boot, row.uptime)
        hands[row.slot][row.person].append(Tick(row.phase, cast("Hand", row.event), moment, row.seconds))
    seats: dict[Id, list[tuple[str, int]]] = defaultdict(list)
    for slot, code, extra in tx.session.execute(
        select(col(Seat.slot), col(Candidate.code), col(Candidate.extra_minutes))
        .join(Candidate, col(Candidate.id) == col(Seat.candidate))
        .where(col(Candidate.center) == center)
        .order_by(col(Seat.number))
    ):
        seats[slot].append((code, extra))
    rows = tx.session.execute(
        select(Phase, col(Slot.id), col(Exercise.name_de), col(Exercise.name_en))
        .join(Exercise, col(Exercise.id) == col(Phase.exercise))
        .join(Slot, col(Slot.exercise) == col(Exercise.id))
        .where(col(Slot.center) == center, col(Phase.kind).in_(WATCHED))
        .order_by(col(Slot.starts_at), col(Slot.id), col(Phase.position))
    )
    found = []
    for phase, slot, de, en in rows:
        taking = seats[slot]
        planned = (phase.minutes + (taking[0][1] if len(taking) == 1 else 0)) * 60.0
        clocks = [
            one.seconds
            for ticks in hands[slot].values()
            for one in spent(ticks, [(phase.code, planned)], Moment(tx.at))
            if not one.running
        ]
        if clocks:
            codes = tuple(code for code, _ in taking)
            name = Text(phase.name_de, phase.name_en)
            found.append(Ran(Text(de, en), name, codes, planned, median(clocks)))
    return tuple(found)
