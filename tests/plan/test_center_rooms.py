"""Rooms, roles and how each exercise is run; what follows when one of them changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from assess.people.sign_in import add_person
from assess.plan.amend import changes
from assess.plan.catalogue import put_rubric
from assess.plan.center import Settings, create
from assess.plan.design import design_hash, freeze
from assess.plan.invariants import INVARIANTS
from assess.plan.rooms import drop_room, put_room, rooms
from assess.plan.vacancies import drop_vacancy, put_vacancy, set_up, setups, vacancies
from assess.rubric.expand import RubricContent, expand
from assess.store.doctor import examine
from assess.store.tables import Center, Sheet, Slot, new_id
from assess.store.transaction import Reading, Store, Writing
from assess.words import Id, Refused, Text, Words
from tests.plan.kit import DAY, OTHER, ROLE, WHY, Kit, as_moderator, begin, exercise, rubric_of
from tests.plan.test_versions import PLAY, library_with

HOSTILE = ["[/] [b [link='x ]]", "קומה ג׳", "Zu\u0308rich", "x" * 5000, "a\x00b"]


def newer() -> RubricContent:
    """The role with another text of its role play."""
    library = library_with(PLAY, "Another reason.")
    return expand(library.role(ROLE), library)


def in_timetable(tx: Writing, kit: Kit, room: str = "Hall") -> Id:
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    talk = exercise(tx, kit, PLAY)
    slot = Slot(id=new_id(), center=kit.center, exercise=talk, room=room, starts_at=at, ends_at=at.replace(hour=9))
    tx.session.add(slot)
    tx.session.flush()
    return slot.id


def slot_of(tx: Reading, slot: Id) -> tuple[str, Id]:
    row = tx.session.get_one(Slot, slot)
    return row.room, row.exercise


# rooms


@pytest.mark.parametrize("name", HOSTILE, ids=["markup", "rtl", "nfd", "long", "nul"])
def test_a_room_is_called_as_people_say(store: Store, name: str) -> None:
    kit = store.write(begin)
    room = store.write(put_room, kit.center, name)
    said = next(one.name for one in store.read(rooms, kit.center) if one.id == room)
    assert said == {"Zu\u0308rich": "Zürich", "a\x00b": "ab"}.get(name, name)


def test_a_name_is_one_room(store: Store) -> None:
    kit = store.write(begin)
    for name in ("Hall", " hall ", "HALL"):
        with pytest.raises(Refused, match="room of this name already"):
            store.write(put_room, kit.center, name)
    with pytest.raises(Refused, match="needs a name"):
        store.write(put_room, kit.center, " \n ")
    store.write(put_room, kit.center, "hall", room=kit.rooms[0])
    assert [one.name for one in store.read(rooms, kit.center)] == ["hall", "Room 1"]


def test_the_timetable_follows_a_new_name(store: Store) -> None:
    kit = store.write(begin)
    slot, other = store.write(in_timetable, kit), store.write(in_timetable, kit, "Room 1")
    store.write(put_room, kit.center, "Great hall", room=kit.rooms[0])
    assert store.read(slot_of, slot)[0] == "Great hall"
    assert store.read(slot_of, other)[0] == "Room 1"
    mine = as_moderator(store, kit)
    mine.write(freeze, kit.center)
    with pytest.raises(Refused, match="needs a reason"):
        mine.write(put_room, kit.center, "Cellar", room=kit.rooms[0])
    mine.write(put_room, kit.center, "Cellar", room=kit.rooms[0], reason=WHY)
    assert [(one.what, one.old, one.new) for one in store.read(changes, kit.center)] == [
        ("room", "Great hall", "Cellar")
    ]
    mine.write(put_room, kit.center, "Attic")  # one more room changes nothing that was frozen


def test_a_room_goes_with_its_exercises(store: Store) -> None:
    kit = store.write(begin)
    talk, slot = store.read(exercise, kit, PLAY), store.write(in_timetable, kit)
    store.write(set_up, kit.center, talk, rooms=kit.rooms)
    store.write(drop_room, kit.center, kit.rooms[0])
    assert next(one.rooms for one in store.read(setups, kit.center) if one.code == PLAY) == (kit.rooms[1],)
    assert store.read(slot_of, slot)[0] == "Hall"
    with pytest.raises(Refused, match="not in this center"):
        store.write(drop_room, kit.center, kit.rooms[0])


def test_another_centers_room_is_not_touched(store: Store) -> None:
    kit = store.write(begin)
    second = store.write(create, Settings("Second", DAY))
    with pytest.raises(Refused, match="not in this center"):
        store.write(put_room, second, "Mine", room=kit.rooms[0])
    with pytest.raises(Refused, match="not in this center"):
        store.write(drop_room, second, kit.rooms[0])


# roles


def test_another_version_takes_the_place_of_one_with_set_ups_and_timetable(store: Store) -> None:
    kit = store.write(begin)
    talk, slot = store.read(exercise, kit, PLAY), store.write(in_timetable, kit)
    store.write(set_up, kit.center, talk, raters=3, rooms=[kit.rooms[1]], players=[kit.people["R"]])
    second = store.write(put_rubric, newer())
    assert store.write(put_vacancy, kit.center, second.id, 2) == kit.vacancy
    now = store.read(exercise, kit, PLAY)
    assert now != talk
    assert store.read(slot_of, slot) == ("Hall", now)
    moved = next(one for one in store.read(setups, kit.center) if one.code == PLAY)
    assert (moved.raters, moved.rooms, moved.players) == (3, (kit.rooms[1],), (kit.people["R"],))
    assert [(one.number, one.places) for one in store.read(vacancies, kit.center)] == [(2, 2)]
    store.write(put_vacancy, kit.center, kit.rubric)
    assert store.read(slot_of, slot) == ("Hall", talk)
    assert next(one.raters for one in store.read(setups, kit.center) if one.code == PLAY) == 3


def test_two_roles_do_not_share_an_exercise_in_two_texts(store: Store) -> None:
    kit = store.write(begin)
    library = library_with("mixed-five-guidelines", "Another reason.")
    other = store.write(put_rubric, expand(library.role(OTHER), library))
    with pytest.raises(Refused, match="share this exercise, and it would have two texts"):
        store.write(put_vacancy, kit.center, other.id)
    assert len(store.read(vacancies, kit.center)) == 1
    same = store.write(put_rubric, rubric_of(OTHER))
    store.write(put_vacancy, kit.center, same.id)
    codes = [one.code for one in store.read(setups, kit.center)]
    assert len(codes) == len(set(codes))


def test_a_version_without_a_planned_exercise_waits(store: Store) -> None:
    kit = store.write(begin)
    store.write(in_timetable, kit)
    without = rubric_of()
    cut = replace(
        without,
        cells=tuple(cell for cell in without.cells if cell.exercise != PLAY),
        exercises=tuple(one for one in without.exercises if one.code != PLAY),
        content_hash="cut",
    )
    second = store.write(put_rubric, cut)
    with pytest.raises(Refused, match="Take it out of the timetable first"):
        store.write(put_vacancy, kit.center, second.id)


def test_a_center_has_one_scale(store: Store) -> None:
    kit = store.write(begin)
    seven = store.write(put_rubric, replace(rubric_of(OTHER), hi=7, content_hash="seven"))
    with pytest.raises(Refused, match="rates from 1 to 5"):
        store.write(put_vacancy, kit.center, seven.id)
    alone = store.write(create, Settings("Alone", DAY))
    store.write(put_vacancy, alone, seven.id)
    assert store.read(lambda tx: tx.session.get_one(Center, alone).hi) == 7
    five = store.write(put_rubric, rubric_of(OTHER))
    store.write(put_vacancy, alone, five.id)
    assert store.read(lambda tx: tx.session.get_one(Center, alone).hi) == 5
    held = {one.name: one.holds for one in store.read(examine, INVARIANTS)}
    assert held["one-scale"]


def test_after_the_freeze_every_change_of_a_role_is_an_amendment(store: Store) -> None:
    kit = store.write(begin)
    mine = as_moderator(store, kit)
    second, other = mine.write(put_rubric, newer()), mine.write(put_rubric, rubric_of(OTHER))
    mine.write(freeze, kit.center)
    attempts: tuple[tuple[Callable[..., Any], tuple[object, ...]], ...] = (
        (put_vacancy, (kit.center, kit.rubric, 2)),
        (put_vacancy, (kit.center, second.id, 2)),
        (put_vacancy, (kit.center, other.id)),
        (drop_vacancy, (kit.center, kit.vacancy)),
    )
    for use_case, arguments in attempts:
        with pytest.raises(Refused, match="needs a reason"):
            mine.write(use_case, *arguments)
    for use_case, arguments in attempts:
        mine.write(use_case, *arguments, reason=WHY)
    assert [(one.what, one.old, one.new) for one in mine.read(changes, kit.center)] == [
        ("places", f"{ROLE} 1", f"{ROLE} 2"),
        ("vacancy", f"{ROLE}@1", f"{ROLE}@2"),
        ("vacancy", "", f"{OTHER}@1"),
        ("vacancy", f"{ROLE}@2", ""),
    ]
    assert [one.name for one in mine.read(examine, INVARIANTS) if not one.holds] == []


def test_another_scale_after_the_freeze_is_one_amendment(store: Store) -> None:
    kit = store.write(begin)
    mine = as_moderator(store, kit)
    seven = mine.write(put_rubric, replace(rubric_of(), hi=7, content_hash="seven"))
    mine.write(freeze, kit.center)
    mine.write(put_vacancy, kit.center, seven.id, reason=WHY)
    assert mine.read(lambda tx: tx.session.get_one(Center, kit.center).hi) == 7
    assert mine.read(design_hash, kit.center) != mine.read(
        lambda tx: tx.session.get_one(Center, kit.center).frozen_hash
    )


def test_nobody_is_measured_by_another_version_in_the_middle_of_the_day(store: Store) -> None:
    kit = store.write(begin)
    second, talk = store.write(put_rubric, newer()), store.read(exercise, kit, PLAY)

    def observed(tx: Writing) -> None:
        person, candidate = kit.people["A"], kit.candidates[0]
        tx.session.add(Sheet(id=new_id(), center=kit.center, assessor=person, candidate=candidate, exercise=talk))

    store.write(observed)
    with pytest.raises(Refused, match="day has begun"):
        store.write(put_vacancy, kit.center, second.id)
    store.write(put_vacancy, kit.center, kit.rubric, 3)


@pytest.mark.parametrize(("count", "said"), [(0, "at least once"), (-3, "at least once"), (1001, "at most 1000")])
def test_places_that_can_not_be(sqlite_store: Store, count: int, said: str) -> None:
    kit = sqlite_store.write(begin)
    with pytest.raises(Refused, match=said):
        sqlite_store.write(put_vacancy, kit.center, kit.rubric, count)


def test_unknown_roles_are_said(store: Store) -> None:
    kit = store.write(begin)
    with pytest.raises(Refused, match="no such version"):
        store.write(put_vacancy, kit.center, Id("x"))
    with pytest.raises(Refused, match="not in this center"):
        store.write(drop_vacancy, kit.center, Id("x"))
    with pytest.raises(Refused, match="No role of this center uses"):
        store.write(set_up, kit.center, Id("x"), raters=3)


# exercises


def test_the_first_exercise_of_each_kind_is_run_in_the_roles_order(store: Store) -> None:
    kit = store.write(begin)
    used = {one.code for one in store.read(setups, kit.center) if one.used}
    assert used == {"cm-removed-post", "cm-guidelines", "cm-statement"}
    mixed = store.read(exercise, kit, "mixed-five-guidelines")
    store.write(set_up, kit.center, mixed, used=True)
    assert {one.code for one in store.read(setups, kit.center) if one.used} == {*used, "mixed-five-guidelines"}


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"raters": 0}, "between 1 and 20 assessors"),
    ({"raters": 10**12}, "between 1 and 20 assessors"),
    ({"watch_limit": 0}, "between 1 and 50 candidates at once"),
    ({"group_size": 51}, "between 1 and 50 candidates"),
    ({"change_minutes": -1}, "0 to 240 minutes"),
    ({"rooms": ["x"]}, "room is not in this center"),
    ({"players": ["x"]}, "role player of this center"),
]


@pytest.mark.parametrize(("what", "said"), WRONG, ids=[said[:20] for _, said in WRONG])
def test_a_set_up_that_can_not_be(sqlite_store: Store, what: dict[str, Any], said: str) -> None:
    kit = sqlite_store.write(begin)
    before = sqlite_store.read(setups, kit.center)
    with pytest.raises(Refused) as no:
        sqlite_store.write(set_up, kit.center, sqlite_store.read(exercise, kit, PLAY), **what)
    assert said in no.value.say(Words("en"))
    assert PLAY in no.value.say(Words("de"))
    assert sqlite_store.read(setups, kit.center) == before


def test_a_player_of_another_center_is_not_taken(store: Store) -> None:
    kit = store.write(begin)
    second = store.write(create, Settings("Second", DAY))
    stranger = store.write(add_person, "Sam", "S", ("role_player",), second)
    with pytest.raises(Refused, match="is a role player of this center"):
        store.write(set_up, kit.center, store.read(exercise, kit, PLAY), players=[stranger])


def test_what_is_said_stays_and_what_is_not_said_stays_too(store: Store) -> None:
    kit = store.write(begin)
    talk = store.read(exercise, kit, PLAY)
    store.write(set_up, kit.center, talk, rooms=[kit.rooms[1], kit.rooms[0], kit.rooms[1]], change_minutes=10)
    store.write(set_up, kit.center, talk, players=[kit.people["R"]])
    store.write(set_up, kit.center, talk, rooms=kit.rooms[:1])
    found = next(one for one in store.read(setups, kit.center) if one.code == PLAY)
    assert (found.rooms, found.players, found.change_minutes) == (kit.rooms[:1], (kit.people["R"],), 10)
    assert (found.prepare, found.live, found.rate) == (15, 20, 15)
    assert isinstance(found.name, Text)


def test_another_room_after_the_freeze_is_an_amendment(store: Store) -> None:
    """One room for another is a change although there are as many as before."""
    kit = store.write(begin)
    talk, mine = store.read(exercise, kit, PLAY), as_moderator(store, kit)
    mine.write(set_up, kit.center, talk, rooms=kit.rooms[:1])
    mine.write(freeze, kit.center)
    with pytest.raises(Refused, match="needs a reason"):
        mine.write(set_up, kit.center, talk, rooms=kit.rooms[1:])
    mine.write(set_up, kit.center, talk, rooms=kit.rooms[1:], reason=WHY)
    mine.write(set_up, kit.center, talk, rooms=kit.rooms[1:])  # nothing changes: no reason is needed
    assert [(one.old, one.new) for one in mine.read(changes, kit.center)] == [
        (f"{PLAY}: + 2/2/6/5 [Hall] []", f"{PLAY}: + 2/2/6/5 [Room 1] []")
    ]
