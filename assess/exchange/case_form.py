"""The parts of a 1EdTech CASE 1.1 package, as far as a rubric is read from them.

Keys that are not read are let pass. Other programs write null for what they leave out; it is taken as left out.
"""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel, Field, ValidationError, field_validator

from assess.words import Refused, T

MOST_BYTES: Final = 10_000_000
Json = dict[str, Any]


class Link(BaseModel):
    """A reference to something of the package."""

    title: str
    identifier: str
    uri: str


class Part(BaseModel):
    """What everything in a package has; keys that we don't read are let pass."""

    identifier: str
    uri: str
    lastChangeDateTime: str  # noqa: N815  (CASE's name for it)
    extensions: Json = Field(default_factory=dict)

    @field_validator("extensions", mode="before")
    @classmethod
    def _one(cls, said: object) -> object:
        """Levels have a list of containers where everything else has one."""
        if not isinstance(said, list):
            return said
        return {key: value for one in said if isinstance(one, dict) for key, value in one.items()}

    @property
    def own(self) -> Json:
        """What we said beyond CASE."""
        found = self.extensions.get("assess")
        return found if isinstance(found, dict) else {}


class CFDocument(Part):
    """The role."""

    title: str
    creator: str
    description: str | None = None
    language: str | None = None


class CFItem(Part):
    """A competency."""

    fullStatement: str  # noqa: N815
    humanCodingScheme: str | None = None  # noqa: N815
    abbreviatedStatement: str | None = None  # noqa: N815


class CFAssociation(Part):
    """That a competency belongs to the role."""

    associationType: str  # noqa: N815
    originNodeURI: Link  # noqa: N815
    destinationNodeURI: Link  # noqa: N815


class CFRubricCriterionLevel(Part):
    """An anchor."""

    description: str | None = None
    quality: str | None = None
    feedback: str | None = None
    score: float | None = None
    position: int | None = None


class CFRubricCriterion(Part):
    """A competency's row."""

    category: str | None = None
    description: str | None = None
    position: int | None = None
    CFItemURI: Link | None = None
    weight: float | None = None
    CFRubricCriterionLevels: tuple[CFRubricCriterionLevel, ...] = ()


class CFRubric(Part):
    """The rubric: of the role, or of one of its exercises where that has anchors of its own."""

    title: str | None = None
    CFRubricCriteria: tuple[CFRubricCriterion, ...] = ()


class CFPackage(BaseModel):
    """A package, as far as we read it."""

    CFDocument: CFDocument
    CFItems: tuple[CFItem, ...] = ()
    CFAssociations: tuple[CFAssociation, ...] = ()
    CFRubrics: tuple[CFRubric, ...] = ()


def read_package(data: bytes, name: str) -> CFPackage:
    """The package of a file.

    Raises: Refused, when it is no CASE package.
    """
    if len(data) > MOST_BYTES:
        raise Refused(T("The file is over {size} MB.", size=MOST_BYTES // 1_000_000), where=name)
    try:
        said = json.loads(data)
        json.dumps(said, ensure_ascii=False).encode()  # half a character is no text
        if isinstance(said, dict) and isinstance(said.get("CFPackage"), dict):
            said = said["CFPackage"]  # as services wrap it
        return CFPackage.model_validate(_said(said))
    except ValidationError as error:
        place = " > ".join(map(str, error.errors()[0]["loc"]))
        message = T("This is no CASE 1.1 package: {place} is missing or not of the right form.", place=place or "{}")
    except (ValueError, RecursionError):
        message = T("This is no JSON.")
    raise Refused(message, where=name, do=T("Choose a CASE 1.1 package with a rubric, saved as JSON."))


def _said(value: object) -> object:
    """The same without nulls."""
    if isinstance(value, dict):
        return {key: _said(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_said(one) for one in value if one is not None]
    return value
