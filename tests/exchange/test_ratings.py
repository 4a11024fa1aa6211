"""The long table: cells that a spreadsheet would run are made safe, files are never written over."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.conduct.lock import lock
from assess.exchange.files import new_file
from assess.exchange.ratings import FORMULA, RatingRow, as_csv, rating_rows, safe
from assess.store.transaction import Store
from assess.words import Refused, Unusable
from tests.day import Ratings, make_day


@pytest.mark.parametrize("note", ["=1+1", "+49 30", "-3", "@SUM(A1)", "\tx"])
def test_formulas_are_made_safe(note: str) -> None:
    assert safe(note) == f"'{note}"


@given(st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"])))
def test_a_table_is_read_again(note: str) -> None:
    row = RatingRow("K1", "talk", "EMP", "A", 4, "shown", note)
    (header, read) = csv.reader(io.StringIO(as_csv([row])))
    assert header[-1] == "note"
    assert read[-1].removeprefix("'") == note.removeprefix("'")
    assert not read[-1].startswith(FORMULA)


def write_half(target: Path) -> None:
    with new_file(target) as part:
        part.write_text("half", encoding="utf-8")
        raise RuntimeError


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "new" / "out.csv"
    with pytest.raises(RuntimeError):
        write_half(target)
    assert not target.exists()
    assert list(target.parent.iterdir()) == []


def test_another_file_is_left_alone_unless_told_so(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(Unusable), new_file(target):
        pass
    assert target.read_text(encoding="utf-8") == "mine"
    with new_file(target, overwrite=True) as part:
        part.write_text("yours", encoding="utf-8")
    assert target.read_text(encoding="utf-8") == "yours"


def test_who_is_rating_is_told_so_and_gets_no_empty_table(store: Store) -> None:
    """Everything that is locked is hidden from them: an empty table would look like a day without ratings."""
    marks: Ratings = {"K1": {"talk": {"EMP": {"A": 4, "B": 3}}}, "K2": {"talk": {"EMP": {"A": 3}}}}
    day = store.write(make_day, marks, unlocked=[("A", "K2", "talk")])
    with pytest.raises(
        Refused, match=r"While you are at work on a sheet, all others stay hidden: nothing can be exported\."
    ):
        store.acting(day.people["A"]).read(rating_rows, day.center)
    for who in "BM":
        assert {row.candidate for row in store.acting(day.people[who]).read(rating_rows, day.center)} == {"K1"}
    store.acting(day.people["A"]).write(lock, day.sheet("A", "K2", "talk"))
    assert len(store.acting(day.people["A"]).read(rating_rows, day.center)) == 3
