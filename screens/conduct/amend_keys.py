"""The keys of amending: the lines of a question, a level by its digit, and what is no level."""

from __future__ import annotations

from typing import Final

from assess.words import T
from screens.base import PRIVACY
from screens.command import Command

TEN: Final = "0"
"""The key of level 10."""
CHOOSE: Final = Command("amend.choose", "enter", T("Choose"), T("Take what is marked, or what is typed."), "choose")
AMEND_COMMANDS: Final[tuple[Command, ...]] = (
    Command("amend.down", "down,j", T("Down"), T("The next line."), "move(1)", shown=False),
    Command("amend.up", "up,k", T("Up"), T("The line before."), "move(-1)", shown=False),
    Command("amend.page_down", "pagedown", T("Page down"), T("A page down."), "page(1)", shown=False),
    Command("amend.page_up", "pageup", T("Page up"), T("A page up."), "page(-1)", shown=False),
    CHOOSE,
    *(
        Command(
            f"amend.{level}",
            TEN if level == 10 else str(level),
            T("Choose"),
            T("The level, or the line of this number."),
            f"number({level})",
            shown=False,
            named=T("Choose {level}", level=level),
        )
        for level in range(1, 11)
    ),
    Command(
        "amend.none",
        "n",
        T("No opportunity"),
        T("There was no opportunity after all: the reason says why."),
        "none",
    ),
    Command(
        "amend.absent",
        "a",
        T("Absent"),
        T("There was an opportunity, and the behaviour did not come: rated by its anchor."),
        "absent",
    ),
    PRIVACY._replace(wide=False),
)
