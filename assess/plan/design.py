"""The design: making a center from its description, and freezing it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlmodel import col

from assess.people.rights import Right, allow
from assess.people.sign_in import add_person
from assess.rubric.center import CenterFile, SlotEntry, clock_time
from assess.rubric.model import Both
from assess.store.journal import canonical, sha256
from assess.store.tables import (
    Assignment,
    Candidacy,
    Candidate,
    Cell,
    Center,
    Exercise,
    Role,
    Rubric,
    Seat,
    Slot,
    Vacancy,
)
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T


def make(
    tx: Writing, file: CenterFile, rubrics: dict[str, Id], *, day: date, language: str = "en", demo: bool = False
) -> Id:
    """Make a center from its description, with the versions of its roles' rubrics.

    Raises: Refused, when the description does not fit together, naming the part.
    """
    allow(tx, Right.PLAN)
    zone = _zone(file.zone)
    scale = {(row.lo, row.hi) for row in (tx.session.get_one(Rubric, rubric) for rubric in rubrics.values())}
    if len(scale) != 1:
        raise Refused(T("The rubrics of one center need the same scale."))
    lo, hi = scale.pop()
    center = Center(
        name=_pick(file.name, language),
        day=day,
        zone=file.zone,
        lo=lo,
        hi=hi,
        w_role=file.weights.role,
        w_gap=file.weights.gap,
        w_values=file.weights.values,
        rule=file.rule,
        mode=file.mode,
        retention_months=file.retention_months,
        demo=demo,
        created_at=tx.at,
    )
    tx.session.add(center)
    tx.session.flush()
    vacancies: dict[str, Id] = {}
    for vacant in file.roles:
        vacancy = Vacancy(center=center.id, rubric=rubrics[vacant.role], count=vacant.count)
        tx.session.add(vacancy)
        vacancies[vacant.role] = vacancy.id
    people = {
        person.initials: add_person(
            tx, person.name, person.initials, tuple(person.functions), center.id, seniority=person.seniority
        )
        for person in file.people
    }
    tx.session.flush()
    candidates = {}
    for entry in file.candidates:
        candidate = Candidate(center=center.id, code=entry.code, name=entry.name, extra_minutes=entry.extra_minutes)
        tx.session.add(candidate)
        tx.session.flush()
        candidates[entry.code] = candidate.id
        for role in entry.roles:
            tx.session.add(Candidacy(candidate=candidate.id, vacancy=_known(vacancies, role)))
    exercises = _exercises(tx, list(rubrics.values()))
    for slot in file.timetable:
        _slot(tx, center.id, slot, day, zone, exercises, people, candidates, language)
    tx.session.flush()
    tx.journal("center made", center=center.id)
    return center.id


def _slot(
    tx: Writing,
    center: Id,
    entry: SlotEntry,
    day: date,
    zone: ZoneInfo,
    exercises: dict[str, Id],
    people: dict[str, Id],
    candidates: dict[str, Id],
    language: str,
) -> None:
    slot = Slot(
        center=center,
        exercise=_known(exercises, entry.exercise),
        room=_pick(entry.room, language),
        starts_at=datetime.combine(day, clock_time(entry.start), zone).astimezone(UTC),
        ends_at=datetime.combine(day, clock_time(entry.end), zone).astimezone(UTC),
    )
    tx.session.add(slot)
    tx.session.flush()
    for number, code in enumerate(entry.seats, start=1):
        tx.session.add(Seat(slot=slot.id, candidate=_known(candidates, code), number=number))
    for initials, codes in entry.assessors.items():
        for code in codes:
            tx.session.add(
                Assignment(
                    slot=slot.id,
                    person=_known(people, initials),
                    candidate=_known(candidates, code),
                    function="assessor",
                )
            )
    if entry.role_player is not None:
        tx.session.add(
            Assignment(slot=slot.id, person=_known(people, entry.role_player), candidate=None, function="role_player")
        )


def freeze(tx: Writing, center: Id) -> str:
    """Freeze a center's design: rubrics, weights and rules; its hash. From now on a change is an amendment."""
    allow(tx, Right.PLAN, center)
    place = tx.session.get_one(Center, center)
    if place.frozen_at is not None:
        raise Refused(T("The design is frozen already."), where=place.name)
    place.frozen_hash = design_hash(tx, center)
    place.frozen_at = tx.at
    tx.session.add(place)
    tx.session.flush()
    tx.journal("design frozen", center=center, design=place.frozen_hash)
    return place.frozen_hash


def design_hash(tx: Reading, center: Id) -> str:
    """The hash of what the freeze covers: scale, weights, rule, mode, and every role's rubric by its hashes."""
    place = tx.session.get_one(Center, center)
    rows = tx.session.execute(
        select(col(Role.code), col(Rubric.content_hash), col(Rubric.structure_hash), col(Vacancy.count))
        .join(Rubric, col(Rubric.role) == col(Role.id))
        .join(Vacancy, col(Vacancy.rubric) == col(Rubric.id))
        .where(col(Vacancy.center) == center)
        .order_by(col(Role.code))
    )
    return sha256(
        canonical(
            {
                "scale": [place.lo, place.hi],
                "weights": [place.w_role, place.w_gap, place.w_values],
                "rule": place.rule,
                "mode": place.mode,
                "rubrics": [list(row) for row in rows],
            }
        )
    )


def _exercises(tx: Reading, rubrics: list[Id]) -> dict[str, Id]:
    rows = tx.session.execute(
        select(col(Exercise.code), col(Exercise.id))
        .join(Cell, col(Cell.exercise) == col(Exercise.id))
        .where(col(Cell.rubric).in_(rubrics))
        .distinct()
    )
    return {row.code: row.id for row in rows}


def _known(among: dict[str, Id], said: str) -> Id:
    if said not in among:
        raise Refused(
            T("The description names something that it does not list."),
            where=said,
            do=T("Known are: {names}", names=", ".join(sorted(among))),
        )
    return among[said]


def _pick(text: Both, language: str) -> str:
    return text.de if language == "de" else text.en


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused(T("This time zone is unknown."), where=name, do=T("Give one like Europe/Berlin.")) from None
