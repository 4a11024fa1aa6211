"""Conflicts of interest: asked before every exercise, answered once a candidate, journaled."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlmodel import col

from assess.conduct.sheets import find_slot, watched
from assess.people.rights import Right, allow
from assess.store.tables import Candidate, Conflict
from assess.store.transaction import Reading, Writing
from assess.words import Id, Message, Refused, T

RELATIONS: Final[dict[str, Message]] = {
    "none": T("I do not know this person"),
    "known": T("I know this person"),
    "manager": T("I am or was this person's manager"),
    "related": T("We are related"),
    "friend": T("We are friends"),
    "colleague": T("We worked together"),
}


def unanswered(tx: Reading, slot: Id) -> tuple[tuple[Id, str, str], ...]:
    """The candidates (id, code, name) of a slot about whom the acting assessor has not answered yet.

    This is the only place where an assessor sees a name: before the candidate enters, until the answer.
    """
    answered = set(tx.session.execute(select(col(Conflict.candidate)).where(col(Conflict.person) == tx.by)).scalars())
    wanted = [candidate for candidate in watched(tx, slot) if candidate not in answered]
    found = tx.session.execute(select(Candidate).where(col(Candidate.id).in_(wanted))).scalars()
    named = {candidate.id: candidate for candidate in found}
    return tuple((candidate, named[candidate].code, named[candidate].name) for candidate in wanted)


def declare(tx: Writing, slot: Id, candidate: Id, relation: str) -> bool:
    """Answer the conflict question; True when there is no conflict and the exercise can begin.

    Raises: Refused, when the answer is none of RELATIONS, or the candidate is not watched here.
    """
    place = find_slot(tx, slot)
    allow(tx, Right.OBSERVE, place.center)
    if relation not in RELATIONS:
        raise Refused(T("This is not an answer to the conflict question."))
    if candidate not in watched(tx, slot):
        raise Refused(T("You do not watch this candidate in this slot."))
    tx.session.add(
        Conflict(center=place.center, person=tx.by or Id(""), candidate=candidate, relation=relation, declared_at=tx.at)
    )
    tx.session.flush()
    tx.journal("conflict declared", candidate, relation=relation, slot=slot)
    return relation == "none"


def standing(tx: Reading, candidate: Id, person: Id) -> str | None:
    """The latest declared relation, if any."""
    return (
        tx.session.execute(
            select(col(Conflict.relation))
            .where(col(Conflict.person) == person, col(Conflict.candidate) == candidate)
            .order_by(col(Conflict.declared_at).desc())
            .limit(1)
        )
        .scalars()
        .first()
    )


def require_none(tx: Reading, slot: Id) -> None:
    """Refuse to begin while a question is open or a conflict is declared.

    Raises: Refused, naming the candidate by code.
    """
    for candidate in watched(tx, slot):
        relation = standing(tx, candidate, tx.by or Id(""))
        found = tx.session.get(Candidate, candidate)
        code = found.code if found else ""
        if relation is None:
            raise Refused(T("The conflict question is not answered yet."), where=code, do=T("Answer it first."))
        if relation != "none":
            raise Refused(
                T("You declared a conflict of interest with this candidate."),
                where=code,
                do=T("Ask the moderator for another assessor; your sheet stays empty."),
            )
