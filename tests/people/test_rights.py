"""People: who may do what, and how they are found."""

from __future__ import annotations

import pytest

from assess.people.rights import Right, allow, functions
from assess.people.sign_in import add_person, colleagues, find
from assess.store.transaction import Store
from assess.words import Refused, Usage


def test_the_first_person_needs_no_right_the_next_one_does(store: Store) -> None:
    moderator = store.write(add_person, "Mirjam Scholten", "M", ("moderator",))
    assessor = store.acting(moderator).write(add_person, "Ayla Demir", "A", ("assessor",))
    with pytest.raises(Refused, match="not among your tasks"):
        store.acting(assessor).write(add_person, "Bernd", "B", ("assessor",))
    assert [one.initials for one in store.read(colleagues)] == ["A", "M"]


def test_a_person_needs_a_name_and_initials(store: Store) -> None:
    with pytest.raises(Refused, match="needs a name"):
        store.write(add_person, "  ", "M", ("moderator",))


def test_people_are_found_by_initials_or_name(store: Store) -> None:
    store.write(add_person, "Änne Öztürk", "Ä", ("moderator",))
    for said in ("Ä", "ä", "änne öztürk"):
        assert store.read(find, said).name == "Änne Öztürk"
    with pytest.raises(Usage, match="Ä \\(Änne Öztürk\\)"):
        store.read(find, "B")


def test_rights_follow_from_functions(store: Store) -> None:
    moderator = store.write(add_person, "Mirjam", "M", ("moderator",))
    mine = store.acting(moderator)
    assert mine.read(functions) == {"moderator"}
    mine.read(allow, Right.MODERATE)
    with pytest.raises(Refused):
        mine.read(allow, Right.OBSERVE)
    assert store.read(functions) == {"lead"}, "nobody acting is the hiring lead, for closed centers"
