"""`assess report`: documents."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assess.cli.front import Arg, Noun, Opt, Verb, center_option, find_center, front, json_option
from assess.words import N, T


def _scorecard(candidates: tuple[str, ...], out: str, center: str | None, overwrite: bool, as_json: bool) -> None:
    from assess.report.scorecards import write_scorecards

    call = front()
    with call.store() as store:
        place = store.read(find_center, center)
        with click.progressbar(length=1, file=sys.stderr, label=call.words(T("Scorecards"))) as bar:

            def progress(done: int, whole: int) -> None:
                bar.length = whole
                bar.update(done - bar.pos)

            written = write_scorecards(
                store,
                place,
                Path(out),
                language=call.words.language,
                candidates=candidates or None,
                progress=progress,
                overwrite=overwrite,
            )
    if as_json:
        call.json({"files": [str(file) for file in written.files]})
        return
    number = len(written.files)
    call.say(N("{n} scorecard written to {folder}:", "{n} scorecards written to {folder}:", n=number, folder=out))
    call.say([f"  {file.name}" for file in written.files])


REPORT = Noun(
    "report",
    T("Documents"),
    [
        Verb(
            "scorecard",
            _scorecard,
            T("The scorecard of every candidate, or of those named, as PDF. Internal: not for candidates."),
            [
                Arg("candidates", nargs=-1, metavar="[CANDIDATE]..."),
                Opt("--out", required=True, metavar="DIR", said=T("The folder to write to.")),
                center_option(),
                Opt("--overwrite", is_flag=True, said=T("Replace files that are there.")),
                json_option(),
            ],
        )
    ],
)
