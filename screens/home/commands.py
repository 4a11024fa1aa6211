"""What can be done at home, and by which keys."""

from __future__ import annotations

from typing import Final

from assess.words import T
from screens.command import Command

HOME_COMMANDS: Final[tuple[Command, ...]] = (
    Command("home.open", "enter", T("Open"), T("Open what is marked."), "open"),
    Command("home.person", "f2", T("Person"), T("Switch who is acting: two keys."), "person"),
    Command("home.language", "f3", T("Deutsch"), T("Switch the language."), "language"),
    Command(
        "home.ranking",
        "f4,r",
        T("Ranking"),
        T("The candidates in bands, once the wash-up is closed."),
        "ranking",
        wide=True,
    ),
    Command(
        "home.washup",
        "f5,w",
        T("Wash-up"),
        T("How far the sheets are; the moderator closes the center."),
        "washup",
        wide=True,
    ),
    Command(
        "home.day",
        "t",
        T("The day"),
        T("Every exercise of the day, how far it is, and what went otherwise than planned."),
        "day",
        wide=True,
    ),
    Command(
        "home.plan",
        "l",
        T("Plan"),
        T("Plan the newest center: event, roles, rooms, people, timetable, checks, freeze."),
        "plan",
        wide=True,
    ),
    Command("home.new", "n", T("New center"), T("Make a new center in this file."), "new", shown=False),
    Command(
        "home.turns",
        "s",
        T("Turns"),
        T("Keep the speaking turns of the group discussion that is on, or comes next."),
        "turns",
        shown=False,
    ),
    Command("home.reload", "f6", T("Reload"), T("Read the file again."), "reload", shown=False),
    Command("home.drill", "f7", T("Practise"), T("The calibration drill: rate a transcript before the day."), "drill"),
    Command(
        "home.rubrics",
        "u",
        T("Rubrics"),
        T("What is measured: the library's roles, anchors and exercises, and files of your own."),
        "rubrics",
        wide=True,
    ),
    Command(
        "home.versions",
        "v",
        T("Versions"),
        T("The versions of rubrics in this file: what changed, and who has frozen which."),
        "versions",
        shown=False,
    ),
    Command(
        "home.deviation",
        "f8",
        T("Deviation"),
        T("Somebody is late, did not come, or an exercise was broken off: record it, with minutes and reason."),
        "deviation",
    ),
    Command(
        "home.pin",
        "p",
        T("PIN"),
        T("Ask for a PIN on this laptop before somebody acts in your name; an empty one ends that."),
        "pin",
        shown=False,
    ),
    Command(
        "home.backup", "b", T("Backup"), T("Copy the live file safely, beside it."), "chore('backup')", shown=False
    ),
    Command("home.doctor", "d", T("Doctor"), T("Check every invariant of the file."), "chore('doctor')", shown=False),
    Command(
        "home.ratings",
        "e",
        T("Export ratings"),
        T("Write the ratings that you may see as a table (CSV)."),
        "chore('ratings')",
        shown=False,
    ),
    Command("app.quit", "ctrl+q", T("Quit"), T("Close Assess; everything is saved already."), "app.quit"),
)
