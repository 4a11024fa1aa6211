"""The ranking's screen with as many candidates as the first argument says; no database behind it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from textual.screen import Screen

import screens.app
from assess.fit.bands import bands
from assess.fit.ranking import Ranked, RoleRanking, Terms
from assess.fit.score import Demand
from assess.words import Id, Text
from screens.app import AssessApp
from screens.desk import Desk
from screens.fit.ranking import Ranking

R = TypeVar("R")
CODES = ("EMP", "KOM", "KON", "MOD")


def ranked(number: int) -> tuple[Ranked, ...]:
    """So many candidates, best first, with an error of eight."""
    fits = [100 * (number - place) / number for place in range(number)]
    return tuple(
        Ranked(
            Id(f"{place:032x}"), f"K{place + 1}", fit, None, None, fit, 8.0, band, 1.0, (), (), False,
            dict.fromkeys(CODES, 1 + fit / 25),
        )
        for place, (fit, band) in enumerate(zip(fits, bands(fits, [8.0] * number), strict=True))
    )  # fmt: skip


def ranking(number: int) -> RoleRanking:
    """The ranking of a role that nobody asked for."""
    terms = Terms("Bench", "Europe/Berlin", 1, 5, "plain", (0.5, 0.3, 0.2), None, team=False, charter=False)
    return RoleRanking(
        Id("v"),
        "role",
        Text("Rolle", "Role"),
        "plain",
        ranked(number),
        terms,
        {code: Demand(25.0, 4.0) for code in CODES},
        {code: Text(code, code) for code in CODES},
    )


class Known(Desk):
    """A desk that has the answer."""

    def __init__(self, answer: object) -> None:
        super().__init__(lambda: sys.exit("there is no store"))
        self.answer = answer

    async def read(self, use_case: Callable[..., R], /, *args: Any, **kwargs: Any) -> Any:
        """The answer, whatever was asked."""
        return self.answer


class Long(AssessApp):
    """Opens on the ranking."""

    CSS_PATH = [Path(screens.app.__file__).parent / name for name in AssessApp.CSS_PATH]  # noqa: RUF012

    def get_default_screen(self) -> Screen[Any]:
        """The ranking."""
        return Ranking(Id("c"))


if __name__ == "__main__":
    app = Long(None, language="en")
    app.desk = Known((ranking(int(sys.argv[1])),))
    app.run()
