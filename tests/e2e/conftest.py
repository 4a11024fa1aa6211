"""Terminals that end with their test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.hour import Hour, Language
from tests.e2e.terminal import Terminal, assess

Sitter = Callable[..., Hour]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sitter]:
    """Sit somebody down at a terminal with the app; whatever happens, the program ends with the test."""
    terminals: list[Terminal] = []

    def down(
        path: Path,
        person: str = "B",
        language: Language = "en",
        *,
        columns: int = 80,
        rows: int = 24,
        environment: dict[str, str] | None = None,
        humble: bool = False,
    ) -> Hour:
        terminal = Terminal(
            assess("open", "--db", str(path), "--as", person, "--lang", language),
            columns=columns,
            rows=rows,
            cwd=tmp_path,
            environment=environment,
            humble=humble,
        )
        terminals.append(terminal)
        return Hour(terminal, language)

    yield down
    for terminal in terminals:
        terminal.kill()
