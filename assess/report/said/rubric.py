"""A role's rubric in the words of a language: what the role does, what is rated, and by which anchors."""

from __future__ import annotations

from collections.abc import Iterator

from assess.integrate.names import EXERCISE_KINDS
from assess.report.papers import Named, RubricPaper
from assess.report.said import leaf as make
from assess.report.said.leaf import BREAK, FREE, Json
from assess.rubric.expand import CellContent, CriterionContent
from assess.words import Message, T, Text, Words

ASSESSORS = T("Internal: not for candidates")
OWN = "◆"
"""Marks a cell with anchors of its own."""


def rubric(paper: RubricPaper, words: Words) -> Json:
    """The data of a rubric's document."""
    content = paper.content
    name = words(rubric_title(paper, words))
    stamp = make.stamp(content.content_hash, paper.version)
    parts = [*_role(paper, words), *_rated(paper, words)]
    for criterion in content.criteria:
        parts += [BREAK, *_competency(paper, criterion, words)]
    return make.leaves(name, [make.leaf(content.name, ASSESSORS, stamp, parts, words)], words)


def rubric_title(paper: RubricPaper, words: Words) -> Message:
    """The document's title, and its file's name."""
    return T("Rubric {role}", role=words(paper.content.name))


def _role(paper: RubricPaper, words: Words) -> Iterator[Json]:
    """The role: tasks, responsibilities, incidents."""
    content = paper.content
    scale = T("Scale {lo} to {hi}", lo=content.lo, hi=content.hi)
    yield make.title(T("Rubric"), content.name, [scale, words.date(paper.day), paper.author], words)
    yield make.text(content.purpose, words)
    yield make.section(T("Tasks"), words)
    yield make.items(_named(paper.tasks), words)
    if paper.responsibilities:
        yield make.section(T("Responsibilities"), words)
        yield make.items((("–", one) for one in paper.responsibilities), words)
    if paper.incidents:
        yield make.section(
            T("Critical incidents"), words, note=T("What decided whether it went well: the competencies rest on it.")
        )
        yield make.items(_named(paper.incidents), words)
    if paper.assistance:
        yield make.section(
            T("Software assistance"), words, note=T("What the role uses it for. It never judges people.")
        )
        yield make.items((("–", one) for one in paper.assistance), words)


def _named(found: tuple[Named, ...]) -> Iterator[tuple[str, Text]]:
    return ((one.id, one.text) for one in found)


def _rated(paper: RubricPaper, words: Words) -> Iterator[Json]:
    """Weights, targets and floors; then which exercise shows what."""
    content = paper.content
    yield make.section(
        T("What is rated"),
        words,
        note=T("Target: the level that is enough; more earns no more points. Floor: a lower score is talked about."),
    )
    yield make.table(
        ["", T("Competency"), T("Weight"), T("Target"), T("Floor"), T("Rests on")],
        [
            [
                one.competency.code,
                one.competency.name,
                _weight(one.weight, words),
                _level(one.target, words),
                "–" if one.floor is None else _level(one.floor, words),
                ", ".join(one.links),
            ]
            for one in content.criteria
        ],
        words,
        widths=[14, FREE, 20, 16, 18, 42],
        align=["left", "left", "right", "right", "right", "left"],
    )
    yield make.section(
        T("Which exercise shows what"),
        words,
        note=T("The cues that give the occasion; {mark} anchors of its own, else the general ones hold.", mark=OWN),
    )
    cells = {(cell.competency, cell.exercise): cell for cell in content.cells}
    width = 128 // max(1, len(content.exercises))
    yield make.table(
        ["", *(one.name for one in content.exercises)],
        [
            ["", *(words(EXERCISE_KINDS[one.kind]) for one in content.exercises)],
            *(
                [
                    one.competency.code,
                    *(_cell(cells.get((one.competency.code, exercise.code))) for exercise in content.exercises),
                ]
                for one in content.criteria
            ),
        ],
        words,
        widths=[FREE, *(width for _ in content.exercises)],
    )
    yield make.section(T("Where this comes from"), words)
    yield make.text(paper.method, words)


def _weight(percent: float, words: Words) -> str:
    return words.percent(percent / 100, 0 if percent == int(percent) else 1)


def _level(level: float, words: Words) -> str:
    return words.number(level, 0 if level == int(level) else 1)


def _cell(cell: CellContent | None) -> str:
    if cell is None:
        return ""
    return " ".join([*cell.cues, *([OWN] if cell.own_anchors else [])])


def _competency(paper: RubricPaper, criterion: CriterionContent, words: Words) -> Iterator[Json]:
    """A competency: what it is and is not, how it shows, its anchors, and those of single exercises."""
    found = criterion.competency
    yield make.section(
        T("{code}  {name}", code=found.code, name=found.name),
        words,
        note=T(
            "Weight {weight}, target {target}",
            weight=_weight(criterion.weight, words),
            target=_level(criterion.target, words),
        ),
    )
    yield make.labelled(
        [
            (T("What it is"), found.definition),
            (T("What it is not"), found.distinct),
            (T("No opportunity"), found.not_observed),
        ],
        words,
    )
    yield make.section(T("How it shows"), words, level=3)
    yield {
        "kind": "pair",
        "sides": [
            {"title": words(T("Speaks for it")), "sign": "+", "items": [words(one) for one in found.positive]},
            {"title": words(T("Speaks against it")), "sign": "−", "items": [words(one) for one in found.negative]},
        ],
    }
    yield make.section(T("Anchors"), words, level=3, note=T("For every exercise without anchors of its own."))
    yield make.anchors(found.anchors, found.facets, words)
    names = {one.code: one.name for one in paper.content.exercises}
    for cell in paper.content.cells:
        if cell.competency == found.code:
            yield make.section(T("In “{exercise}”", exercise=names[cell.exercise]), words, level=3)
            yield make.labelled(
                [(T("Why it shows here"), cell.why), (T("Cues"), ", ".join(cell.cues))],
                words,
            )
            if cell.own_anchors:
                yield make.anchors(cell.own_anchors, cell.facets, words)
            else:
                yield make.small(T("The anchors above hold."), words)
