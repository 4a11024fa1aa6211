"""Candidates by hand: codes, adjustments, amendments without names, withdrawal and back."""

from __future__ import annotations

import pytest

from assess.integrate.washup import close, open_wash_up, state
from assess.plan.amend import changes
from assess.plan.candidates import (
    Entry,
    applicants,
    candidates,
    find_applicant,
    put_candidate,
    put_candidates,
    withdraw,
)
from assess.store.transaction import Store, Writing
from assess.words import Refused
from tests.factories import Made, make_center


@pytest.fixture
def made(store: Store) -> Made:
    return store.write(make_center, candidates=2)


@pytest.fixture
def lead(store: Store, made: Made) -> Store:
    return store.acting(made.lead)


def test_the_program_gives_the_codes_and_none_twice(lead: Store, made: Made) -> None:
    lead.write(put_candidate, made.center, "Anna", [made.vacancy])
    named = lead.write(put_candidate, made.center, "Bo", [made.vacancy], code="X1")
    lead.write(put_candidates, made.center, [Entry("Cy", (made.vacancy,)), Entry("Di", (made.vacancy,))])
    assert [one.code for one in lead.read(candidates, made.center)] == ["K1", "K2", "K3", "K4", "K5", "X1"]
    for code, why in (("K1", "has this code"), ("K" * 13, "at most 12")):
        with pytest.raises(Refused, match=why):
            lead.write(put_candidate, made.center, "Bo", [made.vacancy], candidate=named, code=code)


@pytest.mark.parametrize(
    ("name", "extra", "why"),
    [(" \t", 0, "needs a name"), ("x" * 201, 0, "at most 200"), ("A", 121, "between 0 and 120")],
)
def test_what_can_not_be_is_refused(lead: Store, made: Made, name: str, extra: int, why: str) -> None:
    with pytest.raises(Refused, match=why):
        lead.write(put_candidate, made.center, name, [made.vacancy], extra_minutes=extra)
    with pytest.raises(Refused, match="at least one role"):
        lead.write(put_candidate, made.center, "Anna", [])
    assert len(lead.read(candidates, made.center)) == 2


def test_an_amendment_holds_codes_and_numbers_alone(store: Store) -> None:
    made = store.write(make_center, candidates=1, frozen=True)
    lead = store.acting(made.lead)
    reason = "agreed with the works council"
    for adjustment in ("sign language interpreter", "large print"):
        lead.write(
            put_candidate,
            made.center,
            "Person 1",
            [made.vacancy],
            candidate=made.candidates[0],
            adjustment=adjustment,
            without_steps=True,
            extra_minutes=10,
            reason=reason,
        )
    lead.write(
        put_candidate,
        made.center,
        "Renamed",
        [made.vacancy],
        candidate=made.candidates[0],
        adjustment="large print",
        without_steps=True,
        extra_minutes=10,
        email="new@example.org",
    )
    assert [(one.old, one.new) for one in lead.read(changes, made.center)] == [
        ("K1: community-manager", "K1: community-manager, +10 min, adjusted, no steps"),
        (
            "K1: community-manager, +10 min, adjusted, no steps",
            "K1: community-manager, +10 min, adjusted anew, no steps",
        ),
    ], "a name and an address need no reason, and no amendment tells what was adjusted"


def test_names_are_for_those_who_plan(store: Store, made: Made) -> None:
    for person in (*made.assessors, made.candidates[0]):
        for call in (applicants, lambda tx, center: find_applicant(tx, center, "K1")):
            with pytest.raises(Refused, match="not among your tasks"):
                store.acting(person).read(call, made.center)


def test_somebody_is_found_by_code_or_name(lead: Store, made: Made) -> None:
    assert lead.read(find_applicant, made.center, "k2").name == "Person 2"
    assert lead.read(find_applicant, made.center, "person 1").code == "K1"
    with pytest.raises(Refused, match="The codes are: K1, K2"):
        lead.read(find_applicant, made.center, "K7")


def assign(tx: Writing, made: Made) -> None:
    from assess.store.tables import Assignment

    for candidate in made.candidates:
        tx.session.add(Assignment(slot=made.slot, person=made.assessors[0], candidate=candidate, function="assessor"))
    tx.session.flush()


def test_nobody_waits_for_who_withdrew_and_they_come_back_until_the_wash_up(store: Store, made: Made) -> None:
    store.write(assign, made)
    lead, moderator = store.acting(made.lead), store.acting(made.moderator)
    assert lead.read(state, made.center).planned == 2
    lead.write(withdraw, made.candidates[0])
    assert lead.read(state, made.center).planned == 1
    lead.write(withdraw, made.candidates[0], back=True)
    assert lead.read(state, made.center).planned == 2
    for candidate in made.candidates:
        moderator.write(withdraw, candidate)
    moderator.write(open_wash_up, made.center)
    with pytest.raises(Refused, match="nobody comes back any more"):
        lead.write(withdraw, made.candidates[0], back=True)
    moderator.write(close, made.center)
    first = {one.code: one.withdrawn_at for one in lead.read(candidates, made.center)}
    lead.write(withdraw, made.candidates[0])
    assert {one.code: one.withdrawn_at for one in lead.read(candidates, made.center)} == first, "the first time counts"
    with pytest.raises(Refused, match="not among your tasks"):
        store.acting(made.assessors[0]).write(withdraw, made.candidates[1])
