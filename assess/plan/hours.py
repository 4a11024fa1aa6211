"""Times of a center's day: minutes since midnight there, and moments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[int, int]
Moments = tuple[datetime, datetime]


def moments(day: date, zone: str, spans: Iterable[Span]) -> tuple[Moments, ...]:
    """Times from and to, in minutes on the clock there, as moments in UTC."""
    return tuple((_moment(day, zone, start), _moment(day, zone, end)) for start, end in spans)


def minutes(zone: str, times: Iterable[Moments]) -> tuple[Span, ...]:
    """Moments as minutes on the clock there; an end at midnight is 24:00."""
    found = []
    for start, end in times:
        first, last = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
        later = (last.date() - first.date()).days * 24 * 60
        found.append((first.hour * 60 + first.minute, last.hour * 60 + last.minute + later))
    return tuple(found)


def _moment(day: date, zone: str, minute: int) -> datetime:
    clock = datetime.combine(day, time()) + timedelta(minutes=minute)
    return clock.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
