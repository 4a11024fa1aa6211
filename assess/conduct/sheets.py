"""Sheets: opening them, walking them through their states, finding one's own."""

from __future__ import annotations

from typing import Protocol, TypeVar, cast

from sqlalchemy import bindparam, select
from sqlmodel import col

from assess.conduct import phases
from assess.conduct.phases import Life, State
from assess.people.rights import Right, allow
from assess.store.tables import Assignment, Candidate, Seat, Sheet, Slot, WashUp, derived_id
from assess.store.transaction import Reading, Writing
from assess.words import Id, Message, Refused, T


def sheet_id(center: Id, assessor: Id, candidate: Id, exercise: Id) -> Id:
    """The id that every laptop derives alike, so that two laptops can't make two sheets of one."""
    return derived_id("sheet", center, assessor, candidate, exercise)


def find_slot(tx: Reading, slot: Id) -> Slot:
    """The slot, or a sentence."""
    found = tx.session.get(Slot, slot)
    if found is None:
        raise Refused(T("This slot is no longer in the timetable."), do=T("Open Today again."))
    return found


def watched(tx: Reading, slot: Id) -> tuple[Id, ...]:
    """The candidates whom the acting assessor watches in a slot, in seat order."""
    return tuple(Id(row[0]) for row in tx.rows(_WATCHED, slot=slot, person=tx.by) if row[0])


_WATCHED = (
    select(col(Assignment.candidate), col(Candidate.code))
    .join(Candidate, col(Candidate.id) == col(Assignment.candidate))
    .where(
        col(Assignment.slot) == bindparam("slot"),
        col(Assignment.person) == bindparam("person"),
        col(Assignment.function) == "assessor",
        col(Candidate.withdrawn_at).is_(None),
    )
    .order_by(col(Candidate.code))
)


def own_sheets(tx: Reading, slot: Id) -> tuple[Sheet, ...]:
    """The acting assessor's sheets of a slot, in seat order; empty before the slot was entered."""
    place = find_slot(tx, slot)
    wanted = [sheet_id(place.center, tx.by or Id(""), candidate, place.exercise) for candidate in watched(tx, slot)]
    found = {sheet.id: sheet for sheet in tx.session.execute(select(Sheet).where(col(Sheet.id).in_(wanted))).scalars()}
    return tuple(found[sheet] for sheet in wanted if sheet in found)


def nobody_left(tx: Reading, slot: Id) -> Refused | None:
    """The sentence for a slot in which everybody whom the acting assessor watches has withdrawn; None for others."""
    codes = [code for (code,) in tx.rows(_WITHDREW, slot=slot, person=tx.by)]
    if not codes or watched(tx, slot):
        return None
    return Refused(
        T("{codes} withdrew: here nothing more is noted or rated.", codes=", ".join(codes)),
        do=T("Go back (Esc); what you noted stays yours."),
    )


_WITHDREW = (
    select(col(Candidate.code))
    .join(Assignment, col(Assignment.candidate) == col(Candidate.id))
    .where(
        col(Assignment.slot) == bindparam("slot"),
        col(Assignment.person) == bindparam("person"),
        col(Assignment.function) == "assessor",
        col(Candidate.withdrawn_at).is_not(None),
    )
    .order_by(col(Candidate.code))
)


class Owned(Protocol):
    """What tells which sheet it is, whose, and whether it is open."""

    @property
    def id(self) -> Id: ...  # noqa: D102
    @property
    def candidate(self) -> Id: ...  # noqa: D102
    @property
    def exercise(self) -> Id: ...  # noqa: D102
    @property
    def center(self) -> Id: ...  # noqa: D102
    @property
    def assessor(self) -> Id: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102


Found = TypeVar("Found", bound=Owned)


def own_open_sheet(tx: Writing, sheet: Id) -> Sheet:
    """The acting assessor's own sheet, not locked yet.

    Raises: Refused, when there is none, it is another's, or it is locked.
    """
    return own_open(tx, tx.session.get(Sheet, sheet))


def own_open(tx: Writing, found: Found | None) -> Found:
    """The same for what a use case has read of a sheet by itself.

    What was not locked when the wash-up opened stays as it is: nothing is rated after the panel has begun to talk.
    """
    mine = _own(tx, found)
    if mine.state == "locked":
        raise Refused(
            T("This sheet is locked: what is on it can't change."), do=T("A change is an amendment that cites a note.")
        )
    _refuse_in_wash_up(tx, mine.center)
    return mine


def own_locked_sheet(tx: Writing, sheet: Id) -> Sheet:
    """The acting assessor's own, locked sheet: what an amendment is made on.

    Raises: Refused, when there is none, it is another's, or it is still open.
    """
    mine = _own(tx, tx.session.get(Sheet, sheet))
    if mine.state != "locked":
        raise Refused(T("This sheet is not locked yet."), do=T("Change the rating itself."))
    return mine


def _own(tx: Reading, found: Found | None) -> Found:
    if found is None:
        raise Refused(T("This sheet does not exist."), do=T("Open the exercise from Today."))
    allow(tx, Right.OBSERVE, found.center)
    if found.assessor != tx.by:
        raise Refused(T("This is another assessor's sheet: only its owner writes it."))
    return found


def wash_up_opened(tx: Reading, center: Id) -> bool:
    """Whether the panel has begun to talk: from then on sheets change by amendments alone."""
    return bool(tx.rows(_OPENED, center=center))


_OPENED = select(col(WashUp.id)).where(col(WashUp.center) == bindparam("center"))


def _refuse_in_wash_up(tx: Reading, center: Id) -> None:
    if wash_up_opened(tx, center):
        raise Refused(
            T("The wash-up is open: nothing is written on open sheets any more."),
            do=T("Tell the moderator what you saw; a locked sheet can be amended."),
        )


def enter(tx: Writing, slot: Id) -> tuple[Id, ...]:
    """Open one's sheets of a slot, one for each candidate one watches there; existing ones are kept.

    Raises: Refused, when the acting person watches nobody in this slot.
    """
    place = find_slot(tx, slot)
    allow(tx, Right.OBSERVE, place.center)
    candidates = watched(tx, slot)
    if not candidates:
        raise nobody_left(tx, slot) or Refused(
            T("You watch nobody in this slot."), do=T("Ask the moderator to change the timetable.")
        )
    sheets = []
    for candidate in candidates:
        if tx.session.get(Sheet, sheet_id(place.center, cast("Id", tx.by), candidate, place.exercise)) is None:
            _refuse_in_wash_up(tx, place.center)
        sheets.append(plan_sheet(tx, place, cast("Id", tx.by), candidate))
    return tuple(sheets)


def plan_sheet(tx: Writing, place: Slot, assessor: Id, candidate: Id) -> Id:
    """The sheet of an assessor who watches a candidate in a slot; made, as planned, where nobody has opened it yet."""
    sheet = sheet_id(place.center, assessor, candidate, place.exercise)
    if tx.session.get(Sheet, sheet) is None:
        tx.session.add(
            Sheet(
                id=sheet,
                center=place.center,
                slot=place.id,
                assessor=assessor,
                candidate=candidate,
                exercise=place.exercise,
            )
        )
        tx.session.flush()
        tx.journal("sheet opened", candidate, sheet=sheet)
    return sheet


def sheet_about(tx: Writing, place: Slot, candidate: Id | None) -> Id | None:
    """A sheet to which something told about a candidate in a slot is tied, so that it goes when they are erased.

    One's own, where one watches them; else that of the first who does, made as planned where it is not open yet.
    Without a candidate, it is about the only one who sits there. None for a whole group, and where nobody watches.
    """
    if candidate is None:
        seated = tx.session.execute(select(col(Seat.candidate)).where(col(Seat.slot) == place.id)).scalars().all()
        if len(seated) != 1:
            return None
        candidate = seated[0]
    watching = (
        tx.session.execute(
            select(col(Assignment.person))
            .where(
                col(Assignment.slot) == place.id,
                col(Assignment.candidate) == candidate,
                col(Assignment.function) == "assessor",
            )
            .order_by(col(Assignment.person))
        )
        .scalars()
        .all()
    )
    if not watching:
        return None
    return plan_sheet(tx, place, tx.by if tx.by is not None and tx.by in watching else watching[0], candidate)


def move(tx: Writing, sheet: Sheet, to: State) -> None:
    """Walk a sheet to its next state.

    Raises: Refused, when the way there leads over another state first.
    """
    state = cast("State", sheet.state)
    if state == to:
        return
    if not phases.may(state, to):
        raise Refused(
            T("From “{now}” the sheet can't go to “{to}”.", now=STATE_NAMES[state], to=STATE_NAMES[to]),
            do=T("Follow the steps in their order."),
        )
    sheet.state = to
    tx.session.add(sheet)
    tx.session.flush()


STATE_NAMES: dict[Life, Message] = {
    "planned": T("planned"),
    "briefed": T("briefed"),
    "observing": T("observing"),
    "classifying": T("classifying"),
    "rating": T("rating"),
    "locked": T("locked"),
    "revealed": T("revealed"),
    "amended": T("amended"),
}
