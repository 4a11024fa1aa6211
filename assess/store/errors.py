"""Database errors, turned into the program's own sentences."""

from __future__ import annotations

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from assess.store import guards
from assess.words import Refused, T, Trouble, Unusable

CONFLICTS = {"40001", "40P01"}
"""PostgreSQL: serialization failure, deadlock."""


def is_conflict(error: DBAPIError) -> bool:
    """Whether the same transaction may go through at the next try."""
    return getattr(error.orig, "sqlstate", None) in CONFLICTS


def place(url: URL) -> str:
    """The database as a person names it: the file, or the address without its password."""
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def sentence(error: DBAPIError, url: URL) -> Trouble:
    """The sentence for a database error."""
    said = str(error.orig)
    low = said.lower()
    where = place(url)
    guard = guards.why(said)
    if guard is not None:
        return Refused(guard)
    if "locked" in low or "busy" in low:
        return Unusable(
            T("Another program is writing to the database for longer than ten seconds."),
            where=where,
            do=T("Try again; nothing of this step was saved."),
        )
    if "disk is full" in low or "no space" in low:
        return Unusable(
            T("The disk is full: this step was not saved."), where=where, do=T("Free some space, then do it again.")
        )
    if "readonly" in low or "read-only" in low:
        return Unusable(
            T("The file can't be written: this step was not saved."),
            where=where,
            do=T("Make the file and its folder writable, then do it again."),
        )
    if "not a database" in low or "malformed" in low or "encrypted" in low:
        return Unusable(
            T("This file is not an Assess database, or it is damaged."),
            where=where,
            do=T("Choose another file, or restore a backup."),
        )
    if "unable to open" in low or "disk i/o" in low or "connection" in low:
        return Unusable(
            T("The database can't be opened."), where=where, do=T("Check that it is there and that you may use it.")
        )
    if is_conflict(error):
        return Unusable(
            T("Others were writing the same records at the same time."),
            where=where,
            do=T("Try again; nothing of this step was saved."),
        )
    return Refused(
        T("The database refuses this change: {reason}.", reason=said.splitlines()[0] if said else ""), where=where
    )
