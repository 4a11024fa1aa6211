"""Rating: which anchor fits these notes. A rating cites what was seen."""

from __future__ import annotations

from typing import Literal, NamedTuple, cast

from sqlalchemy import func, select
from sqlmodel import col

from assess.conduct import phases
from assess.conduct.classify import rated_competencies
from assess.conduct.sheets import own_open_sheet
from assess.people.rights import Right, allow
from assess.store.tables import Cell, Center, Cue, Evidence, Observation, Rating, Sheet
from assess.store.transaction import Reading, Writing
from assess.words import Id, N, Refused, T, normal

ENOUGH_REASON = 40
"""Characters of reason that stand in for the second note of an extreme rating (method 2.3)."""

Kind = Literal["shown", "absent", "no_opportunity"]


class Rated(NamedTuple):
    """A rating as it was saved."""

    sheet: Id
    competency: Id
    level: int | None
    kind: Kind
    reason: str


def rate(tx: Writing, sheet: Id, competency: Id, level: int | None, reason: str = "", kind: Kind = "shown") -> Rated:
    """Rate one competency of one's own, unlocked sheet.

    `absent`: the opportunity was given and the behaviour did not come; rated by its anchor. `no_opportunity`: there
    was none; left out of every mean (`level` is None then).

    Raises: Refused, when the sheet is another's or locked, the level is not on the scale, or too little is cited.
    """
    mine = own_open_sheet(tx, sheet)
    allow(tx, Right.OBSERVE, mine.center)
    if mine.state not in phases.RATINGS_IN:
        raise Refused(T("Rating comes after classifying."), do=T("Assign the notes first."))
    if competency not in rated_competencies(tx, mine):
        raise Refused(T("This competency is not rated in this exercise."))
    reason = normal(reason)
    if kind == "no_opportunity":
        if level is not None:
            raise Refused(T("Without an opportunity there is no level."))
        refuse_opportunity(tx, mine, competency)
    else:
        center = tx.session.get_one(Center, mine.center)
        if level is None or not center.lo <= level <= center.hi:
            raise Refused(T("The scale goes from {lo} to {hi}.", lo=center.lo, hi=center.hi))
        cite_enough(level, center.lo, center.hi, cited(tx, sheet, competency), reason)
    row = tx.session.get(Rating, (sheet, competency))
    if row is None:
        row = Rating(sheet=sheet, competency=competency, at=tx.at)
    row.level, row.kind, row.reason, row.at = level, kind, reason, tx.at
    tx.session.add(row)
    tx.session.flush()
    tx.journal("rated", mine.candidate, sheet=sheet, competency=competency, level=level, kind=kind)
    return Rated(sheet, competency, level, kind, reason)


def unrate(tx: Writing, sheet: Id, competency: Id) -> None:
    """Take a rating back, before the lock."""
    mine = own_open_sheet(tx, sheet)
    row = tx.session.get(Rating, (sheet, competency))
    if row is not None:
        tx.session.delete(row)
        tx.session.flush()
        tx.journal("rating taken back", mine.candidate, sheet=sheet, competency=competency)


def cite(tx: Writing, observation: Id, competency: Id) -> bool:
    """The rating of a competency rests on a note, or no longer does. True when it now does.

    Raises: Refused, when the note does not show the competency, or a standing rating would lose its ground.
    """
    row, mine = _own_evidence(tx, observation, competency)
    row.cited = not row.cited
    tx.session.add(row)
    tx.session.flush()
    rating = tx.session.get(Rating, (row.sheet, competency))
    if rating is not None and rating.level is not None:
        center = tx.session.get_one(Center, mine.center)
        cite_enough(rating.level, center.lo, center.hi, cited(tx, row.sheet, competency), rating.reason)
    tx.journal("cited" if row.cited else "citation taken back", mine.candidate, sheet=row.sheet, note=observation)
    return row.cited


def _own_evidence(tx: Writing, observation: Id, competency: Id) -> tuple[Evidence, Sheet]:
    row = tx.session.get(Evidence, (observation, competency))
    if row is None:
        raise Refused(T("This note is not assigned to this competency."), do=T("Assign it in classifying."))
    return row, own_open_sheet(tx, row.sheet)


def cited(tx: Reading, sheet: Id, competency: Id) -> int:
    """How many notes the rating of a competency rests on; taken-back notes count nowhere."""
    return tx.session.execute(
        select(func.count())
        .select_from(Evidence)
        .join(Observation, col(Observation.id) == col(Evidence.observation))
        .where(
            col(Evidence.sheet) == sheet,
            col(Evidence.competency) == competency,
            col(Evidence.cited),
            col(Observation.discarded_at).is_(None),
        )
    ).scalar_one()


def cite_enough(level: int, lo: int, hi: int, notes: int, reason: str) -> None:
    """The rule of evidence: one cited note, and for the scale's ends two, or one and a reason (method 2.3).

    Raises: Refused, with what is missing.
    """
    if notes == 0:
        raise Refused(T("A rating cites at least one note."), do=T("Cite a note (Space) or assign one first."))
    extreme = level in (lo, hi)
    if extreme and notes < 2 and len(reason) < ENOUGH_REASON:
        raise Refused(
            T("A {level} cites two notes, or one and a reason of {need} characters.", level=level, need=ENOUGH_REASON),
            do=N(
                "One more note, or {n} more character of reason (R).",
                "One more note, or {n} more characters of reason (R).",
                n=ENOUGH_REASON - len(reason),
            ),
        )


def refuse_opportunity(tx: Reading, sheet: Sheet, competency: Id) -> None:
    """“No opportunity” does not go with a cue that was given, nor with a note that shows the competency.

    Raises: Refused, naming the cue.
    """
    if cited(tx, sheet.id, competency):
        raise Refused(
            T("Notes show this competency, so there was an opportunity."), do=T("Rate it, or reassign the notes.")
        )
    lists = tx.session.execute(
        select(col(Cell.cues)).where(col(Cell.exercise) == sheet.exercise, col(Cell.competency) == competency)
    ).scalars()
    wanted = {code for cues in lists for code in cues.split(",") if code}
    given = tx.session.execute(
        select(col(Cue.code)).where(col(Cue.sheet) == sheet.id, col(Cue.code).in_(wanted)).limit(1)
    ).scalars()
    code = given.first()
    if code is not None:
        raise Refused(
            T("Cue {cue} was given, so there was an opportunity.", cue=code),
            do=T("If the behaviour did not come, rate it by its anchor."),
        )


def kind_of(text: str) -> Kind:
    """A stored kind."""
    return cast("Kind", text)
