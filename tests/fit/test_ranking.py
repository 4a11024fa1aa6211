"""The ranking, from rows in the database to bands, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import pytest

from assess.fit.ranking import Ranked, ranking
from assess.store.transaction import Store, Writing
from assess.words import Refused
from tests.day import Day, Plan, Ratings, amend, close, make_day, make_team, withdraw

K1: dict[str, dict[str, dict[str, int | None]]] = {
    "talk": {"EMP": {"A": 4, "B": 3}, "KON": {"A": 3, "B": 3}},
    "group": {"KOM": {"A": 4, "C": 4}, "KON": {"A": 3, "C": 4}},
    "speech": {"EMP": {"C": 4, "D": 4}, "KOM": {"C": 2, "D": 3}},
}
"""EMP 3.75, KOM 3.25, KON 3.25."""


def lower(by: int) -> dict[str, dict[str, dict[str, int | None]]]:
    """Somebody rated lower everywhere by so many levels."""
    return {
        exercise: {
            comp: {who: max(1, (level or 0) - by) for who, level in marks.items()} for comp, marks in comps.items()
        }
        for exercise, comps in K1.items()
    }


def only(store: Store, day: Day) -> tuple[Ranked, ...]:
    (role,) = store.read(ranking, day.center)
    return role.candidates


def by_code(store: Store, day: Day) -> Mapping[str, Ranked]:
    return {one.code: one for one in only(store, day)}


def test_a_role_fit_by_hand(store: Store) -> None:
    """EMP 3.75, KOM 3.25 and KON 3.25 against 4, with 50, 30 and 20 percent: 45.83 + 22.5 + 15."""
    day = store.write(make_day, {"K1": K1})
    close(store, day)
    (one,) = only(store, day)
    assert one.scores == {"EMP": 3.75, "KOM": 3.25, "KON": 3.25}
    expected = 100 * (0.5 * 2.75 / 3 + 0.3 * 2.25 / 3 + 0.2 * 2.25 / 3)
    assert one.role_fit == pytest.approx(expected)
    assert one.team_fit == pytest.approx(expected)
    assert (one.gap_fit, one.values_fit) == (None, None)
    assert one.coverage == 1.0
    assert one.band == 1
    assert one.insufficient == ()
    assert one.se == pytest.approx(100 / 3 * 0.5 * sqrt(0.5**2 + 0.3**2 + 0.2**2)), "the least variance, .25"


def test_best_first_and_in_bands(store: Store) -> None:
    day = store.write(make_day, {"K3": lower(2), "K10": lower(1), "K2": lower(1), "K1": K1})
    close(store, day)
    found = only(store, day)
    assert [one.code for one in found] == ["K1", "K2", "K10", "K3"], "equals by code, as people count"
    assert found[1].team_fit == found[2].team_fit
    assert [one.band for one in found] == [1, 2, 2, 3]


def test_the_spread_of_ratings_widens_the_error(store: Store) -> None:
    torn = {"talk": {"EMP": {"A": 5, "B": 1}}, "speech": {"EMP": {"C": 1, "D": 5}}}
    day = store.write(make_day, {"K1": torn}, Plan(weights={"EMP": 100.0}))
    close(store, day)
    (one,) = only(store, day)
    assert one.se == pytest.approx(100 / 3 * sqrt(8 / 4)), "pooled variance 8, four ratings"


def test_no_opportunity_is_left_out_and_not_nought(store: Store) -> None:
    ratings: Ratings = {
        "K1": {
            **K1,
            "talk": {"EMP": {"A": None, "B": None}, "KON": {"A": 3, "B": None}},
        }
    }
    day = store.write(make_day, ratings)
    close(store, day)
    (one,) = only(store, day)
    assert one.scores == pytest.approx({"EMP": 4.0, "KOM": 3.25, "KON": (3 + 3.5) / 2})
    assert one.coverage == 1.0
    assert one.insufficient == ("EMP",), "seen in one exercise alone"


def test_what_nobody_scored_lowers_the_coverage_alone(store: Store) -> None:
    unseen = {"A": None, "B": None}
    ratings: Ratings = {
        "K1": {
            "talk": {"EMP": {"A": 4, "B": 4}, "KON": unseen},
            "speech": {"EMP": {"C": 4, "D": 4}, "KOM": {"C": 4, "D": 4}},
            "group": {"KOM": {"A": 4, "B": 4}, "KON": unseen},
        },
        "K2": {"talk": {"EMP": unseen, "KON": unseen}},
    }
    day = store.write(make_day, ratings)
    close(store, day)
    first, last = only(store, day)
    assert (first.code, first.team_fit) == ("K1", 100.0)
    assert first.coverage == pytest.approx(0.8)
    assert first.insufficient == ("KON",)
    assert (last.code, last.team_fit, last.role_fit, last.se, last.band) == ("K2", None, None, None, None)
    assert last.coverage == 0.0
    assert last.insufficient == ("EMP", "KOM", "KON")


def test_somebody_without_any_rating_is_last(store: Store) -> None:
    day = store.write(make_day, {"K1": {}, "K2": K1})
    close(store, day)
    assert [(one.code, one.band) for one in only(store, day)] == [("K2", 1), ("K1", None)]


def test_one_assessor_alone_marks_the_rank(store: Store) -> None:
    alone = {exercise: {comp: {"A": 4} for comp in comps} for exercise, comps in K1.items()}
    day = store.write(make_day, {"K1": alone})
    close(store, day)
    assert only(store, day)[0].insufficient == ("EMP", "KOM", "KON")


def test_somebody_who_withdrew_is_not_ranked_and_keeps_nobody_waiting(store: Store) -> None:
    day = store.write(make_day, {"K1": K1, "K2": lower(1)}, missing=[("A", "K2", "talk"), ("C", "K2", "speech")])
    with pytest.raises(Refused, match="2 sheets are not locked yet"):
        close(store, day)
    store.write(withdraw, day, "K2")
    close(store, day)
    assert list(by_code(store, day)) == ["K1"]


def test_amendments_hold(store: Store) -> None:
    day = store.write(make_day, {"K1": K1, "K2": K1})
    store.write(amend, day, ("B", "K1", "talk"), "EMP", 5)
    store.write(amend, day, ("B", "K1", "talk"), "EMP", 4, 2)
    store.write(amend, day, ("C", "K1", "speech"), "KOM", None)
    close(store, day)
    found = by_code(store, day)
    assert found["K1"].scores["EMP"] == 4.0, "the second amendment: (4 + 4) / 2 and 4"
    assert found["K1"].scores["KOM"] == pytest.approx((4 + 3) / 2)
    assert found["K2"].scores["EMP"] == 3.75


def test_imported_ratings_are_named(store: Store) -> None:
    keys = [(who, "K1", exercise) for exercise, comps in K1.items() for who in {w for m in comps.values() for w in m}]
    day = store.write(make_day, {"K1": K1, "K2": lower(1)}, imported=keys)
    close(store, day)
    assert {code: one.imported for code, one in by_code(store, day).items()} == {"K1": True, "K2": False}
    assert by_code(store, day)["K1"].scores["EMP"] == 3.75


def test_a_team_and_a_charter_add_their_parts(store: Store) -> None:
    ratings: Ratings = {"K1": {**K1, "talk": {**K1["talk"], "care": {"A": 3, "B": 3}}}, "K2": K1}
    plan = Plan(values=("care",))
    day = store.write(make_day, ratings, plan)
    members = {"Ada": {"EMP": 4.0, "KOM": 2.0}, "Ben": {"EMP": 1.0}}
    store.write(make_team, day, members, {"EMP": (0.5, 4.0, 1), "KOM": (0.5, 4.0, 1)}, {"care": (1.0, 4.0)})
    close(store, day)
    (role,) = store.read(ranking, day.center)
    assert (role.terms.team, role.terms.charter, role.terms.weights) == (True, True, (0.5, 0.3, 0.2))
    first = by_code(store, day)["K1"]
    # EMP is covered; KOM from 1/3 to 2.25/3, of the 2/3 that are missing
    assert first.gap_fit == pytest.approx(100 * (2.25 / 3 - 1 / 3) / (2 / 3))
    assert first.values_fit == pytest.approx(200 / 3)
    assert first.role_fit is not None
    assert first.gap_fit is not None
    assert first.team_fit == pytest.approx(0.5 * first.role_fit + 0.3 * first.gap_fit + 0.2 * 200 / 3)
    second = by_code(store, day)["K2"]
    assert second.values_fit is None
    assert second.gap_fit is not None
    assert second.role_fit is not None
    assert second.team_fit == pytest.approx((0.5 * second.role_fit + 0.3 * second.gap_fit) / 0.8)


def test_two_members_of_the_same_name_are_two(store: Store) -> None:
    from assess.fit.team import team_of
    from assess.store.tables import Member, MemberLevel, Team

    def twins(tx: Writing, day: Day) -> None:
        team = Team(center=day.center, name="Team")
        tx.session.add(team)
        tx.session.flush()
        for level in (2.0, 4.0):
            member = Member(team=team.id, name="Kim")
            tx.session.add(member)
            tx.session.flush()
            tx.session.add(MemberLevel(member=member.id, competency="EMP", level=level))
        tx.session.flush()

    day = store.write(make_day, {"K1": K1})
    store.write(twins, day)
    members = store.read(team_of, day.center).members
    assert sorted(levels["EMP"] for levels in members.values()) == [2.0, 4.0]


def test_another_scale_and_the_weights_of_cells(store: Store) -> None:
    plan = Plan(weights={"EMP": 100.0}, targets={"EMP": 9.0}, scale=(0, 9), shares={("talk", "EMP"): 3.0})
    day = store.write(make_day, {"K1": {"talk": {"EMP": {"A": 9, "B": 6}}, "speech": {"EMP": {"A": 0, "B": 1}}}}, plan)
    close(store, day)
    (one,) = only(store, day)
    assert one.scores["EMP"] == pytest.approx((3 * 7.5 + 0.5) / 4)
    assert one.team_fit == pytest.approx(100 * (3 * 7.5 + 0.5) / 4 / 9)


def test_several_roles_are_ranked_by_their_own_weights(store: Store) -> None:
    day = store.write(make_day, {"K1": K1, "K2": lower(1)}, Plan(roles=("analyst", "community-manager")))
    close(store, day)
    one, two = store.read(ranking, day.center)
    assert (one.role, two.role) == ("analyst", "community-manager")
    assert [role.candidates[0].code for role in (one, two)] == ["K1", "K1"]
    assert one.candidates[0].role_fit != two.candidates[0].role_fit
    assert store.read(ranking, day.center, "community-manager") == (two,)
    assert store.read(ranking, day.center, " ANALYST ") == (one,)
    with pytest.raises(Refused, match="community-manager"):
        store.read(ranking, day.center, "strategist")


def test_two_centers_in_one_file_do_not_mix(store: Store) -> None:
    day = store.write(make_day, {"K1": K1})
    other = store.write(make_day, {"K1": lower(2)}, Plan(roles=("another",)))
    close(store, day)
    assert only(store, day)[0].scores["EMP"] == 3.75
    with pytest.raises(Refused, match="Results open"):
        store.read(ranking, other.center)
