"""Parity: a use case is reached from a screen and from a command, or it is listed here with the reason."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("people", "plan", "conduct", "integrate", "fit", "exchange", "report", "home")
ROOM_FRONTS = {"screens": "a screen", "assess/cli": "a command"}

REASONS = {
    "needs a person who watches: there is no such thing without a screen": {
        *("enter", "declare", "require_none", "read_brief", "note", "take_back", "give_cue", "unanswered"),
        *("begin", "pause", "set_clock", "stop", "ticks", "phase", "planned_seconds"),
        *("record", "speaks", "undo_turn", "right_to_time", "phases_of", "talked", "extra_minutes", "is_group"),
        *("discussions", "minutes"),
        *("assign", "discard", "split", "classified", "back_to_classifying", "rated_competencies"),
        *("rate", "unrate", "cite", "cited", "refuse_opportunity", "stands", "review", "lock", "lock_all", "excuse"),
        *(
            "work",
            "today",
            "watched",
            "own_sheets",
            "own_open_sheet",
            "own_open",
            "find_slot",
            "tagged",
            "standing",
            "anchors",
        ),
        *("open_wash_up", "close", "state", "progress", "missing"),
    },
    "home's list, which no command prints": {"look"},
    "how a command names what a screen marks: candidate, exercise, competency, assessor, sheet": {
        *("candidate_named", "exercise_named", "competency_named", "assessor_named", "own_sheet_named"),
    },
    "the rule of who sees what, and of who may write, that other use cases ask": {
        *(
            "sight",
            "is_rating",
            "rating_slots",
            "late_sheets",
            "late_candidates",
            "amendments",
            "wash_up_opened",
            "own_locked_sheet",
        ),
        *("refuse_given_cue", "performances", "grounds", "unrated", "has_excuses", "is_unaltered"),
        *("plan_sheet", "sheet_about", "nobody_left"),
    },
    "what a dialog offers to choose from; a command is told it": {"place_of"},
    "how a command names what a screen marks": {"find_place", "find_discussion", "find_applicant"},
    "reached through the import, which screen and command both have": {
        *("put_candidates", "keep_attribute", "kept_attributes"),
    },
    "set step by step on the plan's screens; a command makes them all from one file (new) and reads them (center)": {
        *(
            "set_functions",
            "trainings",
            "put_training",
            "drop_training",
            "presences",
            "set_center",
            "copy",
            "put_paper",
        ),
        *("rooms", "put_room", "drop_room", "put_vacancy", "drop_vacancy", "setups", "set_up", "relations"),
        *("staff", "put_staff", "hire", "papers"),
        *("team_view", "put_team", "put_member", "drop_member", "put_need", "put_charter"),
    },
    "parts of other use cases of the plan: what follows a change, what it may be, what is known of it": {
        *("copy_center",),  # the screen reaches it through home's `begin`
        *("functions_of", "found_center", "free_initials", "create", "by_slot", "has_begun", "one_text", "follow"),
        *("measured", "values_known"),
    },
    "agreement has a command and no screen yet": {"first_ratings"},
    "part of a file that a command or the demo makes": {
        *("put_rubric", "versions", "make", "freeze", "design_hash", "add_person"),
    },
    "arithmetic and rules that other use cases call": {
        *(
            "allow",
            "allow_somewhere",
            "functions",
            "colleagues",
            "find",
            "move",
            "content_hash",
            "is_closed",
            "require_results",
        ),
        *("revealed", "may_see", "visible", "ratings", "own_ratings", "cell_sums", "scale", "grid", "cell_weights"),
        *("gather", "grounds"),
        *("stand_ins", "team_of", "role_bases", "find_candidate", "held_exercises"),
    },
}


def use_cases() -> dict[str, str]:
    """Every public function whose first argument is a transaction, with its file."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / "assess" / room).rglob("*.py")):
            if path.name == "invariants.py":
                continue
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and node.args.args and not node.name.startswith("_"):
                    annotation = node.args.args[0].annotation
                    if isinstance(annotation, ast.Name) and annotation.id in {"Reading", "Writing"}:
                        found[node.name] = path.relative_to(ROOT).as_posix()
    return found


def names_in(folder: str) -> set[str]:
    """Every name that the code below a folder uses."""
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.Attribute)
    }


def test_every_use_case_is_reached_from_both_fronts_or_has_a_reason() -> None:
    listed = {name for names in REASONS.values() for name in names}
    used = {front: names_in(front) for front in ROOM_FRONTS}
    documents = names_in("assess/report")  # what the documents read is reached through them
    missing = [
        f"{path} {name}: no {ROOM_FRONTS[front]}"
        for name, path in use_cases().items()
        for front in ROOM_FRONTS
        if name not in listed and name not in used[front] and name not in documents
    ]
    assert missing == []


def test_no_reason_is_left_over() -> None:
    known = use_cases()
    assert {name for names in REASONS.values() for name in names} - set(known) == set()
