"""How times, notes and clocks are written on the steps' screens."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from assess.conduct.clock import Dial, Moment, spent, warning
from assess.conduct.work import PhaseView, SheetView, Work
from assess.words import T, Words, clock


def note_head(seconds: float, valence: str | None, before: str = "", seat: str = "") -> Content:
    """` 04:20 + `: when, and how it was meant."""
    return Content.assemble(
        Content.styled(before, "bold $accent" if before[:1] in "…!" else "dim"),
        Content.styled(clock(seconds), "dim"),
        " ",
        Content.styled(f"{seat} ", "bold") if seat else "",
        Content.styled(f"{valence or ' '}", "bold"),
        " ",
    )


def note_text(words: Words, text: str, *, quote: bool, star: bool, gone: bool) -> Content:
    """The note: a quote in quotation marks, a star in front, what counts no more struck through."""
    said = words.quote(text) if quote else text
    said = f"! {said}" if star else said
    return Content.styled(said, "strike dim") if gone else Content(said)


def clock_of(words: Words, dial: Dial, phase: PhaseView, *, named: bool = False) -> Content:
    """`06:41 of 20:00`, `06:41 paused`, `1:12 over`; the time is inverted for two seconds at a warning."""
    name = f"{words(phase.name)} " if named else ""
    over = dial.elapsed - phase.seconds
    warns = dial.running and warning(dial.elapsed, phase.seconds, phase.warn) is not None
    if over >= 1:
        time = clock(over).removeprefix("0")
        rest = words(T("over"))
    else:
        time = clock(dial.elapsed)
        rest = words(T("of {planned}", planned=clock(phase.seconds)))
    if dial.started and not dial.running and not dial.stopped:
        rest = words(T("paused"))
    return Content.assemble(
        Content.styled(name, "dim"),
        Content.styled(time, "reverse bold" if warns else "bold"),
        " ",
        Content.styled(rest, "bold $accent" if over >= 1 else "dim"),
    )


def minutes_of(words: Words, found: Work, now: Moment) -> str:
    """Planned against actual time of the phases that were timed: `Talk 11:20 of 10:00, questions 09:40 of 10:00`."""
    names = {phase.code: words(phase.name) for phase in found.phases}
    planned = [(phase.code, phase.seconds) for phase in found.phases]
    return ", ".join(
        words(
            T(
                "{phase} {time} of {planned}",
                phase=names[one.phase],
                time=clock(one.seconds),
                planned=clock(one.planned),
            )
        )
        for one in spent(found.ticks, planned, now)
    )


def seats_of(sheets: Sequence[SheetView]) -> dict[str, str]:
    """What stands before a note in a group: the seat and nothing else in other exercises."""
    return {sheet.id: str(sheet.seat) if sheet.seat is not None else "" for sheet in sheets}


def flow(parts: Sequence[Content], width: int, gap: int = 3) -> Content:
    """Short parts beside each other, as many as fit in a line; none is broken."""
    lines: list[list[Content]] = [[]]
    room = width
    for part in parts:
        if lines[-1] and part.cell_length > room:
            lines.append([])
            room = width
        lines[-1].append(part)
        room -= part.cell_length + gap
    return Content("\n").join(Content(" " * gap).join(line) for line in lines)
