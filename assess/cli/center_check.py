"""`assess center check`: what the checks find in a center's design; exit 1 when one fails."""

from __future__ import annotations

import click

from assess.cli.front import Verb, center_option, find_center, front, json_option
from assess.words import T


def _check(center: str | None, as_json: bool) -> None:
    from assess.report.conformity import as_document, conformity, in_words

    call = front()
    with call.store() as store:
        found = store.read(conformity, store.read(find_center, center))
    if as_json:
        call.json(as_document(call.words, found))
    else:
        call.say(list(in_words(call.words, found)))
    if not found.sound:
        click.get_current_context().exit(1)


CHECK = Verb(
    "check",
    _check,
    T("Whether the design is sound: every check with its evidence and how to mend it; exit 1 on errors."),
    [center_option(), json_option()],
)
