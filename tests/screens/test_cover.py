"""F9 hides whatever is open, and gives it back as it was; sentences name the keys in force."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.words import T, Words
from screens.command import Command
from screens.in_force import InForce
from tests.screens.visit import Hands, Visit, visiting

PLAY = "The removed post"
LOCK = Command("review.lock", "l", T("Lock"), T("Locks."), "lock")
CLOCK = Command("live.clock", "f8,enter", T("Clock"), T("The clock."), "clock")
ABSENT = Command("rate.absent", "a", T("Absent"), T("Absent."), "absent")


def readable(visit: Visit) -> list[str]:
    """Every line that says anything."""
    return [line.strip() for line in visit.lines if line.strip()]


@pytest.mark.parametrize("opens", ["f1", "ctrl+p", "ctrl+o"])
async def test_a_page_over_a_step_is_hidden_and_comes_back(planned: Path, hands: Hands, opens: str) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        await visit.press(opens)
        over = visit.step
        before = visit.text
        assert over != "Live"
        await visit.press("f9")
        assert readable(visit) == ["F9"]
        await visit.press("escape", "enter", "1")
        assert readable(visit) == ["F9"]
        await visit.press("f9")
        assert (visit.step, visit.text) == (over, before)


async def test_no_help_and_no_palette_over_a_hidden_step(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        await visit.press("f9", "f1")
        assert readable(visit) == ["F9"]
        await visit.press("ctrl+o")
        assert readable(visit) == ["F9"]


def test_a_sentence_names_the_users_own_key() -> None:
    own = InForce(Words("en"), [LOCK, CLOCK, ABSENT], {"review.lock": "k", "live.clock": "f6"})
    assert own(T("Next: L again locks for good")) == "Next: K again locks for good"
    assert own(T("Next: {codes} and F8, Enter", codes="L")) == "Next: L and F6, F6"
    assert own(T("Next: {inner}", inner=T("keys F2-F8, 1-5; (L)"))) == "Next: keys F2-F8, 1-5; (K)"
    assert own("F8 and L stay in what is no message") == "F8 and L stay in what is no message"


def test_swapped_keys_and_keys_that_another_command_still_has() -> None:
    own = InForce(Words("en"), [LOCK, ABSENT], {"review.lock": "a", "rate.absent": "l"})
    assert own(T("L locks, A, then a digit")) == "A locks, L, then a digit"
    assert own(T("A rating cites a note.")) == "A rating cites a note."
    kept = InForce(Words("en"), [CLOCK, LOCK._replace(key="enter")], {"live.clock": "f6"})
    assert kept(T("F8 stops, Enter goes on")) == "F6 stops, Enter goes on"
    german = InForce(Words("de"), [LOCK], {"review.lock": "ctrl+o"})
    assert "Strg+O" in german(T("Next: look it over; L locks"))
