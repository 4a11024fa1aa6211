"""The calibration drill on the screen: read, mark, rate, hear the verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.people.sign_in import colleagues
from assess.people.training import own_drills
from assess.rubric.drill import drill
from assess.rubric.library import load_library, shipped
from assess.store.open import open_store
from tests.screens.visit import SIZES, Visit, visiting

CODES = load_library().codes("calibration")


async def practise(visit: Visit, code: str = "removed-post-empathy") -> None:
    """From home to a transcript."""
    await visit.press("f7")
    assert visit.step == "Practice"
    await visit.press(*["tab"] * CODES.index(code))


def lower(visit: Visit) -> str:
    """What stands in the part with anchors or verdict."""
    region = visit.app.screen.query_one("#lower").region
    rows = visit.lines[region.y : region.bottom]
    return " ".join(" ".join(row[region.x : region.right].strip("▁▂▃▄▅▆▇█ ") for row in rows).split())


async def mark(visit: Visit, *lines: int) -> None:
    """Walk down to lines of the transcript and mark them."""
    at = 1
    for line in lines:
        await visit.press(*["down"] * (line - at), "space")
        at = line


@pytest.mark.parametrize("size", [*SIZES, (160, 48)])
async def test_every_word_of_transcript_and_anchors_can_be_read(planned: Path, size: tuple[int, int]) -> None:
    found = drill("removed-post-empathy", load_library())
    async with visiting(planned, size=size) as visit:
        await practise(visit)
        seen = visit.text
        for _ in range(len(found.lines)):
            await visit.press("down", "pagedown")
            seen += visit.text
    texts = [found.intro, *(line.text for line in found.lines), *(text for _, text in found.anchors)]
    assert [word for text in texts for word in text.en.split() if word not in seen] == []
    assert "gold" not in seen


@pytest.mark.parametrize("size", SIZES)
async def test_a_rating_that_is_off_hears_how_far_and_on_which_lines(planned: Path, size: tuple[int, int]) -> None:
    async with visiting(planned, size=size) as visit:
        await practise(visit)
        assert visit.next == "Next: mark the lines that show Empathy (Space)"
        await mark(visit, 3, 7, 9)
        assert "3 lines marked" in visit.next
        assert "● L9" in visit.text
        await visit.press("2")
        assert "2 levels below the gold rating: you gave 2, it is 4." in lower(visit)
        assert "Missed: L14, L16." in lower(visit)
        assert "Added: L3." in lower(visit)
        assert "✓ L9" in visit.text
        seen = lower(visit)
        for _ in range(4):
            await visit.press("pagedown")
            seen += lower(visit)
        reasons = load_library().calibration("removed-post-empathy").reasons
        for level in (2, 4):
            assert [word for word in reasons[level].en.split() if word not in seen] == []
        await visit.press(*["pageup"] * 4, "space", "5")
        assert "you gave 2, it is 4." in lower(visit), "a verdict stands"
        await visit.press("escape")
        assert visit.step == "Home"


async def test_a_rating_without_a_line_is_refused(planned: Path) -> None:
    async with visiting(planned) as visit:
        await practise(visit)
        await visit.press("4")
        assert "A rating rests on at least one line." in visit.next
        await visit.press("space", "9")
        assert "1 line marked" in visit.next
        await visit.press("space")
        assert "mark the lines" in visit.next


async def test_it_starts_anew_and_goes_on_to_the_next(planned: Path) -> None:
    async with visiting(planned) as visit:
        await practise(visit)
        await mark(visit, 7, 9, 14, 16)
        await visit.press("4")
        assert "Exactly the gold rating: 4." in visit.text
        assert "You cited the same lines" in visit.text
        await visit.press("backspace")
        assert "gold" not in visit.text
        assert "●" not in visit.text
        places = []
        for _ in CODES:
            await visit.press("tab")
            places.append(visit.lines[0].split()[-3:])
        assert sorted(places) == [[str(place), "of", str(len(CODES))] for place in range(1, len(CODES) + 1)]


async def test_the_language_can_change_in_the_middle(planned: Path) -> None:
    async with visiting(planned, language="de") as visit:
        await practise(visit)
        await mark(visit, 7)
        await visit.press("5")
        assert "bewertung" in visit.text
        visit.app.speak("en")
        await visit.settle()
        assert "1 level above the gold rating" in lower(visit)
        visit.app.speak("de")
        await visit.settle()
        assert "gold rating" not in visit.text


async def test_a_click_on_a_line_goes_there_and_one_on_an_anchor_rates(planned: Path) -> None:
    async with visiting(planned, size=(100, 30)) as visit:
        await practise(visit)
        row = next(place for place, line in enumerate(visit.lines) if "○ L2" in line)
        await visit.pilot.click(offset=(10, row))
        await visit.press("space")
        assert "● L2" in visit.text
        row = next(place for place, line in enumerate(visit.lines) if " 5  " in line)
        await visit.pilot.click(offset=(60, row))
        await visit.settle()
        assert "1 level above the gold rating" in lower(visit)


async def test_drills_are_kept_for_the_person_and_shown_below_the_verdict(planned: Path) -> None:
    async with visiting(planned, size=(100, 30)) as visit:
        await practise(visit)
        assert "2 levels" not in visit.text
        await mark(visit, 7, 9)
        await visit.press("2")
        assert "✓ saved" in visit.text
        await visit.press("backspace")
        assert "Your last drills" not in visit.text
        await mark(visit, 7, 9, 14, 16)
        await visit.press("4")
        seen = lower(visit)
        for _ in range(6):
            await visit.press("pagedown")
            seen += lower(visit)
        assert "Your last drills" in seen
        assert seen.index("the gold rating, 4 of 4 lines") < seen.index("2 levels below, 2 of 4 lines")
        for level in (1, 3, 5):
            assert f"Level {level}:" in seen, "the reason of every anchor"
    with open_store(planned, create=False) as store:
        held = {one.initials: one.id for one in store.read(colleagues)}
        assert [one.off for one in store.acting(held["B"]).read(own_drills)] == [0, -2]
        assert store.acting(held["A"]).read(own_drills) == ()


async def test_a_calibration_of_ones_own_comes_first(
    planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (shipped() / "calibration" / "removed-post-empathy.yaml").read_text("utf-8")
    own = tmp_path / "mine" / "own.yaml"
    own.parent.mkdir()
    own.write_text(text.replace("code: removed-post-empathy", "code: own", 1), "utf-8")
    (own.parent / "broken.yaml").write_text("kind: calibration\ncode: broken\n", "utf-8")
    monkeypatch.chdir(own.parent)
    async with visiting(planned) as visit:
        await visit.press("f7")
        assert f"1 of {len(CODES) + 1}" in visit.lines[0]
        assert "The removed post" in visit.lines[0]
        assert "broken.yaml:" in visit.next


async def test_the_palette_offers_it(planned: Path) -> None:
    async with visiting(planned) as visit:
        commands = {one.title.partition(" · ")[0]: one for one in visit.app.get_system_commands(visit.app.screen)}
        await commands["Practise"].callback()
        await visit.settle()
        assert visit.step == "Practice"
