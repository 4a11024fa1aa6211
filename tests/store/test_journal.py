"""The journal: whole, erased or broken, and which entry says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select, update
from sqlmodel import Session

from assess.store import journal
from assess.store.erasure import erase
from assess.store.journal import Verdict, Writer, verify
from assess.store.tables import Content, Entry, metadata
from assess.store.transaction import Store, Writing
from assess.words import Id
from tests.factories import make_center
from tests.store.conftest import Tool

Unguard = Callable[[], None]


def tell(tx: Writing, what: str = "told", candidate: Id | None = None) -> None:
    tx.journal(what, candidate, reason="Grüße & <ä>", n=3, x=0.1, yes=True, none=None, ids=["a"])


def verdicts(store: Store) -> list[Verdict]:
    return store.read(lambda tx: verify(tx.session))


def only(store: Store) -> Verdict:
    (verdict,) = verdicts(store)
    return verdict


def test_a_chain_is_whole_and_ends_in_its_head(store: Store, tool: Tool) -> None:
    for _ in range(3):
        store.write(tell)
    found = only(store)
    assert (found.state, found.entries, found.erased, found.broken_at) == ("whole", 3, (), None)
    assert [(found.head,)] == tool("SELECT hash FROM entry WHERE seq = 3")


def test_entries_hold_no_content(store: Store, tool: Tool) -> None:
    candidate = store.write(make_center).candidates[0]
    store.acting(Id("anna".ljust(32))).write(tell, "rated", candidate)
    (entry,) = tool("SELECT * FROM entry")
    said = " ".join(map(str, entry))
    assert "anna" not in said
    assert candidate not in said
    assert "rated" not in said
    ((detail,),) = tool("SELECT detail FROM content")
    assert json.loads(detail)["reason"].startswith("Grüße")


def test_equal_contents_commit_to_different_values(store: Store, tool: Tool) -> None:
    store.write(tell)
    store.write(tell)
    assert len(set(tool("SELECT commitment FROM entry"))) == 2


TAMPERING = [
    "UPDATE content SET what = 'else' WHERE seq = 2",
    "UPDATE content SET who = 'else' WHERE seq = 2",
    "UPDATE content SET detail = '{}' WHERE seq = 2",
    "UPDATE content SET candidate = 'else' WHERE seq = 2",
    "UPDATE content SET salt = 'no hex' WHERE seq = 2",
    "UPDATE entry SET at = '2026-01-01T00:00:00.000Z' WHERE seq = 2",
    "UPDATE entry SET at = 'never' WHERE seq = 2",
    "UPDATE entry SET hash = '00' WHERE seq = 2",
    "UPDATE entry SET prev = '00' WHERE seq = 2",
    "UPDATE entry SET commitment = '00' WHERE seq = 2",
    "DELETE FROM content WHERE seq = 2",
]


@pytest.mark.parametrize("sql", TAMPERING)
def test_tampering_breaks_the_chain_where_it_happened(store: Store, tool: Tool, unguard: Unguard, sql: str) -> None:
    for _ in range(3):
        store.write(tell)
    unguard()
    tool(sql)
    found = only(store)
    assert (found.state, found.broken_at, found.entries) == ("broken", 2, 3)


def test_an_entry_cut_out_of_the_middle_breaks_the_chain(store: Store, tool: Tool, unguard: Unguard) -> None:
    for _ in range(4):
        store.write(tell)
    unguard()
    for table in ("content", "entry"):
        tool(f"DELETE FROM {table} WHERE seq = 2")
    assert (only(store).state, only(store).broken_at) == ("broken", 2)


def test_a_cut_tail_is_noticed_through_the_chain_that_knew_it(
    store: Store, tool: Tool, unguard: Unguard, another_run: Callable[[], Store]
) -> None:
    for _ in range(3):
        store.write(tell)
    cut = only(store).chain
    later = another_run()
    later.write(tell)
    store.write(tell)
    unguard()
    for table in ("content", "entry"):
        tool(f"DELETE FROM {table} WHERE chain = '{cut}' AND seq = 4")
    assert {each.state for each in verdicts(store)} == {"whole"}  # nobody had seen the fourth
    for table in ("content", "entry"):
        tool(f"DELETE FROM {table} WHERE chain = '{cut}' AND seq = 3")
    states = {each.chain: (each.state, each.broken_at) for each in verdicts(store)}
    assert states.pop(cut) == ("broken", 3)
    assert list(states.values()) == [("whole", None)]


def test_a_chain_that_vanished_is_noticed_and_named(
    store: Store, tool: Tool, unguard: Unguard, another_run: Callable[[], Store]
) -> None:
    store.write(tell)
    gone = only(store).chain
    another_run().write(tell)
    unguard()
    for table, column in (("content", "chain"), ("entry", "chain"), ("chain", "id")):
        tool(f"DELETE FROM {table} WHERE {column} = '{gone}'")
    assert {each.chain: each.state for each in verdicts(store)}[gone] == "broken"


@pytest.mark.parametrize("heads", ["{}", "no json", "[1]"])
def test_forged_heads_break_the_chain_at_its_first_entry(
    store: Store, tool: Tool, unguard: Unguard, another_run: Callable[[], Store], heads: str
) -> None:
    store.write(tell)
    later = another_run()
    later.write(tell)
    unguard()
    tool(f"UPDATE chain SET heads = '{heads}' WHERE heads <> '{{}}'")
    assert sorted((each.state, each.broken_at or 0) for each in verdicts(store)) == [("broken", 1), ("whole", 0)]
    another_run().write(tell)  # a spoilt chain holds nobody up


def test_a_chain_without_its_row_is_broken(store: Store, tool: Tool, unguard: Unguard) -> None:
    store.write(tell)
    unguard()
    tool("DELETE FROM chain")
    assert (only(store).state, only(store).broken_at) == ("broken", 1)


def test_erasing_a_candidate_leaves_the_chain_erased_and_listed(store: Store, tool: Tool) -> None:
    made = store.write(make_center)
    store.write(tell)
    store.write(tell, "rated", made.candidates[0])
    store.write(tell, "rated", made.candidates[1])
    store.write(erase, made.candidates[0], "request")
    found = only(store)
    assert (found.state, found.entries, found.erased, found.broken_at) == ("erased", 4, (2,), None)
    assert tool("SELECT seq FROM content ORDER BY seq") == [(1,), (3,), (4,)]
    store.write(tell)
    assert only(store).state == "erased"


def test_an_erasure_that_did_not_happen_excuses_nothing(store: Store, tool: Tool, unguard: Unguard) -> None:
    made = store.write(make_center)
    store.write(tell, "rated", made.candidates[0])
    store.write(lambda tx: tx.journal(journal.ERASED, None, whom=made.candidates[0], entries=[f"{tx.head}:1", "x"]))
    unguard()
    tool("DELETE FROM content WHERE seq = 1")
    assert (only(store).state, only(store).broken_at) == ("broken", 1)


def test_each_run_starts_a_chain_that_knows_the_open_heads(store: Store, another_run: Callable[[], Store]) -> None:
    runs = [store, another_run(), another_run()]
    for run in runs:
        run.write(tell)
    for run in runs:
        run.write(tell)
    last = another_run()
    last.write(tell)
    assert [each.entries for each in verdicts(store)].count(2) == 3
    assert store.read(lambda tx: journal.open_heads(tx.session)) == {
        each.chain: each.head for each in verdicts(store) if each.entries == 1
    }


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
ENTRIES = st.lists(st.tuples(TEXTS, TEXTS, st.none() | TEXTS, st.dictionaries(TEXTS, TEXTS)), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(ENTRIES, st.data())
def test_any_entries_are_whole_and_any_change_is_found(
    entries: list[tuple[str, str, str | None, dict[str, str]]], data: st.DataObject
) -> None:
    engine = create_engine("sqlite://")
    metadata.create_all(engine, tables=[metadata.tables[name] for name in ("chain", "entry", "content", "erasure")])
    with Session(engine) as session:
        writer = Writer()
        for who, what, candidate, detail in entries:
            writer.write(
                session,
                datetime(2026, 11, 22, tzinfo=UTC),
                who,
                what,
                None if candidate is None else Id(candidate),
                detail,
            )
        (found,) = verify(session)
        assert (found.state, found.entries, found.head) == ("whole", len(entries), writer.prev)
        seq = data.draw(st.integers(1, len(entries)))
        table, columns = data.draw(
            st.sampled_from(
                [(Content, ("who", "what", "candidate", "detail", "salt")), (Entry, ("prev", "commitment"))]
            )
        )
        column, new = data.draw(st.sampled_from(columns)), data.draw(TEXTS)
        there = table.__table__.c  # type: ignore[attr-defined]  # SQLModel's own attribute, untyped
        old = session.execute(select(there[column]).where(there.seq == seq)).scalar()
        session.execute(update(table).where(there.seq == seq).values({column: new}))
        session.expire_all()
        same = (old or "") == new  # no candidate and an empty one are told alike
        (found,) = verify(session)
        assert (found.state, found.broken_at) == (("whole", None) if same else ("broken", seq))
    engine.dispose()
