"""Scorecards of a closed center: what stands in them, who may write them, and what happens to files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assess.fit.explain import explain
from assess.report import scorecards
from assess.report.gather import common, scorecard, whom
from assess.report.pdf import Press
from assess.report.scorecards import file_names, write_scorecards
from assess.store.erasure import erase
from assess.store.journal import open_heads
from assess.store.open import open_store
from assess.store.transaction import Reading, Store
from assess.words import Id, Language, Refused, T, Unusable, Words, clock
from tests.day import Day, Plan, Ratings, amend, close, make_day, make_team, withdraw
from tests.report.cards import Pdf, plain, read

RATINGS: Ratings = {
    "K1": {
        "talk": {"EMP": {"A": 4, "B": 2}, "KOM": {"A": 5, "B": 4}},
        "group": {"EMP": {"C": 3, "D": 3}, "KON": {"C": 2, "D": None}},
        "speech": {"KOM": {"A": 3, "C": 4}, "KON": {"A": 1, "C": 2}},
    },
    "K2": {
        "talk": {"EMP": {"A": 3, "B": 3}, "KOM": {"A": 3, "B": 3}},
        "group": {"EMP": {"C": 3, "D": 3}, "KON": {"C": 3, "D": 3}},
        "speech": {"KOM": {"A": 3, "C": 3}, "KON": {"A": 3, "C": 3}},
    },
}


def made(store: Store, plan: Plan | None = None, ratings: Ratings = RATINGS) -> Day:
    day = store.write(make_day, ratings, plan)
    close(store, day)
    return day


def written(store: Store, day: Day, out: Path, language: Language = "en", code: str = "K1") -> Pdf:
    """A candidate's scorecard, through the file."""
    (file,) = write_scorecards(store, day.center, out, language=language, candidates=(code,)).files
    return read(file.read_bytes())


def center_of(tx: Reading) -> Id:
    return Id(tx.session.connection().exec_driver_sql("SELECT id FROM center").scalar_one())


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_scorecard_of_the_demo_says_everything(demo: Callable[..., Path], tmp_path: Path, language: Language) -> None:
    words = Words(language)
    with open_store(demo("finished", language), create=False) as store:
        center = store.read(center_of)
        (file,) = write_scorecards(store, center, tmp_path / "out", language=language, candidates=("k3",)).files
        (found,) = store.read(explain, center, "K3")
        heads = store.read(lambda tx: open_heads(tx.session))
        shared = store.read(common, center)
        card = store.read(scorecard, shared, store.read(whom, shared, ["K3"])[0])
    pdf = read(file.read_bytes())
    text = pdf.text
    assert file.name == f"{words(T('Scorecard {code}', code='K3'))}.pdf"
    assert pdf.title == words(T("Scorecard {code}", code="K3"))
    role = card.roles[0]
    for number, page in enumerate(pdf.pages, 1):
        assert plain(card.center) in page
        assert f"K3 · {words(T('internal')).upper()}" in page
        assert words(T("Page {n} of {m}", n=number, m=len(pdf.pages))) in page
        assert words(role.stamp.name) in page
        assert f"1 ({role.stamp.content_hash[:8]})" in page
    assert found.place.team_fit is not None
    assert words.number(found.place.team_fit) in text
    assert words(T("The order was an aid; people decide.")) in text
    for step in found.competencies:
        assert step.score is not None
        assert words(step.name) in text
        assert words.number(step.score, 2) in text
        for cell in step.cells:
            assert words(cell.exercise) in text
            assert " ".join(f"{one.assessor} {'–' if one.level is None else one.level}" for one in cell.ratings) in text
    notes = [note for shown in role.competencies for cell in shown.cells for note in cell.quotes]
    assert len(notes) > 30
    for note in notes:
        assert f"{clock(note.seconds)} {note.assessor} " in text
        assert plain(note.text) in text
    running = text  # without what stands at the edge of each page: an anchor may go on overleaf
    for number in range(1, len(pdf.pages) + 1):
        last = re.escape(words(T("Page {n} of {m}", n=number, m=len(pdf.pages))))
        first = re.escape(f"{plain(card.center)} K3 · {words(T('internal')).upper()}")
        running = re.sub(rf"{first} .{{0,160}}?{last} ?", "", running)
    for shown in role.competencies:
        for seen in shown.cells:
            assert all(plain(words(anchor.text)) in running for anchor in seen.anchors)
            assert all(plain(one.reason) in text for one in seen.ratings)
    for hash_ in (role.stamp.content_hash, role.stamp.structure_hash, card.frozen_hash or "?", *heads.values()):
        assert hash_ in text
    assert words.date(card.day) in text
    assert not re.search(r"\{\w*\}|\bNone\b|\bnan\b", text)


def test_the_points_of_the_table_add_up_to_what_stands_below_them(sqlite_store: Store, tmp_path: Path) -> None:
    day = made(sqlite_store)
    text = written(sqlite_store, day, tmp_path).text
    table = text.partition("Per level Empathy")[2].partition("Team fit:")[0]
    rows = re.findall(r"(\d+)% (\d+\.\d) (\d+\.\d)", table)
    total = re.search(r"Role fit (\d+\.\d)", table)
    assert len(rows) == 3
    assert total is not None
    assert sum(int(weight) for weight, _, _ in rows) == 100
    assert sum(round(float(points) * 10) for _, points, _ in rows) == round(float(total[1]) * 10)


def test_what_is_not_sure_is_flagged_on_the_first_page(sqlite_store: Store, tmp_path: Path) -> None:
    plan = Plan(floors={"EMP": 4.5, "KOM": 2.0, "KON": 1.8})
    day = made(sqlite_store, plan, {"K1": {**RATINGS["K1"], "speech": {"KOM": {"A": 3, "C": 4}}}, "K2": RATINGS["K2"]})
    page = written(sqlite_store, day, tmp_path).pages[0]
    assert "Evidence insufficient, fewer than two exercises or two assessors: Conflict competence." in page
    assert "Empathy is below its floor of 4.5" in page
    assert "Communication is below" not in page
    assert "Communication may be below" not in page
    assert "Empathy in “The talk”: the assessors were far apart at first (A 4, B 2)." in page
    assert "Conflict competence in “The group”: not every assessor saw an opportunity (C 2, D –)." in page
    assert "* evidence insufficient" in page
    assert "Conflict competence*" in page


def test_a_quiet_candidate_is_told_to_be_quiet(sqlite_store: Store, tmp_path: Path) -> None:
    page = written(sqlite_store, made(sqlite_store), tmp_path, code="K2").pages[0]
    assert "Nothing stands out" in page


def test_an_amended_rating_stands_beside_the_first(sqlite_store: Store, tmp_path: Path) -> None:
    day = sqlite_store.write(make_day, RATINGS)
    sqlite_store.write(amend, day, ("B", "K1", "talk"), "EMP", 3)
    close(sqlite_store, day)
    text = written(sqlite_store, day, tmp_path).text
    assert "A 4 B 2→3 3.50" in text
    assert "1 rating was amended after its lock" in text
    assert "3→4 amended after the lock" in text
    assert "B on the level: after the talk" in text


def test_imported_ratings_say_so(sqlite_store: Store, tmp_path: Path) -> None:
    keys = [(who, "K1", "talk") for who in "AB"]
    day = sqlite_store.write(make_day, RATINGS, imported=keys)
    close(sqlite_store, day)
    text = written(sqlite_store, day, tmp_path).text
    assert "Imported, without observations" in text
    assert "No note stands behind these ratings." in text


def test_the_parts_that_do_not_exist_say_why_and_those_that_do_add_up(sqlite_store: Store, tmp_path: Path) -> None:
    plan = Plan(values=("TRU",))
    ratings: Ratings = {
        code: {**kinds, "talk": {**kinds["talk"], "TRU": {"A": 4, "B": 3}}} for code, kinds in RATINGS.items()
    }
    day = sqlite_store.write(make_day, ratings, plan)
    close(sqlite_store, day)
    bare = written(sqlite_store, day, tmp_path / "bare").text
    assert "Gap fit – left out: no team is entered" in bare
    assert "Values fit – left out: no charter is written" in bare
    assert "TRU" in bare
    assert "not part of the fit" in bare

    sqlite_store.write(make_team, day, {"M1": {"EMP": 2.0}}, {"EMP": (1.0, 4.0, 1)}, {"TRU": (1.0, 4.0)})
    full = written(sqlite_store, day, tmp_path / "full").text
    (found,) = sqlite_store.read(explain, day.center, "K1")
    assert "left out:" not in full
    said = re.search(r"Team fit: (.+?); together (\d+\.\d)\.", full)
    assert said is not None
    points = re.findall(r"= (\d+\.\d)", said[1])
    assert len(points) == 3
    assert sum(round(float(one) * 10) for one in points) == round(float(said[2]) * 10)
    assert found.place.team_fit is not None
    assert said[2] == f"{found.place.team_fit:.1f}"
    assert "Gap fit: the share of the team's open needs that the candidate closes: Empathy" in full


def test_nothing_rated_prints_without_a_figure(sqlite_store: Store, tmp_path: Path) -> None:
    nothing: Ratings = {"K1": {"talk": {"EMP": {"A": None, "B": None}}}}
    text = written(sqlite_store, made(sqlite_store, ratings=nothing), tmp_path).text
    assert "No competency was rated, so there is no fit and no place in the order." in text
    assert "Without a rating there is no standard error." in text


def test_several_roles_each_begin_a_page_with_their_stamp(sqlite_store: Store, tmp_path: Path) -> None:
    day = made(sqlite_store, Plan(roles=("first-role", "second-role")))
    pages = written(sqlite_store, day, tmp_path).pages
    begins = [number for number, page in enumerate(pages) if "Scorecard" in page]
    assert len(begins) == 2
    for number, page in enumerate(pages):
        assert ("first-role, rubric version 1" in page) == (number < begins[1])
        assert ("second-role, rubric version 1" in page) == (number >= begins[1])


def test_gathering_is_the_same_on_both_databases(store: Store) -> None:
    day = made(store)
    shared = store.read(common, day.center)
    people = store.read(whom, shared)
    card = store.read(scorecard, shared, people[0])
    assert [one.code for one in people] == ["K1", "K2"]
    assert [code for code, _ in card.roles[0].exercises] == ["talk", "group", "speech"]
    assert [one.code for one in card.roles[0].competencies] == ["EMP", "KOM", "KON"]
    emp = card.roles[0].competencies[0]
    assert [(one.assessor, one.level) for one in emp.cells[0].ratings] == [("A", 4), ("B", 2)]
    assert [note.assessor for note in emp.cells[0].quotes] == ["A", "B"]
    assert [anchor.level for anchor in emp.cells[0].anchors] == [4, 2]
    assert card.assessors == ("A", "B", "C", "D")


def test_scorecards_wait_for_the_wash_up(sqlite_store: Store, tmp_path: Path) -> None:
    day = sqlite_store.write(make_day, RATINGS)
    with pytest.raises(Refused, match="Results open when the wash-up has closed"):
        write_scorecards(sqlite_store, day.center, tmp_path, language="en")
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize(("person", "may"), [("A", False), ("R", False), ("L", True), ("M", True), ("D", True)])
def test_who_may_write_them(sqlite_store: Store, tmp_path: Path, person: str, may: bool) -> None:
    day = made(sqlite_store, ratings={"K1": {"talk": {"EMP": {"A": 3, "B": 3}}}})
    acting = sqlite_store.acting(day.people[person])
    if may:
        assert len(write_scorecards(acting, day.center, tmp_path / "out", language="en").files) == 1
    else:
        with pytest.raises(Refused, match="not among your tasks"):
            write_scorecards(acting, day.center, tmp_path / "out", language="en")


def test_codes_that_are_not_ranked_are_refused(sqlite_store: Store, tmp_path: Path) -> None:
    day = sqlite_store.write(make_day, RATINGS)
    sqlite_store.write(withdraw, day, "K2")
    close(sqlite_store, day)
    for code in ("K2", "K9"):
        with pytest.raises(Refused, match=code):
            write_scorecards(sqlite_store, day.center, tmp_path / "out", language="en", candidates=(code,))
    assert not (tmp_path / "out").exists()


def test_everybody_is_written_in_order_with_progress(sqlite_store: Store, tmp_path: Path) -> None:
    day = made(sqlite_store)
    told: list[tuple[int, int]] = []
    found = write_scorecards(
        sqlite_store, day.center, tmp_path / "a" / "b", language="en", progress=lambda *pair: told.append(pair)
    )
    assert [file.name for file in found.files] == ["Scorecard K1.pdf", "Scorecard K2.pdf"]
    assert told == [(1, 2), (2, 2)]
    assert not found.cancelled
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == ["Scorecard K1.pdf", "Scorecard K2.pdf"]


def test_another_file_is_never_written_over_unless_told(sqlite_store: Store, tmp_path: Path) -> None:
    day = made(sqlite_store)
    mine = tmp_path / "Scorecard K2.pdf"
    mine.write_text("my own")
    with pytest.raises(Unusable, match=r"Scorecard K2\.pdf"):
        write_scorecards(sqlite_store, day.center, tmp_path, language="en")
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["Scorecard K2.pdf"]
    assert mine.read_text() == "my own"
    write_scorecards(sqlite_store, day.center, tmp_path, language="en", overwrite=True)
    assert mine.read_bytes().startswith(b"%PDF")


def test_the_same_center_gives_the_same_files(sqlite_store: Store, tmp_path: Path) -> None:
    day = made(sqlite_store)
    first = write_scorecards(sqlite_store, day.center, tmp_path / "1", language="de")
    second = write_scorecards(sqlite_store, day.center, tmp_path / "2", language="de")
    assert [file.read_bytes() for file in first.files] == [file.read_bytes() for file in second.files]


def test_cancelling_keeps_what_is_whole(sqlite_store: Store, tmp_path: Path) -> None:
    day = made(sqlite_store)
    done: list[int] = []
    found = write_scorecards(
        sqlite_store,
        day.center,
        tmp_path,
        language="en",
        progress=lambda now, whole: done.append(now),
        cancelled=lambda: bool(done),
    )
    assert found.cancelled
    assert [file.name for file in found.files] == ["Scorecard K1.pdf"]
    assert [path.name for path in tmp_path.glob("*.p*")] == ["Scorecard K1.pdf"]


def test_a_press_that_breaks_leaves_nothing_half(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = made(sqlite_store)

    class Broken(Press):
        def print(self, data):  # type: ignore[no-untyped-def]  # the press's own signature
            if data["code"] == "K2":
                raise OSError(28, "No space left on device")
            return super().print(data)

    monkeypatch.setattr(scorecards, "Press", Broken)
    with pytest.raises(OSError, match="No space left"):
        write_scorecards(sqlite_store, day.center, tmp_path, language="en")
    assert [path.name for path in tmp_path.glob("*.p*")] == ["Scorecard K1.pdf"]


def test_a_folder_that_can_not_be_made_is_told(sqlite_store: Store, tmp_path: Path) -> None:
    day = made(sqlite_store)
    (tmp_path / "file").write_text("x")
    with pytest.raises(Unusable, match="file"):
        write_scorecards(sqlite_store, day.center, tmp_path / "file", language="en")


def test_who_was_erased_meanwhile_leaves_no_file(sqlite_store: Store, tmp_path: Path) -> None:
    day = made(sqlite_store)

    def erased(now: int, whole: int) -> None:
        if now == whole:
            sqlite_store.write(erase, day.candidates["K1"], "request")

    found = write_scorecards(sqlite_store, day.center, tmp_path, language="en", progress=erased)
    assert [file.name for file in found.files] == ["Scorecard K2.pdf"]
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["Scorecard K2.pdf"]


def test_names_are_safe_on_every_file_system() -> None:
    words = Words("en")
    codes = ["K1", "k1", 'a/b\\c:d*e?f"g<h>i|j', "..", "K\x00\x1f\n7", "x" * 300, "x" * 301, "\ud800", "Ä 1.", "CON"]
    names = file_names(words, codes)
    assert len({name.casefold() for name in names}) == len(codes)
    for name in names:
        assert re.fullmatch(r"[^<>:\"/\\|?*\x00-\x1f]+\.pdf", name), name
        assert len(name.encode()) <= 255
        assert not re.search(r"[ .]\.pdf$", name), name
    assert names[:2] == ["Scorecard K1.pdf", "Scorecard k1 (2).pdf"]
    assert names[-2:] == ["Scorecard Ä 1.pdf", "Scorecard CON.pdf"]
