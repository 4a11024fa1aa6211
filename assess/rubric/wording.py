"""What a text is made of: evaluations, protected traits, comparisons, observable acts, counts.

Pure functions of a text and its language. The word lists stand in `wording.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from assess.words import Language

QUOTED: Final = re.compile(r"„[^“”]*[“”]|“[^”]*”|»[^«]*«|«[^»]*»|\"[^\"]*\"|‚[^‘]*‘")
ENDINGS: Final = {"de": r"(er|r|st|est)?(e|en|er|es|em)?", "en": r"(ly|ness|er|r|est|st)?"}
"""What may follow an adjective: degrees and cases; in English also the adverb."""


@dataclass(frozen=True)
class Wording:
    """The word lists of a language."""

    evaluative: re.Pattern[str]
    traits: re.Pattern[str]
    comparison: re.Pattern[str]
    unfinished: re.Pattern[str]
    invisible: frozenset[str]
    """Verbs that nobody can see or hear."""
    no_verbs: frozenset[str]
    """Words that end like a verb."""
    circumstances: frozenset[str]
    """Words that begin a sentence whose verb comes later (English)."""
    adverbs: frozenset[str]
    """Words that may stand before a verb (English)."""
    numbers: dict[str, int]


@cache
def wording(language: Language) -> Wording:
    """The word lists of a language, read once."""
    said: dict[str, Any] = tomllib.loads((Path(__file__).parent / "wording.toml").read_text("utf-8"))
    lists = said[language]
    inflected = [re.escape(word) + ENDINGS[language] for word in lists["evaluative"]["adjectives"]]
    acts = lists["acts"]
    return Wording(
        evaluative=_pattern([*inflected, *lists["evaluative"]["patterns"]]),
        traits=_pattern(lists["traits"]["patterns"]),
        comparison=_pattern(lists["comparison"]["patterns"]),
        unfinished=re.compile("|".join(said["unfinished"]["patterns"])),
        invisible=frozenset(acts["invisible"]),
        no_verbs=frozenset(acts["no_verbs"]),
        circumstances=frozenset(acts.get("circumstances", ())),
        adverbs=frozenset(acts.get("adverbs", ())),
        numbers=lists["numbers"],
    )


def _pattern(parts: Sequence[str]) -> re.Pattern[str]:
    cased = [part if part != part.lower() else f"(?i:{part})" for part in parts]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(cased)})(?![\w-])")


def unquoted(text: str) -> str:
    """A text with its quotations blanked out, at the same length."""
    return QUOTED.sub(lambda quote: " " * len(quote[0]), text)


def acts(text: str, language: Language) -> int:
    """How many observable acts a text names, by the look of its verbs: a lower bound that errs on the kind side."""
    words = wording(language)
    return sum(
        1
        for word, first in _words(unquoted(text), language)
        if (first or word == word.lower())
        and word.lower() not in words.invisible
        and word.lower() not in words.no_verbs
        and _verb(word.lower(), language)
    )


def _words(text: str, language: Language) -> Iterator[tuple[str, bool]]:
    """The words that may be verbs, and whether each begins its sentence.

    German: all, as its verbs are told from nouns by their small letter. English: those that begin a sentence or a
    part of one, and all of a sentence that begins with a circumstance ("After P3 renders ...").
    """
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;:]", sentence)
        if words and words[0].lower() in wording(language).invisible:
            continue  # "Is well prepared": what follows is no act either
        start = True
        loose = language == "de" or (bool(words) and words[0].lower() in wording(language).circumstances)
        for place, word in enumerate(words):
            if word in ",;:" or word in ("and", "or", "but"):
                start = True
            elif loose or start:
                yield word, place == 0
                start = start and (word.endswith("ly") or word in wording(language).adverbs)


def _verb(word: str, language: Language) -> bool:
    if language == "en":
        return word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "us", "'s", "’s"))
    participle = re.fullmatch(r"\w*ge\w+t", word) and not word.startswith(("ges", "geh", "gew", "gel", "gen", "gib"))
    return word.endswith("t") and len(word) > 2 and not participle


def counts(text: str, language: Language) -> set[int]:
    """The numbers above one that a text gives outside quotations, in digits or in words; `4 pm` is 16."""
    named = wording(language).numbers
    bare = unquoted(text).lower()
    found = {int(digits[:9]) + (12 if afternoon else 0) for digits, afternoon in re.findall(r"(\d+)( ?pm\b)?", bare)}
    for word in re.findall(r"[a-zäöüß]+", bare):
        forms = (
            word,
            word.removesuffix("mal"),
            word.removesuffix("en"),
            re.sub(r"(?<=zwei|drei|vier)er\w*$", "", word),
        )
        found.update(named[form] for form in forms if form in named)
    return found - {0, 1}


def same_counts(german: str, english: str) -> bool:
    """Whether both say the same numbers. "Both" and "the second" are said too differently to compare the two."""
    one, other = counts(german, "de"), counts(english, "en")
    if re.search(r"(?i)\b(beid|zweite)\w*\b", german) or re.search(r"(?i)\b(both|second)\b", english):
        return one - {2} == other - {2}
    return one == other
