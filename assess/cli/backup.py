"""`assess backup` and `assess restore`."""

from __future__ import annotations

from pathlib import Path

from assess.cli.front import Arg, Opt, Verb, front, json_option
from assess.words import N, T


def _backup(target: str | None, as_json: bool) -> None:
    from assess.store.backup import backup

    call = front()
    with call.store() as store:
        written = backup(store, Path(target) if target else None)
    if as_json:
        call.json({"file": str(written)})
    else:
        call.say(T("The backup: {file}", file=str(written)))


def _restore(source: str, overwrite: bool, as_json: bool) -> None:
    from assess.home.find import needed_center
    from assess.store.backup import restore

    call = front()
    done = restore(Path(source), Path(needed_center(call.db)), overwrite=overwrite)
    if as_json:
        kept = str(done.kept) if done.kept else None
        call.json({"file": str(done.path), "erased": [one.candidate for one in done.gone], "kept": kept})
        return
    call.say(T("Restored to {file}", file=str(done.path)))
    if done.gone:
        call.say(N("{n} erased candidate left out.", "{n} erased candidates left out.", n=len(done.gone)))
    if done.kept:
        call.say(T("The file that was there: {file}", file=str(done.kept)))


BACKUP = Verb(
    "backup",
    _backup,
    T("Copy the live file safely; into its .backups folder unless a target is given."),
    [Arg("target", required=False, metavar="[FILE]"), json_option()],
)
RESTORE = Verb(
    "restore",
    _restore,
    T("Put a backup in place of --db FILE; candidates who were erased since stay erased."),
    [
        Arg("source", metavar="BACKUP"),
        Opt("--overwrite", is_flag=True, said=T("Replace the file that is there; it is backed up first.")),
        json_option(),
    ],
)
