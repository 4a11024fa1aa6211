"""Candidates on the screen: by hand, from a file, withdrawn and back, whom they know."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from assess.conduct.conflict import relations
from assess.people.sign_in import find
from assess.plan.amend import changes
from assess.plan.candidates import Applicant, applicants, kept_attributes, withdraw
from assess.store import guards
from assess.store.open import open_store
from assess.store.tables import Center
from assess.store.transaction import Store
from assess.words import Id
from screens.plan.candidates import Candidates
from screens.plan.importing import Importing
from tests.screens.visit import HOSTILE, SIZES, Hands, Visit, visiting

ALL_SIZES = [*SIZES, (160, 48)]
LIST = """\
Bewerber-ID;Vorname;Nachname;E-Mail;Geschlecht;Phase
7;Anna;Groß;a@example.org;w;x
8;Bo;Li;b@;m;x
7;Anna;Groß;;;
"""


@pytest.fixture
def thawed(planned: Path) -> Path:
    """The demo before its freeze."""
    with open_store(planned, create=False) as store, store.writer.begin() as connection:
        guards.remove(connection)
        connection.execute(text("UPDATE center SET frozen_at = NULL, frozen_hash = NULL"))
        guards.install(connection)
    return planned


def center_of(store: Store) -> Id:
    return store.read(lambda tx: tx.session.execute(select(col(Center.id))).scalar_one())


def there(path: Path) -> dict[str, Applicant]:
    """The candidates in the file, by code."""
    with open_store(path, create=False) as store:
        return {one.code: one for one in store.read(applicants, center_of(store))}


async def candidates(visit: Visit) -> None:
    """To the candidates of the demo."""
    from screens.home.screen import Home

    home = visit.app.screen
    assert isinstance(home, Home)
    visit.app.push_screen(Candidates(Id(home.centers[0].id)))
    await visit.settle()


async def bring(visit: Visit, path: Path) -> None:
    """From the candidates to the preview of a file."""
    await visit.press("f3")
    assert visit.step == "Importing"
    await visit.paste(str(path))
    await visit.press("enter")


def listed(folder: Path, said: str = LIST) -> Path:
    path = folder / "list.csv"
    path.write_text(said, encoding="utf-8")
    return path


@pytest.mark.parametrize("size", ALL_SIZES)
@pytest.mark.parametrize("language", ["en", "de"])
async def test_the_list_shows_codes_names_and_what_is_special(
    thawed: Path, size: tuple[int, int], language: str
) -> None:
    async with visiting(thawed, person="M", size=size, language=language) as visit:
        await candidates(visit)
        assert "K3" in visit.line_with("Inés Quiroga")
        assert "Henrike Vogt" in visit.text
        assert ("first and last name" if language == "en" else "Sprache") in visit.text or "Language" in visit.text


async def test_somebody_is_added_by_hand_and_changed_field_by_field(thawed: Path) -> None:
    async with visiting(thawed, person="M", size=(100, 30)) as visit:
        await candidates(visit)
        await visit.press("f2")
        await visit.type("Zoë Ünal")
        await visit.press("enter")
        assert "K7 Zoë Ünal" in visit.text
        await visit.press("escape")
        assert there(thawed)["K7"].name == "Zoë Ünal"
        await visit.press("end")
        await visit.press("enter")
        await visit.press("down")
        await visit.type("zoe@example.org")
        await visit.press("down", "down", "right")
        await visit.press("down")
        await visit.type("09:00-12:30")
        await visit.press("down")
        await visit.press("backspace")
        await visit.type("15")
        await visit.press("down", "space", "down")
        await visit.type("large print")
        await visit.press("enter")
        one = there(thawed)["K7"]
        assert (one.email, one.language, one.extra_minutes, one.without_steps, one.adjustment) == (
            "zoe@example.org",
            "de",
            15,
            True,
            "large print",
        )
        assert len(one.there) == 1
        assert "+15 min" in visit.text


async def test_a_frozen_design_asks_for_the_reason(planned: Path) -> None:
    async with visiting(planned, person="M") as visit:
        await candidates(visit)
        await visit.press("enter")
        for _ in range(5):
            await visit.press("down")
        await visit.press("backspace")
        await visit.type("15")
        await visit.press("down")
        assert "Why does this change?" in visit.text
        await visit.enter("adjustment was agreed")
        await visit.settle()
    with open_store(planned, create=False) as store:
        (change,) = store.read(changes, center_of(store))
    assert change.new == "K1: community-manager, +15 min"
    assert there(planned)["K1"].extra_minutes == 15


async def test_withdrawing_needs_two_presses_and_can_be_undone(thawed: Path) -> None:
    async with visiting(thawed, person="M") as visit:
        await candidates(visit)
        await visit.press("down", "f4")
        assert "Press it again: K2 no longer takes part" in visit.next
        assert there(thawed)["K2"].withdrawn_at is None
        await visit.press("f4")
        assert "withdrew" in visit.line_with("K2   Mateusz")
        assert there(thawed)["K2"].withdrawn_at is not None
        await visit.press("f4")
        assert "withdrew" not in visit.text
        await visit.press("f4", "down", "f4")
        assert "K3 no longer" in visit.next, "the second press is about somebody else"
        assert [code for code, one in there(thawed).items() if one.withdrawn_at] == []


async def test_search_narrows_the_list(thawed: Path) -> None:
    async with visiting(thawed, person="M") as visit:
        await candidates(visit)
        await visit.press("f6")
        await visit.enter("zie")
        await visit.settle()
        assert "Zieliński" in visit.text
        assert "Vogt" not in visit.text
        assert "1 of 6 have “zie”" in visit.next
        await visit.press("f6")
        for _ in range(3):
            await visit.press("backspace")
        await visit.press("enter")
        assert "Vogt" in visit.text


async def test_whom_a_candidate_knows_is_noted(thawed: Path) -> None:
    async with visiting(thawed, person="M") as visit:
        await candidates(visit)
        await visit.press("f5")
        assert visit.step == "KnownBy"
        assert "B Bernd Hoffmeister" in visit.text
        await visit.press("down", "right", "right", "right")
        await visit.press("escape")
        assert visit.step == "Candidates"
    with open_store(thawed, create=False) as store:
        center = center_of(store)
        found = store.read(relations, center)
        b = store.read(find, "B").id
    assert found == {(b, there(thawed)["K1"].id): "manager"}


@pytest.mark.parametrize("size", ALL_SIZES)
async def test_a_file_is_shown_row_by_row_before_anything_is_written(
    thawed: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with visiting(thawed, person="M", size=size) as visit:
        await candidates(visit)
        await bring(visit, listed(tmp_path))
        assert "1 new, 1 double, 1 refused" in visit.text
        assert "new: K7" in visit.line_with("2 + Anna Groß")
        assert "“b@” is no e-mail address." in visit.line_with("3 ! Bo Li")
        assert "K7: the same as row 2" in visit.line_with("4 » Anna Groß")
        assert "Left out on purpose, it could discriminate: Geschlecht. To keep: gender." in visit.text
        assert "Of no use here, left out: Phase." in visit.text
        assert "bring in 1 (F5)" in visit.next
        assert "K7" not in there(thawed)
        await visit.press("f5")
        assert "Imported: 1 new, 0 changed. 1 row was refused." in visit.next
        assert there(thawed)["K7"].name == "Anna Groß"
        await visit.press("escape")
        assert visit.step == "Candidates"
        assert "Anna Groß" in visit.text


async def test_the_same_file_again_is_nothing_new(thawed: Path, tmp_path: Path) -> None:
    async with visiting(thawed, person="M", language="de") as visit:
        await candidates(visit)
        await bring(visit, listed(tmp_path))
        await visit.press("f5")
        await visit.press("f2")
        await visit.press("enter")
        assert "1 gleich" in visit.text
        assert "nichts Neues zu übernehmen" in visit.next
        await visit.press("f5")
        assert len(there(thawed)) == 7


async def test_filter_role_and_what_is_kept(thawed: Path, tmp_path: Path) -> None:
    async with visiting(thawed, person="M", size=(100, 30)) as visit:
        await candidates(visit)
        await bring(visit, listed(tmp_path))
        await visit.press("f4", "f4")
        assert "(refused)" in visit.text
        assert "2 + Anna" not in visit.text
        await visit.press("f4", "f7")
        assert "What should be kept? Of gender" in visit.text
        await visit.enter("shoes")
        await visit.settle()
        assert "can't be kept: shoes" in visit.next
        await visit.press("f7")
        await visit.enter("gender")
        await visit.settle()
        assert "Kept because it was asked for: Geschlecht." in visit.text
        await visit.press("f6")
        await visit.enter("chef")
        await visit.settle()
        assert "does not hire for such a role" in visit.next
        await visit.press("f5")
        assert "Imported: 1 new" in visit.next
    with open_store(thawed, create=False) as store:
        assert set(store.read(kept_attributes, center_of(store)).values()) == {"w"}


async def test_an_import_after_the_freeze_asks_why(planned: Path, tmp_path: Path) -> None:
    async with visiting(planned, person="M") as visit:
        await candidates(visit)
        await bring(visit, listed(tmp_path))
        await visit.press("f5")
        assert "Why does this change?" in visit.text
        await visit.press("escape")
        assert "K7" not in there(planned)
        await visit.press("f5")
        await visit.enter("applied in time, overlooked")
        await visit.settle()
        assert "Imported: 1 new" in visit.next
    assert "K7" in there(planned)


async def test_what_is_no_list_is_said_and_another_can_be_chosen(thawed: Path, tmp_path: Path) -> None:
    async with visiting(thawed, person="M") as visit:
        await candidates(visit)
        await bring(visit, tmp_path / "nowhere.csv")
        assert "There is no such file." in visit.next
        await visit.press("f2")
        await visit.press("ctrl+u")
        await visit.paste(str(listed(tmp_path)))
        await visit.press("enter")
        assert "1 new" in visit.text


async def test_a_file_is_chosen_in_its_folder(thawed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    listed(folder)
    (folder / "photo.png").write_bytes(b"")
    monkeypatch.chdir(folder)
    async with visiting(thawed, person="M", language="de") as visit:
        await candidates(visit)
        await visit.press("f3")
        assert visit.step == "Importing"
        await visit.press("escape")
        await visit.press("f3")
        assert visit.step == "Picker"
        assert "Welche Datei?" in visit.text
        assert "photo.png" not in visit.text
        await visit.press("end", "enter")
        if visit.step == "Picker":
            await visit.pilot.click("#select")
            await visit.settle()
        assert visit.step == "Importing"
        assert "1 neu" in visit.text


@pytest.mark.parametrize("size", ALL_SIZES)
async def test_hostile_names_stay_text(thawed: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    said = f'Name;Bildung [/]\n"{HOSTILE}";x\n"[b]{"x" * 5000}";y\n'
    async with visiting(thawed, person="M", size=size) as visit:
        await candidates(visit)
        await bring(visit, listed(tmp_path, said))
        await visit.press("down", "f5")
        await visit.press("escape")
        assert "ok [/] weiter" in visit.text
        await visit.press("end", "f5", "escape", "f6")
        await visit.enter("[/]")
        await visit.settle()
        assert "have “[/]”" in visit.next
        await visit.press("enter", "f1")
    assert "\N{COMBINING DIAERESIS}" not in there(thawed)["K7"].name


async def test_a_long_list_is_drawn_as_fast_as_a_short_one(thawed: Path, tmp_path: Path) -> None:
    rows = "".join(f"{n};Ada;Nummer {n};;;\n" for n in range(1000, 3000))
    async with visiting(thawed, person="M") as visit:
        await candidates(visit)
        await bring(visit, listed(tmp_path, LIST.splitlines()[0] + "\n" + rows))
        await visit.press("end")
        assert "new: K2006" in visit.text
        await visit.press("f5")
        await visit.press("escape")
        assert "the first 300 of 2006 are shown" in visit.next
        await visit.press("f6")
        await visit.enter("K2006")
        await visit.settle()
        assert "Nummer 2999" in visit.text


@pytest.mark.parametrize("screen", [Candidates, Importing])
async def test_an_assessor_sees_no_name(planned: Path, screen: type[Candidates] | type[Importing]) -> None:
    from screens.home.screen import Home

    async with visiting(planned, person="B") as visit:
        home = visit.app.screen
        assert isinstance(home, Home)
        visit.app.push_screen(screen(Id(home.centers[0].id)))
        await visit.settle()
        assert "not among your tasks" in visit.next
        assert not [one.name for one in there(planned).values() if one.name in visit.text]


async def test_the_only_name_that_an_assessor_reads_is_in_the_conflict_question(planned: Path, hands: Hands) -> None:
    names = [one.name for one in there(planned).values()]

    def shown(visit: Visit) -> list[str]:
        return [name for name in names if name in visit.text]

    async with visiting(planned, person="B", size=(160, 48)) as visit:
        assert shown(visit) == []
        await visit.open("The removed post", "K1")
        assert visit.step == "ConflictQuestion"
        assert shown(visit) == ["Henrike Vogt"]
        await visit.press("1")
        assert visit.step == "Brief"
        assert shown(visit) == []
        await visit.press("enter")
        assert visit.step == "Live"
        assert shown(visit) == []
        await visit.press("escape")
        await visit.press("t")
        assert visit.step == "Day"
        assert shown(visit) == []


async def test_who_watches_somebody_who_withdraws_is_told_so(planned: Path, hands: Hands) -> None:
    async with visiting(planned, person="B") as visit:
        await visit.live("The removed post", "K1")
        with open_store(planned, create=False) as store:
            moderator = store.acting(store.read(find, "M").id)
            moderator.write(withdraw, there(planned)["K1"].id)
        await visit.enter("+ greets")
        await visit.settle()
        assert "K1 withdrew: here nothing more is noted or rated." in visit.next
        await visit.press("escape")
        assert visit.step == "Home"
        assert "K1" not in visit.text


@pytest.fixture
def running(shelf: Callable[..., Path], tmp_path: Path) -> Path:
    """The demo with one sheet open, in a file of the test's own."""
    return Path(shutil.copy(shelf("running", "en"), tmp_path / "demo.assess"))


async def test_the_moderator_s_day_goes_on_without_who_withdrew(running: Path) -> None:
    async with visiting(running, person="M", size=(160, 48)) as visit:
        await candidates(visit)
        await visit.press("end", "f4", "f4")
        await visit.press("escape")
        await visit.press("t")
        assert visit.step == "Day"
        assert "K6 withdrew" in visit.line_with("The removed post · K6")
        await visit.press("escape", "w")
        assert visit.step == "WashUp"
        await visit.press("o")
        assert "1 of 5" in visit.text
