"""A competency with its anchors side by side: neighbouring levels, two languages, or the exercise's own beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.rubric.library import load_library
from assess.rubric.load import Loaded
from assess.rubric.model import Anchors as AnchorTexts
from assess.rubric.model import Both, CompetencyFile, Criterion, ExerciseFile, MatrixCell, RoleFile
from assess.rubric.tree import Path as Keys
from assess.words import Language, Message, Sayable, T, Text, Trouble
from screens.command import Command
from screens.plan.columns import bands, side_by_side
from screens.plan.opened import Opened, open_file, remember_file, state
from screens.plan.room import RubricRoom

COLUMN: Final = 30
"""Cells that a level's text needs beside others."""
NARROW: Final = 90
"""Below this many cells, levels stand under each other."""


@dataclass(frozen=True)
class Shown:
    """What is shown: a competency's file, or a competency of a role, perhaps in one of its exercises."""

    file: Opened
    """The competency's own file, or the role's."""
    competency: str
    exercise: str | None = None


class Source(NamedTuple):
    """Where a level's text comes from: what it is called, the anchors, and the language (of now, when None)."""

    name: Sayable
    anchors: AnchorTexts
    language: Language | None


class Anchors(RubricRoom):
    """All levels in full text."""

    HELP_TEXT = T(
        "The anchors of a competency, the highest level first, facet by facet. With room, neighbouring levels stand"
        " side by side: could two people who saw the same give the same number? B puts German and English beside"
        " each other, G the generic anchors beside those of the exercise."
    )
    COMMANDS_HERE = (
        Command("anchors.both", "b", T("German/English"), T("Both languages beside each other, or not."), "both"),
        Command(
            "anchors.generic", "g", T("Generic"), T("The generic anchors beside the exercise's own, or not."), "generic"
        ),
        Command("anchors.next", "tab,right", T("Next"), T("The next competency of the role."), "turn(1)"),
        Command("anchors.before", "shift+tab,left", T("Before"), T("The competency before."), "turn(-1)", shown=False),
        Command(
            "anchors.change",
            "c,f4",
            T("Change"),
            T("Change these anchors; of the library, in a copy of your own."),
            "change",
        ),
        Command("anchors.editor", "e", T("Editor"), T("Open the file in your own editor."), "editor", shown=False),
        Command("anchors.down", "down", T("Down"), T("Scroll down."), "scroll(1)", shown=False),
        Command("anchors.up", "up", T("Up"), T("Scroll up."), "scroll(-1)", shown=False),
        Command("anchors.read_on", "pagedown,space", T("Read on"), T("A page down."), "page(1)", shown=False),
        Command("anchors.read_back", "pageup", T("Back up"), T("A page up."), "page(-1)", shown=False),
    )

    def __init__(self, found: Shown) -> None:
        super().__init__()
        self._shown = found
        self._both = False
        self._generic = False

    def compose_body(self) -> ComposeResult:
        """One text to read."""
        with VerticalScroll(id="reading", can_focus=False):
            yield Static(id="text", markup=False)
        yield from self.compose_line()

    def on_screen_resume(self) -> None:
        """Back from an edit: read the file again."""
        if self.is_mounted:
            self.reload()

    @work(exclusive=True, group="read")
    async def reload(self) -> None:
        """Read the file again."""
        path = self._shown.file.path
        try:
            opened = await self.desk.call(lambda: open_file(path))
        except Trouble as no:
            self.show(no)
            return
        self._shown = replace(self._shown, file=opened)
        self.tell()

    # what is shown

    @property
    def _role(self) -> RoleFile | None:
        loaded = self._shown.file.judged.loaded
        return loaded.model if loaded and isinstance(loaded.model, RoleFile) else None

    @property
    def _competency(self) -> CompetencyFile | None:
        loaded = self._shown.file.judged.loaded
        if loaded and isinstance(loaded.model, CompetencyFile):
            return loaded.model
        found = self._shown.file.library.look("competency", self._shown.competency)
        return found.model if isinstance(found, Loaded) and isinstance(found.model, CompetencyFile) else None

    @property
    def _cell(self) -> MatrixCell | None:
        role, exercise = self._role, self._shown.exercise
        return role.matrix.get(exercise, {}).get(self._shown.competency) if role and exercise else None

    @property
    def _criterion(self) -> Criterion | None:
        return self._role.competencies.get(self._shown.competency) if self._role else None

    def tell(self) -> None:
        """The whole text, in the language of now."""
        model, words = self._competency, self.words
        right = words(state(self._shown.file.judged))
        if model is None:
            self.head(self._shown.competency, right)
            message, mend = self._shown.file.library.unknown("competency", self._shown.competency)
            self.query_one("#text", Static).update(Content(words(message)))
            self.next_step(mend or T("Next: Esc goes back"))
            return
        exercise = self._exercise_name()
        place = T("{name} · {code}", name=model.name.text, code=model.code)
        self.head(T("{place} in {exercise}", place=place, exercise=exercise) if exercise else place, right)
        self.query_one("#text", Static).update(Content("\n").join(self._lines(model)))
        self._tell_next()
        self.refresh_bindings()

    def _tell_next(self) -> None:
        cell = self._cell
        if self._generic:
            self.next_step(T("Left the anchors of this exercise, right the generic ones. Next: C changes, G back"))
        elif cell is not None and cell.anchors is None:
            self.next_step(T("This exercise has no anchors of its own: the generic ones hold. Next: C changes them"))
        elif cell is not None:
            self.next_step(T("The anchors of this exercise. Next: G puts the generic ones beside them, C changes them"))
        else:
            self.next_step(T("Next: C changes the anchors, B shows both languages"))

    def _exercise_name(self) -> Sayable:
        if self._shown.exercise is None:
            return ""
        found = self._shown.file.library.look("exercise", self._shown.exercise)
        if isinstance(found, Loaded) and isinstance(found.model, ExerciseFile):
            return found.model.name.text
        return self._shown.exercise

    def _sources(self, model: CompetencyFile) -> list[Source]:
        cell = self._cell
        own = cell.anchors if cell and cell.anchors else None
        if self._generic and own:
            return [Source(self._exercise_name(), own, None), Source(T("generic"), model.anchors, None)]
        anchors = own or model.anchors
        if self._both:
            first: Language = self.words.language
            second: Language = "en" if first == "de" else "de"
            return [Source(LANGUAGE[one], anchors, one) for one in (first, second)]
        return [Source("", anchors, None)]

    def _lines(self, model: CompetencyFile) -> list[Content]:
        width = max(40, self.size.width - 5)
        cell = self._cell
        lines = self._about(width, model.definition)
        if cell is not None:
            lines += self._about(width, cell.why, T("Why here, with {cues}", cues=", ".join(cell.cues) or "–"))
        facets = [facet.text for facet in (cell.facets if cell and cell.anchors and cell.facets else model.facets)]
        lines += self._levels(self._sources(model), facets, width)
        lines += self._about(width, model.distinct, T("Not to be confused with"))
        for title, texts in ((T("Signs for it"), model.positive), (T("Signs against it"), model.negative)):
            lines.append(self._title(title))
            for text in texts:
                lines += side_by_side(
                    [Content.assemble(mark, said) for mark, said in self._told(text.text, "· ")], width
                )
            lines.append(Content(""))
        lines += self._about(width, model.not_observed, T("When “no opportunity” may be chosen"))
        return lines

    def _about(self, width: int, text: Both, title: Message | None = None) -> list[Content]:
        """A paragraph, in one language or in both."""
        told = [Content(said) for _, said in self._told(text.text)]
        return [*([self._title(title)] if title else []), *side_by_side(told, width), Content("")]

    def _told(self, text: Text, mark: str = "") -> list[tuple[str, str]]:
        if not self._both:
            return [(mark, self.words(text).strip())]
        first, second = (text.de, text.en) if self.words.language == "de" else (text.en, text.de)
        return [(mark, first.strip()), (mark, second.strip())]

    def _title(self, said: Message) -> Content:
        return Content.styled(self.words(said), "bold $primary")

    def _levels(self, sources: list[Source], facets: list[Text], width: int) -> list[Content]:
        """All levels, in bands of as many as fit; facet by facet."""
        levels = sorted({level for source in sources for level in source.anchors}, reverse=True)
        fit = 1 if width < NARROW else max(1, width // COLUMN // len(sources))
        lines = []
        for band in bands(levels, fit, overlap=len(sources) == 1):
            columns = [(level, source) for level in band for source in sources]
            lines += side_by_side([self._level(level, source) for level, source in columns], width)
            texts = [_sentences(source, level, self.words.language) for level, source in columns]
            for place in range(max((len(text) for text in texts), default=0)):
                whole = all(len(text) == len(facets) for text in texts)
                if whole and place < len(facets):
                    lines += side_by_side(
                        [Content.styled(_named(self, facets[place], source), "italic dim") for _, source in columns],
                        width,
                    )
                lines += side_by_side([Content(text[place] if place < len(text) else "") for text in texts], width)
            lines += [Content.styled("─" * width, "dim $primary 40%"), Content("")] if fit > 1 else [Content("")]
        return lines

    def _level(self, level: int, source: Source) -> Content:
        criterion, words = self._criterion, self.words
        notes = [words(source.name)] if source.name else []
        if criterion and self._role and level == (criterion.target or self._role.scale.hi):
            notes.append(words(T("target")))
        if criterion and criterion.floor is not None and level == -int(-criterion.floor // 1):
            notes.append(words(T("floor {floor}", floor=f"{criterion.floor:g}")))
        return Content.assemble((f"{level} ", "bold $accent"), (" · ".join(notes), "dim"))

    # what can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Generic anchors beside others where there are others; the next competency where there is a role."""
        if action == "generic" and not (self._cell and self._cell.anchors):
            return False
        if action == "turn" and self._role is None:
            return False
        return super().check_action(action, parameters)

    def action_both(self) -> None:
        """German and English beside each other."""
        self._both, self._generic = not self._both, False
        self._anew()

    def action_generic(self) -> None:
        """The generic anchors beside the exercise's own."""
        self._both, self._generic = False, not self._generic
        self._anew()

    def action_turn(self, by: int) -> None:
        """Another competency: of the exercise, or of the role."""
        role = self._role
        if role is None:
            return
        codes = list(role.matrix.get(self._shown.exercise, {}) if self._shown.exercise else role.competencies)
        if self._shown.competency in codes:
            code = codes[(codes.index(self._shown.competency) + by) % len(codes)]
            self._shown = replace(self._shown, competency=code)
            self._generic = self._generic and bool(self._cell and self._cell.anchors)
            self._anew()

    def _anew(self) -> None:
        self.tell()
        self.query_one("#reading", VerticalScroll).scroll_home(animate=False)

    def action_scroll(self, by: int) -> None:
        """A line."""
        self.query_one("#reading", VerticalScroll).scroll_relative(y=by * 2, animate=False)

    def action_page(self, by: int) -> None:
        """A page."""
        scroll = self.query_one("#reading", VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 2), animate=False)

    def action_change(self) -> None:
        """Change them here."""
        self._with_file(self._edit)

    def action_editor(self) -> None:
        """The file that they stand in, in the person's own editor."""
        self._with_file(lambda path, keys: self.outside(path, self.reload))

    def _with_file(self, then: Callable[[Path, Keys], None]) -> None:
        """Go on with the file that the anchors stand in, and their place in it; of the library, with a copy.

        The exercise's own anchors stand in the role's file, generic ones in the competency's.
        """
        cell, file = self._cell, self._shown.file
        loaded = file.judged.loaded
        if loaded is None:
            return
        if isinstance(loaded.model, CompetencyFile):
            self.with_own(loaded, file.path, lambda path: self._own(path, ("anchors",), then))
        elif cell is not None and cell.anchors is not None:
            keys: Keys = ("matrix", self._shown.exercise or "", self._shown.competency, "anchors")
            self.with_own(loaded, file.path, lambda path: self._own(path, keys, then))
        elif isinstance(found := file.library.look("competency", self._shown.competency), Loaded):
            folder = None if file.kept.shipped else file.path.parent
            path = _file_of(found, file.path)
            self.with_own(found, path, lambda own: then(own, ("anchors",)), beside=folder)

    def _own(self, path: Path, keys: Keys, then: Callable[[Path, Keys], None]) -> None:
        """From now on this screen shows one's own file."""
        file = self._shown.file
        self._shown = replace(self._shown, file=replace(file, kept=replace(file.kept, path=path)))
        then(path, keys)

    def _edit(self, path: Path, keys: Keys) -> None:
        from screens.plan.edit import RubricEdit

        remember_file(path)
        self.assess.push_screen(RubricEdit(path, keys))


LANGUAGE: Final[dict[Language, Message]] = {"de": T("German"), "en": T("English")}


def _sentences(source: Source, level: int, language: Language) -> tuple[str, ...]:
    anchor = source.anchors.get(level)
    return tuple(one.strip() for one in anchor.sentences(source.language or language)) if anchor else ()


def _named(room: Anchors, facet: Text, source: Source) -> str:
    return (facet.de if source.language == "de" else facet.en) if source.language else room.words(facet)


def _file_of(found: Loaded, beside: Path) -> Path:
    """Where a file lies that a library found: as it was given, or in the shipped library."""
    path = Path(found.source.file)
    return path if path.exists() else next((one for one in load_library().files() if one.stem == found.code), beside)
