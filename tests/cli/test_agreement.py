"""`assess agreement`: of any table, by the contract, and of a center for those who may see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer

Assess = Callable[..., Answer]
SHROUT = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def written(text: str, encoding: str = "utf-8") -> str:
    Path("table.csv").write_bytes(text.encode(encoding))
    return "table.csv"


def shrout(delimiter: str = ",", heading: str = "target,rater,score") -> str:
    rows = [(f"T{row}", f"R{column}", score) for row, line in enumerate(SHROUT) for column, score in enumerate(line)]
    lines = [heading, *(f"{target},{rater},{score}" for target, rater, score in rows)]
    return "\n".join(lines).replace(",", delimiter) + "\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (shrout(), "utf-8"),
        (shrout(";"), "utf-8-sig"),
        (shrout("\t").replace("T0", "Tä"), "cp1252"),
        (shrout(heading="Target,RATER, score "), "utf-8"),
    ],
)
def test_the_published_table_however_it_was_saved(assess: Assess, text: str, encoding: str) -> None:
    found = json.loads(assess("agreement", written(text, encoding), "--json").out)
    assert [found[key] for key in ("targets", "raters", "ratings", "complete")] == [6, 4, 24, True]
    names = ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k")
    assert [round(found["icc"][name]["value"], 2) for name in names] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    assert found["kappa"] == {"unweighted": None, "linear": None, "quadratic": None}
    assert any("two raters" in warning for warning in found["warnings"])


def full(candidates: int = 6) -> str:
    rows = ["candidate,exercise,competency,assessor,score"]
    for number in range(candidates):
        for place, exercise in enumerate(("R", "G", "P")):
            pair = ["ABCD"[(number + place) % 4], "ABCD"[(number + 2 * place + 1) % 4]]
            pair[1] = "D" if pair[0] == pair[1] else pair[1]
            for rater, assessor in enumerate(pair):
                for step, competency in enumerate(("EMP", "KOM")):
                    score = 1 + (number * 3 + place * 2 + rater + step * number) % 5
                    rows.append(f"K{number},{exercise},{competency},{assessor},{score}")
    return "\n".join(rows)


@pytest.mark.parametrize("reml", [(), ("--reml",)])
def test_five_columns_add_variances_and_severities(assess: Assess, reml: tuple[str, ...]) -> None:
    found = json.loads(assess("agreement", written(full()), "--json", *reml).out)
    terms = ["candidate", "candidate_competency", "candidate_exercise", "candidate_exercise_competency"]
    assert list(found["variance"]) == [*terms, "assessor", "session", "residual"]
    assert all(value >= 0 for value in found["variance"].values())
    assert set(found["severity"]) == set("ABCD")
    assert sum(one["value"] for one in found["severity"].values()) == pytest.approx(0, abs=1e-6)


def test_what_can_not_be_said_is_null_with_a_warning_and_no_key_is_missing(assess: Assess) -> None:
    found: dict[str, Any] = json.loads(assess("agreement", written(full(2)), "--json").out)
    assert set(found["variance"].values()) == {None}
    assert "There are fewer than 4 candidates." in found["warnings"]
    only = json.loads(assess("agreement", written("target,rater,score\nA,x,3\n"), "--json").out)
    assert set(only["icc"]) == {"icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"}
    assert all(one == {"value": None, "low": None, "high": None} for one in only["icc"].values())
    assert set(only["alpha"].values()) == {None}
    assert only["fleiss"] is None
    assert "variance" not in only


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "table.csv:1: The first row does not name the columns"),
        ("target,rater,score\nA,x,good\n", "table.csv:2: A score is no number: good"),
        ("target,rater,score\nA,x,1\nA,x,2\n", "table.csv:3: A rater scores the same target twice."),
        ("target,rater,score\nA,x\n", "table.csv:2: A row has too few cells."),
        ("target,rater,score\nA,x,nan\n", "table.csv:2: A score is no number"),
        ("\0\0", "NUL bytes"),
        ("", "table.csv:1: The first row does not name the columns"),
    ],
)
def test_a_bad_table_names_the_line(assess: Assess, text: str, said: str) -> None:
    answer = assess("agreement", written(text), "--json")
    assert answer.code == 1
    assert answer.out == ""
    assert said in answer.err


def test_a_missing_file_is_exit_3(assess: Assess) -> None:
    assert assess("agreement", "nothing.csv").code == 3


def test_rows_without_a_score_and_commas_in_numbers(assess: Assess) -> None:
    answer = assess("agreement", written('target;rater;score\nA;x;"3,5"\nA;y;4\nB;x;1e0\nB;y;\n'))
    assert "1 row without a score is left out." in answer.out
    assert "2 targets, 2 raters, 3 ratings, with gaps" in answer.out
    assert "mit Lücken" in assess("agreement", "table.csv", "--lang", "de").out


def test_a_closed_center_shows_severities_to_the_moderator_alone(assess: Assess, finished: Path) -> None:
    seen = {
        who: json.loads(assess("agreement", "--json", *(("--as", who) if who else ())).out)["severity"]
        for who in (None, "L", "M", "A")
    }
    assert seen[None] == {} == seen["L"]
    assert set(seen["M"]) == set("ABCD")
    assert set(seen["A"]) == {"A"}


def test_an_open_center_shows_nothing(assess: Assess, running: Path) -> None:
    for who in ("M", "A", "L"):
        answer = assess("agreement", "--json", "--as", who)
        assert (answer.code, answer.out) == (1, "")
