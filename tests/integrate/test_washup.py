"""The wash-up's first piece: who is missing, opening, the random order, closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.home.look import look
from assess.integrate.progress import progress
from assess.integrate.washup import close, open_wash_up, shuffled, state
from assess.store.journal import verify
from assess.store.tables import WashUp
from assess.store.transaction import Reading, Store
from assess.words import Id, Refused
from tests.day import Day, Ratings, make_day, withdraw

RATINGS: Ratings = {
    code: {"talk": {"EMP": {"A": 4, "B": 3}}, "speech": {"EMP": {"A": 3}}} for code in ("K1", "K2", "K10")
}
B2 = ("B", "K2", "talk")
A10 = ("A", "K10", "speech")


def test_who_is_missing_in_the_order_of_the_day(store: Store) -> None:
    day = store.write(make_day, RATINGS, unlocked=[A10], missing=[B2])
    found = store.acting(day.people["M"]).read(progress, day.center)
    assert (found.state.locked, found.state.planned, found.state.opened) == (7, 9, False)
    assert [(one.initials, one.code, one.exercise.en, one.kind, one.state) for one in found.missing] == [
        ("B", "K2", "The talk", "role_play", "planned"),
        ("A", "K10", "The speech", "presentation", "rating"),
    ]
    assert found.missing[0].assessor == "Person B"
    assert found.missing[0].starts_at < found.missing[1].starts_at


def test_opening_waits_for_every_sheet(store: Store) -> None:
    day = store.write(make_day, RATINGS, missing=[B2])
    moderator = store.acting(day.people["M"])
    for use_case in (open_wash_up, close):
        with pytest.raises(Refused, match="1 sheet is not locked yet"):
            moderator.write(use_case, day.center)
    assert moderator.read(state, day.center).opened is False


@pytest.mark.parametrize("who", ["A", "L", "D", "R"])
def test_the_moderator_alone_opens_and_closes(store: Store, who: str) -> None:
    day = store.write(make_day, RATINGS)
    for use_case in (open_wash_up, close):
        with pytest.raises(Refused, match="for the moderator"):
            store.acting(day.people[who]).write(use_case, day.center)


def test_from_open_to_closed(store: Store) -> None:
    day = store.write(make_day, RATINGS)
    moderator = store.acting(day.people["M"])
    first = moderator.write(open_wash_up, day.center)
    assert moderator.write(open_wash_up, day.center) == first, "opened once, however often it is said"
    found = moderator.read(progress, day.center)
    assert [turn.position for turn in found.turns] == [1, 2, 3]
    assert {turn.code for turn in found.turns} == {"K1", "K2", "K10"}
    assert found.opened_at is not None
    assert found.closed_at is None
    moderator.write(close, day.center)
    assert moderator.read(state, day.center).closed
    with pytest.raises(Refused, match="closed already"):
        moderator.write(close, day.center)
    assert {chain.state for chain in moderator.read(lambda tx: verify(tx.session))} == {"whole"}


def test_the_order_follows_from_the_journaled_seed(store: Store) -> None:
    day = store.write(make_day, RATINGS)
    moderator = store.acting(day.people["M"])
    moderator.write(open_wash_up, day.center)

    def seed(tx: Reading) -> int:
        from sqlalchemy import select
        from sqlmodel import col

        return tx.session.execute(select(col(WashUp.seed))).scalar_one()

    expected = shuffled(sorted(day.candidates.values()), moderator.read(seed))
    assert [turn.candidate for turn in moderator.read(progress, day.center).turns] == expected


def test_a_sheet_that_is_planned_after_the_opening_keeps_it_open(store: Store) -> None:
    from assess.store.tables import Assignment, new_id
    from assess.store.transaction import Writing

    day = store.write(make_day, RATINGS)
    moderator = store.acting(day.people["M"])
    moderator.write(open_wash_up, day.center)

    def plan(tx: Writing) -> None:
        tx.session.add(
            Assignment(
                id=new_id(),
                slot=day.slots["K1", "speech"],
                person=day.people["B"],
                candidate=day.candidates["K1"],
                function="assessor",
            )
        )
        tx.session.flush()

    store.write(plan)
    with pytest.raises(Refused, match="1 sheet is not locked yet"):
        moderator.write(close, day.center)


def test_an_imported_sheet_stands_in_for_none_that_is_missing(store: Store) -> None:
    ratings = {**RATINGS, "K3": {"talk": {"EMP": {"A": 4}}}}
    day = store.write(make_day, ratings, missing=[B2], imported=[("A", "K3", "talk")])
    found = store.acting(day.people["M"]).read(state, day.center)
    assert (found.locked, found.planned) == (8, 9)


def test_somebody_who_withdrew_is_waited_for_by_nobody(store: Store) -> None:
    day = store.write(make_day, RATINGS, missing=[B2])
    store.write(withdraw, day, "K2")
    moderator = store.acting(day.people["M"])
    found = moderator.read(progress, day.center)
    assert (found.state.locked, found.state.planned, found.missing) == (6, 6, ())
    moderator.write(close, day.center)
    assert {turn.code for turn in moderator.read(progress, day.center).turns} == {"K1", "K10"}


@pytest.mark.parametrize("change", [lambda store, day: None, lambda store, day: store.write(withdraw, day, "K2")])
def test_home_counts_as_the_wash_up_does(store: Store, change: Callable[[Store, Day], None]) -> None:
    """The same sentence is written twice: once for home's first frame, without the database libraries."""
    ratings = {**RATINGS, "K3": {"talk": {"EMP": {"A": 4}}}}
    day = store.write(make_day, ratings, missing=[B2], unlocked=[A10], imported=[("A", "K3", "talk")])
    change(store, day)
    (center,) = store.read(look, None).centers
    found = store.acting(day.people["M"]).read(state, day.center)
    assert (center.locked, center.planned) == (found.locked, found.planned)


@given(st.integers(0, 2**31 - 1), st.integers(0, 12))
def test_an_order_is_a_permutation_and_follows_from_its_seed(seed: int, many: int) -> None:
    items = [Id(str(number)) for number in range(many)]
    order = shuffled(items, seed)
    assert sorted(order) == sorted(items)
    assert shuffled(items, seed) == order


def test_every_order_comes_about_as_often() -> None:
    items = [Id(name) for name in "abc"]
    found = Counter("".join(shuffled(items, seed)) for seed in range(6000))
    assert len(found) == 6
    assert all(850 < number < 1150 for number in found.values())
