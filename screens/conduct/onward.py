"""The next step of rating, in words."""

from __future__ import annotations

from assess.conduct.work import Work
from assess.words import Message, N, T, clock
from screens.conduct.fits import cues_of, keys
from screens.conduct.places import Place, cited_at, competency_at, notes_at


def onward(work: Work, here: Place, left: list[Place], *, absent: bool) -> Message:
    """What to do now: `left` are the places without a rating."""
    competency, digits = competency_at(work, here), keys(work)
    if absent:
        return T("Next: absent, rated by its anchor: {keys}; Esc back", keys=digits)
    if competency.kind is None:
        if cited_at(work, here):
            return T("Next: which anchor fits these notes? {keys}", keys=digits)
        if notes_at(work, here):
            return T("Next: cite a note (Space), then rate {keys}", keys=digits)
        return _without_notes(work, here)
    if left:
        return N("Next: Enter, {n} competency to go", "Next: Enter, {n} competencies to go", n=len(left))
    return T("Next: all rated; Enter opens the review")


def _without_notes(work: Work, here: Place) -> Message:
    """A cue that was given was an opportunity: then what came instead has to be noted."""
    given = next((cue for cue in cues_of(work, competency_at(work, here)) if cue.given is not None), None)
    if given is None or given.given is None:
        return T("Next: no note shows it: N no opportunity, F2 back to the notes")
    return T(
        "Next: no note shows it, but cue {cue} was given at {time}: F2, note what came",
        cue=given.short if given.short.en else given.code,
        time=clock(given.given),
    )
