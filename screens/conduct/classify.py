"""Classify: which competency shows in this note?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from assess.conduct import machine
from assess.conduct.classify import MOST, assign, classified, discard, split
from assess.conduct.clock import read
from assess.conduct.evaluative import QUESTION, evaluative
from assess.conduct.observe import note
from assess.conduct.timing import WATCHED, begin
from assess.conduct.work import CompetencyView, NoteView, PhaseView, SheetView, Work
from assess.words import Id, N, T, Trouble, clock
from screens.command import Command
from screens.conduct.excuse import EXCUSE, Excusing
from screens.conduct.flow import Hour
from screens.conduct.rows import Row, Rows
from screens.conduct.say import flow, note_head, note_text, seats_of

LATE: Final = re.compile(r"\s*(\d{1,3}):([0-5]\d)\s+(.*)")
"""A late note may say when it was: `12:30 + asks back`."""


class Classify(Excusing):
    """The notes, one marked; digits say which competency it shows."""

    STEP = "classify"
    HELP_TEXT = T(
        "Which competency shows in this note? The digits say it, a second time takes it back; a note shows two at the"
        " most. X discards a note that shows none; it stays as a trace. Enter goes to the next open note, and on to"
        " rating when none is left. Underlined words judge: ask yourself what the person did or said."
    )
    COMMANDS_HERE = (
        *(
            Command(
                f"classify.{place}",
                str(place),
                T("Competency"),
                T("The marked note shows this competency, or no longer does."),
                f"shows({place})",
                shown=place == 1,
                key_shown="1-9" if place == 1 else None,
                named=T("Competency {place}", place=place),
            )
            for place in range(1, 10)
        ),
        Command("classify.next", "enter", T("Next note"), T("To the next open note; then on to rating."), "next"),
        Command(
            "classify.discard", "x", T("Discard"), T("Shows nothing; it stays as a trace. Again: keep."), "discard"
        ),
        Command("classify.split", "s", T("Split"), T("Make two notes of one, at the cursor."), "split"),
        Command("classify.late", "n", T("New note"), T("A note that you had no time for."), "late"),
        Command("classify.down", "down,j", T("Down"), T("The note below."), "move(1)", shown=False),
        Command("classify.up", "up,k", T("Up"), T("The note above."), "move(-1)", shown=False),
        Command("classify.rate", "f3", T("Rate"), T("Go on to rating; open notes stay open."), "rate"),
        EXCUSE,
        Command(
            "classify.clock", "f8", T("Clock on"), T("The exercise goes on: back to watching."), "watch", shown=False
        ),
    )

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self._order: list[Id] = []
        self._marked: Id | None = None

    def compose_work(self) -> ComposeResult:
        """The competencies with their digits, then the notes."""
        yield Static(id="legend", markup=False)
        with Horizontal(id="sort"):
            with VerticalScroll(id="notes", classes="body", can_focus=False):
                yield Rows(id="rows", marks=True)
            with VerticalScroll(id="aside", can_focus=False):
                yield Rows(id="definitions")
        yield Static(id="asks", markup=False)

    def on_mount(self) -> None:
        """Follow the time since the end of the exercise; a note that was half typed then can be ended."""
        self.query_one("#legend", Static).auto_links = False  # a click classifies; nothing is underlined for it
        self.set_interval(0.25, self._tick)
        if self.draft():
            self.call_after_refresh(self.action_late)

    def commands(self) -> tuple[Command, ...]:
        """As many digits as there are competencies."""
        shown = f"1-{max(1, min(9, len(self._competencies())))}"
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

    def _sort(self) -> None:
        """Open notes first, each part in order of time; a note keeps its place while it is worked on."""
        notes = self.notes
        phases = {phase.code: place for place, phase in enumerate(self.hour.work.phases)}
        kept = [one for one in self._order if one in notes]
        new = sorted(
            (one for one in notes.values() if one.id not in kept),
            key=lambda one: (not _open(one), one.discarded, phases.get(one.phase, 0), one.seconds, one.number),
        )
        if kept and new:
            open_ = sum(1 for one in kept if _open(notes[one]))
            at = max((place + 1 for place, one in enumerate(kept) if _open(notes[one])), default=0) if open_ else 0
            self._order = [*kept[:at], *(one.id for one in new), *kept[at:]]
        else:
            self._order = [*kept, *(one.id for one in new)]
        if self._marked not in self._order:
            self._marked = self._order[0] if self._order else None

    def tell(self) -> None:
        """Legend, notes, the question about evaluative words, the next step."""
        super().tell()
        self._sort()
        self._tell_notes()
        self._tell_next()

    def _tell_notes(self) -> None:
        words, notes = self.words, self.notes
        here = self.marked
        legend = [
            Content.assemble(
                Content.styled(f"{place} ", "bold $accent"),
                Content.styled(one.code, "bold reverse" if here and one.id in here.shows else "bold"),
                " ",
                Content(words(one.name)),
            ).stylize(Style.from_meta({"@click": f"screen.shows({place})"}))
            for place, one in enumerate(self._competencies(), 1)
        ]
        self.query_one("#legend", Static).update(flow(legend, self.size.width - 2))
        self.query_one("#definitions", Rows).put(
            [
                Row(
                    Content.styled(f"{place} ", "bold $accent"),
                    Content.assemble(
                        Content.styled(f"{one.code} {words(one.name)}\n", "bold"),
                        Content(words(one.definition).strip() + "\n"),
                        Content.styled(words(one.distinct).strip() + "\n", "dim"),
                    ),
                )
                for place, one in enumerate(self._competencies(), 1)
            ]
        )
        seats = seats_of(self.hour.work.sheets)
        marked = self._order.index(self._marked) if self._marked in self._order and self._marked else None
        rows = [self._row(notes[one], seats) for one in self._order]
        none = Row(Content(""), Content.styled(words(T("There are no notes.")), "dim"))
        self.query_one("#rows", Rows).put(rows or [none], marked)
        self._tell_asks(here)

    def _row(self, view: NoteView, seats: dict[str, str]) -> Row:
        text = note_text(self.words, view.text, quote=view.quote, star=view.star, gone=view.discarded)
        if not view.discarded:
            shift = len(text.plain) - len(view.text) if view.star or view.quote else 0
            shift = text.plain.find(view.text) if shift else 0
            for span in evaluative(view.text, quote=view.quote):
                text = text.stylize("underline $warning", span.start + shift, span.end + shift)
        codes = {one.id: one.code for one in self._sheet(view).competencies}
        if view.discarded:
            tail = Content.styled(self.words(T("discarded")), "dim")
        elif view.shows:
            tail = Content.styled(" ".join(codes.get(one, "?") for one in view.shows), "bold")
        else:
            tail = Content.styled(self.words(T("open")), "$accent")
        mark = "  " if _open(view) else "✓ " if view.shows else "x "
        return Row(note_head(view.seconds, view.valence, mark, seats.get(view.sheet, "")), text, tail, view.id)

    def _tell_asks(self, view: NoteView | None) -> None:
        spans = evaluative(view.text, quote=view.quote) if view is not None and not view.discarded else ()
        said = Content("")
        if spans:
            judged = ", ".join(self.words.quote(word) for word in dict.fromkeys(span.word for span in spans))
            said = Content.assemble(
                judged,
                " ",
                Content(self.words(N("judges.", "judge.", n=len(spans)))),
                " ",
                Content.styled(self.words(QUESTION), "bold"),
            )
        self.query_one("#asks", Static).update(said)

    def _tell_next(self) -> None:
        left = sum(_open(one) for one in self.notes.values())
        here = self.marked
        if not self.notes:
            self.next_step(T("Next: N for a note, or Enter goes on to rating"))
        elif left == 0:
            self.next_step(T("Next: nothing is open; Enter goes on to rating"))
        elif here is not None and not _open(here):
            self.next_step(N("Next: Enter, {n} note is open", "Next: Enter, {n} notes are open", n=left))
        else:
            many = min(9, len(self._competencies()))
            self.next_step(
                N(
                    "Next: which competency shows here? 1-{many} ({n} open)",
                    "Next: which competency shows here? 1-{many} ({n} open)",
                    n=left,
                    many=many,
                )
            )

    def _ended(self) -> datetime | None:
        return max((sheet.ended_at for sheet in self.hour.work.sheets if sheet.ended_at), default=None)

    def clock_text(self) -> Content:
        """How long one has been classifying, of the planned time."""
        phase = next((one for one in self.hour.work.phases if one.kind == "classify"), None)
        ended = self._ended()
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

    def action_move(self, by: int) -> None:
        """The note above or below."""
        if self._order:
            place = self._order.index(self._marked) if self._marked in self._order and self._marked else 0
            self._marked = self._order[min(len(self._order) - 1, max(0, place + by))]
            self._tell_notes()
            self._tell_next()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click marks."""
        if event.rows.id == "rows" and event.place < len(self._order):
            self._marked = self._order[event.place]
            self._tell_notes()
            self._tell_next()

    def action_next(self) -> None:
        """The next open note after this one, from the top again; on to rating when there is none."""
        notes = self.notes
        here = self._order.index(self._marked) if self._marked in self._order and self._marked else -1
        following = [*self._order[here + 1 :], *self._order[: here + 1]]
        open_ = next((one for one in following if _open(notes[one])), None)
        if open_ is None:
            self.action_rate()
            return
        self._marked = open_
        self._tell_notes()
        self._tell_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """As many digits as there are competencies."""
        if action == "shows" and parameters and int(str(parameters[0])) > len(self._competencies()):
            return False
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Esc: a late note that is half typed waits for the next N."""
        if self._late_open:
            self.keep_draft(self.line.value)
            self._late_open = False
        super().action_back()

    _late_open = False

    # saying what a note shows

    def action_shows(self, place: int) -> None:
        """The marked note shows a competency, or no longer does."""
        view, competencies = self.marked, self._competencies()
        if view is None or place > len(competencies):
            return
        wanted = competencies[place - 1].id
        if wanted not in view.shows and len(view.shows) >= MOST:
            self.show(T("A note shows {most} competencies at the most; split it (S) or take one back.", most=MOST))
            return
        shows = tuple(one for one in view.shows if one != wanted) if wanted in view.shows else (*view.shows, wanted)
        self._seem(replace(view, shows=shows, cited=shows, discarded=view.discarded and wanted not in shows))
        self.put(self.desk.write(assign, view.id, wanted))

    def action_discard(self) -> None:
        """The note shows nothing; said again, it counts."""
        view = self.marked
        if view is not None:
            self._seem(replace(view, discarded=not view.discarded, shows=() if not view.discarded else view.shows))
            self.put(self.desk.write(discard, view.id))

    def _seem(self, view: NoteView) -> None:
        """Show at once what is on its way; a refusal reads again what holds."""
        self.hour.work = _with(self.hour.work, view)
        self._tell_notes()
        self._tell_next()

    def action_split(self) -> None:
        """The text in the line; Enter splits it where the cursor stands."""
        view = self.marked
        if view is None or view.discarded or self.asking:
            return
        self.ask(
            T("Move the cursor to where the second note begins, then Enter"), partial(self._split, view), view.text
        )
        self.line.cursor_position = 0

    def _split(self, view: NoteView, text: str) -> None:
        at = self._cursor
        self.put(self.desk.write(split, view.id, text[:at], text[at:]), then=lambda parts: self._parted(view, parts))

    def _parted(self, view: NoteView, parts: tuple[Id, Id]) -> None:
        if view.id in self._order:
            place = self._order.index(view.id)
            self._order[place : place + 1] = [*parts]
            self._order.append(view.id)
            self._marked = parts[0]
        if self.here:
            self.reload()

    def entered(self, text: str) -> None:
        """Remember where the cursor was: a split note is split there."""
        self._cursor = self.line.cursor_position
        super().entered(text)

    _cursor = 0

    def action_late(self, text: str = "") -> None:
        """A late note, in the line."""
        if not self.asking:
            self._late_open = True
            self.ask(T("A late note; 12:30 in front says when it was"), self._late, text or self.draft())

    def _late(self, text: str) -> None:
        self._late_open = False
        self.keep_draft("")
        if not text.strip():
            return
        phase = self._last_phase()
        if phase is None:
            return
        found = LATE.fullmatch(text)
        seconds = read(self.hour.work.ticks, phase.code, machine.moment()).elapsed
        typed = text
        if found is not None:
            seconds, typed = int(found[1]) * 60.0 + int(found[2]), found[3]

        def refused(trouble: Trouble) -> None:
            if self.here:
                self.action_late(text)
                self.show(trouble)

        def noted(_: object) -> None:
            if self.here:
                self.reload()

        self.put(self.desk.write(note, self.hour.slot, typed, phase.code, seconds), then=noted, failed=refused)

    def _watched(self) -> Iterator[PhaseView]:
        return (phase for phase in self.hour.work.phases if phase.kind in WATCHED)

    def _last_phase(self) -> PhaseView | None:
        started = {tick.phase for tick in self.hour.work.ticks}
        return next((phase for phase in reversed(list(self._watched())) if phase.code in started), None)

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

    def action_watch(self) -> None:
        """The exercise goes on: the question round, if it was not begun, else the clock where it stopped."""
        watched = list(self._watched())
        last = self._last_phase()
        if last is None or self._on_its_way:
            return
        place = watched.index(last) + 1
        phase = watched[place] if place < len(watched) else last
        self.put(self.desk.write(begin, self.hour.slot, phase.code, machine.moment()), then=lambda _: self._go_on())


def _open(view: NoteView) -> bool:
    return not view.shows and not view.discarded


def _with(found: Work, view: NoteView) -> Work:
    """The work with one note changed."""
    return replace(
        found,
        sheets=tuple(
            replace(sheet, notes=tuple(view if one.id == view.id else one for one in sheet.notes))
            if sheet.id == view.sheet
            else sheet
            for sheet in found.sheets
        ),
    )
