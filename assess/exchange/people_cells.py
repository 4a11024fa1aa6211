"""The cells of a list of people, read: each as its field's value, or with the sentence that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from assess.plan.candidates import EXTRA, LONGEST_NAME
from assess.plan.vacancies import Opening
from assess.words import Id, Message, T, Usage, normal, parse_number

LANGUAGE_NAMES: Final = {
    **dict.fromkeys(("de", "deu", "ger", "deutsch", "german", "de-de", "de_de", "de-at", "de-ch"), "de"),
    **dict.fromkeys(("en", "eng", "englisch", "english", "en-gb", "en_gb", "en-us", "en_us"), "en"),
}
GENDERED: Final = re.compile(r"\((?:[a-zäöüß*]+\s*[/|,]\s*)+[a-zäöüß*]+\)", re.IGNORECASE)
"""`(m/w/d)` and its like, behind the name of a job."""
BROKEN: Final = re.compile(r"#(REF|NAME|VALUE|WERT|BEZUG|N/A|NV|DIV/0|NULL|NUM|ZAHL)[!?]?.*", re.IGNORECASE)


EMAIL: Final = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+")
LONGEST_EMAIL: Final = 254
"""Characters, as RFC 5321 has it."""


class No(Exception):  # noqa: N818  (carries the sentence from a cell to its row)
    """A cell that can't be taken; carries the sentence to its row."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


def name_of(name: str) -> str:
    """A name that can be one. Raises: No."""
    if not name:
        raise No(T("There is no name in this row."))
    if name[0] == "=" or BROKEN.fullmatch(name):
        raise No(T("The name is a formula without a result: put the name itself there."))
    if not any(map(str.isalpha, name)):
        raise No(T("This is no name."))
    if len(name) > LONGEST_NAME:
        raise No(T("A name has at most {n} characters.", n=LONGEST_NAME))
    return name


def _email(text: str) -> str:
    first = text if EMAIL.fullmatch(text) else re.split(r"[;,\s]+", text.strip(" ;,<>"))[0]
    if not EMAIL.fullmatch(first) or len(first) > LONGEST_EMAIL:
        raise No(T("“{email}” is no e-mail address.", email=text[:60]))
    return first


def _external_id(text: str) -> str:
    if len(text) > 100 or text[0] == "=" or BROKEN.fullmatch(text):
        raise No(T("“{id}” is no external id.", id=text[:60]))
    return text


@lru_cache
def _language(text: str) -> str:
    found = LANGUAGE_NAMES.get(re.split(r"[\s(;,/]", text.strip().casefold())[0])
    if found is None:
        raise No(T("The languages are German and English, not “{language}”.", language=text[:40]))
    return found


@lru_cache
def _minutes(text: str) -> int:
    value = parse_number(re.sub(r"\s*(min(uten|utes|\.)?|')$", "", text.strip(), flags=re.IGNORECASE))
    if value is None or not value.is_integer() or not 0 <= value <= EXTRA:
        raise No(T("Additional minutes are a whole number from 0 to {n}, not “{text}”.", n=EXTRA, text=text[:40]))
    return int(value)


READ: Final[dict[str, Callable[[str], object]]] = {
    "email": _email,
    "external_id": _external_id,
    "language": _language,
    "extra_minutes": _minutes,
}


class Roles:
    """The roles of a center, by what people call them."""

    def __init__(self, openings: Iterable[Opening], said: str | None) -> None:
        self.names: dict[str, Id] = {}
        self.all: list[Id] = []
        self.codes: list[str] = []
        for one in openings:
            self.all.append(one.id)
            self.codes.append(one.role)
            self.names |= dict.fromkeys(map(_bare, (one.role, one.name.de, one.name.en)), one.id)
        self._known: dict[str, tuple[Id, ...] | None] = {}
        self.everybody: tuple[Id, ...] = ()
        if said is not None:
            found = self.find(said)
            if not found:
                raise Usage(
                    T("This center does not hire for such a role."),
                    where=said,
                    do=T("Its roles are: {roles}", roles=", ".join(self.codes)),
                )
            self.everybody = found

    def find(self, said: str) -> tuple[Id, ...] | None:
        """The roles that a cell names; None when one of them is unknown."""
        if said not in self._known:
            self._known[said] = self._find(said)
        return self._known[said]

    def _find(self, said: str) -> tuple[Id, ...] | None:
        whole = self.names.get(_bare(said))
        if whole is not None:
            return (whole,)
        parts = [part for part in re.split(r"[;,|\n]|\s/\s", GENDERED.sub("", said)) if part.strip()]
        found = [self.names.get(_bare(part)) for part in parts]
        known = [one for one in found if one is not None]
        return tuple(dict.fromkeys(known)) if known and len(known) == len(found) else None


def _bare(name: str) -> str:
    """A role's name as it is compared: without `(m/w/d)`, hyphens and case."""
    return re.sub(r"[^\w]|_", "", GENDERED.sub("", normal(name)).casefold())
