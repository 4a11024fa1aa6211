"""A center's matrix as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assess.plan.matrix import Matrix
from assess.plan.matrix_draft import checks
from assess.report.columns import column, wrap
from assess.report.conformity import MARKS
from assess.words import T, Words


def matrix_in_words(words: Words, found: Matrix) -> Iterator[str]:
    """The matrix of a role, and what its checks find."""
    role = found.role
    used = {one.code for one in found.exercises if one.used}
    version = words(T("version {n}", n=found.opening.number))
    yield f"{words(found.opening.name)} · {role.code} · {version}"
    for number, exercise in enumerate(role.matrix, 1):
        name = words(found.version.library.exercise(exercise).name.text)
        yield f"  E{number}  {exercise}: {name}" + ("" if exercise in used else f" ({words(T('not run'))})")
    heads = "".join(column(f"E{number}", 16) for number in range(1, len(role.matrix) + 1))
    yield f"  {'':<8}{'%':>5}{words(T('Target')):>8}{words(T('Min.')):>6}  {heads}".rstrip()
    for code, criterion in role.competencies.items():
        target = role.scale.hi if criterion.target is None else criterion.target
        floor = "–" if criterion.floor is None else _said(words, criterion.floor)
        cells = ""
        for row in role.matrix.values():
            cell = row.get(code)
            said = "·" if cell is None else " ".join(cell.cues) or "–"
            cells += column(said if cell is None or cell.weight == 1 else f"{said} ×{cell.weight:g}", 16)
        numbers = f"{_said(words, criterion.weight):>5}{_said(words, target):>8}{floor:>6}"
        yield f"  {code:<8}{numbers}  {cells}".rstrip()
    yield f"  {'':<8}{_said(words, sum(one.weight for one in role.competencies.values())):>5}"
    for one in checks(found.version, found.exercises):
        if one.state in ("error", "warning"):
            evidence = "; ".join(words(said) for said in one.evidence)
            head = f"  {MARKS[one.state]} {one.id}  "
            yield from wrap(f"{words(one.said)} {evidence}", 80, head, "           ")


def matrix_document(words: Words, found: Matrix) -> dict[str, Any]:
    """The same for programs."""
    role = found.role
    return {
        "role": role.code,
        "version": found.opening.number,
        "frozen": found.frozen,
        "competencies": [
            {
                "code": code,
                "weight": one.weight,
                "target": role.scale.hi if one.target is None else one.target,
                "floor": one.floor,
            }
            for code, one in role.competencies.items()
        ],
        "cells": [
            {
                "exercise": exercise,
                "competency": code,
                "cues": list(cell.cues),
                "share": cell.weight,
                "why": {"de": cell.why.de, "en": cell.why.en},
            }
            for exercise, cells in role.matrix.items()
            for code, cell in cells.items()
        ],
        "run": sorted(one.code for one in found.exercises if one.used and one.code in role.matrix),
        "checks": [
            {"id": one.id, "state": one.state, "said": words(one.said), "evidence": [words(e) for e in one.evidence]}
            for one in checks(found.version, found.exercises)
        ],
    }


def _said(words: Words, value: float) -> str:
    said = f"{value:g}"
    return said.replace(".", ",") if words.language == "de" else said
