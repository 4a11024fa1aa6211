"""The work on a slot: everything one assessor needs on the screen, read in one transaction.

It holds the acting assessor's own sheets alone: no other exercise of the candidate, no earlier candidate's ratings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import select
from sqlmodel import col

from assess.conduct import blind, conflict, phases
from assess.conduct.classify import rated_competencies
from assess.conduct.clock import Tick
from assess.conduct.phases import State
from assess.conduct.sheets import find_slot, own_sheets, watched
from assess.conduct.timing import planned_seconds, ticks
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
    Phase,
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
    """role_player, moderator, situation, or question."""
    minute: int | None
    short: Text
    text: Text
    only_if: Text | None
    given: float | None


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
    found = session.execute(
        select(Phase).where(col(Phase.exercise) == exercise.id).order_by(col(Phase.position))
    ).scalars()
    group = exercise.kind == "group_discussion"
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
            for row in found
        ),
        cues=_cues(tx, exercise.id, sheets),
        seats=_seats(tx, slot, {sheet.candidate for sheet in sheets}) if group else (),
        sheets=tuple(_sheet(tx, sheet, seats.get(sheet.candidate) if group else None) for sheet in sheets),
        ticks=ticks(tx, slot),
        unanswered=conflict.unanswered(tx, slot),
        conflicts=_conflicts(tx, slot),
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


def _cues(tx: Reading, exercise: Id, sheets: tuple[Sheet, ...]) -> tuple[CueView, ...]:
    given: dict[str, float] = {}
    rows = tx.session.execute(select(Cue).where(col(Cue.sheet).in_([sheet.id for sheet in sheets]))).scalars()
    for cue in rows:
        given[cue.code] = min(cue.seconds, given.get(cue.code, cue.seconds))
    prompts = tx.session.execute(
        select(Prompt).where(col(Prompt.exercise) == exercise).order_by(col(Prompt.position))
    ).scalars()
    questions = tx.session.execute(
        select(Question).where(col(Question.exercise) == exercise).order_by(col(Question.position))
    ).scalars()
    return (
        *(
            CueView(
                row.code,
                row.by,
                row.minute,
                Text(row.short_de, row.short_en),
                Text(row.text_de, row.text_en),
                _text(row.only_if_de, row.only_if_en),
                given.get(row.code),
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
            )
            for row in questions
        ),
    )


def _sheet(tx: Reading, sheet: Sheet, seat: int | None) -> SheetView:
    session = tx.session
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
            )
            for row in observations
        ),
        competencies=_competencies(tx, sheet),
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
                anchors=anchors(tx, competency_id, cell.id if cell else None),
                level=rating.level if rating else None,
                kind=rating.kind if rating else None,
                reason=rating.reason if rating else "",
            )
        )
    return tuple(views)


def anchors(tx: Reading, competency: Id, cell: Id | None) -> tuple[AnchorView, ...]:
    """The anchors that hold in a cell, highest level first: the cell's own, else the competency's."""
    own = tx.session.execute(select(Anchor).where(col(Anchor.cell) == cell)).scalars().all() if cell is not None else []
    rows = own or tx.session.execute(select(Anchor).where(col(Anchor.competency) == competency)).scalars().all()
    return tuple(
        AnchorView(row.level, Text(row.text_de, row.text_en)) for row in sorted(rows, key=lambda row: -row.level)
    )
