"""`assess explain`: every step of the arithmetic."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from assess.cli.front import Arg, Verb, center_option, find_center, front, json_option
from assess.fit.explain import Explanation, explain
from assess.words import T, Text


def _explain(candidate: str, center: str | None, as_json: bool) -> None:
    from assess.report.explain_text import explain_lines

    call = front()
    with call.store() as store:
        found = store.read(explain, store.read(find_center, center), candidate)
    if as_json:
        call.json({"explanations": [as_document(one) for one in found]})
        return
    for one in found:
        call.say(explain_lines(call.words, one))


def as_document(explanation: Explanation) -> dict[str, Any]:
    """Every number of an explanation; texts in both languages."""
    return asdict(
        explanation,
        dict_factory=lambda pairs: {key: _plain(value) for key, value in pairs},
    )


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return {"de": value.de, "en": value.en}
    return value.isoformat() if isinstance(value, datetime) else value


EXPLAIN = Verb(
    "explain",
    _explain,
    T("Every step from single ratings to the place in the ranking, adding up exactly."),
    [Arg("candidate"), center_option(), json_option()],
)
