"""A role with everything resolved: what the catalogue is written from, and what a rubric is shown and printed from."""

from __future__ import annotations

from dataclasses import dataclass

from assess.rubric.hashes import canonical, content_hash, document, file_hash, role_document, structure_hash
from assess.rubric.library import Library
from assess.rubric.model import Anchors, Both, CompetencyFile, ExerciseFile, MatrixCell, RoleFile
from assess.words import Refused, T, Text


@dataclass(frozen=True)
class AnchorContent:
    """The behaviour that stands for a level."""

    level: int
    text: Text
    sentences_de: tuple[str, ...]
    sentences_en: tuple[str, ...]


@dataclass(frozen=True)
class CompetencyContent:
    """A competency or a value, with its generic anchors, highest level first."""

    kind: str
    code: str
    name: Text
    definition: Text
    distinct: Text
    not_observed: Text
    facets: tuple[Text, ...]
    positive: tuple[Text, ...]
    negative: tuple[Text, ...]
    anchors: tuple[AnchorContent, ...]
    document: str
    """The file as canonical JSON: what the content hash is taken of."""
    content_hash: str


@dataclass(frozen=True)
class CriterionContent:
    """A competency within the role, in the role's order."""

    competency: CompetencyContent
    position: int
    weight: float
    """In percent."""
    target: float
    """The level that is enough; the scale's top where the file gives none."""
    floor: float | None
    links: tuple[str, ...]


@dataclass(frozen=True)
class PhaseContent:
    """A planned phase."""

    position: int
    code: str
    kind: str
    minutes: int
    warn: tuple[int, ...]
    name: Text


@dataclass(frozen=True)
class PromptContent:
    """A timed cue."""

    position: int
    code: str
    by: str
    minute: int
    short: Text
    text: Text
    only_if: Text | None
    elicits: tuple[str, ...]


@dataclass(frozen=True)
class QuestionContent:
    """A fixed question."""

    position: int
    code: str
    text: Text
    elicits: tuple[str, ...]


@dataclass(frozen=True)
class MaterialContent:
    """Something handed out besides the brief."""

    position: int
    code: str
    audience: str
    name: Text
    text: Text


@dataclass(frozen=True)
class ExerciseContent:
    """An exercise with everything that is handed out, said and asked."""

    code: str
    kind: str
    """role_play, group_discussion or presentation."""
    name: Text
    realism: Text
    candidate_brief: Text
    assessor_guide: Text
    role_player: Text | None
    phases: tuple[PhaseContent, ...]
    prompts: tuple[PromptContent, ...]
    questions: tuple[QuestionContent, ...]
    materials: tuple[MaterialContent, ...]
    document: str
    """The file as canonical JSON: what the content hash is taken of."""
    content_hash: str


@dataclass(frozen=True)
class CellContent:
    """A competency in an exercise."""

    exercise: str
    competency: str
    position: int
    """Within the exercise."""
    weight: float
    cues: tuple[str, ...]
    """Codes of prompts and questions."""
    why: Text
    facets: tuple[Text, ...]
    """The cell's own, else the competency's."""
    own_anchors: tuple[AnchorContent, ...]
    """Those written for this exercise; empty, where the competency's own are used."""
    anchors: tuple[AnchorContent, ...]
    """Those an assessor rates by: the cell's own, else the competency's."""


@dataclass(frozen=True)
class RubricContent:
    """One version of a role's measuring instrument."""

    code: str
    name: Text
    purpose: Text
    lo: int
    hi: int
    criteria: tuple[CriterionContent, ...]
    exercises: tuple[ExerciseContent, ...]
    cells: tuple[CellContent, ...]
    content_hash: str
    structure_hash: str
    document: str
    """The role's file as canonical JSON."""


def expand(role: RoleFile, library: Library) -> RubricContent:
    """A role with its competencies, exercises and cells.

    Raises: Refused, when a competency or an exercise is unknown, its file is faulty, or it is on another scale.
    """
    competencies = {code: _competency(role, library.competency(code)) for code in role.competencies}
    exercises = tuple(exercise_content(library.exercise(code)) for code in role.matrix)
    return RubricContent(
        code=role.code,
        name=role.name.text,
        purpose=role.purpose.text,
        lo=role.scale.lo,
        hi=role.scale.hi,
        criteria=tuple(
            CriterionContent(
                competency=competencies[code],
                position=position,
                weight=criterion.weight,
                target=criterion.target if criterion.target is not None else float(role.scale.hi),
                floor=criterion.floor,
                links=criterion.links,
            )
            for position, (code, criterion) in enumerate(role.competencies.items())
        ),
        exercises=exercises,
        cells=tuple(
            _cell(exercise, position, _of_role(competencies, code, exercise), cell)
            for exercise, cells in role.matrix.items()
            for position, (code, cell) in enumerate(cells.items())
        ),
        content_hash=content_hash(role, library),
        structure_hash=structure_hash(role, library),
        document=canonical(role_document(role)),
    )


def _of_role(competencies: dict[str, CompetencyContent], code: str, exercise: str) -> CompetencyContent:
    if code not in competencies:
        raise Refused(
            T("{exercise} rates {code}, which has no weight in the role.", exercise=exercise, code=code),
            do=T("Add it to the competencies of the role, or remove the cell."),
        )
    return competencies[code]


def _competency(role: RoleFile, file: CompetencyFile) -> CompetencyContent:
    if file.scale != role.scale:
        raise Refused(
            T(
                "{code} is anchored for the scale {lo} to {hi}, the role has {role_lo} to {role_hi}.",
                code=file.code,
                lo=file.scale.lo,
                hi=file.scale.hi,
                role_lo=role.scale.lo,
                role_hi=role.scale.hi,
            ),
            do=T("Give both the same scale."),
        )
    return CompetencyContent(
        kind=file.kind,
        code=file.code,
        name=file.name.text,
        definition=file.definition.text,
        distinct=file.distinct.text,
        not_observed=file.not_observed.text,
        facets=_texts(file.facets),
        positive=_texts(file.positive),
        negative=_texts(file.negative),
        anchors=_anchors(file.anchors),
        document=canonical(document(file)),
        content_hash=file_hash(file),
    )


def exercise_content(file: ExerciseFile) -> ExerciseContent:
    """An exercise as the catalogue, the screens and the printed pages have it."""
    return ExerciseContent(
        code=file.code,
        kind=file.type,
        name=file.name.text,
        realism=file.realism.text,
        candidate_brief=file.candidate_brief.text,
        assessor_guide=file.assessor_guide.text,
        role_player=file.role_player.text if file.role_player else None,
        phases=tuple(
            PhaseContent(position, phase.code, phase.kind, phase.minutes, phase.warn, phase.name.text)
            for position, phase in enumerate(file.phases)
        ),
        prompts=tuple(
            PromptContent(
                position=position,
                code=prompt.id,
                by=prompt.by,
                minute=prompt.minute,
                short=prompt.short.text,
                text=prompt.text.text,
                only_if=prompt.only_if.text if prompt.only_if else None,
                elicits=prompt.elicits,
            )
            for position, prompt in enumerate(file.prompts)
        ),
        questions=tuple(
            QuestionContent(position, question.id, question.text.text, question.elicits)
            for position, question in enumerate(file.questions)
        ),
        materials=tuple(
            MaterialContent(position, material.id, material.audience, material.name.text, material.text.text)
            for position, material in enumerate(file.materials)
        ),
        document=canonical(document(file)),
        content_hash=file_hash(file),
    )


def _cell(exercise: str, position: int, competency: CompetencyContent, cell: MatrixCell) -> CellContent:
    own = _anchors(cell.anchors or {})
    return CellContent(
        exercise=exercise,
        competency=competency.code,
        position=position,
        weight=cell.weight,
        cues=cell.cues,
        why=cell.why.text,
        facets=_texts(cell.facets) if cell.facets else competency.facets,
        own_anchors=own,
        anchors=own or competency.anchors,
    )


def _anchors(anchors: Anchors) -> tuple[AnchorContent, ...]:
    return tuple(
        AnchorContent(level, anchor.text, anchor.de, anchor.en)
        for level, anchor in sorted(anchors.items(), reverse=True)
    )


def _texts(texts: tuple[Both, ...]) -> tuple[Text, ...]:
    return tuple(text.text for text in texts)
