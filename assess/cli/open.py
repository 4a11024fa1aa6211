"""`assess open`: the app."""

from __future__ import annotations

import click

from assess.cli.front import Verb, front
from assess.cli.launch import launch
from assess.words import T


def _open() -> None:
    call = front()
    click.get_current_context().exit(launch(call.db, call.words.language, call.person))


OPEN = Verb("open", _open, T("Open the app on the center of this folder, or on --db FILE."))
