"""The facts of a center in which nothing is wrong, for tests that plant one fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from assess.plan.conformity.given import (
    AssessorFacts,
    CandidateFacts,
    Consensus,
    ExerciseFacts,
    Facts,
    Measured,
    Place,
    Ran,
    Record,
    RoleFacts,
    Shown,
    Trained,
    Watch,
)
from assess.words import Text

DAY = date(2026, 11, 23)
FROZEN = datetime(2026, 11, 20, 12, tzinfo=UTC)
LOCKED = datetime(2026, 11, 23, 10, tzinfo=UTC)
KINDS = {"play": "role_play", "talk": "group_discussion", "speech": "presentation"}
CODES = ("EMP", "KOM")
PAPERS = ("policy", "mandate", "works_council", "information", "adjustments", "feedback", "evaluation")
HERE = Place("K1", Text("Rollenspiel", "Role play"), "A")


def text(said: str) -> Text:
    """The same in both languages."""
    return Text(said, said)


def role(code: str = "host", **what: Any) -> RoleFacts:
    """Two competencies, each in all three exercises."""
    made = RoleFacts(
        code=code,
        name=text(code),
        number=1,
        lo=1,
        hi=5,
        measured=tuple(Measured(one, text(one), 50.0, 4.0, None, 1) for one in CODES),
        shown=tuple(Shown(exercise, one, 2, 1) for exercise in KINDS for one in CODES),
        source="somebody",
        source_day=date(2026, 11, 1),
    )
    return replace(made, **what)


def watched(candidates: tuple[str, ...] = ("K1", "K2")) -> tuple[Watch, ...]:
    """Both assessors watch everybody everywhere."""
    return tuple(
        Watch(f"{exercise}-{'all' if exercise == 'talk' else who}", exercise, who, assessor)
        for exercise in KINDS
        for who in candidates
        for assessor in ("A", "B")
    )


def ran(seconds: float = 1200.0, candidate: str = "K1") -> Ran:
    """A phase of twenty minutes."""
    return Ran(text("play"), text("live"), (candidate,), 1200.0, seconds)


def sound() -> Facts:
    """After a day on which everything was as it is to be."""
    trained = (Trained("course", date(2026, 1, 5), True, date(2027, 1, 5)), Trained("calibration", DAY, False, None))
    seats = {
        one.slot: (one.exercise, tuple(sorted({w.candidate for w in watched() if w.slot == one.slot})))
        for one in watched()
    }
    return Facts(
        name="Spring",
        day=DAY,
        today=DAY,
        lo=1,
        hi=5,
        rule="plain",
        mode="discussion",
        roles=(role(),),
        exercises=tuple(
            ExerciseFacts(code, text(code), kind, True, 2, 2, 6 if code == "talk" else 1, 2)
            for code, kind in KINDS.items()
        ),
        candidates=(CandidateFacts("K1", ("host",), False), CandidateFacts("K2", ("host",), True)),
        assessors=(AssessorFacts("A", trained), AssessorFacts("B", trained)),
        planned=watched(),
        observed=watched(),
        seated=seats,
        papers={kind: (date(2026, 11, 1), "in the folder") for kind in PAPERS},
        frozen_at=FROZEN,
        frozen_hash="a",
        design_hash="a",
        first_lock=LOCKED,
        consensus=(Consensus("K1", text("play"), "EMP", True, 2),),
        washed_up=True,
        begun=True,
        record=Record(sheets=12, ratings=24, ran=(ran(), ran(1180.0, "K2"))),
    )
