"""Candidates from a file: what would happen to each row, and the import itself, all of it or nothing.

Somebody is known by the external id, then by the e-mail, then (where one of both has neither) by the full name. A file
adds and corrects; it never empties what is there, never takes a role away, never gives a code to another person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from assess.exchange.people_cells import Roles
from assess.exchange.people_file import People
from assess.exchange.people_headings import KEPT_NAMES, Column
from assess.exchange.people_rows import STATES, One, Row, State, Walk
from assess.people.rights import Right, allow
from assess.plan.candidates import candidates, keep_attribute, kept_attributes, put_candidates
from assess.plan.vacancies import vacancies
from assess.store.transaction import Reading, Writing
from assess.words import Id, Message, N, Refused, T, Usage

MOST: Final = 10_000
"""People that one import adds; a longer list is another one than was meant."""

__all__ = ["STATES", "Preview", "Row", "State", "import_candidates", "preview"]


@dataclass(frozen=True)
class Preview:
    """What an import does, row by row."""

    rows: tuple[Row, ...]
    notes: tuple[Message, ...]
    dropped: tuple[Column, ...]
    """Protected facts that are left out."""
    kept: tuple[Column, ...]
    """Those that were asked for."""
    unused: tuple[Column, ...]
    """Columns that have no use here."""
    used: tuple[Column, ...]

    @property
    def counts(self) -> dict[State, int]:
        """How many rows are new, changed, same, duplicates, refused."""
        found = Counter(row.state for row in self.rows)
        return {state: found[state] for state in STATES}

    @property
    def writes(self) -> int:
        """How many candidates are added or changed."""
        return self.counts["new"] + self.counts["changed"]


def preview(tx: Reading, center: Id, people: People, *, role: str | None = None, keep: Collection[str] = ()) -> Preview:
    """What importing a list would do; nothing is written.

    Args:
        tx: The transaction.
        center: Where to.
        people: The list.
        role: The role that everybody in it is considered for, whatever the file says.
        keep: Protected facts to keep, of KEPT_NAMES.

    Raises: Refused, when the acting person does not plan here; Usage, for a role or a fact that there is not.
    """
    allow(tx, Right.PLAN, center)
    return _gone_through(tx, center, people, role, keep)[0]


def import_candidates(
    tx: Writing,
    center: Id,
    people: People,
    *,
    role: str | None = None,
    keep: Collection[str] = (),
    reason: str = "",
) -> Preview:
    """Add and change candidates as the preview says; what it did. Rows that are refused stay out.

    Raises: as `preview`; Refused, for more than MOST new people, or after the freeze without a reason.
    """
    allow(tx, Right.PLAN, center)
    found, ones = _gone_through(tx, center, people, role, keep)
    if found.counts["new"] > MOST:
        raise Refused(
            N("The list has {n} new person.", "The list has {n} new people.", n=found.counts["new"]),
            do=T("At most {n} come in at once: is it the right list?", n=MOST),
        )
    changed = [one for one in ones if found.rows[one.row].state in ("new", "changed")]
    if not changed:
        return found
    ids = put_candidates(tx, center, [one.entry for one in changed], reason)
    before = kept_attributes(tx, center)
    for candidate, one in zip(ids, changed, strict=True):
        for name, value in one.facts.items():
            if before.get((candidate, name)) != value:
                keep_attribute(tx, candidate, name, value)
    tx.journal("candidates imported", center=center, new=found.counts["new"], changed=found.counts["changed"])
    return found


def _gone_through(
    tx: Reading, center: Id, people: People, role: str | None, keep: Collection[str]
) -> tuple[Preview, list[One]]:
    unknown = sorted(set(keep) - set(KEPT_NAMES))
    if unknown:
        raise Usage(
            T("This can't be kept."), where=", ".join(unknown), do=T("Known are: {names}", names=", ".join(KEPT_NAMES))
        )
    protected = people.heading.protected
    kept = tuple(one for one in protected if one.field in keep)
    openings = vacancies(tx, center)
    if not openings:
        raise Refused(T("This center hires for no role yet."), do=T("Add a role first: candidates come for one."))
    walk = Walk(people, kept, Roles(openings, role), candidates(tx, center), kept_attributes(tx, center))
    for line in people.lines:
        walk.take(line)
    shown = Preview(
        tuple(walk.rows),
        people.notes,
        tuple(one for one in protected if one.field not in keep),
        kept,
        people.heading.unused,
        tuple(one for one in people.heading.columns if one.field and not one.protected),
    )
    return shown, walk.ones
