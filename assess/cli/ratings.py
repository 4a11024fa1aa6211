"""`assess ratings`: the long table."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.front import Arg, Noun, Opt, Verb, center_option, find_center, front, json_option
from assess.exchange.files import new_file
from assess.exchange.ratings import as_csv, rating_rows
from assess.words import N, T


def _export(file: str | None, center: str | None, overwrite: bool, as_json: bool) -> None:
    call = front()
    with call.store() as store:
        rows = store.read(rating_rows, store.read(find_center, center))
    if as_json:
        call.json([row._asdict() for row in rows])
    if file is not None:
        with new_file(Path(file), overwrite=overwrite) as part:
            part.write_text(as_csv(rows), encoding="utf-8-sig", newline="")
        if not as_json:
            call.say(N("{n} rating written to {file}", "{n} ratings written to {file}", n=len(rows), file=file))
    elif not as_json:
        click.echo(as_csv(rows), nl=False)


RATINGS = Noun(
    "ratings",
    T("Ratings as a long table"),
    [
        Verb(
            "export",
            _export,
            T("Write every rating that may be seen as candidate,exercise,competency,assessor,score,status,note."),
            [
                Arg("file", required=False, metavar="[FILE.csv]"),
                center_option(),
                Opt("--overwrite", is_flag=True, said=T("Replace a file that is there.")),
                json_option(),
            ],
        )
    ],
)
