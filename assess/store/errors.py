"""Database errors, turned into the program's own sentences."""

from __future__ import annotations

import sqlite3

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError

from assess.store import file, guards
from assess.words import Message, Refused, T, Trouble, Unusable

CONFLICTS = {"40001", "40P01"}
"""PostgreSQL: serialization failure, deadlock."""

TRY_AGAIN = T("Try again; nothing of this step was saved.")

POSTGRES: tuple[tuple[str, Message, Message], ...] = (
    ("40", T("Others were writing the same records at the same time."), TRY_AGAIN),
    ("55P03", T("Another program is using the same records."), TRY_AGAIN),
    ("53", T("The database server has no room left: this step was not saved."), T("Ask whoever runs the server.")),
    ("25006", T("The database can't be written: this step was not saved."), T("Ask whoever runs the server.")),
    ("42501", T("You may not use this database in this way."), T("Ask whoever runs the server.")),
    ("42P01", T("The tables of this database are not those of this program."), T("Ask whoever changed it.")),
    ("42703", T("The tables of this database are not those of this program."), T("Ask whoever changed it.")),
)
"""Beginnings of SQLSTATE codes, with what they mean to a person and what to do."""


def is_conflict(error: DBAPIError) -> bool:
    """Whether the same transaction may go through at the next try."""
    return getattr(error.orig, "sqlstate", None) in CONFLICTS


def place(url: URL) -> str:
    """The database as a person names it: the file, or the address without its password."""
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def sentence(error: DBAPIError, url: URL) -> Trouble:
    """The sentence for a database error."""
    reason = str(error.orig)
    guard = guards.why(reason)
    if guard is not None:
        return Refused(guard)
    if isinstance(error, IntegrityError):
        return Refused(
            T("The database refuses this change: {reason}.", reason=reason.splitlines()[0] if reason else ""),
            where=place(url),
        )
    if isinstance(error.orig, sqlite3.Error):
        return file.said(error.orig, place(url))
    state = getattr(error.orig, "sqlstate", None) or ""
    for code, what, do in POSTGRES:
        if state.startswith(code):
            return Unusable(what, where=place(url), do=do)
    first = reason.partition("\n")[0].rpartition("failed: ")[2].removeprefix("FATAL:").strip(" .")
    return Unusable(
        T("The database can't be reached: {reason}.", reason=first),
        where=place(url),
        do=T("Check the address, the network, and that the server runs."),
    )
