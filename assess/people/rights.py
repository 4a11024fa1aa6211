"""Rights: which function may do what. Every writing use case states its right on its first line."""

from __future__ import annotations

from enum import Enum

from sqlalchemy import bindparam, select
from sqlmodel import col

from assess.people.names import FUNCTION_NAMES
from assess.store.tables import Duty
from assess.store.transaction import Reading
from assess.words import Id, Refused, T


class Right(Enum):
    """What a use case needs; the value lists the functions that have it."""

    PLAN = ("admin", "moderator", "lead")
    OBSERVE = ("assessor",)
    RECORD = ("moderator", "assessor")
    FOLLOW = ("moderator", "lead", "admin", "officer")
    MODERATE = ("moderator",)
    KNOW_RESULTS = ("lead", "moderator", "officer", "assessor")
    DECIDE = ("lead",)
    EXPORT = ("lead", "moderator", "officer")
    PROTECT = ("officer", "admin", "lead")
    RUN = ("admin", "moderator", "assessor", "role_player", "lead", "officer")


def functions(tx: Reading, center: Id | None = None) -> frozenset[str]:
    """The acting person's functions in a center, with those that hold everywhere.

    Nobody acting is the hiring lead: the command line's default, which sees closed centers only (blind.py).
    """
    if tx.by is None:
        return frozenset({"lead"})
    return frozenset(function for (function,) in tx.rows(_FUNCTIONS, person=tx.by, center=center))


_FUNCTIONS = select(col(Duty.function)).where(
    col(Duty.person) == bindparam("person"), col(Duty.center).is_(None) | (col(Duty.center) == bindparam("center"))
)


def allow_somewhere(tx: Reading, right: Right) -> None:
    """The same for what belongs to no center (the catalogue): a function in any center is enough.

    Raises: Refused, as `allow`.
    """
    if tx.by is not None:
        held = tx.session.execute(select(col(Duty.function)).where(col(Duty.person) == tx.by)).scalars()
        if set(held).intersection(right.value):
            return
    allow(tx, right)


def allow(tx: Reading, right: Right, center: Id | None = None) -> None:
    """Let the acting person go on, or refuse.

    Raises: Refused, when none of the person's functions has the right.
    """
    if not functions(tx, center).intersection(right.value):
        raise Refused(
            T("This is not among your tasks here: it is for the {function}.", function=FUNCTION_NAMES[right.value[0]]),
            do=T("Switch the acting person (F2 on home, --as on the command line)."),
        )
