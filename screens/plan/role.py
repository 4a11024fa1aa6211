"""A role: its weights, targets and floors, and which exercise shows which competency by which cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.rubric.load import Loaded
from assess.rubric.model import CompetencyFile, ExerciseFile, MatrixCell, RoleFile
from assess.rubric.tree import Path as Keys
from assess.words import Message, Sayable, T, Text
from screens.command import Command
from screens.conduct.rows import Row, Rows
from screens.conduct.thin import Thin
from screens.plan.anchors import Anchors, Shown
from screens.plan.opened import Opened, remember_file, state
from screens.plan.printing import PrintingRoom, print_command

TYPES: Final[dict[str, Message]] = {
    "role_play": T("Role play"),
    "group_discussion": T("Discussion"),
    "presentation": T("Presentation"),
}
SHORT: Final[dict[str, Message]] = {
    "role_play": T("Role play"),
    "group_discussion": T("Discuss."),
    "presentation": T("Present."),
}
NUMBERS: Final = 20
"""Cells of weight, target and floor together."""
LEAST: Final = 9
"""Cells that an exercise's column needs."""
NAMES: Final = 18
"""Cells from which on names stand beside the codes."""
LONG: Final = 26
"""Cells that most codes and names fit into."""
CODES: Final = 6
"""Cells of the codes alone."""
BRIEF: Final = 14
"""Cells below which an exercise's type is shortened."""


class RoleView(PrintingRoom):
    """The matrix, with what is marked explained below it."""

    HELP_TEXT = T(
        "A role: what each competency weighs, the level that is enough (target), the level below which harm begins"
        " (floor), and the cues by which each exercise shows it. ◆ marks exercises with anchors of their own. Enter on"
        " a name shows its anchors, Enter on a cell those that hold in that exercise."
    )
    COMMANDS_HERE = (
        Command("role.open", "enter", T("Anchors"), T("The anchors of what is marked."), "open"),
        Command("role.change", "c,f4", T("Change"), T("Change it here; of the library, a copy of your own."), "change"),
        Command("role.editor", "e", T("Editor"), T("Open the file in your own editor."), "editor"),
        print_command("role"),
        Command("role.down", "down,j", T("Down"), T("The competency below."), "move(1,0)", shown=False),
        Command("role.up", "up,k", T("Up"), T("The competency above."), "move(-1,0)", shown=False),
        Command("role.right", "right,tab", T("Right"), T("The next exercise."), "move(0,1)", shown=False),
        Command("role.left", "left,shift+tab", T("Left"), T("The exercise before."), "move(0,-1)", shown=False),
        Command("role.read_on", "pagedown,space", T("Read on"), T("Scroll the text below."), "scroll(1)", shown=False),
        Command("role.read_back", "pageup", T("Back up"), T("Scroll the text below."), "scroll(-1)", shown=False),
    )

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self._at = (0, 0)
        """The marked competency, and column: 0 for itself, then the exercises."""

    def compose_body(self) -> ComposeResult:
        """The matrix above, or beside, what explains it."""
        with Vertical(id="role"):
            with VerticalScroll(id="matrix", can_focus=False):
                yield Static(id="purpose", markup=False)
                yield Static(id="heads", markup=False)
                yield Rows(id="rows")
            with Vertical(id="detail"):
                yield Thin(id="between")
                with VerticalScroll(id="lower", can_focus=False):
                    yield Static(id="text", markup=False)
        yield from self.compose_line()

    # what is shown

    @property
    def _model(self) -> RoleFile | None:
        loaded = self._opened.judged.loaded
        return loaded.model if loaded and isinstance(loaded.model, RoleFile) else None

    def tell(self) -> None:
        """Everything, in the language of now."""
        model, words = self._model, self.words
        if model is None:
            self.head(self._opened.kept.name, state(self._opened.judged))
            found = self._opened.judged.findings
            self.query_one("#text", Static).update(Content("\n".join(finding.fault.say(words) for finding in found)))
            self.next_step(T("The form of the file is broken. Next: C or E mends it"))
            return
        self._at = (min(self._at[0], len(model.competencies) - 1), min(self._at[1], len(model.matrix)))
        own = self._opened.kept.name if not self._opened.kept.shipped else words(T("library"))
        self.head(
            T("{name} · {code}", name=model.name.text, code=model.code),
            T("{place} · {state}", place=own, state=state(self._opened.judged)),
        )
        self.query_one("#purpose", Static).update(Content(words(model.purpose.text).strip() + "\n"))
        self._tell_matrix(model)
        self._tell_detail(model)

    def _tell_matrix(self, model: RoleFile) -> None:
        words = self.words
        width = max(60, self.query_one("#matrix").size.width - 3)
        codes = list(model.matrix)
        cells = [_cell(cell) for row in model.matrix.values() for cell in row.values()]
        column = max(LEAST, max(map(len, cells), default=0) + 1)
        named = width - NUMBERS - column * len(codes)
        if named < NAMES:  # codes alone: the name of the marked one stands below
            named = CODES
            column = max(LEAST, (width - NUMBERS - named) // max(1, len(codes)))
        else:
            column = max(column, min(BRIEF, (width - NUMBERS - LONG) // max(1, len(codes))))
            named = width - NUMBERS - column * len(codes)
        named, column = min(named, 40), min(column, 22)
        heads = [Content.styled(_fit(words(T("Competency")) if named > CODES else "", named), "dim")]
        for said, room in ((T("Weight"), 7), (T("Target"), 7), (self._floor_head(), 6)):
            heads.append(Content.styled(f"{words(said)[:room]:>{room}}", "dim"))
        for place, code in enumerate(codes, 1):
            style = "bold $accent" if place == self._at[1] else "dim"
            heads.append(Content.styled(_fit(f" {words(self._type(code, brief=column < BRIEF - 2))}", column), style))
        self.query_one("#heads", Static).update(Content.assemble(*heads))
        rows = [self._row(model, place, code, named, column) for place, code in enumerate(model.competencies)]
        self.query_one("#rows", Rows).put([Row(Content(""), row) for row in rows], self._at[0])

    def _floor_head(self) -> Message:
        """The floor's heading, as long as fits."""
        return T("Floor") if len(self.words(T("Floor"))) < 6 else T("Min.")

    def _row(self, model: RoleFile, place: int, code: str, named: int, column: int) -> Content:
        words = self.words
        criterion = model.competencies[code]
        name = self._title_of(code)
        here = place == self._at[0]
        left = Content.assemble((f"{code:<5}", "bold"), Content(words(name)) if name and named > CODES else "")
        left = left.truncate(named - 1, ellipsis=True, pad=True) + Content(" ")
        target = model.scale.hi if criterion.target is None else criterion.target
        parts = [left.stylize(MARKED) if here and self._at[1] == 0 else left]
        parts.append(Content(f"{words.number(criterion.weight, 0 if criterion.weight % 1 == 0 else 1):>5} %"))
        parts.append(Content(f"{target:>7g}"))
        floor = f"{criterion.floor:g}" if criterion.floor is not None else "–"
        parts.append(
            Content.styled(
                f"{floor.replace('.', ',') if words.language == 'de' else floor:>6}", "" if criterion.floor else "dim"
            )
        )
        for number, cells in enumerate(model.matrix.values(), 1):
            cell = cells.get(code)
            said = _cell(cell)
            shown = Content(_fit(f" {said}", column))
            if cell is None:
                shown = shown.stylize("dim")
            parts.append(shown.stylize(MARKED) if here and number == self._at[1] else shown)
        return Content.assemble(*parts)

    def _tell_detail(self, model: RoleFile) -> None:
        words = self.words
        code, exercise = self._marked(model)
        between = self.query_one("#between", Thin)
        detail: list[Content] = []
        if exercise is None:
            found = self._opened.library.look("competency", code)
            between.say(Content(words(self._title_of(code) or code)))
            if isinstance(found, Loaded) and isinstance(found.model, CompetencyFile):
                detail.append(Content(words(found.model.definition.text).strip()))
            links = set(model.competencies[code].links)
            detail += [
                Content.assemble((f"{one.id}  ", "bold dim"), Content.styled(words(one.text.text).strip(), "dim"))
                for one in (*model.tasks, *model.incidents)
                if one.id in links
            ]
            self.next_step(T("Next: Enter shows the anchors of {code}, → the exercises", code=code))
        else:
            file = self._exercise(exercise)
            between.say(
                Content(words(T("{code} in {exercise}", code=code, exercise=file.name.text if file else exercise)))
            )
            cell = model.matrix[exercise].get(code)
            if cell is None:
                detail.append(Content.styled(words(T("This exercise does not show {code}.", code=code)), "dim"))
                self.next_step(T("Next: another cell; Enter shows the generic anchors of {code}", code=code))
            else:
                detail.append(Content(words(cell.why.text).strip()))
                detail += [self._cue(cue, file) for cue in cell.cues]
                self.next_step(
                    T("Next: Enter shows the anchors that this exercise has of its own")
                    if cell.anchors
                    else T("Next: Enter shows the generic anchors, which hold here")
                )
        detail += self._found(code, exercise)
        self.query_one("#text", Static).update(Content("\n").join(detail))
        self.query_one("#lower", VerticalScroll).scroll_home(animate=False)

    def _cue(self, cue: str, file: ExerciseFile | None) -> Content:
        """A prompt or question of the exercise, as it is said."""
        said: Sayable = ""
        if file is not None:
            texts = cue_texts(file)
            said = texts.get(cue, T("there is no such prompt or question"))
        return Content.assemble((f"{cue}  ", "bold"), Content.styled(" ".join(self.words(said).split()), "dim"))

    def _found(self, code: str, exercise: str | None) -> list[Content]:
        path: Keys = ("matrix", exercise, code) if exercise else ("competencies", code)
        about = [one for one in self._opened.judged.findings if one.path[: len(path)] == path or one.path == path[:1]]
        marks = {True: ("✗ ", "$error"), False: ("! ", "$warning")}
        return [Content.assemble(marks[one.is_error], one.fault.say(self.words)) for one in about]

    def _title_of(self, code: str) -> Text | None:
        found = self._opened.library.look("competency", code)
        if isinstance(found, Loaded) and isinstance(found.model, CompetencyFile):
            return found.model.name.text
        return None

    def _exercise(self, code: str) -> ExerciseFile | None:
        found = self._opened.library.look("exercise", code)
        return found.model if isinstance(found, Loaded) and isinstance(found.model, ExerciseFile) else None

    def _type(self, code: str, *, brief: bool) -> Sayable:
        file = self._exercise(code)
        if file is None:
            return code
        model = self._model
        same = [
            one for one in (model.matrix if model else ()) if (other := self._exercise(one)) and other.type == file.type
        ]
        kind = (SHORT if brief or len(same) > 1 else TYPES)[file.type]
        return T("{type} {n}", type=kind, n=same.index(code) + 1) if len(same) > 1 else kind

    def _marked(self, model: RoleFile) -> tuple[str, str | None]:
        row, column = self._at
        return list(model.competencies)[row], list(model.matrix)[column - 1] if column else None

    # what can be done

    def action_move(self, down: int, right: int) -> None:
        """Another competency or exercise."""
        model = self._model
        if model is not None:
            row = min(len(model.competencies) - 1, max(0, self._at[0] + down))
            self._at = (row, min(len(model.matrix), max(0, self._at[1] + right)))
            self._tell_matrix(model)
            self._tell_detail(model)

    def action_scroll(self, by: int) -> None:
        """Scroll what explains it."""
        scroll = self.query_one("#lower", VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 1), animate=False)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a competency."""
        self._at = (event.place, self._at[1])
        self.action_move(0, 0)

    def action_open(self) -> None:
        """The anchors of what is marked."""
        model = self._model
        if model is None:
            return
        code, exercise = self._marked(model)
        if exercise is not None and code not in model.matrix[exercise]:
            exercise = None
        self.assess.push_screen(Anchors(Shown(self._opened, code, exercise)))

    def action_change(self) -> None:
        """Change what is marked."""
        loaded, model = self._opened.judged.loaded, self._model
        if loaded is None or model is None:
            self._edit(self._opened.path, ())
            return
        code, exercise = self._marked(model)
        keys: Keys = ("matrix", exercise, code, "cues") if exercise else ("competencies", code, "weight")
        self.with_own(loaded, self._opened.path, lambda path: self._edit(path, keys))

    def _edit(self, path: Path, keys: Keys) -> None:
        from screens.plan.edit import RubricEdit

        self._own(path)
        self.assess.push_screen(RubricEdit(path, keys))

    def _own(self, path: Path) -> None:
        """From now on this screen shows one's own file."""
        remember_file(path)
        self._opened = replace(self._opened, kept=replace(self._opened.kept, path=path))

    def action_editor(self) -> None:
        """The file in the person's own editor."""
        loaded = self._opened.judged.loaded
        if loaded is not None:
            self.with_own(loaded, self._opened.path, self._outside)
        else:
            self._outside(self._opened.path)

    def _outside(self, path: Path) -> None:
        self._own(path)
        self.outside(path, self.reload)


MARKED: Final = "$block-cursor-foreground on $block-cursor-background"


def _cell(cell: MatrixCell | None) -> str:
    if cell is None:
        return "·"
    return f"{' '.join(_runs(cell.cues)) or '–'}{' ◆' if cell.anchors else ''}"


def _runs(cues: Sequence[str]) -> list[str]:
    """Cues as they are said in short: `P1-P4 Q2`."""
    runs: list[list[str]] = []
    for cue in cues:
        last = runs[-1][-1] if runs else ""
        if cue[1:].isdigit() and last[1:].isdigit() and cue[0] == last[0] and int(cue[1:]) == int(last[1:]) + 1:
            runs[-1].append(cue)
        else:
            runs.append([cue])
    return [part for run in runs for part in ([f"{run[0]}-{run[-1]}"] if len(run) > 2 else run)]


def cue_texts(file: ExerciseFile) -> dict[str, Text]:
    """What is said at each prompt and question of an exercise, by its id."""
    prompts = {prompt.id: prompt.text.text for prompt in file.prompts}
    return prompts | {question.id: question.text.text for question in file.questions}


def _fit(text: str, width: int) -> str:
    return Content(text).truncate(width, ellipsis=True, pad=True).plain
