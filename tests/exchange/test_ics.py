"""Calendars: lines folded by octets, values escaped, times in UTC; what is written reads back as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from assess.exchange.ics import FOLD, Event, calendar, escape, fold
from assess.words import normal

AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=200)


def unfolded(document: bytes) -> list[str]:
    """The lines as a calendar reads them."""
    return document.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def read(value: str) -> str:
    """A value without its escapes."""
    found, rest = "", iter(value)
    for char in rest:
        if char == "\\":
            char = next(rest)
            char = "\n" if char in "nN" else char
        found += char
    return found


def test_an_event_is_what_calendars_want() -> None:
    start = datetime(2026, 11, 23, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    one = Event(
        "watch-K1-A@assess", start, start + timedelta(minutes=20), "Watch: Talk; part 1, \\o/", "Room 2", "K1\nK2"
    )
    document = calendar("Day · A", [one], AT, 3)
    assert document.endswith(b"END:VCALENDAR\r\n")
    lines = unfolded(document)
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Assess//Timetable//EN"]
    assert "DTSTART:20261123T083000Z" in lines
    assert "DTEND:20261123T085000Z" in lines
    assert "DTSTAMP:20261122T180000Z" in lines
    assert "SEQUENCE:3" in lines
    assert "SUMMARY:Watch: Talk\\; part 1\\, \\\\o/" in lines
    assert "LOCATION:Room 2" in lines
    assert "DESCRIPTION:K1\\nK2" in lines


@given(TEXTS)
def test_no_line_is_too_long_and_no_character_is_cut(text: str) -> None:
    folded = fold(f"SUMMARY:{escape(text)}")
    lines = folded.split(b"\r\n")
    assert all(len(line) <= FOLD for line in lines)
    for line in lines:
        line.decode()
    assert unfolded(folded) == [f"SUMMARY:{escape(text)}"]


@given(TEXTS)
def test_what_is_escaped_reads_back(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert read(escape(text)) == "\n".join(normal(line) for line in lines)
    assert "\n" not in escape(text)
