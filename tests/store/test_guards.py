"""Guards: tried one by one with raw SQL, by somebody with a database tool, on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy.engine import URL

from assess.store import guards
from assess.store.guards import GUARDS, Guard
from assess.store.open import open_store
from assess.store.tables import Observation, metadata
from assess.store.transaction import Store, Writing
from assess.words import Id, Refused
from tests.conftest import address_of, database_copy
from tests.factories import make_center, make_sheet
from tests.store.conftest import Tool
from tests.store.world import Side, World, make_world

FRESH = "'ffffffffffffffffffffffffffffffff'"


@dataclass
class Place:
    """A database with a world in it, and a tool to attack it with."""

    tool: Tool
    world: World

    def where(self, table: str, side: Side) -> str:
        """The condition of one side's row in a table."""
        made = side.made
        candidate, first = f"candidate = '{made.candidates[0]}'", "(SELECT min(chain) FROM entry)"
        owned = {
            f"id = '{made.rubric}'": "rubric",
            f"id = '{made.exercise}'": "exercise",
            f"id = '{made.competencies[0]}'": "competency",
            f"id = '{made.center}'": "center",
            f"id = '{made.candidates[0]}'": "candidate",
            f"id = '{side.sheet}'": "sheet",
            f"id = '{side.notes[0]}'": "observation",
            f"rubric = '{made.rubric}' AND competency = '{made.competencies[0]}'": "criterion cell",
            f"exercise = '{made.exercise}'": "phase prompt question",
            f"competency = '{made.competencies[0]}' AND level = 1": "anchor",
            f"center = '{made.center}'": "vacancy plan_amendment wash_up",
            f"sheet = '{side.sheet}'": "evidence rating cue amendment deviation",
            f"slot = '{made.slot}'": "clock_event",
            candidate: "reveal excuse resolution decision viewed",
            f"decision = (SELECT id FROM decision WHERE {candidate})": "decision_reason notice",
            f"id = {first}": "chain",
            f"chain = {first} AND seq = 1": "entry content",
            "1 = 1": "erasure",
        }
        return next(condition for condition, tables in owned.items() if table in tables.split())

    def insert(self, table: str, side: Side, **changes: object) -> str:
        """Insert a copy of one side's row with some columns changed, over whatever has its keys."""
        columns = [column.name for column in metadata.tables[table].columns]
        values = ", ".join(str(changes.get(column, f'"{column}"')) for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        rows = f"{table} ({names}) SELECT {values} FROM {table} WHERE {self.where(table, side)}"
        if self.tool.dialect == "sqlite":
            return f"INSERT OR REPLACE INTO {rows}"
        return f"INSERT INTO {rows} ON CONFLICT DO NOTHING"

    def update(self, table: str, side: Side, **changes: object) -> str:
        """Change one side's row, over whatever has its new keys."""
        first = metadata.tables[table].primary_key.columns.keys()[0]
        values = ", ".join(f'"{column}" = {value}' for column, value in (changes or {first: first}).items())
        way = "OR REPLACE " if self.tool.dialect == "sqlite" else ""
        return f"UPDATE {way}{table} SET {values} WHERE {self.where(table, side)}"

    def rows(self, table: str) -> list[tuple[object, ...]]:
        """All rows of a table, in no order."""
        return sorted(self.tool(f"SELECT * FROM {table}"), key=str)

    def attack(self, guard: Guard) -> str:
        """The statement that exactly this guard must refuse."""
        final, free = self.world.final, self.world.free
        other, gone = f"'{free.made.competencies[1]}'", "(SELECT candidate FROM erasure)"
        own = {"sheet": f"'{free.sheet}'", "competency": f"'{free.made.competencies[0]}'"}
        unrated = f"'{final.made.competencies[1]}'"
        special = {
            "guard_center_update": self.update("center", final, w_role=0.6, w_gap=0.2),
            "guard_center_update_key": self.update("center", free, id=f"'{final.made.center}'"),
            "guard_candidate_insert": self.insert("candidate", free, id=gone, code="'K9'"),
            "guard_candidate_update": self.update("candidate", free, id=gone),
            "guard_sheet_update_owner": self.update("sheet", free, assessor=f"'{free.made.assessors[1]}'"),
            "guard_rating_insert_scale": self.insert("rating", free, competency=other, level=9),
            "guard_rating_update_scale": self.update("rating", free, level=9),
            "guard_amendment_insert": self.insert("amendment", final, number=2),
            "guard_amendment_insert_locked": self.insert(
                "amendment", final, id=FRESH, observation=f"'{free.notes[0]}'", **own
            ),
            "guard_amendment_insert_scale": self.insert("amendment", final, id=FRESH, number=2, level=9),
            "guard_amendment_insert_kind": self.insert("amendment", final, id=FRESH, number=2, kind="'no_opportunity'"),
            "guard_amendment_insert_rated": self.insert("amendment", final, id=FRESH, competency=unrated),
            "guard_amendment_insert_cited": self.insert(
                "amendment", final, id=FRESH, number=2, observation=f"'{free.notes[0]}'"
            ),
            "guard_amendment_insert_number": self.insert("amendment", final, id=FRESH, number=3),
            "guard_content_insert_erased": self.insert("content", final, seq=99, candidate=gone),
        }
        usual = {
            "INSERT": self.insert(guard.table, final),
            "UPDATE": self.update(guard.table, final),
            "DELETE": f"DELETE FROM {guard.table} WHERE {self.where(guard.table, final)}",
        }
        return special.get(guard.name) or usual[guard.event]


@pytest.fixture(scope="module")
def sqlite_world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    yield from _place(str(shutil.copy(sqlite_template, tmp_path_factory.mktemp("world") / "world.assess")))


@pytest.fixture(scope="module")
def postgres_world(postgres_server: URL, postgres_template: str) -> Iterator[Place]:
    for url in database_copy(postgres_server, postgres_template):
        yield from _place(address_of(url))


def _place(address: str) -> Iterator[Place]:
    """One world for all attacks: every one of them is refused, so it stays as it is."""
    with open_store(address, create=False) as store:
        world = store.write(make_world)
        tool = Tool(store)
        yield Place(tool, world)
        tool.close()


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest) -> Place:
    return cast("Place", request.getfixturevalue(f"{request.param}_world"))


@pytest.mark.parametrize("guard", GUARDS, ids=[guard.name for guard in GUARDS])
def test_each_guard_refuses_what_it_is_there_for(place: Place, guard: Guard) -> None:
    before = place.rows(guard.table)
    assert before
    assert place.tool.refused_by(place.attack(guard)) == guard.name
    assert place.rows(guard.table) == before


ON_BOTH_SIDES = (
    *("rubric", "criterion", "cell", "competency", "exercise", "phase", "prompt", "question", "anchor"),
    *("center", "vacancy", "sheet", "observation", "evidence", "rating", "cue", "wash_up"),
)
KEYS = [
    (table, key)
    for table in ON_BOTH_SIDES
    for key in guards.unique_keys(table)
    if (table, key[0]) != ("anchor", "cell")
]


@pytest.mark.parametrize(("table", "key"), KEYS, ids=["-".join((table, *key)) for table, key in KEYS])
def test_no_free_row_takes_the_key_of_a_final_one(place: Place, table: str, key: tuple[str, ...]) -> None:
    final, free = place.world.final, place.world.free
    before = place.rows(table)
    wanted = {column: f'(SELECT "{column}" FROM {table} WHERE {place.where(table, final)})' for column in key}
    for statement in (place.insert(table, free, **wanted), place.update(table, free, **wanted)):
        assert place.tool.refused_by(statement).startswith(f"guard_{table}_")
    assert place.rows(table) == before


@pytest.mark.parametrize("table", ON_BOTH_SIDES)
def test_no_free_row_takes_the_hidden_number_of_a_final_one(sqlite_world: Place, table: str) -> None:
    """SQLite replaces whatever has the rowid of a new row, and asks no guard against deleting."""
    place, before = sqlite_world, sqlite_world.rows(table)
    final, free = (place.where(table, side) for side in (place.world.final, place.world.free))
    number = f"(SELECT rowid FROM {table} WHERE {final})"
    names = ", ".join(f'"{column.name}"' for column in metadata.tables[table].columns)
    for statement in (
        f"INSERT OR REPLACE INTO {table} (rowid, {names}) SELECT {number}, {names} FROM {table} WHERE {free}",
        f"UPDATE OR REPLACE {table} SET rowid = {number} WHERE {free}",
    ):
        assert place.tool.refused_by(statement).startswith(f"guard_{table}_")
    assert place.rows(table) == before


APPEND_ONLY = {guard.table for guard in GUARDS if guard.event == "UPDATE" and guard.refuse_when == "1 = 1"}


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_no_new_row_takes_the_hidden_number_of_a_kept_one(sqlite_world: Place, table: str) -> None:
    place, before = sqlite_world, sqlite_world.rows(table)
    final, free = place.world.final, place.world.free
    fresh: dict[str, object] = {"id": FRESH, "number": 2, "seq": 99, "candidate": f"'{free.made.candidates[1]}'"}
    columns = [column.name for column in metadata.tables[table].columns]
    values = ", ".join(str(fresh.get(column, f'"{column}"')) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    where = place.where(table, final)
    statement = f"INSERT OR REPLACE INTO {table} (rowid, {names}) SELECT rowid, {values} FROM {table} WHERE {where}"
    assert place.tool.refused_by(statement).startswith(f"guard_{table}_insert")
    assert place.rows(table) == before


ON_A_SHEET = ("sheet", "observation", "evidence", "rating", "cue", "amendment", "deviation")


@pytest.mark.parametrize("table", ON_A_SHEET)
def test_nothing_of_a_locked_sheet_can_be_changed_deleted_or_replaced(place: Place, table: str) -> None:
    """Column by column, with the value that is there and with another."""
    final, before = place.world.final, place.rows(table)
    where = place.where(table, final)
    for column in metadata.tables[table].columns:
        for value in (f'"{column.name}"', "NULL", "1", "'x'"):
            if place.tool.dialect == "postgresql" and value != f'"{column.name}"':
                continue  # a value of another type is refused before any guard is asked
            statement = f'UPDATE {table} SET "{column.name}" = {value} WHERE {where}'
            assert place.tool.refused_by(statement).startswith(f"guard_{table}_update"), statement
    assert place.tool.refused_by(f"DELETE FROM {table} WHERE {where}").startswith(f"guard_{table}_delete")
    assert place.tool.refused_by(place.insert(table, final)).startswith(f"guard_{table}_insert")
    assert place.rows(table) == before


@pytest.mark.parametrize("table", ON_BOTH_SIDES)
def test_free_rows_stay_free(place: Place, table: str) -> None:
    assert len(place.tool(f"SELECT 1 FROM {table} WHERE {place.where(table, place.world.free)}")) == 1
    place.tool(place.update(table, place.world.free))


@pytest.mark.parametrize("table", ["observation", "evidence", "rating", "cue"])
def test_nothing_is_added_to_a_locked_sheet(place: Place, table: str) -> None:
    final, free = place.world.final, place.world.free
    fresh: dict[str, object] = (
        {"competency": f"'{final.made.competencies[1]}'"} if table in ("evidence", "rating") else {}
    )
    fresh |= {"id": FRESH} if table in ("observation", "cue") else {}
    assert place.tool.refused_by(place.insert(table, final, **fresh)) == f"guard_{table}_insert"
    moved = place.update(table, free, sheet=f"'{final.sheet}'")
    assert place.tool.refused_by(moved) == f"guard_{table}_update"


@pytest.mark.parametrize("column", ["lo", "hi", "rule", "mode", "frozen_at", "frozen_hash", "amended"])
def test_each_rule_of_a_frozen_center_is_fixed(place: Place, column: str) -> None:
    value = {"lo": 0, "hi": 6, "rule": "'corrected'", "mode": "'consensus'", "amended": 7}.get(column, "NULL")
    assert place.tool.refused_by(place.update("center", place.world.final, **{column: value})) == "guard_center_update"
    place.tool(place.update("center", place.world.final, name="name"))


@pytest.mark.parametrize("table", guards.PROTECTED_FROM_TRUNCATE)
def test_postgres_refuses_to_empty_a_table(postgres_world: Place, table: str) -> None:
    before = postgres_world.rows(table)
    said = postgres_world.tool.refused_by(f"TRUNCATE {table} CASCADE")
    assert guards.why(f"guard:{said}") == guards.EMPTIED
    assert postgres_world.rows(table) == before


def test_an_amendment_with_its_number_changes_a_frozen_center(store: Store, tool: Tool) -> None:
    world = store.write(make_world)
    center = world.final.made.center
    change = f"UPDATE center SET w_role = 0.6, w_gap = 0.2, amended = amended + 1 WHERE id = '{center}'"
    tool(change)
    assert tool(f"SELECT amended FROM center WHERE id = '{center}'") == [(1,)]
    assert tool.refused_by(change) == "guard_center_update"


def test_a_frozen_vacancy_changes_by_the_newest_amendment_that_says_so(store: Store, tool: Tool) -> None:
    world = store.write(make_world)
    center, mine, other = world.final.made.center, world.final.made.rubric, world.free.made.rubric
    number = 1

    def amended(what: str, old: str, new: str) -> None:
        nonlocal number
        number += 1
        tool(
            'INSERT INTO plan_amendment (id, center, number, what, old, new, reason, "by", at)'
            f" SELECT '{number:032d}', center, {number}, '{what}', '{old}', '{new}', reason, \"by\", at"
            f" FROM plan_amendment WHERE center = '{center}' AND number = 1"
        )

    change = f"UPDATE vacancy SET rubric = '{other}' WHERE center = '{center}'"
    back = f"UPDATE vacancy SET rubric = '{mine}' WHERE center = '{center}'"
    more = f"INSERT INTO vacancy (id, center, rubric, count) VALUES ({FRESH}, '{center}', '{other}', 1)"
    fewer = f"DELETE FROM vacancy WHERE id = {FRESH}"
    for statement, event in ((change, "update"), (more, "insert")):
        assert tool.refused_by(statement) == f"guard_vacancy_{event}"
    amended("room", mine, other)
    assert tool.refused_by(change) == "guard_vacancy_update", "an amendment of something else"
    amended("vacancy", mine, other)
    assert tool.refused_by(more) == "guard_vacancy_insert", "a change is no addition"
    tool(change)
    assert tool.refused_by(back) == "guard_vacancy_update", "the way back is another amendment"
    amended("vacancy", other, mine)
    tool(back)
    amended("room", "1", "2")
    assert tool.refused_by(change) == "guard_vacancy_update", "an earlier amendment of the same rubric is used up"
    amended("vacancy", "", other)
    tool(more)
    assert tool.refused_by(fewer) == "guard_vacancy_delete"
    amended("vacancy", other, "")
    tool(fewer)


def test_people_read_the_guards_sentence_and_nothing_is_written(store: Store) -> None:
    def locked(tx: Writing) -> Id:
        return make_sheet(tx, make_center(tx), state="locked")

    def add_a_note(tx: Writing, sheet: Id) -> None:
        tx.journal("noted")
        tx.session.add(Observation(sheet=sheet, number=9, phase="live", seconds=1, at=tx.at, text="late"))

    sheet = store.write(locked)
    with pytest.raises(Refused) as refused:
        store.write(add_a_note, sheet)
    assert str(refused.value) == "This sheet is locked: what is on it can't change. " + (
        "A change is an amendment that cites a note."
    )
    assert store.read(lambda tx: tx.session.connection().exec_driver_sql("SELECT count(*) FROM entry").scalar()) == 0


def test_a_guard_that_is_changed_switched_off_or_moved_is_found(postgres_store: Store) -> None:
    def wrong() -> set[str]:
        with postgres_store.reader.connect() as connection:
            there, shipped = guards.installed(connection), guards.shipped("postgresql")
        return {name for name in shipped if there.get(name) != shipped[name]}

    tool = Tool(postgres_store)
    assert wrong() == set()
    tool("ALTER TABLE sheet DISABLE TRIGGER guard_sheet_update")
    tool("DROP TRIGGER guard_sheet_delete ON sheet")
    tool("CREATE OR REPLACE FUNCTION guard_entry_update() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
    tool("DROP TRIGGER guard_chain_insert ON chain")
    tool(
        "CREATE TRIGGER guard_chain_insert BEFORE INSERT ON chain FOR EACH ROW WHEN (false)"
        " EXECUTE FUNCTION guard_chain_insert()"
    )
    assert wrong() == {"guard_sheet_update", "guard_sheet_delete", "guard_entry_update", "guard_chain_insert"}
    with postgres_store.writer.begin() as connection:
        guards.remove(connection)
        guards.install(connection)
    assert wrong() == set()
    tool.close()
