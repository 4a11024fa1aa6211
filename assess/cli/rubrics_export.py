"""`assess rubrics export`: a role or an exercise for others, as YAML, as a CASE package, or on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from assess.cli.front import Arg, Opt, Verb, front
from assess.words import T, Usage

if TYPE_CHECKING:
    from assess.report.said.exercise import Part
    from assess.rubric.find import Found

FORMATS: Final = ("yaml", "case", "pdf")
PARTS: Final[tuple[Part, ...]] = ("guide", "script", "brief", "handouts")


def _export(code: str, form: str, out: str | None, part: str | None, role: str | None) -> None:
    from assess.rubric.find import find_one

    if form != "pdf" and (part or role):
        raise Usage(T("--part and --role are for --format pdf."))
    if form == "pdf":
        _pdf(find_one(code), out, part, role)
        return
    _text(code, form, out)


def _text(code: str, form: str, out: str | None) -> None:
    from assess.exchange.files import new_file

    call = front()
    text = _case(code) if form == "case" else _yaml(code)
    if out is None:
        click.echo(text, nl=False)
        return
    with new_file(Path(out)) as file:
        file.write_text(text, "utf-8")
    call.say(T("Written: {file}", file=out))


def _yaml(code: str) -> str:
    from assess.rubric.find import find_text

    return find_text(code)


def _case(code: str) -> str:
    import json

    from assess.exchange.case import package
    from assess.rubric.find import find_role

    return json.dumps(package(find_role(code)), ensure_ascii=False, indent=2) + "\n"


def _pdf(found: Found, out: str | None, part: str | None, role: str | None) -> None:
    from assess.report.papers import exercise_paper, rubric_paper
    from assess.report.rubric_pdf import write_exercise_pdfs, write_rubric_pdf
    from assess.rubric.diff import Version
    from assess.rubric.find import find_role
    from assess.rubric.model import ExerciseFile
    from assess.rubric.reach import roles_with

    call = front()
    folder = None if out is None else Path(out)
    language = call.words.language
    if isinstance(found.model, ExerciseFile):
        if role is not None:
            roles = [find_role(role)]
        else:
            roles = [Version(one, found.library) for one in roles_with(found.model.code, found.library)]
        paper = exercise_paper(found.model, roles)
        if role is not None and not paper.roles:
            raise Usage(T("This role does not use the exercise."), where=role)
        which = tuple(one for one in PARTS if one == part)
        written = write_exercise_pdfs(paper, folder, which, language=language)
    else:
        if part or role:
            raise Usage(T("--part and --role are for an exercise; a role has one document."))
        version = rubric_paper(Version(found.model, found.library))
        written = (write_rubric_pdf(version, folder, language=language),)
    call.say([call.words(T("Written: {file}", file=str(file))) for file in written])


EXPORT = Verb(
    "export",
    _export,
    T("A role or an exercise for others: its YAML file, a 1EdTech CASE 1.1 package, or PDFs to hand out."),
    [
        Arg("code", metavar="ROLE|EXERCISE"),
        Opt(
            "--format",
            "form",
            type=click.Choice(FORMATS),
            default="yaml",
            metavar="|".join(FORMATS),
            said=T("Our YAML (the default), CASE 1.1 as JSON (roles only), or PDF."),
        ),
        Opt(
            "--out",
            metavar="FILE|DIR",
            said=T("The file to write, or a folder for PDFs; unless told otherwise text is printed and PDFs go here."),
        ),
        Opt(
            "--part",
            type=click.Choice(PARTS),
            metavar="|".join(PARTS),
            said=T("Of an exercise: one document only. Brief and handouts are for candidates, the others never."),
        ),
        Opt(
            "--role",
            metavar="ROLE",
            said=T("Whose anchors the guide prints; those of every role unless told otherwise."),
        ),
    ],
)
