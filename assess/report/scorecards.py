"""Scorecards as files: one PDF a candidate, whole or not at all, never over another file unless told so.

Reading goes on in the calling thread, printing in as many threads as there are processors (typst lets go of Python
while it works), and finished documents are written in the order of the candidates.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from typing import Final, NamedTuple

from assess.exchange.files import new_file
from assess.report.content import Scorecard
from assess.report.gather import Whom, common, gone, scorecard, whom
from assess.report.pdf import Press
from assess.report.said import said, title
from assess.store.fresh import taken
from assess.store.transaction import Store
from assess.words import Id, Language, T, Words, normal

RESERVED: Final = set('<>:"/\\|?*')
"""What Windows allows in no file's name."""
LONGEST: Final = 100
"""Characters of a name before its ending: file systems allow 255 bytes, and a letter may take four."""
MOST_PRESSES: Final = 4


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
        progress: called in this thread with the number of finished documents and of all.
        cancelled: asked before each document; True ends the work, and what is written stays.
        overwrite: replace documents of the same name.

    Raises: Refused, before the wash-up has closed or for an unknown code; Unusable, when a document of that name is
        there (then nothing is written), or the folder can't be written.
    """
    words = Words(language)
    shared = store.read(common, center)
    people = store.read(whom, shared, candidates)
    targets = [out / name for name in file_names(words, [one.code for one in people])]
    if not overwrite:
        refuse_taken(targets)
    done: list[Path] = []
    stopped = False
    with Presses("scorecard.typ") as presses:
        cards = (store.read(scorecard, shared, one) for one in people)
        for target, document in zip(targets, presses.print(cards, words), strict=True):
            if cancelled is not None and cancelled():
                stopped = True
                break
            with new_file(target, overwrite=overwrite) as part:
                part.write_bytes(document)
            done.append(target)
            if progress is not None:
                progress(len(done), len(targets))
    _drop_erased(store, people, targets, done)
    return Written(tuple(done), stopped)


class Presses:
    """Several presses for one template. A document is printed while others are read and written."""

    def __init__(self, template: str) -> None:
        number = min(MOST_PRESSES, os.cpu_count() or 1)
        self._idle: SimpleQueue[Press] = SimpleQueue()
        for _ in range(number):
            self._idle.put(Press(template))
        self._ahead = number + 1
        self._pool = ThreadPoolExecutor(number, "press")

    def __enter__(self) -> Presses:
        return self

    def __exit__(self, *raised: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def print(self, cards: Iterator[Scorecard], words: Words) -> Iterator[bytes]:
        """The documents of the cards, in their order; a few are read ahead."""
        waiting: deque[Future[bytes]] = deque()
        for card in chain(cards, [None] * self._ahead):
            if card is not None:
                waiting.append(self._pool.submit(self._one, card, words))
            if waiting and (card is None or len(waiting) > self._ahead):
                yield waiting.popleft().result()

    def _one(self, card: Scorecard, words: Words) -> bytes:
        press = self._idle.get()
        try:
            return press.print(said(card, words))
        finally:
            self._idle.put(press)


def refuse_taken(targets: Sequence[Path]) -> None:
    """Refuse to write where something of a name is there already.

    Raises: Unusable, naming the first.
    """
    for target in targets:
        if target.exists() or target.is_symlink():
            raise taken(target, T("Choose another folder, or allow it to be replaced."))


def file_names(words: Words, codes: Sequence[str]) -> list[str]:
    """`Scorecard K3.pdf`, in the language; no two alike, even where a file system knows no capitals."""
    used: set[str] = set()
    names = []
    for code in codes:
        plain = name = file_name(words, code)
        number = 1
        while name.casefold() in used:
            number += 1
            name = f"{plain} ({number})"
        used.add(name.casefold())
        names.append(f"{name}.pdf")
    return names


def file_name(words: Words, code: str) -> str:
    """A document's name without its ending, with nothing in it that a file system refuses."""
    said = normal(words(title(code)))
    plain = "".join("-" if char in RESERVED or not char.isprintable() else char for char in said)
    return plain[:LONGEST].strip(" .")


def _drop_erased(store: Store, people: Sequence[Whom], targets: Sequence[Path], done: list[Path]) -> None:
    """Who was erased by somebody else while this was written leaves no document behind."""
    erased = store.read(gone, [one.id for one in people])
    for one, target in zip(people, targets, strict=True):
        if one.id in erased and target in done:
            target.unlink(missing_ok=True)
            done.remove(target)
