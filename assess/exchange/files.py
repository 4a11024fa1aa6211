"""Writing files for people: whole or not at all, never over another one unless told so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assess.store.fresh import part_of, put, taken
from assess.words import T, Unusable


@contextmanager
def new_file(target: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A part file to write to; it takes the target's name when everything went well. Only its owner may read it.

    Raises: Unusable, when the target exists (unless `overwrite`), or its folder can't be written.
    """
    if target.exists() and not overwrite:
        raise taken(target, T("Choose another name, or allow it to be replaced."))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part_of(target) as part:
            yield part
            if overwrite:
                part.replace(target)
            else:
                put(part, target)
    except OSError as error:
        raise Unusable(
            T("The file can't be written: {reason}.", reason=error.strerror or str(error)), where=str(target)
        ) from error
