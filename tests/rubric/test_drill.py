"""The drill says how far off a rating is, and on which evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.rubric.drill import drill, judge
from assess.rubric.library import load_library
from assess.words import Refused

LIBRARY = load_library()
EMPATHY = LIBRARY.calibration("removed-post-empathy")
LINES = [line.id for line in EMPATHY.transcript]


@pytest.mark.parametrize("code", LIBRARY.codes("calibration"))
def test_every_calibration_of_the_library_can_be_drilled(code: str) -> None:
    file = LIBRARY.calibration(code)
    found = drill(code, LIBRARY)
    assert [level for level, _ in found.anchors] == sorted(file.reasons, reverse=True)
    assert [line.id for line in found.lines] == [line.id for line in file.transcript]
    gold = judge(file, file.gold, file.evidence)
    assert (gold.off, gold.missed, gold.added) == (0, (), ())
    assert gold.own_reason == gold.gold_reason == file.reasons[file.gold].text


def test_the_anchors_of_the_cell_hold_where_it_has_its_own() -> None:
    cell = LIBRARY.role("community-manager").matrix["cm-removed-post"]["EMP"]
    assert cell.anchors is not None
    found = drill("removed-post-empathy", LIBRARY)
    assert dict(found.anchors) == {level: anchor.text for level, anchor in cell.anchors.items()}
    assert found.anchors[0][1] != LIBRARY.competency("EMP").anchors[5].text


def test_a_rating_that_is_too_high_names_what_was_overlooked() -> None:
    found = judge(EMPATHY, 5, ["L16", "L3", "L7"])
    assert (found.off, found.gold) == (1, 4)
    assert (found.hit, found.missed, found.added) == (("L7", "L16"), ("L9", "L14"), ("L3",))
    assert found.own_reason.en.startswith("No, on none of the facets.")
    assert found.gold_reason is not None
    assert found.gold_reason.en.startswith("Yes, on all three facets.")


def test_a_rating_that_is_too_low_is_off_downwards() -> None:
    assert judge(EMPATHY, 2, ["L14"]).off == -2


@given(cited=st.lists(st.sampled_from(LINES), min_size=1), level=st.integers(1, 5))
def test_every_line_is_hit_missed_added_or_of_neither(cited: list[str], level: int) -> None:
    found = judge(EMPATHY, level, cited)
    assert {*found.hit, *found.added} == set(cited)
    assert {*found.hit, *found.missed} == set(EMPATHY.evidence)
    assert len({*found.hit, *found.missed, *found.added}) == len([*found.evidence, *found.added])
    for part in (found.hit, found.missed, found.added):
        assert list(part) == sorted(part, key=LINES.index)


@pytest.mark.parametrize(("level", "cited"), [(0, ["L7"]), (6, ["L7"]), (4, ["L99"]), (4, ["l7"]), (4, [])])
def test_what_is_no_rating_is_refused(level: int, cited: list[str]) -> None:
    with pytest.raises(Refused):
        judge(EMPATHY, level, cited)


def test_an_unknown_calibration_is_refused() -> None:
    with pytest.raises(Refused, match="no calibration"):
        drill("nope", LIBRARY)
