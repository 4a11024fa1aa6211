"""Words: messages and their languages, numbers, dates, sorting, and the one family of errors.

The rooms speak in messages (`T`, `N`) that know their values but no language. Only the edge (a screen, a
command, a document) turns them into text, through the `Words` it holds.
"""

from __future__ import annotations

import os
import re
import string
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, NewType

if TYPE_CHECKING:
    from gettext import NullTranslations

Id = NewType("Id", str)
"""A row's key: 32 hex digits of a UUID."""

LANGUAGES: Final = ("de", "en")
Language = Literal["de", "en"]

QUOTE_MARKS: Final = '"„“”«»'
"""What a typed quote may begin with."""
MONTHS_EN: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Text(NamedTuple):
    """A text of the content, in both languages."""

    de: str
    en: str


class Message(NamedTuple):
    """A message that the build extracts and only the edge translates; made by `T` and `N`."""

    singular: str
    plural: str | None
    values: Mapping[str, object]

    def __str__(self) -> str:
        """The English text, for logs and test output."""
        return Words("en")(self)

    def __hash__(self) -> int:
        return hash((self.singular, self.plural))


def T(message: str, /, **values: object) -> Message:  # noqa: N802  (a mark in the text, as `_` is elsewhere)
    """A message: `T("A {level} cites {need} notes", level=5, need=2)`."""
    return Message(message, None, values)


def N(singular: str, plural: str, /, **values: object) -> Message:  # noqa: N802
    """A message whose form depends on the value `n`: `N("{n} note", "{n} notes", n=3)`."""
    return Message(singular, plural, values)


Sayable = Message | Text | str


class Words:
    """One language: translates messages and writes numbers, dates and times as its readers do."""

    def __init__(self, language: str = "en") -> None:
        self.language: Language = "de" if language == "de" else "en"
        self._catalogue = _catalogue(self.language)

    def __call__(self, message: Sayable, /) -> str:
        """The text of a message (or content, or a plain string, which is returned as it is)."""
        if isinstance(message, str):
            return message
        if isinstance(message, Text):
            return self.pick(message)
        template = self.template(message)
        if not message.values:
            return template
        return _Template(self).vformat(template, (), message.values)

    def template(self, message: Message) -> str:
        """The message in this language, its fields still in braces."""
        if message.plural is None:
            return self._catalogue.gettext(message.singular)
        count = message.values.get("n", 1)
        number = count if isinstance(count, int) else 2
        return self._catalogue.ngettext(message.singular, message.plural, number)

    def pick(self, text: Text) -> str:
        """The text of a bilingual content in this language."""
        return text.de if self.language == "de" else text.en

    def number(self, value: float, digits: int = 1) -> str:
        """`3,5` in German, `3.5` in English; a minus sign, never a hyphen."""
        shown = f"{value:.{digits}f}"
        if float(shown) == 0:
            shown = shown.lstrip("-")
        shown = shown.replace("-", "\N{MINUS SIGN}")
        return shown.replace(".", ",") if self.language == "de" else shown

    def percent(self, share: float, digits: int = 0) -> str:
        """A share of 0 to 1 as `92 %` (German) or `92%` (English)."""
        space = "\N{NO-BREAK SPACE}" if self.language == "de" else ""
        return f"{self.number(share * 100, digits)}{space}%"

    def date(self, day: date) -> str:
        """`22.11.2026` in German, `22 Nov 2026` in English."""
        if self.language == "de":
            return f"{day.day:02d}.{day.month:02d}.{day.year}"
        return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"

    def time(self, moment: datetime, zone: tzinfo | None = None) -> str:
        """`16:05`, in the given time zone."""
        return moment.astimezone(zone).strftime("%H:%M")

    def moment(self, moment: datetime, zone: tzinfo | None = None) -> str:
        """Date and time, in the given time zone."""
        local = moment.astimezone(zone)
        return f"{self.date(local.date())} {local:%H:%M}"

    def quote(self, text: str) -> str:
        """A verbatim quote in the marks of the language; a text that brings its own keeps them."""
        if text[:1] in QUOTE_MARKS:
            return text
        return f"„{text}“" if self.language == "de" else f"“{text}”"

    def listing(self, items: Sequence[Sayable]) -> str:
        """`A, B and C`."""
        said = [self(item) for item in items]
        if len(said) < 2:
            return "".join(said)
        return self(T("{first} and {last}", first=", ".join(said[:-1]), last=said[-1]))

    def in_order(self, items: Sequence[Any], key: Callable[[Any], str] = str) -> list[Any]:
        """The items in the order a reader of this language expects."""
        return sorted(items, key=lambda item: sort_key(key(item)))


@cache
def _catalogue(language: str) -> NullTranslations:
    import gettext

    folder = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120  (pathlib costs a frame's time)
    return gettext.translation("assess", folder, [language], fallback=True)


class _Template(string.Formatter):
    """Fills a message's fields: nested messages are translated, numbers written in the language."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def format_field(self, value: Any, format_spec: str) -> str:
        """One field; `{score:.1f}` keeps its digits and gets the language's decimal mark."""
        if isinstance(value, Message | Text):
            value = self.words(value)
        elif isinstance(value, float):
            digits = re.fullmatch(r"\.(\d+)f", format_spec)
            if digits or not format_spec:
                return self.words.number(value, int(digits[1]) if digits else 1)
        elif isinstance(value, datetime):
            return self.words.moment(value)
        elif isinstance(value, date):
            return self.words.date(value)
        return format(value, format_spec)


def clock(seconds: float) -> str:
    """Minutes and seconds of an exercise: `06:41`; an hour and more: `1:02:05`."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60:02d}:{rest % 60:02d}"


def parse_number(text: str) -> float | None:
    """A number as people type it: `3.5`, `3,5`, ` 4 `; None when it is none."""
    cleaned = text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", cleaned):
        return None
    return float(cleaned)


def normal(text: str) -> str:
    """Typed text as it is stored: NFC, without control characters and outer space."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(char for char in composed if char >= " " and char != "\x7f").strip()


def sort_key(text: str) -> tuple[Any, ...]:
    """A key for sorting names: `Ä` with `A`, `K2` before `K10`."""
    plain = text.casefold().replace("ß", "ss")
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    parts = re.split(r"(\d+)", plain)
    return (*((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part), (2, 0, text))


def language_of(environment: Mapping[str, str] | None = None) -> Language:
    """The language asked for by ASSESS_LANG, LC_ALL, LC_MESSAGES or LANG; English when none says German."""
    environment = os.environ if environment is None else environment
    for name in ("ASSESS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        said = environment.get(name, "")
        if said:
            return "de" if said.lower().startswith("de") else "en"
    return "en"


class Trouble(Exception):  # noqa: N818  (the family's name is what people say)
    """Something a person must hear: what is wrong, where, and what to do.

    Raised as one of its three children, which fix the exit code of the command line.
    """

    exit_code = 1

    def __init__(self, what: Message, *, where: Sayable = "", do: Message | None = None) -> None:
        super().__init__(what)
        self.what, self.where, self.do = what, where, do

    def say(self, words: Words) -> str:
        """The sentence, in the user's language."""
        where = words(self.where)
        said = f"{where}: {words(self.what)}" if where else words(self.what)
        return f"{said} {words(self.do)}" if self.do else said

    def __str__(self) -> str:
        return self.say(Words("en"))


class Refused(Trouble):
    """The answer is no: a rule refuses, a check failed (exit 1)."""

    exit_code = 1


class Usage(Trouble):
    """The call is wrong (exit 2)."""

    exit_code = 2


class Unusable(Trouble):
    """A file or a database can't be used (exit 3)."""

    exit_code = 3


class Fault(NamedTuple):
    """One finding of a check that may find many."""

    id: str
    """The check, e.g. `LK-01` (method 1.2)."""
    where: str
    """`file:line`, or the thing's name."""
    message: Message
    mend: Message | None = None
    severity: Literal["error", "warning"] = "error"

    def say(self, words: Words) -> str:
        """`where: message mend [id]`, in the user's language."""
        said = f"{self.where}: {words(self.message)}"
        if self.mend:
            said += f" {words(self.mend)}"
        return f"{said} [{self.id}]"
