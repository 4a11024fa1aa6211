"""A fault of the program itself: written down for those who mend it, said in a sentence to those who work with it."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime

from assess.home.memory import memory_file
from assess.words import T, Unusable


def written_down(error: BaseException) -> Unusable:
    """Write the error's trace beside the program's memory, and answer with the sentence that names the file.

    The trace holds the program's lines, not its values: nothing about candidates.
    """
    file = memory_file().with_name(f"fault-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt")
    told = "".join(traceback.format_exception(error))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(told, encoding="utf-8")
    except OSError:
        return Unusable(
            T("The program itself has a fault ({kind}).", kind=type(error).__name__),
            do=T("What was saved before is safe. Try again, and tell those who look after the program."),
        )
    return Unusable(
        T("The program itself has a fault ({kind}).", kind=type(error).__name__),
        where=str(file),
        do=T("What was saved before is safe. Send this file to those who look after the program."),
    )
