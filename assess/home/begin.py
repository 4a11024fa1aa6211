"""Beginning a center in the app: an empty one, one like an earlier one, or one from a describing file."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import NamedTuple

from assess.exchange.center_file import Described, copy_center, make_center, read_center
from assess.people.rights import Right, allow_somewhere
from assess.people.sign_in import add_person
from assess.plan.center import Settings, create
from assess.rubric.center import CenterFile
from assess.store.open import open_store
from assess.store.transaction import Writing
from assess.words import Id, Language, Refused, T


class Begun(NamedTuple):
    """A center that was made, and where."""

    path: Path | None
    """Its file, where that is new."""
    center: Id
    person: str | None
    """The initials of who acts in it first, where the file is new."""


def begin(tx: Writing, settings: Settings, *, like: Id | None = None, name: str = "", initials: str = "") -> Id:
    """Make a center: empty, or like an earlier one; with a first person, its moderator, where nobody is there yet.

    Raises: Refused, as `create`, `copy_center` and `add_person`.
    """
    allow_somewhere(tx, Right.PLAN)
    if like is not None:
        return copy_center(tx, like, settings.name, settings.day)
    center = create(tx, settings)
    if name or initials:
        add_person(tx, name, initials, ("moderator",), center)
    return center


def begin_file(folder: Path, settings: Settings, name: str, initials: str) -> Begun:
    """Make a new file with an empty center; the file is called after it.

    Raises: Refused, as `begin`: then there is no file; Unusable, when the folder can't be written.
    """
    path = free_file(folder, settings.name)
    with open_store(path, create=True) as store:
        try:
            center = store.write(begin, settings, name=name, initials=initials)
        except Refused:
            store.close()
            _discard(path)
            raise
    return Begun(path, center, initials)


def described_in(path: Path) -> Described:
    """What a center's file describes.

    Raises: Refused, with the first fault and how many more there are; Unusable, when it can't be opened.
    """
    judged = read_center(path)
    if judged.described is None:
        errors = [fault for fault in judged.faults if fault.severity == "error"] or list(judged.faults)
        first = errors[0]
        raise Refused(
            first.message,
            where=first.where,
            do=T(
                "{n} faults in all; “assess rubrics check {file}” lists them with their lines.",
                n=len(judged.faults),
                file=path.name,
            ),
        )
    return judged.described


def begin_described(folder: Path, source: Path, day: date, language: Language) -> Begun:
    """Make a new file with the center that a file describes.

    Raises: Refused, as `described_in` and `make_center`: then there is no file.
    """
    described = described_in(source)
    name = described.file.name.de if language == "de" else described.file.name.en
    planner = first_planner(described.file)
    path = free_file(folder, name)
    with open_store(path, create=True) as store:
        try:
            center = store.write(make_center, described, day=day, language=language, by=planner)
        except Refused:
            store.close()
            _discard(path)
            raise
    return Begun(path, center, planner)


def first_planner(file: CenterFile) -> str | None:
    """The initials of the first moderator in a center's file, else of whoever may plan."""
    for wanted in Right.PLAN.value[1:] + Right.PLAN.value[:1]:
        for one in file.people:
            if wanted in one.functions:
                return one.initials
    return None


def free_file(folder: Path, name: str) -> Path:
    """`spring-2027.assess`, or with a number behind it where that is taken."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    slug = re.sub(r"[^a-z0-9]+", "-", "".join(char for char in plain if not unicodedata.combining(char))).strip("-")
    slug = slug[:40].strip("-") or "center"
    path, number = folder / f"{slug}.assess", 2
    while path.exists():
        path, number = folder / f"{slug}-{number}.assess", number + 1
    return path


def _discard(path: Path) -> None:
    from assess.store.fresh import discard

    discard(path)
