"""Personal plans: text, PDF, calendar; whatever people are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assess.cli.front import find_center
from assess.plan.schedule import Schedule, schedule
from assess.report.day_files import plan_calendar, write_day_plans
from assess.report.day_plan import day_plan, day_plans, plan_lines
from assess.store.open import open_store
from assess.words import Language, Text, Unusable, Words

AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
HOSTILE = "ok [/] #eval(1) \\n; , \N{RIGHT-TO-LEFT OVERRIDE}abc u\N{COMBINING DIAERESIS}ber " + "lang" * 200


@pytest.fixture
def day(demo: Callable[..., Path]) -> Schedule:
    with open_store(demo("planned"), create=False) as store:
        return store.read(schedule, store.read(find_center, None))


def test_everybody_has_a_plan_and_nothing_overlaps_in_it(day: Schedule) -> None:
    plans = day_plans(day)
    assert [plan.who for plan in plans] == ["A", "B", "C", "D", "R", "K1", "K2", "K3", "K4", "K5", "K6"]
    for plan in plans:
        assert plan.entries
        for before, after in zip(plan.entries, plan.entries[1:], strict=False):
            assert before.end <= after.start
        watched = [entry for entry in plan.entries if entry.doing == "watch"]
        rated = [entry for entry in plan.entries if entry.doing == "rate"]
        assert [entry.end for entry in watched] == [entry.start for entry in rated]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_candidates_plan_names_nobody(day: Schedule, language: Language) -> None:
    said = "\n".join(plan_lines(Words(language), day, day_plan(day, "K3")))
    assert "K3" in said
    assert not any(name in said for name in day.people.values())


@pytest.mark.parametrize("language", ["de", "en"])
def test_hostile_names_are_printed_as_they_are(day: Schedule, language: Language, tmp_path: Path) -> None:
    odd = day._replace(
        name=HOSTILE,
        names=dict.fromkeys(day.names, Text(HOSTILE, HOSTILE)),
        people=dict.fromkeys(day.people, HOSTILE),
    )
    files = write_day_plans(odd, tmp_path, AT, language=language, who=("A", "K1"))
    assert len(files) == 6
    for file in files:
        content = file.read_bytes()
        if file.suffix == ".pdf":
            assert content.startswith(b"%PDF")
        else:
            assert "[/] #eval(1)" in content.decode().replace("\r\n ", "")
            assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in content.decode()


def test_nothing_is_overwritten_and_nothing_half_written(day: Schedule, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_day_plans(day, out, AT, language="en", who=("B",), formats=("txt",))
    with pytest.raises(Unusable):
        write_day_plans(day, out, AT, language="en", who=("A", "B"), formats=("txt",))
    assert [path.name for path in out.iterdir()] == ["Plan B.txt"]


def test_an_event_keeps_its_name_when_it_moves(day: Schedule) -> None:
    words = Words("en")
    later = day._replace(placed=tuple(one._replace(start=one.start + 5, end=one.end + 5) for one in day.placed))

    def uids(found: Schedule) -> list[str]:
        lines = plan_calendar(words, found, day_plan(found, "A"), AT).replace(b"\r\n ", b"").decode().splitlines()
        return [line for line in lines if line.startswith("UID")]

    assert uids(day) == uids(later)
    assert len(set(uids(day))) == len(uids(day))
