"""The authoring lint of method 6.4: are these anchors behaviour that two people would recognise alike?

Reads the wording of competencies, values and a role's own anchors. The word lists stand in `wording.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File
from typing import Any, Final

from assess.rubric.findings import Findings
from assess.rubric.library import Library
from assess.rubric.model import Anchors, AnchorText, Both, CompetencyFile, RoleFile
from assess.rubric.tree import Path
from assess.words import LANGUAGES, Language, N, T

MOST_WORDS: Final = 70
TOO_MANY_WORDS: Final = 90
QUOTED: Final = re.compile(r"„[^“”]*[“”]|“[^”]*”|»[^«]*«|«[^»]*»|\"[^\"]*\"|‚[^‘]*‘")
ENDINGS: Final = {"de": r"(er|r|st|est)?(e|en|er|es|em)?", "en": r"(ly|ness)?"}
"""What may follow an adjective: degrees and cases; in English the adverb."""


@dataclass(frozen=True)
class Wording:
    """The word lists of a language, as patterns."""

    evaluative: re.Pattern[str]
    traits: re.Pattern[str]
    comparison: re.Pattern[str]
    invisible: frozenset[str]
    no_verbs: frozenset[str]


@cache
def wording(language: Language) -> Wording:
    """The word lists of a language, read once."""
    said: dict[str, Any] = tomllib.loads((File(__file__).parent / "wording.toml").read_text("utf-8"))
    evaluative = said["evaluative"][language]
    inflected = [re.escape(word) + ENDINGS[language] for word in evaluative["adjectives"]]
    acts = said["acts"][language]
    return Wording(
        evaluative=_pattern([*inflected, *evaluative["patterns"]]),
        traits=_pattern(said["traits"][language]["patterns"]),
        comparison=_pattern(said["comparison"][language]["patterns"]),
        invisible=frozenset(acts["invisible"]),
        no_verbs=frozenset(acts["no_verbs"]),
    )


@cache
def unfinished() -> re.Pattern[str]:
    """What people write where a text is still to come."""
    said: dict[str, Any] = tomllib.loads((File(__file__).parent / "wording.toml").read_text("utf-8"))
    return re.compile("|".join(said["unfinished"]["patterns"]))


def _pattern(parts: Sequence[str]) -> re.Pattern[str]:
    cased = [part if part != part.lower() else f"(?i:{part})" for part in parts]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(cased)})(?![\w-])")


def unquoted(text: str) -> str:
    """A text with its quotations blanked out, at the same length."""
    return QUOTED.sub(lambda quote: " " * len(quote[0]), text)


def lint(library: Library, found: Findings) -> None:
    """Note what the wording of a file lacks."""
    match found.file.model:
        case CompetencyFile() as model:
            _delimited(model, library, found)
            for key, texts in (("facets", model.facets), ("positive", model.positive), ("negative", model.negative)):
                for place, text in enumerate(texts):
                    _both((key, place), text, found)
            _translated((), {"definition": model.definition, "not_observed": model.not_observed}, found)
            _anchors(("anchors",), model.anchors, len(model.facets), found)
        case RoleFile() as model:
            for exercise, cells in model.matrix.items():
                for code, cell in cells.items():
                    path: Path = ("matrix", exercise, code)
                    _translated(path, {"why": cell.why}, found)
                    if cell.anchors is not None:
                        _anchors((*path, "anchors"), cell.anchors, _facets(cell.facets, code, library), found)
