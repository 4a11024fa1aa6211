"""Evaluative words in notes: a note says what a person did or said; what one made of it comes later.

The words of the authoring lint, and those that people write about people. Both languages are looked at, as nobody says
in which one a note is typed. What stands in quotation marks is the candidate's own word and never looked at.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from assess.rubric.wording import ENDINGS, unquoted, wording
from assess.words import LANGUAGES, Message, T

QUESTION: Final[Message] = T("What did the person do or say?")

OF_PEOPLE: Final[dict[str, tuple[str, ...]]] = {
    "de": (
        "aggressiv", "ängstlich", "arrogant", "autoritär", "besserwisserisch", "chaotisch", "diplomatisch", "dominant",
        "durchsetzungsstark", "ehrgeizig", "ehrlich", "einfühlsam", "empathisch", "energisch", "fahrig", "faul",
        "fleißig", "herablassend", "hektisch", "hilflos", "introvertiert", "intelligent", "klug", "kooperativ", "kühl",
        "naiv", "nervös", "offen", "passiv", "ruhig", "sachlich", "schüchtern", "schwach", "stark", "strukturiert",
        "teamfähig", "toll", "ungeduldig", "unfreundlich", "unhöflich", "unkonzentriert", "unstrukturiert", "verlegen",
        "verständnisvoll", "zögerlich", "zurückhaltend", "zuverlässig",
    ),
    "en": (
        "aggressive", "ambitious", "anxious", "arrogant", "authoritarian", "bossy", "calm", "chaotic", "clever", "cold",
        "cooperative", "diplomatic", "dominant", "empathetic", "empathic", "evasive", "extroverted", "helpless",
        "honest", "hesitant", "impatient", "impolite", "impressive", "intelligent", "introverted", "lazy", "naive",
        "nervous", "passive", "patronising", "patronizing", "persuasive", "reliable", "reserved", "rude", "shy",
        "smart", "stressed", "strong", "structured", "stubborn", "tense", "uncertain", "unfriendly", "unsure", "warm",
    ),
}  # fmt: skip
"""Adjectives without their endings."""


class Span(NamedTuple):
    """An evaluative word in a text."""

    start: int
    end: int
    word: str


def evaluative(text: str, *, quote: bool = False) -> tuple[Span, ...]:
    """The evaluative words of a note in their order; none in a note that is a quote as a whole."""
    if quote:
        return ()
    bare = unquoted(text)
    found: dict[int, Span] = {}
    for pattern in _patterns():
        for match in pattern.finditer(bare):
            before = found.get(match.start())
            if before is None or before.end < match.end():
                found[match.start()] = Span(match.start(), match.end(), text[match.start() : match.end()])
    spans: list[Span] = []
    for span in sorted(found.values()):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    return tuple(spans)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    own = []
    for language in LANGUAGES:
        stems = "|".join(re.escape(word) for word in OF_PEOPLE[language])
        own.append(re.compile(rf"(?i)(?<![\w-])(?:{stems}){ENDINGS[language]}(?![\w-])"))
    return (*(wording(language).evaluative for language in LANGUAGES), *own)
