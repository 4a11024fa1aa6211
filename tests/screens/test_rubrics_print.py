"""Rubrics on paper, from their screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.screens.rubric_visit import at_rubrics


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, empty."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def read(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


async def test_a_role_is_written_as_one_document_and_never_over_another(here: Path) -> None:
    async with at_rubrics("strategist") as visit:
        await visit.press("p")
        assert "Into which folder?" in visit.text
        await visit.press("enter")
        assert "1 document is in rubrics-pdf:" in visit.text
        (file,) = (here / "rubrics-pdf").glob("*.pdf")
        assert "Strategic thinking" in read(file)
        before = file.read_bytes()
        await visit.press("p", "enter")
        assert "There is a file of this name already" in visit.text
        assert file.read_bytes() == before


async def test_an_exercise_is_written_as_guide_script_brief_and_sheets_in_the_language_of_the_screen(
    here: Path,
) -> None:
    async with at_rubrics("te-login-outage", language="de", size=(100, 30)) as visit:
        await visit.press("p")
        await visit.press("enter")
        assert "4 Dokumente" in visit.text
        files = sorted((here / "rubrics-pdf").glob("*.pdf"))
        assert len(files) == 4
        internal = [file.stem.split()[0] for file in files if "Intern: nicht für Kandidat:innen" in read(file)]
        assert internal == ["Leitfaden"]
