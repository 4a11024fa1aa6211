"""The facts of a center, read in few statements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from assess.plan.amend import changes
from assess.plan.candidates import candidates
from assess.plan.conformity.given import (
    AssessorFacts,
    Barred,
    CandidateFacts,
    Consensus,
    ExerciseFacts,
    Facts,
    Record,
    Trained,
    Watch,
)
from assess.plan.conformity.role import role_facts
from assess.plan.design import design_hash
from assess.plan.vacancies import setups, vacancies
from assess.plan.versions import read_version
from assess.store.guards import VACANCY
from assess.store.tables import (
    Assignment,
    Candidate,
    Center,
    Competency,
    Conflict,
    Duty,
    Evidence,
    Excuse,
    Exercise,
    Observation,
    Paper,
    Person,
    Prompt,
    Resolution,
    Seat,
    Sheet,
    Slot,
    Training,
    WashUp,
)
from assess.store.transaction import Reading
from assess.words import Id, Text

WEIGHING: Final = ("w_role", "w_gap", "w_values", "rule ", "mode ")
"""What an amendment of the center names when scores depend on it."""


def gather(tx: Reading, center: Id, record: Record | None = None) -> Facts:
    """Everything that the checks rest on."""
    place = tx.session.get_one(Center, center)
    openings = vacancies(tx, center)
    running = setups(tx, center)
    prompts = _prompts(tx)
    roles = tuple(role_facts(read_version(tx, one.role, one.number), one.number) for one in openings)
    by_vacancy = {one.id: one.role for one in openings}
    codes = {one.exercise: one.code for one in running}
    closed = tx.session.execute(select(col(WashUp.closed_at)).where(col(WashUp.center) == center)).scalar()
    sheets = _sheets(tx, center)
    weighing = (one for one in changes(tx, center) if one.what == VACANCY or _reweighs(one.what, one.old))
    return Facts(
        name=place.name,
        day=place.day,
        today=tx.at.astimezone(ZoneInfo(place.zone)).date(),
        lo=place.lo,
        hi=place.hi,
        rule=place.rule,
        mode=place.mode,
        roles=roles,
        exercises=tuple(
            ExerciseFacts(
                one.code,
                one.name,
                one.kind,
                one.used,
                one.raters,
                one.watch_limit,
                one.group_size if one.kind == "group_discussion" else 1,
                prompts.get(one.exercise, 0),
            )
            for one in running
        ),
        candidates=tuple(
            CandidateFacts(
                one.code,
                tuple(by_vacancy[vacancy] for vacancy in one.vacancies if vacancy in by_vacancy),
                bool(one.extra_minutes or one.adjustment or one.without_steps),
            )
            for one in candidates(tx, center)
            if one.withdrawn_at is None
        ),
        assessors=_assessors(tx, center),
        planned=_planned(tx, center, codes),
        observed=tuple(
            Watch(one.slot or "", codes.get(one.exercise, one.code), one.candidate, one.assessor)
            for one in sheets
            if one.state == "locked" and one.outcome is None
        ),
        seated=_seated(tx, center),
        barred=_barred(tx, center),
        papers=_papers(tx, center),
        frozen_at=place.frozen_at,
        frozen_hash=place.frozen_hash,
        design_hash=design_hash(tx, center),
        first_lock=min((one.locked_at for one in sheets if one.locked_at is not None), default=None),
        reweighed=tuple((one.at, one.reason) for one in weighing),
        consensus=_consensus(tx, center),
        washed_up=closed is not None,
        begun=any(one.state != "planned" for one in sheets),
        record=record,
    )


def _prompts(tx: Reading) -> dict[Id, int]:
    counted = select(col(Prompt.exercise), func.count()).group_by(col(Prompt.exercise))
    return {exercise: int(count) for exercise, count in tx.session.execute(counted)}


def _assessors(tx: Reading, center: Id) -> tuple[AssessorFacts, ...]:
    rows = tx.session.execute(
        select(col(Person.id), col(Person.initials))
        .join(Duty, col(Duty.person) == col(Person.id))
        .where(
            (col(Duty.center) == center) | col(Duty.center).is_(None),
            col(Duty.function) == "assessor",
            col(Person.active),
        )
        .order_by(col(Person.initials))
    )
    people = {row.id: row.initials for row in rows}
    trained: dict[Id, list[Trained]] = {}
    for one in tx.session.execute(select(Training).where(col(Training.person).in_(people))).scalars():
        trained.setdefault(one.person, []).append(Trained(one.kind, one.day, one.frame_of_reference, one.expires))
    return tuple(AssessorFacts(initials, tuple(trained.get(person, ()))) for person, initials in people.items())


def _planned(tx: Reading, center: Id, codes: dict[Id, str]) -> tuple[Watch, ...]:
    """Who is to watch whom: without candidates who withdrew, and without assessors who were excused."""
    excused = and_(
        col(Excuse.assessor) == col(Assignment.person),
        col(Excuse.candidate) == col(Assignment.candidate),
        col(Excuse.exercise) == col(Slot.exercise),
    )
    rows = tx.session.execute(
        select(col(Slot.id), col(Exercise.id), col(Exercise.code), col(Candidate.code), col(Person.initials))
        .join(Assignment, col(Assignment.slot) == col(Slot.id))
        .join(Exercise, col(Exercise.id) == col(Slot.exercise))
        .join(Candidate, col(Candidate.id) == col(Assignment.candidate))
        .join(Person, col(Person.id) == col(Assignment.person))
        .join(Excuse, excused, isouter=True)
        .where(
            col(Slot.center) == center,
            col(Assignment.function) == "assessor",
            col(Candidate.withdrawn_at).is_(None),
            col(Excuse.id).is_(None),
        )
        .order_by(col(Slot.starts_at), col(Slot.id), col(Candidate.code), col(Person.initials))
    )
    return tuple(
        Watch(slot, codes.get(exercise, code), candidate, who) for slot, exercise, code, candidate, who in rows
    )


class _Sheet(NamedTuple):
    slot: Id | None
    exercise: Id
    code: str
    candidate: str
    assessor: str
    state: str
    outcome: str | None
    locked_at: datetime | None


def _sheets(tx: Reading, center: Id) -> list[_Sheet]:
    rows = tx.session.execute(
        select(
            col(Sheet.slot),
            col(Exercise.id),
            col(Exercise.code),
            col(Candidate.code),
            col(Person.initials),
            col(Sheet.state),
            col(Sheet.outcome),
            col(Sheet.locked_at),
        )
        .join(Exercise, col(Exercise.id) == col(Sheet.exercise))
        .join(Candidate, col(Candidate.id) == col(Sheet.candidate))
        .join(Person, col(Person.id) == col(Sheet.assessor))
        .where(col(Sheet.center) == center, col(Candidate.withdrawn_at).is_(None))
    )
    return [_Sheet._make(row) for row in rows]


def _seated(tx: Reading, center: Id) -> dict[str, tuple[str, tuple[str, ...]]]:
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    rows = tx.session.execute(
        select(col(Slot.id), col(Exercise.code), col(Candidate.code))
        .join(Exercise, col(Exercise.id) == col(Slot.exercise))
        .join(Seat, col(Seat.slot) == col(Slot.id))
        .join(Candidate, col(Candidate.id) == col(Seat.candidate))
        .where(col(Slot.center) == center, col(Candidate.withdrawn_at).is_(None))
        .order_by(col(Slot.starts_at), col(Seat.number))
    )
    for slot, exercise, candidate in rows:
        found[slot] = (exercise, (*found.get(slot, (exercise, ()))[1], candidate))
    return found


def _barred(tx: Reading, center: Id) -> tuple[Barred, ...]:
    """What was declared last, per assessor and candidate."""
    rows = tx.session.execute(
        select(col(Person.initials), col(Candidate.code), col(Conflict.relation))
        .join(Person, col(Person.id) == col(Conflict.person))
        .join(Candidate, col(Candidate.id) == col(Conflict.candidate))
        .where(col(Conflict.center) == center)
        .order_by(col(Conflict.declared_at))
    )
    last = {(who, whom): relation for who, whom, relation in rows}
    return tuple(Barred(who, whom, relation) for (who, whom), relation in sorted(last.items()))


def _papers(tx: Reading, center: Id) -> dict[str, tuple[date, str]]:
    rows = tx.session.execute(
        select(col(Paper.kind), col(Paper.day), col(Paper.note)).where(col(Paper.center) == center)
    )
    return {kind: (day, note) for kind, day, note in rows}


def _consensus(tx: Reading, center: Id) -> tuple[Consensus, ...]:
    twin = aliased(Competency)
    cited = (
        select(func.count())
        .select_from(Evidence)
        .join(Sheet, col(Sheet.id) == col(Evidence.sheet))
        .join(Observation, col(Observation.id) == col(Evidence.observation))
        .join(twin, col(twin.id) == col(Evidence.competency))
        .where(
            col(Sheet.candidate) == col(Resolution.candidate),
            col(Sheet.exercise) == col(Resolution.exercise),
            col(Sheet.state) == "locked",
            col(twin.code) == col(Competency.code),
            col(Evidence.cited),
            col(Observation.discarded_at).is_(None),
        )
        .correlate(Resolution, Competency)
        .scalar_subquery()
    )
    rows = tx.session.execute(
        select(
            col(Candidate.code),
            col(Exercise.name_de),
            col(Exercise.name_en),
            col(Competency.code),
            col(Resolution.reason),
            cited,
        )
        .join(WashUp, col(WashUp.id) == col(Resolution.wash_up))
        .join(Candidate, col(Candidate.id) == col(Resolution.candidate))
        .join(Exercise, col(Exercise.id) == col(Resolution.exercise))
        .join(Competency, col(Competency.id) == col(Resolution.competency))
        .where(col(WashUp.center) == center, col(Resolution.outcome) == "consensus")
        .order_by(col(Candidate.code), col(Exercise.code), col(Competency.code))
    )
    return tuple(
        Consensus(candidate, Text(de, en), competency, bool(reason.strip()), int(count))
        for candidate, de, en, competency, reason, count in rows
    )


def _reweighs(what: str, old: str) -> bool:
    return what == "center" and any(name in f"{old} " for name in WEIGHING)
