"""A form: labelled fields in rows, saved field by field as one leaves them, what is wrong said under the field.

Nothing has to be pressed to save: leaving a field (Enter, Tab, the arrows, a click elsewhere) saves it, together with
the fields of its group. What can't be saved stays as it was typed, with the reason below; the label of a field that is
not saved carries a dot.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Protocol, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from assess.words import Sayable, Trouble, Words
from screens.base import Room, Spoken
from screens.widgets.fields import Field, Options
from screens.widgets.picks import Picks

Write = Callable[[str, dict[str, Any]], Awaitable[None]]
"""Saves a group of fields, by name. Raises: Trouble, when that is refused; LaterError, when it asks first."""
Holds = Callable[[str, Mapping[str, Any]], Sayable | None]
WIDEST_LABEL: Final = 26


class LaterError(Exception):
    """Something has to be asked before this can be saved: the room tries again, or takes it back (`Asks`)."""


class NotMeantError(Exception):
    """Whoever was asked for a reason left the question: nothing is to be changed."""


class Asks(Protocol):
    """A room that asks before it saves."""

    def later(self, again: Callable[[], object], instead: Callable[[], object]) -> None:
        """What to do once the answer is there, or when there is none."""


class TextField(Input):
    """A line to type in; Enter and the arrows go to the fields beside it."""

    def __init__(self, row: Row, width: int) -> None:
        super().__init__(select_on_focus=bool(width))
        self.row = row
        if width:
            self.styles.width = width

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # nothing here is awaited
        """Between fields, in its turn among the other keys: what is typed next finds the next field.

        Keys that were on their way here when Enter left the field belong to the next one.
        """
        focused = self.screen.focused
        if focused is not self and _row_of(focused) is not None:
            event.prevent_default()
            event.stop()
            assert focused is not None
            focused.post_message(events.Key(event.key, event.character))
            return
        if event.key in ("enter", "down", "up"):
            event.prevent_default()
            event.stop()
            self.row.form.go(-1 if event.key == "up" else 1, self.row, enter=event.key == "enter")

    def _on_paste(self, event: events.Paste) -> None:
        """All of what was pasted, in one line."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split()))


class Row(Vertical):
    """A field with its label, and what is wrong with it."""

    def __init__(self, form: Form, field: Field) -> None:
        super().__init__()
        self.form, self.field = form, field
        self.kept = ""
        """The text that is saved."""
        self.wrong: Sayable | None = None
        self.touched = False
        """Whether it was typed into since it was filled."""
        self.editor: TextField | Picks = (
            TextField(self, field.width)
            if field.options is None
            else Picks(field.options, self._picked, self._leave, several=field.several)
        )
        self._heading = Static(classes="heading", markup=False)
        self._label = Static(classes="label", markup=False)
        self._hint = Static(classes="hint", markup=False)
        self._said = Static(classes="wrong", markup=False)

    def compose(self) -> ComposeResult:
        """Heading, label, field, unit; what is wrong below."""
        if self.field.heading is not None:
            yield self._heading
        with Horizontal(classes="field"):
            yield self._label
            yield self.editor
            if self.field.options is None and self.field.width:
                yield self._hint
        yield self._said

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.editor.value

    @property
    def changed(self) -> bool:
        """Whether it is not saved as it stands."""
        return self.text != self.kept

    def put(self, text: str) -> None:
        """Show what is saved."""
        self.kept, self.wrong, self.touched = text, None, False
        with self.prevent(Input.Changed):
            self.editor.value = text
        if isinstance(self.editor, TextField):
            self.editor.cursor_position = len(text)

    def tell(self, words: Words, width: int) -> None:
        """Every text of the row."""
        label = words(self.field.label)
        if self.field.heading is not None:
            self._heading.update(Content(words(self.field.heading)))
        self._label.styles.width = width
        mark = " •" if self.changed and self.form.saves else ""
        self._label.update(Content.assemble(label, Content.styled(mark, "$accent")))
        hint = words(self.field.hint)
        if isinstance(self.editor, TextField) and not self.field.width:
            self.editor.placeholder = hint
        self._hint.update(Content(hint))
        if isinstance(self.editor, Picks):
            self.editor.speak(words)
        self._said.styles.padding = (0, 0, 0, width)
        self._said.display = self.wrong is not None
        if self.wrong is not None:
            self._said.update(Content.styled(f"! {words(self.wrong)}", "$error"))

    def _picked(self) -> None:
        self.touched = True
        self.form.picked(self)

    def _leave(self, step: int) -> None:
        self.form.go(step, self, enter=False)


class Form(VerticalScroll):
    """Fields below each other. With `write` they are saved as one leaves them, else `read` gives them all."""

    DEFAULT_CSS = """
    Form { height: auto; scrollbar-size-vertical: 1; }
    Form Row { height: auto; }
    Form .field { height: auto; min-height: 1; }
    Form .label { height: auto; color: $text-muted; padding: 0 1 0 0; }
    Form .hint { width: 1fr; height: auto; color: $text-muted; padding: 0 0 0 1; }
    Form .wrong { height: auto; display: none; }
    Form .heading { height: auto; padding: 1 0 0 0; text-style: bold; }
    Form Row:first-of-type .heading { padding: 0; }
    Form TextField, Form TextField:focus { border: none; height: 1; padding: 0 1; background: $surface; width: 1fr; }
    Form TextField:focus { background: $surface-lighten-2; }
    """

    def __init__(
        self,
        fields: Iterable[Field],
        write: Write | None = None,
        *,
        holds: Holds | None = None,
        typed: Callable[[], None] | None = None,
        done: Callable[[], None] | None = None,
        id: str | None = None,  # noqa: A002  (Textual's name for it)
    ) -> None:
        """A form.

        Args:
            fields: From top to bottom.
            write: Saves a group; without it nothing is saved by itself.
            holds: Says what is wrong with the values of a group together, before they are written.
            typed: Called when something was typed or chosen.
            done: What Enter in the last field does.
            id: Of the widget.
        """
        super().__init__(id=id, can_focus=False)
        self.rows = {field.name: Row(self, field) for field in fields}
        self._write, self._done, self._holds, self._typed = write, done, holds, typed
        self._writing = False
        self._sent: dict[str, str] = {}
        """What is being written, by field."""
        self._waiting: dict[str, Row] = {}
        self._filled = 0
        """How often the form was filled: what is written for an earlier filling is not told on a later one."""

    def compose(self) -> ComposeResult:
        """The rows."""
        yield from self.rows.values()

    def on_mount(self) -> None:
        """Write the texts."""
        self.tell()

    async def extend(self, fields: Iterable[Field]) -> None:
        """More fields below, for what is known only once something was read."""
        more = {field.name: Row(self, field) for field in fields if field.name not in self.rows}
        self.rows |= more
        await self.mount_all(more.values())
        self.tell()

    # what stands in it

    def put(self, values: Mapping[str, Any], *, over: bool = True) -> None:
        """Show values, as they are saved; fields that were typed into and not saved stay unless `over`."""
        if over:
            self._filled += 1
        words = self._words
        for name, value in values.items():
            row = self.rows[name]
            if over or not (row.changed and row.touched):
                row.put(row.field.write(value, words))
        self.tell()

    def choose_from(self, name: str, options: Options) -> None:
        """Other options for a field; what was chosen and is still there stays."""
        editor = self.rows[name].editor
        if isinstance(editor, Picks):
            editor.offer(options)

    def show_field(self, name: str, *, shown: bool) -> None:
        """Show a field, or leave it out."""
        self.rows[name].display = shown

    def read(self) -> dict[str, Any] | None:
        """Every value; None when one does not hold, which is then said below it and marked."""
        found, first = {}, None
        for row in self._shown():
            value, wrong = _value(row)
            row.wrong = wrong
            found[row.field.name] = value
            if wrong is not None and first is None:
                first = row
        self.tell()
        if first is not None:
            first.editor.focus()
            return None
        return found

    @property
    def saves(self) -> bool:
        """Whether it saves by itself."""
        return self._write is not None

    @property
    def unsaved(self) -> bool:
        """Whether something that was typed is not saved."""
        return any(row.changed and row.touched for row in self._shown())

    @property
    def faulty(self) -> bool:
        """Whether something that was typed does not hold."""
        return any(row.wrong is not None for row in self._shown())

    @property
    def has_focus_within_it(self) -> bool:
        """Whether one is in one of the fields."""
        return self.screen.focused is not None and self in self.screen.focused.ancestors

    def enter(self, name: str | None = None) -> None:
        """Go into the first field, or into this one."""
        row = self.rows[name] if name else next(iter(self._shown()))
        self.screen.set_focus(row.editor, scroll_visible=False)
        row.scroll_visible(animate=False)

    def drop(self, group: str | None = None) -> None:
        """Back to what is saved, in one group or in all."""
        for row in self._group(group) if group else self._shown():
            row.put(row.kept)
        self.tell()

    def go(self, step: int, row: Row, *, enter: bool) -> None:
        """To the field after (or before) this one; Enter in the last one is the end of the form."""
        shown = self._shown()
        place = shown.index(row) + step
        if 0 <= place < len(shown):
            self.screen.set_focus(shown[place].editor, scroll_visible=False)  # at once: the next key is for it
            shown[place].scroll_visible(animate=False)
        elif enter:
            self.left(row)
            if self._done is not None:
                self._done()

    def tell(self) -> None:
        """Every text, in the language of now."""
        words = self._words
        rows = self._shown()
        width = min(WIDEST_LABEL, max((Content(words(row.field.label)).cell_length for row in rows), default=0)) + 3
        for row in rows:
            row.tell(words, width)

    @property
    def _words(self) -> Words:
        return cast("Spoken", self.screen).words

    def _shown(self) -> list[Row]:
        return [row for row in self.rows.values() if row.display]

    # saving

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """What is typed is not saved yet: the label says so."""
        event.stop()
        if isinstance(event.input, TextField):
            row = event.input.row
            row.touched = True
            self._mark(row)
            if self._typed is not None:
                self._typed()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A field was left."""
        row = _row_of(event.widget)
        if row is not None:
            self.left(row)

    def leave(self) -> None:
        """Save what is being typed, as if the field were left."""
        row = _row_of(self.screen.focused)
        if row is not None and row.form is self:
            self.left(row)

    def picked(self, row: Row) -> None:
        """Something was chosen: that is saved at once."""
        self.left(row)
        if self._typed is not None:
            self._typed()

    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {row.field.name: row.text for row in self._shown()}

    def left(self, row: Row) -> None:
        """A field was left: say what is wrong with it, save its group where that holds."""
        if not row.changed and row.wrong is None:
            return
        _, row.wrong = _value(row)
        self._mark(row)
        group = row.field.group or row.field.name
        if self._write is None or row.wrong is not None:
            return
        rows = self._group(group)
        if self._writing:
            if any(one.text != self._sent.get(one.field.name, one.kept) for one in rows):
                self._waiting[group] = row
            return
        read = {one.field.name: _value(one) for one in rows}
        if any(wrong is not None for _, wrong in read.values()) or not any(one.changed for one in rows):
            return
        values = {name: value for name, (value, _) in read.items()}
        wrong = self._holds(group, values) if self._holds is not None else None
        for one in rows:
            one.wrong = wrong if one is row else None
            self._mark(one)
        if wrong is None:
            self._writing = True
            self._sent = {one.field.name: one.text for one in rows}
            self.app.run_worker(self._save(row, group, values, self._sent, self._filled))

    async def _save(self, row: Row, group: str, values: dict[str, Any], texts: dict[str, str], filled: int) -> None:
        assert self._write is not None
        room = self.screen if isinstance(self.screen, Room) else None
        if room is not None:
            room.saving()
        try:
            await self._write(group, values)
        except Trouble as trouble:
            if room is not None:
                room.not_saved()
            if filled == self._filled:
                self._refused(row, group, trouble)
        except LaterError:
            if room is not None:
                room.not_saved()
            cast("Asks", self.screen).later(lambda: self.left(row), lambda: self.drop(group))
        else:
            if filled == self._filled:
                for name, text in texts.items():
                    self.rows[name].kept, self.rows[name].wrong = text, None
            if room is not None and room.is_attached:
                room.saved(datetime.now(UTC))
        finally:
            self._writing, self._sent = False, {}
        if self.is_attached:
            self.tell()
        waiting = list(self._waiting.values())
        self._waiting.clear()
        for one in waiting:
            self.left(one)

    def _refused(self, row: Row, group: str, trouble: Trouble) -> None:
        """Say it under the field that the sentence is about, else under the one that was left."""
        named = str(trouble.where).partition(":")[0]
        about = self.rows[named] if named in {one.field.name for one in self._group(group)} else row
        words = self._words
        said = words(trouble.what)
        about.wrong = f"{said} {words(trouble.do)}" if trouble.do else said

    def _group(self, group: str) -> list[Row]:
        return [row for row in self._shown() if (row.field.group or row.field.name) == group]

    def _mark(self, row: Row) -> None:
        width = row._label.styles.width
        row.tell(self._words, int(width.value) if width is not None else WIDEST_LABEL)


def _value(row: Row) -> tuple[Any, Sayable | None]:
    try:
        return row.field.read(row.text), None
    except Trouble as trouble:
        return None, trouble.what


def _row_of(widget: Widget | None) -> Row | None:
    return next((one for one in widget.ancestors if isinstance(one, Row)), None) if widget is not None else None
