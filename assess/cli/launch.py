"""Starting the app. It is found by its name, since neither front end imports the other."""

from __future__ import annotations

import sys
from importlib import import_module


def launch(db: str | None, language: str | None, person: str | None, rubric: str | None = None) -> int:
    """Run the app on a terminal; its exit code. With a rubric it begins there; an empty one means the list of them."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from assess.words import T, Usage, Words, language_of

        trouble = Usage(T("The app needs a terminal."), do=T("Use a command instead: “assess --help” lists them."))
        sys.stderr.write(trouble.say(Words(language or language_of())) + "\n")
        return trouble.exit_code
    code: int = import_module("screens.app").run(db, language=language, person=person, rubric=rubric)
    return code
