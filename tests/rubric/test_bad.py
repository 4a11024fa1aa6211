"""The collection of bad files: each has one fault, and says in its first line which, where, and in what words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assess.rubric.findings import CHECKS
from assess.rubric.judge import judge
from assess.words import LANGUAGES, Words

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.yaml"))
GOOD = sorted((HERE / "good").glob("*.yaml"))
EXPECT = re.compile(r"# expect ([A-Z]{2}-\d\d) line (\d+): (.+?)(?: \(also (.+)\))?")
"""The fault, its line and a part of its sentence; `also` lists what follows from it."""
ELSEWHERE = {"FI-02", "LK-02", "CE-08"}
"""Tested with made files: a megabyte (test_source), seven competencies (test_checks), two scales (test_center_file)."""


def expected(path: Path) -> tuple[str, int, str, list[str]]:
    first = path.read_bytes().split(b"\n", 1)[0].decode()
    said = EXPECT.fullmatch(first)
    assert said, f"{path.name} does not say what to expect in its first line"
    return said[1], int(said[2]), said[3], said[4].split(", ") if said[4] else []


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_a_bad_file_is_told_its_fault(path: Path) -> None:
    check, line, phrase, also = expected(path)

    faults = [fault for fault in judge([path, *GOOD]) if fault.where.startswith(f"{path}:")]

    main = [fault for fault in faults if fault.id == check and phrase in fault.say(Words("en"))]
    assert [fault.where for fault in main][:1] == [f"{path}:{line}"], [fault.say(Words("en")) for fault in faults]
    rest = [f"{fault.id} line {fault.where.rsplit(':')[-1]}" for fault in faults if fault is not main[0]]
    assert rest == also


def test_every_sentence_can_be_said_in_both_languages() -> None:
    for fault in judge(BAD):
        for language in LANGUAGES:
            said = fault.say(Words(language))
            assert re.fullmatch(r"[^\n]+\.yaml:\d+: [^\n]+ \[[A-Z]{2}-\d\d\]", said)
            assert "{" not in said


def test_every_check_has_a_bad_file() -> None:
    assert {expected(path)[0] for path in BAD} == set(CHECKS) - ELSEWHERE


def test_the_good_files_have_no_fault() -> None:
    assert judge(GOOD) == []
