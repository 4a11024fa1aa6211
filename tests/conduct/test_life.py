"""The life of sheets, whatever the order: nobody gets past the lock, the evidence or the reveal.

Two assessors, a moderator and a hiring lead call every use case of the day in any order, each in their own name and in
that of others, on a real file. After each step the rules are checked with plain SQL, which knows nothing of the
program's own queries.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from assess.conduct import amend, blind, classify, conflict, lock, observe, rate, reveal, sheets, timing
from assess.conduct.clock import Moment
from assess.conduct.evidence import evidence
from assess.conduct.invariants import INVARIANTS
from assess.exchange.ratings import rating_rows
from assess.integrate.table import table
from assess.integrate.washup import close, open_wash_up
from assess.store.backup import backup
from assess.store.doctor import examine
from assess.store.journal import verify
from assess.store.open import open_store
from assess.store.tables import Assignment, Slot, new_id
from assess.store.transaction import Writing
from assess.words import Id, Refused
from tests.factories import Made, make_center

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONG = "saw on the second look that the cause was named too"
OWNERS = st.sampled_from("AB")
STRANGERS = st.sampled_from([None, None, None, None, None, "A", "B", "M", "L"])
"""Who calls in place of whoever may: mostly nobody."""
PLACES = st.sampled_from([0, 1])
"""K1 and K2, each with a slot of their own; the competencies EMP and CON."""
SOME = st.integers(min_value=0, max_value=11)
LEVELS = st.sampled_from([2, 3, 5, 1, 4, 9, None])
REASONS = st.sampled_from([LONG, LONG, LONG, "no", ""])


def two_slots(tx: Writing) -> tuple[Made, tuple[Id, Id]]:
    """A frozen center: A and B watch K1 in one slot and K2 in another."""
    made = make_center(tx, frozen=True)
    first = tx.session.get_one(Slot, made.slot)
    second = Slot(
        id=new_id(),
        center=made.center,
        exercise=made.exercise,
        room="2",
        starts_at=first.starts_at + timedelta(hours=1),
        ends_at=first.ends_at + timedelta(hours=1),
    )
    tx.session.add(second)
    tx.session.flush()
    slots = (made.slot, second.id)
    for slot, candidate in zip(slots, made.candidates, strict=True):
        for person in made.assessors:
            tx.session.add(Assignment(id=new_id(), slot=slot, person=person, candidate=candidate, function="assessor"))
    tx.session.flush()
    return made, slots


class Life(RuleBasedStateMachine):
    """The day, in any order."""

    mornings: Sequence[Path]
    """Days to begin with: a fresh one, and some that are further on."""
    made: Made
    slots: tuple[Id, Id]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = START
        made = self.made
        self.people = dict(zip("ABML", (*made.assessors, made.moderator, made.lead), strict=True))
        self.looker = "A"
        self.looked_at = False
        """Whether everybody has looked since something was done."""
        self.sealed: dict[str, Any] = {}
        """What was on each sheet when it was locked."""

    @initialize(which=st.sampled_from([5, 4, 3, 2, 1, 0, 5, 4, 3, 2]))
    def begins(self, which: int) -> None:
        """One of the mornings, in a file of its own."""
        self.open(Path(shutil.copy(self.mornings[which], self.folder / "life.assess")))

    def open(self, path: Path) -> None:
        self.store = open_store(path, create=False, now=self._tick)
        self.raw = sqlite3.connect(path)
        for (sheet,) in self.sql("SELECT id FROM sheet WHERE state = 'locked'"):
            self.sealed[sheet] = self.on(sheet)

    def _tick(self) -> datetime:
        self.now += timedelta(seconds=7)
        return self.now

    def do(self, who: str, use_case: Callable[..., Any], *said: object, **more: object) -> bool:
        """Call a use case in somebody's name; whether it was done. Whatever refuses says so, and changes nothing."""
        before = self.rows()
        try:
            self.store.acting(self.people[who]).write(use_case, *said, **more)
        except Refused:
            assert self.rows() == before, "a refusal leaves nothing behind"
            return False
        self.looked_at = False
        return True

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.raw.execute(query, values).fetchall()

    def rows(self) -> list[tuple[Any, ...]]:
        """How many rows there are, and how far each sheet is; nothing is written without an entry of the journal."""
        tables = ("entry", "clock_event", "observation", "evidence", "rating", "amendment", "excuse", "deviation")
        counts = ", ".join(f"(SELECT count(*) FROM {one})" for one in tables)
        return [*self.sql(f"SELECT {counts}"), *self.sql("SELECT id, state FROM sheet ORDER BY id")]

    def sheet(self, who: str, place: int) -> Id:
        made = self.made
        return sheets.sheet_id(made.center, self.people[who], made.candidates[place], made.exercise)

    def note(self, number: int, sheet: Id | None = None) -> Id:
        """One of the notes there are, of a sheet if it has any."""
        rows = self.sql("SELECT id FROM observation WHERE sheet = ? ORDER BY number", sheet) if sheet else []
        rows = rows or self.sql("SELECT id FROM observation ORDER BY sheet, number")
        return Id(rows[number % len(rows)][0]) if rows else Id("f" * 32)

    @rule(who=OWNERS, place=PLACES, upto=st.integers(min_value=3, max_value=9))
    def hour(self, who: str, place: int, upto: int) -> None:
        """An assessor goes on with an exercise, as far as it goes."""
        slot, sheet, made = self.slots[place], self.sheet(who, place), self.made
        emp, con = made.competencies
        steps: list[Callable[[], object]] = [
            lambda: self.do(who, sheets.enter, slot),
            lambda: self.do(who, conflict.declare, slot, made.candidates[place], "none"),
            lambda: self.do(who, observe.read_brief, slot),
            lambda: self.do(who, timing.begin, slot, "live", Moment(self.now)),
            lambda: [self.do(who, observe.note, slot, f"{who} saw it {n}", "live", 9.0 * n) for n in range(3)],
            lambda: self.do(who, timing.stop, slot, "live", Moment(self.now)),
            lambda: [
                self.do(who, classify.assign, self.note(n, sheet), competency)
                for n, competency in enumerate((emp, con, emp))
                if not self.cited(sheet, competency)  # said again, it would be taken back
            ],
            lambda: self.do(who, classify.classified, sheet),
            lambda: [self.do(who, rate.rate, sheet, one, 4) for one in (emp, con)],
        ]
        for step in steps[:upto]:
            step()

    @rule(other=STRANGERS, owner=OWNERS, place=PLACES)
    def locks(self, other: str | None, owner: str, place: int) -> None:
        sheet = self.sheet(owner, place)
        if self.do(other or owner, lock.lock, sheet):
            assert other in (None, owner)
            self.sealed[sheet] = self.on(sheet)

    @rule(other=STRANGERS, owner=OWNERS, place=PLACES, outcome=st.sampled_from(["no_show", "excused", "x"]))
    def excuses(self, other: str | None, owner: str, place: int, outcome: str) -> None:
        sheet = self.sheet(owner, place)
        if self.do(other or owner, lock.excuse, sheet, outcome, "the train was late"):
            assert other in (None, owner)
            self.sealed[sheet] = self.on(sheet)

    @rule(
        other=STRANGERS,
        owner=OWNERS,
        place=PLACES,
        what=st.sampled_from(["enter", "brief", "begin", "stop", "note", "back", "rating", "classifying"]),
    )
    def watches(self, other: str | None, owner: str, place: int, what: str) -> None:
        slot, sheet = self.slots[place], self.sheet(owner, place)
        calls: dict[str, tuple[Any, ...]] = {
            "enter": (sheets.enter, slot),
            "brief": (observe.read_brief, slot),
            "begin": (timing.begin, slot, "live", Moment(self.now)),
            "stop": (timing.stop, slot, "live", Moment(self.now)),
            "note": (observe.note, slot, "+ asks what would help", "live", 61.0),
            "back": (observe.take_back, slot),
            "rating": (classify.classified, sheet),
            "classifying": (classify.back_to_classifying, sheet),
        }
        self.do(other or owner, *calls[what])

    @rule(
        other=STRANGERS,
        owner=OWNERS,
        place=PLACES,
        number=SOME,
        which=PLACES,
        what=st.sampled_from(["assign", "discard", "split", "cite"]),
    )
    def classifies(self, other: str | None, owner: str, place: int, number: int, which: int, what: str) -> None:
        note, competency = self.note(number, self.sheet(owner, place)), self.made.competencies[which]
        calls: dict[str, tuple[Any, ...]] = {
            "assign": (classify.assign, note, competency),
            "discard": (classify.discard, note),
            "split": (classify.split, note, "one part", "another part"),
            "cite": (rate.cite, note, competency),
        }
        self.do(other or owner, *calls[what])

    @rule(other=STRANGERS, owner=OWNERS, place=PLACES, which=PLACES, level=LEVELS, reason=REASONS)
    def rates(self, other: str | None, owner: str, place: int, which: int, level: int | None, reason: str) -> None:
        sheet, competency = self.sheet(owner, place), self.made.competencies[which]
        kind = "shown" if level is not None else "no_opportunity"
        if self.do(other or owner, rate.rate, sheet, competency, level, reason, kind):
            assert other in (None, owner)
            assert (self.cited(sheet, competency) > 0) == (level is not None), "a rating cites a note, no level none"

    @rule(other=STRANGERS, owner=OWNERS, place=PLACES, which=PLACES)
    def unrates(self, other: str | None, owner: str, place: int, which: int) -> None:
        self.do(other or owner, rate.unrate, self.sheet(owner, place), self.made.competencies[which])

    @rule(other=STRANGERS, owner=OWNERS, place=PLACES, which=PLACES, level=LEVELS, reason=REASONS, number=SOME)
    def amends(
        self, other: str | None, owner: str, place: int, which: int, level: int | None, reason: str, number: int
    ) -> None:
        sheet, competency = self.sheet(owner, place), self.made.competencies[which]
        note, kind = self.note(number, sheet), "shown" if level is not None else "no_opportunity"
        if self.do(other or owner, amend.amend, sheet, competency, level, reason, note, kind):
            assert other in (None, owner)
            assert sheet in self.sealed
            assert reason == LONG
            assert self.sql(
                "SELECT 1 FROM observation WHERE id = ? AND sheet = ? AND discarded_at IS NULL", note, sheet
            )

    @rule(other=STRANGERS, place=PLACES, reason=REASONS)
    def forces(self, other: str | None, place: int, reason: str) -> None:
        made = self.made
        if self.do(other or "M", reveal.force_reveal, made.candidates[place], made.exercise, reason):
            assert (other or "M", reason) == ("M", LONG)

    @rule(other=STRANGERS, whom=OWNERS, place=PLACES, reason=REASONS)
    def waits_no_longer(self, other: str | None, whom: str, place: int, reason: str) -> None:
        made = self.made
        called = (self.people[whom], made.candidates[place], made.exercise, reason)
        if self.do(other or "M", reveal.excuse_assessor, *called):
            assert (other or "M", reason) == ("M", LONG)

    @rule(other=STRANGERS, what=st.sampled_from([open_wash_up, open_wash_up, close]))
    def washes_up(self, other: str | None, what: Callable[..., Any]) -> None:
        if self.do(other or "M", what, self.made.center):
            assert other in (None, "M")

    # what always holds

    def on(self, sheet: str) -> list[list[tuple[Any, ...]]]:
        """Everything that is on a sheet."""
        tables = ("observation", "evidence", "rating", "cue")
        own = self.sql("SELECT * FROM sheet WHERE id = ?", sheet)
        return [own, *(sorted(self.sql(f"SELECT * FROM {one} WHERE sheet = ?", sheet), key=repr) for one in tables)]

    def cited(self, sheet: str, competency: str) -> int:
        query = (
            "SELECT count(*) FROM evidence e JOIN observation o ON o.id = e.observation WHERE e.sheet = ?"
            " AND e.competency = ? AND e.cited AND o.discarded_at IS NULL"
        )
        return int(self.sql(query, sheet, competency)[0][0])

    @invariant()
    def a_locked_sheet_stays_as_it_was_locked(self) -> None:
        assert {id_ for (id_,) in self.sql("SELECT id FROM sheet WHERE state = 'locked'")} == set(self.sealed)
        for sheet, sealed in self.sealed.items():
            assert self.on(sheet) == sealed

    @invariant()
    def a_locked_rating_has_its_evidence(self) -> None:
        query = (
            "SELECT r.sheet, r.competency, r.level, r.reason FROM rating r JOIN sheet s ON s.id = r.sheet"
            " WHERE s.state = 'locked'"
        )
        for sheet, competency, level, reason in self.sql(query):
            notes = self.cited(sheet, competency)
            if level is None:
                assert notes == 0
            else:
                assert notes >= (2 if level in (1, 5) and len(reason) < 40 else 1)

    @invariant()
    def nobody_sees_anothers_rating_before_the_reveal(self) -> None:
        """The rule once more, as method 2.1 says it, from the bare rows."""
        if self.looked_at:
            return
        self.looked_at = True
        self.looker = "ABML"["ABML".index(self.looker) - 1]
        (panel,) = self.sql("SELECT count(*), count(closed_at) FROM wash_up")[0:1]
        opened, closed = bool(panel[0]), bool(panel[1])
        states = {(a, c): s for a, c, s in self.sql("SELECT assessor, candidate, state FROM sheet")}
        excused = set(self.sql("SELECT assessor, candidate FROM excuse"))
        forced = {c for (c,) in self.sql("SELECT candidate FROM reveal")}
        assessors = self.made.assessors

        def at(viewer: str) -> dict[str, str]:
            return {c: states.get((viewer, c), "planned") for c in self.made.candidates} if viewer in assessors else {}

        def at_work(viewer: str) -> bool:
            working = ("observing", "classifying", "rating")
            return not opened and any(s in working and (viewer, c) not in excused for c, s in at(viewer).items())

        def may(viewer: str, assessor: str, candidate: str) -> bool:
            mine, working = at(viewer), at_work(viewer)
            locked = states[assessor, candidate] == "locked"
            if viewer == assessor:
                return not (working and locked)
            all_done = all(states.get((a, candidate)) == "locked" or (a, candidate) in excused for a in assessors)
            blind_here = not opened and mine.get(candidate, "locked") != "locked"
            return locked and not working and not blind_here and (all_done or candidate in forced)

        rated = {
            (a, c) for a, c in self.sql("SELECT s.assessor, s.candidate FROM rating r JOIN sheet s ON s.id = r.sheet")
        }
        for who, viewer in self.people.items():
            acting = self.store.acting(viewer)
            wanted = {(a, c) for a, c in rated if may(viewer, a, c)}
            found = acting.read(blind.ratings, self.made.center)
            assert {(one.assessor, one.candidate) for one in found} == wanted
            if who != self.looker:  # each in turn looks everywhere
                continue
            noted = {(one.assessor, c) for c in self.made.candidates for one in acting.read(evidence, c)}
            assert noted <= {pair for pair in states if may(viewer, *pair)}
            if at_work(viewer):
                with pytest.raises(Refused, match="nothing can be exported"):
                    acting.read(rating_rows, self.made.center)
                exported = 0
            else:
                exported = len(acting.read(rating_rows, self.made.center))
            shown = sum(
                len(square.marks)
                for candidate in self.made.candidates
                for row in acting.read(table, self.made.center, candidate).rows
                for square in row.squares
            )
            assert exported == shown == sum(one.locked for one in found)
            if not closed:
                with pytest.raises(Refused):
                    acting.read(blind.cell_sums, self.made.center)

    def leave(self) -> None:
        self.raw.close()
        self.store.close()

    def teardown(self) -> None:
        """At the end of the day the journal is whole, and the doctor finds nothing about sheets."""
        verdicts = self.store.read(lambda tx: verify(tx.session))
        bad = [one for one in self.store.read(examine, INVARIANTS) if not one.holds]
        self.leave()
        shutil.rmtree(self.folder)
        assert [one.state for one in verdicts if one.state != "whole"] == []
        assert bad == []


def mornings(path: Path, folder: Path) -> list[Path]:
    """A fresh day; one with notes to classify; all rated; A has locked; B has, too, on K1; on K2."""
    with open_store(path, create=False) as store:
        Life.made, Life.slots = store.write(two_slots)
    made = [Path(shutil.copy(path, folder / "0.assess"))]
    life = Life()
    life.open(path)
    stages: tuple[Callable[[], object], ...] = (
        lambda: [life.hour(who, place, 6) for who in "AB" for place in (0, 1)],
        lambda: [life.hour(who, place, 9) for who in "AB" for place in (0, 1)],
        lambda: [life.locks("A", "A", place) for place in (0, 1)],
        lambda: life.locks("B", "B", 0),
        lambda: life.locks("B", "B", 1),
    )
    for stage in stages:
        stage()
        made.append(backup(life.store, folder / f"{len(made)}.assess"))
    assert len(life.sealed) == 4
    life.leave()
    return made


def test_no_order_of_use_cases_breaks_the_sheets_life(sqlite_path: Path, tmp_path: Path) -> None:
    Life.mornings = mornings(sqlite_path, tmp_path)
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
