"""A rubric file as a model, with the lines of its keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from assess.rubric import form, source, tree
from assess.rubric.kinds import KINDS, RubricFile
from assess.rubric.model import CompetencyFile
from assess.rubric.source import Source
from assess.words import Fault

Kind = Literal["competency", "exercise", "role", "calibration"]
"""The kinds that a library lends by their code."""


@dataclass(frozen=True)
class Loaded:
    """A file whose form is right: what it says, and where it says so."""

    source: Source
    model: RubricFile

    @property
    def kind(self) -> Kind | Literal["center", "performance"]:
        """The kind of the file; values are competencies."""
        return "competency" if isinstance(self.model, CompetencyFile) else self.model.kind

    @property
    def code(self) -> str:
        """The code of what the file describes."""
        return self.model.code

    def where(self, *path: str | int) -> str:
        """`file:line` of a key."""
        return self.source.where(*path)


def load_file(path: Path, shown: str | None = None) -> Loaded | list[Fault]:
    """A file of `rubrics/`, or what is wrong with its form. What it says is judged by `check` and `lint`.

    Args:
        path: the file.
        shown: how messages call it; the path as it was given, unless said otherwise.

    Raises: Unusable, when it is missing or can't be opened.
    """
    return _loaded(source.read(path, shown))


def load_bytes(data: bytes, name: str) -> Loaded | list[Fault]:
    """The same, from a file's bytes; `name` is how messages call it."""
    return _loaded(source.parse(data, name))


def _loaded(read: Source | Fault) -> Loaded | list[Fault]:
    if isinstance(read, Fault):
        return [read]
    data = tree.plain(read.root)
    wrong = form.kind_fault(read, data)
    if wrong:
        return [wrong]
    assert isinstance(data, dict)
    kind = KINDS[data["kind"]]
    try:
        return Loaded(read, kind.model_validate(data))
    except ValidationError as error:
        return form.faults(read, kind, error)
