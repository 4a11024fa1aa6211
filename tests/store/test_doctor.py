"""The doctor: every invariant finds what breaks it, by name, and only that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from assess.store.doctor import Finding, Invariant, examine
from assess.store.invariants import INVARIANTS
from assess.store.open import open_store
from assess.store.tables import Center
from assess.store.transaction import Reading, Store
from assess.words import T, Unusable
from tests.store.conftest import Tool
from tests.store.world import make_world


def findings(store: Store) -> dict[str, tuple[str, ...]]:
    return {each.name: each.faults for each in store.read(examine, INVARIANTS) if not each.holds}


def test_a_full_store_is_healthy(store: Store) -> None:
    store.write(make_world)
    found = store.read(examine, INVARIANTS)
    assert [each.name for each in found] == [each.name for each in INVARIANTS]
    assert all(each.holds for each in found)
    assert {each.room for each in found} == {"store"}


def test_a_broken_chain_is_named(store: Store, tool: Tool, unguard: Callable[[], None]) -> None:
    store.write(make_world)
    unguard()
    tool("UPDATE content SET what = 'else'")
    ((chain,),) = tool("SELECT chain FROM entry")
    assert findings(store)["chains-whole"] == (f"{chain}:1",)


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
def test_a_guard_that_is_gone_changed_or_strange_is_named(dialect: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(f"{dialect}_store")
    tool = Tool(store)
    if dialect == "sqlite":
        tool("DROP TRIGGER guard_sheet_update")
        tool("DROP TRIGGER guard_rating_update")
        tool("CREATE TRIGGER guard_rating_update BEFORE UPDATE ON rating WHEN 1 = 0 BEGIN SELECT 1; END")
        tool("CREATE TRIGGER guard_strange BEFORE UPDATE ON role WHEN 1 = 0 BEGIN SELECT 1; END")
    else:
        tool("DROP TRIGGER guard_sheet_update ON sheet")
        tool("ALTER TABLE rating DISABLE TRIGGER guard_rating_update")
        tool("CREATE TRIGGER guard_strange BEFORE UPDATE ON role FOR EACH ROW EXECUTE FUNCTION guard_sheet_update()")
    assert findings(store) == {"guards-present": ("guard_rating_update", "guard_sheet_update", "guard_strange")}
    tool.close()


def test_orphans_are_named_by_table_column_and_key(store: Store, tool: Tool, unguard: Callable[[], None]) -> None:
    world = store.write(make_world)
    unguard()
    tool(f"DELETE FROM person WHERE id = '{world.free.made.assessors[0]}'")
    tool("DELETE FROM entry")
    found = findings(store)["no-orphan"]
    ((chain, seq),) = tool("SELECT chain, seq FROM content")
    ((duty,),) = tool(f"SELECT id FROM duty WHERE person = '{world.free.made.assessors[0]}'")
    assert set(found) == {
        f"content.chain+seq {chain}/{seq}",
        f"duty.person {duty}",
        f"sheet.assessor {world.free.sheet}",
    }


def test_a_damaged_page_is_found_and_the_rest_still_answered(sqlite_path: Path) -> None:
    with open_store(sqlite_path, create=False) as store:
        store.write(make_world)
        tool = Tool(store)
        ((page,),) = tool("SELECT rootpage FROM sqlite_master WHERE name = 'observation'")
        tool.close()
    with sqlite_path.open("r+b") as raw:
        raw.seek((page - 1) * 4096)
        raw.write(b"\xff" * 4096)
    with open_store(sqlite_path, create=False) as store:
        found = findings(store)
    assert "file-whole" in found
    assert "guards-present" not in found


def test_a_value_that_breaks_a_check_is_found(sqlite_store: Store) -> None:
    sqlite_store.write(make_world)
    tool = Tool(sqlite_store)
    tool("PRAGMA ignore_check_constraints=ON")
    tool("UPDATE seat SET number = 0 WHERE number = 1")
    tool.close()
    assert list(findings(sqlite_store)) == ["file-whole"]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE sheet SET briefed_at = 'yesterday' WHERE id = '{sheet}'", "sheet.briefed_at {sheet}"),
        ("UPDATE sheet SET briefed_at = '2026-11-22' WHERE id = '{sheet}'", "sheet.briefed_at {sheet}"),
        ("UPDATE sheet SET briefed_at = '2026-13-45T10:00:00.000Z' WHERE id = '{sheet}'", "sheet.briefed_at {sheet}"),
        ("UPDATE center SET created_at = '2026-11-22 10:00' WHERE id = '{center}'", "center.created_at {center}"),
    ],
)
def test_a_time_that_is_none_is_named_with_what_to_do(
    store: Store, tool: Tool, unguard: Callable[[], None], statement: str, fault: str
) -> None:
    world = store.write(make_world)
    ids = {"sheet": world.free.sheet, "center": world.free.made.center}
    unguard()
    tool(statement.format(**ids))
    found = next(each for each in store.read(examine, INVARIANTS) if each.name == "times-readable")
    assert found.faults == (fault.format(**ids),)
    assert found.mend is not None
    assert "assess restore" in str(found.mend)


def test_a_day_that_is_none_is_named(sqlite_store: Store) -> None:
    world = sqlite_store.write(make_world)
    tool = Tool(sqlite_store)
    tool("UPDATE center SET day = 'soon'")
    tool.close()
    assert f"center.day {world.free.made.center}" in findings(sqlite_store)["times-readable"]


def test_who_reads_such_a_row_hears_a_sentence(store: Store, tool: Tool, unguard: Callable[[], None]) -> None:
    store.write(make_world)
    unguard()
    tool("UPDATE center SET created_at = 'yesterday'")
    with pytest.raises(Unusable, match="assess doctor"):
        store.read(lambda tx: tx.session.execute(select(Center)).scalars().all() and None)


def test_another_revision_is_found(store: Store, tool: Tool) -> None:
    tool("UPDATE alembic_version SET version_num = '0000'")
    assert findings(store) == {"schema-current": ("revision 0000",)}


def test_an_invariant_that_can_not_be_asked_is_a_fault_and_the_next_is_asked(store: Store) -> None:
    def no_table(tx: Reading) -> list[str]:
        return [str(row) for row in tx.session.connection().exec_driver_sql("SELECT * FROM nowhere")]

    said = T("This holds.")
    asked = [Invariant("a", "x", said, no_table), Invariant("b", "x", said, lambda tx: ["K3"])]
    first, second = store.read(examine, asked)
    assert not first.holds
    assert "nowhere" in first.faults[0]
    assert second == Finding("b", "x", said, ("K3",))
