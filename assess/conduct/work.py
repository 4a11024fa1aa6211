"""The work on a slot: everything one assessor needs on the screen, read in one transaction.

It holds the acting assessor's own sheets alone: no other exercise of the candidate, no earlier candidate's ratings.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, bindparam, select
from sqlmodel import col

from assess.conduct import blind, conflict, phases
from assess.conduct.classify import rated_competencies
from assess.conduct.clock import Tick
from assess.conduct.observe import FREE, too_early
from assess.conduct.phases import State
from assess.conduct.sheets import find_slot, own_sheets, watched
from assess.conduct.sight import AT_WORK
from assess.conduct.timing import extra_minutes, phases_of, planned_seconds, ticks
from assess.store.tables import (
    Anchor,
    Candidacy,
    Candidate,
    Cell,
    Center,
    Competency,
    Cue,
    Evidence,
    Exercise,
    Observation,
    Person,
    Prompt,
    Question,
    Seat,
    Sheet,
    Vacancy,
)
from assess.store.transaction import Reading
from assess.words import Id, Text


@dataclass(frozen=True)
class NoteView:
    """A note on one's sheet."""

    id: Id
    sheet: Id
    number: int
    phase: str
    seconds: float
    at: datetime
    text: str
    valence: str | None
    quote: bool
    star: bool
    discarded: bool
    shows: tuple[Id, ...]
    cited: tuple[Id, ...]
    split_from: Id | None = None
    """The whole of which it is a part."""
    free: bool = False
    """Typed after the free questions of a presentation began."""


@dataclass(frozen=True)
class AnchorView:
    """An anchor as it is shown beside the rating."""

    level: int
    text: Text


@dataclass(frozen=True)
class CompetencyView:
    """A competency to rate, with its anchors for this exercise and the rating that stands."""

    id: Id
    code: str
    name: Text
    definition: Text
    distinct: Text
    not_observed: Text
    cues: tuple[str, ...]
    why: Text
    anchors: tuple[AnchorView, ...]
    level: int | None
    kind: str | None
    """None: not rated yet."""
    reason: str
    first_level: int | None = None
    """As it was locked."""
    amended: int = 0
    """How often since the lock."""
    own_anchors: bool = False
    """Whether the anchors are written for this exercise; else they are the competency's general ones."""


@dataclass(frozen=True)
class SheetView:
    """One's sheet of one candidate."""

    id: Id
    candidate: Id
    code: str
    seat: int | None
    state: State
    outcome: str | None
    ended_at: datetime | None
    """When the clock was stopped."""
    locked_at: datetime | None
    notes: tuple[NoteView, ...]
    competencies: tuple[CompetencyView, ...]
    head: str | None = None
    """The journal's head at the lock."""
    hidden: bool = False
    """Locked, while another candidate or exercise is being rated: neither notes nor ratings are in here."""

    @property
    def unassigned(self) -> tuple[NoteView, ...]:
        """Notes that show no competency yet and are not discarded."""
        return tuple(note for note in self.notes if not note.shows and not note.discarded)

    @property
    def unrated(self) -> tuple[CompetencyView, ...]:
        """Competencies without a rating."""
        return tuple(competency for competency in self.competencies if competency.kind is None)


class SeatView(NamedTuple):
    """Who sits where in a group."""

    number: int
    code: str
    own: bool
    """Whether one watches this candidate."""


@dataclass(frozen=True)
class PhaseView:
    """A phase of the exercise; `seconds` with the candidate's adjustment."""

    code: str
    kind: str
    name: Text
    seconds: float
    warn: tuple[int, ...]


@dataclass(frozen=True)
class CueView:
    """A prompt or a fixed question, with the time it was given."""

    code: str
    by: str
    """role_player, moderator, situation, question, or FREE: from here on questions are free."""
    minute: int | None
    short: Text
    text: Text
    only_if: Text | None
    given: float | None
    part: Text | None = None
    """The part of the exercise it belongs to, where there are several."""
    before: tuple[str, ...] = ()
    """Of a question that was asked before its turn: the fixed ones that should have come first."""


@dataclass(frozen=True)
class Work:
    """A slot, as the acting assessor works on it."""

    slot: Id
    center: Id
    center_name: str
    zone: str
    lo: int
    hi: int
    initials: str
    exercise: Text
    kind: str
    room: str
    starts_at: datetime
    extra_minutes: int
    """What the candidate gets more, where one is assessed alone; the phases' seconds have it already."""
    realism: Text
    candidate_brief: Text
    assessor_guide: Text
    role_player: Text | None
    phases: tuple[PhaseView, ...]
    cues: tuple[CueView, ...]
    seats: tuple[SeatView, ...]
    """Of a group discussion, in their order; empty otherwise."""
    sheets: tuple[SheetView, ...]
    ticks: tuple[Tick, ...]
    unanswered: tuple[tuple[Id, str, str], ...]
    """Candidates (id, code, name) about whom the conflict question is open."""
    conflicts: tuple[str, ...]
    """Codes of candidates with a declared conflict: the exercise can't begin."""
    at_work: tuple[tuple[str, Text], ...] = ()
    """Candidate and exercise of one's sheets that are being watched, classified or rated, wherever they are."""

    @property
    def state(self) -> State:
        """Where the assessor is: the sheet that is furthest behind."""
        return phases.first([sheet.state for sheet in self.sheets]) if self.sheets else "planned"

    @property
    def live(self) -> PhaseView:
        """The phase in which one watches first."""
        return next(phase for phase in self.phases if phase.kind == "live")


def work(tx: Reading, slot: Id) -> Work:
    """Everything on one's own work in a slot."""
    place = find_slot(tx, slot)
    session = tx.session
    center = session.get_one(Center, place.center)
    exercise = session.get_one(Exercise, place.exercise)
    person = session.get(Person, tx.by) if tx.by else None
    sheets = own_sheets(tx, slot)
    seats = {
        row.candidate: row.number
        for row in session.execute(select(col(Seat.candidate), col(Seat.number)).where(col(Seat.slot) == slot))
    }
    group = exercise.kind == "group_discussion"
    at_work = _at_work(tx, place.center)
    return Work(
        slot=slot,
        center=center.id,
        center_name=center.name,
        zone=center.zone,
        lo=center.lo,
        hi=center.hi,
        initials=person.initials if person else "",
        exercise=Text(exercise.name_de, exercise.name_en),
        kind=exercise.kind,
        room=place.room,
        starts_at=place.starts_at,
        extra_minutes=extra_minutes(tx, slot),
        realism=Text(exercise.realism_de, exercise.realism_en),
        candidate_brief=Text(exercise.candidate_brief_de, exercise.candidate_brief_en),
        assessor_guide=Text(exercise.assessor_guide_de, exercise.assessor_guide_en),
        role_player=_text(exercise.role_player_de, exercise.role_player_en),
        phases=tuple(
            PhaseView(
                row.code,
                row.kind,
                Text(row.name_de, row.name_en),
                planned_seconds(tx, slot, row),
                tuple(int(minutes) for minutes in row.warn.split(",") if minutes),
            )
            for row in phases_of(tx, slot)
        ),
        cues=_cues(tx, exercise, sheets, free=any(row.kind == "questions" for row in phases_of(tx, slot))),
        seats=_seats(tx, slot, {sheet.candidate for sheet in sheets}) if group else (),
        sheets=tuple(
            _sheet(tx, sheet, seats.get(sheet.candidate) if group else None, hidden=bool(at_work)) for sheet in sheets
        ),
        ticks=ticks(tx, slot),
        unanswered=conflict.unanswered(tx, slot),
        conflicts=_conflicts(tx, slot),
        at_work=at_work,
    )


def _at_work(tx: Reading, center: Id) -> tuple[tuple[str, Text], ...]:
    """What the acting assessor is in the middle of: meanwhile no earlier sheet is shown, against contrast and halo."""
    rows = tx.rows(_AT_WORK, center=center, person=tx.by)
    return tuple((code, Text(de, en)) for code, de, en in rows)


_AT_WORK = (
    select(col(Candidate.code), col(Exercise.name_de), col(Exercise.name_en))
    .select_from(Sheet)
    .join(Candidate, col(Candidate.id) == col(Sheet.candidate))
    .join(Exercise, col(Exercise.id) == col(Sheet.exercise))
    .where(
        col(Sheet.center) == bindparam("center"),
        col(Sheet.assessor) == bindparam("person"),
        col(Sheet.state).in_(AT_WORK),
    )
    .order_by(col(Candidate.code), col(Exercise.code))
)


def _seats(tx: Reading, slot: Id, own: set[Id]) -> tuple[SeatView, ...]:
    rows = tx.session.execute(
        select(col(Seat.number), col(Candidate.code), col(Candidate.id))
        .join(Candidate, col(Candidate.id) == col(Seat.candidate))
        .where(col(Seat.slot) == slot)
        .order_by(col(Seat.number))
    )
    return tuple(SeatView(number, code, candidate in own) for number, code, candidate in rows)


def _text(de: str | None, en: str | None) -> Text | None:
    return Text(de, en or de) if de else None


def _conflicts(tx: Reading, slot: Id) -> tuple[str, ...]:
    declared = [
        candidate
        for candidate in watched(tx, slot)
        if conflict.standing(tx, candidate, tx.by or Id("")) not in (None, "none")
    ]
    return tuple(tx.session.get_one(Candidate, candidate).code for candidate in declared)


def _cues(tx: Reading, exercise: Exercise, sheets: tuple[Sheet, ...], *, free: bool) -> tuple[CueView, ...]:
    """Prompts, then fixed questions, then (in a presentation with a question round) where free questions begin."""
    given: dict[str, float] = {}
    rows = tx.session.execute(select(Cue).where(col(Cue.sheet).in_([sheet.id for sheet in sheets]))).scalars()
    for cue in rows:
        given[cue.code] = min(cue.seconds, given.get(cue.code, cue.seconds))
    prompts = tx.session.execute(
        select(Prompt).where(col(Prompt.exercise) == exercise.id).order_by(col(Prompt.position))
    ).scalars()
    questions = (
        tx.session.execute(
            select(Question).where(col(Question.exercise) == exercise.id).order_by(col(Question.position))
        )
        .scalars()
        .all()
    )
    codes = [row.code for row in questions]

    def early(code: str) -> tuple[str, ...]:
        return tuple(too_early(code, codes, given)) if code in given else ()

    parts = _parts(exercise)
    found = [
        *(
            CueView(
                row.code,
                row.by,
                row.minute,
                Text(row.short_de, row.short_en),
                Text(row.text_de, row.text_en),
                _text(row.only_if_de, row.only_if_en),
                given.get(row.code),
                parts.get(row.code),
            )
            for row in prompts
        ),
        *(
            CueView(
                row.code,
                "question",
                None,
                Text(row.code, row.code),
                Text(row.text_de, row.text_en),
                None,
                given.get(row.code),
                before=early(row.code),
            )
            for row in questions
        ),
    ]
    if free and exercise.kind == "presentation":
        empty = Text("", "")
        found.append(CueView(FREE, FREE, None, empty, empty, None, given.get(FREE), before=early(FREE)))
    return tuple(found)


def _parts(exercise: Exercise) -> dict[str, Text]:
    """The parts that the exercise's file gives its prompts; they have no column of their own."""
    prompts = json.loads(exercise.document).get("prompts", ())
    return {one["id"]: Text(one["part"]["de"], one["part"]["en"]) for one in prompts if one.get("part")}


def _sheet(tx: Reading, sheet: Sheet, seat: int | None, *, hidden: bool) -> SheetView:
    session = tx.session
    hidden = hidden and sheet.state == "locked"
    evidence: dict[Id, list[Evidence]] = {}
    for row in session.execute(select(Evidence).where(col(Evidence.sheet) == sheet.id)).scalars():
        evidence.setdefault(row.observation, []).append(row)
    observations = session.execute(
        select(Observation).where(col(Observation.sheet) == sheet.id).order_by(col(Observation.number))
    ).scalars()
    return SheetView(
        id=sheet.id,
        candidate=sheet.candidate,
        code=session.get_one(Candidate, sheet.candidate).code,
        seat=seat,
        state=cast("State", sheet.state),
        outcome=sheet.outcome,
        ended_at=sheet.ended_at,
        locked_at=sheet.locked_at,
        notes=tuple(
            NoteView(
                row.id,
                row.sheet,
                row.number,
                row.phase,
                row.seconds,
                row.at,
                row.text,
                row.valence,
                row.quote,
                row.star,
                row.discarded_at is not None,
                tuple(one.competency for one in evidence.get(row.id, ())),
                tuple(one.competency for one in evidence.get(row.id, ()) if one.cited),
                split_from=row.split_from,
                free=row.free_question,
            )
            for row in observations
            if not hidden
        ),
        competencies=() if hidden else _competencies(tx, sheet),
        head=sheet.head,
        hidden=hidden,
    )


def _competencies(tx: Reading, sheet: Sheet) -> tuple[CompetencyView, ...]:
    session = tx.session
    ratings = {rating.competency: rating for rating in blind.own_ratings(tx, sheet.id)}
    views = []
    for competency_id in rated_competencies(tx, sheet):
        competency = session.get_one(Competency, competency_id)
        cell = (
            session.execute(
                select(Cell)
                .join(Vacancy, col(Vacancy.rubric) == col(Cell.rubric))
                .join(Candidacy, col(Candidacy.vacancy) == col(Vacancy.id))
                .where(
                    col(Candidacy.candidate) == sheet.candidate,
                    col(Cell.exercise) == sheet.exercise,
                    col(Cell.competency) == competency_id,
                )
                .order_by(col(Cell.position))
            )
            .scalars()
            .first()
        )
        rating = ratings.get(competency_id)
        own = _anchors_of(tx, col(Anchor.cell) == cell.id) if cell else ()
        views.append(
            CompetencyView(
                id=competency_id,
                code=competency.code,
                name=Text(competency.name_de, competency.name_en),
                definition=Text(competency.definition_de, competency.definition_en),
                distinct=Text(competency.distinct_de, competency.distinct_en),
                not_observed=Text(competency.not_observed_de, competency.not_observed_en),
                cues=tuple(code for code in (cell.cues if cell else "").split(",") if code),
                why=Text(cell.why_de, cell.why_en) if cell else Text("", ""),
                anchors=own or _anchors_of(tx, col(Anchor.competency) == competency_id),
                level=rating.level if rating else None,
                kind=rating.kind if rating else None,
                reason=rating.reason if rating else "",
                first_level=rating.first_level if rating else None,
                amended=rating.amended if rating else 0,
                own_anchors=bool(own),
            )
        )
    return tuple(views)


def anchors(tx: Reading, competency: Id, cell: Id | None) -> tuple[AnchorView, ...]:
    """The anchors that hold in a cell, highest level first: the cell's own, else the competency's."""
    own = _anchors_of(tx, col(Anchor.cell) == cell) if cell is not None else ()
    return own or _anchors_of(tx, col(Anchor.competency) == competency)


def _anchors_of(tx: Reading, owner: ColumnElement[bool]) -> tuple[AnchorView, ...]:
    rows = tx.session.execute(select(Anchor).where(owner).order_by(col(Anchor.level).desc())).scalars()
    return tuple(AnchorView(row.level, Text(row.text_de, row.text_en)) for row in rows)
