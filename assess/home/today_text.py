"""The day in words: what is still open in a slot, how far it is, what went otherwise. For screen and command alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assess.conduct.deviate import KIND_NAMES, Recorded, Seen
from assess.conduct.stand_in import StandIn
from assess.conduct.today import Course, OpenTask
from assess.words import Message, N, T, Words

OUTCOME_NAMES: Final[dict[str, Message]] = {
    "no_show": T("did not come"),
    "aborted": T("aborted"),
    "excused": T("assessor could not rate"),
}

MOST: Final = 3
"""Names of people who could take over: more is no suggestion."""


def open_in_words(one: OpenTask) -> tuple[Message, ...]:
    """What is still open in an assessor's slot; nothing, where it is locked or lies ahead."""
    state = one.task.state
    if one.stopped:
        return (T("conflict of interest with {codes}", codes=", ".join(one.stopped)), could_take_over(one.stand_ins))
    if state == "locked":
        return tuple(OUTCOME_NAMES[outcome] for outcome in one.outcomes if outcome in OUTCOME_NAMES)
    if state == "planned":
        return ()
    if state == "briefed":
        return (T("brief read, not begun"),)
    said = [N("{n} note so far", "{n} notes so far", n=one.notes)] if state == "observing" else []
    if one.unassigned and state != "observing":
        said.append(N("{n} note unassigned", "{n} notes unassigned", n=one.unassigned))
    if one.unrated and state != "observing":
        said.append(N("{n} rating open", "{n} ratings open", n=one.unrated))
    elif state == "rating":
        said.append(T("ready to lock"))
    if one.task.locked:
        said.append(
            T("{locked} of {planned} sheets locked", locked=one.task.locked, planned=len(one.task.codes)),
        )
    return tuple(said)


def could_take_over(found: Sequence[StandIn]) -> Message:
    """Who could take over, by initials; beside other things that are open."""
    if not found:
        return T("nobody is free to take over")
    return T("could take over: {names}", names=", ".join(one.initials for one in found[:MOST]))


def take_over(found: Sequence[StandIn]) -> Message:
    """The same as a sentence, with names."""
    if not found:
        return T("No other assessor is free at that time.")
    names = ", ".join(f"{one.initials} {one.name}" for one in found[:MOST])
    return T("Free at that time and without a declared conflict: {names}.", names=names)


def course_in_words(one: Course) -> tuple[Message, ...]:
    """How far a slot is, for those who lead the day: `1 of 2 locked`, `waits for B`."""
    said = [T("{locked} of {planned} locked", locked=one.locked, planned=one.planned)] if one.codes else []
    if one.withdrew:
        said.append(T("{codes} withdrew", codes=", ".join(one.withdrew)))
    said += [OUTCOME_NAMES[outcome] for outcome in one.outcomes if outcome in OUTCOME_NAMES]
    if one.begun and one.waiting:
        said.append(T("waits for {names}", names=", ".join(one.waiting)))
    if one.excused:
        said.append(T("without {names}", names=", ".join(one.excused)))
    return tuple(said)


def deviation_in_words(words: Words, one: Seen) -> str:
    """`Candidate late, 8 min: “train” (B)`."""
    said = words(KIND_NAMES[one.kind])
    if one.minutes:
        said = words(T("{what}, {minutes} min", what=said, minutes=_minutes(words, one.minutes)))
    if one.reason:
        said = f"{said}: {one.reason}"
    return f"{said} ({', '.join(one.by)})"


def _minutes(words: Words, minutes: float) -> str:
    return words.number(minutes, 0 if float(minutes).is_integer() else 1)


def recorded_in_words(done: Recorded) -> Message:
    """What recording a deviation did."""
    if done.excused:
        return T("Recorded. Nobody waits any more for this assessor's sheet of {codes}.", codes=", ".join(done.excused))
    if done.locked:
        return N(
            "Recorded, and {n} sheet is locked without ratings.",
            "Recorded, and {n} sheets are locked without ratings.",
            n=done.locked,
        )
    if done.kind in ("no_show", "aborted"):
        return T("Recorded. Each assessor locks the own sheet without ratings (F4 in the exercise).")
    return T("Recorded.")
