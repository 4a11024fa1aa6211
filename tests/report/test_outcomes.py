"""Five things that are no low level, and the late lock: told apart in every output, from the use case to the paper."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col

from assess.conduct.deviate import deviate
from assess.conduct.lock import lock
from assess.conduct.reveal import excuse_assessor, force_reveal
from assess.conduct.unrated import unrated
from assess.fit.explain import explain
from assess.fit.ranking import ranking
from assess.integrate.progress import progress
from assess.integrate.table import table
from assess.report.explain_text import explain_lines
from assess.report.grid_text import grid_of_table, lay_out, signs_said
from assess.report.rank_text import rank_lines
from assess.report.scorecards import write_scorecards
from assess.store.tables import Rating
from assess.store.transaction import Store, Writing
from assess.words import Language, Words
from tests.day import START, Day, Ratings, close, make_day
from tests.report.cards import read

RATINGS: Ratings = {
    "K1": {
        "talk": {"EMP": {"A": 4, "B": 2}, "KOM": {"A": None, "B": 3}},
        "group": {"EMP": {"A": 3, "C": 3}},
        "speech": {"EMP": {"C": 3, "D": 3}, "KOM": {"C": 3, "D": 3}},
    },
    "K2": {"talk": {"EMP": {"A": 3, "B": 3}}, "group": {"EMP": {"A": 3, "C": 3}}},
}
NOBODY = [("C", "K1", "group"), ("C", "K1", "speech"), ("D", "K1", "speech"), ("A", "K2", "talk"), ("B", "K2", "talk")]
LATE = ("B", "K1", "talk")


@pytest.fixture
def day(store: Store) -> Day:
    """K1: B rates absent behaviour and locks late, A saw no opportunity, C is excused, the speech is aborted.

    K2 does not come to the talk.
    """
    minutes = count(600)
    store.now = lambda: START + timedelta(minutes=next(minutes))
    day = store.write(make_day, RATINGS, missing=NOBODY, unlocked=[LATE], frozen=False)

    def as_absent(tx: Writing) -> None:
        mine = (col(Rating.sheet) == day.sheet(*LATE), col(Rating.competency) == day.competencies["EMP"])
        tx.session.execute(update(Rating).where(*mine).values(kind="absent"))

    store.write(as_absent)
    moderator = store.acting(day.people["M"])
    talk = (day.candidates["K1"], day.exercises["talk"])
    moderator.write(force_reveal, *talk, "B was called away, the panel goes on")
    store.acting(day.people["B"]).write(lock, day.sheet(*LATE))
    moderator.write(excuse_assessor, day.people["C"], day.candidates["K1"], day.exercises["group"], "ill")
    for who in "CD":
        store.acting(day.people[who]).write(deviate, day.slots["K1", "speech"], "aborted", "fire alarm")
    for who in "AB":
        store.acting(day.people[who]).write(deviate, day.slots["K2", "talk"], "no_show", "never came")
    return day


def test_who_did_not_rate_and_why(store: Store, day: Day) -> None:
    people = {id_: initials for initials, id_ in day.people.items()}
    found = store.read(unrated, day.center)
    assert sorted((people[one.assessor], one.why) for one in found) == [
        ("A", "no_show"),
        ("B", "no_show"),
        ("C", "aborted"),
        ("C", "excused"),
        ("D", "aborted"),
    ]
    assert {one.candidate for one in store.read(unrated, day.center, day.candidates["K2"])} == {day.candidates["K2"]}


def test_the_list_of_missing_sheets_names_the_excused_apart(store: Store, day: Day) -> None:
    found = store.acting(day.people["M"]).read(progress, day.center)
    assert found.missing == ()
    assert [(one.initials, one.code, one.excused) for one in found.excused] == [("C", "K1", True)]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "– no opportunity, left out",
                "a behaviour absent",
                "^ locked late, perhaps not blind",
                "× exercise aborted",
                "~ assessor excused",
            ],
        ),
        (
            "de",
            [
                "– keine Gelegenheit, ausgelassen",
                "a Verhalten ausgeblieben",
                "^ spät gesperrt, vielleicht nicht blind",
                "× Übung abgebrochen",
                "~ Beobachter:in entschuldigt",
            ],
        ),
    ],
)
def test_the_wash_ups_grid(store: Store, day: Day, language: Language, said: list[str]) -> None:
    words = Words(language)
    shown = grid_of_table(store.acting(day.people["M"]).read(table, day.center, day.candidates["K1"]))
    empathy, communication = (row.cells for row in shown.rows[:2])
    assert [cell.text() for cell in empathy] == ["A 4  B 2a^  ◆", "A 3  C ~", "C ×  D ×"]
    assert communication[0].text() == "A –  B 3^  ◇"
    assert communication[1].text() == "", "where the matrix has no cell, nobody is missing"
    assert signs_said(words, shown)[2:] == said
    assert all(len(line) <= 80 for line in ["".join(p.text for p in row) for row in lay_out(words, shown, 80).rows])
    other = grid_of_table(store.acting(day.people["M"]).read(table, day.center, day.candidates["K2"]))
    assert other.rows[0].cells[0].text() == "A ○  B ○"
    assert signs_said(Words("en"), other) == ["○ the candidate did not come"]


def test_explain_and_rank(store: Store, day: Day) -> None:
    close(store, day)
    words, lead = Words("en"), store.acting(day.people["L"])
    (found,) = lead.read(explain, day.center, "K1")
    whole = " ".join(" ".join(explain_lines(words, found)).split())
    for said in (
        "A 4, B 2^ (behaviour absent); mean (4 + 2) / 2 = 3.00",
        "A no opportunity, B 3^; mean 3.00",
        "A 3, C ~ (assessor excused); mean 3.00",
        "C × (exercise aborted), D × (exercise aborted); left out",
        "^ locked late, perhaps not blind",
    ):
        assert said in whole
    (other,) = lead.read(explain, day.center, "K2")
    assert "A ○ (the candidate did not come)" in " ".join(" ".join(explain_lines(words, other)).split())
    rankings = lead.read(ranking, day.center)
    assert {one.code: one.late for one in rankings[0].candidates} == {"K1": True, "K2": False}
    lines = rank_lines(words, rankings)
    (row,) = [line for line in lines if line.split()[1:2] == ["K1"]]
    assert row.endswith(" !^")
    assert lines.count("^ locked late, perhaps not blind") == 1
    assert "K1: ^ locked late, perhaps not blind" in lines


def test_the_scorecard_names_them_on_paper(store: Store, day: Day, tmp_path: Path) -> None:
    close(store, day)
    made = write_scorecards(store.acting(day.people["L"]), day.center, tmp_path, language="en")
    first, second = (read(file.read_bytes()).text for file in made.files)
    for said in (
        "B 2a^",
        "A –",
        "C ~",
        "D ×",
        "Locked late, when others' ratings could be known (^): B.",
        "The group: assessor excused (C).",
        "The speech: exercise aborted (C, D).",
        "^ locked late, perhaps not blind",
        "~ assessor excused",
        "B: there was an opportunity, and the behaviour did not come.",
    ):
        assert said in first.replace("’", "'"), said
    assert "The talk: the candidate did not come (A, B)." in second
    assert "A ○ B ○" in second
    assert "ill" not in first.split(), "why an assessor was excused is no business of the candidate's card"
