"""The plan at a glance: every step of a center, and which is next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlmodel import col

from assess.people.rights import Right, allow
from assess.plan.candidates import Applicant, candidates
from assess.plan.center import Settings, settings_of
from assess.plan.parts import (
    LEAST_EXERCISES,
    Gap,
    Part,
    Step,
    candidates_part,
    event_part,
    exercises_part,
    people_part,
    roles_part,
    rooms_part,
)
from assess.plan.rooms import rooms
from assess.plan.vacancies import Setup, setups, vacancies
from assess.store.tables import (
    Assignment,
    Cell,
    Center,
    Competency,
    Duty,
    Need,
    Paper,
    Person,
    Seat,
    Slot,
    Team,
    Vacancy,
)
from assess.store.tables.plan import PAPERS
from assess.store.transaction import Reading
from assess.words import Id, N, T, Text


class Overview(NamedTuple):
    """A center's plan at a glance."""

    center: Id
    name: str
    day: date
    zone: str
    frozen_at: datetime | None
    frozen_hash: str | None
    amended: int
    settings: Settings
    parts: tuple[Part, ...]

    @property
    def frozen(self) -> bool:
        """Whether the design is frozen."""
        return self.frozen_at is not None

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Everything that is missing, in the order of the steps."""
        return tuple(gap for part in self.parts for gap in part.gaps)

    @property
    def next(self) -> Step | None:
        """The first step that stops the day; then the freeze; None once it is frozen and nothing stops."""
        stopping = next((part.step for part in self.parts if part.stops), None)
        return stopping or (None if self.frozen else "freeze")


def overview(tx: Reading, center: Id) -> Overview:
    """The plan of a center, for those who plan or follow it.

    Raises: Refused, for anybody else: it counts candidates and names exercises, and assessors have their own list.
    """
    allow(tx, Right.FOLLOW, center)
    place = tx.session.get_one(Center, center)
    openings, run, places = vacancies(tx, center), setups(tx, center), rooms(tx, center)
    there = [one for one in candidates(tx, center) if one.withdrawn_at is None]
    held = _functions(tx, center)
    arranged = _timetable(tx, place, run, there)
    what_for = [rooms_part(places, there), exercises_part(run, openings, there, held)]
    if arranged.done:  # the day stands, whoever arranged it and where: what planning it would ask for is advice
        what_for = [part.as_advice() for part in what_for]
    parts = (
        event_part(place.day, place.day_start, place.day_end, place.zone),
        roles_part(openings),
        what_for[0],
        people_part(held, run),
        what_for[1],
        candidates_part(openings, there),
        _team(tx, center),
        _matrix(tx, center, run),
        arranged,
        Part("checks", (), (), begun=False),
        _papers(tx, center),
        _freeze(place),
    )
    return Overview(
        center,
        place.name,
        place.day,
        place.zone,
        place.frozen_at,
        place.frozen_hash,
        place.amended,
        settings_of(place),
        parts,
    )


def _team(tx: Reading, center: Id) -> Part:
    name = tx.session.execute(select(col(Team.name)).where(col(Team.center) == center).order_by(col(Team.id))).scalar()
    if name is None:
        advice = T("Without a team, only the demands of the role count.")
        return Part("team", (), (Gap(advice, stops=False),), begun=False)
    counted = select(func.count()).select_from(Need).join(Team, col(Team.id) == col(Need.team))
    needs = tx.session.execute(counted.where(col(Team.center) == center)).scalar_one()
    return Part("team", (name, N("{n} need", "{n} needs", n=needs)), (), begun=True)


def _matrix(tx: Reading, center: Id, run: Iterable[Setup]) -> Part:
    used = {one.exercise for one in run if one.used}
    seen: dict[str, set[str]] = {}
    names: dict[str, Text] = {}
    rows = tx.session.execute(
        select(col(Competency.code), col(Competency.name_de), col(Competency.name_en), col(Cell.exercise))
        .join(Cell, col(Cell.competency) == col(Competency.id))
        .join(Vacancy, col(Vacancy.rubric) == col(Cell.rubric))
        .where(col(Vacancy.center) == center, col(Competency.kind) == "competency")
        .order_by(col(Competency.code))
    )
    for code, de, en, exercise in rows:
        names[code] = Text(de, en)
        seen.setdefault(code, set()).update({exercise} & used)
    gaps = [
        Gap(
            N(
                "{competency} is seen in {n} exercise; two are the least.",
                "{competency} is seen in {n} exercises; two are the least.",
                competency=names[code],
                n=len(exercises),
            ),
            stops=False,
        )
        for code, exercises in seen.items()
        if len(exercises) < LEAST_EXERCISES
    ]
    said = (N("{n} competency", "{n} competencies", n=len(seen)),) if seen else ()
    return Part("matrix", said, tuple(gaps), begun=bool(seen))


def _timetable(tx: Reading, place: Center, run: Iterable[Setup], there: Sequence[Applicant]) -> Part:
    offered: dict[Id, set[Id]] = {}
    used = {one.exercise for one in run if one.used}
    for vacancy, exercise in tx.session.execute(
        select(col(Vacancy.id), col(Cell.exercise))
        .join(Cell, col(Cell.rubric) == col(Vacancy.rubric))
        .where(col(Vacancy.center) == place.id)
        .distinct()
    ):
        offered.setdefault(vacancy, set()).update({exercise} & used)
    wanted = {(one.id, exercise) for one in there for role in one.vacancies for exercise in offered.get(role, ())}
    seated = {
        (candidate, exercise)
        for candidate, exercise in tx.session.execute(
            select(col(Seat.candidate), col(Slot.exercise))
            .join(Slot, col(Slot.id) == col(Seat.slot))
            .where(col(Slot.center) == place.id)
        )
    }
    missing = wanted - seated
    slots, first, last = tx.session.execute(
        select(func.count(), func.min(col(Slot.starts_at)), func.max(col(Slot.ends_at))).where(
            col(Slot.center) == place.id
        )
    ).one()
    gaps = []
    if not slots:
        if wanted:
            gaps.append(Gap(T("Plan the timetable."), stops=True))
    elif missing:
        gaps.append(
            Gap(
                N(
                    "{n} performance is not in the timetable.",
                    "{n} performances are not in the timetable.",
                    n=len(missing),
                ),
                stops=True,
            )
        )
    watched = select(col(Assignment.slot)).where(col(Assignment.function) == "assessor")
    unwatched = tx.session.execute(
        select(func.count()).select_from(Slot).where(col(Slot.center) == place.id, col(Slot.id).not_in(watched))
    ).scalar_one()
    if unwatched:
        gaps.append(
            Gap(N("{n} performance has no assessor.", "{n} performances have no assessor.", n=unwatched), stops=True)
        )
    if not slots or first is None or last is None:
        return Part("timetable", (), tuple(gaps), begun=False)
    zone = ZoneInfo(place.zone)
    hours = T("{start} to {end}", start=f"{first.astimezone(zone):%H:%M}", end=f"{last.astimezone(zone):%H:%M}")
    return Part("timetable", (N("{n} performance", "{n} performances", n=slots), hours), tuple(gaps), begun=True)


def _papers(tx: Reading, center: Id) -> Part:
    noted = tx.session.execute(select(func.count()).select_from(Paper).where(col(Paper.center) == center)).scalar_one()
    said = (T("{n} of {all} noted", n=noted, all=len(PAPERS)),)
    return Part("papers", said, (), begun=noted > 0)


def _functions(tx: Reading, center: Id) -> dict[Id, set[str]]:
    """Who works in a center, here or everywhere: person -> functions."""
    found: dict[Id, set[str]] = {}
    rows = tx.session.execute(
        select(col(Duty.person), col(Duty.function))
        .join(Person, col(Person.id) == col(Duty.person))
        .where((col(Duty.center) == center) | col(Duty.center).is_(None), col(Person.active))
    )
    for person, function in rows:
        found.setdefault(person, set()).add(function)
    return found


def _freeze(place: Center) -> Part:
    if place.frozen_at is None:
        return Part("freeze", (), (), begun=False)
    since = T("since {day}", day=place.frozen_at.astimezone(ZoneInfo(place.zone)).date())
    changed = (N("{n} amendment", "{n} amendments", n=place.amended),) if place.amended else ()
    return Part("freeze", (since, *changed), (), begun=True)
