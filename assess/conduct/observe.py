"""Observing: notes and cues, typed while a person is watched. Nothing here asks a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import func, select
from sqlmodel import col

from assess.conduct import conflict, phases
from assess.conduct.grammar import Line, parse
from assess.conduct.sheets import find_slot, move, nobody_left, own_open_sheet, own_sheets
from assess.conduct.timing import is_group, phases_of
from assess.people.rights import Right, allow
from assess.store.tables import (
    Cell,
    Competency,
    Cue,
    Evidence,
    Exercise,
    Observation,
    Prompt,
    Question,
    Seat,
    Sheet,
    Slot,
)
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T

LONGEST = 10_000
"""Characters of a note: what is pasted by mistake is more, what anybody types while watching is less."""
FREE: Final = "free"
"""The code under which a sheet keeps when the free questions began: no prompt or question is called so."""


class Noted(NamedTuple):
    """A note as it was saved."""

    id: Id
    sheet: Id
    number: int
    seconds: float
    line: Line


def read_brief(tx: Writing, slot: Id) -> None:
    """The brief was read and no conflict declared: the exercise may begin."""
    allow(tx, Right.OBSERVE, find_slot(tx, slot).center)
    conflict.require_none(tx, slot)
    for sheet in own_sheets(tx, slot):
        if sheet.state == "planned":
            sheet.briefed_at = tx.at
            move(tx, sheet, "briefed")
            tx.journal("briefed", sheet.candidate, sheet=sheet.id)


def note(tx: Writing, slot: Id, typed: str, phase: str, seconds: float) -> Noted:
    """Save a note line on one's sheet of the slot; in a group, on the sheet of the seat in front.

    `seconds` is what the phase's clock showed when Enter was pressed.

    Raises: Refused, when the line is empty or too long, names no seat one watches, or the time for notes is over.
    """
    place = find_slot(tx, slot)
    allow(tx, Right.OBSERVE, place.center)
    sheets = own_sheets(tx, slot)
    if not sheets:
        raise nobody_left(tx, slot) or Refused(T("Open the exercise first."))
    seats = _seats(tx, slot) if is_group(tx, place) else {}
    line = parse(typed, seats=seats.values())
    if not line.text:
        raise Refused(T("The note is empty."))
    if len(line.text) > LONGEST:
        raise Refused(T("The note has more than {most} characters.", most=LONGEST), do=T("Make two notes of it."))
    sheet = own_open_sheet(tx, _sheet_for(sheets, seats, line.seat))
    if sheet.state not in phases.NOTES_IN:
        raise Refused(T("Notes are taken while watching and classifying."), do=T("Go back to classifying."))
    last = (
        tx.session.execute(select(func.max(col(Observation.number))).where(col(Observation.sheet) == sheet.id))
        .scalars()
        .first()
    )
    competency = tagged(tx, sheet, line.tag) if line.tag else None
    if line.tag and competency is None:
        line = line._replace(text=f"{line.text} #{line.tag}", tag=None)  # no competency of that code: part of the text
    row = Observation(
        sheet=sheet.id,
        number=(last or 0) + 1,
        phase=phase,
        seconds=max(0.0, seconds),
        at=tx.at,
        text=line.text,
        valence=line.valence,
        quote=line.quote,
        star=line.star,
        free_question=_is_free(tx, place, sheet, phase, seconds),
    )
    tx.session.add(row)
    tx.session.flush()
    if competency is not None:
        tx.session.add(Evidence(observation=row.id, competency=competency, sheet=sheet.id))
    tx.journal("noted", sheet.candidate, sheet=sheet.id, note=row.id)
    return Noted(row.id, sheet.id, row.number, row.seconds, line)


def take_back(tx: Writing, slot: Id) -> str | None:
    """Take back the last note of the slot (F7); it stays as a trace. The note's text, None when there is none."""
    allow(tx, Right.OBSERVE, find_slot(tx, slot).center)
    mine = [sheet.id for sheet in own_sheets(tx, slot) if sheet.state in phases.NOTES_IN]
    last = (
        tx.session.execute(
            select(Observation)
            .where(col(Observation.sheet).in_(mine), col(Observation.discarded_at).is_(None))
            .order_by(col(Observation.at).desc(), col(Observation.number).desc())
            .limit(1)
        )
        .scalars()
        .first()
    )
    if last is None:
        return None
    sheet = own_open_sheet(tx, last.sheet)
    last.discarded_at = tx.at
    tx.session.add(last)
    tx.session.flush()
    tx.journal("note taken back", sheet.candidate, sheet=sheet.id, note=last.id)
    return last.text


def give_cue(tx: Writing, slot: Id, code: str, seconds: float) -> bool:
    """Record that a prompt was given or a question asked; said twice, it is taken back. True when it now stands.

    FREE: the free questions of a presentation begin. A question before its turn is recorded as such in the journal.
    """
    place = find_slot(tx, slot)
    allow(tx, Right.OBSERVE, place.center)
    questions = _questions(tx, place)
    known = (
        code in questions
        or (code == FREE and _has_free_questions(tx, place))
        or tx.session.execute(
            select(col(Prompt.code)).where(col(Prompt.exercise) == place.exercise, col(Prompt.code) == code)
        ).first()
    )
    if not known:
        raise Refused(T("This exercise has no cue “{cue}”.", cue=code))
    sheets = [own_open_sheet(tx, sheet.id) for sheet in own_sheets(tx, slot) if sheet.state != "locked"]
    rows = tx.session.execute(select(Cue).where(col(Cue.sheet).in_([sheet.id for sheet in sheets]))).scalars().all()
    stands = all(row.code != code for row in rows)  # one answer for all sheets, should they differ
    before = too_early(code, questions, {row.code: row.seconds for row in rows})
    for sheet in sheets:
        mine = [row for row in rows if row.sheet == sheet.id and row.code == code]
        if stands:
            tx.session.add(Cue(sheet=sheet.id, code=code, seconds=max(0.0, seconds), at=tx.at))
        for row in mine:
            tx.session.delete(row)
        if stands:
            tx.journal("cue given", sheet.candidate, sheet=sheet.id, cue=code, **({"before": before} if before else {}))
        elif mine:
            tx.journal("cue taken back", sheet.candidate, sheet=sheet.id, cue=code)
    tx.session.flush()
    return stands


def too_early(code: str, questions: Sequence[str], asked: Mapping[str, float]) -> list[str]:
    """The fixed questions that should have come before this one (or before FREE), and had not been asked yet."""
    if code not in questions and code != FREE:
        return []
    own = asked.get(code)
    earlier = questions[: questions.index(code)] if code in questions else questions
    return [one for one in earlier if one not in asked or (own is not None and asked[one] > own)]


def _questions(tx: Reading, place: Slot) -> list[str]:
    """The codes of the fixed questions, in their order."""
    return list(
        tx.session.execute(
            select(col(Question.code)).where(col(Question.exercise) == place.exercise).order_by(col(Question.position))
        ).scalars()
    )


def _has_free_questions(tx: Reading, place: Slot) -> bool:
    """A presentation's question round goes on with free questions."""
    exercise = tx.session.get_one(Exercise, place.exercise)
    return exercise.kind == "presentation" and any(row.kind == "questions" for row in phases_of(tx, place.id))


def _is_free(tx: Reading, place: Slot, sheet: Sheet, phase: str, seconds: float) -> bool:
    """Whether a note belongs to a free question: typed in the question round, after the free questions began."""
    began = tx.session.execute(
        select(col(Cue.seconds)).where(col(Cue.sheet) == sheet.id, col(Cue.code) == FREE).limit(1)
    ).scalar()
    kinds = {row.code: row.kind for row in phases_of(tx, place.id)} if began is not None else {}
    return began is not None and kinds.get(phase) == "questions" and seconds >= began


def tagged(tx: Reading, sheet: Sheet, tag: str) -> Id | None:
    """The competency of the sheet's exercise that a tag names by its code or its beginning, if exactly one does."""
    rows = tx.session.execute(
        select(col(Competency.id), col(Competency.code))
        .join(Cell, col(Cell.competency) == col(Competency.id))
        .where(col(Cell.exercise) == sheet.exercise)
        .distinct()
    ).all()
    fits = {row.id for row in rows if row.code.upper().startswith(tag.upper())}
    return Id(fits.pop()) if len(fits) == 1 else None


def _seats(tx: Reading, slot: Id) -> dict[Id, int]:
    rows = tx.session.execute(select(col(Seat.candidate), col(Seat.number)).where(col(Seat.slot) == slot))
    return {row.candidate: row.number for row in rows}


def _sheet_for(sheets: tuple[Sheet, ...], seats: dict[Id, int], seat: int | None) -> Id:
    if len(sheets) == 1 and seat is None:
        return sheets[0].id
    for sheet in sheets:
        if seats.get(sheet.candidate) == seat:
            return sheet.id
    own = ", ".join(str(number) for number in sorted(seats[sheet.candidate] for sheet in sheets))
    raise Refused(T("Say whose note it is: put the seat number in front."), do=T("Your seats: {seats}", seats=own))
