"""`assess rank`: the ranking."""

from __future__ import annotations

from typing import Any

from assess.cli.front import Opt, Verb, center_option, find_center, front, json_option
from assess.fit.ranking import RoleRanking, ranking
from assess.words import T


def _rank(role: str | None, center: str | None, as_json: bool) -> None:
    from assess.report.rank_text import rank_lines

    call = front()
    with call.store() as store:
        rankings = store.read(ranking, store.read(find_center, center), role)
    if as_json:
        call.json(as_document(rankings))
    else:
        call.say(rank_lines(call.words, rankings))


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
        center_option(),
        json_option(),
    ],
)
