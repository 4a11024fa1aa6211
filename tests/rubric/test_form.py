"""Findings about the form: the key's path, the line, and a way to mend it."""

from __future__ import annotations

from assess.rubric.form import suggest
from assess.words import Words
from tests.rubric.conftest import Spoil


def test_a_mistyped_key_is_one_finding_not_two(spoil: Spoil) -> None:
    faults = spoil("ASK", ("distinct:", "distict:"))

    assert [fault.say(Words("en")).split(": ", 1)[1] for fault in faults] == [
        "Unknown key distict. Did you mean distinct? [FO-01]"
    ]


def test_an_unknown_key_far_from_all_others_points_to_the_schema(spoil: Spoil) -> None:
    assert "assess schema rubric" in spoil("ASK", ("positive:", "zzzz: 1\npositive:"))[0].say(Words("en"))


def test_paths_name_list_entries_by_their_ids(spoil: Spoil) -> None:
    faults = spoil("talk", ("by: role_player\n    minute: 9", "by: role_player\n    minute: nine"))

    assert (
        faults[0].say(Words("en")).split(": ", 1)[1].startswith("prompts > P2 > minute: this must be a whole number.")
    )


def test_paths_count_list_entries_without_ids_from_one(spoil: Spoil) -> None:
    faults = spoil("ASK", ("en: take up", "en: 7"))

    assert "facets > 2 > en: this must be a text." in faults[0].say(Words("en"))


def test_faults_come_in_the_order_of_the_lines(spoil: Spoil) -> None:
    faults = spoil("host", ("weight: 60", "weight: sixty"), ("code: host", "code: 7"), ("[Q1, Q2]", "7"))
    lines = [int(fault.where.rsplit(":", 1)[1]) for fault in faults]

    assert len(lines) == 3
    assert lines == sorted(lines)


def test_true_is_no_number_and_a_quoted_number_neither(spoil: Spoil) -> None:
    for value in ("true", '"60"', "sixty", "[60]", "{a: 60}"):
        assert [fault.id for fault in spoil("host", ("weight: 60", f"weight: {value}"))] == ["FO-03"], value


def test_suggestions_ignore_case_and_stay_silent_when_nothing_is_near() -> None:
    assert str(suggest("emp", ["EMP", "KOM"])) == "Did you mean EMP?"
    assert suggest("quite else", ["EMP", "KOM"]) is None
