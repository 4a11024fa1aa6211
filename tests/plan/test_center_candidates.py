"""Candidates and people of a center: who is there, when, in which function, and how they know each other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.conduct.conflict import relate, relations, standing
from assess.people.duties import functions_of, set_functions
from assess.people.sign_in import add_person, colleagues
from assess.people.training import drop_training, put_training, trainings
from assess.plan.amend import changes
from assess.plan.candidates import (
    candidates,
    joined,
    keep_attribute,
    next_code,
    presences,
    put_candidate,
    set_presence,
    withdraw,
)
from assess.plan.catalogue import put_rubric
from assess.plan.center import Settings, create
from assess.plan.design import freeze
from assess.plan.vacancies import drop_vacancy, put_vacancy
from assess.store.tables import CandidateAttribute, Sheet, new_id
from assess.store.transaction import Store, Writing
from assess.words import Id, Refused, Words
from tests.plan.kit import DAY, OTHER, WHY, Kit, as_moderator, begin, exercise, rubric_of

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOSTILE = ["[/] [b [link='x ]]", "שרה לוי", "Mu\u0308ller", "x" * 200]


def with_other(tx: Writing, kit: Kit) -> Id:
    return put_vacancy(tx, kit.center, put_rubric(tx, rubric_of(OTHER)).id)


@pytest.mark.parametrize("name", HOSTILE, ids=["markup", "rtl", "nfd", "long"])
def test_codes_are_given_and_never_given_twice(store: Store, name: str) -> None:
    kit = store.write(begin)
    third = store.write(put_candidate, kit.center, name, [kit.vacancy])
    store.write(withdraw, third)
    store.write(put_candidate, kit.center, "After", [kit.vacancy])
    found = store.read(candidates, kit.center)
    assert [one.code for one in found] == ["K1", "K2", "K3", "K4"]
    assert found[2].name == ("Müller" if name.startswith("Mu") else name)
    assert found[2].withdrawn_at is not None
    store.write(withdraw, third, back=True)
    assert store.read(candidates, kit.center)[2].withdrawn_at is None


def test_a_candidate_of_several_roles(store: Store) -> None:
    kit = store.write(begin)
    other = store.write(with_other, kit)
    both = store.write(put_candidate, kit.center, "Kim", [kit.vacancy, other, other], candidate=kit.candidates[0])
    assert both == kit.candidates[0]
    assert set(store.read(candidates, kit.center)[0].vacancies) == {kit.vacancy, other}
    store.write(put_candidate, kit.center, "Kim", [other], candidate=both)
    assert store.read(candidates, kit.center)[0].vacancies == (other,)
    store.write(drop_vacancy, kit.center, other)
    assert store.read(candidates, kit.center)[0].vacancies == ()


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": " "}, "needs a name"),
    ({"name": "x" * 201}, "at most 200"),
    ({"extra_minutes": -1}, "between 0 and 120"),
    ({"extra_minutes": 121}, "between 0 and 120"),
    ({"code": "k1"}, "has this code"),
    ({"code": "K" * 13}, "at most 12 characters"),
    ({"vacancies": []}, "at least one role"),
    ({"vacancies": ["x"]}, "at least one role"),
    ({"candidate": "x"}, "not in this center"),
]


@pytest.mark.parametrize(("what", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_candidate_who_can_not_be(sqlite_store: Store, what: dict[str, Any], said: str) -> None:
    kit = sqlite_store.write(begin)
    before = sqlite_store.read(candidates, kit.center)
    asked = {"name": "Kim", "vacancies": [kit.vacancy], **what}
    with pytest.raises(Refused) as no:
        sqlite_store.write(put_candidate, kit.center, **asked)
    assert said in no.value.say(Words("en"))
    assert sqlite_store.read(candidates, kit.center) == before


def test_after_the_freeze_another_role_is_an_amendment_and_another_spelling_is_none(store: Store) -> None:
    kit = store.write(begin)
    other, mine = store.write(with_other, kit), as_moderator(store, kit)
    mine.write(freeze, kit.center)
    mine.write(put_candidate, kit.center, "Person One", [kit.vacancy], candidate=kit.candidates[0])
    assert mine.read(changes, kit.center) == ()
    with pytest.raises(Refused, match="needs a reason"):
        mine.write(put_candidate, kit.center, "Person One", [other], candidate=kit.candidates[0])
    with pytest.raises(Refused, match="needs a reason"):
        mine.write(put_candidate, kit.center, "Late", [other])
    mine.write(put_candidate, kit.center, "Person One", [other], candidate=kit.candidates[0], reason=WHY)
    mine.write(put_candidate, kit.center, "Late", [other], extra_minutes=15, without_steps=True, reason=WHY)
    told = mine.read(changes, kit.center)
    assert [(one.what, one.old, one.new) for one in told] == [
        ("candidate", "K1: community-manager", f"K1: {OTHER}"),
        ("candidate", "", f"K3: {OTHER}, +15 min, no steps"),
    ]
    assert not any("Late" in one.new or "Person" in one.new for one in told), "an amendment is never erased"
    mine.write(withdraw, kit.candidates[1])  # the candidate's own right: no reason is asked


def test_what_was_asked_to_be_kept_is_kept_once(store: Store) -> None:
    kit = store.write(begin)
    store.write(keep_attribute, kit.candidates[0], "gender", "f")
    store.write(keep_attribute, kit.candidates[0], "gender", " d ")
    kept = store.read(lambda tx: tx.session.get_one(CandidateAttribute, (kit.candidates[0], "gender")).value)
    assert kept == "d"


def test_the_next_code_is_above_all_that_were_given() -> None:
    assert next_code([]) == "K1"
    assert next_code(["K2", "K10", "Gast", "K٣"]) == "K11"


# when they are there


def test_times_are_joined_kept_and_taken_back(store: Store) -> None:
    kit = store.write(begin)
    times = [(NINE + 2 * HOUR, NINE + 3 * HOUR), (NINE, NINE + HOUR), (NINE + HOUR, NINE + 2 * HOUR)]
    store.write(set_presence, kit.center, times, candidate=kit.candidates[0])
    assert store.read(presences, kit.center) == {kit.candidates[0]: ((NINE, NINE + 3 * HOUR),)}
    assert store.read(candidates, kit.center)[0].there == ((NINE, NINE + 3 * HOUR),)
    store.write(set_presence, kit.center, [], candidate=kit.candidates[0])
    assert store.read(presences, kit.center) == {}


def test_times_that_can_not_be(store: Store) -> None:
    kit = store.write(begin)
    second = store.write(create, Settings("Second", DAY))
    person, candidate = kit.people["A"], kit.candidates[0]
    for whose, times, said, where in (
        ({"person": person}, [(NINE, NINE)], "ends after it begins", kit.center),
        ({}, [], "of one person or of one candidate", kit.center),
        ({"person": person, "candidate": candidate}, [], "of one person or of one candidate", kit.center),
        ({"candidate": candidate}, [(NINE, NINE + HOUR)], "not in this center", second),
        ({"person": Id("x")}, [(NINE, NINE + HOUR)], "no such person", kit.center),
    ):
        with pytest.raises(Refused, match=said):
            store.write(set_presence, where, times, **whose)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=8))
def test_joined_times_cover_the_same_minutes(spans: list[tuple[int, int]]) -> None:
    times = [(NINE + timedelta(minutes=start), NINE + timedelta(minutes=start + size)) for start, size in spans]
    found = joined(times)
    covered = {minute for start, size in spans for minute in range(start, start + size)}
    again = [
        minute
        for start, end in found
        for minute in range(int((start - NINE).total_seconds() // 60), int((end - NINE).total_seconds() // 60))
    ]
    assert len(again) == len(set(again))
    assert set(again) == covered
    assert all(one[1] < other[0] for one, other in pairwise(found))


# people


def test_functions_are_exactly_those_that_were_said(store: Store) -> None:
    kit = store.write(begin)
    store.write(set_functions, kit.center, kit.people["A"], ["assessor", "lead"])
    store.write(set_functions, kit.center, kit.people["A"], ["lead", "role_player"])
    assert store.read(functions_of, kit.center, kit.people["A"]) == ("lead", "role_player")
    with pytest.raises(Refused, match="Known are: admin"):
        store.write(set_functions, kit.center, kit.people["A"], ["wizard"])
    with pytest.raises(Refused, match="no such person"):
        store.write(set_functions, kit.center, Id("x"), ["lead"])


def test_somebody_can_always_plan(store: Store) -> None:
    kit = store.write(begin)
    with pytest.raises(Refused, match="Nobody could plan this center"):
        store.write(set_functions, kit.center, kit.moderator, ["assessor"])
    store.write(set_functions, kit.center, kit.people["A"], ["lead"])
    store.write(set_functions, kit.center, kit.moderator, ["assessor"])
    with pytest.raises(Refused, match="not among your tasks"):
        as_moderator(store, kit).write(set_functions, kit.center, kit.moderator, ["moderator"])


def test_initials_name_one_person(store: Store) -> None:
    kit = store.write(begin)
    for initials, said in (("a", "Ada has these initials already"), ("x" * 9, "at most 8"), (" ", "needs a name and")):
        with pytest.raises(Refused, match=said):
            store.write(add_person, "Anna", initials, ("assessor",), kit.center)
    with pytest.raises(Refused, match="function is unknown"):
        store.write(add_person, "Anna", "AN", ("wizard",), kit.center)
    store.write(add_person, "Anna", "AN", ("assessor", "assessor"), kit.center)
    assert [one.initials for one in store.read(colleagues)] == ["A", "AN", "B", "M", "R"]


def test_trainings_are_noted_changed_and_taken_back(store: Store) -> None:
    kit = store.write(begin)
    ada = kit.people["A"]
    mine = as_moderator(store, kit)
    noted = mine.write(put_training, ada, "course", date(2026, 10, 1), hours=8, expires=date(2028, 10, 1))
    mine.write(put_training, ada, "course", date(2026, 10, 2), hours=7.5, frame_of_reference=True, training=noted)
    (found,) = store.read(trainings)[ada]
    assert (found.day, found.hours, found.frame_of_reference, found.expires) == (date(2026, 10, 2), 7.5, True, None)
    for what, said in (
        ({"kind": "yoga", "day": DAY}, "Known are: course"),
        ({"kind": "course", "day": DAY, "hours": -1}, "between 0 and 1000"),
        ({"kind": "course", "day": DAY, "expires": date(2020, 1, 1)}, "before its day"),
    ):
        with pytest.raises(Refused, match=said):
            mine.write(put_training, ada, **what)  # type: ignore[arg-type]  # a table of several types
    with pytest.raises(Refused, match="can't be changed here"):
        mine.write(put_training, kit.people["B"], "course", DAY, training=noted)
    with pytest.raises(Refused, match="not among your tasks"):
        store.acting(ada).write(put_training, ada, "course", DAY)
    mine.write(drop_training, noted)
    assert store.read(trainings) == {}
    with pytest.raises(Refused, match="can't be changed here"):
        mine.write(drop_training, noted)


def test_a_relation_is_noted_and_taken_back_but_never_answered_for_somebody(store: Store) -> None:
    kit = store.write(begin)
    ada, kim = kit.people["A"], kit.candidates[0]
    store.write(relate, kit.center, ada, kim, "manager")
    assert store.read(relations, kit.center) == {(ada, kim): "manager"}
    store.write(relate, kit.center, ada, kim, "friend")
    store.write(relate, kit.center, ada, kim, "none")
    assert store.read(relations, kit.center) == {}
    assert store.read(standing, kim, ada) is None, "the assessor is still asked before the exercise"
    talk = store.read(exercise, kit, "cm-removed-post")

    def opened(tx: Writing) -> None:
        tx.session.add(Sheet(id=new_id(), center=kit.center, assessor=ada, candidate=kim, exercise=talk))

    store.write(opened)
    with pytest.raises(Refused, match="A has answered the conflict question"):
        store.write(relate, kit.center, ada, kim, "related")
    with pytest.raises(Refused, match="relation is unknown"):
        store.write(relate, kit.center, ada, kim, "enemy")
    with pytest.raises(Refused, match="not in this center"):
        store.write(relate, kit.center, ada, Id("x"), "known")
