"""The brief: what is coming, read before the candidate enters. The clock starts from here."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.conduct import machine
from assess.conduct.clock import Dial, Moment, read
from assess.conduct.observe import FREE, read_brief
from assess.conduct.timing import begin, stop
from assess.conduct.work import CompetencyView, CueView, PhaseView
from assess.words import Message, N, T, clock
from screens.command import Command
from screens.conduct.excuse import EXCUSE, Excusing
from screens.conduct.rows import Row, Rows
from screens.conduct.say import clock_of
from screens.conduct.seats import SeatPlan


class Brief(Excusing):
    """Read, then start the clock."""

    STEP = "brief"
    AUTO_FOCUS = "#brief"
    HELP_TEXT = T(
        "The brief: what the exercise is for, which competencies you rate, the cues and when they come, your guide and"
        " what the candidate has read. Scroll with the arrow keys; Enter starts the clock."
    )
    COMMANDS_HERE = (
        Command("brief.start", "enter,f8", T("Start the clock"), T("The candidate is here: watching begins."), "start"),
        Command("brief.prepare", "p", T("Preparation"), T("Start or stop the clock of the preparation."), "prepare"),
        EXCUSE,
    )

    def compose_work(self) -> ComposeResult:
        """One scroll of text."""
        with Horizontal(id="read"):
            with VerticalScroll(id="brief", classes="body"):
                yield Static(id="goal", markup=False)
                if self.hour.work.seats:
                    yield SeatPlan(id="seats")
                    yield Static(id="whose", markup=False)
                yield Static(id="rated", markup=False)
                yield Rows(id="competencies")
                yield Static(id="cues-title", markup=False)
                yield Rows(id="cues")
                yield Static(id="texts", markup=False)
            with VerticalScroll(id="aside"):
                yield Rows(id="anchors")

    def on_mount(self) -> None:
        """Follow the preparation's clock."""
        self.set_interval(0.25, self._tick)

    def tell(self) -> None:
        """Every text of the brief."""
        super().tell()
        words, found = self.words, self.hour.work
        goal = [_title(words(T("What it is for"))), Content(words(found.realism).strip())]
        if found.extra_minutes:
            codes = ", ".join(sheet.code for sheet in found.sheets)
            extra = N(
                "{code} gets {n} minute more; the clock has it already.",
                "{code} gets {n} minutes more; the clock has it already.",
                code=codes,
                n=found.extra_minutes,
            )
            goal += [Content("\n\n"), Content.styled(words(extra), "bold")]
        if found.seats:
            goal += [Content("\n\n"), _title(words(T("Who sits where"))).rstrip()]
            self.query_one(SeatPlan).put(found.seats)
            self.query_one("#whose", Static).update(
                Content.styled(words(T("[ ] are the candidates you watch.")), "dim")
            )
        self.query_one("#goal", Static).update(Content.assemble(*goal))
        self.query_one("#rated", Static).update(_title(words(T("What you rate"))).rstrip())
        self.query_one("#competencies", Rows).put([self._competency(one) for one in self._competencies()])
        self.query_one("#cues-title", Static).update(
            Content.assemble("\n", _title(words(T("Cues and when they come"))).rstrip()) if found.cues else Content("")
        )
        self.query_one("#cues", Rows).put(list(self._cues()))
        self.query_one("#texts", Static).update(Content("\n\n").join(list(self._texts())))
        self.query_one("#anchors", Rows).put(list(self._anchors()))
        self._tell_next()

    def _anchors(self) -> Iterator[Row]:
        """With more room: what the levels look like here."""
        words = self.words
        for competency in self._competencies():
            yield Row(Content(""), Content.styled(f"{competency.code} {words(competency.name)}", "bold $accent"))
            for anchor in competency.anchors:
                yield Row(Content.styled(f"{anchor.level:>2}  ", "bold"), Content(words(anchor.text).strip()))
            yield Row(Content(""), Content(" "))

    def _competencies(self) -> list[CompetencyView]:
        seen: dict[str, CompetencyView] = {}
        for sheet in self.hour.work.sheets:
            for competency in sheet.competencies:
                seen.setdefault(competency.id, competency)
        return list(seen.values())

    def _competency(self, competency: CompetencyView) -> Row:
        words = self.words
        return Row(
            Content.styled(f"{competency.code:<5}", "bold"),
            Content.assemble(
                Content.styled(words(competency.name), "bold"), ". ", Content(words(competency.definition).strip())
            ),
        )

    def _cues(self) -> Iterator[Row]:
        """The cues, part by part; the mark where free questions begin is for the live screen."""
        part = None
        for cue in self.hour.work.cues:
            if cue.by == FREE:
                continue
            if cue.part is not None and cue.part != part:
                yield Row(Content(""), Content.styled(self.words(cue.part), "bold"))
            part = cue.part
            yield self._cue(cue)

    def _cue(self, cue: CueView) -> Row:
        words = self.words
        when = clock(cue.minute * 60) if cue.minute is not None else ""
        head = Content.assemble(Content.styled(f"{cue.code:<5}", "bold"), Content.styled(f"{when:<7}", "dim"))
        text = Content(words(cue.text).strip())
        if cue.by != "question":
            text = Content.assemble(Content.styled(words(cue.short), "bold"), ". ", text)
        if cue.only_if is not None:
            text = Content.assemble(text, " ", Content.styled(words(cue.only_if).strip(), "dim"))
        return Row(head, text)

    def _texts(self) -> Iterator[Content]:
        words, found = self.words, self.hour.work
        parts: list[tuple[Message, str]] = [
            (T("Your guide"), words(found.assessor_guide)),
            (T("What the candidate has read"), words(found.candidate_brief)),
        ]
        if found.role_player is not None:
            parts.append((T("What the role player has read"), words(found.role_player)))
        for title, text in parts:
            yield Content.assemble(_title(words(title)), Content(text.strip()))

    def _preparation(self) -> PhaseView | None:
        return next((phase for phase in self.hour.work.phases if phase.kind == "prepare"), None)

    def _dial(self, phase: PhaseView, now: Moment) -> Dial:
        return read(self.hour.work.ticks, phase.code, now)

    def clock_text(self) -> Content:
        """The preparation's clock, once it was started; the planned time before."""
        phase = self._preparation()
        if phase is not None:
            dial = self._dial(phase, machine.moment())
            if dial.running:
                return clock_of(self.words, dial, phase, named=True)
        live = self.hour.work.live
        return Content.styled(self.words(T("{planned} planned", planned=clock(live.seconds))), "dim")

    def _tick(self) -> None:
        if not self.here:
            return
        shown = self.query_one("#clock", Static)
        text = self.clock_text()
        if str(shown.content) != str(text):
            shown.update(text, layout=False)

    def _tell_next(self) -> None:
        phase = self._preparation()
        if phase is not None and self._dial(phase, machine.moment()).running:
            self.next_step(T("Next: Enter starts the clock; P ends the preparation"))
        elif phase is not None and not self._dial(phase, machine.moment()).stopped:
            self.next_step(
                T("Next: Enter starts the clock; P the preparation ({planned})", planned=clock(phase.seconds))
            )
        else:
            self.next_step(T("Next: Enter starts the clock"))

    def action_prepare(self) -> None:
        """Start the preparation's clock, or stop it."""
        phase, now = self._preparation(), machine.moment()
        if phase is None or self._on_its_way:
            return
        slot, use = self.hour.slot, stop if self._dial(phase, now).running else begin
        self.put(self.desk.write(use, slot, phase.code, now), then=lambda _: self.reload())

    def action_start(self) -> None:
        """The clock starts; watching begins."""
        if self._on_its_way or self.asking:
            return
        slot, now = self.hour.slot, machine.moment()
        live, phase = self.hour.work.live, self._preparation()
        self.put(self.desk.write(read_brief, slot))
        if phase is not None and self._dial(phase, now).running:
            self.put(self.desk.write(stop, slot, phase.code, now))
        self.put(self.desk.write(begin, slot, live.code, now), then=lambda _: self.go())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Preparation where the exercise has one."""
        if action == "prepare" and self._preparation() is None:
            return False
        return super().check_action(action, parameters)


def _title(said: str) -> Content:
    return Content.styled(said + "\n", "bold $accent")
