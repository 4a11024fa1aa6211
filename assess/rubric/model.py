"""The form of a rubric file: what may stand in `rubrics/*.yaml`.

One class per kind of file. The JSON schemas that `assess schema` prints are made from these classes.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
CompetencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{1,7}$")]
ValueCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,59}$")]


class Part(BaseModel):
    """What all parts of a file share: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(Part):
    """A text in German and English."""

    de: Line
    en: Line


class AnchorText(Part):
    """The behaviour that stands for a level, in both languages: one text, or a list with a sentence per facet."""

    de: Line | Annotated[list[Line], Field(min_length=1)]
    en: Line | Annotated[list[Line], Field(min_length=1)]

    def text(self, language: Literal["de", "en"]) -> str:
        """The anchor as it is shown."""
        said = self.de if language == "de" else self.en
        return said if isinstance(said, str) else " ".join(said)


Anchors = dict[int, AnchorText]
"""An anchor per level of the scale."""


class CompetencyFile(Part):
    """A competency or a work value: definition, delimitation, indicators, and a generic anchor per level."""

    kind: Literal["competency", "value"]
    code: CompetencyCode | ValueCode
    name: Both
    definition: Both
    distinct: Both
    """What it is not to be confused with."""
    facets: Annotated[list[Both], Field(min_length=1, max_length=4)]
    positive: Annotated[list[Both], Field(min_length=1)]
    negative: Annotated[list[Both], Field(min_length=1)]
    not_observed: Both
    """When "no opportunity" may be chosen."""
    anchors: Anchors


class Task(Part):
    """A task or a critical incident of a role."""

    id: Code
    text: Both


class Analysis(Part):
    """Where the job analysis comes from."""

    method: Both
    date: date
    author: Line


class Criterion(Part):
    """A competency of a role: weight in percent, the level that is enough (the scale's top when not given), a floor."""

    weight: Annotated[float, Field(ge=0, le=100)]
    target: float | None = None
    floor: float | None = None
    links: Annotated[list[Code], Field(min_length=1)]
    """Tasks and incidents that show why the role needs it."""


class MatrixCell(Part):
    """A competency in an exercise: which cues elicit it, why the exercise shows it, and its own anchors if any."""

    cues: list[Code]
    why: Both
    weight: Annotated[float, Field(gt=0)] = 1
    facets: Annotated[list[Both], Field(min_length=1, max_length=4)] | None = None
    anchors: Anchors | None = None


class RoleFile(Part):
    """A role: its job analysis, its competencies with weights, and the competency x exercise matrix."""

    kind: Literal["role"]
    code: Code
    name: Both
    purpose: Both
    scale: tuple[int, int] = (1, 5)
    analysis: Analysis
    tasks: Annotated[list[Task], Field(min_length=1)]
    responsibilities: list[Both] = []
    incidents: list[Task] = []
    assistance: list[Both] = []
    competencies: Annotated[dict[CompetencyCode | ValueCode, Criterion], Field(min_length=1)]
    matrix: Annotated[
        dict[Code, Annotated[dict[CompetencyCode | ValueCode, MatrixCell], Field(min_length=1)]], Field(min_length=1)
    ]


class PhaseFile(Part):
    """A planned phase, in minutes; `warn` lists the minutes before its end at which the clock warns."""

    code: Code
    kind: Literal["prepare", "live", "questions", "classify", "rate", "buffer"]
    minutes: Annotated[int, Field(ge=1, le=480)]
    warn: list[Annotated[int, Field(ge=1)]] = []
    name: Both


class PromptFile(Part):
    """A timed cue."""

    id: Code
    by: Literal["role_player", "moderator", "situation"]
    minute: Annotated[int, Field(ge=0)]
    short: Both
    text: Both
    only_if: Both | None = None
    elicits: list[CompetencyCode | ValueCode]


class QuestionFile(Part):
    """A fixed question."""

    id: Code
    text: Both
    elicits: list[CompetencyCode | ValueCode]


class Material(Part):
    """Something handed out besides the brief."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: Code
    audience: Literal["candidate", "assessor", "role_player", "all", "seat"] = Field(alias="for")
    name: Both
    text: Both


class ExerciseFile(Part):
    """An exercise: briefs, phases, prompts, fixed questions, materials."""

    kind: Literal["exercise"]
    code: Code
    type: Literal["role_play", "group_discussion", "presentation"]
    name: Both
    realism: Both
    candidate_brief: Both
    assessor_guide: Both
    role_player: Both | None = None
    phases: Annotated[list[PhaseFile], Field(min_length=1)]
    prompts: list[PromptFile] = []
    questions: list[QuestionFile] = []
    materials: list[Material] = []


class TranscriptLine(Part):
    """A line of a calibration transcript."""

    id: Code
    at: Annotated[str, StringConstraints(pattern=r"^\d{2}:\d{2}$")]
    who: Literal["candidate", "role_player", "other"]
    text: Both


class CalibrationFile(Part):
    """A short performance with its gold rating: for practice before the day."""

    kind: Literal["calibration"]
    code: Code
    role: Code
    exercise: Code
    competency: CompetencyCode
    name: Both
    intro: Both
    transcript: Annotated[list[TranscriptLine], Field(min_length=1)]
    gold: int
    evidence: Annotated[list[Code], Field(min_length=1)]
    reasons: dict[int, Both]


RubricFile = CompetencyFile | RoleFile | ExerciseFile | CalibrationFile
KINDS: dict[str, type[CompetencyFile] | type[RoleFile] | type[ExerciseFile] | type[CalibrationFile]] = {
    "competency": CompetencyFile,
    "value": CompetencyFile,
    "role": RoleFile,
    "exercise": ExerciseFile,
    "calibration": CalibrationFile,
}
