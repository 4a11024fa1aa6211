"""What of a rubric file a person can edit, field by field, in the order of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from assess.rubric.tree import Path
from assess.words import Language, Message, Sayable, T, Text

Form = Literal["text", "number", "codes", "line"]
Facets = Callable[[str], Sequence[Text]]
"""The facets of a competency, by its code."""


class Field(NamedTuple):
    """One thing to edit: a text in two languages, or a value that has no language."""

    de: Path
    en: Path
    """The same as `de`, where the value has no language."""
    label: Sayable
    group: Sayable
    """The heading that it stands under."""
    form: Form = "text"
    entry: Path = ()
    """The entry of a list that it is, where entries may be added and removed."""

    def at(self, language: Language) -> Path:
        """The path of its text in a language."""
        return self.de if language == "de" else self.en

    @property
    def bilingual(self) -> bool:
        """Whether it has a text in each language."""
        return self.de != self.en

    def touches(self, path: Path) -> bool:
        """Whether a finding at a path is about it: above it, below it, or exactly there."""
        return bool(path) and any(own[: len(path)] == path[: len(own)] for own in (self.de, self.en))

    def is_home_of(self, path: Path) -> int:
        """How many steps of a finding's path it shares: the field with the most is where one goes to mend it."""
        return max(_shared(self.de, path), _shared(self.en, path))


def fields(data: Any, facets: Facets = lambda code: ()) -> tuple[Field, ...]:
    """Every field of a file, from what it says as plain values; parts of a wrong form are left out."""
    if not isinstance(data, Mapping):
        return ()
    match data.get("kind"):
        case "competency" | "value":
            return tuple(_competency(data))
        case "role":
            return tuple(_role(data, facets))
        case "exercise":
            return tuple(_exercise(data))
    return ()


def home(all_fields: Sequence[Field], path: Path) -> int:
    """The place of the field where a finding is mended: the one whose path shares most with the finding's."""
    if not all_fields:
        return 0
    scores = [field.is_home_of(path) for field in all_fields]
    return scores.index(max(scores))


SAID: Final[dict[str, Message]] = {
    "name": T("Name"),
    "definition": T("Definition"),
    "distinct": T("Not to be confused with"),
    "not_observed": T("When “no opportunity” may be chosen"),
    "purpose": T("Purpose"),
    "realism": T("What makes it realistic"),
    "candidate_brief": T("Candidate's brief"),
    "assessor_guide": T("Assessor's guide"),
    "role_player": T("Script of the role player"),
}


def _competency(data: Mapping[Any, Any]) -> Iterator[Field]:
    about = T("What it is")
    for key in ("name", "definition", "distinct", "not_observed"):
        yield _both((key,), SAID[key], about)
    yield from _entries(data, "facets", T("Facets"), T("Facet"), fixed=True)
    yield from _entries(data, "positive", T("Signs for it"), T("Sign"))
    yield from _entries(data, "negative", T("Signs against it"), T("Sign"))
    yield from _anchors(("anchors",), data.get("anchors"), _texts(data.get("facets")))


def _role(data: Mapping[Any, Any], facets: Facets) -> Iterator[Field]:
    for key in ("name", "purpose"):
        yield _both((key,), SAID[key], T("The role"))
    for key, group in (("tasks", T("Tasks")), ("incidents", T("Critical incidents"))):
        for place, one in enumerate(_list(data.get(key))):
            yield _both((key, place, "text"), _id(one, place), group)
    yield from _entries(data, "responsibilities", T("Responsibilities"), T("Responsibility"))
    yield from _entries(data, "assistance", T("Software assistance"), T("Use"))
    for code in _map(data.get("competencies")):
        group = T("Weight of {code}", code=code)
        for key, label, form in CRITERION:
            path: Path = ("competencies", code, key)
            yield Field(path, path, label, group, form)
    for exercise, cells in _map(data.get("matrix")).items():
        for code, cell in _map(cells).items():
            yield from _cell(("matrix", exercise, code), _map(cell), facets(str(code)))


CRITERION: Final[tuple[tuple[str, Message, Form], ...]] = (
    ("weight", T("Weight in percent"), "number"),
    ("target", T("Target"), "number"),
    ("floor", T("Floor"), "number"),
    ("links", T("Tasks and incidents that need it"), "codes"),
)


def _cell(path: Path, cell: Mapping[Any, Any], facets: Sequence[Text]) -> Iterator[Field]:
    group = T("{code} in {exercise}", code=path[2], exercise=path[1])
    yield Field((*path, "cues"), (*path, "cues"), T("Cues"), group, "codes")
    yield _both((*path, "why"), T("Why the exercise shows it"), group)
    if cell.get("anchors") is not None:
        yield from _anchors((*path, "anchors"), cell.get("anchors"), _texts(cell.get("facets")) or facets, group)


def _exercise(data: Mapping[Any, Any]) -> Iterator[Field]:
    for key in ("name", "realism", "candidate_brief", "assessor_guide", "role_player"):
        if key in data or key != "role_player":
            yield _both((key,), SAID[key], T("The exercise"))
    for place, phase in enumerate(_list(data.get("phases"))):
        group = T("Phase {id}", id=str(_map(phase).get("code", place + 1)))
        yield _both(("phases", place, "name"), T("Name"), group)
        path: Path = ("phases", place, "minutes")
        yield Field(path, path, T("Minutes"), group, "number")
    for key, said in (("prompts", T("Prompt {id}")), ("questions", T("Question {id}"))):
        for place, one in enumerate(_list(data.get(key))):
            group = said._replace(values={"id": _id(one, place)})
            for name, label in (("short", T("Short name")), ("text", T("Text")), ("only_if", T("Only if"))):
                if name in _map(one):
                    yield _both((key, place, name), label, group)
            path = (key, place, "elicits")
            yield Field(path, path, T("Elicits"), group, "codes")
    for place, material in enumerate(_list(data.get("materials"))):
        group = T("Material {id}", id=_id(material, place))
        yield _both(("materials", place, "name"), T("Name"), group)
        yield _both(("materials", place, "text"), T("Text"), group)


def _anchors(path: Path, said: Any, facets: Sequence[Text], above: Sayable | None = None) -> Iterator[Field]:
    """A field per level and facet; an anchor that is one text is one field."""
    for level, anchor in sorted(_map(said).items(), key=lambda item: str(item[0]).zfill(3), reverse=True):
        group = T("{cell}: anchor {level}", cell=above, level=level) if above else T("Anchor {level}", level=level)
        texts = _map(anchor)
        count = max(len(_list(texts.get(key))) for key in ("de", "en"))
        for place in range(max(count, 1)):
            label: Sayable = facets[place] if place < len(facets) else T("Facet {n}", n=place + 1)
            de, en = (
                (*path, level, key) if isinstance(texts.get(key), str) else (*path, level, key, place)
                for key in ("de", "en")
            )
            yield Field(de, en, label, group)


def _entries(
    data: Mapping[Any, Any], key: str, group: Sayable, label: Message, *, fixed: bool = False
) -> Iterator[Field]:
    for place, _ in enumerate(_list(data.get(key))):
        numbered = T("{what} {n}", what=label, n=place + 1)
        yield _both((key, place), numbered, group)._replace(entry=() if fixed else (key, place))


def _both(path: Path, label: Sayable, group: Sayable) -> Field:
    return Field((*path, "de"), (*path, "en"), label, group)


def _shared(own: Path, path: Path) -> int:
    count = 0
    for one, other in zip(own, path, strict=False):
        if one != other:
            break
        count += 1
    return count


def _id(said: Any, place: int) -> str:
    return str(_map(said).get("id", place + 1))


def _map(said: Any) -> Mapping[Any, Any]:
    return said if isinstance(said, Mapping) else {}


def _list(said: Any) -> Sequence[Any]:
    return said if isinstance(said, list) else ()


def _texts(said: Any) -> tuple[Text, ...]:
    return tuple(Text(str(_map(one).get("de", "")), str(_map(one).get("en", ""))) for one in _list(said))
