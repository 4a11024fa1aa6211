"""What stands below the text of a field: findings, the other language, the levels beside it, what may be named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual.content import Content

from assess.rubric.edit import Editing
from assess.rubric.fields import Field
from assess.rubric.library import Library
from assess.rubric.live import Finding
from assess.rubric.load import Loaded
from assess.rubric.model import ExerciseFile
from assess.words import Language, Message, T, Words
from screens.plan.role import cue_texts

LANGUAGE: Final[dict[Language, Message]] = {"de": T("German"), "en": T("English")}


def finding_line(words: Words, found: Finding, language: Language) -> Content:
    """A finding in a sentence, with its id and how to mend it; if it is about the other language, that is said."""
    fault = found.fault
    mark = ("✗ ", "$error") if found.is_error else ("! ", "$warning")
    other = next((LANGUAGE[one] for one in LANGUAGE if one in found.path and one != language), None)
    where = f"{words(other)}: " if other else ""
    mend = f" {words(fault.mend)}" if fault.mend else ""
    return Content.assemble(mark, (f"{fault.id} ", "bold"), f"{where}{words(fault.message)}{mend}")


def beside(words: Words, editing: Editing, field: Field, language: Language, library: Library) -> list[Content]:
    """What helps to write a field: its other language, the levels beside it, or the codes that may stand there."""
    lines = []
    if field.bilingual:
        other: Language = "en" if language == "de" else "de"
        said = str(editing.get(field.at(other)) or "–").strip()
        lines.append(Content.assemble((f"{words(LANGUAGE[other])}  ", "italic dim"), (said, "dim")))
        near = list(_neighbours(editing, field, language))
        if near:
            lines.append(Content(""))
            lines += [Content.assemble((f"{level}  ", "bold dim"), (text, "dim")) for level, text in near]
    elif field.form == "codes":
        codes = _cues(words, field, library) if field.de[-1] == "cues" else _tasks(editing, field, language)
        lines += [Content.assemble((f"{code}  ", "bold dim"), (text, "dim")) for code, text in codes]
    return lines


def _neighbours(editing: Editing, field: Field, language: Language) -> Iterator[tuple[int, str]]:
    """The same facet of the anchors above and below, which this one must differ from."""
    path = field.at(language)
    if "anchors" not in path:
        return
    place = path.index("anchors") + 1
    level = path[place]
    if not isinstance(level, int):
        return
    for near in (level + 1, level - 1):
        said = editing.get((*path[:place], near, *path[place + 1 :]))
        if isinstance(said, str):
            yield near, said.strip()


def _cues(words: Words, field: Field, library: Library) -> list[tuple[str, str]]:
    """The prompts and questions of the exercise that elicit the competency."""
    _, exercise, competency, *_ = field.de
    found = library.look("exercise", str(exercise))
    if not isinstance(found, Loaded) or not isinstance(found.model, ExerciseFile):
        return []
    texts = cue_texts(found.model)
    fits = [cue for cue, codes in found.model.elicits.items() if competency in codes]
    return [(cue, " ".join(words(texts[cue]).split())) for cue in fits]


def _tasks(editing: Editing, field: Field, language: Language) -> list[tuple[str, str]]:
    """The tasks and incidents of the role."""
    if field.de[-1] != "links":
        return []
    found = []
    for key in ("tasks", "incidents"):
        for place, _ in enumerate(editing.get((key,)) or ()):
            code, text = editing.get((key, place, "id")), editing.get((key, place, "text", language))
            if isinstance(code, str) and isinstance(text, str):
                found.append((code, " ".join(text.split())))
    return found
