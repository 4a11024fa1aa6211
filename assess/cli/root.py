"""The root of the command line: which commands there are, loaded when they are called; errors as sentences."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NamedTuple

import click

from assess.cli.front import Front, Verb, help_option
from assess.cli.quick import split
from assess.words import Message, T, Trouble, Usage, Words, language_of


class Entry(NamedTuple):
    """A command, and where it lives: `module:attribute` below assess.cli."""

    name: str
    where: str
    said: Message


ENTRIES: Final = (
    Entry("open", "open:OPEN", T("Open the app (what “assess” alone does)")),
    Entry("demo", "demo:DEMO", T("Make the demo center and open it")),
    Entry("new", "new:NEW", T("Make a center from one file, or like an earlier one")),
    Entry("center", "center:CENTER", T("The center: what is set and missing, checks, freeze, a copy, its file")),
    Entry("candidates", "candidates:CANDIDATES", T("Candidates: from a file or by hand, adjustments, who withdrew")),
    Entry("timetable", "timetable:TIMETABLE", T("The timetable: plan, show, check, plan again, export")),
    Entry("today", "today:TODAY", T("The day: what is still open, for whom it waits")),
    Entry("deviations", "deviations:DEVIATIONS", T("What went otherwise than planned")),
    Entry("rubrics", "rubrics:RUBRICS", T("The rubric library: read, check and practise; files of your own")),
    Entry("schema", "schema:SCHEMA", T("The JSON schema of a file format")),
    Entry("rank", "rank:RANK", T("The ranking in bands, with its uncertainty")),
    Entry("lineup", "lineup:LINEUP", T("The best line-ups for the roles, proven")),
    Entry("explain", "explain:EXPLAIN", T("Every step of the arithmetic for a candidate")),
    Entry("sheets", "sheets:SHEETS", T("Sheets: how far they are, one's own, amendments, the reveal")),
    Entry("ratings", "ratings:RATINGS", T("Ratings as a long table")),
    Entry("agreement", "agreement:AGREEMENT", T("Do raters agree: of the center, or of any table")),
    Entry("speaking", "speaking:SPEAKING", T("Who spoke how long in a discussion; after the lock, not for rating")),
    Entry("report", "report:REPORT", T("Documents")),
    Entry("backup", "backup:BACKUP", T("A safe copy of a live file")),
    Entry("restore", "backup:RESTORE", T("Put a backup back")),
    Entry("journal", "journal:JOURNAL", T("The journal's chains")),
    Entry("keys", "keys:KEYS", T("The keys of every screen, and your own")),
    Entry("doctor", "doctor:DOCTOR", T("Check every invariant of the database")),
)


class Root(click.Group):
    """The front door: lists what there is without loading it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the day."""
        return [entry.name for entry in ENTRIES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command's module and take it from there."""
        for entry in ENTRIES:
            if entry.name == cmd_name:
                module, _, attribute = entry.where.partition(":")
                command: click.Command = getattr(import_module(f"assess.cli.{module}"), attribute)
                return command
        return None

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The whole front door on one page."""
        words = ctx.find_object(Front).words  # type: ignore[union-attr]  # run() always sets it
        formatter.write_usage("assess", words(T("[COMMAND] …")), prefix=words(T("Usage:")) + " ")
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(
                words(
                    T(
                        "Assess runs an assessment center in the terminal. Without a command it opens the app on the"
                        " center of this folder."
                    )
                )
            )
        with formatter.section(words(T("Commands"))):
            formatter.write_dl([(entry.name, words(entry.said)) for entry in ENTRIES])
        with formatter.section(words(T("Before or after every command"))):
            formatter.write_dl(
                [
                    ("--db FILE", words(T("The database: a file or postgresql+psycopg://… (or ASSESS_DB)."))),
                    ("--lang de|en", words(T("The language."))),
                    ("--as PERSON", words(T("Who acts, by initials or name; else the hiring lead."))),
                    ("--version", words(T("The version."))),
                    ("--help", words(T("Show this and end."))),
                ]
            )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in the user's language."""
        return help_option()


def run(arguments: Sequence[str]) -> int:
    """Run a command line; its exit code. Every error is one sentence on standard error."""
    found = split(arguments)
    said = found.shared.get("--lang")
    words = Words(said if said in ("de", "en") else language_of())
    try:
        if found.missing:
            raise Usage(T("{option} needs a value.", option=found.missing))
        if said not in (None, "de", "en"):
            raise Usage(T("The languages are de and en."), where=f"--lang {said}")
        if "--version" in found.rest[:1]:
            from assess import __version__

            click.echo(f"assess {__version__}")
            return 0
        call = Front(words, found.shared.get("--db"), found.shared.get("--as"))
        code = Root("assess").main(list(found.rest), prog_name="assess", standalone_mode=False, obj=call)
        return code if isinstance(code, int) else 0
    except Trouble as trouble:
        return _say(trouble, words)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        return _say(_usage(error), words)
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("\n")
        return 1
    except BrokenPipeError:
        sys.stderr.close()
    except Exception as error:  # noqa: BLE001  (no traceback reaches a user; it is written down)
        from assess.home.fault import written_down

        return _say(written_down(error), words)
    return 0


def _say(trouble: Trouble, words: Words) -> int:
    sys.stderr.write(trouble.say(words) + "\n")
    return trouble.exit_code


def _usage(error: click.ClickException) -> Usage:
    """Click's complaint, as our sentence."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "assess"
    do = T("“{command} --help” shows how it is called.", command=path)
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or ())
        if near:
            return Usage(T("There is no option {name}; perhaps {near}?", name=error.option_name, near=near), do=do)
        return Usage(T("There is no option {name}.", name=error.option_name), do=do)
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else ""
        return Usage(T("{name} is missing.", name=name.upper()), do=do)
    if isinstance(error, click.BadParameter):
        name = error.param.human_readable_name if error.param else ""
        return Usage(T("{name} can't be that.", name=name), where=error.message, do=do)
    if context is not None and not isinstance(context.command, Verb):
        return Usage(T("There is no such command."), where=error.format_message(), do=do)
    return Usage(T("This can't be called so."), where=error.format_message(), do=do)
