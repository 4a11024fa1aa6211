"""Chores from home: a backup, the doctor, the ratings as a table. Each answers in the next-step line."""

from __future__ import annotations

from pathlib import Path

from assess.conduct.blind import is_closed
from assess.exchange.files import new_file
from assess.exchange.ratings import as_csv, rating_rows
from assess.protect.invariants import INVARIANTS
from assess.report.doctor import examine_all
from assess.store.backup import backup
from assess.store.fresh import free_name
from assess.words import Id, Message, N, T
from screens.desk import Desk


async def back_up(desk: Desk) -> Message:
    """Copy the live file.

    Raises: Trouble.
    """
    path = await desk.call(lambda: backup(desk.store()))
    return T("The backup: {file}", file=str(path))


async def see_doctor(desk: Desk) -> Message:
    """Check every invariant.

    Raises: Trouble.
    """
    findings = await desk.read(examine_all, INVARIANTS)
    bad = [finding.statement for finding in findings if not finding.holds]
    if bad:
        return N(
            "{n} invariant does not hold: {first} “assess doctor” says where.",
            "{n} invariants do not hold, first: {first} “assess doctor” says where.",
            n=len(bad),
            first=bad[0],
        )
    return N("Everything holds: {n} invariant checked.", "Everything holds: {n} invariants checked.", n=len(findings))


async def export_ratings(desk: Desk, center: Id) -> Message:
    """Write the ratings that the acting person may see beside where the program was started; never over another file.

    Raises: Trouble.
    """
    rows = await desk.read(rating_rows, center)
    closed = await desk.read(is_closed, center)

    def write() -> Path:
        target = free_name(Path.cwd(), Path("ratings.csv"), "final" if closed else "so-far")
        with new_file(target) as part:
            part.write_text(as_csv(rows), encoding="utf-8-sig", newline="")
        return target

    target = await desk.call(write)
    return N("{n} rating written to {file}", "{n} ratings written to {file}", n=len(rows), file=target.name)
