"""Sentences name keys as they are in force: a user's own where there is one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assess.words import Message, Words
from screens.command import Command, key_name, split_keys


class InForce(Words):
    """The words of a screen whose commands have other keys: `L locks` becomes `F6 locks`.

    Only what a message itself says is rewritten, never what is filled in: a code or initials `L` stay. Two commands
    that have swapped their keys are swapped in the sentence too. The English article `A` is no key.
    """

    def __init__(self, words: Words, commands: Sequence[Command], keymap: Mapping[str, str]) -> None:
        super().__init__(words.language)
        kept = {key for one in commands if one.id not in keymap for key in one.keys}
        own: dict[str, str] = {}
        for one in commands:
            if one.id not in keymap:
                continue
            for key in one.keys:
                if key not in kept:
                    own[key_name(words, key)] = key_name(words, split_keys(keymap[one.id])[0])
        self._own = {before: now for before, now in own.items() if before != now}
        names = "|".join(re.escape(name) for name in sorted(self._own, key=len, reverse=True))
        article = r"(?!A [a-z])" if words.language == "en" else ""
        self._names = re.compile(rf"(?<![\w{{+-]){article}(?:{names})(?![\w}}+-])")

    def template(self, message: Message) -> str:
        """The message in this language, with the keys in force."""
        said = super().template(message)
        return self._names.sub(lambda found: self._own[found[0]], said) if self._own else said
