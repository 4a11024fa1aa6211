"""Conflicts of interest: asked before every exercise, answered once a candidate, journaled."""

from __future__ import annotations

from typing import Final

from sqlalchemy import delete, select
from sqlmodel import col

from assess.conduct.sheets import find_slot, watched
from assess.people.rights import Right, allow
from assess.store.tables import Candidate, Conflict, Person, Sheet
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


def relate(tx: Writing, center: Id, person: Id, candidate: Id, relation: str) -> None:
    """Note, while planning, how somebody knows a candidate; `none` takes the note back.

    A `none` is never written here: the assessors answer the question themselves before the exercise.

    Raises: Refused, for an unknown relation, a candidate of another center, or where the assessor has answered.
    """
    allow(tx, Right.PLAN, center)
    if relation not in RELATIONS:
        raise Refused(
            T("This relation is unknown."), where=relation, do=T("Known are: {names}", names=", ".join(RELATIONS))
        )
    found, known = tx.session.get(Candidate, candidate), tx.session.get(Person, person)
    if found is None or found.center != center or known is None:
        raise Refused(T("This candidate is not in this center."), where=candidate)
    before = standing(tx, candidate, person) or "none"
    if before == relation:
        return
    pair = (col(Sheet.assessor) == person, col(Sheet.candidate) == candidate)
    if tx.session.execute(select(col(Sheet.id)).where(*pair).limit(1)).first() is not None:
        raise Refused(
            T("{assessor} has answered the conflict question: the answer stands.", assessor=known.initials),
            where=found.code,
            do=T("Plan another assessor for this candidate."),
        )
    tx.session.execute(delete(Conflict).where(col(Conflict.person) == person, col(Conflict.candidate) == candidate))
    if relation != "none":
        tx.session.add(
            Conflict(center=center, person=person, candidate=candidate, relation=relation, declared_at=tx.at)
        )
    tx.session.flush()
    tx.journal("relation noted", candidate, person=person, relation=relation)


def relations(tx: Reading, center: Id) -> dict[tuple[Id, Id], str]:
    """Per person and candidate of a center: the relation that was declared last, where it is not `none`."""
    rows = tx.session.execute(
        select(col(Conflict.person), col(Conflict.candidate), col(Conflict.relation))
        .where(col(Conflict.center) == center)
        .order_by(col(Conflict.declared_at))
    )
    found = {(person, candidate): relation for person, candidate, relation in rows}
    return {pair: relation for pair, relation in found.items() if relation != "none"}


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
