"""`assess lineup`: the best line-ups of a what-if file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.cli.front import Opt, Verb, front, json_option
from assess.words import N, T, Usage, Words

if TYPE_CHECKING:
    from assess.fit.lineup.best import Best
    from assess.fit.lineup.problem import Lineup


def _lineup(what_if: str | None, top: int, as_json: bool) -> None:
    from assess.fit.lineup.best import best
    from assess.fit.lineup.clash import clash
    from assess.fit.whatif import lineup_of, read_what_if

    call = front()
    if what_if is None:
        raise Usage(
            T("A line-up needs a file."), do=T("Give one with --what-if; assess schema what-if shows its form.")
        )
    path = Path(what_if)
    question = lineup_of(read_what_if(path), path.name)
    answer = best(question, top)
    if not answer.found:
        why = [call.words(one) for one in clash(question)]
        if as_json:
            call.json({"optimal": False, "clash": why})
        else:
            call.say([T("There is no line-up; these facts clash:"), *(f"  {one}" for one in why)])
        click.get_current_context().exit(1)
    if as_json:
        call.json(as_document(call.words, question, answer))
    else:
        call.say(_lines(call.words, question, answer))


def as_document(words: Words, question: Lineup, answer: Best) -> dict[str, Any]:
    """By the contract of `lineup --json`."""
    from assess.fit.lineup.best import backups
    from assess.fit.lineup.problem import covered

    names = [one.name for one in question.people]
    roles = [(role.name, role.places) for role in question.roles]

    def seated(rows: tuple[int, ...], places: int) -> str | list[str]:
        return names[rows[0]] if places == 1 else [names[row] for row in rows]

    return {
        "optimal": True,
        "bound": answer.bound,
        "ineligible": [
            {"name": one.name, "role": one.role, "why": words(_why(one.lacks, one.below))} for one in answer.ineligible
        ],
        "lineups": [
            {
                "total": found.total,
                "members": {
                    name: seated(rows, places) for (name, places), rows in zip(roles, found.members, strict=True)
                },
                "coverage": covered(question, found.members),
                "backup": {
                    name: [names[row] for row in rows]
                    for (name, _), rows in zip(roles, backups(answer.table, found.members), strict=True)
                },
            }
            for found in answer.found
        ],
    }


def _why(lacks: tuple[str, ...], below: tuple[str, ...]) -> Any:
    if lacks:
        return T("no score in {competencies}", competencies=", ".join(lacks))
    return T("below what binds in {competencies}", competencies=", ".join(below))


def _lines(words: Words, question: Lineup, answer: Best) -> list[str]:
    document = as_document(words, question, answer)
    lines = []
    for number, one in enumerate(document["lineups"], 1):
        behind = answer.found[0].total - one["total"]
        said = T(
            "{number}. {total:.2f} of 100, {behind:.2f} behind the best",
            number=number,
            total=one["total"],
            behind=behind,
        )
        lines.append(words(said))
        for role, who in one["members"].items():
            backup = ", ".join(one["backup"][role]) or "–"
            taken = who if isinstance(who, str) else ", ".join(who)
            lines.append("   " + words(T("{role}: {names} (if away: {backup})", role=role, names=taken, backup=backup)))
        needs = ", ".join(f"{code} {words.number(100 * reached, 0)} %" for code, reached in one["coverage"].items())
        if needs:
            lines.append("   " + words(T("Needs covered: {needs}", needs=needs)))
    lines.append(words(T("Proven: no line-up is worth more than {bound:.2f}.", bound=answer.bound or 0.0)))
    if document["ineligible"]:
        lines.append(
            words(
                N("{n} candidacy is not eligible:", "{n} candidacies are not eligible:", n=len(document["ineligible"]))
            )
        )
        lines += [f"   {one['name']}, {one['role']}: {one['why']}" for one in document["ineligible"]]
    return lines


LINEUP = Verb(
    "lineup",
    _lineup,
    T("The best line-ups for the roles of a what-if file, proven optimal; or the facts that clash (exit 1)."),
    [
        Opt(
            "--what-if",
            "what_if",
            metavar="FILE.json",
            said=T("The question: roles, candidates, team, needs, charter."),
        ),
        Opt(
            "--top",
            type=click.IntRange(1, 100),
            default=3,
            metavar="K",
            said=T("How many line-ups; 3 unless told otherwise."),
        ),
        json_option(),
    ],
)
