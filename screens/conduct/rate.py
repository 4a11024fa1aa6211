"""Rate: which anchor fits these notes?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.conduct.classify import back_to_classifying
from assess.conduct.rate import ENOUGH_REASON, Kind, Rated, cite, rate, unrate
from assess.conduct.work import CompetencyView, NoteView, SheetView, Work
from assess.words import Id, Message, N, T, Trouble
from screens.command import Command
from screens.conduct.excuse import EXCUSE, Excusing
from screens.conduct.flow import Hour
from screens.conduct.rows import Row, Rows
from screens.conduct.say import note_head, note_text
from screens.conduct.thin import Thin

WIDE: Final = 100
"""Cells from which the notes stand beside the anchors."""
THIRDS: Final[tuple[Message, ...]] = (T("first"), T("middle"), T("last"))


class Place(NamedTuple):
    """A competency of a sheet."""

    sheet: Id
    competency: Id


class Rate(Excusing):
    """One competency after the other: its notes, and its anchors."""

    STEP = "rate"
    HELP_TEXT = T(
        "Which anchor fits these notes? The digit rates. N: there was no opportunity to show it; it is left out of"
        " every mean. A, then a digit: there was an opportunity, and the behaviour did not come. A rating rests on the"
        " notes with a filled mark; Space takes the mark away or sets it. The ends of the scale need two notes, or one"
        " and a reason (R)."
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
            )
            for digit in (*range(1, 10), 0)
        ),
        Command("rate.none", "n", T("No opportunity"), T("There was no opportunity to show it."), "none"),
        Command(
            "rate.absent", "a", T("Absent"), T("There was an opportunity and the behaviour did not come."), "absent"
        ),
        Command("rate.cite", "space", T("Cite"), T("The rating rests on the marked note, or not."), "cite"),
        Command("rate.reason", "r", T("Reason"), T("Why this level, in a line."), "reason"),
        Command("rate.next", "tab,enter", T("Next"), T("The next competency."), "turn(1)"),
        Command("rate.before", "shift+tab", T("Before"), T("The competency before."), "turn(-1)", shown=False),
        Command("rate.down", "down,j", T("Down"), T("The note below."), "move(1)", shown=False),
        Command("rate.up", "up,k", T("Up"), T("The note above."), "move(-1)", shown=False),
        Command("rate.anchors_down", "pagedown", T("Anchors down"), T("Scroll the anchors."), "scroll(1)", shown=False),
        Command("rate.anchors_up", "pageup", T("Anchors up"), T("Scroll the anchors."), "scroll(-1)", shown=False),
        Command("rate.back", "backspace,delete", T("Take back"), T("Take the rating back."), "unrate", shown=False),
        Command("rate.review", "f3", T("Review"), T("On to the review and the lock."), "review"),
        Command("rate.notes", "f2", T("Notes"), T("Back to the notes and what they show."), "notes"),
        EXCUSE,
    )

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        places = self._places()
        unrated = (place for place in places if self._competency_of(place).kind is None)
        self._place = next(unrated, places[0] if places else Place(Id(""), Id("")))
        self._note = 0
        self._row_notes: list[int | None] = []
        """Which note stands in which row."""
        self._absent = False
        self._rating: set[Place] = set()
        """Ratings on their way."""
        self._wanted: dict[Place, tuple[int, Kind]] = {}
        """Levels that were refused for want of notes or a reason: they stand as soon as these are there."""

    def compose_work(self) -> ComposeResult:
        """Notes above or beside the anchors."""
        with Vertical(id="rating"):
            with Vertical(id="seen"):
                with Horizontal(id="seen-title"):
                    yield Static(id="title", markup=False)
                    yield Static(id="strip", markup=False)
                with VerticalScroll(id="notes", can_focus=False):
                    yield Rows(id="rows", marks=True)
                yield Static(id="reason", markup=False)
            with Vertical(id="fits"):
                yield Thin(id="between")
                with VerticalScroll(id="anchors", can_focus=False):
                    yield Rows(id="levels")
            with VerticalScroll(id="aside", can_focus=False):
                yield Static(id="definition", markup=False)

    def commands(self) -> tuple[Command, ...]:
        """The digits as the scale has them."""
        shown = f"{self.hour.work.lo}-{self.hour.work.hi}"
        return tuple(one._replace(key_shown=shown) if one.id == "rate.1" else one for one in super().commands())

    # where one is

    def _places(self) -> list[Place]:
        return [Place(sheet.id, one.id) for sheet in self.hour.open_sheets for one in sheet.competencies]

    def _sheet_of(self, place: Place) -> SheetView:
        return next(sheet for sheet in self.hour.work.sheets if sheet.id == place.sheet)

    def _competency_of(self, place: Place) -> CompetencyView:
        return next(one for one in self._sheet_of(place).competencies if one.id == place.competency)

    @property
    def sheet(self) -> SheetView:
        """The sheet that is being rated."""
        return self._sheet_of(self._place)

    @property
    def competency(self) -> CompetencyView:
        """The competency that is being rated."""
        return self._competency_of(self._place)

    @property
    def notes(self) -> list[NoteView]:
        """The notes that show the competency, in order of time."""
        phases = {phase.code: place for place, phase in enumerate(self.hour.work.phases)}
        shown = [one for one in self.sheet.notes if self._place.competency in one.shows and not one.discarded]
        return sorted(shown, key=lambda one: (phases.get(one.phase, 0), one.seconds, one.number))

    @property
    def reason(self) -> str:
        """The reason of the rating, or the one typed for it."""
        return self.draft(_reason_of(self._place)) or self.competency.reason

    # what is shown

    def tell(self) -> None:
        """Notes, anchors, progress, the next step."""
        super().tell()
        if not self._places():
            return
        if self._place not in self._places():
            self._place = self._places()[0]
        words, competency = self.words, self.competency
        notes = self.notes
        self._note = min(self._note, max(0, len(notes) - 1))
        title = words(T("What you saw of {code}", code=self.sheet.code))
        if len(self.hour.open_sheets) == 1:
            title = words(T("What you saw"))
        self.query_one("#title", Static).update(Content.styled(title, "bold"))
        self.query_one("#strip", Static).update(self._strip())
        self._tell_notes(notes)
        reason = self.query_one("#reason", Static)
        reason.display = bool(self.reason)
        reason.update(Content.assemble(Content.styled(words(T("Reason:")) + " ", "dim"), Content(self.reason)))
        self.query_one("#levels", Rows).put([self._anchor(one.level, words(one.text)) for one in competency.anchors])
        self.query_one("#definition", Static).update(
            Content.assemble(
                Content.styled(f"{competency.code} {words(competency.name)}\n", "bold"),
                Content(words(competency.definition).strip() + "\n\n"),
                Content.styled(words(T("Not to be mistaken for")) + "\n", "bold"),
                Content(words(competency.distinct).strip() + "\n\n"),
                Content.styled(words(T("No opportunity")) + "\n", "bold"),
                Content(words(competency.not_observed).strip()),
            )
        )
        self._tell_next()
        self.call_after_refresh(self._tell_between)

    def _tell_notes(self, notes: list[NoteView]) -> None:
        """The notes in thirds of the time: named in front, or, in a narrow column, above."""
        above = self.size.width >= WIDE
        rows: list[Row] = []
        self._row_notes = []
        before = ""
        for place, view in enumerate(notes):
            third = self.words(THIRDS[self._third(view)])
            if above and third != before:
                rows.append(Row(Content(""), Content.styled(third, "dim")))
                self._row_notes.append(None)
            cited = self._place.competency in view.cited
            named = "" if above else f"{third if third != before else '':<{self._third_width}} "
            head = Content.assemble(
                Content.styled("● " if cited else "○ ", "$accent" if cited else "dim"),
                Content.styled(named, "dim"),
                note_head(view.seconds, view.valence),
            )
            before = third
            text = note_text(self.words, view.text, quote=view.quote, star=view.star, gone=False)
            rows.append(Row(head, text if cited else text.stylize("dim"), key=view.id))
            self._row_notes.append(place)
        if not rows:
            rows.append(Row(Content(""), Content.styled(self.words(T("No note shows it.")), "dim")))
        marked = self._row_notes.index(self._note) if self._note in self._row_notes else None
        self.query_one("#rows", Rows).put(rows, marked)

    @property
    def _third_width(self) -> int:
        return max(len(self.words(third)) for third in THIRDS)

    def _third(self, view: NoteView) -> int:
        """In which third of the watched time the note falls: 0, 1 or 2."""
        before = 0.0
        at = view.seconds
        for phase in self.hour.work.phases:
            if phase.kind in ("live", "questions"):
                if phase.code == view.phase:
                    at = before + view.seconds
                before += phase.seconds
        return min(2, int(3 * at / before)) if before else 0

    def _anchor(self, level: int, text: str) -> Row:
        chosen = self.competency.level == level
        wanted = self._wanted.get(self._place, (None, ""))[0] == level
        mark = "▸ " if chosen else "▹ " if wanted else "  "
        style = "bold $accent" if chosen else "bold"
        return Row(
            Content.styled(f"{mark}{level:>2}  ", style),
            Content.styled(text.strip(), "bold") if chosen else Content(text.strip()),
            key=str(level),
        )

    def _strip(self) -> Content:
        """Every competency of the sheet with what it got: the progress."""
        parts = []
        for one in self.sheet.competencies:
            here = one.id == self._place.competency
            got = _level(one)
            parts.append(Content.styled(f"{one.code} {got}", "bold $accent" if here else "dim"))
        return Content("  ").join(parts)

    def clock_text(self) -> Content:
        """`Empathy · 1 of 4`."""
        places = self._places()
        if self._place not in places:
            return Content("")
        words, competency = self.words, self.competency
        said = words(T("{place} of {all}", place=places.index(self._place) + 1, all=len(places)))
        name = words(competency.name)
        if len(self.hour.open_sheets) > 1:
            name = f"{self.sheet.code} {competency.code}"
        elif len(name) + len(said) + 3 > self.room_right():
            name = competency.code
        return Content.assemble(Content.styled(name, "bold"), Content.styled(f" · {said}", "dim"))

    def _tell_between(self) -> None:
        """Say at the line which anchors are out of sight."""
        if not self.here:
            return
        scroll = self.query_one("#anchors", VerticalScroll)
        top, bottom = scroll.scroll_offset.y, scroll.scroll_offset.y + scroll.size.height
        levels, starts = self.competency.anchors, self.query_one("#levels", Rows).first_lines()
        above = [str(one.level) for one, first in zip(levels, starts, strict=False) if first < top]
        below = [str(one.level) for one, first in zip(levels, starts, strict=False) if first >= bottom]
        said = []
        if above:
            said.append(self.words(T("{levels} above: PgUp", levels=" ".join(above))))
        if below:
            said.append(self.words(T("{levels} below: PgDn", levels=" ".join(below))))
        between = self.query_one("#between", Thin)
        between.set_class(self.size.width >= WIDE, "-bare")
        between.say(Content("  ".join(said)))

    def _tell_next(self) -> None:
        competency = self.competency
        keys = f"{self.hour.work.lo}-{self.hour.work.hi}"
        if self._absent:
            self.next_step(T("Next: absent, rated by its anchor: {keys}; Esc back", keys=keys))
        elif competency.kind is None:
            cited = sum(self._place.competency in one.cited for one in self.notes)
            if cited:
                self.next_step(T("Next: which anchor fits these notes? {keys}", keys=keys))
            elif self.notes:
                self.next_step(T("Next: cite a note (Space), then rate {keys}", keys=keys))
            else:
                self.next_step(T("Next: no note shows it: N no opportunity, F2 back to the notes"))
        elif self._unrated():
            self.next_step(
                N("Next: Enter, {n} competency to go", "Next: Enter, {n} competencies to go", n=len(self._unrated()))
            )
        else:
            self.next_step(T("Next: all rated; Enter opens the review"))

    def _unrated(self) -> list[Place]:
        """What has no rating yet, and none on its way."""
        return [
            place for place in self._places() if self._competency_of(place).kind is None and place not in self._rating
        ]

    # moving

    def action_turn(self, by: int) -> None:
        """The next competency, or the one before; after the last rating the review."""
        places = self._places()
        if not places:
            return
        if by > 0 and not self._unrated():
            self.action_review()
            return
        self._place = places[(places.index(self._place) + by) % len(places)]
        self._note, self._absent = 0, False
        self.query_one("#anchors", VerticalScroll).scroll_home(animate=False)
        self.tell()

    def action_move(self, by: int) -> None:
        """The note above or below."""
        self._note = min(max(0, len(self.notes) - 1), max(0, self._note + by))
        self._tell_notes(self.notes)

    def action_scroll(self, by: int) -> None:
        """Scroll the anchors by most of what is seen."""
        scroll = self.query_one("#anchors", VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 2), animate=False)
        self.call_after_refresh(self._tell_between)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a note marks it; one on an anchor rates."""
        if event.rows.id == "rows":
            place = self._row_notes[event.place] if event.place < len(self._row_notes) else None
            if place is not None:
                self._note = place
                self._tell_notes(self.notes)
        elif event.rows.id == "levels":
            self._rate(self.competency.anchors[event.place].level, "absent" if self._absent else "shown")

    # rating

    def action_rate(self, digit: int) -> None:
        """A digit is a level; 0 is 10, where the scale has a 10."""
        level = 10 if digit == 0 and self.hour.work.hi >= 10 else digit
        self._rate(level, "absent" if self._absent else "shown")

    def _rate(self, level: int, kind: Kind) -> None:
        place = self._place
        self._absent = False
        self._rating.add(place)

        def refused(trouble: Trouble) -> None:
            self._rating.discard(place)
            self._place = place  # one may have gone on already: back to what was refused
            if self.hour.work.lo <= level <= self.hour.work.hi:
                self._wanted[place] = (level, kind)
            self.refused(trouble)

        self.put(
            self.desk.write(rate, place.sheet, place.competency, level, self.reason, kind),
            then=self._rated,
            failed=refused,
        )

    def action_none(self) -> None:
        """No opportunity."""
        place = self._place
        self._absent = False
        self._rating.add(place)

        def refused(trouble: Trouble) -> None:
            self._rating.discard(place)
            self._place = place
            self.refused(trouble)

        self.put(
            self.desk.write(rate, place.sheet, place.competency, None, self.reason, "no_opportunity"),
            then=self._rated,
            failed=refused,
        )

    def _rated(self, rated: Rated) -> None:
        place = Place(rated.sheet, rated.competency)
        self._wanted.pop(place, None)
        self._rating.discard(place)
        self.keep_draft("", _reason_of(place))
        self._seem(place, rated.level, rated.kind, rated.reason)

    def _seem(self, place: Place, level: int | None, kind: str | None, reason: str) -> None:
        self.hour.work = _rated_in(self.hour.work, place, level, kind, reason)
        if self.here:
            self.tell()

    def action_absent(self) -> None:
        """The next digit rates behaviour that did not come."""
        self._absent = not self._absent
        self._tell_next()

    def action_unrate(self) -> None:
        """Take the rating back."""
        place = self._place
        if self.competency.kind is not None:
            self.put(
                self.desk.write(unrate, place.sheet, place.competency), then=lambda _: self._seem(place, None, None, "")
            )

    def action_cite(self) -> None:
        """The rating rests on the marked note, or no longer does."""
        notes, place = self.notes, self._place
        if not notes:
            self.show(T("No note shows this competency."))
            return
        note = notes[self._note].id
        self.put(self.desk.write(cite, note, place.competency), then=lambda _: self._cited(place))

    def _cited(self, place: Place) -> None:
        """A level that waited for this note is tried again."""
        if self.here:
            self.reload()
            self._try_again(place)

    def _try_again(self, place: Place) -> None:
        if place in self._wanted and place == self._place:
            level, kind = self._wanted.pop(place)
            self._rate(level, kind)

    def action_reason(self) -> None:
        """A line for the reason."""
        if self.asking:
            return
        self.ask(
            T("Why this level? {need} characters stand in for a second note", need=ENOUGH_REASON),
            partial(self._reasoned, self._place),
            self.reason,
        )

    def _reasoned(self, place: Place, reason: str) -> None:
        self.keep_draft(reason, _reason_of(place))
        competency = self._competency_of(place)
        if place in self._wanted:
            self._try_again(place)
        elif competency.kind is not None:

            def refused(trouble: Trouble) -> None:
                self.keep_draft("", _reason_of(place))
                self.refused(trouble)

            kind: Kind = "no_opportunity" if competency.level is None else _kind(competency.kind)
            self.put(
                self.desk.write(rate, place.sheet, place.competency, competency.level, reason, kind),
                then=self._rated,
                failed=refused,
            )
        self.tell()

    # going on

    def action_review(self) -> None:
        """On to the review, when everything is written."""
        self.when_written(lambda: self.go("review"))

    def action_notes(self) -> None:
        """Back to classifying, when everything is written."""
        self.when_written(self._to_notes)

    def _to_notes(self) -> None:
        sheets = [sheet for sheet in self.hour.open_sheets if sheet.state == "rating"]
        for place, sheet in enumerate(sheets, 1):
            self.put(
                self.desk.write(back_to_classifying, sheet.id),
                then=(lambda _: self.go("classify")) if place == len(sheets) else None,
            )

    def action_back(self) -> None:
        """Esc: out of "absent", out of the line, or home."""
        if self._absent:
            self._absent = False
            self._tell_next()
        else:
            super().action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits of the scale alone."""
        if action == "rate" and parameters:
            digit = int(str(parameters[0]))
            lo, hi = self.hour.work.lo, self.hour.work.hi
            if not (lo <= digit <= hi or (digit == 0 and hi >= 10)):
                return False
        return super().check_action(action, parameters)


def _reason_of(place: Place) -> str:
    return f"reason {place.sheet} {place.competency}"


def _level(competency: CompetencyView) -> str:
    """`4`, `–` for no opportunity, `·` for not rated yet."""
    if competency.kind is None:
        return "·"
    return "–" if competency.level is None else str(competency.level)


def _kind(said: str) -> Kind:
    return "absent" if said == "absent" else "shown"


def _rated_in(found: Work, place: Place, level: int | None, kind: str | None, reason: str) -> Work:
    """The work with one rating changed."""
    return replace(
        found,
        sheets=tuple(
            replace(
                sheet,
                competencies=tuple(
                    replace(one, level=level, kind=kind, reason=reason) if one.id == place.competency else one
                    for one in sheet.competencies
                ),
            )
            if sheet.id == place.sheet
            else sheet
            for sheet in found.sheets
        ),
    )
