"""The shelf: what there is to open, of the library and of one's own. Reads only the heads of files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from assess.rubric import tree
from assess.rubric.keep import DRAFT, is_shipped
from assess.rubric.library import FOLDERS, Library
from assess.words import Text

Sort = Literal["role", "competency", "value", "exercise"]
SORTS: Final[tuple[Sort, ...]] = ("role", "competency", "value", "exercise")
HEAD: Final = 4096
"""Bytes in which a file says what it is."""


class Book(NamedTuple):
    """A file on the shelf."""

    path: Path
    sort: Sort
    code: str
    name: Text | None
    """None, where the head can't be read."""
    own: bool


def of_library(library: Library) -> tuple[Book, ...]:
    """The roles, competencies, values and exercises of a library."""
    found = [
        book
        for kind in FOLDERS
        if kind != "calibration"
        for code in library.codes(kind)
        if (path := _path(library, kind, code)) and (book := look(path)) is not None
    ]
    return tuple(sorted(found, key=lambda book: SORTS.index(book.sort)))


def own_files(folder: Path, before: Iterable[Path] = ()) -> tuple[Book, ...]:
    """A person's own files: in a folder (and in folders there that are called as the library's), then others."""
    below = [folder / name for names in FOLDERS.values() for name in names]
    there = [path for place in (folder, *below) for path in sorted(place.glob("*.yaml"))]
    files = dict.fromkeys([*there, *(path for path in before if path.is_file())])
    books = [book for path in files if not is_shipped(path) and (book := look(path)) is not None]
    unique = {book.path.resolve(): book for book in books}
    return tuple(sorted(unique.values(), key=lambda book: SORTS.index(book.sort)))


def unsaved(folder: Path) -> tuple[Path, ...]:
    """Files that have only a draft so far: they were begun and never saved."""
    ending = f".yaml{DRAFT}"
    drafts = (path.with_name(path.name.removesuffix(DRAFT)) for path in sorted(folder.glob(f"*{ending}")))
    return tuple(path for path in drafts if not path.exists())


def look(path: Path) -> Book | None:
    """What a file says that it is; None when it is none of the kinds that can be edited, or can't be read."""
    try:
        with path.open("rb") as file:
            text = file.read(HEAD).decode("utf-8-sig", "ignore")
    except OSError:
        return None
    kind = re.search(r"^kind:[ ]*[\"']?(\w+)", text, re.MULTILINE)
    sort = next((sort for sort in SORTS if kind and sort == kind[1]), None)
    if sort is None:
        return None
    said = _head(text)
    code = said.get("code")
    return Book(path, sort, code if isinstance(code, str) else path.stem, _name(said.get("name")), not is_shipped(path))


def _head(text: str) -> dict[Any, Any]:
    """Kind, code and name as far as they can be read, without the rest of the file."""
    lines: list[str] = []
    wanted = False
    for line in text.splitlines()[:-1] if len(text) >= HEAD - 4 else text.splitlines():
        key = re.match(r"([\w-]+):", line)
        wanted = key[1] in ("kind", "code", "name") if key else wanted and line[:1] in (" ", "")
        if wanted:
            lines.append(line)
    try:
        found = tree.plain(tree.compose("\n".join(lines)))
    except tree.Spoilt:
        return {}
    return found if isinstance(found, dict) else {}


def _name(said: object) -> Text | None:
    if not isinstance(said, dict):
        return None
    de, en = said.get("de"), said.get("en")
    return Text(de, en) if isinstance(de, str) and isinstance(en, str) else None


def _path(library: Library, kind: str, code: str) -> Path | None:
    for folder in library.folders:
        for shelf, names in FOLDERS.items():
            for name in names if shelf == kind else ():
                path = folder / name / f"{code}.yaml"
                if path.is_file():
                    return path
    return None
