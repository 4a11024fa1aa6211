"""The team that hires: its members, needs and charter, before the freeze and after it."""

from __future__ import annotations

from typing import Any

import pytest

from assess.fit.score import Need
from assess.fit.team import (
    drop_member,
    measured,
    put_charter,
    put_member,
    put_need,
    put_team,
    team_of,
    team_view,
    values_known,
)
from assess.plan.amend import changes
from assess.plan.design import freeze
from assess.store.transaction import Store, Writing
from assess.words import Id, Refused, Words
from tests.plan.kit import WHY, Kit, as_moderator, begin


def with_team(tx: Writing) -> Kit:
    kit = begin(tx)
    put_team(tx, kit.center, "Werkbank")
    return kit


def test_a_team_reads_back_as_it_was_entered(store: Store) -> None:
    kit = store.write(with_team)
    store.write(put_team, kit.center, " [b]Werkbank ")
    mia = store.write(put_member, kit.center, "Mia", {"EMP": 4.2, "KOM": 2})
    store.write(put_member, kit.center, "Äli", {})
    store.write(put_need, kit.center, "EMP", 4, count=2, weight=0.5)
    store.write(put_charter, kit.center, "respect", 4.5, weight=2)
    team = store.read(team_view, kit.center)
    assert team.name == "[b]Werkbank"
    assert [(one.name, dict(one.levels)) for one in team.members] == [("Äli", {}), ("Mia", {"EMP": 4.2, "KOM": 2.0})]
    assert team.needs == {"EMP": Need(0.5, 4.0, 2)}
    assert team.charter == {"respect": Need(2.0, 4.5)}
    picture = store.read(team_of, kit.center)
    assert picture.members == {mia: {"EMP": 4.2, "KOM": 2.0}}, "who has no level is not rated"
    assert (picture.needs, picture.charter) == (team.needs, team.charter)
    store.write(put_member, kit.center, "Mia B", {"KOM": 3}, member=mia)
    store.write(put_need, kit.center, "EMP", None)
    store.write(put_charter, kit.center, "respect", None)
    store.write(put_need, kit.center, "KOM", None)
    after = store.read(team_view, kit.center)
    assert [(one.name, dict(one.levels)) for one in after.members] == [("Äli", {}), ("Mia B", {"KOM": 3.0})]
    assert (after.needs, after.charter) == ({}, {})
    store.write(drop_member, kit.center, mia)
    assert [one.name for one in store.read(team_view, kit.center).members] == ["Äli"]


WRONG: list[tuple[Any, tuple[object, ...], dict[str, Any], str]] = [
    (put_team, (" ",), {}, "needs a name"),
    (put_member, (" ", {}), {}, "needs a name"),
    (put_member, ("Mia", {"EMP": 5.1}), {}, "between 1 and 5"),
    (put_member, ("Mia", {"EMP": float("nan")}), {}, "between 1 and 5"),
    (put_member, ("Mia", {"ZZZ": 3}), {}, "No role of this center measures this"),
    (put_member, ("Mia", {}), {"member": "x"}, "Nobody of this team"),
    (put_need, ("EMP", 1), {}, "above 1, up to 5"),
    (put_need, ("EMP", 4), {"count": 0}, "between 1 and 100 people"),
    (put_need, ("EMP", 4), {"weight": 0}, "above 0"),
    (put_need, ("respect", 4), {}, "Known are: "),
    (put_charter, ("EMP", 4), {}, "Known are: "),
    (put_charter, ("kindness", 4), {}, "This value is unknown"),
    (put_charter, ("respect", 6), {}, "above 1, up to 5"),
    (drop_member, ("x",), {}, "Nobody of this team"),
]


@pytest.mark.parametrize(("use_case", "what", "how", "said"), WRONG, ids=[f"{n}" for n in range(len(WRONG))])
def test_what_a_team_can_not_be(
    sqlite_store: Store, use_case: Any, what: tuple[object, ...], how: dict[str, Any], said: str
) -> None:
    kit = sqlite_store.write(with_team)
    with pytest.raises(Refused) as no:
        sqlite_store.write(use_case, kit.center, *what, **how)
    assert said in no.value.say(Words("en"))
    assert "{" not in no.value.say(Words("de"))
    team = sqlite_store.read(team_view, kit.center)
    assert (team.name, team.members, team.needs, team.charter) == ("Werkbank", (), {}, {})


def test_a_team_comes_first(store: Store) -> None:
    kit = store.write(begin)
    assert store.read(team_view, kit.center) == ("", (), {}, {})
    first: list[tuple[Any, tuple[object, ...]]] = [
        (put_member, ("Mia", {})),
        (put_need, ("EMP", 4)),
        (put_charter, ("respect", 4)),
    ]
    for use_case, what in first:
        with pytest.raises(Refused, match="Give the team a name first"):
            store.write(use_case, kit.center, *what)


def test_what_can_be_needed_is_what_is_measured(store: Store) -> None:
    kit = store.write(begin)
    assert store.read(measured, kit.center).keys() >= {"EMP", "KOM"}
    assert set(store.read(values_known, kit.center)) >= {"respect", "reliability"}


def test_after_the_freeze_a_team_changes_by_amendments_without_names(store: Store) -> None:
    kit = store.write(with_team)
    mia = store.write(put_member, kit.center, "Mia", {"EMP": 4})
    mine = as_moderator(store, kit)
    mine.write(freeze, kit.center)
    mine.write(put_member, kit.center, "Mia Berg", {"EMP": 4}, member=mia)
    steps: list[tuple[Any, tuple[object, ...], dict[str, Any]]] = [
        (put_member, ("Mia", {"EMP": 5}), {"member": mia}),
        (put_member, ("Ole", {}), {}),
        (put_need, ("EMP", 4), {}),
        (put_need, ("EMP", None), {}),
        (put_charter, ("respect", 4), {}),
        (drop_member, (mia,), {}),
    ]
    for use_case, what, how in steps:
        with pytest.raises(Refused, match="needs a reason"):
            mine.write(use_case, kit.center, *what, **how)
        mine.write(use_case, kit.center, *what, **how, reason=WHY)
    told = [(one.what, one.old, one.new) for one in mine.read(changes, kit.center)]
    assert told == [
        ("member", "EMP 4", "EMP 5"),
        ("member", "", "+"),
        ("need", "", "EMP 4 x1, 1"),
        ("need", "EMP 4 x1, 1", ""),
        ("charter", "", "respect 4 x1, 1"),
        ("member", "EMP 5", ""),
    ]
    assert not any("Mia" in old + new for _, old, new in told)


def test_an_assessor_does_not_touch_the_team(store: Store) -> None:
    kit = store.write(with_team)
    with pytest.raises(Refused, match="not among your tasks"):
        store.acting(kit.people["A"]).write(put_need, kit.center, "EMP", 4)
    assert store.read(team_of, Id("x")) == ({}, {}, {})
