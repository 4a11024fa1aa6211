"""Sheets in words, for the command line: how far they are, and one's own as a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from assess.conduct.lock import OUTCOMES
from assess.conduct.record import NoteLine, Record, Stand
from assess.conduct.reveal import Performance, Watching
from assess.conduct.sheets import STATE_NAMES
from assess.integrate.names import UNRATED_SAID
from assess.report.columns import cells, column, one_line, wrap
from assess.words import N, T, Words, clock

WIDE = 100
"""Cells of a line of notes."""


def performance_lines(words: Words, found: Iterable[Performance]) -> Iterator[str]:
    """“K3  role play  1 of 2 locked   A locked, B rating”; a line for each candidate's exercise, then why it waits."""
    everything = list(found)
    codes = max((cells(one_line(one.code)) for one in everything), default=0)
    names = max((cells(one_line(words(one.name))) for one in everything), default=0)
    counts = [words(T("{locked} of {planned} locked", locked=one.locked, planned=one.planned)) for one in everything]
    wide = max((cells(one) for one in counts), default=0)
    for one, count in zip(everything, counts, strict=True):
        mark = "✓" if one.revealed and one.forced is None else "!" if one.forced else "·"
        people = ", ".join(_watching(words, each) for each in one.watching)
        yield f"{mark} {column(one.code, codes)}  {column(words(one.name), names)}  {column(count, wide)}  {people}"
        if one.forced is not None:
            said = T("revealed by {initials}: {reason}", initials=one.forced.by, reason=words.quote(one.forced.reason))
            yield from wrap(one_line(words(said)), WIDE, "    ")
        for each in one.watching:
            if each.excused is not None:
                why = T("{initials} is excused: {reason}", initials=each.initials, reason=words.quote(each.excused))
                yield from wrap(one_line(words(why)), WIDE, "    ")
    left = sum(each.open for one in everything for each in one.watching)
    if not everything:
        yield words(T("The timetable asks for no sheet yet."))
    elif left:
        yield words(N("{n} sheet is still open.", "{n} sheets are still open.", n=left))
    else:
        yield words(T("No sheet is open any more."))


def _watching(words: Words, one: Watching) -> str:
    said = words(STATE_NAMES[one.state])
    if one.outcome is not None:
        said = f"{said} ({words(UNRATED_SAID[one.outcome])})"
    if one.excused is not None:
        said = words(T("excused"))
    if one.late:
        said = f"{said} ({words(LATE)})"
    return f"{one_line(one.initials)} {said}"


LATE = T("locked after the reveal")
"""Of a sheet whose assessor could have heard of others' ratings by then."""


def record_lines(words: Words, found: Record) -> Iterator[str]:
    """One's own sheet: its state, each rating with what it was and why it changed, then the notes."""
    state = words(STATE_NAMES[found.state])
    yield one_line(f"{found.code} · {words(found.exercise)} · {found.initials} · {state}")
    if found.locked_at is not None:
        said = words(T("locked {at}", at=words.moment(found.locked_at, ZoneInfo(found.zone))))
        yield f"{said} · {words(LATE)}" if found.late else said
    if found.outcome is not None:
        yield words(OUTCOMES[found.outcome])
    for one in found.stands:
        yield ""
        yield from _stand(words, one, {note.id: note.number for note in found.notes})
    yield ""
    for note in found.notes:
        yield from _note(words, note)


def _stand(words: Words, one: Stand, numbers: dict[str, int]) -> Iterator[str]:
    first = level_said(words, one.first_level, one.first_kind)
    yield one_line(f"{one.code}  {words(one.name)}: {first}" + _cited(one))
    if one.first_reason:
        yield from wrap(one_line(words.quote(one.first_reason)), WIDE, "     ")
    for change in one.changes:
        said = T(
            "amended to {level}, on note {note}: {reason}",
            level=level_said(words, change.level, change.kind),
            note=numbers.get(change.observation, 0),
            reason=words.quote(change.reason),
        )
        yield from wrap(one_line(f"→ {words(said)}"), WIDE, "   ", "     ")


def _cited(one: Stand) -> str:
    return f"  [{', '.join(str(number) for number in one.cited)}]" if one.cited else ""


def level_said(words: Words, level: int | None, kind: str | None) -> str:
    """“4”, “2 (absent)”, “no opportunity”, “not rated yet”."""
    if kind is None:
        return words(T("not rated yet"))
    if level is None:
        return words(T("no opportunity"))
    return f"{level} ({words(T('absent'))})" if kind == "absent" else str(level)


def _note(words: Words, note: NoteLine) -> Iterator[str]:
    head = f"{note.number:>3}  {clock(note.seconds)} {note.valence or ' '} "
    text = words.quote(note.text) if note.quote else note.text
    tail = f"  #{' #'.join(note.shows)}" if note.shows else ""
    if note.discarded:
        tail += f"  ({words(T('taken back'))})"
    yield from wrap(one_line(f"{text}{tail}"), WIDE, head, " " * cells(head))
