"""What is half typed, kept beside the database until it is entered: a crash in the middle of a note loses no word.

One small file a person, so that two programs on one laptop don't write over each other. Nothing in it is part of the
center: no backup, bundle or document takes it along. It goes when nothing is half typed, and an old one is not taken up
again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import time

ENDING = ".typed-"
OLD = 14 * 24 * 3600.0
"""Seconds after which nobody finishes a line any more."""


def file_for(path: Path, person: str) -> Path:
    """A person's file beside a database: `demo.assess.typed-3f2a…`."""
    return path.with_name(f"{path.name}{ENDING}{person or 'nobody'}")


def files_beside(path: Path) -> Iterator[Path]:
    """The files of all persons: what an erasure has to delete, since a half typed line may be about anybody."""
    return (one for one in path.parent.glob("*") if one.name.startswith(path.name + ENDING))


def forget(path: Path) -> int:
    """Delete what is half typed beside a database, whoever typed it: nobody can tell whom a line is about; how many.

    Raises: OSError, when a file can't be deleted.
    """
    files = [one for one in files_beside(path) if one.is_file()]
    for one in files:
        one.unlink(missing_ok=True)
    return len(files)


def load(file: Path) -> dict[str, str]:
    """The lines by their place; none, where the file is missing, old or damaged."""
    try:
        if time() - file.stat().st_mtime > OLD:
            file.unlink(missing_ok=True)
            return {}
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def save(file: Path, lines: Mapping[str, str]) -> None:
    """Put the lines on the disk, all or none; an empty mapping deletes the file.

    Only its owner may read it. A folder that can't be written is no reason to stop: what is typed is on the screen.
    """
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        if not lines:
            file.unlink(missing_ok=True)
            return
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as out:
            json.dump(dict(lines), out, ensure_ascii=False)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError:
        try:
            part.unlink(missing_ok=True)
        except OSError:
            return
