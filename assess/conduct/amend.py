"""Amendments: what changes a locked rating. A new row beside it, that cites a note; what was locked stays.

Before the reveal an amendment is its owner's alone, as the sheet is; afterwards it is seen with the rating that it
changes, first value and all. Disagreements are told by the first values, whatever is amended (method 2.6).
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.conduct import blind
from assess.conduct.rate import Kind, cite_enough, kind_of, refuse_given_cue
from assess.conduct.sheets import own_locked_sheet
from assess.store.tables import Amendment, Center, Evidence, Observation, Sheet
from assess.store.transaction import Reading, Writing
from assess.words import Id, N, Refused, T, normal

ENOUGH = 20
"""Characters of an amendment's reason, at the least: a sentence, not a word."""


class Amended(NamedTuple):
    """An amendment as it was saved."""

    sheet: Id
    competency: Id
    number: int
    """1 for a rating's first."""
    old: int | None
    """What held before it; None for no opportunity."""
    level: int | None
    kind: Kind
    reason: str
    observation: Id
    at: datetime


def amend(
    tx: Writing,
    sheet: Id,
    competency: Id,
    level: int | None,
    reason: str,
    observation: Id,
    kind: Kind = "shown",
) -> Amended:
    """Change a rating on one's own, locked sheet, citing a note that is on it.

    The rule of evidence is that of rating, with the cited note as one more: an extreme level rests on two notes, or on
    one and 40 characters of reason. `no_opportunity` says that the notes don't show the competency after all; it does
    not go with a cue that was given. Once the wash-up has closed, ratings are final.

    Raises: Refused, when the sheet is another's or open, the wash-up is closed, nothing would change, or too little is
        said or cited.
    """
    mine = own_locked_sheet(tx, sheet)
    if blind.is_closed(tx, mine.center):
        raise Refused(T("The wash-up is closed: ratings are final."), do=T("Say it in the decision's reasons."))
    held = next((one for one in blind.own_ratings(tx, sheet) if one.competency == competency), None)
    if held is None:
        raise Refused(T("This sheet has no rating of this competency."), do=T("Only what was rated can be amended."))
    said = normal(reason)
    if len(said) < ENOUGH:
        raise Refused(
            T("An amendment needs its reason, in a sentence of {need} characters or more.", need=ENOUGH),
            do=N("{n} more character.", "{n} more characters.", n=ENOUGH - len(said)),
        )
    if (level, kind) == (held.level, held.kind):
        raise Refused(T("That is what the sheet says already."), do=T("Give another level, or leave it."))
    _refuse_note(tx, sheet, observation)
    _refuse_level(tx, mine, competency, level, kind, observation, said)
    row = Amendment(
        sheet=sheet,
        competency=competency,
        number=held.amended + 1,
        old=held.level,
        level=level,
        kind=kind,
        reason=said,
        observation=observation,
        at=tx.at,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.journal(
        "amended",
        mine.candidate,
        sheet=sheet,
        competency=competency,
        number=row.number,
        old=held.level,
        level=level,
        kind=kind,
        note=observation,
    )
    return Amended(sheet, competency, row.number, held.level, level, kind, said, observation, tx.at)


def amendments(tx: Reading, sheet: Id) -> tuple[Amended, ...]:
    """The amendments of a sheet that the acting person may see, in their order by competency."""
    found = tx.session.get(Sheet, sheet)
    if found is None or not blind.may_see(tx, found):
        return ()
    rows = tx.session.execute(
        select(Amendment)
        .where(col(Amendment.sheet) == sheet)
        .order_by(col(Amendment.competency), col(Amendment.number))
    ).scalars()
    return tuple(
        Amended(
            row.sheet,
            row.competency,
            row.number,
            row.old,
            row.level,
            kind_of(row.kind),
            row.reason,
            row.observation,
            row.at,
        )
        for row in rows
    )


def _refuse_note(tx: Reading, sheet: Id, observation: Id) -> None:
    """The cited note is on the same sheet, and was not taken back."""
    note = tx.session.get(Observation, observation)
    if note is None or note.sheet != sheet:
        raise Refused(T("An amendment cites a note of the same sheet."), do=T("Choose one of your notes."))
    if note.discarded_at is not None:
        raise Refused(T("This note was taken back: it counts nowhere."), do=T("Cite another note."))


def _refuse_level(
    tx: Reading, mine: Sheet, competency: Id, level: int | None, kind: Kind, observation: Id, reason: str
) -> None:
    """The level is on the scale and has enough behind it."""
    if kind == "no_opportunity":
        if level is not None:
            raise Refused(T("Without an opportunity there is no level."))
        refuse_given_cue(tx, mine, competency)
        return
    center = tx.session.get_one(Center, mine.center)
    if level is None or not center.lo <= level <= center.hi:
        raise Refused(T("The scale goes from {lo} to {hi}.", lo=center.lo, hi=center.hi))
    notes = tx.session.execute(
        select(col(Evidence.observation))
        .join(Observation, col(Observation.id) == col(Evidence.observation))
        .where(
            col(Evidence.sheet) == mine.id,
            col(Evidence.competency) == competency,
            col(Evidence.cited),
            col(Observation.discarded_at).is_(None),
        )
    ).scalars()
    cite_enough(level, center.lo, center.hi, len({*notes, observation}), reason)
