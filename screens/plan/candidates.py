"""The candidates: who is assessed, for which roles, what they need, when they are there, who withdrew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from textual.widgets import OptionList

from assess.plan.candidates import EXTRA, Applicant, applicants, change_candidate, put_candidate, set_presence, withdraw
from assess.plan.hours import minutes, moments
from assess.plan.vacancies import Opening, vacancies
from assess.words import Id, Sayable, T, Trouble, normal
from screens.base import Command
from screens.plan.listing import EDIT, NEW, Entry, ListRoom
from screens.widgets import fields
from screens.widgets.fields import Field

MOST_SHOWN: Final = 300
"""Lines of the list; the rest is found by searching."""
FIELDS: Final[tuple[Field, ...]] = (
    fields.line("name", T("Name"), T("first and last name"), needed=T("A candidate needs a name.")).together("who"),
    fields.several("roles", T("Roles"), ()).together("who"),
    fields.line("email", T("E-mail"), T("may be left empty")),
    fields.line("external_id", T("Number elsewhere"), T("in the recruiting system")),
    fields.choice("language", T("Language"), (("-", T("not said")), ("de", T("German")), ("en", T("English")))),
    fields.spans("there", T("Is there"), T("all day; or for example 09:00-12:30")),
    fields.whole("extra_minutes", T("More time"), 0, EXTRA, T("minutes in each exercise")),
    fields.yes("without_steps", T("Room"), T("needs one without steps")),
    fields.line("adjustment", T("Also needs"), T("what, not why: large print, a helper. No diagnosis")),
)
LATER: Final = ("email", "external_id", "language", "there", "extra_minutes", "without_steps", "adjustment")
"""Fields that somebody new gets once they are saved."""
WITHDRAW: Final = Command(
    "candidates.withdraw",
    "f4,w",
    T("Withdrew"),
    T("Who is marked no longer takes part (press it twice), or takes part again. Nothing is deleted."),
    "withdraw",
)


class Candidates(ListRoom):
    """A list with a form; names stand here, codes everywhere else."""

    STEP = "candidates"
    CALLED = T("Candidates")
    HELP_TEXT = T(
        "Everybody who is assessed. F2 adds somebody by hand, F3 a whole list from a file. The program gives the codes"
        " (K1, K2, …): assessors see these alone, and a name only in the conflict question before an exercise.\n\n"
        "What somebody needs is noted as what to do, never why: more minutes in each exercise, a room without steps,"
        " or anything else in words, such as large print. No diagnosis and no other health reason belongs here.\n\n"
        "Who withdraws (F4, twice) stays in the list and keeps the code: nobody waits for their sheets any more, the"
        " timetable leaves them out, and no ranking has them. The same key takes it back until the wash-up opens. Whom"
        " they know among the assessors (F5) keeps them apart."
    )
    COMMANDS_HERE = (
        EDIT,
        NEW,
        Command("candidates.import", "f3,i", T("File"), T("Add candidates from a list (CSV, XLSX)."), "bring_in"),
        WITHDRAW,
        Command("candidates.knows", "f5", T("Knows"), T("Whom they know among the assessors."), "knows"),
        Command(
            "candidates.search", "f6,slash", T("Search"), T("Show those alone whose code or name has this."), "search"
        ),
    )
    FIELDS = FIELDS
    NOTHING: ClassVar[Mapping[str, Any]] = {
        "name": "",
        "roles": (),
        "email": "",
        "external_id": "",
        "language": "-",
        "there": (),
        "extra_minutes": 0,
        "without_steps": False,
        "adjustment": "",
    }

    def __init__(self, center: Id) -> None:
        super().__init__(center)
        self._everybody: dict[Id, Applicant] = {}
        self._openings: tuple[Opening, ...] = ()
        self._wanted = ""
        self._found = 0

    async def read_step(self) -> None:
        """Everybody, and the roles there are."""
        found = await self.desk.read(applicants, self.center)
        self._openings = await self.desk.read(vacancies, self.center)
        self._everybody = {one.id: one for one in found}
        self._narrow()

    def _narrow(self) -> None:
        wanted = self._wanted.casefold()
        fits = [
            one
            for one in self._everybody.values()
            if not wanted or wanted == one.code.casefold() or wanted in one.name.casefold()
        ]
        self._found = len(fits)
        self.entries = [self._entry(one) for one in fits[:MOST_SHOWN]]

    def _entry(self, one: Applicant) -> Entry:
        names = {opening.id: opening.name for opening in self._openings}
        there = minutes(self.plan.zone if self.plan else "UTC", one.there)
        right: list[Sayable] = []
        if one.withdrawn_at is not None:
            right.append(T("withdrew"))
        if one.extra_minutes:
            right.append(T("+{n} min", n=one.extra_minutes))
        if one.without_steps:
            right.append(T("without steps"))
        if one.adjustment:
            right.append(T("adjusted"))
        if there:
            right.append(fields.spans_text(there))
        if len(self._openings) > 1:
            right += [names[vacancy] for vacancy in one.vacancies if vacancy in names]
        values = {
            "name": one.name,
            "roles": one.vacancies,
            "email": one.email or "",
            "external_id": one.external_id or "",
            "language": one.language or "-",
            "there": there,
            "extra_minutes": one.extra_minutes,
            "without_steps": one.without_steps,
            "adjustment": one.adjustment or "",
        }
        return Entry(one.id, f"{one.code:<4} {one.name}", tuple(right), values)

    def fill(self) -> None:
        """The roles to choose from, then the list."""
        self.form.choose_from("roles", tuple((one.id, one.name) for one in self._openings))
        super().fill()

    def suit(self, entry: Entry | None) -> None:
        """Roles where there are several; the rest once somebody is saved."""
        self.form.show_field("roles", shown=len(self._openings) > 1)
        for name in LATER:
            self.form.show_field(name, shown=entry is not None)

    @property
    def _one(self) -> Applicant | None:
        return self._everybody.get(self.marked) if self.marked else None

    def about(self) -> Sayable:
        """That somebody withdrew, and when."""
        one = self._one
        if one is None or one.withdrawn_at is None:
            return ""
        return T("{code} withdrew: nobody waits for their sheets, and they are in no ranking.", code=one.code)

    # changing

    async def write(self, group: str, marked: Id | None, values: dict[str, Any]) -> Id:
        """When they are there, or anything else about them."""
        if group == "there" and marked is not None and self.plan is not None:
            times = moments(self.plan.day, self.plan.zone, values["there"])
            await self.desk.write(set_presence, self.center, times, candidate=marked)
            return marked
        said = {key: value for key, value in values.items() if key != "roles"}
        if said.get("language") == "-":
            said["language"] = None
        if len(self._openings) > 1 and "roles" in values:
            said["vacancies"] = tuple(map(Id, values["roles"]))
        if marked is not None:
            return await self.change(change_candidate, self.center, marked, said)
        return await self.change(put_candidate, self.center, said["name"], said.get("vacancies", self._only))

    @property
    def _only(self) -> tuple[Id, ...]:
        """The role of somebody new, where there is only one."""
        return tuple(one.id for one in self._openings) if len(self._openings) == 1 else ()

    def action_withdraw(self) -> None:
        """They no longer take part, at the second press; or again."""
        one = self._one
        if one is None:
            return
        if one.withdrawn_at is None and self._sure != one.id:
            self._sure = one.id
            self.show(
                T(
                    "Press it again: {code} no longer takes part. Nothing is deleted, and it can be undone.",
                    code=one.code,
                )
            )
            return
        self._sure = None
        self.run_worker(self._withdraw(one), group="write")

    async def _withdraw(self, one: Applicant) -> None:
        try:
            await self.desk.write(withdraw, one.id, back=one.withdrawn_at is not None)
        except Trouble as trouble:
            self.show(trouble)
            return
        self._trouble = ""
        self.reload()

    # elsewhere

    def action_bring_in(self) -> None:
        """From a file."""
        from screens.plan.importing import Importing

        self.app.push_screen(Importing(self.center))

    def action_knows(self) -> None:
        """Whom they know."""
        one = self._one
        if one is not None:
            from screens.plan.known_by import KnownBy

            self.app.push_screen(KnownBy(self.center, one.id, f"{one.code} {one.name}"))

    def action_search(self) -> None:
        """Show a few."""
        self.ask(T("Code or name; empty shows everybody."), self._search, self._wanted)

    def _search(self, said: str) -> None:
        self._wanted = normal(said)
        self._narrow()
        self._new = False
        self.marked = self.entries[0].id if self.entries else None
        self.fill()
        self.tell()
        self.query_one("#list", OptionList).focus()

    def say_next(self) -> Sayable:
        """What is searched for, what is missing, then somebody else."""
        if self._wanted:
            return T(
                "{n} of {all} have “{wanted}”; F6 searches again",
                n=self._found,
                all=len(self._everybody),
                wanted=self._wanted,
            )
        if self._found > MOST_SHOWN:
            return T("the first {n} of {all} are shown; F6 finds the others", n=MOST_SHOWN, all=self._found)
        part = self.part
        if part and part.gaps:
            return part.gaps[0].said
        return T("add somebody (F2) or a list (F3); back to the plan (Esc)")
