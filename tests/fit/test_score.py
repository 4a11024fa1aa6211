"""The arithmetic of the fit, against the example done by hand, against numbers by another way, and for every input."""

from __future__ import annotations

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.fit.score import (
    Demand,
    Level,
    Need,
    Part,
    Rule,
    attainment,
    coverage,
    fit,
    floors,
    gap_fit,
    role_fit,
    values_fit,
)

# the example of scoring.md 4, done by hand there
SCORES = {"EMP": Level(3.6), "KOM": Level(3.0), "KON": Level(4.0)}
DEMANDS = {"EMP": Demand(0.5, 4), "KOM": Demand(0.3, 4), "KON": Demand(0.2, 3)}
TEAM = [{"EMP": 4.2, "KOM": 2.0, "KON": 3.0}, {"EMP": 3.0, "KOM": 2.5, "KON": 2.0}]
NEEDS = {"EMP": Need(0.3, 4, 1), "KOM": Need(0.4, 4, 1), "KON": Need(0.3, 4, 2)}
VALUES = {"trust": Level(4.0), "care": Level(4.0), "learning": Level(3.5)}
CHARTER = {"trust": Need(0.4, 4), "care": Need(0.2, 3), "learning": Need(0.4, 5)}
RULE = Rule(0.5, 0.3, 0.2, 1, 5)


def value(part: Part | None) -> float:
    assert part is not None
    return part.value


def test_the_example_by_hand() -> None:
    role, covered = role_fit(SCORES, DEMANDS, 1)
    assert value(role) == pytest.approx(83 + 1 / 3, abs=1e-12)
    assert covered == 1.0
    before = coverage(TEAM, NEEDS, 1)
    assert sum(NEEDS[code].weight * before[code] for code in NEEDS) == pytest.approx(0.65, abs=1e-12)
    after = coverage([*TEAM, {code: one.value for code, one in SCORES.items()}], NEEDS, 1)
    assert sum(NEEDS[code].weight * after[code] for code in NEEDS) == pytest.approx(0.65 + 1 / 6, abs=1e-12)
    assert value(gap_fit(SCORES, TEAM, NEEDS, 1)) == pytest.approx(100 / 6 / 0.35, abs=1e-12)
    assert round(value(gap_fit(SCORES, TEAM, NEEDS, 1)), 2) == 47.62
    assert value(values_fit(VALUES, CHARTER, 1)) == pytest.approx(85, abs=1e-12)
    whole = fit(RULE, SCORES, DEMANDS, team=TEAM, needs=NEEDS, values=VALUES, charter=CHARTER)
    assert whole.team is not None
    assert round(whole.team, 2) == 72.95
    assert whole.team == pytest.approx(0.5 * (83 + 1 / 3) + 0.3 * (100 / 6 / 0.35) + 0.2 * 85, abs=1e-12)
    assert whole.se is None, "without errors of the scores there is none of the fit"


def test_attainment_is_clipped_and_refuses_a_level_that_everybody_reaches() -> None:
    assert attainment(0.5, 4, 1) == 0.0
    assert attainment(2.5, 4, 1) == 0.5
    assert attainment(5, 4, 1) == 1.0
    assert attainment(5, 10, 0) == 0.5
    for level in (1, 0.5):
        with pytest.raises(ValueError, match="above"):
            attainment(3, level, 1)


def test_what_is_not_scored_is_left_out_and_never_nought() -> None:
    some = {code: SCORES[code] for code in ("EMP", "KON")}
    role, covered = role_fit(some, DEMANDS, 1)
    assert covered == pytest.approx(0.7)
    assert value(role) == pytest.approx(100 * (0.5 * 2.6 / 3 + 0.2) / 0.7)
    assert role_fit({}, DEMANDS, 1) == (None, 0.0)
    assert fit(RULE, {}, DEMANDS, team=TEAM, needs=NEEDS).team is None


def test_parts_that_do_not_exist_are_null_and_the_rest_is_renormalised() -> None:
    alone = fit(RULE, SCORES, DEMANDS)
    assert (alone.gap, alone.values) == (None, None)
    assert alone.shares == (1.0, 0.0, 0.0)
    assert alone.team == pytest.approx(83 + 1 / 3)
    moral = fit(RULE, SCORES, DEMANDS, values=VALUES, charter=CHARTER)
    assert moral.shares == pytest.approx((5 / 7, 0, 2 / 7))
    assert moral.team == pytest.approx((0.5 * (83 + 1 / 3) + 0.2 * 85) / 0.7)
    gap = fit(RULE, SCORES, DEMANDS, team=TEAM, needs=NEEDS, charter=CHARTER)
    assert gap.values is None, "a charter without rated values"
    assert gap.shares == pytest.approx((5 / 8, 3 / 8, 0))
    assert fit(RULE, SCORES, DEMANDS, team=[], needs=NEEDS).gap is None
    assert fit(RULE, SCORES, DEMANDS, team=TEAM, needs={}).gap is None
    only_gap = Rule(0.0, 1.0, 0.0, 1, 5)
    assert fit(only_gap, SCORES, DEMANDS).team is None, "the only part with a weight does not exist"


def test_a_team_without_a_gap_is_closed_by_everybody() -> None:
    full = gap_fit(SCORES, [{"EMP": 5, "KOM": 5, "KON": 5}] * 2, NEEDS, 1)
    assert value(full) == 100.0
    assert full is not None
    assert sum(full.contributions.values()) == pytest.approx(100)
    assert full.slopes == {}


def test_going_beyond_the_charter_costs_nothing() -> None:
    written = value(values_fit({"care": Level(3)}, {"care": Need(1, 3)}, 1))
    assert value(values_fit({"care": Level(5)}, {"care": Need(1, 3)}, 1)) == written == 100


def test_floors_are_probabilities() -> None:
    demands = {"EMP": Demand(50, 4, 2.5), "KOM": Demand(50, 4)}
    (one,) = floors({"EMP": Level(3.0, 0.25), "KOM": Level(1.0, 0.25)}, demands)
    assert (one.competency, one.floor) == ("EMP", 2.5)
    assert one.probability == pytest.approx(0.841344746, abs=1e-9)  # the normal distribution's tables, at z = 1
    assert floors({"KOM": Level(3)}, demands) == (), "what is not scored reaches nothing and misses nothing"
    (sure,) = floors({"EMP": Level(2.5, None)}, demands)
    assert sure.probability == 1.0


def test_the_error_by_differences() -> None:
    """Against the definition: the root of the sum of (slope times error) squared, the slope by small differences."""
    variances = {"EMP": 0.3, "KOM": 0.25, "KON": 0.4}
    scores = {"EMP": Level(3.1, 0.3), "KOM": Level(2.9, 0.25), "KON": Level(2.2, 0.4)}
    values = {code: Level(2.6, 0.5) for code in VALUES}

    def team_fit(moved: str, by: float) -> float:
        one = {code: Level(level.value + by * (code == moved), level.variance) for code, level in scores.items()}
        two = {code: Level(level.value + by * (code == moved), level.variance) for code, level in values.items()}
        found = fit(RULE, one, DEMANDS, team=TEAM, needs=NEEDS, values=two, charter=CHARTER).team
        assert found is not None
        return found

    squares = 0.0
    for code in (*scores, *values):
        slope = (team_fit(code, 1e-6) - team_fit(code, -1e-6)) / 2e-6
        squares += slope**2 * variances.get(code, 0.5)
    whole = fit(RULE, scores, DEMANDS, team=TEAM, needs=NEEDS, values=values, charter=CHARTER)
    assert whole.se == pytest.approx(sqrt(squares), rel=1e-6)


def test_nobody_is_certain_for_having_reached_the_target() -> None:
    below = fit(RULE, {"EMP": Level(3.9, 0.25)}, {"EMP": Demand(1, 4)})
    above = fit(RULE, {"EMP": Level(5.0, 0.25)}, {"EMP": Demand(1, 4)})
    assert above.team == 100
    assert above.se == below.se == pytest.approx(100 / 3 * 0.5)


def test_an_unknown_error_matters_only_where_it_has_a_weight() -> None:
    scores = {"EMP": Level(3, 0.25), "KOM": Level(3, None)}
    demands = {"EMP": Demand(1, 4), "KOM": Demand(0, 4)}
    assert fit(RULE, scores, demands).se == pytest.approx(100 / 3 * 0.5)
    no_values = Rule(1.0, 0.0, 0.0, 1, 5)
    known = {"EMP": Level(3, 0.25)}
    moral = fit(no_values, known, {"EMP": Demand(1, 4)}, values={"care": Level(3)}, charter={"care": Need(1, 3)})
    assert moral.se == pytest.approx(100 / 3 * 0.5)
    assert fit(RULE, {"EMP": Level(3, None)}, {"EMP": Demand(1, 4)}).se is None


CODES = ["EMP", "KOM", "KON", "MOD"]
level = st.floats(0, 5, allow_nan=False)
target = st.floats(1.5, 5)
weight = st.floats(0.05, 1)
scored = st.dictionaries(st.sampled_from(CODES), level, min_size=1)
demanded = st.fixed_dictionaries({code: st.builds(Demand, weight, target) for code in CODES})
needed = st.dictionaries(st.sampled_from(CODES), st.builds(Need, weight, target, st.integers(1, 3)), min_size=1)
teams = st.lists(st.dictionaries(st.sampled_from(CODES), level, min_size=1), min_size=1, max_size=4)


def levels(found: dict[str, float]) -> dict[str, Level]:
    return {code: Level(one, 0.25) for code, one in found.items()}


@given(scored, demanded, teams, needed)
def test_every_part_lies_between_nought_and_a_hundred_and_adds_up(
    found: dict[str, float], demands: dict[str, Demand], team: list[dict[str, float]], needs: dict[str, Need]
) -> None:
    whole = fit(RULE, levels(found), demands, team=team, needs=needs, values=levels(found), charter=needs)
    parts = [whole.role, whole.gap, whole.values]
    for part in parts:
        if part is not None:
            assert -1e-9 <= part.value <= 100 + 1e-9
            assert isclose(sum(part.contributions.values()), part.value, abs_tol=1e-9)
    assert whole.team is not None
    assert whole.se is not None
    assert whole.se > 0
    assert isclose(sum(whole.shares), 1)
    assert isclose(
        whole.team,
        sum(share * part.value for share, part in zip(whole.shares, parts, strict=True) if part),
        abs_tol=1e-9,
    )
    assert 0 <= whole.coverage <= 1


@given(scored, demanded, teams, needed, st.sampled_from(CODES), st.floats(0, 2))
def test_raising_a_score_never_lowers_the_own_fit(
    found: dict[str, float],
    demands: dict[str, Demand],
    team: list[dict[str, float]],
    needs: dict[str, Need],
    code: str,
    by: float,
) -> None:
    if code not in found:
        return
    before = fit(RULE, levels(found), demands, team=team, needs=needs, values=levels(found), charter=needs)
    raised = levels(found | {code: found[code] + by})
    after = fit(RULE, raised, demands, team=team, needs=needs, values=raised, charter=needs)
    assert before.team is not None
    assert after.team is not None
    assert after.team >= before.team - 1e-9


@given(teams, needed, st.dictionaries(st.sampled_from(CODES), level))
def test_adding_a_member_never_lowers_coverage(
    team: list[dict[str, float]], needs: dict[str, Need], newcomer: dict[str, float]
) -> None:
    before, after = coverage(team, needs, 1), coverage([*team, newcomer], needs, 1)
    assert all(after[code] >= before[code] - 1e-12 for code in needs)


@given(scored, demanded, teams, needed, st.permutations(CODES))
def test_neither_order_nor_names_matter(
    found: dict[str, float],
    demands: dict[str, Demand],
    team: list[dict[str, float]],
    needs: dict[str, Need],
    renamed: list[str],
) -> None:
    """Exactly, to the last bit: two equal candidates must never be told apart by the order of rows."""
    name = dict(zip(CODES, renamed, strict=True))
    turned = list(reversed(team))
    before = fit(RULE, levels(found), demands, team=team, needs=needs)
    after = fit(
        RULE,
        {name[code]: one for code, one in reversed(levels(found).items())},
        {name[code]: one for code, one in reversed(demands.items())},
        team=[{name[code]: one for code, one in member.items()} for member in turned],
        needs={name[code]: one for code, one in reversed(needs.items())},
    )
    assert after.team == before.team
    assert after.se == before.se
    assert after.coverage == before.coverage
