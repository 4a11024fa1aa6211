"""What all commands share: language, database, acting person, output, and help in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import click

from assess.words import Id, Message, Sayable, T, Trouble, Words

if TYPE_CHECKING:
    from assess.store.transaction import Reading, Store


@dataclass(frozen=True)
class Front:
    """The call: its language, database and acting person."""

    words: Words
    db: str | None
    person: str | None

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The database, open, in the acting person's name.

        Raises: Usage, Unusable.
        """
        from assess.home.find import needed_center
        from assess.store.open import open_store

        store = open_store(needed_center(self.db), create=False)
        try:
            if self.person is None:
                yield store
            else:
                from assess.people.sign_in import find

                yield store.acting(store.read(find, self.person).id)
        finally:
            store.close()

    def say(self, said: Sayable | Sequence[Sayable]) -> None:
        """Print a line, or several."""
        for line in [said] if isinstance(said, str | Message) or _is_text(said) else said:
            click.echo(self.words(cast("Sayable", line)))

    def json(self, value: object) -> None:
        """Print JSON alone."""
        import json

        click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _is_text(said: object) -> bool:
    from assess.words import Text

    return isinstance(said, Text)


def front() -> Front:
    """The call that is running."""
    return cast("Front", click.get_current_context().find_object(Front))


class Opt(click.Option):
    """An option whose help is said in the user's language."""

    def __init__(self, *names: str, said: Message, **attributes: Any) -> None:
        super().__init__(list(names), **attributes)
        self.said = said

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The line of `--help`."""
        found = super().get_help_record(ctx)
        return (found[0], _words(ctx)(self.said)) if found else None


class Arg(click.Argument):
    """An argument; its name in capitals is all its help."""

    def __init__(self, name: str, **attributes: Any) -> None:
        super().__init__([name], **attributes)


class Verb(click.Command):
    """A command whose help is said in the user's language."""

    def __init__(
        self, name: str, run: Callable[..., None], said: Message, params: Sequence[click.Parameter] = ()
    ) -> None:
        super().__init__(name, callback=run, params=list(params))
        self.said = said

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line in the group's list."""
        context = click.get_current_context(silent=True)
        return _words(context)(self.said)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        with formatter.indentation():
            formatter.write_text(_words(ctx)(self.said))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_words(ctx)(T("Usage:")) + " "
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options."""
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        with formatter.section(_words(ctx)(T("Options"))):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in the user's language."""
        return help_option()


def help_option() -> Opt:
    """`--help`."""

    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()

    return Opt("--help", said=T("Show this and end."), is_flag=True, is_eager=True, expose_value=False, callback=show)


class Noun(click.Group):
    """A group of commands about one thing."""

    def __init__(self, name: str, said: Message, verbs: Sequence[Verb]) -> None:
        super().__init__(name, commands=list(verbs), no_args_is_help=False)
        self.said = said

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the code."""
        return list(self.commands)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line in the list of nouns."""
        return _words(click.get_current_context(silent=True))(self.said)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, and the commands."""
        words = _words(ctx)
        formatter.write_usage(ctx.command_path, words(T("COMMAND …")), prefix=words(T("Usage:")) + " ")
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(words(self.said))
        with formatter.section(words(T("Commands"))):
            formatter.write_dl([(name, self.commands[name].get_short_help_str()) for name in self.commands])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in the user's language."""
        return help_option()


def _words(ctx: click.Context | None) -> Words:
    found = ctx.find_object(Front) if ctx else None
    return found.words if found else Words("en")


CENTER = "--center"


def center_option() -> Opt:
    """`--center`, for files with more than one."""
    return Opt(CENTER, "center", said=T("Which center, by its name; the newest unless told otherwise."))


def json_option() -> Opt:
    """`--json`."""
    return Opt("--json", "as_json", is_flag=True, said=T("Print JSON alone."))


def find_center(tx: Reading, said: str | None) -> Id:
    """The center meant: by its name or id, else the newest.

    Raises: Refused, when there is none; Usage, when the name fits none or more than one.
    """
    from sqlalchemy import select
    from sqlmodel import col

    from assess.store.tables import Center
    from assess.words import Refused, Usage

    rows = (
        tx.session.execute(select(Center).order_by(col(Center.day).desc(), col(Center.created_at).desc()))
        .scalars()
        .all()
    )
    if not rows:
        raise Refused(T("There is no center in this file yet."), do=T("Make one, for example with “assess demo”."))
    if said is None:
        return rows[0].id
    fits = [row for row in rows if said == row.id or said.casefold() in row.name.casefold()]
    if len(fits) != 1:
        raise Usage(
            T("No center, or more than one, is called so."),
            where=said,
            do=T("There are: {names}", names="; ".join(row.name for row in rows)),
        )
    return fits[0].id


__all__ = ["Arg", "Front", "Noun", "Opt", "Trouble", "Verb", "center_option", "find_center", "front", "json_option"]
