"""What changed between two versions of a rubric, and whether scores depend on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from assess.rubric.hashes import structure, whole
from assess.rubric.library import Library
from assess.rubric.model import RoleFile

NAMES: Final = ("id", "code", "exercise", "competency")
"""Keys that name an entry of a list."""


class Version(NamedTuple):
    """A role, and the library that it is read with."""

    role: RoleFile
    library: Library


@dataclass(frozen=True)
class Change:
    """A value that differs; None on the side where it does not exist."""

    path: str
    """`role > competencies > EMP > weight`"""
    old: object
    new: object
    scoring: bool
    """Whether scores depend on it."""


@dataclass(frozen=True)
class Difference:
    """All changes, those that scores depend on first."""

    changes: tuple[Change, ...]

    @property
    def verdict(self) -> Literal["same", "wording", "scoring"]:
        """The heaviest of the changes."""
        if any(change.scoring for change in self.changes):
            return "scoring"
        return "wording" if self.changes else "same"


def diff(old: Version, new: Version) -> Difference:
    """What changed from one version to another.

    Raises: Refused, when a competency or an exercise of one of them is unknown or its file is faulty.
    """
    scoring = _changed(structure(*old), structure(*new))
    wording = _changed(whole(*old), whole(*new))
    changes = [Change(path, *values, scoring=True) for path, values in scoring.items()]
    changes += [Change(path, *values, scoring=False) for path, values in wording.items() if path not in scoring]
    return Difference(tuple(changes))


def _changed(old: object, new: object) -> dict[str, tuple[object, object]]:
    before, after = dict(_leaves(old)), dict(_leaves(new))
    return {
        path: (before.get(path), after.get(path))
        for path in dict.fromkeys([*before, *after])
        if before.get(path) != after.get(path)
    }


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    """Every single value with its path; where a list's entries have names, their order is a value too."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _leaves(below, (*path, str(key)))
    elif isinstance(value, list):
        names = [_name(entry) for entry in value]
        if value and None not in names:
            yield " > ".join((*path, "order")), ", ".join(map(str, names))
        for place, (name, entry) in enumerate(zip(names, value, strict=True), 1):
            yield from _leaves(entry, (*path, name or str(place)))
    else:
        yield " > ".join(path), value


def _name(entry: object) -> str | None:
    if not isinstance(entry, dict):
        return None
    return next((str(entry[key]) for key in NAMES if key in entry), None)
