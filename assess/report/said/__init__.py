"""A scorecard in the words of a language: the data that its template lays out. Every number is said here, none there.

Texts of people and of the content are values of the data. The template shows them as they are: nothing that somebody
typed is ever read as markup.
"""

from __future__ import annotations

from typing import Any

from assess.report.content import RoleCard, Scorecard
from assess.report.said.evidence import evidence
from assess.report.said.fit import fit
from assess.report.said.flags import flags
from assess.report.said.marks import short
from assess.report.said.profile import profile
from assess.report.said.record import record
from assess.report.said.sums import sums
from assess.words import Message, T, Words

Json = dict[str, Any]


def title(code: str) -> Message:
    """The document's title, and its file's name."""
    return T("Scorecard {code}", code=code)


def said(card: Scorecard, words: Words) -> Json:
    """A scorecard as JSON values."""
    facts = [words.date(card.day)]
    if card.assessors:
        facts.append(words(T("Assessors: {names}", names=", ".join(card.assessors))))
    return {
        "language": words.language,
        "title": words(title(card.code)),
        "name": words(T("Scorecard")),
        "head": [short(card.center, 80), short(card.code, 20)],
        "day": [card.day.year, card.day.month, card.day.day],
        "code": card.code,
        "internal": words(T("internal")),
        "page": words(T("Page {n} of {m}", n="{n}", m="{m}")),
        "facts": facts,
        "roles": [_role(card, role, words) for role in card.roles],
    }


def _role(card: Scorecard, role: RoleCard, words: Words) -> Json:
    stamp = role.stamp
    return {
        "name": words(stamp.name),
        "stamp": words(
            T(
                "{role}, rubric version {version} ({hash})",
                role=short(words(stamp.name), 60),
                version=stamp.version,
                hash=stamp.content_hash[:8],
            )
        ),
        "fit": fit(role, words),
        "flags": flags(card, role, words),
        "profile": profile(card, role, words),
        "evidence": evidence(role, words),
        "sums": sums(card, role, words),
        "record": record(card, role, words),
    }
