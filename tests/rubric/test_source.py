"""Reading files: what is no rubric file at all is refused with a line, whatever its bytes."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assess.rubric.judge import judge, judge_file
from assess.rubric.library import Library, load_library
from assess.rubric.load import Loaded, load_bytes, load_file
from assess.rubric.model import CompetencyFile
from assess.rubric.source import MOST_BYTES
from assess.rubric.tree import DEPTH, Spoilt, compose, plain
from assess.words import Fault, Unusable, Words

HERE = Path(__file__).parent
FILES = [path.read_bytes() for path in load_library().files()] + [path.read_bytes() for path in HERE.glob("good/*")]
TOKENS = [
    *b"[]{}\"'#\n\t\r\x00\xff@`~,\\%!",
    b"- ", b": ", b"? ", b"|\n", b">-\n", b"&a ", b"*a ", b"!t ", b"!!str ", b"<<: ", b"---\n", b"...\n",
    b"%YAML 1.1\n", b"\xc2\x85", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\\U00FFFFFF", b'"\\ud800"', b"0x1F", b"1e400",
    b".inf", b"9" * 30, b"  ", b"5: ",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A file of the library, or a piece of one, with bytes put in, cut out and moved."""
    data = bytearray(draw(st.sampled_from(FILES)))
    if draw(st.booleans()):
        start = draw(st.integers(0, len(data)))
        data = bytearray(b"kind: role\n") + data[start : start + 1500]
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(data)))
        token = draw(st.sampled_from(TOKENS))
        insert = bytes([token]) if isinstance(token, int) else token
        data[place : place + draw(st.sampled_from([0, 0, 1, 20]))] = insert * draw(st.sampled_from([1, 1, 3]))
    return bytes(data)


def faults_of(data: bytes, library: Library) -> list[Fault]:
    read = load_bytes(data, "file.yaml")
    return judge_file(read, library) if isinstance(read, Loaded) else read


@given(data=st.one_of(st.binary(max_size=300), mutated()))
@settings(max_examples=100, deadline=None)
def test_any_bytes_end_in_faults_with_lines(data: bytes) -> None:
    lines = data.count(b"\n") + data.count(b"\r") + data.count(b"\xc2\x85") + data.count(b"\xe2\x80\xa8") + 1

    for fault in faults_of(data, load_library()):
        file, _, line = fault.where.rpartition(":")
        assert fault.say(Words("de"))
        assert file.endswith(".yaml")
        assert 1 <= int(line) <= max(lines, 1000)


@given(text=st.text(max_size=100))
@example("a\nb")
@example("\x85")
@example("\t")
@example("\x1b[31m")
@settings(max_examples=50, deadline=None)
def test_any_text_comes_back_as_it_was_written_or_is_refused(text: str) -> None:
    written = f"text: {json.dumps(text, ensure_ascii=False)}\n"
    if any((unicodedata.category(char) == "Cc" and char != "\n") or char in "\ufffe\uffff" for char in text):
        with pytest.raises(Spoilt, match="character"):
            compose(written)
    else:
        assert plain(compose(written)) == {"text": text}


@pytest.mark.parametrize("nothing", [b"", b"\n\n", b"# only a comment\n", b"---\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(nothing: bytes) -> None:
    read = load_bytes(nothing, "file.yaml")

    assert isinstance(read, list)
    assert [(fault.where, fault.id) for fault in read] in ([("file.yaml:1", "FI-04")], [("file.yaml:1", "FO-03")])


def test_a_missing_file_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no such file"):
        judge([tmp_path / "absent.yaml"])


@pytest.mark.parametrize("name", [".", "nul\x00name.yaml"])
def test_what_is_no_file_is_unusable(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unusable):
        load_file(tmp_path / name)


def test_a_large_file_is_refused_before_parsing(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: [1,\n" * 2_000_000)
    begun = time.perf_counter()

    read = load_file(path)

    assert isinstance(read, list)
    assert (read[0].id, read[0].where) == ("FI-02", f"{path}:1")
    assert time.perf_counter() - begun < 1


def test_the_limit_is_one_megabyte() -> None:
    inside = b"kind: role # " + b"x" * (MOST_BYTES - 14) + b"\n"

    assert "FI-02" not in [fault.id for fault in faults_of(inside, load_library())]
    assert [fault.id for fault in faults_of(inside + b"\n", load_library())] == ["FI-02"]


def test_a_file_of_too_many_values_is_refused() -> None:
    read = load_bytes(b"kind: [" + b"1," * 400_000 + b"1]", "file.yaml")

    assert isinstance(read, list)
    assert read[0].id == "FI-02"


@pytest.mark.parametrize("opening", ["[", "[\n", "{a: ", "- ", "[\n# ]\n"])
def test_deep_nesting_is_refused_in_no_time(opening: str) -> None:
    begun = time.perf_counter()

    read = load_bytes((opening * 5000).encode(), "file.yaml")

    assert isinstance(read, list)
    assert read[0].id == "FI-03"
    assert time.perf_counter() - begun < 1


def test_a_hundred_levels_are_allowed_and_one_more_is_not() -> None:
    allowed = load_bytes(("[" * DEPTH + "]" * DEPTH).encode(), "file.yaml")
    refused = load_bytes(("[" * (DEPTH + 1) + "]" * (DEPTH + 1)).encode(), "file.yaml")

    assert isinstance(allowed, list)
    assert isinstance(refused, list)
    assert (allowed[0].id, refused[0].id) == ("FO-03", "FI-03")


def test_brackets_in_texts_are_no_nesting(good: Path) -> None:
    data = (good / "ASK.yaml").read_text("utf-8")
    brackets = "[" * 300
    for written in (f"'{brackets}'", f'"{brackets}"', f"|\n    {brackets}", f"x{brackets} # {brackets}"):
        spoilt = data.replace(
            "definition: {de: Fragt nach Fehlendem., en: Asks for what is still missing.}",
            f"definition:\n  de: Fragt.\n  en: {written}\n",
        )
        assert isinstance(load_bytes(spoilt.encode(), "file.yaml"), Loaded), written


def test_a_byte_order_mark_and_windows_line_ends_are_fine(good: Path) -> None:
    data = (good / "host.yaml").read_bytes()
    read = load_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), "file.yaml")
    plainly = load_bytes(data, "file.yaml")

    assert isinstance(read, Loaded)
    assert isinstance(plainly, Loaded)
    assert read.model == plainly.model
    assert read.where("matrix", "speech") == plainly.where("matrix", "speech")


def test_utf_16_is_named() -> None:
    read = load_bytes("kind: role".encode("utf-16"), "file.yaml")

    assert isinstance(read, list)
    assert "UTF-16" in read[0].say(Words("en"))


def test_texts_are_composed_to_nfc(good: Path) -> None:
    data = (
        (good / "ASK.yaml")
        .read_text("utf-8")
        .replace("en: Asking", "en: Café".replace("é", "e\N{COMBINING ACUTE ACCENT}"))
    )
    read = load_bytes(data.encode(), "file.yaml")

    assert isinstance(read, Loaded)
    assert isinstance(read.model, CompetencyFile)
    assert read.model.name.en == "Caf\N{LATIN SMALL LETTER E WITH ACUTE}"


def test_scalars_are_read_by_the_core_schema() -> None:
    text = "a: [no, on, yes, true, NULL, ~, 5, -5, 05, 1.5, .5, 0x1F, 0o7, 1e3, .inf, 2026-11-01, '5', \"true\"]\nb:\n"

    assert plain(compose(text)) == {
        "a": [
            "no", "on", "yes", True, None, None, 5, -5, 5, 1.5, 0.5, "0x1F", "0o7", "1e3", ".inf", "2026-11-01", "5",
            "true",
        ],
        "b": None,
    }  # fmt: skip


@pytest.mark.parametrize("path", load_library().files(), ids=lambda path: path.stem)
def test_lines_are_those_of_an_editor(path: Path) -> None:
    """Every top-level key stands in the line that the tree says."""
    read = load_file(path)
    assert isinstance(read, Loaded)
    lines = path.read_text("utf-8").split("\n")

    for key in read.model.model_fields_set:
        line = read.source.line("for" if key == "audience" else key)
        assert lines[line - 1].startswith(f"{key}:")
