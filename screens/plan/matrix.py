"""The matrix: what each exercise shows of each competency, what it weighs, what is enough; the checks beside it."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from assess.plan.amend import SHORTEST
from assess.plan.conformity.shape import Check
from assess.plan.matrix import Kept, keep_matrix, matrices
from assess.plan.matrix import Matrix as Given
from assess.plan.matrix_draft import checks, cues, faults, with_cell, with_floor, with_target, with_weight, without_cell
from assess.report.conformity import MARKS
from assess.rubric.diff import Version
from assess.rubric.model import RoleFile
from assess.words import Id, Message, N, Refused, Sayable, T, Text, Trouble, parse_number
from screens.command import Command
from screens.conduct.rows import Row, Rows
from screens.conduct.thin import Thin
from screens.plan.asking import AskingRoom
from screens.plan.conformity import COLOURS
from screens.plan.matrix_cell import Asked, CellEdit, CellSaid
from screens.plan.matrix_grid import NUMBERS, draw, number_said
from screens.plan.matrix_steps import Steps


class Matrix(AskingRoom):
    """Competencies down, exercises across; everything is changed where it stands."""

    CSS_PATH = "matrix.tcss"
    HELP_TEXT = T(
        "A role's matrix: what each competency weighs (the sum must be 100), the level that is enough (target), the"
        " level below which harm begins (floor), and by which cues each exercise shows it. ×2 is a cell that counts"
        " twice as much as the competency's others. Enter changes what is marked; while you type, the sum and the"
        " checks beside it follow.\n\nS saves: the changed matrix becomes the next version of the role's rubric, which"
        " this center then uses. Other centers keep theirs. U takes a step back, also after saving. What is not saved"
        " stays here when you leave."
    )
    COMMANDS_HERE = (
        Command("matrix.change", "enter", T("Change"), T("Change the marked number or cell."), "change"),
        Command("matrix.drop", "delete,d", T("Take out"), T("Do not rate the marked cell any more."), "drop"),
        Command("matrix.save", "s,f2", T("Save"), T("The center uses the changed matrix from now on."), "save"),
        Command("matrix.undo", "u", T("Undo"), T("Take the last step back."), "undo"),
        Command("matrix.redo", "r", T("Redo"), T("Do again what was taken back."), "redo", shown=False),
        Command("matrix.role", "n", T("Next role"), T("The matrix of the next role."), "role", wide=True),
        Command("matrix.down", "down,j", T("Down"), T("The competency below."), "move(1, 0)", shown=False),
        Command("matrix.up", "up,k", T("Up"), T("The competency above."), "move(-1, 0)", shown=False),
        Command("matrix.right", "right,tab", T("Right"), T("The next column."), "move(0, 1)", shown=False),
        Command("matrix.left", "left,shift+tab", T("Left"), T("The column before."), "move(0, -1)", shown=False),
        Command("matrix.read_on", "pagedown,space", T("Read on"), T("Scroll the checks."), "scroll(1)", shown=False),
        Command("matrix.read_back", "pageup", T("Back up"), T("Scroll the checks."), "scroll(-1)", shown=False),
    )

    def __init__(self, center: Id) -> None:
        super().__init__()
        self.center = center
        self._all: tuple[Given, ...] | None = None
        self._steps: dict[str, Steps] = {}
        """Per role."""
        self._place = 0
        """Which role."""
        self._at = (0, 0)
        """Which competency, and which column."""
        self._typed: RoleFile | None = None
        """What the role would be by the number that is being typed."""

    def compose_body(self) -> ComposeResult:
        """The matrix; the checks and what is marked below or beside it."""
        with Container(id="work"):
            with VerticalScroll(id="grid", can_focus=False):
                yield Static(id="heads", markup=False)
                yield Rows(id="rows")
                yield Static(id="sums", markup=False)
            with Container(id="lower"):
                with Container(id="checks"):
                    yield Thin(id="verdict")
                    with VerticalScroll(id="found", can_focus=False):
                        yield Rows(id="broken")
                with Container(id="marked"):
                    yield Thin(id="which")
                    with VerticalScroll(id="about", can_focus=False):
                        yield Rows(id="text")
        yield from self.compose_line()

    def on_mount(self) -> None:
        """Read."""
        self.tell()
        self.reload()

    @work(exclusive=True, group="read")
    async def reload(self, said: Message | None = None) -> None:
        """Read the matrices of the center; steps that are not saved stay."""
        try:
            self._all = await self.desk.read(matrices, self.center)
        except Trouble as trouble:
            self.show(trouble)
            return
        restored = False
        for one in self._all:
            steps = self._steps.get(one.role.code)
            if steps is None:
                steps = self._steps[one.role.code] = Steps(one.role)
                restored |= steps.restore(self.assess.drafts.get(self._key(one)))
            else:
                steps.saved(one.role)
        if not self.is_attached:
            return
        self.tell()
        if said is not None:
            self.show(said)
        elif restored:
            self.show(T("What you had changed and not saved is here again: S saves it, U takes it back."))

    def _key(self, one: Given) -> tuple[str, str]:
        person = self.assess.person
        return (person.id if person else "", f"matrix {self.center} {one.role.code} {one.opening.rubric}")

    # what there is

    @property
    def given(self) -> Given | None:
        """The role's matrix as the center uses it."""
        return self._all[self._place] if self._all else None

    @property
    def steps(self) -> Steps | None:
        """What was edited in it."""
        return self._steps.get(self.given.role.code) if self.given else None

    @property
    def now(self) -> RoleFile | None:
        """The role as it is edited, by what is typed just now included."""
        if self._typed is not None:
            return self._typed
        return self.steps.now if self.steps else None

    @property
    def version(self) -> Version | None:
        """The edited role with the center's competencies and exercises."""
        return Version(self.now, self.given.version.library) if self.now and self.given else None

    @property
    def marked(self) -> tuple[str, str] | None:
        """The marked competency, and the column: weight, target, floor, or an exercise's code."""
        if self.now is None:
            return None
        codes, columns = list(self.now.competencies), [*NUMBERS, *self.now.matrix]
        row = max(0, min(self._at[0], len(codes) - 1))
        column = max(0, min(self._at[1], len(columns) - 1))
        self._at = (row, column)
        return codes[row], columns[column]

    # what is shown

    def tell(self) -> None:
        """Every text."""
        words, given, now = self.words, self.given, self.now
        person = self.assess.person
        who = f"{person.initials} · {person.name}" if person else ""
        if given is None or now is None:
            self.head(T("Matrix"), who)
            if self._all is not None:
                self.next_step(T("The center has no role yet: choose one first, in the roles of the plan"))
            return
        steps = self.steps
        changed = T("not saved") if steps is not None and steps.changed else T("version {n}", n=given.opening.number)
        self.head(f"{words(T('Matrix'))} · {words(given.opening.name)} · {words(changed)}", who)
        if not self.query("#rows"):
            return
        self._tell_grid(given, now)
        self._tell_checks()
        self._tell_marked(given, now)
        if not self.asking and not self._trouble:
            self.next_step(T("Next: {step}", step=self._say_next()))

    def _say_next(self) -> Sayable:
        steps = self.steps
        if steps is not None and steps.changed:
            wrong = self._blocking()
            return T("mend it, then save: {fault}", fault=wrong) if wrong else T("S saves; the center then uses it")
        column = self.marked[1] if self.marked else ""
        return T("Enter changes the number") if column in NUMBERS else T("Enter chooses cues, share and reason")

    def _blocking(self) -> Message | None:
        """What stands in the way of saving."""
        version = self.version
        wrong = [fault for fault in faults(version) if fault.severity == "error"] if version else []
        return wrong[0].message if wrong else None

    def _tell_grid(self, given: Given, now: RoleFile) -> None:
        width = max(60, self.query_one("#grid").size.width - 1)
        drawn = draw(self.words, given, now, self.marked or ("", ""), width)
        self.query_one("#heads", Static).update(drawn.heads)
        self.query_one("#rows", Rows).put([Row(Content(""), row) for row in drawn.rows], self._at[0])
        self.query_one("#sums", Static).update(drawn.sums)

    def _found(self) -> tuple[tuple[Check, ...], tuple[str, ...]]:
        """The checks, and what else the rubric's own checks find, in words."""
        given, version = self.given, self.version
        if given is None or version is None:
            return (), ()
        made = checks(version, given.exercises)
        told = {one.id for one in made}
        rest = tuple(f"{fault.id}  {self.words(fault.message)}" for fault in faults(version) if fault.id not in told)
        return made, rest

    def _tell_checks(self) -> None:
        words = self.words
        made, rest = self._found()
        broken = [one for one in made if one.state in ("error", "warning")]
        rows = [Row(Content.styled("✗ ", "$error"), Content(said)) for said in rest]
        for one in broken:
            head = Content.assemble(
                Content.styled(f"{MARKS[one.state]} ", COLOURS[one.state]), Content.styled(f"{one.id}  ", "bold")
            )
            evidence = "; ".join(words(said) for said in one.evidence)
            rows.append(Row(head, Content(f"{words(one.said)} {evidence}")))
        fine = [one for one in made if one.state == "met"]
        ids = ", ".join(one.id for one in sorted(fine, key=lambda one: one.id))
        rows.append(Row(Content.styled("✓ ", "$success"), Content.styled(words(T("met: {ids}", ids=ids)), "dim")))
        self.query_one("#broken", Rows).put(rows)
        wrong = len(broken) + len(rest)
        said = N("{n} check to look at", "{n} checks to look at", n=wrong) if wrong else T("every check is met")
        self.query_one("#verdict", Thin).say(Content(words(said)))

    def _tell_marked(self, given: Given, now: RoleFile) -> None:
        words, marked, version = self.words, self.marked, self.version
        if marked is None or version is None:
            return
        code, column = marked
        name = given.title(code)
        rows: list[Row] = []
        if column in NUMBERS:
            self.query_one("#which", Thin).say(Content(f"{code} · {words(name)}"))
            definition = version.library.competency(code).definition.text
            rows.append(Row(Content(""), Content(" ".join(words(definition).split()))))
            links = set(now.competencies[code].links)
            for one in (*now.tasks, *now.incidents):
                if one.id in links:
                    text = Content.styled(" ".join(words(one.text.text).split()), "dim")
                    rows.append(Row(Content.styled(f"{one.id:<4}", "bold dim"), text))
        else:
            exercise = version.library.exercise(column)
            self.query_one("#which", Thin).say(Content(f"{code} · {words(exercise.name.text)}"))
            cell = now.matrix[column].get(code)
            if cell is None:
                none = T("Not rated in this exercise. Enter puts it in.")
                rows.append(Row(Content(""), Content.styled(words(none), "dim")))
            else:
                rows.append(Row(Content(""), Content(" ".join(words(cell.why.text).split()))))
            chosen = set(cell.cues) if cell else set()
            for cue in cues(version, column, code):
                mark = "● " if cue.code in chosen else "○ "
                text = Content(" ".join(words(cue.text).split()))
                head = Content.assemble((mark, "$accent"), (f"{cue.code:<4}", "bold"))
                rows.append(Row(head, text if cue.code in chosen else text.stylize("dim")))
        self.query_one("#text", Rows).put(rows)
        self.query_one("#about", VerticalScroll).scroll_home(animate=False)

    # what can be done

    def action_move(self, down: int, right: int) -> None:
        """Another competency or column."""
        self._at = (self._at[0] + down, self._at[1] + right)
        self._trouble = ""
        self.tell()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click marks a competency."""
        if event.rows.id == "rows" and not self.asking:
            self._at = (event.place, self._at[1])
            self.action_move(0, 0)

    def action_scroll(self, by: int) -> None:
        """Scroll the checks and what is marked."""
        for name in ("#found", "#about"):
            scroll = self.query_one(name, VerticalScroll)
            scroll.scroll_relative(y=by * max(1, scroll.size.height - 1), animate=False, immediate=True)

    def action_change(self) -> None:
        """The line for a number, the dialog for a cell."""
        marked, now, given = self.marked, self.now, self.given
        if marked is None or now is None or given is None:
            return
        self._trouble = ""
        code, column = marked
        if column not in NUMBERS:
            self._change_cell(code, column)
            return
        before = getattr(now.competencies[code], column)
        shown = "" if before is None else number_said(self.words.language, before)
        self._numbering = True
        self.ask(self._question(code, column, now), self._number_entered, shown)

    def _question(self, code: str, column: str, now: RoleFile) -> Message:
        name = self.given.title(code) if self.given else code
        if column == "weight":
            return T("{name}: its weight in percent. All of them sum to 100.", name=name)
        scale = {"lo": now.scale.lo, "hi": now.scale.hi, "name": name}
        if column == "target":
            return T("{name}: the level that is enough, {lo} to {hi}. Empty: the highest.", **scale)
        return T("{name}: the level below which harm begins, {lo} to {hi}. Empty: none.", **scale)

    def _meant(self, text: str) -> RoleFile:
        """The role with the number that was typed. Raises: Refused."""
        marked, steps = self.marked, self.steps
        assert marked is not None
        assert steps is not None
        code, column = marked
        value = parse_number(text)
        if value is None and (text.strip() or column == "weight"):
            raise Refused(T("{typed} is no number.", typed=text.strip()[:20] or "–"), do=T("Write e.g. 4 or 2,5."))
        if column == "weight":
            return with_weight(steps.now, code, value or 0.0)
        return (with_target if column == "target" else with_floor)(steps.now, code, value)

    @on(Input.Changed, "#line")
    def typing(self, event: Input.Changed) -> None:
        """Sum and checks follow what is typed."""
        event.stop()
        if not self._numbering:
            return
        try:
            self._typed = self._meant(event.value)
        except Refused:
            self._typed = None
        self.tell()

    def _number_entered(self, text: str) -> None:
        self._typed = None
        try:
            self._step(self._meant(text))
        except Refused as no:
            self.tell()
            self.show(no)

    _numbering = False
    """Whether the line is open for a number, not for a reason."""

    def close_line(self) -> None:
        """The line is not needed any more."""
        self._typed, self._numbering = None, False
        super().close_line()

    def _change_cell(self, code: str, exercise: str) -> None:
        version, given = self.version, self.given
        assert version is not None
        assert given is not None
        cell = version.role.matrix[exercise].get(code)
        offered = cues(version, exercise, code)
        name = version.library.exercise(exercise).name.text
        asked = Asked(
            T("{code} {name} in {exercise}", code=code, name=given.title(code), exercise=name),
            offered,
            cell.cues if cell else tuple(cue.code for cue in offered),
            cell.weight if cell else 1.0,
            cell.why.text if cell else Text("", ""),
        )
        steps = self.steps
        assert steps is not None

        def made(said: CellSaid) -> RoleFile:
            return with_cell(Version(steps.now, version.library), exercise, code, said.cues, said.weight, said.why)

        def judge(said: CellSaid) -> list[Sayable]:
            found = checks(Version(made(said), version.library), given.exercises)
            return [
                f"{MARKS[one.state]} {one.id}  {self.words(one.said)}"
                for one in found
                if one.state in ("error", "warning")
            ]

        def done(said: CellSaid | None) -> None:
            if said is not None:
                self._step(made(said))

        self.app.push_screen(CellEdit(asked, judge), done)

    def action_drop(self) -> None:
        """Take the marked cell out."""
        marked, steps = self.marked, self.steps
        if marked is None or steps is None or marked[1] in NUMBERS:
            self.show(T("Mark the cell of an exercise; a number is changed with Enter."))
            return
        try:
            self._step(without_cell(steps.now, marked[1], marked[0]))
        except Refused as no:
            self.show(no)

    def _step(self, role: RoleFile) -> None:
        steps = self.steps
        if steps is not None:
            self._trouble = ""
            steps.do(role)
            self._keep_draft()
            self.not_saved()
            self.tell()

    def _keep_draft(self) -> None:
        given, steps = self.given, self.steps
        if given is None or steps is None:
            return
        text = steps.kept()
        if text is None:
            self.assess.drafts.pop(self._key(given))
        else:
            self.assess.drafts[self._key(given)] = text

    def action_undo(self) -> None:
        """A step back."""
        self._again(self.steps is not None and self.steps.undo(), T("There is no step to take back."))

    def action_redo(self) -> None:
        """A step again."""
        self._again(self.steps is not None and self.steps.redo(), T("There is no step to do again."))

    def _again(self, did: bool, otherwise: Message) -> None:
        self._trouble = ""
        self._keep_draft()
        self.not_saved()
        self.tell()
        if not did:
            self.show(otherwise)

    def action_role(self) -> None:
        """The next role."""
        if self._all:
            self._place = (self._place + 1) % len(self._all)
            self._at = (0, 0)
            self._trouble = ""
            self.tell()
            if len(self._all) == 1:
                self.show(T("The center hires for this role alone."))

    def action_save(self) -> None:
        """The center uses the edited matrix from now on; after the freeze, with a reason."""
        given, steps = self.given, self.steps
        if given is None or steps is None:
            return
        if not steps.changed:
            self.show(T("Nothing is changed: the center uses this matrix already."))
        elif given.frozen:
            question = T(
                "The design is frozen. Why does this change? At least {n} characters; every output shows it.",
                n=SHORTEST,
            )
            self.ask(question, self._reason_given)
        else:
            self.saves("")

    def _reason_given(self, reason: str) -> None:
        self.saves(reason)

    @work(group="write")
    async def saves(self, reason: str) -> None:
        """Save, and say which version it became."""
        given, steps = self.given, self.steps
        if given is None or steps is None:
            return
        draft, key = steps.now, self._key(given)
        self.saving()
        try:
            kept: Kept = await self.desk.write(keep_matrix, self.center, draft, reason)
        except Trouble as trouble:
            self.not_saved()
            self.show(trouble)
            return
        self.assess.drafts.pop(key)
        steps.saved(draft)
        self.reload(
            T("Saved: the center uses version {n} of {role}, a new one.", n=kept.number, role=given.opening.name)
            if kept.new
            else T("Saved: the center uses version {n} of {role} again.", n=kept.number, role=given.opening.name)
        )

    def on_resize(self) -> None:
        """Columns are as wide as there is room for."""
        super().on_resize()
        self.call_after_refresh(self.tell)
