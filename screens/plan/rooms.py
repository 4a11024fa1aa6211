"""The rooms of the day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from assess.plan.rooms import Place, drop_room, put_room, rooms
from assess.plan.vacancies import Setup, setups
from assess.words import Id, N, Sayable, T
from screens.plan.listing import EDIT, NEW, REMOVE, Entry, ListRoom
from screens.widgets import fields

FIELDS: Final = (
    fields.line("name", T("Name"), T("for example Room 1"), needed=T("A room needs a name.")).together("room"),
    fields.yes("accessible", T("Access"), T("accessible without steps")).together("room"),
)


class Rooms(ListRoom):
    """Where exercises can take place."""

    STEP = "rooms"
    CALLED = T("Rooms")
    HELP_TEXT = T(
        "The rooms that the day can use. F2 adds one: type its name and press Enter; it is saved as soon as you leave"
        " the field. A room that can be reached without steps says so, for candidates who need one.\n\n"
        "Which exercise can take place in which room is said at the exercises. A room that is taken out leaves them"
        " too; what stands in the timetable keeps its name until it is planned anew."
    )
    COMMANDS_HERE = (EDIT, NEW, REMOVE)
    FIELDS = FIELDS
    NOTHING: ClassVar[Mapping[str, Any]] = {"name": "", "accessible": False}

    async def read_step(self) -> None:
        """The rooms, and what can take place in each."""
        found = await self.desk.read(rooms, self.center)
        run = [one for one in await self.desk.read(setups, self.center) if one.used]
        self.entries = [
            Entry(one.id, one.name, _right(one, run), {"name": one.name, "accessible": one.accessible}) for one in found
        ]

    async def write(self, _: str, marked: Id | None, values: dict[str, Any]) -> Id:
        """Add or change a room."""
        return await self.desk.write(
            put_room, self.center, values["name"], accessible=values["accessible"], room=marked
        )

    async def drop(self, marked: Id) -> None:
        """Take a room out."""
        await self.desk.write(drop_room, self.center, marked)

    def say_next(self) -> Sayable:
        """The first room, then another one."""
        if not self.entries:
            return T("name the first room (F2)")
        part = self.part
        return part.gaps[0].said if part and part.gaps else T("another room (F2), or back to the plan (Esc)")


def _right(room: Place, run: list[Setup]) -> tuple[Sayable, ...]:
    here = [one.name for one in run if room.id in one.rooms]
    access: tuple[Sayable, ...] = (T("accessible"),) if room.accessible else ()
    if len(here) > 1:
        return (*access, N("{n} exercise", "{n} exercises", n=len(here)))
    return (*access, *here)
