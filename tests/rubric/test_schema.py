"""The JSON schemas that are shipped are those of the classes."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from assess.rubric.kinds import KINDS
from assess.rubric.library import load_library, shipped
from assess.rubric.schema import Kind, schema, schema_text


@pytest.mark.parametrize("kind", get_args(Kind))
def test_the_shipped_schema_is_current(kind: Kind) -> None:
    path = shipped() / "schema" / f"{kind}.json"

    assert path.read_text("utf-8") == schema_text(kind), (
        f"The form of {kind} files changed. Write its schema again: assess schema {kind} > rubrics/schema/{kind}.json"
    )


def test_no_other_schema_is_shipped_for_rubrics() -> None:
    names = {path.stem for path in (shipped() / "schema").glob("*.json")}

    assert set(get_args(Kind)) <= names


def test_a_schema_names_every_key_of_its_files_and_says_what_it_is_for() -> None:
    made = schema("rubric")

    assert set(made["discriminator"]["mapping"]) == set(KINDS)
    for name, kind in {"CompetencyFile": "competency", "RoleFile": "role", "ExerciseFile": "exercise"}.items():
        keys = {field.alias or key for key, field in KINDS[kind].model_fields.items()}
        assert set(made["$defs"][name]["properties"]) == keys
        assert made["$defs"][name]["additionalProperties"] is False
        assert made["$defs"][name]["description"]
    assert "for" in made["$defs"]["Material"]["required"]
    assert "description" in made["$defs"]["Criterion"]["properties"]["links"]


def test_a_schema_is_plain_json() -> None:
    assert json.loads(schema_text("role")) == schema("role")
    assert load_library().role("community-manager").kind in str(schema("role")["properties"]["kind"])
