"""An import in words, for the screen and the command alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assess.exchange.candidates import STATES, Preview, Row, State
from assess.exchange.people_headings import FIELD_NAMES, KEPT_NAMES, Column
from assess.words import Message, N, T, Words

FEW: Final = 6
"""Headings that are named; a system's export has dozens."""
STATE_NAMES: Final[dict[State, Message]] = {
    "new": T("new"),
    "changed": T("changed"),
    "same": T("the same"),
    "duplicate": T("double"),
    "refused": T("refused"),
}
MARKS: Final[dict[State, str]] = {"new": "+", "changed": "~", "same": "=", "duplicate": "»", "refused": "!"}


def row_said(words: Words, row: Row) -> str:
    """What happens to a row: `new: K7`, `K3: e-mail and roles change`."""
    names = [{**FIELD_NAMES, **KEPT_NAMES}[name] for name in row.changes]
    if row.state == "refused" and row.why is not None:
        return words(row.why)
    if row.state == "new":
        said = words(T("new: {code}", code=row.code))
    elif row.state == "changed":
        said = words(T("{code}: new is {fields}", code=row.code, fields=words.listing(names)))
        if row.was:
            said += words(T("; until now {name}", name=row.was))
    elif row.state == "duplicate":
        said = words(T("{code}: the same as row {number}", code=row.code, number=row.of or 0))
        if names:
            said += words(T("; adds {fields}", fields=words.listing(names)))
    else:
        said = words(T("{code}: nothing new", code=row.code))
    return f"{said} ({words(row.why)})" if row.why is not None else said


def counts_said(words: Words, found: Preview) -> str:
    """`3 new, 1 changed, 2 the same`."""
    counts = found.counts
    said = [f"{counts[state]} {words(STATE_NAMES[state])}" for state in STATES if counts[state]]
    return ", ".join(said) or words(T("There is nobody in the list."))


def notes_said(words: Words, found: Preview) -> list[str]:
    """What stays out on purpose, what is kept because it was asked for, what has no use, what is odd about the file."""
    said = []
    if found.dropped:
        names = ", ".join(sorted({one.field for one in found.dropped}))
        said.append(
            words(
                T(
                    "Left out on purpose, it could discriminate: {headings}. To keep: {names}.",
                    headings=_headings(words, found.dropped),
                    names=names,
                )
            )
        )
    if found.kept:
        said.append(
            words(
                T(
                    "Kept because it was asked for: {headings}. No assessor, rating or rank ever sees it.",
                    headings=_headings(words, found.kept),
                )
            )
        )
    if found.unused:
        said.append(words(T("Of no use here, left out: {headings}.", headings=_headings(words, found.unused))))
    return said + [words(note) for note in found.notes]


def done_said(found: Preview) -> Message:
    """What an import has done."""
    counts = found.counts
    if not found.writes:
        return T("Nothing new: everybody in the list is here as it says.") if not counts["refused"] else _refused(found)
    return T(
        "Imported: {new} new, {changed} changed. {rest}",
        new=counts["new"],
        changed=counts["changed"],
        rest=_refused(found) if counts["refused"] else T("No row was refused."),
    )


def _refused(found: Preview) -> Message:
    return N("{n} row was refused.", "{n} rows were refused.", n=found.counts["refused"])


def _headings(words: Words, columns: Iterable[Column]) -> str:
    names = list(dict.fromkeys(one.heading for one in columns))
    said = ", ".join(name if len(name) <= 30 else f"{name[:29]}…" for name in names[:FEW])
    more = len(names) - FEW
    return f"{said} {words(T('and {n} more', n=more))}" if more > 0 else said
