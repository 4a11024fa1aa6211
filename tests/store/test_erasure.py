"""Erasing: a candidate's rows go, all of them and nobody else's, and never come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.store import unfinished
from assess.store.erasure import erase, erase_beside, erased, remembered
from assess.store.invariants import INVARIANTS
from assess.store.tables import Candidate, metadata, new_id
from assess.store.transaction import Store, Writing
from assess.words import Id, Refused, Unusable
from tests.store.conftest import Tool
from tests.store.world import make_world


def rows(tool: Tool) -> dict[str, set[str]]:
    return {table: {str(row) for row in tool(f"SELECT * FROM {table}")} for table in metadata.tables}


def test_everything_of_the_candidate_goes_and_nothing_else(store: Store, tool: Tool) -> None:
    world = store.write(make_world)
    final, gone = world.final, world.final.made.candidates[0]
    before = rows(tool)
    done = store.write(erase, gone, "request")
    after = rows(tool)
    lost = {table: before[table] - after[table] for table in before if before[table] - after[table]}
    assert done.rows == sum(len(each) for table, each in lost.items() if table != "content")
    assert done.entries == len(lost["content"]) == 1
    assert set(lost) == {
        *("candidate", "candidacy", "seat", "sheet", "observation", "evidence", "rating", "cue", "amendment", "reveal"),
        *("excuse", "deviation", "resolution", "decision", "decision_reason", "notice", "viewed", "content"),
    }
    theirs = {gone, final.sheet, *final.notes}
    left = {table: each for table, each in after.items() if table not in ("erasure", "content")}
    assert not [row for each in left.values() for row in each if any(key in row for key in theirs)]
    assert {table for table in after if after[table] - before[table]} == {"erasure", "entry", "content"}
    assert store.read(erased) > {gone}
    assert not store.read(lambda tx: [each.name for each in INVARIANTS if each.check(tx)])


def test_who_was_erased_never_comes_back(store: Store, tool: Tool) -> None:
    made = store.write(make_world).free.made
    gone = made.candidates[0]
    store.write(erase, gone, "retention")

    def again(tx: Writing) -> None:
        tx.session.add(Candidate(id=gone, center=made.center, code="K1", name="Person 1"))

    with pytest.raises(Refused, match=r"This candidate was erased and can't come back\."):
        store.write(again)
    with pytest.raises(Refused, match="can't come back"):
        store.write(lambda tx: tx.journal("told", gone))
    columns = ", ".join(f'"{column.name}"' for column in metadata.tables["candidate"].columns)
    values = columns.replace('"id"', f"'{gone}'").replace('"code"', "'K1'")
    back = f"INSERT INTO candidate ({columns}) SELECT {values} FROM candidate WHERE id = '{made.candidates[1]}'"
    assert tool.refused_by(back) == "guard_candidate_insert"
    assert tool.refused_by(f"DELETE FROM erasure WHERE candidate = '{gone}'") == "guard_erasure_delete"


def test_without_an_erasure_nothing_final_goes(store: Store, tool: Tool) -> None:
    final = store.write(make_world).final
    for table, where in (
        ("amendment", f"sheet = '{final.sheet}'"),
        ("observation", f"sheet = '{final.sheet}'"),
        ("content", f"candidate = '{final.made.candidates[0]}'"),
        ("sheet", f"id = '{final.sheet}'"),
    ):
        assert tool.refused_by(f"DELETE FROM {table} WHERE {where}") == f"guard_{table}_delete"


def test_erasing_again_or_somebody_unknown_only_bars_them(store: Store, tool: Tool) -> None:
    gone = store.write(make_world).final.made.candidates[0]
    stranger = Id(new_id())
    store.write(erase, gone, "request")
    before = tool("SELECT count(*) FROM entry")
    for candidate in (gone, stranger):
        done = store.write(erase, candidate, "mistake")
        assert (done.rows, done.entries) == (0, 0)
    assert tool("SELECT count(*) FROM entry") == before
    assert tool(f"SELECT reason FROM erasure WHERE candidate = '{gone}'") == [("request",)]
    assert stranger in store.read(erased)


def test_an_unknown_reason_is_refused_and_nothing_goes(store: Store, tool: Tool) -> None:
    gone = store.write(make_world).final.made.candidates[0]
    with pytest.raises(Refused):
        store.write(erase, gone, "because")
    assert tool(f"SELECT count(*) FROM candidate WHERE id = '{gone}'") == [(1,)]


def test_half_typed_lines_go_and_the_erasure_is_written_down(sqlite_store: Store) -> None:
    path, gone = sqlite_store.path, sqlite_store.write(make_world).final.made.candidates[0]
    assert path is not None
    other = path.with_name("other.assess")
    for person in ("ab12", "cd34"):
        unfinished.save(unfinished.file_for(path, person), {"3f2a note": "K1 says that"})
        unfinished.save(unfinished.file_for(other, person), {"3f2a note": "K1 says that"})
    done = erase_beside(sqlite_store, gone, "request")
    assert done.rows > 0
    assert remembered(path) == {gone}
    assert list(unfinished.files_beside(path)) == []
    assert len(list(unfinished.files_beside(other))) == 2, "another center's lines are its own"


def test_who_could_not_be_erased_is_not_written_down(sqlite_store: Store) -> None:
    path, gone = sqlite_store.path, sqlite_store.write(make_world).final.made.candidates[0]
    assert path is not None
    line = unfinished.file_for(path, "ab12")
    unfinished.save(line, {"3f2a note": "K1 says that"})
    with pytest.raises(Refused):
        erase_beside(sqlite_store, gone, "because")
    assert remembered(path) == frozenset()
    assert line.exists()


def test_a_line_that_can_not_be_deleted_is_said(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    path, gone = sqlite_store.path, sqlite_store.write(make_world).final.made.candidates[0]
    assert path is not None
    unfinished.save(unfinished.file_for(path, "ab12"), {"3f2a note": "K1 says that"})

    def kept(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "unlink", kept)
    with pytest.raises(Unusable, match=r"typed-ab12: Half typed lines beside the file can't be deleted: Permission"):
        erase_beside(sqlite_store, gone, "request")
    monkeypatch.undo()
    assert erase_beside(sqlite_store, gone, "request").rows == 0, "doing it again does"
    assert list(unfinished.files_beside(path)) == []
