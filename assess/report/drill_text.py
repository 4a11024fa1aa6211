"""A verdict of the calibration drill in words: the distance, the evidence, the reasons."""

from __future__ import annotations

from typing import Final, NamedTuple

from assess.rubric.drill import Verdict
from assess.words import Message, N, Sayable, T

SPEAKERS: Final[dict[str, Message]] = {
    "candidate": T("Candidate"),
    "role_player": T("Role player"),
    "other": T("Others"),
}


class Reason(NamedTuple):
    """Why a level holds, or does not."""

    head: Message
    text: Sayable


def distance(found: Verdict) -> Message:
    """How far off the level is."""
    if found.off > 0:
        return N(
            "{n} level above the gold rating: you gave {level}, it is {gold}.",
            "{n} levels above the gold rating: you gave {level}, it is {gold}.",
            n=found.off,
            level=found.level,
            gold=found.gold,
        )
    if found.off < 0:
        return N(
            "{n} level below the gold rating: you gave {level}, it is {gold}.",
            "{n} levels below the gold rating: you gave {level}, it is {gold}.",
            n=-found.off,
            level=found.level,
            gold=found.gold,
        )
    return T("Exactly the gold rating: {level}.", level=found.level)


def on_evidence(found: Verdict) -> tuple[Message, ...]:
    """On which lines the ratings rest, and where they part."""
    if not found.missed and not found.added:
        return (T("You cited the same lines as the gold rating: {lines}.", lines=", ".join(found.hit)),)
    said = []
    if found.hit:
        said.append(T("Cited by both: {lines}.", lines=", ".join(found.hit)))
    if found.missed:
        said.append(T("Missed: {lines}. The gold rating rests on it.", lines=", ".join(found.missed)))
    if found.added:
        said.append(T("Added: {lines}. The gold rating does not rest on it.", lines=", ".join(found.added)))
    return tuple(said)


def reasons(found: Verdict) -> tuple[Reason, ...]:
    """Why one's own level holds or not, then why the gold one does."""
    said = []
    if found.off != 0:
        said.append(Reason(T("Your rating, {level}:", level=found.level), found.own_reason))
    if found.gold_reason is not None:
        said.append(Reason(T("The gold rating, {level}:", level=found.gold), found.gold_reason))
    return tuple(said)
