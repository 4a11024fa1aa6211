"""A world for the guards: two centers, one of them frozen with everything that must not change any more."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import SQLModel

from assess.store.tables import (
    Amended,
    Amendment,
    Chain,
    ClockEvent,
    Cue,
    Decision,
    DecisionReason,
    Deviation,
    Erasure,
    Evidence,
    Excuse,
    Notice,
    Prompt,
    Question,
    Resolution,
    Reveal,
    Viewed,
    WashUp,
    new_id,
)
from assess.store.transaction import Writing
from assess.words import Id
from tests.factories import Made, lock, make_center, make_note, make_rating, make_sheet


@dataclass(frozen=True)
class Side:
    """One center with a sheet, and the ids of its rows by table."""

    made: Made
    sheet: Id
    notes: tuple[Id, ...]


@dataclass(frozen=True)
class World:
    """`final` is frozen, locked, closed and decided; `free` is none of it."""

    final: Side
    free: Side


def make_world(tx: Writing) -> World:
    """Every guarded table has a row on the final side; most have one on the free side, too."""
    final, free = _side(tx, "final"), _side(tx, "free")
    made = final.made
    _facts(tx, final)
    tx.session.add(
        WashUp(id=new_id(), center=free.made.center, seed=1, mode="discussion", opened_at=tx.at, opened_by=made.lead)
    )
    tx.session.add(Chain(id=new_id(), started_at=tx.at, heads="{}"))
    tx.session.add(Erasure(candidate=new_id(), reason="request", at=tx.at))
    tx.journal("made", made.candidates[0], note="about somebody")
    tx.session.flush()
    return World(final, free)


def _side(tx: Writing, name: str) -> Side:
    made = make_center(tx, name, frozen=False, code=name)
    sheet = make_sheet(tx, made, notes=2)
    notes = (make_note(tx, sheet, 3), make_note(tx, sheet, 4))
    make_rating(tx, sheet, made.competencies[0], 3)
    add(
        tx,
        Evidence(observation=notes[0], competency=made.competencies[0], sheet=sheet),
        Cue(id=new_id(), sheet=sheet, code="p1", seconds=60, at=tx.at),
        Prompt(
            id=new_id(),
            exercise=made.exercise,
            position=1,
            code="p1",
            by="role_player",
            minute=2,
            short_de="a",
            short_en="a",
            text_de="a",
            text_en="a",
            elicits="EMP",
        ),
        Question(id=new_id(), exercise=made.exercise, position=1, code="q1", text_de="a", text_en="a", elicits="EMP"),
    )
    return Side(made, sheet, notes)


def _facts(tx: Writing, side: Side) -> None:
    """Freeze, lock, amend, reveal, close, decide."""
    made, sheet, candidate = side.made, side.sheet, side.made.candidates[0]
    by, exercise = made.lead, made.exercise
    lock(tx, sheet)
    decision = Decision(
        id=new_id(),
        center=made.center,
        candidate=candidate,
        vacancy=made.vacancy,
        outcome="hired",
        deciders="L",
        by=by,
        at=tx.at,
    )
    wash_up = WashUp(
        id=new_id(),
        center=made.center,
        seed=1,
        mode="discussion",
        opened_at=tx.at,
        opened_by=by,
        closed_at=tx.at,
        closed_by=by,
    )
    add(tx, decision, wash_up)
    add(
        tx,
        Amendment(
            id=new_id(),
            sheet=sheet,
            competency=made.competencies[0],
            number=1,
            old=3,
            level=4,
            reason="r",
            observation=side.notes[0],
            at=tx.at,
        ),
        Reveal(id=new_id(), candidate=candidate, exercise=exercise, reason="r", by=by, at=tx.at),
        Excuse(
            id=new_id(),
            assessor=made.assessors[1],
            candidate=candidate,
            exercise=exercise,
            reason="r",
            by=by,
            at=tx.at,
        ),
        ClockEvent(id=new_id(), slot=made.slot, person=by, number=1, phase="live", event="start", at=tx.at),
        Deviation(id=new_id(), slot=made.slot, sheet=sheet, kind="late", reason="r", by=by, at=tx.at),
        Resolution(
            id=new_id(),
            wash_up=wash_up.id,
            candidate=candidate,
            exercise=exercise,
            competency=made.competencies[0],
            outcome="stands",
            by=by,
            at=tx.at,
        ),
        DecisionReason(id=new_id(), decision=decision.id, text="r"),
        Notice(id=new_id(), decision=decision.id, kind="sent", day=tx.at.date(), by=by, at=tx.at),
        Viewed(id=new_id(), candidate=candidate, by=by, at=tx.at),
    )
    connection = tx.session.connection()
    connection.exec_driver_sql(
        f"UPDATE center SET frozen_at = '2026-11-22T16:00:00.000Z', frozen_hash = 'h' WHERE id = '{made.center}'"
    )
    tx.session.expire_all()
    add(
        tx,
        Amended(id=new_id(), center=made.center, number=1, what="room", old="1", new="2", reason="r", by=by, at=tx.at),
    )


def add(tx: Writing, *rows: SQLModel) -> None:
    """Add rows now."""
    tx.session.add_all(rows)
    tx.session.flush()
