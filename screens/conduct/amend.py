"""Amending a locked sheet: which rating, which level fits now, which note shows it, and why. One question at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from textual import work
from textual.content import Content
from textual.widgets import Static

from assess.conduct.amend import ENOUGH, amend
from assess.conduct.rate import Kind
from assess.conduct.record import Record, Stand, record
from assess.report.columns import one_line
from assess.report.sheets_text import LATE, level_said
from assess.words import Id, Sayable, T, Trouble
from screens.command import Command
from screens.conduct.amend_keys import AMEND_COMMANDS, CHOOSE
from screens.conduct.amend_rows import anchor_row, change_said, note_row, rating_row
from screens.conduct.line import NoteLine as Line
from screens.conduct.questions import Choice, Questions
from screens.conduct.rows import NOTHING, Row


class Amend(Questions):
    """Four questions; Esc goes back one. What was locked stays, and both are shown from then on."""

    CSS_PATH = "amend.tcss"
    HELP_TEXT = T(
        "An amendment changes a rating on your own locked sheet. It says which level fits now, which of your notes"
        " shows it, and why. What you locked stays and is shown beside it; before the reveal only you see either. The"
        " rule of evidence is that of rating: the highest and the lowest level rest on two notes, or on one and a"
        " longer reason. Once the wash-up has closed, ratings are final."
    )
    COMMANDS_HERE = AMEND_COMMANDS

    def commands(self) -> tuple[Command, ...]:
        """Where the reason is typed, Enter amends."""
        last = self.has_class("-asking")
        return tuple(
            one._replace(title=T("Amend"), help=T("Amend: what was locked stays, and both are shown."))
            if last and one.id == CHOOSE.id
            else one
            for one in super().commands()
        )

    def __init__(self, sheets: Sequence[Id]) -> None:
        super().__init__()
        self._sheets = tuple(sheets)
        self._records: tuple[Record, ...] = ()
        self._record: Record | None = None
        self._stand: Stand | None = None
        self._level: int | None = None
        self._kind: Kind = "shown"
        self._absent = False
        self._note: Id | None = None
        self._ask: Callable[[], None] = self._ask_sheet
        self._before: list[Callable[[], None]] = []
        """The questions that were answered, the latest last."""
        self._reason = ""
        """What was typed, kept when it was refused or Esc was pressed."""
        self._busy = False

    def on_mount(self) -> None:
        """Read the sheets, then ask."""
        self.tell()
        self.read()

    def on_screen_resume(self) -> None:
        """Back from help: nothing has changed."""

    @work(exclusive=True, group="read")
    async def read(self) -> None:
        """The sheets as they stand now; those that were locked without ratings have nothing to amend."""
        try:
            found = [await self.desk.read(record, sheet) for sheet in self._sheets]
        except Trouble as trouble:
            self.show(trouble)
            return
        self._records = tuple(one for one in found if one.outcome is None)
        if self._record is not None:
            self._record = next((one for one in self._records if one.sheet == self._record.sheet), None)
        elif len(self._records) == 1:
            self._record, self._ask = self._records[0], self._ask_rating
        self.tell()

    def tell(self) -> None:
        """The question, in the language of now."""
        first = self._record or (self._records[0] if self._records else None)
        if first is None or not self.query("#choices"):
            self.head(T("Amendment"))
            return
        words = self.words
        place = f"{words(T('Amendment'))} · {words(first.exercise)}"
        code = f" · {one_line(self._record.code)}" if self._record else ""
        self.head(f"{place}{code}", T("{initials} (assessor)", initials=one_line(first.initials)))
        self._ask()
        self.refresh_bindings()

    # the questions

    def _ask_sheet(self) -> None:
        if len(self._records) == 1:
            self._record = self._records[0]
            self._ask = self._ask_rating
            self._ask_rating()
            return

        def take(one: Record) -> Callable[[], None]:
            return lambda: self._on(one)

        self._list(
            T("Whose sheet?"),
            [Choice(Row(NOTHING, Content.styled(one_line(one.code), "bold")), take(one)) for one in self._records],
            T("Next: choose the sheet (Enter)"),
        )

    def _on(self, one: Record) -> None:
        self._record = one
        self._follow(self._ask_rating)

    def _ask_rating(self) -> None:
        found = self._record
        if found is None:
            return
        rated = [one for one in found.stands if one.kind is not None]

        def take(one: Stand) -> Callable[[], None]:
            def taken() -> None:
                self._stand = one
                self._absent = one.kind == "absent"
                self._follow(self._ask_level)

            return taken

        question: Sayable = T("Which rating changes?")
        if found.late:
            question = f"{self.words(question)}   {self.words(LATE)}"
        if found.final:
            self._list(T("The wash-up is closed: ratings are final."), [], T("Next: Esc goes back"))
            return
        self._list(
            question, [Choice(rating_row(self.words, one), take(one)) for one in rated], T("Next: choose it (Enter)")
        )

    def _ask_level(self) -> None:
        found, one = self._record, self._stand
        if found is None or one is None:
            return
        words = self.words
        now = level_said(words, one.level, one.kind)
        absent = f"   {words(T('absent: the behaviour did not come'))}" if self._absent else ""
        question = words(T("{competency}: now {level}. Which anchor fits your notes?", competency=one.name, level=now))

        def take(level: int) -> Callable[[], None]:
            def taken() -> None:
                self._level, self._kind = level, "absent" if self._absent else "shown"
                self._follow(self._ask_note)

            return taken

        self._list(
            f"{question}{absent}",
            [Choice(anchor_row(words, each.level, each.text), take(each.level)) for each in one.anchors],
            T("Next: press the level; N when there was no opportunity"),
            next((place for place, each in enumerate(one.anchors) if each.level == one.level), 0),
        )

    def _ask_note(self) -> None:
        found, one = self._record, self._stand
        if found is None or one is None:
            return

        def take(note: Id) -> Callable[[], None]:
            def taken() -> None:
                self._note = note
                self._follow(self._ask_reason)

            return taken

        notes = [each for each in found.notes if not each.discarded]
        self._list(
            T("Which of your notes shows it?"),
            [Choice(note_row(self.words, each), take(each.id)) for each in notes],
            T("Next: choose the note (Enter)"),
            next((place for place, each in enumerate(notes) if one.code in each.shows), 0),
        )

    def _ask_reason(self) -> None:
        one, words = self._stand, self.words
        if one is None:
            return
        note = next((each for each in self._record.notes if each.id == self._note), None) if self._record else None
        self._list(
            change_said(words, one, (self._level, self._kind), note),
            [],
            T("Next: type the reason, then Enter amends; Esc back"),
        )
        self.set_class(True, "-asking")
        question = T("Why? A sentence of {need} characters or more: everybody reads it.", need=ENOUGH)
        self.query_one("#asked", Static).update(Content(words(question)))
        line = self.query_one("#line", Line)
        line.put(self._reason)
        line.focus()

    def _typed(self, said: str) -> None:
        self._reason = said
        self._write(said)

    @work(group="write")
    async def _write(self, said: str) -> None:
        """Amend; what was typed stays in the line when it is refused."""
        found, one = self._record, self._stand
        if found is None or one is None or self._note is None or self._busy:
            return
        self._busy = True
        self.saving()
        try:
            await self.desk.write(amend, found.sheet, one.competency, self._level, said, self._note, self._kind)
        except Trouble as trouble:
            self.not_saved()
            self.show(trouble)
            return
        finally:
            self._busy = False
        self._reason = ""
        self.assess.call_later(self._amended)

    def _amended(self) -> None:
        """It is committed: the ratings once more, with the change beside what was locked."""
        if self.is_attached:
            self._before = [self._ask_sheet] if len(self._records) > 1 else []
            self._stand, self._ask = None, self._ask_rating
            self.saved(datetime.now(UTC))
            self.read()

    # answering

    def _follow(self, ask: Callable[[], None]) -> None:
        """The next question."""
        self._before.append(self._ask)
        self._ask = ask
        self.tell()

    def action_choose(self) -> None:
        """What is marked, or what is typed."""
        if self.has_class("-asking"):
            self._typed(self.query_one("#line", Line).value)
        elif self._choices:
            self._choices[self._marked].take()

    def action_number(self, number: int) -> None:
        """A level by its digit; elsewhere the line of that number."""
        if self._ask == self._ask_level and self._stand is not None:
            level = 0 if number == 10 and self._record and self._record.hi < 10 else number
            place = next((n for n, each in enumerate(self._stand.anchors) if each.level == level), None)
        else:
            place = number - 1 if number <= len(self._choices) else None
        if place is not None and place < len(self._choices):
            self._choices[place].take()

    def action_none(self) -> None:
        """No opportunity after all."""
        self._level, self._kind = None, "no_opportunity"
        self._follow(self._ask_note)

    def action_absent(self) -> None:
        """The behaviour did not come; the level follows."""
        self._absent = not self._absent
        self.tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what answers the question."""
        if action in ("none", "absent"):
            return self._ask == self._ask_level
        if action in ("number", "move"):
            return not self.has_class("-asking")
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """One question back, or out."""
        if self.has_class("-asking"):
            self._reason = self.query_one("#line", Line).value
        if not self._before:
            self.dismiss()
            return
        self._ask = self._before.pop()
        if self._ask == self._ask_sheet and len(self._records) == 1:
            self.dismiss()
            return
        if self._ask == self._ask_sheet:
            self._record = None
        self.tell()
