"""The people of the day: what they do, how they are trained, when they are there, whom they know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from assess.people.duties import set_functions
from assess.people.names import FUNCTION_NAMES
from assess.people.staff import Staff, put_staff, staff
from assess.people.training import Trained, put_training, trainings
from assess.plan.candidates import presences, set_presence
from assess.plan.hours import minutes, moments
from assess.words import Id, Sayable, T
from screens.base import Command
from screens.plan.listing import EDIT, NEW, REMOVE, Entry, ListRoom
from screens.widgets import fields
from screens.widgets.fields import Field
from screens.widgets.form import Form

WHO: Final = ("name", "initials", "functions", "seniority")
FIELDS: Final[tuple[Field, ...]] = (
    fields.line("name", T("Name"), T("first and last name"), needed=T("A person needs a name.")).together("who"),
    fields.line("initials", T("Initials"), needed=T("A person needs initials."), width=10).together("who"),
    fields.several("functions", T("Functions"), tuple(FUNCTION_NAMES.items())).together("who"),
    fields.whole("seniority", T("Seniority"), 0, 99, T("lower speaks first in the wash-up")).together("who"),
    fields.spans("there", T("Is there"), T("all day; or for example 09:00-12:30")),
    fields.day("trained", T("Trained on"), needed=False, hint=T("the assessor course")).together("course"),
    fields.number("hours", T("Hours"), 0, 400).together("course"),
    fields.yes("frame", T("Kind"), T("frame of reference: with gold ratings")).together("course"),
    fields.day("expires", T("Valid until"), needed=False, hint=T("empty: without end")).together("course"),
)
LATER: Final = ("there", "trained", "hours", "frame", "expires")
"""Fields that somebody new gets once they are saved."""


class People(ListRoom):
    """Assessors, role players, moderators, hiring leads."""

    STEP = "people"
    CALLED = T("People")
    SURE = T("Press it again: this person no longer works in this center (their record stays).")
    HELP_TEXT = T(
        "Everybody who works on the day. F2 adds somebody: name, initials (they stand beside ratings), and one or"
        " several functions. Space ticks a function. People of other centers stand at the end of the list: give them a"
        " function, and they are in this one, too.\n\n"
        "When somebody is not there all day, say when: 09:00-12:30, with commas between several times. The timetable"
        " keeps to it. The last course of an assessor, its hours, and whether it trained with gold ratings are what the"
        " checks ask for. Whom an assessor knows among the candidates (F5) keeps them apart in the timetable."
    )
    COMMANDS_HERE = (
        EDIT,
        NEW,
        REMOVE,
        Command("people.relations", "f5", T("Knows"), T("Whom this person knows among the candidates."), "relations"),
    )
    FIELDS = FIELDS
    NOTHING: ClassVar[Mapping[str, Any]] = {
        "name": "",
        "initials": "",
        "functions": ("assessor",),
        "seniority": 0,
        "there": (),
        "trained": None,
        "hours": 0,
        "frame": False,
        "expires": None,
    }

    def __init__(self, center: Id) -> None:
        super().__init__(center)
        self._courses: dict[Id, Trained | None] = {}

    async def read_step(self) -> None:
        """Everybody, with training and times."""
        found = await self.desk.read(staff, self.center)
        trained = await self.desk.read(trainings)
        there = await self.desk.read(presences, self.center)
        zone = self.plan.zone if self.plan else "UTC"
        self._courses = {
            one.id: next((course for course in trained.get(one.id, ()) if course.kind == "course"), None)
            for one in found
        }
        self.entries = [self._entry(one, self._courses[one.id], minutes(zone, there.get(one.id, ()))) for one in found]

    def _entry(self, one: Staff, course: Trained | None, there: fields.Spans) -> Entry:
        functions: list[Sayable] = [FUNCTION_NAMES[name] for name in (*one.functions, *one.everywhere)]
        right = functions or [T("not in this center")]
        if one.here and "assessor" in (*one.functions, *one.everywhere):
            right.append(_training(course, self.plan.day if self.plan else date.max))
        if there:
            right.append(fields.spans_text(there))
        values = {
            "name": one.name,
            "initials": one.initials,
            "functions": one.functions,
            "seniority": one.seniority,
            "there": there,
            "trained": course.day if course else None,
            "hours": course.hours if course else 0,
            "frame": course.frame_of_reference if course else False,
            "expires": course.expires if course else None,
        }
        return Entry(one.id, f"{one.initials}  {one.name}", tuple(right), values)

    def suit(self, entry: Entry | None) -> None:
        """Training and times come once somebody is saved."""
        form = self.query_one("#form", Form)
        for name in LATER:
            form.show_field(name, shown=entry is not None)

    async def write(self, group: str, marked: Id | None, values: dict[str, Any]) -> Id:
        """Who they are, when they are there, or their course."""
        if group == "who" or marked is None:
            return await self.desk.write(
                put_staff,
                self.center,
                values["name"],
                values["initials"],
                values["functions"],
                seniority=values["seniority"],
                person=marked,
            )
        if group == "there" and self.plan is not None:
            times = moments(self.plan.day, self.plan.zone, values["there"])
            await self.desk.write(set_presence, self.center, times, person=marked)
        elif group == "course" and values["trained"] is not None:
            course = self._courses.get(marked)
            await self.desk.write(
                put_training,
                marked,
                "course",
                values["trained"],
                hours=values["hours"],
                frame_of_reference=values["frame"],
                expires=values["expires"],
                training=course.id if course and course.day == values["trained"] else None,
            )
        return marked

    async def drop(self, marked: Id) -> None:
        """Out of this center."""
        await self.desk.write(set_functions, self.center, marked, ())

    def action_relations(self) -> None:
        """Whom they know."""
        entry = self.entry
        if entry is not None:
            from screens.plan.relations import Relations

            self.app.push_screen(Relations(self.center, entry.id, self.words(entry.left)))

    def say_next(self) -> Sayable:
        """Who is missing, then somebody else."""
        part = self.part
        if part and part.gaps:
            return part.gaps[0].said
        return T("add somebody (F2), or back to the plan (Esc)")


def _training(course: Trained | None, day: date) -> Sayable:
    if course is None:
        return T("no training noted")
    if course.expires is not None and course.expires < day:
        return T("training has run out")
    return T("trained")
