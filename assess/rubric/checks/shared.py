"""What the checks of several kinds of file share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assess.rubric.findings import Findings
from assess.rubric.form import suggest
from assess.rubric.library import Library
from assess.rubric.load import Kind, Loaded
from assess.rubric.model import Anchors, Scale
from assess.rubric.tree import Path
from assess.words import T


def scale_of(scale: Scale, found: Findings) -> None:
    """Discourage scales of more than five levels (method 6.4)."""
    if len(scale.levels) > 5:
        found.add(
            "SC-05",
            ("scale",),
            T("{n} levels can hardly be told apart by behaviour.", n=len(scale.levels)),
            T("Use five levels, or explain why more are needed."),
            "warning",
        )


def anchors_of(path: Path, anchors: Anchors, scale: Scale, found: Findings) -> None:
    """Every level of up to five; of more, the lowest, the highest and one between (method 6.4)."""
    for level in anchors:
        if level not in scale:
            found.add(
                "SC-02",
                (*path, level),
                T("The level {level} is not on the scale from {lo} to {hi}.", level=level, lo=scale.lo, hi=scale.hi),
                T("Remove it, or mend the scale."),
            )
    given = [level for level in anchors if level in scale]
    if len(scale.levels) <= 5:
        missing = [level for level in scale.levels if level not in anchors]
    else:
        missing = [level for level in scale if level not in anchors]
        if not missing and len(given) < 3:
            missing = [scale.levels[len(scale.levels) // 2]]
    for level in missing:
        found.add("BC-01", path, T("The anchor for the level {level} is missing.", level=level), T("Write it."))


def twice(found: Findings, **lists: Iterable[str]) -> None:
    """Note every id that stands for the second time in some lists of a file, which share their ids."""
    seen: set[str] = set()
    for key, ids in lists.items():
        for position, name in enumerate(ids):
            if name in seen:
                message = T("The id {id} stands here for the second time.", id=name)
                found.add("ID-01", (key, position), message, T("Give it another."))
            seen.add(name)


def exists(kind: Kind, code: str, path: Path, library: Library, found: Findings) -> Loaded | None:
    """The file that a code refers to; a finding, where there is none or it is faulty itself."""
    there = library.look(kind, code)
    if isinstance(there, Loaded):
        return there
    if there is None:
        message, mend = library.unknown(kind, code)
        found.add("LK-04" if kind == "competency" else "LK-05", path, message, mend)
    else:
        found.foreign(there)
    return None


def listed(said: Iterable[str], known: Sequence[str], path: Path, found: Findings) -> None:
    """Note every name that is not among the known ones; `path` is where they stand."""
    for name in said:
        if name not in known:
            found.add(
                "CE-02",
                path,
                T("{name} is not listed in this file or exercise.", name=name),
                suggest(name, known) or T("Add it, or mend the name."),
            )
