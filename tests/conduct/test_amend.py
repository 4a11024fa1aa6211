"""Amendments and the reveal: what each rule refuses, and what everybody sees afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from assess.conduct import blind, lock, reveal
from assess.conduct.amend import Amended, amend, amendments
from assess.conduct.rate import Kind
from assess.conduct.record import record
from assess.conduct.reveal import Performance, performances
from assess.exchange.ratings import rating_rows
from assess.integrate.progress import progress
from assess.integrate.washup import open_wash_up, state
from assess.store.tables import Deviation, Observation, Sheet
from assess.store.transaction import Store, Writing
from assess.words import Id, Refused
from tests.day import START, Day, Ratings, close, make_day

RATINGS: Ratings = {
    "K1": {"talk": {"EMP": {"A": 4, "B": 2}, "KOM": {"A": 3, "B": 3}}},
    "K2": {"talk": {"EMP": {"A": 3, "B": 3}, "KOM": {"A": 3, "B": 3}}},
}
MINE, LATE = ("A", "K1", "talk"), ("B", "K1", "talk")
NOON = START + timedelta(hours=4)
WHY = "on the second look only once"
LONG = "on the second look it came three times, each time with its cause"


@pytest.fixture
def day(store: Store) -> Day:
    """Everybody has locked but B on K1; now it is noon of that day."""
    store.now = lambda: NOON
    return store.write(make_day, RATINGS, unlocked=[LATE])


def note_of(store: Store, day: Day, key: tuple[str, str, str] = MINE) -> Id:
    rows = store.acting(day.people[key[0]]).read(record, day.sheet(*key)).notes
    return rows[0].id


def changed(store: Store, day: Day, level: int | None = 3, reason: str = WHY, **more: str) -> Amended:
    note = Id(more.pop("note", "")) or note_of(store, day)
    kind: Kind = "shown" if level is not None else "no_opportunity"
    acting = store.acting(day.people[more.get("by", "A")])
    return acting.write(amend, day.sheet(*MINE), day.competencies[more.get("code", "EMP")], level, reason, note, kind)


def test_an_amendment_keeps_what_was_locked(store: Store, day: Day) -> None:
    one, two = changed(store, day, 3), changed(store, day, 2, LONG)
    assert [(each.number, each.old, each.level) for each in (one, two)] == [(1, 4, 3), (2, 3, 2)]
    acting = store.acting(day.people["A"])
    rows = acting.read(blind.own_ratings, day.sheet(*MINE))
    seen = next(row for row in rows if row.competency == day.competencies["EMP"])
    assert (seen.first_level, seen.level, seen.reason, seen.amended, seen.late) == (4, 2, LONG, 2, False)
    shown = acting.read(record, day.sheet(*MINE))
    assert shown.state == "amended"
    assert [change.level for one in shown.stands for change in one.changes] == [3, 2]
    assert "amended_from_4" in next(row.status for row in acting.read(rating_rows, day.center) if row.score == 2)
    assert "amended" in str(
        store.read(lambda tx: tx.session.connection().exec_driver_sql("SELECT what FROM content").all())
    )


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"by": "B"}, "another assessor's sheet"),
        ({"by": "M"}, "not among your tasks"),
        ({"reason": "too short"}, "11 more characters"),
        ({"level": 4}, "what the sheet says already"),
        ({"level": 9}, "The scale goes from 1 to 5"),
        ({"level": 5}, "A 5 cites two notes, or one and a reason of 40"),
        ({"code": "KON"}, "no rating of this competency"),
        ({"note": "f" * 32}, "a note of the same sheet"),
    ],
)
def test_an_amendment_is_refused(store: Store, day: Day, said: dict[str, object], what: str) -> None:
    more = {"level": 3, "reason": WHY, **said}
    with pytest.raises(Refused, match=what):
        changed(
            store,
            day,
            int(str(more.pop("level"))),
            str(more.pop("reason")),
            **{key: str(one) for key, one in more.items()},
        )


def test_another_sheets_note_is_no_ground(store: Store, day: Day) -> None:
    with pytest.raises(Refused, match="a note of the same sheet"):
        changed(store, day, note=note_of(store, day, ("A", "K2", "talk")))


def test_an_open_sheet_is_not_amended(store: Store, day: Day) -> None:
    acting = store.acting(day.people["B"])
    with pytest.raises(Refused, match="not locked yet"):
        acting.write(amend, day.sheet(*LATE), day.competencies["EMP"], 3, WHY, Id("x"))


def test_two_notes_or_forty_characters_for_an_extreme(store: Store, day: Day) -> None:
    assert changed(store, day, 5, LONG).level == 5


def test_before_the_reveal_an_amendment_is_its_owners_alone(store: Store, day: Day) -> None:
    changed(store, day)
    sheet = day.sheet(*MINE)
    assert len(store.acting(day.people["A"]).read(amendments, sheet)) == 1
    for who in "BMLD":
        acting = store.acting(day.people[who])
        assert acting.read(amendments, sheet) == ()
        states = {each.initials: each.state for each in _talk(acting.read(performances, day.center)).watching}
        assert states["A"] == "locked", "that it was amended tells something, too"
    force(store, day)
    acting = store.acting(day.people["M"])
    assert len(acting.read(amendments, sheet)) == 1
    assert {each.initials: each.state for each in _talk(acting.read(performances, day.center)).watching}[
        "A"
    ] == "amended"


def test_nothing_is_amended_once_the_wash_up_has_closed(store: Store, day: Day) -> None:
    excuse(store, day)
    store.acting(day.people["M"]).write(open_wash_up, day.center)
    changed(store, day)
    close(store, day)
    with pytest.raises(Refused, match="ratings are final"):
        changed(store, day, 2, LONG)


def _talk(found: tuple[Performance, ...], code: str = "K1") -> Performance:
    return next(one for one in found if one.code == code)


def force(store: Store, day: Day, by: str = "M", reason: str = "B had to leave for an urgent call") -> int:
    return store.acting(day.people[by]).write(reveal.force_reveal, day.candidates["K1"], day.exercises["talk"], reason)


def excuse(store: Store, day: Day, by: str = "M", whom: str = "B", reason: str = "fell ill") -> None:
    store.acting(day.people[by]).write(
        reveal.excuse_assessor, day.people[whom], day.candidates["K1"], day.exercises["talk"], reason
    )


@pytest.mark.parametrize("do", [force, excuse])
def test_only_the_moderator_ends_the_waiting_and_says_why(store: Store, day: Day, do: Callable[..., object]) -> None:
    for who in "ABLDR":
        with pytest.raises(Refused, match="not among your tasks"):
            do(store, day, who)
    with pytest.raises(Refused, match="reason"):
        do(store, day, reason="no")
    do(store, day)
    with pytest.raises(Refused, match="already"):
        do(store, day)
    told = store.read(lambda tx: [one.kind for one in tx.session.query(Deviation)])
    assert told == ["forced" if do is force else "missing"]


def test_a_forced_reveal_shows_what_is_locked_to_all_but_who_still_rates(store: Store, day: Day) -> None:
    def sees(who: str) -> set[str]:
        rows = store.acting(day.people[who]).read(blind.ratings, day.center, day.candidates["K1"])
        return {next(name for name, id_ in day.people.items() if id_ == row.assessor) for row in rows if row.locked}

    assert sees("M") == set()
    assert force(store, day) == 1
    assert sees("M") == sees("L") == {"A"}
    assert sees("B") == set(), "blind until locked, for everyone who rates"
    assert _talk(store.acting(day.people["M"]).read(performances, day.center)).forced is not None
    later = store.acting(day.people["B"])
    later.now = lambda: NOON + timedelta(minutes=5)
    later.write(lock.lock, day.sheet(*LATE))
    assert sees("B") == {"A", "B"}
    rows = {row.assessor: row.late for row in later.read(blind.ratings, day.center, day.candidates["K1"])}
    assert rows == {day.people["A"]: False, day.people["B"]: True}
    assert {row.status.split()[-1] for row in later.read(rating_rows, day.center) if row.assessor == "B"} == {
        "late",
        "shown",
    }


def test_nothing_locked_is_nothing_to_reveal(store: Store) -> None:
    day = store.write(make_day, RATINGS, unlocked=[MINE, LATE])
    with pytest.raises(Refused, match="nothing to reveal"):
        force(store, day)


def test_nobody_waits_for_who_is_excused_and_the_sheet_stays_theirs(store: Store, day: Day) -> None:
    before = store.read(lambda tx: tx.session.get_one(Sheet, day.sheet(*LATE)).model_dump())
    assert store.read(state, day.center)[1:3] == (3, 4)
    excuse(store, day)
    assert store.read(state, day.center)[1:3] == (3, 3)
    assert store.acting(day.people["M"]).read(progress, day.center).missing == ()
    assert store.read(lambda tx: tx.session.get_one(Sheet, day.sheet(*LATE)).model_dump()) == before
    assert len(store.acting(day.people["L"]).read(blind.ratings, day.center, day.candidates["K1"])) == 2
    store.acting(day.people["M"]).write(open_wash_up, day.center)
    with pytest.raises(Refused, match="nothing is written on open sheets any more"):
        store.acting(day.people["B"]).write(lock.lock, day.sheet(*LATE))


def test_ones_own_earlier_sheet_is_hidden_while_one_rates(store: Store, day: Day) -> None:
    acting = store.acting(day.people["B"])
    with pytest.raises(Refused, match="your other sheets stay hidden"):
        acting.read(record, day.sheet("B", "K2", "talk"))
    with pytest.raises(Refused, match="nothing can be exported"):
        acting.read(rating_rows, day.center)
    acting.write(lock.lock, day.sheet(*LATE))
    assert acting.read(record, day.sheet("B", "K2", "talk")).stands[0].level == 3


def test_a_note_that_was_taken_back_is_no_ground(store: Store) -> None:
    day = store.write(make_day, RATINGS, unlocked=[MINE])

    def take_back(tx: Writing) -> Id:
        row = tx.session.query(Observation).filter_by(sheet=day.sheet(*MINE), number=2).one()
        row.discarded_at = tx.at
        sheet = tx.session.get_one(Sheet, day.sheet(*MINE))
        tx.session.flush()
        sheet.state, sheet.locked_at = "locked", tx.at
        return row.id

    note = store.write(take_back)
    with pytest.raises(Refused, match="was taken back"):
        changed(store, day, note=note)
