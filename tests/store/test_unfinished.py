"""What is half typed, beside the database: whole or not there, a file a person, gone when nothing is half typed."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from time import time

from assess.store.unfinished import OLD, file_for, files_beside, load, save

LINES = {"3f2a note": "fragt, was ihr jetzt „hilft“ [/]", "3f2a reason": "u\N{COMBINING DIAERESIS}ber"}


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    file = file_for(tmp_path / "demo.assess", "ab12")
    save(file, LINES)
    assert load(file) == LINES
    assert stat.S_IMODE(file.stat().st_mode) == 0o600, "a half typed line may be about anybody"


def test_nothing_half_typed_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "demo.assess"
    save(file_for(path, "ab12"), LINES)
    save(file_for(path, "cd34"), LINES)
    assert {file.name for file in files_beside(path)} == {"demo.assess.typed-ab12", "demo.assess.typed-cd34"}
    save(file_for(path, "ab12"), {})
    save(file_for(path, "ab12"), {})
    assert [file.name for file in files_beside(path)] == ["demo.assess.typed-cd34"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["demo.assess.typed-cd34"]


def test_an_old_or_damaged_file_is_none(tmp_path: Path) -> None:
    file = file_for(tmp_path / "demo.assess", "")
    for content in (b"", b"{", b"[1]", b"\xff\xfe", b'"text"'):
        file.write_bytes(content)
        assert load(file) == {}
    save(file, LINES)
    before = time() - OLD - 60
    os.utime(file, (before, before))
    assert load(file) == {}
    assert not file.exists()


def test_a_folder_that_is_gone_is_no_reason_to_stop(tmp_path: Path) -> None:
    file = file_for(tmp_path / "gone" / "demo.assess", "ab12")
    save(file, LINES)
    save(file, {})
    assert load(file) == {}
