"""Live: nothing typed is lost, nothing is called saved before it is, and the clock is right after everything."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from textual.widgets import Input

from screens.conduct.live import Live
from tests.screens.visit import HOSTILE, Hands, Visit, read_sheet, read_work, visiting

PLAY = "The removed post"


def live_of(visit: Visit) -> Live:
    screen = visit.app.screen
    assert isinstance(screen, Live)
    return screen


def line_of(visit: Visit) -> Input:
    return live_of(visit).line


async def test_notes_typed_faster_than_commits_keep_their_order_and_none_is_lost(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        for number in range(25):
            hands.seconds = number
            for character in f"+ Notiz {number:02}":
                visit.post(character)
            visit.post("enter")
        await visit.press("escape")
        assert visit.step == "Home"
    notes = read_sheet(planned, "B", PLAY, "K1").notes
    assert [note.text for note in notes] == [f"Notiz {number:02}" for number in range(25)]
    assert [note.number for note in notes] == list(range(1, 26))


async def test_a_note_is_pending_until_its_commit(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        hands.at("02:10")
        other = sqlite3.connect(planned, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            await visit.enter("waits three seconds")
            await visit.pilot.pause(0.1)
            assert visit.line_with("waits three").startswith(" … 02:10"), "shown at once, and not as saved"
            assert "… saving" in visit.text
            assert "✓ saved" not in visit.text
            assert read_sheet_notes(other) == 0
        finally:
            other.execute("ROLLBACK")
            other.close()
        await visit.settle()
        assert visit.line_with("waits three").startswith(" ✓ 02:10")
        assert "✓ saved" in visit.text


def read_sheet_notes(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM observation").fetchone()[0])


async def test_a_failed_write_puts_the_text_back_with_a_sentence(planned: Path, hands: Hands) -> None:
    away = planned.with_name("away.assess")
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        hands.at("04:20")
        planned.rename(away)
        await visit.enter("+ asks what would help")
        await visit.settle()
        assert "The file was moved, deleted or replaced" in visit.next
        assert line_of(visit).value == "+ asks what would help "
        assert "✓ 04:20" not in visit.text
        away.rename(planned)
        hands.at("05:00")
        await visit.press("enter")
        assert visit.line_with("asks what would help").startswith(" ✓ 04:20 +"), "the note keeps its time"
    assert [note.seconds for note in read_sheet(planned, "B", PLAY, "K1").notes] == [260.0]


async def test_texts_that_come_back_wait_for_the_line(planned: Path, hands: Hands) -> None:
    away = planned.with_name("away.assess")
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        planned.rename(away)
        hands.seconds = 10.0
        for key in (*"first", "enter", *"second", "enter", *"third"):
            visit.post(key)
        await visit.settle()
        assert line_of(visit).value == "third", "what one is typing is not touched"
        assert visit.line_with("first").startswith(" ! 00:10")
        away.rename(planned)
        hands.seconds = 90.0
        for _ in range(3):
            await visit.press("enter")
    notes = read_sheet(planned, "B", PLAY, "K1").notes
    assert [(note.text, note.seconds) for note in notes] == [("third", 90.0), ("first", 10.0), ("second", 10.0)]


async def test_notes_that_are_not_saved_survive_home_and_another_run(planned: Path, hands: Hands) -> None:
    away = planned.with_name("away.assess")
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        planned.rename(away)
        hands.seconds = 10.0
        for key in (*"first", "enter", *"second", "enter", *"third"):
            visit.post(key)
        await visit.settle()
        assert "not saved yet" in visit.line_with("second")
        away.rename(planned)
        await visit.press("escape")
        assert visit.step == "Home"
    hands.seconds = 60.0
    async with visiting(planned) as visit:
        await visit.open(PLAY, "K1")
        assert line_of(visit).value == "third"
        assert visit.line_with("first").startswith(" ! 00:10")
        for _ in range(3):
            await visit.press("enter")
        assert "not saved yet" not in visit.text
        assert line_of(visit).value == ""
    notes = read_sheet(planned, "B", PLAY, "K1").notes
    assert [(note.text, note.seconds) for note in notes] == [("third", 60.0), ("first", 10.0), ("second", 10.0)]


async def test_a_note_that_waits_for_the_disk_is_kept_beyond_a_crash(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        await visit.enter("saved before")
        await visit.settle()
        hands.at("02:10")
        other = sqlite3.connect(planned, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            await visit.enter("waits")
            await visit.pilot.pause(0.1)
            kept = live_of(visit).draft("unsaved")
            assert "waits" in kept
            assert "saved before" not in kept
        finally:
            other.execute("ROLLBACK")
            other.close()
        await visit.settle()
        assert live_of(visit).draft("unsaved") == ""
        live_of(visit).keep_draft(kept, "unsaved")  # as if the program had died between the commit and this
        hands.at("02:20")
        await visit.pilot.pause(0.5)
        assert visit.text.count("waits") == 1, "it was saved after all: it is not shown twice"
        assert live_of(visit).draft("unsaved") == ""


async def test_what_is_half_typed_survives_home_and_the_clock_goes_on(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        hands.at("03:00")
        await visit.type("- fällt ins W")
        await visit.press("escape")
        assert visit.step == "Home"
        hands.at("07:30")
        await visit.open(PLAY, "K1")
        assert visit.step == "Live"
        assert line_of(visit).value == "- fällt ins W"
        assert "07:30 of 20:00" in visit.lines[1]
        await visit.enter("ort")
        await visit.settle()
        assert "- fällt ins Wort" in visit.line_with("07:30 -")


async def test_a_second_run_lands_in_the_same_step_with_the_clock_right(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        hands.at("01:00")
        await visit.enter("sagt seinen Namen")
    hands.at("06:41")
    async with visiting(planned) as visit:
        await visit.open(PLAY, "K1")
        assert visit.step == "Live"
        assert "06:41 of 20:00" in visit.lines[1]
        assert "✓ 01:00" in visit.line_with("sagt seinen Namen")
    hands.boot = "after a restart of the machine"
    hands.start = hands.start.replace(microsecond=0)
    hands.at("09:00")
    async with visiting(planned) as visit:
        await visit.open(PLAY, "K1")
        assert "09:00 of 20:00" in visit.lines[1]
        await visit.press("f8", "f8")
        assert visit.step == "Classify"
    async with visiting(planned) as visit:
        await visit.open(PLAY, "K1")
        assert visit.step == "Classify"


async def test_the_clock_is_not_moved_by_the_system_clock_and_goes_on_while_the_laptop_sleeps(
    planned: Path, hands: Hands
) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        hands.at("03:00")
        hands.start = hands.start.replace(year=2031)
        await visit.pilot.pause(0.5)
        assert "03:00 of 20:00" in visit.lines[1]
        hands.start = hands.start.replace(year=2019)
        hands.at("09:30")  # the boot clock counts sleep
        await visit.pilot.pause(0.5)
        assert "09:30 of 20:00" in visit.lines[1]
        await visit.enter("nach dem Zuklappen")
        await visit.settle()
    assert read_sheet(planned, "B", PLAY, "K1").notes[0].seconds == 570.0


async def test_extra_minutes_are_on_the_clock(planned: Path, hands: Hands) -> None:
    with sqlite3.connect(planned) as raw:
        raw.execute("UPDATE candidate SET extra_minutes = 5 WHERE code = 'K1'")
    raw.close()
    async with visiting(planned) as visit:
        await visit.brief(PLAY, "K1")
        assert "K1 gets 5 minutes more; the clock has it already." in visit.text
        await visit.press("enter")
        assert "00:00 of 25:00" in visit.lines[1]
        hands.at("23:00")
        await visit.pilot.pause(0.5)
        clock = live_of(visit).clock_text()
        assert any("reverse" in str(span.style) for span in clock.spans), "two minutes before the end"


async def test_the_clock_changes_and_no_other_cell_moves(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        await visit.enter("+ one note")
        await visit.settle()
        hands.at("00:30")
        await visit.pilot.pause(0.5)
        before = visit.lines
        hands.at("00:31")
        await visit.pilot.pause(0.5)
        after = visit.lines
        changed = [place for place, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
        assert [before[place].replace("00:30", "00:31") for place in changed] == [after[place] for place in changed]
        assert len(changed) == 2, "the clock, and the time that a note would get"


@pytest.mark.parametrize("at", ["15:00", "18:01", "20:00"])
async def test_the_clock_warns_by_inverting_one_word_for_two_seconds(planned: Path, hands: Hands, at: str) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        hands.at(at)
        await visit.pilot.pause(0.5)
        clock = live_of(visit).clock_text()
        assert any("reverse" in str(span.style) for span in clock.spans)
        hands.seconds += 2
        assert not any("reverse" in str(span.style) for span in live_of(visit).clock_text().spans)


async def test_the_flash_works_without_colour(planned: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")

        def inverted() -> bool:
            strip = visit.app.screen._compositor.render_strips()[1]
            return any(part.style is not None and part.style.reverse for part in strip if ":" in part.text)

        hands.at("14:50")
        await visit.pilot.pause(0.5)
        assert not inverted()
        hands.at("15:00")
        await visit.pilot.pause(0.5)
        assert inverted()


async def test_over_time_the_clock_counts_on(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        hands.at("21:12")
        await visit.pilot.pause(0.5)
        assert "1:12 over" in visit.lines[1]
        assert visit.next == "Next: time is up; F8 stops the clock"


async def test_cues_are_ticked_and_the_page_turns_by_itself(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        cues = [cue.short.en for cue in live_of(visit).deck.cues]
        assert len(cues) == 8
        assert f"Next: {cues[0]} at 01:00 (F2)" == visit.next
        hands.at("01:10")
        await visit.pilot.pause(0.5)
        assert f"{cues[0]} · due 01:00" in visit.text
        await visit.press("f2")
        assert "F2 ✓ 01:10" in visit.text
        assert f"01:10 cue given: {cues[0]}" in visit.text
        await visit.press("f2")
        assert "cue given" not in visit.text
        for key in ("f2", "f3", "f4", "f5", "f6"):
            await visit.press(key)
        assert f"F2 {cues[5]}" in visit.text, "all five are given: the next page"
        await visit.press("pageup")
        assert "F6 ✓ 01:10" in visit.text
        await visit.press("pagedown", "f3")
    given = [cue.code for cue in read_work(planned, "B", PLAY, "K1").cues if cue.given is not None]
    assert given == ["P1", "P2", "P3", "P4", "P5", "P7"]


async def test_parts_have_pages_of_their_own_and_what_may_not_come_holds_nothing_up(
    planned: Path, hands: Hands
) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        cues = live_of(visit).deck.cues
        assert "Part A: Jo" in visit.text
        for at, key in (("01:00", "f2"), ("04:00", "f3"), ("07:00", "f4"), ("10:00", "f5")):
            hands.at(at)
            await visit.press(key)
        assert f"Next: {cues[4].short.en} at 12:00, if it applies (F6)" == visit.next
        hands.at("14:00")
        await visit.pilot.pause(0.5)
        assert "Part B: Kim" in visit.text, "the first cue of the next part is due"
        assert visit.next == f"Next: {cues[5].short.en}, due at 14:00 (F2)"
        await visit.press("pageup")
        hands.at("14:05")
        await visit.pilot.pause(0.5)
        assert "Part A: Jo" in visit.text, "who pages back is not turned away again"


async def test_an_old_cue_that_nobody_ticked_does_not_hide_the_one_that_is_due(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        cues = live_of(visit).deck.cues
        hands.at("07:10")
        await visit.pilot.pause(0.5)
        assert visit.next == f"Next: {cues[2].short.en}, due at 07:00 (F4)"
        assert f"{cues[0].short.en} · due 01:00" in visit.text


@pytest.mark.parametrize("size", [(100, 30), (160, 48)])
async def test_with_room_the_script_stands_beside_and_a_click_ticks(
    planned: Path, hands: Hands, size: tuple[int, int]
) -> None:
    async with visiting(planned, size=size) as visit:
        await visit.live(PLAY, "K1")
        cue = live_of(visit).deck.cues[0]
        assert cue.text.en.strip("\"'")[:20] in visit.text
        line = next(at for at, said in enumerate(visit.lines) if f"▸ {cue.short.en}" in said)
        at = visit.lines[line].index("▸")
        assert await visit.pilot.click(offset=(at + 2, line))
        await visit.settle()
        assert "✓" in visit.lines[line][at:]
        assert f"cue given: {cue.short.en}" in visit.text


async def test_a_click_ticks_a_cue(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        at = visit.line_with("F2 ").index("F2 ")
        assert await visit.pilot.click("#cues", offset=(at, 0))
        await visit.settle()
        assert "F2 ✓ 00:00" in visit.text


async def test_printable_keys_belong_to_the_note(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        everything = "xXsSnNlLgGrRaA 0123456789 jk?/#*+-äöüß[/]"
        await visit.type(f"a{everything}")
        assert line_of(visit).value == f"a{everything}"
        await visit.pilot.click("#rows")
        await visit.pilot.click("#cues")
        await visit.type("!")
        assert line_of(visit).value == f"a{everything}!", "a click elsewhere does not take the focus"


async def test_the_last_note_is_taken_back_and_stays_as_a_trace(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        await visit.press("f7")
        assert visit.next == "There is no note to take back."
        await visit.enter("one")
        await visit.enter("two")
        await visit.press("f7")
        assert "two" in visit.text
    assert [(one.text, one.discarded) for one in read_sheet(planned, "B", PLAY, "K1").notes] == [
        ("one", False),
        ("two", True),
    ]


async def test_a_pause_needs_its_reason_and_counts_from_the_key(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        hands.at("05:00")
        await visit.type("half a no")
        await visit.press("f8")
        assert visit.next == "Clock: F8 stop  F2 pause  F3 set time  Esc back"
        await visit.press("f2")
        assert "Why is the clock paused?" in visit.text
        assert line_of(visit).value == ""
        hands.at("05:20")
        await visit.press("enter")
        assert "A deviation needs its reason." in visit.next
        await visit.enter("Feueralarm")
        await visit.settle()
        assert line_of(visit).value == "half a no", "what was half typed is back"
        hands.at("09:00")
        await visit.pilot.pause(0.5)
        assert "05:00 paused" in visit.lines[1]
        assert visit.next == "Next: F8 lets the clock go on"
        await visit.press("f8", "f8")
        hands.at("09:10")
        await visit.pilot.pause(0.5)
        assert "05:10 of 20:00" in visit.lines[1]


async def test_the_clock_is_set_with_a_reason(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        await visit.press("f8", "f3")
        await visit.enter("zu spät gestartet")
        await visit.settle()
        assert "The time goes first" in visit.next
        line_of(visit).value = "12:30 zu spät gestartet"
        await visit.press("enter")
        assert "12:30 of 20:00" in visit.lines[1]


async def test_typing_closes_the_clock_menu_and_esc_returns(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        await visit.press("f8", "escape")
        assert visit.step == "Live"
        assert visit.next.startswith("Next:")
        await visit.press("f8")
        await visit.type("s")
        assert visit.next.startswith("Next:")
        assert line_of(visit).value == "s"
        await visit.press("f8", "f3", "escape")
        assert line_of(visit).value == "s"
        assert "00:00 of 20:00" in visit.lines[1]


async def test_privacy_blanks_everything_and_keeps_what_was_typed(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        await visit.enter("+ a note")
        await visit.type("half ty")
        await visit.press("f9")
        assert visit.text == "F9"
        await visit.type("ped")
        await visit.press("f2", "f8", "escape")
        assert visit.text == "F9"
        await visit.press("f9")
        assert "a note" in visit.text
        assert line_of(visit).value == "half typed"
        assert "cue given" not in visit.text


async def test_the_cover_stays_up_when_the_next_step_opens_below_it(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        other = sqlite3.connect(planned, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await visit.press("f8")
        visit.post("f8")
        await visit.pilot.pause(0.1)
        visit.post("f9")
        await visit.pilot.pause(0.1)
        assert visit.text == "F9"
        other.execute("ROLLBACK")
        other.close()
        await visit.settle()
        assert visit.step == "Classify"
        assert visit.text == "F9"
        await visit.press("f9")
        assert "CLASSIFY" in visit.lines[1]


async def test_lines_umlauts_and_composed_letters_are_one_note(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        await visit.paste("erste Zeile\r\n\tzweite Zeile\n\ndritte")
        await visit.press("enter")
        await visit.enter("u\N{COMBINING DIAERESIS}ber ßÄ €")
        await visit.paste("日本語 e\N{COMBINING ACUTE ACCENT}")  # an input method commits a text at once
        await visit.press("enter")
    texts = [note.text for note in read_sheet(planned, "B", PLAY, "K1").notes]
    assert texts == ["erste Zeile zweite Zeile dritte", "über ßÄ €", "日本語 é"]


async def test_hostile_texts_are_texts(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        for text in (HOSTILE, "]" * 50, "[" * 50, "$a [b]c[/b] \\[", "x" * 1900):
            await visit.paste(text)
            await visit.press("enter")
        await visit.paste("z" * 5000)
        await visit.press("enter")
        await visit.paste("y" * 12000)
        await visit.press("enter")
        assert "more than 10000 characters" in visit.next
        assert line_of(visit).value.strip() == "y" * 12000
        line_of(visit).value = ""
        await visit.press("f8", "f8")
        assert visit.step == "Classify"
        for _ in range(6):
            await visit.press("1", "down")
        await visit.press("f3")
        assert visit.step == "Rate"
    assert len(read_sheet(planned, "B", PLAY, "K1").notes) == 6
