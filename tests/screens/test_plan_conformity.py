"""The checks on the screen: told, filtered, mended elsewhere and made anew; the coverage of every candidate."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import text

from assess.cli.front import find_center
from assess.people.sign_in import find
from assess.plan.center import put_paper
from assess.plan.conformity.shape import RULES
from assess.report.conformity import conformity
from assess.store.open import open_store
from assess.store.transaction import Reading, Writing
from assess.words import Id
from screens.base import Room
from screens.plan.conformity import MENDED, ConformityScreen
from tests.demos import DAY
from tests.screens.visit import HOSTILE, Visit, visiting

SIZES = [(80, 24), (100, 30), (160, 48)]


def center_of(path: Path) -> Id:
    """The only center of a file."""
    with open_store(path, create=False) as store:
        return store.read(find_center, None)


async def checks(visit: Visit, path: Path) -> ConformityScreen:
    """To the checks."""
    screen = ConformityScreen(center_of(path))
    visit.app.push_screen(screen)
    await visit.settle()
    return screen


async def mark(visit: Visit, screen: ConformityScreen, id_: str) -> None:
    """Mark a check."""
    await visit.press("home")
    for _ in range(len(screen.listed)):
        if screen.check is not None and screen.check.id == id_:
            return
        await visit.press("down")
    raise AssertionError(id_)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_wrong_stands_first_with_its_evidence(
    planned: Path, size: tuple[int, int], language: str
) -> None:
    async with visiting(planned, person="M", size=size, language=language) as visit:
        screen = await checks(visit, planned)
        assert screen.found is not None
        first = screen.listed[0]
        assert first.state in ("error", "warning")
        assert visit.app.words(first.title)[:12] in visit.text
        for check in (first, screen.listed[-1]):
            await mark(visit, screen, check.id)
            assert visit.app.words(check.said)[:14] in visit.text
            assert visit.line_with(f"{check.id} · ")
        assert {one.id for one in screen.listed} == set(RULES)
        assert not any("{" in line for line in visit.lines)


async def test_state_is_a_glyph_and_a_word_without_colour(planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with visiting(planned, person="M", size=(160, 48)) as visit:
        screen = await checks(visit, planned)
        for check in screen.listed[:20]:
            line = next(line for line in visit.lines if f"{check.id}  " in line)
            glyph = {"error": "✗", "warning": "!", "open": "·", "met": "✓"}[check.state]
            assert f"{glyph} {check.id}" in line
            assert check.state in line


async def test_the_filter_shows_one_state_at_a_time(planned: Path) -> None:
    async with visiting(planned, person="M") as visit:
        screen = await checks(visit, planned)
        everything = len(screen.listed)
        states = []
        for said in ("errors only", "warnings only", "open ones only"):
            await visit.press("f")
            assert said in visit.text
            states.append({one.state for one in screen.listed})
        assert states[1:] == [{"warning"}, {"open"}]
        assert states[0] <= {"error"}
        await visit.press("f")
        assert len(screen.listed) == everything


async def test_what_was_mended_meanwhile_is_met_at_the_next_look(planned: Path) -> None:
    async with visiting(planned, person="M") as visit:
        screen = await checks(visit, planned)
        await mark(visit, screen, "PO-01")
        assert screen.check is not None
        assert screen.check.state == "warning"

        def note(tx: Writing) -> None:
            put_paper(tx, screen.center, "policy", DAY, HOSTILE)

        with open_store(planned, create=False) as store:
            store.acting(store.read(find, "M").id).write(note)
        await visit.press("f6")
        assert screen.check is not None
        assert (screen.check.id, screen.check.state) == ("PO-01", "met"), "the mark stays at its check"
        assert "ok [/] weiter [b [link='x ]]" in visit.text, "user text is never markup"
        before = screen.found
        visit.app.show_help("", ())
        await visit.settle()
        await visit.press("escape")
        assert screen.found is not before, "checked again on return"


async def test_enter_reads_the_whole_evidence_and_escape_goes_back_step_by_step(planned: Path) -> None:
    async with visiting(planned, person="M") as visit:
        screen = await checks(visit, planned)
        await mark(visit, screen, "PO-02")
        await visit.press("enter")
        assert "It is no certificate" in visit.text
        assert visit.text.count("PO-01") == 0, "the list is away"
        await visit.press("escape")
        assert "PO-01" in visit.text
        await visit.press("c", "escape")
        assert visit.step == "ConformityScreen"
        await visit.press("escape")
        assert visit.step != "ConformityScreen"


@pytest.mark.parametrize("size", SIZES)
async def test_coverage_shows_who_sees_what(planned: Path, size: tuple[int, int]) -> None:
    async with visiting(planned, person="M", size=size) as visit:
        screen = await checks(visit, planned)
        await visit.press("c", "down", "right")
        covered = screen.covered
        assert covered is not None
        assert (covered.candidate, covered.competency) == ("K2", "KOM")
        assert "K2 · Communication" in visit.text
        assert "enough: two exercises and two assessors" in visit.text
        assert "6 candidates × 2 assessors each ÷ 2 at once = 6 assessors" in visit.text or size[0] < 160
        for code in ("EMP", "KOM", "KON", "MOD", "KRI", "TEA"):
            assert any(code in line and "KOM" in line for line in visit.lines), code
        await visit.press("right", "right", "right", "right", "right", "down", "end")
        covered = screen.covered
        assert covered is not None
        assert (covered.candidate, covered.competency) == ("K6", "TEA")
        await visit.press("c")
        assert screen.check is not None


async def test_a_gap_in_the_coverage_is_marked_by_more_than_colour(planned: Path) -> None:
    from assess.store import guards

    with open_store(planned, create=False) as store, store.writer.begin() as connection:
        guards.remove(connection)
        connection.execute(
            text(
                "DELETE FROM assignment WHERE function = 'assessor' AND person <> (SELECT id FROM person WHERE"
                " initials = 'C') AND candidate = (SELECT id FROM candidate WHERE code = 'K3')"
            )
        )
        guards.install(connection)
    async with visiting(planned, person="M", size=(100, 30)) as visit:
        screen = await checks(visit, planned)
        assert {"AS-01", "AS-02"} <= {one.id for one in screen.listed if one.state == "error"}
        await visit.press("c", "down", "down")
        assert "/1 !" in next(line for line in visit.lines if line.startswith(" K3"))
        assert "not enough" in visit.text


async def test_an_assessor_is_told_that_it_is_not_for_them(planned: Path) -> None:
    async with visiting(planned, person="B") as visit:
        screen = await checks(visit, planned)
        assert "not among your tasks" in visit.next
        assert screen.found is None
        await visit.press("f", "c", "down", "enter", "g", "escape", "escape")
        assert visit.step != "ConformityScreen"


def test_every_check_is_mended_on_a_screen_that_there_is() -> None:
    assert {rule.screen for rule in RULES.values()} - {""} == set(MENDED)
    for where, _ in MENDED.values():
        module, _, name = where.partition(":")
        assert issubclass(getattr(import_module(f"screens.plan.{module}"), name), Room)


async def test_g_opens_the_screen_that_mends_it(planned: Path) -> None:
    async with visiting(planned, person="M") as visit:
        screen = await checks(visit, planned)
        await mark(visit, screen, "LK-01")
        await visit.press("g")
        assert visit.step == "Matrix"
        await visit.press("escape")
        assert visit.step == "ConformityScreen"
        await visit.press("f", "f", "f")
        assert screen.check is None or screen.check.state == "open"


def test_the_screen_and_the_command_show_the_same_object(planned: Path) -> None:
    def both(tx: Reading) -> bool:
        center = find_center(tx, None)
        return conformity(tx, center) == conformity(tx, center)

    with open_store(planned, create=False) as store:
        assert store.acting(store.read(find, "M").id).read(both)
