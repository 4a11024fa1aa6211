"""Editing a rubric file: a text, one value after the other put anew in its place, and every step back.

Pure: no screen, no disk. Only the characters of the edited value change; undo gives the first text back byte by byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from assess.rubric import tree
from assess.rubric.spans import Span, spans
from assess.rubric.tree import Path
from assess.rubric.written import Value, block, clean, entry, flow_of, number, scalar
from assess.words import Refused, T

ORDER: Final = ("cues", "why", "weight", "target", "floor", "links", "facets", "anchors", "de", "en")
"""Where a key is put that was not there: behind those that stand before it here."""


class Splice(NamedTuple):
    """A piece of text that takes the place of another."""

    start: int
    old: str
    new: str

    @property
    def back(self) -> Splice:
        """What takes it back."""
        return Splice(self.start, self.new, self.old)


class Step(NamedTuple):
    """One undoable step: what was edited, and what changed in the text."""

    path: Path
    splice: Splice
    before: object = None
    """The value that was there, where one value got another and nothing was added or removed."""

    @property
    def simple(self) -> bool:
        """Whether places below and above stay what they are."""
        return self.before is not None


class Editing:
    """The text of a rubric file, with what was done to it."""

    def __init__(self, text: str) -> None:
        """Begin with a text that `source.parse` takes."""
        self.text = text
        self._saved = text
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._going_on = False
        self._spans: dict[Path, Span] | None = None
        self._data: Any = None

    # reading

    @property
    def data(self) -> Any:
        """What the text says, as dicts, lists and values."""
        self._look()
        return self._data

    def get(self, path: Path) -> Any:
        """The value at a path; None when there is none."""
        found = self.data
        for step in path:
            if isinstance(found, Mapping):
                found = found.get(step)
            elif isinstance(found, list) and isinstance(step, int) and 0 <= step < len(found):
                found = found[step]
            else:
                return None
        return found

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self.text != self._saved

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back that may be done again."""
        return bool(self._undone)

    # steps

    def set(self, path: Path, value: Value) -> bool:
        """Give a path another value; whether anything changed. One that is not there yet is added.

        Setting the same path again makes one step of both, until `pause`.

        Raises: Refused, when there is nothing that the path could be added to.
        """
        value = _cleaned(value)
        found = self._look().get(path)
        if found is None:
            self._add(path, value)
            return True
        before = self.get(path)
        if before == value:
            return False
        start, written = self._written(found, value)
        if found.kind != "scalar" or not isinstance(value, str | int | float) or before is None:
            self._do(path, start, found.end, written)
            return True
        last = self._done[-1] if self._going_on and self._done else None
        if last and last.simple and last.path == path and last.before == value:
            written = last.splice.old  # typed back to what it was: in the very same characters
        known, data = self._look(), self._data
        written = self._do(path, start, found.end, written, before)
        _move(known, path, found.end, start + len(written) - found.end)
        found.start, found.end = start + len(written) - len(written.lstrip(" ")), start + len(written)
        above = _at(data, path[:-1])
        above[path[-1]] = value
        self._spans, self._data = known, data
        return True

    def insert(self, path: Path, position: int, value: Value) -> None:
        """Put an entry into a list.

        Raises: Refused, when there is no such list.
        """
        found = self._look().get(path)
        if found is None or found.kind != "listing":
            raise _nowhere(path)
        at = min(position, len(found.below))
        value = _cleaned(value)
        if not found.below:
            start, written = self._written(found, [value])
            self._do(path, start, found.end, written)
        elif found.own_flow:
            self._insert_flow(path, found, at, flow_of(value))
        else:
            first = self._look()[(*path, 0)]
            item = f"-{entry(value, first.column)}"
            if at == 0:
                self._do((*path, 0), first.key, first.key, f"{item}\n{' ' * first.column}")
            else:
                end = self._line_end(self._look()[(*path, at - 1)].end)
                self._do((*path, at), end, end, f"\n{' ' * first.column}{item}")

    def remove(self, path: Path) -> None:
        """Take a key or an entry of a list out, with all that belongs to it; nothing, where it is not there."""
        found = self._look().get(path)
        if found is None or not path:
            return
        above = self._look()[path[:-1]]
        place = above.below.index(path[-1])
        if len(above.below) == 1:
            empty = "[]" if above.kind == "listing" else "{}"
            start = above.start if above.colon < 0 or above.flow else above.colon
            self._do(path, start, above.end, empty if start == above.start else f" {empty}")
        elif above.own_flow and place == len(above.below) - 1:
            self._do(path, self._look()[(*path[:-1], above.below[place - 1])].end, found.end, "")
        else:
            line = self.text.rfind("\n", 0, found.key) + 1
            following = above.below[place + 1 : place + 2]
            if following and (above.own_flow or self.text[line : found.key].strip()):
                self._do(path, found.key, self._look()[(*path[:-1], following[0])].key, "")
            else:
                end = self._line_end(found.end)
                rest = self.text[end : end + 2]
                self._do(path, line, end + (2 if rest == "\r\n" else 1 if rest[:1] == "\n" else 0), "")

    def pause(self) -> None:
        """What is set from now on is a step of its own."""
        self._going_on = False

    def undo(self) -> Path | None:
        """Take the last step back; the path that it was about, None when there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self._going_on = False
        self._put(step.splice.back)
        return step.path

    def redo(self) -> Path | None:
        """Do again what was taken back last; the path, None when there is nothing."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self._going_on = False
        self._put(step.splice)
        return step.path

    def saved(self, text: str | None = None) -> None:
        """This text is the one that lies on the disk now (the present one, unless told otherwise)."""
        self._saved = self.text if text is None else text
        self._going_on = False

    def replace(self, text: str) -> None:
        """Another text altogether, as one step: a draft that was found."""
        step = Step((), Splice(0, self.text, text))
        self._undone.clear()
        self._done.append(step)
        self.pause()
        self._put(step.splice)

    # how

    def _written(self, found: Span, value: Value) -> tuple[int, str]:
        """Where a value's new text begins, and the text; in one line where something stands behind it."""
        lead = " " if found.colon == found.start else ""
        inline = found.flow or bool(self.text[found.end : self._line_end(found.end)].strip())
        if isinstance(value, str):
            return found.start, lead + scalar(value, found.column, flow=inline, style=found.style)
        if isinstance(value, int | float):
            return found.start, lead + number(value)
        if inline or found.colon < 0:
            return found.start, lead + flow_of(value)
        return found.colon, block(value, found.column)

    def _add(self, path: Path, value: Value) -> None:
        """Add a key to a mapping, or an entry to the end of a list."""
        above = self._look().get(path[:-1]) if path else None
        key = path[-1] if path else ""
        if above is None or above.kind == "scalar":
            raise _nowhere(path)
        if above.kind == "listing":
            self.insert(path[:-1], len(above.below), value)
            return
        value = _cleaned(value)
        if not above.below:
            self.set(path[:-1], {key: value})
            return
        before = [name for name in above.below if _rank(name) < _rank(key)] if key in ORDER else above.below
        siblings = [self._look()[(*path[:-1], name)] for name in above.below]
        if above.own_flow:
            self._insert_flow(
                path[:-1], above, above.below.index(before[-1]) + 1 if before else 0, f"{key}: {flow_of(value)}", path
            )
            return
        column = siblings[0].column
        written = f"{key}:{block(value, column)}"
        if before:
            end = self._line_end(siblings[above.below.index(before[-1])].end)
            self._do(path, end, end, f"\n{' ' * column}{written}")
        else:
            self._do(path, siblings[0].key, siblings[0].key, f"{written}\n{' ' * column}")

    def _insert_flow(self, path: Path, above: Span, at: int, written: str, added: Path | None = None) -> None:
        """Put an entry between brackets."""
        added = added or (*path, at)
        if at == 0:
            start = self._look()[(*path, above.below[0])].key
            self._do(added, start, start, f"{written}, ")
        else:
            end = self._look()[(*path, above.below[at - 1])].end
            self._do(added, end, end, f", {written}")

    def _line_end(self, place: int) -> int:
        end = self.text.find("\n", place)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > place and self.text[end - 1] == "\r" else end

    def _do(self, path: Path, start: int, end: int, new: str, before: object = None) -> str:
        """Take a step: other characters between two places; what was written, with the line ends of the file."""
        new = new.replace("\r\n", "\n").replace("\n", self._newline)
        step = Step(path, Splice(start, self.text[start:end], new), before)
        last = self._done[-1] if self._done else None
        self._undone.clear()
        if last and self._going_on and step.simple and last.simple and last.path == path:
            both = last._replace(splice=last.splice._replace(new=new))
            self._done[-1:] = [both] if both.splice.old != new else []
        else:
            self._done.append(step)
        self._going_on = step.simple
        self._put(step.splice)
        return new

    def _put(self, splice: Splice) -> None:
        """Change the text; what was known of its places is forgotten."""
        start, old, new = splice
        self.text = self.text[:start] + new + self.text[start + len(old) :]
        self._spans = None

    def _look(self) -> dict[Path, Span]:
        """The places of all values now."""
        if self._spans is None:
            self._spans = spans(self.text)
            self._data = tree.plain(tree.compose(self.text))
        return self._spans


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _move(known: Mapping[Path, Span], edited: Path, end: int, by: int) -> None:
    """Places behind the end of an edited value lie further on (or back)."""
    for path, span in known.items():
        if span.end >= end and path != edited:
            span.end += by
            if span.start >= end:
                span.start += by
            if span.key >= end:
                span.key += by
            if span.colon >= end:
                span.colon += by


def _cleaned(value: Value) -> Value:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, Mapping):
        return {key: _cleaned(below) for key, below in value.items()}
    return [_cleaned(item) for item in value]


def _rank(key: str | int) -> int:
    return ORDER.index(key) if key in ORDER else -1


def _nowhere(path: Path) -> Refused:
    return Refused(
        T("{path} can't be edited here.", path=" > ".join(map(str, path))), do=T("Edit the file in your editor (E).")
    )
