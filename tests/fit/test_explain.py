"""Explain: every step, and nothing but what the ranking rests on."""

from __future__ import annotations

from dataclasses import asdict
from math import fsum, sqrt

import pytest
from sqlalchemy import event

from assess.fit.explain import explain, explain_on, ground
from assess.fit.ranking import ranking
from assess.store.transaction import Reading, Store
from assess.words import Refused
from tests.day import Plan, amend, close, make_day, make_team, withdraw
from tests.fit.test_ranking import K1, lower

FULL: dict[str, dict[str, dict[str, int | None]]] = {**K1, "talk": {**K1["talk"], "care": {"A": 3, "B": 2}}}


def test_the_steps_add_up_to_the_place(store: Store) -> None:
    day = store.write(make_day, {"K1": FULL, "K2": lower(1), "K3": lower(2)}, Plan(values=("care",)))
    members = {"Ada": {"EMP": 3.0, "KOM": 2.0}}
    store.write(make_team, day, members, {"EMP": (2.0, 4.0, 1), "KOM": (1.0, 4.0, 2)}, {"care": (1.0, 4.0)})
    close(store, day)
    (ranked,) = store.read(ranking, day.center)
    for place in ranked.candidates:
        (found,) = store.read(explain, day.center, place.code)
        assert found.place == place
        role, gap, values = found.parts
        assert [part.value for part in found.parts] == [place.role_fit, place.gap_fit, place.values_fit]
        for part in found.parts:
            if part.value is not None:
                assert fsum(piece.points for piece in part.pieces) == pytest.approx(part.value)
        assert fsum(part.contribution for part in found.parts) == pytest.approx(place.team_fit)
        assert fsum(step.contribution or 0 for step in found.competencies) == pytest.approx(role.value)
        assert fsum(step.share for step in found.competencies) == pytest.approx(1)
        steps = (*found.competencies, *found.values)
        assert sqrt(fsum((step.slope * (step.se or 0)) ** 2 for step in steps)) == pytest.approx(place.se)
        assert [piece.code for piece in gap.pieces] == ["EMP", "KOM"]
        for step in steps:
            assert step.score is None or step.score == pytest.approx(
                fsum(cell.weight * (cell.mean or 0) for cell in step.cells) / fsum(cell.weight for cell in step.cells)
            )
        assert [step.code for step in found.values] == ["care"]
        assert (values.value is None) == (place.code != "K1")


def test_every_rating_is_there_with_its_first_level(store: Store) -> None:
    day = store.write(make_day, {"K1": K1})
    store.write(amend, day, ("B", "K1", "talk"), "EMP", 5)
    close(store, day)
    (found,) = store.read(explain, day.center, "k1")
    step = found.competencies[0]
    assert (step.code, step.ratings, step.sufficient) == ("EMP", 4, True)
    talk, speech = step.cells
    assert (talk.exercise_code, speech.exercise_code) == ("talk", "speech")
    assert [(one.assessor, one.level, one.first_level) for one in talk.ratings] == [("A", 4, 4), ("B", 5, 3)]
    assert talk.mean == 4.5


def test_the_band_names_who_opened_it_and_the_one_before(store: Store) -> None:
    day = store.write(make_day, {"K1": K1, "K2": K1, "K3": lower(2)})
    close(store, day)
    (second,) = store.read(explain, day.center, "K2")
    assert second.opener is not None
    assert (second.opener.code, second.before) == ("K1", None)
    (third,) = store.read(explain, day.center, "K3")
    assert third.opener is not None
    assert third.before is not None
    assert (third.opener.code, third.before.code) == ("K3", "K1")


def test_an_exercise_that_did_not_take_place_is_no_step(store: Store) -> None:
    """A rubric may have more exercises than a center runs."""
    ratings = {"K1": {"talk": {"EMP": {"A": 4, "B": 4}}, "group-two": {"EMP": {"A": 4}}}}
    day = store.write(make_day, ratings, Plan(weights={"EMP": 100.0}), missing=[("A", "K1", "group-two")])

    def cancel(tx: Reading) -> None:
        slot = day.slots["K1", "group-two"]
        connection = tx.session.connection()
        for table in ("assignment", "seat"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE slot = '{slot}'")
        connection.exec_driver_sql(f"DELETE FROM slot WHERE id = '{slot}'")

    store.write(cancel)
    close(store, day)
    (found,) = store.read(explain, day.center, "K1")
    assert [cell.exercise_code for cell in found.competencies[0].cells] == ["talk"]


def test_who_can_not_be_explained_is_told_why(store: Store) -> None:
    day = store.write(make_day, {"K1": K1, "K2": K1, "K10": K1})
    with pytest.raises(Refused, match="Results open"):
        store.read(explain, day.center, "K1")
    store.write(withdraw, day, "K2")
    close(store, day)
    with pytest.raises(Refused, match="K1, K2, K10"):
        store.read(explain, day.center, "[/] nobody")
    with pytest.raises(Refused, match="withdrew"):
        store.read(explain, day.center, "K2")


def test_one_explanation_a_role(store: Store) -> None:
    day = store.write(make_day, {"K1": K1}, Plan(roles=("analyst", "community-manager")))
    close(store, day)
    found = store.read(explain, day.center, day.candidates["K1"])
    assert [one.role for one in found] == ["analyst", "community-manager"]
    assert asdict(found[0])["place"]["code"] == "K1"


def test_explaining_many_reads_the_ground_once(sqlite_store: Store) -> None:
    """A thousand scorecards must not rank the center a thousand times."""
    store = sqlite_store
    day = store.write(make_day, {f"K{number}": K1 for number in range(1, 9)})
    close(store, day)
    said: list[str] = []
    event.listen(store.reader, "before_cursor_execute", lambda *call: said.append(call[2]))

    def everybody(tx: Reading) -> int:
        shared = ground(tx, day.center)
        before = len(said)
        for code, candidate in day.candidates.items():
            assert explain_on(tx, shared, candidate, code) == explain(tx, day.center, code)
        said.clear()
        for code, candidate in day.candidates.items():
            explain_on(tx, shared, candidate, code)
        return before

    before = store.read(everybody)
    assert len(said) / len(day.candidates) < before / 2
