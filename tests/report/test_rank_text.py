"""The ranking as text, as the command line prints it and the screen shows it."""

from __future__ import annotations

import pytest

from assess.fit.ranking import Ranked, ranking
from assess.report.columns import cells
from assess.report.rank_text import band_said, candidate_said, rank_lines, unsure_said
from assess.store.transaction import Store
from assess.words import Words
from tests.day import Plan, Ratings, close, make_day, make_team
from tests.fit.test_ranking import K1, lower

HOSTILE = "[/] [b [link='x ]] \N{RIGHT-TO-LEFT OVERRIDE}abc"
EN = Words("en")


def place(code: str, fit: float | None, se: float | None, band: int | None = 1) -> Ranked:
    from assess.words import Id

    return Ranked(Id(code), code, fit, None, None, fit, se, band, 1.0, (), (), False, {})


def test_what_is_not_sure_in_words() -> None:
    one, two, three = place("K2", 78, 5), place("K5", 75, 5), place("K1", 40, 5)
    assert str(unsure_said(one, two)) == "K2 before K5: 66 of 100. Neither is clearly ahead."
    assert str(unsure_said(one, three)) == "K2 before K1: 99 of 100. K2 is clearly ahead."
    assert str(unsure_said(one, one)).startswith("K2 before K2: 50 of 100.")
    assert unsure_said(one, place("K5", 75, None)) is None
    assert unsure_said(one, place("K5", None, None)) is None
    assert band_said([one]) is None
    assert str(band_said([one, two])) == str(unsure_said(one, two))
    assert str(band_said([one, two, three])).endswith("None of these 3 is clearly behind K2.")


def test_a_whole_ranking(sqlite_store: Store) -> None:
    ratings: Ratings = {
        "K1": K1,
        "K2": lower(1),
        "K3": {"talk": {"EMP": {"A": 3}}},
        "K4": {"talk": {"EMP": {"A": None}, "KON": {"A": None}}},
        "K5": {"talk": {"EMP": {"A": 3, "B": 3}}},
    }
    imported = [("A", "K5", "talk"), ("B", "K5", "talk")]
    day = sqlite_store.write(make_day, ratings, Plan(floors={"EMP": 2.5}), imported=imported)
    close(sqlite_store, day)
    lines = rank_lines(EN, sqlite_store.read(ranking, day.center))
    assert all(cells(line) <= 80 for line in lines)
    text = "\n".join(lines)
    assert lines[0] == "community-manager · Day · 5 candidates"
    assert lines[1] == "Plain weighted mean, frozen 23 Nov 2026"
    assert "Team fit is role fit alone" in text
    rows = {line.split()[1]: line for line in lines if line[2:8].strip().isdigit() or line[2:8].strip() == "–"}
    assert list(rows) == ["K1", "K3", "K5", "K2", "K4"]
    assert rows["K1"].split()[2] == "83"
    assert rows["K3"].endswith("50% !")
    assert rows["K5"].endswith("50% !°")
    assert rows["K4"].split() == ["–", "K4", "–", "–", "–", "–", "0%", "!"]
    assert "●" in rows["K1"]
    assert "●" not in rows["K4"]
    assert "Neither is clearly ahead." in text
    assert "K3: ! EMP, KOM, KON: evidence insufficient" in text
    assert "K5: ° imported, without observations" in text
    assert "K4: No rating counts for this role: no place, no band." in text
    assert "K2: EMP: the floor of 2.5 is reached with" in text
    assert "K1: EMP: the floor" not in text, "a floor that is met needs no word"


def test_parts_that_are_left_out_are_said(sqlite_store: Store) -> None:
    store = sqlite_store
    ratings: Ratings = {"K1": {**K1, "talk": {**K1["talk"], "care": {"A": 3, "B": 3}}}, "K2": K1}
    day = store.write(make_day, ratings, Plan(values=("care",)))
    store.write(make_team, day, {}, {}, {"care": (1.0, 4.0)})
    close(store, day)
    text = "\n".join(rank_lines(EN, store.read(ranking, day.center)))
    assert "Team fit: role 71%, values 29%." in text
    assert "Gaps are left out: no team with needs is entered." in text
    assert "– left out, never counted as 0" in text


def test_nobody_and_nothing(sqlite_store: Store) -> None:
    day = sqlite_store.write(make_day, {}, frozen=False)
    close(sqlite_store, day)
    lines = rank_lines(EN, sqlite_store.read(ranking, day.center))
    assert "Plain weighted mean, not frozen" in lines
    assert lines[-1] == "Nobody is considered for this role."
    assert rank_lines(EN, ()) == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_hostile_texts_break_no_line(sqlite_store: Store, language: str) -> None:
    store = sqlite_store
    code = f"{HOSTILE}\nK1 漢字漢字漢字"
    day = store.write(make_day, {code: K1, "K2": K1}, Plan(texts=HOSTILE + "x" * 5000))
    close(store, day)
    lines = rank_lines(Words(language), store.read(ranking, day.center))
    assert all(cells(line) <= 80 for line in lines)
    assert not any("\N{RIGHT-TO-LEFT OVERRIDE}" in line or "\n" in line for line in lines)
    assert candidate_said(Words(language), place("K", None, None)) != []
