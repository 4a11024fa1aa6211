"""All checks of a center together."""

from __future__ import annotations

from itertools import chain

from assess.people.rights import Right, allow
from assess.plan.conformity.coverage import assessors_of, coverage, groups, links
from assess.plan.conformity.facts import gather
from assess.plan.conformity.given import Facts, Record
from assess.plan.conformity.kept import kept
from assess.plan.conformity.law import law
from assess.plan.conformity.measure import measure
from assess.plan.conformity.numbers import numbers
from assess.plan.conformity.shape import Conformity, in_order
from assess.plan.conformity.staff import staff
from assess.store.transaction import Reading
from assess.words import Id


def examine(tx: Reading, center: Id, record: Record | None = None) -> Conformity:
    """What all checks find in a center.

    `record` is what conduct counts on the locked sheets; without it the checks of element 8 and 10 stay open. The
    report room's `conformity` gives it.

    Raises: Refused, for who neither plans nor follows the center: relations and assignments are not for everybody.
    """
    allow(tx, Right.FOLLOW, center)
    return judge(gather(tx, center, record))


def judge(facts: Facts) -> Conformity:
    """What all checks find in some facts."""
    covered, assessors, sizes, linked = coverage(facts), assessors_of(facts), groups(facts), links(facts)
    found = chain(
        measure(facts),
        staff(facts, covered, assessors),
        kept(facts),
        numbers(facts, assessors, sizes, linked),
        law(facts),
    )
    pool = tuple(one.initials for one in facts.assessors)
    names = {one.code: one.name for one in facts.exercises}
    return Conformity(facts.name, in_order(found), covered, assessors, pool, sizes, linked, names)
