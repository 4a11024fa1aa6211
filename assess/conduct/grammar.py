"""The note line's grammar: what an assessor types while watching.

`3+ asks what happened #EMP` is seat 3, valence `+`, the text, a competency tag. A leading `"` or a text in quotation
marks is a quote; a `!` in front stars the note. Everything is optional but the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from assess.words import QUOTE_MARKS, normal

TAG = re.compile(r"(?:^|\s)#([^\W\d_][\w-]*)\s*$")


class Line(NamedTuple):
    """A parsed note line."""

    text: str
    valence: str | None
    quote: bool
    star: bool
    tag: str | None
    seat: int | None


def parse(typed: str, *, seats: Collection[int] = ()) -> Line:
    """What was typed, taken apart.

    With `seats` (the numbers taken in a group discussion) a leading number is a seat: `30 says nothing` is seat 3 with
    valence 0 where nobody sits on seat 30. A number that is no seat is given back as it was typed.
    """
    rest = normal(typed)
    seat: int | None = None
    if seats and (found := re.match(r"([1-9]\d?)", rest)):
        number = next((said for said in (found[1], found[1][0]) if int(said) in seats), found[1])
        after = rest[len(number) :]
        if not after or not after[0].isdecimal() or after[0] == "0":
            seat, rest = int(number), after.lstrip()
    valence: str | None = None
    star = False
    while rest:
        if rest[0] == "!" and not star:
            star, rest = True, rest[1:].lstrip()
        elif rest[0] in "+-\N{MINUS SIGN}" and valence is None:
            valence, rest = ("+" if rest[0] == "+" else "-"), rest[1:].lstrip()
        elif valence is None and re.match(r"0(?=\s|$|[!\"„“])", rest):
            valence, rest = "0", rest[1:].lstrip()
        else:
            break
    tag: str | None = None
    if found := TAG.search(rest):
        tag, rest = found[1].upper(), rest[: found.start()].rstrip()
    quote = bool(rest) and rest[0] in QUOTE_MARKS
    if quote and not any(mark in rest[1:] for mark in QUOTE_MARKS):
        rest = rest[1:].strip()
    return Line(rest, valence, quote, star, tag, seat)
