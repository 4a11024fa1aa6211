"""`assess schema`: the JSON schemas of the file formats."""

from __future__ import annotations

import json
from typing import cast

import click

from assess.cli.front import Arg, Verb, front
from assess.words import T

KINDS = ("rubric", "role", "competency", "exercise", "calibration", "center", "performance")


def _schema(kind: str) -> None:
    from assess.rubric.schema import Kind, schema

    click.echo(json.dumps(schema(cast("Kind", kind)), ensure_ascii=False, indent=2))
    front()


SCHEMA = Verb(
    "schema",
    _schema,
    T("Print the JSON schema of a file format: rubric (any file of the library), or one kind of it."),
    [Arg("kind", type=click.Choice(KINDS))],
)
