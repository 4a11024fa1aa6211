"""Finding the database when none was named."""

from __future__ import annotations

import os
from pathlib import Path

from assess.words import T, Usage


def only_center(folder: Path | None = None) -> str | None:
    """`ASSESS_DB`, else the only `*.assess` file of the folder; None when there is none or more than one."""
    said = os.environ.get("ASSESS_DB")
    if said:
        return said
    found = centers_in(folder or Path.cwd())
    return str(found[0]) if len(found) == 1 else None


def centers_in(folder: Path) -> list[Path]:
    """The center files of a folder, by name."""
    return sorted(path for path in folder.glob("*.assess") if path.is_file())


def needed_center(said: str | None) -> str:
    """The database that a command works on: as said, or found.

    Raises: Usage, when none or more than one could be meant.
    """
    found = said or only_center()
    if found is not None:
        return found
    several = centers_in(Path.cwd())
    if several:
        raise Usage(
            T("There is more than one center in this folder: {names}.", names=", ".join(path.name for path in several)),
            do=T("Say which one with --db FILE."),
        )
    raise Usage(
        T("There is no center in this folder."), do=T("Say which one with --db FILE, or make one with “assess demo”.")
    )
