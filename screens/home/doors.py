"""The lines of home: one a door, the next step standing out by more than its colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual.content import Content

from assess.conduct.tasks import Task
from assess.home.steps import Door
from assess.words import Message, T, Words
from screens.home.screen import KINDS

if TYPE_CHECKING:
    from assess.home.glance import CenterGlance

STATES = {
    "planned": T("planned"),
    "briefed": T("briefed"),
    "observing": T("running"),
    "classifying": T("classify"),
    "rating": T("rate"),
    "locked": T("locked"),
}
TARGETS = {"plan": T("Plan"), "day": T("The day"), "wash-up": T("Wash-up"), "ranking": T("Ranking")}
INDENT = 15
"""Cells before what a slot is called: the mark and its times."""


def event_line(words: Words, center: CenterGlance) -> str:
    """`23 Nov 2026 · 4 of 24 sheets locked · running`."""
    if not center.planned:
        return f"{words.date(center.day)} · {words(T('being planned'))}"
    sheets = words(T("{locked} of {planned} sheets locked", locked=center.locked, planned=center.planned))
    state = T("closed") if center.closed else T("wash-up open") if center.opened else T("running")
    if not center.closed and center.locked == 0:
        state = T("planned")
    return f"{words.date(center.day)} · {sheets} · {words(state)}"


def door_line(
    words: Words, door: Door, width: int, opens: Sequence[Message] = (), *, is_next: bool, named: bool
) -> Content:
    """A door as a line, or two where more is to be said than fits beside it; `named` with its center's name."""
    ahead = door.open or door.target == "ranking"
    mark = "▸" if is_next else "·" if ahead else "✓"
    if door.task is not None:
        return _slot(words, door.task, width, opens, mark, is_next=is_next)
    center = door.center
    name = f" · {center.name}" if center is not None and named else ""
    left = Content(f"{mark} {words(TARGETS[door.target])}{name}")
    if door.target == "plan" and center is not None:
        said = words(T("not frozen yet, {day}", day=center.day))
    elif door.target == "day" and center is not None:
        said = words(T("{locked} of {planned} sheets locked", locked=center.locked, planned=center.planned))
    else:
        said = words(T("open") if door.open else T("not open yet") if door.target == "ranking" else T("closed"))
    return _beside(left, Content.styled(said, "" if is_next else "dim"), width, is_next=is_next)


def slot_times(words: Words, task: Task) -> str:
    """`10:40–11:00`, where it takes place."""
    zone = ZoneInfo(task.zone)
    return f"{words.time(task.starts_at, zone)}–{words.time(task.ends_at, zone)}"


def _slot(words: Words, task: Task, width: int, opens: Sequence[Message], mark: str, *, is_next: bool) -> Content:
    name = words(task.exercise)
    if width >= 96:
        name = f"{words(KINDS[task.kind])} · {name}"
    codes = ", ".join(task.codes)
    head = Content.assemble(
        f"{mark} ",
        Content.styled(slot_times(words, task), "" if is_next or task.state != "locked" else "dim"),
        "  ",
        Content(name),
        " · ",
        Content.styled(codes, "bold"),
        Content.styled(f"  {task.room}", "dim"),
    )
    state = words(STATES[task.state])
    said = ", ".join(words(one) for one in opens)
    if not said:
        return _beside(head, Content.styled(state, "" if is_next else "dim"), width, is_next=is_next)
    if task.state != "locked" and head.cell_length + Content(said).cell_length + 2 > width:
        top = _beside(head, Content.styled(state, "" if is_next else "dim"), width, is_next=is_next)
        return Content.assemble(top, "\n", _wrapped(said, width))
    return _beside(head, Content.styled(said, "" if is_next else "dim"), width, is_next=is_next)


def _wrapped(said: str, width: int) -> Content:
    """What is open, below its slot."""
    lines: list[str] = [""]
    for word in said.split():
        if lines[-1] and Content(f"{lines[-1]} {word}").cell_length > width - INDENT:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return Content("\n").join(Content(" " * INDENT + line) for line in lines)


def _beside(left: Content, right: Content, width: int, *, is_next: bool) -> Content:
    left = left.truncate(max(1, width - right.cell_length - 2), ellipsis=True)
    gap = " " * max(1, width - left.cell_length - right.cell_length)
    line = Content.assemble(left, gap, right)
    return line.stylize("bold") if is_next else line
