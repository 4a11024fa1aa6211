"""A timetable in lines of text: as it stands, what it costs, what it breaks, what a change of it changes."""

from __future__ import annotations

from collections.abc import Iterable

from assess.plan.schedule import Schedule
from assess.plan.timetable.check import Broken
from assess.plan.timetable.clash import Clash
from assess.plan.timetable.clock import hhmm
from assess.plan.timetable.cost import Cost, ends_at
from assess.plan.timetable.planning import Planned, Price
from assess.plan.timetable.problem import Placed, Wishes
from assess.plan.timetable.replan import Replanned
from assess.plan.timetable.search import Timetable
from assess.plan.timetable.turns import Style
from assess.report.columns import one_line
from assess.words import Message, N, T, Words, sort_key

STYLES: dict[Style, Message] = {"pairs": T("constant pairs"), "rotation": T("full rotation")}
STYLE_HELP: dict[Style, Message] = {
    "pairs": T(
        "An exercise keeps its assessors: everybody is measured with the same severity in it. How strict a pair is and"
        " how hard its exercise is can't be told apart then."
    ),
    "rotation": T(
        "A candidate meets as many assessors as possible: no single one counts for much, and how strict each is can be"
        " estimated. An exercise has no constant pair then."
    ),
}
WISHES: dict[str, Message] = {
    "repeat": T("An assessor sees a candidate more than once"),
    "outside": T("An exercise is watched by others than its pair"),
    "pair": T("Two assessors watch together unusually often"),
    "load": T("An assessor watches more than others"),
    "order": T("A candidate is first or last more than once"),
    "wait": T("Pauses between exercises differ, per minute"),
    "corridor": T("A candidate comes out as the next one goes in"),
}
"""What each wish wants to avoid; its weight says how much one of it costs."""


def placed_said(words: Words, schedule: Schedule, one: Placed) -> str:
    """`10:40–11:00  Role play · K3 · Room 1 · A, B; R plays`."""
    name = schedule.names.get(one.task)
    parts = [
        words(name) if name else one.task,
        ", ".join(sorted(one.takers, key=sort_key)),
        one.room,
        ", ".join(who for who, _ in one.watch),
    ]
    line = f"{hhmm(one.start)}–{hhmm(one.end)}  {' · '.join(part for part in parts if part)}"
    if one.player is not None:
        line += "; " + words(T("{who} plays", who=one.player))
    return one_line(line)


def schedule_lines(words: Words, schedule: Schedule) -> list[str]:
    """The whole timetable in order of time."""
    head = one_line(f"{schedule.name}, {words.date(schedule.day.date)}")
    if not schedule.placed:
        return [head, words(T("There is no timetable yet."))]
    return [head, *(placed_said(words, schedule, one) for one in schedule.of_today)]


def broken_lines(words: Words, schedule: Schedule, faults: Iterable[Broken]) -> list[str]:
    """What a timetable breaks, rule by rule."""
    return [
        one_line(f"{one.rule:<4}{words(schedule.named(one.said))}")
        for one in sorted(faults, key=lambda one: int(one.rule[1:]))
    ]


def end_said(ends: int, bound: int) -> Message:
    """When a day ends, and how near that is to the best that could be."""
    if ends <= bound:
        return T("The day ends at {time}; no plan can end earlier.", time=hhmm(ends))
    return N(
        "The day ends at {time}; none can end before {bound}, so at most {n} minute could be gained.",
        "The day ends at {time}; none can end before {bound}, so at most {n} minutes could be gained.",
        time=hhmm(ends),
        bound=hhmm(bound),
        n=ends - bound,
    )


def price_said(words: Words, price: Price) -> list[Message]:
    """What a style means in numbers."""
    worst = words.number(price.worst, 2) if price.worst is not None else "–"
    return [
        T("{style}: ends at {time}", style=STYLES[price.style], time=hhmm(price.ends)),
        N("every candidate meets at least {n} assessor", "every candidate meets at least {n} assessors", n=price.met),
        T("how strict two assessors are can be told apart to {worst} of a rating's scatter", worst=worst)
        if price.worst is not None
        else T("how strict assessors are can't be told apart: they are not linked"),
        T("each watches {least} to {most} performances", least=price.load[0], most=price.load[1])
        if price.load[0] != price.load[1]
        else T("each watches {n} performances", n=price.load[0]),
    ]


def wish_lines(words: Words, wishes: Wishes, cost: Cost) -> list[str]:
    """Each wish with its weight and what it costs."""
    lines = []
    for field, said in WISHES.items():
        weight, paid = getattr(wishes, field), getattr(cost, field)
        shown = f"{words.number(paid, 1):>8}  {words.number(weight, 1):>6}  {words(said)}"
        lines.append(shown)
    return [f"{words(T('costs')):>8}  {words(T('weight')):>6}", *lines]


def planned_lines(words: Words, schedule: Schedule, wishes: Wishes, best: Timetable, planned: Planned) -> list[str]:
    """A fresh plan: the day, its end against its bound, the price of both styles, the wishes."""
    lines = [placed_said(words, schedule, one) for one in best.placed]
    lines += ["", words(end_said(best.ends, best.bound)), ""]
    for price in (planned.price, planned.other):
        if price is not None:
            lines.append("; ".join(words(part) for part in price_said(words, price)))
    if planned.other is None:
        lines.append(words(T("For the other style no plan was found in this time.")))
    return [*lines, "", *wish_lines(words, wishes, best.cost)]


def clash_lines(words: Words, clashes: Iterable[Clash], schedule: Schedule | None = None) -> list[str]:
    """Why there is no plan: each clash, and the facts that it comes from."""
    lines = [words(T("No timetable holds every rule:"))]
    for one in clashes:
        what, *facts = [schedule.named(said) if schedule else said for said in (one.what, *one.facts)]
        lines.append(f"- {words(what)}")
        lines += [f"    · {words(fact)}" for fact in facts]
    return lines


def replanned_lines(words: Words, schedule: Schedule, found: Replanned) -> list[str]:
    """Before and after, change by change."""
    lines = []
    for old, new in found.changed:
        lines += [f"- {placed_said(words, schedule, old)}", f"+ {placed_said(words, schedule, new)}"]
    for one in found.dropped:
        lines.append(f"- {placed_said(words, schedule, one)}")
    for one in found.added:
        lines.append(f"+ {placed_said(words, schedule, one)}")
    if not lines:
        lines.append(words(T("Nothing changes.")))
    lines += ["", words(changes_said(found))]
    return [*lines, words(ends_now(schedule, found))]


def ends_now(schedule: Schedule, found: Replanned) -> Message:
    """When the day ends now, and when it would have."""
    before = ends_at(schedule.day.problem, schedule.of_today)
    if before == found.now.ends:
        return T("The day ends at {time}, as before.", time=hhmm(before))
    return T("The day ends at {time}; before, it was {before}.", time=hhmm(found.now.ends), before=hhmm(before))


def changes_said(found: Replanned) -> Message:
    """How much of the day changes."""
    return N(
        "{n} performance stays as it was; {changed} change, {dropped} no longer take place, {added} are new.",
        "{n} performances stay as they were; {changed} change, {dropped} no longer take place, {added} are new.",
        n=len(found.kept),
        changed=len(found.changed),
        dropped=len(found.dropped),
        added=len(found.added),
    )
