"""A role's rubric and an exercise's documents on paper: complete, each for its reader, always the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from assess.report.papers import ExercisePaper, RubricPaper, exercise_paper, rubric_paper
from assess.report.pdf import Press
from assess.report.rubric_pdf import (
    exercise_pdf,
    rubric_pdf,
    write_exercise_pdfs,
    write_guide_pdf,
    write_rubric_pdf,
)
from assess.report.said.exercise import FOR_CANDIDATES, Part, exercise, parts
from assess.report.said.rubric import rubric
from assess.rubric.diff import Version
from assess.rubric.library import Library, load_library
from assess.words import Language, Refused, Text, Unusable, Usage, Words
from tests.report.cards import Pdf, plain, read

ROLES = load_library().codes("role")
EXERCISES = load_library().codes("exercise")
HOSTILE = (
    r'[/] [b [link=\'x ]] #panic("x") $x^2$ *bold* _it_ `r` // /* = - + / #{1+1} "q" <l> @ref \u{41} שלום e' + "\u0301"
)
LEFT, RIGHT, BOTTOM, TOP = 55, 545, 40, 810
"""Points between which text begins on a page."""


@cache
def library() -> Library:
    return load_library()


@cache
def role(code: str) -> RubricPaper:
    return rubric_paper(Version(library().role(code), library()))


@cache
def paper(code: str) -> ExercisePaper:
    roles = [Version(library().role(one), library()) for one in ROLES]
    return exercise_paper(library().exercise(code), roles)


@pytest.fixture(scope="module")
def press() -> Press:
    return Press("leaves.typ")


def letters(text: str) -> str:
    """A text without what a line's end changes."""
    return "".join(plain(text).replace("-", "").split())


def inside(found: Pdf) -> None:
    """Every piece of text begins within the margins."""
    for page, x, y in found.places():
        assert LEFT <= x <= RIGHT, (page, x, y)
        assert BOTTOM <= y <= TOP, (page, x, y)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("code", ROLES)
def test_a_rubric_has_everything_that_people_rate_by(press: Press, code: str, language: Language) -> None:
    found, words = role(code), Words(language)
    document = read(press.print(rubric(found, words)))
    pages = document.pages
    text = letters(" ".join(pages))
    expected: list[Text] = [found.content.name, found.content.purpose, found.method]
    expected += [one.text for one in (*found.tasks, *found.incidents)]
    expected += [*found.responsibilities, *found.assistance]
    for criterion in found.content.criteria:
        one = criterion.competency
        expected += [one.name, one.definition, one.distinct, one.not_observed, *one.positive, *one.negative]
    expected += [cell.why for cell in found.content.cells]
    missing = [words(one) for one in expected if letters(words(one)) not in text]
    assert missing == []
    assert all(page.count(found.content.content_hash[:8]) == 1 for page in pages)
    assert len([one for one in document.outline() if one[:3].isupper()]) >= len(found.content.criteria)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("code", EXERCISES)
def test_a_guide_has_everything_that_assessors_need(press: Press, code: str, language: Language) -> None:
    found, words = paper(code), Words(language)
    document = read(press.print(exercise(found, "guide", words)))
    text = letters(document.text)
    content = found.content
    expected: list[Text] = [content.name, content.realism, *(one.text for one in content.prompts)]
    expected += [one.text for one in content.questions]
    expected += [one.name for one in content.phases]
    expected += [one.name for one in content.materials]
    expected += [cell.why for one in found.roles for cell in one.cells if cell.exercise == code]
    for long in (content.candidate_brief, content.assessor_guide, content.role_player):
        if long is not None:
            expected += [Text(line, line) for line in words(long).split("\n")]
    missing = [words(one) for one in expected if letters(words(one)) not in text]
    assert missing == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_runs_over_the_edge(press: Press, language: Language) -> None:
    words = Words(language)
    inside(read(press.print(exercise(paper("mixed-five-guidelines"), "guide", words))))
    inside(read(press.print(exercise(paper("da-engagement-findings"), "handouts", words))))
    inside(read(press.print(rubric(role("data-analyst"), words))))


def test_a_table_of_a_sheet_is_a_table(press: Press) -> None:
    data = exercise(paper("da-sponsor-report"), "handouts", Words("de"))
    tables = [one for leaf in data["leaves"] for one in leaf["parts"][1]["blocks"] if one["kind"] == "table"]
    assert [len(one["rows"]) for one in tables] == [14, 14, 4]
    assert tables[1]["rows"][0] == ["KW 27", "1.039", "262"]
    text = read(press.print(data)).text
    assert " | " not in text
    assert "14.560" in text


@pytest.mark.parametrize("code", EXERCISES)
def test_nothing_for_assessors_is_in_what_candidates_get(code: str) -> None:
    found = paper(code)
    content = found.content
    for words in (Words("de"), Words("en")):
        given = " ".join(json.dumps(exercise(found, part, words), ensure_ascii=False) for part in theirs(found))
        secret = [one.text for one in content.prompts]
        secret += [one.text for one in content.questions]
        secret += [content.realism, *(cell.why for one in found.roles for cell in one.cells)]
        secret += [one.name for one in content.materials if one.audience not in FOR_CANDIDATES]
        said = [words(one) for one in secret]
        for long in (content.assessor_guide, content.role_player):
            said += [line for line in words(long).split("\n") if len(line) > 30] if long else []
        said += [
            sentence
            for one in found.roles
            for cell in one.cells
            for anchor in cell.anchors
            for sentence in (anchor.sentences_de if words.language == "de" else anchor.sentences_en)
        ]
        assert [one for one in said if json.dumps(one, ensure_ascii=False)[1:-1] in given] == []


def theirs(found: ExercisePaper) -> list[Part]:
    """The documents that candidates get."""
    return [part for part in parts(found) if part in ("brief", "handouts")]


def test_the_script_says_nothing_of_ratings() -> None:
    words = Words("en")
    given = json.dumps(exercise(paper("da-sponsor-report"), "script", words), ensure_ascii=False)
    assert "Just this once" in given
    assert "ZAH" not in given
    assert words(paper("da-sponsor-report").content.realism) not in given


def test_each_sheet_begins_on_its_own_page_and_counts_its_own_pages(press: Press) -> None:
    found = paper("mixed-five-guidelines")
    sheets = [one for one in found.content.materials if one.audience in FOR_CANDIDATES]
    document = read(press.print(exercise(found, "handouts", Words("en"))))
    assert len(document.pages) == len(sheets)
    for page, sheet in zip(document.pages, sheets, strict=True):
        assert sheet.name.en in page
        assert "Page 1 of 1" in page


def test_anchors_that_roles_share_are_printed_once() -> None:
    data = json.dumps(exercise(paper("mixed-five-guidelines"), "guide", Words("en")), ensure_ascii=False)
    teamwork = library().competency("TEA").anchors[5].en[0]
    assert data.count(json.dumps(teamwork, ensure_ascii=False)[1:-1]) == 1
    assert "Community manager, Content creator, Data analyst, Strategist and Tech expert" in data


def test_the_same_content_gives_the_same_bytes_and_another_language_others() -> None:
    found = paper("te-relaunch")
    first = exercise_pdf(found, "guide", "de")
    assert exercise_pdf(found, "guide", "de") == first
    assert exercise_pdf(found, "guide", "en") != first
    small = role("tech-expert")
    assert rubric_pdf(small, "de") == rubric_pdf(small, "de")


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_is_an_archive_file_with_its_fonts_and_language(language: Language) -> None:
    document = exercise_pdf(paper("te-relaunch"), "guide", language)
    found = read(document)
    assert b"<pdfaid:part>2</pdfaid:part>" in document
    assert found.reader.trailer["/Root"]["/Lang"] == language  # type: ignore[index]  # a dictionary
    assert all(found.fonts().values())
    assert found.title.startswith({"de": "Leitfaden ", "en": "Guide "}[language])


def hostile(length: int = 1) -> ExercisePaper:
    """An exercise and a rubric in which everything is hostile, and long."""
    found = paper("cm-removed-post")
    text = Text(*[" ".join([HOSTILE] * length)] * 2)
    content = replace(
        found.content,
        name=text,
        realism=text,
        candidate_brief=text,
        assessor_guide=text,
        role_player=text,
        prompts=tuple(replace(one, text=text, short=text, only_if=text) for one in found.content.prompts),
        questions=tuple(replace(one, text=text) for one in found.content.questions),
        materials=tuple(replace(one, text=text, name=text) for one in found.content.materials),
    )
    cells = tuple(replace(cell, why=text) for cell in found.roles[0].cells)
    return ExercisePaper(content, (replace(found.roles[0], cells=cells, name=text),), version=3)


@pytest.mark.parametrize(("part", "length"), [("guide", 1), ("script", 1), ("handouts", 1), ("brief", 50)])
def test_what_looks_like_markup_is_printed_as_it_was_typed(press: Press, part: Part, length: int) -> None:
    document = read(press.print(exercise(hostile(length), part, Words("en"))))
    assert all(document.pages)
    assert letters("$x^2$ *bold* _it_") in letters(document.text)
    assert "Version 3" in document.text


def test_words_that_are_longer_than_a_line_are_broken(press: Press) -> None:
    word = Text("Donaudampfschifffahrtsgesellschaft" * 8, "x" * 300)
    found = paper("te-relaunch")
    long = replace(found, content=replace(found.content, name=word, candidate_brief=word, assessor_guide=word))
    for part in parts(long):
        inside(read(press.print(exercise(long, part, Words("de")))))


def test_an_exercise_without_a_role_has_a_guide_that_says_so(press: Press) -> None:
    alone = exercise_paper(library().exercise("te-relaunch"), [])
    text = read(press.print(exercise(alone, "guide", Words("en")))).text
    assert "No role of the library uses this exercise yet." in text


def test_files_get_their_own_names_in_a_folder_or_the_name_that_is_given(tmp_path: Path) -> None:
    found = paper("te-relaunch")
    (guide,) = [write_guide_pdf(found, tmp_path / "new" / "folder", language="de")]
    assert guide.parent == tmp_path / "new" / "folder"
    assert guide.name.startswith("Leitfaden ")
    mine = write_rubric_pdf(role("tech-expert"), tmp_path / "mine.pdf", language="en")
    assert mine == tmp_path / "mine.pdf"
    assert read(mine.read_bytes()).title == "Rubric Tech expert"


def test_nothing_is_overwritten_and_nothing_written_when_one_is_there(tmp_path: Path) -> None:
    found = paper("te-relaunch")
    brief = write_exercise_pdfs(found, tmp_path, ("brief",), language="en")[0]
    brief.write_bytes(b"mine")
    with pytest.raises(Unusable, match=brief.name):
        write_exercise_pdfs(found, tmp_path, language="en")
    assert [path.name for path in tmp_path.iterdir()] == [brief.name]
    assert brief.read_bytes() == b"mine"
    written = write_exercise_pdfs(found, tmp_path, language="en", overwrite=True)
    assert len(written) == len(parts(found)) == len(list(tmp_path.iterdir()))


def test_what_an_exercise_has_not_can_not_be_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no script"):
        write_exercise_pdfs(paper("te-relaunch"), tmp_path, ("script",), language="en")
    with pytest.raises(Usage, match=r"one\.pdf"):
        write_exercise_pdfs(paper("te-relaunch"), tmp_path / "one.pdf", language="en")
    assert list(tmp_path.iterdir()) == []


def test_prompts_stand_under_the_part_that_they_belong_to() -> None:
    words = Words("en")
    (leaf,) = exercise(paper("cm-removed-post"), "script", words)["leaves"]
    (cues,) = [one["cues"] for one in leaf["parts"] if one["kind"] == "cues"]
    heads = [(cue["code"], cue["part"]) for cue in cues if cue["part"]]
    within = dict(paper("cm-removed-post").within)
    assert [code for code, _ in heads] == ["P1", "P6"]
    assert [head for _, head in heads] == [words(within["P1"]), words(within["P6"])]
