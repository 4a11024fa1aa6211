"""Judging files: form, references and wording, each file seen beside its neighbours and the shipped library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from assess.rubric.checks import check
from assess.rubric.findings import Findings
from assess.rubric.library import FOLDERS, Library, shipped
from assess.rubric.lint import lint
from assess.rubric.load import Loaded, load_file
from assess.words import Fault, Unusable


class Judged(NamedTuple):
    """What was found in some files, and those that could not be read at all."""

    faults: list[Fault]
    unread: tuple[Unusable, ...]


def judge_all(paths: Sequence[Path]) -> Judged:
    """Every fault of some files, in the order of the files and their lines; one that is missing stops no other.

    What a file refers to is looked for among these files, then beside it, then in the shipped library.
    """
    read: list[tuple[Path, Loaded | list[Fault]]] = []
    unread: list[Unusable] = []
    for path in paths:
        try:
            read.append((path, load_file(path)))
        except Unusable as no:
            unread.append(no)
    given = [file for _, file in read if isinstance(file, Loaded)]
    libraries: dict[tuple[Path, ...], Library] = {}
    faults: list[Fault] = []
    for path, file in read:
        if isinstance(file, list):
            faults += file
        else:
            folders = around(path)
            library = libraries.setdefault(folders, Library(folders, given))
            faults += judge_file(file, library)
    return Judged(list(dict.fromkeys(faults)), tuple(unread))


def judge(paths: Sequence[Path]) -> list[Fault]:
    """Every fault of some files.

    Raises: Unusable, when a file is missing or can't be opened.
    """
    found = judge_all(paths)
    if found.unread:
        raise found.unread[0]
    return found.faults


def judge_file(file: Loaded, library: Library) -> list[Fault]:
    """Every fault of a file whose form is right, in the order of its lines."""
    found = Findings(file)
    check(library, found)
    lint(library, found)
    return found.done()


def around(path: Path) -> tuple[Path, ...]:
    """Where the files are looked for that a file refers to: beside it, then in the shipped library."""
    folder = path.parent if path.parent.name else path.absolute().parent
    named = {name for names in FOLDERS.values() for name in names}
    beside = (folder.parent, folder) if folder.name in named else (folder,)
    return (*beside, shipped())


def errors(faults: Iterable[Fault]) -> list[Fault]:
    """Those that are more than warnings."""
    return [fault for fault in faults if fault.severity == "error"]
