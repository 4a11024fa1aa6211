"""The team that hires: its members and their levels, what it needs, and the values it has written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from assess.fit.team import (
    TeamView,
    drop_member,
    put_charter,
    put_member,
    put_need,
    put_team,
    team_view,
)
from assess.plan.criteria import Measure, criteria
from assess.words import Id, Message, N, Refused, Sayable, T, Words
from screens.base import Command
from screens.plan.listing import EDIT, REMOVE, Entry, ListRoom
from screens.widgets import fields
from screens.widgets.fields import Field
from screens.widgets.form import Form

if TYPE_CHECKING:
    from assess.store.transaction import Reading

TEAM: Final = Id("team")
NEW_MEMBER: Final = Command("team.member", "f2,n", T("Member"), T("Add somebody of the team."), "new")


class Key(NamedTuple):
    """What an entry of the list is."""

    kind: str
    """`team`, `member`, `need`, `value`."""
    of: str
    """A member's id, or a code."""


def _level(name: str, label: Message, hint: Message) -> Field:
    """A level of the scale that may be left empty."""
    inner = fields.number(name, label, 0, 10, hint)

    def read(text: str) -> float | None:
        return None if not text.strip() else float(inner.read(text))

    def write(value: Any, words: Words) -> str:
        return "" if value is None else inner.write(value, words)

    return Field(name, label, read, write, hint, width=fields.SHORT)


FIELDS: Final[tuple[Field, ...]] = (
    fields.line("team", T("Name of the team"), needed=T("A team needs a name.")).together("team"),
    fields.line("name", T("Name"), T("or a pseudonym"), needed=T("A member needs a name.")).together("member"),
    _level("level", T("Level"), T("empty: not needed")).together("need"),
    fields.whole("count", T("People who reach it"), 1, 99).together("need"),
    fields.number("weight", T("Weight"), 0.1, 100, T("compared with the other needs")).together("need"),
    _level("expected", T("Level that is expected"), T("empty: not in the charter")).together("value"),
    fields.number("value_weight", T("Weight"), 0.1, 100, T("compared with the other values")).together("value"),
)


class Team(ListRoom):
    """The team, its members, a line a competency for needs, a line a value for the charter."""

    STEP = "team"
    CALLED = T("Team")
    SURE = T("Press it again: this is taken out of the team.")
    HELP_TEXT = T(
        "The team that hires. Name it first; then add its members (F2) and type the levels that are known, from earlier"
        " centers or an honest talk: 3,5 is fine, empty means not known. A pseudonym does for a name.\n\n"
        "At a competency say what the team needs: how many people who reach which level. At a value say which level the"
        " team has written down as its own. Both count in the ranking as far as the event's weights say; without a team"
        " only the role counts."
    )
    COMMANDS_HERE = (EDIT, NEW_MEMBER, REMOVE)
    FIELDS = FIELDS
    NOTHING: ClassVar[Mapping[str, Any]] = {"name": ""}

    def __init__(self, center: Id) -> None:
        super().__init__(center)
        self._keys: dict[Id, Key] = {}
        self._team = TeamView("", (), {}, {})
        self._criteria: tuple[Measure, ...] = ()

    async def read_step(self) -> None:
        """The team, and what the roles measure."""
        self._team, self._criteria = await self.desk.read(_read, self.center)
        await self.query_one("#form", Form).extend(
            _level(f"level:{one.code}", _called(one), T("empty: not known")).together("member")
            for one in self._criteria
            if one.kind == "competency"
        )
        self.entries = [*self._whole(), *self._members(), *self._needs(), *self._values()]

    def _whole(self) -> list[Entry]:
        self._keys = {TEAM: Key("team", "")}
        name: Sayable = self._team.name or T("The team has no name yet")
        right = (N("{n} member", "{n} members", n=len(self._team.members)),) if self._team.name else ()
        return [Entry(TEAM, name, right, {"team": self._team.name})]

    def _members(self) -> list[Entry]:
        found = []
        for one in self._team.members:
            self._keys[one.id] = Key("member", one.id)
            values: dict[str, Any] = {"name": one.name} | {
                f"level:{each.code}": one.levels.get(each.code) for each in self._criteria if each.kind == "competency"
            }
            right = (N("{n} level known", "{n} levels known", n=len(one.levels)),)
            found.append(Entry(one.id, T("  {name}", name=one.name), right, values))
        return found

    def _needs(self) -> list[Entry]:
        found = []
        for one in self._criteria if self._team.name else ():
            if one.kind != "competency":
                continue
            need = self._team.needs.get(one.code)
            self._keys[Id(f"need:{one.code}")] = Key("need", one.code)
            said: Sayable = (
                T("{people} × level {level:.1f}", people=need.people, level=need.level) if need else T("no need")
            )
            values = {
                "level": need.level if need else None,
                "count": need.people if need else 1,
                "weight": need.weight if need else 1.0,
            }
            found.append(Entry(Id(f"need:{one.code}"), _called(one), (said,), values))
        return found

    def _values(self) -> list[Entry]:
        found = []
        for one in self._criteria if self._team.name else ():
            if one.kind != "value":
                continue
            held = self._team.charter.get(one.code)
            self._keys[Id(f"value:{one.code}")] = Key("value", one.code)
            said: Sayable = T("expects {level:.1f}", level=held.level) if held else T("not in the charter")
            values = {"expected": held.level if held else None, "value_weight": held.weight if held else 1.0}
            left = T("Value {code} {name}", code=one.code, name=one.name)
            found.append(Entry(Id(f"value:{one.code}"), left, (said,), values))
        return found

    def suit(self, entry: Entry | None) -> None:
        """The fields of what is marked."""
        kind = self._keys[entry.id].kind if entry and entry.id in self._keys else "member"
        form = self.query_one("#form", Form)
        for name, row in form.rows.items():
            form.show_field(name, shown=row.field.group == kind and (entry is not None or name == "name"))

    async def write(self, group: str, marked: Id | None, values: dict[str, Any]) -> Id:
        """Write the group of what is marked."""
        if marked is None:
            return await self.change(put_member, self.center, values["name"], {})
        of = self._keys[marked].of
        if group == "team":
            await self.change(put_team, self.center, values["team"])
        elif group == "member":
            levels = {
                name.partition(":")[2]: value
                for name, value in values.items()
                if name.startswith("level:") and value is not None
            }
            await self.change(put_member, self.center, values["name"], levels, member=Id(of))
        elif group == "need":
            level, count, weight = values["level"], values["count"], values["weight"]
            await self.change(put_need, self.center, of, level, count=count, weight=weight)
        else:
            await self.change(put_charter, self.center, of, values["expected"], weight=values["value_weight"])
        return marked

    async def drop(self, marked: Id) -> None:
        """Take a member, a need or a value out."""
        key = self._keys[marked]
        if key.kind == "member":
            await self.change(drop_member, self.center, Id(key.of))
        elif key.kind == "need":
            await self.change(put_need, self.center, key.of, None)
        elif key.kind == "value":
            await self.change(put_charter, self.center, key.of, None)
        else:
            raise Refused(T("The team itself stays; change its name."))

    def action_new(self) -> None:
        """A member; the team comes first."""
        if not self._team.name:
            self.show(T("Name the team first."))
            return
        super().action_new()

    def say_next(self) -> Sayable:
        """The name, then members, then needs."""
        if not self._team.name:
            return T("name the team: Enter")
        if not self._team.members:
            return T("add the members (F2), then what the team needs")
        return T("say what the team needs and expects; back to the plan (Esc)")


def _called(one: Measure) -> Message:
    return T("{code} {name}", code=one.code, name=one.name)


def _read(tx: Reading, center: Id) -> tuple[TeamView, tuple[Measure, ...]]:
    return team_view(tx, center), criteria(tx, center)
