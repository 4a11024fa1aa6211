"""The freeze: what stands in the way, what it fixes, and what was amended since."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.plan.amend import Change, changes
from assess.plan.design import freeze
from assess.plan.overview import Overview
from assess.report.conformity import conformity
from assess.words import Id, Message, N, Sayable, T, Trouble
from screens.base import Command
from screens.plan.planning import PlanRoom

DOES: Final = T(
    "It fixes what results depend on: the rubrics of all roles with their weights and targets, the scale, the weights"
    " of the three parts, the ranking rule, and how ratings are brought together. From then on every change of the"
    " plan asks for a reason, is an amendment in your name, and shows in every output."
)
WHAT: Final[dict[str, Message]] = {
    "center": T("Event and rules"),
    "vacancy": T("Role"),
    "places": T("Places"),
    "exercise": T("Exercise"),
    "candidate": T("Candidate"),
    "timetable": T("Timetable"),
    "team": T("Team"),
    "member": T("Team member"),
    "need": T("Need"),
    "charter": T("Shared value"),
}


class Freeze(PlanRoom):
    """Two presses, then amendments."""

    STEP = "freeze"
    CALLED = T("Freeze")
    HELP_TEXT = T(
        "The design is frozen before the first exercise: rubrics, weights, rules. A hash of them is kept, so that"
        " anybody can see later that nothing changed. Until then everything can be changed freely; afterwards each"
        " change asks for a reason, is written down as an amendment with your name, and shows in every output.\n\n"
        "Above stands what is missing: ! keeps the day from being run, · is advice. Press F twice to freeze."
    )
    COMMANDS_HERE = (
        Command("freeze.freeze", "f", T("Freeze"), T("Freeze the design; press it twice."), "freeze"),
        Command("freeze.reload", "f6", T("Reload"), T("Read the file again."), "reload", wide=True),
    )

    def __init__(self, center: Id) -> None:
        super().__init__(center)
        self._changes: tuple[Change, ...] = ()
        self._wrong: tuple[Sayable, ...] = ()
        self._sure = False

    def compose_work(self) -> ComposeResult:
        """One text."""
        with VerticalScroll(id="scroll", can_focus=True):
            yield Static(id="said", classes="text", markup=False)

    async def read_step(self) -> None:
        """Amendments, and what the checks find."""
        self._changes = await self.desk.read(changes, self.center)
        found = await self.desk.read(conformity, self.center)
        self._wrong = tuple(T("{check}: {said}", check=check.id, said=check.said) for check in found.of("error"))

    def fill(self) -> None:
        """The text can be scrolled."""
        self.query_one("#scroll").focus()

    def tell(self) -> None:
        """Every text."""
        super().tell()
        shown = self.query("#said")
        if shown and self.plan is not None:
            shown.first(Static).update(Content("\n").join(self._lines(self.plan)))

    def _lines(self, plan: Overview) -> list[Content]:
        words = self.words
        said: list[Content] = [Content("")]
        if plan.frozen_at is None:
            stops = [gap.said for gap in plan.gaps if gap.stops]
            advice = [gap.said for gap in plan.gaps if not gap.stops]
            said += self._block(T("What keeps the day from being run"), "!", stops, T("✓ nothing"))
            said += self._block(T("What the checks call an error"), "!", self._wrong, T("✓ nothing"))
            said += self._block(T("What is advised"), "·", advice, T("✓ nothing"))
            said += [_bold(words(T("What the freeze does")))]
            said += [Content(words(DOES))]
            return said
        zone = ZoneInfo(plan.zone)
        said += [
            _bold(words(T("Frozen"))),
            Content(words(T("Since {moment}", moment=words.moment(plan.frozen_at, zone)))),
            Content(words(T("Hash of the design: {hash}", hash=plan.frozen_hash or ""))),
            Content(""),
        ]
        said.append(_bold(words(N("{n} amendment since", "{n} amendments since", n=len(self._changes)))))
        for one in self._changes:
            what = WHAT.get(one.what, one.what)
            said.append(
                Content.assemble(
                    Content.styled(f"{one.number:>3}  ", "dim"),
                    Content(f"{words.moment(one.at, zone)}  "),
                    Content.styled(words(what), "bold"),
                    Content(f"  {one.old} → {one.new}" if one.old or one.new else ""),
                )
            )
            said.append(Content(f"     {words.quote(one.reason)}"))
        if not self._changes:
            said.append(Content(words(T("Nothing was changed since."))))
        return said

    def _block(
        self, title: Message, mark: str, items: tuple[Sayable, ...] | list[Message], none: Message
    ) -> list[Content]:
        lines = [Content(f"{mark} {self.words(one)}") for one in items] or [Content(self.words(none))]
        return [_bold(self.words(title)), *lines, Content("")]

    def say_next(self) -> Sayable:
        """Freeze, or back."""
        if self.frozen:
            return T("change what has to be at its step; it asks for a reason. Back (Esc)")
        if self.plan is not None and any(gap.stops for gap in self.plan.gaps):
            return T("set what is missing (Esc), or freeze all the same (F twice)")
        return T("freeze the design (F twice)")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to freeze twice."""
        if action == "freeze" and (self.plan is None or self.frozen):
            return False
        return super().check_action(action, parameters)

    def action_freeze(self) -> None:
        """At the second press."""
        if not self._sure:
            self._sure = True
            stops = sum(gap.stops for gap in self.plan.gaps) if self.plan else 0
            if stops:
                self.show(
                    N(
                        "{n} thing is missing without which the day can't be run. F again freezes all the same.",
                        "{n} things are missing without which the day can't be run. F again freezes all the same.",
                        n=stops,
                    )
                )
            else:
                self.show(T("Press F again: from then on every change is an amendment with a reason."))
            return
        self._sure = False
        self.run_worker(self._freeze(), group="freeze")

    async def _freeze(self) -> None:
        self.saving()
        try:
            await self.desk.write(freeze, self.center)
        except Trouble as trouble:
            self.not_saved()
            self.show(trouble)
            return
        self._trouble = ""
        self.reload()
        self.refresh_bindings()


def _bold(text: str) -> Content:
    return Content.styled(text, "bold")
