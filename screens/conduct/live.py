"""Live: watch and write. The note line always has the focus; nothing here asks a question."""

from __future__ import annotations

import re
from asyncio import Future
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Input, Static

from assess.conduct import machine
from assess.conduct.clock import Dial, Moment, read
from assess.conduct.grammar import Line, parse
from assess.conduct.observe import Noted, give_cue, note, take_back
from assess.conduct.timing import WATCHED, begin, pause, set_clock, stop
from assess.conduct.work import CueView, NoteView, PhaseView
from assess.words import Message, T, Trouble, clock
from screens.command import Command
from screens.conduct.flow import Hour
from screens.conduct.line import NoteLine
from screens.conduct.rows import Row, Rows
from screens.conduct.say import clock_of, flow, note_head, note_text, seats_of
from screens.conduct.step import Step
from screens.conduct.thin import Thin

CUE_KEYS: Final = ("f2", "f3", "f4", "f5", "f6")
SAVED: Final = "✓ "
PENDING: Final = "… "
FAILED: Final = "! "
PAUSED: Final = T("Why is the clock paused?")
SET: Final = T("New time and why, as 12:30 late start")
HINT: Final = T('+ or - in front, " for a quote, #EMP at the end; all of it can wait')
SEATED_HINT: Final = T('the seat number, then + or -, " for a quote, #EMP at the end')
SILENT: Final = 600.0
"""Seconds without a note about a candidate of a group, after which a quiet hint says so."""
TIME_AND_REASON: Final = re.compile(r"\s*(\d{1,3}):([0-5]\d)\s*(.*)")


@dataclass(eq=False)
class Typed:
    """A note line that was entered here; not saved before its commit."""

    text: str
    phase: str
    seconds: float
    note: Noted | None = None
    failed: bool = False


class Live(Step):
    """The hour with the candidate."""

    STEP = "live"
    HELP_TEXT = T(
        "Watch and write what the person does and says; Enter saves the note with the clock's time. In front of a note:"
        " + or - for how it went, a quotation mark for a quote, ! for a star, the seat number in a group; at its end"
        " #EMP for a competency. All of that can wait. Cues are ticked with F2 to F6, again to take the tick back."
    )
    COMMANDS_HERE = (
        *(
            Command(
                f"live.cue{place}",
                key,
                T("Cue"),
                T("Tick a cue or a question as given; again takes the tick back."),
                f"cue({place})",
                shown=place == 0,
                key_shown="F2-F6" if place == 0 else None,
                named=T("Cue {key}", key=key.upper()),
            )
            for place, key in enumerate(CUE_KEYS)
        ),
        Command("live.undo", "f7", T("Undo note"), T("Take back the last note; it stays as a trace."), "undo"),
        Command("live.clock", "f8", T("Clock"), T("Stop, pause or set the clock."), "clock"),
        Command("live.page_down", "pagedown", T("More cues"), T("The next five cues."), "turn(1)", shown=False),
        Command("live.page_up", "pageup", T("Cues before"), T("The five cues before."), "turn(-1)", shown=False),
        Command(
            "live.older",
            "shift+pageup,ctrl+up",
            T("Older notes"),
            T("Scroll the notes."),
            "scroll(-1)",
            shown=False,
            key_shown="Shift+PgUp",
        ),
        Command(
            "live.newer",
            "shift+pagedown,ctrl+down",
            T("Newer notes"),
            T("Scroll the notes."),
            "scroll(1)",
            shown=False,
            key_shown="Shift+PgDn",
        ),
    )
    WHILE_ASKING = frozenset({"privacy", "help", "back", "cue", "turn", "scroll"})
    AUTO_FOCUS: ClassVar[str] = "#line"

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self._typed: list[Typed] = []
        self._given: dict[str, float | None] = {}
        """Ticks on their way: what the cue's time will be."""
        self._page = 0
        self._menu = False
        self._redo: Typed | None = None
        """The note that came back into the line: it keeps its time."""
        self._stashed = ""
        self._clock_drawn = ""
        self._told = ""

    # what the screen is made of

    def compose_work(self) -> ComposeResult:
        """The notes, the line, the cues."""
        with Horizontal(id="watch"):
            with VerticalScroll(id="notes", classes="body", can_focus=False):
                yield Rows(id="rows")
            with VerticalScroll(id="aside", can_focus=False):
                yield Rows(id="cue-texts")

    def compose_line(self) -> ComposeResult:
        """The note line, always open; the cues below it."""
        with Horizontal(id="asking", classes="-open"):
            yield Static(id="asked", markup=False)
            yield NoteLine(self.entered, id="line")
        yield Thin(id="under")
        yield Static(id="cues", markup=False)

    def on_mount(self) -> None:
        """Put back what was half typed; follow the clock."""
        self.query_one("#cues", Static).auto_links = False  # a click ticks; nothing is underlined for it
        self.line.put(self.draft())
        self.line.focus()
        self._page = self._first_open_page()
        self._tell_cues()
        self.set_interval(0.2, self._tick)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """The note line keeps the focus, whatever is clicked."""
        if self.is_current and self.here:
            self.call_after_refresh(self.line.focus)

    # phases and clock

    @property
    def phase(self) -> PhaseView:
        """The watched phase that was started last; the first one before any start."""
        watched = [phase for phase in self.hour.work.phases if phase.kind in WATCHED]
        started = [tick.phase for tick in self.hour.work.ticks if tick.hand in ("start", "resume")]
        return next((phase for code in reversed(started) for phase in watched if phase.code == code), watched[0])

    @property
    def following(self) -> PhaseView | None:
        """The watched phase after this one, if there is one: the question round."""
        watched = [phase for phase in self.hour.work.phases if phase.kind in WATCHED]
        place = watched.index(self.phase) + 1
        return watched[place] if place < len(watched) else None

    def dial(self, now: Moment | None = None) -> Dial:
        """What the clock of the phase shows."""
        return read(self.hour.work.ticks, self.phase.code, now or machine.moment())

    def clock_text(self) -> Content:
        """`06:41 of 20:00`."""
        return clock_of(self.words, self.dial(), self.phase, named=self.phase.kind == "questions")

    def _tick(self) -> None:
        """Draw the clock when its second changes; nothing else moves."""
        if not self.here:
            return
        dial = self.dial()
        text = self.clock_text()
        drawn = f"{text.plain} {text.spans}"
        if drawn == self._clock_drawn:
            return
        self._clock_drawn = drawn
        shown = self.query_one("#clock", Static)
        shown.update(text, layout=len(text.plain) != len(str(shown.content)))
        self._tell_asked(dial)
        self._tell_cues(dial)
        self._tell_next(dial)

    # telling

    def tell(self) -> None:
        """Everything, in the language of now."""
        super().tell()
        for cue in self.hour.work.cues:
            if cue.code in self._given and (self._given[cue.code] is None) == (cue.given is None):
                del self._given[cue.code]  # what was ticked is committed
        dial = self.dial()
        self._clock_drawn = ""
        self._told = ""
        self._tell_notes()
        self._tell_asked(dial)
        self._tell_cues(dial)
        self._tell_next(dial)

    def _tell_asked(self, dial: Dial) -> None:
        """The time that a note gets when Enter is pressed now."""
        seconds = self._redo.seconds if self._redo is not None else dial.elapsed
        text = "" if self.asking else clock(seconds)
        shown = self.query_one("#asked", Static)
        if not self.asking and str(shown.content) != text:
            shown.update(Content.styled(text, "bold $accent"), layout=len(str(shown.content)) != len(text))

    def _tell_notes(self) -> None:
        scroll = self.query_one("#notes", VerticalScroll)
        at_end = scroll.max_scroll_y - scroll.scroll_offset.y <= 1
        rows = self._note_rows()
        self.query_one("#rows", Rows).put(rows)
        self.line.placeholder = "" if rows else self.words(SEATED_HINT if self.hour.work.seats else HINT)
        if at_end:
            self.call_after_refresh(scroll.scroll_end, animate=False)

    def _note_rows(self) -> list[Row]:
        found = self.hour.work
        seats = seats_of(found.sheets)
        codes = {one.id: one.code for sheet in found.sheets for one in sheet.competencies}
        known = {kept.id for sheet in found.sheets for kept in sheet.notes}
        stream: list[tuple[float, Row]] = []
        kept: list[NoteView] = sorted(
            (one for sheet in found.sheets for one in sheet.notes), key=lambda one: (one.at, one.number)
        )
        order = {phase.code: place for place, phase in enumerate(found.phases)}

        def moment(phase: str, seconds: float) -> float:
            return order.get(phase, 0) * 1e6 + seconds

        for view in kept:
            tags = " ".join(f"#{codes[one]}" for one in view.shows if one in codes)
            stream.append(
                (
                    moment(view.phase, view.seconds),
                    Row(
                        note_head(view.seconds, view.valence, SAVED, seats.get(view.sheet, "")),
                        note_text(self.words, view.text, quote=view.quote, star=view.star, gone=view.discarded),
                        Content.styled(tags, "dim"),
                    ),
                )
            )
        seated = bool(found.seats)
        for typed in self._typed:
            if typed.note is not None and typed.note.id in known:
                continue
            line = self._line_of(typed)
            mark = FAILED if typed.failed else PENDING if typed.note is None else SAVED
            stream.append(
                (
                    moment(typed.phase, typed.seconds),
                    Row(
                        note_head(typed.seconds, line.valence, mark, str(line.seat or "") if seated else ""),
                        note_text(self.words, line.text, quote=line.quote, star=line.star, gone=False),
                        Content.styled(f"#{line.tag}" if line.tag else "", "dim"),
                    ),
                )
            )
        for cue in found.cues:
            given = self._given.get(cue.code, cue.given)
            if given is not None:
                text = (
                    T("question {cue} asked", cue=cue.code)
                    if cue.by == "question"
                    else T("cue {cue} given", cue=cue.code)
                )
                phase = "questions" if cue.by == "question" and "questions" in order else "live"
                stream.append(
                    (
                        moment(phase, given),
                        Row(
                            note_head(given, None, PENDING if cue.code in self._given else "  ", " " if seated else ""),
                            Content.styled(self.words(text), "dim"),
                        ),
                    )
                )
        return [row for _, row in sorted(stream, key=lambda pair: pair[0])]

    def _line_of(self, typed: Typed) -> Line:
        """What was typed, taken apart."""
        seats = [seat.number for seat in self.hour.work.seats]
        return typed.note.line if typed.note is not None else parse(typed.text, seats=seats)

    # cues

    @property
    def cues(self) -> list[CueView]:
        """The cues of the phase: prompts while the candidate performs, questions in the question round."""
        found = self.hour.work
        rounds = any(phase.kind == "questions" for phase in found.phases)
        if not rounds:
            return list(found.cues)
        asked = self.phase.kind == "questions"
        return [cue for cue in found.cues if (cue.by == "question") == asked]

    def _is_given(self, cue: CueView) -> bool:
        return self._given.get(cue.code, cue.given) is not None

    def _first_open_page(self) -> int:
        open_ = [place for place, cue in enumerate(self.cues) if not self._is_given(cue)]
        return open_[0] // len(CUE_KEYS) if open_ else 0

    @property
    def _pages(self) -> int:
        return max(1, -(-len(self.cues) // len(CUE_KEYS)))

    def _on_page(self) -> list[tuple[str, CueView]]:
        first = self._page * len(CUE_KEYS)
        return list(zip(CUE_KEYS, self.cues[first : first + len(CUE_KEYS)], strict=False))

    def _tell_cues(self, dial: Dial | None = None) -> None:
        dial = dial or self.dial()
        words = self.words
        parts: list[Content] = []
        for key, cue in self._on_page():
            given = self._given.get(cue.code, cue.given)
            name = words(cue.short)
            if given is not None:
                said = Content.styled(f"✓ {clock(given)}", "dim")
            elif cue.minute is None:
                said = Content(name)
            elif cue.minute * 60 <= dial.elapsed:
                due = words(T("due {time}", time=clock(cue.minute * 60)))
                said = Content.assemble(name, " · ", due)
            else:
                said = Content.assemble(name, " ", Content.styled(clock(cue.minute * 60), "dim"))
            click = Style.from_meta({"@click": f"screen.cue({CUE_KEYS.index(key)})"})
            parts.append(Content.assemble(Content.styled(key.upper(), "bold $accent"), " ", said).stylize(click))
        shown = self.query_one("#cues", Static)
        if self._pages > 1:
            parts.append(Content.styled(f"PgDn {self._page + 1}/{self._pages}", "dim"))
        line = flow(parts, self.size.width - 2)
        waiting = next((cue for _, cue in self._on_page() if cue.by == "question" and not self._is_given(cue)), None)
        shown.set_class(waiting is not None, "-question")
        if waiting is not None:
            line = Content.assemble(line, "\n", Content(words(waiting.text).strip()))
        if line.plain != str(shown.content):
            shown.update(line, layout=False)
            self._tell_texts()
        self._tell_seats(dial)

    def _tell_texts(self) -> None:
        """With more room: the cues of the page in full."""
        words = self.words
        rows = []
        for key, cue in self._on_page():
            given = self._is_given(cue)
            when = clock(cue.minute * 60) if cue.minute is not None else ""
            text = Content(words(cue.text).strip())
            if cue.only_if is not None:
                text = Content.assemble(text, " ", Content.styled(words(cue.only_if).strip(), "dim"))
            head = Content.assemble(
                Content.styled(key.upper(), "bold $accent"), Content.styled(" ✓ " if given else "   ", "bold")
            )
            title = Content.styled(f"{words(cue.short)}  {when}".strip() + "\n", "bold")
            text = Content.assemble(title, text, "\n")
            rows.append(Row(head, text.stylize("dim") if given else text))
        open_ = (place for place, (_, cue) in enumerate(self._on_page()) if not self._is_given(cue))
        self.query_one("#cue-texts", Rows).put(rows, next(open_, None))

    def _tell_seats(self, dial: Dial) -> None:
        """In a group: who sits where, one's own in bold; who was not noted for ten minutes."""
        hint = self._silent(dial)
        self.query_one("#under", Thin).say(Content(hint))
        seats = self.hour.work.seats
        if not seats:
            return
        top = self.query_one("#top", Thin)
        top.say(
            Content("  ").join(
                Content.styled(f"{seat.number} {seat.code}*", "bold $accent")
                if seat.own
                else Content(f"{seat.number} {seat.code}")
                for seat in seats
            )
        )

    def _silent(self, dial: Dial) -> str:
        found = self.hour.work
        if not found.seats or not dial.running:
            return ""
        for sheet in self.hour.open_sheets:
            times = [one.seconds for one in sheet.notes if one.phase == self.phase.code]
            times += [
                typed.seconds
                for typed in self._typed
                if typed.phase == self.phase.code and typed.note is not None and typed.note.sheet == sheet.id
            ]
            if dial.elapsed - max(times, default=0.0) >= SILENT:
                return self.words(T("{code}: no notes for ten minutes", code=sheet.code))
        return ""

    def action_cue(self, place: int) -> None:
        """Tick a cue, or take the tick back; in the clock's menu, what the menu says."""
        if self._menu:
            self._menu_key(CUE_KEYS[place])
            return
        shown = self._on_page()
        if place >= len(shown):
            return
        cue = shown[place][1]
        seconds = self.dial().elapsed
        self._given[cue.code] = None if self._is_given(cue) else seconds

        def done(_: bool) -> None:
            if self.here:
                self.reload()

        def refused(trouble: Trouble) -> None:
            self._given.pop(cue.code, None)
            self.refused(trouble)

        self.put(self.desk.write(give_cue, self.hour.slot, cue.code, seconds), then=done, failed=refused)
        if all(self._is_given(one) for _, one in shown) and self._page + 1 < self._pages:
            self._page += 1
        self._tell_notes()
        self._tell_cues()
        self._tell_next()

    def action_turn(self, by: int) -> None:
        """Another page of cues."""
        self._page = (self._page + by) % self._pages
        self._tell_cues()
        self._tell_next()

    def action_scroll(self, by: int) -> None:
        """Scroll the notes."""
        self.query_one("#notes", VerticalScroll).scroll_relative(y=by * 5, animate=False)

    # the next step

    def _tell_next(self, dial: Dial | None = None) -> None:
        """What comes next; said anew only when it changes, and never over a refusal."""
        if self._menu or self.asking:
            return
        said = self._next_of(dial or self.dial())
        text = self.words(said)
        if text != self._told:
            self._told = text
            trouble = self._trouble
            self.next_step(said)
            if trouble:
                self.show(trouble)

    def _next_of(self, dial: Dial) -> Message:
        if dial.started and not dial.running:
            if dial.stopped:
                return T("Next: the clock is stopped (F8)")
            return T("Next: F8 lets the clock go on")
        if dial.elapsed >= self.phase.seconds:
            if self.following is not None:
                return T("Next: time is up; F8 for the next part")
            return T("Next: time is up; F8 stops the clock")
        waiting = [(key, cue) for key, cue in self._on_page() if not self._is_given(cue)]
        if waiting:
            key, cue = waiting[0]
            if cue.minute is None:
                return T("Next: question {cue} ({key})", cue=cue.short, key=key.upper())
            at = clock(cue.minute * 60)
            if cue.minute * 60 <= dial.elapsed:
                return T("Next: {cue}, due at {time} ({key})", cue=cue.short, time=at, key=key.upper())
            return T("Next: {cue} at {time} ({key})", cue=cue.short, time=at, key=key.upper())
        if self.following is not None:
            return T("Next: watch and write; F8 for the next part")
        return T("Next: watch and write; F8 stops the clock")

    # notes

    def entered(self, text: str) -> None:
        """Enter: a note with the time of this moment, or the reason that was asked for."""
        now = machine.moment()
        self._trouble = ""
        if self.asking:
            super().entered(text)
            return
        if not text.strip():
            return
        dial = self.dial(now)
        redo, self._redo = self._redo, None
        typed = redo or Typed(text, self.phase.code, dial.elapsed)
        typed.text, typed.failed = text, False
        if typed not in self._typed:
            self._typed.append(typed)
        self.line.value = ""
        self.put(
            self.desk.write(note, self.hour.slot, text, typed.phase, typed.seconds),
            then=lambda noted: self._noted(typed, noted),
            failed=lambda trouble: self._not_noted(typed, trouble),
        )
        self._tell_notes()
        self._back_into_line()

    def _noted(self, typed: Typed, noted: Noted) -> None:
        typed.note = noted
        if self.here:
            self._tell_notes()
            self._tell_seats(self.dial())

    def _not_noted(self, typed: Typed, trouble: Trouble) -> None:
        """The text goes back into the line; if one is typing there already, as soon as that is entered."""
        typed.failed = True
        if not self.here:
            self.keep_draft(f"{typed.text} {self.draft()}".strip())
            return
        self._back_into_line()
        self._tell_notes()
        self.show(trouble)

    def _back_into_line(self) -> None:
        failed = next((typed for typed in self._typed if typed.failed), None)
        if failed is not None and not self.line.value and not self.asking:
            self._redo = failed
            self._typed.remove(failed)
            failed.failed = False
            self.line.put(f"{failed.text} ")
            if self.hour.work.seats and self._line_of(failed).seat is None:
                self.line.cursor_position = 0  # the seat is what is missing, in front
            self._tell_asked(self.dial())

    @on(Input.Changed, "#line")
    def typing(self, event: Input.Changed) -> None:
        """Typing closes the clock's menu; an emptied line forgets the note that came back."""
        value = self.line.value  # the message may be older than the line
        if self._menu and value != self._stashed:
            self._close_menu()
        if not self.asking:
            self.keep_draft(value)
            if not value:
                self._redo = None

    def action_undo(self) -> None:
        """Take the last note back."""
        if self._menu or self.asking:
            return

        def taken(text: str | None) -> None:
            if not self.here:
                return
            if text is None:
                self.show(T("There is no note to take back."))
            else:
                self.reload()

        self.put(self.desk.write(take_back, self.hour.slot), then=taken)

    # the clock's menu

    def action_clock(self) -> None:
        """F8: the menu in place of the next step; F8 again does what comes first in it."""
        if self.asking:
            return
        if self._menu:
            self._menu_key("f8")
            return
        self._menu = True
        self._stashed = self.line.value
        self._told = ""
        self.next_step(self._menu_text())

    def _menu_text(self) -> Message:
        dial = self.dial()
        if dial.started and not dial.running:
            return T("Clock: F8 go on  F3 set time  F4 stop  Esc back")
        if self.following is not None:
            return T("Clock: F8 {part}  F2 pause  F3 set time  F4 stop  Esc back", part=self.following.name)
        return T("Clock: F8 stop  F2 pause  F3 set time  Esc back")

    def _close_menu(self) -> None:
        self._menu = False
        self._tell_next()

    def _menu_key(self, key: str) -> None:
        now = machine.moment()
        dial = self.dial(now)
        paused = dial.started and not dial.running
        slot, code = self.hour.slot, self.phase.code
        self._menu = False
        if key == "f2" and not paused:
            self.ask(PAUSED, lambda why: self._pause(now, why))
        elif key == "f3":
            self.ask(SET, lambda said: self._set(now, said))
        elif key == "f8" and paused:
            self.put(self.desk.write(begin, slot, code, now), then=lambda _: self._read_again())
        elif key == "f8" and self.following is not None:
            self.put(self.desk.write(stop, slot, code, now))
            self.put(self.desk.write(begin, slot, self.following.code, now), then=lambda _: self._read_again())
        elif key in ("f4", "f8"):
            self.keep_draft(self.line.value)
            self.put(self.desk.write(stop, slot, code, now), then=lambda _: self.go())
        else:
            self._tell_next()

    def _read_again(self) -> None:
        if self.here:
            self._page = 0
            self.reload()

    def _pause(self, now: Moment, why: str) -> None:
        waiting = self.desk.write(pause, self.hour.slot, self.phase.code, now, why)
        self._timed(waiting, PAUSED, why, self._pause, now)

    def _set(self, now: Moment, said: str) -> None:
        found = TIME_AND_REASON.fullmatch(said)
        if found is None:
            self.ask(SET, lambda again: self._set(now, again), said)
            self.show(T("The time goes first, as minutes and seconds: 12:30 late start"))
            return
        seconds = int(found[1]) * 60.0 + int(found[2])
        waiting = self.desk.write(set_clock, self.hour.slot, self.phase.code, seconds, now, found[3])
        self._timed(waiting, SET, said, self._set, now)

    def _timed(
        self, waiting: Future[Dial], question: Message, said: str, again: Callable[[Moment, str], None], now: Moment
    ) -> None:
        """Follow a hand on the clock; when it is refused, the reason goes back into the line."""

        def refused(trouble: Trouble) -> None:
            if self.here:
                self.ask(question, lambda more: again(now, more), said)
                self.show(trouble)

        self.put(waiting, then=lambda _: self._read_again(), failed=refused)

    # asking, in the note line

    def ask(self, question: Message, then: Callable[[str], None], value: str = "") -> None:
        """A reason is typed in the note line; what was half typed there comes back afterwards."""
        if not self.asking:
            self._stashed = self.line.value
        super().ask(question, then, value)
        self._told = ""

    def close_line(self) -> None:
        """Back to the note."""
        self._then = None
        self.line.put(self._stashed)
        self.line.focus()
        self._tell_asked(self.dial())
        self._tell_next()

    def action_back(self) -> None:
        """Esc: out of the menu, out of the question, or home."""
        if self._menu:
            self._close_menu()
        elif self.asking:
            self.close_line()
        else:
            self.keep_draft(self.line.value)
            self.dismiss()
