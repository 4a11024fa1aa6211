"""The conformity checks: each met, and each broken by one planted fault; coverage against a count of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.plan.conformity.coverage import coverage, groups, links
from assess.plan.conformity.given import (
    AssessorFacts,
    Barred,
    CandidateFacts,
    Consensus,
    ExerciseFacts,
    Facts,
    Record,
    Shown,
    Trained,
    Watch,
)
from assess.plan.conformity.shape import RULES, SUPPORTS, Check, Group
from assess.plan.conformity.whole import judge
from assess.words import LANGUAGES, Fault, T, Words
from tests.plan.facts import DAY, HERE, KINDS, LOCKED, ran, role, sound, text, watched

Planted = Callable[[Facts], Facts]


def of(facts: Facts, id_: str) -> Check:
    """One check of some facts."""
    return next(one for one in judge(facts).checks if one.id == id_)


def with_role(**what: Any) -> Planted:
    """The role otherwise."""
    return lambda facts: replace(facts, roles=(role(**what),))


def recorded(**what: Any) -> Planted:
    """The record otherwise."""
    return lambda facts: replace(facts, record=replace(facts.record or Record(), **what))


def without(kind: str) -> Planted:
    """A paper that is not there."""
    return lambda facts: replace(facts, papers={name: paper for name, paper in facts.papers.items() if name != kind})


def exercises(change: Callable[[ExerciseFacts], ExerciseFacts]) -> Planted:
    """Every exercise otherwise."""
    return lambda facts: replace(facts, exercises=tuple(map(change, facts.exercises)))


def planned(change: Callable[[Watch], bool]) -> Planted:
    """Without some of what is planned."""
    return lambda facts: replace(facts, planned=tuple(one for one in facts.planned if change(one)))


def linted(id_: str, severity: str) -> Planted:
    """A finding of the lint."""
    fault = Fault(id_, "EMP", T("A text."), None, "error" if severity == "error" else "warning")
    return with_role(lint=(fault,))


MEASURED, SHOWN = role().measured, role().shown
CROWD = tuple(Shown("play", f"X{n}", 1, 1) for n in range(5))
FIVE = tuple(CandidateFacts(f"K{n}", ("host",), False) for n in range(1, 6))

PLANTED: list[tuple[str, str, Planted]] = [
    ("CA-01", "error", with_role(measured=(MEASURED[0]._replace(links=0), MEASURED[1]))),
    ("BC-01", "error", linted("BC-01", "error")),
    ("BC-02", "warning", linted("BC-02", "warning")),
    ("BC-03", "error", linted("BC-03", "error")),
    ("BC-04", "warning", linted("BC-08", "warning")),
    ("BC-04", "error", linted("BC-05", "error")),
    ("MC-01", "error", exercises(lambda one: one._replace(used=False))),
    ("MC-01", "warning", exercises(lambda one: one._replace(used=one.code == "play"))),
    ("MC-02", "warning", exercises(lambda one: one._replace(kind="role_play"))),
    (
        "LK-01",
        "error",
        with_role(shown=tuple(one for one in SHOWN if one.competency == "EMP" or one.exercise == "talk")),
    ),
    ("LK-01", "error", exercises(lambda one: one._replace(kind="role_play"))),
    ("LK-02", "warning", with_role(shown=(*SHOWN, *CROWD[:3]))),
    ("LK-02", "error", with_role(shown=(*SHOWN, *CROWD))),
    ("LK-03", "warning", with_role(shown=(SHOWN[0]._replace(cues=0), *SHOWN[1:]))),
    ("WT-01", "error", with_role(measured=(MEASURED[0]._replace(weight=49.5), MEASURED[1]))),
    ("SI-01", "warning", with_role(shown=(SHOWN[0]._replace(spoken=0), *SHOWN[1:]))),
    ("AS-01", "error", planned(lambda one: one.candidate != "K1" or one.assessor == "A")),
    ("AS-01", "error", planned(lambda one: one.candidate != "K1")),
    ("AS-02", "error", planned(lambda one: one.candidate != "K1" or one.exercise == "talk")),
    ("AS-03", "error", lambda facts: replace(facts, barred=(Barred("A", "K1", "friend"),))),
    ("AS-04", "warning", lambda facts: replace(facts, planned=(*facts.planned, Watch("talk-all", "talk", "K3", "A")))),
    (
        "AS-04",
        "error",
        lambda facts: replace(
            facts, planned=(*facts.planned, *(Watch("talk-all", "talk", code, "A") for code in ("K3", "K4")))
        ),
    ),
    ("TR-01", "warning", lambda facts: replace(facts, assessors=(AssessorFacts("A", ()), *facts.assessors[1:]))),
    (
        "TR-01",
        "warning",
        lambda facts: replace(
            facts, assessors=(AssessorFacts("A", (Trained("course", DAY, True, DAY - timedelta(days=1)),)),)
        ),
    ),
    ("TR-02", "warning", lambda facts: replace(facts, day=DAY - timedelta(days=1))),
    ("RS-01", "error", recorded(uncited=(HERE._replace(competency="EMP"),))),
    ("RS-02", "error", recorded(bare_ends=2, bare_ends_seen=(HERE._replace(competency="EMP"),))),
    ("RS-03", "error", recorded(early=(HERE,))),
    ("RS-04", "warning", recorded(late=(HERE._replace(minutes=44),))),
    ("DI-01", "error", lambda facts: replace(facts, frozen_at=LOCKED + timedelta(minutes=1))),
    ("DI-01", "error", lambda facts: replace(facts, frozen_at=None)),
    ("DI-01", "error", lambda facts: replace(facts, design_hash="b")),
    (
        "DI-01",
        "warning",
        lambda facts: replace(facts, design_hash="b", reweighed=((LOCKED + timedelta(hours=1), "The panel asked."),)),
    ),
    ("DI-02", "error", lambda facts: replace(facts, consensus=(Consensus("K1", text("play"), "EMP", True, 0),))),
    ("DI-02", "error", lambda facts: replace(facts, consensus=(Consensus("K1", text("play"), "EMP", False, 2),))),
    ("ST-01", "warning", recorded(ran=(ran(), ran(900.0, "K2"), ran(1210.0, "K3")))),
    ("ST-01", "warning", recorded(ran=(ran(900.0),))),
    ("NU-01", "warning", with_role(measured=tuple(MEASURED[0]._replace(code=f"X{n}") for n in range(9)))),
    ("NU-02", "warning", planned(lambda one: (one.candidate, one.exercise, one.assessor) != ("K1", "play", "B"))),
    (
        "NU-03",
        "warning",
        lambda facts: replace(facts, assessors=tuple(AssessorFacts(code, ()) for code in "ABCDE")),
    ),
    ("NU-04", "warning", lambda facts: replace(facts, candidates=FIVE)),
    ("NU-05", "error", lambda facts: replace(facts, seated={"talk-all": ("talk", tuple("12345"))})),
    ("NU-05", "warning", lambda facts: replace(facts, seated={"talk-all": ("talk", tuple("123"))})),
    ("NU-06", "warning", lambda facts: replace(facts, planned=tuple(Watch("x", "play", "K1", a) for a in ("A",)))),
    ("NU-07", "warning", lambda facts: replace(facts, hi=7)),
    ("PO-01", "warning", without("policy")),
    ("PO-02", "warning", without("mandate")),
    ("PO-02", "warning", without("works_council")),
    ("IN-01", "error", without("information")),
    ("IN-01", "warning", lambda facts: without("information")(replace(facts, begun=False))),
    ("IN-01", "error", lambda facts: replace(facts, papers={**facts.papers, "information": (date(2026, 12, 1), "")})),
    ("IN-02", "warning", without("adjustments")),
    ("FB-01", "warning", without("feedback")),
    ("EV-01", "warning", without("evaluation")),
]

OPEN: list[tuple[set[str], Planted]] = [
    ({"CA-01", "BC-01", "BC-04", "MC-01", "LK-01", "SI-01", "WT-01", "NU-01"}, lambda facts: replace(facts, roles=())),
    ({"AS-01", "AS-02", "AS-03", "AS-04", "NU-02", "NU-03", "NU-06"}, lambda facts: replace(facts, planned=())),
    ({"TR-01", "TR-02"}, lambda facts: replace(facts, assessors=())),
    ({"TR-02"}, lambda facts: replace(facts, today=DAY - timedelta(days=2))),
    ({"RS-01", "RS-02", "RS-03", "RS-04", "ST-01"}, lambda facts: replace(facts, record=None)),
    ({"RS-01", "RS-04"}, recorded(ratings=0, imported=5)),
    ({"DI-01"}, lambda facts: replace(facts, frozen_at=None, first_lock=None)),
    ({"DI-02"}, lambda facts: replace(facts, consensus=(), washed_up=False)),
    ({"FB-01", "EV-01"}, lambda facts: replace(facts, papers={}, washed_up=False)),
    ({"NU-04", "NU-05"}, lambda facts: replace(facts, candidates=(), seated={})),
]


def test_a_sound_center_meets_every_check_once_in_the_order_of_the_rules() -> None:
    found = judge(sound())
    assert [one.id for one in found.checks] == list(RULES)
    assert [(one.id, str(one.said)) for one in found.checks if one.state != "met"] == []
    assert found.sound
    assert all(one.mend is None for one in found.checks)


@pytest.mark.parametrize(("id_", "state", "plant"), PLANTED, ids=[f"{id_}-{state}" for id_, state, _ in PLANTED])
def test_one_planted_fault_breaks_its_check(id_: str, state: str, plant: Planted) -> None:
    assert of(sound(), id_).state == "met"
    found = of(plant(sound()), id_)
    assert found.state == state, str(found.said)
    assert found.mend is not None
    for language in LANGUAGES:
        words = Words(language)
        assert all(words(said) for said in (found.said, found.mend, found.title, *found.evidence))
    assert not (state == "error" and found.severity == "warning"), "a warning is never an error"


def test_every_check_can_be_broken() -> None:
    assert {id_ for id_, _, _ in PLANTED} == set(RULES)


@pytest.mark.parametrize(("ids", "plant"), OPEN, ids=[min(ids) for ids, _ in OPEN])
def test_what_can_not_be_said_yet_is_open(ids: set[str], plant: Planted) -> None:
    found = judge(plant(sound()))
    assert ids <= {one.id for one in found.of("open")}
    assert all(one.mend is None for one in found.of("open"))


def test_evidence_names_the_rows() -> None:
    english = Words("en")
    gone = of(planned(lambda one: one.candidate != "K1" or one.exercise == "talk")(sound()), "AS-02")
    assert [english(said) for said in gone.evidence] == [
        "K1 EMP: 1 exercise, assessors A, B",
        "K1 KOM: 1 exercise, assessors A, B",
    ]
    known = of(replace(sound(), barred=(Barred("A", "K1", "manager"), Barred("B", "K2", "none"))), "AS-03")
    assert {english(said) for said in known.evidence} == {
        f"K1, {exercise}: A is or was their manager" for exercise in KINDS
    }


def test_an_extreme_that_may_not_be_seen_is_counted_and_not_named() -> None:
    hidden = of(recorded(bare_ends=2, bare_ends_seen=())(sound()), "RS-02")
    assert [str(said) for said in hidden.evidence] == ["2 more open with the reveal"]
    assert str(hidden.said).startswith("2 ratings")


def test_it_never_claims_a_certificate() -> None:
    for language in LANGUAGES:
        words = Words(language)
        found = judge(sound())
        assert words(found.supports) == words(SUPPORTS)
        everything = " ".join(
            words(said) for one in found.checks for said in (one.title, one.said, *one.evidence, found.supports)
        ).lower()
        assert not any(claim in everything for claim in ("certified", "conforms to", "zertifiziert", "normkonform"))


def test_the_arithmetic_of_a_group() -> None:
    six = Group("talk", text("talk"), candidates=6, raters=2, limit=2, assessors=4)
    assert (six.need, six.places, six.second) == (6, 8, 2)
    assert Group("talk", text("talk"), 5, 2, 2, 5).need == 5
    assert Group("talk", text("talk"), 5, 1, 2, 3).need == 3
    found = groups(replace(sound(), seated={}, candidates=FIVE))
    assert [(one.exercise, one.candidates, one.assessors) for one in found] == [("talk", 5, 2)]


def test_assessors_in_two_parts_are_told() -> None:
    apart = (
        *watched(("K1",)),
        *(one._replace(assessor={"A": "C", "B": "D"}[one.assessor]) for one in watched(("K2",))),
    )
    facts = replace(sound(), planned=apart, assessors=tuple(AssessorFacts(code, ()) for code in "ABCD"))
    assert links(facts).parts == (("A", "B"), ("C", "D"))
    found = of(facts, "NU-06")
    assert (found.state, [str(said) for said in found.evidence]) == ("warning", ["A, B", "C, D"])
    assert judge(sound()).linked.worst == pytest.approx((2 / 6) ** 0.5), "six pairs of ratings"


@st.composite
def days(draw: st.DrawFn) -> Facts:
    """Any plan over few candidates, exercises and assessors."""
    watches = draw(
        st.lists(
            st.builds(
                Watch,
                st.sampled_from(("s1", "s2")),
                st.sampled_from((*KINDS, "gone")),
                st.sampled_from(("K1", "K2", "K9")),
                st.sampled_from(("A", "B", "C")),
            ),
            max_size=12,
        )
    )
    shown = draw(st.lists(st.sampled_from(SHOWN), unique=True))
    run = draw(st.sets(st.sampled_from(tuple(KINDS))))
    locked = draw(st.lists(st.sampled_from(watches))) if watches else []
    facts = replace(sound(), roles=(role(shown=tuple(shown)),), planned=tuple(watches), observed=tuple(locked))
    return exercises(lambda one: one._replace(used=one.code in run))(facts)


@given(days())
def test_coverage_is_what_counting_by_hand_gives(facts: Facts) -> None:
    found = {(one.candidate, one.competency): one for one in coverage(facts)}
    assert set(found) == {(candidate, code) for candidate in ("K1", "K2") for code in ("EMP", "KOM")}
    run = {one.code for one in facts.exercises if one.used}
    for (candidate, code), one in found.items():
        showing = {cell.exercise for cell in facts.roles[0].shown if cell.competency == code} & run
        assert set(one.offered) == showing
        for watches, exercise_names, people in (
            (facts.planned, one.exercises, one.assessors),
            (facts.observed, one.seen_exercises, one.seen_assessors),
        ):
            mine = [each for each in watches if each.candidate == candidate and each.exercise in showing]
            assert set(exercise_names) == {each.exercise for each in mine}
            assert set(people) == {each.assessor for each in mine}
            assert len(set(people)) == len(people)
        assert one.enough == (len(set(one.exercises)) > 1 and len(set(one.assessors)) > 1)
