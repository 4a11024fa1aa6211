"""`assess doctor`: every room's invariants over the whole store."""

from __future__ import annotations

import click

from assess.cli.front import Verb, front, json_option
from assess.words import N, T


def _doctor(as_json: bool) -> None:
    from assess.protect.invariants import INVARIANTS
    from assess.report.columns import wrap
    from assess.report.doctor import examine_all

    call = front()
    with call.store() as store:
        findings = store.read(examine_all, INVARIANTS)
    bad = [finding for finding in findings if not finding.holds]
    if as_json:
        call.json(
            [
                {
                    "name": finding.name,
                    "room": finding.room,
                    "holds": finding.holds,
                    "faults": list(finding.faults),
                    "mend": call.words(finding.mend) if finding.mend and not finding.holds else None,
                }
                for finding in findings
            ]
        )
    else:
        for finding in findings:
            call.say(f"{'✓' if finding.holds else '✗'} {finding.room:<10} {call.words(finding.statement)}")
            call.say([f"    {row}" for row in finding.faults[:20]])
            if finding.mend and not finding.holds:
                call.say(wrap(call.words(finding.mend), 80, "    → ", "      "))
        if bad:
            call.say(N("{n} invariant does not hold.", "{n} invariants do not hold.", n=len(bad)))
        else:
            call.say(T("Everything holds."))
    if bad:
        click.get_current_context().exit(1)


DOCTOR = Verb("doctor", _doctor, T("Check every invariant of the database; exit 1 when one fails."), [json_option()])
