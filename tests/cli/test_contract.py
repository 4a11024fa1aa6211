"""The command line's contract: exit codes, JSON alone, languages, where the database comes from."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Assess = Callable[..., Answer]


def test_rank_says_and_prints_the_same(assess: Assess, finished: Path) -> None:
    told = assess("rank")
    data = json.loads(assess("rank", "--json").out)
    (role,) = data["roles"]
    assert told.code == 0
    assert [one["name"] for one in role["candidates"]] == ["K2", "K5", "K1", "K6", "K3", "K4"]
    assert set(role["candidates"][0]) == {
        *("name", "role_fit", "gap_fit", "values_fit", "team_fit", "se", "band", "coverage", "floors")
    }
    assert [one["band"] for one in role["candidates"]] == [1, 1, 2, 2, 2, 3]
    for one in role["candidates"]:
        assert one["gap_fit"] is None
        assert one["values_fit"] is None
        assert one["team_fit"] == pytest.approx(one["role_fit"])
        assert f"{one['team_fit']:.0f}" in told.out


def test_rank_takes_a_role_by_code_or_name(assess: Assess, finished: Path) -> None:
    whole = assess("rank", "--json").out
    assert assess("rank", "--role", "community-manager", "--json").out == whole
    assert assess("rank", "--role", "Community-Manager/in", "--json").out == whole
    refused = assess("rank", "--role", "astronaut")
    assert (refused.code, refused.out) == (1, "")
    assert "community-manager" in refused.err


def test_explain_adds_up(assess: Assess, finished: Path) -> None:
    (told,) = json.loads(assess("explain", "K3", "--json").out)["explanations"]
    contributions = [step["contribution"] for step in told["competencies"]]
    assert sum(contributions) == pytest.approx(told["place"]["role_fit"], abs=1e-9)
    for step in told["competencies"]:
        means = [(cell["mean"], cell["weight"]) for cell in step["cells"] if cell["mean"] is not None]
        assert step["score"] == pytest.approx(sum(m * w for m, w in means) / sum(w for _, w in means))
    assert "K3" in assess("explain", "k3").out


def test_results_stay_shut_before_the_wash_up(assess: Assess, running: Path) -> None:
    for command in (["rank"], ["explain", "K1"], ["report", "scorecard", "--out", "x"]):
        answer = assess(*command)
        assert answer.code == 1, command
        assert "wash-up" in answer.err
        assert not Path("x").exists()
    shown = assess("ratings", "export", "--json")
    assert json.loads(shown.out) == []


def test_an_assessor_exports_own_and_revealed_ratings_only(assess: Assess, running: Path) -> None:
    rows = json.loads(assess("ratings", "export", "--json", "--as", "A").out)
    assert {row["assessor"] for row in rows if row["exercise"] == "cm-removed-post"} == {"A", "B"}
    assert {row["assessor"] for row in rows if (row["candidate"], row["exercise"]) == ("K6", "cm-removed-post")} == {
        "A"
    }
    others = json.loads(assess("--as", "C", "ratings", "export", "--json").out)
    assert not [row for row in others if (row["candidate"], row["exercise"]) == ("K6", "cm-removed-post")]


def test_ratings_are_written_as_a_long_table(assess: Assess, finished: Path) -> None:
    assert assess("ratings", "export", "out.csv").code == 0
    text = Path("out.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == ["candidate", "exercise", "competency", "assessor", "score", "status", "note"]
    with closing(sqlite3.connect(finished)) as raw:
        (number,) = raw.execute("SELECT count(*) FROM rating").fetchone()
    assert len(rows) == number
    again = assess("ratings", "export", "out.csv")
    assert again.code == 3
    assert "already" in again.err
    assert Path("out.csv").read_text(encoding="utf-8-sig") == text
    assert assess("ratings", "export", "out.csv", "--overwrite").code == 0


def test_shared_options_stand_before_or_after(assess: Assess, finished: Path) -> None:
    plain = assess("rank", "--json").out
    other = finished.rename(finished.with_name("other.db"))
    for line in (["--db", str(other), "rank", "--json"], ["rank", "--json", f"--db={other}"]):
        assert assess(*line).out == plain
    said = assess("rank", "--lang", "de", "--db", str(other)).out
    assert said != assess("rank", "--db", str(other)).out


def test_the_database_is_found_or_asked_for(assess: Assess, finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = finished.with_name("second.assess")
    second.write_bytes(finished.read_bytes())
    several = assess("rank")
    assert several.code == 2
    assert "demo.assess, second.assess" in several.err
    assert "--db" in several.err
    monkeypatch.setenv("ASSESS_DB", str(second))
    assert assess("rank").code == 0
    monkeypatch.delenv("ASSESS_DB")
    finished.unlink()
    second.unlink()
    assert assess("rank").code == 2


@pytest.mark.parametrize(
    "line",
    [
        ["rank", "--nope"],
        ["nope"],
        ["explain"],
        ["schema", "nope"],
        ["rank", "--db"],
        ["rank", "--lang", "fr"],
        ["rubrics"],
        ["--as", "nobody", "rank"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_two_and_one_sentence(assess: Assess, finished: Path, line: list[str]) -> None:
    answer = assess(*line)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.strip()
    assert "Traceback" not in answer.err
    assert len(answer.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [("text.assess", b"hello"), ("empty.assess", b""), ("foreign.assess", None), ("missing.assess", False)],
)
def test_an_unusable_file_is_three(assess: Assess, folder: Path, name: str, data: bytes | bool | None) -> None:
    path = folder / name
    if data is None:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("CREATE TABLE t (x)")
    elif isinstance(data, bytes):
        path.write_bytes(data)
    answer = assess("--db", str(path), "rank")
    assert answer.code == 3
    assert name in answer.err
    assert answer.out == ""
    if isinstance(data, bytes):
        assert path.read_bytes() == data


def test_backup_and_restore(assess: Assess, finished: Path) -> None:
    plain = assess("rank", "--json").out
    copy = Path(json.loads(assess("backup", "--json").out)["file"])
    assert copy.is_file()
    assert assess("restore", str(copy)).code == 3
    finished.unlink()
    assert assess("restore", str(copy), "--db", str(finished)).code == 0
    assert assess("rank", "--json").out == plain


def test_the_journal_tells_tampering(assess: Assess, finished: Path) -> None:
    assert assess("journal", "verify").code == 0
    with closing(sqlite3.connect(finished)) as raw:
        raw.execute("DROP TRIGGER guard_content_update")
        raw.execute("UPDATE content SET detail = '{}' WHERE seq = 5")
        raw.commit()
    broken = assess("journal", "verify")
    assert broken.code == 1
    assert "broken" in broken.out
    told = assess("doctor")
    assert told.code == 1
    assert "guard_content_update" in told.out


def test_the_doctor_finds_a_healthy_demo(assess: Assess, finished: Path) -> None:
    answer = assess("doctor", "--json")
    findings = json.loads(answer.out)
    assert answer.code == 0, [one for one in findings if not one["holds"]]
    assert {one["room"] for one in findings} >= {"store", "plan", "conduct", "protect"}
    assert all(one["holds"] for one in findings)


def test_rubric_check_says_file_and_line(assess: Assess, folder: Path) -> None:
    bad = folder / "role.yaml"
    bad.write_text("kind: role\ncode: x\nnope: 1\n", encoding="utf-8")
    answer = assess("rubrics", "check", str(bad))
    assert answer.code == 1
    assert f"{bad}:3: " in answer.out
    assert assess("rubrics", "check", str(folder / "missing.yaml")).code == 3
    german = assess("rubrics", "check", str(bad), "--lang", "de")
    assert german.out != answer.out


def test_rubrics_are_listed_and_shown(assess: Assess, folder: Path) -> None:
    roles = json.loads(assess("rubrics", "list", "--json").out)
    assert {one["role"] for one in roles} == {
        *("community-manager", "content-creator", "data-analyst", "strategist", "tech-expert")
    }
    assert "EMP" in assess("rubrics", "show", "community-manager").out
    assert assess("rubrics", "show", "community-managr").code == 1


def test_schemas_are_json(assess: Assess, folder: Path) -> None:
    assert json.loads(assess("schema", "rubric").out)["$schema"].startswith("https://json-schema.org/")


def test_the_demo_prints_its_ranking_and_writes_scorecards(assess: Assess, folder: Path) -> None:
    answer = assess("demo", "--no-open", "--dir", "try")
    assert answer.code == 0
    assert "K2" in answer.out
    assert len(list((folder / "try" / "scorecards").glob("*.pdf"))) == 6
    before = (folder / "try" / "demo.assess").stat().st_mtime_ns
    assert assess("demo", "--no-open", "--dir", "try").code == 0
    assert (folder / "try" / "demo.assess").stat().st_mtime_ns == before


def test_the_app_needs_a_terminal(assess: Assess, finished: Path) -> None:
    answer = assess("open")
    assert answer.code == 2
    assert "terminal" in answer.err


def test_help_is_said_in_both_languages(assess: Assess, folder: Path) -> None:
    english, german = assess("--help").out, assess("--help", "--lang", "de").out
    assert english != german
    for line in (["rank", "--help"], ["report", "--help"], ["report", "scorecard", "--help"]):
        assert assess(*line).code == 0
        assert assess(*line).out != assess(*line, "--lang", "de").out
