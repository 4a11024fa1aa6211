"""Locking: from draft to fact."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.classify import rated_competencies
from assess.conduct.rate import stands
from assess.conduct.seal import content_hash
from assess.conduct.sheets import find_slot, move, own_open_sheet, own_sheets
from assess.people.rights import Right, allow
from assess.store.tables import Candidate, Competency, Deviation, Evidence, Observation, Rating, Sheet
from assess.store.transaction import Reading, Writing
from assess.words import Id, Message, N, Refused, T, Text, normal


class Review(NamedTuple):
    """What stands between a sheet and its lock."""

    sheet: Id
    unrated: tuple[Id, ...]
    """Competencies without a rating: the lock waits for them."""
    unassigned: int
    """Notes that show no competency and are not discarded: told, not refused."""
    rated: int
    notes: int


def review(tx: Reading, sheet: Id) -> Review:
    """What is still open on one's own sheet."""
    mine = tx.session.get_one(Sheet, sheet)
    rated = set(tx.session.execute(select(col(Rating.competency)).where(col(Rating.sheet) == sheet)).scalars())
    notes = (
        tx.session.execute(
            select(col(Observation.id)).where(col(Observation.sheet) == sheet, col(Observation.discarded_at).is_(None))
        )
        .scalars()
        .all()
    )
    assigned = set(tx.session.execute(select(col(Evidence.observation)).where(col(Evidence.sheet) == sheet)).scalars())
    wanted = rated_competencies(tx, mine)
    return Review(
        sheet,
        tuple(competency for competency in wanted if competency not in rated),
        sum(note not in assigned for note in notes),
        len(rated),
        len(notes),
    )


def lock(tx: Writing, sheet: Id) -> str:
    """Lock one's own sheet for good; its content hash.

    Raises: Refused, while a competency has no rating, or a rating no longer has enough behind it.
    """
    mine = own_open_sheet(tx, sheet)
    if mine.state != "rating":
        raise Refused(T("A sheet is locked after rating."), do=T("Classify and rate first."))
    open_ = len(review(tx, sheet).unrated)
    if open_:
        raise Refused(
            N("{n} competency has no rating yet.", "{n} competencies have no rating yet.", n=open_),
            do=T("Rate it, or say that there was no opportunity (N)."),
        )
    _refuse_without_ground(tx, mine)
    return _seal(tx, mine)


def lock_all(tx: Writing, slot: Id) -> tuple[Id, ...]:
    """Lock one's own open sheets of a slot for good, all of them or none; those that were locked.

    In a group discussion one compares: nobody should be locked while another's sheet still waits for its last rating.
    Sheets that are locked already (a candidate did not come) stay as they are.

    Raises: Refused, naming the candidate, while a sheet can't be locked; or when none is open.
    """
    place = find_slot(tx, slot)
    allow(tx, Right.OBSERVE, place.center)
    sheets = own_sheets(tx, slot)
    open_ = [sheet.id for sheet in sheets if sheet.state != "locked"]
    if not open_:
        raise Refused(T("You have no open sheet of this exercise."), do=T("Open Today again."))
    for sheet in open_:
        try:
            lock(tx, sheet)
        except Refused as no:
            if len(sheets) == 1:
                raise
            raise Refused(no.what, where=_whose(tx, sheet, no), do=no.do) from None
    return tuple(open_)


def _whose(tx: Reading, sheet: Id, no: Refused) -> Message | str:
    """The candidate's code before what a refusal is about."""
    code = tx.session.get_one(Candidate, tx.session.get_one(Sheet, sheet).candidate).code
    return T("{code}, {name}", code=code, name=no.where) if no.where else code


def _refuse_without_ground(tx: Reading, mine: Sheet) -> None:
    """A rating keeps its ground: notes may have been discarded or reassigned, and cues given, since it was made.

    Raises: Refused, naming the competency and what is missing.
    """
    rows = tx.session.execute(
        select(
            col(Rating.competency),
            col(Rating.level),
            col(Rating.reason),
            col(Competency.name_de),
            col(Competency.name_en),
        )
        .join(Competency, col(Competency.id) == col(Rating.competency))
        .where(col(Rating.sheet) == mine.id)
        .order_by(col(Competency.code))
    )
    for competency, level, reason, de, en in rows:
        try:
            stands(tx, mine.id, competency, level, reason)
        except Refused as no:
            raise Refused(no.what, where=Text(de, en), do=no.do) from None


def excuse(tx: Writing, sheet: Id, outcome: str, reason: str) -> str:
    """Lock a sheet without ratings: `no_show`, `aborted`, or `excused` (the assessor could not rate); with a reason.

    A no-show is not missing behaviour: the candidate's exercise is left out of every mean.

    Raises: Refused, without a reason, or when the sheet has ratings already.
    """
    mine = own_open_sheet(tx, sheet)
    said = normal(reason)
    if outcome not in OUTCOMES:
        raise Refused(T("This is no reason to close a sheet."))
    if len(said) < 3:
        raise Refused(T("A deviation needs its reason."), do=T("Say in a few words what happened."))
    if tx.session.execute(select(col(Rating.competency)).where(col(Rating.sheet) == sheet).limit(1)).first():
        raise Refused(T("This sheet has ratings already."), do=T("Take them back first, or lock it with them."))
    mine.outcome = outcome
    if mine.slot is not None:
        kind = "missing" if outcome == "excused" else outcome
        tx.session.add(Deviation(slot=mine.slot, sheet=sheet, kind=kind, reason=said, by=tx.by or Id(""), at=tx.at))
    return _seal(tx, mine)


OUTCOMES: dict[str, Message] = {
    "no_show": T("The candidate did not come"),
    "aborted": T("The exercise was aborted"),
    "excused": T("I could not rate"),
}


def _seal(tx: Writing, mine: Sheet) -> str:
    mine.content_hash = content_hash(tx, mine, tx.at)
    tx.journal("locked", mine.candidate, sheet=mine.id, content=mine.content_hash, outcome=mine.outcome)
    mine.head = tx.head
    mine.locked_at = tx.at
    move(tx, mine, "locked")
    return mine.content_hash
