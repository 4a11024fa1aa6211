"""The plan of a center: every step with what is set and what is missing, the next one marked."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from assess.plan.conformity.shape import Conformity
from assess.plan.overview import Overview
from assess.plan.parts import Gap, Part, Step
from assess.report.conformity import conformity, summary
from assess.words import Message, Sayable, T, Trouble, Words
from screens.base import Command
from screens.plan.planning import PlanRoom


class Place(NamedTuple):
    """Where a step is done."""

    key: str
    title: Message
    help: Message
    where: str
    """`module:Class` below screens.plan."""


PLACES: Final[dict[Step, Place]] = {
    "event": Place("1", T("Event"), T("Day, hours, breaks, rules and weights."), "event:Event"),
    "roles": Place(
        "2", T("Roles"), T("Which roles are hired for, and by which version of their rubric."), "roles:Roles"
    ),
    "rooms": Place("3", T("Rooms"), T("The rooms that the day can use."), "rooms:Rooms"),
    "people": Place("4", T("People"), T("Assessors, role players, moderators, hiring leads."), "people:People"),
    "exercises": Place("5", T("Exercises"), T("Which exercises run, where, and who plays."), "exercises:Exercises"),
    "candidates": Place("6", T("Candidates"), T("Who is assessed: by hand or from a file."), "candidates:Candidates"),
    "team": Place("7", T("Team"), T("The team that hires: its members, what it needs, its values."), "team:Team"),
    "matrix": Place("8", T("Matrix"), T("What each exercise shows, and how much it weighs."), "matrix:Matrix"),
    "timetable": Place(
        "9", T("Timetable"), T("Who does what when, in which room, seen by whom."), "timetable:TimetableScreen"
    ),
    "checks": Place("0", T("Checks"), T("Whether the design is sound, check by check."), "conformity:ConformityScreen"),
    "papers": Place("p", T("Papers"), T("The documents that the standards ask for."), "papers:Papers"),
    "freeze": Place("f", T("Freeze"), T("Fix rubrics, weights and rules; what was amended since."), "freeze:Freeze"),
}
"""In the order in which one plans."""


def _commands() -> tuple[Command, ...]:
    digits = [place for place in PLACES.values() if place.key.isdecimal()]
    return (
        Command("plan.open", "enter", T("Open"), T("Open the marked step."), "open"),
        *(
            Command(
                f"plan.{step}",
                place.key,
                T("Step") if place.key.isdecimal() else place.title,
                place.help,
                f"step('{step}')",
                shown=place is digits[0] or not place.key.isdecimal(),
                key_shown="1-9, 0" if place.key.isdecimal() else None,
                named=place.title if place.key.isdecimal() else None,
                wide=not place.key.isdecimal(),
            )
            for step, place in PLACES.items()
        ),
        Command("plan.reload", "f6", T("Reload"), T("Read the file again."), "reload", shown=False),
    )


class CenterPlan(PlanRoom):
    """The overview of planning: one line a step, one key to each."""

    STEP = "event"
    CALLED = T("Plan")
    HELP_TEXT = T(
        "From an empty center to a frozen one, in steps. ✓ is set, ▸ is what comes next, ! is missing something"
        " without which the day can't be run, · is not begun or has advice. The line at the bottom says the next step"
        " in words; Enter opens the marked one, its digit or letter opens any other. The order is a proposal: go back"
        " and forth as you like, everything is saved at once.\n\n"
        "The checks say whether the design is sound. The freeze fixes rubrics, weights and rules before the first"
        " exercise; afterwards every change is an amendment with a reason."
    )
    COMMANDS_HERE = _commands()

    def compose_work(self) -> ComposeResult:
        """The steps; where there is room, what is missing at the marked one."""
        with Container(id="both"):
            yield OptionList(id="steps", markup=False)
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="missing", markup=False)

    _checked: Conformity | None = None

    @work(exclusive=True, group="checks")
    async def _check(self) -> None:
        """What the checks find; they take longer than the overview, which does not wait for them."""
        try:
            self._checked = await self.desk.read(conformity, self.center)
        except Trouble:
            return  # their own screen says why
        if self.is_attached and self.is_mounted:
            self._fill_list()
            self._tell_missing()

    def fill(self) -> None:
        """The lines; what is next is marked."""
        listed = self.query_one("#steps", OptionList)
        self._fill_list()
        if self.plan is not None:
            wanted = self.plan.next or "event"
            listed.highlighted = list(PLACES).index(self._marked or wanted)
        listed.focus()
        self._check()

    _marked: Step | None = None

    def _fill_list(self) -> None:
        if self.plan is None:
            return
        listed = self.query_one("#steps", OptionList)
        before = listed.highlighted
        width = (listed.size.width or self.size.width) - 4
        listed.clear_options()
        listed.add_options(step_line(self.words, part, self.plan, width) for part in self._parts())
        if before is not None:
            listed.highlighted = before

    def _parts(self) -> tuple[Part, ...]:
        """The steps, that of the checks with what they found."""
        if self.plan is None or self._checked is None:
            return self.plan.parts if self.plan else ()
        wrong = tuple(Gap(check.said, stops=False) for check in self._checked.of("error"))
        checks = Part("checks", (summary(self._checked),), wrong, begun=True)
        return tuple(checks if part.step == "checks" else part for part in self.plan.parts)

    def tell(self) -> None:
        """Every text."""
        super().tell()
        if self.query("#steps"):
            self._fill_list()
            self._tell_missing()

    def say_next(self) -> Sayable:
        """The next step, with its key."""
        plan = self.plan
        if plan is None or plan.next is None:
            return T("the plan is complete and frozen; back (Esc)")
        place, part = PLACES[plan.next], next(part for part in plan.parts if part.step == plan.next)
        stopping = next((gap.said for gap in part.gaps if gap.stops), None)
        if stopping is None:
            return T("look at the checks (0), then freeze the design (F)")
        return T("{step} ({key}): {gap}", step=place.title, key=place.key.upper(), gap=stopping)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What is missing at the marked step."""
        event.stop()
        self._marked = list(PLACES)[event.option_index]
        self._tell_missing()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.action_step(list(PLACES)[event.option_index])

    def _tell_missing(self) -> None:
        if self.plan is None or self._marked is None:
            return
        words = self.words
        part = next(part for part in self._parts() if part.step == self._marked)
        place = PLACES[part.step]
        lines = [Content.styled(words(place.title), "bold"), Content(words(place.help))]
        lines += [Content(""), *(Content(words(said)) for said in part.said)] if part.said else []
        if part.gaps:
            lines += [Content(""), *(Content(f"{'!' if gap.stops else '·'} {words(gap.said)}") for gap in part.gaps)]
        self.query_one("#missing", Static).update(Content("\n").join(lines))

    def on_resize(self) -> None:
        """The lines are as wide as the list."""
        super().on_resize()
        if self.plan is not None:
            self.call_after_refresh(self._fill_list)

    def action_open(self) -> None:
        """Open the marked step."""
        if self._marked is not None:
            self.action_step(self._marked)

    def action_step(self, step: Step) -> None:
        """Open a step; back here it is the next one that is marked."""
        module, _, name = PLACES[step].where.partition(":")
        screen: type[Screen[Any]] = getattr(import_module(f"screens.plan.{module}"), name)
        self._marked = None
        self.app.push_screen(screen(self.center))

    def action_reload(self) -> None:
        """Read the file again."""
        self.reload()


def step_line(words: Words, part: Part, plan: Overview, width: int) -> Content:
    """`3  ! Rooms        Name the rooms of the day.`: key, mark, what is set or missing."""
    place = PLACES[part.step]
    is_next = part.step == plan.next
    titles = max(len(words(other.title)) for other in PLACES.values())
    mark = "▸" if is_next else "!" if part.stops else "✓" if part.done else "·"
    said, more = _said(words, part)
    head = f"{place.key.upper()}  {mark} {words(place.title):<{titles}}  "
    room = max(10, width - len(head))
    tail = Content(said).truncate(room - len(more), ellipsis=True).plain + more
    style = "bold" if is_next else ""
    return Content.assemble(
        Content.styled(place.key.upper(), "bold $accent"),
        Content.styled(head[len(place.key) :], style),
        Content.styled(tail, style if part.stops or is_next else "dim"),
    )


def _said(words: Words, part: Part) -> tuple[str, str]:
    """What a step says in its line: what stops, else what is set, else the advice; and how much more there is."""
    gaps: Sequence[Message] = [gap.said for gap in part.gaps if gap.stops]
    if not gaps and part.said:
        return ", ".join(words(one) for one in part.said), ""
    gaps = gaps or [gap.said for gap in part.gaps]
    if not gaps:
        return "", ""
    more = f" (+{len(gaps) - 1})" if len(gaps) > 1 else ""
    return words(gaps[0]), more
