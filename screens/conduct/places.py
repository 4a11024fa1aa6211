"""Places of rating: a competency of a sheet. Which there are, what stands there, and which is open next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from assess.conduct.work import CompetencyView, NoteView, SheetView, Work
from assess.words import Id


class Place(NamedTuple):
    """A competency of a sheet."""

    sheet: Id
    competency: Id


NOWHERE = Place(Id(""), Id(""))


def open_sheets(work: Work) -> tuple[SheetView, ...]:
    """One's sheets that are not locked yet."""
    return tuple(sheet for sheet in work.sheets if sheet.state != "locked")


def places(work: Work) -> list[Place]:
    """Every place, candidate by candidate."""
    return [Place(sheet.id, one.id) for sheet in open_sheets(work) for one in sheet.competencies]


def unrated(work: Work, on_their_way: Collection[Place] = ()) -> list[Place]:
    """The places that have no rating, nor one on its way."""
    return [place for place in places(work) if competency_at(work, place).kind is None and place not in on_their_way]


def next_open(work: Work, here: Place, on_their_way: Collection[Place] = ()) -> Place | None:
    """The next place without a rating: the rest of this candidate, then the others, then from the top again."""
    order, left = places(work), unrated(work, on_their_way)
    at = order.index(here) if here in order else -1
    return next((place for place in [*order[at + 1 :], *order[: at + 1]] if place in left), None)


def sheet_at(work: Work, place: Place) -> SheetView:
    """The sheet of a place."""
    return next(sheet for sheet in work.sheets if sheet.id == place.sheet)


def competency_at(work: Work, place: Place) -> CompetencyView:
    """The competency of a place, with its rating."""
    return next(one for one in sheet_at(work, place).competencies if one.id == place.competency)


def notes_at(work: Work, place: Place) -> list[NoteView]:
    """The notes that show the competency, in order of time."""
    phases = {phase.code: number for number, phase in enumerate(work.phases)}
    shown = [one for one in sheet_at(work, place).notes if place.competency in one.shows and not one.discarded]
    return sorted(shown, key=lambda one: (phases.get(one.phase, 0), one.seconds, one.number))


def cited_at(work: Work, place: Place) -> int:
    """How many notes the rating rests on."""
    return sum(place.competency in one.cited for one in notes_at(work, place))


def third(work: Work, note: NoteView) -> int:
    """In which third of the watched time a note falls: 0, 1 or 2."""
    before = 0.0
    at = note.seconds
    for phase in work.phases:
        if phase.kind in ("live", "questions"):
            if phase.code == note.phase:
                at = before + note.seconds
            before += phase.seconds
    return min(2, int(3 * at / before)) if before else 0


def with_rating(work: Work, place: Place, level: int | None, kind: str | None, reason: str) -> Work:
    """The work with one rating changed."""
    return replace(
        work,
        sheets=tuple(
            replace(
                sheet,
                competencies=tuple(
                    replace(one, level=level, kind=kind, reason=reason) if one.id == place.competency else one
                    for one in sheet.competencies
                ),
            )
            if sheet.id == place.sheet
            else sheet
            for sheet in work.sheets
        ),
    )


def with_note(work: Work, note: NoteView) -> Work:
    """The work with one note changed."""
    return replace(
        work,
        sheets=tuple(
            replace(sheet, notes=tuple(note if one.id == note.id else one for one in sheet.notes))
            if sheet.id == note.sheet
            else sheet
            for sheet in work.sheets
        ),
    )
