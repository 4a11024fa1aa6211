"""A center as a moderator begins it: empty, with a role or two of the library, somebody who plans, two who observe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from assess.people.sign_in import add_person
from assess.plan.candidates import put_candidate
from assess.plan.catalogue import put_rubric
from assess.plan.center import Settings, create, set_center
from assess.plan.rooms import put_room
from assess.plan.vacancies import put_vacancy, setups
from assess.rubric.expand import RubricContent, expand
from assess.rubric.library import load_library
from assess.store.transaction import Reading, Store, Writing
from assess.words import Id

ROLE, OTHER = "community-manager", "strategist"
DAY = date(2026, 11, 23)
WHY = "The fire alarm made it necessary."


@dataclass(frozen=True)
class Kit:
    """The ids of what was made."""

    center: Id
    vacancy: Id
    rubric: Id
    moderator: Id
    people: dict[str, Id]
    """A, B (assessors), R (role player), M."""
    candidates: tuple[Id, ...]
    rooms: tuple[Id, ...]


@cache
def rubric_of(role: str = ROLE) -> RubricContent:
    """A role of the library."""
    library = load_library()
    return expand(library.role(role), library)


def begin(tx: Writing, candidates: int = 2, role: str = ROLE, settings: Mapping[str, Any] | None = None) -> Kit:
    """A center that could be planned now."""
    center = create(tx, Settings(**{"name": "Spring", "day": DAY, **(settings or {})}))
    moderator = add_person(tx, "Mo Lead", "M", ("moderator",), center)
    people = {
        "A": add_person(tx, "Ada", "A", ("assessor",), center),
        "B": add_person(tx, "Ben", "B", ("assessor",), center),
        "R": add_person(tx, "Robin", "R", ("role_player",), center),
        "M": moderator,
    }
    rubric = put_rubric(tx, rubric_of(role)).id
    vacancy = put_vacancy(tx, center, rubric)
    rooms = (put_room(tx, center, "Hall", accessible=True), put_room(tx, center, "Room 1"))
    codes = tuple(put_candidate(tx, center, f"Person {n}", [vacancy]) for n in range(1, candidates + 1))
    return Kit(center, vacancy, rubric, moderator, people, codes, rooms)


def as_moderator(store: Store, kit: Kit) -> Store:
    """The store in the moderator's name: an amendment needs somebody who makes it."""
    return store.acting(kit.moderator)


def exercise(tx: Reading, kit: Kit, code: str) -> Id:
    """An exercise of the center by its code."""
    return next(one.exercise for one in setups(tx, kit.center) if one.code == code)


def set_in(store: Store, center: Id, reason: str = "", **what: Any) -> Settings:
    """Change settings of a center."""
    return store.write(lambda tx: set_center(tx, center, reason, **what))
