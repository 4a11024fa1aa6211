"""What can be done while classifying: digits, and what a note may need besides."""

from __future__ import annotations

from typing import Final

from assess.words import T
from screens.command import Command
from screens.conduct.excuse import EXCUSE
from screens.conduct.legend import DIGITS

CLASSIFY_COMMANDS: Final[tuple[Command, ...]] = (
    *(
        Command(
            f"classify.{place}",
            str(place),
            T("Competency"),
            T("The marked note shows this competency, or no longer does."),
            f"shows({place})",
            shown=place == 1,
            key_shown="1-9" if place == 1 else None,
            named=T("Competency {place}", place=place),
            short=T("Comp.") if place == 1 else None,
        )
        for place in range(1, DIGITS + 1)
    ),
    Command(
        "classify.more",
        "0",
        T("More"),
        T("The competencies from the tenth on: 0, then a digit."),
        "more",
        wide=True,
    ),
    Command(
        "classify.next",
        "enter",
        T("Next note"),
        T("To the next open note; then on to rating."),
        "next",
        short=T("Next"),
    ),
    Command(
        "classify.discard",
        "x",
        T("Discard"),
        T("Shows nothing; it stays as a trace. Again: keep."),
        "discard",
        short=T("Drop"),
    ),
    Command("classify.split", "s", T("Split"), T("Make two notes of one, at a word."), "split"),
    Command("classify.late", "n", T("New note"), T("A note that you had no time for."), "late", short=T("Note")),
    Command(
        "classify.anew",
        "w",
        T("Say anew"),
        T("Say what the person did; this wording stays as a trace."),
        "anew",
        wide=True,
    ),
    Command("classify.down", "down,j", T("Down"), T("The note below."), "move(1)", shown=False),
    Command("classify.up", "up,k", T("Up"), T("The note above."), "move(-1)", shown=False),
    Command("classify.rate", "f3", T("Rate"), T("Go on to rating; open notes stay open."), "rate"),
    EXCUSE._replace(wide=True),
    Command("classify.clock", "f8", T("Clock on"), T("The exercise goes on: back to watching."), "watch", shown=False),
)
