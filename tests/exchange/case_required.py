"""What 1EdTech's CASE 1.1 asks of the parts of a package that we write, as data, and a check by it.

Source: "Competencies and Academic Standards Exchange (CASE) Service Version 1.1, 1EdTech Final Release, JSON Schema
Binding", response payload of getCFPackage, as OpenSALT carries it (github.com/opensalt/opensalt,
core/config/schema/case-v1p1-cfpackage-schema.json). Fields that we never write are left out of the tables; a field
that is not in them is a fault, because every class of the schema says `additionalProperties: false`.

Lines of the tables: field, form, required.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple


class Field(NamedTuple):
    """A field of a class: the form of its value, and whether it must be there."""

    form: str
    required: bool = False


UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
"""The schema's pattern for every `identifier`; versions 1 to 5 in the specification's text."""
URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
"""RFC 3986, roughly: a scheme, and no character that a URI must escape."""
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The primitive data type Language: BCP 47."""
DATE_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
"""RFC 3339."""
ASSOCIATIONS: Final = frozenset(
    {
        *("isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy", "exemplar"),
        *("hasSkillLevel", "isTranslationOf"),
    }
)

EVERY: Final = {
    "identifier": Field("uuid", required=True),
    "uri": Field("uri", required=True),
    "lastChangeDateTime": Field("date-time", required=True),
}
"""What every class but the package and the links has."""
CLASSES: Final[Mapping[str, Mapping[str, Field]]] = {
    "CFPackage": {
        "CFDocument": Field("CFDocument", required=True),
        "CFItems": Field("CFItem[]"),
        "CFAssociations": Field("CFAssociation[]"),
        "CFRubrics": Field("CFRubric[]"),
        "extensions": Field("object"),
    },
    "CFDocument": {
        **EVERY,
        "creator": Field("normalized", required=True),
        "title": Field("normalized", required=True),
        "caseVersion": Field("1.1"),
        "description": Field("string"),
        "language": Field("language"),
        "adoptionStatus": Field("normalized"),
        "extensions": Field("object"),
    },
    "CFItem": {
        **EVERY,
        "fullStatement": Field("string", required=True),
        "humanCodingScheme": Field("normalized"),
        "abbreviatedStatement": Field("normalized"),
        "language": Field("language"),
        "extensions": Field("object"),
    },
    "CFAssociation": {
        **EVERY,
        "associationType": Field("association", required=True),
        "originNodeURI": Field("LinkGenURI", required=True),
        "destinationNodeURI": Field("LinkGenURI", required=True),
        "sequenceNumber": Field("int32"),
        "extensions": Field("object"),
    },
    "CFRubric": {
        **EVERY,
        "title": Field("normalized"),
        "description": Field("string"),
        "CFRubricCriteria": Field("CFRubricCriterion[]"),
        "extensions": Field("object"),
    },
    "CFRubricCriterion": {
        **EVERY,
        "category": Field("normalized"),
        "description": Field("string"),
        "CFItemURI": Field("LinkURI"),
        "weight": Field("number"),
        "position": Field("int32"),
        "rubricId": Field("uuid"),
        "CFRubricCriterionLevels": Field("CFRubricCriterionLevel[]"),
        "extensions": Field("object"),
    },
    "CFRubricCriterionLevel": {
        **EVERY,
        "description": Field("string"),
        "quality": Field("normalized"),
        "score": Field("number"),
        "feedback": Field("string"),
        "position": Field("int32"),
        "rubricCriterionId": Field("uuid"),
        "extensions": Field("object[]"),  # a list here, and here alone
    },
    "LinkURI": {
        "title": Field("normalized", required=True),
        "identifier": Field("uuid", required=True),
        "uri": Field("uri", required=True),
    },
    "LinkGenURI": {
        "title": Field("normalized", required=True),
        "identifier": Field("normalized", required=True),
        "uri": Field("uri", required=True),
        "targetType": Field("normalized"),
    },
}


def _text(value: object) -> bool:
    return isinstance(value, str)


def _fits(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _moment(value: object) -> bool:
    if not _fits(DATE_TIME)(value):
        return False
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _whole(value: object) -> bool:
    return type(value) is int and -(2**31) <= value < 2**31


FORMS: Final[Mapping[str, Callable[[object], bool]]] = {
    "string": _text,
    "normalized": lambda value: isinstance(value, str) and not re.search(r"[\t\r\n]", value),
    "uuid": _fits(UUID),
    "uri": _fits(URI),
    "language": _fits(LANGUAGE),
    "date-time": _moment,
    "1.1": lambda value: value == "1.1",
    "association": lambda value: value in ASSOCIATIONS or _fits(re.compile(r"ext:[\w.-]+"))(value),
    "number": lambda value: type(value) in (int, float) and abs(float(str(value))) < 3.4e38,
    "int32": _whole,
    "object": lambda value: isinstance(value, dict),
}
"""The forms that are no class of their own. `number` is a float of 32 bits: neither NaN nor infinite."""


def faults(value: Any, kind: str = "CFPackage", where: str = "") -> Iterator[str]:
    """What is wrong in a value: the place and the field, or the form that it has not."""
    place = where or kind
    if kind.endswith("[]"):
        if not isinstance(value, list):
            yield f"{place}: no list"
            return
        for at, one in enumerate(value):
            yield from faults(one, kind[:-2], f"{place}[{at}]")
    elif kind in FORMS:
        if not FORMS[kind](value):
            yield f"{place}: no {kind}"
    elif not isinstance(value, dict):
        yield f"{place}: no {kind}"
    else:
        fields = CLASSES[kind]
        for name, field in fields.items():
            if name in value:
                yield from faults(value[name], field.form, f"{place}.{name}")
            elif field.required:
                yield f"{place}.{name}: missing"
        for name in value:
            if name not in fields:
                yield f"{place}.{name}: unknown"
