"""Planning on the screen: from no file to a frozen center, each step by keys and mouse, in both languages."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from assess.conduct.conflict import relations
from assess.fit.team import team_view
from assess.home.find import centers_in
from assess.people.staff import staff
from assess.people.training import trainings
from assess.plan.amend import changes
from assess.plan.candidates import presences, put_candidate
from assess.plan.overview import Overview, overview
from assess.plan.papers import papers
from assess.plan.rooms import put_room, rooms
from assess.plan.vacancies import setups, vacancies
from assess.store.open import open_store
from screens.app import AssessApp
from screens.plan.center import PLACES, CenterPlan
from tests.screens.plan_visit import SEEN, PlanVisit, ask, make_empty, planning, tell
from tests.screens.visit import HOSTILE


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A center in which nothing is set."""
    return make_empty(tmp_path_factory.mktemp("empty") / "spring.assess")


@pytest.fixture
def empty(empty_template: Path, tmp_path: Path) -> Path:
    """A center in which nothing is set, in a file of the test's own."""
    return Path(shutil.copy(empty_template, tmp_path / "spring.assess"))


def plan_of(path: Path, initials: str = "MM") -> Overview:
    return ask(path, overview, initials=initials)


async def hire(visit: PlanVisit, name: str = "Strategist") -> None:
    """Hire for a role of the library, from the overview."""
    await visit.to("roles")
    while name not in visit.line_marked:
        await visit.press("down")
    await visit.press("enter")
    await visit.write("2")
    await visit.press("escape", "escape")


# the overview


@pytest.mark.parametrize(("size", "language"), SEEN)
async def test_the_overview_says_what_is_missing_and_what_is_next(
    empty: Path, size: tuple[int, int], language: str
) -> None:
    async with planning(empty, size, language) as visit:
        assert visit.line_with("▸").split()[:2] == ["2", "▸"]
        wanted = {"en": "Next: Roles (2): Choose the roles", "de": "Weiter: Rollen (2): Wählen Sie die Rollen"}
        assert visit.next.startswith(wanted[language])
        assert "✓" in visit.line_with({"en": "1 Mar 2027", "de": "01.03.2027"}[language])
        keys = [line[1] for line in visit.lines if line[1:2].strip() and line[2:4] == "  "]
        assert keys == [place.key.upper() for place in PLACES.values()]


@pytest.mark.parametrize(("size", "language"), SEEN)
async def test_every_step_opens_by_its_key_and_comes_back(empty: Path, size: tuple[int, int], language: str) -> None:
    tell(empty, put_room, HOSTILE * 3)
    async with planning(empty, size, language) as visit:
        for step, place in PLACES.items():
            await visit.press(place.key)
            assert type(visit.app.screen).__name__ == place.where.partition(":")[2], step
            assert visit.lines[0].endswith("MM · Mara Muster"), step
            assert visit.bar.startswith("F1")
            await visit.press("escape")
            assert isinstance(visit.app.screen, CenterPlan), step


async def test_a_step_opens_by_mouse_and_from_the_palette(empty: Path) -> None:
    async with planning(empty) as visit:
        listed = visit.app.screen.query_one("#steps")
        assert await visit.pilot.click(listed, offset=(6, 3))
        await visit.settle()
        assert visit.step == "Rooms"
        await visit.press("escape")
        names = {command.title for command in visit.app.get_system_commands(visit.app.screen)}
        assert {"Rooms · 3", "Papers · P", "Freeze · F"} <= names


# a new center


async def test_a_new_center_from_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = AssessApp(language="en")
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        visit = PlanVisit(app, pilot)
        await pilot.pause()
        await visit.settle()
        await visit.press("f4")
        await visit.press("f2")
        assert "! A center needs a name." in visit.text
        for said in ("Frühling [/] 2027", "1.3.2027", "", HOSTILE, "MM"):
            await visit.type(said)
            await visit.press("enter")
        assert "go on planning Frühling [/] 2027" in visit.next
        await visit.press("enter")
        assert isinstance(app.screen, CenterPlan)
    app.desk.close()
    assert [path.name for path in centers_in(tmp_path)] == ["fruhling-2027.assess"]
    plan = plan_of(tmp_path / "fruhling-2027.assess")
    assert (plan.name, plan.day, plan.frozen) == ("Frühling [/] 2027", date(2027, 3, 1), False)


async def test_a_refused_beginning_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = AssessApp(language="en")
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        visit = PlanVisit(app, pilot)
        await pilot.pause()
        await visit.settle()
        await visit.press("f4")
        for said in ("Spring", "1.3.2027", "x", "Mara", "MM"):
            await visit.type(said)
            await visit.press("enter")
        assert "time zone is unknown" in visit.next
    app.desk.close()
    assert centers_in(tmp_path) == []


async def test_a_center_like_an_earlier_one(empty: Path) -> None:
    tell(empty, put_room, "Blue")
    app = AssessApp(empty, language="en", person="MM")
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        visit = PlanVisit(app, pilot)
        await pilot.pause()
        await visit.settle()
        await visit.press("n")
        await visit.into("how")
        await visit.press("right")
        await visit.into("name")
        await visit.type("Autumn")
        await visit.press("enter")
        await visit.type("4.10.2027")
        await visit.press("f2")
        assert isinstance(app.screen, CenterPlan)
        assert "Plan · Autumn" in visit.lines[0]
        assert "1 room" in visit.text
    app.desk.close()


# the event


async def test_the_event_is_saved_field_by_field(empty: Path) -> None:
    async with planning(empty, (80, 24)) as visit:
        await visit.to("event")
        await visit.write(f"Spring {HOSTILE}")
        await visit.write("2027-03-08")
        await visit.into("day_start")
        await visit.write("8.30")
        await visit.into("day_end")
        await visit.write("7:00")
        assert "! The day ends after it begins" in visit.text
        await visit.into("day_end")
        await visit.write("16:45")
        await visit.press("escape")
    settings = plan_of(empty).settings
    assert settings.name.startswith("Spring ok [/]")
    assert (settings.day, settings.day_start, settings.day_end) == (date(2027, 3, 8), 510, 1005)


@pytest.mark.parametrize("language", ["en", "de"])
async def test_weights_are_saved_once_they_sum_to_100(empty: Path, language: str) -> None:
    async with planning(empty, (100, 30), language) as visit:
        await visit.to("event")
        await visit.into("w_role")
        await visit.write("47,5")
        assert ("sum to 97.5" if language == "en" else "ergeben 97,5") in visit.text
        assert plan_of(empty).settings.w_role == 0.5
        await visit.write("32.5")
        settings = plan_of(empty).settings
        assert (settings.w_role, settings.w_gap, settings.w_values) == (0.475, 0.325, 0.2)
        assert ("= 100 of 100" if language == "en" else "= 100 von 100") in visit.text


async def test_what_does_not_hold_is_said_before_one_leaves(empty: Path) -> None:
    async with planning(empty) as visit:
        await visit.to("event")
        await visit.into("pause")
        await visit.over("ten")
        await visit.press("escape")
        assert "not saved yet" in visit.next
        await visit.press("escape")
        assert isinstance(visit.app.screen, CenterPlan)
    assert plan_of(empty).settings.pause == 10


# rooms


async def test_rooms_are_added_changed_and_taken_out(empty: Path) -> None:
    async with planning(empty, (80, 24)) as visit:
        await visit.to("rooms")
        for name in ("Blue", HOSTILE):
            await visit.press("f2")
            await visit.write(name)
        assert next(one.name for one in ask(empty, rooms)) == "Blue"
        await visit.press("space")
        assert ask(empty, rooms)[1].accessible
        await visit.press("f2")
        await visit.write("Blue")
        assert "! There is a room of this name already." in visit.text
        await visit.press("escape", "escape")
        await visit.press("up", "up", "up")
        await visit.press("f4")
        assert "Press it again" in visit.next
        await visit.press("f4")
        assert len(ask(empty, rooms)) == 1


# people


async def test_people_with_functions_times_training_and_whom_they_know(empty: Path) -> None:
    async with planning(empty, (100, 30)) as visit:
        await hire(visit)
    role = ask(empty, vacancies)[0].id
    tell(empty, put_candidate, HOSTILE, [role])
    async with planning(empty, (100, 30)) as visit:
        await visit.to("people")
        await visit.press("f2")
        await visit.write("Bo Beck")
        await visit.write("B")
        assert "B Bo Beck" in visit.text
        await visit.into("there")
        await visit.write("9-12:30")
        await visit.into("trained")
        await visit.write("1.2.2027")
        await visit.press("space")
        await visit.press("escape")
        await visit.press("f5")
        assert visit.step == "Relations"
        await visit.press("right")
        await visit.press("escape")
    bo = next(one for one in ask(empty, staff) if one.initials == "B")
    assert bo.functions == ("assessor",)
    assert len(ask(empty, presences)[bo.id]) == 1
    with open_store(empty, create=False) as store:
        assert store.read(trainings)[bo.id][0].day == date(2027, 2, 1)
    assert list(ask(empty, relations).values()) == ["known"]


async def test_the_last_who_plans_can_not_be_taken_out(empty: Path) -> None:
    async with planning(empty) as visit:
        await visit.to("people")
        await visit.press("f4", "f4")
        assert "Nobody could plan this center any more" in visit.next


# roles and exercises


async def test_a_role_of_the_library_is_hired_for_and_dropped(empty: Path) -> None:
    async with planning(empty, (80, 24)) as visit:
        await hire(visit)
        opening = ask(empty, vacancies)[0]
        assert (opening.role, opening.places, opening.number) == ("strategist", 2, 1)
        assert "Strategist (2 places, version 1)" in visit.text
        await visit.to("roles")
        await visit.press("enter")
        await visit.write("0")
        assert ask(empty, vacancies) == ()


async def test_exercises_get_rooms_and_the_arithmetic_is_shown(empty: Path) -> None:
    tell(empty, put_room, "Blue")
    async with planning(empty, (100, 30)) as visit:
        await hire(visit)
        role = ask(empty, vacancies)[0].id
        for _ in range(6):
            tell(empty, put_candidate, "Kim", [role])
        await visit.to("exercises")
        run = [one for one in ask(empty, setups) if one.used]
        group = next(one for one in run if one.kind == "group_discussion")
        while group.name.en[:12] not in visit.line_marked:
            await visit.press("down")
        assert "6 candidates × 2 assessors ÷ 2 = 6 assessors at once; 0 assessors are there" in visit.about
        await visit.into("raters")
        await visit.over("1")
        assert "6 candidates × 1 assessors ÷ 2 = 3 assessors at once" in visit.about
        await visit.into("rooms")
        await visit.press("space")
        await visit.press("escape")
        after = next(one for one in ask(empty, setups) if one.exercise == group.exercise)
        assert (after.raters, len(after.rooms)) == (1, 1)


# team and papers


async def test_the_team_its_members_and_needs(empty: Path) -> None:
    async with planning(empty, (100, 30)) as visit:
        await hire(visit)
        await visit.to("team")
        await visit.press("enter")
        await visit.write(HOSTILE)
        await visit.press("f2")
        await visit.write("Ada")
        await visit.write("3,5")
        await visit.press("escape")
        while "no need" not in visit.line_marked:
            await visit.press("down")
        await visit.press("enter")
        await visit.write("4")
    team = ask(empty, team_view)
    assert list(team.members[0].levels.values()) == [3.5]
    assert [need.level for need in team.needs.values()] == [4.0]


async def test_papers_are_noted_and_taken_back(empty: Path) -> None:
    async with planning(empty, (80, 24)) as visit:
        await visit.to("papers")
        await visit.write("1.2.2027")
        await visit.write("Ordner 7 [/]")
        assert ask(empty, papers)["policy"] == (date(2027, 2, 1), "Ordner 7 [/]")
        await visit.into("policy")
        await visit.write("")
        assert ask(empty, papers) == {}


# the freeze


async def test_the_freeze_takes_two_presses_and_then_changes_need_a_reason(empty: Path) -> None:
    async with planning(empty, (80, 24)) as visit:
        await hire(visit)
        await visit.to("freeze")
        assert "! Name the rooms of the day." in visit.text
        await visit.press("f")
        assert "F again freezes all the same" in visit.next
        assert not plan_of(empty).frozen
        await visit.press("f")
        assert plan_of(empty).frozen
        assert "Nothing was changed since." in visit.text
        await visit.press("escape")
        await visit.to("event")
        await visit.into("pause")
        await visit.write("20")
        assert "Why does this change?" in visit.text
        await visit.press("escape")
        assert plan_of(empty).settings.pause == 10
        await visit.into("pause")
        await visit.write("15")
        await visit.enter("The kitchen is far away")
        await visit.settle()
        assert plan_of(empty).settings.pause == 15
        await visit.press("escape")
        await visit.to("freeze")
        assert "The kitchen is far away" in visit.text
    assert [one.reason for one in ask(empty, changes)] == ["The kitchen is far away"]


async def test_it_reads_without_colour(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with planning(empty, (80, 24)) as visit:
        assert visit.line_with("▸")
        assert "!" in visit.line_with("Name the rooms")
