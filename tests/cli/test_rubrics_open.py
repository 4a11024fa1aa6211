"""`assess rubrics edit` opens the app on the rubrics; without a terminal it says what to do instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assess.cli import launch as launching
from tests.cli.conftest import Answer

Assess = Callable[..., Answer]


@pytest.mark.parametrize(("said", "rubric"), [((), ""), (("EMP.yaml",), "EMP.yaml"), (("strategist",), "strategist")])
def test_the_app_begins_at_what_was_said(
    assess: Assess, monkeypatch: pytest.MonkeyPatch, said: tuple[str, ...], rubric: str
) -> None:
    seen: list[object] = []

    def launch(*arguments: object) -> int:
        seen.append(arguments)
        return 0

    monkeypatch.setattr(launching, "launch", launch)
    assert assess("rubrics", "edit", *said, "--lang", "de").code == 0
    assert seen == [(None, "de", None, rubric)]


def test_without_a_terminal_it_says_so(assess: Assess) -> None:
    answer = assess("rubrics", "edit")
    assert answer.code == 2
    assert "needs a terminal" in answer.err
