"""Alembic's door: it runs the revisions on the connection that `migrate` hands over, inside its transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from assess.store.tables import metadata
from assess.store.tables.base import Utc


def plain(kind: str, thing: Any, autogenerate: AutogenContext) -> str | Literal[False]:
    """A column's type as SQLAlchemy's own: a revision must not depend on the code of the day it runs."""
    if kind != "type" or not thing.__class__.__module__.startswith(("assess.", "sqlmodel.")):
        return False
    length = thing.impl.length if isinstance(thing, Utc) else getattr(thing, "length", None)
    return f"sa.String(length={length})" if length else "sa.String()"


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    transactional_ddl=True,  # Alembic has it off for SQLite, which can do it
    render_as_batch=context.script.get_current_head() is not None,  # SQLite alters a table by making it anew
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
