"""The center itself: event, hours, rules. Free before the freeze; afterwards each change is an amendment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlmodel import col

from assess.people.duties import found_center
from assess.people.rights import Right, allow, allow_somewhere
from assess.plan.amend import change
from assess.plan.follow import has_begun
from assess.store.tables import (
    Center,
    ExerciseRoom,
    ExerciseSetup,
    Paper,
    Presence,
    Room,
    Slot,
    Vacancy,
)
from assess.store.tables.plan import PAPERS
from assess.store.transaction import Writing
from assess.words import Id, Message, Refused, T, normal

DAY: Final = 24 * 60
LONGEST: Final = 200
"""Characters of a name."""
STYLES: Final = ("rotation", "pairs")
RULES: Final = ("plain",)
"""The ranking's rules that there are: what can't be done can't be frozen."""
MODES: Final = ("mechanical", "discussion", "consensus")


class Settings(NamedTuple):
    """What can be set of a center. Minutes of the day count from midnight there."""

    name: str
    day: date
    zone: str = "Europe/Berlin"
    w_role: float = 0.5
    w_gap: float = 0.3
    w_values: float = 0.2
    rule: str = "plain"
    mode: str = "discussion"
    retention_months: int = 6
    day_start: int = 540
    day_end: int = 1080
    lunch_from: int = 690
    lunch_to: int = 840
    lunch_minutes: int = 30
    stretch: int = 120
    pause: int = 10
    style: str = "rotation"


def create(tx: Writing, settings: Settings, *, demo: bool = False) -> Id:
    """Make an empty center.

    Raises: Refused, when a setting is out of its range, naming it.
    """
    allow_somewhere(tx, Right.PLAN)
    settings = checked(settings)
    center = Center(**settings._asdict(), demo=demo, created_at=tx.at)
    tx.session.add(center)
    tx.session.flush()
    found_center(tx, center.id)
    tx.journal("center made", center=center.id)
    return center.id


def settings_of(center: Center) -> Settings:
    """The settings of a center's row."""
    return Settings(*(getattr(center, field) for field in Settings._fields))


def set_center(tx: Writing, center: Id, reason: str = "", **what: Any) -> Settings:
    """Change settings of a center, named as in `Settings`.

    Another day or time zone takes the timetable and everybody's times along: 9:30 stays 9:30.

    Raises: Refused, when one is out of its range; for another day once it has begun; after the freeze, without a
    reason.
    """
    allow(tx, Right.PLAN, center)
    place = tx.session.get_one(Center, center)
    before = settings_of(place)
    after = checked(before._replace(**what))
    moved = (before.day, before.zone) != (after.day, after.zone)
    if moved and has_begun(tx, center):
        raise Refused(T("The day has begun: its date and time zone stay."), where=place.name)
    changed = [field for field in Settings._fields if getattr(before, field) != getattr(after, field)]
    if not changed:
        return after
    old = ", ".join(f"{field} {getattr(before, field)}" for field in changed)
    new = ", ".join(f"{field} {getattr(after, field)}" for field in changed)
    change(tx, center, "center", old, new, reason)
    for field in changed:
        setattr(place, field, getattr(after, field))
    tx.session.add(place)
    tx.session.flush()
    if moved:
        _move(tx, center, before, after)
    if place.frozen_at is None:
        tx.journal("center set", center=center, part=", ".join(changed))
    return after


def _move(tx: Writing, center: Id, before: Settings, after: Settings) -> None:
    """What was planned for a time of the day is planned for the same time of the other day, by the clock there."""
    days, old, new = after.day - before.day, ZoneInfo(before.zone), ZoneInfo(after.zone)
    for table in (Slot, Presence):
        for row in tx.session.execute(select(table).where(col(table.center) == center)).scalars():
            for field in ("starts_at", "ends_at"):
                clock = getattr(row, field).astimezone(old).replace(tzinfo=None)
                setattr(row, field, (clock + days).replace(tzinfo=new).astimezone(UTC))
            tx.session.add(row)
    tx.session.flush()


def copy(tx: Writing, center: Id, name: str, day: date) -> Id:
    """A new center that is set up like an earlier one, without its people, candidates and timetable.

    Raises: Refused, as `create`.
    """
    allow(tx, Right.PLAN, center)
    model = tx.session.get_one(Center, center)
    made = create(tx, settings_of(model)._replace(name=name, day=day))
    new = tx.session.get_one(Center, made)
    new.lo, new.hi = model.lo, model.hi
    tx.session.add(new)
    tx.session.flush()
    rooms = {}
    for room in tx.session.execute(select(Room).where(col(Room.center) == center)).scalars():
        twin = Room(center=made, name=room.name, accessible=room.accessible)
        tx.session.add(twin)
        rooms[room.id] = twin.id
    for vacancy in tx.session.execute(select(Vacancy).where(col(Vacancy.center) == center)).scalars():
        tx.session.add(Vacancy(center=made, rubric=vacancy.rubric, count=vacancy.count))
    for setup in tx.session.execute(select(ExerciseSetup).where(col(ExerciseSetup.center) == center)).scalars():
        tx.session.add(ExerciseSetup(**{**setup.model_dump(), "center": made}))
    tx.session.flush()
    for where in tx.session.execute(select(ExerciseRoom).where(col(ExerciseRoom.center) == center)).scalars():
        tx.session.add(ExerciseRoom(center=made, exercise=where.exercise, room=rooms[where.room]))
    tx.session.flush()
    tx.journal("center copied", center=made, model=center)
    return made


def put_paper(tx: Writing, center: Id, kind: str, day: date | None, note: str = "") -> None:
    """Say since when a document is there (policy, works council, candidate information ...); None takes it back."""
    allow(tx, Right.PLAN, center)
    if kind not in PAPERS:
        raise Refused(
            T("This kind of document is unknown."), where=kind, do=T("Known are: {names}", names=", ".join(PAPERS))
        )
    row = tx.session.execute(select(Paper).where(col(Paper.center) == center, col(Paper.kind) == kind)).scalar()
    if day is None:
        if row is not None:
            tx.session.delete(row)
    elif row is None:
        tx.session.add(Paper(center=center, kind=kind, day=day, note=normal(note)))
    else:
        row.day, row.note = day, normal(note)
        tx.session.add(row)
    tx.session.flush()
    tx.journal("paper noted", center=center, kind=kind, day=str(day) if day else "", note=normal(note))


def checked(said: Settings) -> Settings:
    """The settings as they are kept. Raises: Refused, naming the first that is out of its range."""
    said = said._replace(name=normal(said.name), zone=said.zone.strip())
    for field, good, why in _checks(said):
        if not good:
            raise Refused(why, where=f"{field}: {str(getattr(said, field))[:60]}")
    return said


def _checks(said: Settings) -> list[tuple[str, bool, Message]]:
    whole = said.w_role + said.w_gap + said.w_values
    known: Mapping[str, tuple[str, ...]] = {"style": STYLES, "rule": RULES, "mode": MODES}
    return [
        ("name", bool(said.name), T("A center needs a name.")),
        ("name", len(said.name) <= LONGEST, T("A center's name has at most {n} characters.", n=LONGEST)),
        ("zone", _is_zone(said.zone), T("This time zone is unknown; give one like Europe/Berlin.")),
        ("w_role", min(said.w_role, said.w_gap, said.w_values) >= 0, T("A weight can't be below 0.")),
        ("w_role", abs(whole - 1) < 1e-6, T("The three weights sum to {sum}, not to 1.", sum=round(whole, 6))),
        ("retention_months", 1 <= said.retention_months <= 120, T("Months of retention lie between 1 and 120.")),
        ("day_start", 0 <= said.day_start < said.day_end <= DAY, T("The day ends after it begins, before midnight.")),
        ("lunch_minutes", 0 <= said.lunch_minutes <= 240, T("Lunch takes between 0 and 240 minutes.")),
        (
            "lunch_from",
            0 <= said.lunch_from <= DAY and 0 <= said.lunch_to <= DAY,
            T("The time for lunch lies within the day."),
        ),
        (
            "lunch_from",
            not said.lunch_minutes or said.lunch_to - said.lunch_from >= said.lunch_minutes,
            T("The time for lunch is shorter than lunch itself."),
        ),
        ("stretch", 0 <= said.stretch <= DAY, T("The longest time without a break lies between 0 and a day.")),
        ("pause", 0 <= said.pause <= 120, T("A break takes between 0 and 120 minutes.")),
        *(
            (
                field,
                getattr(said, field) in names,
                T("Known are: {names}", names=", ".join(names)),
            )
            for field, names in known.items()
        ),
    ]


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
