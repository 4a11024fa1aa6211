"""Why there is no line-up: facts none of which can be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from assess.fit.lineup.best import best
from assess.fit.lineup.problem import Lineup, Person, Vacant, table
from assess.words import Message, T


class _Fact(NamedTuple):
    said: Message
    leave_out: Callable[[Lineup], Lineup]


def clash(question: Lineup) -> tuple[Message, ...]:
    """The facts that make a question without an answer unanswerable, by a deletion filter; empty when it has one."""
    if best(question, 1).found:
        return ()
    needed = []
    for fact in _facts(question):
        without = fact.leave_out(question)
        if best(without, 1).found:
            needed.append(fact.said)
        else:
            question = without  # it clashes without this fact as well
    return tuple(needed) or tuple(_short(question))


def _facts(question: Lineup) -> Iterator[_Fact]:
    """What could be otherwise: who is fixed, who must not be together, what binds."""
    for role, names in (question.fixed or {}).items():
        for name in names:
            yield _Fact(T("{name} is fixed as {role}", name=name, role=role), partial(_unfixed, (role, name)))
    for one, other in sorted((min(pair), max(pair)) for pair in question.conflicts):
        said = T("{one} and {other} must not be together", one=one, other=other)
        yield _Fact(said, partial(_together, frozenset((one, other))))
    for vacant in question.roles:
        for code, least in (vacant.must or {}).items():
            said = T("{role} must reach {level:g} in {competency}", role=vacant.name, level=least, competency=code)
            yield _Fact(said, partial(_free, vacant.name, code))


def _unfixed(gone: tuple[str, str], question: Lineup) -> Lineup:
    fixed = {
        role: tuple(name for name in names if (role, name) != gone) for role, names in (question.fixed or {}).items()
    }
    return replace(question, fixed=fixed)


def _together(pair: frozenset[str], question: Lineup) -> Lineup:
    return replace(question, conflicts=question.conflicts - {pair})


def _free(role: str, code: str, question: Lineup) -> Lineup:
    roles = tuple(_unbound(each, code) if each.name == role else each for each in question.roles)
    return replace(question, roles=roles)


def _unbound(role: Vacant, code: str) -> Vacant:
    return replace(role, must={key: least for key, least in (role.must or {}).items() if key != code})


def _short(question: Lineup) -> Iterator[Message]:
    """What is still wrong when every fact is left out: too few people for the places."""
    if best(question, 1).found:
        return
    given, _ = table(question)
    for number, role in enumerate(question.roles):
        able = int((given.profit[:, number] > -float("inf")).sum())
        if able < role.places:
            yield T("{role}: {places} to fill, {n} eligible", role=role.name, places=role.places, n=able)
            return
    whole = len(given.places)
    people: tuple[Person, ...] = question.people
    yield T("{places} places together are more than the {n} candidates can fill", places=whole, n=len(people))
