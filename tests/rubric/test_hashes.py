"""The two hashes: blind to form, awake to content; the structure hash to what scores depend on."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from assess.rubric.hashes import canonical, content_hash, file_hash, structure_hash
from assess.rubric.library import Library
from assess.rubric.load import Loaded, load_bytes, load_file
from assess.rubric.model import RoleFile
from assess.rubric.tree import compose, plain

GOOD = Path(__file__).parent / "good"
FILES = ("host", "ASK", "LIS", "talk", "speech")
Data = dict[str, Any]
ORDERED = ("competencies", "matrix", "talk", "speech")
"""Mappings of a role whose order has a meaning: that of the competencies, the exercises, and the cells in each."""


def data_of(name: str) -> Data:
    read = plain(compose((GOOD / f"{name}.yaml").read_text("utf-8")))
    assert isinstance(read, dict)
    return read


def hashes(**changed: Data) -> tuple[str, str]:
    """Content and structure hash of the small library after some of its files are replaced."""
    loaded = []
    for name in FILES:
        text = yaml_of(changed[name]) if name in changed else (GOOD / f"{name}.yaml").read_text("utf-8")
        read = load_bytes(text.encode(), f"{name}.yaml")
        assert isinstance(read, Loaded), read
        loaded.append(read)
    role = loaded[0].model
    assert isinstance(role, RoleFile)
    library = Library((), loaded)
    return content_hash(role, library), structure_hash(role, library)


def yaml_of(value: Data) -> str:
    out = io.StringIO()
    YAML().dump(value, out)
    return out.getvalue()


BEFORE = hashes()


def shuffled(value: Any, rnd: random.Random, key: str = "") -> Any:
    if isinstance(value, dict):
        items = list(value.items())
        if key not in ORDERED:
            rnd.shuffle(items)
        return {name: shuffled(below, rnd, str(name)) for name, below in items}
    if isinstance(value, list):
        return [shuffled(below, rnd) for below in value]
    return value


@pytest.mark.parametrize("seed", range(5))
def test_layout_and_the_order_of_keys_do_not_matter(seed: int) -> None:
    rnd = random.Random(seed)

    assert hashes(**{name: shuffled(data_of(name), rnd) for name in FILES}) == BEFORE


def test_comments_quotes_and_spelled_out_defaults_do_not_matter() -> None:
    text = (GOOD / "host.yaml").read_text("utf-8")
    text = "# a comment\n" + text.replace("code: host", "code: 'host'   # quoted").replace("weight: 60", "weight: 60.0")
    text = text.replace("analysis:", "scale: [1, 5]\nassistance: []\nanalysis:").replace(
        "      why", "      weight: 1\n      why"
    )
    read = load_bytes(text.encode(), "host.yaml")
    assert isinstance(read, Loaded)
    assert isinstance(read.model, RoleFile)
    library = Library((GOOD,))

    assert (content_hash(read.model, library), structure_hash(read.model, library)) == BEFORE


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, (*path, key))
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from leaves(below, (*path, place))
    else:
        yield path


def scores_depend_on(name: str, path: tuple[Any, ...]) -> bool:
    """What DESIGN and scoring 9 say: names, order, weights, targets, floors, scale."""
    if name == "host":
        return bool(path[0] == "name" or path[-1] in ("weight", "target", "floor"))
    return bool(path[0] == "name")


SKIPPED = {"kind", "code", "type", "cues", "links", "elicits", "evidence", "by", "id", "for", "date", "warn"}
"""Values that can't be changed alone; codes and types are tested below."""
TEXTS = [
    (name, path)
    for name in FILES
    for path in leaves(data_of(name))
    if not SKIPPED.intersection(path) and not (path[0] == "phases" and path[-1] == "kind")
]


@pytest.mark.parametrize(("name", "path"), TEXTS, ids=[f"{name} {'.'.join(map(str, path))}" for name, path in TEXTS])
def test_every_change_changes_the_content_hash_and_only_scoring_the_structure_hash(
    name: str, path: tuple[Any, ...]
) -> None:
    data = data_of(name)
    below = data
    for step in path[:-1]:
        below = below[step]
    value = below[path[-1]]
    below[path[-1]] = value + 1 if isinstance(value, int | float) else f"{value} etc."

    content, structure = hashes(**{name: data})

    assert content != BEFORE[0]
    assert (structure != BEFORE[1]) is scores_depend_on(name, path)


@pytest.mark.parametrize("key", ["competencies", "matrix"])
def test_the_order_of_competencies_and_exercises_is_structure(key: str) -> None:
    data = data_of("host")
    data[key] = dict(reversed(data[key].items()))

    content, structure = hashes(host=data)

    assert content != BEFORE[0]
    assert structure != BEFORE[1]


@pytest.mark.parametrize(
    ("change", "structural"),
    [
        ({"scale": [0, 5]}, True),
        ({"scale": [1, 5]}, False),
        ({"purpose": {"de": "Anders.", "en": "Otherwise."}}, False),
    ],
)
def test_the_scale_is_structure(change: Data, structural: bool) -> None:
    assert (hashes(host=data_of("host") | change)[1] != BEFORE[1]) is structural


def test_a_target_that_is_the_top_of_the_scale_is_no_other_structure() -> None:
    data = data_of("host")
    data["competencies"]["LIS"]["target"] = 5

    content, structure = hashes(host=data)

    assert (content != BEFORE[0], structure == BEFORE[1]) == (True, True)


def test_a_cell_and_the_type_of_an_exercise_are_structure() -> None:
    without, other = data_of("host"), data_of("talk")
    del without["matrix"]["talk"]["LIS"]
    other["type"] = "group_discussion"

    assert hashes(host=without)[1] != BEFORE[1]
    assert hashes(talk=other)[1] != BEFORE[1]


def test_cues_links_and_prompts_are_content_only() -> None:
    cues, links = data_of("host"), data_of("host")
    cues["matrix"]["talk"]["ASK"]["cues"] = ["P1"]
    links["competencies"]["ASK"]["links"] = ["T1"]

    for host in (cues, links):
        content, structure = hashes(host=host)
        assert (content != BEFORE[0], structure == BEFORE[1]) == (True, True)


def test_files_that_the_role_does_not_use_do_not_matter() -> None:
    assert file_hash(Library((GOOD,)).exercise("round")) != file_hash(Library((GOOD,)).exercise("talk"))
    assert content_hash(Library((GOOD,)).role("host"), Library((GOOD,))) == BEFORE[0]


def test_canonical_json_is_one_line_of_sorted_keys() -> None:
    assert canonical({"b": [1, 2.5, None], "a": "ä\n"}) == '{"a":"ä\\n","b":[1,2.5,null]}'


def test_the_hash_stays_the_same_across_releases() -> None:
    """A center that was frozen years ago must still be recognised: this value never changes."""
    read = load_file(GOOD / "ASK.yaml")
    assert isinstance(read, Loaded)

    assert file_hash(read.model) == "91be9d4a4846679c2cba1ac36973d77ad2a14a5ef9af3a5a53cff1fb68a8c60c"
