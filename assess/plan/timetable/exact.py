"""Small days, proven: the same rules as a mixed-integer program, for HiGHS to solve or to refute.

Time-indexed: a variable per performance, room and cell of the grid, one per assessor who could watch it there, and
one per break and lunch that somebody could take. Exact for days of some ten performances; larger ones run out of time
and say so.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final, Literal, NamedTuple

from assess.plan.timetable.board import Sitting
from assess.plan.timetable.calendar import Grid, runs
from assess.plan.timetable.problem import Placed, Problem
from assess.plan.timetable.search import all_sittings

Answer = Literal["optimal", "infeasible", "unknown"]
LARGEST: Final = 60_000
"""The most variables that are handed to the solver; above it the answer is unknown at once."""


class Proof(NamedTuple):
    """What is known for certain."""

    answer: Answer
    placed: tuple[Placed, ...] = ()
    """A shortest plan, when optimal; the best found, when unknown."""
    bound: int | None = None
    """No plan ends earlier, in minutes since midnight."""


class _Model:
    """Variables between 0 and 1 and rows, collected for HiGHS."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.whole: list[bool] = []
        self.upper: list[float] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []

    def var(self, *, whole: bool = True, upper: float = 1.0, cost: float = 0.0) -> int:
        self.cost.append(cost)
        self.whole.append(whole)
        self.upper.append(upper)
        return len(self.cost) - 1

    def row(self, terms: dict[int, float], low: float, high: float) -> None:
        self.rows.append((terms, low, high))


def prove(problem: Problem, seconds: float = 20.0) -> Proof:
    """The earliest end that is possible, with a plan; or that there is none; or neither within the time.

    Groups are taken as `all_sittings` makes them. Nothing may be fixed.
    """
    grid = Grid(problem.hours, problem.step)
    sittings = all_sittings(problem)
    if not sittings:
        return Proof("optimal", (), problem.hours.start)
    model = _Model()
    end = model.var(whole=False, upper=float(grid.cells + grid.size(max(one.task.rate for one in sittings))), cost=1.0)
    built = [_Sat(problem, grid, model, sitting, end) for sitting in sittings]
    if any(not one.starts for one in built) or any(one.hopeless for one in built):
        return Proof("infeasible")
    busy: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in built:
        one.enter(busy)
    people = {one.initials for one in problem.watchers} | {one.initials for one in problem.players}
    for (kind, name), cells in busy.items():
        person = kind != "room" and (kind == "taker" or name in people)
        _hours(problem, grid, model, cells, rests=person)
    _competencies(problem, model, built)
    if len(model.cost) > LARGEST:
        return Proof("unknown")
    return _solve(problem, grid, model, built, end, seconds)


class _Sat:
    """One performance in the model."""

    def __init__(self, problem: Problem, grid: Grid, model: _Model, sitting: Sitting, end: int) -> None:
        self.sitting, self.grid = sitting, grid
        task = sitting.task
        self.length = task.live + max(one.extra for one in sitting.takers)
        live, prepare, rate = grid.size(self.length), grid.size(task.prepare), grid.size(task.rate)
        self.live, self.prepare, self.rate, self.change = live, prepare, rate, grid.size(task.change)
        can = grid.whole
        now = (1 << max(0, grid.size(problem.not_before - problem.hours.start))) - 1
        for taker in sitting.takers:
            can &= runs(grid.within(taker.free) & ~now, prepare + live) << prepare
        can &= grid.whole
        rooms = [room for room in task.rooms if all(not one.rooms or room in one.rooms for one in sitting.takers)]
        cells = [cell for cell in range(grid.cells) if can >> cell & 1]
        self.starts = {(room, cell): model.var() for room in rooms for cell in cells}
        self.at: dict[int, dict[int, float]] = {
            cell: {self.starts[room, cell]: 1.0 for room in rooms} for cell in cells if rooms
        }
        model.row(dict.fromkeys(self.starts.values(), 1.0), 1, 1)
        late = {var: float(cell + live + rate) for (_, cell), var in self.starts.items()}
        model.row({end: 1.0, **{var: -weight for var, weight in late.items()}}, 0, float("inf"))
        self.watch = self._people(
            model, [(one.initials, grid.within(one.free)) for one in problem.watchers], live + rate
        )
        self.play: dict[str, dict[int, int]] = {}
        if task.needs_player:
            who = [(one.initials, grid.within(one.free)) for one in problem.players if one.initials in task.players]
            self.play = self._people(model, who, live)
            model.row({var: 1.0 for at in self.play.values() for var in at.values()}, 1, 1)
        self.seen = self._seen(problem, model)
        self.hopeless = (task.needs_player and not self.play) or any(
            not any((watcher, taker.code) in self.seen for watcher in self.watch) for taker in sitting.takers
        )

    def _people(self, model: _Model, who: list[tuple[str, int]], cells: int) -> dict[str, dict[int, int]]:
        """Per person: a variable per cell at which they would begin."""
        found: dict[str, dict[int, int]] = {}
        for name, there in who:
            can = runs(there, cells)
            mine = {cell: model.var() for cell in self.at if can >> cell & 1}
            for cell, var in mine.items():
                model.row({var: -1.0, **self.at[cell]}, 0, float("inf"))
            if mine:
                found[name] = mine
        return found

    def _seen(self, problem: Problem, model: _Model) -> dict[tuple[str, str], int]:
        """Who watches whom."""
        task = self.sitting.task
        leads = {one.initials for one in problem.watchers if one.lead}
        seen = {
            (watcher, taker.code): model.var()
            for watcher in self.watch
            for taker in self.sitting.takers
            if (watcher, taker.code) not in problem.barred
        }
        for watcher, at in self.watch.items():
            mine = [var for (one, _), var in seen.items() if one == watcher]
            there = dict.fromkeys(at.values(), -1.0)
            for var in mine:
                model.row({var: 1.0, **there}, -float("inf"), 0)
            limit = task.limit if task.size > 1 else 1
            model.row(dict.fromkeys(mine, 1.0), 0, limit)
            model.row({**dict.fromkeys(at.values(), 1.0), **dict.fromkeys(mine, -1.0)}, -float("inf"), 0)
            for player, plays in self.play.items():
                if player == watcher:
                    model.row(dict.fromkeys([*at.values(), *plays.values()], 1.0), 0, 1)
        least = 1 if len(self.sitting.takers) > 1 else task.raters
        for taker in self.sitting.takers:
            mine = [var for (_, code), var in seen.items() if code == taker.code]
            model.row(dict.fromkeys(mine, 1.0), least, task.raters)
            if leads:
                others = [var for (one, code), var in seen.items() if code == taker.code and one not in leads]
                model.row(dict.fromkeys(others, 1.0), 1, task.raters)
        return seen

    def enter(self, busy: dict[tuple[str, str], dict[int, list[int]]]) -> None:
        """Say which variables take which cells of whom."""
        for (room, cell), var in self.starts.items():
            for taker in self.sitting.takers:
                for one in range(cell - self.prepare, cell + self.live):
                    busy["taker", taker.code][one].append(var)
            for one in range(cell, min(self.grid.cells, cell + self.live + self.change)):
                busy["room", room][one].append(var)
        for people, cells in ((self.watch, self.live + self.rate), (self.play, self.live)):
            for name, at in people.items():
                for cell, var in at.items():
                    for one in range(cell, cell + cells):
                        busy["person", name][one].append(var)


def _hours(problem: Problem, grid: Grid, model: _Model, cells: dict[int, list[int]], *, rests: bool) -> None:
    """One thing at a time; lunch and breaks for people."""
    hours = problem.hours
    lunches: dict[int, list[int]] = defaultdict(list)
    if rests and hours.lunch is not None:
        size = grid.size(hours.lunch_minutes)
        can = runs(grid.within([hours.lunch]), size)
        begins = [cell for cell in range(grid.cells) if can >> cell & 1]
        taken = {cell: model.var() for cell in begins}
        if taken:
            model.row(dict.fromkeys(taken.values(), 1.0), 1, 1)
        else:  # the window is too short for lunch: nobody may be at work in it
            window = grid.within([hours.lunch])
            for one in [one for one in cells if window >> one & 1]:
                model.row(dict.fromkeys(cells[one], 1.0), 0, 0)
        for cell, var in taken.items():
            for one in range(cell, cell + size):
                lunches[one].append(var)
    for one in sorted({*cells, *lunches}):
        model.row(dict.fromkeys([*cells.get(one, ()), *lunches.get(one, ())], 1.0), 0, 1)
    if rests and hours.stretch:
        _breaks(grid, model, cells, grid.size(hours.pause), hours.stretch // grid.step + 1)


def _breaks(grid: Grid, model: _Model, cells: dict[int, list[int]], pause: int, window: int) -> None:
    """In every stretch that is one cell too long there is a cell of a break; outside the day everybody rests."""
    rest = {cell: model.var() for cell in range(-pause, grid.cells + 1)}
    for cell, var in rest.items():
        for one in range(cell, cell + pause):
            if cells.get(one):
                model.row({var: 1.0, **dict.fromkeys(cells[one], 1.0)}, 0, 1)
    for first in range(grid.cells - window + 1):
        near = {rest[cell]: 1.0 for cell in range(first - pause + 1, first + window) if cell in rest}
        model.row(near, 1, float("inf"))


def _competencies(problem: Problem, model: _Model, built: list[_Sat]) -> None:
    """H6, where a group with one assessor each could break it."""
    wanted = min(2, max((task.raters for task in problem.tasks), default=0))
    for taker in problem.takers:
        mine = [one for one in built if taker in one.sitting.takers]
        shown = {
            competency
            for one in mine
            for competency in one.sitting.task.competencies or (f"in {one.sitting.task.code}",)
        }
        for competency in shown:
            here = [
                one for one in mine if competency in (one.sitting.task.competencies or (f"in {one.sitting.task.code}",))
            ]
            if any(len(one.sitting.takers) == 1 and one.sitting.task.raters >= wanted for one in here):
                continue
            met: dict[int, float] = {}
            for watcher in problem.watchers:
                seen = [one.seen[key] for one in here if (key := (watcher.initials, taker.code)) in one.seen]
                if seen:
                    var = model.var()
                    model.row({var: 1.0, **dict.fromkeys(seen, -1.0)}, -float("inf"), 0)
                    met[var] = 1.0
            model.row(met, wanted, float("inf"))


def _solve(problem: Problem, grid: Grid, model: _Model, built: list[_Sat], end: int, seconds: float) -> Proof:
    import highspy
    import numpy as np

    if any(not terms and low > 0 for terms, low, _ in model.rows):
        return Proof("infeasible")
    rows = [row for row in model.rows if row[0]]
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), len(rows)
    lp.col_cost_ = np.array(model.cost)
    lp.col_lower_ = np.zeros(len(model.cost))
    lp.col_upper_ = np.array(model.upper)
    lp.row_lower_ = np.array([low for _, low, _ in rows])
    lp.row_upper_ = np.array([high for _, _, high in rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(terms) for terms, _, _ in rows)])
    lp.a_matrix_.index_ = np.array([var for terms, _, _ in rows for var in terms])
    lp.a_matrix_.value_ = np.array([weight for terms, _, _ in rows for weight in terms.values()])
    integer, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [integer if whole else real for whole in model.whole]
    solver: Any = vars(highspy)["Highs"]()  # its class has no annotations
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_abs_gap", 0.99)  # the end is a whole number of cells
    solver.passModel(lp)
    solver.run()
    status, known = solver.getModelStatus(), highspy.HighsModelStatus
    if status in (known.kInfeasible, known.kUnboundedOrInfeasible):
        return Proof("infeasible")
    info = solver.getInfo()
    bound = grid.minute(int(np.ceil(info.mip_dual_bound - 1e-6))) if np.isfinite(info.mip_dual_bound) else None
    values = list(solver.getSolution().col_value) if np.isfinite(info.objective_function_value) else []
    placed = tuple(sorted((_placed(one, values, grid) for one in built), key=lambda one: one.start)) if values else ()
    if status != known.kOptimal:
        return Proof("unknown", placed, bound)
    return Proof("optimal", placed, grid.minute(round(values[end])))


def _placed(one: _Sat, values: list[float], grid: Grid) -> Placed:
    room, cell = next(key for key, var in one.starts.items() if values[var] > 0.5)
    watch: dict[str, list[str]] = {}
    for (watcher, taker), var in one.seen.items():
        if values[var] > 0.5:
            watch.setdefault(watcher, []).append(taker)
    player = next((name for name, at in one.play.items() if any(values[var] > 0.5 for var in at.values())), None)
    start = grid.minute(cell)
    takers = tuple(taker.code for taker in one.sitting.takers)
    people = tuple((watcher, tuple(codes)) for watcher, codes in sorted(watch.items()))
    return Placed(one.sitting.task.code, takers, room, start, start + one.length, people, player)
