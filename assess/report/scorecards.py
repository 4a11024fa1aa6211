"""Scorecards as files: one PDF a candidate, whole or not at all, never over another file unless told so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from assess.exchange.files import new_file
from assess.report.gather import common, gone, scorecard, whom
from assess.report.pdf import Press
from assess.report.said import said, title
from assess.store.fresh import taken
from assess.store.transaction import Store
from assess.words import Id, Language, T, Words

RESERVED = set('<>:"/\\|?*')
"""What Windows allows in no file's name."""


class Written(NamedTuple):
    """What was written."""

    files: tuple[Path, ...]
    cancelled: bool


def write_scorecards(
    store: Store,
    center: Id,
    out: Path,
    *,
    language: Language,
    candidates: tuple[str, ...] | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    overwrite: bool = False,
) -> Written:
    """Write the scorecards of a closed center into a folder: of everybody ranked, or of the candidates named.

    Args:
        store: the store, in the name of somebody who may export.
        center: the center.
        out: the folder; made when it is not there.
        language: of the documents and their names.
        candidates: codes.
        progress: called with the number of finished documents and of all.
        cancelled: asked before each document; True ends the work, and what is written stays.
        overwrite: replace documents of the same name.

    Raises: Refused, before the wash-up has closed or for an unknown code; Unusable, when a document of that name is
        there or the folder can't be written.
    """
    words = Words(language)
    shared = store.read(common, center)
    people = store.read(whom, center, candidates)
    targets = [out / file_name(words, one.code) for one in people]
    if not overwrite:
        for target in targets:
            if target.exists():
                raise taken(target, T("Choose another folder, or allow it to be replaced."))
    press = Press("scorecard.typ")
    done: list[Path] = []
    for one, target in zip(people, targets, strict=True):
        if cancelled is not None and cancelled():
            return Written(tuple(done), cancelled=True)
        document = press.print(said(store.read(scorecard, shared, one), words))
        with new_file(target, overwrite=overwrite) as part:
            part.write_bytes(document)
        done.append(target)
        if progress is not None:
            progress(len(done), len(people))
    erased = store.read(gone, [one.id for one in people])
    for one, target in zip(people, targets, strict=True):
        if one.id in erased:  # erased by somebody else while this was written
            target.unlink(missing_ok=True)
            done.remove(target)
    return Written(tuple(done), cancelled=False)


def file_name(words: Words, code: str) -> str:
    """`Scorecard K3.pdf`, in the language, with nothing in it that a file system refuses."""
    plain = "".join("-" if char in RESERVED or char < " " else char for char in words(title(code)))
    return f"{plain.strip(' .')}.pdf"
