"""Documents and acts that standards and law ask for; the program only knows that somebody noted them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assess.plan.conformity.given import Facts
from assess.plan.conformity.shape import Verdict
from assess.words import Message, N, Sayable, T

NAMES: Final[dict[str, Message]] = {
    "policy": T("policy document"),
    "mandate": T("mandate"),
    "works_council": T("works council"),
    "information": T("information of the candidates"),
    "adjustments": T("question for adjustments"),
    "feedback": T("feedback"),
    "evaluation": T("evaluation"),
}


def law(facts: Facts) -> Iterator[Verdict]:
    """The checks of documents."""
    yield _there(facts, "PO-01", ("policy",), T("Write down purpose, method, roles and data in a policy document."))
    yield _there(
        facts,
        "PO-02",
        ("mandate", "works_council"),
        T("Note the mandate, and since when the works council has agreed."),
    )
    yield _informed(facts)
    asked = _there(
        facts, "IN-02", ("adjustments",), T("Ask every candidate what they need; no health reason is noted.")
    )
    adjusted = sum(one.adjusted for one in facts.candidates)
    count = N("{n} candidate with an adjustment", "{n} candidates with an adjustment", n=adjusted)
    yield asked._replace(evidence=(*asked.evidence, count))
    for id_, kind, mend in (
        ("FB-01", "feedback", T("Offer every candidate feedback, and note since when.")),
        ("EV-01", "evaluation", T("Export the data for the evaluation, and ask the candidates how it was.")),
    ):
        found = _there(facts, id_, (kind,), mend)
        if found.state == "warning" and not facts.washed_up:
            found = Verdict(id_, "open", T("That comes after the wash-up."))
        yield found


def _there(facts: Facts, id_: str, kinds: tuple[str, ...], mend: Message) -> Verdict:
    noted = _noted(facts, kinds)
    missing = [NAMES[kind] for kind in kinds if kind not in facts.papers]
    if missing:
        said = T("Not noted: {what}", what=missing[0])
        if len(missing) > 1:
            said = T("Not noted: {what}", what=T("{first} and {last}", first=missing[0], last=missing[1]))
        return Verdict(id_, "warning", said, noted, mend)
    return Verdict(id_, "met", T("Noted."), noted)


def _informed(facts: Facts) -> Verdict:
    noted = _noted(facts, ("information",))
    mend = T("Hand out the notice about the scoring, the data and its life, and note the day.")
    paper = facts.papers.get("information")
    if paper is None:
        begun = facts.begun or facts.today > facts.day
        said = (
            T("The exercises have begun, and no information of the candidates is noted.")
            if begun
            else T("Not noted: {what}", what=NAMES["information"])
        )
        return Verdict("IN-01", "error" if begun else "warning", said, noted, mend)
    if paper[0] > facts.day:
        return Verdict("IN-01", "error", T("The candidates were informed after the day only."), noted, mend)
    return Verdict("IN-01", "met", T("The candidates were informed in time."), noted)


def _noted(facts: Facts, kinds: tuple[str, ...]) -> tuple[Sayable, ...]:
    found: list[Sayable] = []
    for kind in kinds:
        if kind in facts.papers:
            day, note = facts.papers[kind]
            said = T("{what}: {day}", what=NAMES[kind], day=day)
            found.append(T("{said}, {note}", said=said, note=note) if note else said)
    return tuple(found)
