"""The form of a rubric file: what may stand in `rubrics/*.yaml`.

One class per kind of file. The JSON schemas that `assess schema` prints are made from these classes. What no
single key can tell (sums, references, complete anchors) is judged in `check`, with the line it stands on.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StrictFloat,
    StrictInt,
)
from pydantic import StringConstraints as Constraints
from pydantic_core import PydanticCustomError

from assess.words import Language, Text

Line = Annotated[str, Constraints(strip_whitespace=True, min_length=1)]
CompetencyCode = Annotated[str, Constraints(pattern=r"^([A-Z][A-Z0-9]{1,7}|[a-z][a-z0-9-]{1,39})$")]
"""A competency's code (`EMP`) or a value's (`respect`)."""
Code = Annotated[str, Constraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,59}$")]
LEVELS: Final = 10
"""The most levels a scale may have."""


class Scale(NamedTuple):
    """The lowest and the highest level."""

    lo: int
    hi: int

    @property
    def levels(self) -> range:
        """All levels, lowest first."""
        return range(self.lo, self.hi + 1)

    def __contains__(self, level: object) -> bool:
        return isinstance(level, int | float) and self.lo <= level <= self.hi


def _scale(said: object) -> Scale:
    if not isinstance(said, list | tuple) or len(said) != 2 or any(type(level) is not int for level in said):
        raise PydanticCustomError("scale_form", "two whole numbers")
    scale = Scale(*said)
    if scale.lo >= scale.hi:
        raise PydanticCustomError("scale_order", "reversed")
    if scale.lo < 0 or len(scale.levels) > LEVELS:
        raise PydanticCustomError("scale_size", "too many levels")
    return scale


TwoLevels = Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=2, max_length=2)]
Limits = Annotated[
    Scale,
    PlainValidator(_scale, json_schema_input_type=TwoLevels),
    PlainSerializer(list, return_type=list[int]),
]
FIVE: Final = Scale(1, 5)


class Part(BaseModel):
    """What all parts of a file share: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Both(Part):
    """A text in German and English."""

    de: Line
    en: Line

    @property
    def text(self) -> Text:
        """The same as the words of the program pass it on."""
        return Text(self.de, self.en)

    def said(self, language: Language) -> str:
        """The text of a language."""
        return self.de if language == "de" else self.en


def _as_list(said: object) -> object:
    return [said] if isinstance(said, str) else said


Sentences = Annotated[
    tuple[Line, ...], Field(min_length=1), BeforeValidator(_as_list, json_schema_input_type=Line | list[Line])
]


class AnchorText(Part):
    """The behaviour that stands for a level, in both languages: a list with a sentence per facet, or one text."""

    de: Sentences
    en: Sentences

    def sentences(self, language: Language) -> tuple[str, ...]:
        """The sentences of a language, in the order of the facets."""
        return self.de if language == "de" else self.en

    @property
    def text(self) -> Text:
        """The anchor as it is shown."""
        return Text(" ".join(self.de), " ".join(self.en))


Numbered = Field(json_schema_extra={"propertyNames": {"pattern": "^[0-9]+$"}})
Anchors = Annotated[dict[StrictInt, AnchorText], Numbered]
"""An anchor per level of the scale."""
Facets = Annotated[tuple[Both, ...], Field(min_length=1, max_length=4)]
Some = Annotated[tuple[Both, ...], Field(min_length=1)]


class CompetencyFile(Part):
    """A competency or a work value: definition, delimitation, indicators, and a generic anchor per level."""

    kind: Literal["competency", "value"]
    code: CompetencyCode
    name: Both
    definition: Both
    distinct: Both
    """What it is not to be confused with."""
    scale: Limits = FIVE
    """The levels that its anchors describe."""
    facets: Facets
    positive: Some
    negative: Some
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

    weight: Annotated[StrictFloat, Field(ge=0, le=100)]
    target: StrictFloat | None = None
    floor: StrictFloat | None = None
    links: Annotated[tuple[Code, ...], Field(min_length=1)]
    """Tasks and incidents that show why the role needs it."""


class MatrixCell(Part):
    """A competency in an exercise: which cues elicit it, why the exercise shows it, and its own anchors if any."""

    cues: tuple[Code, ...]
    why: Both
    weight: Annotated[StrictFloat, Field(gt=0, le=100)] = 1
    """The exercise's share in the competency's score, relative to its other exercises."""
    facets: Facets | None = None
    anchors: Anchors | None = None


class RoleFile(Part):
    """A role: its job analysis, its competencies with weights, and the competency x exercise matrix."""

    kind: Literal["role"]
    code: Code
    name: Both
    purpose: Both
    scale: Limits = FIVE
    analysis: Analysis
    tasks: Annotated[tuple[Task, ...], Field(min_length=1)]
    responsibilities: tuple[Both, ...] = ()
    incidents: tuple[Task, ...] = ()
    assistance: tuple[Both, ...] = ()
    """What the role uses software assistance for."""
    competencies: Annotated[dict[CompetencyCode, Criterion], Field(min_length=1)]
    matrix: Annotated[dict[Code, Annotated[dict[CompetencyCode, MatrixCell], Field(min_length=1)]], Field(min_length=1)]


class PhaseFile(Part):
    """A planned phase, in minutes; `warn` lists the minutes before its end at which the clock warns."""

    code: Code
    kind: Literal["prepare", "live", "questions", "classify", "rate", "buffer"]
    minutes: Annotated[StrictInt, Field(ge=1, le=480)]
    warn: tuple[Annotated[StrictInt, Field(ge=1)], ...] = ()
    name: Both


class PromptFile(Part):
    """A timed cue."""

    id: Code
    by: Literal["role_player", "moderator", "situation"]
    minute: Annotated[StrictInt, Field(ge=0)]
    """The planned minute within the live phase."""
    part: Both | None = None
    """The part of the exercise it belongs to, where there are several: `Part A: Jo`."""
    short: Both
    text: Both
    only_if: Both | None = None
    elicits: tuple[CompetencyCode, ...]


class QuestionFile(Part):
    """A fixed question."""

    id: Code
    text: Both
    elicits: tuple[CompetencyCode, ...]


class Material(Part):
    """Something handed out besides the brief."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True)

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
    phases: Annotated[tuple[PhaseFile, ...], Field(min_length=1)]
    prompts: tuple[PromptFile, ...] = ()
    questions: tuple[QuestionFile, ...] = ()
    materials: tuple[Material, ...] = ()

    @property
    def elicits(self) -> dict[str, tuple[str, ...]]:
        """The competencies that each prompt and question elicits, by its id."""
        prompts = {prompt.id: prompt.elicits for prompt in self.prompts}
        return prompts | {question.id: question.elicits for question in self.questions}


class TranscriptLine(Part):
    """A line of a calibration transcript."""

    id: Code
    at: Annotated[str, Constraints(pattern=r"^\d{2}:\d{2}$")]
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
    transcript: Annotated[tuple[TranscriptLine, ...], Field(min_length=1)]
    gold: StrictInt
    evidence: Annotated[tuple[Code, ...], Field(min_length=1)]
    reasons: Annotated[dict[StrictInt, Both], Numbered, Field(min_length=1)]
