"""Everything a role uses, resolved."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.rubric.expand import expand
from assess.rubric.hashes import content_hash, structure_hash
from assess.rubric.library import Library, load_library
from assess.rubric.load import Loaded, load_bytes
from assess.rubric.model import RoleFile
from assess.words import Refused, Text

GOOD = Path(__file__).parent / "good"
LIBRARY = Library((GOOD,))


def role(*pairs: tuple[str, str]) -> RoleFile:
    text = (GOOD / "host.yaml").read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    read = load_bytes(text.encode(), "host.yaml")
    assert isinstance(read, Loaded)
    assert isinstance(read.model, RoleFile)
    return read.model


def test_competencies_come_in_the_order_of_the_role_with_the_top_as_default_target() -> None:
    content = expand(role(), LIBRARY)

    assert [
        (one.competency.code, one.position, one.weight, one.target, one.floor, one.links) for one in content.criteria
    ] == [("ASK", 0, 60.0, 4.0, 2.0, ("T1", "I1")), ("LIS", 1, 40.0, 5.0, None, ("T2",))]
    assert (content.lo, content.hi) == (1, 5)


def test_anchors_come_highest_first_with_their_sentences_joined() -> None:
    first = expand(role(), LIBRARY).criteria[0].competency

    assert [anchor.level for anchor in first.anchors] == [5, 4, 3, 2, 1]
    assert first.anchors[0].text == Text(
        "Stellt mindestens drei offene Fragen. Greift zwei Antworten wörtlich auf.",
        "Asks at least three open questions. Takes up two answers verbatim.",
    )
    assert first.anchors[0].sentences_en == ("Asks at least three open questions.", "Takes up two answers verbatim.")


def test_exercises_come_whole() -> None:
    talk, speech = expand(role(), LIBRARY).exercises

    assert [(phase.code, phase.minutes, phase.warn) for phase in talk.phases] == [
        ("live", 20, (5, 2)),
        ("classify", 5, ()),
        ("rate", 10, ()),
    ]
    assert [(prompt.code, prompt.minute, prompt.elicits) for prompt in talk.prompts] == [
        ("P1", 1, ("ASK", "LIS")),
        ("P2", 9, ("ASK",)),
    ]
    assert talk.role_player == Text("Sie sind Kim.", "You are Kim.")
    assert talk.materials[0].audience == "candidate"
    assert speech.role_player is None
    assert [question.code for question in speech.questions] == ["Q1", "Q2"]


def test_a_cell_rates_by_its_own_anchors_where_it_has_some() -> None:
    own = "".join(
        f"        {level}: {{de: [Fragt {level}0 mal.], en: [Asks {level}0 times.]}}\n" for level in range(1, 6)
    )
    why = "      why: {de: Kim schweigt., en: Kim says nothing.}\n"
    facets = "      facets: [{de: zählen, en: count}]\n"

    cells = {
        (cell.exercise, cell.competency): cell
        for cell in expand(role((why, f"{why}{facets}      anchors:\n{own}")), LIBRARY).cells
    }

    special, generic = cells["talk", "ASK"], cells["speech", "ASK"]
    assert [anchor.text.en for anchor in special.anchors] == [f"Asks {level}0 times." for level in (5, 4, 3, 2, 1)]
    assert special.own_anchors == special.anchors
    assert special.facets == (Text("zählen", "count"),)
    assert generic.own_anchors == ()
    assert generic.anchors == expand(role(), LIBRARY).criteria[0].competency.anchors
    assert generic.facets == (Text("fragen", "ask"), Text("aufgreifen", "take up"))


def test_cells_come_in_the_order_of_the_matrix() -> None:
    assert [(cell.exercise, cell.competency, cell.position) for cell in expand(role(), LIBRARY).cells] == [
        ("talk", "ASK", 0),
        ("talk", "LIS", 1),
        ("speech", "ASK", 0),
        ("speech", "LIS", 1),
    ]


def test_its_hashes_are_those_of_the_role() -> None:
    content = expand(role(), LIBRARY)

    assert content.content_hash == content_hash(role(), LIBRARY)
    assert content.structure_hash == structure_hash(role(), LIBRARY)


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("LIS:", "LISS:"), "There is no competency LISS"),
        (("  speech:", "  speach:"), "There is no exercise speach"),
        (("analysis:", "scale: [1, 4]\nanalysis:"), "ASK is anchored for the scale 1 to 5"),
        (("  LIS: {weight: 40, links: [T2]}\n", ""), "talk rates LIS, which has no weight"),
    ],
)
def test_what_does_not_fit_together_is_refused(pair: tuple[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        expand(role(pair), LIBRARY)


@pytest.mark.parametrize("code", load_library().codes("role"))
def test_every_shipped_role_can_be_expanded(code: str) -> None:
    library = load_library()
    content = expand(library.role(code), library)

    assert sum(criterion.weight for criterion in content.criteria) == pytest.approx(100)
    assert all(len(cell.anchors) == 5 for cell in content.cells)
    assert {exercise.kind for exercise in content.exercises} == {"role_play", "group_discussion", "presentation"}
