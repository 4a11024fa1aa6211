"""The fewest rows that make a center, straight into the tables: for tests of rooms that need one to stand on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import SQLModel

from assess.store.tables import (
    Anchor,
    Candidacy,
    Candidate,
    Cell,
    Center,
    Competency,
    Criterion,
    Duty,
    Exercise,
    Observation,
    Person,
    Phase,
    Rating,
    Role,
    Rubric,
    Seat,
    Sheet,
    Slot,
    Vacancy,
    derived_id,
    new_id,
)
from assess.store.transaction import Writing
from assess.words import Id


@dataclass(frozen=True)
class Made:
    """The ids of a small center."""

    center: Id
    role: Id
    rubric: Id
    vacancy: Id
    slot: Id
    exercise: Id
    competencies: tuple[Id, ...]
    """EMP, CON: in the order of their weights."""
    candidates: tuple[Id, ...]
    """K1, K2, ..."""
    assessors: tuple[Id, ...]
    moderator: Id
    lead: Id


def make_person(tx: Writing, name: str, *functions: str, center: Id | None = None) -> Id:
    """A person with their functions."""
    person = Id(new_id())
    _add(tx, Person(id=person, name=name, initials=name[:2].upper()))
    _add(tx, *(Duty(id=new_id(), center=center, person=person, function=function) for function in functions))
    return person


def make_rubric(tx: Writing, code: str = "community-manager") -> tuple[Id, Id, Id, tuple[Id, ...]]:
    """A role's rubric with one role play and two competencies: role, rubric, exercise, competencies."""
    role, rubric, exercise = Id(new_id()), Id(new_id()), Id(new_id())
    _add(tx, Role(id=role, code=code, name_de="Community-Manager", name_en="Community manager"))
    _add(
        tx,
        Rubric(
            id=rubric,
            role=role,
            version=1,
            lo=1,
            hi=5,
            content_hash=new_id(),
            structure_hash=new_id(),
            document="{}",
            created_at=tx.at,
        ),
        Exercise(
            id=exercise,
            code=f"{code}-role-play",
            kind="role_play",
            name_de="Rollenspiel",
            name_en="Role play",
            realism_de="echt",
            realism_en="real",
            candidate_brief_de="Auftrag",
            candidate_brief_en="Brief",
            assessor_guide_de="Anleitung",
            assessor_guide_en="Guide",
            document="{}",
            content_hash=new_id(),
        ),
    )
    _add(
        tx,
        Phase(
            id=new_id(), exercise=exercise, position=1, code="live", kind="live", minutes=20, name_de="a", name_en="a"
        ),
    )
    competencies = tuple(_competency(tx, rubric, exercise, number, name) for number, name in enumerate(("EMP", "CON")))
    return role, rubric, exercise, competencies


def _competency(tx: Writing, rubric: Id, exercise: Id, number: int, code: str) -> Id:
    competency = Id(new_id())
    texts = {
        f"{key}_{language}": f"{key} {code}"
        for key in ("name", "definition", "distinct", "not_observed")
        for language in ("de", "en")
    }
    _add(tx, Competency(id=competency, code=code, kind="competency", document="{}", content_hash=new_id(), **texts))
    _add(
        tx,
        *(
            Anchor(
                id=new_id(), competency=competency, level=level, text_de=f"{code} {level}", text_en=f"{code} {level}"
            )
            for level in range(1, 6)
        ),
        Criterion(
            id=new_id(), rubric=rubric, competency=competency, position=number, weight=(60.0, 40.0)[number], target=4.0
        ),
        Cell(
            id=new_id(),
            rubric=rubric,
            exercise=exercise,
            competency=competency,
            position=number,
            cues="",
            why_de="a",
            why_en="a",
        ),
    )
    return competency


def make_center(
    tx: Writing,
    name: str = "Center",
    *,
    candidates: int = 2,
    assessors: int = 2,
    frozen: bool = False,
    code: str = "community-manager",
) -> Made:
    """A center with one vacancy, one exercise in one slot, candidates, assessors, a moderator and a lead.

    A second center in the same store needs a `code` of its own for its role.
    """
    role, rubric, exercise, competencies = make_rubric(tx, code)
    center, vacancy, slot = Id(new_id()), Id(new_id()), Id(new_id())
    row = Center(id=center, name=name, day=date(2026, 11, 23), created_at=tx.at)
    _add(tx, row)
    _add(
        tx,
        Vacancy(id=vacancy, center=center, rubric=rubric),
        Slot(
            id=slot,
            center=center,
            exercise=exercise,
            room="1",
            starts_at=tx.at,
            ends_at=tx.at + timedelta(minutes=45),
        ),
    )
    ids = tuple(Id(new_id()) for _ in range(candidates))
    for number, candidate in enumerate(ids, 1):
        _add(tx, Candidate(id=candidate, center=center, code=f"K{number}", name=f"Person {number}"))
        _add(
            tx,
            Candidacy(candidate=candidate, vacancy=vacancy),
            Seat(id=new_id(), slot=slot, candidate=candidate, number=number),
        )
    made = Made(
        center=center,
        role=role,
        rubric=rubric,
        vacancy=vacancy,
        slot=slot,
        exercise=exercise,
        competencies=competencies,
        candidates=ids,
        assessors=tuple(make_person(tx, f"{'ABCDEFGHIJ'[n]}ssessor", "assessor") for n in range(assessors)),
        moderator=make_person(tx, "Moderator", "moderator"),
        lead=make_person(tx, "Lead", "lead"),
    )
    if frozen:
        row.frozen_at, row.frozen_hash = tx.at, "frozen"
        tx.session.flush()
    return made


def make_sheet(
    tx: Writing, made: Made, *, candidate: int = 0, assessor: int = 0, state: str = "observing", notes: int = 1
) -> Id:
    """A sheet, open, with notes; `state="locked"` locks it afterwards (see `lock`)."""
    person, whom = made.assessors[assessor], made.candidates[candidate]
    sheet = derived_id(made.center, person, whom, made.exercise)
    _add(
        tx,
        Sheet(
            id=sheet,
            center=made.center,
            slot=made.slot,
            assessor=person,
            candidate=whom,
            exercise=made.exercise,
            state="observing" if state == "locked" else state,
        ),
    )
    for number in range(1, notes + 1):
        make_note(tx, sheet, number)
    if state == "locked":
        lock(tx, sheet)
    return sheet


def make_note(tx: Writing, sheet: Id, number: int = 1, text: str = "asks back twice") -> Id:
    """A note on an open sheet."""
    note = Id(new_id())
    _add(tx, Observation(id=note, sheet=sheet, number=number, phase="live", seconds=10.0 * number, at=tx.at, text=text))
    return note


def make_rating(tx: Writing, sheet: Id, competency: Id, level: int | None = 3) -> None:
    """A rating on an open sheet; None for no opportunity."""
    kind = "shown" if level is not None else "no_opportunity"
    _add(tx, Rating(sheet=sheet, competency=competency, level=level, kind=kind, at=tx.at))


def lock(tx: Writing, sheet: Id) -> None:
    """Lock a sheet."""
    row = tx.session.get_one(Sheet, sheet)
    row.state, row.locked_at, row.content_hash = "locked", tx.at, "hash"
    tx.session.flush()


def _add(tx: Writing, *rows: SQLModel) -> None:
    """Add rows now, so that those that point at them can follow."""
    tx.session.add_all(rows)
    tx.session.flush()
