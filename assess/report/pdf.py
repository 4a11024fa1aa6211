"""Documents as PDF, through typst: fonts inside, the same bytes for the same content, fit for archives (PDF/A).

A template gets its data as JSON, so nothing that somebody typed is ever read as markup. Fonts are those that typst
carries, which know Latin, Greek, Cyrillic, Hebrew and Arabic. What they lack is drawn with the fonts of the machine,
and what these lack, too, is named in brackets; only such documents differ between machines.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from typst import Compiler

TEMPLATES: Final = Path(__file__).parent / "templates"
ARCHIVE: Final = "a-2u"
"""PDF/A-2, every character with its Unicode value: what is printed can be copied and searched."""

LONGEST: Final = 24
"""Characters of a word after which it may be broken anywhere."""
BREAK: Final = "\N{ZERO WIDTH SPACE}"
WORD: Final = re.compile(rf"\S{{{LONGEST + 1},}}")
SUSPECT: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff\U0001fffe-\U0010ffff]"
)
"""A first look: only what it finds is looked at more closely."""
HIDDEN: Final = frozenset("\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the reading direction of what follows, or that archives don't allow. Text finds its own direction."""
MISSING: Final = re.compile(r'error: PDF/A-2u error: the text (?:`"(.+?)"` could not|contains .+?`"(.+?)"`)')
ESCAPE: Final = re.compile(r"\\u\{([0-9a-f]+)\}")


class Press:
    """Prints one template; to be used by one thread at a time.

    The data comes as a file beside the template, not as `sys.inputs`: those are part of typst's library, and a changed
    library throws away everything that is laid out already.
    """

    def __init__(self, template: str) -> None:
        files = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.typ")}
        self._files = {"main.typ": files[template], **files}
        self._own = self._compiler(system=False)
        self._system: Compiler | None = None

    def _compiler(self, *, system: bool) -> Compiler:
        from typst import Compiler

        return Compiler(ignore_system_fonts=not system)

    def print(self, data: Mapping[str, Any]) -> bytes:
        """The PDF of some data."""
        from typst import TypstError

        safe = clean(data)
        try:
            return self._compile(self._own, safe)
        except TypstError as error:
            if not missing(error.diagnostic):
                raise
        if self._system is None:
            self._system = self._compiler(system=True)
        try:
            return self._compile(self._system, safe)
        except TypstError as error:
            lacking = missing(error.diagnostic)
            if not lacking:
                raise
            return self._compile(self._system, named(safe, lacking))

    def _compile(self, compiler: Compiler, data: Any) -> bytes:
        files: Any = {**self._files, "data.json": json.dumps(data, ensure_ascii=False).encode()}
        printed = compiler.compile(files, format="pdf", timestamp=0, pdf_standards=ARCHIVE)
        assert isinstance(printed, bytes)
        return printed


def clean(value: Any) -> Any:
    """The same data, with texts as paper can show them.

    Controls and marks of direction go, halves of characters become the replacement character, and a long word may be
    broken anywhere, so that nothing runs over the edge.
    """
    if isinstance(value, str):
        if SUSPECT.search(value):
            value = "".join(map(_shown, value))
        return WORD.sub(_breakable, value) if len(value) > LONGEST else value
    if isinstance(value, dict):
        return {key: clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [clean(one) for one in value]
    return value


def _shown(char: str) -> str:
    if char in HIDDEN:
        return ""
    kind = unicodedata.category(char)
    if kind == "Cc":
        return "\n" if char == "\n" else " "
    return "\N{REPLACEMENT CHARACTER}" if kind in ("Cs", "Co") or _is_none(char) else char


def _is_none(char: str) -> bool:
    """Whether Unicode will never put a character there."""
    return ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"


def _breakable(found: re.Match[str]) -> str:
    word = found[0]
    return BREAK.join(word[at : at + LONGEST // 2] for at in range(0, len(word), LONGEST // 2))


def missing(diagnostic: str) -> frozenset[str]:
    """The characters that typst says it can't show; empty when it complains of something else."""
    found: set[str] = set()
    for drawn, barred in MISSING.findall(diagnostic):
        found.update(ESCAPE.sub(lambda code: chr(int(code[1], 16)), drawn or barred))
    return frozenset(found)


def named(value: Any, lacking: frozenset[str]) -> Any:
    """The same data, with characters that no font has named in brackets: `[waving hand sign]`, `[U+65E5]`."""
    if isinstance(value, str):
        return "".join(_name(char) if char in lacking else char for char in value)
    if isinstance(value, dict):
        return {key: named(one, lacking) for key, one in value.items()}
    if isinstance(value, list):
        return [named(one, lacking) for one in value]
    return value


def _name(char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] in "CZ":
        return ""
    name = unicodedata.name(char, "") if kind[0] == "S" else ""
    return f"[{name.lower() or f'U+{ord(char):04X}'}]"
