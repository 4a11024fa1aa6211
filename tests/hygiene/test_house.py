"""The house rules that the syntax tree shows: who writes which table, who reads ratings, which right is needed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assess.store import tables
from assess.store.tables import metadata

ROOT = Path(__file__).parents[2]
ROOMS = ("people", "plan", "conduct", "integrate", "fit", "exchange", "report", "protect", "home", "cli")

WRITERS = {
    "people": {"Person", "Duty", "Training"},
    "plan": {
        *("Role", "Rubric", "Competency", "Criterion", "Exercise", "Phase", "Prompt", "Question", "Cell", "Anchor"),
        *("Center", "Vacancy", "Candidate", "Candidacy", "Slot", "Seat", "Assignment", "Amended"),
        *("Room", "ExerciseSetup", "ExerciseRoom", "ExercisePlayer", "Paper", "CandidateAttribute", "Presence"),
    },
    "conduct": {
        *("Sheet", "ClockEvent", "Observation", "Evidence", "Rating", "Cue", "Deviation", "SpeakingTurn"),
        *("Amendment", "Reveal", "Conflict", "Excuse"),
    },
    "integrate": {"WashUp", "WashUpTurn", "Resolution", "Remark", "RemarkEvidence"},
    "fit": {"Decision", "DecisionReason", "Viewed", "Notice", "Team", "Member", "MemberLevel", "Need", "CharterValue"},
    "protect": {"Hold", "AccessRequest"},
    "exchange": {"Snapshot", "Bundle", "KeptAside", "Recipient"},
    "store": {"Chain", "Entry", "Content", "Erasure"},
}


def files(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_every_table_has_one_writer() -> None:
    classes = {
        name
        for name in vars(tables)
        if isinstance(getattr(tables, name), type) and hasattr(getattr(tables, name), "__table__")
    }
    listed = [name for names in WRITERS.values() for name in names]
    assert sorted(listed) == sorted(classes)
    assert len(metadata.tables) == len(classes)


def written(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The tables that a file makes rows of: `Table(...)`, `insert(Table)`, `update(Table)`, `delete(Table)`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in {"insert", "update", "delete", "_put"}:
            for argument in node.args:
                if isinstance(argument, ast.Name):
                    yield argument.id, node.lineno
        else:
            yield node.func.id, node.lineno


def imported_tables(tree: ast.Module) -> dict[str, str]:
    """The names under which a file knows tables."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("assess.store.tables")
        for alias in node.names
    }


def test_a_table_is_written_by_its_room_alone() -> None:
    breaches = []
    for room in ROOMS:
        for path, tree in files(f"assess/{room}"):
            known = imported_tables(tree)
            for name, line in written(tree):
                table = known.get(name)
                owner = next((owner for owner, names in WRITERS.items() if table in names), None)
                if owner is not None and owner != room:
                    breaches.append(f"{path.relative_to(ROOT)}:{line} writes {table}, which is {owner}'s")
    assert breaches == []


def test_ratings_are_read_through_blind_alone() -> None:
    """`Rating` may be written (rate, lock, doctor) by conduct; nobody else names it."""
    allowed = {
        "assess/conduct/blind.py",  # the rule itself
        "assess/conduct/rate.py",  # writes one's own
        "assess/conduct/lock.py",  # locks one's own
        "assess/conduct/seal.py",  # hashes what was locked; no level leaves it
        "assess/conduct/invariants.py",  # the doctor, whose answers hold no values
    }
    found = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path, tree in files(f"assess/{room}")
        if "Rating" in imported_tables(tree).values()
        or re.search(r"\b(FROM|JOIN) rating\b", path.read_text(encoding="utf-8"))
    }
    assert found <= allowed
    assert "assess/conduct/blind.py" in found


def use_cases(kind: str) -> Iterator[tuple[Path, ast.FunctionDef]]:
    for room in ROOMS:
        for path, tree in files(f"assess/{room}"):
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and node.args.args and not node.name.startswith("_"):
                    annotation = node.args.args[0].annotation
                    if isinstance(annotation, ast.Name) and annotation.id == kind:
                        yield path, node


RIGHTLY = {"allow_somewhere", "own_open_sheet", "own_open", "own_locked_sheet", "allow", "_own_note", "_own_evidence"}
HELPERS = {
    "own_open_sheet": "is the right itself",
    "own_locked_sheet": "is the right itself",
    "own_open": "is the right itself",
    "move": "walks a sheet that its caller got from own_open_sheet",
    "plan_sheet": "makes the empty sheet of an assignment, for callers that have stated their right",
    "sheet_about": "finds the sheet that a deviation is tied to, for callers that have stated their right",
    "add_person": "the first person of a file needs no right",
    "make": "states its right on its first line of code",
}


def test_every_writing_use_case_states_its_right_first() -> None:
    """Within its first statements, before anything is written."""
    missing = []
    for path, function in use_cases("Writing"):
        if function.name in HELPERS:
            continue
        body = function.body[1:] if ast.get_docstring(function) else function.body
        head = body[:2]
        called = {
            node.func.id
            for statement in head
            for node in ast.walk(statement)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        if not called & RIGHTLY:
            missing.append(f"{path.relative_to(ROOT)}:{function.lineno} {function.name}")
    assert missing == []


@pytest.mark.parametrize("kind", ["Reading", "Writing"])
def test_use_cases_never_commit(kind: str) -> None:
    for path, function in use_cases(kind):
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"commit", "rollback"}, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_machine_is_named() -> None:
    """Nothing carries a path of one machine or a registry's host."""
    words = ("/" + "work/", "/" + "root/", "pypi." + "org", "files.python" + "hosted")
    for folder in ("assess", "screens", "rubrics", "tests", ".ci"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".yaml", ".toml", ".tcss", ".typ", ".md", ".json", ""} and path.is_file():
                text = path.read_text(encoding="utf-8", errors="replace")
                assert not any(word in text for word in words), path
