"""Writing files: whole or not at all, never over another one unless told so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assess.words import T, Unusable


@contextmanager
def new_file(target: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A part file to write to; it takes the target's name when everything went well.

    Raises: Unusable, when the target exists (unless `overwrite`), or its folder can't be written.
    """
    if target.exists() and not overwrite:
        raise Unusable(T("This file is already there."), where=str(target), do=T("Choose another name, or move it."))
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(target)
    except OSError as error:
        raise Unusable(
            T("The file can't be written: {reason}.", reason=error.strerror or str(error)), where=str(target)
        ) from error
    finally:
        part.unlink(missing_ok=True)
