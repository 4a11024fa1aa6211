"""A comment explains an exception: it silences one finding, in one line, with a reason."""

from __future__ import annotations

import pytest

from tests.rubric.conftest import Spoil

LINE = "    en: [Asks one open question., Says one answer in their own words.]"
WRONG = "    en: [Asks one good question., Says one answer in their own words.]"


def test_a_reason_silences_the_finding_below(spoil: Spoil) -> None:
    assert [fault.id for fault in spoil("ASK", (LINE, WRONG))] == ["BC-02"]
    assert spoil("ASK", (LINE, f"    # lint: BC-02 the wording of the works agreement\n{WRONG}")) == []


def test_an_error_of_wording_can_be_explained_too(spoil: Spoil) -> None:
    trait = LINE.replace("open question", "question about the age of the device")

    assert [fault.id for fault in spoil("ASK", (LINE, trait))] == ["BC-03"]
    assert spoil("ASK", (LINE, f"    # lint: BC-03 the age of a device, not of a person\n{trait}")) == []


def test_it_silences_nothing_without_a_reason(spoil: Spoil) -> None:
    assert sorted(fault.id for fault in spoil("ASK", (LINE, f"    # lint: BC-02\n{WRONG}"))) == ["BC-02", "EX-01"]


def test_it_silences_that_line_only(spoil: Spoil) -> None:
    faults = spoil("ASK", (LINE, f"{WRONG}"), ("  3:\n", "  # lint: BC-02 one line too early\n  3:\n"))

    assert sorted(fault.id for fault in faults) == ["BC-02", "EX-02"]


def test_it_silences_that_check_only(spoil: Spoil) -> None:
    faults = spoil("ASK", (LINE, f"    # lint: BC-03 another check\n{WRONG}"))

    assert sorted(fault.id for fault in faults) == ["BC-02", "EX-02"]


def test_several_comments_may_stand_above_each_other(spoil: Spoil) -> None:
    both = WRONG.replace("question", "question about the age")
    comments = "    # lint: BC-02 quoted\n    # lint: BC-03 of a device\n    # and a word to the reader\n"

    assert spoil("ASK", (LINE, f"{comments}{both}")) == []


def test_what_is_wrong_with_the_arithmetic_stays_wrong(spoil: Spoil) -> None:
    faults = spoil("host", ("weight: 60", "weight: 50"), ("competencies:", "# lint: WT-01 we like it\ncompetencies:"))

    assert sorted(fault.id for fault in faults) == ["EX-02", "WT-01"]


@pytest.mark.parametrize("comment", ["no idea", "XY-99 there is no such check", ""])
def test_a_comment_without_a_known_check_is_named(spoil: Spoil, comment: str) -> None:
    assert [fault.id for fault in spoil("ASK", (LINE, f"    # lint: {comment}\n{LINE}"))] == ["EX-01"]
