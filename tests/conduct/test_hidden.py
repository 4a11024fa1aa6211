"""While an assessor is at work on one sheet, none of their earlier ones can be read on the conduct screens."""

from __future__ import annotations

import pytest

from assess.conduct import lock
from assess.conduct.classify import discard, split
from assess.conduct.work import SheetView, work
from assess.store.tables import Observation
from assess.store.transaction import Reading, Store
from assess.words import Id, Refused
from tests.day import Day, make_day

RATINGS = {
    "K1": {"talk": {"EMP": {"A": 5}}, "speech": {"KON": {"A": 2}}},
    "K2": {"talk": {"EMP": {"A": 4, "B": 1}}},
}
OPEN = ("A", "K2", "talk")


@pytest.fixture
def day(store: Store) -> Day:
    """A has locked both sheets of K1 and rates K2; B, who watched K2 as well, has locked."""
    return store.write(make_day, RATINGS, unlocked=[OPEN])


def seen(store: Store, day: Day, candidate: str, exercise: str, who: str = "A") -> SheetView:
    """The own sheet of a slot, as the screens get it."""
    (sheet,) = store.acting(day.people[who]).read(work, day.slots[candidate, exercise]).sheets
    return sheet


@pytest.mark.parametrize("earlier", [("K1", "talk"), ("K1", "speech")], ids=["candidate", "exercise"])
def test_an_earlier_sheet_is_hidden_until_the_open_one_is_locked(
    store: Store, day: Day, earlier: tuple[str, str]
) -> None:
    hidden = seen(store, day, *earlier)
    assert (hidden.hidden, hidden.notes, hidden.competencies) == (True, (), ())
    assert hidden.state == "locked", "that it is locked may be known"
    own = seen(store, day, "K2", "talk")
    assert not own.hidden
    assert [one.level for one in own.competencies] == [4]
    store.acting(day.people["A"]).write(lock.lock, day.sheet(*OPEN))
    shown = seen(store, day, *earlier)
    assert not shown.hidden
    assert [one.level for one in shown.competencies] in ([5], [2])
    assert len(shown.notes) == 1


def test_what_somebody_else_rates_hides_nothing(store: Store, day: Day) -> None:
    assert not seen(store, day, "K2", "talk", who="B").hidden


def notes(tx: Reading, sheet: Id) -> dict[str, bool]:
    """The texts, and whether they are discarded."""
    from sqlalchemy import select
    from sqlmodel import col

    rows = tx.session.execute(
        select(col(Observation.text), col(Observation.discarded_at)).where(col(Observation.sheet) == sheet)
    )
    return {text: gone is not None for text, gone in rows}


def test_a_split_note_is_never_there_twice(store: Store, day: Day) -> None:
    acting = store.acting(day.people["A"])
    (whole,) = seen(store, day, "K2", "talk").notes
    first, second = acting.write(split, whole.id, "asks,", "waits")
    deeper = acting.write(split, second, "wai", "ts")
    sheet = day.sheet(*OPEN)
    parts = [(note.seconds, note.valence, note.at) for note in seen(store, day, "K2", "talk").notes]
    assert len(set(parts)) == 1, "every part keeps the whole's time and marks"
    assert acting.read(notes, sheet) == {whole.text: True, "asks,": False, "waits": True, "wai": False, "ts": False}
    assert acting.write(discard, whole.id) is False
    assert acting.read(notes, sheet) == {whole.text: False, "asks,": True, "waits": True, "wai": True, "ts": True}
    for part in (first, second, *deeper):
        with pytest.raises(Refused, match="The whole note counts again"):
            acting.write(discard, part)
