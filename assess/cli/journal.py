"""`assess journal`: the chains."""

from __future__ import annotations

import click

from assess.cli.front import Noun, Verb, front, json_option
from assess.store.journal import Verdict, verify
from assess.store.transaction import Reading
from assess.words import Message, N, T


def _verdicts(tx: Reading) -> list[Verdict]:
    return verify(tx.session)


def _verify(as_json: bool) -> None:
    call = front()
    with call.store() as store:
        found = store.read(_verdicts)
    broken = [one for one in found if one.state == "broken"]
    if as_json:
        call.json([one._asdict() for one in found])
    else:
        call.say([_said(one) for one in found])
        entries = sum(one.entries for one in found)
        if broken:
            call.say(T("The journal is broken: somebody changed the file outside the program."))
        else:
            call.say(N("The journal is whole: {n} entry.", "The journal is whole: {n} entries.", n=entries))
    if broken:
        click.get_current_context().exit(1)


def _said(one: Verdict) -> Message:
    short, head = one.chain[:8], one.head[:16]
    if one.state == "broken":
        return T("{chain}: broken at entry {seq}", chain=short, seq=one.broken_at or 0)
    if one.state == "erased":
        gone = ", ".join(str(seq) for seq in one.erased)
        return T("{chain}: whole, erased entries {gone}, head {head}", chain=short, gone=gone, head=head)
    return N(
        "{chain}: whole, {n} entry, head {head}",
        "{chain}: whole, {n} entries, head {head}",
        n=one.entries,
        chain=short,
        head=head,
    )


JOURNAL = Noun(
    "journal",
    T("The journal's chains"),
    [Verb("verify", _verify, T("Verify every chain: whole, erased (listed), or broken (exit 1)."), [json_option()])],
)
