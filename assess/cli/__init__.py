"""The front door without a screen."""

from __future__ import annotations

import sys


def main() -> None:
    """The `assess` command: opens the app at once when nothing else is asked, else hands over to click."""
    from assess.cli.quick import opening

    arguments = sys.argv[1:]
    found = opening(arguments)
    if found is None:
        from assess.cli.root import run

        sys.exit(run(arguments))
    from assess.cli.launch import launch

    sys.exit(launch(found.db, found.language, found.person))
