"""A center's first locked ratings as a table of agreement: what was rated before anybody heard of the others."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from assess.conduct import blind
from assess.integrate.severity import Given
from assess.people.rights import functions
from assess.store.tables import Candidate, Competency, Exercise, Person
from assess.store.transaction import Reading
from assess.words import Id


class FirstRatings(NamedTuple):
    """The ratings, and whose severity the acting person may see."""

    given: tuple[Given, ...]
    severity_of: frozenset[str] | None
    """Initials: all for the moderator (None), one's own for an assessor, nobody's for others: numbers about assessors
    are monitoring of employees."""


def first_ratings(tx: Reading, center: Id) -> FirstRatings:
    """Every rating as it was locked, levels alone; for those who may know results, once the wash-up has closed.

    Raises: Refused, before that.
    """
    blind.require_results(tx, center)
    candidates = dict(tx.session.execute(select(col(Candidate.id), col(Candidate.code))).all())
    exercises = dict(tx.session.execute(select(col(Exercise.id), col(Exercise.code))).all())
    competencies = dict(tx.session.execute(select(col(Competency.id), col(Competency.code))).all())
    people = dict(tx.session.execute(select(col(Person.id), col(Person.initials))).all())
    given = tuple(
        Given(
            candidates[one.candidate],
            exercises[one.exercise],
            competencies[one.competency],
            people[one.assessor],
            float(one.first_level),
        )
        for one in blind.ratings(tx, center)
        if one.locked and one.first_level is not None
    )
    held = functions(tx, center)
    mine = frozenset({people[tx.by]}) if tx.by in people and "assessor" in held else frozenset[str]()
    return FirstRatings(given, None if "moderator" in held else mine)
