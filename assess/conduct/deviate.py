"""Deviations, not dead ends: what went otherwise than planned is recorded, and the day goes on.

Three things that look alike stay apart. A candidate who did not come (`no_show`) has no sheet to rate: the exercise
is left out of every mean. An assessor who is missing (`missing`) leaves a sheet that nobody waits for; the others'
count. Behaviour that did not show is neither: it is rated by its anchor.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, NamedTuple, get_args

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.lock import excuse
from assess.conduct.reveal import excuse_assessor
from assess.conduct.sheets import enter, find_slot, own_sheets, sheet_about, sheet_id, watched
from assess.people.rights import Right, allow, functions
from assess.store.tables import Assignment, Candidate, Center, Deviation, Excuse, Exercise, Person, Seat, Sheet, Slot
from assess.store.transaction import Reading, Writing
from assess.words import Id, Message, Refused, T, Text, normal, sort_key

ByHand = Literal["late", "no_show", "aborted", "missing", "other"]
BY_HAND: Final[tuple[ByHand, ...]] = get_args(ByHand)
"""The kinds that people record; the clock and the reveal record the rest by themselves."""

KIND_NAMES: Final[dict[str, Message]] = {
    "late": T("Candidate late"),
    "no_show": T("Candidate did not come"),
    "aborted": T("Exercise aborted"),
    "missing": T("Assessor missing"),
    "other": T("Something else"),
    "extra_time": T("Extra time"),
    "short_time": T("Shorter time"),
    "pause": T("Clock paused"),
    "clock_set": T("Clock set by hand"),
    "forced": T("Reveal forced"),
}
LONGEST: Final = 240.0
"""Minutes: more than that is a slip of the finger."""
ENOUGH: Final = 3
"""Characters of a reason."""


class Recorded(NamedTuple):
    """What recording a deviation did besides."""

    kind: str
    locked: int
    """Own sheets that were locked without ratings."""
    excused: tuple[str, ...]
    """Codes of the candidates for whose sheet nobody waits any more."""


class Seen(NamedTuple):
    """A deviation, as the day's list shows it."""

    slot: Id
    starts_at: datetime
    room: str
    exercise: Text
    codes: tuple[str, ...]
    kind: str
    minutes: float
    """Negative where it was shorter; 0 where none were said."""
    reason: str
    """Empty where the clock recorded it."""
    by: tuple[str, ...]
    """Initials: the clocks of two assessors tell the same."""
    at: datetime


def deviate(
    tx: Writing,
    slot: Id,
    kind: str,
    reason: str,
    *,
    candidate: Id | None = None,
    person: Id | None = None,
    minutes: float = 0.0,
    shorter: bool = False,
) -> Recorded:
    """Record that something went otherwise than planned in a slot.

    An assessor records it about one's own exercise, and it closes one's own sheets where there is nothing to rate.
    The moderator records it about any; of a missing assessor (`person`) the reveal then waits for nothing. `candidate`
    says whom it is about where several sit in the slot. `minutes` are those that somebody was late; with `shorter`
    the candidate's time is cut by them, else the planned minutes are kept.

    Raises: Refused, without a reason, for another's exercise, or where a sheet has ratings already.
    """
    place = find_slot(tx, slot)
    allow(tx, Right.RECORD, place.center)
    said = _checked(tx, place, kind, reason, candidate, minutes)
    leads = "moderator" in functions(tx, place.center)
    mine = watched(tx, slot)
    if not leads and (not mine or (candidate is not None and candidate not in mine)):
        raise Refused(T("This is not your exercise: its assessors or the moderator record what happened in it."))
    if kind == "missing":
        return _missing(tx, place, person or tx.by or Id(""), said)
    whom = [candidate] if candidate is not None else list(mine)
    if kind in ("no_show", "aborted") and mine:
        enter(tx, slot)
        mine_open = [sheet for sheet in own_sheets(tx, slot) if sheet.candidate in whom and sheet.state != "locked"]
        for sheet in mine_open:
            excuse(tx, sheet.id, kind, said)
        if mine_open:
            return Recorded(kind, len(mine_open), ())
    about = sheet_about(tx, place, candidate)
    told = said if about is not None else _named(tx, place, candidate, said)
    _record(tx, place, kind, minutes * 60, told, candidate, about)
    if shorter and minutes:
        _record(tx, place, "short_time", -minutes * 60, told, candidate, about)
    return Recorded(kind, 0, ())


def _checked(tx: Reading, place: Slot, kind: str, reason: str, candidate: Id | None, minutes: float) -> str:
    if kind not in BY_HAND:
        raise Refused(T("There is no such deviation."), where=kind)
    said = normal(reason)
    if len(said) < ENOUGH:
        raise Refused(T("A deviation needs its reason."), do=T("Say in a few words what happened."))
    if not 0 <= minutes <= LONGEST:
        raise Refused(T("Minutes go from 0 to {most}.", most=int(LONGEST)))
    if kind == "late" and not minutes:
        raise Refused(T("How many minutes late?"), do=T("Say the minutes; a reason alone is not enough."))
    if candidate is not None and candidate not in _seated(tx, place.id):
        raise Refused(T("This candidate does not sit in this exercise."))
    return said


def _missing(tx: Writing, place: Slot, person: Id, reason: str) -> Recorded:
    """The reveal does not wait for this assessor's sheets in the slot; the sheets themselves stay theirs."""
    if person == tx.by:
        enter(tx, place.id)
        own = [sheet for sheet in own_sheets(tx, place.id) if sheet.state != "locked"]
        for sheet in own:
            excuse(tx, sheet.id, "excused", reason)
        if not own:
            raise Refused(T("Your sheets of this exercise are locked already."))
        return Recorded("missing", len(own), ())
    allow(tx, Right.MODERATE, place.center)
    rows = tx.session.execute(
        select(col(Candidate.id), col(Candidate.code), col(Person.initials))
        .join(Assignment, col(Assignment.candidate) == col(Candidate.id))
        .join(Person, col(Person.id) == col(Assignment.person))
        .where(
            col(Assignment.slot) == place.id,
            col(Assignment.person) == person,
            col(Assignment.function) == "assessor",
            col(Candidate.withdrawn_at).is_(None),
        )
    ).all()
    if not rows:
        raise Refused(T("This person watches nobody in this exercise."))
    codes = []
    for candidate, code, initials in sorted(rows, key=lambda row: sort_key(row[1])):
        held = tx.session.get(Sheet, sheet_id(place.center, person, candidate, place.exercise))
        there = select(col(Excuse.id)).where(
            col(Excuse.assessor) == person,
            col(Excuse.candidate) == candidate,
            col(Excuse.exercise) == place.exercise,
        )
        if (held is None or held.state != "locked") and tx.session.execute(there).first() is None:
            excuse_assessor(tx, person, candidate, place.exercise, f"{initials}: {reason}")
            codes.append(code)
    if not codes:
        raise Refused(T("Nobody waits for a sheet of this person in this exercise."))
    return Recorded("missing", 0, tuple(codes))


def _record(
    tx: Writing, place: Slot, kind: str, seconds: float, reason: str, candidate: Id | None, sheet: Id | None
) -> None:
    tx.session.add(
        Deviation(slot=place.id, sheet=sheet, kind=kind, seconds=seconds, reason=reason, by=tx.by or Id(""), at=tx.at)
    )
    tx.session.flush()
    tx.journal("deviation", candidate, slot=place.id, kind=kind, seconds=round(seconds, 1))


def _seated(tx: Reading, slot: Id) -> dict[Id, str]:
    """The candidates of a slot with their codes."""
    return dict(
        tx.session.execute(
            select(col(Candidate.id), col(Candidate.code))
            .join(Seat, col(Seat.candidate) == col(Candidate.id))
            .where(col(Seat.slot) == slot)
        ).all()
    )


def _named(tx: Reading, place: Slot, candidate: Id | None, reason: str) -> str:
    """The reason, with the code in front where several sit in the slot."""
    seated = _seated(tx, place.id)
    return f"{seated[candidate]}: {reason}" if candidate is not None and len(seated) > 1 else reason


def deviations(tx: Reading, center: Id) -> tuple[Seen, ...]:
    """The deviations of a center in the order of the day: what happened, how long, why, who said so. No values.

    Who leads the day sees all of them; an assessor those of the own exercises, since what went wrong for a candidate
    elsewhere would colour what one is about to see.
    """
    allow(tx, Right.RUN, center)
    own = set(tx.session.execute(select(col(Assignment.slot)).where(col(Assignment.person) == tx.by)).scalars())
    leads = bool(functions(tx, center).intersection(Right.FOLLOW.value))
    rows = tx.session.execute(
        select(
            col(Deviation.slot),
            col(Slot.starts_at),
            col(Slot.room),
            col(Exercise.name_de),
            col(Exercise.name_en),
            col(Deviation.sheet),
            col(Deviation.kind),
            col(Deviation.seconds),
            col(Deviation.reason),
            col(Person.initials),
            col(Deviation.at),
        )
        .join(Slot, col(Slot.id) == col(Deviation.slot))
        .join(Exercise, col(Exercise.id) == col(Slot.exercise))
        .join(Person, col(Person.id) == col(Deviation.by))
        .where(col(Slot.center) == center)
        .order_by(col(Slot.starts_at), col(Deviation.at), col(Deviation.kind), col(Deviation.id))
    ).all()
    about = dict(
        tx.session.execute(
            select(col(Sheet.id), col(Candidate.code))
            .join(Candidate, col(Candidate.id) == col(Sheet.candidate))
            .where(col(Sheet.center) == center)
        ).all()
    )
    seated = {slot: tuple(sorted(_seated(tx, slot).values(), key=sort_key)) for slot in {row[0] for row in rows}}
    found: dict[tuple[object, ...], Seen] = {}
    for slot, starts, room, de, en, sheet, kind, seconds, reason, by, at in rows:
        if not leads and slot not in own:
            continue
        codes = (about[sheet],) if sheet in about else seated[slot]
        same = (slot, codes, kind, round(seconds), reason)
        before = found.get(same)
        if before is None:
            found[same] = Seen(slot, starts, room, Text(de, en), codes, kind, seconds / 60, reason, (by,), at)
        else:
            found[same] = before._replace(by=tuple(sorted({*before.by, by}, key=sort_key)))
    return tuple(found.values())


class Place(NamedTuple):
    """A slot to record something about."""

    slot: Id
    starts_at: datetime
    room: str
    zone: str
    exercise: Text
    candidates: tuple[tuple[Id, str], ...]
    """Ids and codes."""
    assessors: tuple[tuple[Id, str, str], ...]
    """Ids, initials and names."""
    leads: bool
    """Whether the acting person moderates: then another assessor can be recorded as missing."""


def place_of(tx: Reading, slot: Id) -> Place:
    """What there is to choose from when a deviation is recorded: an assessor chooses among one's own candidates."""
    found = find_slot(tx, slot)
    allow(tx, Right.RECORD, found.center)
    exercise = tx.session.get_one(Exercise, found.exercise)
    leads = "moderator" in functions(tx, found.center)
    mine = set(watched(tx, slot))
    candidates = [(id_, code) for id_, code in _seated(tx, slot).items() if leads or id_ in mine]
    people = tx.session.execute(
        select(col(Person.id), col(Person.initials), col(Person.name))
        .join(Assignment, col(Assignment.person) == col(Person.id))
        .where(col(Assignment.slot) == slot, col(Assignment.function) == "assessor")
        .distinct()
    ).all()
    return Place(
        slot,
        found.starts_at,
        found.room,
        tx.session.get_one(Center, found.center).zone,
        Text(exercise.name_de, exercise.name_en),
        tuple(sorted(candidates, key=lambda one: sort_key(one[1]))),
        tuple(sorted(people, key=lambda one: sort_key(one[1]))),
        leads,
    )


def find_place(tx: Reading, center: Id, exercise: str, code: str) -> tuple[Id, Id]:
    """The slot and the candidate, by the exercise's name or code and the candidate's code, as typed.

    Raises: Refused, when none or more than one fits.
    """
    wanted = normal(exercise).casefold()
    rows = tx.session.execute(
        select(col(Slot.id), col(Candidate.id), col(Exercise.code), col(Exercise.name_de), col(Exercise.name_en))
        .join(Seat, col(Seat.slot) == col(Slot.id))
        .join(Candidate, col(Candidate.id) == col(Seat.candidate))
        .join(Exercise, col(Exercise.id) == col(Slot.exercise))
        .where(col(Slot.center) == center, col(Candidate.code) == normal(code).upper())
    ).all()
    fits = [
        (slot, candidate)
        for slot, candidate, short, de, en in rows
        if wanted in (short.casefold(), de.casefold(), en.casefold())
    ]
    if len(fits) != 1:
        names = ", ".join(sorted({short for _, _, short, _, _ in rows}))
        if not rows:
            raise Refused(T("No candidate with this code sits in an exercise."), where=code)
        raise Refused(
            T("{code} has no such exercise.", code=code), where=exercise, do=T("There are: {names}", names=names)
        )
    return fits[0]
