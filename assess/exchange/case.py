"""A role's rubric as a 1EdTech CASE 1.1 package, and back.

CASE has one language, and no words for job analyses, cues or scale limits. What it can carry (names, definitions,
weights, levels, anchors in English) stands in its own fields; everything else, the second language and the scale
limits among it, in `extensions.assess`. On the way back CASE's own fields win: what another program edited there
comes through.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from pydantic import BaseModel, Field, ValidationError

from assess.rubric.diff import Version
from assess.rubric.hashes import document
from assess.rubric.load import Loaded, load_bytes
from assess.rubric.model import AnchorText, CompetencyFile, RoleFile
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
    score: float | None = None


class CFRubricCriterion(Part):
    """A competency's row."""

    CFItemURI: Link | None = None
    weight: float | None = None
    CFRubricCriterionLevels: tuple[CFRubricCriterionLevel, ...] = ()


class CFRubric(Part):
    """The rubric: of the role, or of one of its exercises where that has anchors of its own."""

    title: str
    CFRubricCriteria: tuple[CFRubricCriterion, ...] = ()


class CFPackage(BaseModel):
    """A package, as far as we read it."""

    CFDocument: CFDocument
    CFItems: tuple[CFItem, ...] = ()
    CFAssociations: tuple[CFAssociation, ...] = ()
    CFRubrics: tuple[CFRubric, ...] = ()


class Written(NamedTuple):
    """A rubric file made from a package."""

    path: Path
    """Below the folder that it belongs in: `roles/community-manager.yaml`."""
    text: str
    model: RoleFile | CompetencyFile


# out


def package(version: Version) -> Json:
    """A role and its competencies as a CFPackage.

    Raises: Refused, when a competency is unknown or its file is faulty.
    """
    role = version.role
    competencies = [version.library.competency(code) for code in role.competencies]
    stamp = f"{role.analysis.date.isoformat()}T00:00:00+00:00"

    def part(*names: object, **fields: object) -> Json:
        identifier = str(uuid5(NAMESPACE_URL, ":".join(["urn:assess", role.code, *map(str, names)])))
        return {"identifier": identifier, "uri": f"urn:uuid:{identifier}", **fields, "lastChangeDateTime": stamp}

    def link(to: Json, title: str) -> Json:
        return {"title": title, "identifier": to["identifier"], "uri": to["uri"]}

    def levels(rubric: str, code: str, anchors: dict[int, AnchorText], criterion: Json) -> list[Json]:
        return [
            part(
                *("level", rubric, code, level),
                description=anchors[level].text.en,
                quality=str(level),
                score=float(level),
                position=place,
                rubricCriterionId=criterion["identifier"],
                extensions={"assess": {"de": anchors[level].text.de}},
            )
            for place, level in enumerate(sorted(anchors), 1)
        ]

    about = part(
        "document",
        title=role.name.en,
        creator=role.analysis.author,
        description=role.purpose.en,
        language="en",
        caseVersion="1.1",
        adoptionStatus="Draft",
        extensions={"assess": {"scale": list(role.scale), "role": document(role)}},
    )
    items = {
        file.code: part(
            *("item", file.code),
            fullStatement=file.definition.en,
            humanCodingScheme=file.code,
            abbreviatedStatement=file.name.en,
            language="en",
            extensions={"assess": {"scale": list(file.scale), "competency": document(file)}},
        )
        for file in competencies
    }
    associations = [
        part(
            *("association", code),
            associationType="isChildOf",
            sequenceNumber=place,
            originNodeURI=link(item, item["abbreviatedStatement"]),
            destinationNodeURI=link(about, about["title"]),
        )
        for place, (code, item) in enumerate(items.items(), 1)
    ]

    def rubric(name: str, title: str, rows: list[tuple[CompetencyFile, float, dict[int, AnchorText]]]) -> Json:
        found = part("rubric", name, title=title, description=role.purpose.en)
        found["CFRubricCriteria"] = []
        for place, (file, weight, anchors) in enumerate(rows, 1):
            item = items[file.code]
            row = part(
                *("criterion", name, file.code),
                category=file.name.en,
                description=file.definition.en,
                CFItemURI=link(item, file.name.en),
                weight=weight,
                position=place,
                rubricId=found["identifier"],
            )
            row["CFRubricCriterionLevels"] = levels(name, file.code, anchors, row)
            found["CFRubricCriteria"].append(row)
        found["extensions"] = {"assess": {"scale": list(role.scale), "exercise": name or None}}
        return found

    rubrics = [
        rubric("", role.name.en, [(file, role.competencies[file.code].weight, file.anchors) for file in competencies])
    ]
    by_code = {file.code: file for file in competencies}
    for exercise, cells in role.matrix.items():
        own = [(by_code[code], cell.weight, cell.anchors) for code, cell in cells.items() if cell.anchors]
        if own:
            rubrics.append(rubric(exercise, f"{role.name.en}: {version.library.exercise(exercise).name.en}", own))
    return {"CFDocument": about, "CFItems": list(items.values()), "CFAssociations": associations, "CFRubrics": rubrics}


# in


def files(data: bytes, name: str) -> list[Written]:
    """The rubric files of a package: the role first, then its competencies.

    Raises: Refused, when it is no CASE package, was not made by this program, or says what no rubric file can say.
    """
    found = _read(data, name)
    role = _ours(RoleFile, found.CFDocument.own.get("role"), name)
    role["name"]["en"], role["purpose"]["en"] = found.CFDocument.title, found.CFDocument.description or ""
    role["analysis"]["author"] = found.CFDocument.creator
    competencies: dict[str, Json] = {}
    for item in found.CFItems:
        if "competency" in item.own:
            said = _ours(CompetencyFile, item.own["competency"], name)
            competencies[item.identifier] = said
            said["name"]["en"], said["definition"]["en"] = item.abbreviatedStatement or "", item.fullStatement
    for rubric in found.CFRubrics:
        for row in rubric.CFRubricCriteria:
            competency = competencies.get(row.CFItemURI.identifier) if row.CFItemURI else None
            if competency is not None:
                _row(row, rubric.own.get("exercise"), role, competency)
    return [_written(said, name) for said in _numbered(role, competencies.values())]


def _ours(kind: type[RoleFile | CompetencyFile], said: object, name: str) -> Json:
    """What we said beyond CASE, as the document of a file whose form is right."""
    if said is None:
        raise Refused(
            T("This package has one language, and no tasks, cues or links: no role can be made of it alone."),
            where=name,
            do=T("Start one with “assess rubrics new” and copy the anchors."),
        )
    try:
        return document(kind.model_validate_json(json.dumps(said)))
    except ValidationError as error:
        place = " > ".join(map(str, error.errors()[0]["loc"]))
        raise Refused(
            T("In extensions.assess, {place} is missing or not of the right form.", place=place or "{}"),
            where=name,
            do=T("Export the role anew; other programs must leave the extensions as they are."),
        ) from error


def _row(row: CFRubricCriterion, exercise: object, role: Json, competency: Json) -> None:
    """Take over the weight and the anchors of a competency, in the role or in one of its exercises."""
    code = competency["code"]
    if exercise is None:
        within, anchors = role["competencies"].get(code), competency["anchors"]
    else:
        within = role["matrix"].get(str(exercise), {}).get(code)
        anchors = (within or {}).get("anchors")
    if within is not None and row.weight is not None and row.weight != within.get("weight", 1):
        within["weight"] = row.weight
    if anchors:
        _anchors(row, anchors)


def _read(data: bytes, name: str) -> CFPackage:
    if len(data) > MOST_BYTES:
        raise Refused(T("The file is over {size} MB.", size=MOST_BYTES // 1_000_000), where=name)
    try:
        said = json.loads(data)
        json.dumps(said, ensure_ascii=False).encode()  # half a character is no text
        return CFPackage.model_validate(said)
    except ValidationError as error:
        place = " > ".join(map(str, error.errors()[0]["loc"]))
        message = T("This is no CASE 1.1 package: {place} is missing or not of the right form.", place=place or "{}")
    except (ValueError, RecursionError):
        message = T("This is no JSON.")
    raise Refused(message, where=name, do=T("Choose a file that “assess rubrics export --format case” wrote."))


def _anchors(row: CFRubricCriterion, into: Json) -> None:
    """Take over the texts of the levels; one that is as we wrote it keeps its sentences."""
    for level in row.CFRubricCriterionLevels:
        anchor = into.get(f"{level.score:g}" if level.score is not None else "")
        if anchor is not None and level.description is not None and " ".join(anchor["en"]) != level.description:
            anchor["en"] = [level.description]


def _numbered(role: Json, competencies: Iterable[Json]) -> Iterator[Json]:
    """The files with their levels as numbers, as YAML has them."""
    for cells in role["matrix"].values():
        for cell in cells.values():
            if cell.get("anchors"):
                cell["anchors"] = {int(level): text for level, text in cell["anchors"].items()}
    yield role
    for one in competencies:
        yield {**one, "anchors": {int(level): text for level, text in one["anchors"].items()}}


def _written(said: Json, name: str) -> Written:
    from ruamel.yaml import YAML

    yaml, out = YAML(), io.StringIO()
    yaml.width, yaml.allow_unicode = 120, True
    yaml.dump(said, out)
    read = load_bytes(out.getvalue().encode(), name)
    if not isinstance(read, Loaded):
        raise Refused(read[0].message, where=name, do=read[0].mend)
    model = read.model
    if not isinstance(model, RoleFile | CompetencyFile):
        raise Refused(T("This file is no role."), where=name)
    folder = {"role": "roles", "value": "values", "competency": "competencies"}[model.kind]
    return Written(Path(folder) / f"{model.code}.yaml", out.getvalue(), model)
