"""German is complete: no missing or fuzzy message, the same placeholders, and the compiled catalogue is current."""

from __future__ import annotations

import string

import pytest
from babel.messages.catalog import Message

from assess.words import N, T, Words
from tests.catalogue import said, translated


def forms(text: object) -> list[str]:
    return [str(one) for one in text] if isinstance(text, tuple | list) else [str(text)]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def messages() -> list[Message]:
    return [message for message in said() if message.id]


@pytest.mark.parametrize("message", messages(), ids=lambda message: forms(message.id)[0][:60])
def test_every_message_has_a_german_text(message: Message) -> None:
    found = translated().get(message.id)
    assert found is not None, "python -m tests.catalogue adds it"
    assert not found.fuzzy
    german = forms(found.string)
    assert all(german)
    wanted = fields(forms(message.id)[-1])
    for one in german:
        assert fields(one) == wanted, one
    for one in forms(message.id):
        assert fields(one) <= wanted


def test_nothing_is_translated_that_nobody_says() -> None:
    known = {forms(message.id)[0] for message in messages()}
    assert [forms(message.id)[0] for message in translated() if message.id and forms(message.id)[0] not in known] == []


def test_the_compiled_catalogue_is_current() -> None:
    german = Words("de")
    for message in messages():
        found = translated().get(message.id)
        assert found is not None
        if len(forms(message.id)) == 2:
            values = dict.fromkeys(fields(forms(message.id)[1]), 1)
            assert german(N(*forms(message.id), **values)) == forms(found.string)[0].format(**values)
        elif not fields(forms(message.id)[0]):
            assert german(T(forms(message.id)[0])) == forms(found.string)[0]
