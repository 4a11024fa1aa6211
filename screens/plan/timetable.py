"""The timetable: the day as a grid, planned by the program, changed by hand, saved when one says so."""

from __future__ import annotations

from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.plan.schedule import take_planned
from assess.plan.timetable.bound import earliest_end
from assess.plan.timetable.byhand import Plan, in_order, moved, other_player, other_room, put
from assess.plan.timetable.check import Broken, broken, new_faults
from assess.plan.timetable.cost import ends_at
from assess.plan.timetable.planning import Planned, Price, price_of
from assess.plan.timetable.problem import Fixed, Placed, Problem, Wishes
from assess.report.timetable_text import clash_lines, end_said, price_said
from assess.words import Id, N, T, Trouble
from screens.base import Command, rewrite
from screens.plan.daygrid import VIEWS, draw, labels, legend
from screens.plan.dayroom import DayRoom
from screens.plan.searching import Search
from screens.plan.watchers import WatcherChoice
from screens.plan.wishes import Wanted, WishesDialog

TALL = 40
"""Lines of the terminal from which on all views stand below each other."""


class TimetableScreen(DayRoom):
    """Who does what when: look, plan, move."""

    HELP_TEXT = T(
        "The day as a grid: a line for each person, room or candidate (V), minutes from left to right. ░ is rating or"
        " changing the room, · is preparing, ! stands where a rule is broken. P plans the day: take the best so far at"
        " any time with Enter. Up and down mark a performance; left and right move it, R changes its room, A its"
        " assessors: what that breaks is said at once. Nothing is saved before S, and U takes changes back."
    )
    COMMANDS_HERE = (
        Command("timetable.plan", "p", T("Plan"), T("Plan the day; Enter takes the best so far."), "plan"),
        Command("timetable.take", "enter", T("Take"), T("Take the best plan that was found so far."), "take",
                wide=True),
        Command("timetable.next", "down", T("Mark"), T("Mark the next performance."), "mark(1)", key_shown="↑↓",
                wide=True, named=T("Mark the next one")),
        Command("timetable.before", "up", T("Mark"), T("Mark the performance before."), "mark(-1)", shown=False,
                named=T("Mark the one before")),
        Command("timetable.later", "right", T("Move"), T("Five minutes later."), "move(5)", key_shown="←→",
                named=T("Five minutes later")),
        Command("timetable.earlier", "left", T("Move"), T("Five minutes earlier."), "move(-5)", shown=False,
                named=T("Five minutes earlier")),
        Command("timetable.leap_earlier", "shift+left,pageup", T("Half an hour earlier"),
                T("Half an hour earlier."), "move(-30)", shown=False),
        Command("timetable.leap_later", "shift+right,pagedown", T("Half an hour later"),
                T("Half an hour later."), "move(30)", shown=False),
        Command("timetable.room", "r", T("Room"), T("Into the exercise's next room."), "room", wide=True),
        Command("timetable.assessors", "a", T("Who"), T("Choose who watches."), "assessors"),
        Command("timetable.undo", "u", T("Undo"), T("Take the last change back."), "undo", wide=True),
        Command("timetable.save", "s", T("Save"), T("Save the timetable as it is shown."), "save"),
        Command("timetable.view", "v", T("View"), T("By person, by room, by candidate."), "view"),
        Command("timetable.wishes", "w", T("Style, wishes"), T("Style and wishes, and what they cost."), "wishes",
                wide=True),
        Command("timetable.replan", "n", T("On the day"), T("Somebody is late, missing, or gives up: plan again."),
                "replan", wide=True),
        Command("timetable.player", "l", T("Role player"), T("The next role player."), "player", wide=True),
        Command("timetable.faults", "f", T("Faults"), T("Go through everything that breaks a rule."), "faults",
                wide=True),
    )  # fmt: skip

    def __init__(self, center: Id) -> None:
        super().__init__(center)
        self.plan: Plan = ()
        """As it is shown."""
        self._undo: list[Plan] = []
        self._view = 0
        self._marked = 0
        self._wanted: Wanted | None = None
        self._search: Search | None = None
        self._prices: tuple[Price, ...] = ()
        self._faults: tuple[Broken, ...] = ()
        self._new: tuple[Broken, ...] = ()
        """What the last change broke."""
        self._clash: list[str] = []
        self._bound: int | None = None
        self._leaving = False

    def compose_body(self) -> ComposeResult:
        """The grid, and what is marked."""
        with Container(id="work"):
            with VerticalScroll(id="scroll", can_focus=False):
                yield Static(id="grid", markup=False)
            yield Static(id="marked", markup=False)
        yield from self.compose_line()

    def fill(self) -> None:
        """What was read, unless something is not saved yet."""
        assert self.day is not None
        if not self._undo:
            self.plan = self.day.of_today
        if self._wanted is None:
            self._wanted = Wanted(self.day.day.problem.style, Wishes())
        self._judge(())

    def on_screen_resume(self) -> None:
        """Back from planning again: read anew, unless something is not saved yet."""
        if self.day is not None and not self._undo and self._search is None:
            self.read()
        elif self.is_mounted:
            self.tell()

    @property
    def problem(self) -> Problem | None:
        """The day to be planned, in the style and by the wishes of now; what has begun stands."""
        if self.day is None or self._wanted is None:
            return None
        fixed = tuple(
            Fixed(one.task, one.takers, one.room, one.start, one.watch, one.player, one.end) for one in self.day.begun
        )
        wanted = self._wanted
        return replace(self.day.day.problem, style=wanted.style, wishes=wanted.wishes, fixed=fixed)

    @property
    def marked(self) -> Placed | None:
        """The performance that is marked."""
        return self.plan[self._marked] if 0 <= self._marked < len(self.plan) else None

    @property
    def unsaved(self) -> bool:
        """Whether something is shown that is not saved."""
        return self.day is not None and bool(self._undo) and self.plan != self.day.of_today

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is possible is offered."""
        if not super().check_action(action, parameters):
            return False
        searching = self._search is not None
        if action == "take":
            return searching
        if searching:
            return action in ("view", "mark", "help", "back")
        if action in ("mark", "move", "room", "assessors", "player"):
            return bool(self.plan)
        if action == "undo":
            return bool(self._undo)
        if action == "save":
            return self.unsaved
        if action == "faults":
            return bool(self._faults)
        if action in ("plan", "wishes", "replan"):
            return self.day is not None
        return True

    # saying

    def tell(self) -> None:
        """Every text, in the language of now."""
        if not self.query("#grid"):
            return
        view = VIEWS[self._view]
        self.head_line(T("Timetable"))
        if self.day is None:
            self.next_step(T("The timetable is being read …"))
            return
        scroll = self.query_one("#scroll", VerticalScroll)
        width = max(40, scroll.size.width - 3 if scroll.size.width else self.size.width - 4)
        rows: list[Content] = []
        views = [view, *(other for other in VIEWS if other != view)] if self.size.height >= TALL else [view]
        label = labels(self.day, self.plan, *views)
        for each in views:
            rows += draw(self.words, self.day, self.plan, each, width, self.marked, self._faults, label)
            rows.append(Content(""))
        rows += legend(self.words, self.day, view)
        rewrite(self.query_one("#grid", Static), Content("\n").join(rows))
        rewrite(self.query_one("#marked", Static), Content("\n").join(self._below()))
        self._tell_next()

    def _below(self) -> list[Content]:
        """What is marked, what it breaks, and how the day stands; with room to spare what the plan is worth."""
        words, one = self.words, self.marked
        if self._clash:
            return [Content(line) for line in self._clash]
        if one is None or self.day is None:
            return [Content(words(T("There is no timetable yet.")))]
        found = [Content.styled(self.said(one).plain, "bold")]
        if self._has_begun(one):
            found.append(Content(words(T("It has begun: it stays as it is."))))
        own = [fault for fault in self._faults if one in fault.where]
        said = [*own, *(fault for fault in self._new if fault not in own)]
        room = 99 if self.size.width >= 160 else 4
        found += [
            Content.assemble(Content.styled(f"! {fault.rule} ", "bold $error"), words(self.day.named(fault.said)))
            for fault in said[:room]
        ]
        rest = len(self._faults) - len(said[:room])
        if rest > 0:
            found.append(
                Content.styled(
                    words(N("{n} broken rule elsewhere (F)", "{n} broken rules elsewhere (F)", n=rest)), "dim"
                )
            )
        if not self._faults:
            found.append(Content(words(T("✓ Every rule is kept."))))
        if self._bound is not None and self.problem is not None:
            found.append(Content.styled(words(end_said(ends_at(self.problem, self.plan), self._bound)), "dim"))
        if self.size.width >= 160:
            for price in self._prices:
                found += [Content(""), *(Content.styled(words(part), "dim") for part in price_said(words, price))]
        return found

    def _tell_next(self) -> None:
        if self.asking:
            return
        if self._search is not None:
            self.next_step(self._search.said(self.words))
        elif self._trouble:
            self._write_next()
        elif self.unsaved:
            self.next_step(T("Next: save it (S), or take changes back (U)"))
        elif not self.plan:
            self.next_step(T("Next: plan the day (P)"))
        elif self._faults:
            self.next_step(T("Next: go through what breaks a rule (F), or plan anew (P)"))
        else:
            self.next_step(T("Next: back to the plan (Esc); plans for people: assess timetable export"))

    def _judge(self, before: tuple[Broken, ...]) -> None:
        problem = self.problem
        if problem is None:
            return
        self._faults = broken(problem, self.plan) if self.plan else ()
        self._new = new_faults(before, self._faults)
        self._bound = min(earliest_end(replace(problem, fixed=())), ends_at(problem, self.plan)) if self.plan else None
        self._prices = self._prices if self._prices else (price_of(problem, self.plan),) if self.plan else ()
        self._marked = max(0, min(self._marked, len(self.plan) - 1))

    # changing

    def _change(self, plan: Plan, marked: Placed | None) -> None:
        """Another plan; the one before can be had back."""
        if plan == self.plan:
            return
        before = self._faults
        self._undo.append(self.plan)
        self.plan = plan
        if marked is not None and marked in plan:
            self._marked = plan.index(marked)
        self._prices = ()
        self._leaving = False
        self._clash = []
        self._trouble = ""
        self._judge(before)
        self.tell()
        self.refresh_bindings()

    def _change_marked(self, new: Placed) -> None:
        one = self.marked
        if one is None or self.day is None:
            return
        if self._has_begun(one):
            self.show(T("This performance has begun: it stays as it is."))
            return
        self._change(put(self.plan, one, new), new)

    def action_mark(self, by: int) -> None:
        """Another performance, in order of time."""
        if self.plan:
            self._marked = (self._marked + by) % len(self.plan)
            self._trouble = ""
            self.tell()

    def action_move(self, minutes: int) -> None:
        """Earlier or later."""
        if self.marked is not None:
            self._change_marked(moved(self.marked, minutes))

    def action_room(self) -> None:
        """Into the next room."""
        one, problem = self.marked, self.problem
        if one is None or problem is None:
            return
        new = other_room(problem, one)
        if new == one:
            self.show(T("This exercise has no other room."))
        else:
            self._change_marked(new)

    def action_player(self) -> None:
        """The next role player."""
        one, problem = self.marked, self.problem
        if one is None or problem is None:
            return
        new = other_player(problem, one)
        if new == one:
            self.show(T("There is no other role player for it."))
        else:
            self._change_marked(new)

    def action_assessors(self) -> None:
        """Choose who watches."""
        one, problem = self.marked, self.problem
        if one is not None and problem is not None and self.day is not None:
            dialog = WatcherChoice(problem, self.plan, one, self.said(one).plain, self.day.named)
            self.assess.push_screen(dialog, self._assessors_said)

    def _assessors_said(self, new: Placed | None) -> None:
        if new is not None:
            self._change_marked(new)

    def action_view(self) -> None:
        """By person, room, candidate."""
        self._view = (self._view + 1) % len(VIEWS)
        self.tell()

    def action_undo(self) -> None:
        """The plan before the last change."""
        if self._undo:
            self.plan = self._undo.pop()
            self._prices = ()
            self._judge(())
            self.tell()
            self.refresh_bindings()

    def action_faults(self) -> None:
        """Mark the next performance that breaks a rule."""
        bad = sorted({self.plan.index(one) for fault in self._faults for one in fault.where if one in self.plan})
        if bad:
            self._marked = next((at for at in bad if at > self._marked), bad[0])
        elif self._faults:
            self.show(self.day.named(self._faults[0].said) if self.day else self._faults[0].said)
        self.tell()

    # planning

    def action_plan(self) -> None:
        """Begin a search."""
        problem = self.problem
        if problem is not None and self._search is None:
            self._search = Search(problem)
            self._clash = []
            self._trouble = ""
            self.search(self._search)
            self.refresh_bindings()

    @work(group="search")
    async def search(self, search: Search) -> None:
        """Search, with its progress in the next-line."""
        timer = self.set_interval(0.25, self._tell_next)
        try:
            found = await search.run(self.desk)
        finally:
            timer.stop()
            self._search = None
        if self.is_mounted:
            if search.wanted:
                self._searched(found)
            self.tell()
            self.refresh_bindings()

    def _searched(self, found: Planned) -> None:
        if found.best is not None:
            self._change(in_order(found.best.placed), self.marked)
            self._prices = tuple(price for price in (found.price, found.other) if price is not None)
        elif found.clash:
            self._clash = clash_lines(self.words, found.clash, self.day)
            self.show(T("There is no timetable that holds every rule; see why below the grid."))
        else:
            self.show(T("No plan was found in this time, and no proof that there is none."))

    def action_take(self) -> None:
        """The best so far."""
        if self._search is not None:
            if self._search.found:
                self._search.take()
            else:
                self.show(T("There is no plan yet to take."))

    def action_wishes(self) -> None:
        """Style and wishes."""
        problem = self.problem
        if self._wanted is None or problem is None:
            return
        cost = price_of(problem, self.plan).cost if self.plan else None
        self.assess.push_screen(WishesDialog(self._wanted, cost, self._prices), self._wishes_said)

    def _wishes_said(self, wanted: Wanted | None) -> None:
        if wanted is not None and wanted != self._wanted:
            self._wanted = wanted
            self.tell()
            self.show(T("Plan the day (P) to have it so."))

    def action_replan(self) -> None:
        """On the day."""
        from screens.plan.replan import Replanning

        if self.unsaved:
            self.show(T("Save first (S), or take the changes back (U)."))
        else:
            self.assess.push_screen(Replanning(self.center))

    # saving and leaving

    def action_save(self) -> None:
        """Save what is shown; with a reason once the design is frozen."""
        self.ask_why(self.save)

    @work(group="save")
    async def save(self, reason: str) -> None:
        """Save what is shown."""
        day, wanted = self.day, self._wanted
        if day is None or wanted is None:
            return
        self.saving()
        style = wanted.style if wanted.style != day.day.problem.style else None
        try:
            await self.desk.write(take_planned, self.center, self._to_save(), style, reason)
        except Trouble as trouble:
            self.not_saved()
            self.show(trouble)
            return
        self._undo.clear()
        self._trouble = ""
        self.saved(self.desk.store().now())
        self.read()

    def _to_save(self) -> Plan:
        """What is shown; what has begun stands as it was, with candidates who have withdrawn since."""
        assert self.day is not None
        return in_order((*self.day.begun, *(one for one in self.plan if not self._has_begun(one))))

    def _has_begun(self, one: Placed) -> bool:
        begun = self.day.begun if self.day is not None else ()
        return any(one.task == each.task and set(one.takers) <= set(each.takers) for each in begun)

    def leave(self) -> None:
        """Stop a search; leave, or say first that something is not saved."""
        if self._search is not None:
            self._search.cancel()
        elif self.unsaved and not self._leaving:
            self._leaving = True
            self.show(T("This is not saved: S saves it, Esc again leaves without it."))
        else:
            self.dismiss()

    def on_unmount(self) -> None:
        """Leaving the program stops the search."""
        if self._search is not None:
            self._search.cancel()
