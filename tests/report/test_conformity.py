"""Conformity of stored centers: facts as they are read, against counts of their own; who may ask; what is hidden."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from assess.cli.front import find_center
from assess.conduct.recorded import recorded
from assess.people.sign_in import add_person, find
from assess.plan.amend import changes
from assess.plan.candidates import put_candidate, withdraw
from assess.plan.center import put_paper, set_center
from assess.plan.conformity import examine
from assess.plan.conformity.facts import gather
from assess.plan.conformity.shape import RULES, Check, Conformity
from assess.plan.design import freeze
from assess.report.conformity import as_document, conformity, in_words
from assess.store import guards
from assess.store.open import open_store
from assess.store.tables import Assignment, Conflict, Excuse, Seat, Slot, Training
from assess.store.transaction import Reading, Store, Writing
from assess.words import LANGUAGES, Id, Refused, Words
from tests.plan.kit import DAY, Kit, begin, exercise

Demo = Callable[..., Path]


def check(found: Conformity, id_: str) -> Check:
    """One of them."""
    return next(one for one in found.checks if one.id == id_)


def hold(tx: Writing, kit: Kit, code: str, candidates: tuple[Id, ...], *assessors: Id) -> Id:
    """A performance in the timetable, straight into the tables."""
    slot = Slot(center=kit.center, exercise=exercise(tx, kit, code), room="Hall", starts_at=tx.at, ends_at=tx.at)
    tx.session.add(slot)
    tx.session.flush()
    for number, candidate in enumerate(candidates, 1):
        tx.session.add(Seat(slot=slot.id, candidate=candidate, number=number))
        for person in assessors:
            tx.session.add(Assignment(slot=slot.id, person=person, candidate=candidate, function="assessor"))
    tx.session.flush()
    return slot.id


def test_facts_are_read_alike_from_both_databases(store: Store) -> None:
    kit = store.write(begin, candidates=3)
    a, b = kit.people["A"], kit.people["B"]
    first, second, third = kit.candidates

    def plan(tx: Writing) -> None:
        hold(tx, kit, "cm-removed-post", (first,), a, b)
        hold(tx, kit, "cm-removed-post", (second,), a, b)
        hold(tx, kit, "cm-guidelines", (first, second, third), a, b)
        hold(tx, kit, "cm-statement", (first,), a, b)
        hold(tx, kit, "cm-statement", (second,), a)
        withdraw(tx, third)
        for relation, days in (("friend", 0), ("none", 1)):
            at = tx.at + timedelta(days=days)
            tx.session.add(Conflict(center=kit.center, person=a, candidate=first, relation=relation, declared_at=at))
        tx.session.add(Conflict(center=kit.center, person=b, candidate=second, relation="manager", declared_at=tx.at))
        tx.session.add(Training(person=a, kind="course", day=DAY, hours=8, frame_of_reference=True))
        tx.session.flush()
        why, play = "Fell ill.", exercise(tx, kit, "cm-removed-post")
        tx.session.add(Excuse(assessor=b, candidate=second, exercise=play, reason=why, by=kit.moderator, at=tx.at))
        put_paper(tx, kit.center, "policy", DAY, "folder 3")

    store.write(plan)
    facts = store.read(gather, kit.center)
    assert [one.code for one in facts.candidates] == ["K1", "K2"], "who withdrew is not asked for"
    assert [one.initials for one in facts.assessors] == ["A", "B"]
    assert sorted((one.exercise, one.candidate, one.assessor) for one in facts.planned) == [
        ("cm-guidelines", "K1", "A"),
        ("cm-guidelines", "K1", "B"),
        ("cm-guidelines", "K2", "A"),
        ("cm-guidelines", "K2", "B"),
        ("cm-removed-post", "K1", "A"),
        ("cm-removed-post", "K1", "B"),
        ("cm-removed-post", "K2", "A"),
        ("cm-statement", "K1", "A"),
        ("cm-statement", "K1", "B"),
        ("cm-statement", "K2", "A"),
    ], "without who withdrew, without who was excused"
    assert [(one.assessor, one.candidate, one.relation) for one in facts.barred] == [
        ("A", "K1", "none"),
        ("B", "K2", "manager"),
    ], "what was declared last"
    assert facts.papers == {"policy": (DAY, "folder 3")}
    assert facts.run == {"cm-removed-post", "cm-guidelines", "cm-statement"}
    found = store.acting(kit.moderator).read(conformity, kit.center)
    assert [one.id for one in found.checks] == list(RULES)
    states = {one.id: one.state for one in found.checks}
    assert {id_ for id_, state in states.items() if state == "error"} == {"AS-02", "AS-03"}
    assert [str(said) for said in check(found, "AS-03").evidence] == ["K2, Five guidelines: B is or was their manager"]
    assert "K2 EMP: 2 exercises, assessors A" in {str(said) for said in check(found, "AS-02").evidence}
    assert [str(said) for said in check(found, "TR-01").evidence] == ["B: no training is recorded"]
    assert states["CA-01"] == states["LK-01"] == states["BC-01"] == states["WT-01"] == "met"


def test_an_empty_center_is_all_open_and_without_error(store: Store) -> None:
    def empty(tx: Writing) -> Id:
        from assess.plan.center import Settings, create

        return create(tx, Settings("Empty", DAY))

    found = store.read(conformity, store.write(empty))
    assert found.sound
    assert {one.state for one in found.checks} <= {"open", "warning", "met"}
    assert {"AS-01", "CA-01", "LK-01", "DI-01"} <= {one.id for one in found.of("open")}
    for language in LANGUAGES:
        assert list(in_words(Words(language), found))


def test_an_amended_weight_after_the_freeze_is_read(store: Store) -> None:
    kit = store.write(begin)
    acting = store.acting(kit.moderator)
    acting.write(freeze, kit.center)
    assert check(acting.read(examine, kit.center), "DI-01").state == "met"

    def amend(tx: Writing) -> None:
        set_center(tx, kit.center, "The team decided otherwise.", w_role=0.7, w_gap=0.1)
        set_center(tx, kit.center, "The hall was taken.", day_start=600)

    acting.write(amend)
    facts = acting.read(gather, kit.center)
    assert [why for _, why in facts.reweighed] == ["The team decided otherwise."]
    assert len(acting.read(changes, kit.center)) == 2
    assert facts.frozen_hash != facts.design_hash


def test_only_who_plans_or_follows_may_ask(store: Store) -> None:
    kit = store.write(begin)
    for use_case in (conformity, examine, recorded):
        with pytest.raises(Refused, match="not among your tasks"):
            store.acting(kit.people["A"]).read(use_case, kit.center)
    officer = store.write(add_person, "Of Ficer", "OF", ("officer",), kit.center)
    assert store.acting(officer).read(conformity, kit.center).checks


def test_several_roles_share_what_they_share(store: Store) -> None:
    kit = store.write(begin, candidates=0)

    def both(tx: Writing) -> None:
        from assess.plan.catalogue import put_rubric
        from assess.plan.vacancies import put_vacancy
        from tests.plan.kit import OTHER, rubric_of

        other = put_vacancy(tx, kit.center, put_rubric(tx, rubric_of(OTHER)).id)
        put_candidate(tx, kit.center, "Kim", [kit.vacancy, other])

    store.write(both)
    found = store.acting(kit.moderator).read(examine, kit.center)
    codes = [one.competency for one in found.coverage]
    assert len(codes) == len(set(codes)) == 9, "KOM and TEA are in both"
    assert all(one.offered for one in found.coverage)


@pytest.mark.parametrize("stage", ["planned", "running", "finished"])
def test_the_demo_agrees_with_plain_sql(demo: Demo, stage: str) -> None:
    path = demo(stage)
    with open_store(path, create=False) as store:
        center = store.read(find_center, None)
        acting = store.acting(store.read(find, "M").id)
        found = acting.read(conformity, center)
    with closing(sqlite3.connect(path)) as db:
        planned = {
            (code, competency): (exercises, people)
            for code, competency, exercises, people in db.execute(
                "SELECT k.code, q.code, count(DISTINCT s.exercise), count(DISTINCT a.person) FROM assignment a"
                " JOIN slot s ON s.id = a.slot JOIN candidate k ON k.id = a.candidate"
                " JOIN candidacy y ON y.candidate = k.id JOIN vacancy v ON v.id = y.vacancy"
                " JOIN cell c ON c.rubric = v.rubric AND c.exercise = s.exercise"
                " JOIN competency q ON q.id = c.competency"
                " WHERE a.function = 'assessor' GROUP BY k.code, q.code"
            )
        }
        locked = db.execute(
            "SELECT count(*) FROM rating r JOIN sheet s ON s.id = r.sheet WHERE s.state = 'locked'"
        ).fetchone()[0]
        watching = dict(
            db.execute(
                "SELECT k.code, count(DISTINCT a.person) FROM assignment a JOIN candidate k ON k.id = a.candidate"
                " WHERE a.function = 'assessor' GROUP BY k.code"
            ).fetchall()
        )
    assert {(one.candidate, one.competency): (len(one.exercises), len(one.assessors)) for one in found.coverage} == (
        planned
    )
    assert {code: len(who) for code, who in found.assessors.items()} == watching
    with open_store(path, create=False) as store:
        record = store.acting(store.read(find, "M").id).read(recorded, center)
    assert record.ratings + record.imported == locked
    assert [one.id for one in found.of("error")] in ([], ["IN-01"])


def broken(path: Path, *statements: str) -> None:
    """Change a file past the program's guards."""
    with open_store(path, create=False) as store, store.writer.begin() as connection:
        guards.remove(connection)
        for statement in statements:
            done = connection.exec_driver_sql(statement).rowcount
            assert done > 0 or statement.startswith("DELETE"), statement
        guards.install(connection)


SHEET = (
    "SELECT s.id FROM sheet s JOIN exercise e ON e.id = s.exercise WHERE s.state = 'locked' AND e.kind = 'role_play'"
    " ORDER BY s.id LIMIT 1"
)
"""Of an exercise with two assessors for everybody."""
RATED = f"SELECT r.competency FROM rating r WHERE r.sheet = ({SHEET}) AND r.level IS NOT NULL ORDER BY 1 LIMIT 1"
FAULTS = {
    "RS-01": [f"DELETE FROM evidence WHERE sheet = ({SHEET}) AND competency = ({RATED})"],
    "RS-02": [
        f"UPDATE rating SET level = 5, reason = '' WHERE sheet = ({SHEET}) AND competency = ({RATED})",
        f"DELETE FROM evidence WHERE sheet = ({SHEET}) AND competency = ({RATED}) AND observation <> (SELECT"
        f" min(observation) FROM evidence WHERE sheet = ({SHEET}) AND competency = ({RATED}))",
        f"UPDATE evidence SET cited = 1 WHERE sheet = ({SHEET}) AND competency = ({RATED})",
    ],
    "RS-03": [f"UPDATE rating SET at = '2020-01-01T00:00:00.000Z' WHERE sheet = ({SHEET})"],
    "RS-04": [f"UPDATE rating SET at = '2099-01-01T00:00:00.000Z' WHERE sheet = ({SHEET})"],
    "DI-01": ["UPDATE center SET frozen_at = '2099-01-01T00:00:00.000Z'"],
}


@pytest.mark.parametrize("id_", [*FAULTS])
def test_a_fault_in_the_file_is_found(demo: Demo, id_: str) -> None:
    path = demo("finished")

    def state() -> Check:
        with open_store(path, create=False) as store:
            acting = store.acting(store.read(find, "M").id)
            return check(acting.read(conformity, store.read(find_center, None)), id_)

    assert state().state == "met"
    broken(path, *FAULTS[id_])
    found = state()
    assert found.state in ("error", "warning"), str(found.said)
    assert found.evidence or id_ == "DI-01"


def test_an_extreme_is_named_only_to_who_may_see_it(demo: Demo) -> None:
    path = demo("finished")
    broken(path, *FAULTS["RS-02"])
    with open_store(path, create=False) as store:
        moderator = store.acting(store.read(find, "M").id)
        center = store.read(find_center, None)
        seen = moderator.read(recorded, center)
        assert (seen.bare_ends, len(seen.bare_ends_seen)) == (1, 1)
    whom = f"(SELECT candidate FROM sheet WHERE id = ({SHEET}))"
    broken(
        path,
        "DELETE FROM wash_up_turn",
        "DELETE FROM wash_up",
        f"UPDATE sheet SET state = 'rating', locked_at = NULL WHERE candidate = {whom} AND id <> ({SHEET})",
    )
    with open_store(path, create=False) as store:
        moderator = store.acting(store.read(find, "M").id)
        hidden = moderator.read(recorded, center)
        assert (hidden.bare_ends, hidden.bare_ends_seen) == (1, ())
        told = check(moderator.read(conformity, center), "RS-02")
    assert [str(said) for said in told.evidence] == ["1 more opens with the reveal"]


def test_a_slower_run_than_the_others_is_found(demo: Demo) -> None:
    path = demo("finished")
    with open_store(path, create=False) as store:
        moderator = store.acting(store.read(find, "M").id)
        before = moderator.read(recorded, store.read(find_center, None)).ran
    assert before
    broken(
        path,
        "UPDATE candidate SET extra_minutes = 20 WHERE code = 'K1'",
    )
    with open_store(path, create=False) as store:
        moderator = store.acting(store.read(find, "M").id)
        found = check(moderator.read(conformity, store.read(find_center, None)), "ST-01")
    assert found.state == "warning"
    assert all(str(said).startswith("K1, ") for said in found.evidence)


def test_the_report_says_every_check_in_both_languages(demo: Demo) -> None:
    path = demo("finished", "de")

    def whole(tx: Reading) -> Conformity:
        return conformity(tx, find_center(tx, None))

    with open_store(path, create=False) as store:
        found = store.acting(store.read(find, "M").id).read(whole)
    for language in LANGUAGES:
        lines = list(in_words(Words(language), found))
        assert max(map(len, lines)) <= 100
        assert all(any(id_ in line for line in lines) for id_ in RULES)
        told = as_document(Words(language), found)
        assert [one["id"] for one in told["checks"]] == list(RULES)
        assert told["linking"]["worst_severity_se"] == found.linked.worst
        assert told["errors"] == len(found.of("error"))
