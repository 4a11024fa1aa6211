"""`assess timetable`: plan, show, check, plan again, export; every answer as people and scripts read it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Assess = Callable[..., Answer]
WHY = ("--as", "M", "--reason", "the room was double-booked")


@pytest.fixture
def planned(folder: Path, demo: Callable[..., Path]) -> Path:
    """The demo before its day, as the only center of the folder."""
    return demo("planned")


def test_show_is_the_day_in_order_or_one_persons(planned: Path, assess: Assess) -> None:
    lines = assess("timetable", "show").out.splitlines()
    assert lines[0] == "Demo: community management for Werkbank, 23 Nov 2026"
    assert lines[1] == "09:30–10:05  Five guidelines · K1, K2, K3, K4, K5, K6 · Hall · A, B, C, D"
    assert lines[2] == "10:40–11:00  The removed post · K1 · Room 1 · A, B; R plays"
    mine = assess("timetable", "show", "--person", "b", "--lang", "de").out.splitlines()
    assert mine[0] == "B · Bernd Hoffmeister"
    assert mine[3] == "09:30–10:05  Beobachten K2, K5: Fünf Leitlinien · Hall · mit A, C, D"
    assert "12:35–13:20  Pause" in mine
    theirs = json.loads(assess("timetable", "show", "--person", "K3", "--json").out)
    assert [one["doing"] for one in theirs["entries"]] == [
        *("prepare", "exercise", "break", "prepare", "exercise", "break", "prepare", "exercise")
    ]
    assert all(one["with"] == [] for one in theirs["entries"]), "a candidate's plan names no assessor"
    answer = assess("timetable", "show", "--person", "Z")
    assert (answer.code, answer.out) == (1, "")
    assert "There are: A, B, C, D, R, K1" in answer.err


def test_check_says_every_rule_in_words(planned: Path, assess: Assess) -> None:
    answer = assess("timetable", "check")
    assert answer.code == 1
    assert "H9  B has no break of 10 minutes between 09:30 and 12:35" in answer.out
    found = json.loads(assess("timetable", "check", "--json").out)
    assert not found["holds"]
    assert {one["rule"] for one in found["broken"]} <= {f"H{n}" for n in range(1, 13)}


def test_plan_says_end_bound_price_and_wishes_and_then_holds(planned: Path, assess: Assess) -> None:
    answer = assess("timetable", "plan", "--seconds", "0.6", *WHY)
    assert (answer.code, answer.err) == (0, "")
    assert re.search(r"The day ends at \d\d:\d\d; none can end before \d\d:\d\d, so at most \d+ minutes", answer.out)
    assert "full rotation: ends at" in answer.out
    assert "constant pairs: ends at" in answer.out
    assert "every candidate meets at least 4 assessors" in answer.out
    assert "8.0  An assessor sees a candidate more than once" in answer.out
    assert answer.out.endswith("It is saved.\n")
    checked = assess("timetable", "check")
    assert (checked.code, checked.out) == (0, "The timetable holds every rule, H1 to H12.\n")


def test_plan_as_json_with_a_style_and_a_wish(planned: Path, assess: Assess) -> None:
    answer = assess("timetable", "plan", "--seconds", "0.6", "--style", "pairs", "--wish", "wait=0", "--json", *WHY)
    found = json.loads(answer.out)
    assert found["saved"]
    assert found["gap_minutes"] == minutes(found["ends"]) - minutes(found["bound"]) >= 0
    assert found["cost"]["wait"] == 0
    assert [one["style"] for one in found["styles"]] == ["pairs", "rotation"]
    assert len(found["plan"]) == 13
    assert found["plan"][0]["starts_at"].endswith("+01:00")


def minutes(said: str) -> int:
    hours, _, rest = said.partition(":")
    return int(hours) * 60 + int(rest)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("plan",), 1, "The design is frozen: a change needs a reason of at least 10 characters."),
        (("plan", "--dry-run", "--seconds", "0"), 2, "Planning needs some time."),
        (("plan", "--dry-run", "--wish", "sun=1"), 2, "A wish is a name and its weight"),
        (("replan",), 1, "The design is frozen"),
        (("replan", "--dry-run"), 2, "Nothing has happened that would change the timetable."),
        (("replan", "--dry-run", "--late", "K4"), 2, "comes at some time"),
        (("replan", "--dry-run", "--late", "K4@noon"), 2, "This is no time of day."),
        (("replan", "--dry-run", "--absent", "Z"), 1, "Nobody of this day is called so."),
        (("plan", "--style", "chaos"), 2, "can't be that"),
    ],
)
def test_what_can_not_be_is_one_sentence(
    planned: Path, assess: Assess, arguments: tuple[str, ...], code: int, said: str
) -> None:
    answer = assess("timetable", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_replan_shows_before_and_after_and_saves_both(planned: Path, assess: Assess) -> None:
    what = ("timetable", "replan", "--absent", "B@12:00", "--withdrawn", "K3", "--now", "11:30")
    trial = assess(*what, "--dry-run")
    assert trial.code == 0
    assert trial.out.endswith("Nothing is saved: this was a trial.\n")
    assert "- 12:00–12:20  The removed post · K3 · Room 1 · A, B; R plays" in trial.out
    assert "8 performances stay as they were; 3 change, 2 no longer take place, 0 are new." in trial.out
    assert assess(*what, *WHY).out == trial.out.replace("Nothing is saved: this was a trial.", "It is saved.")
    shown = assess("timetable", "show").out
    assert not re.search(r"1[2-9]:\d\d–\d\d:\d\d .* B\b", shown)
    assert "The removed post · K3" not in shown


def test_no_plan_is_answered_with_the_facts_that_clash(planned: Path, assess: Assess) -> None:
    what = ("timetable", "replan", "--dry-run", "--absent", "A@11:00", "--absent", "B@11:00", "--absent", "C@11:00")
    answer = assess(*what, "--now", "11:30")
    assert answer.code == 1
    assert answer.out.startswith("No timetable holds every rule:\n- ")
    assert "K1 can't be seen by 2 people in After the weekend." in answer.out
    assert "cm-" not in answer.out
    found = json.loads(assess(*what, "--now", "11:30", "--json").out)
    assert found["plan"] is None
    assert found["clashes"][0]["facts"]


def test_export_writes_a_text_a_pdf_and_a_calendar_each(planned: Path, assess: Assess, folder: Path) -> None:
    answer = assess("timetable", "export", "--out", "plans", "--person", "A", "--person", "K3")
    assert answer.code == 0
    names = {path.name for path in (folder / "plans").iterdir()}
    assert names == {f"Plan {who}.{kind}" for who in ("A", "K3") for kind in ("txt", "pdf", "ics")}
    assert (folder / "plans" / "Plan A.pdf").read_bytes().startswith(b"%PDF")
    again = assess("timetable", "export", "--out", "plans", "--person", "A")
    assert again.code == 3
    assert assess("timetable", "export", "--out", "plans", "--person", "A", "--overwrite", "--format", "txt").code == 0
