"""Centers: hours and weights that can be, names that are listed, and roles that fit each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assess.rubric.center import CenterFile, SlotEntry, Span, TeamEntry, minutes_of
from assess.rubric.checks.rubrics_of import RubricsOf, rubrics_of
from assess.rubric.checks.shared import exists, listed, twice
from assess.rubric.findings import Findings
from assess.rubric.form import suggest
from assess.rubric.library import Library
from assess.rubric.model import Scale
from assess.rubric.tree import Path
from assess.words import T


def center(model: CenterFile, library: Library, found: Findings) -> None:
    """Note what is wrong in a center's description."""
    whole = model.weights.role + model.weights.gap + model.weights.values
    if abs(whole - 1) > 1e-6:
        found.add(
            "CE-01", ("weights",), T("The weights sum to {whole:.3f}, not to 1.", whole=whole), T("Mend the weights.")
        )
    _hours(model, found)
    _no_twins(model, found)
    for place, vacant in enumerate(model.roles):
        exists("role", vacant.role, ("roles", place, "role"), library, found)
    rubrics = rubrics_of(model, library, found)
    _exercises(model, rubrics, library, found)
    _people(model, found)
    _candidates(model, found)
    if model.team is not None and rubrics is not None:
        _team(model.team, rubrics, library, found)
    for place, slot in enumerate(model.timetable):
        _slot(model, slot, ("timetable", place), rubrics, library, found)


def _hours(model: CenterFile, found: Findings) -> None:
    hours, lunch = model.hours, model.hours.lunch
    if minutes_of(hours.start) >= minutes_of(hours.end):
        found.add("CE-03", ("hours", "end"), T("The day ends before it begins."), T("Mend the times."))
    if lunch.minutes and minutes_of(lunch.end) - minutes_of(lunch.start) < lunch.minutes:
        found.add(
            "CE-03", ("hours", "lunch"), T("The time for lunch is shorter than lunch itself."), T("Mend the times.")
        )
    try:
        ZoneInfo(model.zone)
    except (ZoneInfoNotFoundError, ValueError):
        found.add(
            "CE-04", ("zone",), T("The time zone {zone} is unknown.", zone=model.zone), T("Write e.g. Europe/Berlin.")
        )


def _no_twins(model: CenterFile, found: Findings) -> None:
    """No name twice, where the name is how something is found again."""
    twice(found, people=[one.initials for one in model.people], candidates=[one.code for one in model.candidates])
    twice(found, roles=[one.role for one in model.roles])
    twice(found, exercises=[one.code for one in model.exercises])
    twice(found, papers=[one.kind for one in model.papers])
    names: dict[str, int] = {}
    for place, room in enumerate(model.rooms):
        for name in {room.name.de.casefold(), room.name.en.casefold()}:
            if names.setdefault(name, place) != place:
                message = T("The id {id} stands here for the second time.", id=room.name.en)
                found.add("ID-01", ("rooms", place), message, T("Give it another."))
    seen: dict[tuple[str, str], str] = {}
    for place, one in enumerate(model.candidates):
        for key, said in (("external_id", one.external_id), ("email", one.email)):
            other = seen.setdefault((key, said.casefold()), one.code) if said else one.code
            if other != one.code:
                found.add(
                    "ID-01",
                    ("candidates", place, key),
                    T("{code} and {other} have the same {key}.", code=one.code, other=other, key=key),
                    T("Is this the same person? Then list the roles together."),
                )


def _exercises(model: CenterFile, rubrics: RubricsOf | None, library: Library, found: Findings) -> None:
    rooms = [name for room in model.rooms for name in (room.name.de, room.name.en)]
    players = {one.initials for one in model.people if "role_player" in one.functions}
    for place, one in enumerate(model.exercises):
        here = ("exercises", place)
        _exercise(one.code, (*here, "code"), rubrics, library, found)
        listed(one.rooms, rooms, (*here, "rooms"), found)
        listed(one.players, [person.initials for person in model.people], (*here, "players"), found)
        for initials in one.players:
            if initials not in players and any(person.initials == initials for person in model.people):
                _no_function(initials, "role_player", (*here, "players"), found)


def _exercise(code: str, path: Path, rubrics: RubricsOf | None, library: Library, found: Findings) -> None:
    """An exercise that a role of this center has; rubrics that can't be read are said elsewhere."""
    if exists("exercise", code, path, library, found) and rubrics is not None and code not in rubrics.exercises:
        found.add(
            "CE-05",
            path,
            T("No role of this center has the exercise {code}.", code=code),
            suggest(code, rubrics.exercises) or T("Remove it, or list its role."),
        )


def _people(model: CenterFile, found: Findings) -> None:
    codes = [one.code for one in model.candidates]
    for place, one in enumerate(model.people):
        here = ("people", place)
        listed(one.relations, codes, (*here, "relations"), found)
        _times(one.available, (*here, "available"), found)
        for number, training in enumerate(one.training):
            if training.expires is not None and training.expires < training.day:
                found.add(
                    "CE-03",
                    (*here, "training", number, "expires"),
                    T("The training expires before its day."),
                    T("Mend the dates."),
                )


def _candidates(model: CenterFile, found: Findings) -> None:
    roles = [one.role for one in model.roles]
    for place, one in enumerate(model.candidates):
        listed(one.roles, roles, ("candidates", place, "roles"), found)
        _times(one.available, ("candidates", place, "available"), found)


def _times(times: Iterable[Span], path: Path, found: Findings) -> None:
    for place, one in enumerate(times):
        if minutes_of(one.start) >= minutes_of(one.end):
            found.add("CE-03", (*path, place), T("This time ends before it begins."), T("Mend the times."))


def _team(team: TeamEntry, rubrics: RubricsOf, library: Library, found: Findings) -> None:
    scale = rubrics.scale
    everything = (*rubrics.competencies, *rubrics.values)
    for place, member in enumerate(team.members):
        for code, level in member.levels.items():
            here = ("team", "members", place, "levels", code)
            _measured(code, everything, here, found)
            _level(level, scale, scale.lo, here, found)
    for place, need in enumerate(team.needs):
        _measured(need.competency, rubrics.competencies, ("team", "needs", place, "competency"), found)
        _level(need.level, scale, None, ("team", "needs", place, "level"), found)
    for place, value in enumerate(team.charter):
        _value(value.value, rubrics, library, ("team", "charter", place, "value"), found)
        _level(value.level, scale, None, ("team", "charter", place, "level"), found)
    for key, names in (
        ("needs", [one.competency for one in team.needs]),
        ("charter", [one.value for one in team.charter]),
    ):
        for place, name in enumerate(names):
            if name in names[:place]:
                message = T("The id {id} stands here for the second time.", id=name)
                found.add("ID-01", ("team", key, place), message, T("Give it another."))


def _value(code: str, rubrics: RubricsOf, library: Library, path: Path, found: Findings) -> None:
    """A value that there is; one that no role measures is only written down."""
    if code in rubrics.values or not exists("competency", code, path, library, found):
        return
    found.add(
        "CE-06",
        path,
        T("No role of this center measures {code}.", code=code),
        T("Rate it in an exercise, or the fit leaves it out."),
        "warning",
    )


def _measured(code: str, known: Sequence[str], path: Path, found: Findings) -> None:
    if code not in known:
        found.add(
            "CE-06",
            path,
            T("No role of this center measures {code}.", code=code),
            suggest(code, known) or T("Known are: {names}", names=", ".join(known)),
        )


def _level(level: float, scale: Scale, least: float | None, path: Path, found: Findings) -> None:
    """A level on the scale; one that is asked for lies above its bottom."""
    if level in scale and (least is not None or level > scale.lo):
        return
    found.add(
        "SC-02",
        path,
        T("The level {level:g} is not on the scale from {lo} to {hi}.", level=level, lo=scale.lo, hi=scale.hi)
        if level not in scale
        else T("Everybody reaches the level {level:g}: it is the lowest one.", level=level),
        T("Mend the level."),
    )


def _slot(
    model: CenterFile, slot: SlotEntry, here: Path, rubrics: RubricsOf | None, library: Library, found: Findings
) -> None:
    people = {one.initials: one.functions for one in model.people}
    _exercise(slot.exercise, (*here, "exercise"), rubrics, library, found)
    if minutes_of(slot.start) >= minutes_of(slot.end):
        found.add("CE-03", (*here, "end"), T("The slot ends before it begins."), T("Mend the times."))
    listed(slot.seats, [one.code for one in model.candidates], (*here, "seats"), found)
    for code in {code for code in slot.seats if slot.seats.count(code) > 1}:
        message = T("The id {id} stands here for the second time.", id=code)
        found.add("ID-01", (*here, "seats"), message, T("Remove one of the two."))
    listed(slot.briefs, list(slot.seats), (*here, "briefs"), found)
    listed(slot.assessors, list(people), (*here, "assessors"), found)
    for initials, watched in slot.assessors.items():
        listed(watched, list(slot.seats), (*here, "assessors", initials), found)
        if "assessor" not in people.get(initials, ("assessor",)):
            _no_function(initials, "assessor", (*here, "assessors", initials), found)
    for key in ("role_player", "moderator", "timekeeper"):
        initials = getattr(slot, key)
        if initials is not None:
            listed([initials], list(people), (*here, key), found)
    if slot.role_player is not None and "role_player" not in people.get(slot.role_player, ("role_player",)):
        _no_function(slot.role_player, "role_player", (*here, "role_player"), found)


def _no_function(initials: str, function: str, path: Path, found: Findings) -> None:
    found.add(
        "CE-07",
        path,
        T("{name} has no function {function}.", name=initials, function=function),
        T("Give {name} the function among the people, or name somebody who has it.", name=initials),
    )
