"""A rubric file as the screens hold it: what it says, what it lies beside, and what is found in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from assess.home.memory import recall, remember
from assess.rubric.judge import around
from assess.rubric.keep import Kept, is_shipped, read_own
from assess.rubric.library import Library, load_library
from assess.rubric.live import Judged, judge_text
from assess.words import Message, N, T, Trouble

REMEMBERED: Final = "rubric files"
MOST_REMEMBERED: Final = 20
FINE: Final = T("✓ no finding")


@dataclass(frozen=True)
class Opened:
    """A file, its library and its findings."""

    kept: Kept
    library: Library
    judged: Judged

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.kept.path


def open_file(path: Path, library: Library | None = None) -> Opened:
    """Read and judge a file beside its neighbours, or beside a library; slow, for a thread.

    Raises: Unusable, when it can't be opened; Refused, when it is no YAML.
    """
    kept = read_own(path)
    library = library or Library(around(path))
    return Opened(kept, library, judge_text(kept.text, shown(path), library))


def state(judged: Judged) -> Message:
    """Lint in two words: `✓ no finding`, or how many."""
    if not judged.findings:
        return FINE
    errors = N("{n} error", "{n} errors", n=judged.errors)
    warnings = N("{n} warning", "{n} warnings", n=judged.warnings)
    if not judged.warnings:
        return T("✗ {errors}", errors=errors)
    if not judged.errors:
        return T("! {warnings}", warnings=warnings)
    return T("✗ {errors}, {warnings}", errors=errors, warnings=warnings)


def lint_state(path: Path) -> Message:
    """What the check says of a file, in two words; of the library's files, which don't change, it is asked once."""
    return _shipped_state(path, path.stat().st_mtime_ns) if is_shipped(path) else _state_of(path)


@cache
def _shipped_state(path: Path, changed: int) -> Message:
    return _state_of(path, _shipped_library())


@cache
def _shipped_library() -> Library:
    return load_library()


def _state_of(path: Path, library: Library | None = None) -> Message:
    try:
        return state(open_file(path, library).judged)
    except Trouble as no:
        return T("✗ {fault}", fault=no.what)


def shown(path: Path) -> str:
    """A path as people would type it here."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def files_before() -> tuple[Path, ...]:
    """Files that were opened before, the newest first."""
    try:
        found = json.loads(recall().get(REMEMBERED, "[]"))
    except ValueError:
        return ()
    return tuple(Path(one) for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def remember_file(path: Path) -> None:
    """This file was opened."""
    known = [str(path.absolute()), *(str(one) for one in files_before())]
    remember(REMEMBERED, json.dumps(list(dict.fromkeys(known))[:MOST_REMEMBERED]))
