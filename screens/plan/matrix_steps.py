"""The steps of editing a matrix, each of which can be taken back, and what is kept of them beyond the screen."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import ValidationError

from assess.rubric.model import RoleFile


@dataclass
class Steps:
    """A role as the center uses it, and every state that it was edited to."""

    base: RoleFile
    done: list[RoleFile] = field(default_factory=list)
    at: int = 0
    """How many of the steps hold."""

    @property
    def now(self) -> RoleFile:
        """The role as it is edited now."""
        return self.done[self.at - 1] if self.at else self.first

    @property
    def first(self) -> RoleFile:
        """What was there before the first step."""
        return self._first if self._first is not None else self.base

    _first: RoleFile | None = None

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self.now != self.base

    def do(self, role: RoleFile) -> bool:
        """One more step; whether anything changed."""
        if role == self.now:
            return False
        if self._first is None:
            self._first = self.base
        self.done = [*self.done[: self.at], role]
        self.at += 1
        return True

    def undo(self) -> bool:
        """A step back; whether there was one."""
        if not self.at:
            return False
        self.at -= 1
        return True

    def redo(self) -> bool:
        """A step that was taken back, again; whether there was one."""
        if self.at == len(self.done):
            return False
        self.at += 1
        return True

    def saved(self, base: RoleFile) -> None:
        """The center uses this now; the steps can still be taken back, and saved once more."""
        if self._first is None:
            self._first = self.base
        self.base = base

    def kept(self) -> str | None:
        """What is not saved, as text; None when nothing is."""
        return self.now.model_dump_json(by_alias=True, exclude_defaults=True) if self.changed else None

    def restore(self, text: str) -> bool:
        """Take up what was kept; whether it could be read and says something new."""
        try:
            role = RoleFile.model_validate_json(text)
        except ValidationError:
            return False
        return role.code == self.base.code and self.do(role)
