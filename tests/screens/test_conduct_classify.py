"""Classify: which competency shows in a note."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from tests.screens.crowd import crowd
from tests.screens.visit import HOSTILE, Hands, Visit, read_sheet, visiting

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


async def test_a_note_is_split_at_a_word_and_both_parts_keep_their_time(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "- fragt nach, schreibt auf und liest vor", "two", "einwortig")
        await visit.press("s")
        assert "fragt nach, ┃ schreibt auf" in visit.text, "where a second thought seems to begin"
        await visit.press("1", "x", "right", "right")
        assert "schreibt auf ┃ und liest vor" in visit.text
        await visit.press("end", "right", "left", "left", "enter")
        assert "00:01" not in visit.text
        await visit.press("1")
        rows = [line.split() for line in visit.lines if "01:00" in line]
        assert [row[:3] for row in rows] == [["▸", "✓", "01:00"], ["01:00", "-", "und"], ["x", "01:00", "-"]]
        assert rows[0][-2:] == ["auf", "EMP"]
        assert visit.line_with("auf und liest vor").endswith("split")
    assert shown(planned) == {"fragt nach, schreibt auf": ["EMP"], "und liest vor": [], "two": [], "einwortig": []}


async def test_splitting_can_be_left_and_a_single_word_is_not_split(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "nickt", HOSTILE)
        await visit.press("s")
        assert visit.next == "A note of one word can't be split."
        await visit.press("down", "s", "home", "escape", "1")
        assert visit.step == "Classify"
    assert list(shown(planned).values()) == [[], ["EMP"]]


async def test_a_split_note_is_put_together_again(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "fragt nach, schreibt auf")
        await visit.press("s")
        for key in ("enter", "1"):
            visit.post(key)  # typed ahead: the 1 is meant for the first part
        await visit.settle()
        assert shown(planned) == {"fragt nach,": ["EMP"], "schreibt auf": []}
        await visit.press("down", "down")
        assert visit.line_with("fragt nach, schreibt auf").startswith(" ▸ x")
        await visit.press("x")
        assert visit.text.count("discarded") == 2, "both parts"
        await visit.press("2")
        await visit.press("up", "x")
        assert "The whole note counts again" in visit.next
    assert shown(planned) == {"fragt nach, schreibt auf": ["KON"]}


async def test_evaluative_words_are_asked_about(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(
            visit, hands, "wirkt souverän", "she was [/] very arrogant", '"Das war gut von dir"', "fragt zweimal nach"
        )
        assert "“wirkt”, “souverän” judge. What did the person do or say?" in visit.text
        assert visit.line_with("wirkt souverän   ").endswith("? open"), "marked without colour as well"
        await visit.press("down")
        assert "“very”, “arrogant” judge." in visit.text
        for _ in range(2):
            await visit.press("down")
            assert "What did the person do or say?" not in visit.text, "a quote is the candidate's own word"
        assert not visit.line_with("fragt zweimal nach").endswith("? open")


async def test_a_note_that_judges_is_said_anew_and_stays_as_a_trace(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await classifying(visit, hands, "+ wirkt souverän", "two")
        await visit.press("2", "w")
        assert visit.app.screen.query_one("#line", Input).value == "01:00 + wirkt souverän"
        await visit.press("enter")
        assert shown(planned) == {"wirkt souverän": ["KON"], "two": []}, "nothing was changed: nothing happens"
        await visit.press("w", *["backspace"] * len("wirkt souverän"))
        await visit.enter("schaut Jo an, wartet")
        await visit.settle()
        assert visit.line_with("schaut Jo an, wartet").split()[-1] == "KON"
        assert "01:00 +" in visit.line_with("schaut Jo an, wartet")
        assert visit.line_with("wirkt souverän").endswith("discarded")
    assert shown(planned) == {"two": [], "schaut Jo an, wartet": ["KON"]}


async def test_more_than_nine_competencies_are_reached_with_a_zero_in_front(planned: Path, hands: Hands) -> None:
    crowd(planned, 12)
    async with visiting(planned) as visit:
        await classifying(visit, hands, "one", "two")
        for code in ("1 EMP Empathy", "9 X09 Name X09", "01 X10 Name X10", "03 X12 Name X12"):
            assert code in visit.text, "every name can be read beside its number"
        assert "1-9, 0 for more" in visit.next
        await visit.press("0")
        assert visit.next == "Next: now the digit, for 01 to 03; Esc back"
        await visit.press("9")
        assert shown(planned)["one"] == [], "there is no eighteenth"
        await visit.press("2", "1")
        assert visit.line_with("one   ").endswith("EMP X11")
        await visit.press("down", "0", "escape", "9", "0", "0", "2")
        assert visit.step == "Classify"
        await visit.press("f3")
        assert "1 of 12" in visit.lines[1]
    assert shown(planned) == {"one": ["EMP", "X11"], "two": ["KON", "X09"]}


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
        assert " 0:10 over" in visit.lines[1], "the clock goes on where it was stopped"


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
