"""What is wrong with the form of a file: pydantic's findings, with file, line, the key's path, and how to mend it."""

from __future__ import annotations

import types
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assess.rubric.kinds import KINDS, RubricFile
from assess.rubric.model import LEVELS
from assess.rubric.source import Source
from assess.rubric.tree import Listing, Mapping, Node, Path, Scalar
from assess.words import Fault, Message, T

KNOWN: Final = ", ".join(KINDS)


def kind_fault(source: Source, data: object) -> Fault | None:
    """What hinders telling which kind of file this is."""
    if not isinstance(data, dict):
        return Fault(
            "FO-03",
            source.where(),
            T("The file is not made of keys."),
            T("Begin with kind: and one of {known}.", known=KNOWN),
        )
    if "kind" not in data:
        return Fault(
            "FO-02", source.where(), T("The key kind is missing."), T("Add it with one of {known}.", known=KNOWN)
        )
    kind = data["kind"]
    if not isinstance(kind, str) or kind not in KINDS:
        mend = suggest(str(kind), KINDS) or T("Write one of {known}.", known=KNOWN)
        return Fault("FO-05", source.where("kind"), T("There is no kind {kind}.", kind=str(kind)), mend)
    return None


def suggest(said: str, known: Iterable[str]) -> Message | None:
    """`Did you mean ...?`, when something known is close."""
    lower = {name.lower(): name for name in known}
    close = get_close_matches(said.lower(), lower, n=1)
    return T("Did you mean {name}?", name=lower[close[0]]) if close else None


def faults(source: Source, model: type[RubricFile], error: ValidationError) -> list[Fault]:
    """Every finding of a validation, in the order of the lines."""
    return [fault for _, fault in placed(source, model, error)]


def placed(source: Source, model: type[RubricFile], error: ValidationError) -> list[tuple[Path, Fault]]:
    """The same, each with its path."""
    details = error.errors(include_url=False)
    meant = {_meant(model, detail) for detail in details if detail["type"] == "extra_forbidden"}
    found = [
        (source.line(*_path(detail)), _path(detail), _fault(source, model, detail))
        for detail in details
        if not (detail["type"] == "missing" and detail["loc"] in meant)  # said at the mistyped key
    ]
    return [(path, fault) for _, path, fault in sorted(found, key=lambda item: item[0])]


def said_path(root: Node, path: Path) -> str:
    """A key's way in a file as people find it: `tasks > T2 > text > de`; items by their id, else counted from 1."""
    names, node = [], root
    for step in path:
        name = str(step)
        if isinstance(node, Listing) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
            name = _id(node) or str(step + 1)
        elif isinstance(node, Mapping) and step in node.entries:
            node = node.entries[step].node
        names.append(name)
    return " > ".join(names)


def _id(node: Node) -> str | None:
    if not isinstance(node, Mapping):
        return None
    for key in ("id", "code"):
        entry = node.entries.get(key)
        if entry is not None and isinstance(entry.node, Scalar):
            return entry.node.text
    return None


def _path(detail: ErrorDetails) -> Path:
    """Where it is; pydantic marks a wrong key with a step of its own."""
    path = detail["loc"]
    return path[:-1] if path and path[-1] == "[key]" else path


def _meant(model: type[BaseModel], detail: ErrorDetails) -> Path | None:
    """The path of the key that an unknown key was probably meant to be."""
    *above, last = detail["loc"]
    close = get_close_matches(str(last).lower(), [key.lower() for key in _keys(model, tuple(above))], n=1)
    return (*above, close[0]) if close else None


def _keys(model: Any, path: Path) -> list[str]:
    """The keys that a mapping at a path may have; none, where they are free."""
    here = [model]
    for step in path:
        here = [below for one in here for below in _below(one, step)]
    return [
        field.alias or name
        for one in here
        if isinstance(one, type) and issubclass(one, BaseModel)
        for name, field in one.model_fields.items()
    ]


def _below(form: Any, step: str | int) -> list[Any]:
    """The types that may stand under a key or position of a type."""
    if isinstance(form, type) and issubclass(form, BaseModel):
        return [
            option
            for name, field in form.model_fields.items()
            if (field.alias or name) == step
            for option in _options(field.annotation)
        ]
    inner = [part for part in get_args(form) if part is not ...]
    if get_origin(form) in (dict, tuple) and inner:
        return _options(inner[-1])
    return []


def _options(form: Any) -> list[Any]:
    """What a type may be: unions and annotations opened."""
    if get_origin(form) is Annotated:
        return _options(get_args(form)[0])
    if get_origin(form) in (Union, types.UnionType):
        return [option for part in get_args(form) for option in _options(part)]
    return [form]


def _fault(source: Source, model: type[RubricFile], detail: ErrorDetails) -> Fault:
    path = _path(detail)
    check, message, mend = _say(source, model, detail, path)
    return Fault(check, source.where(*path), message, mend)


Said = tuple[str, Message, Message | None]


def _say(source: Source, model: type[RubricFile], detail: ErrorDetails, path: Path) -> Said:
    kind, context, given = detail["type"], detail.get("ctx", {}), detail["input"]
    key = str(path[-1]) if path else ""
    where = said_path(source.root, path)
    inside = said_path(source.root, path[:-1])
    match kind:
        case "extra_forbidden":
            mend = suggest(key, _keys(model, path[:-1]))
            if mend is None and given is None:  # what stands behind a comma in {de: 1,2 %} is read as a key
                mend = T("If it belongs to the text before it, put that text in quotes.")
            mend = mend or T("Remove it, or see assess schema rubric.")
            if inside:
                return "FO-01", T("In {inside}: unknown key {key}.", inside=inside, key=key), mend
            return "FO-01", T("Unknown key {key}.", key=key), mend
        case "missing":
            return _missing(model, path, inside)
        case "too_short" if key == "links":
            return _no_link(inside)
        case "string_too_short" | "too_short":
            return _empty(path, where)
        case _ if given is None or given == "":
            return _empty(path, where)
        case "too_long":
            most = context.get("max_length", 0)
            return "FO-05", T("{where}: more than {most} entries.", where=where, most=most), None
        case "scale_form":
            return "SC-01", T("{where}: a scale is two whole numbers.", where=where), T("Write e.g. [1, 5].")
        case "scale_order":
            return "SC-01", T("{where}: the lowest level must stand first.", where=where), T("Write e.g. [1, 5].")
        case "scale_size":
            message = T(
                "{where}: a scale begins at 0 or above and has at most {most} levels.", where=where, most=LEVELS
            )
            return "SC-01", message, T("Write e.g. [1, 5].")
        case "string_pattern_mismatch":
            return "FO-05", T("{where}: {given} is not allowed here.", where=where, given=str(given)), _form(key)
        case "literal_error":
            options = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
            mend = suggest(str(given), options.split(", ")) or T("Write one of {options}.", options=options)
            return "FO-05", T("{where}: {given} is not allowed here.", where=where, given=str(given)), mend
        case "int_type" if "[key]" in detail["loc"]:
            return "SC-02", T("{where}: a level is a whole number.", where=where), T("Write e.g. 3:.")
        case "int_type":
            return "FO-03", T("{where}: this must be a whole number.", where=where), T("Write it without quotes.")
        case "float_type":
            return (
                "FO-03",
                T("{where}: this must be a number.", where=where),
                T("Write it with a point and without quotes."),
            )
        case "string_type":
            return "FO-03", T("{where}: this must be a text.", where=where), T("Put it in quotes.")
        case "tuple_type":
            return "FO-03", T("{where}: this must be a list.", where=where), T("Begin each entry with a hyphen.")
        case "dict_type" | "model_type":
            return "FO-03", T("{where}: keys must stand here.", where=where), T("Write one a line, key: value.")
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            limit = f"{next(iter(context.values())):g}"
            bounds = {
                "greater_than": T("{where}: the number must be above {limit}.", where=where, limit=limit),
                "greater_than_equal": T("{where}: the number must be at least {limit}.", where=where, limit=limit),
                "less_than": T("{where}: the number must be below {limit}.", where=where, limit=limit),
                "less_than_equal": T("{where}: the number must be at most {limit}.", where=where, limit=limit),
            }  # fmt: skip
            return "FO-05", bounds[kind], None
        case _ if kind.startswith("date"):
            return "FO-05", T("{where}: this is no date.", where=where), T("Write e.g. 2026-11-22.")
        case _:
            return "FO-05", T("{where}: {given} is not allowed here.", where=where, given=str(given)), None


def _missing(model: type[RubricFile], path: Path, inside: str) -> Said:
    key = str(path[-1])
    if key == "links":
        return _no_link(inside)
    if key in ("de", "en"):
        message = (
            T("{inside}: the German text (de) is missing.", inside=inside)
            if key == "de"
            else T("{inside}: the English text (en) is missing.", inside=inside)
        )
        return "BC-01", message, T("Write it; every text needs both languages.")
    if isinstance(path[-1], int):
        return "FO-02", T("{inside}: too few entries.", inside=inside), None
    mend = T("Add it with one of {known}.", known=", ".join(KINDS)) if path == ("kind",) else T("Add it.")
    if inside:
        return "FO-02", T("In {inside}: the key {key} is missing.", inside=inside, key=key), mend
    return "FO-02", T("The key {key} is missing.", key=key), mend


def _no_link(inside: str) -> Said:
    return (
        "CA-01",
        T("{inside}: no task or incident shows why the role needs it.", inside=inside),
        T("Write links: with the ids of tasks and incidents."),
    )


def _empty(path: Path, where: str) -> Said:
    language = next((step for step in reversed(path) if step in ("de", "en")), None)
    check = "BC-01" if language or (path and path[-1] == "anchors") else "FO-04"
    return (
        check,
        T("{where}: this is empty.", where=where),
        T("Write something, or remove the key if it is not needed."),
    )


def _form(key: str) -> Message:
    if key == "at":
        return T('Write minutes and seconds in quotes, e.g. "02:30".')
    return T(
        "Letters, digits and hyphens only: EMP for a competency, respect for a value, T1 or cm-statement elsewhere."
    )
