"""Classify: which competency shows in a note."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from tests.screens.visit import Hands, Visit, read_sheet, visiting

PLAY = "The removed post"


async def classifying(visit: Visit, hands: Hands, *notes: str) -> None:
    await visit.live(PLAY, "K1")
    for number, note in enumerate(notes, 1):
        hands.seconds = 60.0 * number
        await visit.enter(note)
        await visit.settle()
    hands.at("20:00")
    await visit.press("f8", "f8")
    assert visit.step == "Classify"


def shown(path: Path) -> dict[str, list[str]]:
    sheet = read_sheet(path, "B", PLAY, "K1")
    codes = {one.id: one.code for one in sheet.competencies}
    return {note.text: sorted(codes[one] for one in note.shows) for note in sheet.notes if not note.discarded}


async def test_digits_toggle_and_a_note_shows_two_at_the_most(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "one", "two")
        await visit.press("1", "2", "3")
        assert "A note shows 2 competencies at the most" in visit.next
        await visit.press("2", "3")
        assert visit.line_with("one").endswith("EMP KRI")
    assert shown(planned) == {"one": ["EMP", "KRI"], "two": []}


async def test_a_tagged_note_is_classified_already_and_open_ones_come_first(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "tagged #EMP", "open one")
        order = [line for line in visit.lines if "tagged" in line or "open one" in line]
        assert "open one" in order[0]
        assert "1 open" in visit.next


async def test_enter_goes_to_the_next_open_note_and_on_to_rating(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "one", "two", "three")
        for key in ("1", "enter", "2", "enter", "3"):
            visit.post(key)
        await visit.settle()
        assert visit.next == "Next: nothing is open; Enter goes on to rating"
        await visit.press("enter")
        assert visit.step == "Rate"
    assert shown(planned) == {"one": ["EMP"], "two": ["KON"], "three": ["KRI"]}


async def test_enter_right_after_a_digit_waits_for_its_commit(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "one")
        visit.post("1")
        visit.post("enter")
        await visit.settle()
        assert visit.step == "Rate"
        assert "one" in visit.text


async def test_a_discarded_note_stays_as_a_trace_and_can_be_kept(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "one", "two")
        await visit.press("x")
        assert visit.line_with("one").endswith("discarded")
        await visit.press("down", "x", "x", "1")
    sheet = read_sheet(planned, "B", PLAY, "K1")
    assert [(note.text, note.discarded) for note in sheet.notes] == [("one", True), ("two", False)]


async def test_a_note_is_split_where_the_cursor_stands(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "fragt nach, schreibt auf", "two")
        await visit.press("s")
        await visit.press(*["right"] * len("fragt nach,"), "enter")
        await visit.press("1")
        assert visit.lines[6].split()[-3:] == ["fragt", "nach,", "EMP"]
        assert visit.line_with("fragt nach, schreibt auf").endswith("discarded")
    assert shown(planned) == {"fragt nach,": ["EMP"], "schreibt auf": [], "two": []}


async def test_evaluative_words_are_asked_about(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "wirkt souverän", "she was very [/] arrogant", '"Das war gut von dir"')
        assert "“wirkt”, “souverän” judge. What did the person do or say?" in visit.text
        await visit.press("down")
        assert "“very”, “arrogant” judge." in visit.text
        await visit.press("down")
        assert "What did the person do or say?" not in visit.text, "a quote is the candidate's own word"


async def test_a_late_note_is_typed_with_its_time(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "one")
        await visit.press("n")
        await visit.enter("12:30 + nennt drei Schritte")
        await visit.settle()
        assert "12:30 +" in visit.line_with("nennt drei Schritte")
        await visit.press("n")
        await visit.enter("ohne Zeit")
        await visit.settle()
        assert "20:00" in visit.line_with("ohne Zeit")
        await visit.press("n")
        await visit.type("x1")
        await visit.press("escape")
        assert visit.step == "Classify"


async def test_a_note_that_is_half_typed_at_the_stop_is_not_lost(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        await visit.type("+ verabschiedet si")
        hands.at("20:00")
        await visit.press("f8", "f8")
        assert visit.step == "Classify"
        await visit.type("ch")
        await visit.press("escape")
        assert visit.step == "Classify"
        await visit.press("n", "enter")
        assert "20:00 +" in visit.line_with("verabschiedet sich")
        await visit.press("n")
        assert visit.app.screen.query_one("#line", Input).value == ""


async def test_a_click_marks_and_classifies(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "one", "two")
        assert await visit.pilot.click("#rows", offset=(20, 1))
        assert await visit.pilot.click("#legend", offset=(2, 0))
        await visit.settle()
    assert shown(planned) == {"one": [], "two": ["EMP"]}


async def test_an_aborted_exercise_is_locked_without_ratings(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "one")
        await visit.press("f4", "2")
        assert "exercise was aborted: what happened?" in visit.text
        assert shown(planned) == {"one": []}, "the digit answers; it classifies nothing"
        await visit.enter("Feueralarm [/]")
        await visit.settle()
        assert visit.step == "Review"
        assert "The exercise was aborted" in visit.text
    assert read_sheet(planned, "B", PLAY, "K1").outcome == "aborted"


async def test_the_exercise_can_go_on(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "one")
        hands.at("22:00")
        await visit.press("f8")
        assert visit.step == "Live"
        hands.at("22:10")
        await visit.pilot.pause(0.5)
        assert "+00:10 over" in visit.lines[1], "the clock goes on where it was stopped"


async def test_rating_can_go_back_to_the_notes(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "one")
        await visit.press("1", "enter")
        assert visit.step == "Rate"
        await visit.press("f2")
        assert visit.step == "Classify"
        await visit.press("n")
        await visit.enter("one more")
        await visit.settle()
        assert "one more" in visit.text
