"""A file of one's own starts from a good one."""

from __future__ import annotations

import pytest

from assess.rubric.judge import judge_file
from assess.rubric.library import load_library
from assess.rubric.load import Kind, Loaded, load_bytes
from assess.rubric.new import start
from assess.words import Refused

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("kind", "like", "code"),
    [("role", "community-manager", "host"), ("competency", "EMP", "ASK"), ("exercise", "cm-removed-post", "my-talk")],
)
def test_it_says_the_same_under_its_own_code(kind: Kind, like: str, code: str) -> None:
    model = LIBRARY.look(kind, like)
    assert isinstance(model, Loaded)

    made = load_bytes(start(model, code).encode(), "new.yaml")

    assert isinstance(made, Loaded)
    assert made.model == model.model.model_copy(update={"code": code})
    assert judge_file(made, LIBRARY) == []


@pytest.mark.parametrize("code", ["", "a b", "../x", "x\ny: 1", "ä", r"\1", "x" * 80])
def test_a_code_that_can_be_no_name_is_refused(code: str) -> None:
    model = LIBRARY.look("role", "community-manager")
    assert isinstance(model, Loaded)

    with pytest.raises(Refused, match="can't be the code"):
        start(model, code)


def test_a_competency_takes_no_code_of_an_exercise() -> None:
    model = LIBRARY.look("competency", "EMP")
    assert isinstance(model, Loaded)

    with pytest.raises(Refused):
        start(model, "Emp")
