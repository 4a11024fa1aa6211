"""Review and lock: what the sheet says, and what is still open on it."""

from __future__ import annotations

from datetime import datetime
from itertools import chain

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.conduct import machine
from assess.conduct.classify import back_to_classifying
from assess.conduct.lock import OUTCOMES, lock
from assess.conduct.work import CompetencyView, SheetView
from assess.words import N, T
from screens.command import Command
from screens.conduct.excuse import EXCUSE, Excusing
from screens.conduct.flow import Hour
from screens.conduct.rows import Row, Rows

LATE = 30
"""Minutes after the end of the exercise from which a rating counts as late (method 1.2, RS-04)."""


class Review(Excusing):
    """Look over it once; L locks."""

    STEP = "review"
    HELP_TEXT = T(
        "One row for each competency: its level, on how many notes it rests, whether there is a reason. L locks the"
        " sheet for good, after a second L; from then on a change is an amendment in the wash-up. G goes to what is"
        " open."
    )
    COMMANDS_HERE = (
        Command("review.lock", "l", T("Lock"), T("Lock the sheet for good; asks once."), "lock"),
        Command("review.open", "g", T("Go to what is open"), T("To the note or rating that is still open."), "open"),
        Command("review.rate", "f2", T("Rate"), T("Back to the ratings."), "rate"),
        Command("review.down", "down,j,pagedown", T("Down"), T("Scroll down."), "scroll(1)", shown=False),
        Command("review.up", "up,k,pageup", T("Up"), T("Scroll up."), "scroll(-1)", shown=False),
        EXCUSE,
    )

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self._sure = False

    def compose_work(self) -> ComposeResult:
        """The rows, then what is open."""
        with VerticalScroll(classes="body", can_focus=False):
            yield Rows(id="rows")
            yield Static(id="open", markup=False)

    def tell(self) -> None:
        """The sheets, and what is open on them."""
        super().tell()
        found = self.hour.work
        rows = list(chain.from_iterable(self._rows_of(sheet) for sheet in found.sheets))
        self.query_one("#rows", Rows).put(rows)
        self.query_one("#open", Static).update(Content("\n").join(self._facts()))
        self._sure = False
        self._tell_next()
        self.refresh_bindings()

    def _rows_of(self, sheet: SheetView) -> list[Row]:
        words = self.words
        rows = []
        title = Content.styled(sheet.code, "bold $accent")
        if sheet.state == "locked":
            at = words.time(sheet.locked_at) if sheet.locked_at else ""
            state = words(T("locked at {time}", time=at))
            if sheet.outcome is not None:
                state = f"{state}: {words(OUTCOMES[sheet.outcome])}"
            title = Content.assemble(title, f"  ✓ {state}")
        rows.append(Row(Content(""), title))
        if sheet.outcome is None:
            rows += [self._row(sheet, one) for one in sheet.competencies]
        rows.append(Row(Content(""), Content(" ")))
        return rows

    def _row(self, sheet: SheetView, one: CompetencyView) -> Row:
        words = self.words
        cited = sum(one.id in note.cited and not note.discarded for note in sheet.notes)
        level = "·" if one.kind is None else "–" if one.level is None else str(one.level)
        facts = [
            words(T("not rated yet"))
            if one.kind is None
            else words(T("no opportunity"))
            if one.level is None
            else words(N("{n} note", "{n} notes", n=cited))
        ]
        if one.kind == "absent":
            facts.append(words(T("absent")))
        if one.reason:
            facts.append(words(T("with reason")))
        style = "$warning" if one.kind is None else "dim"
        return Row(
            Content.styled(f"  {one.code:<5}", "bold"),
            Content(words(one.name)),
            Content.assemble(
                Content.styled(f"{level:>2}", "bold"), "   ", Content.styled(f"{', '.join(facts):<28}", style)
            ),
        )

    def _facts(self) -> list[Content]:
        words = self.words
        facts = []
        unassigned = sum(len(sheet.unassigned) for sheet in self.hour.open_sheets)
        if unassigned:
            facts.append(
                Content(
                    words(
                        N(
                            "{n} note shows no competency yet (G).",
                            "{n} notes show no competency yet (G).",
                            n=unassigned,
                        )
                    )
                )
            )
        minutes = self._since()
        if minutes is not None and self.hour.open_sheets:
            said = words(
                N("{n} minute since the end of the exercise.", "{n} minutes since the end of the exercise.", n=minutes)
            )
            facts.append(Content.styled(said, "$warning" if minutes > LATE else "dim"))
        return facts

    def _since(self) -> int | None:
        ended: datetime | None = max((one.ended_at for one in self.hour.work.sheets if one.ended_at), default=None)
        return None if ended is None else max(0, int((machine.moment().at - ended).total_seconds() // 60))

    def _tell_next(self) -> None:
        open_sheets = self.hour.open_sheets
        unrated = sum(len(sheet.unrated) for sheet in open_sheets)
        codes = self.words.listing([sheet.code for sheet in self.hour.work.sheets])
        if not open_sheets:
            self.next_step(T("Next: {codes} locked, thank you; Esc goes home", codes=codes))
        elif unrated:
            self.next_step(
                N("Next: G, {n} competency has no rating", "Next: G, {n} competencies have no rating", n=unrated)
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
        for sheet in open_sheets:
            self.put(self.desk.write(lock, sheet.id), then=lambda _: self._locked())

    def _locked(self) -> None:
        if self.here:
            self.reload()

    def action_open(self) -> None:
        """To the first thing that is open: a rating, else a note."""
        open_sheets = self.hour.open_sheets
        if any(sheet.unrated or sheet.state != "rating" for sheet in open_sheets):
            self.go()
        elif any(sheet.unassigned for sheet in open_sheets):
            sheets = [sheet for sheet in open_sheets if sheet.state == "rating"]
            for place, sheet in enumerate(sheets, 1):
                self.put(
                    self.desk.write(back_to_classifying, sheet.id),
                    then=(lambda _: self.go("classify")) if place == len(sheets) else None,
                )
        else:
            self.show(T("Nothing is open."))

    def action_rate(self) -> None:
        """Back to the ratings."""
        if any(sheet.state == "rating" for sheet in self.hour.open_sheets):
            self.go("rate")

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
        if action in ("lock", "open", "rate", "excuse") and not self.hour.open_sheets:
            return False
        return super().check_action(action, parameters)
