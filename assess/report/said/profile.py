"""The profile with the grid beside it: a competency never stands without the exercises in which it was seen."""

from __future__ import annotations

from typing import Any

from assess.integrate.names import ABSENT_SAID, LATE_SAID, UNRATED, UNRATED_SAID
from assess.report.chart import bar, ticks
from assess.report.content import RoleCard, Scorecard, Seen, Shown
from assess.report.said.marks import NONE, given, places, score
from assess.words import T, Words


def profile(card: Scorecard, role: RoleCard, words: Words) -> dict[str, Any]:
    """A row a competency: picture, score, and its cells in the order of the exercises."""
    rows = [*role.competencies, *role.values]
    every = [one for shown in rows for cell in shown.cells for one in cell.ratings]
    amended = any(one.amended for one in every)
    unrated = {one.why for shown in rows for cell in shown.cells for one in cell.without}
    return {
        "title": words(T("Profile and grid")),
        "note": words(
            T(
                "A score sums up evidence; it is no trait that shows everywhere."
                " Read each line together with its exercises."
            )
        ),
        "competency": words(T("Competency")),
        "score": words(T("Score")),
        "ticks": [[str(level), round(place, 4)] for level, place in ticks(card.lo, card.hi)],
        "exercises": [words(name) for _, name in role.exercises],
        "rows": [_row(card, role, shown, words) for shown in rows],
        "legend": {
            "score": words(T("score")),
            "interval": words(T("95 of 100 repeated ratings, at least")),
            "target": words(T("target")),
            "floor": words(T("floor")),
            "floors": any(floor.competency for floor in role.place.floors),
            "texts": [
                words(one)
                for one in (
                    T("Grid: assessor and level; the mean in bold."),
                    T("{dash} no opportunity", dash=NONE),
                    *([T("3→4 amended after the lock")] if amended else []),
                    *([ABSENT_SAID] if any(one.kind == "absent" for one in every) else []),
                    *([LATE_SAID] if any(one.late for one in every) else []),
                    *(
                        T("{sign} {meaning}", sign=UNRATED[why], meaning=said)
                        for why, said in UNRATED_SAID.items()
                        if why in unrated
                    ),
                    *([T("* evidence insufficient")] if role.place.insufficient else []),
                )
            ],
        },
    }


def _mean(cell: Seen, words: Words) -> str:
    """The mean; a dash where there were ratings without a level, nothing where nobody rated."""
    return score(cell.mean, words) if cell.ratings or not cell.without else ""


def _row(card: Scorecard, role: RoleCard, shown: Shown, words: Words) -> dict[str, Any]:
    step = shown.step
    floors = {floor.competency: floor.floor for floor in role.place.floors}
    cells = {cell.exercise: cell for cell in shown.cells}
    return {
        "code": shown.code,
        "name": words(shown.name),
        "mark": "*" if shown.code in role.place.insufficient else "",
        "score": score(step.score if step else None, words),
        "bar": places(
            bar(
                step.score if step else None,
                card.lo,
                card.hi,
                se=step.se if step else None,
                target=step.target if step else None,
                floor=floors.get(shown.code),
            )
        ),
        "cells": [
            None if code not in cells else {"ratings": given(cells[code]), "mean": _mean(cells[code], words)}
            for code, _ in role.exercises
        ],
    }
