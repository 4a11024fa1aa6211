"""`assess speaking`: who spoke how long in a group discussion; after the lock, not for rating."""

from __future__ import annotations

from assess.cli.front import Arg, Verb, center_option, find_center, front, json_option
from assess.conduct.turns import SpeakingShare, find_discussion, speaking
from assess.words import Id, N, T, clock


def _speaking(discussion: str | None, center: str | None, as_json: bool) -> None:
    call = front()
    with call.store() as store:
        slot = store.read(find_discussion, store.read(find_center, center), discussion)
        found = store.read(speaking, slot)
    if as_json:
        call.json(as_document(found))
        return
    words = call.words
    call.say(f"{words(found.exercise)}: {words(T('speaking share, not for rating'))}")
    for code, share in zip(found.codes, found.spoken.shares, strict=True):
        turns = words(N("{n} turn", "{n} turns", n=share.turns))
        call.say(f"  {share.seat:>2} {code:<8} {words.percent(share.share):>5}  {clock(share.seconds)}  {turns}")
    call.say(
        T(
            "Several at once {several}, silence {silence}, of {length}. Kept by {initials}.",
            several=clock(found.spoken.several),
            silence=clock(found.spoken.silence),
            length=clock(found.spoken.length),
            initials=found.keeper,
        )
    )


def as_document(found: SpeakingShare) -> dict[str, object]:
    """The shares with their times in seconds; `for_rating` is always false."""
    return {
        "slot": Id(found.slot),
        "exercise": {"de": found.exercise.de, "en": found.exercise.en},
        "starts_at": found.starts_at.isoformat(),
        "for_rating": False,
        "keeper": found.keeper,
        "shares": [
            {
                "candidate": code,
                "seat": share.seat,
                "seconds": share.seconds,
                "turns": share.turns,
                "share": share.share,
            }
            for code, share in zip(found.codes, found.spoken.shares, strict=True)
        ],
        "several_seconds": found.spoken.several,
        "silence_seconds": found.spoken.silence,
        "length_seconds": found.spoken.length,
    }


SPEAKING = Verb(
    "speaking",
    _speaking,
    T("Who spoke how long in a group discussion: after the lock, not for rating, part of no score."),
    [Arg("discussion", required=False), center_option(), json_option()],
)
