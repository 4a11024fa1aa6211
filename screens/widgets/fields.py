"""Fields of a form: what each is called, and how what is typed becomes a value and back. No widget, no screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from assess.words import MONTHS_EN, Message, N, Refused, Sayable, T, Words, normal, parse_number

Options = tuple[tuple[str, Sayable], ...]
"""What can be chosen: the value, and what it is called."""
Spans = tuple[tuple[int, int], ...]
"""From and to, in minutes since midnight."""
DAY: Final = 24 * 60
CLOCK: Final = re.compile(r"(\d{1,2})(?:\s*[:.hH]\s*(\d{2}))?|(\d{2})(\d{2})")
BETWEEN: Final = re.compile(r"\s*(?:-|\N{EN DASH}|\N{MINUS SIGN}|\bto\b|\bbis\b)\s*")
SHORT: Final = 12
"""Cells of a field for a number, a time or a date."""


@dataclass(frozen=True)
class Field:
    """A field: a line to type in, or, with options, something to choose from."""

    name: str
    label: Message
    read: Callable[[str], Any]
    """The value of what was typed. Raises: Refused, saying what is wrong."""
    write: Callable[[Any, Words], str]
    """A value as it is typed."""
    hint: Sayable = ""
    """Beside a short field its unit, in an empty long one an example."""
    group: str = ""
    """Fields of one group are saved together: each alone would not hold."""
    width: int = 0
    """Cells; 0 for all there are."""
    options: Options | None = None
    several: bool = False
    """Whether any number of the options can be chosen; else it is one."""
    needed: Message | None = None
    """What to say where it is left empty and can't be."""
    heading: Message | None = None
    """What stands above it, where a part of the form begins."""

    def together(self, group: str) -> Field:
        """The same field, saved together with others of this group."""
        return replace(self, group=group)

    def under(self, heading: Message) -> Field:
        """The same field, with a heading above it."""
        return replace(self, heading=heading)


def line(name: str, label: Message, hint: Sayable = "", *, needed: Message | None = None, width: int = 0) -> Field:
    """A line of text."""

    def read(text: str) -> str:
        said = normal(text)
        if not said and needed is not None:
            raise Refused(needed)
        return said

    return Field(name, label, read, lambda value, _: str(value or ""), hint, width=width, needed=needed)


def whole(name: str, label: Message, lowest: int = 0, highest: int = 999, unit: Sayable = "") -> Field:
    """A whole number within bounds."""

    def read(text: str) -> int:
        value = parse_number(text)
        if value is None or not value.is_integer() or not lowest <= value <= highest:
            raise Refused(T("Type a whole number from {lowest} to {highest}.", lowest=lowest, highest=highest))
        return int(value)

    return Field(name, label, read, lambda value, _: str(value), unit, width=SHORT)


def number(
    name: str, label: Message, lowest: float = 0, highest: float = 999, unit: Sayable = "", *, digits: int = 1
) -> Field:
    """A number within bounds; `3,5` and `3.5` are the same."""

    def read(text: str) -> float:
        value = parse_number(text)
        if value is None or not lowest <= value <= highest:
            raise Refused(T("Type a number from {lowest} to {highest}.", lowest=_bare(lowest), highest=_bare(highest)))
        return value

    def write(value: Any, words: Words) -> str:
        return words.number(value, 0 if float(value).is_integer() else digits)

    return Field(name, label, read, write, unit, width=SHORT)


def percent(name: str, label: Message) -> Field:
    """A share, typed in percent; its value lies between 0 and 1."""

    def read(text: str) -> float:
        value = parse_number(text.replace("%", ""))
        if value is None or not 0 <= value <= 100:
            raise Refused(T("Type a number from {lowest} to {highest}.", lowest=0, highest=100))
        return round(value / 100, 6)

    def write(value: Any, words: Words) -> str:
        share = round(float(value) * 100, 4)
        return words.number(share, 0 if share.is_integer() else 1)

    return Field(name, label, read, write, "%", width=SHORT)


def clock(name: str, label: Message, hint: Sayable = "") -> Field:
    """A time of the day; its value is minutes since midnight."""
    return Field(name, label, read_clock, lambda value, _: clock_text(value), hint, width=SHORT)


def day(name: str, label: Message, *, needed: bool = True, hint: Sayable = "") -> Field:
    """A date; None where it may be left empty and is."""

    def read(text: str) -> date | None:
        if not text.strip() and not needed:
            return None
        return read_day(text)

    return Field(name, label, read, lambda value, words: words.date(value) if value else "", hint, width=14)


def spans(name: str, label: Message, hint: Sayable) -> Field:
    """Times from and to, several with commas; empty for all day."""
    return Field(name, label, read_spans, lambda value, _: spans_text(value), hint)


def choice(name: str, label: Message, options: Options) -> Field:
    """One of a few."""
    return Field(name, label, lambda text: text, lambda value, _: str(value), options=options)


def several(name: str, label: Message, options: Options, hint: Sayable = "") -> Field:
    """Any of a few; its value is a tuple in their order."""
    return Field(
        name,
        label,
        lambda text: tuple(text.split("\n")) if text else (),
        lambda value, _: "\n".join(value),
        hint,
        options=options,
        several=True,
    )


def yes(name: str, label: Message, said: Sayable) -> Field:
    """Whether something holds: a single box."""
    return Field(
        name,
        label,
        lambda text: bool(text),
        lambda value, _: "yes" if value else "",
        options=(("yes", said),),
        several=True,
    )


def read_clock(text: str) -> int:
    """`9:30`, `09.30`, `0930` or `9` as minutes since midnight.

    Raises: Refused, when it is no time of the day.
    """
    found = CLOCK.fullmatch(text.strip())
    hours, minutes = (int(found[1] or found[3]), int(found[2] or found[4] or 0)) if found else (99, 0)
    if minutes > 59 or hours * 60 + minutes > DAY:
        raise Refused(T("Type a time like 09:30."))
    return hours * 60 + minutes


def clock_text(minutes: int) -> str:
    """`09:30`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def read_day(text: str) -> date:
    """`23.11.2026`, `2026-11-23` or `23 Nov 2026`.

    Raises: Refused, when it is no date.
    """
    said = text.strip()
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", said)
    if found:
        year, month, of_month = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", said):
        of_month, month, year = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4})", said):
        names = [name.casefold() for name in MONTHS_EN]
        name = found[2].casefold()
        of_month, month, year = int(found[1]), names.index(name) + 1 if name in names else 0, int(found[3])
    else:
        raise Refused(T("Type a date like 23.11.2026 or 2026-11-23."))
    try:
        return date(year, month, of_month)
    except ValueError:
        raise Refused(T("There is no such date.")) from None


def read_spans(text: str) -> Spans:
    """`09:00-12:00, 13:00-17:00` as minutes; nothing for all day.

    Raises: Refused, when a part is no time from and to, or ends before it begins.
    """
    found = []
    for part in re.split(r"[,;]", text):
        if not part.strip():
            continue
        ends = BETWEEN.split(part.strip())
        if len(ends) != 2:
            raise Refused(T("Type times like 09:00-12:30, with commas between several; empty for all day."))
        start, end = read_clock(ends[0]), read_clock(ends[1])
        if end <= start:
            raise Refused(T("A time ends after it begins."))
        found.append((start, end))
    return tuple(sorted(found))


def spans_text(times: Iterable[tuple[int, int]]) -> str:
    """`09:00–12:30, 13:00–17:00`."""
    return ", ".join(f"{clock_text(start)}\N{EN DASH}{clock_text(end)}" for start, end in times)


def minutes_hint() -> Message:
    """The unit of a field of minutes."""
    return T("minutes")


def places(n: int) -> Message:
    """`1 place`, `2 places`."""
    return N("{n} place", "{n} places", n=n)


def _bare(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else str(value)
