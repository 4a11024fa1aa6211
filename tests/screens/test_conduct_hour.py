"""A role play's hour, from the conflict question to the lock, as an assessor types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.visit import HOSTILE, SIZES, Hands, read_sheet, visiting

PLAY = "The removed post"
LONG = "fragt nach, wartet die Antwort ab und schreibt mit; " * 10


@pytest.mark.parametrize("size", SIZES)
async def test_an_hour_from_the_question_to_the_lock(planned: Path, hands: Hands, size: tuple[int, int]) -> None:
    async with visiting(planned, "B", size) as visit:
        await visit.open(PLAY, "K1")
        assert visit.step == "ConflictQuestion"
        name = visit.lines[6].strip().removesuffix("K1").strip()
        assert name
        await visit.press("1")
        assert visit.step == "Brief"
        assert name not in visit.text
        assert "Empathy" in visit.text
        await visit.press("enter")
        assert visit.step == "Live"
        assert "00:00 of 20:00" in visit.lines[1]

        typed = [
            ("00:48", "+ grüßt mit Namen, fragt was los ist"),
            ("01:55", '"Drei Jahre Arbeit" und wartet'),
            ("03:02", f"- {HOSTILE}"),
            ("12:10", "bleibt dabei #EMP"),
        ]
        for at, note in typed:
            hands.at(at)
            await visit.enter(note)
            await visit.settle()
        hands.at("16:40")
        await visit.paste(LONG)
        await visit.press("enter")
        await visit.press("f2")
        hands.at("20:00")
        await visit.press("f8")
        assert "F8 stop" in visit.next
        await visit.press("f8")
        assert visit.step == "Classify"
        assert "4 open" in visit.next
        assert visit.text.count("schreibt mit;") == 10, "a long note wraps and is never cut"

        for digits in ("1", "1", "2", "14"):
            await visit.press(*digits, "enter")
        assert visit.step == "Rate"
        assert "1 of 4" in visit.lines[1]
        assert "▸  5" not in visit.text, "nothing is preselected"
        await visit.press("4")
        await visit.press("enter")
        await visit.press("3", "tab")
        await visit.press("n")
        await visit.press("tab")
        await visit.press("2")
        assert visit.next == "Next: all rated; Enter opens the review"
        await visit.press("enter")
        assert visit.step == "Review"
        assert "4   4 notes" in visit.line_with("EMP")
        assert "–" in visit.line_with("KRI")
        await visit.press("l")
        assert "L again" in visit.next
        assert read_sheet(planned, "B", PLAY, "K1").state == "rating"
        await visit.press("l")
        assert "locked" in visit.next
        await visit.press("escape")
        assert visit.step == "Home"
        assert "locked" in visit.line_with("removed post · K1")

    sheet = read_sheet(planned, "B", PLAY, "K1")
    assert sheet.state == "locked"
    assert [(note.seconds, note.valence, note.quote) for note in sheet.notes] == [
        (48.0, "+", False),
        (115.0, None, True),
        (182.0, "-", False),
        (730.0, None, False),
        (1000.0, None, False),
    ]
    assert sheet.notes[0].text == "grüßt mit Namen, fragt was los ist"
    assert "[/] weiter [b [link='x ]]" in sheet.notes[2].text
    assert sheet.notes[4].text == " ".join(LONG.split())
    assert [one.level for one in sheet.competencies] == [4, 3, None, 2]


async def test_a_conflict_stops_with_a_sentence_and_the_way_back(planned: Path) -> None:
    async with visiting(planned) as visit:
        await visit.open(PLAY, "K1")
        await visit.press("5")
        assert visit.step == "ConflictQuestion"
        assert "You declared a conflict of interest with K1." in visit.text
        assert "Ask the moderator for another assessor." in visit.text
        await visit.press("escape")
        assert visit.step == "Home"
        await visit.open(PLAY, "K1")
        assert "can't begin with you" in visit.text
        await visit.press("1")
        assert visit.step == "ConflictQuestion", "the answer was given; a key is no way round it"


async def test_a_slip_in_the_conflict_question_can_be_mended(planned: Path) -> None:
    async with visiting(planned) as visit:
        await visit.open(PLAY, "K1")
        await visit.press("2")
        assert "can't begin" in visit.text
        await visit.press("a")
        assert "Do you know this person?" in visit.text
        await visit.press("1")
        assert visit.step == "Brief"


async def test_only_the_answer_of_the_candidate_that_is_asked_about_counts(planned: Path) -> None:
    async with visiting(planned) as visit:
        await visit.open("Five guidelines", "K2")
        names = [visit.lines[6]]
        await visit.press("1")
        names.append(visit.lines[6])
        assert visit.step == "ConflictQuestion"
        assert names[0] != names[1]
        await visit.press("1")
        assert visit.step == "Brief"


async def test_preparation_has_its_own_clock_and_can_be_skipped(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.brief(PLAY, "K1")
        await visit.press("p")
        hands.at("03:12")
        await visit.pilot.pause(0.3)
        assert "Preparation 03:12 of 15:00" in visit.lines[1]
        await visit.press("enter")
        assert visit.step == "Live"
        assert "00:00 of 20:00" in visit.lines[1]
    found = read_sheet(planned, "B", PLAY, "K1")
    assert found.state == "observing"


async def test_a_candidate_who_did_not_come(planned: Path) -> None:
    async with visiting(planned) as visit:
        await visit.brief(PLAY, "K1")
        await visit.press("f4", "escape")
        assert visit.step == "Brief"
        assert visit.next.startswith("Next: Enter starts the clock")
        await visit.press("f4")
        assert "1 did not come" in visit.next
        await visit.press("1")
        await visit.enter("x")
        await visit.settle()
        assert "A deviation needs its reason." in visit.next
        assert visit.app.screen.query_one("#line").has_focus
        await visit.enter(" Anruf um 9: krank")
        await visit.settle()
        assert visit.step == "Review"
        assert "The candidate did not come" in visit.text
    sheet = read_sheet(planned, "B", PLAY, "K1")
    assert (sheet.state, sheet.outcome) == ("locked", "no_show")
