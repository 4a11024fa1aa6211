"""What the screens of planning share: a center, how it stands, and changes that need a reason once it is frozen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from assess.plan.amend import SHORTEST
from assess.plan.overview import Overview, overview
from assess.plan.parts import Part, Step
from assess.words import Id, Message, Sayable, T, Trouble
from screens.plan.asking import AskingRoom
from screens.widgets.form import Form, LaterError, NotMeantError

if TYPE_CHECKING:
    from assess.store.transaction import Writing

P = ParamSpec("P")
R = TypeVar("R")


class PlanRoom(AskingRoom):
    """A step of planning a center."""

    CSS_PATH = "planning.tcss"
    STEP: ClassVar[Step]
    CALLED: ClassVar[Message]
    """What the step is called, in the top line."""

    def __init__(self, center: Id) -> None:
        super().__init__()
        self.center = center
        self.plan: Overview | None = None

    def compose_body(self) -> ComposeResult:
        """The mark of a frozen design, the step's own part, the line that asks."""
        yield Static(id="mark", markup=False)
        yield from self.compose_work()
        yield from self.compose_line()

    def compose_work(self) -> ComposeResult:
        """The step's own part."""
        yield from ()

    def on_mount(self) -> None:
        """Read what is set."""
        self.tell()
        self.reload()

    def on_screen_resume(self) -> None:
        """Back from elsewhere: it may be set otherwise by now."""
        if self.plan is not None:
            self.reload()

    @work(exclusive=True, group="read")
    async def reload(self) -> None:
        """Read the center and what the step shows, then write the screen anew."""
        try:
            self.plan = await self.desk.read(overview, self.center)
            await self.read_step()
        except Trouble as trouble:
            self.show(trouble)
            return
        if self.is_attached and self.is_mounted:
            self._was_read = True
            self.fill()
            self.tell()

    _was_read = False
    """Whether the step was read: before that nothing is said of what is next, and nothing new is begun."""

    async def read_step(self) -> None:
        """Read what the step shows. Raises: Trouble."""

    def fill(self) -> None:
        """Put what was read into the screen."""

    @property
    def part(self) -> Part | None:
        """How this step stands."""
        return next((part for part in self.plan.parts if part.step == self.STEP), None) if self.plan else None

    @property
    def frozen(self) -> bool:
        """Whether the design is frozen."""
        return self.plan is not None and self.plan.frozen

    def tell(self) -> None:
        """Place, person, the mark of a frozen design, the next step."""
        words, person = self.words, self.assess.person
        name = f" · {self.plan.name}" if self.plan else ""
        self.head(f"{words(self.CALLED)}{name}", f"{person.initials} · {person.name}" if person else "")
        mark = self.query("#mark")
        if mark:
            shown = mark.first(Static)
            shown.display = self.frozen
            shown.update(
                Content(words(T("Frozen: every change is an amendment, needs a reason, and shows in outputs.")))
            )
        if self._was_read and not self.asking and not self._trouble:
            self.next_step(T("Next: {step}", step=self.say_next()))

    def say_next(self) -> Sayable:
        """The next step in words: what is missing here, else the way back to the plan."""
        part = self.part
        if part is not None and part.gaps:
            return part.gaps[0].said
        return T("back to the plan (Esc)")

    # changing

    async def change(self, use_case: Callable[Concatenate[Writing, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Write; once the design is frozen with the reason that is asked for in the line.

        Raises: Trouble, when it is refused; LaterError, when the reason is asked for now: it is tried again with it.
        """
        if self.frozen:
            reason, self._reason = self._reason, None
            if reason is None:
                self.ask(_why(), self._explained, left=self._unexplained)
                raise LaterError
            said: Any = kwargs
            said["reason"] = reason
        return await self.desk.write(use_case, *args, **kwargs)

    _reason: str | None = None
    _again: Callable[[], object] | None = None
    _instead: Callable[[], object] | None = None

    def later(self, again: Callable[[], object], instead: Callable[[], object]) -> None:
        """What to do once the reason is given, or when it is not."""
        self._again, self._instead = again, instead

    def _explained(self, reason: str) -> None:
        self._reason = reason
        if self._again is not None:
            self._again()

    def _unexplained(self) -> None:
        if self._instead is not None:
            self._instead()

    async def why(self) -> str:
        """The reason of a change after the freeze, awaited. Raises: NotMeantError, when it is left with Esc."""
        reason = await self.answer(_why())
        if reason is None:
            raise NotMeantError
        return reason

    # leaving

    def leave(self) -> None:
        """Out of the screen; what does not hold is said first, and dropped by a second Esc."""
        for form in self.query(Form):
            form.leave()
            if form.unsaved and form.faulty and not self._told:
                self._told = True
                self.show(T("This is not saved yet, see below the field; Esc again leaves it out."))
                return
        self.dismiss()

    _told = False


def _why() -> Message:
    return T("The design is frozen. Why does this change? At least {n} characters; every output shows it.", n=SHORTEST)


def beside(left: str, right: str, width: int, *, marked: bool = False) -> Content:
    """A line with something at its right end; the left part is cut where both don't fit."""
    least = min(Content(left).cell_length, max(8, width * 3 // 5))
    said = Content(right).truncate(max(0, width - least - 2), ellipsis=True)
    head = Content(left).truncate(max(8, width - said.cell_length - 2), ellipsis=True)
    gap = " " * max(2, width - head.cell_length - said.cell_length)
    return Content.assemble(head if not marked else head.stylize("bold"), gap, said.stylize("dim"))
