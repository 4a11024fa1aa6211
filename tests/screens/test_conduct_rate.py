"""Rate and review: a rating rests on notes, nothing is preselected, nothing is locked half done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from screens.conduct.rate import Rate
from tests.screens.visit import SIZES, Hands, Visit, read_sheet, visiting

PLAY = "The removed post"


async def rating(visit: Visit, hands: Hands, notes: dict[str, str], *cues: str) -> None:
    """Notes with the digits of what they show."""
    await visit.live(PLAY, "K1")
    for number, note in enumerate(notes, 1):
        hands.seconds = 300.0 * number
        await visit.enter(note)
        await visit.settle()
    await visit.press(*cues)
    hands.at("20:00")
    await visit.press("f8", "f8")
    for digits in notes.values():
        await visit.press(*digits, "down")
    await visit.press("f3")
    assert visit.step == "Rate"


def ratings(path: Path) -> dict[str, tuple[int | None, str | None, str]]:
    sheet = read_sheet(path, "B", PLAY, "K1")
    return {one.code: (one.level, one.kind, one.reason) for one in sheet.competencies}


@pytest.mark.parametrize("size", [*SIZES, (160, 48)])
async def test_notes_stand_in_thirds_with_the_anchors_in_full(
    planned: Path, hands: Hands, size: tuple[int, int]
) -> None:
    async with visiting(planned, size=size) as visit:
        await rating(visit, hands, {"early": "1", "later": "1", "at the end": "1"})
        seen = visit.text
        places = [seen.index(said) for said in ("first", "early", "middle", "later", "last", "at the end")]
        assert sorted(places) == places
        assert visit.line_with("early").split()[:2] == ["▸", "●"]
        anchors = [anchor.text.en for anchor in read_sheet(planned, "B", PLAY, "K1").competencies[0].anchors]
        seen = visit.text
        for _ in range(5):
            await visit.press("pagedown")
            seen += visit.text
        for anchor in anchors:
            assert all(word in seen for word in anchor.split()), "every word of every anchor can be read"
        assert ("EMP Empathy" in seen) == (size[0] >= 160)


async def test_a_rating_without_a_note_is_refused_and_stands_when_it_is_cited(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"wartet": "1", "two": "2"})
        await visit.press("space")
        assert "○" in visit.line_with("wartet")
        assert "cite a note (Space)" in visit.next
        await visit.press("4")
        assert "A rating cites at least one note." in visit.next
        assert ratings(planned)["EMP"][0] is None
        await visit.press("space")
        assert ratings(planned)["EMP"] == (4, "shown", "")
        assert "EMP 4" in visit.text


async def test_the_ends_of_the_scale_need_two_notes_or_a_reason(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "1"})
        await visit.press("5")
        assert "A 5 cites two notes, or one and a reason of 40 characters." in visit.next
        await visit.press("r")
        await visit.enter("zu kurz")
        await visit.settle()
        assert "33 more characters of reason" in visit.next
        await visit.press("r")
        await visit.enter(" – fragt zweimal nach und ändert den Vorschlag danach [/]")
        await visit.settle()
        level, kind, reason = ratings(planned)["EMP"]
        assert (level, kind) == (5, "shown")
        assert reason.endswith("[/]")
        assert "Reason: zu kurz – fragt" in visit.text


async def test_a_reason_typed_before_the_level_goes_with_it(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "1"})
        await visit.press("r")
        await visit.enter("weil er zweimal nachfragt")
        await visit.settle()
        await visit.press("3")
        assert ratings(planned)["EMP"] == (3, "shown", "weil er zweimal nachfragt")
        await visit.press("r", "escape")
        await visit.press("backspace")
        assert ratings(planned)["EMP"][1] is None


async def test_a_reason_that_belongs_to_no_level_yet_survives_home(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "1"})
        await visit.press("r")
        await visit.enter("weil er nachfragt")
        await visit.press("escape")
        await visit.open(PLAY, "K1")
        assert "Reason: weil er nachfragt" in visit.text
        await visit.press("3")
    assert ratings(planned)["EMP"] == (3, "shown", "weil er nachfragt")


async def test_a_click_marks_a_note_and_rates(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "1", "another": "1"})
        assert await visit.pilot.click("#rows", offset=(12, 1))
        await visit.press("space")
        assert "○" in visit.line_with("another")
        assert await visit.pilot.click("#levels", offset=(12, 8))
        await visit.settle()
        assert ratings(planned)["EMP"][0] == 4


async def test_no_opportunity_does_not_go_with_a_cue_that_was_given(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "2"}, "f2")
        await visit.press("n")
        assert "Cue P1 was given" in visit.next
        assert "EMP ·" in visit.text
        await visit.press("tab", "tab")
        await visit.press("n")
        assert "KRI –" in visit.text
    assert ratings(planned)["KRI"] == (None, "no_opportunity", "")


async def test_absent_behaviour_is_rated_by_its_anchor(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"geht nicht darauf ein": "1", "sagt nichts": "1"})
        await visit.press("a")
        assert "absent" in visit.next
        await visit.press("1")
        assert ratings(planned)["EMP"] == (1, "absent", "")
        await visit.press("a", "escape")
        assert visit.step == "Rate"


async def test_tab_goes_round_and_the_review_comes_after_the_last(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "12", "two": "34"})
        places = []
        for _ in range(4):
            places.append(visit.lines[1].split()[-3:])
            await visit.press("3", "tab")
        assert places == [[str(place), "of", "4"] for place in (1, 2, 3, 4)]
        assert visit.step == "Review"
        await visit.press("f2")
        await visit.press("shift+tab")
        assert "4 of 4" in visit.lines[1]


async def test_only_digits_of_the_scale_rate(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "1"})
        await visit.press("7", "0", "9")
        assert ratings(planned)["EMP"][1] is None
        assert "1-5 Rate" in visit.lines[-1]
        screen = visit.app.screen
        assert isinstance(screen, Rate)
        screen.hour.work = replace(screen.hour.work, hi=10)
        assert screen.check_action("rate", (0,))
        assert screen.check_action("rate", (9,))


async def test_a_sheet_with_an_open_rating_is_not_locked(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "1", "unassigned": ""})
        await visit.press("3", "f3")
        assert visit.step == "Review"
        assert "1 note shows no competency yet" in visit.text
        assert visit.next == "Next: G, 3 competencies have no rating"
        await visit.press("l", "l")
        assert "have no rating yet" in visit.next
        assert read_sheet(planned, "B", PLAY, "K1").state == "rating"
        await visit.press("g")
        assert visit.step == "Rate"
        assert "2 of 4" in visit.lines[1]


async def test_reopening_lands_at_rating_and_at_the_review(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "12", "two": "34"})
        await visit.press("3", "tab", "3")
    async with visiting(planned) as visit:
        await visit.open(PLAY, "K1")
        assert visit.step == "Rate"
        assert "3 of 4" in visit.lines[1]
        await visit.press("3", "tab", "3")
    async with visiting(planned) as visit:
        await visit.open(PLAY, "K1")
        assert visit.step == "Review"
        await visit.press("l", "escape")
        assert visit.step == "Review", "not sure after all"
        await visit.press("l", "l", "escape")
    async with visiting(planned) as visit:
        await visit.open(PLAY, "K1")
        assert visit.step == "Review"
        assert "✓ locked at" in visit.text
        await visit.press("l", "f2", "g", "f4")
        assert visit.step == "Review"
