"""Editing a rubric file in the app: field by field, in both languages, with the lint's word while one types."""

from __future__ import annotations

from typing import Any, Final

from textual.widgets import OptionList, TextArea

from assess.rubric.fields import home
from assess.rubric.keep import drop_draft
from assess.rubric.load import Loaded
from assess.rubric.model import CompetencyFile
from assess.rubric.tree import Path as Keys
from assess.words import Refused, T
from screens.command import Command
from screens.plan.opened import shown
from screens.plan.pane import LANGUAGE
from screens.plan.saving import Saving
from screens.plan.typed import meant


class RubricEdit(Saving):
    """The fields, and below or beside them the marked one: to read, to type, with the other language and findings."""

    HELP_TEXT = T(
        "Change a rubric of your own. Enter types into the marked field, Tab goes on to the next, F3 to its other"
        " language. What the check finds appears below while you type; F8 goes to the next finding. Nothing is in the"
        " file before you save; what is not saved survives a crash in a draft beside it."
    )
    COMMANDS_HERE = (
        Command(
            "edit.type",
            "enter",
            T("Type"),
            T("Type into the marked field; Enter or Esc leaves it."),
            "type",
            short=T("Text"),
        ),
        Command("edit.save", "f2,ctrl+s", T("Save"), T("Write the file."), "save", priority=True),
        Command(
            "edit.language",
            "f3",
            T("Other language"),
            T("The field's text in the other language."),
            "language",
            short=T("Language"),
            priority=True,
        ),
        Command("edit.undo", "f7,u", T("Undo"), T("Take the last change back, in whatever field it was."), "undo"),
        Command(
            "edit.finding", "f8", T("Finding"), T("Go to the next finding of the check."), "finding", priority=True
        ),
        Command("edit.redo", "f6,ctrl+r", T("Redo"), T("Do again what was taken back."), "redo", shown=False),
        Command("edit.add", "plus,insert", T("Add"), T("Another entry below the marked one."), "add", shown=False),
        Command("edit.remove", "delete", T("Remove"), T("Take the marked entry out."), "remove", shown=False),
        Command(
            "edit.own_anchors",
            "o",
            T("Own anchors"),
            T("Give this exercise anchors of its own, from the generic ones."),
            "own_anchors",
            shown=False,
        ),
        Command(
            "edit.editor", "e", T("Editor"), T("Save, and open the file in your own editor."), "editor", shown=False
        ),
        Command(
            "edit.save_as", "f5", T("Save as"), T("Write it under another name."), "save_as", shown=False, priority=True
        ),
        Command("edit.next", "tab", T("Next field"), T("The next field."), "step(1)", shown=False, priority=True),
        Command(
            "edit.before",
            "shift+tab",
            T("Field before"),
            T("The field before."),
            "step(-1)",
            shown=False,
            priority=True,
        ),
        Command("edit.save_leave", "s", T("Save and leave"), T("Write the file and go back."), "leave('save')"),
        Command("edit.discard", "x", T("Discard"), T("Forget what is not saved."), "leave('discard')"),
        Command("edit.restore", "r", T("Take up"), T("Go on with what was not saved last time."), "restore"),
    )
    WHILE_TYPING: Final = frozenset(
        {"type", "save", "language", "undo", "redo", "finding", "save_as", "step", "help", "back"}
    )

    def commands(self) -> tuple[Command, ...]:
        """What is to be decided stands first."""
        first = ("edit.save_leave", "edit.restore", "edit.discard")
        return tuple(sorted(super().commands(), key=lambda one: one.id not in first))

    def on_mount(self) -> None:
        """Read the file, then show it."""
        self._language = self.words.language
        self.head(T("Change · {file}", file=self._path.name))
        self.begin()

    def on_screen_resume(self) -> None:
        """Back from help."""
        if self.is_mounted and self._kept is not None:
            self.tell()

    # what is shown

    def _tell_next(self) -> None:
        if self._draft is not None:
            self.next_step(T("Changes of last time were never saved. R takes them up, X discards them"))
        elif self._leaving:
            self.next_step(T("There are changes that are not saved. S saves and leaves, X discards them, Esc stays"))
        elif self.typing:
            self.next_step(T("Next: type; Enter or Esc is done, Tab goes on, F3 changes the language"))
        elif self._editing.changed:
            self.next_step(T("Next: Ctrl+S saves; Enter types into the marked field"))
        else:
            self.next_step(T("Next: Enter types into the marked field"))

    # typing

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another field is marked."""
        event.stop()
        place = self._lines[event.option_index] if event.option_index < len(self._lines) else None
        if place is not None and place != self._at:
            self._editing.pause()
            self._at, self._leaving, self._wrong = place, False, None
            self._tell_field()
            self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.action_type()

    def on_descendant_focus(self) -> None:
        """Typing, or the list: other commands hold."""
        if self._kept is not None:
            if self.typing and self._draft is not None:
                self.query_one("#fields").focus()
            self._tell_next()
            self.refresh_bindings()

    def action_type(self) -> None:
        """Into the marked field."""
        if self._field is not None and self._draft is None:
            self._leaving = False
            self.query_one("#text").focus()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """What is typed goes into the text at once; the lint reads it after a pause."""
        event.stop()
        field = self._field
        if field is None or self._kept is None or not self.typing:
            return
        path = field.at(self._language)
        try:
            value = meant(field, event.text_area.text)
            self._wrong = None
            if value is None:
                changed = self._editing.get(path) is not None
                if path[-1] in ("target", "floor"):
                    self._editing.remove(path)
                elif changed:
                    raise Refused(T("A number is needed here."), do=T("Write e.g. 4 or 2,5."))
            else:
                changed = self._editing.set(path, value)
        except Refused as no:
            self._wrong = no
            self._tell_said()
            return
        if changed:
            self._changed()

    # what can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What makes sense now: little while typing, a choice while leaving or with a draft."""
        if action == "leave":
            discards = parameters == ("discard",)
            return not self.typing and (self._leaving or (self._draft is not None and (discards or not parameters)))
        if action == "restore":
            return self._draft is not None
        if self._draft is not None and action not in ("help", "back"):
            return False
        if self.typing and action not in self.WHILE_TYPING:
            return False
        field = self._field
        if action in ("add", "remove") and not (field and field.entry):
            return False
        if action == "own_anchors" and not (
            field and field.de[:1] == ("matrix",) and field.de[3:4] in (("cues",), ("why",))
        ):
            return False
        if action in ("undo", "redo"):
            possible = self._editing.can_undo if action == "undo" else self._editing.can_redo
            return True if possible else None
        return super().check_action(action, parameters)

    def action_step(self, by: int) -> None:
        """The next field, or the one before."""
        self.go(self._at + by)

    def action_language(self) -> None:
        """The field's other language."""
        self._language = "en" if self._language == "de" else "de"
        self._tell_rows()
        self.go(self._at)

    def action_finding(self) -> None:
        """The next finding: the first below the marked field, else from the top."""
        homes = sorted(self._homes, key=lambda one: one[1])
        if not homes:
            self.next_step(T("The check finds nothing."))
            return
        finding, place = next((one for one in homes if one[1] > self._at), homes[0])
        language = next((step for step in finding.path if step in LANGUAGE), None)
        if language is not None:
            self._language = "de" if language == "de" else "en"
            self._tell_rows()
        self.go(place)
        number = homes.index((finding, place)) + 1
        self.next_step(T("Finding {n} of {all}. F8 goes on", n=number, all=len(homes)))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._jump(self._editing.undo())

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._jump(self._editing.redo())

    def _jump(self, path: Keys | None) -> None:
        """Show the field that was changed."""
        if path is None:
            return
        self._leaving = False
        self._refill()
        self._at = home(self._fields, path)
        language = next((step for step in path if step in LANGUAGE), None)
        if language is not None:
            self._language = "de" if language == "de" else "en"
        self.go(self._at) if self._lines.count(None) + len(self._fields) == len(self._lines) else None
        self._tell_all()
        self._changed()

    def action_add(self) -> None:
        """Another entry below the marked one."""
        field = self._field
        if field is not None and field.entry:
            place = int(field.entry[-1])
            self._editing.insert(field.entry[:-1], place + 1, {"de": "", "en": ""})
            self._refill()
            self._at += 1
            self._tell_all()
            self._changed()
            self.action_type()

    def action_remove(self) -> None:
        """Take the marked entry out."""
        field = self._field
        if field is not None and field.entry:
            self._editing.remove(field.entry)
            self._refill()
            self._tell_all()
            self._changed()
            self.next_step(T("Removed. F7 takes it back"))

    def action_own_anchors(self) -> None:
        """Anchors of this exercise's own, from the generic ones."""
        field = self._field
        if field is None:
            return
        cell, code = field.de[:3], str(field.de[2])
        found = self._library.look("competency", code)
        if self._editing.get((*cell, "anchors")) is not None:
            self.show(T("This exercise has anchors of its own already."))
        elif isinstance(found, Loaded) and isinstance(found.model, CompetencyFile):
            anchors: Any = {
                level: {"de": list(anchor.de), "en": list(anchor.en)}
                for level, anchor in sorted(found.model.anchors.items(), reverse=True)
            }
            self._editing.set((*cell, "anchors"), anchors)
            self._refill()
            self._at = home(self._fields, (*cell, "anchors"))
            self._tell_all()
            self._changed()
            self.next_step(T("The generic anchors stand here now, to be made this exercise's own. F7 takes them back"))

    # saving

    def action_save(self) -> None:
        """Write the file."""
        self.write(leave=False)

    def action_save_as(self) -> None:
        """Ask for another name."""
        if self._kept is not None:
            self.ask(T("Save under which name?"), self._save_as, shown(self._kept.path))

    def action_editor(self) -> None:
        """Save, and open the file in the person's own editor."""
        self.write(leave=False, outside=True)

    # leaving

    def action_back(self) -> None:
        """Out of the line, out of the field, then out of the screen; what is not saved is asked about."""
        if self.asking or self._kept is None:
            super().action_back()
        elif self.typing:
            self.done()
        elif self._leaving or self._draft is not None:
            if self._draft is not None:
                self.dismiss()
            self._leaving = False
            self._tell_next()
            self.refresh_bindings()
        elif self._editing.changed:
            self._leaving = True
            self._tell_next()
            self.refresh_bindings()
        else:
            self.dismiss()

    def action_leave(self, how: str) -> None:
        """Leave, saved or not; or forget the draft."""
        if self._draft is not None:
            self._draft = None
            drop_draft(self._path)
            self._tell_field()
            self.refresh_bindings()
        elif how == "save":
            self.write(leave=True)
        else:
            with self._drafts:
                self._generation += 1
                drop_draft(self._path)
            self.dismiss()

    def action_restore(self) -> None:
        """Go on with the draft."""
        if self._draft is not None:
            self._editing.replace(self._draft)
            self._draft = None
            self._refill()
            self._tell_all()
            self._changed()
            self.refresh_bindings()
