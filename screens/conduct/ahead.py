"""What comes next on the live screen, in words."""

from __future__ import annotations

from assess.conduct.clock import Dial
from assess.conduct.observe import FREE
from assess.conduct.work import PhaseView
from assess.words import Message, T, clock
from screens.conduct.cues import Deck, Key


def ahead(dial: Dial, phase: PhaseView, following: PhaseView | None, deck: Deck) -> Message:
    """The next step: the clock's, when it stands or is over; else the next cue; else watching."""
    if dial.started and not dial.running:
        return T("Next: the clock is stopped (F8)") if dial.stopped else T("Next: F8 lets the clock go on")
    waiting = deck.waiting(dial.elapsed)
    if dial.elapsed >= phase.seconds:
        if following is not None:
            return T("Next: time is up; F8 for the next part")
        return T("Next: time is up; F8 stops the clock")
    if waiting is not None:
        return _cue(waiting, dial.elapsed)
    if following is not None:
        return T("Next: watch and write; F8 for the next part")
    return T("Next: watch and write; F8 stops the clock")


def _cue(one: Key, elapsed: float) -> Message:
    cue, key = one.cue, one.key
    if cue.by == FREE:
        return T("Next: free questions ({key})", key=key)
    if cue.minute is None:
        return T("Next: question {cue} ({key})", cue=cue.short, key=key)
    at = clock(cue.minute * 60)
    if cue.only_if is not None:
        return T("Next: {cue} at {time}, if it applies ({key})", cue=cue.short, time=at, key=key)
    if cue.minute * 60 <= elapsed:
        return T("Next: {cue}, due at {time} ({key})", cue=cue.short, time=at, key=key)
    return T("Next: {cue} at {time} ({key})", cue=cue.short, time=at, key=key)
