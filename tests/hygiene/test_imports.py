"""What is imported when: the way to the first frame is light, and commands need no Textual."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LISTED = """
import sys, json
sys.argv = {argv!r}
{code}
print(json.dumps(sorted(name for name in sys.modules)), file=sys.__stderr__)
"""


def modules_after(code: str, argv: list[str] | None = None) -> set[str]:
    """Every module that is loaded once some code has run in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", LISTED.format(code=code, argv=argv or ["assess"])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""
    assert last.startswith("["), done.stdout + done.stderr
    return set(json.loads(last))


def heavy(modules: set[str], *names: str) -> set[str]:
    """Those of the heavy packages that are loaded."""
    return {module.partition(".")[0] for module in modules}.intersection(names)


def test_first_frame_needs_no_database_library() -> None:
    modules = modules_after("import screens.app, assess.cli.quick, assess.cli.launch")
    assert not heavy(modules, "sqlmodel", "sqlalchemy", "pydantic", "numpy", "click", "alembic", "typst", "ruamel")
    rooms = {module for module in modules if module.startswith("assess.")}
    assert rooms <= {"assess.words", "assess.cli", "assess.cli.quick", "assess.cli.launch"}


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["rank", "--help"], ["report", "scorecard", "--help"]])
def test_commands_need_no_textual(argv: list[str]) -> None:
    code = "from assess.cli.root import run; run(sys.argv[1:])"
    assert not heavy(modules_after(code, ["assess", *argv]), "textual", "rich")


@pytest.mark.parametrize("argv", [["--help"], ["--version"]])
def test_help_needs_no_database_library(argv: list[str]) -> None:
    code = "from assess.cli.root import run; run(sys.argv[1:])"
    assert not heavy(modules_after(code, ["assess", *argv]), "sqlmodel", "sqlalchemy", "numpy", "pydantic", "ruamel")


def test_a_glance_needs_no_database_library(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from assess.home.glance import glance_file
from assess.words import Trouble
try:
    glance_file(Path({str(tmp_path / "missing.assess")!r}), None)
except Trouble:
    pass
"""
    assert not heavy(modules_after(code), "sqlmodel", "sqlalchemy", "pydantic", "alembic")


def test_every_command_needs_no_textual_to_be_loaded() -> None:
    code = """
from importlib import import_module
from assess.cli.root import ENTRIES
for entry in ENTRIES:
    module, _, attribute = entry.where.partition(":")
    getattr(import_module(f"assess.cli.{module}"), attribute)
"""
    assert not heavy(modules_after(code), "textual", "rich", "numpy", "typst", "alembic")
