"""`assess schema`: the JSON schemas of the file formats."""

from __future__ import annotations

import json
from typing import cast

import click

from assess.cli.front import Arg, Verb, front
from assess.words import T

KINDS = ("rubric", "role", "competency", "exercise", "calibration", "center", "performance", "what-if")


def _schema(kind: str) -> None:
    from assess.fit.whatif import what_if_schema
    from assess.rubric.schema import Kind, schema

    found = what_if_schema() if kind == "what-if" else schema(cast("Kind", kind))
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    front()


SCHEMA = Verb(
    "schema",
    _schema,
    T("Print the JSON schema of a file format: rubric (any file of the library), or one kind of it."),
    [Arg("kind", type=click.Choice(KINDS))],
)
