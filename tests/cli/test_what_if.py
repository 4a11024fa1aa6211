"""`rank --what-if` and `lineup --what-if`: the contract, from a file, without a center."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer

Assess = Callable[..., Answer]

BY_HAND: dict[str, Any] = {
    "scale": [1, 5],
    "weights": {"role": 0.5, "gap": 0.3, "values": 0.2},
    "roles": [{"name": "CM", "weights": {"A": 0.5, "B": 0.3, "C": 0.2}, "targets": {"A": 4, "B": 4, "C": 3}}],
    "candidates": [{"name": "K1", "scores": {"A": 3.6, "B": 3.0, "C": 4.0}, "values": {"x": 4, "y": 4, "z": 3.5}}],
    "team": [
        {"name": "M1", "scores": {"A": 4.2, "B": 2, "C": 3}},
        {"name": "M2", "scores": {"A": 3, "B": 2.5, "C": 2}},
    ],
    "needs": {
        "A": {"weight": 0.3, "level": 4},
        "B": {"weight": 0.4, "level": 4},
        "C": {"weight": 0.3, "level": 4, "count": 2},
    },
    "charter": {
        "x": {"weight": 0.4, "level": 4},
        "y": {"weight": 0.2, "level": 3},
        "z": {"weight": 0.4, "level": 5},
    },
}


def file(data: object) -> str:
    Path("w.json").write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return "w.json"


def test_the_sum_that_was_done_by_hand(assess: Assess) -> None:
    (role,) = json.loads(assess("rank", "--what-if", file(BY_HAND), "--json").out)["roles"]
    (one,) = role["candidates"]
    parts = [round(one[key], 2) for key in ("role_fit", "gap_fit", "values_fit", "team_fit")]
    assert parts == [83.33, 47.62, 85.0, 72.95]
    assert (one["se"], one["band"], one["coverage"], one["floors"]) == (None, None, 1.0, [])
    assert "73.0" in assess("rank", "--what-if", "w.json").out


def test_errors_make_bands_and_floors_probabilities(assess: Assess) -> None:
    data = BY_HAND | {
        "roles": [BY_HAND["roles"][0] | {"floors": {"A": 2.5}}],
        "candidates": [
            {"name": name, "scores": {"A": level, "B": 3.0, "C": 3.0}, "se": {"A": 0.3, "B": 0.3, "C": 0.3}}
            for name, level in (("K1", 1.5), ("K10", 3.6), ("K2", 3.6))
        ],
    }
    (role,) = json.loads(assess("rank", "--what-if", file(data), "--json").out)["roles"]
    assert [one["name"] for one in role["candidates"]] == ["K2", "K10", "K1"], "ties by name"
    assert [one["band"] for one in role["candidates"]] == [1, 1, 2]
    assert all(one["values_fit"] is None for one in role["candidates"])
    assert [round(one["floors"][0]["probability"], 3) for one in role["candidates"]] == [1.0, 1.0, 0.0]


def test_a_line_up_by_the_contract(assess: Assess) -> None:
    role = BY_HAND["roles"][0]
    data = BY_HAND | {
        "roles": [role, role | {"name": "TE", "count": 2, "must": {"B": 2}}],
        "candidates": [
            {"name": f"K{number}", "scores": {"A": 2 + number / 2, "B": 1.5 + number / 2, "C": 3}}
            for number in range(6)
        ],
        "conflicts": [["K5", "K4"]],
        "fixed": {"CM": "K0"},
    }
    answer = json.loads(assess("lineup", "--what-if", file(data), "--top", "2", "--json").out)
    assert answer["optimal"] is True
    first, second = answer["lineups"]
    assert answer["bound"] == pytest.approx(first["total"])
    assert first["total"] >= second["total"]
    assert first["members"] == {"CM": "K0", "TE": ["K3", "K5"]}
    assert set(first["coverage"]) == {"A", "B", "C"}
    assert first["backup"]["TE"][0] == "K2", "K4 must not be with K5"
    assert {"name": "K0", "role": "TE", "why": "below what binds in B"} in answer["ineligible"]
    text = assess("lineup", "--what-if", "w.json", "--lang", "de").out
    assert "Bewiesen" in text


def test_what_can_not_be_is_exit_1_with_the_clash(assess: Assess) -> None:
    data = BY_HAND | {"roles": [BY_HAND["roles"][0] | {"count": 3}]}
    answer = assess("lineup", "--what-if", file(data), "--json")
    assert answer.code == 1
    assert json.loads(answer.out) == {"optimal": False, "clash": ["CM: 3 to fill, 1 eligible"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weights": {"role": 0.5, "gap": 0.3, "values": 0.3}}, "sum to 1.1"),
        ({"wishes": 1}, "w.json: wishes: This key is unknown."),
        ({"candidates": [{"name": "K1"}]}, "w.json: candidates.0.scores: This key is missing."),
        ({"candidates": [{"name": "K1", "scores": {"A": 6}}]}, "K1: scores: A: A score lies outside the scale."),
        ({"candidates": [{"name": "K1", "scores": {"A": True}}]}, "candidates.0.scores.A: A number is needed here."),
        ({"candidates": [{"name": "K1", "scores": {}}] * 2}, "K1: A name stands twice."),
        ({"candidates": [{"name": "K1", "scores": {}, "roles": ["?"]}]}, "There is no such role."),
        ({"scale": [5, 1]}, "scale: A scale goes from"),
        ({"needs": {"A": {"weight": 1, "level": 1}}}, "needs: A: The level that is asked for"),
        ({"roles": [{"name": "CM", "weights": {"A": 0.5}}]}, "roles: CM: weights: The weights sum to 0.5"),
    ],
)
def test_bad_files_name_the_place(assess: Assess, change: dict[str, Any], said: str) -> None:
    answer = assess("rank", "--what-if", file(BY_HAND | change), "--json")
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err


@pytest.mark.parametrize("text", ["", "{", "[]", '{"scale": NaN}', '{"a": 1, "a": 2}', "[" * 5000])
def test_what_is_no_such_object_is_refused(assess: Assess, text: str) -> None:
    assert assess("rank", "--what-if", file(text)).code == 1


@pytest.mark.parametrize("extra", [{"conflicts": [["K1", "K9"]]}, {"fixed": {"CM": "K9"}}, {"fixed": {"??": "K1"}}])
def test_a_line_up_refuses_names_that_are_not_there(assess: Assess, extra: dict[str, Any]) -> None:
    assert assess("lineup", "--what-if", file(BY_HAND | extra)).code == 1
    assert assess("rank", "--what-if", "w.json").code == 0, "a ranking has no use for them"


def test_missing_things_are_usage_or_unusable(assess: Assess) -> None:
    assert assess("lineup").code == 2
    assert assess("lineup", "--what-if", "nothing.json").code == 3
    assert assess("rank", "--what-if", "nothing.json").code == 3
    assert json.loads(assess("schema", "what-if").out)["title"] == "WhatIf"
