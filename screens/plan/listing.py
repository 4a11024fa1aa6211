"""A step that is a list with a form for what is marked: rooms, people, exercises, the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from assess.words import Id, Message, Sayable, T, Trouble
from screens.base import Command
from screens.plan.planning import PlanRoom, beside
from screens.widgets.fields import Field
from screens.widgets.form import Form, LaterError

EDIT: Final = Command("listing.edit", "enter", T("Change"), T("Into the fields of what is marked."), "edit")
NEW: Final = Command("listing.new", "f2,n", T("New"), T("Add one: type its name, Enter goes on."), "new")
REMOVE: Final = Command(
    "listing.remove", "f4,d", T("Remove"), T("Take what is marked out of this center; press it twice."), "remove"
)


class Entry(NamedTuple):
    """A line of the list."""

    id: Id
    left: Sayable
    right: tuple[Sayable, ...]
    values: Mapping[str, Any]
    """Of the form, by field."""


class ListRoom(PlanRoom):
    """The list on top (or left), the fields of what is marked below (or right)."""

    FIELDS: ClassVar[tuple[Field, ...]] = ()
    NOTHING: ClassVar[Mapping[str, Any]] = {}
    """The fields of a new one."""
    SURE: ClassVar[Message] = T("Press it again to take this out of the center.")

    def __init__(self, center: Id) -> None:
        super().__init__(center)
        self.entries: Sequence[Entry] = ()
        self.marked: Id | None = None
        """What the form shows; None for a new one."""
        self._new = False
        self._sure: Id | None = None

    def compose_work(self) -> ComposeResult:
        """List and form."""
        with Container(id="both"):
            yield OptionList(id="list", markup=False)
            with Vertical(id="beside"):
                yield Form(self.fields(), self._write, typed=self.typed, done=self._to_list, id="form")
                yield Static(id="about", markup=False)

    def fields(self) -> tuple[Field, ...]:
        """The fields of the form."""
        return self.FIELDS

    def typed(self) -> None:
        """Something was typed or chosen."""

    def about(self) -> Sayable | Content:
        """What is said below the form."""
        return ""

    async def write(self, group: str, marked: Id | None, values: dict[str, Any]) -> Id:
        """Write a group of the form; the id of what was written. Raises: Trouble, LaterError."""
        raise NotImplementedError

    async def drop(self, marked: Id) -> None:
        """Take it out. Raises: Trouble, LaterError."""
        raise NotImplementedError

    @property
    def form(self) -> Form:
        """The fields."""
        return self.query_one("#form", Form)

    @property
    def listed(self) -> OptionList:
        """The list."""
        return self.query_one("#list", OptionList)

    @property
    def entry(self) -> Entry | None:
        """What is marked."""
        return next((one for one in self.entries if one.id == self.marked), None)

    # showing

    def fill(self) -> None:
        """The list anew; the mark stays where it was."""
        if self.marked is None and not self._new and self.entries:
            self.marked = self.entries[0].id
        if not self._new and self.entry is None:
            self.marked = self.entries[0].id if self.entries else None
        self._fill_list()
        if not self._new:  # what is being typed for a new one is nobody's to fill anew
            self._fill_form(over=not self.form.unsaved)
        self._go_on()
        if self.focused is None:
            self.listed.focus()

    def _fill_list(self) -> None:
        listed = self.listed
        width = (listed.size.width or self.size.width) - 5
        places = [one.id for one in self.entries]
        with self.prevent(OptionList.OptionHighlighted):
            listed.clear_options()
            listed.add_options(self._line_of(one, width) for one in self.entries)
            if self.marked in places:
                listed.highlighted = places.index(self.marked)

    def _line_of(self, entry: Entry, width: int) -> Content:
        right = ", ".join(self.words(one) for one in entry.right if one)
        return beside(self.words(entry.left), right, width, marked=entry.id == self.marked)

    def _fill_form(self, *, over: bool = True) -> None:
        entry = self.entry
        shown = entry is not None or self._new
        self.query_one("#beside").display = shown
        if shown:
            self.suit(entry)
            self.form.put(entry.values if entry else self.NOTHING, over=over)
        self._write_about()

    def suit(self, entry: Entry | None) -> None:
        """Show the fields that this one has."""

    def _write_about(self) -> None:
        said = self.about()
        shown = self.query_one("#about", Static)
        shown.update(said if isinstance(said, Content) else Content(self.words(said)))
        shown.display = bool(str(said))

    def tell(self) -> None:
        """Every text."""
        super().tell()
        if self.query("#form"):
            self._fill_list()
            self.form.tell()
            self._write_about()
            self._tell_new()

    def _tell_new(self) -> None:
        """What to do with the empty fields of a new one, also once the list was read again behind it."""
        if self._new and not self.asking and not self._trouble:
            self.next_step(T("Next: type it, Enter goes on; Esc back to the list"))

    @on(OptionList.OptionHighlighted, "#list")
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if not 0 <= event.option_index < len(self.entries) or self.entries[event.option_index].id == self.marked:
            return
        self._new, self._sure = False, None
        self.marked = self.entries[event.option_index].id
        self._fill_form()

    @on(OptionList.OptionSelected, "#list")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_edit()

    def on_resize(self) -> None:
        """The list's lines are as wide as the list."""
        super().on_resize()
        if self.plan is not None:
            self.call_after_refresh(self._fill_list)

    # changing

    def action_edit(self) -> None:
        """Into the fields."""
        if self.entry is not None or self._new:
            self.form.enter()
        elif NEW in self.COMMANDS_HERE:
            self.action_new()

    def action_new(self) -> None:
        """A new one: empty fields; not before it is known what there is."""
        if not self._was_read:
            return
        self.form.leave()
        self._new, self.marked, self._sure, self._onward = True, None, None, None
        self._fill_form()
        self.form.enter()
        self._trouble = ""
        self._tell_new()

    async def _write(self, group: str, values: dict[str, Any]) -> None:
        marked = self.marked
        written = await self.write(group, marked, values)
        if self.marked == marked and (marked is not None or self._new):
            self.marked, self._new = written, False
        self.reload()

    def action_remove(self) -> None:
        """Take what is marked out, at the second press."""
        entry = self.entry
        if entry is None:
            return
        if self._sure != entry.id:
            self._sure = entry.id
            self.show(self.SURE)
            return
        self._sure = None
        self.run_worker(self._remove(entry.id), group="remove")

    async def _remove(self, marked: Id) -> None:
        try:
            await self.drop(marked)
        except LaterError:
            self.later(lambda: self.run_worker(self._remove(marked), group="remove"), self.tell)
            return
        except Trouble as trouble:
            self.show(trouble)
            return
        self._trouble = ""
        places = [one.id for one in self.entries if one.id != marked]
        self.marked = places[0] if places else None
        self.reload()

    def _to_list(self) -> None:
        """The last field is done; of a new one that is being saved, what else it has comes next."""
        if self._new:
            self._onward = [row.field.name for row in self.form.rows.values() if row.display]
        else:
            self.listed.focus()

    _onward: list[str] | None = None
    """The fields that a new one had before it was saved, when one is through with them."""

    def _go_on(self) -> None:
        if self._onward is not None and self.entry is not None:
            more = [name for name, row in self.form.rows.items() if row.display and name not in self._onward]
            self._onward = None
            if more:
                self.form.enter(more[0])
            else:
                self.listed.focus()

    def leave(self) -> None:
        """Out of the fields into the list, then out of the screen."""
        if self.form.has_focus_within_it and (self.entries or self._new):
            self.form.leave()
            if self.form.faulty and not self._told:
                self._told = True
                self.show(T("This is not saved yet, see below the field; Esc again leaves it out."))
                return
            if self.form.faulty:
                self.form.drop()
            self._told = False
            self._trouble = ""
            self.listed.focus()
            if self._new and self.entries:
                self._new, self.marked = False, self.entries[0].id
                self._fill_form()
            self.tell()
            return
        super().leave()
