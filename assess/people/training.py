"""Training: courses, and the calibration drills that a person has done, with how far off they were (method 1.2, TR-*).

A row of `training` holds person, day and deviation; which lines were cited stands in the journal's entry about it.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.people.rights import Right, allow_somewhere
from assess.rubric.drill import Verdict
from assess.store.tables import Content, Entry, Person, Training, new_id
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, Text

DRILLED = "calibration drill done"
"""What the journal calls it."""


class Drilled(NamedTuple):
    """A drill that a person has done."""

    id: Id
    day: date
    calibration: str
    """The code of its file."""
    name: Text
    level: int
    gold: int
    hit: tuple[str, ...]
    """Lines that both ratings rest on."""
    missed: tuple[str, ...]
    """Lines that only the gold rating rests on."""
    added: tuple[str, ...]
    """Lines that only the person's rating rests on."""

    @property
    def off(self) -> int:
        """Levels above the gold rating; below it when negative."""
        return self.level - self.gold

    @property
    def hit_rate(self) -> float:
        """The share of the gold rating's lines that the person cited, too: 0 to 1."""
        return len(self.hit) / (len(self.hit) + len(self.missed))


KINDS: Final = ("course", "calibration")
MOST_HOURS: Final = 1000


class Trained(NamedTuple):
    """A training that a person has had. How far off they were in a calibration is theirs, and not here."""

    id: Id
    kind: str
    """`course` or `calibration`."""
    day: date
    hours: float
    frame_of_reference: bool
    expires: date | None


def trainings(tx: Reading) -> dict[Id, tuple[Trained, ...]]:
    """Everybody's trainings by person, the last one first."""
    found: dict[Id, list[Trained]] = {}
    for row in tx.session.execute(select(Training).order_by(col(Training.day).desc(), col(Training.id))).scalars():
        found.setdefault(row.person, []).append(
            Trained(row.id, row.kind, row.day, row.hours, row.frame_of_reference, row.expires)
        )
    return {person: tuple(rows) for person, rows in found.items()}


def put_training(
    tx: Writing,
    person: Id,
    kind: str,
    day: date,
    *,
    hours: float = 0,
    frame_of_reference: bool = False,
    expires: date | None = None,
    training: Id | None = None,
) -> Id:
    """Note a person's training, or change what was noted.

    Raises: Refused, for an unknown kind, hours that can't be, an end before its day, a drill that is not this one's.
    """
    allow_somewhere(tx, Right.PLAN)
    if kind not in KINDS:
        raise Refused(
            T("This kind of training is unknown."), where=kind, do=T("Known are: {names}", names=", ".join(KINDS))
        )
    if not 0 <= hours <= MOST_HOURS:
        raise Refused(T("The hours of a training lie between 0 and {n}.", n=MOST_HOURS), where=str(hours))
    if expires is not None and expires < day:
        raise Refused(T("A training can't expire before its day."), where=str(expires))
    if tx.session.get(Person, person) is None:
        raise Refused(T("There is no such person."), where=person)
    row = tx.session.get(Training, training) if training else Training(id=new_id(), person=person, kind=kind, day=day)
    if row is None or row.person != person or row.deviation is not None:
        raise Refused(T("This training can't be changed here."), where=training or "")
    row.kind, row.day, row.hours = kind, day, float(hours)
    row.frame_of_reference, row.expires = frame_of_reference, expires
    tx.session.add(row)
    tx.session.flush()
    tx.journal("training noted", person=person, training=row.id, kind=kind, day=str(day))
    return row.id


def drop_training(tx: Writing, training: Id) -> None:
    """Take a training back that was noted by mistake. Raises: Refused, when there is none, or it is a drill."""
    allow_somewhere(tx, Right.PLAN)
    row = tx.session.get(Training, training)
    if row is None or row.deviation is not None:
        raise Refused(T("This training can't be changed here."), where=training)
    tx.session.delete(row)
    tx.session.flush()
    tx.journal("training dropped", person=row.person, training=training)


def keep_drill(tx: Writing, calibration: str, name: Text, verdict: Verdict) -> Id:
    """Keep a finished drill of the acting person.

    Raises: Refused, when nobody acts, or somebody without any function.
    """
    allow_somewhere(tx, Right.RUN)
    if tx.by is None:
        raise Refused(
            T("Nobody is acting: the drill is not kept."),
            do=T("Switch the acting person (F2 on home, --as on the command line)."),
        )
    row = Training(
        id=new_id(),
        person=tx.by,
        kind="calibration",
        day=tx.at.astimezone().date(),
        deviation=float(abs(verdict.off)),
    )
    tx.session.add(row)
    tx.session.flush()
    tx.journal(
        DRILLED,
        training=row.id,
        calibration=calibration,
        name_de=name.de,
        name_en=name.en,
        level=verdict.level,
        gold=verdict.gold,
        hit=list(verdict.hit),
        missed=list(verdict.missed),
        added=list(verdict.added),
    )
    return row.id


def own_drills(tx: Reading) -> tuple[Drilled, ...]:
    """The drills of the acting person, the last one first; nobody else's: they are practice, not a mark."""
    if tx.by is None:
        return ()
    own = select(col(Training.id), col(Training.day)).where(
        col(Training.person) == tx.by, col(Training.kind) == "calibration"
    )
    days = dict(tx.session.execute(own).all())
    told = tx.session.execute(
        select(col(Content.detail))
        .join(Entry, (col(Entry.chain) == col(Content.chain)) & (col(Entry.seq) == col(Content.seq)))
        .where(col(Content.who) == tx.by, col(Content.what) == DRILLED)
        .order_by(col(Entry.at).desc(), col(Entry.seq).desc())
    ).scalars()
    details = (json.loads(detail) for detail in told)
    return tuple(_drilled(said, days[said["training"]]) for said in details if said["training"] in days)


def _drilled(said: dict[str, object], day: date) -> Drilled:
    lines = {key: tuple(map(str, value)) for key, value in said.items() if isinstance(value, list)}
    return Drilled(
        id=Id(str(said["training"])),
        day=day,
        calibration=str(said["calibration"]),
        name=Text(str(said["name_de"]), str(said["name_en"])),
        level=int(str(said["level"])),
        gold=int(str(said["gold"])),
        hit=lines["hit"],
        missed=lines["missed"],
        added=lines["added"],
    )
