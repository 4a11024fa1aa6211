"""Who watches whom in a rotation, slot by slot, with the sums that the wishes are weighed by."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

from assess.plan.timetable.linking import linked
from assess.plan.timetable.turns import Rotation, Turn, Turns


class Watch:
    """Who watches what so far, with the sums that the wishes are weighed by."""

    def __init__(self, turns: Turns, panels: dict[str, int] | None) -> None:
        self._turns = turns
        self._slots: list[list[tuple[str, str]]] = []
        self._staff: list[list[list[int]]] = []
        self._idle: list[list[int]] = []
        n = len(turns.assessors)
        self._free = {
            candidate: frozenset(
                number for number, name in enumerate(turns.assessors) if (name, candidate) not in turns.barred
            )
            for candidate in turns.exercises
        }
        self._seen: dict[tuple[str, int], int] = {}
        self._pairs = [[0] * n for _ in range(n)]
        self._load = [0] * n
        self._panel = panels
        total = sum(len(exercises) for exercises in turns.exercises.values())
        k = turns.raters
        self._mean_load = total * k / n
        self._mean_pair = total * k * (k - 1) / (n * (n - 1)) if n > 1 else 0.0

    def staff(self, slot: list[tuple[str, str]], chance: random.Random) -> bool:
        """Give every performance of a slot its assessors, by augmenting paths; False when conflicts leave no way."""
        seats = [number for number in range(len(slot)) for _ in range(self._turns.raters)]
        holds: dict[int, int] = {}
        """Which seat an assessor has."""
        order = list(range(len(self._turns.assessors)))
        for seat, performance in enumerate(seats):
            chance.shuffle(order)
            order.sort(key=lambda one: self._wish(slot[performance], one))
            if not self._seat(seat, slot, seats, holds, order, set()):
                return False
        staff: list[list[int]] = [[] for _ in slot]
        for assessor, seat in holds.items():
            staff[seats[seat]].append(assessor)
        for one, assessors in zip(slot, staff, strict=True):
            self._count(one, assessors, +1)
        self._slots.append(slot)
        self._staff.append(staff)
        self._idle.append([one for one in range(len(self._turns.assessors)) if one not in holds])
        return True

    def _seat(
        self,
        seat: int,
        slot: list[tuple[str, str]],
        seats: list[int],
        holds: dict[int, int],
        order: Sequence[int],
        tried: set[int],
    ) -> bool:
        for assessor in order:
            if assessor in tried or assessor not in self._free[slot[seats[seat]][0]]:
                continue
            tried.add(assessor)
            if assessor not in holds or self._seat(holds[assessor], slot, seats, holds, order, tried):
                holds[assessor] = seat
                return True
        return False

    def _wish(self, performance: tuple[str, str], assessor: int) -> float:
        candidate, exercise = performance
        weights = self._turns.weights
        return (
            weights.repeat * self._seen.get((candidate, assessor), 0)
            + weights.load * self._load[assessor]
            + weights.outside * self._outside(exercise, assessor)
        )

    def _outside(self, exercise: str, assessor: int) -> bool:
        return self._panel is not None and assessor // self._turns.raters != self._panel[exercise]

    def _count(self, performance: tuple[str, str], assessors: Sequence[int], by: int) -> None:
        for assessor in assessors:
            key = (performance[0], assessor)
            self._seen[key] = self._seen.get(key, 0) + by
            self._load[assessor] += by
        for one, other in combinations(assessors, 2):
            self._pairs[one][other] += by
            self._pairs[other][one] += by

    def _gain(self, performance: tuple[str, str], assessors: Sequence[int]) -> float:
        """What the wishes lose by these assessors watching this performance, given all others."""
        candidate, exercise = performance
        weights = self._turns.weights
        lost = 0.0
        for assessor in assessors:
            lost += weights.repeat * self._seen.get((candidate, assessor), 0)
            lost += weights.load * (2 * (self._load[assessor] - self._mean_load) + 1)
            lost += weights.outside * self._outside(exercise, assessor)
        for one, other in combinations(assessors, 2):
            lost += weights.pair * (2 * (self._pairs[one][other] - self._mean_pair) + 1)
        return lost

    def improve(self, chance: random.Random) -> None:
        """Exchange two assessors of a slot, or one with somebody who is idle in it, for as long as that helps."""
        better = True
        while better:
            better = False
            numbers = list(range(len(self._slots)))
            chance.shuffle(numbers)
            for number in numbers:
                better |= self._improve_slot(number)

    def _improve_slot(self, number: int) -> bool:
        slot, staff, idle = self._slots[number], self._staff[number], self._idle[number]
        better = False
        places = [(performance, seat) for performance in range(len(slot)) for seat in range(self._turns.raters)]
        for (one, seat), (other, place) in combinations(places, 2):
            if one != other and self._exchange(slot[one], staff[one], seat, slot[other], staff[other], place):
                better = True
        for performance, seat in places:
            for waiting in range(len(idle)):
                better |= self._exchange(slot[performance], staff[performance], seat, None, idle, waiting)
        return better

    def _exchange(
        self,
        here: tuple[str, str],
        mine: list[int],
        seat: int,
        there: tuple[str, str] | None,
        theirs: list[int],
        place: int,
    ) -> bool:
        """Exchange two assessors if the wishes gain by it; `there` is None for the idle."""
        if theirs[place] not in self._free[here[0]] or (there is not None and mine[seat] not in self._free[there[0]]):
            return False
        now = self._taken_out(here, mine) + (self._taken_out(there, theirs) if there is not None else 0.0)
        mine[seat], theirs[place] = theirs[place], mine[seat]
        then = self._put_in(here, mine) + (self._put_in(there, theirs) if there is not None else 0.0)
        if then < now - 1e-9:
            return True
        self._count(here, mine, -1)
        if there is not None:
            self._count(there, theirs, -1)
        mine[seat], theirs[place] = theirs[place], mine[seat]
        self._count(here, mine, +1)
        if there is not None:
            self._count(there, theirs, +1)
        return False

    def _taken_out(self, performance: tuple[str, str], assessors: Sequence[int]) -> float:
        self._count(performance, assessors, -1)
        return self._gain(performance, assessors)

    def _put_in(self, performance: tuple[str, str], assessors: Sequence[int]) -> float:
        lost = self._gain(performance, assessors)
        self._count(performance, assessors, +1)
        return lost

    def cost(self) -> float:
        """All wishes, weighed."""
        weights = self._turns.weights
        repeats = sum(times * (times - 1) / 2 for times in self._seen.values())
        loads = sum((load - self._mean_load) ** 2 for load in self._load)
        pairs = sum(
            (self._pairs[one][other] - self._mean_pair) ** 2 for one, other in combinations(range(len(self._load)), 2)
        )
        outside = sum(
            self._outside(exercise, assessor)
            for slot, staff in zip(self._slots, self._staff, strict=True)
            for (_, exercise), assessors in zip(slot, staff, strict=True)
            for assessor in assessors
        )
        return weights.repeat * repeats + weights.load * loads + weights.pair * pairs + weights.outside * outside

    def rotation(self, slots: int, bound: int) -> Rotation:
        """What was found, with its facts."""
        names = self._turns.assessors
        turns = tuple(
            Turn(number, candidate, exercise, tuple(names[assessor] for assessor in sorted(assessors)))
            for number, (slot, staff) in enumerate(zip(self._slots, self._staff, strict=True))
            for (candidate, exercise), assessors in sorted(zip(slot, staff, strict=True))
        )
        met = dict.fromkeys(self._turns.exercises, 0)
        for (candidate, _), times in self._seen.items():
            met[candidate] += times > 0
        load = dict(zip(names, self._load, strict=True))
        return Rotation(turns, slots, bound, self.cost(), met, load, linked(names, [turn.assessors for turn in turns]))
