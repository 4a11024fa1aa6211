"""The reveal: for whom it still waits, and how the moderator ends the waiting. No value is read here.

A candidate's exercise is revealed when each of its assessors has locked. Two things end the waiting, both the
moderator's, with a reason, journaled, and a deviation: an assessor who can't rate any more is *excused*, and is waited
for no longer; or the reveal is *forced* while sheets are open. Neither touches a sheet: an open one stays its owner's,
who may still lock it until the wash-up opens, and who sees nothing of the others before that. Since the others' ratings
may have been talked about by then, such a sheet is `late`, and every output says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Select, bindparam, exists, select
from sqlmodel import col

from assess.conduct import blind, phases
from assess.conduct.phases import Life, State
from assess.conduct.sheets import find_slot, plan_sheet, wash_up_opened
from assess.conduct.sight import ITS_EXCUSE, ITS_SHEET, late_sheets, sight
from assess.people.rights import Right, allow
from assess.store.tables import (
    Amendment,
    Assignment,
    Candidate,
    Deviation,
    Excuse,
    Exercise,
    Person,
    Reveal,
    Sheet,
    Slot,
)
from assess.store.transaction import Reading, Writing
from assess.words import Id, N, Refused, T, Text, normal, sort_key

ENOUGH = 20
"""Characters of the reason of a forced reveal, at the least."""
A_FEW_WORDS = 3
"""Characters of the reason of an excuse: “ill” says it."""


class Watching(NamedTuple):
    """An assessor of a candidate's exercise, and how far their sheet is. No value."""

    assessor: Id
    initials: str
    name: str
    state: Life
    """`amended` only where the acting person may see the sheet; `locked` otherwise."""
    outcome: str | None
    """Why a sheet was locked without ratings."""
    excused: str | None
    """The moderator's reason for waiting no longer."""
    late: bool

    @property
    def open(self) -> bool:
        """Whether the reveal waits for this sheet."""
        return self.state in phases.ORDER[:-1] and self.excused is None


class Forced(NamedTuple):
    """A forced reveal."""

    by: str
    """The moderator's initials."""
    at: datetime
    reason: str


@dataclass(frozen=True)
class Performance:
    """A candidate's exercise: who watches it, and whether it is revealed."""

    candidate: Id
    code: str
    exercise: Id
    exercise_code: str
    name: Text
    kind: str
    starts_at: datetime
    watching: tuple[Watching, ...]
    revealed: bool
    forced: Forced | None

    @property
    def locked(self) -> int:
        """How many have locked."""
        return sum(one.state not in phases.ORDER[:-1] for one in self.watching)

    @property
    def planned(self) -> int:
        """How many are waited for, those who have locked included."""
        return self.locked + sum(one.open for one in self.watching)


def performances(tx: Reading, center: Id) -> tuple[Performance, ...]:
    """“3 of 4 locked” for each candidate's exercise of the timetable, in the order of the day."""
    allow(tx, Right.RUN, center)
    open_pairs = blind.revealed(tx, center)
    seen = sight(tx, center, None)
    late = late_sheets(tx, center)
    forced = {(row[0], row[1]): Forced(*row[2:]) for row in tx.rows(_FORCED)}
    found: dict[tuple[Id, Id], list[Watching]] = {}
    heads: dict[tuple[Id, Id], tuple[str, str, Text, str, datetime]] = {}
    for row in tx.rows(_WATCHING, center=center):
        pair = (Id(row.candidate), Id(row.exercise))
        head = (row.code, row.exercise_code, Text(row.name_de, row.name_en), row.kind, row.starts_at)
        before = heads.setdefault(pair, head)
        heads[pair] = min(before, head, key=lambda one: one[4])
        locked = row.state == "locked"
        amended = locked and row.amended and seen.shows(row.assessor, *pair, locked=True)
        found.setdefault(pair, []).append(
            Watching(
                row.assessor,
                row.initials,
                row.name,
                phases.life(cast("State", row.state or "planned"), revealed=pair in open_pairs, amended=amended),
                row.outcome,
                None if locked else row.excuse,
                row.sheet in late,
            )
        )
    made = (
        Performance(
            pair[0],
            heads[pair][0],
            pair[1],
            *heads[pair][1:],
            tuple(sorted(found[pair], key=lambda one: (sort_key(one.initials), one.assessor))),
            pair in open_pairs,
            forced.get(pair),
        )
        for pair in found
    )
    return tuple(sorted(made, key=lambda one: (one.starts_at, one.exercise_code, sort_key(one.code))))


_WATCHING: Final[Select[*tuple[Any, ...]]] = (
    select(
        col(Assignment.candidate),
        col(Slot.exercise),
        col(Candidate.code),
        col(Exercise.code).label("exercise_code"),
        col(Exercise.name_de),
        col(Exercise.name_en),
        col(Exercise.kind),
        col(Slot.starts_at),
        col(Person.id).label("assessor"),
        col(Person.initials),
        col(Person.name),
        col(Sheet.id).label("sheet"),
        col(Sheet.state),
        col(Sheet.outcome),
        col(Excuse.reason).label("excuse"),
        exists().where(col(Amendment.sheet) == col(Sheet.id)).correlate(Sheet).label("amended"),
    )
    .select_from(Assignment)
    .join(Slot, col(Slot.id) == col(Assignment.slot))
    .join(Exercise, col(Exercise.id) == col(Slot.exercise))
    .join(Person, col(Person.id) == col(Assignment.person))
    .join(Candidate, col(Candidate.id) == col(Assignment.candidate))
    .join(Sheet, ITS_SHEET, isouter=True)
    .join(Excuse, ITS_EXCUSE, isouter=True)
    .where(
        col(Slot.center) == bindparam("center"),
        col(Assignment.function) == "assessor",
        col(Candidate.withdrawn_at).is_(None),
    )
)
_FORCED = select(
    col(Reveal.candidate), col(Reveal.exercise), col(Person.initials), col(Reveal.at), col(Reveal.reason)
).join(Person, col(Person.id) == col(Reveal.by))


def force_reveal(tx: Writing, candidate: Id, exercise: Id, reason: str) -> int:
    """Reveal what is locked of a candidate's exercise, although sheets are open; how many are open.

    For the panel that can't wait: an assessor has left, and the others must go on. From now on those who may know
    results see the locked sheets of this exercise. Who still has an open sheet of it does not (method 2.1: blind until
    locked, for everyone who rates): it stays theirs, they may lock it until the wash-up opens, and it is marked `late`
    from then on.

    Raises: Refused, when it is not the moderator who asks, nobody has locked, it is revealed already, or the reason is
        no sentence.
    """
    center = _center_of(tx, candidate)
    allow(tx, Right.MODERATE, center)
    said = normal(reason)
    if len(said) < ENOUGH:
        raise Refused(
            T("A forced reveal needs its reason, in a sentence of {need} characters or more.", need=ENOUGH),
            do=N("{n} more character.", "{n} more characters.", n=ENOUGH - len(said)),
        )
    places = _places(tx, center, candidate, exercise)
    if (candidate, exercise) in blind.revealed(tx, center, candidate):
        raise Refused(T("This exercise is revealed already."))
    locked = [(place.slot, place.sheet) for place in places if place.sheet is not None and place.state == "locked"]
    if not locked:
        raise Refused(T("Nobody has locked yet: there is nothing to reveal."), do=T("Wait for the first sheet."))
    tx.session.add(Reveal(candidate=candidate, exercise=exercise, reason=said, by=tx.by or Id(""), at=tx.at))
    _deviate(tx, "forced", *locked[0], said)
    left = len(places) - len(locked)
    tx.journal("reveal forced", candidate, exercise=exercise, open=left, reason=said)
    return left


def excuse_assessor(tx: Writing, assessor: Id, candidate: Id, exercise: Id, reason: str) -> None:
    """Wait no longer for an assessor's sheet of a candidate's exercise: the moderator's, when they can't rate any more.

    What they noted stays theirs and is sealed by nobody; it counts nowhere unless they lock it after all.

    Raises: Refused, when it is not the moderator who asks, they don't watch there, have locked, or are excused already.
    """
    center = _center_of(tx, candidate)
    allow(tx, Right.MODERATE, center)
    said = normal(reason)
    if len(said) < A_FEW_WORDS:
        raise Refused(T("A deviation needs its reason."), do=T("Say in a few words what happened."))
    place = next((one for one in _places(tx, center, candidate, exercise) if one.person == assessor), None)
    if place is None:
        raise Refused(T("This assessor does not watch this candidate in this exercise."))
    if place.state == "locked":
        raise Refused(T("This sheet is locked: nobody waits for it."))
    if place.excuse is not None:
        raise Refused(T("This assessor is excused already."))
    if wash_up_opened(tx, center):
        raise Refused(T("The wash-up is open: nobody is waited for any more."))
    tx.session.add(
        Excuse(assessor=assessor, candidate=candidate, exercise=exercise, reason=said, by=tx.by or Id(""), at=tx.at)
    )
    # the deviation's reason may tell of the candidate: on a sheet of theirs it goes when they are erased
    _deviate(tx, "missing", place.slot, plan_sheet(tx, find_slot(tx, place.slot), assessor, candidate), said)
    tx.journal("assessor excused", candidate, assessor=assessor, exercise=exercise, reason=said)


class _Place(NamedTuple):
    person: Id
    slot: Id
    sheet: Id | None
    state: str | None
    excuse: Id | None


def _center_of(tx: Reading, candidate: Id) -> Id:
    found = tx.session.get(Candidate, candidate)
    if found is None:
        raise Refused(T("There is no such candidate."))
    return found.center


def _places(tx: Reading, center: Id, candidate: Id, exercise: Id) -> tuple[_Place, ...]:
    """Who watches a candidate in an exercise, with their sheets."""
    rows = tx.session.execute(
        select(col(Assignment.person), col(Slot.id), col(Sheet.id), col(Sheet.state), col(Excuse.id))
        .select_from(Assignment)
        .join(Slot, col(Slot.id) == col(Assignment.slot))
        .join(Sheet, ITS_SHEET, isouter=True)
        .join(Excuse, ITS_EXCUSE, isouter=True)
        .where(
            col(Slot.center) == center,
            col(Slot.exercise) == exercise,
            col(Assignment.candidate) == candidate,
            col(Assignment.function) == "assessor",
        )
        .order_by(col(Assignment.person))
    )
    found = tuple(_Place(*row) for row in rows)
    if not found:
        raise Refused(T("The timetable has nobody who watches this candidate in this exercise."))
    return found


def _deviate(tx: Writing, kind: str, slot: Id, sheet: Id, reason: str) -> None:
    tx.session.add(Deviation(slot=slot, sheet=sheet, kind=kind, reason=reason, by=tx.by or Id(""), at=tx.at))
    tx.session.flush()
