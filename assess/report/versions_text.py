"""Versions of rubrics in words: what changed, who uses them."""

from __future__ import annotations

from typing import Final

from assess.plan.versions import Held, Put
from assess.rubric.diff import Difference
from assess.words import Message, N, T, Words

AGAINST: Final[dict[str, Message]] = {
    "first": T("the first"),
    "wording": T("wording"),
    "scoring": T("scoring"),
}


PARTS: Final[dict[str, Message]] = {
    "role": T("role"),
    "competency": T("competency"),
    "exercise": T("exercise"),
    "competencies": T("competencies"),
    "matrix": T("exercises"),
    "cells": T("cells"),
    "anchors": T("anchors"),
    "facets": T("facets"),
    "weight": T("weight"),
    "target": T("target level"),
    "floor": T("floor"),
    "scale": T("scale"),
    "order": T("order"),
    "name": T("name"),
    "definition": T("definition"),
    "distinct": T("delimitation"),
    "prompts": T("cues"),
    "questions": T("questions"),
    "phases": T("phases"),
    "minutes": T("minutes"),
    "materials": T("materials"),
    "tasks": T("tasks"),
    "responsibilities": T("responsibilities"),
    "incidents": T("incidents"),
    "candidate_brief": T("candidate brief"),
    "assessor_guide": T("assessor guide"),
    "role_player": T("role player"),
    "text": T("text"),
    "why": T("reason"),
    "de": T("German"),
    "en": T("English"),
}


def path_said(words: Words, path: str) -> str:
    """Where a change is, in the reader's words; codes stay as they are."""
    return " › ".join(words(PARTS[part]) if part in PARTS else part for part in path.split(" > "))


def verdict(found: Difference) -> Message:
    """Whether scores depend on what changed."""
    if found.verdict == "same":
        return T("The same: nothing differs but layout and comments.")
    if found.verdict == "wording":
        return N(
            "Wording: {n} change, and no score depends on it.",
            "Wording: {n} changes, and no score depends on them.",
            n=len(found.changes),
        )
    return N(
        "Scoring: scores depend on {n} change.",
        "Scoring: scores depend on {n} changes (marked !).",
        n=sum(change.scoring for change in found.changes),
    )


def used(held: Held) -> Message:
    """Which centers hold a version, those that froze it first."""
    frozen = [use.name for use in held.uses if use.frozen_at is not None]
    planned = [use.name for use in held.uses if use.frozen_at is None]
    if frozen and planned:
        return T("frozen by {frozen}; planned for {planned}", frozen=", ".join(frozen), planned=", ".join(planned))
    if frozen:
        return T("frozen by {frozen}", frozen=", ".join(frozen))
    if planned:
        return T("planned for {planned}", planned=", ".join(planned))
    return T("not used")


def put_in(put: Put) -> Message:
    """What became of a file that was put into the database."""
    if not put.new:
        return T("Nothing new: this is version {number} of {role} already.", number=put.number, role=put.role)
    if put.against == "first":
        return T("{role} is in the database: version {number}.", role=put.role, number=put.number)
    return T(
        "{role} is in the database as version {number}; against the one before: {against}.",
        role=put.role,
        number=put.number,
        against=AGAINST[put.against],
    )
