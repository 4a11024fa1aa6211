"""A day as a grid: a line for each person, room or candidate, the minutes from left to right."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from textual.content import Content

from assess.plan.schedule import Schedule
from assess.plan.timetable.check import Broken
from assess.plan.timetable.problem import Placed, Task
from assess.report.columns import cells, column, one_line, shorten
from assess.words import Message, T, Words, sort_key

View = Literal["person", "room", "candidate"]
VIEWS: Final[tuple[View, ...]] = ("person", "room", "candidate")
VIEW_NAMES: Final[dict[View, Message]] = {
    "person": T("by person"),
    "room": T("by room"),
    "candidate": T("by candidate"),
}
MINUTES: Final = (1, 2, 3, 4, 5, 6, 10, 15, 20, 30, 60)
"""Of a cell: the smallest with which the day fits."""
LABEL: Final = 14
RATES, PREPARES, FREE = "░", "·", " "


class Bar(NamedTuple):
    """What fills cells of a line: a performance, or what belongs before or after it."""

    start: int
    end: int
    text: str
    one: Placed
    kind: Literal["live", "prepare", "rate"]
    tag: str = ""
    """The exercise in two letters, where there is room for it."""


class Line(NamedTuple):
    """A line of the grid."""

    name: str
    bars: tuple[Bar, ...]


def lines(view: View, schedule: Schedule, plan: tuple[Placed, ...], tags: dict[str, str]) -> tuple[Line, ...]:
    """The lines of a view, each with its bars."""
    tasks = {task.code: task for task in schedule.day.problem.tasks}
    found: dict[str, list[Bar]] = {name: [] for name in _names(view, schedule, plan)}
    for one in sorted(plan, key=lambda each: each.start):
        task = tasks.get(one.task) or Task(one.task, one.end - one.start, ())
        for name, text, before, after in _of(view, one, task, tags):
            bars = found.setdefault(name, [])
            if before:
                bars.append(Bar(one.start - before, one.start, "", one, "prepare"))
            tag = "" if view == "candidate" else tags.get(one.task, "")
            bars.append(Bar(one.start, one.end, text, one, "live", tag))
            if after:
                bars.append(Bar(one.end, one.end + after, "", one, "rate"))
    return tuple(Line(name, tuple(bars)) for name, bars in found.items())


def _names(view: View, schedule: Schedule, plan: tuple[Placed, ...]) -> list[str]:
    problem = schedule.day.problem
    if view == "candidate":
        return [one.code for one in problem.takers]
    if view == "room":
        rooms = {room for task in problem.tasks for room in task.rooms} | {one.room for one in plan}
        return sorted(rooms, key=sort_key)
    return list(dict.fromkeys(one.initials for one in (*problem.watchers, *problem.players)))


def _of(view: View, one: Placed, task: Task, tags: dict[str, str]) -> list[tuple[str, str, int, int]]:
    """Per line that a performance is in: its name, the text, minutes before and after."""
    if view == "candidate":
        return [(code, tags.get(one.task, one.task), task.prepare, 0) for code in one.takers]
    if view == "room":
        return [(one.room, ",".join(sorted(one.takers, key=sort_key)), 0, task.change)]
    found = [(who, ",".join(sorted(codes, key=sort_key)), 0, task.rate) for who, codes in one.watch]
    if one.player is not None:
        found.append((one.player, ",".join(sorted(one.takers, key=sort_key)), 0, 0))
    return found


def short_names(schedule: Schedule, words: Words) -> dict[str, str]:
    """Two letters for each exercise, no two alike: of its first words, or its first letters."""
    found: dict[str, str] = {}
    for code, name in schedule.names.items():
        said = [word for word in words(name).replace("-", " ").split() if word[:1].isalnum()] or [code]
        letters = "".join(word for word in said)
        tries = [said[0][:1] + (said[1][:1] if len(said) > 1 else said[0][1:2]), letters[:2]]
        tries += [letters[:1] + letters[at : at + 1] for at in range(2, len(letters))]
        tries += [f"{letters[:1]}{number}" for number in range(2, 100)]
        taken = set(found.values())
        found[code] = next(each.upper() for each in tries if each and each.upper() not in taken)
    return found


class Scale(NamedTuple):
    """Minutes as cells."""

    start: int
    end: int
    minutes: int
    """Of a cell."""

    def cell(self, minute: int) -> int:
        """The cell of a minute."""
        return (minute - self.start) // self.minutes

    @property
    def width(self) -> int:
        """All cells."""
        return -(-(self.end - self.start) // self.minutes)


def scale(schedule: Schedule, plan: tuple[Placed, ...], width: int) -> Scale:
    """The finest scale on which the day fits into so many cells."""
    hours = schedule.day.problem.hours
    tasks = {task.code: task for task in schedule.day.problem.tasks}
    starts = [one.start - (tasks[one.task].prepare if one.task in tasks else 0) for one in plan] or [hours.start]
    ends = [one.end + (tasks[one.task].rate if one.task in tasks else 0) for one in plan] or [hours.end]
    start = max(0, min(starts)) // 60 * 60
    end = -(-max(ends) // 30) * 30
    minutes = next((each for each in MINUTES if -(-(end - start) // each) <= width), MINUTES[-1])
    return Scale(start, end, minutes)


def draw(
    words: Words,
    schedule: Schedule,
    plan: tuple[Placed, ...],
    view: View,
    width: int,
    marked: Placed | None,
    faults: tuple[Broken, ...],
    label: int | None = None,
) -> list[Content]:
    """The grid as lines of text: hours, lunch, then a line each. `label` is the width of the names, see `labels`."""
    tags = short_names(schedule, words)
    rows = lines(view, schedule, plan, tags)
    label = labels(schedule, plan, view) if label is None else label
    on = scale(schedule, plan, max(10, width - label))
    bad = {one for fault in faults for one in fault.where}
    found = [_hours(label, on), _lunch(words, schedule, label, on)]
    for row in rows:
        hurt = any(bar.one in bad for bar in row.bars)
        name = column(row.name, label - 2)
        head = Content.styled(f"{name}{'!' if hurt else ' '} ", "bold $error" if hurt else "bold")
        found.append(Content.assemble(head, _row(row, on, marked, bad)))
    return found


def labels(schedule: Schedule, plan: tuple[Placed, ...], *views: View) -> int:
    """The cells that the names of some views take."""
    names = [name for view in views for name in _names(view, schedule, plan)]
    return min(LABEL, max([2, *(cells(one_line(name)) for name in names)])) + 2


def _hours(label: int, on: Scale) -> Content:
    text = [" "] * on.width
    for hour in range(on.start // 60, on.end // 60 + 1):
        said, at = f"{hour:02d}", on.cell(hour * 60)
        if at + 2 <= on.width:
            text[at : at + 2] = said
    return Content.styled(" " * label + "".join(text), "dim")


def _lunch(words: Words, schedule: Schedule, label: int, on: Scale) -> Content:
    """A rule with a mark at each hour, and the time for lunch in it."""
    text = ["┬" if (on.start + at * on.minutes) % 60 < on.minutes else "─" for at in range(on.width)]
    lunch = schedule.day.problem.hours.lunch
    if lunch is not None:
        first, last = max(0, on.cell(lunch.start)), min(on.width, on.cell(lunch.end))
        said = shorten(f" {words(T('lunch'))} ", max(0, last - first))
        if last > first:
            text[first:last] = list(said.center(last - first, "┄"))
    return Content.styled(" " * label + "".join(text), "dim")


def _row(row: Line, on: Scale, marked: Placed | None, bad: set[Placed]) -> Content:
    parts: list[Content] = []
    at = 0
    for bar in sorted(row.bars, key=lambda each: (each.start, each.end)):
        first, last = max(at, on.cell(bar.start)), min(on.width, max(on.cell(bar.start) + 1, on.cell(bar.end)))
        if last <= first:
            continue
        parts.append(Content(FREE * (first - at)))
        parts.append(_bar(bar, last - first, marked, bad))
        at = last
    parts.append(Content(FREE * max(0, on.width - at)))
    return Content.assemble(*parts)


def _fitting(bar: Bar, size: int) -> str:
    """As much of a bar's text as fits: codes and exercise, codes, codes without their letter."""
    text = one_line(bar.text)
    if bar.tag and cells(text) + 1 + cells(bar.tag) <= size:
        return f"{text} {bar.tag}"
    if cells(text) <= size:
        return text
    digits = text.replace("K", "")
    return digits if cells(digits) <= size else shorten(text, size)


def _bar(bar: Bar, size: int, marked: Placed | None, bad: set[Placed]) -> Content:
    here = bar.one == marked
    if bar.kind != "live":
        sign = RATES if bar.kind == "rate" else PREPARES
        return Content.styled(sign * size, "$accent" if here else "dim")
    style = "$background on $accent bold" if here else "$background on $error" if bar.one in bad else _tint(bar)
    return Content.styled(column(_fitting(bar, size), size), style)


def _tint(bar: Bar) -> str:
    return "$foreground on $block-cursor-background" if len(bar.one.takers) == 1 else "$background on $primary"


def legend(words: Words, schedule: Schedule, view: View) -> list[Content]:
    """What the signs and letters mean."""
    tags = short_names(schedule, words)
    used = [task.code for task in schedule.day.problem.tasks]
    names = "   ".join(f"{tags[code]} {one_line(words(schedule.names[code]))}" for code in used if code in tags)
    signs = f"{RATES} {words(T('rating, room change'))}   {PREPARES} {words(T('preparing'))}"
    said = [f"{words(VIEW_NAMES[view])}   {signs}", names]
    return [Content.styled(line, "dim") for line in said if line]
