"""The demo center: made from files that a person can read, through the same use cases as a real day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col

from assess.conduct import classify, conflict, lock, observe, rate, sheets, timing
from assess.conduct.clock import Moment
from assess.integrate import washup
from assess.plan.catalogue import put_rubric
from assess.plan.design import freeze, make
from assess.rubric.center import CenterFile, PerformanceFile, Performed, SheetEntry
from assess.rubric.expand import expand
from assess.rubric.library import load_library, shipped
from assess.rubric.load import load_file
from assess.rubric.model import Both
from assess.store.tables import Assignment, Candidate, Competency, Exercise, Person, Phase, Seat, Slot, new_id
from assess.store.transaction import Store, Writing
from assess.words import QUOTE_MARKS, Id, Language, Refused

F = TypeVar("F", CenterFile, PerformanceFile)
Stage = Literal["planned", "running", "finished"]
OPEN_SHEET = ("B", "K6", "cm-removed-post")
"""In the running demo: the sheet that is still to be done (assessor, candidate, exercise)."""

NO_OPPORTUNITY: Literal["no_opportunity"] = "no_opportunity"


class DemoContent(NamedTuple):
    """The demo's files, loaded."""

    center: CenterFile
    performances: tuple[PerformanceFile, ...]


def load_demo(folder: Path | None = None) -> DemoContent:
    """The shipped demo."""
    root = (folder or shipped()) / "demo"
    return DemoContent(
        _load(root / "center.yaml", CenterFile),
        tuple(_load(path, PerformanceFile) for path in sorted((root / "performances").glob("*.yaml"))),
    )


def _load(path: Path, form: type[F]) -> F:
    found = load_file(path)
    if isinstance(found, list):
        raise Refused(found[0].message, where=found[0].where, do=found[0].mend)
    assert isinstance(found.model, form)
    return found.model


def make_demo(folder: Path, stage: Stage, *, language: Language, day: date) -> Path:
    """Make `folder/demo.assess`; an existing file is left as it is, and named."""
    from assess.store.open import open_store

    path = folder / "demo.assess"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{new_id()}")
    store = open_store(part, create=True)
    try:
        build(store, stage, language=language, day=day)
        store.close()
        part.replace(path)
    finally:
        store.close()
        part.unlink(missing_ok=True)
    return path


def build(store: Store, stage: Stage, *, language: Language, day: date) -> Id:
    """Fill a new store with the demo center in one transaction; the center's id.

    Notes and reasons are written in `language`, as assessors who speak it would have typed them.
    """
    content = load_demo()
    return store.write(_build, content, stage, language, day)


def _build(tx: Writing, content: DemoContent, stage: Stage, language: Language, day: date) -> Id:
    library = load_library()
    rubrics = {
        vacant.role: put_rubric(tx, expand(library.role(vacant.role), library)).id for vacant in content.center.roles
    }
    center = make(tx, content.center, rubrics, day=day, language=language, demo=True)
    people = _by(tx.session.execute(select(col(Person.initials), col(Person.id))))
    zone = ZoneInfo(content.center.zone)
    moderator = tx.acting(people["M"], _moment(day, "08:30", zone))
    freeze(moderator, center)
    if stage == "planned":
        return center
    cast = _Cast(
        people,
        _by(tx.session.execute(select(col(Candidate.code), col(Candidate.id)).where(col(Candidate.center) == center))),
        _by(tx.session.execute(select(col(Exercise.code), col(Exercise.id)))),
        _by(tx.session.execute(select(col(Competency.code), col(Competency.id)))),
    )
    for hour in _hours(content, stage):
        _conduct(tx, center, cast, hour, language)
    if stage == "finished":
        panel = tx.acting(people["M"], _moment(day, "15:30", zone))
        washup.open_wash_up(panel, center)
        washup.close(tx.acting(people["M"], _moment(day, "17:00", zone)), center)
    return center


class _Cast(NamedTuple):
    people: dict[str, Id]
    candidates: dict[str, Id]
    exercises: dict[str, Id]
    competencies: dict[str, Id]


class _Sheet(NamedTuple):
    assessor: str
    candidate: str
    exercise: str
    performance: Performed
    sheet: SheetEntry


def _by(rows: Iterable[tuple[str, Id]]) -> dict[str, Id]:
    return dict(list(rows))


def _moment(day: date, said: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(said), zone).astimezone(UTC)


def _hours(content: DemoContent, stage: Stage) -> list[list[_Sheet]]:
    """The sheets, gathered into assessors' hours: a group discussion is one hour with several sheets."""
    hours: dict[tuple[str, ...], list[_Sheet]] = {}
    for file in content.performances:
        for exercise, performance in file.exercises.items():
            group = any(slot.exercise == exercise and len(slot.seats) > 1 for slot in content.center.timetable)
            for assessor, sheet in performance.sheets.items():
                if stage == "running" and (assessor, file.candidate, exercise) == OPEN_SHEET:
                    continue
                hour = (assessor, exercise, "" if group else file.candidate)
                hours.setdefault(hour, []).append(_Sheet(assessor, file.candidate, exercise, performance, sheet))
    return list(hours.values())


def _conduct(tx: Writing, center: Id, cast: _Cast, hour: list[_Sheet], language: Language) -> None:
    """One assessor's hour, minute by minute, as it would have been typed."""
    person, exercise = cast.people[hour[0].assessor], cast.exercises[hour[0].exercise]
    slot = _slot_of(tx, exercise, person, cast.candidates[hour[0].candidate])
    start, length = slot.starts_at, (slot.ends_at - slot.starts_at).total_seconds()

    def at(seconds: float) -> Writing:
        return tx.acting(person, start + timedelta(seconds=seconds))

    sheets.enter(at(-600), slot.id)
    for candidate in sheets.watched(at(-590), slot.id):
        if conflict.standing(tx, candidate, person) is None:
            conflict.declare(at(-580), slot.id, candidate, "none")
    observe.read_brief(at(-300), slot.id)
    shows: list[tuple[Id, tuple[str, ...]]] = []
    cues = sorted((_seconds(said), code) for code, said in hour[0].performance.cues.items())
    typed = _typed(tx, slot.id, cast, hour, language)
    for phase in _watched(tx, exercise, length):

        def during(moment: float, phase: _Phase = phase) -> bool:
            return phase.begins <= moment < phase.ends

        timing.begin(at(phase.begins), slot.id, phase.code, Moment(start + timedelta(seconds=phase.begins)))
        for moment, code in cues:
            if during(moment):
                observe.give_cue(at(moment), slot.id, code, moment - phase.begins)
        for moment, line, codes in typed:
            if during(moment):
                noted = observe.note(at(moment), slot.id, line, phase.code, moment - phase.begins)
                shows.append((noted.id, codes))
        timing.stop(at(phase.ends), slot.id, phase.code, Moment(start + timedelta(seconds=phase.ends)))
    for note, codes in shows:
        for code in codes:
            classify.assign(at(length + 200), note, cast.competencies[code])
    for place, told in enumerate(hour):
        sheet = sheets.sheet_id(center, person, cast.candidates[told.candidate], exercise)
        classify.classified(at(length + 300), sheet)
        rated = at(length + 600 + 400 * place)
        for code, level in told.sheet.ratings.items():
            reason = _said(told.sheet.reasons[code], language) if code in told.sheet.reasons else ""
            if level == NO_OPPORTUNITY:
                rate.rate(rated, sheet, cast.competencies[code], None, reason, "no_opportunity")
            else:
                rate.rate(rated, sheet, cast.competencies[code], int(level), reason)
        lock.lock(at(length + 840 + 400 * place), sheet)


class _Phase(NamedTuple):
    """A phase in which one watches; seconds from the beginning of the hour."""

    code: str
    begins: float
    ends: float


def _watched(tx: Writing, exercise: Id, length: float) -> list[_Phase]:
    """The phases in which one watches, one after the other, as far as the slot lasts; the last one to its end."""
    rows = tx.session.execute(
        select(col(Phase.code), col(Phase.minutes))
        .where(col(Phase.exercise) == exercise, col(Phase.kind).in_(timing.WATCHED))
        .order_by(col(Phase.position))
    ).all()
    found: list[_Phase] = []
    for code, minutes in rows:
        begins = found[-1].ends if found else 0.0
        if begins < length:
            found.append(_Phase(code, begins, begins + minutes * 60.0))
    return [*found[:-1], found[-1]._replace(ends=length)]


def _typed(
    tx: Writing, slot: Id, cast: _Cast, hour: list[_Sheet], language: Language
) -> list[tuple[float, str, tuple[str, ...]]]:
    """The note lines of an hour as they would have been typed: seconds, line, and the competencies it shows."""
    rows = tx.session.execute(select(col(Seat.candidate), col(Seat.number)).where(col(Seat.slot) == slot))
    seats = dict(rows.all())
    typed = []
    for told in hour:
        seat = str(seats[cast.candidates[told.candidate]]) if len(seats) > 1 else ""
        for number in told.sheet.notes:
            note = told.performance.notes[number]
            text = _said(note.text, language)
            text = f'"{text.strip(QUOTE_MARKS)}"' if note.quote else text
            typed.append((_seconds(note.at), f"{seat} {note.mark or ''} {text}", note.shows))
    return sorted(typed, key=lambda row: row[0])


def _slot_of(tx: Writing, exercise: Id, person: Id, candidate: Id) -> Slot:
    return (
        tx.session.execute(
            select(Slot)
            .join(Assignment, col(Assignment.slot) == col(Slot.id))
            .where(
                col(Slot.exercise) == exercise,
                col(Assignment.person) == person,
                col(Assignment.candidate) == candidate,
            )
        )
        .scalars()
        .one()
    )


def _seconds(said: str) -> float:
    minutes, _, seconds = said.partition(":")
    return int(minutes) * 60.0 + int(seconds)


def _said(text: Both, language: Language) -> str:
    return text.de if language == "de" else text.en
