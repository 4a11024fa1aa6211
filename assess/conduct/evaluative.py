"""Evaluative words in notes: a note says what a person did or said; what one made of it comes later.

The words of the authoring lint, and those that people write about people (`evaluative.toml`). Both languages are looked
at, as nobody says in which one a note is typed. What the person said is their own word and never looked at: neither in
quotation marks, nor told in a clause ("fragt, was besser wäre", "says that the plan is weak").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from assess.rubric.wording import ENDINGS, wording
from assess.words import LANGUAGES, QUOTE_MARKS, Language, Message, T

QUESTION: Final[Message] = T("What did the person do or say?")

MARKS: Final = f"{QUOTE_MARKS}”"
SAID: Final = re.compile(rf"[{MARKS}][^{MARKS}]*(?:[{MARKS}]|$)|(?<!\w)['‚‘][^'‘’]*['‘’](?!\w)")
"""A quotation, however it was typed: marks of two languages mixed, or never closed."""
STOP: Final = r"[^,.;!?–—]*"
"""How far a told clause goes."""


class Span(NamedTuple):
    """An evaluative word in a text."""

    start: int
    end: int
    word: str


class _Lists(NamedTuple):
    """The patterns of a language."""

    told: re.Pattern[str]
    harmless: re.Pattern[str]
    judging: tuple[re.Pattern[str], ...]
    degrees: re.Pattern[str]
    """A degree, up to the word that follows it."""


def evaluative(text: str, *, quote: bool = False) -> tuple[Span, ...]:
    """The evaluative words of a note in their order; none in a note that is a quote as a whole."""
    if quote and not any(mark in text for mark in MARKS):
        return ()
    lists = [_lists(language) for language in LANGUAGES]
    bare = _blank(text, SAID)
    for one in lists:
        bare = _blank(_blank(bare, one.told), one.harmless)
    found: dict[int, int] = {}
    for pattern in (pattern for one in lists for pattern in one.judging):
        for match in pattern.finditer(bare):
            found[match.start()] = max(match.end(), found.get(match.start(), 0))
    degrees = [match for one in lists for match in one.degrees.finditer(bare) if match.end() in found]
    found |= {match.start(): match.end(1) for match in degrees}
    spans: list[Span] = []
    for start, end in sorted(found.items()):
        if not spans or start >= spans[-1].end:
            spans.append(Span(start, end, text[start:end]))
    return tuple(spans)


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    """The text with what the pattern finds (its first group, where it has one) blanked out, at the same length."""

    def blanked(match: re.Match[str]) -> str:
        kept = match.start(1) - match.start() if match.re.groups else 0
        return match[0][:kept] + " " * (len(match[0]) - kept)

    return pattern.sub(blanked, text)


@cache
def _lists(language: Language) -> _Lists:
    said: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))[language]
    adjectives = [re.escape(word) + ENDINGS[language] for word in said["adjectives"]]
    degrees = "|".join(said["degrees"])
    lint = re.compile(rf"(?!(?:{degrees})\b)(?:{wording(language).evaluative.pattern})")
    return _Lists(
        re.compile(rf"(?i)\b(?:{'|'.join(said['telling'])}){said['between']}({said['clause']}{STOP})"),
        _words(said["harmless"]),
        (lint, _words([*adjectives, *said["patterns"]])),
        re.compile(rf"(?i)(?<![\w-])({degrees})\s+"),
    )


def _words(parts: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")
