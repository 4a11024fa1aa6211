"""Explain as text: every number is there, and what is shown adds up as it is shown."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.fit.explain import Explanation, explain
from assess.report.columns import cells
from assess.report.explain_text import blocks, explain_lines
from assess.report.grid_text import Grid, GridCell, GridRow, Mark, grid_of, lay_out
from assess.store.transaction import Store
from assess.words import Words
from tests.day import Day, Plan, Ratings, amend, close, make_day, make_team
from tests.fit.test_ranking import K1, lower

EN = Words("en")
DECIMAL = re.compile(r"\d+\.\d+")


def one(store: Store, day: Day, code: str = "K1") -> Explanation:
    return store.read(explain, day.center, code)[0]


def adds_up(explanation: Explanation) -> int:
    """Check every sum of decimals as it is printed; how many there were."""
    found = 0
    for block in blocks(EN, explanation):
        for sentence in block.sentences:
            chunks = sentence.replace("\N{NO-BREAK SPACE}", " ").partition(": ")[2].split(" = ")
            for terms, whole in pairwise(chunks):
                numbers = [DECIMAL.match(term) for term in terms.split(" + ")]
                if " × " not in terms and len(numbers) > 1 and all(numbers):
                    shown = DECIMAL.match(whole)
                    assert shown is not None
                    assert sum(Decimal(number[0]) for number in numbers if number) == Decimal(shown[0]), sentence
                    found += 1
    return found


def test_every_step_by_hand(sqlite_store: Store) -> None:
    store = sqlite_store
    day = store.write(make_day, {"K1": K1, "K2": lower(1)})
    close(store, day)
    found = one(store, day)
    lines = explain_lines(EN, found)
    text = " ".join("\n".join(lines).replace("\N{NO-BREAK SPACE}", " ").split())
    for said in (
        "K1 · team fit 83.3 · band 1 · community-manager",
        "The talk: A 4, B 3; mean (4 + 3) / 2 = 3.50",
        "The speech: C 4, D 4; mean (4 + 4) / 2 = 4.00",
        "Score: (3.50 + 4.00) / 2 = 3.75",
        "Reached: (3.75 − 1) / (4 − 1) = 91.67% of the way to the target 4.",
        "Points: 50% × 91.67 = 45.83",
        "Role fit: 45.83 EMP + 22.50 KOM + 15.00 KON = 83.33",
        "Coverage: 100 of 100 points of weight are scored, 100%.",
        "Gaps: left out, no team with needs is entered.",
        "Team fit: Role fit alone = 83.33",
        "EMP (16.67 × 0.50)² = 69.5, KOM (10.00 × 0.50)² = 25.0, KON (6.67 × 0.50)² = 11.1",
        "Standard error: √105.6 = 10.27",
        "95 of 100 would lie from 63.2 to 100.0",
        "Band 1: opened by K1, the highest team fit.",
    ):
        assert said in text, said
    assert adds_up(found) == 1
    assert all(cells(line) <= 80 for line in lines)


def test_the_parts_with_a_team(sqlite_store: Store) -> None:
    store = sqlite_store
    ratings: Ratings = {"K1": {**K1, "talk": {**K1["talk"], "care": {"A": 3, "B": 2}}}}
    day = store.write(make_day, ratings, Plan(values=("care",)))
    members = {"Ada": {"EMP": 3.0, "KOM": 2.0}}
    store.write(make_team, day, members, {"EMP": (2.0, 4.0, 1), "KOM": (1.0, 4.0, 2)}, {"care": (1.0, 4.0)})
    close(store, day)
    found = one(store, day)
    assert adds_up(found) == 3, "role, gaps, team fit"
    flat = " ".join("\n".join(explain_lines(EN, found)).replace("\N{NO-BREAK SPACE}", " ").split())
    assert re.search(r"Team fit: 50% × [\d.]+ \+ 30% × [\d.]+ \+ 20% × [\d.]+ = ([\d.]+ \+ ){2}[\d.]+ = [\d.]+", flat)
    assert "care · care" in flat
    assert "Values: 50.00 care = 50.00" in flat


def test_what_is_missing_insufficient_amended_and_imported(sqlite_store: Store) -> None:
    store = sqlite_store
    ratings: Ratings = {
        "K1": {
            "talk": {"EMP": {"A": 4, "B": None}, "KON": {"A": None, "B": None}},
            "speech": {"EMP": {"C": 4, "D": 3, "E": 3}},
            "group": {"KON": {"A": None}, "KOM": {"A": 5, "C": 1}},
        }
    }
    day = store.write(make_day, ratings)
    store.write(amend, day, ("A", "K1", "talk"), "EMP", 3)
    close(store, day)
    found = one(store, day)
    text = " ".join("\n".join(explain_lines(EN, found)).replace("\N{NO-BREAK SPACE}", " ").split())
    for said in (
        "A 3(4)",
        "The talk: A 3 (locked as 4), B no opportunity; mean 3.00",
        "The talk: A no opportunity, B no opportunity; left out",
        "mean (4 + 3 + 3) / 3 = 3.33",
        "Score: (3.00 + 10/3) / 2 = 3.17",
        "Not scored: left out, never counted as 0",
        "Score: 3.00, from The group alone",
        "! Evidence insufficient: two exercises and two assessors are needed.",
        "62.50% (weight 50 of the 80 that are scored)",
        "Coverage: 80 of 100 points of weight are scored, 80%.",
        "◆ two of five levels apart, or more",
        "◇ one saw an opportunity, the other none",
        "(3) as locked, before the amendment",
    ):
        assert said in text, said
    assert adds_up(found) == 1


def test_why_this_band(sqlite_store: Store) -> None:
    store = sqlite_store
    day = store.write(make_day, {"K1": K1, "K2": K1, "K3": lower(1)})
    close(store, day)
    second = blocks(EN, one(store, day, "K2"))[-1].sentences
    assert "Band 1: 0.0 below K1, who opens it; less than 28.5 = 1.96 × √(10.27² + 10.27²)" in " ".join(second)
    third = " ".join(blocks(EN, one(store, day, "K3"))[-1].sentences)
    assert "Band 2: opened by K3, 33.3 below K1; not less than 28.5" in third
    assert "so K1 is clearly ahead." in third


def test_somebody_without_a_place(sqlite_store: Store) -> None:
    store = sqlite_store
    day = store.write(make_day, {"K1": {"talk": {"EMP": {"A": None}}}})
    close(store, day)
    lines = explain_lines(EN, one(store, day))
    assert lines[0] == "K1 · no place · community-manager"
    assert any("No rating counts for this role" in line for line in lines)
    assert any("Role fit: nothing is scored." in line for line in lines)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_hostile_texts_break_no_line(sqlite_store: Store, language: str, width: int) -> None:
    store = sqlite_store
    hostile = "[/] [b [link='x ]] \N{RIGHT-TO-LEFT OVERRIDE}abc 漢字 " + "x" * 5000
    day = store.write(make_day, {"[/] K1": K1}, Plan(texts=hostile))
    close(store, day)
    lines = explain_lines(Words(language), one(store, day, "[/] K1"), width)
    assert all(cells(line) <= width for line in lines)
    assert not any("\N{RIGHT-TO-LEFT OVERRIDE}" in line for line in lines)


def test_german_numbers(sqlite_store: Store) -> None:
    store = sqlite_store
    day = store.write(make_day, {"K1": K1})
    close(store, day)
    assert "= 3,75" in "\n".join(explain_lines(Words("de"), one(store, day)))


marks = st.lists(
    st.builds(Mark, st.sampled_from(["A", "AB", "XYZ"]), st.none() | st.integers(0, 9), st.none()), max_size=4
)
grids = st.integers(1, 5).flatmap(
    lambda many: st.builds(
        Grid,
        st.lists(st.text("abc 漢", max_size=30), min_size=many, max_size=many).map(tuple),
        st.just(("Score", "Points")),
        st.lists(
            st.builds(
                GridRow,
                st.text("xyz", max_size=3),
                st.text("ABC", max_size=12),
                st.text("name 漢", max_size=40),
                st.lists(
                    st.builds(GridCell, marks.map(tuple), st.sampled_from(["", "◆", "◆◇"])),
                    min_size=many,
                    max_size=many,
                ).map(tuple),
                st.just(("3.75", "45.83")),
            ),
            min_size=1,
            max_size=4,
        ).map(tuple),
    )
)


@given(grids, st.integers(76, 160))
def test_a_grid_never_grows_beyond_its_width(grid: Grid, width: int) -> None:
    laid = lay_out(EN, grid, width)
    lines = ["".join(piece.text for piece in row) for row in laid.rows]
    assert all(cells(line) <= width for line in [laid.head, *lines])
    assert len({cells(line) for line in lines}) == 1, "columns stand under each other"
    assert all(line.endswith("45.83") for line in lines)


def test_a_grid_of_ten_exercises_is_still_a_grid(sqlite_store: Store) -> None:
    store = sqlite_store
    ratings: Ratings = {"K1": {f"talk-{number}": {"EMP": {"A": 3, "B": 5}} for number in range(3)}}
    day = store.write(make_day, ratings, Plan(weights={"EMP": 100.0}))
    close(store, day)
    grid = grid_of(EN, one(store, day))
    assert grid.heads[0] != grid.heads[1], "three of a kind go by their names"
    assert "◆" in "\n".join(explain_lines(EN, one(store, day)))
