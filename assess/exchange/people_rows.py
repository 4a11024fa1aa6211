"""A list of people gone through row by row: who each is, and what becomes of them. Arithmetic; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from assess.exchange.people_cells import READ, No, Roles, name_of
from assess.exchange.people_file import Line, People
from assess.exchange.people_headings import Column
from assess.plan.candidates import LONGEST_NAME, Applicant, Entry, next_code
from assess.words import Id, Message, T, normal

State = Literal["new", "changed", "same", "duplicate", "refused"]
STATES: Final[tuple[State, ...]] = ("new", "changed", "same", "duplicate", "refused")


class Row(NamedTuple):
    """A row of a file, and what happens to it."""

    line: int
    """Its number in the file."""
    state: State
    code: str
    """The candidate's code: the one they have, or will get; empty where nothing is imported."""
    name: str
    changes: tuple[str, ...] = ()
    """Fields that change; `roles` for a role that is added. Kept facts by their own name."""
    of: int | None = None
    """The row of which this one is a duplicate."""
    was: str = ""
    """The name until now, where it changes."""
    why: Message | None = None
    """Why it is refused, or what should be known about it."""


@dataclass(slots=True)
class One:
    """Somebody of the file, while it is gone through."""

    entry: Entry
    row: int
    """The place among the rows."""
    old: Applicant | None
    facts: dict[str, str] = field(default_factory=dict)


class Walk:
    """Goes through a list row by row, knowing who was there before."""

    def __init__(
        self,
        people: People,
        kept: Iterable[Column],
        roles: Roles,
        there: Iterable[Applicant],
        facts: Mapping[tuple[Id, str], str],
    ) -> None:
        self.used = people.heading.used
        self.kept: dict[str, list[int]] = {}
        for column in kept:
            self.kept.setdefault(column.field, []).append(column.place)
        self.roles, self.facts = roles, facts
        self.rows: list[Row] = []
        self.ones: list[One] = []
        everybody = tuple(there)
        self._number = int(next_code(one.code for one in everybody)[1:])
        self._by_id: dict[str, Applicant | One] = {}
        self._by_email: dict[str, Applicant | One] = {}
        self._by_name: dict[str, list[Applicant | One]] = {}
        for one in everybody:
            self._learn(one, one.external_id, one.email, one.name)

    def _learn(self, who: Applicant | One, external_id: str | None, email: str | None, name: str) -> None:
        if external_id:
            self._by_id[external_id.casefold()] = who
        if email:
            self._by_email[email.casefold()] = who
        self._by_name.setdefault(name.casefold(), []).append(who)

    def take(self, line: Line) -> None:
        """One row."""
        name = ""
        try:
            name = self._name(line.cells)
            said = self._read(line.cells, name)
            known = self._who(said)
        except No as no:
            self.rows.append(Row(line.number, "refused", "", name[:LONGEST_NAME], why=no.why))
            return
        if isinstance(known, One):
            self._again(line, said, known)
        else:
            self._first(line, said, known)

    # one row's cells

    def _value(self, cells: tuple[str, ...], places: Sequence[int]) -> str:
        """The filled cell of a field's columns. Raises: No, when two of them differ."""
        if len(places) == 1:
            return cells[places[0]] if places[0] < len(cells) else ""
        found = ""
        for place in places:
            value = cells[place] if place < len(cells) else ""
            if value and found and value != found:
                raise No(T("Two columns of one heading differ: “{one}” and “{other}”.", one=found, other=value))
            found = found or value
        return found

    def _name(self, cells: tuple[str, ...]) -> str:
        used = self.used
        if "first" in used and "last" in used:
            parts = (self._value(cells, used["first"]), self._value(cells, used["last"]))
            name = " ".join(part for part in parts if part)
        else:
            name = self._value(cells, used.get("name") or used.get("last") or used["first"])
        return name

    def _read(self, cells: tuple[str, ...], name: str) -> dict[str, Any]:
        """What a row says, empty fields left out. Raises: No."""
        said: dict[str, Any] = {"name": name_of(name)}
        for key, read in READ.items():
            if key in self.used:
                text = self._value(cells, self.used[key])
                if text:
                    said[key] = read(text)
        said["vacancies"] = self._roles_of(cells)
        said["facts"] = {kind: text for kind, places in self.kept.items() if (text := self._value(cells, places))}
        return said

    def _roles_of(self, cells: tuple[str, ...]) -> tuple[Id, ...]:
        if self.roles.everybody:
            return self.roles.everybody
        text = self._value(cells, self.used["roles"]) if "roles" in self.used else ""
        if not text:
            return ()
        found = self.roles.find(text)
        if found is None:
            raise No(
                T(
                    "This center does not hire for “{role}”; its roles are: {roles}.",
                    role=text[:80],
                    roles=", ".join(self.roles.codes),
                )
            )
        return found

    # who it is

    def _who(self, said: Mapping[str, Any]) -> Applicant | One | None:
        """Who is meant: somebody of the center, somebody of an earlier row, or nobody yet. Raises: No."""
        external_id, email = said.get("external_id"), said.get("email")
        by_id = self._by_id.get(external_id.casefold()) if external_id else None
        by_email = self._by_email.get(email.casefold()) if email else None
        if by_id is not None:
            if by_email is not None and by_email is not by_id:
                raise No(
                    T("Its e-mail is {other}'s, its external id {code}'s.", other=_code(by_email), code=_code(by_id))
                )
            return by_id
        if by_email is not None:
            theirs = _fields(by_email).get("external_id")
            if external_id and theirs:
                raise No(T("{code} has this e-mail under another external id.", code=_code(by_email)))
            return by_email
        alike = self._by_name.get(said["name"].casefold(), ())
        if len(alike) != 1:
            if alike and not external_id and not email:
                raise No(T("More than one candidate has this name: say the e-mail or the external id."))
            return None
        fields = _fields(alike[0])
        if (external_id or email) and (fields.get("external_id") or fields.get("email")):
            return None
        return alike[0]

    # what becomes of it

    def _first(self, line: Line, said: dict[str, Any], known: Applicant | None) -> None:
        facts = said.pop("facts")
        if known is None:
            roles = said["vacancies"] or (tuple(self.roles.all) if len(self.roles.all) == 1 else ())
            if not roles:
                self.rows.append(
                    Row(
                        line.number,
                        "refused",
                        "",
                        said["name"],
                        why=T("For which role? Say one for all, or add a column “Role” (or “Rolle”)."),
                    )
                )
                return
            code = f"K{self._number}"
            self._number += 1
            said["vacancies"], said["code"] = roles, code
            entry = Entry(**said)
            one = One(entry, len(self.rows), None, facts)
            self.rows.append(Row(line.number, "new", code, entry.name))
        else:
            entry = _entry(known)
            one = One(entry, len(self.rows), known)
            self.rows.append(Row(line.number, "same", known.code, said["name"], why=_withdrawn(known)))
            self._merge(one, said, facts, overwrite=True)
        self.ones.append(one)
        for table, key in ((self._by_id, "external_id"), (self._by_email, "email")):
            for value in {getattr(entry, key), said.get(key)} - {None}:
                table[str(value).casefold()] = one
        names = self._by_name.setdefault(entry.name.casefold(), [])
        if known is not None and known in names:
            names.remove(known)
        names.append(one)

    def _again(self, line: Line, said: dict[str, Any], one: One) -> None:
        """A second row of the same person: recruiting systems write one per application."""
        facts = said.pop("facts")
        added = self._merge(one, said, facts, overwrite=False)
        self.rows.append(
            Row(line.number, "duplicate", one.entry.code or "", said["name"], added, of=self.rows[one.row].line)
        )

    def _merge(self, one: One, said: dict[str, Any], facts: dict[str, str], *, overwrite: bool) -> tuple[str, ...]:
        """Take over what is filled and different; of a second row only what is not said yet, and roles."""
        new: dict[str, Any] = {}
        for key, value in said.items():
            have = getattr(one.entry, key)
            if key == "vacancies":
                both = tuple(dict.fromkeys((*have, *value)))
                if set(both) != set(have):
                    new[key] = both
            elif (overwrite or have in (None, "")) and not _same(key, value, have):
                new[key] = value
        one.entry = one.entry._replace(**new)
        names = ["roles" if key == "vacancies" else key for key in new]
        candidate = one.old.id if one.old else None
        for kind, value in facts.items():
            stored = self.facts.get((candidate, kind)) if candidate else None
            if kind not in one.facts and stored != normal(value):
                one.facts[kind] = value
                names.append(kind)
        row = self.rows[one.row]
        if names and row.state != "new":
            self.rows[one.row] = row._replace(
                state="changed",
                changes=tuple(dict.fromkeys((*row.changes, *names))),
                was=one.old.name if one.old is not None and "name" in names else row.was,
            )
        return tuple(names)


def _same(key: str, value: object, have: object) -> bool:
    """An e-mail in other capitals is the same one."""
    if key == "email" and have:
        return str(value).casefold() == str(have).casefold()
    return value == have


def _entry(known: Applicant) -> Entry:
    return Entry(
        known.name,
        known.vacancies,
        known.id,
        known.code,
        known.email,
        known.external_id,
        known.language,
        known.extra_minutes,
        known.adjustment,
        known.without_steps,
    )


def _fields(who: Applicant | One) -> dict[str, str | None]:
    known = who.entry if isinstance(who, One) else who
    return {"external_id": known.external_id, "email": known.email}


def _code(who: Applicant | One) -> str:
    return (who.entry.code if isinstance(who, One) else who.code) or ""


def _withdrawn(known: Applicant) -> Message | None:
    return T("withdrew, and stays so") if known.withdrawn_at is not None else None
