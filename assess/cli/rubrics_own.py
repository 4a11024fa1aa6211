"""`assess rubrics new`, `diff` and `import`: a rubric of one's own."""

from __future__ import annotations

from pathlib import Path

from assess.cli.front import Arg, Opt, Verb, front, json_option
from assess.cli.rubrics_versions import either
from assess.words import T, Unusable


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
    from assess.report.versions_text import verdict
    from assess.rubric.diff import diff

    call = front()
    found = diff(either(call, old), either(call, new))
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
    call.say(verdict(found))
    for change in found.changes:
        call.say(f"{'!' if change.scoring else ' '} {one_line(change.path)}")
        for mark, value in (("-", change.old), ("+", change.new)):
            if value is not None:
                call.say(f"    {mark} {one_line(str(value))}")


def _import(file: str, out: str) -> None:
    from assess.exchange.case import imported
    from assess.exchange.files import new_file
    from assess.store.fresh import taken

    call = front()
    try:
        data = Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise Unusable(
            T("The file can't be opened."), where=file, do=T("Check that it is a file and that you may read it.")
        ) from error
    found = imported(data, file)
    made = {Path(out) / one.path: one.text for one in found.files}
    for target in made:
        if target.exists():
            raise taken(target, T("Choose another folder."))
    for target, text in made.items():
        with new_file(target) as part:
            part.write_text(text, "utf-8")
        call.say(T("Written: {file}", file=str(target)))
    if found.missing:
        call.say(T("This package is another program's, so this is a draft:"))
        call.say([f"- {call.words(one)}" for one in found.missing])
        call.say(T("“assess rubrics check” names every line that waits to be written."))


def _edit(said: str | None) -> None:
    import click

    from assess.cli.launch import launch

    call = front()
    click.get_current_context().exit(launch(call.db, call.words.language, call.person, said or ""))


EDIT = Verb(
    "edit",
    _edit,
    T("Open the app on the rubrics, or on a file or a role: read, change and check it there."),
    [Arg("said", required=False, metavar="[FILE|ROLE]")],
)
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
    T("What changed between two roles (codes, files, or versions like strategist@1), and whether scores depend on it."),
    [Arg("old", metavar="A"), Arg("new", metavar="B"), json_option()],
)
IMPORT = Verb(
    "import",
    _import,
    T("Make rubric files of a CASE 1.1 package; of another program's package a draft, saying what it lacks."),
    [
        Arg("file"),
        Opt("--out", required=True, metavar="FOLDER", said=T("The folder to write to; no file is overwritten.")),
    ],
)
