"""The doctor's frame: named invariants, each a question to the whole store that must find nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError

from assess.store.transaction import Reading
from assess.words import Message


class Invariant(NamedTuple):
    """Something that always holds. Each room names its own in `<room>/invariants.py`."""

    name: str
    """Short and stable, for scripts: `chains-whole`."""
    room: str
    statement: Message
    """What holds, as a sentence."""
    check: Callable[[Reading], list[str]]
    """Every place where it does not hold: a row's id, a name; no values of people."""
    mend: Message | None = None
    """What to do where it does not hold, when that is always the same."""


class Finding(NamedTuple):
    """What the check of an invariant found."""

    name: str
    room: str
    statement: Message
    faults: tuple[str, ...]
    mend: Message | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def examine(tx: Reading, invariants: Iterable[Invariant]) -> list[Finding]:
    """Check each invariant; one finding each, in their order. A database too damaged to answer is a fault, too."""
    return [Finding(each.name, each.room, each.statement, tuple(_faults(tx, each)), each.mend) for each in invariants]


def _faults(tx: Reading, invariant: Invariant) -> list[str]:
    try:
        with tx.session.begin_nested():  # PostgreSQL answers nothing after an error, until it is rolled back
            return invariant.check(tx)
    except DBAPIError as error:
        return [str(error.orig).partition("\n")[0]]
    except ValueError as error:  # a value that is no time, day, number or JSON: some row can't be read
        return [str(error).partition("\n")[0]]
