"""A rubric file of one's own on the disk: opened, saved whole or not at all, and its draft beside it.

A file is never written over when it changed meanwhile, and a file of the shipped library never at all. What is not
saved yet lies in a draft beside the file, so that a crash loses nothing.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assess.rubric.library import shipped
from assess.rubric.source import MOST_BYTES, parse
from assess.words import Fault, Refused, T, Unusable

DRAFT: Final = ".draft"
"""What a draft's name ends with: `EMP.yaml.draft`."""


@dataclass(frozen=True)
class Kept:
    """A file as it was read or written last."""

    path: Path
    text: str
    digest: str
    """SHA-256 of its bytes; empty when there is no such file yet."""
    bom: bool = False
    """Whether it begins with the mark that Windows editors write."""

    @property
    def name(self) -> str:
        """Its name for people."""
        return self.path.name

    @property
    def shipped(self) -> bool:
        """Whether it belongs to the library that comes with the program."""
        return is_shipped(self.path)


def is_shipped(path: Path) -> bool:
    """Whether a file belongs to the library that comes with the program."""
    return path.resolve().is_relative_to(shipped().resolve())


def read_own(path: Path) -> Kept:
    """A file, to be edited.

    Raises: Unusable, when it is missing or can't be opened; Refused, when its text is no YAML that can be edited.
    """
    data = _bytes(path)
    found = parse(data, str(path))
    if isinstance(found, Fault):
        raise Refused(found.message, where=found.where, do=found.mend)
    bom = data.startswith(codecs.BOM_UTF8)
    return Kept(path, data.removeprefix(codecs.BOM_UTF8).decode(), _digest(data), bom)


def new_own(path: Path, text: str) -> Kept:
    """A file that does not exist yet.

    Raises: Refused, when it does, or when it would lie in the library.
    """
    if is_shipped(path):
        raise _in_library(path)
    if path.exists():
        raise Refused(
            T("There is a file of this name already; it was not touched."),
            where=str(path),
            do=T("Choose another name."),
        )
    return Kept(path, text, "")


def save(kept: Kept, text: str) -> Kept:
    """Write the file whole, when it is still the one that was read; the file as it is now.

    Raises: Refused, when it changed on the disk meanwhile or belongs to the library; Unusable, when it can't be
    written.
    """
    path = kept.path.resolve()  # a link stays a link
    if is_shipped(path):
        raise _in_library(kept.path)
    now = _digest(_bytes(path)) if path.exists() else ""
    if now != kept.digest:
        raise Refused(
            T("This file was changed by someone else meanwhile; it was not overwritten.")
            if now
            else T("This file was removed or renamed meanwhile; nothing was written."),
            where=str(kept.path),
            do=T("Save under another name, or open it again."),
        )
    data = (codecs.BOM_UTF8 if kept.bom else b"") + text.encode()
    _write(path, data)
    drop_draft(kept.path)
    return Kept(kept.path, text, _digest(data), kept.bom)


def draft_of(path: Path) -> Path:
    """Where the draft of a file lies."""
    return path.with_name(path.name + DRAFT)


def keep_draft(kept: Kept, text: str) -> None:
    """Write down what is not saved yet; nothing beside a file of the library.

    Raises: Unusable, when the folder can't be written.
    """
    if kept.shipped:
        return
    said = json.dumps({"base": kept.digest, "text": text}, ensure_ascii=False)
    _write(draft_of(kept.path), said.encode())


def find_draft(path: Path, text: str) -> str | None:
    """What was not saved when the program ended; None when there is nothing, or nothing that differs from a text."""
    try:
        found = json.loads(draft_of(path).read_bytes())
    except (OSError, ValueError):
        return None
    said = found.get("text") if isinstance(found, dict) else None
    if not isinstance(said, str) or said == text or isinstance(parse(said.encode(), path.name), Fault):
        return None
    return said


def drop_draft(path: Path) -> None:
    """Remove the draft, if there is one."""
    try:
        draft_of(path).unlink(missing_ok=True)
    except OSError:  # a folder that can't be written: the draft is offered again, which does no harm
        return


def free_path(folder: Path, code: str) -> Path:
    """A name for a file of one's own that is not taken: `EMP.yaml`, then `EMP2.yaml` (`lead.yaml`, `lead-2.yaml`)."""
    path, number = folder / f"{code}.yaml", 1
    while path.exists() or draft_of(path).exists():
        number += 1
        between = "" if code.isupper() else "-"
        path = folder / f"{code}{between}{number}.yaml"
    return path


def _in_library(path: Path) -> Refused:
    return Refused(
        T("This file belongs to the library, which stays as it was shipped."),
        where=str(path),
        do=T("Choose a name of your own in another folder."),
    )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise Unusable(T("There is no such file."), where=str(path), do=T("Check the path.")) from error
    except (OSError, ValueError) as error:
        raise Unusable(
            T("The file can't be opened."), where=str(path), do=T("Check that it is a file and that you may read it.")
        ) from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Bytes in the place of a file, in one step; its permissions stay."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        try:
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                part.chmod(stat.S_IMODE(path.stat().st_mode))
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise Unusable(
            T("The file can't be written: {reason}.", reason=error.strerror or str(error)), where=str(path)
        ) from error
