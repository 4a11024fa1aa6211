"""Rating: what is written, place by place. Beside it `rate.py` shows it."""

from __future__ import annotations

from functools import partial

from assess.conduct.rate import Kind, Rated, cite, rate, unrate
from assess.conduct.work import CompetencyView, NoteView, SheetView
from assess.words import T, Trouble
from screens.conduct.excuse import Excusing
from screens.conduct.fits import level_of_digit
from screens.conduct.flow import Hour
from screens.conduct.places import NOWHERE, Place, competency_at, next_open, notes_at, places, sheet_at, with_rating
from screens.conduct.reason import ReasonBox, counted


class Rating(Excusing):
    """A step that rates: the place one is at, what is on its way to be written, and what waits for its ground."""

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        order = places(hour.work)
        aimed = hour.take_aim()
        first = aimed if aimed in order else next_open(hour.work, NOWHERE)
        self.place = Place(*first) if first else order[0] if order else NOWHERE
        self.note = 0
        """Which of the notes is marked."""
        self.absent = False
        """Whether the next digit rates behaviour that did not come."""
        self.on_their_way: set[Place] = set()
        """Ratings that are not committed yet."""
        self.wanted: dict[Place, tuple[int, Kind]] = {}
        """Levels that were refused for want of notes or a reason: they stand as soon as these are there."""
        self.reasoning: Place | None = None
        """What a reason is being typed for."""

    def tell_next(self) -> None:
        """Write the next step."""
        raise NotImplementedError

    def tell_reason(self) -> None:
        """Write the reason."""
        raise NotImplementedError

    # where one is

    @property
    def sheet(self) -> SheetView:
        """The sheet that is being rated."""
        return sheet_at(self.hour.work, self.place)

    @property
    def competency(self) -> CompetencyView:
        """The competency that is being rated."""
        return competency_at(self.hour.work, self.place)

    @property
    def notes(self) -> list[NoteView]:
        """The notes that show the competency, in order of time."""
        return notes_at(self.hour.work, self.place)

    def reason_at(self, place: Place) -> str:
        """The reason of the rating, or the one typed for it."""
        return self.draft(_reason_of(place)) or competency_at(self.hour.work, place).reason

    # rating

    def action_rate(self, digit: int) -> None:
        """A digit is a level; 0 is 10, where the scale has a 10."""
        level = level_of_digit(self.hour.work, digit)
        if level is not None:
            self.put_rating(level, "absent" if self.absent else "shown")

    def action_none(self) -> None:
        """No opportunity."""
        self.put_rating(None, "no_opportunity")

    def action_absent(self) -> None:
        """The next digit rates behaviour that did not come."""
        self.absent = not self.absent
        self.tell_next()

    def put_rating(self, level: int | None, kind: Kind) -> None:
        """Write a rating; a level that is refused waits for what it lacks."""
        place = self.place
        self.absent = False
        self.on_their_way.add(place)

        def refused(trouble: Trouble) -> None:
            self.on_their_way.discard(place)
            self.place = place  # one may have gone on already: back to what was refused
            if level is not None:
                self.wanted[place] = (level, kind)
            self.refused(trouble)

        self.put(
            self.desk.write(rate, place.sheet, place.competency, level, self.reason_at(place), kind),
            then=self._rated,
            failed=refused,
        )

    def _rated(self, rated: Rated) -> None:
        place = Place(rated.sheet, rated.competency)
        self.wanted.pop(place, None)
        self.on_their_way.discard(place)
        if place != self.reasoning:
            self.keep_draft("", _reason_of(place))
        self._seem(place, rated.level, rated.kind, rated.reason)

    def _seem(self, place: Place, level: int | None, kind: str | None, reason: str) -> None:
        self.hour.work = with_rating(self.hour.work, place, level, kind, reason)
        if self.here:
            self.tell()

    def action_unrate(self) -> None:
        """Take the rating back."""
        place = self.place
        self.wanted.pop(place, None)
        if self.competency.kind is not None:
            self.put(
                self.desk.write(unrate, place.sheet, place.competency), then=lambda _: self._seem(place, None, None, "")
            )

    def action_cite(self) -> None:
        """The rating rests on the marked note, or no longer does."""
        notes, place = self.notes, self.place
        if not notes:
            self.show(T("No note shows this competency."))
            return
        note = notes[self.note].id
        self.put(self.desk.write(cite, note, place.competency), then=lambda _: self._cited(place))

    def _cited(self, place: Place) -> None:
        """A level that waited for this note is tried again."""
        if self.here:
            self.reload()
            self._try_again(place)

    def _try_again(self, place: Place) -> None:
        if place in self.wanted and place == self.place:
            self.put_rating(*self.wanted.pop(place))

    # the reason

    @property
    def asking(self) -> bool:
        """Whether something is being typed."""
        return super().asking or self.reasoning is not None

    def action_reason(self) -> None:
        """Lines for the reason; what is typed is kept at every letter."""
        if self.asking:
            return
        place = self.reasoning = self.place
        self.query_one(ReasonBox).open(self.reason_at(place), partial(self._counted, place))
        self.tell_reason()
        self.next_step(T("Next: type it and press Enter; Esc keeps it for later"))
        self.refresh_bindings()

    def _counted(self, place: Place, text: str) -> tuple[str, str]:
        """For the level that waits, or stands; a refusal may come while one types already."""
        level = self.wanted.get(place, (competency_at(self.hour.work, place).level, ""))[0]
        return counted(self.words, self.hour.work, place, level, text)

    def typed(self, text: str) -> None:
        """Every letter of a reason is kept."""
        if self.reasoning is not None:
            self.keep_draft(text, _reason_of(self.reasoning))

    def _close_reason(self) -> Place | None:
        place, self.reasoning = self.reasoning, None
        self.query_one(ReasonBox).close()
        self.set_focus(None)
        self.refresh_bindings()
        return place

    def reasoned(self, reason: str) -> None:
        """It goes with the level that waited for it, or the one that stands; else with the next one."""
        place = self._close_reason()
        if place is None:
            return
        self.keep_draft(reason, _reason_of(place))
        competency = competency_at(self.hour.work, place)
        if place in self.wanted:
            self._try_again(place)
        elif competency.kind is not None and reason != competency.reason:
            kind: Kind = (
                "no_opportunity" if competency.level is None else "absent" if competency.kind == "absent" else "shown"
            )
            self.put(
                self.desk.write(rate, place.sheet, place.competency, competency.level, reason, kind),
                then=self._rated,
                failed=partial(self._not_reasoned, place),
            )
        elif competency.kind is not None:
            self.keep_draft("", _reason_of(place))
        self.tell()

    def _not_reasoned(self, place: Place, trouble: Trouble) -> None:
        """The level needs the reason that stands: it stays."""
        self.keep_draft("", _reason_of(place))
        self.refused(trouble)

    def action_back(self) -> None:
        """Esc: out of "absent", out of the lines (what is typed waits), or home."""
        if self.reasoning is not None:
            self._close_reason()
            self.tell()
        elif self.absent:
            self.absent = False
            self.tell_next()
        else:
            super().action_back()


def _reason_of(place: Place) -> str:
    return f"reason {place.sheet} {place.competency}"
