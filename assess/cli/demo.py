"""`assess demo`: a center to try everything on."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import cast

import click

from assess.cli.front import Opt, Verb, find_center, front
from assess.words import T


def _demo(folder: str, stage: str, no_open: bool) -> None:
    from assess.home.demo import Stage, make_demo

    call = front()
    there = (Path(folder) / "demo.assess").exists()
    path = make_demo(
        Path(folder),
        cast("Stage", stage),
        language=call.words.language,
        day=datetime.now().astimezone().date(),
    )
    if not no_open and sys.stdin.isatty() and sys.stdout.isatty():
        from assess.cli.launch import launch

        click.get_current_context().exit(launch(str(path), call.words.language, call.person))
    call.say(
        T("The demo center is already there: {file}", file=str(path))
        if there
        else T("The demo center: {file}", file=str(path))
    )
    _show(path)


def _show(path: Path) -> None:
    """The ranking and the scorecards, where the demo is finished; else what comes next."""
    from assess.conduct.blind import is_closed
    from assess.fit.ranking import ranking
    from assess.report.rank_text import rank_lines
    from assess.report.scorecards import write_scorecards
    from assess.store.open import open_store

    call = front()
    store = open_store(path, create=False)
    try:
        center = store.read(find_center, None)
        if not store.read(is_closed, center):
            call.say(T("The ranking opens when the wash-up has closed; “assess open” goes on with the day."))
            return
        call.say("")
        call.say(rank_lines(call.words, store.read(ranking, center)))
        folder = path.parent / "scorecards"
        written = write_scorecards(store, center, folder, language=call.words.language, overwrite=True)
        call.say("")
        call.say(T("Scorecards: {folder}", folder=str(folder)))
        call.say([f"  {file.name}" for file in written.files])
    finally:
        store.close()


DEMO = Verb(
    "demo",
    _demo,
    T(
        "Make the demo center demo.assess and open it; without a terminal, print its ranking and write its scorecards."
        " An existing demo is opened, never overwritten."
    ),
    [
        Opt(
            "--dir",
            "folder",
            default=".",
            metavar="DIR",
            said=T("Where to make it; this folder unless told otherwise."),
        ),
        Opt(
            "--stage",
            type=click.Choice(["planned", "running", "finished"]),
            default="finished",
            said=T("How far the day is."),
        ),
        Opt("--no-open", "no_open", is_flag=True, said=T("Do not open the app.")),
    ],
)
