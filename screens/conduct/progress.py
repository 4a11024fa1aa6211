"""The progress strip of rating: every candidate with how many are rated, every competency with what it got."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from assess.conduct.work import CompetencyView, Work
from assess.words import Words
from screens.conduct.places import Place, open_sheets, places, sheet_at
from screens.conduct.say import flow

OPEN = "·"
NONE = "–"


def level_of(one: CompetencyView) -> str:
    """`4`, `–` for no opportunity, `·` for not rated yet."""
    if one.kind is None:
        return OPEN
    return NONE if one.level is None else str(one.level)


def progress(words: Words, work: Work, here: Place, width: int) -> Content:
    """`▸K2 1/4   K5 0/4` and below it `EMP 4  ▸KON ·  KRI ·  ZAH ·`; a click goes there.

    What the other candidates got is not shown: one is not rated by the other.
    """
    order = places(work)
    competencies = [
        _part(f"{one.code} {level_of(one)}", order.index(Place(here.sheet, one.id)), here=one.id == here.competency)
        for one in sheet_at(work, here).competencies
    ]
    lines = [flow(competencies, width, gap=1)]
    sheets = open_sheets(work)
    if len(sheets) > 1:
        people = []
        for sheet in sheets:
            left = next((one for one in sheet.competencies if one.kind is None), sheet.competencies[0])
            done = len(sheet.competencies) - len(sheet.unrated)
            said = f"{sheet.code} {done}/{len(sheet.competencies)}{' ✓' if not sheet.unrated else ''}"
            people.append(_part(said, order.index(Place(sheet.id, left.id)), here=sheet.id == here.sheet))
        lines.insert(0, flow(people, width, gap=1))
        if all(line.plain.count("\n") == 0 for line in lines):
            room = width - sum(line.cell_length for line in lines)
            if room >= len("   "):
                return Content.assemble(lines[0], " " * room, lines[1])
    return Content("\n").join(lines)


def _part(said: str, number: int, *, here: bool) -> Content:
    """A part that a click goes to; the present one is marked without colour as well."""
    shown = Content.assemble("▸" if here else " ", said)
    style = "bold $accent" if here else "$foreground" if said.endswith(OPEN) else "dim"
    return shown.stylize(style).stylize(Style.from_meta({"@click": f"screen.to({number})"}))
