"""A rubric file of one's own on the disk: whole or not at all, never over another's work."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from assess.rubric.keep import (
    draft_of,
    drop_draft,
    find_draft,
    free_path,
    is_shipped,
    keep_draft,
    new_own,
    read_own,
    save,
)
from assess.rubric.library import shipped
from assess.rubric.shelf import look, own_files, unsaved
from assess.words import Refused, Unusable

TEXT = "kind: competency\r\ncode: EMP\r\nname: {de: Ä, en: A}\r\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a mark at its head and Windows' line ends."""
    path = tmp_path / "EMP.yaml"
    path.write_bytes(codecs.BOM_UTF8 + TEXT.encode())
    return path


def test_what_is_saved_unchanged_is_the_same_bytes(path: Path) -> None:
    before = path.read_bytes()
    kept = save(read_own(path), TEXT)
    assert path.read_bytes() == before
    assert kept == read_own(path)


def test_a_link_stays_a_link_and_permissions_stay(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    save(read_own(link), TEXT + "# more\r\n")
    assert link.is_symlink()
    assert path.read_bytes().endswith(b"# more\r\n")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_changed_or_went_is_not_written(path: Path) -> None:
    kept = read_own(path)
    path.write_text("theirs", "utf-8")
    with pytest.raises(Refused, match="changed by someone else"):
        save(kept, "mine")
    assert path.read_text("utf-8") == "theirs"
    path.unlink()
    with pytest.raises(Refused, match="removed or renamed"):
        save(kept, "mine")
    assert list(path.parent.iterdir()) == []


def test_a_new_file_takes_no_name_that_is_taken(path: Path) -> None:
    with pytest.raises(Refused, match="already"):
        new_own(path, "x")
    kept = new_own(path.with_name("NEW.yaml"), "mine")
    kept.path.write_text("theirs", "utf-8")
    with pytest.raises(Refused, match="changed by someone else"):
        save(kept, "mine")


def test_the_library_is_never_written() -> None:
    path = shipped() / "competencies/EMP.yaml"
    before = path.read_bytes()
    assert is_shipped(path)
    with pytest.raises(Refused, match="belongs to the library"):
        save(read_own(path), "x")
    with pytest.raises(Refused, match="belongs to the library"):
        new_own(path.with_name("OWN.yaml"), "x")
    keep_draft(read_own(path), "x")
    assert not draft_of(path).exists()
    assert path.read_bytes() == before


def test_a_draft_is_found_until_it_is_saved_or_dropped(path: Path) -> None:
    kept = read_own(path)
    assert find_draft(path, kept.text) is None
    keep_draft(kept, TEXT)
    assert find_draft(path, kept.text) is None, "it says nothing else than the file"
    keep_draft(kept, TEXT + "more: 1\r\n")
    assert find_draft(path, kept.text) == TEXT + "more: 1\r\n"
    save(kept, TEXT + "more: 1\r\n")
    assert not draft_of(path).exists()
    for damaged in (b"", b"{", b"[]", b'{"text": "a: [", "base": ""}', b'{"text": 3}'):
        draft_of(path).write_bytes(damaged)
        assert find_draft(path, kept.text) is None
    drop_draft(path)
    assert not draft_of(path).exists()


def test_names_for_copies_are_free(tmp_path: Path) -> None:
    assert free_path(tmp_path, "EMP").name == "EMP.yaml"
    (tmp_path / "EMP.yaml").touch()
    (tmp_path / "EMP2.yaml.draft").touch()
    (tmp_path / "lead.yaml").touch()
    assert free_path(tmp_path, "EMP").name == "EMP3.yaml"
    assert free_path(tmp_path, "lead").name == "lead-2.yaml"


def test_the_shelf_knows_own_files_here_in_its_folders_and_from_before(tmp_path: Path, path: Path) -> None:
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles/lead.yaml").write_text("kind: role\ncode: lead\nname:\n  de: Leitung\n  en: Lead\n", "utf-8")
    (tmp_path / "other.yaml").write_text("not: ours\n", "utf-8")
    (tmp_path / "bad.yaml").write_text("kind: role\ncode: [\n", "utf-8")
    far = tmp_path / "far"
    far.mkdir()
    (far / "XY.yaml").write_text("kind: value\ncode: xy\nname: {de: a, en: b}\n", "utf-8")
    (tmp_path / "NEW.yaml.draft").touch()
    found = own_files(tmp_path, [far / "XY.yaml", path, far / "gone.yaml", shipped() / "competencies/EMP.yaml"])
    assert {book.path.name: (book.sort, book.code, book.name.en if book.name else None) for book in found} == {
        "lead.yaml": ("role", "lead", "Lead"),
        "bad.yaml": ("role", "bad", None),
        "EMP.yaml": ("competency", "EMP", "A"),
        "XY.yaml": ("value", "xy", "b"),
    }
    assert all(book.own for book in found)
    assert unsaved(tmp_path) == (tmp_path / "NEW.yaml",)
    assert look(tmp_path / "other.yaml") is None


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").touch()
    with pytest.raises(Unusable, match="can't be written"):
        save(new_own(tmp_path / "folder" / "EMP.yaml", TEXT), TEXT + "#")
