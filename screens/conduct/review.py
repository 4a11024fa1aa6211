"""Review and lock: what the sheet says, and what is still open on it; after the lock the record."""

from __future__ import annotations

from datetime import datetime
from itertools import chain
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.conduct import machine
from assess.conduct.classify import back_to_classifying
from assess.conduct.lock import lock_all
from assess.words import N, T
from screens.command import Command
from screens.conduct.excuse import EXCUSE, Excusing
from screens.conduct.flow import Hour
from screens.conduct.open_things import Open, open_things
from screens.conduct.record import SPACE, Look, draft, record
from screens.conduct.rows import Row, Rows
from screens.conduct.say import minutes_of

WIDE: Final = 100
"""Cells from which anchors and reasons stand in the table as well."""
LATE: Final = 30
"""Minutes after the end of the exercise from which a rating counts as late (method 1.2, RS-04)."""
DIGITS: Final = 9
"""Open things that a digit goes to."""


class Review(Excusing):
    """Look over it once; L locks."""

    STEP = "review"
    HELP_TEXT = T(
        "One row for each competency: its level, on how many notes it rests, whether there is a reason. What is open"
        " stands on top with a digit that goes there; Enter goes to the first. L locks the sheet for good, after a"
        " second L; from then on it is a record, and a change is an amendment (A)."
    )
    COMMANDS_HERE = (
        Command("review.lock", "l", T("Lock"), T("Lock the sheet for good; asks once."), "lock"),
        *(
            Command(
                f"review.{place}",
                str(place),
                T("Go there"),
                T("To what is open there: a rating, or the notes."),
                f"open_at({place})",
                shown=place == 1,
                wide=True,
                named=T("Open thing {place}", place=place),
            )
            for place in range(1, DIGITS + 1)
        ),
        Command("review.open", "enter,g", T("First open"), T("To the first thing that is open."), "open"),
        Command("review.rate", "f2", T("Ratings"), T("Back to the ratings."), "rate"),
        Command("review.down", "down,j,pagedown", T("Down"), T("Scroll down."), "scroll(1)", shown=False),
        Command("review.up", "up,k,pageup", T("Up"), T("Scroll up."), "scroll(-1)", shown=False),
        Command(
            "review.share", "t", T("Speaking share"), T("Who spoke how long: after the lock, not for rating."), "share"
        ),
        Command(
            "review.amend",
            "a",
            T("Amend"),
            T("Change a locked rating: a note, a reason; what was locked stays."),
            "amend",
        ),
        EXCUSE,
    )

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self._sure = False

    def compose_work(self) -> ComposeResult:
        """What is open, then the sheets."""
        with VerticalScroll(classes="body", can_focus=False):
            yield Rows(id="open")
            yield Rows(id="rows")
            yield Static(id="since", markup=False)

    def commands(self) -> tuple[Command, ...]:
        """As many digits as there are open things."""
        many = min(DIGITS, len(self._open()))
        shown = "1" if many == 1 else f"1-{many}"
        return tuple(
            one._replace(key_shown=shown, shown=many > 0) if one.id == "review.1" else one for one in super().commands()
        )

    def tell(self) -> None:
        """The sheets, and what is open on them."""
        super().tell()
        words, work = self.words, self.hour.work
        unrated = any(sheet.unrated for sheet in self.hour.open_sheets)
        look = Look(veiled=unrated and len(self.hour.open_sheets) > 1, wide=self.size.width >= WIDE)
        self.query_one("#rows", Rows).put(
            list(
                chain.from_iterable(
                    record(words, work, sheet) if sheet.state == "locked" else draft(words, work, sheet, look)
                    for sheet in work.sheets
                )
            )
        )
        open_ = self.query_one("#open", Rows)
        open_.display = bool(self._open())
        open_.put([*(self._row(place, one) for place, one in enumerate(self._open(), 1)), SPACE])
        times = [self._since(), Content.styled(minutes_of(words, work, machine.moment()), "dim")]
        self.query_one("#since", Static).update(Content("\n").join(one for one in times if one.plain))
        self._sure = False
        self._tell_next()
        self.refresh_bindings()

    def _open(self) -> list[Open]:
        return open_things(self.hour.work)

    def _row(self, place: int, one: Open) -> Row:
        digit = str(place) if place <= DIGITS else " "
        return Row(Content.styled(f"  {digit} ", "bold $accent"), Content.styled(self.words(one.said), "$warning"))

    def _since(self) -> Content:
        """How long ago it was, while it is not locked."""
        ended: datetime | None = max((one.ended_at for one in self.hour.work.sheets if one.ended_at), default=None)
        if ended is None or not self.hour.open_sheets:
            return Content("")
        minutes = max(0, int((machine.moment().at - ended).total_seconds() // 60))
        said = self.words(
            N("{n} minute since the end of the exercise.", "{n} minutes since the end of the exercise.", n=minutes)
        )
        if minutes > LATE:
            said = f"! {said}"
        return Content.styled(said, "$warning" if minutes > LATE else "dim")

    def _tell_next(self) -> None:
        open_sheets = self.hour.open_sheets
        unrated = sum(len(sheet.unrated) for sheet in open_sheets)
        codes = self.words.listing([sheet.code for sheet in self.hour.work.sheets])
        if not open_sheets:
            self.next_step(T("Next: {codes} locked, thank you; Esc goes home", codes=codes))
        elif unrated:
            self.next_step(
                N(
                    "Next: Enter, {n} competency has no rating",
                    "Next: Enter, {n} competencies have no rating",
                    n=unrated,
                )
            )
        elif self._sure:
            self.next_step(T("Next: L again locks for good; Esc keeps it open"))
        else:
            self.next_step(T("Next: look it over; L locks"))

    def action_lock(self) -> None:
        """L, and L again."""
        open_sheets = self.hour.open_sheets
        if not open_sheets or self._on_its_way:
            return
        if not self._sure and not any(sheet.unrated for sheet in open_sheets):
            self._sure = True
            self._tell_next()
            return
        self._sure = False
        self.put(self.desk.write(lock_all, self.hour.work.slot), then=lambda _: self._locked())

    def _locked(self) -> None:
        if self.here:
            self.reload()
            self.query_one(".body", VerticalScroll).scroll_home(animate=False)

    def action_open(self) -> None:
        """To the first thing that is open: a rating, else the notes."""
        if self._open():
            self.action_open_at(1)
        else:
            self._tell_next()

    def action_open_at(self, number: int) -> None:
        """To one of the things that are open."""
        found = self._open()
        if number > len(found):
            return
        place = found[number - 1].place
        if place is not None:
            self.hour.aim = place
            self.go("rate" if all(sheet.state == "rating" for sheet in self.hour.open_sheets) else None)
            return
        sheets = [sheet for sheet in self.hour.open_sheets if sheet.state == "rating"]
        for one, sheet in enumerate(sheets, 1):
            self.put(
                self.desk.write(back_to_classifying, sheet.id),
                then=(lambda _: self.go("classify")) if one == len(sheets) else None,
            )

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on what is open goes there."""
        if event.rows.id == "open":
            self.action_open_at(event.place + 1)

    def action_amend(self) -> None:
        """Amend what is locked."""
        from screens.conduct.amend import Amend

        locked = [sheet.id for sheet in self.hour.work.sheets if sheet.state == "locked" and sheet.outcome is None]
        if locked:
            self.app.push_screen(Amend(locked), lambda _: self.reload())

    def action_rate(self) -> None:
        """Back to the ratings."""
        if any(sheet.state == "rating" for sheet in self.hour.open_sheets):
            self.go("rate")

    def action_share(self) -> None:
        """The speaking shares of a discussion."""
        from screens.conduct.speaking import Speaking

        self.app.push_screen(Speaking(self.hour))

    def action_scroll(self, by: int) -> None:
        """Scroll."""
        self.query_one(".body", VerticalScroll).scroll_relative(y=by * 4, animate=False)

    def action_back(self) -> None:
        """Esc: not sure after all, out of the line, or home."""
        if self._sure:
            self._sure = False
            self._tell_next()
        else:
            super().action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing but looking, once everything is locked."""
        if action in ("lock", "open", "open_at", "rate", "excuse") and not self.hour.open_sheets:
            return False
        if action == "open" and not self._open():
            return False
        if action == "open_at" and parameters and int(str(parameters[0])) > len(self._open()):
            return False
        if action == "amend":
            return any(sheet.state == "locked" and sheet.outcome is None for sheet in self.hour.work.sheets)
        if action == "share" and (self.hour.open_sheets or not self.hour.work.seats):
            return False
        return super().check_action(action, parameters)
