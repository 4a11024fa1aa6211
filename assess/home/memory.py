"""What the program remembers between two runs, per user: who acted, and the language. No candidate's data."""

from __future__ import annotations

import json
import os
from pathlib import Path

Memory = dict[str, str]


def memory_file() -> Path:
    """Where it is kept: `ASSESS_STATE`, else the user's state folder."""
    said = os.environ.get("ASSESS_STATE")
    if said:
        return Path(said) / "memory.json"
    from platformdirs import user_state_path

    return user_state_path("assess") / "memory.json"


def recall() -> Memory:
    """What is remembered; nothing, where the file is missing or damaged."""
    try:
        found = json.loads(memory_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def remember(key: str, value: str) -> None:
    """Remember a fact; a folder that can't be written is no reason to stop."""
    _write(recall() | {key: value})


def forget(key: str) -> None:
    """Remember a fact no longer."""
    _write({name: value for name, value in recall().items() if name != key})


def _write(told: Memory) -> None:
    file = memory_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(file)
    except OSError:
        return
