"""Line-ups: every way to find the best gives the same, and the same as trying all in plain loops."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.fit.lineup.best import backups, best
from assess.fit.lineup.clash import clash
from assess.fit.lineup.every import every
from assess.fit.lineup.model import proven, whole
from assess.fit.lineup.problem import Demand, Lineup, Person, Vacant, covered, table
from assess.fit.score import Need, Rule

CODES = ("EMP", "KOM", "TEA")
LEVEL = st.one_of(st.none(), st.integers(2, 10).map(lambda half: half / 2))


@st.composite
def questions(draw: st.DrawFn) -> Lineup:
    """Small ones of every kind: gaps, ties, two places, conflicts, fixed, what binds."""
    roles = tuple(
        Vacant(
            f"R{number}",
            {
                code: Demand(weight, 4.0)
                for code, weight in zip(CODES, draw(st.sampled_from([(0.5, 0.3, 0.2), (0.2, 0.8, 0)])), strict=True)
            },
            draw(st.sampled_from([1, 1, 2])),
            draw(st.sampled_from([None, {"EMP": 3.0}])),
        )
        for number in range(draw(st.integers(1, 2)))
    )
    names = [role.name for role in roles]
    people = tuple(
        Person(
            f"K{number}",
            {code: level for code in CODES if (level := draw(LEVEL)) is not None},
            tuple(draw(st.sampled_from([names, names[:1]]))),
            draw(st.sampled_from([None, {"trust": 3.0}, {"trust": 5.0}])),
        )
        for number in range(draw(st.integers(1, 6)))
    )
    known = [one.name for one in people]
    pairs = draw(st.lists(st.tuples(st.sampled_from(known), st.sampled_from(known)), max_size=2))
    return Lineup(
        Rule(0.5, 0.3, 0.2, 1, 5),
        roles,
        people,
        draw(st.sampled_from([(), ({"EMP": 4.0, "KOM": 2.0},)])),
        draw(st.sampled_from([None, {"EMP": Need(1, 4, 1), "TEA": Need(3, 4, 2)}])),
        draw(st.sampled_from([None, {"trust": Need(1, 4)}])),
        frozenset(frozenset(pair) for pair in pairs if pair[0] != pair[1]),
        draw(st.sampled_from([None, {"R0": (known[0],)}])),
    )


def reach(score: float | None, level: float) -> float:
    return 0.0 if score is None else min(1.0, max(0.0, (score - 1) / (level - 1)))


def by_hand(question: Lineup) -> dict[tuple[frozenset[str], ...], float]:
    """Every line-up with its total, written out from the words of the contract."""
    places = [role for role in question.roles for _ in range(role.places)]
    people = {one.name: one for one in question.people}
    charter, needs = question.charter or {}, question.needs or {}
    rated = {one.name: bool(charter) and bool(set(one.values or {}) & set(charter)) for one in question.people}
    w_role, w_gap, w_values = 0.5, 0.3 if needs else 0.0, 0.2 if any(rated.values()) else 0.0
    whole_weight = w_role + w_gap + w_values
    found = {}
    for seated in permutations(people, len(places)):
        if any(role.name not in people[name].roles for role, name in zip(places, seated, strict=True)):
            continue
        if any(
            any(weight.weight and code not in people[name].scores for code, weight in role.demands.items())
            or any(people[name].scores.get(code, 0) < least for code, least in (role.must or {}).items())
            for role, name in zip(places, seated, strict=True)
        ):
            continue
        if any(pair <= set(seated) for pair in question.conflicts):
            continue
        members = tuple(
            frozenset(name for place, name in zip(places, seated, strict=True) if place is role)
            for role in question.roles
        )
        names = [role.name for role in question.roles]
        if any(who not in members[names.index(role)] for role, all_ in (question.fixed or {}).items() for who in all_):
            continue
        total = 0.0
        for role, name in zip(places, seated, strict=True):
            scores = people[name].scores
            fit = 100 * sum(one.weight * reach(scores.get(code), one.target) for code, one in role.demands.items())
            if rated[name]:
                moral = 100 * reach((people[name].values or {}).get("trust"), 4)
                part = (0.5 * fit + 0.2 * moral) / 0.7
            else:
                part = fit
            total += (w_role + w_values) / whole_weight * part / len(places)
        spread = sum(need.weight for need in needs.values())
        for code, need in needs.items():
            team = [*question.team, *(people[name].scores for name in seated)]
            levels = sorted((reach(one.get(code), need.level) for one in team), reverse=True)
            total += 100 * w_gap / whole_weight * need.weight / spread * sum(levels[: need.people]) / need.people
        found[members] = total
    return found


@settings(max_examples=120, deadline=None)
@given(questions())
def test_all_ways_find_what_plain_loops_find(question: Lineup) -> None:
    expected = by_hand(question)
    given_table, _ = table(question)
    tried, model = every(given_table, 5), proven(given_table, 5).found
    totals = sorted(expected.values(), reverse=True)[:5]
    assert [one.total for one in tried] == pytest.approx(totals)
    assert [one.total for one in model] == pytest.approx(totals)
    for one in tried:
        names = tuple(frozenset(question.people[row].name for row in rows) for rows in one.members)
        assert expected[names] == pytest.approx(one.total)
    answer = best(question, 1)
    if totals:
        assert answer.bound == pytest.approx(totals[0])
        assert clash(question) == ()
        alone = whole(given_table)
        assert alone is not None
        assert alone.total == pytest.approx(totals[0])
    else:
        assert answer.found == ()
        assert clash(question) != ()


def pool(n: int, seed: int = 1) -> Lineup:
    """Many candidates with correlated profiles, eight needs, a team of two, conflicts."""
    chance = np.random.default_rng(seed)
    codes = [f"C{number}" for number in range(8)]
    able = chance.normal(2.6, 0.4, n)
    people = tuple(
        Person(
            f"K{row}",
            {code: float(np.clip(able[row] + chance.normal(0, 0.5), 1, 5)) for code in codes},
            tuple(f"R{role}" for role in range(5)) if chance.random() < 0.5 else ("R0", "R3"),
        )
        for row in range(n)
    )
    roles = tuple(
        Vacant(f"R{role}", {codes[code]: Demand(0.25, 5.0) for code in chance.choice(8, 4, replace=False)})
        for role in range(5)
    )
    needs = {code: Need(float(chance.uniform(0.5, 2)), 5.0, int(chance.integers(1, 4))) for code in codes}
    pairs = frozenset(frozenset((f"K{a}", f"K{b}")) for a, b in chance.integers(0, n, (max(2, n // 20), 2)) if a != b)
    team = tuple({code: float(chance.uniform(1, 4)) for code in codes} for _ in range(2))
    return Lineup(Rule(0.5, 0.3, 0.2, 1, 5), roles, people, team, needs, None, pairs)


@pytest.mark.parametrize("n", [60, 300])
def test_many_candidates_are_proven_against_the_whole_model(n: int) -> None:
    given_table, _ = table(pool(n))
    found, full = proven(given_table, 1), whole(given_table)
    assert full is not None
    assert found.found[0].total == pytest.approx(full.total, abs=1e-6)
    assert found.bound == pytest.approx(full.total, abs=1e-6)
    assert found.considered < n


def test_the_best_ten_of_twenty_are_those_of_trying_all() -> None:
    given_table, _ = table(pool(20, seed=4))
    assert [one.total for one in proven(given_table, 10).found] == pytest.approx(
        [one.total for one in every(given_table, 10)]
    )


def test_who_stands_in_is_eligible_free_and_best_first() -> None:
    question = pool(12, seed=2)
    answer = best(question, 1)
    members = answer.found[0].members
    inside = {row for rows in members for row in rows}
    for role, rows in enumerate(backups(answer.table, members)):
        assert not inside & set(rows)
        assert all(np.isfinite(answer.table.profit[row, role]) for row in rows)
    assert all(0 <= share <= 1 for share in covered(question, members).values())


def test_a_clash_names_only_what_is_needed() -> None:
    people = tuple(Person(f"K{number}", {"EMP": 2.0 + number}, ("R",)) for number in range(3))
    question = Lineup(
        Rule(1, 0, 0, 1, 5),
        (Vacant("R", {"EMP": Demand(1, 5)}, 2, {"EMP": 3.0}),),
        people,
        conflicts=frozenset({frozenset({"K1", "K2"}), frozenset({"K0", "K1"})}),
        fixed={"R": ("K2",)},
    )
    assert [str(one) for one in clash(question)] == ["K1 and K2 must not be together", "R must reach 3 in EMP"]


def test_a_line_up_needs_a_place() -> None:
    with pytest.raises(ValueError, match="at least one"):
        best(Lineup(Rule(1, 0, 0, 1, 5), (), (Person("K", {}, ()),)))
