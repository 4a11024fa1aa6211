"""The seal: the hash over everything that a lock makes a fact.

A fact is whatever stands on the sheet from then on and could be read, weighed or counted by somebody: whose sheet it
is and where it comes from; its times; every note with its words, its time, its marks (for or against, quote, star,
after a free question, part of which whole, taken back when); which competency it shows and whether a rating cites it;
every cue; every rating with its reason and its time. What follows the lock is none of it: the journal's head, the
reveal, amendments.

What counts as a fact was less once. Sheets that were sealed then keep their seal: it is proved by the facts of its
version. A newer sheet can't pass by an older version, since its seal holds the number of its own.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import col

from assess.store.journal import canonical, sha256
from assess.store.tables import Cue, Evidence, Observation, Rating, Sheet, utc_text
from assess.store.transaction import Reading

VERSION: Final = 2
"""Of what counts as a fact; 1 knew neither times nor free questions nor parts of a split note, and had no number."""


def content_hash(tx: Reading, sheet: Sheet, locked_at: datetime, version: int = VERSION) -> str:
    """The hash of what is on a sheet that is locked at that time, whatever the order of its rows in storage."""
    content = _first(tx, sheet) if version == 1 else _facts(tx, sheet, locked_at)
    return sha256(canonical(content))


def is_unaltered(tx: Reading, sheet: Sheet) -> bool:
    """Whether a locked sheet is what was sealed."""
    if sheet.locked_at is None or sheet.content_hash is None:
        return False
    return any(
        sheet.content_hash == content_hash(tx, sheet, sheet.locked_at, version) for version in range(VERSION, 0, -1)
    )


def _facts(tx: Reading, sheet: Sheet, locked_at: datetime) -> dict[str, Any]:
    notes, evidence, cues, ratings = _rows(tx, sheet)
    return {
        "version": VERSION,
        "sheet": {
            "id": sheet.id,
            "center": sheet.center,
            "slot": sheet.slot or "",
            "assessor": sheet.assessor,
            "candidate": sheet.candidate,
            "exercise": sheet.exercise,
            "origin": sheet.origin,
            "outcome": sheet.outcome or "",
            "briefed_at": _moment(sheet.briefed_at),
            "ended_at": _moment(sheet.ended_at),
            "locked_at": _moment(locked_at),
        },
        "notes": sorted(
            [
                row.id,
                row.number,
                row.phase,
                row.seconds,
                _moment(row.at),
                row.text,
                row.valence or "",
                row.quote,
                row.star,
                row.free_question,
                row.split_from or "",
                _moment(row.discarded_at),
            ]
            for row in notes
        ),
        "evidence": sorted([row.observation, row.competency, row.cited] for row in evidence),
        "cues": sorted([row.id, row.code, row.seconds, _moment(row.at)] for row in cues),
        "ratings": sorted(
            [row.competency, "" if row.level is None else row.level, row.kind, row.reason, _moment(row.at)]
            for row in ratings
        ),
    }


def _first(tx: Reading, sheet: Sheet) -> dict[str, Any]:
    """What counted at first, in the shape it had: it must never change."""
    notes, evidence, cues, ratings = _rows(tx, sheet)
    return {
        "sheet": [sheet.id, sheet.center, sheet.assessor, sheet.candidate, sheet.exercise, sheet.outcome],
        "notes": sorted(
            [
                row.id,
                row.number,
                row.phase,
                row.seconds,
                row.text,
                row.valence or "",
                row.quote,
                row.star,
                _moment(row.discarded_at),
            ]
            for row in notes
        ),
        "evidence": sorted([row.observation, row.competency, row.cited] for row in evidence),
        "cues": sorted([row.code, row.seconds, row.id] for row in cues),
        "ratings": sorted(
            [row.competency, "" if row.level is None else row.level, row.kind, row.reason] for row in ratings
        ),
    }


def _rows(tx: Reading, sheet: Sheet) -> tuple[list[Observation], list[Evidence], list[Cue], list[Rating]]:
    session = tx.session
    return (
        list(session.execute(select(Observation).where(col(Observation.sheet) == sheet.id)).scalars()),
        list(session.execute(select(Evidence).where(col(Evidence.sheet) == sheet.id)).scalars()),
        list(session.execute(select(Cue).where(col(Cue.sheet) == sheet.id)).scalars()),
        list(session.execute(select(Rating).where(col(Rating.sheet) == sheet.id)).scalars()),
    )


def _moment(moment: datetime | None) -> str:
    return utc_text(moment) if moment else ""
