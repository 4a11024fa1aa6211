"""Guards: what the database itself refuses, whoever asks.

One list, rendered as triggers for SQLite and for PostgreSQL. Guards stop mistakes; only the journal, with heads
printed elsewhere, shows manipulation by someone who can write the raw file.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from sqlalchemy import Connection, UniqueConstraint, text

from assess.store.tables import metadata
from assess.words import Message, T

Event = Literal["INSERT", "UPDATE", "DELETE"]


class Guard(NamedTuple):
    """Refuses an event on a table's row when the condition (SQL over NEW and OLD) holds."""

    table: str
    event: Event
    refuse_when: str
    why: Message
    part: str = ""

    @property
    def name(self) -> str:
        """The trigger's name."""
        return "_".join(filter(None, ("guard", self.table, self.event.lower(), self.part)))


LOCKED = T("This sheet is locked: what is on it can't change. A change is an amendment that cites a note.")
FINAL = T("This record is final: it can be added to, never changed or deleted.")
FROZEN = T("The center's design is frozen: it changes only by an amendment with a reason.")
IN_USE = T("A frozen center uses this rubric: edit it as a new version.")
RANGE = T("This level is not on the center's scale.")
NOT_LOCKED = T("Only a locked sheet can be amended; before that, change the rating itself.")
NOT_RATED = T("An amendment changes a rating that is on the sheet.")
NOT_CITED = T("An amendment cites a note of its own sheet that was not taken back.")
NOT_NEXT = T("Amendments of a rating are numbered one after the other.")
NO_LEVEL = T("A rating has a level, or there was no opportunity.")
ERASED = T("This candidate was erased and can't come back.")
CLOSED = T("The wash-up is closed: its record can't change.")
OWNER = T("A sheet belongs to its assessor, candidate and exercise for good.")
EMPTIED = T("This table holds records that are final: it can't be emptied.")


def _erased(candidate: str) -> str:
    return f"EXISTS (SELECT 1 FROM erasure WHERE candidate = {candidate})"


def _sheet(row: str, column: str = "sheet") -> str:
    return f"(SELECT candidate FROM sheet WHERE id = {row}.{column})"


def _locked(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM sheet WHERE id = {row}.sheet AND state = 'locked')"


def unique_keys(table: str) -> list[tuple[str, ...]]:
    """The primary key of a table, and every other set of columns that is unique in it."""
    held = metadata.tables[table]
    unique = [constraint for constraint in held.constraints if isinstance(constraint, UniqueConstraint)]
    unique_too = [index for index in held.indexes if index.unique]
    sets = [*(each.columns for each in unique), *(each.columns for each in unique_too)]
    others = sorted(tuple(column.name for column in columns) for columns in sets)
    return [tuple(column.name for column in held.primary_key.columns), *others]


ROWID = " /* rowid */ "
"""Around what is said of SQLite's hidden row number, which PostgreSQL does not have."""


def _replaces(table: str, protected: str, event: Event = "INSERT") -> str:
    """The new row takes a key from a protected row: INSERT OR REPLACE would delete it without asking its guard.

    SQLite's hidden row number is such a key, too: a new row that brings it replaces whatever has it. `protected` is
    SQL over the row `o` that is there. An UPDATE may keep the key of its own row.
    """
    keys = unique_keys(table)
    same = " OR ".join("(" + " AND ".join(f"o.{column} = NEW.{column}" for column in key) + ")" for key in keys)
    other = " AND (" + " OR ".join(f"o.{column} <> OLD.{column}" for column in keys[0]) + ")"
    rest = f"{other if event == 'UPDATE' else ''} AND ({protected})"
    return (
        f"(EXISTS (SELECT 1 FROM {table} o WHERE ({same}){rest})"
        f"{ROWID}OR EXISTS (SELECT 1 FROM {table} o WHERE o.rowid = NEW.rowid{rest}){ROWID})"
    )


def _on_sheet(table: str) -> list[Guard]:
    """Rows of a sheet: free before the lock, facts after it; they go with an erased candidate."""
    old, new, there = _locked("OLD"), _locked("NEW"), _locked("o")
    return [
        Guard(table, "INSERT", f"{new} OR {_replaces(table, there)}", LOCKED),
        Guard(table, "UPDATE", f"{old} OR {new} OR {_replaces(table, there, 'UPDATE')}", LOCKED),
        Guard(table, "DELETE", f"{old} AND NOT {_erased(_sheet('OLD'))}", LOCKED),
    ]


def _append_only(table: str, erased: str = "") -> list[Guard]:
    """Rows that are added and never change; `erased` is the SQL of the candidate that may take them along."""
    return [
        Guard(table, "INSERT", _replaces(table, "1 = 1"), FINAL),
        Guard(table, "UPDATE", "1 = 1", FINAL),
        Guard(table, "DELETE", f"NOT {_erased(erased)}" if erased else "1 = 1", FINAL),
    ]


def _frozen_rubric(rubric: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM vacancy v JOIN center c ON c.id = v.center"
        f" WHERE c.frozen_at IS NOT NULL AND v.rubric = {rubric})"
    )


def _frozen_use(column: str, value: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM cell x JOIN vacancy v ON v.rubric = x.rubric JOIN center c ON c.id = v.center"
        f" WHERE c.frozen_at IS NOT NULL AND x.{column} = {value})"
    )


def _catalogue(table: str, in_use: str) -> list[Guard]:
    """Rows of the catalogue: unchangeable once a frozen center uses them. `{row}` stands for NEW or OLD."""
    new, old, there = (in_use.format(row=row) for row in ("NEW", "OLD", "o"))
    return [
        Guard(table, "INSERT", f"{new} OR {_replaces(table, there)}", IN_USE),
        Guard(table, "UPDATE", f"{old} OR {new} OR {_replaces(table, there, 'UPDATE')}", IN_USE),
        Guard(table, "DELETE", old, IN_USE),
    ]


def _in_frozen_center(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM center WHERE id = {row}.center AND frozen_at IS NOT NULL)"


def _unamended_vacancy(row: str, old: str, new: str) -> str:
    """A frozen center's vacancy changes without the amendment that says so: its newest, from this rubric to that."""
    return (
        f"{_in_frozen_center(row)} AND NOT EXISTS (SELECT 1 FROM plan_amendment a"
        f" WHERE a.center = {row}.center AND a.what = '{VACANCY}' AND a.old = {old} AND a.new = {new}"
        f" AND a.number = (SELECT max(b.number) FROM plan_amendment b WHERE b.center = {row}.center))"
    )


VACANCY = "vacancy"
"""`what` of a plan's amendment about a vacancy; `old` and `new` are ids of rubrics, empty for none."""
_VACANCY_ADDED = _unamended_vacancy("NEW", "''", "NEW.rubric")
_VACANCY_CHANGED = _unamended_vacancy("NEW", "OLD.rubric", "NEW.rubric")
_VACANCY_TAKEN_AWAY = _unamended_vacancy("OLD", "OLD.rubric", "''")
_VACANCY_MOVED = f"NEW.center <> OLD.center AND {_in_frozen_center('OLD')}"
_VACANCY_REPLACED = _replaces("vacancy", _in_frozen_center("o"))
_VACANCY_REPLACED_BY_UPDATE = _replaces("vacancy", _in_frozen_center("o"), "UPDATE")


_DECIDED = "(SELECT candidate FROM decision WHERE id = OLD.decision)"
_SCALE = (
    "NEW.level IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sheet s JOIN center c ON c.id = s.center"
    " WHERE s.id = NEW.sheet AND NEW.level BETWEEN c.lo AND c.hi)"
)
_SHEET_LOCKED = "o.state = 'locked'"
_UNRATED = "NOT EXISTS (SELECT 1 FROM rating r WHERE r.sheet = NEW.sheet AND r.competency = NEW.competency)"
_UNCITED = (
    "NOT EXISTS (SELECT 1 FROM observation n"
    " WHERE n.id = NEW.observation AND n.sheet = NEW.sheet AND n.discarded_at IS NULL)"
)
_NOT_NEXT = (
    "NEW.number <> 1 + (SELECT count(*) FROM amendment a WHERE a.sheet = NEW.sheet AND a.competency = NEW.competency)"
)
_RULES = ("lo", "hi", "w_role", "w_gap", "w_values", "rule", "mode", "frozen_at", "frozen_hash", "amended")
_RULES_CHANGED = (
    "NEW.id <> OLD.id OR NEW.frozen_at IS NULL OR NEW.frozen_hash IS NULL AND OLD.frozen_hash IS NOT NULL OR "
    + " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _RULES)
)
_ANCHOR_IN_USE = (
    _frozen_use("competency", "{row}.competency") + " OR "
    "EXISTS (SELECT 1 FROM cell y WHERE y.id = {row}.cell AND " + _frozen_rubric("y.rubric") + ")"
)

GUARDS: tuple[Guard, ...] = (
    # the catalogue, from the freeze on
    *_catalogue("rubric", _frozen_rubric("{row}.id")),
    *_catalogue("criterion", _frozen_rubric("{row}.rubric")),
    *_catalogue("cell", _frozen_rubric("{row}.rubric")),
    *_catalogue("competency", _frozen_use("competency", "{row}.id")),
    *_catalogue("exercise", _frozen_use("exercise", "{row}.id")),
    *(
        guard
        for table in ("phase", "prompt", "question")
        for guard in _catalogue(table, _frozen_use("exercise", "{row}.exercise"))
    ),
    *_catalogue("anchor", _ANCHOR_IN_USE),
    Guard(
        "center",
        "UPDATE",
        f"OLD.frozen_at IS NOT NULL AND ({_RULES_CHANGED}) AND NOT (NEW.amended = OLD.amended + 1 AND EXISTS"
        " (SELECT 1 FROM plan_amendment a WHERE a.center = OLD.id AND a.number = NEW.amended))",
        FROZEN,
    ),
    Guard("center", "UPDATE", _replaces("center", "o.frozen_at IS NOT NULL", "UPDATE"), FROZEN, "key"),
    Guard("center", "INSERT", _replaces("center", "o.frozen_at IS NOT NULL"), FROZEN),
    Guard("center", "DELETE", "OLD.frozen_at IS NOT NULL", FROZEN),
    Guard("vacancy", "INSERT", f"{_VACANCY_ADDED} OR {_VACANCY_REPLACED}", FROZEN),
    Guard("vacancy", "UPDATE", f"{_VACANCY_CHANGED} OR {_VACANCY_MOVED} OR {_VACANCY_REPLACED_BY_UPDATE}", FROZEN),
    Guard("vacancy", "DELETE", _VACANCY_TAKEN_AWAY, FROZEN),
    *_append_only("plan_amendment"),
    # a candidate who was erased stays erased
    Guard("candidate", "INSERT", _erased("NEW.id"), ERASED),
    Guard("candidate", "UPDATE", f"NEW.id <> OLD.id AND {_erased('NEW.id')}", ERASED),
    # the sheet and what is on it
    Guard("sheet", "INSERT", _replaces("sheet", _SHEET_LOCKED), LOCKED),
    Guard("sheet", "UPDATE", f"OLD.state = 'locked' OR {_replaces('sheet', _SHEET_LOCKED, 'UPDATE')}", LOCKED),
    Guard(
        "sheet",
        "UPDATE",
        "NEW.id <> OLD.id OR NEW.assessor <> OLD.assessor OR NEW.candidate <> OLD.candidate"
        " OR NEW.exercise <> OLD.exercise OR NEW.center <> OLD.center",
        OWNER,
        "owner",
    ),
    Guard("sheet", "DELETE", f"OLD.state = 'locked' AND NOT {_erased('OLD.candidate')}", LOCKED),
    *(guard for table in ("observation", "evidence", "rating", "cue") for guard in _on_sheet(table)),
    Guard("rating", "INSERT", _SCALE, RANGE, "scale"),
    Guard("rating", "UPDATE", _SCALE, RANGE, "scale"),
    *_append_only("amendment", erased=_sheet("OLD")),
    Guard("amendment", "INSERT", f"NOT {_locked('NEW')}", NOT_LOCKED, "locked"),
    Guard("amendment", "INSERT", _SCALE, RANGE, "scale"),
    Guard("amendment", "INSERT", "(NEW.level IS NULL) <> (NEW.kind = 'no_opportunity')", NO_LEVEL, "kind"),
    Guard("amendment", "INSERT", _UNRATED, NOT_RATED, "rated"),
    Guard("amendment", "INSERT", _UNCITED, NOT_CITED, "cited"),
    Guard("amendment", "INSERT", _NOT_NEXT, NOT_NEXT, "number"),
    *_append_only("reveal", erased="OLD.candidate"),
    *_append_only("excuse", erased="OLD.candidate"),
    *_append_only("clock_event"),
    *_append_only("deviation", erased=_sheet("OLD")),
    # the wash-up and the decision
    Guard("wash_up", "INSERT", _replaces("wash_up", "o.closed_at IS NOT NULL"), CLOSED),
    Guard(
        "wash_up",
        "UPDATE",
        f"OLD.closed_at IS NOT NULL OR {_replaces('wash_up', 'o.closed_at IS NOT NULL', 'UPDATE')}",
        CLOSED,
    ),
    Guard("wash_up", "DELETE", "OLD.closed_at IS NOT NULL", CLOSED),
    *_append_only("resolution", erased="OLD.candidate"),
    *_append_only("decision", erased="OLD.candidate"),
    *_append_only("decision_reason", erased=_DECIDED),
    *_append_only("notice", erased=_DECIDED),
    *_append_only("viewed", erased="OLD.candidate"),
    # the journal, and what was erased
    *_append_only("chain"),
    *_append_only("entry"),
    *_append_only("content", erased="OLD.candidate"),
    Guard("content", "INSERT", _erased("NEW.candidate"), ERASED, "erased"),
    *_append_only("erasure"),
)

PROTECTED_FROM_TRUNCATE = tuple(sorted({guard.table for guard in GUARDS}))
MARK = "guard:"


def why(database_message: str) -> Message | None:
    """The sentence of the guard that a database error names, if it names one."""
    _, found, rest = database_message.partition(MARK)
    name = rest.split()[0].strip("'\")") if found and rest.split() else ""
    if name.endswith("_truncate"):
        return EMPTIED
    return next((guard.why for guard in GUARDS if guard.name == name), None)


def sqlite_text(guard: Guard) -> str:
    """The guard as a SQLite trigger."""
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} WHEN {guard.refuse_when}"
        f" BEGIN SELECT RAISE(ABORT, '{MARK}{guard.name}'); END"
    )


def postgres_body(guard: Guard) -> str:
    """The body of the guard's function on PostgreSQL."""
    row = "OLD" if guard.event == "DELETE" else "NEW"
    said = "".join(guard.refuse_when.split(ROWID)[::2])
    return (
        f"BEGIN IF {said} THEN RAISE EXCEPTION '{MARK}{guard.name}' USING ERRCODE = '23514'; END IF; RETURN {row}; END"
    )


def _truncate_body(table: str) -> str:
    return f"BEGIN RAISE EXCEPTION '{MARK}{_truncate_name(table)}' USING ERRCODE = '23514'; END"


def _truncate_name(table: str) -> str:
    return f"guard_{table}_truncate"


def shipped(dialect: str) -> dict[str, str]:
    """Every guard's name with the text the database must hold."""
    if dialect == "sqlite":
        return {guard.name: sqlite_text(guard) for guard in GUARDS}
    texts = {guard.name: _postgres_text(guard.table, guard.event, postgres_body(guard)) for guard in GUARDS}
    return texts | {
        _truncate_name(table): _postgres_text(table, "TRUNCATE", _truncate_body(table))
        for table in PROTECTED_FROM_TRUNCATE
    }


TGTYPE = {"INSERT": 7, "UPDATE": 19, "DELETE": 11, "TRUNCATE": 34}
"""PostgreSQL's number for a trigger BEFORE this event (FOR EACH ROW; TRUNCATE: FOR EACH STATEMENT)."""


def _postgres_text(table: str, event: str, body: str) -> str:
    """What `installed` reads back: where the trigger stands, when it fires, what it does."""
    return f"{table} {TGTYPE[event]} {body}"


_INSTALLED = {
    "sqlite": "SELECT name, sql AS body FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard!_%' ESCAPE '!'",
    "postgresql": (
        "SELECT t.tgname AS name, CASE WHEN t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr = ''"
        " THEN c.relname || ' ' || t.tgtype || ' ' || p.prosrc ELSE 'disabled' END AS body"
        " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE t.tgname LIKE 'guard!_%' ESCAPE '!' AND c.relnamespace = current_schema()::regnamespace"
    ),
}


def installed(connection: Connection) -> dict[str, str]:
    """Every guard the database holds, with its text."""
    return {row.name: row.body for row in connection.execute(text(_INSTALLED[connection.dialect.name]))}


def remove(connection: Connection) -> None:
    """Take all guards away; only a migration does, in the transaction that puts them back."""
    names = installed(connection)
    for name in names:
        connection.exec_driver_sql(
            f"DROP TRIGGER {name}"
            if connection.dialect.name == "sqlite"
            else f"DROP FUNCTION IF EXISTS {name}() CASCADE"
        )


def install(connection: Connection) -> None:
    """Put all guards up, and compare what the database holds with what is shipped."""
    if connection.dialect.name == "sqlite":
        for guard in GUARDS:
            connection.exec_driver_sql(sqlite_text(guard))
    else:
        for guard in GUARDS:
            _install_postgres(connection, guard.name, guard.event, guard.table, "ROW", postgres_body(guard))
        for table in PROTECTED_FROM_TRUNCATE:
            _install_postgres(connection, _truncate_name(table), "TRUNCATE", table, "STATEMENT", _truncate_body(table))
    if installed(connection) != shipped(connection.dialect.name):
        raise RuntimeError("the guards in the database are not the shipped ones")


def _install_postgres(connection: Connection, name: str, event: str, table: str, each: str, body: str) -> None:
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"
    )
