"""The design: making a center from its description, and freezing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col

from assess.people.duties import functions_of, set_functions
from assess.people.rights import Right, allow, allow_somewhere
from assess.people.sign_in import add_person
from assess.people.training import put_training
from assess.plan.candidates import put_candidate, set_presence
from assess.plan.center import Settings, create, put_paper
from assess.plan.rooms import put_room
from assess.plan.vacancies import put_vacancy, set_up, setups, vacancies
from assess.rubric.center import CenterFile, PersonEntry, SlotEntry, Span, minutes_of
from assess.rubric.model import Both
from assess.store.journal import canonical, sha256
from assess.store.tables import Assignment, Center, Person, Role, Rubric, Seat, Slot, Vacancy
from assess.store.transaction import Reading, Writing
from assess.words import Id, Language, Refused, T, normal


def make(
    tx: Writing,
    file: CenterFile,
    rubrics: Mapping[str, Id],
    *,
    day: date,
    language: Language = "en",
    demo: bool = False,
) -> Id:
    """Make a center from its description, with the versions of its roles' rubrics.

    Everything goes through the use cases by which a person would do it. Relations and the team are of rooms above
    this one: see `exchange.center_file`.

    Args:
        tx: the transaction.
        file: the description.
        rubrics: the version in the database, by the role's code.
        day: the day of the center, where the description says none.
        language: of names that are given in two.
        demo: mark it as the demo.

    Raises: Refused, when the description does not fit together, naming the part.
    """
    allow_somewhere(tx, Right.PLAN)
    when = file.day or day
    center = create(tx, settings(file, when, language), demo=demo)
    roles = {one.role: put_vacancy(tx, center, _known(rubrics, one.role), one.count) for one in file.roles}
    rooms: dict[str, Id] = {}
    for room in file.rooms:
        made = put_room(tx, center, room.name.said(language), accessible=room.accessible)
        rooms |= {room.name.de: made, room.name.en: made}
    clock = _Clock(when, ZoneInfo(file.zone))
    people = {}
    for person in file.people:
        people[person.initials] = _person(tx, center, person)
        if person.available:
            set_presence(tx, center, clock.times(person.available), person=people[person.initials])
    used = {one.code: one.exercise for one in setups(tx, center)}
    for one in file.exercises:
        set_up(
            tx,
            center,
            _known(used, one.code),
            used=one.used,
            raters=one.raters,
            watch_limit=one.limit,
            group_size=one.size,
            change_minutes=one.change,
            rooms=[_known(rooms, name) for name in one.rooms],
            players=[_known(people, name) for name in one.players],
        )
    candidates = {}
    for entry in file.candidates:
        candidates[entry.code] = put_candidate(
            tx,
            center,
            entry.name,
            [_known(roles, role) for role in entry.roles],
            code=entry.code,
            email=entry.email,
            external_id=entry.external_id,
            language=entry.language,
            extra_minutes=entry.extra_minutes,
            adjustment=entry.adjustment,
            without_steps=entry.without_steps,
        )
        if entry.available:
            set_presence(tx, center, clock.times(entry.available), candidate=candidates[entry.code])
    for paper in file.papers:
        put_paper(tx, center, paper.kind, paper.day, paper.note)
    for slot in file.timetable:
        _slot(tx, center, slot, clock, used, people, candidates, language)
    tx.session.flush()
    return center


def settings(file: CenterFile, day: date, language: Language) -> Settings:
    """What a description says of the center itself."""
    hours, lunch = file.hours, file.hours.lunch
    return Settings(
        name=_pick(file.name, language),
        day=day,
        zone=file.zone,
        w_role=file.weights.role,
        w_gap=file.weights.gap,
        w_values=file.weights.values,
        rule=file.rule,
        mode=file.mode,
        retention_months=file.retention_months,
        day_start=minutes_of(hours.start),
        day_end=minutes_of(hours.end),
        lunch_from=minutes_of(lunch.start),
        lunch_to=minutes_of(lunch.end),
        lunch_minutes=lunch.minutes,
        stretch=hours.stretch,
        pause=hours.pause,
        style=file.style,
    )


class _Clock(NamedTuple):
    """A day in its time zone."""

    day: date
    zone: ZoneInfo

    def at(self, said: str) -> datetime:
        """The moment of a time of the day; `24:00` is midnight at its end."""
        clock = datetime.combine(self.day, time()) + timedelta(minutes=minutes_of(said))
        return clock.replace(tzinfo=self.zone).astimezone(UTC)

    def times(self, spans: Collection[Span]) -> list[tuple[datetime, datetime]]:
        return [(self.at(one.start), self.at(one.end)) for one in spans]


def _person(tx: Writing, center: Id, entry: PersonEntry) -> Id:
    """Somebody of the description: who is known by these initials and this name already, or somebody new."""
    same = select(col(Person.id)).where(
        col(Person.initials) == normal(entry.initials), col(Person.name) == normal(entry.name), col(Person.active)
    )
    person = tx.session.execute(same).scalars().first()
    if person is None:
        person = add_person(tx, entry.name, entry.initials, tuple(entry.functions), center, seniority=entry.seniority)
        for one in entry.training:
            put_training(
                tx,
                person,
                one.kind,
                one.day,
                hours=one.hours,
                frame_of_reference=one.frame_of_reference,
                expires=one.expires,
            )
    else:  # with the training and the seniority that are known
        set_functions(tx, center, person, {*entry.functions, *functions_of(tx, center, person)})
    return person


def _slot(
    tx: Writing,
    center: Id,
    entry: SlotEntry,
    clock: _Clock,
    exercises: Mapping[str, Id],
    people: Mapping[str, Id],
    candidates: Mapping[str, Id],
    language: Language,
) -> None:
    slot = Slot(
        center=center,
        exercise=_known(exercises, entry.exercise),
        room=normal(_pick(entry.room, language)),
        starts_at=clock.at(entry.start),
        ends_at=clock.at(entry.end),
    )
    tx.session.add(slot)
    tx.session.flush()
    for number, code in enumerate(entry.seats, start=1):
        tx.session.add(
            Seat(slot=slot.id, candidate=_known(candidates, code), number=number, brief=entry.briefs.get(code))
        )
    for initials, codes in entry.assessors.items():
        for code in dict.fromkeys(codes):
            _assign(tx, slot.id, "assessor", _known(people, initials), _known(candidates, code))
    for function, person in (
        ("role_player", entry.role_player),
        ("moderator", entry.moderator),
        ("timekeeper", entry.timekeeper),
    ):
        if person is not None:
            _assign(tx, slot.id, function, _known(people, person))


def _assign(tx: Writing, slot: Id, function: str, person: Id, candidate: Id | None = None) -> None:
    tx.session.add(Assignment(slot=slot, person=person, candidate=candidate, function=function))


def freeze(tx: Writing, center: Id) -> str:
    """Freeze a center's design: rubrics, weights and rules; its hash. From now on a change is an amendment.

    What hinders the day itself is said by `overview`; only what there would be nothing to freeze of stops this.

    Raises: Refused, when it is frozen already, or hires for no role yet.
    """
    allow(tx, Right.PLAN, center)
    place = tx.session.get_one(Center, center)
    if place.frozen_at is not None:
        raise Refused(T("The design is frozen already."), where=place.name)
    if not vacancies(tx, center):
        raise Refused(
            T("There is nothing to freeze: this center hires for no role yet."),
            where=place.name,
            do=T("Choose a role first."),
        )
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


def _known(among: Mapping[str, Id], said: str) -> Id:
    if said not in among:
        raise Refused(
            T("The description names something that it does not list."),
            where=said,
            do=T("Known are: {names}", names=", ".join(sorted(among))),
        )
    return among[said]


def _pick(text: Both, language: Language) -> str:
    return text.said(language)
