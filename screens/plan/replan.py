"""On the day: somebody is late, missing, or gives up. The rest of the day planned again, with the fewest changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from time import monotonic

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.plan.schedule import take_replanned
from assess.plan.timetable.check import broken, new_faults
from assess.plan.timetable.clash import Clash, clashes
from assess.plan.timetable.clock import hhmm, minute_of
from assess.plan.timetable.happened import Happened, after, who_and_when
from assess.plan.timetable.problem import Placed
from assess.plan.timetable.replan import Replanned, replan, standing
from assess.report.columns import column, one_line
from assess.report.timetable_text import changes_said, clash_lines, ends_now, placed_said
from assess.words import Id, Message, T, Trouble
from screens.base import Command, rewrite
from screens.plan.dayroom import DayRoom

SECONDS = 20.0
"""The longest search."""


class Replanning(DayRoom):
    """What happened, and what follows from it: before and after, then take it."""

    HELP_TEXT = T(
        "Say what happened: an assessor or role player is missing (A), a candidate comes later (L) or gives up (W), and"
        " what time it is (T). P plans the rest of the day again. What has begun stays, and as little as possible of"
        " the rest changes: people first, then times. Before and after stand beside each other; S takes it."
    )
    COMMANDS_HERE = (
        Command("replan.absent", "a", T("Missing"), T("An assessor or role player is missing."), "absent"),
        Command("replan.late", "l", T("Late"), T("A candidate comes later."), "late"),
        Command("replan.withdrawn", "w", T("Gives up"), T("A candidate takes part no more."), "withdrawn"),
        Command("replan.now", "t", T("Time"), T("What begins before this time stays as it is."), "now"),
        Command("replan.clear", "u", T("Clear"), T("Take back what was said."), "clear", wide=True),
        Command("replan.plan", "p,enter", T("Plan again"), T("Plan the rest of the day again."), "plan"),
        Command("replan.take", "s", T("Take it"), T("Save what happened, and the new timetable."), "take", wide=True),
    )

    def __init__(self, center: Id) -> None:
        super().__init__(center)
        self.happened = Happened()
        self._found: Replanned | None = None
        self._clash: tuple[Clash, ...] | None = None
        """Why there is no plan; empty when nothing can be said of it."""
        self._stop: Event | None = None

    def compose_body(self) -> ComposeResult:
        """What happened, and what follows."""
        with VerticalScroll(id="scroll"):
            yield Static(id="text", markup=False)
        yield from self.compose_line()

    def fill(self) -> None:
        """Now, on the day itself; else from its beginning."""
        assert self.day is not None
        if self.happened.now is None:
            day = self.day.day
            local = self.desk.store().now().astimezone(day.zone)
            now = day.minute(local) if local.date() == day.date else day.problem.hours.start
            self.happened = replace(self.happened, now=now)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is possible is offered."""
        if not super().check_action(action, parameters):
            return False
        if self._stop is not None:
            return action in ("help", "back")
        if action in ("absent", "late", "withdrawn", "now"):
            return self.day is not None
        if action in ("clear", "plan"):
            return self.day is not None and not self.happened.nothing
        if action == "take":
            return self._found is not None
        return True

    # saying

    def tell(self) -> None:
        """Every text, in the language of now."""
        if not self.query("#text"):
            return
        self.head_line(T("Plan again on the day"))
        if self.day is None:
            self.next_step(T("The timetable is being read …"))
            return
        lines = [*self._facts(), Content(""), *self._plan()]
        rewrite(self.query_one("#text", Static), Content("\n").join(lines))
        if self.asking:
            return
        if self._trouble:
            self._write_next()
        elif self._stop is not None:
            self.next_step(T("Planning again … Esc stops."))
        elif self._found is not None:
            self.next_step(T("Next: take it (S), or say more of what happened"))
        elif self.happened.nothing:
            self.next_step(T("Next: say who is missing (A), late (L), or gives up (W)"))
        else:
            self.next_step(T("Next: plan again (P)"))

    def _facts(self) -> list[Content]:
        words, said = self.words, self.happened
        facts = [T("Now it is {time}; what begins before it stays.", time=hhmm(said.now or 0))]
        facts += [T("{who} is missing from {time} on", who=name, time=hhmm(at)) for name, at in said.absent]
        facts += [T("{who} comes at {time}", who=name, time=hhmm(at)) for name, at in said.late]
        facts += [T("{who} takes part no more", who=name) for name in said.withdrawn]
        return [Content.styled(one_line(words(fact)), "bold" if at else "") for at, fact in enumerate(facts)]

    def _plan(self) -> list[Content]:
        words = self.words
        if self._clash is not None:
            if not self._clash:
                return [Content(words(T("No plan was found that holds every rule.")))]
            return [Content(one_line(line)) for line in clash_lines(words, self._clash, self.day)]
        found = self._found
        if found is None or self.day is None:
            return []
        pairs: list[tuple[Placed | None, Placed | None]] = [*found.changed]
        pairs += [(one, None) for one in found.dropped]
        pairs += [(None, one) for one in found.added]
        pairs.sort(key=lambda pair: (pair[0] or pair[1] or found.now.placed[0]).start)
        lines = [Content.styled(words(changes_said(found)), "bold")]
        lines.append(Content(words(ends_now(self.day, found))))
        problem = after(self.day.day.problem, self.happened)
        now = self.happened.now or 0
        worse = [
            fault
            for fault in new_faults(broken(problem, self.day.of_today), broken(problem, found.now.placed))
            if not fault.where or any(one.start >= now for one in fault.where)  # the past can't be mended
        ]
        lines += [Content.styled(f"! {one.rule} {words(self.day.named(one.said))}", "$error") for one in worse]
        lines.append(Content(""))
        return [*lines, *self._table(pairs)]

    def _table(self, pairs: list[tuple[Placed | None, Placed | None]]) -> list[Content]:
        """Before and after: side by side where there is room, else below each other."""
        words, day = self.words, self.day
        if not pairs or day is None:
            return [Content(words(T("Nothing else changes.")))]
        width = max(40, self.size.width - 4)
        gone = words(T("takes place no more"))
        new = words(T("is new"))
        rows = [
            (placed_said(words, day, old) if old else new, placed_said(words, day, one) if one else gone)
            for old, one in pairs
        ]
        if width < 150:
            return [line for old, one in rows for line in (Content.styled(f"  {old}", "dim"), Content(f"▸ {one}"))]
        half = (width - 3) // 2
        head = f"{column(words(T('Before')), half)}   {words(T('After'))}"
        return [
            Content.styled(head, "dim"),
            *(
                Content.assemble(Content.styled(column(old, half), "dim"), " ▸ ", column(one, half))
                for old, one in rows
            ),
        ]

    # what happened

    def _say(self, happened: Callable[[], Happened]) -> None:
        """Take over what was said, if it is of this day."""
        assert self.day is not None
        try:
            said = happened()
            after(self.day.day.problem, said)
        except Trouble as trouble:
            self.show(trouble)
            return
        self.happened = said
        self._found = self._clash = None
        self._trouble = ""
        self.tell()
        self.refresh_bindings()

    def action_absent(self) -> None:
        """Who is missing."""
        self.ask(
            T("Who is missing, and from when on? B, or B 12:00"), lambda said: self._say(lambda: self._absent(said))
        )

    def _absent(self, said: str) -> Happened:
        name, at = who_and_when(said)
        others = tuple(one for one in self.happened.absent if one[0] != name)
        at = self.happened.now or 0 if at is None else at
        return replace(self.happened, absent=(*others, (name, at)))

    def action_late(self) -> None:
        """Who comes later."""
        self.ask(T("Who is late, and when do they come? K4 13:00"), lambda said: self._say(lambda: self._late(said)))

    def _late(self, said: str) -> Happened:
        name, at = who_and_when(said)
        if at is None:
            at = minute_of("")
        others = tuple(one for one in self.happened.late if one[0] != name)
        return replace(self.happened, late=(*others, (name, at)))

    def action_withdrawn(self) -> None:
        """Who gives up."""

        def said(code: str) -> Happened:
            return replace(self.happened, withdrawn=tuple(dict.fromkeys((*self.happened.withdrawn, code.strip()))))

        self.ask(T("Who takes part no more? K3"), lambda code: self._say(lambda: said(code)))

    def action_now(self) -> None:
        """What time it is."""
        now = hhmm(self.happened.now or 0)
        question: Message = T("What time is it? What begins before it stays.")
        self.ask(question, lambda said: self._say(lambda: replace(self.happened, now=minute_of(said))), now)

    def action_clear(self) -> None:
        """Nothing happened."""
        self._say(lambda: Happened(self.happened.now))

    # planning and taking

    def action_plan(self) -> None:
        """Plan again."""
        if self._stop is None:
            self._stop = Event()
            self._trouble = ""
            self.plan_again(self._stop)
            self.tell()
            self.refresh_bindings()

    @work(group="replan")
    async def plan_again(self, stop: Event) -> None:
        """In a thread of the desk."""
        assert self.day is not None
        problem, placed = after(self.day.day.problem, self.happened), self.day.placed

        def search() -> tuple[Replanned | None, tuple[Clash, ...]]:
            end = monotonic() + SECONDS
            found = replan(problem, placed, go_on=lambda: not stop.is_set() and monotonic() < end)
            return found, () if found is not None else clashes(standing(problem, placed))

        try:
            found, clash = await self.desk.call(search)
        finally:
            self._stop = None
        if self.is_mounted:
            if not stop.is_set():
                self._found, self._clash = found, None if found is not None else clash
            self.tell()
            self.refresh_bindings()

    def action_take(self) -> None:
        """Save what happened and the timetable; with a reason once the design is frozen."""
        self.ask_why(self.take)

    @work(group="save")
    async def take(self, reason: str) -> None:
        """Save what happened and the timetable."""
        found = self._found
        if found is None:
            return
        self.saving()
        try:
            await self.desk.write(take_replanned, self.center, self.happened, found.now.placed, reason)
        except Trouble as trouble:
            self.not_saved()
            self.show(trouble)
            return
        self._found, self._trouble = None, ""
        self.happened = Happened(self.happened.now)
        self.saved(self.desk.store().now())
        self.read()

    def leave(self) -> None:
        """Stop planning, or leave."""
        if self._stop is not None:
            self._stop.set()
        else:
            self.dismiss()

    def on_unmount(self) -> None:
        """Leaving the program stops the search."""
        if self._stop is not None:
            self._stop.set()
