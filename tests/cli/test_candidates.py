"""`assess candidates`, and a withdrawal in the middle of the day, from the command line to the ranking."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Assess = Callable[..., Answer]
REASON = ("--reason", "applied in time, was overlooked")


@pytest.fixture
def planned(folder: Path, demo: Callable[..., Path]) -> Path:
    """The demo before its day, frozen."""
    return demo("planned")


def listed(folder: Path, text: str = "ID;Name;E-Mail;Geschlecht\n7;Anna Groß;a@example.org;w\n8;Bo;b@\n") -> str:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_preview_says_each_row_and_writes_nothing(assess: Assess, planned: Path) -> None:
    file = listed(planned.parent)
    before = json.loads(assess("candidates", "list", "--json").out)
    said = assess("candidates", "import", file, "--dry-run")
    assert said.code == 0
    assert "2 + Anna Groß: new: K7" in said.out
    assert "3 ! Bo: “b@” is no e-mail address." in said.out
    assert "1 new, 1 refused" in said.out
    assert "Left out on purpose, it could discriminate: Geschlecht. To keep: gender." in said.out
    assert "nothing is imported yet" in said.out
    data = json.loads(assess("candidates", "import", file, "--dry-run", "--json").out)
    assert data["counts"] == {"new": 1, "changed": 0, "same": 0, "duplicate": 0, "refused": 1}
    assert data["left_out"] == [{"heading": "Geschlecht", "kind": "gender"}]
    assert not data["imported"]
    assert json.loads(assess("candidates", "list", "--json").out) == before


def test_an_import_after_the_freeze_needs_a_reason_and_a_person_and_happens_once(assess: Assess, planned: Path) -> None:
    file = listed(planned.parent)
    refused = assess("--as", "M", "candidates", "import", file)
    assert refused.code == 1
    assert "a change needs a reason" in refused.err
    done = assess("--as", "M", "candidates", "import", file, *REASON)
    assert done.code == 0
    assert "Imported: 1 new, 0 changed. 1 row was refused." in done.out
    assert list(planned.parent.glob("demo.backups/*.assess")), "a copy of how it was"
    again = assess("--as", "M", "candidates", "import", file, "--json")
    assert [row["state"] for row in json.loads(again.out)["rows"]] == ["same", "refused"]
    kept = assess("--as", "M", "candidates", "import", file, "--keep", "gender", *REASON, "--json")
    assert json.loads(kept.out)["rows"][0]["changes"] == ["gender"]


def test_by_hand_and_whom_they_know(assess: Assess, planned: Path) -> None:
    add = assess("--as", "M", "candidates", "add", "Zoë Ünal", "--extra", "10", *REASON)
    assert (add.code, add.out) == (0, "Zoë Ünal is K7.\n")
    done = assess(
        *("--as", "M", "candidates", "set", "K7", "--there", "09:00-12:30", "--adjustment", "large print"),
        *("--accessible", "--language", "de", *REASON),
    )
    assert done.code == 0, done.err
    line = next(line for line in assess("candidates", "--lang", "de").out.splitlines() if "K7" in line)
    assert "Zoë Ünal · community-manager · +10" in line
    assert "large print · 09:00–12:30" in line
    one = json.loads(assess("candidates", "list", "--json").out)["candidates"][6]
    assert (one["extra_minutes"], one["accessible_room"], one["language"], one["there"]) == (
        10,
        True,
        "de",
        [["2026-11-23T08:00:00+00:00", "2026-11-23T11:30:00+00:00"]],
    )
    knows = assess("candidates", "knows", "K7", "B", "manager")
    assert "keeps B and K7 apart" in knows.out
    assert assess("candidates", "knows", "K7", "B", "none").code == 0
    assert assess("candidates", "set", "K7", "--there", "noon").code == 2
    assert assess("candidates", "add", "Bo", "--role", "chef").code == 2


@pytest.mark.parametrize("command", [["list"], ["import", "list.csv", "--dry-run"], ["withdraw", "K1"], ["set", "K1"]])
def test_no_assessor_gets_a_name_out_of_it(assess: Assess, planned: Path, command: list[str]) -> None:
    listed(planned.parent)
    answer = assess("--as", "B", "candidates", *command)
    assert answer.code == 1
    assert "not among your tasks" in answer.err
    assert answer.out == ""


NAMES = ("Vogt", "Zieliński", "Quiroga", "Kesselbach", "Sandvoss", "Colombaro")


@pytest.mark.parametrize(
    "command",
    [
        ["today"],
        ["deviations"],
        ["sheets", "list"],
        ["center", "show"],
        ["timetable", "show"],
        ["timetable", "check"],
        ["center", "check"],
        ["rank"],
        ["explain", "K3"],
        ["ratings", "export"],
        ["candidates", "list"],
    ],
)
@pytest.mark.parametrize("stage", ["planned", "finished"])
def test_no_command_shows_an_assessor_a_candidates_name(
    assess: Assess, folder: Path, demo: Callable[..., Path], command: list[str], stage: str
) -> None:
    demo(stage)
    for as_json in ([], ["--json"]):
        answer = assess("--as", "B", *command, *as_json)
        assert answer.code in (0, 1, 2), answer.err
        assert not [name for name in NAMES if name in answer.out + answer.err]


def test_a_file_that_is_none_ends_with_three(assess: Assess, planned: Path) -> None:
    assert assess("candidates", "import", "nowhere.csv").code == 3
    assert assess("candidates", "import", listed(planned.parent, "")).code == 3
    only_bad = assess("candidates", "import", listed(planned.parent, "Name\n=A1\n"))
    assert only_bad.code == 1
    unknown = assess("candidates", "import", listed(planned.parent), "--keep", "shoes")
    assert unknown.code == 2


def test_a_withdrawal_in_the_middle_of_the_day_leaves_a_day_that_works(assess: Assess, running: Path) -> None:
    """K6's last sheet is open: without K6 nobody waits, the wash-up opens, the ranking is made of the others."""
    locked, planned = sheets(assess)
    assert locked == planned - 1
    gone = assess("--as", "M", "candidates", "withdraw", "K6")
    assert "nobody waits for their sheets" in gone.out
    locked, left = sheets(assess)
    assert locked == left < planned
    day = assess("--as", "M", "today").out
    assert "The removed post · K6: K6 withdrew" in day
    assert "K1, K2, K3, K4, K5: 7 of 7 locked, K6 withdrew" in day
    assert assess("doctor").code == 0
    close(running)
    ranked = json.loads(assess("rank", "--json").out)["roles"][0]
    assert "K6" not in [one["name"] for one in ranked["candidates"]]
    assert ranked["withdrew"] == ["K6"]
    assert "K6 withdrew: not ranked" in assess("rank").out
    assert "K6 hat zurückgezogen: steht in keiner Rangfolge" in assess("rank", "--lang", "de").out
    assert "This candidate withdrew, and is in no ranking." in assess("explain", "K6").err
    assert assess("doctor").code == 0
    assert assess("--as", "L", "report", "scorecard", "--out", "cards").code == 0
    assert len(list(Path("cards").glob("*.pdf"))) == 5
    back = assess("--as", "M", "candidates", "withdraw", "K6", "--back")
    assert "nobody comes back any more" in back.err


def sheets(assess: Assess) -> tuple[int, int]:
    """How many sheets are locked, and waited for."""
    told = json.loads(assess("--as", "M", "sheets", "list", "--json").out)
    return sum(one["locked"] for one in told), sum(one["planned"] for one in told)


def close(path: Path) -> None:
    """The moderator opens and closes the wash-up."""
    from sqlalchemy import select
    from sqlmodel import col

    from assess.integrate import progress, washup
    from assess.people.sign_in import find
    from assess.store.open import open_store
    from assess.store.tables import Center

    with open_store(path, create=False) as opened:
        moderator = opened.acting(opened.read(find, "M").id)
        center = opened.read(lambda tx: tx.session.execute(select(col(Center.id))).scalar_one())
        moderator.write(washup.open_wash_up, center)
        turns = moderator.read(progress.progress, center).turns
        assert sorted(turn.code for turn in turns) == ["K1", "K2", "K3", "K4", "K5"]
        moderator.write(washup.close, center)
