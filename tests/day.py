"""A whole day, straight into the tables: exercises, sheets, notes and ratings as a test names them.

    day = store.write(make_day, {"K1": {"talk": {"EMP": {"A": 4, "B": 3}}}})

Sheets are locked unless the test says otherwise; every rating has one note that shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlmodel import SQLModel

from assess.integrate import washup
from assess.store.tables import (
    Amendment,
    Anchor,
    Assignment,
    Candidacy,
    Candidate,
    Cell,
    Center,
    CharterValue,
    Competency,
    Criterion,
    Duty,
    Evidence,
    Exercise,
    Member,
    MemberLevel,
    Need,
    Observation,
    Person,
    Rating,
    Role,
    Rubric,
    Seat,
    Sheet,
    Slot,
    Team,
    Vacancy,
    derived_id,
    new_id,
)
from assess.store.transaction import Store, Writing
from assess.words import Id

Ratings = Mapping[str, Mapping[str, Mapping[str, Mapping[str, int | None]]]]
"""Candidate -> exercise -> competency -> assessor -> level (None: no opportunity)."""

KINDS = {"talk": "role_play", "group": "group_discussion", "speech": "presentation"}
NAMES = {
    "EMP": ("Empathie", "Empathy"),
    "KOM": ("Kommunikationsstärke", "Communication"),
    "KON": ("Konfliktfähigkeit", "Conflict competence"),
}
START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Plan:
    """What a day consists of."""

    weights: Mapping[str, float] = field(default_factory=lambda: {"EMP": 50.0, "KOM": 30.0, "KON": 20.0})
    targets: Mapping[str, float] = field(default_factory=dict)
    """4 where nothing is said."""
    floors: Mapping[str, float] = field(default_factory=dict)
    values: Sequence[str] = ()
    """Competencies that are values: no weight in the role."""
    shares: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """u by (exercise, competency); 1 where nothing is said."""
    fit: tuple[float, float, float] = (0.5, 0.3, 0.2)
    scale: tuple[int, int] = (1, 5)
    roles: Sequence[str] = ("community-manager",)
    texts: str = ""
    """Put into every text a person could have typed."""


@dataclass(frozen=True)
class Day:
    """The ids of what was made."""

    center: Id
    candidates: Mapping[str, Id]
    exercises: Mapping[str, Id]
    competencies: Mapping[str, Id]
    people: Mapping[str, Id]
    """Assessors by initials, with M (moderator), L (hiring lead), R (role player) and D (data protection officer)."""
    slots: Mapping[tuple[str, str], Id]
    vacancies: tuple[Id, ...]

    def sheet(self, assessor: str, candidate: str, exercise: str) -> Id:
        """The id of a sheet."""
        return derived_id(
            "sheet", self.center, self.people[assessor], self.candidates[candidate], self.exercises[exercise]
        )


def make_day(
    tx: Writing,
    ratings: Ratings,
    plan: Plan | None = None,
    *,
    unlocked: Sequence[tuple[str, str, str]] = (),
    missing: Sequence[tuple[str, str, str]] = (),
    imported: Sequence[tuple[str, str, str]] = (),
    frozen: bool = True,
) -> Day:
    """A center with these ratings; sheets by (assessor, candidate, exercise) may be unlocked, missing or imported."""
    plan = plan or Plan()
    lo, hi = plan.scale
    cells = sorted({(ex, comp) for exercises in ratings.values() for ex, comps in exercises.items() for comp in comps})
    exercises = {code: _exercise(tx, code, plan) for code in sorted({ex for ex, _ in cells})}
    codes = [*plan.weights, *plan.values]
    competencies = {code: _competency(tx, code, plan) for code in codes}
    rubrics = [
        _rubric(tx, role, number, plan, cells, exercises, competencies) for number, role in enumerate(plan.roles)
    ]
    center = Center(
        id=new_id(),
        name=f"Day {plan.texts}".strip(),
        day=date(2026, 11, 23),
        lo=lo,
        hi=hi,
        w_role=plan.fit[0],
        w_gap=plan.fit[1],
        w_values=plan.fit[2],
        created_at=START,
    )
    add(tx, center)
    vacancies = tuple(Id(new_id()) for _ in rubrics)
    add(tx, *(Vacancy(id=one, center=center.id, rubric=rubric) for one, rubric in zip(vacancies, rubrics, strict=True)))
    initials = sorted({who for kinds in ratings.values() for c in kinds.values() for m in c.values() for who in m})
    people = {one: _person(tx, center.id, one, "assessor", plan, number) for number, one in enumerate(initials)}
    for one, function in (("M", "moderator"), ("L", "lead"), ("R", "role_player"), ("D", "officer")):
        people.setdefault(one, _person(tx, center.id, one, function, plan, 9))
    candidates = {code: Id(new_id()) for code in ratings}
    add(tx, *(Candidate(id=id_, center=center.id, code=code, name=f"N {code}") for code, id_ in candidates.items()))
    add(tx, *(Candidacy(candidate=one, vacancy=vacancy) for one in candidates.values() for vacancy in vacancies))
    day = Day(center.id, candidates, exercises, competencies, people, {}, vacancies)
    slots = dict(day.slots)
    start = START
    for code, performed in ratings.items():
        for exercise, rated in performed.items():
            start += timedelta(minutes=40)
            slots[code, exercise] = _slot(tx, day, code, exercise, start, plan)
            for who in sorted({who for marks in rated.values() for who in marks}):
                key = (who, code, exercise)
                _assign(tx, day, key, slots[code, exercise], key in imported)
                if key not in missing:
                    levels = {comp: marks[who] for comp, marks in rated.items() if who in marks}
                    _sheet(tx, day, key, levels, slots[code, exercise], plan, (key in unlocked, key in imported))
    if frozen:
        center.frozen_at, center.frozen_hash = START, "frozen"
        add(tx, center)
    return Day(center.id, candidates, exercises, competencies, people, slots, vacancies)


def make_team(
    tx: Writing,
    day: Day,
    members: Mapping[str, Mapping[str, float]],
    needs: Mapping[str, tuple[float, float, int]],
    charter: Mapping[str, tuple[float, float]],
) -> None:
    """The team that hires: member -> competency -> level; need -> (weight, level, people); value -> (weight, level)."""
    team = Team(id=new_id(), center=day.center, name="Team")
    add(tx, team)
    for name, levels in members.items():
        member = Member(id=new_id(), team=team.id, name=name)
        add(tx, member)
        add(tx, *(MemberLevel(member=member.id, competency=code, level=level) for code, level in levels.items()))
    add(
        tx,
        *(
            Need(id=new_id(), team=team.id, competency=code, level=level, count=count, weight=weight)
            for code, (weight, level, count) in needs.items()
        ),
        *(
            CharterValue(id=new_id(), team=team.id, value=code, level=level, weight=weight)
            for code, (weight, level) in charter.items()
        ),
    )


def amend(
    tx: Writing, day: Day, key: tuple[str, str, str], competency: str, level: int | None, number: int = 1
) -> None:
    """Amend a locked rating, citing a note of its sheet."""
    sheet = day.sheet(*key)
    note = next(iter(tx.session.connection().exec_driver_sql(f"SELECT id FROM observation WHERE sheet = '{sheet}'")))[0]
    add(
        tx,
        Amendment(
            id=new_id(),
            sheet=sheet,
            competency=day.competencies[competency],
            number=number,
            level=level,
            kind="shown" if level is not None else "no_opportunity",
            reason="after the talk",
            observation=note,
            at=tx.at,
        ),
    )


def withdraw(tx: Writing, day: Day, code: str) -> None:
    """A candidate goes home."""
    row = tx.session.get_one(Candidate, day.candidates[code])
    row.withdrawn_at = tx.at
    add(tx, row)


def close(store: Store, day: Day) -> None:
    """The moderator opens and closes the wash-up."""
    store.acting(day.people["M"]).write(washup.close, day.center)


def _exercise(tx: Writing, code: str, plan: Plan) -> Id:
    made = Id(new_id())
    texts = {
        f"{part}_{language}": f"{part} {plan.texts}"
        for part in ("realism", "candidate_brief", "assessor_guide")
        for language in ("de", "en")
    }
    name = f"The {code} {plan.texts}".strip()
    kind = KINDS[code.partition("-")[0]]
    add(
        tx,
        Exercise(
            id=made, code=code, kind=kind, name_de=name, name_en=name, document="{}", content_hash=new_id(), **texts
        ),
    )
    return made


def _competency(tx: Writing, code: str, plan: Plan) -> Id:
    made = Id(new_id())
    texts = {
        f"{part}_{language}": f"{part} {code}"
        for part in ("definition", "distinct", "not_observed")
        for language in ("de", "en")
    }
    de, en = NAMES.get(code, (code, code))
    add(
        tx,
        Competency(
            id=made,
            code=code,
            kind="value" if code in plan.values else "competency",
            name_de=f"{de} {plan.texts}".strip(),
            name_en=f"{en} {plan.texts}".strip(),
            document="{}",
            content_hash=new_id(),
            **texts,
        ),
    )
    lo, hi = plan.scale
    add(
        tx,
        *(
            Anchor(
                id=new_id(),
                competency=made,
                level=level,
                text_de=f"{code} {level}",
                text_en=f"{code} {level} {plan.texts}",
            )
            for level in range(lo, hi + 1)
        ),
    )
    return made


def _rubric(
    tx: Writing,
    role: str,
    number: int,
    plan: Plan,
    cells: Sequence[tuple[str, str]],
    exercises: Mapping[str, Id],
    competencies: Mapping[str, Id],
) -> Id:
    made, whose = Id(new_id()), Id(new_id())
    lo, hi = plan.scale
    name = f"{role} {plan.texts}".strip()
    add(tx, Role(id=whose, code=role, name_de=name, name_en=name))
    add(
        tx,
        Rubric(
            id=made,
            role=whose,
            version=1,
            lo=lo,
            hi=hi,
            content_hash=new_id(),
            structure_hash=new_id(),
            document="{}",
            created_at=START,
        ),
    )
    weights = {**plan.weights, **dict.fromkeys(plan.values, 0.0)}
    order = list(weights)
    if number % 2:  # a second role weighs the same competencies the other way round
        weights = dict(zip(plan.weights, reversed(list(plan.weights.values())), strict=True)) | dict.fromkeys(
            plan.values, 0.0
        )
    add(
        tx,
        *(
            Criterion(
                id=new_id(),
                rubric=made,
                competency=competencies[code],
                position=order.index(code),
                weight=weight,
                target=plan.targets.get(code, 4.0),
                floor=plan.floors.get(code),
            )
            for code, weight in weights.items()
        ),
        *(
            Cell(
                id=new_id(),
                rubric=made,
                exercise=exercises[exercise],
                competency=competencies[code],
                position=position,
                weight=plan.shares.get((exercise, code), 1.0),
                cues="",
                why_de="a",
                why_en="a",
            )
            for position, (exercise, code) in enumerate(cells)
        ),
    )
    return made


def _person(tx: Writing, center: Id, initials: str, function: str, plan: Plan, seniority: int) -> Id:
    made = Id(new_id())
    add(tx, Person(id=made, name=f"Person {initials} {plan.texts}".strip(), initials=initials, seniority=seniority))
    add(tx, Duty(id=new_id(), center=center, person=made, function=function))
    return made


def _slot(tx: Writing, day: Day, code: str, exercise: str, start: datetime, plan: Plan) -> Id:
    made = Id(new_id())
    add(
        tx,
        Slot(
            id=made,
            center=day.center,
            exercise=day.exercises[exercise],
            room=f"1 {plan.texts}".strip(),
            starts_at=start,
            ends_at=start + timedelta(minutes=20),
        ),
    )
    add(tx, Seat(id=new_id(), slot=made, candidate=day.candidates[code], number=1))
    return made


def _assign(tx: Writing, day: Day, key: tuple[str, str, str], slot: Id, imported: bool) -> None:
    if imported:
        return
    who, code, _ = key
    add(
        tx,
        Assignment(id=new_id(), slot=slot, person=day.people[who], candidate=day.candidates[code], function="assessor"),
    )


def _sheet(
    tx: Writing,
    day: Day,
    key: tuple[str, str, str],
    levels: Mapping[str, int | None],
    slot: Id,
    plan: Plan,
    how: tuple[bool, bool],
) -> None:
    unlocked, imported = how
    who, code, exercise = key
    sheet = Sheet(
        id=day.sheet(*key),
        center=day.center,
        slot=None if imported else slot,
        assessor=day.people[who],
        candidate=day.candidates[code],
        exercise=day.exercises[exercise],
        state="rating",
        origin="imported" if imported else "observed",
    )
    add(tx, sheet)
    for number, (competency, level) in enumerate(levels.items(), start=1):
        add(
            tx,
            Rating(
                sheet=sheet.id,
                competency=day.competencies[competency],
                level=level,
                kind="shown" if level is not None else "no_opportunity",
                at=START,
            ),
        )
        if imported:
            continue
        note = Observation(
            id=new_id(),
            sheet=sheet.id,
            number=number,
            phase="live",
            seconds=60.0 * number,
            at=START,
            text=f"{who} saw {code} show {competency} in {exercise} {plan.texts}".strip(),
            valence="+",
            quote=number % 2 == 0,
        )
        add(tx, note)
        if level is not None:
            add(tx, Evidence(observation=note.id, competency=day.competencies[competency], sheet=sheet.id))
    if not unlocked:
        sheet.state, sheet.locked_at, sheet.content_hash = "locked", START, "hash"
        add(tx, sheet)


def add(tx: Writing, *rows: SQLModel) -> None:
    """Add rows now, so that those that point at them can follow."""
    tx.session.add_all(rows)
    tx.session.flush()
