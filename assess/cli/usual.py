"""A group of commands of which one is what is usually meant: `assess keys` is `assess keys list`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from assess.cli.front import Noun, Verb
from assess.words import Message


class Usual(Noun):
    """The first verb is done when none is named."""

    def __init__(self, name: str, said: Message, verbs: Sequence[Verb]) -> None:
        super().__init__(name, said, verbs)
        self._usual = verbs[0]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options that the first verb has, and nothing at all, are meant for it."""
        own = {option for param in self._usual.params for option in param.opts}
        if not args or args[0].partition("=")[0] in own:
            args = [str(self._usual.name), *args]
        return super().parse_args(ctx, args)
