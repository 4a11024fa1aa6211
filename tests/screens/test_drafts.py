"""Half typed lines are on the disk a moment after the key, and all of them once the app is closed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from assess.store.unfinished import file_for, load
from screens.drafts import Drafts, beside

PLACE = "3f2a note"


def test_it_is_there_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "demo.assess"
    first = Drafts(lambda: path)
    for length in range(1, 40):
        first["ab12", PLACE] = "asks what happened and waits for the answer"[:length]
    first["cd34", PLACE] = "somebody else's"
    first.close()
    second = Drafts(lambda: path)
    assert second.get(("ab12", PLACE)) == "asks what happened and waits for the answer"[:39]
    assert second.get(("cd34", PLACE)) == "somebody else's"
    assert second.get(("ab12", "elsewhere"), "none") == "none"


def test_what_was_entered_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "demo.assess"
    drafts = Drafts(lambda: path)
    drafts["ab12", PLACE] = "asks"
    assert drafts.pop(("ab12", PLACE)) == "asks"
    assert drafts.pop(("ab12", PLACE), "none") == "none"
    drafts.close()
    assert list(tmp_path.iterdir()) == []


def test_a_crash_finds_it_on_the_disk(tmp_path: Path) -> None:
    """Nobody closes anything: the thread alone writes."""
    path = tmp_path / "demo.assess"
    drafts = Drafts(lambda: path)
    drafts["ab12", PLACE] = "asks what"
    writer = next(thread for thread in threading.enumerate() if thread.name == "drafts")
    written = threading.Event()
    while not written.is_set():
        if load(file_for(path, "ab12")) == {PLACE: "asks what"}:
            written.set()
        assert writer.is_alive() or written.is_set()
    drafts.close()
    assert not writer.is_alive()


def test_those_for_a_server_lie_beside_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSESS_STATE", str(tmp_path))
    found = beside("postgresql+psycopg://anna:secret@db/center")
    assert found is not None
    assert found.parent == tmp_path
    assert "secret" not in str(found)
    assert beside("day/demo.assess") == Path("day/demo.assess")
    assert beside(None) is None
