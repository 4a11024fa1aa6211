"""An exercise's pages in the words of a language, each for its reader.

The guide is for assessors, the script for the role player, the brief and the sheets for candidates. What one of them
must not see is never in the data of their pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from assess.integrate.names import EXERCISE_KINDS
from assess.report.papers import ExercisePaper
from assess.report.reach_text import BY
from assess.report.said import leaf as make
from assess.report.said.leaf import BREAK, FREE, Json
from assess.report.said.rubric import ASSESSORS
from assess.rubric.expand import AnchorContent, CompetencyContent, MaterialContent, RubricContent
from assess.rubric.reach import QUESTION, Cue, reach
from assess.words import Message, N, T, Text, Words

Part = Literal["guide", "script", "brief", "handouts"]
FOR_CANDIDATES: Final = frozenset({"candidate", "all", "seat"})
"""Readers of materials that are handed out to candidates."""
CANDIDATE = T("For the candidate")
PLAYER = T("For the role player only")
READERS: Final[dict[str, Message]] = {
    "candidate": T("for the candidate"),
    "all": T("for everybody at the table"),
    "seat": T("for this seat alone"),
    "assessor": T("for assessors only"),
    "role_player": T("for the role player only"),
}
LIVE: Final = frozenset({"live", "questions"})
"""Phases in which the candidate is watched."""
NOTE_LINES: Final = 20


def parts(paper: ExercisePaper) -> tuple[Part, ...]:
    """The documents that an exercise has."""
    found: list[Part] = ["guide", "brief"]
    if paper.content.role_player is not None:
        found.insert(1, "script")
    if any(one.audience in FOR_CANDIDATES for one in paper.content.materials):
        found.append("handouts")
    return tuple(found)


def exercise_title(paper: ExercisePaper, part: Part, words: Words) -> Message:
    """A document's title, and its file's name."""
    name = words(paper.content.name)
    titles: dict[Part, Message] = {
        "guide": T("Guide {exercise}", exercise=name),
        "script": T("Script {exercise}", exercise=name),
        "brief": T("Brief {exercise}", exercise=name),
        "handouts": T("Handouts {exercise}", exercise=name),
    }
    return titles[part]


def exercise(paper: ExercisePaper, part: Part, words: Words) -> Json:
    """The data of one of an exercise's documents."""
    made = {"guide": _guide, "script": _script, "brief": _brief, "handouts": _handouts}[part](paper, words)
    return make.leaves(words(exercise_title(paper, part, words)), list(made), words)


def _leaf(paper: ExercisePaper, audience: Message, found: Iterable[Json], words: Words) -> Json:
    stamp = make.stamp(paper.content.content_hash, paper.version)
    return make.leaf(paper.content.name, audience, stamp, found, words)


def _brief(paper: ExercisePaper, words: Words) -> Iterator[Json]:
    """What the candidate reads. Nothing else: not what is rated, not which cues will come."""
    content = paper.content
    facts = [
        EXERCISE_KINDS[content.kind],
        *(_phase(one.name, one.minutes) for one in content.phases if _theirs(one.kind)),
    ]
    yield _leaf(
        paper,
        CANDIDATE,
        [
            make.title(T("Your task"), content.name, facts, words),
            make.text(content.candidate_brief, words, leads=True, large=True),
        ],
        words,
    )


def _theirs(kind: str) -> bool:
    return kind == "prepare" or kind in LIVE


def _phase(name: Text, minutes: int) -> Message:
    return N("{phase}: {n} minute", "{phase}: {n} minutes", phase=name, n=minutes)


def _handouts(paper: ExercisePaper, words: Words) -> Iterator[Json]:
    """A leaf a sheet, so that each can be given to the one it is for."""
    for one in paper.content.materials:
        if one.audience in FOR_CANDIDATES:
            over = one.code if one.audience == "candidate" else _shared(one)
            yield _leaf(
                paper,
                CANDIDATE,
                [make.title(over, one.name, [], words), make.text(one.text, words, large=True)],
                words,
            )


def _shared(one: MaterialContent) -> Message:
    return T("{code}, {reader}", code=one.code, reader=READERS[one.audience])


def _script(paper: ExercisePaper, words: Words) -> Iterator[Json]:
    """What the role player reads: the role, the lines to say and when; nothing about ratings."""
    content = paper.content
    if content.role_player is None:
        return
    own = [one for one in content.materials if one.audience == "role_player"]
    yield _leaf(
        paper,
        PLAYER,
        [
            make.title(T("Script"), content.name, [EXERCISE_KINDS[content.kind]], words),
            make.text(content.role_player, words, leads=True, large=True),
            BREAK,
            make.section(T("Your lines"), words, note=T("Word for word, at the planned minute.")),
            _cues(
                paper, [cue for cue in reach(content).cues if cue.by == "role_player"], words, elicits=False, large=True
            ),
            *_materials(own, words),
        ],
        words,
    )


def _guide(paper: ExercisePaper, words: Words) -> Iterator[Json]:
    yield _leaf(paper, ASSESSORS, _guide_parts(paper, words), words)


def _guide_parts(paper: ExercisePaper, words: Words) -> Iterator[Json]:
    content, table = paper.content, reach(paper.content)
    minutes = sum(one.minutes for one in content.phases)
    whole = N("{n} minute in all", "{n} minutes in all", n=minutes)
    yield make.title(T("Assessor guide"), content.name, [EXERCISE_KINDS[content.kind], whole], words)
    yield {
        "kind": "phases",
        "phases": [
            {
                "name": words(one.name),
                "minutes": one.minutes,
                "said": words(T("{minutes} min", minutes=one.minutes)),
                "seen": one.kind in LIVE,
            }
            for one in content.phases
        ],
        "note": words(_warnings(paper, words)),
    }
    yield make.text(content.assessor_guide, words, leads=True)
    yield from _watched(paper, words)
    yield make.section(
        T("Which cue reaches which competency"),
        words,
        note=T("A competency without an occasion is rated “no opportunity”, never with a low level."),
    )
    yield {
        "kind": "reach",
        "codes": list(table.competencies),
        "head": [words(T("Cue")), words(T("Minute")), ""],
        "rows": [
            {
                "code": cue.code,
                "minute": "" if cue.minute is None else str(cue.minute),
                "said": words(cue.short) if cue.short else words(BY[QUESTION]),
                "marks": [code in cue.elicits for code in table.competencies],
            }
            for cue in table.cues
        ],
    }
    prompts = [cue for cue in table.cues if cue.by != QUESTION]
    if prompts:
        yield make.section(
            T("Cues, word for word"), words, note=T("The minute counts from the start of the live phase.")
        )
        yield _cues(paper, prompts, words, elicits=True)
    questions = [cue for cue in table.cues if cue.by == QUESTION]
    if questions:
        yield make.section(T("Fixed questions"), words, note=T("In this order, before any other question."))
        yield _cues(paper, questions, words, elicits=True)
    yield make.section(T("What makes it realistic"), words)
    yield make.text(content.realism, words)
    yield from _anchors(paper, words)
    if content.role_player is not None:
        yield BREAK
        yield make.section(T("What the role player reads"), words)
        yield make.text(content.role_player, words, leads=True)
    yield BREAK
    yield make.section(T("What the candidate reads"), words)
    yield make.text(content.candidate_brief, words, leads=True)
    yield from _materials(content.materials, words)
    yield BREAK
    yield make.section(
        T("Notes"), words, note=T("What is said and done, word for word where you can. No judgement yet.")
    )
    yield make.lined([T("Time"), T("Cue"), T("Seen and heard"), T("Competency")], [16, 21, FREE, 28], NOTE_LINES, words)


def _warnings(paper: ExercisePaper, words: Words) -> Message | str:
    """When the clock warns, in the phases in which the candidate is watched."""
    found = [
        T(
            "{phase}: warnings {minutes} min before the end.",
            phase=one.name,
            minutes=words.listing([str(minute) for minute in sorted(one.warn, reverse=True)]),
        )
        for one in paper.content.phases
        if one.warn
    ]
    return " ".join(words(one) for one in found)


def _watched(paper: ExercisePaper, words: Words) -> Iterator[Json]:
    """The competencies to watch, for each role that uses the exercise."""
    code = paper.content.code
    yield make.section(T("What to watch"), words)
    if not paper.roles:
        yield make.small(T("No role of the library uses this exercise yet."), words)
    for role in paper.roles:
        if len(paper.roles) > 1:
            yield make.section(role.name, words, level=3)
        names = {one.competency.code: one.competency.name for one in role.criteria}
        yield make.table(
            ["", T("Competency"), T("Cues"), T("Why it shows here")],
            [
                [cell.competency, names[cell.competency], ", ".join(cell.cues), cell.why]
                for cell in role.cells
                if cell.exercise == code
            ],
            words,
            widths=[13, 36, 26, FREE],
        )


def _cues(paper: ExercisePaper, found: Sequence[Cue], words: Words, *, elicits: bool, large: bool = False) -> Json:
    """Cues in full, under the part of the exercise that they belong to."""
    within = dict(paper.within)
    parts = [words(within[cue.code]) if cue.code in within else "" for cue in found]
    return {
        "kind": "cues",
        "large": large,
        "cues": [
            {
                "code": cue.code,
                "minute": "" if cue.minute is None else words(T("min {minute}", minute=cue.minute)),
                "part": part if part != before else "",
                "short": words(cue.short) if cue.short else "",
                "about": words(_about(cue, elicits=elicits)),
                "text": words(cue.text),
                "only_if": words(cue.only_if) if cue.only_if else "",
            }
            for cue, part, before in zip(found, parts, ["", *parts], strict=False)
        ],
    }


def _about(cue: Cue, *, elicits: bool) -> Message | str:
    if not elicits:
        return ""
    codes = ", ".join(cue.elicits)
    return codes if cue.by == QUESTION else T("{who}: {codes}", who=BY[cue.by], codes=codes)


def _materials(found: Iterable[MaterialContent], words: Words) -> Iterator[Json]:
    for one in found:
        yield make.section(
            T("{code}  {name}", code=one.code, name=one.name), words, level=3, note=READERS[one.audience]
        )
        yield make.text(one.text, words)


def _anchors(paper: ExercisePaper, words: Words) -> Iterator[Json]:
    """The anchors of the exercise's cells; those that several roles share once, with the roles they hold for."""
    shared: dict[tuple[str, tuple[AnchorContent, ...]], list[RubricContent]] = {}
    facets: dict[tuple[str, tuple[AnchorContent, ...]], tuple[Text, ...]] = {}
    known: dict[str, CompetencyContent] = {}
    for role in paper.roles:
        known |= {one.competency.code: one.competency for one in role.criteria}
        for cell in role.cells:
            if cell.exercise == paper.content.code:
                shared.setdefault((cell.competency, cell.anchors), []).append(role)
                facets.setdefault((cell.competency, cell.anchors), cell.facets)
    if not shared:
        return
    yield BREAK
    yield make.section(
        T("Anchors"),
        words,
        note=T(
            "For each facet the highest level met in full; then the highest level that more than half of them reach."
        ),
    )
    stamps = [words(T("{role}, rubric {hash}", role=role.name, hash=role.content_hash[:8])) for role in paper.roles]
    yield make.small(T("Anchors of: {rubrics}", rubrics="; ".join(stamps)), words)
    several = len(paper.roles) > 1
    for (code, found), roles in shared.items():
        competency = known[code]
        whose = T("For {roles}", roles=words.listing([role.name for role in roles])) if several else ""
        yield make.section(T("{code}  {name}", code=code, name=competency.name), words, level=3, note=whose)
        yield make.labelled([(T("No opportunity"), competency.not_observed)], words)
        yield make.anchors(found, facets[code, found], words)
