"""Speaking turns: kept by one person without a note line, no sum while it runs, the share after the lock."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assess.conduct.turns import Record, record
from assess.conduct.work import SeatView
from assess.store.open import open_store
from screens.conduct.seats import SeatPlan, seat_key
from screens.conduct.turns import Turns
from tests.screens.visit import Hands, Visit, read_work, visiting

GROUP = "Five guidelines"


def turns_of(visit: Visit) -> Turns:
    screen = visit.app.screen
    assert isinstance(screen, Turns)
    return screen


async def keep(visit: Visit, hands: Hands, *said: str) -> None:
    """Press keys at times: `05:10 1`."""
    for one in said:
        at, _, key = one.partition(" ")
        hands.at(at)
        await visit.press(key)


def kept(path: Path) -> Record:
    with open_store(path, create=False) as store:
        return store.read(record, read_work(path, "B", GROUP, "K2").slot)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (160, 48)])
async def test_the_moderator_keeps_the_turns_from_home(planned: Path, hands: Hands, size: tuple[int, int]) -> None:
    async with visiting(planned, "M", size) as visit:
        await visit.press("s")
        assert "F8 starts your clock" in visit.next
        await visit.press("1")
        assert "clock is not running" in visit.next
        await visit.press("f8")
        assert "00:00 of 35:00" in visit.lines[1]
        await keep(visit, hands, "00:05 1", "00:20 3", "00:30 space", "00:35 0", "00:40 3")
        assert "K6 speaks, since 00:40." in visit.text
        assert "00:20 – 00:30 3 K6" in visit.text
        assert "%" not in visit.text, "no share while it runs"
        await keep(visit, hands, "00:50 2")
        await visit.press("backspace")
        assert "K6 speaks, since 00:40." in visit.text
        await keep(visit, hands, "01:00 3")
        assert "Nobody speaks." in visit.text
        await visit.press("f8")
        assert "Closing round" in visit.lines[1]
        hands.at("06:00")
        await visit.press("f8")
        assert "F8 again" in visit.next
        await visit.press("escape")
        assert turns_of(visit)
        await visit.press("f8", "f8")
        assert "the clock is stopped" in visit.next
    assert [(turn.seat, turn.starts, turn.ends) for turn in reversed(kept(planned).last)] == [
        (1, 5.0, 20.0),
        (3, 20.0, 30.0),
        (0, 30.0, 35.0),
        (3, 40.0, 60.0),
    ]


async def test_a_crash_loses_no_turn(planned: Path, hands: Hands) -> None:
    async with visiting(planned, "M") as visit:
        await visit.press("s")
        await visit.press("f8")
        await keep(visit, hands, "00:05 1", "00:20 4")
        copied = Path(shutil.copy(planned, planned.with_name("crashed.assess")))
        for ending in ("-wal", "-shm"):
            if Path(f"{planned}{ending}").exists():
                shutil.copy(f"{planned}{ending}", f"{copied}{ending}")
    hands.at("01:00")
    async with visiting(copied, "M") as visit:
        await visit.press("s")
        assert "K2 speaks, since 00:20." in visit.text
        assert "01:00 of 35:00" in visit.lines[1]


async def test_an_assessor_goes_from_the_notes_and_back_with_the_half_typed_line(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(GROUP, "K2")
        await visit.type("4+ fasst zus")
        await visit.press("ctrl+t")
        assert "You watch K2, K5 here." in visit.text
        await keep(visit, hands, "00:10 2")
        await visit.press("f8", "f8")
        assert "00:10 of" not in visit.next
        await visit.press("escape")
        assert visit.step == "Live"
        await visit.enter("ammen")
        await visit.settle()
        assert "fasst zusammen" in visit.line_with("4 +")


async def test_one_person_keeps_the_turns(planned: Path, hands: Hands) -> None:
    async with visiting(planned, "M") as visit:
        await visit.press("s")
        await visit.press("f8", "1")
    async with visiting(planned, "A") as visit:
        await visit.live(GROUP, "K4")
        await visit.press("ctrl+t")
        assert "M keeps the turns." in visit.text
        await visit.press("2")
        assert "M keeps the turns of this discussion." in visit.next
        hands.at("00:20")
        await visit.press("f6", "2")
        assert "K1 speaks, since 00:20." in visit.text
        await visit.press("f8")
        assert "another person's" in visit.next


async def test_turns_by_mouse(planned: Path, hands: Hands) -> None:
    async with visiting(planned, "M") as visit:
        await visit.press("s")
        await visit.press("f8")
        plan = turns_of(visit).query_one(SeatPlan)
        line = next(at for at, said in enumerate(visit.lines) if "3 K6" in said)
        assert await visit.pilot.click(offset=(visit.lines[line].index("3 K6") + 1, line))
        await visit.settle()
        assert "K6 speaks" in visit.text
        assert plan.is_attached


async def test_the_plan_of_twelve_seats_names_the_keys_beyond_the_ninth(planned: Path, hands: Hands) -> None:
    async with visiting(planned, "M") as visit:
        await visit.press("s")
        seats = tuple(SeatView(number, f"K{number}", number == 12) for number in range(1, 13))
        turns_of(visit).query_one(SeatPlan).put(seats, frozenset({10}), keys=True)
        await visit.settle()
        assert "A·10 K10" in visit.text
        assert "[C·12 K12]" in visit.text
        assert [seat_key(seat) for seat in (1, 9, 10, 20)] == ["1", "9", "A", "K"]
        bindings = {one.id: one.key for one in turns_of(visit).commands()}
        assert (bindings["turns.seat9"], bindings["turns.seat10"], bindings["turns.seat20"]) == ("9", "a", "k")


@pytest.mark.parametrize("language", ["en", "de"])
async def test_the_share_is_shown_after_the_lock_and_not_for_rating(planned: Path, hands: Hands, language: str) -> None:
    async with visiting(planned, "M") as visit:
        await visit.press("s")
        await visit.press("f8")
        await keep(visit, hands, "00:00 4", "00:30 5", "00:40 0")
    async with visiting(planned, language=language) as visit:
        await visit.brief(GROUP, "K2")
        offered = {one.id for one in visit.app.screen.commands()}  # type: ignore[attr-defined]
        assert "review.share" not in offered
        for _ in range(2):
            await visit.press("f4", "1")
            if visit.next.startswith("K2"):
                await visit.press("2")
            await visit.enter("krank gemeldet")
            await visit.settle()
            if visit.step == "Review":
                break
            await visit.press("t")
            assert visit.step == "Brief"
        assert visit.step == "Review"
        await visit.press("t")
        assert visit.step == "Speaking"
        assert {"en": "Not for rating.", "de": "Nicht zur Bewertung."}[language] in visit.text
        assert "75" in visit.line_with("[4 K2]")
        assert "25" in visit.line_with("[5 K5]")
        assert "0" in visit.line_with("1 K4")
        await visit.press("f9")
        assert visit.text == "F9"
