"""The keys of the live screen: printable ones belong to the note, so commands are function keys."""

from __future__ import annotations

from typing import Final

from assess.words import T
from screens.command import Command
from screens.conduct.cues import CUE_KEYS

LIVE_COMMANDS: Final[tuple[Command, ...]] = (
    *(
        Command(
            f"live.cue{place}",
            key,
            T("Cue"),
            T("Tick a cue or a question as given; again takes the tick back."),
            f"cue({place})",
            shown=place == 0,
            key_shown="F2-F6" if place == 0 else None,
            named=T("Cue {number}", number=place + 1),
        )
        for place, key in enumerate(CUE_KEYS)
    ),
    Command("live.undo", "f7", T("Undo note"), T("Take back the last note; it stays as a trace."), "undo"),
    Command("live.clock", "f8", T("Clock"), T("Stop, pause or set the clock."), "clock"),
    Command(
        "live.turns",
        "ctrl+t",
        T("Turns"),
        T("Who speaks when: for the one person who keeps time in a group."),
        "turns",
        wide=True,
    ),
    Command("live.page_down", "pagedown", T("More cues"), T("The next five cues."), "turn(1)", shown=False),
    Command("live.page_up", "pageup", T("Cues before"), T("The five cues before."), "turn(-1)", shown=False),
    Command(
        "live.older",
        "shift+pageup,ctrl+up",
        T("Older notes"),
        T("Scroll the notes."),
        "scroll(-1)",
        shown=False,
        key_shown="Shift+PgUp",
    ),
    Command(
        "live.newer",
        "shift+pagedown,ctrl+down",
        T("Newer notes"),
        T("Scroll the notes."),
        "scroll(1)",
        shown=False,
        key_shown="Shift+PgDn",
    ),
)
