"""A sheet as rows: before the lock a table to look over, after it a record to read."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content

from assess.conduct.lock import OUTCOMES
from assess.conduct.work import CompetencyView, NoteView, SheetView, Work
from assess.words import N, T, Words
from screens.conduct.places import Place, notes_at
from screens.conduct.progress import level_of
from screens.conduct.rows import Row
from screens.conduct.say import note_head, note_text

NOTHING = Content("")
SPACE = Row(NOTHING, Content(" "))


class Look(NamedTuple):
    """How a draft is looked over."""

    veiled: bool
    """Whether levels are kept back: something is still to be rated, and one candidate is not rated by another."""
    wide: bool
    """Whether anchors and reasons have room."""


def draft(words: Words, work: Work, sheet: SheetView, look: Look) -> list[Row]:
    """One row a competency: its level, on how many notes it rests, whether there is a reason."""
    rows = [Row(NOTHING, Content.styled(sheet.code, "bold $accent"))]
    for one in sheet.competencies:
        facts, open_ = _facts(words, work, sheet, one), one.kind is None
        level = "✓" if look.veiled and not open_ else level_of(one)
        rows.append(
            Row(
                Content.styled(f"  {one.code:<5}", "bold"),
                Content(words(one.name)),
                Content.assemble(
                    Content.styled(f"{level:>2}", "bold"),
                    "   ",
                    Content.styled(f"{', '.join(facts):<28}", "$warning" if open_ else "dim"),
                ),
            )
        )
        if look.wide and not look.veiled:
            rows += _why(words, one)
    return [*rows, SPACE]


def record(words: Words, work: Work, sheet: SheetView) -> list[Row]:
    """The locked sheet: when and by whom, the journal's head; each level with its anchor, its notes, its reason."""
    at = words.time(sheet.locked_at) if sheet.locked_at else ""
    said = words(T("locked at {time} by {who}", time=at, who=work.initials))
    if sheet.outcome is not None:
        said = f"{said}: {words(OUTCOMES[sheet.outcome])}"
    rows = [Row(NOTHING, Content.assemble(Content.styled(sheet.code, "bold $accent"), f"  ✓ {said}"))]
    if sheet.head:
        head = " ".join(sheet.head[start : start + 4] for start in range(0, 16, 4))
        said = words(T("Journal head at the lock: {head}", head=head))
        rows.append(Row(Content("  "), Content.styled(said, "dim")))
    if sheet.hidden:
        rows.append(Row(Content("  "), _hidden(words, work)))
        return [*rows, SPACE]
    for one in sheet.competencies if sheet.outcome is None else ():
        below = {words(T("with reason")), _amended(words, one)}
        facts = [fact for fact in _facts(words, work, sheet, one) if fact not in below]
        rows.append(SPACE)
        rows.append(
            Row(
                Content.styled(f"  {one.code:<5}", "bold"),
                Content.styled(words(one.name), "bold"),
                Content.assemble(Content.styled(f"{level_of(one):>2}", "bold"), f"   {', '.join(facts):<20}"),
            )
        )
        if one.amended:
            rows.append(Row(Content(" " * 7), Content.styled(_amended(words, one), "bold")))
        rows += _why(words, one)
        rows += [_note(words, note) for note in notes_at(work, Place(sheet.id, one.id)) if one.id in note.cited]
    return [*rows, SPACE]


def _facts(words: Words, work: Work, sheet: SheetView, one: CompetencyView) -> list[str]:
    if one.kind is None:
        return [words(T("not rated yet"))]
    cited = sum(one.id in note.cited for note in notes_at(work, Place(sheet.id, one.id)))
    facts = [words(T("no opportunity")) if one.level is None else words(N("{n} note", "{n} notes", n=cited))]
    if one.kind == "absent":
        facts.append(words(T("absent")))
    if one.amended:
        facts.append(_amended(words, one))
    if one.reason:
        facts.append(words(T("with reason")))
    return facts


def _amended(words: Words, one: CompetencyView) -> str:
    first = "–" if one.first_level is None else one.first_level
    return words(T("amended, locked as {level}", level=first))


def _why(words: Words, one: CompetencyView) -> list[Row]:
    """The anchor of the level, and the reason in the assessor's words."""
    rows = [
        Row(Content(" " * 7), Content.styled(words(anchor.text).strip(), "dim"))
        for anchor in one.anchors
        if anchor.level == one.level
    ]
    if one.reason:
        rows.append(Row(Content(f"{'':7}{words(T('Reason:'))} "), Content(one.reason)))
    return rows


def _note(words: Words, note: NoteView) -> Row:
    head = Content.assemble(" " * 7, note_head(note.seconds, note.valence))
    return Row(head, note_text(words, note.text, quote=note.quote, star=note.star, gone=False))


def _hidden(words: Words, work: Work) -> Content:
    whose = words.listing([f"{code} ({words(exercise)})" for code, exercise in work.at_work[:1]])
    return Content.styled(
        words(T("Hidden while you are at work on {whose}: what came before would colour it.", whose=whose)), "dim"
    )
