"""Speaking shares colour no rating: neither one's own of that discussion nor what one is at work on elsewhere."""

from __future__ import annotations

import pytest

from assess.conduct.lock import lock
from assess.conduct.reveal import excuse_assessor
from assess.conduct.turns import speaking
from assess.store.tables import Seat, SpeakingTurn
from assess.store.transaction import Store, Writing
from assess.words import Id, Refused
from tests.day import Day, Ratings, make_day

RATINGS: Ratings = {
    "K1": {"group": {"EMP": {"A": 3, "B": 3}}, "talk": {"EMP": {"A": 4}}},
}
TALK, GROUP = ("A", "K1", "talk"), ("B", "K1", "group")


def made(store: Store, *unlocked: tuple[str, str, str]) -> tuple[Day, Id]:
    """A day with a recorded discussion of K1, and its slot."""
    day = store.write(make_day, RATINGS, unlocked=unlocked)
    slot = day.slots["K1", "group"]

    def turn(tx: Writing) -> None:
        seat = tx.session.query(Seat).filter_by(slot=slot).one().number
        tx.session.add(SpeakingTurn(slot=slot, seat=seat, starts=0, ends=30, by=day.people["M"]))

    store.write(turn)
    return day, slot


def test_while_at_work_elsewhere_nothing_of_a_discussion_is_shown(store: Store) -> None:
    day, slot = made(store, TALK)
    acting = store.acting(day.people["A"])
    with pytest.raises(Refused, match=r"at work on a sheet, nothing of other exercises is shown"):
        acting.read(speaking, slot)
    assert store.acting(day.people["B"]).read(speaking, slot).codes == ("K1",)
    acting.write(lock, day.sheet(*TALK))
    assert acting.read(speaking, slot).codes == ("K1",)


def test_nobody_waits_for_an_excused_assessor(store: Store) -> None:
    day, slot = made(store, GROUP)
    moderator = store.acting(day.people["M"])
    with pytest.raises(Refused, match="every sheet of this discussion is locked"):
        moderator.read(speaking, slot)
    moderator.write(excuse_assessor, day.people["B"], day.candidates["K1"], day.exercises["group"], "ill")
    assert moderator.read(speaking, slot).codes == ("K1",)
    with pytest.raises(Refused, match="Lock your sheets first"):
        store.acting(day.people["B"]).read(speaking, slot)
