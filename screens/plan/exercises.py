"""The exercises: which are run, in which rooms, by how many assessors, and who plays."""

from __future__ import annotations

from typing import Any, Final

from textual.content import Content

from assess.people.staff import Staff, staff
from assess.plan.candidates import candidates
from assess.plan.load import Load, load
from assess.plan.rooms import Place, rooms
from assess.plan.vacancies import Setup, set_up, setups
from assess.words import Id, N, Sayable, T, parse_number
from screens.home.screen import KINDS
from screens.plan.listing import EDIT, Entry, ListRoom
from screens.widgets import fields
from screens.widgets.fields import Field, Options
from screens.widgets.form import Form

FIELDS: Final[tuple[Field, ...]] = (
    fields.yes("used", T("In this center"), T("is run")),
    fields.several("rooms", T("Rooms"), (), T("where it can take place")),
    fields.whole("raters", T("Assessors a candidate"), 1, 9),
    fields.whole("watch_limit", T("Candidates an assessor"), 1, 9, T("at once, at most")),
    fields.whole("group_size", T("Candidates a group"), 2, 12, T("at most")),
    fields.whole("change_minutes", T("Change of room"), 0, 60, T("minutes")),
    fields.several("players", T("Role players"), (), T("none ticked: any of them")),
)


class Exercises(ListRoom):
    """One line an exercise of the roles, its form, and the arithmetic of its assessors."""

    STEP = "exercises"
    CALLED = T("Exercises")
    HELP_TEXT = T(
        "Every exercise that the roles offer. Space on “is run” takes it into the day or leaves it out; tick the rooms"
        " that it can use, and for a role play who can play the other part.\n\n"
        "Two assessors a candidate are the standard: single ratings are too uncertain. In a group an assessor watches"
        " at most two candidates at once. Below stands what that asks for: candidates times assessors a candidate,"
        " divided by the candidates an assessor watches, is the number of assessors who have to be there at once. Each"
        " competency is seen by at least two assessors over the day; the checks tell where that fails."
    )
    COMMANDS_HERE = (EDIT,)
    FIELDS = FIELDS

    def __init__(self, center: Id) -> None:
        super().__init__(center)
        self._run: dict[Id, Setup] = {}
        self._rooms: tuple[Place, ...] = ()
        self._staff: tuple[Staff, ...] = ()
        self._candidates = 0

    async def read_step(self) -> None:
        """Exercises, rooms, players, and how many candidates there are."""
        self._run = {one.exercise: one for one in await self.desk.read(setups, self.center)}
        self._rooms = await self.desk.read(rooms, self.center)
        self._staff = await self.desk.read(staff, self.center)
        everybody = await self.desk.read(candidates, self.center)
        self._candidates = sum(one.withdrawn_at is None for one in everybody)
        self.entries = [self._entry(one) for one in self._run.values()]

    def _entry(self, one: Setup) -> Entry:
        named = {place.id: place.name for place in self._rooms}
        where: tuple[Sayable, ...] = tuple(named[room] for room in one.rooms if room in named)
        if not one.used:
            right: tuple[Sayable, ...] = (T("not run"),)
        else:
            length = T("{n} min", n=one.prepare + one.live + one.rate)
            right = (KINDS[one.kind], length, *(where[:2] or (T("no room"),)), *(("…",) if len(where) > 2 else ()))
        mark = "✓" if one.used and one.rooms else "!" if one.used else "·"
        values = {field.name: getattr(one, field.name) for field in FIELDS}
        return Entry(one.exercise, T("{mark} {exercise}", mark=mark, exercise=one.name), right, values)

    def suit(self, entry: Entry | None) -> None:
        """Rooms and players to choose from; sizes for groups, players for role plays."""
        one = self._run.get(entry.id) if entry else None
        if one is None:
            return
        form = self.query_one("#form", Form)
        form.choose_from("rooms", tuple((place.id, place.name) for place in self._rooms))
        form.choose_from("players", self._players())
        form.show_field("watch_limit", shown=one.kind == "group_discussion")
        form.show_field("group_size", shown=one.kind == "group_discussion")
        form.show_field("players", shown=one.kind == "role_play")

    def _players(self) -> Options:
        return tuple(
            (one.id, f"{one.initials} {one.name}")
            for one in self._staff
            if "role_player" in (*one.functions, *one.everywhere)
        )

    async def write(self, _: str, marked: Id | None, values: dict[str, Any]) -> Id:
        """Set one of its fields."""
        assert marked is not None
        await self.change(set_up, self.center, marked, **values)
        return marked

    def typed(self) -> None:
        """The arithmetic follows what is typed."""
        self._write_about()

    def about(self) -> Sayable | Content:
        """The sum: 6 candidates x 2 assessors : 2 = 6 assessors at once."""
        one = self._run.get(self.marked) if self.marked else None
        if one is None or not one.used:
            return ""
        texts = self.query_one("#form", Form).texts()
        typed = {name: parse_number(texts.get(name, "")) for name in ("raters", "watch_limit", "group_size")}
        sizes = {name: int(value) if value and value >= 1 else getattr(one, name) for name, value in typed.items()}
        there = sum("assessor" in (*person.functions, *person.everywhere) for person in self._staff)
        takes = load(one.kind, self._candidates, sizes["group_size"], sizes["raters"], sizes["watch_limit"], there)
        length = T(
            "Preparation {prepare}, live {live}, rating {rate} minutes.",
            prepare=one.prepare,
            live=one.live,
            rate=one.rate,
        )
        return Content("\n").join([Content(self.words(said)) for said in (*arithmetic(takes, one.kind), length)])

    def say_next(self) -> Sayable:
        """What is missing."""
        if not self.entries:
            return T("choose the roles first: they bring the exercises; back (Esc)")
        part = self.part
        stopping = next((gap.said for gap in part.gaps), None) if part else None
        return stopping or T("back to the plan (Esc)")


def arithmetic(takes: Load, kind: str) -> tuple[Sayable, ...]:
    """How many assessors an exercise needs at once, in words (method 1.3)."""
    there = N("{n} assessor is there", "{n} assessors are there", n=takes.there)
    if kind != "group_discussion":
        asks = N("{n} assessor at once", "{n} assessors at once", n=takes.needed)
        enough = T("✓ Each session takes {asks}; {there}.", asks=asks, there=there)
        return (enough if takes.enough else T("! Each session takes {asks}; {there}.", asks=asks, there=there),)
    sum_ = T(
        "{candidates} candidates × {raters} assessors ÷ {limit} = {needed} assessors at once",
        candidates=takes.candidates,
        raters=takes.raters,
        limit=takes.limit,
        needed=takes.needed,
    )
    groups = (N("{n} group", "{n} groups", n=takes.groups),) if takes.groups > 1 else ()
    if takes.enough:
        return (*groups, T("✓ {sum}; {there}.", sum=sum_, there=there))
    return (
        *groups,
        T("! {sum}; {there}:", sum=sum_, there=there),
        T(
            "{watched} of {wanted} places can be watched. Add assessors, or make the groups smaller.",
            watched=takes.watched,
            wanted=takes.wanted,
        ),
    )
