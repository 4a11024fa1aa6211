"""The bands: candidates with their fit, bar and whisker; a thin rule between bands, and what is not sure in words."""

from __future__ import annotations

from collections.abc import Iterator

from assess.fit.ranking import Ranked, RoleRanking
from assess.report.columns import wrap
from assess.report.rank_text import Columns, band_said, columns_for, grouped, header, row
from assess.words import Message, Words
from screens.widgets.virtual import Pieces, Virtual

RULE = "─"
LOOKS = {"plain": "plain", "strong": "strong", "dim": "dim", "solid": "solid", "line": "line", "dot": "accent"}


class Bands(Virtual):
    """The ranking of one role; a line is laid out when it comes into sight."""

    DEFAULT_CSS = "Bands { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id)
        self._words = Words("en")
        self._ranking: RoleRanking | None = None
        self._columns: Columns | None = None
        self._head = ""
        self._said: list[tuple[int, Message]] = []
        """After which candidate which sentence stands; 0 sentences where nothing is unsure."""
        self._lines: list[int | str] = []
        """A candidate's place, or the text of a line between candidates."""
        self._line_of: list[int] = []

    def show(self, words: Words, ranking: RoleRanking, mark: int | None = None) -> None:
        """Show a ranking, in a language."""
        if ranking is not self._ranking:
            self._said = list(_sentences(ranking))
        self._words, self._ranking = words, ranking
        self.renew(mark)

    @property
    def candidate(self) -> Ranked | None:
        """The marked candidate."""
        if self._ranking is None or self.marked is None:
            return None
        return self._ranking.candidates[self.marked]

    def places(self) -> int:
        """The candidates."""
        return len(self._ranking.candidates) if self._ranking else 0

    def lines(self) -> int:
        """Candidates, rules and sentences."""
        return len(self._lines)

    def line_of(self, place: int) -> int:
        """A candidate's line."""
        return self._line_of[place] if place < len(self._line_of) else 0

    def place_at(self, line: int) -> int | None:
        """The candidate of a line; None between bands."""
        found = self._lines[line] if 0 <= line < len(self._lines) else ""
        return found if isinstance(found, int) else None

    def head(self) -> str | None:
        """The words over the columns."""
        return self._head

    def lay(self, width: int) -> None:
        """Columns for this width, and the lines between candidates."""
        if self._ranking is None:
            return
        self._columns = columns_for(self._words, width, self._ranking)
        self._head = header(self._words, self._columns)
        self._lines, self._line_of = [], []
        said = dict(self._said)
        last = len(self._ranking.candidates) - 1
        for place, one in enumerate(self._ranking.candidates):
            self._line_of.append(len(self._lines))
            self._lines.append(place)
            if place in said:
                indent = " " * (2 + self._columns.band + self._columns.gap_between)
                self._lines += wrap(self._words(said[place]), width, indent)
            if place < last and self._ranking.candidates[place + 1].band != one.band:
                self._lines.append(RULE * min(width, self._columns.width))

    def draw(self, line: int, marked: bool) -> Pieces:
        """A candidate, a rule or a sentence."""
        found = self._lines[line]
        if isinstance(found, str):
            return ((found, "dim"),)
        if self._ranking is None or self._columns is None:
            return ()
        pieces = row(self._words, self._ranking.candidates[found], self._columns, marked=marked)
        return [(piece.text, LOOKS.get(piece.style, "warn")) for piece in pieces]


def _sentences(ranking: RoleRanking) -> Iterator[tuple[int, Message]]:
    place = -1
    for members in grouped(ranking):
        place += len(members)
        said = band_said(members)
        if said is not None:
            yield place, said
