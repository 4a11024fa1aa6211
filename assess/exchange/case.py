"""A role's rubric as a 1EdTech CASE 1.1 package, and back.

CASE has one language, and no words for job analyses, cues or scale limits. What it can carry (names, definitions,
weights, levels, anchors in English) stands in its own fields; everything else, the second language and the scale
limits among it, in `extensions.assess`. On the way back CASE's own fields win: what another program edited there
comes through. A package of another program becomes a draft (`case_draft`).

Short texts (titles, codes, names) are normalized strings in CASE: without line breaks and tabs.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from pydantic import ValidationError

from assess.exchange.case_draft import draft
from assess.exchange.case_form import CFRubricCriterion, Json, read_package
from assess.rubric.diff import Version
from assess.rubric.hashes import document
from assess.rubric.load import Loaded, load_bytes
from assess.rubric.model import AnchorText, CompetencyFile, RoleFile
from assess.words import Message, Refused, T


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
        return {"title": flat(title), "identifier": to["identifier"], "uri": to["uri"]}

    def levels(rubric: str, code: str, anchors: dict[int, AnchorText], criterion: Json) -> list[Json]:
        return [
            part(
                *("level", rubric, code, level),
                description=anchors[level].text.en,
                quality=str(level),
                score=float(level),
                position=place,
                rubricCriterionId=criterion["identifier"],
                extensions=[{"assess": {"de": anchors[level].text.de}}],
            )
            for place, level in enumerate(sorted(anchors), 1)
        ]

    about = part(
        "document",
        title=flat(role.name.en),
        creator=flat(role.analysis.author),
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
            abbreviatedStatement=flat(file.name.en),
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
        found = part("rubric", name, title=flat(title), description=role.purpose.en)
        found["CFRubricCriteria"] = []
        for place, (file, weight, anchors) in enumerate(rows, 1):
            item = items[file.code]
            row = part(
                *("criterion", name, file.code),
                category=flat(file.name.en),
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


def flat(text: str) -> str:
    """A normalized string: every line break and tab a space."""
    return " ".join(text.split())


# in


class Imported(NamedTuple):
    """The rubric files of a package: the role first, then its competencies; and what a draft lacks."""

    files: tuple[Written, ...]
    missing: tuple[Message, ...]
    """Empty, when the package was one of ours."""


def imported(data: bytes, name: str) -> Imported:
    """The rubric files of a package. One of ours comes back as it was; another program's becomes a draft.

    Raises: Refused, when it is no CASE package, has no rubric, or says what no rubric file can say.
    """
    found = read_package(data, name)
    if found.CFDocument.own.get("role") is None:
        drafted = draft(found, name)
        return Imported(tuple(_written(said, name) for said in drafted.files), drafted.missing)
    role = _ours(RoleFile, found.CFDocument.own["role"], name)
    _edit(role["name"], found.CFDocument.title)
    _edit(role["purpose"], found.CFDocument.description or "")
    if flat(role["analysis"]["author"]) != found.CFDocument.creator:
        role["analysis"]["author"] = found.CFDocument.creator
    competencies: dict[str, Json] = {}
    for item in found.CFItems:
        if "competency" in item.own:
            said = _ours(CompetencyFile, item.own["competency"], name)
            competencies[item.identifier] = said
            _edit(said["name"], item.abbreviatedStatement or "")
            _edit(said["definition"], item.fullStatement)
    for rubric in found.CFRubrics:
        for row in rubric.CFRubricCriteria:
            competency = competencies.get(row.CFItemURI.identifier) if row.CFItemURI else None
            if competency is not None:
                _row(row, rubric.own.get("exercise"), role, competency)
    return Imported(tuple(_written(said, name) for said in _numbered(role, competencies.values())), ())


def files(data: bytes, name: str) -> list[Written]:
    """The rubric files of a package: the role first, then its competencies. Raises: as `imported`."""
    return list(imported(data, name).files)


def _edit(both: Json, english: str) -> None:
    """Take over an English text that was edited; one that only lost its line breaks on the way is ours still."""
    if flat(both["en"]) != flat(english) or (both["en"] != english and flat(english) != english):
        both["en"] = english


def _ours(kind: type[RoleFile | CompetencyFile], said: object, name: str) -> Json:
    """What we said beyond CASE, as the document of a file whose form is right."""
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
