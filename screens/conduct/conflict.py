"""The conflict question: the only place where an assessor reads a name."""

from __future__ import annotations

from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.conduct.conflict import RELATIONS, declare
from assess.conduct.stand_in import StandIn, stand_ins
from assess.home.today_text import take_over
from assess.words import Id, T, Trouble
from screens.command import Command
from screens.conduct.flow import Hour
from screens.conduct.rows import Row, Rows
from screens.conduct.step import Step

ANSWERS = tuple(RELATIONS)


class ConflictQuestion(Step):
    """Do you know this person? One key answers."""

    STEP = "conflict"
    HELP_TEXT = T(
        "Before the candidate enters: do you know this person? If you do, someone else should observe. This is the only"
        " place where you read a name; from here on the candidate is a code."
    )
    COMMANDS_HERE = (
        *(
            Command(
                f"conflict.{relation}",
                str(number),
                T("Answer"),
                T("Answer the conflict question."),
                f"answer('{relation}')",
                shown=number == 1,
                key_shown=f"1-{len(ANSWERS)}" if number == 1 else None,
                named=title,
            )
            for number, (relation, title) in enumerate(RELATIONS.items(), 1)
        ),
        Command("conflict.again", "a", T("Answer again"), T("The answer was a slip: ask again."), "again"),
    )

    def __init__(self, hour: Hour) -> None:
        super().__init__(hour)
        self._asked: tuple[Id, str, str] | None = None
        self._stopped = ""
        self._free: tuple[StandIn, ...] | None = None
        """Who could take over; read when it is needed."""

    @work(exclusive=True, group="free")
    async def _look_for_others(self) -> None:
        """Who is free at that time and has no known conflict."""
        try:
            self._free = await self.desk.read(stand_ins, self.hour.slot)
        except Trouble as trouble:
            self.show(trouble)
            return
        if self.here:
            self.tell()

    def compose_work(self) -> ComposeResult:
        """The question, and the answers."""
        with VerticalScroll(classes="body", can_focus=False):
            yield Static(id="question", markup=False)
            yield Rows(id="answers")

    def tell(self) -> None:
        """The question about the next candidate, or why the exercise can't begin."""
        super().tell()
        words, found = self.words, self.hour.work
        question = self.query_one("#question", Static)
        answers = self.query_one("#answers", Rows)
        if found.unanswered and not found.conflicts:
            self._asked = found.unanswered[0]
            _, code, name = self._asked
            question.update(
                Content.assemble(
                    Content(words(T("Do you know this person?"))),
                    "\n\n",
                    Content.styled(name, "bold $accent"),
                    Content.styled(f"   {code}", "bold"),
                    "\n",
                )
            )
            answers.put(
                [
                    Row(
                        Content.styled(f"{number}  ", "bold $accent"), Content(words(RELATIONS[relation])), key=relation
                    )
                    for number, relation in enumerate(ANSWERS, 1)
                ]
            )
            self.next_step(T("Next: say whether you know this person (1-6)"))
        else:
            codes = words.listing(found.conflicts)
            lines = [Content(words(T("You declared a conflict of interest with {codes}.", codes=codes)))]
            if self._stopped:
                lines.append(Content.styled(words.quote(self._stopped), "dim"))
            lines.append(
                Content(
                    words(T("This exercise can't begin with you. Ask the moderator for another assessor.")),
                )
            )
            if self._free is not None:
                lines.append(Content(words(take_over(self._free))))
            question.update(Content("\n\n").join(lines))
            answers.put([])
            self.next_step(T("Next: tell the moderator; Esc goes home"))
            if self._free is None and found.conflicts:
                self._look_for_others()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Answers while there is a question; a slip can be mended while the name is still in mind."""
        open_ = bool(self.hour.work.unanswered) and not self.hour.work.conflicts
        if action == "answer" and not open_:
            return False
        if action == "again" and (open_ or self._asked is None):
            return False
        return super().check_action(action, parameters)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click answers."""
        self.action_answer(ANSWERS[event.place])

    def action_answer(self, relation: str) -> None:
        """One key answers for good."""
        if self._asked is None or not self.hour.work.unanswered or self._on_its_way:
            return
        self._stopped = "" if relation == "none" else self.words(RELATIONS[relation])
        self.put(
            self.desk.write(declare, self.hour.slot, self._asked[0], relation),
            then=lambda free: self._answered(free=free),
        )

    def _answered(self, *, free: bool) -> None:
        if self.here:
            if free:
                self.go()
            else:
                self.reload()

    def action_again(self) -> None:
        """Ask again; the new answer is written beside the old one."""
        if self._asked is not None:
            found, code = self.hour.work, self._asked[1]
            self.hour.work = replace(
                found,
                unanswered=(self._asked, *found.unanswered),
                conflicts=tuple(other for other in found.conflicts if other != code),
            )
            self.tell()
