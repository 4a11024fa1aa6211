"""Rate: which anchor fits these notes?

The work and a place in it are the whole state; strip, notes, anchors and the next step are written from these.
"""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.conduct.classify import back_to_classifying
from assess.words import T
from screens.command import Command
from screens.conduct.excuse import EXCUSE
from screens.conduct.fits import about, cues_of, keys, level_of_digit, levels, source
from screens.conduct.flow import Hour
from screens.conduct.onward import onward
from screens.conduct.places import (
    Place,
    next_open,
    places,
    unrated,
)
from screens.conduct.progress import progress
from screens.conduct.rating import Rating
from screens.conduct.reason import ReasonBox
from screens.conduct.rows import Rows
from screens.conduct.seen import seen, title
from screens.conduct.thin import Thin

WIDE: Final = 100
"""Cells from which the notes stand beside the anchors."""


class Rate(Rating):
    """One competency after the other: its notes, and its anchors."""

    STEP = "rate"
    HELP_TEXT = T(
        "Which anchor fits these notes? The digit rates. N: there was no opportunity to show it; it is left out of"
        " every mean. A, then a digit: there was an opportunity, and the behaviour did not come. A rating rests on the"
        " notes with a filled mark; Space takes the mark away or sets it. The ends of the scale need two notes, or one"
        " and a reason (R).\n\n"
        "When the sentences of the anchors (their facets) fall on different levels: take for each facet the highest"
        " level that is met in full; a harmful act of level 1 or 2 sets its facet to that level. The rating is the"
        " highest level that more than half of the facets reach.\n\n"
        "Enter goes to the next competency that has no rating, of whichever candidate; on top"
        " stands what each has got."
    )
    COMMANDS_HERE = (
        *(
            Command(
                f"rate.{digit}",
                str(digit),
                T("Rate"),
                T("This anchor fits; 10 is key 0."),
                f"rate({digit})",
                shown=digit == 1,
                named=T("Rate {level}", level=digit or 10),
                short=T("Level"),
            )
            for digit in (*range(1, 10), 0)
        ),
        Command("rate.open", "enter", T("Next"), T("To what has no rating yet, of any candidate."), "open"),
        Command("rate.cite", "space", T("Cite"), T("The rating rests on the marked note, or not."), "cite"),
        Command("rate.reason", "r", T("Reason"), T("Why this level, in a few lines."), "reason", short=T("Why")),
        Command(
            "rate.none",
            "n",
            T("No opportunity"),
            T("There was no opportunity to show it."),
            "none",
            short=T("None"),
        ),
        Command(
            "rate.absent", "a", T("Absent"), T("There was an opportunity and the behaviour did not come."), "absent"
        ),
        Command("rate.notes", "f2", T("Notes"), T("Back to the notes and what they show."), "notes", wide=True),
        Command("rate.next", "tab", T("One on"), T("The next competency, rated or not."), "turn(1)", wide=True),
        Command("rate.before", "shift+tab", T("Before"), T("The competency before."), "turn(-1)", shown=False),
        Command("rate.down", "down,j", T("Down"), T("The note below."), "move(1)", shown=False),
        Command("rate.up", "up,k", T("Up"), T("The note above."), "move(-1)", shown=False),
        Command("rate.anchors_down", "pagedown", T("Anchors down"), T("Scroll the anchors."), "scroll(1)", shown=False),
        Command("rate.anchors_up", "pageup", T("Anchors up"), T("Scroll the anchors."), "scroll(-1)", shown=False),
        Command("rate.back", "backspace,delete", T("Take back"), T("Take the rating back."), "unrate", shown=False),
        Command("rate.review", "f3", T("Review"), T("On to the review and the lock."), "review", wide=True),
        EXCUSE._replace(wide=True),
    )

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self._row_notes: list[int | None] = []
        """Which note stands in which row."""

    def compose_work(self) -> ComposeResult:
        """Progress on top, then the notes above or beside the anchors."""
        with Vertical(id="rating"):
            yield Static(id="progress", markup=False)
            with Vertical(id="pair"):
                with Vertical(id="seen"):
                    with VerticalScroll(id="notes", can_focus=False):
                        yield Rows(id="rows", marks=True)
                    yield Static(id="reason", markup=False)
                with Vertical(id="fits"):
                    yield Thin(id="between")
                    with VerticalScroll(id="anchors", can_focus=False):
                        yield Rows(id="levels")
                with VerticalScroll(id="aside", can_focus=False):
                    yield Static(id="definition", markup=False)
        yield ReasonBox(self.reasoned, self.typed)

    def on_mount(self) -> None:
        """Clicks on the strip go to a place; nothing is underlined for it."""
        self.query_one("#progress", Static).auto_links = False

    def commands(self) -> tuple[Command, ...]:
        """The digits as the scale has them."""
        shown = keys(self.hour.work)
        return tuple(one._replace(key_shown=shown) if one.id == "rate.1" else one for one in super().commands())

    # what is shown

    def tell(self) -> None:
        """Progress, notes, anchors, the next step."""
        super().tell()
        order = places(self.hour.work)
        if not order:
            return
        if self.place not in order:
            self.place = order[0]
        self.note = min(self.note, max(0, len(self.notes) - 1))
        self.query_one("#progress", Static).update(self._progress())
        self._tell_notes()
        self.tell_reason()
        if self.reasoning is not None:
            self.query_one(ReasonBox).say()
        wanted = self.wanted.get(self.place, (None, ""))[0]
        level = wanted if wanted is not None else self.competency.level
        self.query_one("#levels", Rows).put(
            levels(self.words, self.hour.work, self.competency, wanted),
            None if level is None else self.hour.work.hi - level,
        )
        self.query_one("#definition", Static).update(
            about(self.words, self.competency, cues_of(self.hour.work, self.competency))
        )
        self.tell_next()
        self.call_after_refresh(self._tell_between)

    def _progress(self) -> Content:
        """Title and strip, in one line where they fit."""
        width = (self.size.width or self.app.size.width) - 2
        said = title(self.words, self.hour.work, self.place)
        strip = progress(self.words, self.hour.work, self.place, width)
        gap = width - said.cell_length - strip.cell_length
        if "\n" not in strip.plain and gap >= 2:
            return Content.assemble(said, " " * gap, strip)
        return Content.assemble(strip, "\n", said)

    def _tell_notes(self) -> None:
        rows, self._row_notes = seen(self.words, self.hour.work, self.place, above=self.size.width >= WIDE)
        marked = self._row_notes.index(self.note) if self.note in self._row_notes else None
        self.query_one("#rows", Rows).put(rows, marked)

    def tell_reason(self) -> None:
        """The reason below the notes: saved, or waiting for a level."""
        said = self.reason_at(self.place)
        waits = said != self.competency.reason
        label = self.words(T("Reason, saved with the level:") if waits else T("Reason:"))
        shown = self.query_one("#reason", Static)
        shown.display = bool(said) and self.reasoning is None
        shown.update(Content.assemble(Content.styled(f"{label} ", "dim"), Content(said)))

    def clock_text(self) -> Content:
        """`Empathy · 1 of 4`."""
        order = places(self.hour.work)
        if self.place not in order:
            return Content("")
        said = self.words(T("{place} of {all}", place=order.index(self.place) + 1, all=len(order)))
        name = self.words(self.competency.name)
        if len(self.hour.open_sheets) > 1:
            name = f"{self.sheet.code} {self.competency.code}"
        elif len(name) + len(said) + 3 > self.room_right():
            name = self.competency.code
        return Content.assemble(Content.styled(name, "bold"), Content.styled(f" · {said}", "dim"))

    def _tell_between(self) -> None:
        """Say at the line which notes and anchors are out of sight, and whose anchors these are."""
        if not self.here or self.place not in places(self.hour.work):
            return
        notes = self.query_one("#notes", VerticalScroll)
        below = max(0, notes.virtual_size.height - notes.size.height - notes.scroll_offset.y)
        scroll = self.query_one("#anchors", VerticalScroll)
        top, bottom = scroll.scroll_offset.y, scroll.scroll_offset.y + scroll.size.height
        starts = self.query_one("#levels", Rows).first_lines()
        scale = range(self.hour.work.hi, self.hour.work.lo - 1, -1)
        above = [str(level) for level, first in zip(scale, starts, strict=False) if first < top]
        under = [str(level) for level, first in zip(scale, starts, strict=False) if first >= bottom]
        said = [self.words(source(self.competency))]
        if below:
            said.insert(0, self.words(T("more notes: ↓")))
        up, down = self.key_of("rate.anchors_up"), self.key_of("rate.anchors_down")
        if above:
            said.append(self.words(T("{levels} above: {key}", levels=" ".join(above), key=up)))
        if under:
            said.append(self.words(T("{levels} below: {key}", levels=" ".join(under), key=down)))
        between = self.query_one("#between", Thin)
        between.set_class(self.size.width >= WIDE, "-bare")
        between.say(Content(" · ".join(said)))

    def tell_next(self) -> None:
        """What to do now."""
        left = unrated(self.hour.work, self.on_their_way)
        self.next_step(onward(self.hour.work, self.place, left, absent=self.absent))

    # moving

    def _to(self, place: Place) -> None:
        self.place, self.note, self.absent = place, 0, False
        self.query_one("#anchors", VerticalScroll).scroll_home(animate=False)
        self.query_one("#notes", VerticalScroll).scroll_home(animate=False)
        self.tell()

    def action_to(self, number: int) -> None:
        """A click on the strip."""
        order = places(self.hour.work)
        if number < len(order) and not self.asking:
            self._to(order[number])

    def action_open(self) -> None:
        """The next place without a rating, of whichever candidate; the review when there is none."""
        following = next_open(self.hour.work, self.place, self.on_their_way)
        if following is None:
            self.action_review()
        elif following == self.place:
            self.tell_next()  # the only one that is open is here
        else:
            self._to(following)

    def action_turn(self, by: int) -> None:
        """The next competency, or the one before; after the last rating the review."""
        order = places(self.hour.work)
        if not order:
            return
        if by > 0 and not unrated(self.hour.work, self.on_their_way):
            self.action_review()
            return
        self._to(order[(order.index(self.place) + by) % len(order)])

    def action_move(self, by: int) -> None:
        """The note above or below."""
        self.note = min(max(0, len(self.notes) - 1), max(0, self.note + by))
        self._tell_notes()
        self.call_after_refresh(self._tell_between)

    def action_scroll(self, by: int) -> None:
        """Scroll the anchors by most of what is seen."""
        scroll = self.query_one("#anchors", VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 2), animate=False, immediate=True)
        self.call_after_refresh(self._tell_between)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a note marks it; one on an anchor rates."""
        if self.asking:
            return
        if event.rows.id == "rows":
            number = self._row_notes[event.place] if event.place < len(self._row_notes) else None
            if number is not None:
                self.note = number
                self._tell_notes()
        elif event.rows.id == "levels":
            self.put_rating(self.hour.work.hi - event.place, "absent" if self.absent else "shown")

    # going on

    def action_review(self) -> None:
        """On to the review, when everything is written."""
        self.when_written(lambda: self.go("review"))

    def action_notes(self) -> None:
        """Back to classifying, when everything is written."""
        self.when_written(self._to_notes)

    def _to_notes(self) -> None:
        sheets = [sheet for sheet in self.hour.open_sheets if sheet.state == "rating"]
        for number, sheet in enumerate(sheets, 1):
            self.put(
                self.desk.write(back_to_classifying, sheet.id),
                then=(lambda _: self.go("classify")) if number == len(sheets) else None,
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits of the scale alone."""
        if action == "rate" and parameters and level_of_digit(self.hour.work, int(str(parameters[0]))) is None:
            return False
        return super().check_action(action, parameters)
