"""Nothing to rate: the candidate did not come, the exercise was aborted, or the assessor could not rate."""

from __future__ import annotations

from textual import events

from assess.conduct.lock import OUTCOMES, excuse
from assess.conduct.work import SheetView
from assess.words import Message, T, Trouble
from screens.command import Command
from screens.conduct.step import Step

EXCUSE = Command(
    "conduct.excuse",
    "f4",
    T("Not held"),
    T("No-show, aborted or excused: lock without ratings, with a reason."),
    "excuse",
    wide=True,
)
QUESTIONS: dict[str, Message] = {
    "no_show": T("{code} did not come: what do you know about it?"),
    "aborted": T("{code}'s exercise was aborted: what happened?"),
    "excused": T("You could not rate {code}: why?"),
}


class Excusing(Step):
    """A step from which a sheet can be locked without ratings."""

    _choosing: SheetView | None = None
    _which = False

    def action_excuse(self) -> None:
        """Ask what happened, then why."""
        sheets = self.hour.open_sheets
        if self.asking or not sheets:
            return
        if len(sheets) == 1:
            self._choose(sheets[0])
            return
        self._which = True
        whose = ", ".join(f"{place} {sheet.code}" for place, sheet in enumerate(sheets, 1))
        self.next_step(T("Whose sheet? {whose}, Esc back", whose=whose))

    def _choose(self, sheet: SheetView) -> None:
        self._which, self._choosing = False, sheet
        self.next_step(T("{code}: 1 did not come, 2 exercise aborted, 3 I could not rate, Esc back", code=sheet.code))

    def on_key(self, event: events.Key) -> None:
        """The digit that answers; any other key goes back."""
        if not (self._which or self._choosing) or self.asking or event.key in ("f1", "f9"):
            return
        event.stop()
        event.prevent_default()
        digit = int(event.key) if event.key.isdecimal() else 0
        sheets, outcomes = self.hour.open_sheets, tuple(OUTCOMES)
        if self._which and 1 <= digit <= len(sheets):
            self._choose(sheets[digit - 1])
        elif self._choosing is not None and 1 <= digit <= len(outcomes):
            sheet, outcome = self._choosing, outcomes[digit - 1]
            self.stop_choosing()
            self._why(sheet, outcome)
        else:
            self.stop_choosing()
            self.tell()

    def stop_choosing(self) -> None:
        """The question is over."""
        self._which, self._choosing = False, None

    def _why(self, sheet: SheetView, outcome: str, reason: str = "") -> None:
        question = Message(QUESTIONS[outcome].singular, None, {"code": sheet.code})
        self.ask(question, lambda said: self._excuse(sheet, outcome, said), reason)
        self.next_step(T("Next: Enter locks the sheet without ratings; Esc back"))

    def _excuse(self, sheet: SheetView, outcome: str, reason: str) -> None:
        def refused(trouble: Trouble) -> None:
            if self.here:
                self._why(sheet, outcome, reason)
                self.show(trouble)

        self.put(self.desk.write(excuse, sheet.id, outcome, reason), then=lambda _: self.go(), failed=refused)
