"""Live: watch and write. The note line always has the focus; nothing here asks a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.conduct import machine
from assess.conduct.clock import Dial
from assess.conduct.observe import give_cue
from assess.words import Message, T, Trouble
from screens.base import rewrite
from screens.conduct.ahead import ahead
from screens.conduct.cues import CUE_KEYS, Deck, cue_line, cue_texts, cues_of, place_of, question_text
from screens.conduct.flow import Hour
from screens.conduct.line import NoteLine
from screens.conduct.live_keys import LIVE_COMMANDS
from screens.conduct.notes import stream
from screens.conduct.noting import Noting
from screens.conduct.rows import Rows, hang
from screens.conduct.seats import SeatPlan, silent_hint
from screens.conduct.thin import Thin
from screens.conduct.timed import choices, menu_text

HINT: Final = T('+ or - in front, " for a quote, #EMP at the end; all of it can wait')
SEATED_HINT: Final = T('the seat number, then + or -, " for a quote, #EMP at the end')


class Live(Noting):
    """The hour with the candidate."""

    STEP = "live"
    TYPED_INTO = True
    HELP_TEXT = T(
        "Watch and write what the person does and says; Enter saves the note with the clock's time. In front of a note:"
        " + or - for how it went, a quotation mark for a quote, ! for a star, the seat number in a group; at its end"
        " #EMP for a competency. All of that can wait. Cues are ticked with F2 to F6, again to take the tick back. A"
        " note marked “not saved yet” comes back into the line: Enter tries again, and it keeps its time."
    )
    COMMANDS_HERE = LIVE_COMMANDS
    WHILE_ASKING = frozenset({"privacy", "help", "back", "cue", "turn", "scroll"})
    AUTO_FOCUS: ClassVar[str] = "#line"

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self.deck = Deck()
        self._menu = False
        self._stashed = ""
        self._told = ""

    # what the screen is made of

    def compose_work(self) -> ComposeResult:
        """The seats of a group, the notes, the cues in full where there is room."""
        if self.hour.work.seats:
            yield SeatPlan(id="seats")
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
        """Put back what was half typed, and what could not be saved; follow the clock."""
        self.query_one("#cues", Static).auto_links = False  # a click ticks; nothing is underlined for it
        self.pick_up()
        self.tell_notes()
        self.line.focus()
        self.set_interval(0.2, self._tick)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """The note line keeps the focus, whatever is clicked."""
        if self.is_current and self.here:
            self.call_after_refresh(self.line.focus)

    def _tick(self) -> None:
        """What a second changes: the clock, and what follows from it; nothing else moves."""
        if self.draw_clock():
            self.take_up()
            dial = self.dial()
            self.deck.turn_if_done(dial.elapsed)
            self.tell_time(dial)
            self._tell_cues(dial)
            self._tell_hint(dial)
            self._tell_next(dial)

    # telling

    def tell(self) -> None:
        """Everything, in the language of now."""
        super().tell()
        self.deck.keys = tuple(self.key_of(f"live.cue{place}") for place in range(len(CUE_KEYS)))
        self.deck.more = self.key_of("live.page_down")
        self.deck.take(cues_of(self.hour.work, self.phase))
        self._outbox.forget_saved(self.hour.work)
        self._told = ""
        if self.hour.work.seats:
            self.query_one(SeatPlan).put(self.hour.work.seats)
        dial = self.dial()
        self.tell_notes()
        self.tell_time(dial)
        self._tell_cues(dial)
        self._tell_next(dial)

    def tell_notes(self) -> None:
        """The notes; the last one stays in view, unless one has scrolled up to read."""
        scroll = self.query_one("#notes", VerticalScroll)
        at_end = scroll.max_scroll_y - scroll.scroll_offset.y <= 1
        rows = stream(self.words, self.hour.work, self._outbox.typed, self.deck.ticks)
        self.query_one("#rows", Rows).put(rows)
        self.line.placeholder = "" if rows else self.words(SEATED_HINT if self.hour.work.seats else HINT)
        if at_end:
            self.call_after_refresh(scroll.scroll_end, animate=False)
        self._tell_hint(self.dial())

    def _tell_cues(self, dial: Dial) -> None:
        """The line of cues, the next question below it, the texts beside the notes."""
        width = self.size.width - 2
        line = cue_line(self.words, self.deck, dial.elapsed, width)
        asked = (
            None
            if self.has_class("-wide") or self.has_class("-full")
            else question_text(self.words, self.deck, dial.elapsed)
        )
        if asked is not None:
            line = Content("\n").join([line, *hang(asked, width)])
        shown = self.query_one("#cues", Static)
        if line.plain != str(shown.content):
            rewrite(shown, line)
            self.query_one("#cue-texts", Rows).put(*cue_texts(self.words, self.deck, dial.elapsed))

    def _tell_hint(self, dial: Dial) -> None:
        """Quietly, above the cues: about whom nothing was noted for ten minutes."""
        hint = ""
        if self.hour.work.seats and dial.running and self.phase.kind == "live":
            typed = self._outbox.typed
            hint = silent_hint(self.words, self.hour.work, self.hour.open_sheets, typed, dial.elapsed)
        self.query_one("#under", Thin).say(Content(hint))

    def _tell_next(self, dial: Dial) -> None:
        """What comes next; said anew only when it changes, and never over a refusal."""
        if self._menu or self.asking:
            return
        said = ahead(dial, self.phase, self.following, self.deck)
        text = self.words(said)
        if text != self._told:
            self._told = text
            trouble = self._trouble
            self.next_step(said)
            if trouble:
                self.show(trouble)

    # cues

    def action_cue(self, place: int) -> None:
        """Tick a cue, or take the tick back; in the clock's menu, what the menu says."""
        if self._menu:
            self._menu_key(CUE_KEYS[place])
            return
        shown = self.deck.shown
        if place >= len(shown) or self.asking:
            return
        cue, given = shown[place].cue, shown[place].given
        dial = self.dial()
        self.deck.ticks[cue.code] = None if given is not None else dial.elapsed

        def done(_: bool) -> None:
            if self.here:
                self.reload()

        def refused(trouble: Trouble) -> None:
            self.deck.ticks.pop(cue.code, None)
            self.refused(trouble)

        self.put(self.desk.write(give_cue, self.hour.slot, cue.code, dial.elapsed), then=done, failed=refused)
        self.deck.turn_if_done(dial.elapsed)
        self.tell_notes()
        self._tell_cues(dial)
        self._tell_next(dial)

    @on(Rows.Chosen, "#cue-texts")
    def clicked(self, event: Rows.Chosen) -> None:
        """A click on a cue's text ticks it."""
        place = place_of(self.deck, cue_texts(self.words, self.deck, self.dial().elapsed)[0], event.place)
        if place is not None and not self._menu:
            self.action_cue(place)

    def action_turn(self, by: int) -> None:
        """Another page of cues."""
        self.deck.turn(by)
        dial = self.dial()
        self._tell_cues(dial)
        self._tell_next(dial)

    def action_scroll(self, by: int) -> None:
        """Scroll the notes."""
        self.query_one("#notes", VerticalScroll).scroll_relative(y=by * 5, animate=False)

    def line_changed(self) -> None:
        """Typing closes the clock's menu."""
        if self._menu and self.line.value != self._stashed:
            self._close_menu()

    def action_seat(self, number: int) -> None:
        """A click on a seat puts its number in front of the note."""
        if not self.asking and not self.line.value.startswith(str(number)):
            self.line.put(f"{number} {self.line.value}")

    # the clock's menu, and the turns

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
        self.next_step(menu_text(self.dial(), self.following))

    def _close_menu(self) -> None:
        self._menu = False
        self._tell_next(self.dial())

    def _menu_key(self, key: str) -> None:
        now = machine.moment()
        chosen = next((one.does for one in choices(self.dial(now), self.following) if one.key == key), None)
        if chosen is None:
            self._close_menu()
            return
        self._menu = False
        if chosen == "stop":
            self.keep_draft(self.line.value)
        self.lay(chosen, now)

    def stopped(self) -> None:
        """On to classifying."""
        self.go()

    def action_turns(self) -> None:
        """The view for the one who keeps time; the note that is half typed waits."""
        from screens.conduct.turns import Turns

        if not self.asking:
            self.keep_draft(self.line.value)
            self.app.push_screen(Turns(self.hour))

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
        dial = self.dial()
        self.tell_time(dial)
        self._tell_next(dial)

    def action_back(self) -> None:
        """Esc: out of the menu, out of the question, or home."""
        if self._menu:
            self._close_menu()
        elif self.asking:
            self.close_line()
        else:
            self.keep_draft(self.line.value)
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Turns in a group; no note is taken back while the clock's menu is open."""
        if action == "undo" and self._menu:
            return False
        if action == "turns" and not self.hour.work.seats:
            return False
        return super().check_action(action, parameters)
