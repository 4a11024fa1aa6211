"""Presentation and group discussion; every step in both languages, at every size, under the cover of privacy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assess.home.glance import glance_file
from screens.conduct.live import Live
from tests.screens.visit import Hands, Visit, read_sheet, read_work, visiting

PLAY, GROUP = "The removed post", "Five guidelines"


def presenter(path: Path) -> tuple[str, str, str]:
    """Who watches a presentation: initials, exercise, candidate."""
    for person in glance_file(path, None).people:
        for task in glance_file(path, person.initials).tasks:
            if task.kind == "presentation":
                return person.initials, task.exercise.en, task.codes[0]
    raise AssertionError("the demo has no presentation")


async def test_a_presentation_has_a_question_round_with_a_check_list(planned: Path, hands: Hands) -> None:
    who, exercise, code = presenter(planned)
    async with visiting(planned, who) as visit:
        await visit.live(exercise, code)
        screen = visit.app.screen
        assert isinstance(screen, Live)
        prompts = [cue.short.en for cue in screen.deck.cues]
        assert f"F2 {prompts[0]}" in visit.text
        hands.at("10:00")
        await visit.enter("+ nennt die Kernaussage zuerst")
        await visit.press("f8")
        assert "F8 Question round" in visit.next
        await visit.press("f8")
        assert visit.step == "Live"
        assert "Question round 00:00 of 10:00" in visit.lines[1]
        assert "F2 ▸ Q1" in visit.text
        question = next(cue.text.en for cue in screen.deck.cues if cue.code == "Q1")
        assert " ".join(question.split()[:8]) in visit.text, "the next question can be read"
        hands.at("11:05")
        await visit.enter("fragt zurück")
        await visit.press("f2")
        assert "01:05" in visit.line_with("question Q1 asked")
        hands.at("12:00")
        await visit.press("f8", "f8")
        assert visit.step == "Classify"
    sheet = read_sheet(planned, who, exercise, code)
    assert [(note.phase, note.seconds) for note in sheet.notes] == [("live", 600.0), ("questions", 65.0)]


async def test_free_questions_follow_the_fixed_ones_and_are_marked(planned: Path, hands: Hands) -> None:
    who, exercise, code = presenter(planned)
    async with visiting(planned, who) as visit:
        await visit.live(exercise, code)
        hands.at("10:00")
        await visit.press("f8", "f8")
        hands.at("11:00")
        await visit.press("f2")
        hands.at("12:00")
        await visit.press("f4")
        assert "question Q3 asked, before Q2" in visit.text
        assert visit.next == "Next: question Q2 (F3)"
        hands.at("13:00")
        await visit.press("f3")
        assert "question Q3 asked, before Q2" in visit.text, "it was out of its turn, and stays so"
        hands.at("14:00")
        await visit.press("f5")
        assert visit.next == "Next: free questions (F6)"
        await visit.enter("antwortet auf Q4")
        hands.at("15:00")
        await visit.press("f6")
        assert "free questions begin" in visit.text
        await visit.enter("fragt selbst zurück")
        await visit.settle()
        assert "free question" in visit.line_with("fragt selbst")
        assert "free question" not in visit.line_with("antwortet auf")
        hands.at("16:00")
        await visit.press("f6")
        await visit.enter("keine freie Frage")
    notes = read_sheet(planned, who, exercise, code).notes
    assert [note.free for note in notes] == [False, True, False]
    cues = {cue.code: cue for cue in read_work(planned, who, exercise, code).cues}
    assert cues["Q3"].before == ("Q2",)
    assert cues["Q2"].before == ()
    assert cues["free"].given is None, "said twice, it is taken back"


async def test_planned_against_actual_minutes_stand_at_the_end(planned: Path, hands: Hands) -> None:
    who, exercise, code = presenter(planned)
    async with visiting(planned, who) as visit:
        await visit.live(exercise, code)
        hands.at("11:20")
        await visit.press("f8", "f8")
        hands.at("20:20")
        await visit.press("f8", "f8")
        await visit.press("f4", "2")
        await visit.enter("abgebrochen wegen Feueralarm")
        await visit.settle()
        assert visit.step == "Review"
        assert "Talk 11:20 of 10:00, Question round 09:00 of 10:00" in visit.text


async def test_twelve_seats_are_noted_and_drawn(planned: Path, hands: Hands) -> None:
    with sqlite3.connect(planned) as raw:
        (slot, center) = raw.execute(
            "SELECT s.id, s.center FROM slot s JOIN exercise e ON e.id = s.exercise WHERE e.kind = 'group_discussion'"
        ).fetchone()
        (person,) = raw.execute("SELECT id FROM person WHERE initials = 'B'").fetchone()
        for number in range(7, 13):
            raw.execute(
                "INSERT INTO candidate (id, center, code, name, extra_minutes) VALUES (?, ?, ?, ?, 0)",
                (f"c{number}", center, f"K{number}", f"Person {number}"),
            )
            raw.execute("INSERT INTO seat VALUES (?, ?, ?, ?, NULL)", (f"s{number}", slot, f"c{number}", number))
        raw.execute("INSERT INTO candidacy SELECT 'c12', vacancy FROM candidacy LIMIT 1")
        raw.execute("INSERT INTO assignment VALUES ('a12', ?, ?, 'c12', 'assessor')", (slot, person))
    raw.close()
    async with visiting(planned) as visit:
        await visit.live(GROUP, "K2")
        assert "[12 K12]" in visit.text
        await visit.enter("12+ sagt etwas")
        await visit.settle()
        assert "12 +" in visit.line_with("sagt etwas")
        seat = next(at for at, said in enumerate(visit.lines) if "[12 K12]" in said)
        assert await visit.pilot.click(offset=(visit.lines[seat].index("[12 K12]") + 2, seat))
        await visit.type("+ noch etwas")
        await visit.press("enter")
        await visit.press("f8", "f4")
        assert visit.step == "Classify"
    assert [note.text for note in read_sheet(planned, "B", GROUP, "K12").notes] == ["sagt etwas", "noch etwas"]


async def test_a_stop_before_the_question_round_is_no_dead_end(planned: Path, hands: Hands) -> None:
    who, exercise, code = presenter(planned)
    async with visiting(planned, who) as visit:
        await visit.live(exercise, code)
        await visit.press("f8", "f4")
        assert visit.step == "Classify"
        await visit.press("f8")
        assert visit.step == "Live"
        assert "Question round" in visit.lines[1]


async def test_a_group_is_noted_by_seat(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(GROUP, "K2")
        found = read_work(planned, "B", GROUP, "K2")
        mine = {seat.number: seat.code for seat in found.seats if seat.own}
        other = next(seat.number for seat in found.seats if not seat.own)
        assert len(mine) == 2
        for number, code in mine.items():
            assert f"[{number} {code}]" in visit.text, "one's own stand in brackets"
        first, second = mine
        hands.at("03:10")
        await visit.enter(f"{first}+ fasst zusammen: „Zwei Positionen“")
        await visit.settle()
        assert f"03:10 {first} +" in visit.line_with("fasst zusammen")
        await visit.enter("ohne Platz")
        await visit.settle()
        assert "put the seat number in front" in visit.next
        screen = visit.app.screen
        assert isinstance(screen, Live)
        assert screen.line.value.strip() == "ohne Platz"
        await visit.enter(f"{other} ")
        await visit.settle()
        assert "Your seats" in visit.next
        screen.line.value = ""
        hands.at("13:30")
        await visit.pilot.pause(0.5)
        assert f"{mine[second]}: no notes for ten minutes" in visit.text or (
            f"{mine[first]}: no notes for ten minutes" in visit.text
        )
        await visit.enter(f"{first} one")
        await visit.enter(f"{second} two")
        await visit.settle()
        await visit.pilot.pause(0.5)
        assert "no notes for ten minutes" not in visit.text
        await visit.press("f8", "f4")
        await visit.press("1", "enter", "1", "enter", "2", "enter")
        assert visit.step == "Rate"
        assert "1 of 8" in visit.lines[1]
        assert "What you saw of" in visit.text
    assert [note.text for note in read_sheet(planned, "B", GROUP, mine[second]).notes] == ["two"]


async def test_a_group_is_locked_sheet_by_sheet(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.brief(GROUP, "K2")
        await visit.press("f4")
        assert visit.next.startswith("Whose sheet? 1 K2, 2 K5")
        await visit.press("2", "1")
        await visit.enter("krank gemeldet")
        await visit.settle()
        assert visit.step == "Brief", "the other candidate is here"
        assert "K2, K5 ✓" in visit.lines[0]
        await visit.press("enter")
        assert visit.step == "Live"
    assert read_sheet(planned, "B", GROUP, "K5").outcome == "no_show"
    assert read_sheet(planned, "B", GROUP, "K2").state == "observing"


async def walk(visit: Visit, hands: Hands) -> list[str]:
    """Through every step, and what each showed."""
    seen = []
    await visit.open(PLAY, "K1")
    seen.append(visit.text)
    await visit.press("1")
    seen.append(visit.text)
    await visit.press("enter")
    await visit.enter("+ souverän [/] [b")
    await visit.settle()
    seen.append(visit.text)
    await visit.press("f8", "f8")
    seen.append(visit.text)
    await visit.press("1", "enter")
    seen.append(visit.text)
    await visit.press("3", "f3")
    seen.append(visit.text)
    return seen


@pytest.mark.parametrize(
    ("size", "language"),
    [((60, 20), "en"), ((80, 24), "en"), ((80, 24), "de"), ((100, 30), "de"), ((160, 48), "en")],
)
async def test_every_step_at_every_size_in_both_languages(
    planned: Path, hands: Hands, size: tuple[int, int], language: str
) -> None:
    async with visiting(planned, size=size, language=language) as visit:
        seen = await walk(visit, hands)
        assert len({text[:200] for text in seen}) == 6
        assert visit.step == "Review"


@pytest.mark.parametrize("step", range(6))
async def test_privacy_help_and_language_on_every_step(planned: Path, hands: Hands, step: int) -> None:
    keys = [("1",), ("enter",), ("f8", "f8"), ("f3",), ("f3",)]
    async with visiting(planned) as visit:
        await visit.open(PLAY, "K1")
        for pressed in keys[:step]:
            await visit.press(*pressed)
        name = visit.step
        before = visit.lines
        await visit.press("f9")
        assert visit.text == "F9"
        await visit.press("escape", "enter")
        assert visit.text == "F9", "under the cover nothing happens"
        await visit.press("f9")
        assert visit.lines[0] == before[0]
        await visit.press("f1")
        assert visit.step == "Help"
        await visit.press("escape")
        assert visit.step == name
        visit.app.speak("de")
        await visit.settle()
        visit.app.speak("en")
        await visit.settle()
        assert visit.lines[0] == before[0]


async def test_nothing_depends_on_colour(planned: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with visiting(planned) as visit:
        seen = await walk(visit, hands)
        assert "LIVE" in seen[2], "the step is said in capitals"
        assert "✓" in seen[2]
        assert "▸" in seen[3], "the marked note has a mark"


async def test_every_command_is_in_the_palette(planned: Path, hands: Hands) -> None:
    async with visiting(planned) as visit:
        await visit.live(PLAY, "K1")
        offered = {command.title.partition(" · ")[0] for command in visit.app.get_system_commands(visit.app.screen)}
        assert {"Undo note", "Clock", "Hide", "Cue 1", "Cue 5", "Help", "Back"} <= offered
