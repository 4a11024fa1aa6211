"""Draft the next revision from what the tables say: `python -m assess.store.migrations "what it does"`.

It compares the tables with a fresh database of the present head and writes `versions/NNNN_what_it_does.py`, to be
read and corrected by hand. Then set `HEAD` in `assess/store/file.py`.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from assess.store import migrate
from assess.store.engine import open_engine, url_of
from assess.store.file import HEAD, reserve


def draft(message: str) -> Path:
    """Write the next revision; returns its file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "head.assess"
        reserve(path)
        engine = open_engine(url_of(path), read_only=False)
        with engine.begin() as connection:
            config = migrate.config(connection)
            known = migrate.script_head(config)
            if known:
                command.upgrade(config, known)
        with engine.begin() as connection:
            number = f"{int(known or HEAD) + bool(known):04d}"
            made = command.revision(migrate.config(connection), message, autogenerate=True, rev_id=number)
        engine.dispose()
    script = made[0] if isinstance(made, list) else made
    if script is None:
        raise SystemExit("nothing was written")
    return Path(script.path)


if __name__ == "__main__":
    sys.stdout.write(f"{draft(' '.join(sys.argv[1:]) or 'change')}\n")
