"""`assess new` and `assess center`: from a file to a center, what is missing, the freeze, and back to a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assess.people.sign_in import find
from assess.plan.center import set_center
from assess.rubric.center import CenterFile
from assess.store.open import open_store
from assess.words import Id
from tests.cli.conftest import Answer
from tests.exchange.test_center_file import WHOLE

Assess = Callable[..., Answer]


@pytest.fixture
def spring(folder: Path) -> Path:
    """A center's file: JSON is YAML."""
    path = folder / "spring.yaml"
    path.write_text(json.dumps(WHOLE), "utf-8")
    return path


def planned() -> dict[str, object]:
    """The same, with everything that a day needs."""
    assert WHOLE["timetable"]
    kinds = {"cm-guidelines": ["K1"], "cm-removed-post": ["K1"], "cm-statement": ["K1"]}
    slots = [
        {
            "exercise": code,
            "room": "Hall",
            "start": f"{9 + number}:00".rjust(5, "0"),
            "end": f"{9 + number}:30".rjust(5, "0"),
            "seats": seats,
            "assessors": {"A": seats, "B": seats},
            **({"role_player": "R"} if code == "cm-removed-post" else {}),
        }
        for number, (code, seats) in enumerate(kinds.items())
    ]
    return {
        **WHOLE,
        "roles": WHOLE["roles"][:1],
        "exercises": [{"code": code, "rooms": ["Hall"]} for code in kinds],
        "people": [{**one, "relations": {}} for one in WHOLE["people"]],
        "candidates": [{**WHOLE["candidates"][0], "roles": ["community-manager"]}],
        "timetable": slots,
    }


@pytest.mark.usefixtures("spring")
def test_a_file_becomes_a_center_beside_it(assess: Assess, folder: Path) -> None:
    answer = assess("new", "spring.yaml")
    assert (answer.code, answer.out.splitlines()[0]) == (0, "The center “Spring” on 28 Mar 2027: spring.assess")
    assert "missing before the day can be run" in answer.out
    assert "[CE-06]" in answer.err, "a warning is said and stops nothing"
    before = (folder / "spring.assess").read_bytes()
    again = assess("new", "spring.yaml")
    assert (again.code, again.out) == (3, "")
    assert "There is a file of this name already" in again.err
    assert (folder / "spring.assess").read_bytes() == before
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
    told = json.loads(assess("center", "show", "--json").out)
    CenterFile.model_validate(told["design"])
    assert (told["name"], told["frozen_at"], told["next"]) == ("Spring", None, "exercises")
    assert told["design"]["candidates"][0]["code"] == "K1"
    assert {one["step"] for one in told["missing"] if one["stops"]} >= {"timetable"}


def test_faults_are_told_with_their_lines_and_nothing_is_made(assess: Assess, folder: Path) -> None:
    (folder / "bad.yaml").write_text(
        "kind: center\ncode: bad\nname: Bad\nzone: Europe/Berln\nroles: [{role: comunity-manager}]\n"
        "rooms:\n  - {name: Hall}\n  - {name: hall}\n",
        "utf-8",
    )
    answer = assess("new", "bad.yaml")
    assert (answer.code, answer.out) == (1, "")
    assert [line.split(": ")[0] for line in answer.err.splitlines()] == ["bad.yaml:4", "bad.yaml:5", "bad.yaml:8"]
    assert "Did you mean community-manager?" in answer.err
    german = assess("--lang", "de", "new", "bad.yaml")
    assert german.code == 1
    assert "Meinten Sie" in german.err
    assert sorted(path.name for path in folder.glob("*.assess")) == []


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("new",), 2, "from a file"),
        (("new", "a.yaml", "--like", "b.assess"), 2, "from a file"),
        (("new", "--like", "b.assess"), 2, "--db FILE"),
        (("new", "nowhere.yaml"), 3, "no such file"),
        (("new", "--like", "nowhere.assess", "--db", "c.assess"), 3, "no such file"),
        (("new", "spring.yaml", "--rubric", "nowhere.yaml"), 3, "no such file"),
        (("new", "spring.yaml", "--as", "Nobody"), 1, "may plan is called so"),
        (("new", "spring.yaml", "--day", "tomorrow"), 2, "--help"),
        (("center", "copy", "Summer"), 2, "missing"),
    ],
)
@pytest.mark.usefixtures("spring")
def test_what_can_not_be_is_one_sentence(
    assess: Assess, folder: Path, line: tuple[str, ...], code: int, said: str
) -> None:
    answer = assess(*line)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert sorted(path.name for path in folder.glob("*.assess")) == []


def test_a_center_that_is_ready_is_frozen(assess: Assess, folder: Path) -> None:
    (folder / "day.yaml").write_text(json.dumps(planned()), "utf-8")
    assert assess("new", "day.yaml", "--as", "M").code == 0
    answer = assess("center", "freeze", "--json", "--as", "M")
    told = json.loads(answer.out)
    assert (answer.code, told["missing"]) == (0, [])
    assert told["design"] == json.loads(assess("center", "show", "--json").out)["frozen_hash"]
    again = assess("center", "freeze")
    assert again.code == 1
    assert "frozen already" in again.err


@pytest.mark.usefixtures("spring")
def test_what_stands_in_the_way_of_the_freeze_is_said(assess: Assess) -> None:
    assess("new", "spring.yaml")
    answer = assess("center", "freeze")
    assert answer.code == 1
    assert "Timetable: " in answer.out
    assert "Not frozen: " in answer.out
    assert json.loads(assess("center", "show", "--json").out)["frozen_at"] is None
    assert assess("center", "freeze", "--anyway").code == 0
    assert "since" in next(line for line in assess("center").out.splitlines() if line.startswith("Freeze"))


@pytest.mark.usefixtures("spring")
def test_a_center_like_another_in_the_same_file_or_in_a_new_one(assess: Assess, folder: Path) -> None:
    assess("new", "spring.yaml")
    assert assess("center", "copy", "Summer", "--day", "2027-07-01").code == 0
    told = json.loads(assess("center", "show", "--json", "--center", "Summer").out)["design"]
    assert (told["day"], told["style"], "candidates" in told) == ("2027-07-01", "pairs", False)
    line = ("new", "--like", "spring.assess", "--name", "Autumn", "--day", "2027-10-01", "--db", "autumn.assess")
    answer = assess(*line)
    assert answer.code == 0, answer.err
    there = json.loads(assess("center", "show", "--json", "--db", "autumn.assess").out)["design"]
    assert there["name"] == {"de": "Autumn", "en": "Autumn"}
    assert [one["rubric"] for one in there["roles"]] == [one["rubric"] for one in told["roles"]]
    assert not {"people", "candidates", "timetable", "papers"} & set(there)
    assert b"kim@example.org" not in (folder / "autumn.assess").read_bytes()


@pytest.mark.usefixtures("spring")
def test_from_a_file_to_a_file(assess: Assess, folder: Path) -> None:
    assess("new", "spring.yaml")
    assert assess("center", "export", "out/spring.yaml").code == 0
    assert assess("rubrics", "check", "out/spring.yaml").code == 0
    assert "There is a file" in assess("center", "export", "out/spring.yaml").err
    assert assess("new", "out/spring.yaml").code == 0
    assert assess("center", "export", "again/spring.yaml", "--db", "out/spring.assess").code == 0
    assert (folder / "out" / "spring.yaml").read_bytes() == (folder / "again" / "spring.yaml").read_bytes()
    assert assess("center", "export", "people/less.yaml", "--without-people").code == 0
    assert "Kim" not in (folder / "people" / "less.yaml").read_text("utf-8")


@pytest.mark.usefixtures("spring")
def test_an_assessor_sees_no_plan(assess: Assess) -> None:
    assess("new", "spring.yaml")
    for line in (("center",), ("center", "show", "--json"), ("center", "export", "x.yaml"), ("center", "freeze")):
        answer = assess(*line, "--as", "A")
        assert (answer.code, answer.out) == (1, "")
        assert "not among your tasks" in answer.err


@pytest.mark.usefixtures("spring")
def test_a_plan_is_read_at_80_columns_in_both_languages(assess: Assess) -> None:
    assess("new", "spring.yaml")
    for language in ("en", "de"):
        shown = assess("--lang", language, "center", "show").out
        assert max(map(len, shown.splitlines())) <= 80
        assert "{" not in shown


@pytest.mark.usefixtures("spring")
def test_amendments_stand_under_the_plan(assess: Assess, folder: Path) -> None:
    assess("new", "spring.yaml")
    assess("center", "freeze", "--anyway")
    with open_store(folder / "spring.assess", create=False) as store:
        mo = store.acting(store.read(find, "M").id)
        center = Id(str(mo.read(lambda tx: tx.session.connection().exec_driver_sql("SELECT id FROM center").scalar())))
        mo.write(lambda tx: set_center(tx, center, "The panel agreed on it.", mode="consensus"))
    assert "mode mechanical → mode consensus" in assess("center").out
    told = json.loads(assess("center", "show", "--json").out)["amendments"]
    assert [(one["what"], one["reason"]) for one in told] == [("center", "The panel agreed on it.")]
