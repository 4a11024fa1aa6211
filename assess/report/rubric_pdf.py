"""A rubric and an exercise's documents as PDF files: whole or not at all, never over another file unless told so."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assess.exchange.files import new_file
from assess.report.papers import ExercisePaper, RubricPaper
from assess.report.pdf import Press
from assess.report.said.exercise import Part, exercise, exercise_title, parts
from assess.report.said.rubric import rubric, rubric_title
from assess.report.scorecards import LONGEST, RESERVED, refuse_taken
from assess.words import Language, Message, Refused, T, Usage, Words, normal

TEMPLATE: Final = "leaves.typ"
SUFFIX: Final = ".pdf"


def rubric_pdf(paper: RubricPaper, language: Language) -> bytes:
    """A role's rubric as a document."""
    return Press(TEMPLATE).print(rubric(paper, Words(language)))


def exercise_pdf(paper: ExercisePaper, part: Part, language: Language) -> bytes:
    """One of an exercise's documents.

    Raises: Refused, when the exercise has no such part.
    """
    if part not in parts(paper):
        raise Refused(_missing(part), do=T("It has: {names}", names=", ".join(parts(paper))))
    return Press(TEMPLATE).print(exercise(paper, part, Words(language)))


def write_rubric_pdf(
    paper: RubricPaper, out: Path | None = None, *, language: Language, overwrite: bool = False
) -> Path:
    """Write a role's rubric.

    Args:
        paper: the rubric, made by `papers.rubric_paper`.
        out: a file ending in .pdf, or a folder (made when it is not there), in which the document gets its own name;
            the current folder unless told otherwise.
        language: of the document and its name.
        overwrite: replace a file of that name.

    Raises: Unusable, when there is a file of that name already, or the folder can't be written.
    """
    target = target_of(out, rubric_title(paper, Words(language)), Words(language))
    if not overwrite:
        refuse_taken([target])
    _write(target, rubric_pdf(paper, language), overwrite=overwrite)
    return target


def write_guide_pdf(
    paper: ExercisePaper, out: Path | None = None, *, language: Language, overwrite: bool = False
) -> Path:
    """Write an exercise's assessor guide. Args and raises: as `write_rubric_pdf`."""
    return write_exercise_pdfs(paper, out, ("guide",), language=language, overwrite=overwrite)[0]


def write_exercise_pdfs(
    paper: ExercisePaper,
    out: Path | None = None,
    which: tuple[Part, ...] = (),
    *,
    language: Language,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write an exercise's documents: all that it has, or those named; each a file of its own.

    Args and raises: as `write_rubric_pdf`; Refused, when the exercise has no such part; Usage, when several documents
        would have to go into one file.
    """
    words = Words(language)
    chosen = which or parts(paper)
    if out is not None and len(chosen) > 1 and out.suffix == SUFFIX:
        raise Usage(
            T("Several documents can't go into one file."),
            where=str(out),
            do=T("Name a folder, or one document with --part."),
        )
    targets = [target_of(out, exercise_title(paper, part, words), words) for part in chosen]
    if not overwrite:
        refuse_taken(targets)
    documents = [exercise_pdf(paper, part, language) for part in chosen]
    for target, document in zip(targets, documents, strict=True):
        _write(target, document, overwrite=overwrite)
    return tuple(targets)


def target_of(out: Path | None, title: Message, words: Words) -> Path:
    """Where a document goes: into the file that is named, else into the folder, under its own title."""
    if out is not None and out.suffix == SUFFIX and not out.is_dir():
        return out
    said = normal(words(title))
    plain = "".join("-" if char in RESERVED or not char.isprintable() else char for char in said)
    return (out or Path()) / f"{plain[:LONGEST].strip(' .')}{SUFFIX}"


def _write(target: Path, document: bytes, *, overwrite: bool) -> None:
    with new_file(target, overwrite=overwrite) as part:
        part.write_bytes(document)


def _missing(part: Part) -> Message:
    said: dict[Part, Message] = {
        "guide": T("This exercise has no guide."),
        "script": T("This exercise has no role player, so there is no script."),
        "brief": T("This exercise has no brief."),
        "handouts": T("This exercise has no sheets for candidates."),
    }
    return said[part]
