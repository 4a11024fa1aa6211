"""Speaking turns: one key when somebody begins to speak. No note line, and no sum while it runs."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from assess.conduct import machine
from assess.conduct.clock import Moment, Tick
from assess.conduct.discussion import SEVERAL, Turn
from assess.conduct.timing import begin
from assess.conduct.turns import Record, Speaker, speaks, undo_turn
from assess.conduct.turns import record as read_record
from assess.words import Message, T, Trouble, clock
from screens.base import PRIVACY
from screens.command import Command
from screens.conduct.flow import Hour
from screens.conduct.rows import Row, Rows
from screens.conduct.seats import SeatPlan, seat_key
from screens.conduct.timed import Timed

SEATS: Final = 20
"""Seats that have a key: 1 to 9, then A to K. Every other one can be clicked."""


class Turns(Timed):
    """The seat plan; the seat of whoever speaks is inverted."""

    STEP = "live"
    AUTO_FOCUS: ClassVar[str] = ""
    HELP_TEXT = T(
        "For the one person who keeps time: press the seat of whoever begins to speak; the same seat again when they"
        " stop. From the tenth seat on the keys are letters: A is seat 10, B is 11. 0 is silence, the space bar several"
        " at once, Backspace takes the last key back. A click on a seat does the same. Every key is saved at once. How"
        " long somebody spoke is shown after the lock, is not for rating, and is part of no score."
    )
    COMMANDS_HERE = (
        *(
            Command(
                f"turns.seat{number}",
                seat_key(number).lower(),
                T("Seat"),
                T("Whoever sits there begins to speak; again: stops."),
                f"seat({number})",
                shown=number == 1,
                key_shown="1-9" if number == 1 else None,
                named=T("Seat {number} speaks", number=number),
            )
            for number in range(1, SEATS + 1)
        ),
        Command("turns.silence", "0", T("Silence"), T("Nobody speaks."), "silence"),
        Command(
            "turns.several", "space", T("Several"), T("Several speak at once."), f"seat({SEVERAL})", short=T("Many")
        ),
        Command("turns.undo", "backspace,f7", T("Undo"), T("Take the last key back."), "undo", short=T("Undo key")),
        Command("turns.over", "f6", T("Take over"), T("Keep the turns from here on, in place of another."), "over"),
        Command(
            "turns.clock",
            "f8,enter",
            T("Clock"),
            T("Start the clock, let it go on, or stop it."),
            "clock",
        ),
        PRIVACY._replace(wide=False),
        Command("turns.pause", "f2", T("Pause"), T("Stop the clock for a while, with a reason."), "pause", wide=True),
        Command("turns.set", "f3", T("Set"), T("Put another time on the clock, with a reason."), "set", wide=True),
    )

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self._record: Record | None = None
        self._over = False
        """Whether this person takes the record over from another."""
        self._sure = False
        """F8 was pressed once: again stops the clock."""

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The clock that times the turns."""
        return self._record.clock if self._record is not None else self.hour.work.ticks

    def commands(self) -> tuple[Command, ...]:
        """As many seats as there are; where another keeps the record, taking over instead of the clock."""
        keys = [seat_key(seat.number) for seat in self.hour.work.seats] or ["1"]
        shown = f"1-{keys[-1]}" if len(keys) < 10 else f"1-9 A-{keys[-1]}"
        found = {one.id: one for one in super().commands()}
        found["turns.seat1"] = found["turns.seat1"]._replace(key_shown=shown)
        if self._may_take_over:
            found |= {id_: found[id_]._replace(shown=False) for id_ in ("turns.clock", "turns.undo")}
        return tuple(found.values())

    @property
    def _may_take_over(self) -> bool:
        return self._record is not None and not self._record.own and not self._over

    def compose_work(self) -> ComposeResult:
        """The seats, who speaks, the latest turns."""
        with Vertical(id="turning"):
            yield SeatPlan(id="plan")
            yield Static(id="speaker", markup=False)
            yield Rows(id="latest")
            yield Static(id="warned", markup=False)

    def on_mount(self) -> None:
        """Read the record; follow the clock."""
        self.look()
        self.set_interval(0.2, self._tick)

    @work(exclusive=True, group="record")
    async def look(self) -> None:
        """Read the record of turns, unless keys are on their way: then what the screen shows is newer."""
        try:
            found = await self.desk.read(read_record, self.hour.slot)
        except Trouble as trouble:
            self.show(trouble)
            return
        if self.here and not self._on_its_way:
            self._record = found
            said = self._trouble
            self.tell()
            if said:  # what was refused stays to be read, whichever read comes first
                self.show(said)

    def refused(self, trouble: Trouble) -> None:
        """Show what holds, and why."""
        if self.here:
            self.look()
            self.reload(trouble)

    # telling

    def tell(self) -> None:
        """The plan, the speaker, the next step."""
        super().tell()
        self.query_one("#steps", Static).update(
            Content.styled(self.words(T("Speaking turns")).upper(), "bold $accent"), layout=False
        )
        self._tell_turns()
        self._tell_next()
        self.refresh_bindings()

    def who(self) -> Message:
        """Whoever watches nobody here is no assessor."""
        if self.hour.work.sheets:
            return super().who()
        return T("{initials} (keeps time)", initials=self.hour.work.initials)

    def _tick(self) -> None:
        if self.draw_clock():
            self._tell_speaker()

    def _tell_turns(self) -> None:
        found = self._record
        speaker = found.speaker if found is not None else Speaker(None, 0.0)
        self.query_one(SeatPlan).put(self.hour.work.seats, frozenset([speaker.seat] if speaker.seat else []), keys=True)
        self._tell_speaker()
        latest = found.last if found is not None else ()
        self.query_one("#latest", Rows).put([self._row(turn) for turn in latest])
        self.query_one("#warned", Static).update(Content(self._warning()))

    def _tell_speaker(self) -> None:
        """Who speaks, since when; the time itself stands still, so that nothing moves but the clock."""
        words = self.words
        speaker = self._record.speaker if self._record is not None else Speaker(None, 0.0)
        if speaker.seat is None:
            said: Message = T("Nobody speaks.")
        elif speaker.seat == SEVERAL:
            said = T("Several speak at once, since {time}.", time=clock(speaker.since))
        else:
            said = T("{code} speaks, since {time}.", code=self._code(speaker.seat), time=clock(speaker.since))
        shown = self.query_one("#speaker", Static)
        if str(shown.content) != words(said):
            shown.update(Content.styled(words(said), "bold"))

    def _row(self, turn: Turn) -> Row:
        words = self.words
        who = words(T("several")) if turn.seat == SEVERAL else f"{turn.seat} {self._code(turn.seat)}"
        until = clock(turn.ends) if turn.ends is not None else "…"
        return Row(Content.styled(f"{clock(turn.starts)} – {until:<7}", "dim"), Content.styled(who, "dim"))

    def _code(self, seat: int) -> str:
        return next((one.code for one in self.hour.work.seats if one.number == seat), str(seat))

    def _warning(self) -> str:
        """Who else keeps the record; and that notes and turns at once are too much."""
        found = self._record
        if found is None:
            return ""
        if not found.own and self._over:
            return self.words(T("You keep the turns from your next key on."))
        if not found.own and found.keeper is not None:
            return self.words(
                T("{initials} keeps the turns. F6 takes over, if you have agreed.", initials=found.keeper)
            )
        if found.watches:
            codes = ", ".join(found.watches)
            return self.words(
                T("You watch {codes} here. Better: somebody keeps the turns who watches nobody.", codes=codes)
            )
        return ""

    def _tell_next(self) -> None:
        dial = self.dial()
        if self.asking:
            return
        if self._sure:
            self.next_step(T("Next: F8 again stops the clock and ends the record; Esc back"))
        elif not dial.started:
            self.next_step(T("Next: F8 starts your clock when the discussion begins"))
        elif not dial.running:
            self.next_step(T("Next: the clock is stopped (F8)") if dial.stopped else T("Next: F8 lets the clock go on"))
        else:
            self.next_step(T("Next: press the seat of whoever begins to speak; F8 at the end"))

    # turns

    def action_seat(self, number: int) -> None:
        """A seat begins to speak, or stops; 0: several at once."""
        self._press(number)

    def action_silence(self) -> None:
        """Nobody speaks."""
        self._press(None)

    def action_over(self) -> None:
        """From the next key on this person keeps the record."""
        if self._record is not None and not self._record.own:
            self._over = True
            self._tell_turns()
            self._tell_next()

    def _press(self, seat: int | None) -> None:
        if self.asking:
            return
        self._sure = False
        now = machine.moment()
        waiting = self.desk.write(speaks, self.hour.slot, seat, now, over=self._over)
        self.put(waiting, then=lambda _: self._written())
        self._seem(seat, now)

    def _seem(self, seat: int | None, now: Moment) -> None:
        """Show the key at once; what holds is read when everything is written."""
        found = self._record
        if found is None or not (found.own or self._over) or not self.dial(now).running:
            return
        speaker = Speaker(None if seat == found.speaker.seat else seat, self.dial(now).elapsed)
        self._record = Record(**{**vars(found), "speaker": speaker})
        self._tell_turns()
        self._tell_next()

    def _written(self) -> None:
        if self.here:
            self.look()

    def action_undo(self) -> None:
        """Take the last key back."""
        if not self.asking:
            self._sure = False
            self.put(self.desk.write(undo_turn, self.hour.slot), then=lambda _: self._written())

    # the clock

    def action_clock(self) -> None:
        """Start, go on, the next part, or (asked once) stop."""
        if self.asking:
            return
        found, now = self._record, machine.moment()
        if found is not None and not found.own_clock:
            self.show(T("This clock is another person's: whoever began the record stops it."))
            return
        dial = self.dial(now)
        if not dial.started:
            waiting = self.desk.write(begin, self.hour.slot, self.phase.code, now)
            self.put(waiting, then=lambda _: self.clock_changed())
        elif not dial.running:
            self.lay("go on", now)
        elif self.following is not None:
            self.lay("next", now)
        elif self.hour.work.sheets:
            self.show(T("Your own clock is stopped from your notes (Esc, then F8)."))
        elif self._sure:
            self._sure = False
            self.lay("stop", now)
        else:
            self._sure = True
            self._tell_next()

    def action_pause(self) -> None:
        """Stop the clock for a while."""
        if not self.asking and self.dial().running:
            self.lay("pause", machine.moment())

    def action_set(self) -> None:
        """Another time on the clock; the turns are not moved by it."""
        if not self.asking and self.dial().started:
            self.lay("set", machine.moment())

    def clock_changed(self) -> None:
        """A hand was laid."""
        if self.here:
            self.reload()
            self.look()

    def action_back(self) -> None:
        """Esc: not sure after all, out of the line, or back to where one came from."""
        if self._sure:
            self._sure = False
            self._tell_next()
        else:
            super().action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """As many seats as there are; taking over where another keeps the record."""
        if action == "seat" and parameters and int(str(parameters[0])) > len(self.hour.work.seats):
            return False
        if action == "over" and not self._may_take_over:
            return False
        if action in ("pause", "set") and self._record is not None and not self._record.own_clock:
            return False
        return super().check_action(action, parameters)
