"""`assess today`, `assess deviations` and `assess keys`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Assess = Callable[..., Answer]


def test_today_lists_the_slots_in_order_with_what_is_open(running: Path, assess: Assess) -> None:
    said = assess("today", "--as", "B").out.splitlines()
    assert said[0] == "✓ 09:30–10:05  Hall  Five guidelines · K2, K5: locked"
    assert said[6] == "▸ 14:40–15:00  Room 1  The removed post · K6: planned"
    assert said[-1] == "Next: The removed post with K6"
    found = json.loads(assess("today", "--as", "B", "--json").out)
    assert [one["next"] for one in found["slots"]] == [False] * 6 + [True]
    assert found["slots"][6]["conflict_questions_open"] == 1
    assert found["progress"] == []


def test_the_moderator_sees_how_far_the_day_is(running: Path, assess: Assess) -> None:
    found = json.loads(assess("today", "--as", "M", "--json").out)
    assert found["slots"] == []
    (waiting,) = [one for one in found["progress"] if one["waits_for"]]
    assert (waiting["candidates"], waiting["sheets"], waiting["sheets_locked"]) == (["K6"], 2, 1)
    assert "1 of 2 locked" in assess("today", "--as", "M").out


def test_it_must_be_said_whose_day(running: Path, assess: Assess) -> None:
    answer = assess("today")
    assert answer.code == 2
    assert answer.err == "Whose day? Say it with --as and the initials.\n"


def test_a_deviation_is_recorded_and_listed(running: Path, assess: Assess) -> None:
    late = ("deviations", "add", "late", "K6", "The removed post", "--minutes", "8", "--reason", "the train")
    assert assess("--as", "B", *late).out == "Recorded.\n"
    assert "Candidate late, 8 min: the train (B)" in assess("--as", "B", "deviations").out
    (one,) = json.loads(assess("--as", "B", "deviations", "--json").out)["deviations"]
    assert (one["kind"], one["minutes"], one["by"]) == ("late", 8, ["B"])
    missing = ("deviations", "add", "missing", "K6", "cm-removed-post", "--assessor", "B", "--reason", "ill")
    assert "not among your tasks" in assess("--as", "A", *missing).err
    assert "Nobody waits any more" in assess("--as", "M", *missing).out
    assert "1 of 1 locked, without B" in assess("today", "--as", "M").out
    refused = assess("--as", "C", *late)
    assert (refused.code, refused.err.startswith("This is not your exercise")) == (1, True)


@pytest.fixture
def keys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSESS_KEYS", str(folder / "keys.toml"))
    return folder / "keys.toml"


def test_keys_lists_every_command_and_where_ones_own_stand(keys: Path, assess: Assess) -> None:
    keys.write_text('"home.drill" = "ctrl+o"\n', encoding="utf-8")
    said = assess("keys").out
    assert "ctrl+o  (instead of f7)" in said
    assert f"Your own keys: {keys}" in said
    found = json.loads(assess("keys", "--json").out)
    (drill,) = [one for one in found["keys"] if one["id"] == "home.drill"]
    assert (drill["screen"], drill["default"], drill["now"]) == ("Home", ["f7"], ["ctrl+o"])
    assert len(found["keys"]) > 100


def test_keys_check_names_what_is_wrong(keys: Path, assess: Assess) -> None:
    assert (assess("keys", "check").code, assess("keys", "check").out) == (0, "0 keys of your own hold.\n")
    keys.write_text('"home.drill" = "f12"\n"home.drll" = "f8"\n"home.reload" = "f8"\n', encoding="utf-8")
    answer = assess("keys", "check")
    assert answer.code == 1
    assert answer.out.splitlines() == [
        "keys.toml:1: “f12” does not arrive: many terminals keep it for themselves. Choose another key. [KEY-05]",
        "keys.toml:2: There is no command “home.drll”. Perhaps “home.drill”? “assess keys” lists them all. [KEY-02]",
        "keys.toml:3: “f8” means two things on the screen Home: “home.reload” and “home.deviation”. Choose another"
        " key, or give “home.deviation” another one, too. [KEY-08]",
        "0 keys of your own hold.",
    ]
    german = assess("--lang", "de", "keys", "check", str(keys))
    assert "Wählen Sie eine andere Taste." in german.out
    assert assess("keys", "check", "elsewhere.toml").code == 3
