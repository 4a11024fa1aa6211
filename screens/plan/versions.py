"""Versions of rubrics in the database: which there are, who froze them, and what changed from one to another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from assess.plan.versions import Held, Moved, Put, held_versions, put_role, read_version, use_versions
from assess.report.versions_text import AGAINST, path_said, put_in, used, verdict
from assess.rubric.diff import Difference, diff
from assess.rubric.ready import ready
from assess.words import Id, Message, N, Sayable, T, Trouble, Words
from screens.base import Dialog, Room
from screens.command import Command
from screens.conduct.rows import Row, Rows
from screens.conduct.thin import Thin
from screens.plan.columns import side_by_side

MOST_CHANGES: Final = 400
"""Changes that are written out; another role under the same code differs in thousands of words."""

WIDEST: Final = 132
"""Cells: two columns that the eye still follows."""


@dataclass(frozen=True)
class Compared:
    """Two versions of a role, and what differs."""

    old: Held
    new: Held
    found: Difference


@dataclass
class Sure:
    """What was asked for once and is done at the second press."""

    center: Id
    wanted: dict[str, int] = field(default_factory=dict)


class Versions(Room[None]):
    """The list of versions; below or beside it, what changed."""

    CSS_PATH = "versions.tcss"
    HELP_TEXT = T(
        "Every rubric that was ever put into this database, version by version. A version never changes: an edited file"
        " becomes the next one. “Wording” means that no score depends on what changed; “scoring” means that names,"
        " order, weights, target levels, floors, the scale or the cells changed. A center keeps the version that it has"
        " frozen; one that is not frozen yet can be moved (U)."
    )
    COMMANDS_HERE = (
        Command("versions.down", "down,j", T("Down"), T("The version below."), "move(1)", shown=False),
        Command("versions.up", "up,k", T("Up"), T("The version above."), "move(-1)", shown=False),
        Command(
            "versions.base",
            "space",
            T("Compare from here"),
            T("Compare the other versions of the role with this one; again: with the one before."),
            "base",
        ),
        Command(
            "versions.use",
            "u",
            T("Use"),
            T("Move the center that is not frozen yet to this version; asks once."),
            "use(False)",
        ),
        Command(
            "versions.newest",
            "n",
            T("Newest of all"),
            T("Move that center to the newest version of each of its roles; asks once."),
            "use(True)",
            shown=False,
        ),
        Command("versions.put", "p", T("Put in a file"), T("Put a changed role in as its next version."), "put"),
        Command("versions.read_on", "pagedown", T("Read on"), T("Scroll what changed."), "scroll(1)", shown=False),
        Command("versions.read_back", "pageup", T("Back up"), T("Scroll what changed."), "scroll(-1)", shown=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._held: tuple[Held, ...] | None = None
        self._at = 0
        self._base: Held | None = None
        self._compared: Compared | None = None
        self._sure: Sure | None = None

    def compose_body(self) -> ComposeResult:
        """The list, and what changed."""
        with Vertical(id="versions"):
            with VerticalScroll(id="list", can_focus=False):
                yield Rows(id="rows", marks=True)
            with Vertical(id="what"):
                yield Thin(id="between")
                yield Static(id="verdict", markup=False)
                with VerticalScroll(id="changes", can_focus=False):
                    yield Static(id="change", markup=False)

    def on_mount(self) -> None:
        """Read, then say."""
        self.tell()
        self.read()

    @work(exclusive=True, group="read")
    async def read(self, mark: str = "", said: Sayable | None = None) -> None:
        """Read the list, and mark a version by `role@number` (the newest that nobody froze, unless told otherwise)."""
        try:
            self._held = await self.desk.read(held_versions)
        except Trouble as trouble:
            self.show(trouble)
            return
        wanted = [place for place, one in enumerate(self._held) if one.said == mark]
        self._at = wanted[0] if wanted else min(self._at, max(0, len(self._held) - 1))
        self._base = None
        self.tell()
        self.compare()
        if said is not None:
            self.show(said)

    @work(exclusive=True, group="compare")
    async def compare(self) -> None:
        """What changed from the base to the marked version."""
        new, old = self._marked, self._from
        self._compared = None
        if new is None or old is None:
            self._tell_changes()
            return
        try:
            before = await self.desk.read(read_version, old.role, old.number)
            after = await self.desk.read(read_version, new.role, new.number)
            found = await self.desk.call(lambda: diff(before, after))
        except Trouble as trouble:
            self._tell_changes()
            self.show(trouble)
            return
        self._compared = Compared(old, new, found)
        self.query_one("#changes", VerticalScroll).scroll_home(animate=False)
        self._tell_changes()

    @property
    def _marked(self) -> Held | None:
        return self._held[self._at] if self._held else None

    @property
    def _from(self) -> Held | None:
        """The version that the marked one is compared with: the chosen base, else the one before."""
        new = self._marked
        if new is None or self._held is None:
            return None
        if self._base is not None and self._base.role == new.role and self._base.id != new.id:
            return self._base
        return next((one for one in self._held if one.role == new.role and one.number == new.number - 1), None)

    # what is shown

    def tell(self) -> None:
        """List, changes, the next step."""
        person = self.assess.person
        self.head(T("Versions of rubrics"), f"{person.initials} · {person.name}" if person else "")
        if self._held is None:
            return
        self._tell_list()
        self._tell_changes()
        self._tell_next()

    def _tell_list(self) -> None:
        words = self.words
        rows: list[Row] = []
        self._rows: list[int | None] = []
        role = ""
        for place, one in enumerate(self._held or ()):
            if one.role != role:
                if role:
                    rows.append(Row(Content(""), Content("")))
                    self._rows.append(None)
                rows.append(Row(Content(""), Content.styled(words(one.name), "bold")))
                self._rows.append(None)
                role = one.role
            base = self._base is not None and self._base.id == one.id
            head = Content.assemble(
                Content.styled("◆ " if base else "  ", "$accent"),
                Content.styled(f"{one.number:>3}  ", "bold"),
            )
            lock = "✓ " if one.frozen else ""
            text = Content.assemble(
                Content(f"{words(AGAINST[one.against])} · {lock}{words(used(one))}"),
                Content.styled(f"\n{words.moment(one.created_at)} · {one.content_hash[:8]}", "dim"),
            )
            rows.append(Row(head, text, key=one.id))
            self._rows.append(place)
        if not rows:
            rows.append(
                Row(Content(""), Content.styled(words(T("No rubric is in this file yet: P puts one in.")), "dim"))
            )
            self._rows.append(None)
        marked = self._rows.index(self._at) if self._at in self._rows else None
        self.query_one("#rows", Rows).put(rows, marked)

    def _tell_changes(self) -> None:
        words, compared, marked = self.words, self._compared, self._marked
        between, change = self.query_one("#between", Thin), self.query_one("#change", Static)
        if compared is None or self._held is None:
            between.say(Content(""))
            first = marked is not None and self._from is None
            self.query_one("#verdict", Static).update(
                Content(
                    words(T("The first version of this role: there is nothing to compare it with.")) if first else ""
                )
            )
            change.update("")
            return
        between.say(
            Content(
                words(
                    T(
                        "{role}: from version {old} to {new}",
                        role=compared.new.name,
                        old=compared.old.number,
                        new=compared.new.number,
                    )
                )
            )
        )
        self.query_one("#verdict", Static).update(Content.styled(words(verdict(compared.found)), "bold"))
        width = min(WIDEST, max(20, self.query_one("#changes").size.width - 3))
        titles = (words(T("Version {number}", number=one.number)) for one in (compared.old, compared.new))
        lines = [
            Content.assemble("  ", line)
            for line in side_by_side([Content.styled(title, "bold") for title in titles], width - 2)
        ]
        lines = [*lines, Content("")] if compared.found.changes else []
        for one in compared.found.changes[:MOST_CHANGES]:
            mark = "! " if one.scoring else "  "
            lines.append(Content.styled(f"{mark}{path_said(words, one.path)}", "$warning" if one.scoring else "dim"))
            sides = [_side(words, value) for value in (one.old, one.new)]
            lines += [Content.assemble("  ", line) for line in side_by_side(sides, width - 2)]
            lines.append(Content(""))
        more = len(compared.found.changes) - MOST_CHANGES
        if more > 0:
            lines.append(Content(words(N("… and {n} more change", "… and {n} more changes", n=more))))
        change.update(Content("\n").join(lines))

    def _tell_next(self) -> None:
        sure, one = self._sure, self._marked
        if sure is not None:
            names = ", ".join(f"{role}@{number}" for role, number in sorted(sure.wanted.items()))
            self.next_step(
                T(
                    "Next: the same key again moves {center} to {names}; Esc: no",
                    center=self._center_name(),
                    names=names,
                )
            )
        elif one is None:
            self.next_step(T("Next: P puts a role's file in"))
        elif self._open_center(one.role) is not None and not any(use.frozen_at is None for use in one.uses):
            self.next_step(T("Next: U moves {center} to this version", center=self._center_name()))
        else:
            self.next_step(T("Next: ↑ ↓ another version; P puts a changed file in"))

    def _center_name(self) -> str:
        one = self._marked
        found = self._open_center(one.role) if one is not None else None
        return found[1] if found else ""

    def _open_center(self, role: str) -> tuple[Id, str] | None:
        """The next center that hires for a role and has not frozen its design yet."""
        uses = [use for one in self._held or () if one.role == role for use in one.uses if use.frozen_at is None]
        return (uses[0].center, uses[0].name) if uses else None

    # what can be done

    def action_move(self, by: int) -> None:
        """The version above or below."""
        if self._held:
            self._at = min(len(self._held) - 1, max(0, self._at + by))
            self._sure = None
            self._tell_list()
            self._tell_next()
            self.compare()

    def action_base(self) -> None:
        """Compare with this one, or again with the one before."""
        marked = self._marked
        if marked is not None:
            self._base = None if self._base is not None and self._base.id == marked.id else marked
            self._tell_list()
            self.compare()

    def action_scroll(self, by: int) -> None:
        """Scroll what changed."""
        scroll = self.query_one("#changes", VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 2), animate=False, immediate=True)

    def action_use(self, newest: bool) -> None:
        """Move the center: asked once, done at the second press."""
        one = self._marked
        if one is None or self._held is None:
            return
        found = self._open_center(one.role)
        if found is None:
            self.show(T("No center waits for this role: each has frozen its version, or none hires for it."))
            return
        center = found[0]
        wanted = {one.role: one.number}
        if newest:
            mine = {held.role for held in self._held if any(use.center == center for use in held.uses)}
            wanted = {role: max(held.number for held in self._held if held.role == role) for role in mine}
        if self._sure is not None and self._sure.wanted == wanted:
            self._sure = None
            self.moves(center, wanted)
        else:
            self._sure = Sure(center, wanted)
            self._tell_next()

    @work(group="write")
    async def moves(self, center: Id, wanted: dict[str, int]) -> None:
        """Move a center, and say so."""
        try:
            done = await self.desk.write(use_versions, center, wanted)
        except Trouble as trouble:
            self.show(trouble)
            return
        marked = self._marked
        self.read(marked.said if marked else "", _moved(done))

    def action_put(self) -> None:
        """Which file; then its next version."""
        self.app.push_screen(WhichFile(), self._put_in)

    def _put_in(self, file: str | None) -> None:
        if file:
            self.puts(file)

    @work(group="write")
    async def puts(self, file: str) -> None:
        """Put a file in, and mark its version."""
        try:
            role = await self.desk.call(lambda: ready(file))
            put: Put = await self.desk.write(put_role, role)
        except Trouble as trouble:
            self.show(trouble)
            return
        self.read(f"{put.role}@{put.number}", put_in(put))

    def action_back(self) -> None:
        """Not sure after all, or back."""
        if self._sure is not None:
            self._sure = None
            self._tell_next()
        else:
            super().action_back()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click marks a version."""
        place = self._rows[event.place]
        if place is not None:
            self.action_move(place - self._at)


class WhichFile(Dialog[str]):
    """The path of a role's file."""

    AUTO_FOCUS = "Input"
    COMMANDS_HERE = (Command("file.take", "enter", T("Put in"), T("Put this file in."), "take"),)

    def compose(self) -> ComposeResult:
        """A question and a line."""
        words = self.words
        with Vertical(classes="box"):
            yield Static(words(T("Which role? Its file, or its code in the library.")) + "\n", markup=False)
            yield Input(id="file", placeholder="roles/strategist.yaml", compact=True)
            yield Static("\n" + words(T("Enter puts it in, Esc goes back.")), classes="muted", markup=False)

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        """This one."""
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Enter, wherever the focus is."""
        self.dismiss(self.query_one("#file", Input).value.strip() or None)


def _moved(done: tuple[Moved, ...]) -> Message:
    if not done:
        return T("Nothing to do: the center uses them already.")
    return N(
        "{n} role moved to its version: the center uses it from now on.",
        "{n} roles moved to their versions: the center uses them from now on.",
        n=len(done),
    )


def _side(words: Words, value: object) -> Content:
    """A value on its side; dim words where it does not exist there."""
    if value is None:
        return Content.styled(words(T("(not there)")), "dim")
    if isinstance(value, float):
        return Content(words.number(value, 0 if value.is_integer() else 2))
    return Content(str(value))
