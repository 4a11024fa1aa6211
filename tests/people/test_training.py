"""The drill's record: who did which, how far off, on which evidence; for the person alone."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from assess.people.sign_in import add_person
from assess.people.training import keep_drill, own_drills
from assess.rubric.drill import Verdict, judge
from assess.rubric.library import load_library
from assess.store.tables import Training
from assess.store.transaction import Reading, Store
from assess.words import Id, Refused, Text

CODE = "removed-post-empathy"


def verdict(level: int, *lines: str) -> Verdict:
    return judge(load_library().calibration(CODE), level, lines)


def rows(tx: Reading) -> list[tuple[Id, str, float | None]]:
    return [(one.person, one.kind, one.deviation) for one in tx.session.execute(select(Training)).scalars()]


@pytest.fixture
def people(store: Store) -> tuple[Id, Id]:
    ada = store.write(add_person, "Ada", "A", ("admin", "assessor"))
    return ada, store.acting(ada).write(add_person, "Ben", "B", ("assessor",))


def test_a_drill_is_kept_with_its_deviation_and_its_lines(store: Store, people: tuple[Id, Id]) -> None:
    ada, ben = people
    name = Text("Der Beitrag", "The post")
    mine = store.acting(ben)
    mine.write(keep_drill, CODE, name, verdict(2, "L7", "L9", "L3"))
    mine.write(keep_drill, CODE, name, verdict(4, "L7", "L9", "L14", "L16"))
    assert sorted(store.read(rows)) == sorted([(ben, "calibration", 2.0), (ben, "calibration", 0.0)])
    last, first = mine.read(own_drills)
    assert (last.off, last.hit_rate, last.added) == (0, 1.0, ())
    assert (first.off, first.hit_rate) == (-2, 0.5)
    assert (first.calibration, first.name, first.level, first.gold) == (CODE, name, 2, 4)
    assert (first.hit, first.missed, first.added) == (("L7", "L9"), ("L14", "L16"), ("L3",))
    assert first.day == store.now().astimezone().date()
    assert store.acting(ada).read(own_drills) == (), "practice is nobody else's"


def test_nobody_keeps_nothing(store: Store, people: tuple[Id, Id]) -> None:
    with pytest.raises(Refused, match="Nobody is acting"):
        store.write(keep_drill, CODE, Text("x", "x"), verdict(4, "L7"))
    assert store.read(own_drills) == ()
    assert store.read(lambda tx: tx.session.execute(select(col(Training.id))).all()) == []


def test_a_drill_from_a_second_run_of_the_program_comes_first(store: Store, people: tuple[Id, Id]) -> None:
    _, ben = people
    store.acting(ben).write(keep_drill, CODE, Text("x", "x"), verdict(2, "L7"))
    with Store(store.url, by=ben) as again:
        again.write(keep_drill, CODE, Text("x", "x"), verdict(5, "L7"))
        assert [one.level for one in again.read(own_drills)] == [5, 2]
