"""The steps of planning, each with what is set and what is missing. Over what was read; no session here.

This is about whether the day can be run at all; whether its design is sound is what the conformity checks say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple

from assess.plan.candidates import Applicant
from assess.plan.load import load
from assess.plan.rooms import Place
from assess.plan.vacancies import Opening, Setup
from assess.words import Id, Message, N, Sayable, T

Step = Literal[
    "event",
    "roles",
    "rooms",
    "people",
    "exercises",
    "candidates",
    "team",
    "matrix",
    "timetable",
    "checks",
    "papers",
    "freeze",
]
LEAST_ASSESSORS: Final = 2
"""Of each candidate over the day (method 1.2, AS-01)."""
LEAST_EXERCISES: Final = 2
"""In which a competency is seen (method 1.2, LK-01)."""


class Gap(NamedTuple):
    """Something that is missing."""

    said: Message
    stops: bool
    """Whether the day can't be run without it; else it is advice."""


class Part(NamedTuple):
    """A step of planning."""

    step: Step
    said: tuple[Sayable, ...]
    """What is set, part by part."""
    gaps: tuple[Gap, ...]
    begun: bool
    """Whether anything is set."""

    @property
    def done(self) -> bool:
        """Set, and nothing is missing."""
        return self.begun and not self.gaps

    @property
    def stops(self) -> bool:
        """Whether something is missing without which the day can't be run."""
        return any(gap.stops for gap in self.gaps)

    def as_advice(self) -> Part:
        """The same, where the day can be run without what is missing."""
        return self._replace(gaps=tuple(gap._replace(stops=False) for gap in self.gaps))


def event_part(day: date, start: int, end: int, zone: str) -> Part:
    """When and where; `start` and `end` in minutes since midnight."""
    hours = T("{start} to {end}", start=_clock(start), end=_clock(end))
    return Part("event", (T("{day}", day=day), hours, zone), (), begun=True)


def roles_part(openings: Sequence[Opening]) -> Part:
    """The roles that are hired for."""
    said = [
        T(
            "{role} ({places}, version {number})",
            role=one.name,
            places=N("{n} place", "{n} places", n=one.places),
            number=one.number,
        )
        for one in openings
    ]
    missing = () if openings else (Gap(T("Choose the roles that are hired for."), stops=True),)
    return Part("roles", tuple(said), missing, begun=bool(openings))


def rooms_part(places: Sequence[Place], there: Iterable[Applicant]) -> Part:
    """The rooms, and whether one is accessible where it has to be."""
    gaps = [] if places else [Gap(T("Name the rooms of the day."), stops=True)]
    if places and any(one.without_steps for one in there) and not any(one.accessible for one in places):
        gaps.append(Gap(T("A candidate needs an accessible room, and there is none."), stops=True))
    said = (N("{n} room", "{n} rooms", n=len(places)),) if places else ()
    return Part("rooms", said, tuple(gaps), begun=bool(places))


def people_part(held: Mapping[Id, set[str]], run: Iterable[Setup]) -> Part:
    """Who works on the day; `held` are the functions of each."""
    count = {name: sum(name in functions for functions in held.values()) for name in ("assessor", "role_player")}
    gaps = []
    if count["assessor"] < LEAST_ASSESSORS:
        gaps.append(
            Gap(
                N(
                    "Add assessors: at least two are needed, {n} is there.",
                    "Add assessors: at least two are needed, {n} are there.",
                    n=count["assessor"],
                ),
                stops=True,
            )
        )
    if not count["role_player"] and any(one.used and one.kind == "role_play" for one in run):
        gaps.append(Gap(T("Add a role player: a role play is run."), stops=True))
    if not any("moderator" in functions for functions in held.values()):
        gaps.append(Gap(T("Say who moderates: the wash-up needs a moderator."), stops=True))
    if not any("lead" in functions for functions in held.values()):
        gaps.append(Gap(T("Say who decides: nobody is the hiring lead."), stops=False))
    said = (
        N("{n} assessor", "{n} assessors", n=count["assessor"]),
        N("{n} role player", "{n} role players", n=count["role_player"]),
    )
    return Part("people", said, tuple(gaps), begun=any(count.values()))


def exercises_part(
    run: Sequence[Setup], openings: Sequence[Opening], there: Sequence[Applicant], held: Mapping[Id, set[str]]
) -> Part:
    """What is run, where, and whether there are assessors enough."""
    used = [one for one in run if one.used]
    assessors = sum("assessor" in functions for functions in held.values())
    gaps = []
    if openings and not used:
        gaps.append(Gap(T("Say which exercises are run."), stops=True))
    for one in used:
        if not one.rooms:
            gaps.append(Gap(T("{exercise} has no room.", exercise=one.name), stops=True))
        takes = load(one.kind, len(there), one.group_size, one.raters, one.watch_limit, assessors)
        if there and assessors >= LEAST_ASSESSORS and not takes.enough:
            gaps.append(
                Gap(
                    T(
                        "{exercise} needs {needed} assessors at once, and {there} are there.",
                        exercise=one.name,
                        needed=takes.needed,
                        there=assessors,
                    ),
                    stops=True,
                )
            )
    said = (T("{n} of {all} run", n=len(used), all=len(run)),) if run else ()
    return Part("exercises", said, tuple(gaps), begun=bool(used))


def candidates_part(openings: Sequence[Opening], there: Sequence[Applicant]) -> Part:
    """Who is assessed, and whether every role has somebody."""
    gaps = [] if there else [Gap(T("Add the candidates."), stops=True)]
    if there:
        gaps += [
            Gap(T("Nobody is considered for {role}.", role=one.name), stops=False)
            for one in openings
            if not any(one.id in candidate.vacancies for candidate in there)
        ]
    said = (N("{n} candidate", "{n} candidates", n=len(there)),) if there else ()
    return Part("candidates", said, tuple(gaps), begun=bool(there))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
