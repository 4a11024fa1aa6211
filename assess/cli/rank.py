"""`assess rank`: the ranking."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assess.cli.front import Opt, Verb, center_option, find_center, front, json_option
from assess.fit.ranking import RoleRanking, ranking
from assess.words import T

if TYPE_CHECKING:
    from assess.fit.score import Fit


def _rank(role: str | None, what_if: str | None, center: str | None, as_json: bool) -> None:
    from assess.report.rank_text import rank_lines

    call = front()
    if what_if is not None:
        _what_if(Path(what_if), role, as_json=as_json)
        return
    with call.store() as store:
        rankings = store.read(ranking, store.read(find_center, center), role)
    if as_json:
        call.json(as_document(rankings))
    else:
        call.say(rank_lines(call.words, rankings))


def _what_if(path: Path, role: str | None, *, as_json: bool) -> None:
    """A ranking without a center: opens no store."""
    from assess.fit.whatif import read_what_if
    from assess.fit.whatif_rank import rank
    from assess.report.what_if_text import what_if_lines

    call = front()
    found = rank(read_what_if(path), role)
    if not as_json:
        call.say(what_if_lines(call.words, found))
        return
    roles = [
        {"role": name, "rule": "plain", "candidates": [_fitted(one.name, one.fit, one.band) for one in placed]}
        for name, placed in found.items()
    ]
    call.json({"roles": roles})


def _fitted(name: str, fit: Fit, band: int | None) -> dict[str, Any]:
    return {
        "name": name,
        "role_fit": fit.role.value if fit.role else None,
        "gap_fit": fit.gap.value if fit.gap else None,
        "values_fit": fit.values.value if fit.values else None,
        "team_fit": fit.team,
        "se": fit.se,
        "band": band,
        "coverage": fit.coverage,
        "floors": [{"competency": floor.competency, "probability": floor.probability} for floor in fit.floors],
    }


def as_document(rankings: tuple[RoleRanking, ...]) -> dict[str, Any]:
    """The ranking by the contract of `rank --json`."""
    return {
        "roles": [
            {
                "role": one.role,
                "rule": one.rule,
                "candidates": [
                    {
                        "name": ranked.code,
                        "role_fit": ranked.role_fit,
                        "gap_fit": ranked.gap_fit,
                        "values_fit": ranked.values_fit,
                        "team_fit": ranked.team_fit,
                        "se": ranked.se,
                        "band": ranked.band,
                        "coverage": ranked.coverage,
                        "floors": [
                            {"competency": floor.competency, "probability": floor.probability}
                            for floor in ranked.floors
                        ],
                    }
                    for ranked in one.candidates
                ],
                "withdrew": list(one.withdrew),
            }
            for one in rankings
        ]
    }


RANK = Verb(
    "rank",
    _rank,
    T("The ranking of one role or of all, in bands, once the wash-up has closed."),
    [
        Opt("--role", metavar="R", said=T("One role, by its code (community-manager) or name.")),
        Opt(
            "--what-if", "what_if", metavar="FILE.json", said=T("Rank a file instead of a center; no center is opened.")
        ),
        center_option(),
        json_option(),
    ],
)
