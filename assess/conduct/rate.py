"""Rating: which anchor fits these notes. A rating cites what was seen."""

from __future__ import annotations

from typing import Literal, NamedTuple, cast

from sqlalchemy import and_, bindparam, exists, func, select, text
from sqlmodel import col

from assess.conduct import phases
from assess.conduct.sheets import Owned, own_open, own_open_sheet
from assess.store.tables import (
    Candidacy,
    Cell,
    Center,
    Cue,
    Evidence,
    Observation,
    Prompt,
    Rating,
    Sheet,
    Vacancy,
    utc_text,
)
from assess.store.transaction import Reading, Writing
from assess.words import Id, N, Refused, T, Text, clock, normal

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
    mine = own_open(tx, _ground(tx, sheet, competency))
    if mine.state not in phases.RATINGS_IN:
        raise Refused(T("Rating comes after classifying."), do=T("Assign the notes first."))
    if not mine.rated:
        raise Refused(T("This competency is not rated in this exercise."))
    reason = normal(reason)
    if kind == "no_opportunity":
        if level is not None:
            raise Refused(T("Without an opportunity there is no level."))
        refuse_opportunity(tx, mine, competency)
    else:
        if level is None or not mine.lo <= level <= mine.hi:
            raise Refused(T("The scale goes from {lo} to {hi}.", lo=mine.lo, hi=mine.hi))
        cite_enough(level, mine.lo, mine.hi, mine.notes, reason)
    tx.session.connection().execute(
        _PUT,
        {
            "sheet": sheet,
            "competency": competency,
            "level": level,
            "kind": kind,
            "reason": reason,
            "at": utc_text(tx.at),
        },
    )
    tx.journal("rated", mine.candidate, sheet=sheet, competency=competency, level=level, kind=kind)
    return Rated(sheet, competency, level, kind, reason)


class _Ground(NamedTuple):
    """What a rating stands on."""

    id: Id
    """The sheet's."""
    center: Id
    assessor: Id
    candidate: Id
    exercise: Id
    state: str
    lo: int
    hi: int
    rated: bool
    """Whether the candidate's rubrics rate the competency in this exercise."""
    notes: int
    """Cited; taken-back notes count nowhere."""


def _ground(tx: Reading, sheet: Id, competency: Id) -> _Ground | None:
    """Everything the rule asks, in one statement: it is read at every key press."""
    rows = tx.rows(_GROUND, sheet=sheet, competency=competency)
    return _Ground(*rows[0]) if rows else None


_CITED = (
    select(func.count())
    .select_from(Evidence)
    .join(Observation, col(Observation.id) == col(Evidence.observation))
    .where(
        col(Evidence.sheet) == bindparam("sheet"),
        col(Evidence.competency) == bindparam("competency"),
        col(Evidence.cited),
        col(Observation.discarded_at).is_(None),
    )
)

_GROUND = (
    select(
        col(Sheet.id),
        col(Sheet.center),
        col(Sheet.assessor),
        col(Sheet.candidate),
        col(Sheet.exercise),
        col(Sheet.state),
        col(Center.lo),
        col(Center.hi),
        exists()
        .where(
            col(Cell.exercise) == col(Sheet.exercise),
            col(Cell.competency) == bindparam("competency"),
            col(Vacancy.rubric) == col(Cell.rubric),
            col(Candidacy.vacancy) == col(Vacancy.id),
            col(Candidacy.candidate) == col(Sheet.candidate),
        )
        .correlate(Sheet),
        _CITED.scalar_subquery(),
    )
    .join(Center, col(Center.id) == col(Sheet.center))
    .where(col(Sheet.id) == bindparam("sheet"))
)

_PUT = text("""
INSERT INTO rating (sheet, competency, level, kind, reason, at)
VALUES (:sheet, :competency, :level, :kind, :reason, :at)
ON CONFLICT (sheet, competency) DO UPDATE
SET level = excluded.level, kind = excluded.kind, reason = excluded.reason, at = excluded.at
""")


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
    rating = tx.session.get(Rating, (row.sheet, competency), populate_existing=True)
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
    ((number,),) = tx.rows(_CITED, sheet=sheet, competency=competency)
    return number


def cite_enough(level: int, lo: int, hi: int, notes: int, reason: str) -> None:
    """The rule of evidence: one cited note, and for the scale's ends two, or one and a reason (method 2.3).

    Raises: Refused, with what is missing.
    """
    if notes == 0:
        raise Refused(T("A rating cites at least one note."), do=T("Cite a note (Space), or assign one (F2)."))
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


def stands(tx: Reading, sheet: Id, competency: Id, level: int | None, reason: str) -> None:
    """A rating still has what it rests on: notes may have gone since, and cues been given.

    Raises: Refused, with what is missing.
    """
    ground = _ground(tx, sheet, competency)
    if ground is not None and level is None:
        refuse_opportunity(tx, ground, competency)
    elif ground is not None and level is not None:
        cite_enough(level, ground.lo, ground.hi, ground.notes, reason)


def refuse_opportunity(tx: Reading, sheet: Owned, competency: Id) -> None:
    """“No opportunity” does not go with a cue that was given, nor with a note that shows the competency.

    Raises: Refused, naming the cue.
    """
    if cited(tx, sheet.id, competency):
        raise Refused(
            T("Notes show this competency, so there was an opportunity."), do=T("Rate it, or reassign the notes.")
        )
    refuse_given_cue(tx, sheet, competency)


def refuse_given_cue(tx: Reading, sheet: Owned, competency: Id) -> None:
    """“No opportunity” does not go with a cue that was given for it, by the rubrics of the candidate's roles.

    Raises: Refused, naming the cue.
    """
    lists = tx.session.execute(
        select(col(Cell.cues))
        .join(Vacancy, col(Vacancy.rubric) == col(Cell.rubric))
        .join(Candidacy, col(Candidacy.vacancy) == col(Vacancy.id))
        .where(
            col(Candidacy.candidate) == sheet.candidate,
            col(Cell.exercise) == sheet.exercise,
            col(Cell.competency) == competency,
        )
    ).scalars()
    wanted = {code for cues in lists for code in cues.split(",") if code}
    given = tx.session.execute(
        select(col(Cue.code), col(Cue.seconds), col(Prompt.short_de), col(Prompt.short_en))
        .select_from(Cue)
        .outerjoin(Prompt, and_(col(Prompt.code) == col(Cue.code), col(Prompt.exercise) == sheet.exercise))
        .where(col(Cue.sheet) == sheet.id, col(Cue.code).in_(wanted))
        .order_by(col(Cue.seconds), col(Cue.code))
    ).first()
    if given is not None:
        code, seconds, de, en = given
        raise Refused(
            T(
                "Cue {cue} was given at {time} ({short}), so there was an opportunity.",
                cue=code,
                time=clock(seconds),
                short=Text(de, en),
            )
            if de
            else T("Cue {cue} was given at {time}, so there was an opportunity.", cue=code, time=clock(seconds)),
            do=T("If the behaviour did not come, rate it by its anchor (A)."),
        )


def kind_of(text: str) -> Kind:
    """A stored kind."""
    return cast("Kind", text)
