"""The editor outside: what `$VISUAL` or `$EDITOR` names, on the terminal that the app lends it."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from assess.words import Refused, T


def editor(environment: Mapping[str, str]) -> list[str]:
    """The command of the person's editor.

    Raises: Refused, when none is set, or when it can't be read.
    """
    said = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    if not said:
        raise Refused(
            T("No editor is set."),
            do=T("Set VISUAL or EDITOR before starting, e.g. export EDITOR=nano; or change it here (C)."),
        )
    try:
        return shlex.split(said)
    except ValueError as error:
        raise Refused(
            T("The editor {said} can't be understood.", said=said), do=T("Mend VISUAL or EDITOR: a quote is open.")
        ) from error


def edit_outside(app: App[Any], path: Path) -> None:
    """Lend the terminal to the editor until it ends.

    Raises: Refused, when there is none, it can't be started, fails, or the terminal can't be lent.
    """
    command = editor(os.environ)
    try:
        with app.batch_update(), app.suspend():
            code = subprocess.run([*command, str(path)], check=False).returncode
    except SuspendNotSupported as error:
        raise Refused(
            T("This terminal can't be lent to an editor."),
            do=T("Open {file} in your editor yourself, then reload.", file=str(path)),
        ) from error
    except OSError as error:
        raise Refused(
            T("The editor {said} can't be started: {reason}.", said=command[0], reason=error.strerror or str(error)),
            do=T("Mend VISUAL or EDITOR."),
        ) from error
    if code != 0:
        raise Refused(
            T("The editor {said} ended with code {code}.", said=command[0], code=code),
            do=T("Look whether the file is what you wanted."),
        )
