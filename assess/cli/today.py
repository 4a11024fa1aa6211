"""`assess today`: the day of the acting person."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col

from assess.cli.front import Front, Verb, center_option, find_center, front, json_option
from assess.conduct.deviate import Seen, deviations
from assess.conduct.today import Course, OpenTask, course, next_open, today
from assess.home.today_text import course_in_words, deviation_in_words, open_in_words
from assess.people.rights import Right, functions
from assess.store.tables import Center
from assess.store.transaction import Reading
from assess.words import Id, Message, T, Text, Usage

STATES: dict[str, Message] = {
    "planned": T("planned"),
    "briefed": T("briefed"),
    "observing": T("running"),
    "classifying": T("classify"),
    "rating": T("rate"),
    "locked": T("locked"),
}


def zone_of(tx: Reading, center: Id) -> str:
    """The center's time zone."""
    return tx.session.execute(select(col(Center.zone)).where(col(Center.id) == center)).scalar_one()


def _today(center: str | None, as_json: bool) -> None:
    call = front()
    if call.person is None:
        raise Usage(T("Whose day?"), do=T("Say it with --as and the initials."))
    with call.store() as store:
        found = store.read(find_center, center)
        zone = ZoneInfo(store.read(zone_of, found))
        own = store.read(today)
        leads = bool(store.read(functions, found).intersection(Right.FOLLOW.value))
        whole = store.read(course, found) if leads else ()
        seen = store.read(deviations, found)
    if as_json:
        call.json(
            {
                "slots": [_task(one, next_open(own)) for one in own],
                "progress": [_course(one, zone) for one in whole],
                "deviations": [as_document(one, zone) for one in seen],
            }
        )
        return
    following = next_open(own)
    for one in own:
        _say_task(call, one, is_next=one is following)
    if whole and own:
        call.say("")
    for each in whole:
        times = f"{call.words.time(each.starts_at, zone)}–{call.words.time(each.ends_at, zone)}"
        said = ", ".join(call.words(message) for message in course_in_words(each))
        mark = "✓" if each.locked >= each.planned else "·"
        codes = ", ".join(each.codes or each.withdrew)
        call.say(f"{mark} {times}  {each.room}  {call.words(each.exercise)} · {codes}: {said}")
    if not own and not whole:
        call.say(T("There is no exercise for you in the timetable."))
    say_deviations(call, seen, zone)
    if following is not None:
        call.say(["", T("Next: {exercise} with {codes}", exercise=following.task.exercise, codes=_codes(following))])


def _codes(one: OpenTask) -> str:
    return ", ".join(one.task.codes)


def _say_task(call: Front, one: OpenTask, *, is_next: bool) -> None:
    task, words = one.task, call.words
    zone = ZoneInfo(task.zone)
    mark = "▸" if is_next else "✓" if task.state == "locked" else "·"
    said = ", ".join(words(message) for message in open_in_words(one)) or words(STATES[task.state])
    times = f"{words.time(task.starts_at, zone)}–{words.time(task.ends_at, zone)}"
    call.say(f"{mark} {times}  {task.room}  {words(task.exercise)} · {_codes(one)}: {said}")


def say_deviations(call: Front, seen: tuple[Seen, ...], zone: ZoneInfo) -> None:
    """The day's deviations, one a line."""
    if not seen:
        return
    call.say(["", T("Otherwise than planned")])
    for one in seen:
        where = f"{call.words.time(one.starts_at, zone)}  {', '.join(one.codes)} · {call.words(one.exercise)}"
        call.say(f"  {where}: {deviation_in_words(call.words, one)}")


def _both(text: Text) -> dict[str, str]:
    return {"de": text.de, "en": text.en}


def _task(one: OpenTask, following: OpenTask | None) -> dict[str, Any]:
    zone = ZoneInfo(one.task.zone)
    return {
        "slot": one.task.slot,
        "center": one.task.center,
        "starts_at": one.task.starts_at.astimezone(zone).isoformat(),
        "ends_at": one.task.ends_at.astimezone(zone).isoformat(),
        "room": one.task.room,
        "exercise": _both(one.task.exercise),
        "kind": one.task.kind,
        "candidates": list(one.task.codes),
        "state": one.task.state,
        "sheets_locked": one.task.locked,
        "notes": one.notes,
        "notes_unassigned": one.unassigned,
        "ratings_open": one.unrated,
        "conflict_questions_open": one.unasked,
        "conflicts": list(one.stopped),
        "could_take_over": [free.initials for free in one.stand_ins],
        "outcomes": list(one.outcomes),
        "next": one is following or (following is not None and one.task.slot == following.task.slot),
    }


def _course(one: Course, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "slot": one.slot,
        "starts_at": one.starts_at.astimezone(zone).isoformat(),
        "ends_at": one.ends_at.astimezone(zone).isoformat(),
        "room": one.room,
        "exercise": _both(one.exercise),
        "kind": one.kind,
        "candidates": list(one.codes),
        "sheets": one.planned,
        "sheets_locked": one.locked,
        "waits_for": list(one.waiting),
        "without": list(one.excused),
        "withdrew": list(one.withdrew),
        "outcomes": list(one.outcomes),
    }


def as_document(one: Seen, zone: ZoneInfo) -> dict[str, Any]:
    """A deviation as JSON."""
    return {
        "slot": one.slot,
        "starts_at": one.starts_at.astimezone(zone).isoformat(),
        "room": one.room,
        "exercise": _both(one.exercise),
        "candidates": list(one.codes),
        "kind": one.kind,
        "minutes": round(one.minutes, 2),
        "reason": one.reason,
        "by": list(one.by),
        "at": one.at.isoformat(),
    }


TODAY = Verb(
    "today",
    _today,
    T("The slots of the acting assessor with what is still open; for who leads the day, how far every slot is."),
    [center_option(), json_option()],
)
