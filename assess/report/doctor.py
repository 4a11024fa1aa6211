"""The doctor: every room's invariants over the whole store."""

from __future__ import annotations

from assess.conduct.invariants import INVARIANTS as CONDUCT
from assess.plan.invariants import INVARIANTS as PLAN
from assess.store.doctor import Finding, Invariant, examine
from assess.store.invariants import INVARIANTS as STORE
from assess.store.transaction import Reading


def examine_all(tx: Reading, further: tuple[Invariant, ...] = ()) -> list[Finding]:
    """One finding an invariant, in the order of the house; `further` are those of rooms above this one."""
    return examine(tx, (*STORE, *PLAN, *CONDUCT, *further))
