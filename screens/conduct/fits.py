"""What fits: the anchors of a competency in full, where they are from, and what the competency is about."""

from __future__ import annotations

from textual.content import Content

from assess.conduct.work import CompetencyView, CueView, Work
from assess.words import Message, T, Words, clock
from screens.conduct.rows import Row


def levels(words: Words, work: Work, competency: CompetencyView, wanted: int | None) -> list[Row]:
    """Every level of the scale, highest first, with its anchor; ▸ is the one chosen, ▹ one that waits for notes."""
    texts = {anchor.level: anchor.text for anchor in competency.anchors}
    rows = []
    for level in range(work.hi, work.lo - 1, -1):
        chosen = competency.level == level
        mark = "▸ " if chosen else "▹ " if wanted == level else "  "
        text = words(texts[level]).strip() if level in texts else words(T("between its neighbours"))
        style = "bold" if chosen else "" if level in texts else "dim"
        rows.append(
            Row(
                Content.styled(f"{mark}{level:>2}  ", "bold $accent" if chosen or wanted == level else "bold"),
                Content.styled(text, style),
                key=str(level),
            )
        )
    return rows


def source(competency: CompetencyView) -> Message:
    """Whose anchors these are."""
    if competency.own_anchors:
        return T("anchors for this exercise")
    return T("general anchors of {code}", code=competency.code)


def about(words: Words, competency: CompetencyView, cues: list[CueView]) -> Content:
    """Definition, delimitation, when there was no opportunity, and which cues elicit it."""
    parts = [
        Content.styled(f"{competency.code} {words(competency.name)}\n", "bold"),
        Content(words(competency.definition).strip() + "\n\n"),
        Content.styled(words(T("Not to be mistaken for")) + "\n", "bold"),
        Content(words(competency.distinct).strip() + "\n\n"),
        Content.styled(words(T("No opportunity")) + "\n", "bold"),
        Content(words(competency.not_observed).strip()),
    ]
    if cues:
        parts.append(Content.styled(f"\n\n{words(T('Cues that elicit it'))}", "bold"))
        for cue in cues:
            given = f"✓ {clock(cue.given)}" if cue.given is not None else words(T("not given"))
            name = cue.code if cue.short in ((cue.code, cue.code), ("", "")) else f"{cue.code} {words(cue.short)}"
            parts.append(Content.assemble("\n", name, "  ", Content.styled(given, "dim")))
    return Content.assemble(*parts)


def cues_of(work: Work, competency: CompetencyView) -> list[CueView]:
    """The cues that elicit a competency here."""
    return [cue for cue in work.cues if cue.code in competency.cues]


def keys(work: Work) -> str:
    """The digits that rate, as they are written: `1-5`, `0-9`; `1-9 0` where 0 is level 10."""
    return f"{work.lo}-{work.hi}" if work.hi < 10 else f"{work.lo}-9 0"


def level_of_digit(work: Work, digit: int) -> int | None:
    """The level that a digit stands for: 0 is 10 where the scale has a 10; None when there is no such level."""
    level = 10 if digit == 0 and work.hi >= 10 else digit
    return level if work.lo <= level <= work.hi else None
