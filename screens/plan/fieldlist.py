"""The fields of a file in a list, and the marked one: its text in one language, what is found, what helps."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assess.rubric.edit import Editing
from assess.rubric.fields import Field, fields, home
from assess.rubric.keep import Kept
from assess.rubric.library import Library
from assess.rubric.live import Finding, Judged
from assess.rubric.load import Loaded
from assess.rubric.model import CompetencyFile
from assess.words import Language, Refused, Sayable, T, Text
from screens.conduct.thin import Thin
from screens.plan.opened import shown, state
from screens.plan.pane import LANGUAGE, beside, finding_line
from screens.plan.room import RubricRoom
from screens.plan.text import FieldText
from screens.plan.typed import as_typed, meant

LABEL: Final = 20
"""Cells of a field's name in the list."""


class FieldList(RubricRoom):
    """What the editor shows; what can be done with it is its children's."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: Kept | None = None
        self._editing = Editing("")
        self._library = Library(())
        self._judged = Judged(None, ())
        self._fields: tuple[Field, ...] = ()
        self._lines: list[int | None] = []
        """For each line of the list the place of its field; None for headings."""
        self._at = 0
        self._language: Language = "de"
        self._wrong: Refused | None = None
        """Why what is typed is no value."""

    def compose_body(self) -> ComposeResult:
        """The fields, and the marked one."""
        with Vertical(id="edit"):
            yield OptionList(id="fields", markup=False)
            with Vertical(id="pane"):
                yield Thin(id="what")
                yield FieldText(self.done, id="text")
                with VerticalScroll(id="about", can_focus=False):
                    yield Static(id="said", markup=False)
        yield from self.compose_line()

    def done(self) -> None:
        """Enough typed."""
        self._editing.pause()
        self._wrong = None
        self.query_one("#fields").focus()
        self._tell_field()

    def _tell_next(self) -> None:
        """The next step in words."""

    @property
    def typing(self) -> bool:
        """Whether the marked field is being typed into."""
        return isinstance(self.focused, FieldText)

    @property
    def _field(self) -> Field | None:
        return self._fields[self._at] if self._at < len(self._fields) else None

    def tell(self) -> None:
        """Everything, in the language of now; what is typed stays."""
        if self._kept is not None:
            self._tell_all()

    def _refill(self) -> None:
        """The fields anew: the file has others now."""
        self._fields = fields(self._editing.data, self._facets)
        self._at = min(self._at, max(0, len(self._fields) - 1))

    def _facets(self, code: str) -> tuple[Text, ...]:
        found = self._library.look("competency", code)
        if isinstance(found, Loaded) and isinstance(found.model, CompetencyFile):
            return tuple(facet.text for facet in found.model.facets)
        return ()

    def _tell_all(self) -> None:
        shelf = self.query_one("#fields", OptionList)
        rows: list[Option] = []
        self._lines = []
        above: object = None
        for place, field in enumerate(self._fields):
            if field.group != above:
                self._lines.append(None)
                rows.append(Option(Content.styled(self.words(field.group), "bold $primary"), disabled=True))
                above = field.group
            self._lines.append(place)
            rows.append(Option(self._row(field)))
        with self.prevent(OptionList.OptionHighlighted):
            shelf.set_options(rows)
            if self._fields:
                shelf.highlighted = self._lines.index(self._at)
        self.call_after_refresh(shelf.scroll_to_highlight)
        self._tell_head()
        self._tell_field()
        if not self.typing and not self.asking:
            shelf.focus()

    def _tell_head(self) -> None:
        saved = T("not saved") if self._editing.changed else T("saved")
        self.head(
            T("Change · {file}", file=shown(self._kept.path) if self._kept else ""),
            T("{state} · {saved}", state=state(self._judged), saved=saved),
        )

    def _row(self, field: Field) -> Content:
        about = self._about(field)
        errors = any(finding.is_error for finding in about)
        mark = ("✗ ", "$error") if errors else ("! ", "$warning") if about else ("  ", "")
        width = max(24, self.query_one("#fields").size.width - 3)
        said = as_typed(self.words, field, self._editing.get(field.at(self._language)))
        label = Content(self.words(field.label)).truncate(LABEL, ellipsis=True, pad=True)
        row = Content.assemble(mark, label.stylize("dim"), " ", " ".join(said.split()) or "–")
        return row.truncate(width, ellipsis=True)

    def _about(self, field: Field) -> list[Finding]:
        """The findings that are mended in a field."""
        place = self._fields.index(field)
        return [finding for finding, at in self._homes if at == place]

    def _tell_rows(self) -> None:
        """The rows again, in place."""
        shelf = self.query_one("#fields", OptionList)
        for line, place in enumerate(self._lines):
            if place is not None:
                row = self._row(self._fields[place])
                if not row.is_same(_prompt(shelf, line)):
                    shelf.replace_option_prompt_at_index(line, row)

    def _tell_field(self) -> None:
        """The marked field: its text, the other language, hints, findings, and the next step."""
        field, words = self._field, self.words
        text = self.query_one("#text", FieldText)
        if field is None:
            text.put("")
            text.display = False
            self._tell_said()
            self.next_step(T("There is nothing to change here. Next: E opens the file in your editor"))
            return
        text.display = True
        value = self._editing.get(field.at(self._language))
        text.paragraphs = isinstance(value, str) and "\n" in value
        if not self.typing or self._value_of(field, text.text) != value:
            text.put(as_typed(words, field, value))
        what: Sayable = T("{group} · {label}", group=field.group, label=field.label)
        if field.bilingual:
            what = T("{what} · {language}", what=what, language=LANGUAGE[self._language])
        self.query_one("#what", Thin).say(Content(words(what)))
        self._tell_said()
        self._tell_next()

    def _value_of(self, field: Field, typed: str) -> object:
        try:
            return meant(field, typed)
        except Refused:
            return None

    def _tell_said(self) -> None:
        """Below the text: what is wrong, what is found, the other language, hints."""
        field, words = self._field, self.words
        about = [one for one in self._judged.findings if field is None or field.touches(one.path)]
        about += [one for one in (self._about(field) if field else []) if one not in about]
        parts = [Content.assemble(("✗ ", "$error"), self._wrong.say(words))] if self._wrong is not None else []
        parts += [finding_line(words, one, self._language) for one in about]
        if field is not None:
            parts += beside(words, self._editing, field, self._language, self._library)
        self.query_one("#said", Static).update(Content("\n").join(parts))

    @property
    def _homes(self) -> list[tuple[Finding, int]]:
        return [(finding, home(self._fields, finding.path)) for finding in self._judged.findings]

    def _judge(self, judged: Judged) -> None:
        self._judged = judged
        if not self._fields:
            self._refill()

    def go(self, place: int) -> None:
        """Mark a field, and keep typing when one was."""
        if not self._fields:
            return
        self._editing.pause()
        self._wrong = None
        self._at = place % len(self._fields)
        shelf = self.query_one("#fields", OptionList)
        with self.prevent(OptionList.OptionHighlighted):
            shelf.highlighted = self._lines.index(self._at)
        text = self.query_one("#text", FieldText)
        text.put(
            as_typed(self.words, self._fields[self._at], self._editing.get(self._fields[self._at].at(self._language)))
        )
        self.call_after_refresh(shelf.scroll_to_highlight)
        self._tell_field()
        self.refresh_bindings()


def _prompt(shelf: OptionList, line: int) -> Content:
    found = shelf.get_option_at_index(line).prompt
    return found if isinstance(found, Content) else Content("")
