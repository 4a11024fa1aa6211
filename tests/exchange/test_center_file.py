"""A center from one file and back: the same design, whoever wrote it, whatever the names are."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as how
from hypothesis import strategies as st

from assess.conduct.conflict import relations
from assess.exchange.center_export import export
from assess.exchange.center_file import Described, copy_center, described, make_center, read_center
from assess.exchange.center_text import center_text, texts
from assess.fit.team import team_view
from assess.people.duties import set_functions
from assess.people.sign_in import colleagues
from assess.plan.candidates import candidates, set_presence, withdraw
from assess.plan.design import design_hash
from assess.plan.vacancies import put_vacancy, setups
from assess.rubric.center import CenterFile
from assess.rubric.expand import expand
from assess.rubric.judge import judge_file
from assess.rubric.library import Library, shipped
from assess.rubric.load import Loaded, load_bytes
from assess.rubric.model import Scale
from assess.store.open import open_store
from assess.store.transaction import Store, Writing
from assess.words import Id, Refused, Words
from tests.plan.kit import DAY, OTHER, ROLE, WHY, rubric_of
from tests.plan.test_versions import PLAY, library_with

WHOLE: dict[str, Any] = {
    "kind": "center",
    "code": "spring",
    "name": {"de": "Frühjahr", "en": "Spring"},
    "day": "2027-03-28",
    "zone": "Europe/Vienna",
    "hours": {
        "start": "08:30",
        "end": "24:00",
        "lunch": {"from": "12:00", "to": "13:30", "minutes": 45},
        "stretch": 100,
        "break": 15,
    },
    "style": "pairs",
    "weights": {"role": 0.6, "gap": 0.3, "values": 0.1},
    "mode": "mechanical",
    "retention_months": 9,
    "roles": [{"role": ROLE, "count": 2}, {"role": OTHER}],
    "rooms": [{"name": {"de": "Saal", "en": "Hall"}, "accessible": True}, {"name": "Room 1"}],
    "exercises": [
        {"code": "cm-guidelines", "rooms": ["Saal"], "limit": 3, "size": 4},
        {"code": PLAY, "rooms": ["Room 1", "Hall"], "players": ["R"], "raters": 1, "change": 0},
        {"code": "mixed-five-guidelines", "used": False},
    ],
    "people": [
        {
            "initials": "A",
            "name": "Ada",
            "functions": ["assessor"],
            "training": [{"day": "2026-11-01", "hours": 7.5, "frame_of_reference": True, "expires": "2028-11-01"}],
            "relations": {"K2": "colleague"},
        },
        {"initials": "B", "name": "Ben", "functions": ["assessor"], "available": [{"from": "08:30", "to": "12:00"}]},
        {"initials": "M", "name": "Mo", "functions": ["moderator", "lead"], "seniority": 3},
        {"initials": "R", "name": "Robin", "functions": ["role_player"]},
    ],
    "candidates": [
        {"code": "K1", "name": "Kim", "roles": [ROLE, OTHER], "email": "kim@example.org", "extra_minutes": 10},
        {
            "code": "K2",
            "name": "[b]Ünal: #1",
            "roles": [ROLE],
            "external_id": "0042",
            "language": "de",
            "adjustment": "Large print",
            "without_steps": True,
            "available": [{"from": "09:00", "to": "24:00"}],
        },
    ],
    "team": {
        "name": "Werkbank",
        "members": [{"name": "Mia", "levels": {"EMP": 4.2, "KOM": 2}}, {"name": "Ole"}],
        "needs": [{"competency": "EMP", "level": 4, "count": 2, "weight": 0.5}],
        "charter": [{"value": "respect", "level": 4.5, "weight": 2}],
    },
    "papers": [{"kind": "policy", "day": "2027-01-01", "note": "Folder 3"}],
    "timetable": [
        {
            "exercise": "cm-guidelines",
            "room": "Saal",
            "start": "09:30",
            "end": "10:05",
            "seats": ["K2", "K1"],
            "briefs": {"K1": "B2"},
            "assessors": {"A": ["K1"], "B": ["K2", "K1"]},
            "moderator": "M",
            "timekeeper": "M",
        },
        {
            "exercise": PLAY,
            "room": "Room 1",
            "start": "10:40",
            "end": "11:00",
            "seats": ["K1"],
            "assessors": {"A": ["K1"]},
            "role_player": "R",
        },
    ],
}


def of(said: dict[str, Any]) -> Described:
    file = CenterFile.model_validate(said)
    return Described(file, {one.role: rubric_of(one.role) for one in file.roles})


def made(store: Store, said: Described) -> Id:
    return store.write(make_center, said, day=DAY, language="en")


def exported(store: Store, center: Id) -> dict[str, Any]:
    return store.read(export, center).file.model_dump(mode="json", by_alias=True, exclude_unset=True)


def test_everything_that_a_file_says_is_in_the_center(store: Store) -> None:
    center = made(store, of(WHOLE))
    said = exported(store, center)
    assert said["hours"] == WHOLE["hours"]
    for key in ("day", "zone", "style", "weights", "mode", "retention_months", "papers"):
        assert said[key] == WHOLE[key]
    assert said["name"] == {"de": "Spring", "en": "Spring"}
    assert [(one["role"], one["count"]) for one in said["roles"]] == [(ROLE, 2), (OTHER, 1)]
    by_code = {one["code"]: one for one in said["exercises"]}
    assert by_code[PLAY] == {
        "code": PLAY,
        "used": True,
        "rooms": ["Hall", "Room 1"],
        "raters": 1,
        "limit": 2,
        "size": 6,
        "change": 0,
        "players": ["R"],
    }
    assert by_code["mixed-five-guidelines"]["used"] is False
    people = {one["initials"]: one for one in said["people"]}
    assert people["A"]["relations"] == {"K2": "colleague"}
    assert people["A"]["training"] == [{"kind": "course", **WHOLE["people"][0]["training"][0]}]
    assert people["B"]["available"] == [{"from": "08:30", "to": "12:00"}]
    assert people["M"] == {"initials": "M", "name": "Mo", "functions": ["lead", "moderator"], "seniority": 3}
    assert said["candidates"] == WHOLE["candidates"]
    assert said["team"]["members"] == [{"name": "Mia", "levels": {"EMP": 4.2, "KOM": 2.0}}, {"name": "Ole"}]
    assert said["team"]["needs"] == WHOLE["team"]["needs"]
    assert said["team"]["charter"] == WHOLE["team"]["charter"]
    slot = said["timetable"][0]
    assert slot.pop("room") == {"de": "Saal", "en": "Saal"}, "what is said of one language stays"
    assert slot == {key: value for key, value in WHOLE["timetable"][0].items() if key != "room"}


def test_export_and_new_give_the_same_design(store: Store) -> None:
    first = made(store, of(WHOLE))
    design = store.read(export, first)
    again = load_bytes(center_text(design.file).encode(), "again.yaml")
    assert isinstance(again, Loaded)
    assert isinstance(again.model, CenterFile)
    second = made(store, Described(again.model, described(design).rubrics))
    assert store.read(design_hash, second) == store.read(design_hash, first)
    assert exported(store, second) == exported(store, first)
    assert len(store.read(colleagues)) == 4, "who is known already is not made twice"


name = st.text("ABCDEFGabcdefgäöüß 0123456789:#-", min_size=2, max_size=30).filter(lambda said: len(said.strip()) > 1)
clock = st.integers(0, 1438)
weights = st.tuples(st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 1000))


def said_clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@st.composite
def spans(draw: st.DrawFn) -> list[dict[str, str]]:
    start, size = draw(clock), draw(st.integers(1, 300))
    one = {"from": said_clock(start), "to": said_clock(min(1440, start + size))}
    return [one] if draw(st.booleans()) else []


@st.composite
def centers(draw: st.DrawFn) -> dict[str, Any]:
    """Any center of one role, with names as people and machines write them."""
    whole = draw(weights)
    shares = [part / sum(whole) for part in whole]
    people: list[dict[str, Any]] = [
        {"initials": initials, "name": draw(name), "functions": functions, "available": draw(spans())}
        for initials, functions in (("A", ["assessor", "lead"]), ("B", ["assessor"]), ("R", ["role_player"]))
    ]
    codes = [f"K{n}" for n in range(1, draw(st.integers(0, 4)) + 1)]
    rooms = draw(st.lists(name, max_size=3, unique_by=lambda one: one.strip().casefold()))
    if codes:
        people[0]["relations"] = draw(st.dictionaries(st.sampled_from(codes), st.sampled_from(["known", "friend"])))
    return {
        "kind": "center",
        "code": "any",
        "name": draw(name),
        "day": str(draw(st.dates(date(2020, 1, 1), date(2040, 1, 1)))),
        "zone": draw(st.sampled_from(["Europe/Berlin", "UTC", "Asia/Kathmandu"])),
        "style": draw(st.sampled_from(["pairs", "rotation"])),
        "weights": dict(zip(("role", "gap", "values"), shares, strict=True)),
        "roles": [{"role": ROLE, "count": draw(st.integers(1, 9))}],
        "rooms": [{"name": one, "accessible": draw(st.booleans())} for one in rooms],
        "exercises": [
            {"code": PLAY, "rooms": rooms[:1], "raters": draw(st.integers(1, 20)), "used": draw(st.booleans())}
        ],
        "people": people,
        "candidates": [
            {
                "code": code,
                "name": draw(name),
                "roles": [ROLE],
                "adjustment": draw(st.none() | name),
                "extra_minutes": draw(st.integers(0, 120)),
                "available": draw(spans()),
            }
            for code in codes
        ],
        "team": {"name": draw(name), "needs": [{"competency": "EMP", "level": draw(st.floats(1.5, 5))}]},
        "timetable": [
            {
                "exercise": PLAY,
                "room": draw(name),
                "start": "09:00",
                "end": "09:20",
                "seats": [code],
                "assessors": {"A": [code], "B": [code]},
                "role_player": "R",
            }
            for code in codes
        ],
    }


class TakenBackError(Exception):
    """Nothing of an example stays."""


@how(
    max_examples=8,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(centers())
def test_any_center_comes_back_from_its_own_file(sqlite_store: Store, said: dict[str, Any]) -> None:
    found = []
    current = of(said)

    def there_and_back(tx: Writing) -> None:
        nonlocal current
        for _ in range(2):
            center = make_center(tx, current, day=DAY, language="en")
            text = center_text(export(tx, center).file)
            found.append((design_hash(tx, center), text))
            again = load_bytes(text.encode(), "again.yaml")
            assert isinstance(again, Loaded)
            assert isinstance(again.model, CenterFile)
            current = Described(again.model, current.rubrics)
        raise TakenBackError

    with pytest.raises(TakenBackError):
        sqlite_store.write(there_and_back)
    assert found[0][0] == found[1][0], "the design"
    weight = current.file.weights
    assert [weight.role, weight.gap, weight.values] == list(said["weights"].values()), "to the last digit"


def test_what_does_not_fit_makes_nothing(store: Store) -> None:
    for wrong, said in (
        (
            {"people": [*WHOLE["people"], {"initials": "a", "name": "Anna", "functions": ["lead"]}]},
            "has these initials",
        ),
        ({"team": {"name": "W", "needs": [{"competency": "ZZZ", "level": 4}]}}, "No role of this center measures"),
        ({"zone": "Mars/Base"}, "time zone is unknown"),
    ):
        with pytest.raises(Refused, match=said):
            made(store, of({**WHOLE, **wrong}))
        assert store.read(colleagues) == ()


def test_who_makes_it_is_one_of_its_own(store: Store) -> None:
    for by in ("A", "Nobody"):
        with pytest.raises(Refused, match="Nobody of this file who may plan"):
            store.write(make_center, of(WHOLE), day=DAY, language="de", by=by)
    center = store.write(make_center, of(WHOLE), day=DAY, language="de", by="mo")
    assert exported(store, center)["name"] == {"de": "Frühjahr", "en": "Frühjahr"}


def test_an_assessor_exports_nothing(store: Store) -> None:
    center = made(store, of(WHOLE))
    ada = next(one.id for one in store.read(colleagues) if one.initials == "A")
    with pytest.raises(Refused, match="not among your tasks"):
        store.acting(ada).read(export, center)


def test_a_file_lists_whom_it_names(store: Store, tmp_path: Path) -> None:
    """Who withdrew, who no longer works here, who is there on another day: the file still fits together."""
    center = made(store, of(WHOLE))
    codes = {one.code: one.id for one in store.read(candidates, center)}
    people = {one.initials: one.id for one in store.read(colleagues)}
    store.write(withdraw, codes["K2"])
    store.write(set_functions, center, people["B"], [])
    store.write(set_functions, center, people["R"], ["assessor"])
    evening = datetime(2027, 3, 27, 20, tzinfo=UTC)
    store.write(set_presence, center, [(evening, evening.replace(hour=22))], person=people["A"])
    design = store.read(export, center)
    assert [one.code for one in design.file.candidates] == ["K1"]
    assert [one.seats for one in design.file.timetable] == [("K1",), ("K1",)]
    assert [one.initials for one in design.file.people] == ["A", "M", "R"]
    assert design.file.people[0].relations == {}
    assert [(one.start, one.end) for one in design.file.people[0].available] == [("00:00", "00:01")]
    for one in texts(design, "c.yaml"):
        (tmp_path / one.path).write_text(one.text, "utf-8")
    errors = [fault.id for fault in read_center(tmp_path / "c.yaml").faults if fault.severity == "error"]
    assert errors == ["CE-07"], "only that somebody still has a part whose function was taken away"


def test_a_copy_takes_needs_and_charter_along_and_nobody(store: Store) -> None:
    center = made(store, of(WHOLE))
    made_like = store.write(copy_center, center, "Summer", date(2027, 7, 1))
    team = store.read(team_view, made_like)
    assert (team.name, team.members) == ("Werkbank", ())
    assert (team.needs, team.charter) == store.read(team_view, center)[2:]
    assert store.read(candidates, made_like) == ()
    assert store.read(relations, made_like) == {}
    without = store.read(export, center, people=False).file
    assert (without.people, without.candidates, without.timetable, without.day) == ((), (), (), None)
    text = center_text(without)
    assert not any(word in text for word in ("Kim", "Ada", "Mia", "kim@example.org"))


def test_other_rubrics_than_the_librarys_are_written_beside(store: Store, tmp_path: Path) -> None:
    library = library_with(PLAY, "Another reason.")
    alone = {**WHOLE, "roles": [{"role": ROLE}], "candidates": [], "timetable": [], "people": WHOLE["people"][1:]}
    file = CenterFile.model_validate(alone)
    center = made(store, Described(file, {ROLE: expand(library.role(ROLE), library)}))
    design = store.read(export, center)
    written = texts(design, "spring.yaml")
    assert [one.path.as_posix() for one in written] == ["spring.yaml", f"exercises/{PLAY}.yaml"]
    for one in written:
        (tmp_path / one.path).parent.mkdir(exist_ok=True)
        (tmp_path / one.path).write_text(one.text, "utf-8")
    found = read_center(tmp_path / "spring.yaml")
    assert [fault.id for fault in found.faults] == ["CE-06"], "a charter beyond the roles is a warning"
    assert found.described is not None
    assert found.described.rubrics[ROLE].content_hash == expand(library.role(ROLE), library).content_hash
    (tmp_path / "exercises" / f"{PLAY}.yaml").unlink()
    told = read_center(tmp_path / "spring.yaml")
    assert told.described is None
    assert "CE-09" in [fault.id for fault in told.faults]


def test_faults_of_a_rubric_beside_are_told(tmp_path: Path) -> None:
    text = (shipped() / "roles" / f"{ROLE}.yaml").read_text("utf-8")
    (tmp_path / f"{ROLE}.yaml").write_text(text.replace("weight: 25", "weight: 24", 1), "utf-8")
    (tmp_path / "c.yaml").write_text(
        json.dumps({"kind": "center", "code": "c", "name": "C", "roles": [{"role": ROLE}]})
    )
    found = read_center(tmp_path / "c.yaml")
    assert found.described is None
    assert any(fault.where.startswith(str(tmp_path / f"{ROLE}.yaml:")) for fault in found.faults)


def test_two_scales_are_told(tmp_path: Path) -> None:
    role = load_bytes((shipped() / "roles" / f"{OTHER}.yaml").read_bytes(), "r.yaml")
    assert isinstance(role, Loaded)
    seven = Loaded(role.source, role.model.model_copy(update={"scale": Scale(1, 7)}))
    said = {"kind": "center", "code": "c", "name": "C", "roles": [{"role": ROLE}, {"role": OTHER}]}
    center = load_bytes(json.dumps(said).encode(), "c.yaml")
    assert isinstance(center, Loaded)
    faults = judge_file(center, Library((shipped(),), [seven]))
    assert [fault.id for fault in faults] == ["CE-08"]
    assert "1 to 7" in faults[0].say(Words("en"))


def test_the_demo_is_such_a_file(store: Store, demo: Callable[..., Path]) -> None:
    with open_store(demo("finished"), create=False) as held:
        center = held.read(lambda tx: tx.session.connection().exec_driver_sql("SELECT id FROM center").scalar())
        design = held.read(export, Id(str(center)))
    again = made(store, described(design))
    assert exported(store, again) == design.file.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert len(store.read(setups, again)) == 4
    moderator = next(one.id for one in store.read(colleagues) if one.initials == "M")
    kept = store.acting(moderator)
    rubric = kept.read(lambda tx: tx.session.connection().exec_driver_sql("SELECT rubric FROM vacancy").scalar())
    kept.write(put_vacancy, again, Id(str(rubric)), 2, WHY)
