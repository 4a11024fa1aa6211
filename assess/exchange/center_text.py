"""Describing files as text: a center, and beside it the rubrics that the shipped library does not have."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from assess.exchange.center_export import Design
from assess.rubric.center import CenterFile
from assess.rubric.hashes import document, file_hash
from assess.rubric.library import FOLDERS, Library, load_library
from assess.rubric.load import Loaded, load_bytes
from assess.rubric.model import CompetencyFile, ExerciseFile, RoleFile
from assess.rubric.written import clean
from assess.words import Refused

SHORT: Final = 96
"""Characters up to which a mapping or a list stands in one line."""
SAFE: Final = re.compile(r"\w[\w .@/()+&-]*")
"""A text that needs no quotes, unless it looks like a number or a date."""
LEVELS: Final = ("anchors",)
"""Keys under which levels stand, which are numbers in YAML and texts in JSON."""


class Text(NamedTuple):
    """A file that is to be written."""

    path: Path
    """Below the folder of the center's file."""
    text: str


def texts(design: Design, name: str) -> tuple[Text, ...]:
    """The center's file of that name, then each rubric file that is not as the shipped library has it.

    Raises: Refused, when something of it can't stand in such a file.
    """
    return (Text(Path(name), center_text(design.file, name)), *_rubrics(design))


def center_text(file: CenterFile, name: str = "center.yaml") -> str:
    """A center's file, read back before it is given away.

    Raises: Refused, when it does not read as what it says.
    """
    said = file.model_dump(mode="json", by_alias=True, exclude_unset=True)
    text = yaml(_one_name(_clean(said)))
    read = load_bytes(text.encode(), name)
    if isinstance(read, list):
        raise Refused(read[0].message, where=read[0].where, do=read[0].mend)
    return text


def _rubrics(design: Design) -> Iterator[Text]:
    shelf, done = load_library(), set()
    for version in design.rubrics:
        files: list[RoleFile | CompetencyFile | ExerciseFile] = [version.role]
        files += [version.library.competency(code) for code in version.role.competencies]
        files += [version.library.exercise(code) for code in version.role.matrix]
        for file in files:
            path = _path(file)
            if path not in done and not _is_shipped(file, shelf):
                done.add(path)
                yield Text(path, yaml(_levels(document(file))))


def _path(file: RoleFile | CompetencyFile | ExerciseFile) -> Path:
    if isinstance(file, CompetencyFile):
        return Path(FOLDERS["competency"][file.kind == "value"]) / f"{file.code}.yaml"
    return Path(FOLDERS[file.kind][0]) / f"{file.code}.yaml"


def _is_shipped(file: RoleFile | CompetencyFile | ExerciseFile, shelf: Library) -> bool:
    there = shelf.look("competency" if isinstance(file, CompetencyFile) else file.kind, file.code)
    return isinstance(there, Loaded) and file_hash(there.model) == file_hash(file)


def _clean(value: Any) -> Any:
    """Texts as a file can hold them, in one line each."""
    if isinstance(value, str):
        return " ".join(clean(value).split("\n"))
    if isinstance(value, Mapping):
        return {_clean(key): _clean(below) for key, below in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value


def _one_name(value: Any) -> Any:
    """A name that is the same in both languages is said once."""
    if isinstance(value, Mapping):
        if set(value) == {"de", "en"} and value["de"] == value["en"]:
            return value["de"]
        return {key: _one_name(below) for key, below in value.items()}
    return [_one_name(item) for item in value] if isinstance(value, list) else value


def _levels(value: Any, key: str = "") -> Any:
    """Levels as numbers, as YAML has them."""
    if isinstance(value, Mapping):
        return {int(name) if key in LEVELS else name: _levels(below, str(name)) for name, below in value.items()}
    return [_levels(item) for item in value] if isinstance(value, list) else value


def yaml(said: Mapping[str, Any]) -> str:
    """A document as YAML: what is short in one line, everything else under each other."""
    from ruamel.yaml import YAML

    writer, out = YAML(), io.StringIO()
    writer.width, writer.allow_unicode = 112, True
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.dump({key: _styled(value) for key, value in said.items()}, out)
    return out.getvalue()


def _styled(value: Any) -> Any:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, str) and not SAFE.fullmatch(value):
        return DoubleQuotedScalarString(value)  # ruamel writes a lone ? without quotes, and can't read it
    if isinstance(value, Mapping):
        keys = CommentedMap((_styled(key), _styled(below)) for key, below in value.items())
        if len(json.dumps(value, ensure_ascii=False)) <= SHORT:
            keys.fa.set_flow_style()
        return keys
    if isinstance(value, list):
        items = CommentedSeq([_styled(item) for item in value])
        if not any(isinstance(item, Mapping | list) for item in value) and (
            len(json.dumps(value, ensure_ascii=False)) <= SHORT
        ):
            items.fa.set_flow_style()
        return items
    return value
