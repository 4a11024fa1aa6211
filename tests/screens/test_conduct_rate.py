"""Rate and review: a rating rests on notes, nothing is preselected, nothing is locked half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.words import normal
from tests.screens.crowd import crowd, scale
from tests.screens.visit import HOSTILE, SIZES, Hands, Visit, read_sheet, read_work, visiting

PLAY = "The removed post"
GROUP = "Five guidelines"


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
        assert "Empathy: why 5? 33 more characters, or one more note" in visit.text
        await visit.press("escape")
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
        assert "Reason, saved with the level: weil er nachfragt" in visit.text
        await visit.press("3")
    assert ratings(planned)["EMP"] == (3, "shown", "weil er nachfragt")


async def test_a_reason_wraps_while_it_is_typed_and_esc_loses_nothing(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "1"})
        await visit.press("5", "r")
        await visit.type("Überrascht mit größeren Fragen ")
        assert "10 more characters" in visit.text
        await visit.paste(f"\n {HOSTILE}\tund\r\nweiter " + "wort " * 1200)
        await visit.press("escape")
        assert visit.step == "Rate"
        assert ratings(planned)["EMP"][1] is None
        await visit.press("tab", "shift+tab", "r")
        await visit.press("ctrl+end")
        await visit.type("!")
        assert "✓ enough for 5" in visit.text
        await visit.press("enter")
        level, _, reason = ratings(planned)["EMP"]
    assert level == 5
    assert reason.startswith("Überrascht mit größeren Fragen ok [/] weiter [b [link='x ]]")
    assert len(reason) == len(normal(reason)) > 4900
    assert "über und weiter wort" in reason, "composed, and one paragraph"


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
        assert "Cue P1 was given at 05:00 (" in visit.next
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
        assert " 1-5 " in visit.lines[-1]


@pytest.mark.parametrize(
    ("lo", "hi", "keys", "press", "level"),
    [(1, 7, "1-7", "6", 6), (0, 9, "0-9", "8", 8), (1, 10, "1-9 0", "9", 9), (3, 6, "3-6", "4", 4)],
)
async def test_other_scales_are_rated_by_their_digits(
    planned: Path, hands: Hands, lo: int, hi: int, keys: str, press: str, level: int
) -> None:
    scale(planned, lo, hi)
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "12", "two": "2"})
        assert visit.next == f"Next: which anchor fits these notes? {keys}"
        await visit.press(press)
        assert ratings(planned)["EMP"] == (level, "shown", "")
        assert f"▸ {level:>2}  " in "\n".join(visit.lines), "the chosen level is in view"
        await visit.press("enter", str(hi % 10))
        assert ratings(planned)["KON"] == (hi, "shown", "")
        if hi > 5:
            assert "between its neighbours" in visit.text


async def test_enter_goes_to_the_next_open_rating_of_any_candidate(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(GROUP, "K2")
        mine = {seat.code: seat.number for seat in read_work(planned, "B", GROUP, "K2").seats if seat.own}
        for code in mine:
            await visit.enter(f"{mine[code]} does something")
            await visit.settle()
        await visit.press("f8", "f4")
        await visit.press("1", "enter", "1", "enter")
        assert visit.step == "Rate"
        assert "▸K2 0/4  K5 0/4" in visit.lines[3]
        await visit.press("4")
        assert "▸K2 1/4  K5 0/4" in visit.lines[3]
        for _ in range(3):
            await visit.press("enter", "n")
        assert "▸K2 4/4 ✓" in visit.lines[3]
        assert "Next: Enter, 4 competencies to go" in visit.next
        await visit.press("enter")
        assert "K5 MOD · 5 of 8" in visit.text
        assert "MOD 4" not in visit.text, "what the other candidate got is not shown"
        await visit.press("f3")
        assert visit.step == "Review"
        assert "1 K5 · Facilitation has no rating" in visit.text
        row = next(line for line in visit.lines if "MOD" in line)
        assert "✓" in row
        assert " 4 " not in row, "no levels beside each other while something is to be rated"
        await visit.press("3")
        assert (visit.step, "7 of 8" in visit.lines[1]) == ("Rate", True)
        await visit.press("enter")
        assert "8 of 8" in visit.lines[1]
        await visit.press("enter")
        assert "5 of 8" in visit.lines[1], "round again to what was left"
        assert await visit.pilot.click("#progress", offset=(3, 0))
        await visit.settle()
        assert "1 of 8" in visit.lines[1]


async def test_twelve_competencies_are_all_in_the_strip(planned: Path, hands: Hands) -> None:
    crowd(planned, 12)
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "1", "two": "2"})
        for code in ("EMP ·", "TEA ·", "X05 ·", "X12 ·"):
            assert code in visit.text
        await visit.press("shift+tab")
        assert "X12 · 12 of 12" in visit.lines[1] or "Name X12 · 12 of 12" in visit.lines[1]
        assert "general anchors of X12" in visit.text
        await visit.press("tab")
        assert "anchors for this exercise" in visit.text


async def test_no_note_but_a_cue_that_was_given_leads_back_to_the_notes(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "2"}, "f2")
        assert "no note shows it, but cue Reproach was given at 05:00: F2" in visit.next
        await visit.press("a", "1")
        assert "A rating cites at least one note." in visit.next
        await visit.press("f2")
        assert visit.step == "Classify"


async def test_what_was_rated_before_is_hidden_while_one_rates(planned: Path, hands: Hands) -> None:
    async with visiting(planned, size=(160, 48)) as visit:
        await rating(visit, hands, {"eins von K1": "12", "zwei von K1": "34"})
        await visit.press("r")
        await visit.enter("Grund von K1")
        for _ in range(4):
            await visit.press("3", "enter")
        await visit.press("l", "l")
        assert "eins von K1" in visit.text
        assert "Grund von K1" in visit.text
        assert "Journal head at the lock: " in visit.text
        await visit.press("escape")
        other = next(
            door.task.codes[0]
            for door in visit.app.screen._steps.doors  # type: ignore[attr-defined]  # home's list
            if door.task is not None and door.task.exercise.en == PLAY and door.task.codes[0] != "K1"
        )
        hands.seconds = 3600.0
        await visit.live(PLAY, other)
        await visit.enter("eins von hier")
        await visit.press("f8", "f8")
        seen = visit.text
        await visit.press("1", "enter")
        seen += visit.text
        await visit.press("4", "f3")
        seen += visit.text
        assert "von K1" not in seen
        await visit.press("escape")
        await visit.open(PLAY, "K1")
        assert visit.step == "Review"
        assert f"Hidden while you are at work on {other} (The removed post)" in visit.text
        assert "von K1" not in visit.text
        assert "EMP" not in visit.text
        await visit.press("escape")
        await visit.open(PLAY, other)
        for _ in range(3):
            await visit.press("n", "enter")
        assert visit.step == "Review"
        await visit.press("l", "l", "escape")
        await visit.open(PLAY, "K1")
        assert "eins von K1" in visit.text


async def test_a_sheet_with_an_open_rating_is_not_locked(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await rating(visit, hands, {"one": "1", "unassigned": ""})
        await visit.press("3", "f3")
        assert visit.step == "Review"
        assert "4 1 note shows no competency yet" in visit.text
        assert visit.next == "Next: Enter, 3 competencies have no rating"
        await visit.press("l", "l")
        assert "have no rating yet" in visit.next
        assert read_sheet(planned, "B", PLAY, "K1").state == "rating"
        await visit.press("2")
        assert visit.step == "Rate"
        assert "3 of 4" in visit.lines[1]
        await visit.press("f3")
        await visit.press("enter")
        assert "2 of 4" in visit.lines[1]
        await visit.press("f3")
        await visit.press("4")
        assert visit.step == "Classify"


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


@pytest.mark.parametrize(("size", "language"), [((80, 24), "de"), ((100, 30), "en"), ((160, 48), "de")])
async def test_what_people_type_is_shown_as_typed_down_to_the_record(
    planned: Path, hands: Hands, size: tuple[int, int], language: str
) -> None:
    async with visiting(planned, size=size, language=language) as visit:
        await rating(visit, hands, {HOSTILE: "12", "two": "34"})
        assert "ok [/] weiter" in visit.text
        await visit.press("r")
        await visit.enter(HOSTILE)
        await visit.settle()
        for _ in range(4):
            await visit.press("3")
            await visit.press("enter")
        assert visit.step == "Review"
        await visit.press("l", "l")
        assert visit.text.count("ok [/] weiter") >= 2, "note and reason"
        assert "✓" in visit.text
        assert ("by B" if language == "en" else "von B") in visit.text
