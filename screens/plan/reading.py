"""An exercise to read: every text of its file, heading by heading, in one language or both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assess.rubric.edit import Editing
from assess.rubric.fields import Field, fields
from assess.words import Language, T
from screens.command import Command
from screens.plan.columns import side_by_side
from screens.plan.opened import Opened, remember_file, state
from screens.plan.printing import PrintingRoom, print_command


class Reading(PrintingRoom):
    """All of it, scrolled."""

    HELP_TEXT = T(
        "An exercise as it is in its file: brief, guide, script, phases, prompts with what they elicit, questions,"
        " materials. B puts German and English beside each other."
    )
    COMMANDS_HERE = (
        Command("reading.both", "b", T("German/English"), T("Both languages beside each other, or not."), "both"),
        Command(
            "reading.change", "c,f4", T("Change"), T("Change it here; of the library, a copy of your own."), "change"
        ),
        print_command("reading"),
        Command("reading.down", "down", T("Down"), T("Scroll down."), "scroll(1)", shown=False),
        Command("reading.up", "up", T("Up"), T("Scroll up."), "scroll(-1)", shown=False),
        Command("reading.read_on", "pagedown,space", T("Read on"), T("A page down."), "page(1)"),
        Command("reading.read_back", "pageup", T("Back up"), T("A page up."), "page(-1)", shown=False),
    )

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self._both = False

    def compose_body(self) -> ComposeResult:
        """One text to read."""
        with VerticalScroll(id="reading", can_focus=False):
            yield Static(id="text", markup=False)
        yield from self.compose_line()

    def tell(self) -> None:
        """The whole text, in the language of now."""
        words = self.words
        editing = Editing(self._opened.kept.text)
        loaded = self._opened.judged.loaded
        self.head(
            T("Exercise · {code}", code=loaded.code if loaded else self._opened.path.stem), state(self._opened.judged)
        )
        width = max(40, self.size.width - 5)
        languages: list[Language] = [words.language]
        if self._both:
            languages.append("en" if words.language == "de" else "de")
        lines: list[Content] = []
        above: object = None
        for field in fields(editing.data):
            if field.group != above:
                lines += [Content(""), Content.styled(words(field.group), "bold $primary")]
                above = field.group
            lines.append(Content.styled(words(field.label), "italic dim"))
            lines += side_by_side([Content(_told(editing, field, one)) for one in languages], width)
        self.query_one("#text", Static).update(Content("\n").join(lines[1:]))
        self.next_step(T("Next: read on with Space; C changes it"))

    def action_both(self) -> None:
        """German and English beside each other."""
        self._both = not self._both
        self.tell()

    def action_scroll(self, by: int) -> None:
        """A line."""
        self.query_one("#reading", VerticalScroll).scroll_relative(y=by * 2, animate=False)

    def action_page(self, by: int) -> None:
        """A page."""
        scroll = self.query_one("#reading", VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 2), animate=False)

    def action_change(self) -> None:
        """Change it here."""
        loaded = self._opened.judged.loaded
        if loaded is None:
            return
        self.with_own(loaded, self._opened.path, self._edit)

    def _edit(self, path: Path) -> None:
        from screens.plan.edit import RubricEdit

        remember_file(path)
        self._opened = replace(self._opened, kept=replace(self._opened.kept, path=path))
        self.assess.push_screen(RubricEdit(path))


def _told(editing: Editing, field: Field, language: Language) -> str:
    said = editing.get(field.at(language))
    if isinstance(said, list):
        return ", ".join(map(str, said)) or "–"
    return str(said if said is not None else "–").strip()
