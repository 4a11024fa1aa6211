"""The ranking: who, how sure, and why. Candidates in bands, role by role."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from assess.conduct.evidence import Quoted, evidence
from assess.fit.ranking import Ranked, RoleRanking, ranking
from assess.integrate.washup import State, state
from assess.report.bar import blocks
from assess.report.columns import column, one_line
from assess.report.rank_text import candidate_said, legend_said, level, parts_said, rule_said
from assess.words import Id, Message, N, Refused, Sayable, T, Trouble, Unusable
from screens.base import Room, rewrite
from screens.command import Command
from screens.fit.explain import Explain
from screens.fit.export import Export, Folder
from screens.widgets.bands import Bands
from screens.widgets.virtual import Virtual

FULL = 160
"""Cells from which on the marked candidate's evidence stands beside the bands."""
REST = 0.2
"""Seconds for which the mark must rest before its evidence is read."""
PROFILE = 8
"""Cells of a bar of the profile."""
MOST_NOTES = 12
"""Notes beside the bands; all of them are one key away."""


class Ranking(Room[None]):
    """The bands of one role; other roles are one key away."""

    CSS_PATH = "fit.tcss"
    HELP_TEXT = T(
        "The ranking answers three questions: who, how sure, and why. Candidates of one band are not clearly apart: the"
        " solid bar reaches as far as is sure, the line covers where 95 of 100 would lie, the dot is the team fit."
        " A part that does not exist (–) is left out, never counted as 0. ! means that the evidence is insufficient,"
        " ° that ratings were imported without observations. The order is an aid: people decide."
    )
    COMMANDS_HERE = (
        Command("ranking.why", "enter", T("Why?"), T("Every step of the marked candidate's place."), "why"),
        Command("ranking.export", "x", T("Scorecards"), T("Write one PDF a candidate into a folder."), "export"),
        Command("ranking.next", "right", T("Next role"), T("The ranking of the next role."), "role(1)"),
        Command("ranking.before", "left", T("Role before"), T("The ranking of the role before."), "role(-1)", False),
        Command("ranking.washup", "w", T("Wash-up"), T("How far the sheets are, and the wash-up."), "washup"),
        Command("ranking.reload", "f6", T("Reload"), T("Read the file again."), "reload", False),
    )

    def __init__(self, center: Id) -> None:
        super().__init__()
        self.center = center
        self._rankings: tuple[RoleRanking, ...] = ()
        self._place = 0
        self._refused: Refused | None = None
        self._state: State | None = None
        self._export: Export | None = None
        self._said: Sayable | Trouble | None = None
        """What the export answered; stands where the next step does until another key."""
        self._taken: Path | None = None
        """The folder in which documents stood already; said once more, they are replaced."""
        self._quoted: tuple[Id, tuple[Quoted, ...]] | None = None
        self._rest: Timer | None = None
        self._legend: list[Message] = []
        """What the signs mean; found once, since every candidate is asked."""

    def compose_body(self) -> ComposeResult:
        """The rule, the bands with the marked candidate beside them, and what the signs mean."""
        yield Static(id="terms", classes="muted", markup=False)
        with Horizontal(id="board"):
            yield Bands(id="bands")
            with VerticalScroll(id="beside", can_focus=False):
                yield Static(id="profile", markup=False)
                yield Static(id="proof", markup=False)
        yield Static(id="notes", markup=False)
        yield Static(id="empty", markup=False)

    def on_mount(self) -> None:
        """Read, then say."""
        self.tell()
        self.read()

    def on_screen_resume(self) -> None:
        """Back here. The results of a closed center stand; what was not closed yet may be by now."""
        if self._rankings:
            self.tell()
        else:
            self.read()

    @work(exclusive=True, group="read")
    async def read(self) -> None:
        """The ranking, or why there is none yet."""
        try:
            self._rankings = await self.desk.read(ranking, self.center)
            self._refused = None
        except Refused as refused:
            self._rankings, self._refused = (), refused
        except Trouble as trouble:
            self.show(trouble)
            return
        if self._refused is not None:
            try:
                self._state = await self.desk.read(state, self.center)
            except Trouble as trouble:
                self.show(trouble)
                return
        self._place = min(self._place, max(0, len(self._rankings) - 1))
        self.tell()
        self.refresh_bindings()

    @property
    def role(self) -> RoleRanking | None:
        """The role that is shown."""
        return self._rankings[self._place] if self._rankings else None

    @property
    def bands(self) -> Bands:
        """The candidates."""
        return self.query_one("#bands", Bands)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is possible is offered."""
        if action in ("why", "export"):
            return bool(self.role and self.role.candidates)
        if action == "role":
            return len(self._rankings) > 1
        if action == "washup":
            return self._refused is not None
        return True

    def tell(self) -> None:
        """Every text, in the language of now."""
        if not self.query("#bands"):
            return
        role, person = self.role, self.assess.person
        acting = one_line(f"{person.initials} · {person.name}") if person else ""
        self.set_class(role is None, "-empty")
        if role is None:
            self.head(T("Ranking"), acting)
            self._tell_empty()
            return
        name = self.words(role.name)
        if len(self._rankings) > 1:
            turn = T("{role} ({place} of {n})", role=role.name, place=self._place + 1, n=len(self._rankings))
            name = f"‹ {self.words(turn)} ›"
        count = self.words(N("{n} candidate", "{n} candidates", n=len(role.candidates)))
        self.head(f"{self.words(T('Ranking'))} · {one_line(name)} · {count}", acting)
        parts = " ".join(self.words(said) for said in parts_said(self.words, role))
        self.query_one("#terms", Static).update(Content(f"{self.words(rule_said(role.terms))}. {parts}"))
        self.bands.show(self.words, role)
        self._legend = legend_said(role)
        if self.app.focused is None:
            self.bands.focus()
        self._tell_marked()
        self._tell_next()

    def _tell_empty(self) -> None:
        lines: list[str] = []
        if self._refused is not None:
            lines.append(self._refused.say(self.words))
        if self._state is not None and not self._state.closed:
            lines.append(
                self.words(
                    T(
                        "{locked} of {planned} sheets are locked.",
                        locked=self._state.locked,
                        planned=self._state.planned,
                    )
                )
            )
        self.query_one("#empty", Static).update(Content("\n\n".join(lines)))
        if self._refused is not None:
            self.next_step(T("Next: see how far the wash-up is (W)"))
        else:
            self.next_step(T("The ranking is being read …"))

    def _tell_next(self) -> None:
        one, role = self.bands.candidate, self.role
        if self._export is not None:
            self.next_step(self._export.said())
        elif isinstance(self._said, Trouble):
            self.show(self._said)
        elif self._said is not None:
            self.next_step(self._said)
        elif one is None or role is None:
            self.next_step(T("Nobody is considered for this role."))
        else:
            self.next_step(T("Next: open the evidence of {code} (Enter)", code=one_line(one.code)))

    def _tell_marked(self) -> None:
        """The marked candidate: flags below, competencies beside, evidence where there is room."""
        one, role, words = self.bands.candidate, self.role, self.words
        if role is None:
            return
        lines = [Content.styled(words(said), "dim") for said in self._legend]
        if one is not None:
            code = Content.styled(f"{one_line(one.code)}  ", "bold")
            lines += [Content.assemble(code, words(said)) for said in candidate_said(words, one)]
        rewrite(self.query_one("#notes", Static), Content("\n").join(lines))
        rewrite(self.query_one("#profile", Static), self._profile(role, one) if one else Content(""))
        shown = self._quoted is not None and one is not None and self._quoted[0] == one.candidate
        rewrite(self.query_one("#proof", Static), self._proof() if shown else Content(""))
        if self._rest is not None:
            self._rest.stop()
        if one is not None and not shown and self.size.width >= FULL:
            self._rest = self.set_timer(REST, self.read_evidence)

    def _profile(self, role: RoleRanking, one: Ranked) -> Content:
        """The competency scores of a candidate against what the role asks."""
        words, wide = self.words, self.size.width >= FULL
        parts = [Content.styled(one_line(one.code), "bold")]
        if one.team_fit is not None and one.band is not None:
            parts.append(Content(words(T("band {band}", band=one.band))))
        lines = [Content(" · ").join(parts), Content("")]
        names = max(len(words(name)) for name in role.names.values()) if wide else 0
        targets = max(len(level(words, demand.target)) for demand in role.demands.values())
        for code, demand in role.demands.items():
            score = one.scores.get(code)
            lo = role.terms.lo
            reached = 0.0 if score is None else (score - lo) / (demand.target - lo)
            shown = "–" if score is None else words.number(score, 1)
            lines.append(
                Content.assemble(
                    (f"{code:<4}", "bold"),
                    column(words(role.names[code]), names) + " " if wide else "",
                    (f"{shown:>4}", "bold"),
                    (f"/{level(words, demand.target):<{targets}} ", "dim"),
                    (column(blocks(reached, PROFILE), PROFILE), "$primary"),
                    (f" {words.percent(demand.weight / 100):>5}", "dim"),
                )
            )
        lines += [Content(""), Content.styled(words(T("score / target, reached, weight")), "dim")]
        return Content("\n").join(lines)

    def _proof(self) -> Content:
        notes = self._quoted[1] if self._quoted else ()
        if not notes:
            return Content("")
        lines = [Content(""), Content.styled(self.words(T("Notes that were cited")), "bold")]
        lines += [
            Content.assemble(Content.styled(f"{note.valence or ' '} ", "bold"), one_line(note.text))
            for note in notes[:MOST_NOTES]
        ]
        if len(notes) > MOST_NOTES:
            lines.append(Content.styled(self.words(T("and {n} more (Enter)", n=len(notes) - MOST_NOTES)), "dim"))
        return Content("\n").join(lines)

    @work(group="evidence")
    async def read_evidence(self) -> None:
        """The cited notes of the marked candidate, once the mark rests."""
        one = self.bands.candidate
        if one is None:
            return
        try:
            found = await self.desk.read(evidence, one.candidate)
        except Trouble as trouble:
            self.show(trouble)
            return
        once = {(note.sheet, note.seconds, note.text): note for note in found if note.cited}
        if self.is_mounted and self.bands.candidate == one:
            self._quoted = (one.candidate, tuple(once.values()))
            self._tell_marked()

    @on(Virtual.Marked, "#bands")
    def marked(self, event: Virtual.Marked) -> None:
        """Another candidate."""
        event.stop()
        self._said = None
        self._tell_marked()
        self._tell_next()

    @on(Virtual.Chosen, "#bands")
    def chosen(self, event: Virtual.Chosen) -> None:
        """A second click."""
        event.stop()
        self.action_why()

    def action_why(self) -> None:
        """Every step of the marked candidate's place."""
        one, role = self.bands.candidate, self.role
        if one is not None and role is not None:
            self.assess.push_screen(Explain(self.center, one.code, role.role))

    def action_role(self, by: int) -> None:
        """Another role."""
        if self._rankings:
            self._place = (self._place + by) % len(self._rankings)
            self._said = None
            self.bands.marked = 0
            self.tell()

    def action_washup(self) -> None:
        """How far the wash-up is."""
        from screens.integrate.washup import WashUp

        self.assess.push_screen(WashUp(self.center))

    def action_reload(self) -> None:
        """Read the file again."""
        self.read()

    def action_back(self) -> None:
        """Stop the export, or leave."""
        if self._export is not None:
            self._export.cancel()
        else:
            self.dismiss()

    def action_export(self) -> None:
        """Ask for a folder, and write one PDF a candidate into it."""
        if self._export is None:
            self.assess.push_screen(Folder(), self._folder_said)

    def _folder_said(self, said: str | None) -> None:
        if said is not None and self._export is None:
            folder = Path(said).expanduser()
            replace = folder == self._taken
            self._taken = None
            self._export = Export(self.desk, self.center, folder, self.words.language, overwrite=replace)
            self.write_scorecards(self._export)

    @work(group="export")
    async def write_scorecards(self, export: Export) -> None:
        """Write them, with the progress where the next step stands."""
        timer = self.set_interval(0.1, self._tell_next)
        try:
            self._said = await export.run()
        except Trouble as trouble:
            self._said = trouble
            if isinstance(trouble, Unusable) and export.is_taken:
                self._taken = export.folder
                self._said = Unusable(trouble.what, where=trouble.where, do=T("X and the same folder replace it."))
        finally:
            timer.stop()
            self._export = None
        if self.is_mounted:
            self._tell_next()

    def on_unmount(self) -> None:
        """Leaving the program stops the export."""
        if self._export is not None:
            self._export.cancel()
