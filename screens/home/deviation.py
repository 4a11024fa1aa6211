"""Recording what went otherwise than planned: a few questions, one at a time; Esc goes back to the one before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from assess.conduct.deviate import BY_HAND, KIND_NAMES, ByHand, Place, deviate, place_of
from assess.home.today_text import recorded_in_words
from assess.words import Id, Message, T, Trouble, parse_number
from screens.base import Dialog, Room
from screens.command import Command

if TYPE_CHECKING:
    from screens.app import AssessApp


def record(app: AssessApp, slot: Id, then: Callable[[Message], object]) -> None:
    """Ask, and record it; `then` hears what to say, unless it was left."""
    app.run_worker(_record(app, slot, then), group="deviation", exclusive=True)


async def _record(app: AssessApp, slot: Id, then: Callable[[Message], object]) -> None:
    try:
        place = await app.desk.read(place_of, slot)
    except Trouble as trouble:
        if isinstance(app.screen, Room):
            app.screen.show(trouble)
        return

    def done(said: Message | None) -> None:
        if said is not None:
            then(said)

    app.push_screen(DeviationDialog(place), done)


Answer = Callable[[str], None]


class DeviationDialog(Dialog[Message]):
    """What happened, to whom, how many minutes, why. Answers with what was recorded."""

    AUTO_FOCUS = ""
    COMMANDS_HERE = (Command("deviation.go", "enter", T("Go on"), T("Take what is marked or typed."), "go"),)

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._kind: ByHand = "other"
        self._whom: Id | None = None
        self._person: Id | None = None
        self._minutes = 0.0
        self._shorter = False
        self._before: list[Callable[[], None]] = []
        """The questions answered so far, the latest last."""
        self._now: Callable[[], None] = self._ask_kind
        self._choices: list[Callable[[], None]] = []
        self._typed: Answer | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """Where, the question, a list or a line for the answer."""
        with Vertical(classes="box"):
            yield Static(id="where", classes="muted", markup=False)
            yield Static(id="question", markup=False)
            yield OptionList(id="answers", markup=False)
            yield Input(id="answer")
            yield Static(id="said", markup=False)
            yield Static(Content(self.words(T("Enter goes on; Esc one question back"))), classes="muted")

    def on_mount(self) -> None:
        """The first question."""
        place, words = self._place, self.words
        time = words.time(place.starts_at, ZoneInfo(place.zone))
        self.query_one("#where", Static).update(
            Content(
                f"{time} · {words(place.exercise)} · {', '.join(code for _, code in place.candidates)} · {place.room}"
            )
        )
        self._ask_kind()

    # the questions

    def _ask_kind(self) -> None:
        def taken(kind: ByHand) -> Callable[[], None]:
            def take() -> None:
                self._kind = kind
                self._follow(self._ask_whom)

            return take

        self._list(T("What happened?"), [(KIND_NAMES[kind], taken(kind)) for kind in BY_HAND])

    def _ask_whom(self) -> None:
        if self._kind == "missing":
            people = self._place.assessors if self._place.leads else ()
            if len(people) > 1:
                self._list(
                    T("Who is missing?"),
                    [(f"{initials}  {name}", self._chosen_person(id_)) for id_, initials, name in people],
                )
                return
            self._person = people[0][0] if people else None
            self._ask_why(first=True)
            return
        candidates = self._place.candidates
        if len(candidates) > 1:
            everybody = [(T("Everybody"), self._chosen_candidate(None))] if self._kind != "late" else []
            self._list(
                T("Which candidate?"), [*((code, self._chosen_candidate(id_)) for id_, code in candidates), *everybody]
            )
            return
        self._whom = candidates[0][0] if candidates else None
        self._ask_minutes()

    def _ask_minutes(self) -> None:
        if self._kind != "late":
            self._ask_why()
            return

        def take(said: str) -> None:
            minutes = parse_number(said)
            if minutes is None or minutes <= 0:
                self._say(T("Type the minutes as a number, for example 8."))
                return
            self._minutes = minutes
            self._follow(self._ask_shorter)

        self._line(T("How many minutes late?"), take)

    def _ask_shorter(self) -> None:
        def taken(*, shorter: bool) -> Callable[[], None]:
            def take() -> None:
                self._shorter = shorter
                self._follow(self._ask_why)

            return take

        minutes = self.words.number(self._minutes, 0 if self._minutes.is_integer() else 1)
        self._list(
            T("How much time does the candidate get?"),
            [
                (T("The planned minutes: the exercise ends later"), taken(shorter=False)),
                (T("{minutes} minutes less: it ends as planned", minutes=minutes), taken(shorter=True)),
            ],
        )

    def _ask_why(self, *, first: bool = False) -> None:
        question = (
            T("Why could you not rate? Your open sheets of this exercise are locked without ratings.")
            if self._kind == "missing" and self._person is None
            else T("What do you know about it? A few words are enough.")
        )
        self._now = self._ask_why
        self._line(question, self._record)

    def _chosen_candidate(self, candidate: Id | None) -> Callable[[], None]:
        def take() -> None:
            self._whom = candidate
            self._follow(self._ask_minutes)

        return take

    def _chosen_person(self, person: Id) -> Callable[[], None]:
        def take() -> None:
            self._person = person
            self._follow(self._ask_why)

        return take

    # asking

    def _follow(self, question: Callable[[], None]) -> None:
        self._before.append(self._now)
        self._now = question
        question()

    def _list(self, question: Message, answers: list[tuple[Message | str, Callable[[], None]]]) -> None:
        self._choices, self._typed = [take for _, take in answers], None
        self._put(question)
        shown = self.query_one("#answers", OptionList)
        shown.clear_options()
        shown.add_options(
            Content.assemble(Content.styled(f"{number}  ", "bold $accent"), Content(self.words(said)))
            for number, (said, _) in enumerate(answers, 1)
        )
        shown.highlighted = 0
        shown.display, self.query_one("#answer").display = True, False
        shown.focus()

    def _line(self, question: Message, typed: Answer) -> None:
        self._choices, self._typed = [], typed
        self._put(question)
        line = self.query_one("#answer", Input)
        line.value = ""
        self.query_one("#answers").display, line.display = False, True
        line.focus()

    def _put(self, question: Message) -> None:
        self.query_one("#question", Static).update(Content(self.words(question)))
        self.query_one("#said", Static).update("")

    def _say(self, said: Message | Trouble) -> None:
        text = said.say(self.words) if isinstance(said, Trouble) else self.words(said)
        self.query_one("#said", Static).update(Content.styled(f"! {text}", "$error"))

    # answering

    def on_key(self, event: events.Key) -> None:
        """A digit answers a list."""
        if self._choices and (event.character or "").isdecimal():
            event.stop()
            place = int(event.character or "0") - 1
            if 0 <= place < len(self._choices):
                self._choices[place]()

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click in the list."""
        event.stop()
        self._choices[event.option_index]()

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        """Enter in the line."""
        event.stop()
        if self._typed is not None:
            self._typed(event.value)

    def action_go(self) -> None:
        """Enter, where neither took it."""

    def action_back(self) -> None:
        """Esc: one question back; from the first one out."""
        if self._before:
            self._now = self._before.pop()
            self._now()
        else:
            self.dismiss(None)

    def _record(self, reason: str) -> None:
        if not self._busy:
            self._busy = True
            self.run_worker(self._write(reason), exclusive=True, group="record")

    async def _write(self, reason: str) -> None:
        try:
            done = await self.desk.write(
                deviate,
                self._place.slot,
                self._kind,
                reason,
                candidate=self._whom,
                person=self._person,
                minutes=self._minutes,
                shorter=self._shorter,
            )
        except Trouble as trouble:
            self._say(trouble)
            return
        finally:
            self._busy = False
        self.dismiss(recorded_in_words(done))
