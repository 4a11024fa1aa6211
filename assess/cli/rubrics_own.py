"""`assess rubrics new`, `diff`, `export` and `import`: a rubric of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.front import Arg, Opt, Verb, front, json_option
from assess.words import Message, N, T, Unusable


def _new(code: str, like: str, out: str | None) -> None:
    from assess.exchange.files import new_file
    from assess.rubric.find import find_like
    from assess.rubric.new import start

    call = front()
    text = start(find_like(like), code)
    target = Path(out or f"{code}.yaml")
    with new_file(target) as part:
        part.write_text(text, "utf-8")
    call.say(T("Written: {file}", file=str(target)))
    call.say(T("Change it in your editor, then: assess rubrics check {file}", file=str(target)))


def _diff(old: str, new: str, as_json: bool) -> None:
    from assess.report.columns import one_line
    from assess.rubric.diff import diff
    from assess.rubric.find import find_role

    call = front()
    found = diff(find_role(old), find_role(new))
    if as_json:
        call.json(
            {
                "verdict": found.verdict,
                "changes": [
                    {"path": change.path, "old": change.old, "new": change.new, "scoring": change.scoring}
                    for change in found.changes
                ],
            }
        )
        return
    number = sum(change.scoring for change in found.changes)
    said: dict[str, Message] = {
        "same": T("The same: nothing differs but layout and comments."),
        "wording": N(
            "Wording: {n} change, and no score depends on it.",
            "Wording: {n} changes, and no score depends on them.",
            n=len(found.changes),
        ),
        "scoring": N(
            "Scoring: scores depend on {n} change.", "Scoring: scores depend on {n} changes (marked !).", n=number
        ),
    }
    call.say(said[found.verdict])
    for change in found.changes:
        call.say(f"{'!' if change.scoring else ' '} {one_line(change.path)}")
        for mark, value in (("-", change.old), ("+", change.new)):
            if value is not None:
                call.say(f"    {mark} {one_line(str(value))}")


def _export(role: str, form: str, out: str | None) -> None:
    import json

    from assess.exchange.case import package
    from assess.exchange.files import new_file
    from assess.rubric.find import find_role, find_text

    call = front()
    found = find_role(role)
    case = form == "case"
    text = json.dumps(package(found), ensure_ascii=False, indent=2) + "\n" if case else find_text(role)
    if out is None:
        click.echo(text, nl=False)
        return
    with new_file(Path(out)) as part:
        part.write_text(text, "utf-8")
    call.say(T("Written: {file}", file=out))


def _import(file: str, out: str) -> None:
    from assess.exchange.case import files
    from assess.exchange.files import new_file
    from assess.store.fresh import taken

    call = front()
    try:
        data = Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise Unusable(
            T("The file can't be opened."), where=file, do=T("Check that it is a file and that you may read it.")
        ) from error
    made = {Path(out) / one.path: one.text for one in files(data, file)}
    for target in made:
        if target.exists():
            raise taken(target, T("Choose another folder."))
    for target, text in made.items():
        with new_file(target) as part:
            part.write_text(text, "utf-8")
        call.say(T("Written: {file}", file=str(target)))


NEW = Verb(
    "new",
    _new,
    T("Start a file of your own from one of the library."),
    [
        Arg("code"),
        Opt("--like", required=True, metavar="ROLE", said=T("What to start from: a role, a competency, an exercise.")),
        Opt("--out", metavar="FILE", said=T("The file to write; CODE.yaml unless told otherwise.")),
    ],
)
DIFF = Verb(
    "diff",
    _diff,
    T("What changed between two roles, and whether scores depend on it."),
    [Arg("old", metavar="A"), Arg("new", metavar="B"), json_option()],
)
EXPORT = Verb(
    "export",
    _export,
    T("A role's rubric for others: its YAML file, or a 1EdTech CASE 1.1 package with its competencies."),
    [
        Arg("role"),
        Opt(
            "--format",
            "form",
            type=click.Choice(["yaml", "case"]),
            default="yaml",
            metavar="yaml|case",
            said=T("Our YAML (the default), or CASE 1.1 as JSON."),
        ),
        Opt("--out", metavar="FILE", said=T("The file to write; standard output unless told otherwise.")),
    ],
)
IMPORT = Verb(
    "import",
    _import,
    T("Make rubric files of a CASE 1.1 package: the role and its competencies."),
    [
        Arg("file"),
        Opt("--out", required=True, metavar="FOLDER", said=T("The folder to write to; no file is overwritten.")),
    ],
)
