"""Gathering scorecards: from the use cases that screens read, too, in one snapshot.

What all scorecards of a center share is read once; each candidate's part follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import col

from assess.conduct.evidence import Quoted, evidence
from assess.conduct.work import AnchorView, anchors
from assess.fit.explain import Explanation, Ground, RatingStep, explain_on, find_candidate, ground, not_ranked
from assess.fit.ranking import RoleBasis
from assess.integrate.grid import grid
from assess.integrate.table import Without, without_ratings
from assess.people.rights import Right, allow
from assess.report.content import Change, Given, Outcome, Quote, RoleCard, Scorecard, Seen, Shown, Stamp
from assess.store.journal import open_heads
from assess.store.tables import (
    Amended,
    Candidate,
    Cell,
    Center,
    Exercise,
    Phase,
    Rubric,
    Slot,
    Vacancy,
    WashUp,
)
from assess.store.transaction import Reading
from assess.words import Id, Text, sort_key

WATCHED = ("live", "questions")


class Spot(NamedTuple):
    """A phase in its exercise."""

    position: int
    name: Text | None
    """None for the first phase in which one watches: it needs no name."""


@dataclass(frozen=True)
class Common:
    """What all scorecards of a center share."""

    center: Center
    ground: Ground
    """What the arithmetic of all candidates rests on."""
    stamps: Mapping[str, Stamp]
    order: Mapping[Id, int]
    """The exercises in the order of the day, then those that are not held."""
    anchors: Mapping[tuple[Id, Id, Id], tuple[AnchorView, ...]]
    """By rubric, exercise and competency, highest level first."""
    spots: Mapping[tuple[Id, str], Spot]
    """By exercise and phase code."""
    changes: tuple[Change, ...]
    closed: WashUp | None
    heads: tuple[str, ...]


class Whom(NamedTuple):
    """A candidate who gets a scorecard."""

    id: Id
    code: str


def common(tx: Reading, center: Id) -> Common:
    """What all scorecards of a center share.

    Raises: Refused, before the wash-up has closed, and for people who may not export.
    """
    allow(tx, Right.EXPORT, center)
    rests = ground(tx, center)
    return Common(
        center=rests.center,
        ground=rests,
        stamps={role: _stamp(tx, basis) for role, basis in rests.bases.items()},
        order=_order(tx, center, rests.exercises),
        anchors=_anchors(tx, center),
        spots=_spots(tx),
        changes=_changes(tx, center),
        closed=tx.session.execute(select(WashUp).where(col(WashUp.center) == center)).scalars().first(),
        heads=tuple(sorted(open_heads(tx.session).values())),
    )


def whom(tx: Reading, shared: Common, codes: Iterable[str] | None = None) -> tuple[Whom, ...]:
    """The ranked candidates, by code; those of the codes alone, when some are given.

    Raises: Refused, for a code that is in no ranking.
    """
    ranked = {one.candidate: one.code for role in shared.ground.rankings for one in role.candidates}
    everybody = sorted((Whom(*pair) for pair in ranked.items()), key=lambda one: sort_key(one.code))
    if codes is None:
        return tuple(everybody)
    wanted = {find_candidate(tx, shared.center.id, code).id: code for code in codes}
    for candidate, code in wanted.items():
        if candidate not in ranked:
            raise not_ranked(tx, candidate, code)
    return tuple(one for one in everybody if one.id in wanted)


def scorecard(tx: Reading, shared: Common, one: Whom) -> Scorecard:
    """The scorecard of a candidate."""
    center = shared.center
    explained = explain_on(tx, shared.ground, one.id, one.code)
    notes: dict[tuple[Id, Id], list[Quoted]] = {}
    for note in evidence(tx, one.id):
        notes.setdefault((note.exercise, note.competency), []).append(note)
    roles = tuple(_role(tx, shared, explanation, notes) for explanation in explained)
    given = {
        rating.assessor for role in roles for shown in _all(role) for cell in shown.cells for rating in cell.ratings
    }
    return Scorecard(
        center=center.name,
        day=center.day,
        zone=center.zone,
        code=one.code,
        lo=center.lo,
        hi=center.hi,
        rule=center.rule,
        mode=shared.closed.mode if shared.closed else center.mode,
        weights=(center.w_role, center.w_gap, center.w_values),
        assessors=_sorted(given),
        imported=any(role.place.imported for role in roles),
        outcomes=_outcomes(shared, one.id),
        changes=shared.changes,
        frozen_at=center.frozen_at,
        frozen_hash=center.frozen_hash,
        closed_at=shared.closed.closed_at if shared.closed else None,
        heads=shared.heads,
        roles=roles,
    )


def _all(role: RoleCard) -> tuple[Shown, ...]:
    return (*role.competencies, *role.values)


def _role(
    tx: Reading, shared: Common, explanation: Explanation, notes: Mapping[tuple[Id, Id], Sequence[Quoted]]
) -> RoleCard:
    basis = shared.ground.bases[explanation.role]
    steps = {step.code: step for step in (*explanation.competencies, *explanation.values)}
    given = {
        (cell.exercise_id, step.competency): [_given(one) for one in cell.ratings]
        for step in steps.values()
        for cell in step.cells
    }
    if any(code not in steps for code in basis.codes.values()):  # values that the team's charter does not name
        given |= _beside(tx, shared, explanation.place.candidate)
    ids = sorted(
        {exercise for exercise, _ in basis.weights if exercise in shared.ground.held},
        key=lambda exercise: shared.order[exercise],
    )
    without = without_ratings(shared.ground.unrated.get(explanation.place.candidate, ()), shared.ground.initials)
    shown = [
        Shown(
            code=code,
            name=basis.names[code],
            kind=basis.kinds[code],
            step=steps.get(code),
            cells=tuple(
                _seen(
                    shared,
                    basis,
                    (exercise, competency),
                    given.get((exercise, competency), []),
                    notes.get((exercise, competency), ()),
                    without.get(exercise, ()),
                )
                for exercise in ids
                if (exercise, competency) in basis.weights
            ),
        )
        for competency, code in basis.codes.items()
    ]
    return RoleCard(
        stamp=shared.stamps[explanation.role],
        exercises=tuple((shared.ground.exercises[one].code, _name(shared.ground.exercises[one])) for one in ids),
        competencies=tuple(one for one in shown if one.kind == "competency"),
        values=tuple(one for one in shown if one.kind == "value" and any(cell.ratings for cell in one.cells)),
        parts=explanation.parts,
        place=explanation.place,
        pooled_variance=explanation.pooled_variance,
        team=explanation.terms.team,
        charter=explanation.terms.charter,
    )


def _given(one: RatingStep) -> Given:
    return Given(one.assessor, one.level, one.kind, one.first_level, one.level != one.first_level, one.reason, one.late)


def _beside(tx: Reading, shared: Common, candidate: Id) -> dict[tuple[Id, Id], list[Given]]:
    """The ratings of a candidate by exercise and competency, those of the explanation included."""
    found: dict[tuple[Id, Id], list[Given]] = {}
    for one in grid(tx, shared.center.id, candidate):
        name = shared.ground.initials.get(one.assessor, "?")
        rating = Given(name, one.level, one.kind, one.first_level, one.level != one.first_level, one.reason, one.late)
        found.setdefault((one.exercise, one.competency), []).append(rating)
    return found


def _seen(
    shared: Common,
    basis: RoleBasis,
    key: tuple[Id, Id],
    given: Sequence[Given],
    notes: Sequence[Quoted],
    without: tuple[Without, ...],
) -> Seen:
    exercise = key[0]
    levels = [one.level for one in given if one.level is not None]

    def place(note: Quoted) -> tuple[object, ...]:
        spot = shared.spots.get((exercise, note.phase))
        return spot.position if spot else 0, note.seconds, sort_key(shared.ground.initials.get(note.assessor, "?"))

    return Seen(
        exercise=shared.ground.exercises[exercise].code,
        name=_name(shared.ground.exercises[exercise]),
        ratings=tuple(sorted(given, key=lambda one: sort_key(one.assessor))),
        mean=sum(levels) / len(levels) if levels else None,
        weight=basis.weights[key],
        anchors=tuple(
            anchor
            for anchor in shared.anchors.get((basis.rubric, *key), ())
            if levels and anchor.level in (min(levels), max(levels))
        ),
        quotes=tuple(_quote(shared, exercise, note) for note in sorted(notes, key=place)),
        without=without,
    )


def _quote(shared: Common, exercise: Id, note: Quoted) -> Quote:
    spot = shared.spots.get((exercise, note.phase))
    return Quote(
        phase=spot.name if spot else None,
        seconds=note.seconds,
        assessor=shared.ground.initials.get(note.assessor, "?"),
        text=note.text,
        valence=note.valence,
        quote=note.quote,
        cited=note.cited,
    )


def _name(exercise: Exercise) -> Text:
    return Text(exercise.name_de, exercise.name_en)


def _sorted(initials: set[str]) -> tuple[str, ...]:
    return tuple(sorted(initials, key=sort_key))


def _stamp(tx: Reading, basis: RoleBasis) -> Stamp:
    rubric = tx.session.get_one(Rubric, basis.rubric)
    return Stamp(basis.role, basis.name, rubric.version, rubric.content_hash, rubric.structure_hash)


def _order(tx: Reading, center: Id, exercises: Mapping[Id, Exercise]) -> dict[Id, int]:
    """The exercises by the time at which they are first held; those without a slot (imported) after them, by code."""
    rows = tx.session.execute(
        select(col(Slot.exercise), func.min(col(Slot.starts_at)))
        .where(col(Slot.center) == center)
        .group_by(col(Slot.exercise))
    )
    first = {exercise: starts for exercise, starts in rows}  # noqa: C416  (a dict of rows loses its types)
    held = sorted(first, key=lambda one: (first[one], exercises[one].code))
    others = sorted((one for one in exercises if one not in first), key=lambda one: exercises[one].code)
    return {one: place for place, one in enumerate((*held, *others))}


def _anchors(tx: Reading, center: Id) -> dict[tuple[Id, Id, Id], tuple[AnchorView, ...]]:
    cells = tx.session.execute(
        select(Cell).join(Vacancy, col(Vacancy.rubric) == col(Cell.rubric)).where(col(Vacancy.center) == center)
    ).scalars()
    return {(cell.rubric, cell.exercise, cell.competency): anchors(tx, cell.competency, cell.id) for cell in cells}


def _spots(tx: Reading) -> dict[tuple[Id, str], Spot]:
    found: dict[tuple[Id, str], Spot] = {}
    named: set[Id] = set()
    rows = tx.session.execute(select(Phase).order_by(col(Phase.exercise), col(Phase.position))).scalars()
    for row in rows:
        first = row.kind in WATCHED and row.exercise not in named
        if first:
            named.add(row.exercise)
        found[row.exercise, row.code] = Spot(row.position, None if first else Text(row.name_de, row.name_en))
    return found


def _changes(tx: Reading, center: Id) -> tuple[Change, ...]:
    rows = tx.session.execute(
        select(Amended).where(col(Amended.center) == center).order_by(col(Amended.number))
    ).scalars()
    return tuple(Change(row.what, row.reason, row.at) for row in rows)


def _outcomes(shared: Common, candidate: Id) -> tuple[Outcome, ...]:
    found: dict[tuple[Id, str], set[str]] = {}
    for one in shared.ground.unrated.get(candidate, ()):
        found.setdefault((one.exercise, one.why), set()).add(shared.ground.initials.get(one.assessor, "?"))
    return tuple(
        Outcome(_name(shared.ground.exercises[exercise]), outcome, _sorted(initials))
        for (exercise, outcome), initials in sorted(found.items(), key=lambda one: shared.order[one[0][0]])
    )


def gone(tx: Reading, candidates: Iterable[Id]) -> frozenset[Id]:
    """Those of the candidates who were erased meanwhile."""
    wanted = set(candidates)
    there = set(tx.session.execute(select(col(Candidate.id)).where(col(Candidate.id).in_(wanted))).scalars())
    return frozenset(wanted - there)
