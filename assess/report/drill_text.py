"""A verdict of the calibration drill in words: the distance, the evidence, the reasons."""

from __future__ import annotations

from typing import Final, NamedTuple

from assess.people.training import Drilled
from assess.rubric.drill import Verdict
from assess.words import Message, N, Sayable, T, Words

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
    said = [
        T(
            "Of the {all} lines that the gold rating rests on, you cited {hit}.",
            all=len(found.evidence),
            hit=len(found.hit),
        )
    ]
    if found.hit:
        said.append(T("Cited by both: {lines}.", lines=", ".join(found.hit)))
    if found.missed:
        said.append(T("Missed: {lines}. The gold rating rests on it.", lines=", ".join(found.missed)))
    if found.added:
        said.append(T("Added: {lines}. The gold rating does not rest on it.", lines=", ".join(found.added)))
    return tuple(said)


def reasons(found: Verdict) -> tuple[Reason, ...]:
    """Anchor by anchor: why one's own level holds or not, why the gold one does, why no other does."""
    said = []
    if found.off != 0:
        said.append(Reason(T("Your rating, {level}:", level=found.level), found.own_reason))
    if found.gold_reason is not None:
        said.append(Reason(T("The gold rating, {level}:", level=found.gold), found.gold_reason))
    said += [Reason(T("Level {level}:", level=level), text) for level, text in found.others]
    return tuple(said)


def kept(words: Words, found: Drilled) -> str:
    """A drill in a line: day, transcript, distance, evidence."""
    return words(
        T(
            "{day}  {name}: {far}, {hit} of {all} lines",
            day=words.date(found.day),
            name=found.name,
            far=_far(found.off),
            hit=len(found.hit),
            all=len(found.hit) + len(found.missed),
        )
    )


def _far(off: int) -> Message:
    if off > 0:
        return N("{n} level above", "{n} levels above", n=off)
    if off < 0:
        return N("{n} level below", "{n} levels below", n=-off)
    return T("the gold rating")
