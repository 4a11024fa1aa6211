"""Erased candidates are gone, and the doctor would see it if they were not."""

from __future__ import annotations

from sqlalchemy import text

from assess.protect.invariants import INVARIANTS
from assess.store.doctor import examine
from assess.store.erasure import erase
from assess.store.transaction import Reading, Store, Writing
from assess.words import Id
from tests import factories


def doctor(tx: Reading) -> dict[str, bool]:
    return {finding.name: finding.holds for finding in examine(tx, INVARIANTS)}


def somebody(tx: Writing) -> Id:
    candidate = factories.make_center(tx).candidates[0]
    tx.journal("candidate added", candidate)
    return candidate


def test_an_erased_candidate_leaves_nothing(store: Store) -> None:
    candidate = store.write(somebody)
    store.write(erase, candidate, "request")
    assert store.read(doctor) == {"erased-are-gone": True, "journal-forgets": True}


def test_what_is_left_is_found(store: Store) -> None:
    candidate = store.write(somebody)

    def plant(tx: Writing) -> None:
        tx.session.execute(
            text("INSERT INTO erasure (candidate, reason, at) VALUES (:id, 'request', '2026-11-23T12:00:00.000Z')"),
            {"id": candidate},
        )

    store.write(plant)
    assert store.read(doctor) == {"erased-are-gone": False, "journal-forgets": False}
