"""Calendars: events as iCalendar (RFC 5545), for the calendars that people have.

Written here, not by a library: icalendar brings dateutil and tzdata with it for what are four properties in UTC. UTC
times need no time zone definitions, and a calendar shows them in its owner's zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, NamedTuple

from assess.words import normal

FOLD: Final = 75
"""Octets of a line at most, its break not counted (RFC 5545, 3.1)."""


class Event(NamedTuple):
    """An entry of a calendar."""

    uid: str
    """The same for the same entry: a newer file moves it instead of doubling it."""
    start: datetime
    end: datetime
    title: str
    place: str = ""
    note: str = ""


def calendar(name: str, events: Iterable[Event], stamp: datetime, number: int = 0) -> bytes:
    """A calendar file. `number` grows with each version, so that a calendar takes the newer one."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Assess//Timetable//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
    ]
    for one in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escape(one.uid)}",
            f"DTSTAMP:{_utc(stamp)}",
            f"SEQUENCE:{number}",
            f"DTSTART:{_utc(one.start)}",
            f"DTEND:{_utc(one.end)}",
            f"SUMMARY:{escape(one.title)}",
        ]
        if one.place:
            lines.append(f"LOCATION:{escape(one.place)}")
        if one.note:
            lines.append(f"DESCRIPTION:{escape(one.note)}")
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) + b"\r\n" for line in lines)


def escape(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11): backslash, semicolon, comma and line breaks; no other control character."""
    lines = (normal(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)


def fold(line: str) -> bytes:
    """A line in pieces of at most 75 octets, each but the first after a blank; no character is cut in two."""
    pieces = [b""]
    for char in line:
        octets = char.encode("utf-8", "replace")
        if len(pieces[-1]) + len(octets) > FOLD:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
