"""Editing a rubric file without a screen: only what is edited changes, and every step can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.rubric import tree
from assess.rubric.edit import Editing
from assess.rubric.library import shipped
from assess.rubric.load import Loaded, load_bytes
from assess.rubric.spans import spans
from assess.rubric.tree import Path
from assess.rubric.written import clean
from assess.words import Refused

SMALL = """\
# What it is about
kind: competency   # not a value
code: EMP
name: {de: Einfühlung, en: "Empathy: \\"hears\\""}
definition:
  de: >-
    Nimmt wahr, was jemand
    fühlt.

  # the English one is older
  en: Notices what
    somebody feels
positive:
- {de: fragt nach, en: asks back}   # first
# lint: BC-02 quoted from the newsletter
- de: 'wiederholt''s'
  en: |
    repeats it

    twice
links: [T1, "T2"]
empty: {}
none: []
open:
last: 2.5"""
TEXTS = st.text(max_size=40) | st.sampled_from(
    ["", "no", "3", "2.5", "null", "a: b", "x #y", "- x", "{", "]", "'", '"', "two\n\nlines", " lead",
     "é \N{RIGHT-TO-LEFT OVERRIDE}",
     "a\N{LINE SEPARATOR}b", "tab\there", "wort " * 60, "---", "...", "\\", "%", "[/] [b [link='x ]]", "k:"]
)  # fmt: skip
VALUES: Any = TEXTS | st.integers(0, 100) | st.sampled_from([2.5, 0.25]) | st.lists(st.sampled_from(["T1", "P2", "no"]))


def small(newline: str = "\n") -> Editing:
    return Editing(SMALL.replace("\n", newline))


def read(text: str) -> Any:
    return tree.plain(tree.compose(text))


def paths(data: Any, path: Path = ()) -> list[Path]:
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(one for key, value in below for one in paths(value, (*path, key)))]


def test_only_the_characters_of_the_value_change() -> None:
    editing = small()
    editing.set(("definition", "de"), "Hört zu.")
    editing.set(("name", "en"), "Empathy")
    editing.set(("positive", 0, "en"), "asks, twice")
    editing.set(("last",), 3)
    assert editing.text == (
        SMALL.replace(">-\n    Nimmt wahr, was jemand\n    fühlt.", ">-\n    Hört zu.")
        .replace('"Empathy: \\"hears\\""', "Empathy")
        .replace("en: asks back", 'en: "asks, twice"')
        .replace("2.5", "3")
    )


def test_keys_and_entries_come_and_go_between_the_comments() -> None:
    editing = small()
    editing.insert(("positive",), 1, {"de": "nickt", "en": "nods"})
    editing.insert(("positive",), 0, {"de": "schweigt", "en": "waits"})
    editing.insert(("links",), 2, "T9")
    editing.set(("none",), ["P1"])
    editing.set(("open",), "now")
    editing.set(("empty", "de"), "voll")
    assert (
        "positive:\n- de: schweigt\n  en: waits\n- {de: fragt nach, en: asks back}   # first\n- de: nickt"
        in editing.text
    )
    assert "# lint: BC-02 quoted from the newsletter\n- de: 'wiederholt''s'" in editing.text
    assert 'links: [T1, "T2", T9]' in editing.text
    assert "none: [P1]\nopen: now\n" in editing.text
    data = read(editing.text)
    assert data["empty"] == {"de": "voll"}
    for path in (("positive", 1), ("positive", 0), ("links", 0), ("none",), ("open",), ("definition", "de")):
        editing.remove(path)
    data = read(editing.text)
    assert [one["en"] for one in data["positive"]] == ["nods", "repeats it\n\ntwice\n"]
    assert data["links"] == ["T2", "T9"]
    assert list(data["definition"]) == ["en"]
    assert "none" not in data
    while editing.undo() is not None:
        pass
    assert editing.text == SMALL


def test_a_missing_key_stands_where_people_look_for_it() -> None:
    editing = Editing("competencies:\n  EMP: {weight: 25, links: [T1]}\n  KOM:\n    weight: 20\n    links: [T1]\n")
    editing.set(("competencies", "EMP", "floor"), 2.5)
    editing.set(("competencies", "EMP", "target"), 4)
    editing.set(("competencies", "KOM", "target"), 4)
    assert editing.text == (
        "competencies:\n  EMP: {weight: 25, target: 4, floor: 2.5, links: [T1]}\n"
        "  KOM:\n    weight: 20\n    target: 4\n    links: [T1]\n"
    )
    editing.remove(("competencies", "EMP", "target"))
    assert "EMP: {weight: 25, floor: 2.5, links: [T1]}" in editing.text


def test_a_path_with_nothing_above_it_is_refused() -> None:
    with pytest.raises(Refused, match="can't be edited here"):
        small().set(("nowhere", "de"), "x")


def test_typing_is_one_step_until_it_pauses() -> None:
    editing = small()
    for length in range(1, 9):
        editing.set(("name", "de"), "Empathie"[:length])
    editing.pause()
    editing.set(("name", "de"), "Empathie!")
    assert editing.undo() == ("name", "de")
    assert editing.get(("name", "de")) == "Empathie"
    assert editing.undo() == ("name", "de")
    assert editing.text == SMALL
    assert editing.undo() is None
    assert (editing.redo(), editing.redo(), editing.redo()) == (("name", "de"), ("name", "de"), None)
    assert editing.get(("name", "de")) == "Empathie!"


def test_typing_back_to_what_it_was_leaves_the_file_as_it_was() -> None:
    editing = small()
    for text in ("Empathy: ", "Empathy", 'Empathy: "hears"'):
        editing.set(("name", "en"), text)
    assert editing.text == SMALL
    assert not editing.can_undo
    assert not editing.changed


def test_a_list_of_own_anchors_is_written_in_lines() -> None:
    editing = Editing("matrix:\n  talk:\n    EMP:\n      cues: [P1]\n      why: {de: a, en: b}\n# the end\n")
    anchors: Any = {5: {"de": ["Fragt: nach", "x" * 300], "en": ["Asks", "y"]}, 4: {"de": ["z"], "en": ["z"]}}
    editing.set(("matrix", "talk", "EMP", "anchors"), anchors)
    assert read(editing.text)["matrix"]["talk"]["EMP"]["anchors"] == anchors
    assert 'why: {de: a, en: b}\n      anchors:\n        5:\n          de:\n            - "Fragt: nach"' in editing.text
    assert editing.text.endswith("\n# the end\n")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["set", "set", "set", "insert", "remove", "undo", "redo", "pause"]), st.integers(0, 60), VALUES
    ),
    max_size=10,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(steps=STEPS, newline=st.sampled_from(["\n", "\r\n"]))
def test_any_sequence_of_edits_says_what_was_set_and_can_be_taken_back(steps: Any, newline: str) -> None:
    editing = small(newline)
    for what, pick, value in steps:
        data = read(editing.text)
        known = paths(data)[1:]
        if what == "set":
            leaves = [path for path in known if not isinstance(editing.get(path), dict | list)]
            path = leaves[pick % len(leaves)]
            editing.set(path, value)
            assert editing.get(path) == (clean(value) if isinstance(value, str) else value)
            expected = _with(data, path, editing.get(path))
            assert read(editing.text) == expected
            assert editing.data == expected
        elif what == "insert":
            lists = [path for path in known if isinstance(editing.get(path), list)]
            if lists:
                path = lists[pick % len(lists)]
                before = len(editing.get(path))
                editing.insert(path, pick % 3, {"de": "x", "en": str(value)})
                assert len(editing.get(path)) == before + 1
        elif what == "remove":
            path = known[pick % len(known)]
            editing.remove(path)
            assert len(paths(read(editing.text))) < len(known) + 1
        else:
            getattr(editing, what)()
        assert {path: (span.start, span.end) for path, span in spans(editing.text).items()} == {
            path: (span.start, span.end) for path, span in editing._look().items()
        }
    while editing.undo() is not None:
        pass
    assert editing.text == SMALL.replace("\n", newline)


def _with(data: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    if isinstance(data, dict):
        return {key: _with(below, path[1:], value) if key == path[0] else below for key, below in data.items()}
    return [_with(below, path[1:], value) if place == path[0] else below for place, below in enumerate(data)]


@pytest.mark.parametrize(
    "name", ["competencies/EMP", "values/respect", "exercises/cm-removed-post", "roles/strategist"]
)
def test_every_text_of_the_library_can_be_edited_and_its_comments_stay(name: str) -> None:
    text = (shipped() / f"{name}.yaml").read_text("utf-8")
    editing = Editing(text)
    texts = [
        path for path in paths(editing.data) if path[-1:] in (("de",), ("en",)) and isinstance(editing.get(path), str)
    ]
    for path in texts[::7]:
        editing.set(path, f"{editing.get(path)} Und: noch #eins.")
    loaded = load_bytes(editing.text.encode(), "own.yaml")
    assert isinstance(loaded, Loaded)
    assert [line for line in editing.text.split("\n") if line.lstrip().startswith("#")] == [
        line for line in text.split("\n") if line.lstrip().startswith("#")
    ]
    for path in texts[::7]:
        assert editing.get(path).endswith("#eins.")
    while editing.undo() is not None:
        pass
    assert editing.text == text
