"""Classify: which competency shows in this note?

Notes, their order and the marked one are the whole state; legend, pile, question and next step are written from these.
"""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.conduct import machine
from assess.conduct.classify import MOST, assign, classified, discard
from assess.conduct.work import CompetencyView, NoteView, SheetView
from assess.words import Id, N, T, clock
from screens.command import Command
from screens.conduct.classify_keys import CLASSIFY_COMMANDS
from screens.conduct.flow import Hour
from screens.conduct.late import LateNotes
from screens.conduct.legend import DIGITS, definitions, legend, number, place_of, reach
from screens.conduct.pile import in_order, is_open, question, row, was_split
from screens.conduct.places import with_note
from screens.conduct.rows import Row, Rows
from screens.conduct.say import seats_of
from screens.conduct.splitting import Splitting


class Classify(Splitting, LateNotes):
    """The notes, one marked; digits say which competency it shows."""

    STEP = "classify"
    HELP_TEXT = T(
        "Which competency shows in this note? The digits say it, a second time takes it back; a note shows two at the"
        " most. From the tenth competency on, 0 comes first: 0 and 1 is the tenth. X discards a note that shows none;"
        " it stays as a trace, and X brings it back. S splits a note at a word. Enter goes to the next open note, and"
        " on to rating when none is left. Underlined words judge, such notes have a ?: ask yourself what the person"
        " did or said; W says it anew, and the first wording stays as a trace."
    )
    COMMANDS_HERE = CLASSIFY_COMMANDS

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self._order: list[Id] = []
        self._marked: Id | None = None
        self._following: Id | None = None
        """A note that was written just now: marked as soon as it is read."""
        self._ahead: list[int] = []
        """Competencies said of a first part that is not read yet."""
        self._zeros = 0
        """Zeros pressed before the digit: each stands for nine competencies."""

    def compose_work(self) -> ComposeResult:
        """The competencies with their digits, then the notes."""
        yield Static(id="legend", markup=False)
        with Horizontal(id="sort"):
            with VerticalScroll(id="notes", classes="body", can_focus=False):
                yield Rows(id="rows", marks=True)
            with VerticalScroll(id="aside", can_focus=False):
                yield Rows(id="definitions")
        yield Static(id="asks", markup=False)
        yield from self.compose_cut()

    def on_mount(self) -> None:
        """Follow the time since the end of the exercise; a note that was half typed then can be ended."""
        self.query_one("#legend", Static).auto_links = False  # a click classifies; nothing is underlined for it
        self.set_interval(0.25, self._tick)
        if self.draft():
            self.call_after_refresh(self.action_late)

    def commands(self) -> tuple[Command, ...]:
        """As many digits as there are competencies."""
        shown = f"1-{max(1, reach(len(self._competencies()), self._zeros))}"
        return tuple(one._replace(key_shown=shown) if one.id == "classify.1" else one for one in super().commands())

    # what is shown

    @property
    def notes(self) -> dict[Id, NoteView]:
        """Every note of the open sheets, by id."""
        return {one.id: one for sheet in self.hour.open_sheets for one in sheet.notes}

    @property
    def marked(self) -> NoteView | None:
        """The marked note."""
        return self.notes.get(self._marked) if self._marked is not None else None

    def _sheet(self, view: NoteView) -> SheetView:
        return next(sheet for sheet in self.hour.work.sheets if sheet.id == view.sheet)

    def _competencies(self) -> tuple[CompetencyView, ...]:
        view = self.marked
        sheets = self.hour.open_sheets
        if view is not None:
            return self._sheet(view).competencies
        return sheets[0].competencies if sheets else ()

    def tell(self) -> None:
        """Legend, notes, the question about evaluative words, the next step."""
        super().tell()
        self._order = in_order(self.notes, self._order, self.hour.work.phases)
        if self._following in self._order:
            self._marked, self._following, self.in_two = self._following, None, False
            for place in self._ahead:
                self.call_later(self.action_show_at, place)
            self._ahead = []
        if self._marked not in self._order:
            self._marked = self._order[0] if self._order else None
        self._tell_notes()
        self._tell_next()

    def _tell_notes(self) -> None:
        words, notes, here, competencies = self.words, self.notes, self.marked, self._competencies()
        width = (self.size.width or self.app.size.width) - 2
        shows = here.shows if here is not None else ()
        self.query_one("#legend", Static).update(legend(words, competencies, shows, self._zeros, width))
        self.query_one("#definitions", Rows).put(definitions(words, competencies))
        seats = seats_of(self.hour.work.sheets)
        rows = []
        for view in (notes[one] for one in self._order):
            codes = {one.id: one.code for one in self._sheet(view).competencies}
            rows.append(row(words, view, codes, seats.get(view.sheet, ""), parted=was_split(view, notes)))
        none = Row(Content(""), Content.styled(words(T("There are no notes.")), "dim"))
        self.query_one("#rows", Rows).put(rows or [none], self._place)
        self.query_one("#asks", Static).update(question(words, here))

    @property
    def _place(self) -> int | None:
        """Where the marked note stands."""
        return self._order.index(self._marked) if self._marked is not None and self._marked in self._order else None

    def _tell_next(self) -> None:
        left = sum(is_open(one) for one in self.notes.values())
        here = self.marked
        many = len(self._competencies())
        if self._zeros:
            first = place_of(self._zeros, 1)
            last = first + reach(many, self._zeros) - 1
            self.next_step(
                T("Next: now the digit, for {first} to {last}; Esc back", first=number(first), last=number(last))
            )
        elif not self.notes:
            self.next_step(T("Next: N for a note, or Enter goes on to rating"))
        elif left == 0:
            self.next_step(T("Next: nothing is open; Enter goes on to rating"))
        elif here is not None and not is_open(here):
            self.next_step(N("Next: Enter, {n} note is open", "Next: Enter, {n} notes are open", n=left))
        else:
            keys = T("1-9, 0 for more") if many > DIGITS else f"1-{many}"
            self.next_step(
                N(
                    "Next: which competency shows here? {keys} ({n} open)",
                    "Next: which competency shows here? {keys} ({n} open)",
                    keys=keys,
                    n=left,
                )
            )

    def clock_text(self) -> Content:
        """How long one has been classifying, of the planned time."""
        phase = next((one for one in self.hour.work.phases if one.kind == "classify"), None)
        ended = max((sheet.ended_at for sheet in self.hour.work.sheets if sheet.ended_at), default=None)
        if phase is None or ended is None:
            return Content("")
        since = clock((machine.moment().at - ended).total_seconds())
        planned = self.words(T("of {planned}", planned=clock(phase.seconds)))
        return Content.assemble(Content.styled(since, "bold"), " ", Content.styled(planned, "dim"))

    def _tick(self) -> None:
        if not self.here:
            return
        shown, text = self.query_one("#clock", Static), self.clock_text()
        if str(shown.content) != text.plain:
            shown.update(text, layout=len(str(shown.content)) != len(text.plain))

    # moving

    def _mark(self, view: Id) -> None:
        self._marked, self._zeros = view, 0
        self._tell_notes()
        self._tell_next()
        self.refresh_bindings()

    def action_move(self, by: int) -> None:
        """The note above or below."""
        if self._order:
            self._mark(self._order[min(len(self._order) - 1, max(0, (self._place or 0) + by))])

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click marks."""
        if event.rows.id == "rows" and event.place < len(self._order) and not self.asking:
            self._mark(self._order[event.place])

    def action_next(self) -> None:
        """The next open note after this one, from the top again; on to rating when there is none."""
        notes = self.notes
        here = -1 if self._place is None else self._place
        following = [*self._order[here + 1 :], *self._order[: here + 1]]
        open_ = next((one for one in following if is_open(notes[one])), None)
        if open_ is None:
            self.action_rate()
        else:
            self._mark(open_)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """As many digits as there are competencies; 0 where one digit does not reach them all."""
        many = len(self._competencies())
        if action == "shows" and parameters and int(str(parameters[0])) > reach(many, self._zeros):
            return False
        if action == "more" and many <= DIGITS:
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Esc: out of 0, out of splitting or typing, or home."""
        if self._zeros and not self.asking:
            self._zeros = 0
            self.tell()
        else:
            super().action_back()

    # saying what a note shows

    def action_more(self) -> None:
        """The next nine competencies; from the first again after the last."""
        zeros = self._zeros + 1
        self._zeros = zeros if reach(len(self._competencies()), zeros) else 0
        self._tell_notes()
        self._tell_next()
        self.refresh_bindings()

    def action_shows(self, digit: int) -> None:
        """The marked note shows a competency, or no longer does."""
        place, self._zeros = place_of(self._zeros, digit), 0
        self.action_show_at(place)

    def action_show_at(self, place: int) -> None:
        """The same by its place: a click on the legend."""
        view, competencies = self.marked, self._competencies()
        if view is None or place > len(competencies) or self.asking:
            return
        if self.in_two:
            self._ahead.append(place)
            return
        wanted = competencies[place - 1].id
        if wanted not in view.shows and len(view.shows) >= MOST:
            self._tell_notes()
            self.show(T("A note shows {most} competencies at the most; split it (S) or take one back.", most=MOST))
            return
        shows = tuple(one for one in view.shows if one != wanted) if wanted in view.shows else (*view.shows, wanted)
        again = self.reload if view.discarded else None  # its parts are laid aside with that
        self._seem(replace(view, shows=shows, cited=shows, discarded=view.discarded and wanted not in shows))
        self.put(self.desk.write(assign, view.id, wanted), then=lambda _: again() if again and self.here else None)

    def action_discard(self) -> None:
        """The note shows nothing; said again, it counts."""
        view = self.marked
        if view is None:
            return
        parts = any(one.split_from == view.id for one in self.notes.values())
        self._seem(replace(view, discarded=not view.discarded, shows=() if not view.discarded else view.shows))
        self.put(self.desk.write(discard, view.id), then=lambda _: self.reload() if parts and self.here else None)

    def _seem(self, view: NoteView) -> None:
        """Show at once what is on its way; a refusal reads again what holds."""
        self.hour.work = with_note(self.hour.work, view)
        self._mark(view.id)

    def parted(self, parts: tuple[Id, Id]) -> None:
        """The first part is what one goes on with, once it is read."""
        self._following = parts[0]
        if self.here:
            self.reload()

    # going on

    def action_rate(self) -> None:
        """On to rating, when everything is written."""
        self.when_written(self._classified)

    def _classified(self) -> None:
        waiting = [
            self.desk.write(classified, sheet.id) for sheet in self.hour.open_sheets if sheet.state == "classifying"
        ]
        for place, one in enumerate(waiting, 1):
            self.put(one, then=(lambda _: self._go_on()) if place == len(waiting) else None)
        if not waiting:
            self.go()

    def _go_on(self) -> None:
        if self.here:
            self.go()
