"""Checks that depend on numbers: how many competencies, levels, and percent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.rubric.judge import judge_file
from assess.rubric.library import Library
from assess.rubric.load import Loaded, load_bytes
from tests.rubric.conftest import Spoil

GOOD = Path(__file__).parent / "good"
LIBRARY = Library((GOOD,))


@pytest.mark.parametrize(("many", "expected"), [(4, set()), (5, {"warning"}), (6, {"warning"}), (7, {"error"})])
def test_the_load_of_an_exercise_is_limited(many: int, expected: set[str]) -> None:
    """Method 1.2, LK-02: more than four competencies are warned of, more than six refused."""
    codes = [f"C{number}" for number in range(many)]
    given_files = []
    for code in codes:
        text = (GOOD / "ASK.yaml").read_text("utf-8").replace("code: ASK", f"code: {code}")
        given_files.append(load_bytes(text.encode(), f"{code}.yaml"))
    for name in ("talk", "speech"):
        text = (GOOD / f"{name}.yaml").read_text("utf-8").replace("[ASK, LIS]", f"[{', '.join(codes)}]")
        given_files.append(load_bytes(text.replace("[ASK]", "[C0]").replace("[LIS]", "[C0]").encode(), f"{name}.yaml"))
    head = (GOOD / "host.yaml").read_text("utf-8").split("competencies:")[0]
    weights = "".join(f"  {code}: {{weight: {100 / many}, links: [T1]}}\n" for code in codes)
    talk = "".join(f"    {code}: {{cues: [P1], why: {{de: Da., en: There.}}}}\n" for code in codes)
    speech = "".join(f"    {code}: {{cues: [Q1], why: {{de: Da., en: There.}}}}\n" for code in codes)
    role = load_bytes(
        f"{head}competencies:\n{weights}matrix:\n  talk:\n{talk}  speech:\n{speech}".encode(), "role.yaml"
    )
    assert isinstance(role, Loaded)
    library = Library((), [file for file in given_files if isinstance(file, Loaded)])

    found = judge_file(role, library)

    assert {fault.severity for fault in found if fault.id == "LK-02"} == expected
    assert {fault.id for fault in found} <= {"LK-02"}


@pytest.mark.parametrize(
    ("scale", "levels", "missing"),
    [
        ((1, 5), "12345", []),
        ((1, 5), "1245", [3]),
        ((1, 3), "13", [2]),
        ((0, 1), "01", []),
        ((1, 7), "17", [4]),
        ((1, 7), "147", []),
        ((1, 7), "1357", []),
        ((1, 7), "357", [1]),
        ((0, 9), "059", []),
    ],
)
def test_anchors_are_complete_for_the_scale(
    spoil: Spoil, scale: tuple[int, int], levels: str, missing: list[int]
) -> None:
    """All levels of up to five; of more, the lowest, the highest and one between (method 6.4)."""
    text = (GOOD / "ASK.yaml").read_text("utf-8")
    anchors = "".join(
        f"  {level}:\n    de: [Stellt {10 + int(level)} Fragen., Nennt eine Zahl.]\n"
        f"    en: [Asks {10 + int(level)} questions., Names a figure.]\n"
        for level in levels
    )
    before = text[text.index("anchors:") :]

    faults = spoil("ASK", (before, f"anchors:\n{anchors}"), ("facets:", f"scale: {list(scale)}\nfacets:"))

    assert [fault.message.values["level"] for fault in faults if fault.id == "BC-01"] == missing
    assert {fault.id for fault in faults} - {"BC-01"} == ({"SC-05"} if scale[1] - scale[0] > 4 else set())


@given(
    st.one_of(
        st.integers(1, 99).map(lambda one: [one, 100 - one]), st.lists(st.integers(1, 99), min_size=2, max_size=2)
    )
)
@settings(max_examples=25, deadline=None)
def test_weights_must_sum_to_a_hundred(weights: list[int]) -> None:
    text = (GOOD / "host.yaml").read_text("utf-8")
    text = text.replace("ASK: {weight: 60", f"ASK: {{weight: {weights[0]}")
    text = text.replace("LIS: {weight: 40", f"LIS: {{weight: {weights[1]}")
    role = load_bytes(text.encode(), "role.yaml")
    assert isinstance(role, Loaded)

    found = judge_file(role, LIBRARY)

    assert [fault.message.values for fault in found] == ([] if sum(weights) == 100 else [{"total": str(sum(weights))}])


def test_thirds_sum_to_a_hundred() -> None:
    """Rounding of percent in binary is no fault."""
    text = (
        (GOOD / "host.yaml")
        .read_text("utf-8")
        .replace("weight: 60", "weight: 33.4")
        .replace("weight: 40", "weight: 66.6")
    )
    role = load_bytes(text.encode(), "role.yaml")

    assert isinstance(role, Loaded)
    assert judge_file(role, LIBRARY) == []
